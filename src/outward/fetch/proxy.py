"""Two roads out: straight to a host, or through the proxy of the user's company, where there is one.

The proxy resolves names itself, so behind it no address can be checked; what a URL itself shows to be private is
refused before it is sent.
"""

import ssl
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import httpcore
import httpx

from outward.errors import UnreachableError
from outward.fetch.addresses import GuardedBackend, allows, looks_private, private
from outward.fetch.policy import Policy
from outward.fetch.refusals import PassingError

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy by its address; `sign_in` is never shown."""

    scheme: str
    host: str
    port: int
    sign_in: tuple[bytes, bytes] | None = field(default=None, repr=False)

    @classmethod
    def at(cls, address: str) -> "Proxy":
        """The proxy at an address, `http://` where it names no scheme. Raises `UnreachableError` for no such proxy."""
        try:
            url = httpx.URL(address.strip() if "://" in address else f"http://{address.strip()}")
        except (httpx.InvalidURL, UnicodeError):
            url = httpx.URL("")
        if not url.host:
            raise UnreachableError("The proxy this system names has no address that can be used; correct HTTPS_PROXY.")
        if url.scheme not in _PORTS:
            raise UnreachableError(
                f"The proxy {url.host} is none that Outward can use; name one that begins with http:// in HTTPS_PROXY."
            )
        sign_in = (url.username.encode(), url.password.encode()) if url.userinfo else None
        return cls(url.scheme, url.raw_host.decode("ascii"), url.port or _PORTS[url.scheme], sign_in)

    def refuses(self, host: str, status: int) -> UnreachableError:
        """The error for an answer the proxy gave in the place of a host's."""
        if status == 407:
            return UnreachableError(
                f"The proxy {self.host} asks for a name and a password (407); put them into its address in HTTPS_PROXY."
            )
        if status >= 500:
            return PassingError(f"The proxy {self.host} could not reach {host} ({status}); try again later.")
        return UnreachableError(
            f"The proxy {self.host} lets nothing through to {host} ({status}); ask whoever looks after it."
        )

    def distrusted(self, host: str) -> UnreachableError:
        """The error for a connection that shows a certificate nobody here knows."""
        return UnreachableError(
            f"No connection to {host} through the proxy {self.host} can be trusted; if your company looks into "
            f"connections, set SSL_CERT_FILE to the file of its certificates."
        )


class Roads:
    """The connections of one door. Raises `UnreachableError` where the certificates to trust cannot be read."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._trusted = _trusted()
        self._straight = httpcore.ConnectionPool(
            ssl_context=self._trusted,
            network_backend=GuardedBackend(policy.allow),
            max_connections=20,
            keepalive_expiry=5.0,
        )
        self._lock = threading.Lock()
        self._through: httpcore.HTTPProxy | None = None

    def proxy(self, url: httpx.URL) -> Proxy | None:
        """The proxy that a request to an address goes through, None when it goes straight there.

        Raises `ForbiddenAddressError` when the address shows that it is private, `UnreachableError` when the proxy is
        none that can be used.
        """
        host, port = url.raw_host.decode("ascii"), url.port or _PORTS[url.scheme]
        if not self._policy.proxy or allows(self._policy.allow, host, port):
            return None
        if self._policy.past_proxy(url.netloc.decode("ascii")):
            return None
        if looks_private(host):
            raise private(host)
        return Proxy.at(self._policy.proxy)

    def send(self, ask: httpcore.Request, host: str, proxy: Proxy | None) -> httpcore.Response:
        """Send a request on its road. Raises as httpcore does, and `UnreachableError` for trouble with the proxy."""
        if proxy is None:
            return self._straight.handle_request(ask)
        try:
            answer = self._pool(proxy).handle_request(ask)
        except httpcore.ProxyError as error:
            raise proxy.refuses(host, int(str(error)[:3])) from None
        except httpcore.ConnectError as error:
            if isinstance(error.__cause__ or error.__context__, ssl.SSLError):
                raise proxy.distrusted(host) from None
            raise
        if answer.status == 407 and ask.url.scheme == b"http":
            answer.close()
            raise proxy.refuses(host, 407)
        return answer

    def _pool(self, proxy: Proxy) -> httpcore.HTTPProxy:
        with self._lock:
            if self._through is None:
                self._through = httpcore.HTTPProxy(
                    httpcore.URL(scheme=proxy.scheme, host=proxy.host, port=proxy.port, target="/"),
                    proxy_auth=proxy.sign_in,
                    ssl_context=self._trusted,
                    proxy_ssl_context=self._trusted if proxy.scheme == "https" else None,
                    network_backend=_ProxyBackend(proxy),
                    max_connections=20,
                    keepalive_expiry=5.0,
                )
            return self._through

    def close(self) -> None:
        """Close all connections."""
        self._straight.close()
        if self._through is not None:
            self._through.close()


class _ProxyBackend(GuardedBackend):
    """Connects to the proxy, which may have a private address, and to nothing else that has one."""

    def __init__(self, proxy: Proxy) -> None:
        super().__init__(frozenset({f"{proxy.host}:{proxy.port}"}))
        self._proxy = proxy

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the proxy. Raises `UnreachableError` naming it."""
        try:
            return super().connect_tcp(host, port, timeout, local_address, socket_options)
        except (httpcore.ConnectError, httpcore.ConnectTimeout, UnreachableError):
            raise PassingError(
                f"The proxy {self._proxy.host} could not be reached; check that you are in its network, and "
                f"HTTPS_PROXY."
            ) from None


def _trusted() -> ssl.SSLContext:
    """The certificates to trust; a company adds its own by SSL_CERT_FILE."""
    try:
        return httpx.create_ssl_context()
    except OSError:
        raise UnreachableError(
            "The certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read; correct it or take it away."
        ) from None
