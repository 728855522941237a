import pytest

from ingest.model import Status
from tests.ingest.reports import FOOT, HEAD, parsed, report_on


@pytest.mark.parametrize(
    "text",
    [
        "针对“公务接待不规范”的问题。修订接待办法。【已完成】",
        "关于公务接待不规范的问题。修订接待办法。【已完成】",
        "反馈问题：公务接待不规范。\n整改情况：修订接待办法。",
        "问题①：公务接待不规范。\n整改措施：修订接待办法。",
        "公务接待不规范。\n整改措施：修订接待办法。\n责任领导：张三",
        "公务接待不规范问题。一是修订办法。二是清退费用。",
    ],
)
def test_a_problem_is_found_in_every_shape(text: str) -> None:
    assert [f.title for f in report_on(text).findings] == ["公务接待不规范"]


def test_the_heading_above_is_the_aspect() -> None:
    (found,) = parsed(
        "云溪镇巡察整改情况的通报\n一、作风建设方面\n"
        "1.关于公务接待不规范的问题。修订办法。【已完成】\n"
    ).findings
    assert found.heading == "作风建设方面"


def test_what_stands_under_measures_is_no_finding() -> None:
    report = report_on(
        "关于学习不深入的问题。\n整改措施：\n1、针对学习不及时问题，制定计划\n2、开展研讨"
    )
    assert [f.title for f in report.findings] == ["学习不深入"]


def test_plans_for_the_future_are_no_findings() -> None:
    report = parsed(
        "云溪镇巡察整改情况的通报\n一、问题整改情况\n1.关于接待不规范的问题。修订办法。【已完成】\n"
        "二、下一步打算\n1.着力解决学习不深入问题。\n2.着力解决监督不力问题。\n"
    )
    assert [f.title for f in report.findings] == ["接待不规范"]


def test_an_announcement_holds_no_findings() -> None:
    report = parsed(
        "县委第二巡察组进驻云溪镇公告\n县委第二巡察组进驻云溪镇开展巡察。\n"
        "一、受理范围\n1.反映领导干部作风不实的问题。\n2.反映选人用人不公的问题。\n"
    )
    assert report.findings == ()


def test_chapters_of_several_organisations_give_their_names() -> None:
    report = parsed(
        "关于巡察整改情况的通报\n一、青石村党支部\n1.关于账目不清的问题。规范票据。【已完成】\n"
        "二、柳荫村党支部\n1.关于公开不及时的问题。更新栏目。【已完成】\n"
    )
    assert [f.org for f in report.findings] == ["青石村党支部", "柳荫村党支部"]


@pytest.mark.parametrize(
    ("mark", "number"), [("（二）", "二"), ("2.", "2"), ("②", "②"), ("问题2：", "2")]
)
def test_the_number_is_the_marks_own(mark: str, number: str) -> None:
    (found,) = parsed(
        f"云溪镇巡察整改情况的通报\n{mark}关于公务接待不规范的问题。修订办法。【已完成】\n"
    ).findings
    assert found.number == number


def test_an_aspect_over_a_labelled_problem_is_its_heading() -> None:
    (found,) = parsed(
        "云溪镇巡察整改情况的通报\n（一）理论学习方面\n问题：学习不深入。\n整改：制定计划。\n成效：已完成。\n"
    ).findings
    assert (found.heading, found.title) == ("理论学习方面", "学习不深入")


def test_a_duty_report_keeps_the_problems_beside_one_whose_status_it_says() -> None:
    report = parsed(
        "云溪镇党委书记履行巡察整改第一责任人责任情况的报告\n二、重点问题整改情况\n"
        "（一）针对组织薄弱的问题，本人先后4次到村调研，调整村书记2名。\n"
        "（二）针对违规吃喝的问题，本人约谈2人，已完成整改。\n"
    )
    assert [f.title for f in report.findings] == ["组织薄弱", "违规吃喝"]


