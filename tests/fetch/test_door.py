"""Whatever a server does, one clear error or the answer; and nothing private is ever asked."""

import gzip
import socket
import threading
import zlib
from datetime import timedelta
from typing import Any

import httpcore
import pytest

from outward.errors import (
    CredentialsError,
    ForbiddenAddressError,
    MalformedError,
    NotThereError,
    RateLimitError,
    SourceError,
    TroubleError,
    UnreachableError,
)
from outward.fetch import Fetch
from tests.networks.web_server import NOON, Clock, Reply, Web


def test_an_answer_is_handed_over_whole(web: Web, fetch: Fetch) -> None:
    address = web.says("/a?x=1&y=%C3%A9", Reply(body=b"hello", headers={"ETag": '"1"'}))
    answer = fetch.get(web.url + "/a", params={"x": 1, "y": "é"}, headers={"x-mine": "yes"})
    assert (answer.url, answer.status, answer.body) == (address, 200, b"hello")
    assert answer.headers["etag"] == '"1"'
    assert web.asked[0].headers["x-mine"] == "yes"
    assert web.asked[0].headers["user-agent"].startswith("Outward/")
    assert fetch.asked == [("GET", web.host)]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, CredentialsError),
        (403, CredentialsError),
        (404, NotThereError),
        (410, NotThereError),
        (400, MalformedError),
        (304, MalformedError),
        (302, MalformedError),
        (204, MalformedError),
    ],
)
def test_a_refusal_is_one_error_naming_the_host_only(
    web: Web, fetch: Fetch, status: int, error: type[SourceError]
) -> None:
    web.says("/secret?token=hidden", Reply(status))
    with pytest.raises(error) as caught:
        fetch.get(f"http://user:password@{web.host}/secret?token=hidden")
    sentence = str(caught.value)
    assert sentence.startswith(web.host)
    assert sentence.endswith(".")
    assert not any(word in sentence for word in ("hidden", "password", "secret", "user:"))


def test_a_status_the_caller_can_use_is_no_error(web: Web, fetch: Fetch) -> None:
    assert fetch.get(web.says("/a", Reply(404)), accept_status=(200, 404)).status == 404


def test_unchanged_is_an_answer_when_asked_for_conditionally(web: Web, fetch: Fetch) -> None:
    address = web.says("/a", Reply(304))
    assert fetch.get(address, headers={"If-None-Match": '"1"'}).status == 304


def test_credentials_in_an_address_do_not_come_back(web: Web, fetch: Fetch) -> None:
    web.says("/a", Reply(body=b"x"))
    answer = fetch.get(f"http://user:password@{web.host}/a")
    assert answer.url == f"{web.url}/a"
    assert web.asked[0].headers["authorization"].startswith("Basic ")


def test_redirects_are_followed(web: Web, fetch: Fetch) -> None:
    web.says("/a", Reply(301, headers={"Location": "/b"}))
    web.says("/b", Reply(307, headers={"Location": web.says("/c", Reply(body=b"here"))}))
    answer = fetch.get(web.url + "/a")
    assert (answer.url, answer.body) == (web.url + "/c", b"here")


def test_redirects_in_a_circle_end(web: Web, fetch: Fetch) -> None:
    address = web.says("/a", Reply(302, headers={"Location": "/a"}))
    with pytest.raises(MalformedError, match="circles"):
        fetch.get(address)
    assert len(web.asked) == 6


@pytest.mark.parametrize(
    "elsewhere",
    ["http://localhost:{port}/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/latest", "file:///etc/passwd",
     "ftp://example.org/"],
)  # fmt: skip
def test_a_redirect_to_a_place_not_allowed_is_refused(web: Web, fetch: Fetch, elsewhere: str) -> None:
    there = elsewhere.format(port=web.host.partition(":")[2])
    with pytest.raises(ForbiddenAddressError):
        fetch.get(web.says("/a", Reply(302, headers={"Location": there})))
    assert len(web.asked) == 1


def test_a_redirect_that_cannot_be_read_is_one_error(web: Web, fetch: Fetch) -> None:
    with pytest.raises(ForbiddenAddressError):
        fetch.get(web.says("/a", Reply(302, headers={"Location": "http://[::1"})))


