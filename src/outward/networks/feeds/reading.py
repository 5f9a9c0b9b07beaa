"""Asking for a feed; given a site's page instead, for the feed that the page names, else one at the usual places."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import msgspec

from outward.errors import MalformedError, NotThereError, RateLimitError, SourceError
from outward.fetch import Answer, Fetch
from outward.fetch.article import feeds_in
from outward.fetch.conditional import as_page, changed
from outward.model import Page, Source
from outward.networks.feeds.transcript import whole

if TYPE_CHECKING:
    import httpx

_MOST_TRIED = 3
_MOST_GUESSED = 7
_PLACES = ("/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feeds/posts/default?alt=rss")
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
        yield _guessed(fetch, address, answer.url)
        return
    last: Exception = error
    for feed in named[:_MOST_TRIED]:
        try:
            yield from _read(fetch, feed, "")
        except MalformedError as trouble:
            last = trouble
        else:
            return
    raise last


def _guessed(fetch: Fetch, address: str, page: str) -> Page:
    """The first feed at a place where blogs and newsletters mostly have theirs, on the host of the page only."""
    with fetch.httpx_client() as client:
        for answer in _answers(client, page):
            try:
                found = as_page(answer, answer.url)
            except MalformedError:
                continue
            return replace(found, cursor=msgspec.json.encode(_Found(answer.url, found.cursor)).decode())
    raise NotThereError(
        f"{address} is a page that names no feed, and none is at the usual places; look on it for a link called RSS, "
        "Atom or feed and give that."
    )


def _answers(client: "httpx.Client", page: str) -> Iterator[Answer]:
    """What is at the usual places, asked one after the other; a few requests in all, those led elsewhere counted."""
    import httpx

    places = [urljoin(page, place) for place in reversed(_PLACES)]
    for _ in range(_MOST_GUESSED):
        if not places:
            return
        request = client.build_request("GET", places.pop())
        try:
            response = client.send(request, follow_redirects=False)
        except (httpx.InvalidURL, httpx.RemoteProtocolError, UnicodeError):  # it leads to no address
            continue
        except RateLimitError:
            raise
        except SourceError:
            return
        led = response.next_request
        if led is not None and led.url.netloc == request.url.netloc:
            places.append(str(led.url))
        elif response.status_code == 200:
            yield Answer(str(response.url), 200, dict(response.headers), response.content)


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