def test_problems_listed_under_an_aspect_are_answered_together() -> None:
    found = parsed(
        f"{HEAD}（一）在财务管理不规范方面\n1.白条入账。\n2.台账不清。\n3.合同未签。\n"
        f"整改情况：\n1.补开发票。\n2.重新登记。\n{FOOT}"
    ).findings
    assert [(f.heading, f.title, len(f.measures)) for f in found] == [
        ("在财务管理不规范方面", title, 2) for title in ("白条入账", "台账不清", "合同未签")
    ]


def test_points_that_each_answer_a_problem_are_findings_where_the_heading_is_an_aspect() -> None:
    found = parsed(
        f"{HEAD}（一）针对党的领导方面存在的问题\n"
        "一是针对学习不深入的问题，修订学习制度，开展集中学习9次。\n"
        f"二是针对决策不规范的问题，制定议事办法，大额支出一律上会。\n{FOOT}"
    ).findings
    assert [f.title for f in found] == ["学习不深入", "决策不规范"]


def test_a_list_that_begins_anew_below_a_bare_heading_stands_under_it() -> None:
    found = parsed(
        f"{HEAD}一、加强组织领导\n成立工作专班。\n二、逐项整改到位\n"
        "一、关于“会议记录缺失”的问题\n整改情况：补齐记录。\n"
        "二、关于“党费漏缴”的问题\n整改情况：逐人催缴。\n"
        f"三、下一步打算\n坚持常态化检查。\n{FOOT}"
    ).findings
    assert [f.heading for f in found] == ["逐项整改到位"] * 2


def test_numbered_labels_are_one_problem_together() -> None:
    (found,) = parsed(
        f"{HEAD}一、关于支部建设方面\n（1）存在问题：主题党日形式单一。\n"
        f"（2）整改措施：开展主题党日10次。\n（3）整改成效：已完成整改并长期坚持。\n{FOOT}"
    ).findings
    assert (found.status, len(found.measures)) == (Status.SUSTAINED, 1)


def test_a_chapter_that_promises_perseverance_is_no_problem() -> None:
    found = report_on(
        "关于学习不深入的问题。整改情况：一是制定计划。已完成。",
        "关于账目不清的问题。整改情况：一是逐笔核对。已完成。\n"
        "三、坚持常抓不懈，持续巩固整改成果\n一是紧盯未完成事项。二是紧盯制度执行。",
    ).findings
    assert len(found) == 2


def test_what_a_report_finds_lacking_in_its_own_work_is_no_finding() -> None:
    found = parsed(
        f"{HEAD}（一）关于学习不深入的问题\n1.制定学习计划。\n（二）关于账目不清的问题\n1.逐笔核对。\n"
        f"三、存在的问题和不足\n一是部分干部认识不到位。二是长效机制不健全。\n{FOOT}"
    ).findings
    assert [f.title for f in found] == ["学习不深入", "账目不清"]


def test_problems_in_a_list_of_their_own_need_no_heading_that_says_so() -> None:
    prose = "镇党委修订制度，组织学习14次，对2人谈话提醒，清退费用3万元。"
    found = parsed(
        f"{HEAD}（一）学习“上热下冷”\n{prose}\n（二）制度执行不严\n{prose}\n"
        f"（三）项目“重立项、轻管理”\n{prose}\n{FOOT}"
    ).findings
    assert [f.title for f in found] == ["学习“上热下冷”", "制度执行不严", "项目“重立项、轻管理”"]


def test_a_number_behind_the_label_is_the_problems_own() -> None:
    found = parsed(
        f"{HEAD}（一）学习方面\n问题：1.学习不深入。\n整改措施：制定计划。\n"
        f"问题：2.研讨走过场。\n整改措施：集中研讨。\n{FOOT}"
    ).findings
    assert [(f.number, f.title) for f in found] == [("1", "学习不深入"), ("2", "研讨走过场")]


