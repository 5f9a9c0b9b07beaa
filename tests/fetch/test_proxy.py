"""Behind a company's proxy everything goes through it but the user's own servers, and its trouble is one sentence."""

import base64
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from outward import config
from outward.app.doctor import doctor
from outward.app.home import Home
from outward.errors import ForbiddenAddressError, NotThereError, UnreachableError
from outward.fetch import Fetch
from outward.fetch.addresses import looks_private
from tests.fetch.company import Company, certificates, running, secured
from tests.networks.web_server import NOON, Clock, Reply, Web
from tests.networks.web_server import _Handler as WebHandler
from tests.networks.web_server import _Server as WebServer

SIGN_IN = "Basic " + base64.b64encode(b"ann:p:\xc3\xa4ss").decode()
IN_ADDRESS = "ann:p%3A%C3%A4ss@"
VARIABLES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.fixture
def company(web: Web) -> Iterator[Company]:
    """A proxy beyond which every host is the web server."""
    with running(Company(plain=int(web.host.rpartition(":")[2]))) as made:
        yield made


@pytest.fixture
def open_door(clock: Clock) -> Iterator[Callable[..., Fetch]]:
    """Makes doors that are closed at the end, with time that passes by itself."""
    with ExitStack() as stack:
        yield lambda proxy, **more: stack.enter_context(
            Fetch(proxy=proxy, timeout=5.0, wait=clock.wait, now=clock.now, **more)
        )


