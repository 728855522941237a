import pytest

from ingest.normalise import normalise


def test_every_character_of_the_clean_text_is_traced_to_its_place() -> None:
    raw = "  第一行##paidbegin##接着\n\n－ 3 －\n1.第二段。"
    clean = normalise(raw)
    assert all(
        raw[clean.origin(i)] == character
        for i, character in enumerate(clean.text)
        if character != "\n"
    )


@pytest.mark.parametrize("noise", ["##paidbegin##", "**", "\u200b", "\ufeff", "【*广告 详见#】"])
def test_scrape_marks_inside_a_sentence_are_left_out(noise: str) -> None:
    assert normalise(f"财务管理{noise}不规范。").text == "财务管理不规范。"


@pytest.mark.parametrize("number", ["－ 3 －", "- 12 -", "第 3 页 共 9 页", "第3页", "3/15"])
def test_page_numbers_are_left_out(number: str) -> None:
    assert normalise(f"公务接待超标准，\n{number}\n已退还。").text == "公务接待超标准，已退还。"


def test_a_head_that_stands_on_every_page_is_left_out() -> None:
    raw = "\f".join(f"内部资料\n第{n}项工作已经完成。\n正文继续说明情况。" for n in "一二三四")
    assert "内部资料" not in normalise(raw).text


def test_a_bare_number_that_is_no_page_number_stays() -> None:
    assert "3" in normalise("名额如下：\n3\n以上。").text


def test_lines_broken_at_one_width_become_paragraphs_again() -> None:
    paragraph = "镇党委高度重视巡察反馈意见，逐条研究制定整改方案，明确责任领导和完成时限。" * 4
    raw = "\n".join(paragraph[i : i + 28] for i in range(0, len(paragraph), 28))
    assert normalise(raw).text == paragraph


def test_a_title_as_wide_as_the_page_ends_above_the_text() -> None:
    title = "关于县委第六巡察组巡察“回头看”反馈意见整改情况的通报"
    text = "2025年5月12日至16日，县委第六巡察组对某镇党委进行了巡察“回头看”，并反馈了意见。" * 3
    wrapped = [text[i : i + len(title)] for i in range(0, len(text), len(title))]
    assert normalise("\n".join([title, *wrapped])).text == f"{title}\n{text}"


def test_the_last_line_of_a_title_belongs_to_it() -> None:
    title = "关于县委第六巡察组巡察“回头看”反馈意见整改进展情况的通报"
    text = "县委第六巡察组对某镇党委进行了巡察“回头看”，并向镇党委反馈了意见。" * 4
    wrapped = [line[i : i + 26] for line in (title, text) for i in range(0, len(line), 26)]
    assert normalise("\n".join(wrapped)).text == f"{title}\n{text}"


def test_short_lines_of_a_list_stay_apart() -> None:
    raw = "责任领导：张三\n责任单位：财政所\n完成时限：2023年6月"
    assert normalise(raw).text == raw


def test_a_numbered_line_begins_a_paragraph_of_its_own() -> None:
    assert normalise("已经完成，\n2.公务接待不规范。").text == "已经完成，\n2.公务接待不规范。"


def test_spaces_between_chinese_characters_are_left_out() -> None:
    assert normalise("财 务 管 理").text == "财务管理"


@pytest.mark.parametrize("text", ["2024 年 9 月 25 日", "追回 3.5 万元，完成率 98% 。"])
def test_spaces_beside_numbers_are_left_out(text: str) -> None:
    assert normalise(text).text == text.replace(" ", "")


def test_the_space_behind_a_number_that_marks_its_line_stays() -> None:
    assert normalise("1 理论学习不深入").text == "1 理论学习不深入"


def test_a_heading_is_known_though_spaces_part_its_characters() -> None:
    spaced = ["二 、 整 改 落 实 情 况", "（ 一 ） 关 于 学 习 不 深 入 的 问 题"]
    assert normalise("\n".join(spaced)).text == "二、整改落实情况\n（一）关于学习不深入的问题"


def test_a_status_that_happens_to_head_pages_is_no_running_head() -> None:
    status = "整改进度：已完成。"
    pages = [f"{status}\n第{n}个问题。\n{status}\n又一个问题。" for n in "一二三四"]
    assert normalise("\f".join(pages)).text.count(status) == 8


def test_an_empty_text_stays_empty() -> None:
    assert normalise(" \n\r\n\f").text == ""


def test_offsets_of_an_empty_text_are_zero() -> None:
    assert normalise("").span(0, 0) == (0, 0)


