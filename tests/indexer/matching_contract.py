"""What every search engine must find in a text: rows 1 to 13 of what other systems fail at."""

import pytest

from indexer.engine import Engine
from search.precedents import search
from tests.indexer.indexed import add_titles, marked, titles


class MatchingContract:
    """Every engine's test class is a subclass with a fixture `engine`, an empty index."""

    # Row 1
    @pytest.mark.parametrize("title", ["张三借用公车", "会计张三未记账", "领导干部姓张"])
    def test_single_character_is_found_wherever_it_stands(self, engine: Engine, title: str) -> None:
        add_titles(engine, title, "李四借用公车")
        assert titles(search(engine, "张")) == [title]

    # Row 2
    def test_one_character_words_are_kept(self, engine: Engine) -> None:
        add_titles(engine, "账不符", "车辆停放")
        assert titles(search(engine, "账")) == ["账不符"]

    # Row 3
    @pytest.mark.parametrize(
        ("query", "within", "exact"),
        [
            ("处理", "待处理财产未入账", "违纪处理不及时"),
            ("工程", "在建工程未转固", "工程招标不规范"),
            ("农业", "农业发展银行贷款逾期", "农业补贴发放滞后"),
        ],
    )
    def test_word_inside_a_longer_word_is_found_below_the_exact_word(
        self, engine: Engine, query: str, within: str, exact: str
    ) -> None:
        add_titles(engine, within, exact, "会议记录缺失")
        assert titles(search(engine, query)) == [exact, within]

    # Row 4
    def test_phrase_matches_its_run_of_characters_across_segments(self, engine: Engine) -> None:
        add_titles(engine, "村级财务管理混乱", "村级债务与财务分开")
        assert titles(search(engine, '"级财务管"')) == ["村级财务管理混乱"]

    def test_phrase_does_not_match_scattered_characters(self, engine: Engine) -> None:
        add_titles(engine, "财务情况定期公开", "财务公开不及时")
        assert titles(search(engine, "“财务公开”")) == ["财务公开不及时"]

    def test_not_excludes_exactly_what_the_phrase_matches(self, engine: Engine) -> None:
        add_titles(engine, "财务情况定期公开", "财务公开不及时")
        assert titles(search(engine, '财务 NOT "财务公开"')) == ["财务情况定期公开"]

    # Row 5
    def test_a_title_typed_in_full_finds_itself_first(self, engine: Engine) -> None:
        add_titles(engine, "研究生育补贴发放不及时", "补贴发放不及时", "研究生培养经费超支")
        assert titles(search(engine, "研究生育补贴发放不及时"))[0] == "研究生育补贴发放不及时"

    # Row 6
    @pytest.mark.parametrize("brackets", ["〔〕", "［］", "【】", "[]", "()", "（）"])
    @pytest.mark.parametrize("written", ["〔〕", "（）"])
    def test_document_number_is_found_in_any_brackets(
        self, engine: Engine, brackets: str, written: str
    ) -> None:
        add_titles(engine, f"平纪{written[0]}2021{written[1]}53号文件未传达", "平纪要求未落实")
        answer = search(engine, f"平纪{brackets[0]}2021{brackets[1]}53号")
        assert marked(answer.hits[0].title, answer.hits[0].title_marks) == [
            f"平纪{written[0]}2021{written[1]}53号"
        ]

    @pytest.mark.parametrize("field", ["", "文号:"])
    @pytest.mark.parametrize(("typed", "written"), [("", "第"), ("第", "")])
    def test_document_number_is_found_with_and_without_an_ordinal(
        self, engine: Engine, field: str, typed: str, written: str
    ) -> None:
        add_titles(engine, f"平纪〔2021〕{written}53号文件落实不力", "平纪〔2020〕53号文件落实不力")
        assert search(engine, f"{field}平纪[2021]{typed}53号").total == 1

    def test_document_number_is_found_by_its_last_part(self, engine: Engine) -> None:
        add_titles(engine, "平纪〔2021〕53号文件未传达", "平纪〔2021〕153号文件未传达")
        assert titles(search(engine, "53号")) == ["平纪〔2021〕53号文件未传达"]

    # Row 7
    @pytest.mark.parametrize("query", ["PPP项目 10", "ｐｐｐ项目 １０"])
    def test_width_and_case_make_no_difference(self, engine: Engine, query: str) -> None:
        add_titles(engine, "ＰＰＰ项目拖欠１０个月")
        hit = search(engine, query).hits[0]
        assert marked(hit.title, hit.title_marks) == ["ＰＰＰ项目", "１０"]

    # Row 8
    @pytest.mark.parametrize(
        ("query", "title"),
        [
            ("財務處理", "财务处理不规范"),
            ("衞生費", "卫生费管理混乱"),
            ("帳外資金", "账外资金未清理"),
            ("帐外资金", "账外资金未清理"),
        ],
    )
    def test_traditional_query_finds_simplified_text(
        self, engine: Engine, query: str, title: str
    ) -> None:
        add_titles(engine, title)
        assert titles(search(engine, query)) == [title]

    def test_simplified_query_finds_traditional_text(self, engine: Engine) -> None:
        add_titles(engine, "財務處理不規範")
        assert titles(search(engine, "财务处理")) == ["財務處理不規範"]

    # Row 9
    @pytest.mark.parametrize(
        "query", ["公务接待办法", "《公务接待办法》", '"执行公务接待办法不严"']
    )
    @pytest.mark.parametrize("marks", ["《》", "“”", "「」"])
    def test_title_marks_make_no_difference(self, engine: Engine, query: str, marks: str) -> None:
        title = f"执行{marks[0]}公务接待办法{marks[1]}不严"
        add_titles(engine, title, "执行办法不严")
        assert titles(search(engine, query)) == [title]

    # Row 10
    def test_blanks_and_line_breaks_inside_words_do_not_hide_them(self, engine: Engine) -> None:
        add_titles(engine, "公 务接　待超标准")
        hit = search(engine, "公务接待").hits[0]
        assert marked(hit.title, hit.title_marks) == ["公 务接　待"]

    # Row 11
    @pytest.mark.parametrize(
        ("query", "text"),
        [
            ("3万元", "支出30000元无票据"),
            ("30000元", "支出３万元无票据"),
            ("３万元", "支出三万元无票据"),
            ("3.5万元", "支出35,000元无票据"),
            ("35000元", "支出3.5万元无票据"),
            ("85.6%", "覆盖率仅８５．６％左右"),
            ("85.6%", "覆盖率仅百分之八十五点六左右"),
            ("2024年3月14日", "在2024-03-14会议上"),
            ("2024-03-14", "在２０２４年３月１４日会议上"),
            ("2024-3-14", "在二〇二四年三月十四日会议上"),
            ("2024年3月", "在2024年3月14日会议上"),
            ("二十名", "涉及20名党员"),
            ("20", "涉及二十名党员"),
        ],
    )
    def test_numbers_and_dates_are_found_in_any_form(
        self, engine: Engine, query: str, text: str
    ) -> None:
        add_titles(engine, text, "支出13万元，覆盖率5.6%，涉及120人，2014年3月14日")
        assert titles(search(engine, query)) == [text]

    @pytest.mark.parametrize("query", ["3月", "三月", "14日", "十四日", "14", "7.85", "3月 14日"])
    def test_a_part_of_a_date_or_a_sum_is_found(self, engine: Engine, query: str) -> None:
        text = "在2024年3月14日追回7.85万元"
        add_titles(engine, text, "在2019年12月24日追回17.8万元，涉及140人")
        assert titles(search(engine, query)) == [text]

    @pytest.mark.parametrize(
        "query", ["85.6%以上", "85.6", "1.5T磁共振", "2,400", "增长102.7%和", "11.2万卷"]
    )
    def test_a_number_beside_other_words_is_whole(self, engine: Engine, query: str) -> None:
        text = "覆盖率85.6%以上，增长102.7%和3%，1.5T磁共振2,400万元，档案11.2万卷"
        other = "覆盖率85%以上，6项，增长2.7%和3%，1台5T磁共振，400万元，102人，2万卷，11人"
        add_titles(engine, text, other)
        assert titles(search(engine, query)) == [text]

    # Row 12
    def test_characters_of_the_same_sound_are_never_confused(self, engine: Engine) -> None:
        add_titles(engine, "部署迟缓", "不公开", "布局散乱")
        assert titles(search(engine, "不")) == ["不公开"]

    # Row 13
    def test_overlapping_matches_are_marked_once_and_whole(self, engine: Engine) -> None:
        add_titles(engine, "公务接待费超标")
        hit = search(engine, '"公务接待" "接待费"').hits[0]
        assert marked(hit.title, hit.title_marks) == ["公务接待费"]
