import pytest

from ingest.model import Declared
from tests.ingest.reports import report_on

_ONE = "关于公务接待不规范的问题。修订接待办法。【已完成】"


def _declared(overview: str) -> Declared:
    return report_on(_ONE, overview=overview).declared


@pytest.mark.parametrize(
    "text", ["反馈的25个问题", "指出4个方面25个问题", "反馈具体问题25个", "共25条整改事项"]
)
def test_the_total_of_problems_is_read(text: str) -> None:
    assert _declared(f"镇党委对照{text}，逐条整改。").findings == 25


def test_a_part_is_no_total() -> None:
    assert _declared("其中3个问题涉及财务。").findings is None


@pytest.mark.parametrize("text", ["已完成整改20个", "20个问题已全部完成整改", "完成整改20项"])
def test_the_number_of_completed_problems_is_read(text: str) -> None:
    assert _declared(f"截至目前，{text}。").completed == 20


@pytest.mark.parametrize("text", ["正在整改5个", "5个问题正在推进", "持续推进5项"])
def test_the_number_of_ongoing_problems_is_read(text: str) -> None:
    assert _declared(f"截至目前，{text}。").in_progress == 5


@pytest.mark.parametrize("text", ["制定整改措施75条", "细化75条具体整改措施"])
def test_the_number_of_measures_is_read(text: str) -> None:
    assert _declared(f"镇党委{text}。").measures == 75


@pytest.mark.parametrize("text", ["建立健全制度9项", "修订完善9项制度", "出台9个管理办法"])
def test_the_number_of_regulations_is_read(text: str) -> None:
    assert _declared(f"镇党委{text}。").regulations == 9


def test_money_that_came_back_is_read() -> None:
    assert _declared("追缴违纪资金12.6万元。").recovered_yuan == 126_000.0


def test_people_dealt_with_are_added_up() -> None:
    assert _declared("党纪处分2人，诫勉谈话3人。").people_disciplined == 5


def test_every_statement_points_to_its_place() -> None:
    report = report_on(_ONE, overview="反馈的25个问题，已完成整改20个。")
    assert [place.text for place in report.declarations] == ["25个问题", "已完成整改20个"]


def test_people_dealt_with_in_all_count_before_those_of_one_kind() -> None:
    assert _declared("对相关责任人处理12人，其中立案2人。").people_disciplined == 12
