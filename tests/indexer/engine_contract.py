"""What every search engine must find, row by row of what other systems fail at."""

import pytest

from indexer.analysis import analyzer_fingerprint
from indexer.engine import (
    Engine,
    IndexState,
    KeywordField,
    NumberField,
    Sort,
    Term,
    TextField,
    Without,
)
from ingest.model import Amount, Finding, ReportKind, Status
from search.precedents import Filter, search
from search.problem import QueryError
from search.synonyms import Synonyms
from tests.indexer.indexed import add, add_titles, finding, marked, report, titles

SYNONYMS = Synonyms([["公款吃喝", "违规公务接待"], ["小金库", "账外资金"]])


class EngineContract:
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

    # Row 14
    def test_partial_matches_are_offered_and_said_to_be_partial(self, engine: Engine) -> None:
        add_titles(engine, "公务接待不规范", "会议记录缺失")
        answer = search(engine, "公务接待 火星")
        assert (answer.partial, answer.unmatched, titles(answer)) == (
            True,
            ("火星",),
            ["公务接待不规范"],
        )

    def test_long_query_finds_the_finding_that_has_most_of_it(self, engine: Engine) -> None:
        add_titles(engine, "公务接待审批不严，陪餐人数超过规定", "公务用车管理不严")
        answer = search(
            engine,
            "我镇公务接待审批不严、陪餐人数超过规定、酒水外购、菜单缺失、票据不全、超标准用餐",
        )
        assert titles(answer)[0] == "公务接待审批不严，陪餐人数超过规定"
        assert "菜单" in answer.hits[0].missing

    # Row 15
    def test_index_says_which_analyzer_made_it(self, engine: Engine) -> None:
        add(engine, {"r1": report([finding("公务接待")])}, sequence=7)
        assert engine.reader().state() == IndexState(7, analyzer_fingerprint())

    # Row 16
    @pytest.mark.parametrize(
        ("query", "offset"),
        [("公务 (接待", 3), ("公务 “接待", 3), ("公务 甲:接待", 3), ("公务 OR", 5), ("状态:好", 3)],
    )
    def test_query_that_cannot_be_parsed_points_at_the_place(
        self, engine: Engine, query: str, offset: int
    ) -> None:
        with pytest.raises(QueryError) as caught:
            search(engine, query)
        assert caught.value.offset == offset

    @pytest.mark.parametrize("query", ["公务*", "标题:公务", "民主评*", "ppp*"])
    def test_prefix_finds_longer_words(self, engine: Engine, query: str) -> None:
        add_titles(engine, "公务员民主评议PPPS", "车辆停放")
        assert titles(search(engine, query)) == ["公务员民主评议PPPS"]

    # Row 17
    @pytest.mark.parametrize(
        ("query", "title"), [("公款吃喝", "违规公务接待三次"), ("小金库", "设立账外资金")]
    )
    def test_synonyms_are_found_and_marked_as_such(
        self, engine: Engine, query: str, title: str
    ) -> None:
        add_titles(engine, title, "车辆停放")
        hit = search(engine, query, synonyms=SYNONYMS).hits[0]
        assert hit.title_marks[0].synonym

    def test_synonyms_rank_below_the_words_asked_for(self, engine: Engine) -> None:
        add_titles(engine, "设立账外资金", "设立小金库", "车辆停放")
        assert titles(search(engine, "小金库", synonyms=SYNONYMS)) == [
            "设立小金库",
            "设立账外资金",
        ]

    def test_synonyms_can_be_switched_off(self, engine: Engine) -> None:
        add_titles(engine, "设立账外资金")
        assert search(engine, "小金库").total == 0

    # Row 18
    @pytest.mark.parametrize("query", ["财务 -公开", "财务 NOT 公开", "财务 非 公开"])
    def test_not_is_obeyed(self, engine: Engine, query: str) -> None:
        add_titles(engine, "财务公开不及时", "财务审批不严")
        assert titles(search(engine, query)) == ["财务审批不严"]

    def test_all_words_must_match(self, engine: Engine) -> None:
        add_titles(engine, "财务公开不及时", "财务审批不严", "审批公开透明")
        assert titles(search(engine, "财务 公开")) == ["财务公开不及时"]

    @pytest.mark.parametrize("query", ["公车 OR 接待", "公车 或 接待", "(公车 | 接待)"])
    def test_or_finds_either(self, engine: Engine, query: str) -> None:
        add_titles(engine, "公车私用", "接待超标", "会议缺失")
        assert sorted(titles(search(engine, query))) == ["公车私用", "接待超标"]

    @pytest.mark.parametrize(("distance", "total"), [(2, 1), (3, 2)])
    def test_proximity_counts_the_characters_between(
        self, engine: Engine, distance: int, total: int
    ) -> None:
        add_titles(engine, "公开村级财务", "财务长期不公开")
        assert search(engine, f'"财务 公开"~{distance}').total == total

    @pytest.mark.parametrize("typed", ["公务接侍", "公物接待", "公务借待", "公共务接待", "公务待"])
    def test_fuzzy_forgives_a_typing_error(self, engine: Engine, typed: str) -> None:
        add_titles(engine, "公务接待不规范", "车辆停放")
        assert titles(search(engine, f"{typed}~")) == ["公务接待不规范"]

    def test_fuzzy_forgives_a_character_left_out(self, engine: Engine) -> None:
        add_titles(engine, "整改中补发征地补偿款滞留部分", "征地")
        assert search(engine, "征地补偿滞留~").total == 1

    def test_not_leaves_out_an_organisation_by_its_name(self, engine: Engine) -> None:
        first = report([finding("接待超标")], inspected_org=("大岭镇",))
        second = report([finding("接待无函")], inspected_org=("梅溪乡",))
        add(engine, {"aaaa": first, "bbbb": second})
        assert titles(search(engine, "接待 -单位:大岭镇")) == ["接待无函"]

    def test_question_ranks_by_what_it_is_about(self, engine: Engine) -> None:
        add_titles(engine, "怎么处理信访件", "村干部挪用征地款", "村干部培训不足")
        answer = search(engine, "村干部挪用征地款，别处怎么处理的")
        assert titles(answer) == ["村干部挪用征地款"]
        assert not answer.partial

    @pytest.mark.parametrize(
        "query",
        [
            "单位:大岭镇",
            "地区:云溪",
            "年份:2024",
            "年份:2023..2025",
            "状态:完成",
            "类型:公务",
            "方面:作风",
            "标题:接待",
            "种类:整改通报",
            "金额:>10万",
            "金额:12万..13万元",
            "来源:r1",
            "发布:2024-09",
            "轮次:第三轮",
            "org:大岭 status:完成",
        ],
    )
    def test_fields_filter(self, engine: Engine, query: str) -> None:
        wanted = finding(
            "公务接待不规范",
            status=Status.DONE,
            type="公务接待",
            heading="作风建设方面",
            amounts=(Amount(yuan=125_000.0, text="12.5万元", span=(0, 1)),),
        )
        first = report(
            [wanted],
            inspected_org=("中共大岭镇委员会",),
            region=("云岭省", "云溪县"),
            published_on="2024-09-25",
            round="十四届县委第三轮",
        )
        other = report(
            [finding("会议缺失", status=Status.OPEN)],
            inspected_org=("沙河镇",),
            published_on="2019-01-02",
            kind=ReportKind.AUDIT,
        )
        add(engine, {"r1": first, "x2": other})
        assert titles(search(engine, query)) == ["公务接待不规范"]

    def test_exact_status_is_asked_for(self, engine: Engine) -> None:
        states = [finding("甲", status=Status.DONE), finding("乙", n=2, status=Status.OPEN)]
        add(engine, {"r1": report(states)})
        assert titles(search(engine, "", [Filter("状态", "完成")])) == ["甲"]

    def test_organisation_in_the_query_finds_its_findings(self, engine: Engine) -> None:
        found = [finding("公务接待不规范")]
        add(
            engine,
            {
                "r1": report(found, inspected_org=("大岭镇党委",)),
                "r2": report(found, inspected_org=("沙河镇党委",)),
            },
        )
        assert [hit.card.report for hit in search(engine, "大岭镇 公务接待").hits] == ["r1"]

    def test_phrases_do_not_reach_from_one_text_into_another(self, engine: Engine) -> None:
        add(engine, {"r1": report([finding("财务", "公开不及时")])})
        assert search(engine, '"财务公开"').total == 0

    def test_index_without_a_match_for_anything_but_its_negation(self, engine: Engine) -> None:
        add_titles(engine, "公务接待", "公务用车")
        assert engine.reader().count(Without(Term(TextField.BODY, "接待"))) == 1

    def test_facets_count_values_most_frequent_first(self, engine: Engine) -> None:
        done, late = finding("甲", status=Status.DONE), finding("乙", n=2, status=Status.OPEN)
        again = finding("丙", n=3, status=Status.OPEN)
        add(engine, {"r1": report([done, late, again], published_on="2024-01-01")})
        answer = search(engine, "", facets=[KeywordField.STATUS, NumberField.YEAR])
        assert answer.facets == {
            KeywordField.STATUS: [("未完成", 2), ("完成", 1)],
            NumberField.YEAR: [("2024", 3)],
        }

    @pytest.mark.parametrize(
        ("sort", "order"),
        [(Sort.NEWEST, "丙甲乙"), (Sort.OLDEST, "甲丙乙"), (Sort.AMOUNT, "乙甲丙")],
    )
    def test_sorts_with_undated_last(self, engine: Engine, sort: Sort, order: str) -> None:
        def costly(title: str, yuan: float) -> Finding:
            return finding(title, amounts=(Amount(yuan=yuan, text="", span=(0, 1)),))

        add(
            engine,
            {
                "r1": report([costly("甲", 20)], published_on="2020-05-01"),
                "r2": report([costly("乙", 30)]),
                "r3": report([costly("丙", 10)], published_on="2021"),
            },
        )
        assert "".join(titles(search(engine, "", sort=sort))) == order

    @pytest.mark.parametrize("sort", list(Sort))
    @pytest.mark.parametrize("query", ["", "公务接待", "接"])
    def test_pages_neither_overlap_nor_leave_gaps(
        self, engine: Engine, sort: Sort, query: str
    ) -> None:
        same = [finding("公务接待", n=n) for n in range(1, 5)]
        for sequence in range(1, 4):
            add(engine, {f"r{sequence}": report(same)}, sequence)
        pages = [
            hit.card.id
            for offset in range(0, 12, 3)
            for hit in search(engine, query, limit=3, offset=offset, sort=sort).hits
        ]
        assert len(set(pages)) == 12

    def test_ties_come_in_the_order_of_the_text(self, engine: Engine) -> None:
        add(engine, {"r1": report(finding("公务接待", n=n) for n in (2, 10, 1))})
        assert [hit.card.n for hit in search(engine, "公务接待").hits] == [1, 2, 10]
