"""A web column, run after run."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from indexer.library import Library
from indexer.originals import sha256
from indexer.sources.folder import SourceUnreachable
from indexer.sources.history import History, Run
from indexer.sources.preview import preview
from indexer.sources.run import run
from indexer.sources.source import ColumnSource
from tests.indexer.sources.site import TITLE, Site, later, notice, rows


@pytest.fixture
def no_converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new_readers: None) -> None:
    """A machine on which nothing converts old Word files."""
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))


def _places(library: Library) -> list[str]:
    with library.catalog() as catalog:
        return [
            place.path
            for report_id, _, _ in catalog.current()
            for place in catalog.report(report_id).places
        ]


def test_a_notice_comes_into_the_library_under_its_address(
    site: Site, library: Library, source: ColumnSource
) -> None:
    site.show("/list/", rows(("../t1.html", TITLE)))
    site.show("/t1.html", notice("枫林镇"))
    assert run(library, source).new == 1
    assert _places(library) == [f"{site.url}/t1.html"]


def test_news_of_other_kinds_stays_outside(
    site: Site, library: Library, source: ColumnSource
) -> None:
    site.show("/list/", rows(("/t1.html", "我镇召开春耕生产会议")))
    assert (run(library, source).passed, site.paths()) == (1, ["/list/"])


def test_a_second_run_asks_for_no_notice_again(
    site: Site, library: Library, source: ColumnSource
) -> None:
    site.publish(notice("枫林镇"))
    run(library, source)
    again = run(library, source)
    assert (again.new, again.unchanged) == (0, 1)
    assert site.paths().count("/t1.html") == 1


def test_later_a_notice_is_asked_for_on_condition(
    site: Site, library: Library, source: ColumnSource
) -> None:
    site.publish(notice("枫林镇"))
    site.show("/t1.html", notice("枫林镇"), etag='"1"')
    run(library, source)
    later(library)
    assert run(library, source).unchanged == 1
    assert site.asked[-1] == ("/t1.html", True)


def test_a_notice_that_changed_replaces_its_report(
    site: Site, library: Library, source: ColumnSource
) -> None:
    site.publish(notice("枫林镇"))
    run(library, source)
    later(library)
    site.show("/t1.html", notice("枫林镇", more="<p>3.关于“台账不全”的问题。已完成整改。</p>"))
    assert run(library, source).updated == 1


def test_a_notice_taken_down_is_marked_and_stays(
    site: Site, library: Library, source: ColumnSource
) -> None:
    site.publish(notice("枫林镇"))
    run(library, source)
    later(library)
    del site.pages["/t1.html"]
    assert run(library, source).gone == 1
    assert len(_places(library)) == 1


def test_pages_are_turned_until_nothing_is_new(
    site: Site, library: Library, source: ColumnSource
) -> None:
    more = '<a href="/list/2">下一页</a>'
    site.show("/list/", rows(("/t1.html", TITLE), more=more))
    site.show("/list/2", rows(("/t2.html", TITLE)))
    site.show("/t1.html", notice("枫林镇"))
    site.show("/t2.html", notice("梅溪乡"))
    assert run(library, source).new == 2
    run(library, source)
    assert site.paths().count("/list/2") == 1


def test_attachments_come_with_their_notice(
    site: Site, library: Library, source: ColumnSource
) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("梅溪乡.html", notice("梅溪乡"))
    site.publish(notice("枫林镇", more='<a href="/down?id=7">附件.zip</a>'))
    site.show("/down?id=7", packed.getvalue())
    assert run(library, source).new == 2
    assert f"{site.url}/down?id=7!/梅溪乡.html" in _places(library)


def test_one_bad_notice_does_not_cost_the_others(
    site: Site, library: Library, source: ColumnSource
) -> None:
    site.publish(b"", notice("枫林镇"))
    site.show("/t1.html", b"", status=500)
    done = run(library, source)
    assert (done.new, [each.passing for each in done.missed]) == (1, [True])


def test_what_failed_for_a_passing_cause_is_had_the_next_time(
    site: Site, library: Library, source: ColumnSource
) -> None:
    site.publish(b"")
    site.show("/t1.html", b"", status=500)
    run(library, source)
    site.show("/t1.html", notice("枫林镇"))
    assert run(library, source).new == 1


def test_a_site_that_is_down_is_recorded(
    site: Site, library: Library, source: ColumnSource
) -> None:
    site.show("/list/", b"", status=503)
    done = run(library, source)
    assert done.passing
    assert History(library.folder, "县公开").runs() == [done]


def test_a_sitemap_is_judged_by_the_pages_own_titles(
    site: Site, library: Library, source: ColumnSource
) -> None:
    urls = "".join(f"<url><loc>{site.url}/t{n}.html</loc></url>" for n in (1, 2))
    site.show("/list/", f"<urlset>{urls}</urlset>".encode())
    site.show("/t1.html", notice("枫林镇"))
    site.show("/t2.html", "<title>春耕生产会议</title><p>今天开会。</p>".encode())
    done = run(library, source)
    assert (done.new, done.passed) == (1, 1)


def test_a_preview_shows_how_a_notice_is_read_and_stores_nothing(
    site: Site, library: Library, source: ColumnSource
) -> None:
    site.show("/list/", rows(("/t1.html", TITLE), ("/t2.html", "春耕")))
    site.show("/t1.html", notice("枫林镇"))
    shown = preview(library, source)
    assert [each.taken for each in shown.candidates] == [True, False]
    assert shown.sample is not None
    assert shown.sample.findings == 2
    assert not library.exists


def test_a_preview_of_a_site_that_is_down_says_so(
    site: Site, library: Library, source: ColumnSource
) -> None:
    with pytest.raises(SourceUnreachable, match="404"):
        preview(library, source)


def test_a_run_that_found_all_is_complete() -> None:
    assert Run(source="县公开", at="2024-01-01T00:00:00+00:00").complete


def test_a_feed_of_a_site_in_gbk_is_taken(
    site: Site, library: Library, source: ColumnSource
) -> None:
    feed = f"""<?xml version="1.0" encoding="gbk"?><rss version="2.0"><channel><item>
    <title>{TITLE}</title><link>t1.html</link></item></channel></rss>"""
    page = notice("枫林镇").decode().replace("<head>", '<head><meta charset="gb2312">')
    site.show("/list/", feed.encode("gbk"))
    site.show("/list/t1.html", page.encode("gbk"))
    assert run(library, source).new == 1
    with library.catalog() as catalog:
        (report_id, _, _) = next(iter(catalog.current()))
        assert "公务接待不规范" in catalog.report(report_id).text


@pytest.mark.usefixtures("no_converter")
def test_an_old_word_file_is_kept_and_the_cure_named(
    site: Site, library: Library, source: ColumnSource
) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    site.publish(notice("枫林镇", more='<a href="/清单.doc">问题清单</a>'))
    site.show("/%E6%B8%85%E5%8D%95.doc", old)
    done = run(library, source)
    assert done.new == 1
    assert "安装 LibreOffice" in done.quarantined[0].reason
    assert library.originals.path(sha256(old)).read_bytes() == old


def test_an_archive_that_leads_out_brings_nothing(
    site: Site, library: Library, source: ColumnSource
) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../梅溪乡.html", notice("梅溪乡"))
    site.publish(notice("枫林镇", more='<a href="/附件.zip">附件</a>'))
    site.show("/%E9%99%84%E4%BB%B6.zip", packed.getvalue())
    done = run(library, source)
    assert (done.new, len(done.missed)) == (1, 1)
    assert "包外" in done.missed[0].reason
