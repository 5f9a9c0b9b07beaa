"""X's pages through its own client library behind the one door, each paid before it is asked for."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from weakref import WeakKeyDictionary

import msgspec
import requests
from requests.adapters import BaseAdapter

from outward.errors import (
    CredentialsError,
    MalformedError,
    NotThereError,
    OutwardError,
    RateLimitError,
    TroubleError,
)
from outward.fetch import Fetch
from outward.fetch.cursor import Leaf, depth_of, walk
from outward.model import Page, Source
from outward.networks.x.costs import PAGE, PERSON, Till, each
from outward.networks.x.names import OWN, born, number
from outward.networks.x.signing import AGAIN, refreshed

_POST_FIELDS = ["created_at", "entities", "lang", "public_metrics", "conversation_id", "note_post"]
_EXPANSIONS = ["author_id", "referenced_posts", "in_reply_to_user_id", "edit_history_post_ids"]
_USER_FIELDS = ["description", "entities", "protected", "public_metrics", "url", "username", "name"]
_SINCE = ("posts", "mentions", "account", "tag")
_RANKED = ("bookmarks", "likes", "following")
"""In the order of what the user did, not of the posts' own dates."""
_LEAST = {"tag": 10, "bookmarks": 1, "following": 1, "list": 1}
_SEARCHED = timedelta(days=6, hours=12)
_OLD_FIELDS = "author_id,conversation_id,created_at,edit_history_tweet_ids,entities,in_reply_to_user_id,lang"
_OLD = {
    "post.fields": ("tweet.fields", f"{_OLD_FIELDS},note_tweet,public_metrics,referenced_tweets"),
    "expansions": ("expansions", "author_id,in_reply_to_user_id,referenced_tweets.id,referenced_tweets.id.author_id"),
}
_NEW_NAMES = (b"post.fields", b"referenced_posts", b"note_post", b"edit_history_post_ids")
_NOT_BILLED = (CredentialsError, NotThereError, RateLimitError, TroubleError)

_tokens: "WeakKeyDictionary[Fetch, dict[str, dict[str, str]]]" = WeakKeyDictionary()
"""Tokens renewed through a door, by the refresh token they came from: X takes each only once."""


def pages(fetch: Fetch, settings: Any, source: Source, cursor: str) -> Iterator[Page]:
    """Pages from the newest down, as `outward.fetch.cursor` walks. Raises `SourceError`, `InputError`."""
    depth = depth_of(settings.depth)
    till = Till.of(fetch, settings, source)
    if not (settings.access_token.strip() or settings.refresh_token.strip()):
        raise CredentialsError(f"X shows {source} to signed-in people only; {AGAIN}.")
    reader = _Reader(fetch, settings, source, till)
    yield from walk(cursor, depth, reader.read, ranked=source.kind in _RANKED)


def renewed(fetch: Fetch, settings: Any) -> Mapping[str, str]:
    """Settings that changed while reading through a door: the old refresh token is worth nothing any more."""
    return _tokens.get(fetch, {}).get(settings.refresh_token.strip(), {})


class _Recording(BaseAdapter):
    """Keeps what was answered as it came, and asks with X's old names where the new ones are refused."""

    def __init__(self, inner: BaseAdapter) -> None:
        super().__init__()
        self._inner, self.old, self.raw = inner, False, b""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """Ask. Raises `SourceError`."""
        self.raw = b""
        if self.old:
            request.url = _renamed(request.url or "")
        answer = self._inner.send(request, *args, **kwargs)
        if answer.status_code == 400 and not self.old and any(name in answer.content for name in _NEW_NAMES):
            self.old = True
            request.url = _renamed(request.url or "")
            answer = self._inner.send(request, *args, **kwargs)
        self.raw = answer.content
        return answer

    def close(self) -> None:
        """Close."""
        self._inner.close()


def _renamed(url: str) -> str:
    parts = urlsplit(url)
    query = dict(_OLD.get(name, (name, value)) for name, value in parse_qsl(parts.query))
    if not parts.path.endswith(("/tweets", "/recent", "/mentions", "/bookmarks", "/liked_tweets")):
        query.pop("expansions", None)
    return parts._replace(query=urlencode(query)).geturl()


