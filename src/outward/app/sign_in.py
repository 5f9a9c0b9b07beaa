"""Signing in at a network's own page: where to go, and what comes back from there."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

from outward.app import connect
from outward.app.home import Home
from outward.errors import InputError
from outward.networks import Invitation, SignsIn, network

PORT, PATH = 8764, "/signed-in"
"""Where the browser comes back to: some networks want this address to be known to them beforehand."""
PATIENCE = 300.0
"""Seconds the listener waits for the user to come back."""
_BACK = "You are signed in. Close this tab and go back to Outward."


def can(name: str) -> bool:
    """Whether a network has a sign-in of its own."""
    return isinstance(network(name), SignsIn)


def invite(home: Home, name: str, redirect: str) -> Invitation:
    """Where the user signs in at a network. `redirect` is an address of this machine she may be sent back to."""
    room = network(name)
    if not isinstance(room, SignsIn):
        raise InputError(f"{room.TITLE} has no sign-in page; give what it needs with: outward connect {name} --sign-in")
    with home.fetch() as fetch:
        return room.invitation(fetch, connect.settings(home, name), redirect)


def admit(home: Home, name: str, invitation: Invitation, answer: str) -> Mapping[str, str]:
    """The settings that the code or the address she came back with gives; keep them with `connect`."""
    room = network(name)
    if not isinstance(room, SignsIn) or not answer.strip():
        raise InputError("The code is missing; open the sign-in page again and copy it from there.")
    with home.fetch() as fetch:
        return room.admitted(fetch, connect.settings(home, name), invitation, answer.strip())


class Doorstep:
    """Where the browser comes back to; what it brings is checked by the network's own mark of this sign-in.

    `address` is the redirect to give to the network; `visit` waits for the full address the browser came to.
    """

    def __init__(self, server: HTTPServer, path: str) -> None:
        self._server, self._path = server, path
        self._came = threading.Event()
        self._address = ""

    @property
    def address(self) -> str:
        """The redirect address."""
        return f"http://127.0.0.1:{self._server.server_port}{self._path}"

    def came(self, target: str) -> bool:
        """Note a visit; whether it was to the right path."""
        parts = urlsplit(target)
        if parts.path != self._path or not (parse_qs(parts.query).keys() & {"code", "error"}):
            return False
        self._address = f"http://127.0.0.1:{self._server.server_port}{target}"
        self._came.set()
        return True

    def visit(self, seconds: float = PATIENCE) -> str:
        """The address the browser came back to, empty when nobody came in time."""
        self._came.wait(seconds)
        return self._address


@contextmanager
def doorstep() -> Iterator[Doorstep]:
    """A listener on loopback for the time of one sign-in."""
    step: list[Doorstep] = []

    class Visitor(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            own = self.headers.get("host") == f"127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
            right = own and step[0].came(self.path)
            self.send_response(200 if right else 404)
            self.send_header("content-type", "text/plain; charset=utf-8")
            self.send_header("referrer-policy", "no-referrer")
            self.end_headers()
            self.wfile.write((_BACK if right else "There is nothing here.").encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Nothing is logged: the address holds a code."""

    server = _server(Visitor)
    step.append(Doorstep(server, PATH))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield step[0]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _server(visitor: type[BaseHTTPRequestHandler]) -> HTTPServer:
    """At the usual port, at a free one where that is taken."""
    try:
        return HTTPServer(("127.0.0.1", PORT), visitor)
    except OSError:
        return HTTPServer(("127.0.0.1", 0), visitor)


def sign_in(
    home: Home, name: str, *, show: Callable[[str, str], None], ask: Callable[[], str], wait: float = PATIENCE
) -> Mapping[str, str]:
    """The whole sign-in from a terminal: `show` is given the page and what to do there, `ask` reads what she pastes.

    Where the network sends the browser back to this machine, nothing has to be pasted: `ask` then answers with nothing,
    and the address the browser came back to is taken. Whatever she pastes wins.
    """
    with doorstep() as step:
        invitation = invite(home, name, step.address)
        show(invitation.url, invitation.sentence)
        answer = ask()
        lands_here = step.address in parse_qs(urlsplit(invitation.url).query).get("redirect_uri", [])
        if not answer.strip() and lands_here:
            answer = step.visit(wait)
        return admit(home, name, invitation, answer)
