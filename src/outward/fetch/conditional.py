"""A feed is asked only for what changed since it was last read."""

import hashlib
from collections.abc import Iterator

import msgspec

from outward.fetch.client import Answer, Fetch
from outward.fetch.syndication import read_feed
from outward.model import Page

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=.9, text/xml;q=.8, */*;q=.5"
)


class Cursor(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the server said about the feed as last read, and the feed's own fingerprint."""

    etag: str = ""
    modified: str = ""
    digest: str = ""

    @classmethod
    def of(cls, text: str) -> "Cursor":
        """The cursor stored as `text`; an unreadable one starts from the beginning."""
        try:
            return msgspec.json.decode(text, type=cls)
        except msgspec.MsgspecError:
            return cls()

    @property
    def conditions(self) -> dict[str, str]:
        """Request headers that ask only for what changed."""
        named = {"if-none-match": self.etag, "if-modified-since": self.modified}
        return {name: value for name, value in named.items() if value}


def changed(fetch: Fetch, address: str, cursor: str) -> Iterator[Page]:
    """The feed at `address` as one page when it changed since `cursor`.

    Raises `SourceError`, `MalformedError` when what came is no feed.
    """
    known = Cursor.of(cursor)
    answer = fetch.get(address, headers={"accept": _ACCEPT, **known.conditions})
    digest = hashlib.blake2b(answer.body, digest_size=16).hexdigest()
    if answer.status == 304 or digest == known.digest:
        return
    yield as_page(answer, address)


def as_page(answer: Answer, address: str) -> Page:
    """An answer that is a feed as a page, with the cursor to go on after it. Raises `MalformedError` for any other."""
    read_feed(answer.body, address)
    digest = hashlib.blake2b(answer.body, digest_size=16).hexdigest()
    fresh = Cursor(answer.headers.get("etag", ""), answer.headers.get("last-modified", ""), digest)
    return Page(raw=answer.body, cursor=msgspec.json.encode(fresh).decode(), url=answer.url, total=1)
