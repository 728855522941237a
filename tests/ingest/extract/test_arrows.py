from ingest.model import Status
from tests.ingest.reports import FOOT, HEAD, parsed

_LINES = (
    "1.会议记录缺失→补齐记录；专人保管→已完成\n"
    "2.党费漏缴→逐人催缴→已完成\n"
    "3.白条入账→清退白条→正在整改\n"
)


def test_arrows_lead_from_the_problem_to_its_measures_and_status() -> None:
    first, _, last = parsed(HEAD + _LINES + FOOT).findings
    assert (first.number, first.title, [m.text for m in first.measures], first.status) == (
        "1",
        "会议记录缺失",
        ["补齐记录", "专人保管"],
        Status.DONE,
    )
    assert (last.title, last.status) == ("白条入账", Status.ONGOING)


def test_labels_behind_arrows_are_left_out() -> None:
    lines = (
        "问题1：会议记录缺失——>整改措施：补齐记录——>整改结果：已完成\n"
        "问题2：党费漏缴——>整改措施：逐人催缴——>整改结果：已完成\n"
        "问题3：白条入账——>整改措施：清退白条——>整改结果：正在整改\n"
    )
    found = parsed(HEAD + lines + FOOT).findings
    assert [(f.number, f.title, f.measures[0].text, f.status_text) for f in found] == [
        ("1", "会议记录缺失", "补齐记录", "已完成"),
        ("2", "党费漏缴", "逐人催缴", "已完成"),
        ("3", "白条入账", "清退白条", "正在整改"),
    ]


def test_arrows_of_a_page_lead_to_no_findings() -> None:
    crumbs = "首页→信息公开→巡察整改\n党务→公开→通报\n返回→上一页→列表\n"
    assert parsed(HEAD + crumbs + FOOT).findings == ()
