from ingest.markers import Mark
from tests.ingest.reports import parsed, tree

_HEAD = "云溪镇巡察整改情况通报\n县委第二巡察组对云溪镇党委开展了巡察。\n"


def _styles(text: str) -> list[str]:
    return [node.mark.style for node in tree(text).walk() if isinstance(node.mark, Mark)]


def test_a_line_above_the_label_of_every_record_states_its_problem() -> None:
    text = _HEAD + "食堂账目混乱\n整改措施：设立专账。\n值班制度松弛\n整改措施：加强抽查。\n"
    assert [f.title for f in parsed(text).findings] == ["食堂账目混乱", "值班制度松弛"]


def test_short_lines_above_the_items_of_lists_are_headings() -> None:
    text = (
        _HEAD
        + "办公室承办\nA.公文拖沓\n改得怎样：完成\nB.公车混乱\n改得怎样：完成\n"
        + "财务股承办\nC.白条抵库\n改得怎样：完成\nD.账外收入\n改得怎样：完成\n"
    )
    assert [f.heading for f in parsed(text).findings] == ["办公室承办"] * 2 + ["财务股承办"] * 2


def test_one_short_line_is_no_heading() -> None:
    assert "bare heading" not in _styles(_HEAD + "办公室承办\n1.公文拖沓\n2.公车混乱\n")


def test_the_value_of_a_label_on_its_own_line_is_no_heading() -> None:
    text = _HEAD + "1.公文拖沓\n完成时限\n2023年6月\n2.公车混乱\n完成时限\n2023年7月\n3.账外收入\n"
    assert "bare heading" not in _styles(text)