def test_credentials_do_not_follow_a_redirect_to_another_host(web: Web, clock: Clock) -> None:
    port = web.host.partition(":")[2]
    web.says("/a", Reply(302, headers={"Location": f"http://localhost:{port}/b"}))
    web.says("/b", Reply(body=b"x"))
    with Fetch(allow=frozenset({web.host, "localhost"}), wait=clock.wait, now=clock.now) as fetch:
        fetch.get(web.url + "/a", headers={"Authorization": "Bearer hidden"})
    assert "authorization" in web.asked[0].headers
    assert "authorization" not in web.asked[1].headers


@pytest.mark.parametrize("address", ["", "nonsense", "ftp://example.org/", "file:///etc/passwd", "http://",
                                     "http://[::1", "javascript:alert(1)", "http://a b/", "http://\x00/",
                                     "http://x:99999/"])  # fmt: skip
def test_an_address_that_is_none_is_refused_before_anything_is_asked(fetch: Fetch, address: str) -> None:
    with pytest.raises((ForbiddenAddressError, UnreachableError)):
        fetch.get(address)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]", "2130706433"])
def test_this_machine_is_not_read_unless_allowed(web: Web, host: str) -> None:
    with Fetch(retries=0) as fetch, pytest.raises(ForbiddenAddressError, match="private"):
        fetch.get(f"http://{host}:{web.host.partition(':')[2]}/")
    assert web.asked == []


def test_a_name_is_resolved_once_and_the_checked_address_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [["10.0.0.1", "198.41.0.4"], ["127.0.0.1"]]
    connected: list[str] = []

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answers.pop(0)]

    def connect(_: object, host: str, *__: Any) -> None:
        connected.append(host)
        raise httpcore.ConnectError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with Fetch(retries=0) as fetch:
        with pytest.raises(UnreachableError, match=r"rebinding\.example"):
            fetch.get("http://rebinding.example/")
        with pytest.raises(ForbiddenAddressError):
            fetch.get("http://rebinding.example/")
    assert connected == ["198.41.0.4"]


def test_an_unknown_name_says_so(fetch: Fetch) -> None:
    with pytest.raises(UnreachableError, match=r"nowhere\.invalid could not be found"):
        fetch.get("http://nowhere.invalid/")


def test_a_closed_port_is_tried_again_and_then_reported(clock: Clock) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{taken.getsockname()[1]}"
        with Fetch(allow=frozenset({host}), wait=clock.wait, now=clock.now) as fetch:
            with pytest.raises(UnreachableError, match="could not be reached"):
                fetch.get(f"http://{host}/")
            assert fetch.asked == [("GET", host)] * 3
    assert clock.waits == [1.0, 2.0]


def test_a_server_without_trustworthy_tls_is_reported(web: Web, fetch: Fetch) -> None:
    with pytest.raises(UnreachableError, match="trusted"):
        fetch.get(f"https://{web.host}/")


def test_silence_is_a_timeout(web: Web, clock: Clock) -> None:
    address = web.says("/a", Reply(fault="silent"))
    silent = Fetch(allow=frozenset({web.host}), timeout=0.05, wait=clock.wait, now=clock.now)
    with silent as fetch, pytest.raises(UnreachableError, match="in time"):
        fetch.get(address)


def test_a_connection_cut_in_mid_body_is_tried_again(web: Web, fetch: Fetch) -> None:
    address = web.says("/a", Reply(body=b"half", fault="cut"), Reply(body=b"whole"))
    assert fetch.get(address).body == b"whole"


def test_a_connection_always_cut_is_reported(web: Web, fetch: Fetch) -> None:
    with pytest.raises(UnreachableError, match="cut the connection"):
        fetch.get(web.says("/a", Reply(body=b"half", fault="cut")))
    assert len(web.asked) == 3


def test_an_answer_that_drips_for_ever_is_given_up(web: Web) -> None:
    late = iter([NOON] * 2)
    slow = Fetch(allow=frozenset({web.host}), now=lambda: next(late, NOON + timedelta(hours=1)))
    with slow as fetch, pytest.raises(UnreachableError, match="slowly"):
        fetch.get(web.says("/a", Reply(body=b"x")))


def test_passing_trouble_is_waited_out(web: Web, fetch: Fetch, clock: Clock) -> None:
    address = web.says("/a", Reply(500), Reply(503, headers={"Retry-After": "7"}), Reply(body=b"well"))
    assert fetch.get(address).body == b"well"
    assert clock.waits == [1.0, 7.0]


def test_lasting_trouble_is_reported(web: Web, fetch: Fetch) -> None:
    with pytest.raises(TroubleError, match="500"):
        fetch.get(web.says("/a", Reply(500)))
    assert len(web.asked) == 3


