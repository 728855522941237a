"""Notices of one team's feedback to several organisations."""

import pytest

from tests.ingest.reports import parsed

_ONE, _OTHER = "区住房和城乡建设局党组", "区卫生健康局党委"
_HEAD = (
    f"区委第四巡察组向{_ONE}、{_OTHER}反馈巡察情况\n"
    f"2024年3月4日至4月30日，区委第四巡察组对{_ONE}、{_OTHER}开展了常规巡察。"
    "2024年6月12日，巡察组分别反馈了巡察情况。\n"
)
_FOOT = "\n中共区委巡察工作领导小组办公室\n2024年6月14日\n"
_BODIES = {
    "bare list after points": (
        f"对{_ONE}，巡察组肯定其工作，同时指出存在以下问题：一是工程监督走过场；二是考核失之于宽；"
        f"三是物业监管缺位。\n对{_OTHER}，巡察组也发现了一些问题，主要是：\n（1）药品采购不规范\n"
        "（2）经费拨付不及时\n（3）医德医风抓得不紧\n巡察组强调，一要提高认识；二要马上整改。\n"
    ),
    "both in one paragraph": (
        f"{_ONE}存在的问题主要是：一是工程监督走过场；二是考核失之于宽；三是物业监管缺位。"
        f"{_OTHER}存在的问题主要是：一是药品采购不规范；二是经费拨付不及时；三是医德医风抓得不紧。\n"
        "巡察组提出三点要求：一是提高认识；二是压实责任；三是注重实效。\n"
    ),
    "headings that tell more": (
        f"向{_ONE}反馈的情况\n巡察组指出，主要存在以下问题：①工程监督走过场；②考核失之于宽；"
        f"③物业监管缺位。\n向{_OTHER}反馈的情况\n巡察组指出，主要存在以下问题：①药品采购不规范；"
        "②经费拨付不及时；③医德医风抓得不紧。\n巡察组希望：①扛起责任；②制定方案。\n"
    ),
}


@pytest.mark.parametrize("body", _BODIES.values(), ids=_BODIES.keys())
def test_each_problem_belongs_to_the_organisation_named_before_it(body: str) -> None:
    found = parsed(f"{_HEAD}{body}{_FOOT}").findings
    assert [(f.org, f.title) for f in found] == [
        (_ONE, "工程监督走过场"),
        (_ONE, "考核失之于宽"),
        (_ONE, "物业监管缺位"),
        (_OTHER, "药品采购不规范"),
        (_OTHER, "经费拨付不及时"),
        (_OTHER, "医德医风抓得不紧"),
    ]


def test_a_name_that_holds_an_and_is_one_name() -> None:
    report = parsed(f"{_HEAD}{_BODIES['both in one paragraph']}{_FOOT}")
    assert report.inspected_org == (_ONE, _OTHER)
