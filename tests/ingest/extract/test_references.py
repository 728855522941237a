import pytest

from ingest.extract.references import document_numbers, regulations, sanctions
from ingest.folding import fold


def _people(text: str) -> list[tuple[str, int | None]]:
    return [(kind, people) for kind, people, _ in sanctions(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("批评教育3人", [("批评教育", 3)]),
        ("对5名干部予以责令检查", [("责令检查", 5)]),
        ("诫勉谈话2人次", [("诫勉谈话", 2)]),
        ("约谈三名村干部", [("约谈", 3)]),
        ("给予党内警告处分1人", [("党纪政务处分", 1)]),
        ("移送公安机关", [("移送", None)]),
        ("立案审查2人", [("立案", 2)]),
        ("批评教育3人、通报批评2人", [("批评教育", 3), ("通报批评", 2)]),
        ("对相关责任人进行谈话提醒", [("谈话提醒", None)]),
    ],
)
def test_people_dealt_with_are_counted_by_kind(
    text: str, found: list[tuple[str, int | None]]
) -> None:
    assert _people(text) == found


@pytest.mark.parametrize("text", ["通报了情况", "警告标志牌3块", "召开座谈会"])
def test_other_words_are_no_sanction(text: str) -> None:
    assert _people(text) == []


@pytest.mark.parametrize(
    "number", ["云纪〔2021〕53号", "云纪[2021]53号", "云纪（2021）53号", "云府办发【2021】3号"]
)
def test_a_document_number_is_found_in_any_brackets(number: str) -> None:
    text = fold(f"依据{number}文件")
    assert len(list(document_numbers(text, 0, len(text)))) == 1


def _regulations(text: str) -> list[tuple[str, bool]]:
    return [(text[a:b], issued) for (a, b), issued in regulations(text, 0, len(text))]


def test_a_rule_that_was_made_is_issued() -> None:
    assert _regulations("修订《公务接待管理办法》") == [("公务接待管理办法", True)]


def test_a_rule_that_is_only_named_is_cited() -> None:
    assert _regulations("对照《公务接待管理规定》自查") == [("公务接待管理规定", False)]


def test_every_rule_of_a_list_is_issued() -> None:
    assert _regulations("制定《财务制度》《接待办法》") == [("财务制度", True), ("接待办法", True)]


def test_a_book_is_no_rule() -> None:
    assert _regulations("学习《论语选读》") == []