class _Reader:
    """One source being read."""

    def __init__(self, fetch: Fetch, settings: Any, source: Source, till: Till) -> None:
        from xdk import Client

        self._fetch, self._settings, self._source, self._till = fetch, settings, source, till
        self._base = settings.address.strip().rstrip("/")
        self._client = Client(base_url=self._base)
        session = fetch.requests_session()
        self._way = _Recording(session.get_adapter(self._base))
        session.mount(f"{urlsplit(self._base).scheme}://", self._way)
        self._client.session = session
        held = renewed(fetch, settings) or {"access_token": settings.access_token.strip()}
        self._use(held["access_token"])
        self._who = ""

    def _use(self, token: str) -> None:
        self._client.bearer_token = token
        self._client.access_token = token

    def read(self, after: str, known: str) -> Leaf:
        """The page at a mark, paid for."""
        kind = self._source.kind
        self._who = self._who or self._found()
        cost = each(kind)
        many = self._till.affords(PAGE, _LEAST.get(kind, 5), cost)
        asked: dict[str, Any] = {"max_results": many, "user_fields": _USER_FIELDS}
        if kind != "following":
            asked |= {"post_fields": _POST_FIELDS, "expansions": _EXPANSIONS}
        if after:
            asked["pagination_token"] = after
        if kind in _SINCE and (since := self._since(known)):
            asked["since_id"] = since
        said, raw = self._asked(lambda: next(iter(self._call(asked))), many, cost)
        data = said.get("data")
        records = data if isinstance(data, list) else []
        ids = [number(one.get("id")) for one in records if isinstance(one, dict)]
        meta = said.get("meta")
        mark = meta.get("next_token") if isinstance(meta, dict) else ""
        own = self._who if kind in OWN else ""
        page = msgspec.json.encode({"own": own, "answer": msgspec.Raw(raw)})
        keys = tuple(one.zfill(20) for one in ids if one)
        return Leaf(raw=page, keys=keys, after=mark if isinstance(mark, str) else "", url=f"{self._base}/2")

    def _since(self, known: str) -> str:
        """The newest post known already; a search looks back a week and refuses to hear of older ones."""
        since = known.lstrip("0")
        at = born(since) if since else None
        return "" if self._source.kind == "tag" and (not at or at < self._fetch.now() - _SEARCHED) else since

    def _call(self, asked: dict[str, Any]) -> Any:
        users, posts, lists = self._client.users, self._client.posts, self._client.lists
        if self._source.kind == "tag":
            return posts.search_recent(query=self._who, **asked)
        ways: dict[str, Callable[..., Any]] = {
            "bookmarks": users.get_bookmarks,
            "likes": users.get_liked_posts,
            "mentions": users.get_mentions,
            "posts": users.get_posts,
            "account": users.get_posts,
            "following": users.get_following,
            "list": lists.get_posts,
        }
        return ways[self._source.kind](self._who, **asked)

    def _found(self) -> str:
        """What X has to be asked for: the number of an account or list, or the words of a search."""
        kind, value = self._source.kind, self._source.value
        if kind == "tag":
            return f"#{value} -is:retweet"
        if kind == "list":
            return value
        self._till.affords(1, 1, PERSON)
        users = self._client.users
        ask = (lambda: users.get_by_username(value)) if kind == "account" else users.get_me
        said, _ = self._asked(ask, 1, PERSON)
        inside = said.get("data")
        found = number(inside.get("id")) if isinstance(inside, dict) else ""
        if not found:
            raise NotThereError(f"X knows no {self._source}; check how it is written.")
        return found

    def _asked(self, ask: Callable[[], Any], many: int, cost: float) -> tuple[dict[str, Any], bytes]:
        """An answer as it came; it is paid before, and what did not come is given back."""
        self._till.pay(many * cost, f"at most {many} for {self._source}")
        try:
            raw = self._let_in(ask)
        except _NOT_BILLED:
            self._till.pay(-many * cost, f"nothing came for {self._source}")
            raise
        try:
            said = msgspec.json.decode(raw)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            said = None
        if not isinstance(said, dict):
            raise MalformedError(f"X's answer for {self._source} cannot be read; try again later.")
        data = said.get("data")
        came = len(data) if isinstance(data, list) else int(isinstance(data, dict))
        self._till.pay((min(came, many) - many) * cost, f"{came} came for {self._source}")
        return said, raw

    def _let_in(self, ask: Callable[[], Any]) -> bytes:
        """Ask, and once more with a new token where the old one ran out."""
        if not self._client.access_token:
            self._renew()
        try:
            return self._raw(ask)
        except CredentialsError:
            if not self._settings.refresh_token.strip() or renewed(self._fetch, self._settings):
                raise
        self._renew()
        return self._raw(ask)

    def _renew(self) -> None:
        old = self._settings.refresh_token.strip()
        fresh = dict(refreshed(self._fetch, self._settings, old))
        _tokens.setdefault(self._fetch, {})[old] = fresh
        self._use(fresh["access_token"])

    def _raw(self, ask: Callable[[], Any]) -> bytes:
        """The bytes of an answer; a record the library does not understand does not cost the others."""
        try:
            ask()
        except OutwardError:
            raise
        except requests.HTTPError as error:
            raise self._refused(error) from None
        except (ValueError, TypeError, KeyError, AttributeError, StopIteration, RecursionError):
            if not self._way.raw:
                raise MalformedError(f"X's answer for {self._source} cannot be read; try again later.") from None
        return self._way.raw

    def _refused(self, error: requests.HTTPError) -> OutwardError:
        status = error.response.status_code if error.response is not None else 0
        if status in (401, 403):
            return CredentialsError(
                f"X does not let us read {self._source} (the sign-in ran out, was taken back, or lacks a right); "
                f"{AGAIN}."
            )
        if status == 402:
            return CredentialsError("Your credit at X is used up; buy some in X's developer console, then sync again.")
        if status == 404:
            return NotThereError(f"X knows no {self._source}; check how it is written.")
        return MalformedError(f"X refused what was asked for {self._source} ({status}); try again later.")
