"""How every search engine must answer: rows 14 to 18 of what other systems fail at, and beyond."""

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
from tests.indexer.indexed import add, add_titles, finding, report, titles
from tests.indexer.matching_contract import MatchingContract

SYNONYMS = Synonyms([["公款吃喝", "违规公务接待"], ["小金库", "账外资金"]])


class EngineContract(MatchingContract):
    """What `MatchingContract` demands, and how queries, fields and pages are answered."""

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
