"""One Mastodon server, asked through the network's own library; each answer is kept as it came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from outward.errors import CredentialsError, ForbiddenAddressError, MalformedError, SourceError
from outward.fetch import Fetch, canonical, outward_cause
from outward.fetch.refusals import refusal

if TYPE_CHECKING:
    import requests
    from mastodon import Mastodon

SIGN_IN = "sign in again with: outward connect mastodon --sign-in."
UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)

_KEY = 32  # ids are numbers that grow, or texts of one length that do; padded they sort as texts
_REFUSALS = (401, 403, 404, 422)  # what servers answer that show their timelines to members only


class Numbered(msgspec.Struct):
    """All that paging needs of a record."""

    id: str


class ClosedError(Exception):
    """The server does not answer strangers here; `reason` is what to say when its feed does not help either."""

    def __init__(self, reason: SourceError) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Place:
    """Where a source is read: base address, token for it, path of its feed ("" for none)."""

    base: str
    token: str
    feed: str = ""

    @property
    def host(self) -> str:
        """The server's name, for sentences."""
        return urlsplit(self.base).netloc.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Bounds:
    """The marks an answer names: of the page below it, and of its own first record; "" where it names none."""

    next: str
    first: str


def base_of(server: str) -> str:
    """The address of a server. Raises `ForbiddenAddressError` when it can be none."""
    bare = server.strip().rstrip("/").lower()
    base = bare if bare.startswith(("http://", "https://")) else f"https://{bare}"
    if not canonical(base):
        raise ForbiddenAddressError(f"{server!r} is no Mastodon server; give its name, such as mastodon.social.")
    return base


def key(number: str) -> str:
    """A number as a text that sorts."""
    return number.rjust(_KEY)


class Client:
    """Asks one server; `raw` is its last answer as it came."""

    def __init__(self, fetch: Fetch, place: Place) -> None:
        self.place, self.raw = place, b""
        self._fetch = fetch
        self._library: Mastodon | None = None

    def ask(self, path: str, params: Mapping[str, Any]) -> Bounds:
        """Ask, and keep the answer in `raw`. Raises `SourceError`, `ClosedError`."""
        from mastodon.errors import MastodonError
        from mastodon.types_base import PaginationInfo

        try:
            library = self._library = self._library or self._made()
            page: Any = library.fetch_next(
                PaginationInfo({"_pagination_method": "GET", "_pagination_endpoint": path, **params})
            )
            further: Any = library.get_pagination_info(page, "next") or {}
            before: Any = library.get_pagination_info(page, "previous") or {}
        except MastodonError as error:
            raise self._trouble(error) from error
        return Bounds(str(further.get("max_id") or ""), str(before.get("min_id") or before.get("since_id") or ""))

    def unreadable(self) -> MalformedError:
        """The error for an answer that is no answer."""
        return MalformedError(
            f"{self.place.host} answered with something that is no Mastodon timeline; "
            "check the server's name, or try again later."
        )

    def _made(self) -> "Mastodon":
        from mastodon import Mastodon

        session = self._fetch.requests_session()
        session.hooks["response"].append(self._keep)
        return Mastodon(
            api_base_url=self.place.base,
            access_token=self.place.token or None,
            session=session,
            ratelimit_method="throw",  # waiting is the door's business
            user_agent=str(session.headers["user-agent"]),
        )

    def _keep(self, response: "requests.Response", *_: Any, **__: Any) -> None:
        self.raw = response.content

    def _trouble(self, error: Exception) -> Exception:
        """What a library's error means, in our words."""
        from mastodon.errors import MastodonNetworkError

        ours = outward_cause(error)
        if ours is not None:
            return ours
        status = error.args[1] if len(error.args) > 1 else None
        if isinstance(status, int):
            return self._refused(status)
        if isinstance(error, MastodonNetworkError):
            return ForbiddenAddressError(
                f"{self.place.host!r} cannot be asked; check how server and token are written."
            )
        return self.unreadable()

    def _refused(self, status: int) -> Exception:
        host = self.place.host
        if self.place.token and status == 401:
            return CredentialsError(f"{host} no longer knows your sign-in (it was revoked or has run out); {SIGN_IN}")
        if self.place.token and status == 403:
            return CredentialsError(f"{host} does not let your sign-in read this; {SIGN_IN}")
        reason = refusal(host, status, {}, datetime.now(UTC))
        return ClosedError(reason) if status in _REFUSALS and not self.place.token else reason
