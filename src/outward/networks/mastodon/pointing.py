"""What markup and cards point at, and the small values of records: moments, languages, counts."""

import re
from datetime import UTC, datetime
from html import escape
from html.parser import HTMLParser

from outward.fetch import canonical, plain_text
from outward.model import Form, Resource
from outward.networks.mastodon.records import Card, Status

_MARKUP_LIMIT = 100_000
_WATCH = "https://www.youtube.com/watch?"


def own(status: Status) -> set[str]:
    """Addresses in a status that lead to people, hashtags or what it quotes, not to something to learn from."""
    inner = status.quote and status.quote.quoted_status
    found = [one.url for one in status.mentions or ()]
    found += [inner.url, inner.uri] if inner else []
    return {canonical(address) for address in found if address}


def from_card(card: Card | None) -> Resource | None:
    """What a preview card leads to."""
    address = canonical(card.url or "") if card else ""
    if not card or not address:
        return None
    return Resource(
        url=address,
        form=Form.VIDEO if card.type == "video" else _form(address),
        title=plain_text(escape(card.title or "")),
        text=plain_text(escape(card.description or "")),
        published_at=moment(card.published_at),
        lang=lang(card.language),
    )


def first_link(markup: str, without: set[str]) -> Resource | None:
    """What the first link leads to that is neither a person, a hashtag nor one of `without`."""
    address = next((link for link in links(markup) if link not in without), "")
    return Resource(url=address, form=_form(address)) if address else None


def _form(address: str) -> Form:
    return Form.VIDEO if address.startswith(_WATCH) else Form.ARTICLE


class _Anchors(HTMLParser):
    """The links of a piece of markup that are neither mentions nor hashtags."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the address of a link."""
        said = dict(attrs)
        kinds = {*(said.get("class") or "").split(), *(said.get("rel") or "").split()}
        if tag == "a" and not kinds & {"mention", "hashtag", "tag"}:
            self.found.append(canonical(said.get("href") or ""))


def links(markup: str) -> list[str]:
    """Canonical addresses of the links in markup, or the address that a plain text is."""
    if "<" not in markup:
        return [address] if (address := canonical(markup)) else []
    anchors = _Anchors()
    anchors.feed(markup[:_MARKUP_LIMIT])
    return [address for address in anchors.found if address]


def moment(text: str | None) -> datetime | None:
    """A date and time; one that says no zone is taken as UTC. Raises ValueError."""
    if not text:
        return None
    said = datetime.fromisoformat(text)
    return said.astimezone(UTC) if said.tzinfo else said.replace(tzinfo=UTC)


def lang(code: str | None) -> str | None:
    """The language without region or script."""
    return re.split("[-_]", (code or "").strip().lower())[0] or None


def count(number: int | None) -> int | None:
    """A count; servers hide one behind a negative number."""
    return number if number is not None and number >= 0 else None