def test_problems_that_a_leader_took_on_are_findings_and_the_chapter_is_none() -> None:
    found = parsed(
        "云溪镇党委书记组织落实巡察整改工作情况的报告\n"
        "2023年3月，县委第二巡察组对云溪镇党委开展了巡察。作为党委书记，我履行第一责任人责任。\n"
        "二、坚持带头整改，领办重点难点问题\n针对反馈问题，我主动认领2个重点问题：\n"
        "一是针对“责任制落实不到位”问题，带队督导12次，约谈8人，已完成整改。\n"
        f"二是针对“执法宽松软”问题，开展案卷评查，纠正3件，已完成整改。\n{FOOT}"
    ).findings
    assert [f.title for f in found] == ["责任制落实不到位", "执法宽松软"]


def test_points_with_a_label_of_their_own_below_are_problems() -> None:
    found = parsed(
        f"{HEAD}（三）反馈问题整改情况\n1.理论学习有欠缺。\n一是研讨不深入。\n整改情况：制定计划，逐人发言。\n"
        f"二是记录不完整。\n整改情况：补齐记录。\n2.服务有差距。\n一是窗口脱岗。\n整改情况：指纹考勤。\n{FOOT}"
    ).findings
    assert [f.title for f in found] == ["研讨不深入", "记录不完整", "窗口脱岗"]


def test_unnumbered_parts_of_a_problem_are_problems() -> None:
    found = parsed(
        f"{HEAD}（一）关于“业务监管有漏洞”问题的整改情况\n针对“骗提公积金多发”问题。追回34笔，移送线索2条。\n"
        f"针对“贷后管理松散”。成立清收专班，逾期率下降。\n{FOOT}"
    ).findings
    assert [f.title for f in found] == ["骗提公积金多发", "贷后管理松散"]


def test_a_paragraph_that_answers_the_problem_above_is_no_part_of_it() -> None:
    (found,) = parsed(
        f"{HEAD}（一）关于学习不深入的问题\n针对该问题，镇党委采取以下措施：\n一是制定计划。\n二是集中研讨。\n{FOOT}"
    ).findings
    assert (found.title, len(found.measures)) == ("学习不深入", 2)


def test_ordinals_on_lines_of_their_own_are_steps_of_the_item_above() -> None:
    found = report_on(
        *(
            f"针对“{problem}”问题。\n第一，重新论证。\n第二，争取支持。该问题已完成整改。"
            for problem in ("线网布局不合理", "车辆更新滞后")
        )
    ).findings
    assert [(f.title, f.status, len(f.measures)) for f in found] == [
        ("线网布局不合理", Status.DONE, 2),
        ("车辆更新滞后", Status.DONE, 2),
    ]


def test_an_aspect_that_has_a_gap_is_no_plan() -> None:
    text = "（一）贯彻新发展理念存在差距\n1.学习不深入。制定计划。已完成整改。\n"
    assert [each.title for each in report_on(text).findings] == ["学习不深入"]


def test_a_status_in_brackets_is_no_part_of_a_problem_worded_like_none() -> None:
    found = report_on(
        "公务接待不规范（已完成）\n整改进展：①修订办法。",
        "扬尘“六个百分百”抽查三年一次（已完成）\n整改进展：①每月抽查。",
    ).findings
    assert [f.title for f in found] == ["公务接待不规范", "扬尘“六个百分百”抽查三年一次"]


def test_a_date_behind_a_number_is_no_decimal() -> None:
    (found,) = report_on(
        "公务接待不规范问题。\n整改措施：\n1.9月4日清退费用；\n2.修订办法。"
    ).findings
    assert [m.text for m in found.measures] == ["9月4日清退费用", "修订办法"]


