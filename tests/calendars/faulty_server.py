"""A proxy on loopback in front of the real calendar server: it goes wrong as it is told to, and passes on the rest."""

import http.client
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.calendars.radicale_server import Radicale


@dataclass(frozen=True)
class Fault:
    """What happens instead of an answer.

    `status`, `headers` and `body` are answered; `lost`: the server does what it is asked, and its answer is cut off;
    `half`: half the body comes; `drip`: bytes without end.
    """

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    lost: bool = False
    half: bool = False
    drip: bool = False


@dataclass(frozen=True)
class Passed:
    """A request as it came by; header names are lower case."""

    method: str
    path: str
    headers: Mapping[str, str]


Wrong = Callable[[Passed], Fault | None]


class Faulty:
    """The proxy: `wrong` says of a request what is to go wrong, `passed` is what came by.

    `tag` is how an ETag is given out; where that differs, `If-Match` never holds.
    """

    def __init__(self, port: int, behind: Radicale) -> None:
        self.host = f"127.0.0.1:{port}"
        self.behind = behind
        self.passed: list[Passed] = []
        self.wrong: Wrong = lambda _: None
        self.tag: Callable[[str], str] = str

    def count(self, method: str) -> int:
        """How many requests of a method came by."""
        return sum(one.method == method for one in self.passed)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def _pass(self) -> None:
        faulty = self.server.faulty
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        asked = Passed(self.command, self.path, {k.lower(): v for k, v in self.headers.items()})
        faulty.passed.append(asked)
        self.close_connection = True
        fault = faulty.wrong(asked)
        if fault is not None and fault.status:
            self._say(fault.status, fault.headers, fault.body)
            return
        if fault is not None and fault.drip:
            self._drip()
            return
        given = asked.headers.get("if-match", "")
        if given and faulty.tag('"x"') != '"x"':
            self._say(412, {}, b"")  # strong comparison: a tag given out otherwise never matches
            return
        behind = http.client.HTTPConnection(faulty.behind.host, timeout=10)
        kept = {k: v for k, v in self.headers.items() if k.lower() not in ("accept-encoding", "connection")}
        behind.request(self.command, self.path, body, kept)
        answer = behind.getresponse()
        said, headers = answer.read(), {k.lower(): v for k, v in answer.getheaders()}
        behind.close()
        if fault is not None and fault.lost:
            self.connection.close()
            return
        if "etag" in headers:
            headers["etag"] = faulty.tag(headers["etag"])
        headers = {
            k: v for k, v in headers.items() if k not in ("content-length", "transfer-encoding", "connection") and v
        }
        self._say(answer.status, headers, said, half=fault is not None and fault.half)

    def _say(self, status: int, headers: Mapping[str, str], body: bytes, *, half: bool = False) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("connection", "close")
        if status not in (204, 304):
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        if status not in (204, 304):
            self.wfile.write(body[: len(body) // 2] if half else body)

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        while True:  # until the other side has had enough
            self.wfile.write(b"BEGIN:VCALENDAR\r\n" * 4096)

    do_GET = do_PUT = do_DELETE = do_PROPFIND = do_REPORT = do_OPTIONS = do_MKCALENDAR = _pass  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    faulty: Faulty

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a connection that breaks is what these tests are about


@pytest.fixture
def faulty(radicale: Radicale) -> Iterator[Faulty]:
    """The proxy, ready, and doing nothing wrong yet."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.faulty = Faulty(server.server_port, radicale)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server.faulty
    server.shutdown()
    server.server_close()
    thread.join()
