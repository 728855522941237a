"""The ledger: one item a finding, through all notices on its inspection."""

from datetime import date
from pathlib import Path

from indexer.library import Library
from search.ledger import Item, ledger
from search.recurrence import recurrences
from search.stored import stored
from tests.search.recurring import DONE, ONGOING, county, library_of, notice

TODAY = date(2024, 7, 1)


def items(library: Library) -> list[Item]:
    return ledger(stored(library), recurrences(library), TODAY)


def test_successive_notices_on_one_inspection_are_one_history(tmp_path: Path) -> None:
    library = library_of(
        tmp_path,
        {
            "一.txt": notice("柳河镇", 2023, ("公务接待不规范", ONGOING)),
            "二.txt": notice("柳河镇", 2023, ("公务接待不够规范", DONE), published="2024年5月8日"),
        },
    )
    (one,) = items(library)
    assert (one.history, one.closed) == ("2023-12-10 正在整改 → 2024-05-08 完成", True)


def test_a_notice_that_names_no_inspection_goes_on_with_the_findings_it_repeats(
    tmp_path: Path,
) -> None:
    titles = ("公务接待不规范", "会议记录不完整", "村级财务混乱", "印章管理不规范")
    first = notice("柳河镇", 2023, *((each, ONGOING) for each in titles))
    second = notice("柳河镇", 2023, *((each, DONE) for each in titles), published="2024年5月8日")
    bare = "\n".join(line for line in second.splitlines() if "巡察组" not in line)
    library = library_of(tmp_path, {"一.txt": first, "二.txt": bare})
    assert [each.closed for each in items(library)] == [True, True, True, True]


def test_a_later_inspection_makes_another_item_that_names_the_claim(tmp_path: Path) -> None:
    returned = [each.returned for each in items(county(tmp_path)) if each.org == "柳河镇"]
    assert returned[0] is None
    assert "称完成：公务接待不规范（柳河2020.txt" in (returned[1] or "")


def test_what_is_not_done_after_its_deadline_is_overdue(tmp_path: Path) -> None:
    late = "整改措施：清理。\n完成时限：2024年3月。\n整改进度：正在整改。\n"
    library = library_of(tmp_path, {"一.txt": notice("柳河镇", 2023, ("公务接待不规范", late))})
    (one,) = items(library)
    assert (one.deadline, one.overdue) == ("2024-03", 92)
