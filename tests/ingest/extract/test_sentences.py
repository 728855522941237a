import re

from ingest.extract.sentences import sentences_with

_NUMBER = re.compile(r"\d")


def _held(text: str, start: int = 0, end: int | None = None) -> list[str]:
    return [text[a:b] for a, b in sentences_with(_NUMBER, text, start, end)]


def test_only_sentences_with_the_sign_are_looked_at() -> None:
    assert _held("问题9个，已改8个。账目不清\n其余1个；在改") == ["问题9个，已改8个", "其余1个"]


def test_a_sentence_that_the_stretch_cuts_is_taken_as_far_as_it_lies_within() -> None:
    assert _held("反馈问题9个。已改8个。", 2, 10) == ["问题9个", "已改8"]