@pytest.fixture
def secure(company: Company, web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The web server also behind TLS, its authority named in SSL_CERT_FILE; gives the server's certificate."""
    trusted, mine = certificates(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    server = WebServer(("127.0.0.1", 0), WebHandler)
    secured(server, mine)
    server.web = web
    company.secure = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield mine
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_plain_address_is_asked_through_the_proxy(
    web: Web, company: Company, open_door: Callable[..., Fetch]
) -> None:
    web.says("/a?x=1", Reply(body=b"hello"))
    door = open_door(f"http://{company.host}")
    assert door.get("http://talk.example/a?x=1").body == b"hello"
    assert [(method, target) for method, target, _ in company.asked] == [("GET", "http://talk.example/a?x=1")]
    assert web.asked[0].headers["host"] == "talk.example"
    assert door.asked == [("GET", "talk.example")]


def test_a_secure_address_is_asked_through_a_tunnel_that_shows_the_proxy_nothing(
    web: Web, company: Company, secure: Path, open_door: Callable[..., Fetch]
) -> None:
    company.wants = SIGN_IN
    web.says("/a?secret=1", Reply(body=b"hello"))
    door = open_door(f"http://{IN_ADDRESS}{company.host}")
    for _ in range(2):
        assert door.get("https://talk.example/a?secret=1", headers={"x-token": "hidden"}).body == b"hello"
    assert {(method, target) for method, target, _ in company.asked} == {("CONNECT", "talk.example:443")}
    assert "hidden" not in str(company.asked)
    assert "proxy-authorization" not in web.asked[0].headers


def test_a_proxy_may_itself_speak_tls(
    web: Web, company: Company, secure: Path, open_door: Callable[..., Fetch]
) -> None:
    web.says("/a", Reply(body=b"hello"))
    with running(Company(plain=company.plain, secure=company.secure), secure) as veiled:
        door = open_door(f"https://{veiled.host}")
        assert door.get("https://talk.example/a").body == b"hello"
        assert door.get("http://talk.example/a").body == b"hello"
    assert [method for method, _, _ in veiled.asked] == ["CONNECT", "GET"]


def test_a_certificate_of_the_company_is_trusted_only_where_it_is_named(
    company: Company, secure: Path, open_door: Callable[..., Fetch], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    with pytest.raises(UnreachableError, match=r"^No connection to talk\.example .* localhost .* SSL_CERT_FILE"):
        open_door(f"http://{company.host}").get("https://talk.example/a")
    assert len(company.asked) == 1


def test_a_tunnel_that_breaks_off_is_tried_again(company: Company, open_door: Callable[..., Fetch]) -> None:
    company.cuts = True
    with pytest.raises(UnreachableError, match=r"^talk\.example could not be reached"):
        open_door(f"http://{company.host}").get("https://talk.example/a")
    assert len(company.asked) == 3


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_wants_a_password_says_so_once(
    company: Company, open_door: Callable[..., Fetch], scheme: str
) -> None:
    company.wants = SIGN_IN
    with pytest.raises(UnreachableError) as caught:
        open_door(f"http://ann:wrongword@{company.host}").get(f"{scheme}://talk.example/a")
    assert str(caught.value) == (
        "The proxy localhost asks for a name and a password (407); put them into its address in HTTPS_PROXY."
    )
    assert len(company.asked) == 1


@pytest.mark.parametrize(("status", "said", "times"), [(403, "lets nothing through", 1), (502, "could not reach", 3)])
def test_what_a_proxy_refuses_is_its_own_sentence(
    company: Company, open_door: Callable[..., Fetch], status: int, said: str, times: int
) -> None:
    company.refuses = status
    with pytest.raises(UnreachableError, match=rf"^The proxy localhost {said} .*talk\.example \({status}\)"):
        open_door(f"http://{company.host}").get("https://talk.example/a")
    assert len(company.asked) == times


def test_what_a_host_says_through_the_proxy_is_the_host_s_own_word(
    company: Company, secure: Path, web: Web, open_door: Callable[..., Fetch]
) -> None:
    web.says("/b", Reply(407))
    door = open_door(f"http://{company.host}")
    with pytest.raises(NotThereError, match=r"^talk\.example"):
        door.get("http://talk.example/gone")
    assert door.get("https://talk.example/b", accept_status=(407,)).status == 407


@pytest.mark.parametrize("host", ["localhost:9", "nowhere.invalid:3128"])
def test_a_proxy_that_cannot_be_reached_is_named_without_its_password(
    open_door: Callable[..., Fetch], host: str
) -> None:
    for scheme in ("http", "https"):
        with pytest.raises(UnreachableError) as caught:
            open_door(f"http://ann:hidden@{host}").get(f"{scheme}://talk.example/")
        assert str(caught.value).startswith(f"The proxy {host.partition(':')[0]} could not be reached;")
        assert "hidden" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("socks5://ann:hidden@socks.corp.example:1080", r"^The proxy socks\.corp\.example is none that Outward can"),
        ("http://", "no address"),
        ("http://[::1", "no address"),
        ("http://x:many", "no address"),
        (" ", "no address"),
    ],
)
def test_a_proxy_that_is_none_is_one_sentence(open_door: Callable[..., Fetch], address: str, said: str) -> None:
    door = open_door(address)
    for ask in (lambda: door.get("http://talk.example/"), lambda: door.through):
        with pytest.raises(UnreachableError, match=said) as caught:
            ask()
        assert "hidden" not in str(caught.value)


def test_an_address_without_a_scheme_is_a_plain_proxy(
    web: Web, company: Company, open_door: Callable[..., Fetch]
) -> None:
    web.says("/a", Reply(body=b"hello"))
    door = open_door(f" {company.host} ")
    assert (door.through, door.get("http://talk.example/a").body) == ("localhost", b"hello")
    assert open_door("").through == ""


PRIVATE = ["localhost", "LOCALHOST.", "desk.localhost", "printer.local", "wiki.internal", "nas.lan", "router.home.arpa",
           "intranet", "127.0.0.1", "127.1", "2130706433", "0x7f.1", "10.0.0.8", "169.254.169.254", "192.168.1.1.",
           "[::1]", "[fe80::1]", "[::ffff:10.0.0.1]", "0.0.0.0"]  # fmt: skip


@pytest.mark.parametrize("host", PRIVATE)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_what_shows_that_it_is_private_never_reaches_the_proxy(
    company: Company, open_door: Callable[..., Fetch], scheme: str, host: str
) -> None:
    door = open_door(f"http://{company.host}")
    with pytest.raises(ForbiddenAddressError, match=r"is a private address, so it is not read\. If it is a server of"):
        door.get(f"{scheme}://{host}/")
    assert company.asked == []
    assert door.asked == []


def test_a_redirect_to_a_private_place_is_refused_behind_a_proxy_too(
    web: Web, company: Company, open_door: Callable[..., Fetch]
) -> None:
    web.says("/a", Reply(302, headers={"Location": "http://169.254.169.254/latest"}))
    with pytest.raises(ForbiddenAddressError):
        open_door(f"http://{company.host}").get("http://talk.example/a")
    assert len(company.asked) == 1


@pytest.mark.parametrize("host", ["talk.example", "1.1.1.1", "[2606:4700:4700::1111]", "local.example", "home.news"])
def test_public_names_and_numbers_do_not_look_private(host: str) -> None:
    assert not looks_private(host)


def test_own_servers_are_asked_straight(web: Web, company: Company, open_door: Callable[..., Fetch]) -> None:
    web.says("/a", Reply(body=b"hello"))
    door = open_door(f"http://{company.host}", allow=frozenset({web.host}))
    assert door.get(f"{web.url}/a").body == b"hello"
    assert company.asked == []


def test_the_proxy_s_own_address_is_open_to_it_alone(company: Company, open_door: Callable[..., Fetch]) -> None:
    door = open_door(f"http://{company.host}", past_proxy=lambda host: host == company.host)
    with pytest.raises(ForbiddenAddressError):
        door.get(f"http://{company.host}/")
    assert company.asked == []


@pytest.mark.parametrize("name", ["no.pem", "missing.pem"])
def test_certificates_that_cannot_be_read_are_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    (tmp_path / "no.pem").write_text("nothing")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / name))
    with Fetch() as door, pytest.raises(UnreachableError, match="SSL_CERT_FILE"):
        door.get("https://talk.example/")


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets what the system says of proxies, and nothing besides."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)

    def say(**named: str) -> None:
        for name, value in named.items():
            monkeypatch.setenv(name, value)

    return say


