"""Lists of notices, in the forms that sites give them."""

from indexer.sources.list_page import ListPage, list_page
from tests.indexer.sources.site import rows

URL = "http://town.example/xcgk/index.html"


def _links(page: ListPage) -> list[tuple[str, str | None, str | None]]:
    return [(each.url, each.title, each.published_on) for each in page.links]


def test_relative_links_come_with_title_and_date() -> None:
    assert _links(list_page(rows(("../t1.html", "整改通报")), URL)) == [
        ("http://town.example/t1.html", "整改通报", "2024-12-03")
    ]


def test_a_title_cut_off_is_taken_from_the_tooltip() -> None:
    page = '<a href="a.html" title="某镇关于巡察整改情况的通报">某镇关于巡察…</a>'.encode()
    assert list_page(page, URL).links[0].title == "某镇关于巡察整改情况的通报"


def test_a_page_in_gbk_is_read_whatever_it_declares() -> None:
    page = '<meta charset="utf-8"><a href="a.html">关于巡察整改情况的通报</a>'.encode("gbk")
    assert list_page(page, URL).links[0].title == "关于巡察整改情况的通报"


def test_scripts_and_mail_addresses_are_no_links() -> None:
    page = b'<a href="javascript:void(0)">a</a><a href="mailto:a@b.example">b</a>'
    assert list_page(page, URL).links == ()


def test_chinese_in_an_address_is_escaped() -> None:
    page = '<a href="/通报.html">通报</a>'.encode()
    assert list_page(page, URL).links[0].url == "http://town.example/%E9%80%9A%E6%8A%A5.html"


def test_the_next_page_is_found_by_its_words() -> None:
    page = rows(("a.html", "通报"), more='<a href="p2.html">下一页&gt;</a>')
    assert list_page(page, URL).more == ("http://town.example/xcgk/p2.html",)


def test_the_next_page_is_found_in_the_pager_script() -> None:
    page = rows(more='<script>createPageHTML(3, 0, "index", "html");</script>')
    assert list_page(page, URL).more == ("http://town.example/xcgk/index_1.html",)


def test_the_last_page_has_no_next() -> None:
    page = rows(more='<script>createPageHTML(3, 2, "index", "html");</script>')
    assert list_page(page, URL).more == ()


def test_rss_is_read() -> None:
    feed = """<?xml version="1.0" encoding="gbk"?><rss version="2.0"><channel><item>
    <title>整改通报</title><link>http://town.example/1</link>
    <pubDate>Tue, 03 Dec 2024 08:00:00 +0800</pubDate></item></channel></rss>""".encode("gbk")
    assert _links(list_page(feed, URL)) == [("http://town.example/1", "整改通报", "2024-12-03")]


def test_atom_is_read() -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>整改通报</title>
    <link rel="alternate" href="/1"/><published>2024-12-03T08:00:00Z</published></entry></feed>"""
    assert _links(list_page(feed.encode(), URL)) == [
        ("http://town.example/1", "整改通报", "2024-12-03")
    ]


def test_a_sitemap_gives_addresses_without_titles() -> None:
    sitemap = b"<urlset><url><loc>http://town.example/1</loc></url></urlset>"
    assert _links(list_page(sitemap, URL)) == [("http://town.example/1", None, None)]


def test_a_sitemap_index_leads_on_to_the_newest_first() -> None:
    index = b"""<sitemapindex><sitemap><loc>/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>
    <sitemap><loc>/new.xml</loc><lastmod>2024-01-01</lastmod></sitemap></sitemapindex>"""
    assert list_page(index, URL).more == (
        "http://town.example/new.xml",
        "http://town.example/old.xml",
    )


def test_a_feed_cannot_read_files_of_this_machine() -> None:
    feed = b"""<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
    <rss><channel><item><title>&x;</title><link>/1</link></item></channel></rss>"""
    assert all("root" not in (each.title or "") for each in list_page(feed, URL).links)
