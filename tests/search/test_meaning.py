"""What a question means beyond its words."""

from search.meaning import Meaning, meaning
from search.query import ask
from search.synonyms import Synonyms


def _meant(query: str, synonyms: Synonyms | None) -> Meaning:
    return meaning(ask(query, synonyms), synonyms)


def test_a_question_is_about_the_type_that_its_words_tell(synonyms: Synonyms) -> None:
    assert next(iter(_meant("拿公家的钱下馆子", synonyms).kinds)) == "公务接待"


def test_how_people_were_dealt_with_tells_no_type(synonyms: Synonyms) -> None:
    # Any problem may end so: a type would bring up talks with members and party life.
    assert _meant("给予党内警告处分", synonyms).kinds == {}
    assert _meant("对责任人诫勉谈话", synonyms).about == "对"


def test_what_the_problem_is_still_counts_beside_a_sanction(synonyms: Synonyms) -> None:
    assert next(iter(_meant("公务接待超标准 诫勉谈话", synonyms).kinds)) == "公务接待"


def test_a_wording_with_idle_words_between_is_understood(synonyms: Synonyms) -> None:
    assert "管护" in _meant("路建好了就没人管", synonyms).gapped


def test_without_synonyms_a_question_means_its_words() -> None:
    assert _meant("拿公家的钱下馆子", None) == Meaning(about="拿公家的钱下馆子")