@pytest.mark.parametrize(
    ("named", "proxy"),
    [
        ({}, ""),
        ({"HTTP_PROXY": "http://plain"}, "http://plain"),
        ({"HTTP_PROXY": "http://plain", "HTTPS_PROXY": "http://secure"}, "http://secure"),
        ({"ALL_PROXY": "socks5://all"}, "socks5://all"),
        ({"https_proxy": "http://small", "HTTPS_PROXY": "http://secure"}, "http://small"),
    ],
)
def test_the_system_s_settings_name_the_proxy(system: Callable[..., None], named: dict[str, str], proxy: str) -> None:
    system(**named)
    assert config.system_proxy() == proxy


def test_a_command_asks_through_the_system_s_proxy_and_past_it_where_that_says_so(
    web: Web, company: Company, tmp_path: Path, system: Callable[..., None]
) -> None:
    web.says("/a", Reply(body=b"hello"))
    system(HTTP_PROXY=f"http://{company.host}", NO_PROXY="localhost,.past.example")
    with Home(tmp_path) as home, home.fetch() as door:
        assert door.get("http://talk.example/a").body == b"hello"
        with pytest.raises(UnreachableError, match=r"The name a\.past\.example could not be found"):
            door.get("http://a.past.example/a")
    assert len(company.asked) == 1


@pytest.mark.parametrize(
    ("proxy", "well", "said"),
    [
        ("http://ann:hidden@proxy.corp.example:3128", True, "is asked through proxy.corp.example, as this"),
        ("socks5://ann:hidden@socks.corp.example", False, "The proxy socks.corp.example is none that"),
    ],
)
def test_the_doctor_says_in_one_line_that_a_proxy_is_asked(
    tmp_path: Path, system: Callable[..., None], proxy: str, well: bool, said: str
) -> None:
    with Home(tmp_path) as home:
        system()
        assert not [one for one in doctor(home, now=NOON).findings if one.subject == "proxy"]
        system(HTTPS_PROXY=proxy)
        (found,) = (one for one in doctor(home, now=NOON).findings if one.subject == "proxy")
    assert found.well is well
    assert said in found.sentence
    assert "hidden" not in found.sentence
