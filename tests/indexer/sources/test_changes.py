"""What becomes of a notice after its publication: changed, shown elsewhere, taken down."""

from indexer.entries import Standing
from indexer.library import Library
from indexer.reindex import reindex
from indexer.sources.run import run
from indexer.sources.source import ColumnSource
from indexer.verify import verify
from indexer.versions import place_histories
from tests.indexer.sources.site import TITLE, Site, later, notice, rows


def _standing(library: Library) -> list[Standing]:
    with library.catalog() as catalog:
        return [
            place
            for report_id, _, _ in catalog.current()
            for place in catalog.report(report_id).places
        ]


FURNITURE = """<html><body><div>当前位置：<a href="/">首页</a> &gt; 巡察公开</div>{page}
<p>浏览次数：{visits}</p><p>[打印] [关闭]</p><p>版权所有：县委巡察办。</p></body></html>"""


def _elsewhere(org: str, visits: int = 1) -> bytes:
    """The notice of this organisation as another site shows it."""
    return FURNITURE.format(page=notice(org).decode(), visits=visits).encode()


def test_the_same_notice_on_two_sites_is_one_report_at_two_places(
    site: Site, library: Library, source: ColumnSource
) -> None:
    site.publish(notice("枫林镇"), _elsewhere("枫林镇"))
    done = run(library, source)
    assert (done.new, done.unchanged) == (1, 1)
    assert [each.path for each in _standing(library)] == [
        f"{site.url}/t1.html",
        f"{site.url}/t2.html",
    ]


def test_notices_of_two_towns_in_the_same_words_are_two_reports(
    site: Site, library: Library, source: ColumnSource
) -> None:
    site.publish(notice("枫林镇"), _elsewhere("梅溪乡"))
    assert run(library, source).new == 2


def test_a_page_with_another_visitor_count_is_no_update(
    site: Site, library: Library, source: ColumnSource
) -> None:
    site.publish(_elsewhere("枫林镇", visits=1))
    run(library, source)
    later(library)
    site.show("/t1.html", _elsewhere("枫林镇", visits=2))
    again = run(library, source)
    assert (again.updated, again.unchanged) == (0, 1)


def test_a_rebuild_finds_the_same_places(
    site: Site, library: Library, source: ColumnSource
) -> None:
    site.publish(notice("枫林镇"), _elsewhere("枫林镇"), notice("梅溪乡"))
    run(library, source)
    later(library)
    del site.pages["/t3.html"]
    run(library, source)
    before = _standing(library)
    reindex(library)
    assert _standing(library) == before
    assert verify(library).faults == ()


def test_a_notice_taken_down_says_since_when(
    site: Site, library: Library, source: ColumnSource
) -> None:
    site.publish(notice("枫林镇"))
    run(library, source)
    later(library)
    del site.pages["/t1.html"]
    run(library, source)
    assert _standing(library)[0].gone_at is not None


def test_a_page_that_says_it_is_not_there_is_gone_too(
    site: Site, library: Library, source: ColumnSource
) -> None:
    site.publish(notice("枫林镇"))
    run(library, source)
    later(library)
    site.show("/t1.html", "<title>您访问的页面不存在</title><p>请返回首页。</p>".encode())
    assert run(library, source).gone == 1


def test_a_page_that_never_was_there_is_no_report(
    site: Site, library: Library, source: ColumnSource
) -> None:
    site.publish("<title>404 Not Found</title><p>您访问的页面不存在。</p>".encode())
    done = run(library, source)
    assert (done.new, len(done.missed)) == (0, 1)


def test_a_notice_that_left_list_and_site_is_missed_in_time(
    site: Site, library: Library, source: ColumnSource
) -> None:
    site.publish(notice("枫林镇"), notice("梅溪乡"))
    run(library, source)
    later(library, days=10)
    site.show("/list/", rows(("/t2.html", TITLE)))
    del site.pages["/t1.html"]
    assert run(library, source).gone == 1


def test_a_notice_that_comes_back_is_gone_no_longer(
    site: Site, library: Library, source: ColumnSource
) -> None:
    site.publish(notice("枫林镇"))
    run(library, source)
    later(library)
    del site.pages["/t1.html"]
    run(library, source)
    later(library)
    site.show("/t1.html", notice("枫林镇"))
    run(library, source)
    assert [each.gone_at for each in _standing(library) if each.replaced_at is None] == [None]


def test_the_versions_of_a_notice_are_its_history(
    site: Site, library: Library, source: ColumnSource
) -> None:
    site.publish(notice("枫林镇"))
    run(library, source)
    later(library)
    site.show("/t1.html", notice("枫林镇").replace("3万元".encode(), "5万元".encode()))
    run(library, source)
    with library.catalog() as catalog:
        (report_id, _, _) = next(iter(catalog.current()))
        (history,) = place_histories(catalog, report_id)
    assert history.path == f"{site.url}/t1.html"
    (changed,) = history.versions[1].differences
    assert changed.before is not None
    assert [changed.before[start:end] for start, end in changed.out] == ["3"]
