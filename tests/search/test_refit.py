"""Learning the weights of linking from decisions."""

from pathlib import Path

import pytest

from indexer.library import Library
from indexer.linking.decisions import Decision, Verdict
from indexer.linking.kept import decision_log
from indexer.linking.score import read_model, standard_model
from indexer.linking.weights import WEIGHTS
from search.links import link, linked_now
from search.refit import refit
from tests.search.recurring import DONE, ONGOING, library_of, notice

_NAMES = (
    "蓼汀",
    "芡塘",
    "菖湾",
    "蒲墩",
    "荻港",
    "茭浦",
    "萍洲",
    "藻溪",
    "莼渡",
    "菱坝",
    "苇滩",
    "芷江",
)


@pytest.fixture
def decided(tmp_path: Path) -> Library:
    """Twelve villages whose granaries are found wanting, and whose walls three years later; people
    say that a village in common does not make two findings one, but that a granary does."""
    first = [f"{each}粮库登记缺页" for each in _NAMES]
    walls = [f"{each}围墙开裂" for each in _NAMES]
    granaries = [f"{each}粮库登记潦草" for each in _NAMES]
    library = library_of(
        tmp_path,
        {
            "一.txt": notice("柳河镇", 2020, *((each, DONE) for each in first)),
            "二.txt": notice("柳河镇", 2023, *((each, ONGOING) for each in walls + granaries)),
        },
    )
    by_title = {each.title: each.id for each in linked_now(library).problems}
    pairs = [
        *((by_title[a], by_title[b], False) for a, b in zip(first, walls, strict=True)),
        *((by_title[a], by_title[b], True) for a, b in zip(first, granaries[1:], strict=False)),
    ]
    decision_log(library).append(
        Decision(
            a=a,
            b=b,
            verdict=Verdict.CONFIRM if same else Verdict.REJECT,
            user="王芳",
            at="2026-01-01T00:00:00Z",
        )
        for a, b, same in pairs
    )
    return library


def test_decisions_make_weights_that_tell_better(decided: Library) -> None:
    own = refit(decided, "2026-01-02").parts[0]
    assert own.before is not None
    assert own.after is not None
    assert own.after.f1 > own.before.f1


def test_new_weights_are_readable_and_say_where_they_come_from(decided: Library) -> None:
    refit(decided, "2026-01-02")
    text = (decided.folder / WEIGHTS).read_text("utf-8")
    assert read_model(text).elsewhere == standard_model().elsewhere
    assert "2026-01-02" in text


def test_former_weights_are_kept(decided: Library) -> None:
    (decided.folder / WEIGHTS).write_text(_STANDARD, encoding="utf-8")
    refitted = refit(decided, "2026-01-02")
    assert refitted.old is not None
    assert Path(refitted.old).read_text("utf-8") == _STANDARD


def test_new_weights_are_linked_by_at_once(decided: Library) -> None:
    link(decided)
    refit(decided, "2026-01-02")
    assert link(decided).everything


def test_too_few_decisions_change_nothing(tmp_path: Path) -> None:
    library = library_of(tmp_path, {"一.txt": notice("柳河镇", 2020, ("台账不清", DONE))})
    assert refit(library, "2026-01-02").path is None


_STANDARD = (
    Path(__file__).parents[2].joinpath("indexer", "linking", "weights.toml").read_text("utf-8")
)