def test_a_paragraph_below_a_heading_may_begin_with_any_word() -> None:
    text = "1.关于校企合作成效不明显的问题\n与12家企业签订合作协议，共建学院2个。"
    assert normalise(text).text == text


@pytest.mark.parametrize("blank", [" ", "　　"])
def test_a_text_that_lost_its_line_breaks_gets_them_back_at_marks(blank: str) -> None:
    lines = [
        "一、关于学习方面",
        "1.关于学习不深入的问题。",
        "整改情况：2023年学习6次，全部到会。",
        "(2)关于记录缺失的问题。",
        "①补齐记录。",
    ] * 5
    assert normalise(blank.join(lines)).text == "\n".join(lines)


def test_a_status_that_stands_at_the_edges_of_pages_is_no_running_head() -> None:
    raw = "".join(
        f"{n}.第{n}个问题不及时。\n镇党委逐条研究。\n完成情况：已完成整改。\n－ {n} －\n"
        for n in range(1, 5)
    )
    assert normalise(raw).text.count("完成情况：已完成整改。") == 4


def test_an_indented_heading_mark_is_left_out() -> None:
    assert normalise("　　### 1.3 心理咨询室长期上锁\n正文。").text.startswith("1.3")


def test_offices_before_a_colon_begin_lines_of_their_own_in_a_wrapped_text() -> None:
    lines = (
        "1.科研经费“包干制”落实中出现虚假报销",
        "科研处：抽查科研项目60个，追回报销",
        "款7.96万元。",
        "2.二级学院党政联席会议制度执行不规范",
        "组织部：印发议事规则范本，组织抽查3",
        "轮，逐一反馈。",
        "3.学生热水供应时间短、学生意见比较大",
        "后勤处：更换空气源热泵6台，热水供应",
        "延长至23点。",
        "保卫处：开展全院消防通道拉网式检查，",
        "整改隐患37处。",
    )
    assert normalise("\n".join(lines)).text == (
        "1.科研经费“包干制”落实中出现虚假报销\n科研处：抽查科研项目60个，追回报销款7.96万元。\n"
        "2.二级学院党政联席会议制度执行不规范\n组织部：印发议事规则范本，组织抽查3轮，逐一反馈。\n"
        "3.学生热水供应时间短、学生意见比较大\n后勤处：更换空气源热泵6台，热水供应延长至23点。\n"
        "保卫处：开展全院消防通道拉网式检查，整改隐患37处。"
    )


_BY_HAND = (
    "关于整改情况的通报\n\n"
    "  2023年2月20日至3月31日，县委第二巡察组对学校党总支开\n展了巡察，现将整改情况予以通报。\n"
    "  一、工作情况\n"
    "  学校成立领导小组，召开动员会、推进会共6次，逐条研究\n整改。\n"
    "  1．关于“思政课教师配备不足，兼职教师占比过于\n偏高”的问题。\n"
    "  （1）公开招聘思政课教师3名，兼职教师占比由48%降至\n20%。\n"
    "  （2）向学生和家长逐人退还食堂多收的伙食费共计6.05万\n元。\n"
    "  整改状态：已完成。\n"
)


def test_lines_broken_by_hand_go_on_where_they_hang() -> None:
    assert normalise(_BY_HAND).text.split("\n")[1:] == [
        "2023年2月20日至3月31日，县委第二巡察组对学校党总支开展了巡察，现将整改情况予以通报。",
        "一、工作情况",
        "学校成立领导小组，召开动员会、推进会共6次，逐条研究整改。",
        "1．关于“思政课教师配备不足，兼职教师占比过于偏高”的问题。",
        "（1）公开招聘思政课教师3名，兼职教师占比由48%降至20%。",
        "（2）向学生和家长逐人退还食堂多收的伙食费共计6.05万元。",
        "整改状态：已完成。",
    ]


def test_the_day_below_a_signature_hangs_on_nothing() -> None:
    text = f"{_BY_HAND}       中共云川职业技术学院总支部委员会\n2024年8月30日"
    assert normalise(text).text.endswith("中共云川职业技术学院总支部委员会\n2024年8月30日")


def test_what_a_page_prints_hangs_on_no_signature() -> None:
    indent = " " * 13
    text = f"{_BY_HAND}{indent}中共云川职业技术学院委员会\n{indent}2024年8月30日\n扫一扫"
    assert normalise(text).text.endswith("\n2024年8月30日\n扫一扫")


def test_the_line_behind_a_name_is_a_line_of_its_own() -> None:
    text = "目前状态：已完成，长期坚持 | 责任股室：规建股 | 责任人：苗青\n合计3项"
    assert normalise(text).text == text
