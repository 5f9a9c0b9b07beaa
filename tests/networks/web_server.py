"""A real HTTP server on loopback that answers, or fails to, as it is told; and a clock that never sleeps."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

import pytest

from outward.fetch import Fetch

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


@dataclass
class Clock:
    """Time passes only when somebody waits; `waits` are the seconds waited."""

    moment: datetime = NOON
    waits: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.moment

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.moment += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Reply:
    """One answer; `fault` "cut" breaks off in mid-body, "silent" never answers."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: Literal["", "cut", "silent"] = ""


@dataclass(frozen=True)
class Asked:
    """One request as it arrived; header names are lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class Web:
    """What the server is to say at each path (query included): replies in turn, the last one for ever."""

    def __init__(self, port: int) -> None:
        self.host = f"127.0.0.1:{port}"
        self.url = f"http://{self.host}"
        self.asked: list[Asked] = []
        self.ended = threading.Event()
        self._replies: dict[str, list[Reply]] = {}

    def says(self, path: str, *replies: Reply) -> str:
        """Set the replies of a path; returns its address."""
        self._replies[path] = list(replies)
        return self.url + path

    def reply(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        replies = self._replies.get(asked.path, [Reply(404)])
        return replies.pop(0) if len(replies) > 1 else replies[0]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def _answer(self) -> None:
        web = self.server.web
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        reply = web.reply(Asked(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body))
        self.close_connection = True
        if reply.fault == "silent":
            web.ended.wait()
            return
        self.send_response(reply.status)
        self.send_header("connection", "close")
        for name, value in reply.headers.items():
            self.send_header(name, value)
        promised = len(reply.body) + (1 if reply.fault == "cut" else 0)
        if reply.status not in (204, 304):
            self.send_header("content-length", str(promised))
        self.end_headers()
        if self.command != "HEAD" and reply.status not in (204, 304):
            self.wfile.write(reply.body)

    do_GET = do_HEAD = do_POST = do_DELETE = do_PUT = do_PROPFIND = do_REPORT = _answer  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    web: Web

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a client that hangs up is what these tests are about


@pytest.fixture
def web() -> Iterator[Web]:
    """The server, ready."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.web = Web(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server.web
    server.web.ended.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def clock() -> Clock:
    """Noon, until somebody waits."""
    return Clock()


@pytest.fixture
def fetch(web: Web, clock: Clock) -> Iterator[Fetch]:
    """The door, with only the server beyond it and nothing slept."""
    with Fetch(allow=frozenset({web.host}), timeout=5.0, wait=clock.wait, now=clock.now) as made:
        yield made
