"""Which addresses may be connected to: public ones, and those the user allowed by name."""

import ipaddress
import socket
from collections.abc import Iterable
from typing import Any

import httpcore

from outward.errors import ForbiddenAddressError, UnreachableError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052
# Last parts of names that only a network of one's own knows (RFC 6761, 6762, 8375, ICANN's .internal, and habits).
_NOT_PUBLIC = frozenset("localhost local localdomain internal intranet private lan home corp".split())


def is_public(text: str) -> bool:
    """Whether an IP address belongs to the open internet, looking through IPv6 wrappings of IPv4 addresses."""
    address = _unwrapped(ipaddress.ip_address(text.partition("%")[0]))
    closed = address.is_multicast or address.is_reserved or address.is_private
    return address.is_global and not closed and not getattr(address, "is_site_local", False)


def looks_private(host: str) -> bool:
    """Whether a host shows without being looked up that it is not of the open internet: by its number or its name."""
    bare = host.strip("[]").rstrip(".").lower()
    try:
        return not is_public(socket.inet_ntoa(socket.inet_aton(bare)))  # also 127.1, 0x7f000001 and 2130706433
    except (OSError, ValueError):
        pass
    try:
        return not is_public(bare)
    except ValueError:
        return "." not in bare or bare.rpartition(".")[2] in _NOT_PUBLIC or bare.endswith(".home.arpa")


def allows(allow: frozenset[str], host: str, port: int) -> bool:
    """Whether a server is one of the user's own."""
    return host in allow or f"{host}:{port}" in allow


def private(host: str) -> ForbiddenAddressError:
    """The error for a host that is not of the open internet."""
    return ForbiddenAddressError(
        f"{host} is a private address, so it is not read. If it is a server of yours, put the line "
        f"own_hosts = [\"{host}\"] into config.toml in the data folder ('outward doctor' says where that is)."
    )


def _unwrapped(address: Address) -> Address:
    """The IPv4 address inside a mapped, 6to4, Teredo or NAT64 address; any other address as it is."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else address)


class GuardedBackend(httpcore.SyncBackend):
    """Connects to the very IP address it has checked, so that a name cannot change its mind in between.

    `allow` holds `host` and `host:port` strings for which private addresses are fine.
    """

    def __init__(self, allow: frozenset[str]) -> None:
        self._allow = allow

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first permitted address of a host that answers.

        Raises `ForbiddenAddressError` when it has none, `UnreachableError` when the name is unknown.
        """
        failure: Exception = httpcore.ConnectError("no address")
        for address in self._permitted(host, port):
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def _permitted(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise UnreachableError(
                f"The name {host} could not be found; check the address and the internet connection."
            ) from None
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if allows(self._allow, host, port):
            return addresses
        public = [address for address in addresses if is_public(address)]
        if not public:
            raise private(host)
        return public
