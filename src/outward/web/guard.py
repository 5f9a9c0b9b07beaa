"""What stands before every page: the desk answers its own loopback address only, and takes small forms from itself.

Each refusal is a plain sentence. Host names are compared with the port the socket really has, so that a page of
another site that points its own name at this machine (DNS rebinding) gets nothing.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 64 * 1024
"""Bytes of the largest form taken."""
LARGEST_FILES = 4 * 1024**3
"""Bytes of the largest upload, on the one page that takes files."""
TAKES_FILES = "/import"

NAMES = ("127.0.0.1", "localhost", "[::1]")
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_READING = frozenset({"GET", "HEAD"})


class Guard:
    """ASGI middleware: host, origin, size, headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        refused = refusal(scope)
        if refused is not None:
            await refused(scope, receive, _sealed(send))
            return
        if scope["method"] == "POST" and scope["path"] == TAKES_FILES:
            await self._app(scope, receive, _sealed(send))  # streamed to disk; its length was checked
            return
        body = await _body(receive)
        if body is None:
            await _say(413, "This form is too large; shorten it and send it again.")(scope, receive, _sealed(send))
            return
        await self._app(scope, _replayed(body, receive), _sealed(send))


def refusal(scope: Scope) -> PlainTextResponse | None:
    """Why a request is not let in, or None."""
    headers = Headers(scope=scope)
    hosts = own_hosts(scope)
    if headers.getlist("host") not in [[host] for host in hosts]:
        return _say(421, "The desk answers at its own address only; open the address it printed when it started.")
    if scope["method"] in _READING:
        return None
    most = LARGEST_FILES if scope["path"] == TAKES_FILES else LARGEST_BODY
    length = headers.get("content-length", "" if scope["path"] == TAKES_FILES else "0")
    if not length.isdecimal() or int(length) > most:
        return _say(413, "This form is too large; shorten it and send it again.")
    if not _from_itself(headers, hosts):
        return _say(403, "The desk takes forms from its own pages only; open the page again and send the form there.")
    return None


def own_hosts(scope: Scope) -> tuple[str, ...]:
    """The values of the Host header that are this desk."""
    server = scope.get("server") or ("", 0)
    port = server[1]
    return (*(f"{name}:{port}" for name in NAMES), *(NAMES if port == 80 else ()))


def _from_itself(headers: Headers, hosts: tuple[str, ...]) -> bool:
    """Whether a form comes from a page of the desk.

    Under our own referrer policy a browser says `Origin: null` for the desk's own forms; then `Sec-Fetch-Site` must
    say where it comes from. A program that sends neither still needs the form's token.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    if origin is None or (origin == "null" and site is not None):
        return True
    return origin in [f"http://{host}" for host in hosts]


async def _body(receive: Receive) -> bytes | None:
    """The whole body, None as soon as it is too large."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return bytes(body)
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _replayed(body: bytes, receive: Receive) -> Receive:
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _sealed(send: Send) -> Send:
    async def sealed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return sealed


def _say(status: int, sentence: str) -> PlainTextResponse:
    return PlainTextResponse(sentence + "\n", status_code=status)
