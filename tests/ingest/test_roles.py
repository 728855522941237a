import pytest

from ingest.roles import LABEL, LABEL_STARTS, Role, header_role, known_label


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("问题表现", Role.PROBLEM),
        ("巡察反馈问题", Role.PROBLEM),
        ("事实描述", Role.PROBLEM),
        ("整改措施", Role.MEASURE),
        ("整改落实情况", Role.MEASURE),
        ("采取的措施", Role.MEASURE),
        ("整改措施及完成情况", Role.MEASURE),
        ("具体整改情况", Role.MEASURE),
        ("整改成效", Role.RESULT),
        ("整改进度", Role.STATUS),
        ("销号情况", Role.STATUS),
        ("是否完成整改", Role.STATUS),
        ("责任领导", Role.LEADER),
        ("包抓领导", Role.LEADER),
        ("责任单位", Role.UNIT),
        ("牵头科室", Role.UNIT),
        ("完成时限", Role.DEADLINE),
        ("预计完成时间", Role.DEADLINE),
    ],
)
def test_a_label_tells_what_it_holds(label: str, role: Role) -> None:
    found = LABEL.match(f"{label}：")
    assert found is not None
    assert (found.group(), found.lastgroup) == (label, role.value)
    assert label[0] in LABEL_STARTS


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("序号", Role.NUMBER),
        ("问题 描述", Role.PROBLEM),
        ("采取的整改举措", Role.MEASURE),
        ("目前进展", Role.STATUS),
        ("牵头领导", Role.LEADER),
        ("办理期限", Role.DEADLINE),
        ("备注", Role.NOTE),
    ],
)
def test_a_column_is_known_by_its_heading(heading: str, role: Role) -> None:
    assert header_role(heading) is role


def test_a_sentence_is_no_column_heading() -> None:
    assert header_role("镇党委对存在的问题逐一研究制定整改措施") is None


def test_a_phrase_that_is_no_label_everywhere_is_unknown() -> None:
    assert not known_label("怎么改的")