def test_a_question_may_quote_a_problem_that_quotes() -> None:
    found = parsed(
        HEAD
        + "问：巡察指出“采伐销售“场内定价””，现在怎么样了？\n答：一律挂牌。这一条已完成整改。\n"
        "问：巡察指出“出租收入不入账”，现在怎么样了？\n答：全部追回。这一条已完成整改。\n"
        "问：巡察指出“账目不清”，现在怎么样了？\n答：补记账目。这一条已完成整改。\n" + FOOT
    ).findings
    assert [f.title for f in found] == ["采伐销售“场内定价”", "出租收入不入账", "账目不清"]


def test_how_to_reach_the_office_while_it_is_published_is_no_measure() -> None:
    (found,) = parsed(
        "云溪镇巡察整改情况的公示\n二、问题整改情况\n1.公务接待不规范。修订接待办法。（已完成）\n"
        "公示期间，群众如有意见，可来电。电话：0000-6640712；电子邮箱：yunxi@example.cn。\n"
    ).findings
    assert found.measures == ()


def test_a_step_worded_like_a_problem_is_a_step_all_the_same() -> None:
    found = parsed(
        "云溪镇巡察整改情况的通报\n一、已完成整改的问题\n"
        "〔1〕土地发包不公开\n◇ 丈量机动地\n◇ 重新发包\n"
        "〔2〕农资价格不透明\n◇ 公示进价\n◇ 退还多收的差价款\n"
        "〔3〕职工社保欠缴\n◇ 筹资补缴\n◇ 逐人核对\n"
        "〔4〕档案管理混乱\n◇ 整理归档\n◇ 专人保管\n"
    ).findings
    assert [len(f.measures) for f in found] == [2, 2, 2, 2]


@pytest.mark.parametrize("sign", ["■", "●", "◆", "▲"])
@pytest.mark.parametrize("heads", [("党建方面", "廉政方面"), ("甲村党支部", "乙村党支部")])
def test_signs_over_problems_head_chapters(sign: str, heads: tuple[str, str]) -> None:
    first, second = heads
    report = parsed(
        f"{HEAD}{sign} {first}\n"
        "问题1：学习不深入。\n整改措施：制定计划。开展研讨。\n整改状态：已完成\n"
        "问题2：议事不规范。\n整改措施：修订规则。印发通知。\n整改状态：已完成\n"
        f"{sign} {second}\n"
        f"问题3：接待超标准。\n整改措施：退缴费用。约谈一人。\n整改状态：已完成\n{FOOT}"
    )
    assert [(f.title, f.heading or f.org) for f in report.findings] == [
        ("学习不深入", first),
        ("议事不规范", first),
        ("接待超标准", second),
    ]
    assert [m.text for m in report.findings[1].measures] == ["修订规则", "印发通知"]


def test_aspects_behind_signs_head_numbers_that_begin_anew() -> None:
    report = parsed(
        f"{HEAD}● 党建方面\n1.学习不深入。\n整改情况：制定计划。已完成。\n"
        "2.议事不规范。\n整改情况：修订规则。已完成。\n"
        f"● 廉政方面\n1.接待超标准。\n整改情况：退缴费用。已完成。\n{FOOT}"
    )
    assert [(f.title, f.heading) for f in report.findings] == [
        ("学习不深入", "党建方面"),
        ("议事不规范", "党建方面"),
        ("接待超标准", "廉政方面"),
    ]


def test_a_numbered_problem_with_a_label_keeps_measures_that_name_faults() -> None:
    report = parsed(
        f"{HEAD}1-1 反馈问题：水费催缴不力。\n整改措施：①收回欠费；②对拖欠的单位提起诉讼。\n"
        "整改进度：正在推进。\n1-2 反馈问题：采购拆分标段。\n"
        f"整改措施：①出台标准；②对科长调离岗位。\n整改进度：已完成。\n{FOOT}"
    )
    assert [(f.number, f.title) for f in report.findings] == [
        ("1-1", "水费催缴不力"),
        ("1-2", "采购拆分标段"),
    ]
