"""Passages that reports of different organisations share."""

from indexer.linking.boilerplate import Body
from indexer.linking.copies import boilerplate
from indexer.linking.recurrences import Boilerplate

_TOLD = (
    "我们把账本搬到祠堂门口当众翻晒，请三位退休会计坐在长凳上逐页念给大家听，"
    "谁家有疑问当场举手，答不上来的写在红纸上贴出去。"
)
_OWN = (
    "河滩镇的渡口常年失修，船工自己凑钱买了缆绳。",
    "山口镇的茶园今年遭了霜冻，镇里请来农技员。",
)


def body(text: str, org: str | None, source: str) -> Body:
    return Body(report=source, source=source, org=org, text=text)


def found(*bodies: Body) -> list[Boilerplate]:
    return list(boilerplate(bodies))


def test_a_passage_that_two_towns_tell_alike_is_found_with_its_places() -> None:
    one, other = _OWN[0] + _TOLD, _TOLD + _OWN[1]
    (pair,) = found(body(one, "河滩镇", "a.txt"), body(other, "山口镇", "b.txt"))
    (passage,) = pair.passages
    assert one[slice(*passage.a_span)] == passage.text == other[slice(*passage.b_span)]
    assert _TOLD[:-1] in passage.text


def test_a_changed_number_does_not_break_the_passage() -> None:
    changed = _TOLD.replace("三位", "五位")
    (pair,) = found(body(_TOLD, "河滩镇", "a.txt"), body(changed, "山口镇", "b.txt"))
    assert len(pair.passages) == 1


def test_reports_of_one_organisation_may_repeat_themselves() -> None:
    assert not found(body(_TOLD, "河滩镇", "a.txt"), body(_TOLD, "河滩镇", "b.txt"))


def test_what_each_tells_in_its_own_words_is_not_boilerplate() -> None:
    assert not found(body(_OWN[0] * 2, "河滩镇", "a.txt"), body(_OWN[1] * 2, "山口镇", "b.txt"))


def test_standard_phrases_do_not_count() -> None:
    phrases = (
        "欢迎广大干部群众对巡察整改落实情况进行监督。坚持当下改和长久立相结合。"
        "整改进度：已完成整改，并长期坚持。"
    )
    assert not found(body(phrases, "河滩镇", "a.txt"), body(phrases, "山口镇", "b.txt"))


def test_what_many_organisations_say_is_learned_as_a_standard_phrase() -> None:
    assert not found(*(body(_TOLD, f"第{i}镇", f"{i}.txt") for i in range(6)))


def test_masked_organisations_are_compared_with_each_other() -> None:
    assert len(found(body(_TOLD, None, "a.txt"), body(_TOLD, None, "b.txt"))) == 1
