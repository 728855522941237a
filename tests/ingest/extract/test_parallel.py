"""Problems in one chapter, what was done about them in the next ones."""

from ingest.model import Status
from tests.ingest.reports import FOOT, HEAD, parsed

_D, _G = Status.DONE, Status.ONGOING
_PROBLEMS = ["会议记录缺失", "党费漏缴", "白条入账", "接待超标准"]
_STATUSES = [_D, _G, _D, _D]
_LISTED = (
    "（一）党建方面。1.会议记录缺失。2.党费漏缴。\n（二）财务方面。3.白条入账。4.接待超标准。\n"
)
_STEPS = "".join(f"第{n}项：一是修订制度。二是开展检查。\n" for n in range(1, 5))


def _problems(body: str) -> list[tuple[str, Status]]:
    return [(f.title, f.status) for f in parsed(f"{HEAD}\n{body}{FOOT}").findings]


def test_numbers_that_run_on_through_sections_are_one_list() -> None:
    told = f"一、病根在哪里\n{_LISTED}二、怎样对症下药\n{_STEPS}三、眼下成色如何\n"
    report = parsed(f"{HEAD}\n{told}第1、3、4项已完成，其余正在推进。\n{FOOT}")
    assert [(f.title, f.status) for f in report.findings] == list(
        zip(_PROBLEMS, _STATUSES, strict=True)
    )
    assert [f.heading for f in report.findings] == ["党建方面"] * 2 + ["财务方面"] * 2
    assert [len(f.measures) for f in report.findings] == [2] * 4


def test_chapters_are_joined_whatever_they_are_called() -> None:
    titles = "".join(f"（{n}）{p}\n" for n, p in zip("一二三四", _PROBLEMS, strict=True))
    steps = "".join(f"（{n}）全部补正，约谈两人\n" for n in "一二三四")
    words = ("已办结", "正在推进", "已办结", "已办结")
    states = "".join(f"（{n}）{state}\n" for n, state in zip("一二三四", words, strict=True))
    body = f"一、指出的毛病\n{titles}二、开出的方子\n{steps}三、办到哪一步\n{states}"
    assert _problems(body) == list(zip(_PROBLEMS, _STATUSES, strict=True))


def test_numbers_listed_with_a_status_open_no_problem() -> None:
    listed = "".join(f"{n}.{p}。\n" for n, p in enumerate(_PROBLEMS, 1))
    body = (
        f"一、反馈的问题\n{listed}二、整改措施\n{_STEPS.replace('第', '问题').replace('项', '')}"
        "三、进展\n问题1、3、4已整改完成；问题2正在推进。\n"
    )
    assert _problems(body) == list(zip(_PROBLEMS, _STATUSES, strict=True))


def test_bare_numbers_in_a_list_and_behind_it_name_problems() -> None:
    listed = "".join(f"{n}.{p}。\n" for n, p in enumerate(_PROBLEMS, 1))
    told = "1、3、4项已整改到位，2项正在整改。\n"
    body = f"一、反馈的问题\n{listed}二、整改过程\n{_STEPS}三、进度\n{told}"
    assert _problems(body) == list(zip(_PROBLEMS, _STATUSES, strict=True))
