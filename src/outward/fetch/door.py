"""The policy every request passes, whichever library asks: httpx calls `Door.handle_request`.

In this order: scheme, method, road (straight or through a proxy), the server's own pause, pace, record, connect (to
checked addresses only), read with a size limit, and patience: short waits and passing trouble are waited out here,
lasting ones raised.
"""

import ssl
import threading
import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta

import httpcore
import httpx

from outward.errors import ForbiddenAddressError, MalformedError, SourceError, UnreachableError
from outward.fetch.policy import Policy
from outward.fetch.proxy import Proxy, Roads
from outward.fetch.refusals import DEFAULT_PAUSE, PATIENCE, PassingError, refusal, retry_at, too_early

_READING = ("GET", "HEAD")
_DRIP = 6  # a whole answer may take this many times the time-out of one read
_RESET = ("content-encoding", "content-length", "transfer-encoding")


class Door:
    """State shared by all libraries that go through one `Fetch`: connections, record, pauses, pace."""

    def __init__(self, policy: Policy, asked: list[tuple[str, str]]) -> None:
        self._policy, self._asked = policy, asked
        self._lock = threading.Lock()
        self._next: dict[str, datetime] = {}
        self._paused: dict[str, datetime] = {}
        self._roads = Roads(policy)

    def close(self) -> None:
        """Close all connections."""
        self._roads.close()

    def ask(self, request: httpx.Request, may_post: frozenset[str]) -> httpx.Response:
        """The whole answer to a request, its body unpacked. Raises `SourceError`.

        Any final status but 429 and 5xx is returned as it is; those two become errors after patience ran out.
        """
        self._admit(request, may_post)
        host, proxy = netloc(request.url), self._roads.proxy(request.url)
        retries = self._policy.retries if request.method in _READING else 0
        for attempt in range(retries + 1):
            last = attempt == retries
            pause = timedelta(seconds=2**attempt)
            try:
                response = self._once(request, host, proxy)
            except PassingError:
                if last:
                    raise
            else:
                if response.status_code != 429 and response.status_code < 500:
                    return response
                said = retry_at(response.headers, self._policy.now())
                pause = said - self._policy.now() if said else pause
                if last or pause > PATIENCE:
                    raise self._refused(host, response)
            self._policy.wait(max(pause.total_seconds(), 0.0))
        raise AssertionError("unreachable")  # pragma: no cover

    def _admit(self, request: httpx.Request, may_post: frozenset[str]) -> None:
        url, host = request.url, netloc(request.url)
        if url.scheme not in ("http", "https") or not url.host:
            raise ForbiddenAddressError("This address cannot be read; use an http or https address.")
        if request.method not in _READING and not {host, host + url.path} & may_post:
            raise ForbiddenAddressError(f"Outward only reads from {host}, so it does not send {request.method} there.")

    def _once(self, request: httpx.Request, host: str, proxy: Proxy | None) -> httpx.Response:
        self._keep_pace(host)
        self._asked.append((request.method, host))
        started = self._policy.now()
        headers = [(k, v) for k, v in request.headers.raw if k.lower() not in (b"accept-encoding", b"connection")]
        times = dict.fromkeys(("connect", "read", "write", "pool"), self._policy.timeout)
        ask = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=[*headers, (b"accept-encoding", _packing(request))],
            content=request.read(),
            extensions={"timeout": times},
        )
        try:
            answer = self._roads.send(ask, host, proxy)
            try:
                body = self._body(answer, host, started)
            finally:
                answer.close()
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise _unreachable(host, error) from error
        kept = [(k, v) for k, v in answer.headers if k.lower().decode("latin-1") not in _RESET]
        return httpx.Response(answer.status, headers=kept, content=body, request=request)

    def _body(self, answer: httpcore.Response, host: str, started: datetime) -> bytes:
        packing = httpx.Headers(answer.headers).get("content-encoding", "").strip().lower()
        if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise MalformedError(f"{host} packed its answer in a way nobody asked for; tell its owner.")
        packed = packing not in ("", "identity")
        latest = started + timedelta(seconds=_DRIP * self._policy.timeout)
        chunks = self._watched(answer.iter_stream(), host, latest)
        return b"".join(_unpacked(chunks, host, self._policy.max_bytes) if packed else chunks)

    def _watched(self, chunks: Iterable[bytes], host: str, latest: datetime) -> Iterable[bytes]:
        """The chunks, as long as they come fast enough and are not too many."""
        left = self._policy.max_bytes
        for chunk in chunks:
            left -= len(chunk)
            if left < 0:
                raise _too_large(host, self._policy.max_bytes)
            if self._policy.now() > latest:
                raise UnreachableError(f"{host} answers too slowly to be read; try again later.")
            yield chunk

    def _keep_pace(self, host: str) -> None:
        with self._lock:
            now = self._policy.now()
            until = self._paused.get(host, now)
            if until > now:
                raise too_early(host, until)
            gap = self._policy.pace.get(host, self._policy.pace.get("*", 0.0))
            start = max(now, self._next.get(host, now))
            self._next[host] = start + timedelta(seconds=gap)
        if start > now:
            self._policy.wait((start - now).total_seconds())

    def _refused(self, host: str, response: httpx.Response) -> SourceError:
        now = self._policy.now()
        if response.status_code == 429:
            with self._lock:
                self._paused[host] = retry_at(response.headers, now) or now + DEFAULT_PAUSE
        return refusal(host, response.status_code, response.headers, now)


class Way(httpx.BaseTransport):
    """The door as httpx sees it. `may_post` lists the places (`host` or `host/path`) that may be sent to."""

    def __init__(self, door: Door, may_post: frozenset[str] = frozenset()) -> None:
        self._door, self._may_post = door, may_post

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Ask through the door."""
        return self._door.ask(request, self._may_post)


def netloc(url: httpx.URL) -> str:
    """Host, with the port where it is not the usual one."""
    return url.netloc.decode("ascii", "replace")


def _unpacked(chunks: Iterable[bytes], host: str, limit: int) -> Iterable[bytes]:
    """Gzip or zlib data unpacked, never holding more than `limit` bytes of it."""
    unpack, left, came = zlib.decompressobj(47), limit, False
    for chunk in chunks:
        came = True
        try:
            piece = unpack.decompress(chunk, left + 1)
        except zlib.error:
            raise MalformedError(f"{host} sent a packed answer that cannot be unpacked; try again later.") from None
        left -= len(piece)
        if left < 0:
            raise _too_large(host, limit)
        yield piece
    if came and not unpack.eof:
        raise MalformedError(f"{host} sent a packed answer that breaks off; try again later.")


def _packing(request: httpx.Request) -> bytes:
    """How an answer may be packed; not at all where the version it names is to be relied on (ETags change with it)."""
    return b"identity" if request.headers.get("accept-encoding") == "identity" else b"gzip"


def _too_large(host: str, limit: int) -> MalformedError:
    return MalformedError(
        f"{host} sent more than {limit / 1_048_576:.0f} MB at once, so it was not read; give an address with less."
    )


def _unreachable(host: str, error: Exception) -> UnreachableError:
    if isinstance(error, httpcore.TimeoutException):
        return UnreachableError(f"{host} did not answer in time; try again later.")
    if isinstance(error.__cause__ or error.__context__, ssl.SSLError):
        return UnreachableError(f"{host} offers no connection that can be trusted; check the address.")
    if isinstance(error, httpcore.ConnectError):
        return PassingError(f"{host} could not be reached; check the address and the internet connection.")
    return PassingError(f"{host} cut the connection before its answer was complete; try again later.")
