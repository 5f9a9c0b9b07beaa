"""Asking for a feed; given a site's page instead, for the feed that the page names."""

from collections.abc import Iterator
from typing import Any

import msgspec

from outward.errors import MalformedError, NotThereError
from outward.fetch import Fetch
from outward.fetch.article import feeds_in
from outward.fetch.conditional import changed
from outward.model import Page, Source
from outward.networks.feeds.transcript import whole

_MOST_TRIED = 3
_PAGE = {"accept": "text/html,application/xhtml+xml;q=.9"}


class _Found(msgspec.Struct, frozen=True):
    """Where a site's feed was found, and how reading it stands."""

    feed: str
    cursor: str = ""


def pages(fetch: Fetch, settings: Any, source: Source, cursor: str) -> Iterator[Page]:  # noqa: ARG001
    """The feed as one page, nothing when it has not changed. Raises `SourceError`.

    The feed found for a site's address is remembered in the cursor, so that its page is asked once.
    """
    if source.kind in ("transcript", "chapters"):
        yield from whole(fetch, source)
        return
    found = _found(cursor)
    if found is not None:
        yield from _read(fetch, found.feed, found.cursor)
        return
    try:
        yield from changed(fetch, source.value, cursor)
    except MalformedError as error:
        yield from _discovered(fetch, source.value, error)


def _discovered(fetch: Fetch, address: str, error: MalformedError) -> Iterator[Page]:
    """The first feed that a page names and that can be read. Raises the error when there is no page either."""
    answer = fetch.get(address, headers=_PAGE)
    try:
        named = feeds_in(answer.body, answer.url)
    except MalformedError:
        raise error from None
    if not named:
        if b"<html" not in answer.body[:5_000].lower():
            raise error
        raise NotThereError(
            f"{address} is a page that names no feed; look on it for a link called RSS, Atom or feed and give that."
        )
    last: Exception = error
    for feed in named[:_MOST_TRIED]:
        try:
            yield from _read(fetch, feed, "")
        except MalformedError as trouble:
            last = trouble
        else:
            return
    raise last


def _read(fetch: Fetch, feed: str, cursor: str) -> Iterator[Page]:
    for page in changed(fetch, feed, cursor):
        yield Page(
            raw=page.raw, cursor=msgspec.json.encode(_Found(feed, page.cursor)).decode(), url=page.url, total=page.total
        )


def _found(cursor: str) -> _Found | None:
    try:
        return msgspec.json.decode(cursor, type=_Found)
    except msgspec.MsgspecError:
        return None
