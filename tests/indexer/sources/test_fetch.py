"""Fetching: limits, manners, and places that no source may reach."""

import gzip
import time
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler

import httpcore
import pytest

from indexer.sources.address import is_private
from indexer.sources.dial import Dialer
from indexer.sources.fetch import Clock, Fetcher, FetchFailed, Validators
from tests.indexer.sources.site import Site


def _failure(fetcher: Fetcher, url: str) -> FetchFailed:
    with pytest.raises(FetchFailed) as raised:
        fetcher.get(url)
    return raised.value


def test_a_page_comes_with_its_validators(site: Site, fetcher: Fetcher) -> None:
    site.show("/a", b"text", etag='"1"')
    assert fetcher.get(f"{site.url}/a").validators.etag == '"1"'


def test_an_unchanged_page_is_not_sent_again(site: Site, fetcher: Fetcher) -> None:
    site.show("/a", b"text", etag='"1"')
    assert fetcher.get(f"{site.url}/a", Validators(etag='"1"')).data is None


def test_a_compressed_page_is_unpacked(site: Site, fetcher: Fetcher) -> None:
    site.show("/a", gzip.compress(b"text"), content_encoding="gzip")
    assert fetcher.get(f"{site.url}/a").data == b"text"


def test_a_gzip_bomb_is_not_unpacked(site: Site, fetcher: Fetcher) -> None:
    site.show("/a", gzip.compress(bytes(20_000_000)), content_encoding="gzip")
    assert "上限" in _failure(fetcher, f"{site.url}/a").reason


def test_a_missing_page_is_gone(site: Site, fetcher: Fetcher) -> None:
    assert _failure(fetcher, f"{site.url}/a").gone


def test_a_server_error_passes(site: Site, fetcher: Fetcher) -> None:
    site.show("/a", b"", status=500)
    assert _failure(fetcher, f"{site.url}/a").passing


def test_a_site_that_drips_is_given_up(site: Site, fetcher: Fetcher) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(40):
            request.wfile.write(b".")
            time.sleep(0.05)

    site.pages["/a"] = drip
    failure = _failure(fetcher, f"{site.url}/a")
    assert failure.passing
    assert "太慢" in failure.reason


def test_an_endless_page_is_given_up(site: Site, fetcher: Fetcher) -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(bytes(50_000))

    site.pages["/a"] = endless
    assert "上限" in _failure(fetcher, f"{site.url}/a").reason


def test_redirects_are_followed_but_not_for_ever(site: Site, fetcher: Fetcher) -> None:
    site.show("/a", b"", status=302, location="/b")
    site.show("/b", b"there")
    site.show("/round", b"", status=302, location="/round")
    assert fetcher.get(f"{site.url}/a").url == f"{site.url}/b"
    assert "转来转去" in _failure(fetcher, f"{site.url}/round").reason


def test_a_redirect_to_another_protocol_is_refused(site: Site, fetcher: Fetcher) -> None:
    site.show("/a", b"", status=302, location="file:///etc/passwd")
    assert "不能访问" in _failure(fetcher, f"{site.url}/a").reason


def test_what_robots_txt_forbids_is_not_asked_for(site: Site, fetcher: Fetcher) -> None:
    site.show("/robots.txt", b"User-agent: *\nDisallow: /*/inner/\n")
    site.show("/a/inner/b", b"secret")
    assert "robots.txt" in _failure(fetcher, f"{site.url}/a/inner/b").reason
    assert site.paths() == []


def test_while_robots_txt_cannot_be_had_nothing_is_asked_for(site: Site, fetcher: Fetcher) -> None:
    site.show("/robots.txt", b"", status=503)
    site.show("/a", b"text")
    assert _failure(fetcher, f"{site.url}/a").passing


def test_the_program_names_itself(site: Site, fetcher: Fetcher) -> None:
    site.show("/a", b"text")
    fetcher.get(f"{site.url}/a")
    assert all(each.startswith("huitoukan/") for each in site.agents)


def test_requests_to_one_host_keep_their_distance(site: Site) -> None:
    site.show("/a", b"text")
    waits: list[float] = []
    with Fetcher(Dialer(allow_private=True), Clock(waits.append), delay=9) as fetcher:
        fetcher.get(f"{site.url}/a")
    assert [round(each) for each in waits] == [9]


def test_a_private_address_is_refused(site: Site) -> None:
    with Fetcher(Dialer(allow_private=False), Clock(), delay=0) as fetcher:
        assert "内部网络" in _failure(fetcher, f"{site.url}/a").reason
    assert site.asked == []


class _Elsewhere(httpcore.SyncBackend):
    """Lets an address of the open internet be the test site."""

    def __init__(self) -> None:
        self.addresses: list[str] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        self.addresses.append(host)
        return super().connect_tcp("127.0.0.1", port, timeout)


def test_a_public_name_may_not_redirect_inside(site: Site) -> None:
    site.show("/a", b"", status=302, location=f"http://127.0.0.1:{site.port}/admin")
    site.show("/admin", b"secret")
    names = {"site.example": "93.184.216.34", "127.0.0.1": "127.0.0.1"}
    elsewhere = _Elsewhere()
    dialer = Dialer(allow_private=False, resolve=lambda host, _: [names[host]], backend=elsewhere)
    with Fetcher(dialer, Clock(), delay=0) as fetcher:
        assert "内部网络" in _failure(fetcher, f"http://site.example:{site.port}/a").reason
    assert set(elsewhere.addresses) == {"93.184.216.34"}
    assert "/admin" not in site.paths()


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"),
        *("::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "224.0.0.1"),
    ],
)
def test_addresses_inside_are_private(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1"])
def test_addresses_of_the_internet_are_not(address: str) -> None:
    assert not is_private(address)
