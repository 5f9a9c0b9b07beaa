"""One HTTP client for everything that leaves this machine."""

import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from outward import __version__
from outward.errors import ForbiddenAddressError, MalformedError, OutwardError
from outward.fetch.policy import Policy
from outward.fetch.purse import Pocket, Purse
from outward.fetch.refusals import refusal

if TYPE_CHECKING:
    import httpx
    import requests

    from outward.fetch.door import Door

_CONDITIONS = ("if-none-match", "if-modified-since")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: final address, status, lower-case headers, body."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


def _now() -> datetime:
    return datetime.now(UTC)


class Fetch:
    """Reads addresses under one policy; a context manager, safe to share between threads.

    allow      `host` or `host:port` of the user's own servers; all others must have public addresses
    timeout    seconds a server may be silent; max_bytes: how much it may say, packed and unpacked
    retries    further tries after passing trouble; waits of up to 30 seconds are waited, longer ones raised
    pace       seconds between two requests to a host; `"*"` for hosts not named
    wait, now  the clock, replaceable in tests
    purse      remembers what calls cost, where a network asks for money; forgotten at the end unless given
    proxy      address of the proxy through which all hosts but those in `allow` are asked; empty for none
    past_proxy says of a host (with its port, where unusual) whether it is asked straight all the same
    `asked` records every request as (method, host), in order; `now` is the clock.
    """

    def __init__(
        self,
        *,
        allow: frozenset[str] = frozenset(),
        timeout: float = 20.0,
        max_bytes: int = 8 * 1024 * 1024,
        max_redirects: int = 5,
        retries: int = 2,
        user_agent: str = f"Outward/{__version__}",
        pace: Mapping[str, float] | None = None,
        wait: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = _now,
        purse: Purse | None = None,
        proxy: str = "",
        past_proxy: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self.now = now
        self.purse: Purse = purse or Pocket(now)
        self.asked: list[tuple[str, str]] = []
        self._policy = Policy(
            allow=allow,
            timeout=timeout,
            max_bytes=max_bytes,
            max_redirects=max_redirects,
            retries=retries,
            user_agent=user_agent,
            pace=pace or {},
            wait=wait,
            now=now,
            proxy=proxy,
            past_proxy=past_proxy,
        )
        self._lock = threading.Lock()
        self._door: Door | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def through(self) -> str:
        """The host of the proxy, empty when there is none. Raises `UnreachableError` when it is none to be used."""
        from outward.fetch.proxy import Proxy

        return Proxy.at(self._policy.proxy).host if self._policy.proxy else ""

    def close(self) -> None:
        """Close all connections; a later request opens new ones."""
        if self._door is not None:
            self._door.close()
            self._door = None

    def get(
        self,
        url: str,
        *,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        accept_status: Collection[int] = (200,),
    ) -> Answer:
        """Read an address, following redirects, and 304 accepted when `headers` ask conditionally.

        Raises a `SourceError` whose sentence names the host and what to do, never a query or a credential.
        """
        import httpx

        from outward.fetch.door import netloc

        wanted = {*accept_status, *([304] if any(k.lower() in _CONDITIONS for k in headers or {}) else [])}
        with self.httpx_client() as client:
            try:
                request = client.build_request("GET", url, params=params, headers=headers)
                response = self._follow(client, request)
            except (httpx.InvalidURL, httpx.RemoteProtocolError, UnicodeError):
                raise ForbiddenAddressError("This address cannot be used; check how it is written.") from None
        if response.status_code not in wanted:
            raise refusal(netloc(response.url), response.status_code, response.headers, self._policy.now())
        final = str(response.url.copy_with(username="", password=""))
        return Answer(final, response.status_code, dict(response.headers), response.content)

    def _follow(self, client: "httpx.Client", request: "httpx.Request") -> "httpx.Response":
        first = request.url.host
        for _ in range(self._policy.max_redirects + 1):
            response = client.send(request, follow_redirects=False)
            if response.next_request is None:
                return response
            request = response.next_request
        raise MalformedError(f"{first} redirects in circles or too often; check the address.")

    def transport(self, *, may_post: Collection[str] = ()) -> "httpx.BaseTransport":
        """The door as an httpx transport. `may_post`: places (`host` or `host/path`) that may be sent to."""
        from outward.fetch.door import Door, Way

        with self._lock:
            self._door = self._door or Door(self._policy, self.asked)
        return Way(self._door, frozenset(may_post))

    def httpx_client(self, *, may_post: Collection[str] = ()) -> "httpx.Client":
        """A client that goes through the door, for a network's own library.

        429 and 5xx are waited out or raised as `SourceError`; any other status is the library's business.
        """
        import httpx

        return httpx.Client(
            transport=self.transport(may_post=may_post),
            follow_redirects=True,
            max_redirects=self._policy.max_redirects,
            headers={"user-agent": self._policy.user_agent},
            trust_env=False,
        )

    def requests_session(self, *, may_post: Collection[str] = ()) -> "requests.Session":
        """A session that goes through the door, for a network's own library; errors as in `httpx_client`."""
        from outward.fetch.session import session

        return session(self.transport(may_post=may_post), self._policy.user_agent, self._policy.max_redirects)


def outward_cause(error: BaseException) -> OutwardError | None:
    """The error of ours inside one that a client library wrapped around it, None when there is none."""
    seen: BaseException | None = error
    while seen is not None and not isinstance(seen, OutwardError):
        seen = seen.__cause__ or seen.__context__
    return seen