@pytest.mark.parametrize(
    "headers",
    [
        {"Retry-After": "20"},
        {"Retry-After": "Tue, 03 Mar 2026 12:00:20 GMT"},
        {"X-RateLimit-Reset": "2026-03-03T12:00:20.000Z"},
        {"X-RateLimit-Reset": str(int(NOON.timestamp()) + 20)},
        {"RateLimit-Reset": "20"},
    ],
)
def test_a_short_pause_is_waited_out(web: Web, fetch: Fetch, clock: Clock, headers: dict[str, str]) -> None:
    assert fetch.get(web.says("/a", Reply(429, headers=headers), Reply(body=b"on"))).body == b"on"
    assert clock.waits == [20.0]


def test_a_long_pause_is_reported_and_kept(web: Web, fetch: Fetch, clock: Clock) -> None:
    address = web.says("/a", Reply(429, headers={"Retry-After": "600"}), Reply(body=b"on"))
    with pytest.raises(RateLimitError, match="12:10 UTC") as caught:
        fetch.get(address)
    assert caught.value.retry_at == NOON + timedelta(minutes=10)
    with pytest.raises(RateLimitError):
        fetch.get(address)
    assert (clock.waits, len(web.asked)) == ([], 1)
    clock.wait(600)
    assert fetch.get(address).body == b"on"


def test_a_pause_of_unknown_length_is_retried_gently_and_then_a_quarter_of_an_hour(
    web: Web, fetch: Fetch, clock: Clock
) -> None:
    with pytest.raises(RateLimitError) as caught:
        fetch.get(web.says("/a", Reply(429)))
    assert clock.waits == [1.0, 2.0]
    assert caught.value.retry_at == clock.moment + timedelta(minutes=15)


def test_an_oversized_answer_is_not_read(web: Web) -> None:
    with Fetch(allow=frozenset({web.host}), max_bytes=1000) as fetch:
        assert len(fetch.get(web.says("/a", Reply(body=b"x" * 1000))).body) == 1000
        with pytest.raises(MalformedError, match="MB"):
            fetch.get(web.says("/b", Reply(body=b"x" * 1001)))


def test_a_packed_answer_is_unpacked(web: Web, fetch: Fetch) -> None:
    web.says("/gzip", Reply(body=gzip.compress(b"hello"), headers={"Content-Encoding": "gzip"}))
    web.says("/zlib", Reply(body=zlib.compress(b"hello"), headers={"Content-Encoding": "deflate"}))
    assert fetch.get(web.url + "/gzip").body == fetch.get(web.url + "/zlib").body == b"hello"
    assert "content-encoding" not in fetch.get(web.url + "/gzip").headers
    assert web.asked[0].headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize(
    ("body", "packing"),
    [
        (gzip.compress(bytes(20_000_000), mtime=0), "gzip"),
        (gzip.compress(gzip.compress(bytes(20_000_000), mtime=0), mtime=0), "gzip, gzip"),
        (b"anything", "br"),
        (b"not packed at all", "gzip"),
        (gzip.compress(b"hello", mtime=0)[:-6], "gzip"),
    ],
    ids=["bomb", "bomb in a bomb", "unknown packing", "not packed", "cut off"],
)
def test_a_bomb_or_a_strange_packing_is_not_unpacked(web: Web, body: bytes, packing: str) -> None:
    with Fetch(allow=frozenset({web.host}), max_bytes=1_000_000) as fetch, pytest.raises(MalformedError):
        fetch.get(web.says("/a", Reply(body=body, headers={"Content-Encoding": packing})))


def test_pace_is_kept_per_host(web: Web, clock: Clock) -> None:
    address = web.says("/a", Reply(body=b"x"))
    with Fetch(allow=frozenset({web.host}), pace={"*": 2.0}, wait=clock.wait, now=clock.now) as fetch:
        for _ in range(3):
            fetch.get(address)
    assert clock.waits == [2.0, 2.0]


def test_many_threads_can_share_one_door(web: Web, fetch: Fetch) -> None:
    address = web.says("/a", Reply(body=b"x" * 10_000))
    bodies: list[bytes] = []
    threads = [threading.Thread(target=lambda: bodies.append(fetch.get(address).body)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bodies == [b"x" * 10_000] * 8


def test_a_closed_door_can_be_opened_again(web: Web, fetch: Fetch) -> None:
    address = web.says("/a", Reply(body=b"x"))
    fetch.get(address)
    fetch.close()
    fetch.close()
    assert fetch.get(address).body == b"x"
