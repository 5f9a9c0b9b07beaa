"""Asking a Mastodon server: its interface first, its feeds where it does not let strangers in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import msgspec

from outward.errors import CredentialsError, ForbiddenAddressError, MalformedError, SourceError
from outward.fetch import Fetch, canonical, outward_cause
from outward.fetch.conditional import changed
from outward.fetch.cursor import Leaf, depth_of, walk
from outward.fetch.refusals import refusal
from outward.model import Page, Source

if TYPE_CHECKING:
    import requests
    from mastodon import Mastodon

LIMIT = 40
"""Posts of a page, the most a server gives."""

_KEY = 32  # ids are numbers that grow, or texts of one length that do; padded they sort as texts
_REFUSALS = (401, 403, 404, 422)  # what servers answer that show their timelines to members only


class _Listed(msgspec.Struct):
    """All that paging needs of a post."""

    id: str


class _ClosedError(Exception):
    """The server does not answer strangers here; `reason` is what to say when its feed does not help either."""

    def __init__(self, reason: SourceError) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a source is read: base address, token for it, path of its feed ("" for none)."""

    base: str
    token: str
    feed: str

    @property
    def host(self) -> str:
        """The server's name, for sentences."""
        return urlsplit(self.base).netloc.rpartition("@")[2]


def pages(fetch: Fetch, settings: Any, source: Source, cursor: str) -> Iterator[Page]:
    """Pages of a source, newest first, each the JSON array (or the feed) as it came. Raises `SourceError`.

    Where a server shows a timeline to its members only, the feed it offers to everybody is read instead.
    """
    place = _place(settings, source)
    client = _Client(fetch, place, source)
    try:
        yield from walk(cursor, depth_of(settings.depth), client.read)
    except _ClosedError as closed:
        if client.answered or not place.feed:
            raise closed.reason from None
        yield from changed(fetch, place.base + place.feed, cursor)


def _place(settings: Any, source: Source) -> _Place:
    """Raises `CredentialsError` for the home timeline without a token. The token goes to its own server only."""
    name, _, server = ("", "", "") if source.kind == "home" else source.value.partition("@")
    own = _base(settings.server)
    base = _base(server) if server else own
    token = settings.token.strip() if base == own else ""
    if source.kind == "home" and not token:
        raise CredentialsError(
            "Your Mastodon home timeline needs an access token; add one with: outward connect mastodon --sign-in."
        )
    feed = {"tag": f"/tags/{quote(name, safe='')}.rss", "account": f"/@{quote(name, safe='')}.rss"}.get(source.kind, "")
    return _Place(base, token, "" if token else feed)


def _base(server: str) -> str:
    """The address of a server. Raises `ForbiddenAddressError` when it can be none."""
    bare = server.strip().rstrip("/").lower()
    base = bare if bare.startswith(("http://", "https://")) else f"https://{bare}"
    if not canonical(base):
        raise ForbiddenAddressError(f"{server!r} is no Mastodon server; give its name, such as mastodon.social.")
    return base


class _Client:
    """One source of one server, read through the network's own library; keeps each answer as it came."""

    def __init__(self, fetch: Fetch, place: _Place, source: Source) -> None:
        self.answered = False
        self._fetch, self._place, self._source = fetch, place, source
        self._raw = b""
        self._library: Mastodon | None = None
        self._endpoint = ""

    def read(self, mark: str, known: str) -> Leaf:
        """The page below a mark, of what is newer than `known`. Raises `SourceError`, `_ClosedError`."""
        path = self._endpoint = self._endpoint or self._find()
        bounds = {"max_id": mark, "since_id": known.strip()}
        asked = {"limit": LIMIT, **{name: bound for name, bound in bounds.items() if bound}}
        after = self._ask(path, asked)
        try:
            listed = msgspec.json.decode(self._raw, type=list[_Listed], strict=False)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            raise self._unreadable() from None
        self.answered = True
        keys = tuple(one.id.rjust(_KEY) for one in listed)
        return Leaf(raw=self._raw, keys=keys, after=after if keys else "", url=self._place.base + path)

    def _find(self) -> str:
        """The path of the source's timeline; an account's number has to be asked for first."""
        name = self._source.value.partition("@")[0]
        if self._source.kind == "home":
            return "/api/v1/timelines/home"
        if self._source.kind == "tag":
            return f"/api/v1/timelines/tag/{quote(name, safe='')}"
        self._ask("/api/v1/accounts/lookup", {"acct": name})
        try:
            number = msgspec.json.decode(self._raw, type=_Listed, strict=False).id
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            raise self._unreadable() from None
        return f"/api/v1/accounts/{quote(number, safe='')}/statuses"

    def _ask(self, path: str, params: dict[str, Any]) -> str:
        """Asks, keeps the answer in `_raw` and returns the mark of the next page, empty when there is none."""
        from mastodon.errors import MastodonError
        from mastodon.types_base import PaginationInfo

        try:
            library = self._library = self._library or self._made()
            page: Any = library.fetch_next(
                PaginationInfo({"_pagination_method": "GET", "_pagination_endpoint": path, **params})
            )
            further: Any = library.get_pagination_info(page, "next") or {}
        except MastodonError as error:
            raise self._trouble(error) from error
        return str(further.get("max_id") or "")

    def _made(self) -> "Mastodon":
        from mastodon import Mastodon

        session = self._fetch.requests_session()
        session.hooks["response"].append(self._keep)
        return Mastodon(
            api_base_url=self._place.base,
            access_token=self._place.token or None,
            session=session,
            ratelimit_method="throw",  # waiting is the door's business
            user_agent=str(session.headers["user-agent"]),
        )

    def _keep(self, response: "requests.Response", *_: Any, **__: Any) -> None:
        self._raw = response.content

    def _trouble(self, error: Exception) -> Exception:
        """What a library's error means, in our words."""
        from mastodon.errors import MastodonNetworkError

        ours = outward_cause(error)
        if ours is not None:
            return ours
        status = error.args[1] if len(error.args) > 1 else None
        if isinstance(status, int):
            reason = refusal(self._place.host, status, {}, datetime.now(UTC))
            return _ClosedError(reason) if status in _REFUSALS and not self._place.token else reason
        if isinstance(error, MastodonNetworkError):
            return ForbiddenAddressError(
                f"{self._place.host!r} cannot be asked; check how server and token are written."
            )
        return self._unreadable()

    def _unreadable(self) -> MalformedError:
        return MalformedError(
            f"{self._place.host} answered with something that is no Mastodon timeline; "
            "check the server's name, or try again later."
        )
