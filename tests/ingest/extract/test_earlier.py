from ingest.model import EarlierInspection
from tests.ingest.reports import finding


def _mentions(text: str) -> tuple[EarlierInspection, ...]:
    return finding(f"关于村级财务管理混乱的问题。{text}一是规范票据。").earlier_inspections


def test_an_earlier_inspection_has_date_body_and_organisation() -> None:
    (mention,) = _mentions("2019年5月市委提级巡察柳荫村时，发现该村账目不清。")
    assert (mention.date, mention.body, mention.org) == ("2019-05", "市委", "柳荫村")


def test_years_later_count_from_the_mention_before() -> None:
    mentions = _mentions("2019年市委巡察发现该村账目不清。两年后县委巡察又指出票据缺失。")
    assert [m.date for m in mentions] == ["2019", "2021"]


def test_several_inspections_of_one_sentence_are_several_mentions() -> None:
    mentions = _mentions("2019年县委第一巡察组、2021年县委第三巡察组均指出过该问题。")
    assert [(m.date, m.body) for m in mentions] == [
        ("2019", "县委第一巡察组"),
        ("2021", "县委第三巡察组"),
    ]


def test_a_report_of_ones_own_checks_is_no_earlier_inspection() -> None:
    assert _mentions("镇纪委开展专项检查，发现票据缺失。") == ()
