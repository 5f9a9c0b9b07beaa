"""RSS, Atom and JSON feeds, podcasts among them, become one plain shape. Nothing here asks the network."""

import contextlib
import html
import io
import re
from calendar import timegm
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import count
from mimetypes import guess_type
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.parsers import expat

import msgspec

from outward.errors import MalformedError
from outward.fetch.markup import plain_text
from outward.model import Dropped

MOST_TAGS = 20
EXCERPT = 200
LONGEST_LINE = 500
_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json"}
LONGEST_BROKEN = 512 * 1024
"""Bytes read of a feed that is not well-formed: repairing markup takes time that grows with its square."""

# A feed has no business to define its own entities: they only serve to read files or to blow up.
_ENTITY = re.compile(rb"<!ENTITY(?:[^<>]{0,500}>)?", re.IGNORECASE)
# What the feed parser lets slip on hostile input instead of reporting it.
_GAVE_UP = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
_MAIL = re.compile(r"<?\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b>?")
_IN_BRACKETS = re.compile(_MAIL.pattern + r"\s*\(([^()]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry. `text` is plain; `whole` says whether it is all there is to read, not just a summary.

    `media` is `audio` or `video` when the entry carries one, at `media_url`, `seconds` long; `extra` is the
    parsed record itself, for what a single network adds.
    """

    id: str
    url: str
    title: str = ""
    text: str = ""
    whole: bool = False
    author: str = ""
    author_url: str = ""
    published_at: datetime | None = None
    lang: str | None = None
    tags: tuple[str, ...] = ()
    media: str = ""
    media_url: str = ""
    seconds: int | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: its title, the site it belongs to, its entries, and the records that could not be read."""

    title: str
    about: str
    url: str
    author: str
    entries: tuple[FeedEntry, ...]
    dropped: tuple[Dropped, ...]


def read_feed(raw: bytes, address: str) -> Feed:
    """The feed in `raw`, which came from `address` (against which relative links are read).

    Raises `MalformedError` when it is no feed; a single bad entry is dropped with a reason instead.
    """
    parts = urlsplit(address)
    host = parts.hostname or "This address"
    address = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _json_feed(raw, address, host)
    return _xml_feed(raw, address, host)


def _xml_feed(raw: bytes, address: str, host: str) -> Feed:
    import feedparser

    try:
        parsed = feedparser.parse(  # a stream: text would be taken for an address or a file name and opened
            io.BytesIO(_harmless(raw)),
            response_headers={"content-location": address},
            sanitize_html=True,
            resolve_relative_uris=False,
        )
    except _GAVE_UP:
        parsed = feedparser.FeedParserDict(version="", entries=[], feed={})
    if not parsed.get("version") and not parsed.entries:
        raise MalformedError(_no_feed(raw, address, host))
    about = parsed.feed
    site = about.get("link") or address
    lang = _lang(about.get("language"))
    literal = str(parsed.get("version")).startswith("atom")
    read: list[FeedEntry] = []
    dropped: list[Dropped] = []
    for record in parsed.entries:
        try:
            read.append(_xml_entry(record, address, lang, literal))
        except _GAVE_UP as error:
            dropped.append(_dropped(error, str(dict(record))))
    return Feed(
        title=_one_line(_text(about.get("title_detail"), literal)),
        about=_text(about.get("subtitle_detail"), literal),
        url=site,
        author=_one_line(about.get("author_detail", {}).get("name") or ""),
        entries=tuple(read),
        dropped=tuple(dropped),
    )


def _harmless(raw: bytes) -> bytes:
    """The feed without definitions of entities and, if broken, without more than can be repaired in good time."""
    raw = _ENTITY.sub(b"", raw)
    if len(raw) <= LONGEST_BROKEN:
        return raw
    try:
        expat.ParserCreate().Parse(raw, True)
    except (expat.ExpatError, ValueError):
        return raw[:LONGEST_BROKEN]
    return raw


def _byline(author: str) -> str:
    """Who wrote it: RSS has it as `address (Name)`, and a stranger's mail address is nobody's name."""
    named = _IN_BRACKETS.search(author)
    return _one_line(named.group(1) if named else _MAIL.sub("", author))


def _xml_entry(record: Any, base: str, lang: str | None, literal: bool) -> FeedEntry:
    content = max((_text(part, literal) for part in record.get("content", [])), key=len, default="")
    summary = _text(record.get("summary_detail"), literal)
    media, media_url, length = _medium(record, base)
    url = _link(record, base, media_url)
    author = record.get("author_detail", {})
    return FeedEntry(
        id=_native(record.get("id") or url),
        url=_address(url),
        title=_one_line(_text(record.get("title_detail"), literal)),
        text=max(content, summary, key=len),
        whole=_is_whole(content, summary),
        author=_byline(author.get("name") or record.get("author") or ""),
        author_url=author.get("href") or "",
        published_at=_moment(record),
        lang=_lang(record.get("language")) or lang,
        tags=_tags(tag.get("term") or tag.get("label") for tag in record.get("tags", [])),
        media=media,
        media_url=media_url,
        seconds=_seconds(record.get("itunes_duration") or length),
        extra=record,
    )


def _link(record: Any, base: str, media_url: str) -> str:
    """Where an entry opens: its link, else its media.

    Podcasts often forget to say that an id is no link; it then reads as a neighbour of the feed's own address.
    """
    link = record.get("feedburner_origlink") or record.get("link") or ""
    taken_for_one = record.get("guidislink") and link == record.get("id") == urljoin(base, link.rpartition("/")[2])
    return media_url if media_url and taken_for_one else link or media_url


def _medium(record: Any, base: str) -> tuple[str, str, str]:
    """The first sound or film an entry carries: kind, address, length as text."""
    carried = [*record.get("enclosures", []), *record.get("media_content", [])]
    for one in carried:
        address = urljoin(base, (one.get("href") or one.get("url") or "").strip())
        kind = _kind(one.get("type")) or _kind(one.get("medium")) or _kind(guess_type(urlsplit(address).path)[0])
        if kind and address.startswith(("http://", "https://")):
            return kind, address, str(one.get("duration") or "")
    return ("audio" if record.get("itunes_duration") else ""), "", ""


def _kind(mime: str | None) -> str:
    """`audio` or `video` from a media type, empty for any other."""
    kind = (mime or "").partition("/")[0].lower()
    return kind if kind in ("audio", "video") else ""


def _moment(record: Any) -> datetime | None:
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        moment = record.get(name) if name in record else None
        if moment:
            try:
                return datetime.fromtimestamp(timegm(moment), UTC)
            except (ValueError, OverflowError):
                continue
    return None


def _text(detail: Any, literal: bool) -> str:
    """The plain text of one of the parser's detail records; `literal` when plain means plain, as in Atom."""
    if not detail:
        return ""
    value = detail.get("value") or ""
    return plain_text(html.escape(value) if literal and detail.get("type") == "text/plain" else value)


class _JsonAuthor(msgspec.Struct):
    name: str = ""
    url: str = ""


class _JsonAttachment(msgspec.Struct):
    url: str
    mime_type: str = ""
    duration_in_seconds: float | None = None


class _JsonItem(msgspec.Struct):
    """An item of JSON Feed 1.0 or 1.1 (jsonfeed.org); `author` is 1.0."""

    id: str | int | float = ""
    url: str = ""
    external_url: str = ""
    title: str = ""
    content_html: str = ""
    content_text: str = ""
    summary: str = ""
    date_published: str = ""
    date_modified: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    author: _JsonAuthor | None = None
    authors: tuple[_JsonAuthor, ...] = ()
    attachments: tuple[_JsonAttachment, ...] = ()


class _JsonFeed(msgspec.Struct):
    version: str
    items: tuple[msgspec.Raw, ...]
    title: str = ""
    description: str = ""
    home_page_url: str = ""
    language: str = ""
    author: _JsonAuthor | None = None
    authors: tuple[_JsonAuthor, ...] = ()


def _json_feed(raw: bytes, address: str, host: str) -> Feed:
    try:
        found = msgspec.json.decode(raw.lstrip(b"\xef\xbb\xbf"), type=_JsonFeed, strict=False)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise MalformedError(f"{host} sent no feed that can be read; check the address.") from None
    if "jsonfeed.org" not in found.version:
        raise MalformedError(f"{host} sent data that is no feed; check the address.")
    writers = _writers(found)
    read: list[FeedEntry] = []
    dropped: list[Dropped] = []
    for record in found.items:
        try:
            item = msgspec.json.decode(record, type=_JsonItem, strict=False)
            read.append(_json_entry(item, address, _lang(found.language)))
        except (*_GAVE_UP, msgspec.MsgspecError) as error:
            dropped.append(_dropped(error, bytes(record).decode("utf-8", "replace")))
    return Feed(
        title=_one_line(plain_text(html.escape(found.title))),
        about=plain_text(html.escape(found.description)),
        url=found.home_page_url or address,
        author=_one_line(writers[0].name if writers else ""),
        entries=tuple(read),
        dropped=tuple(dropped),
    )


def _json_entry(item: _JsonItem, address: str, lang: str | None) -> FeedEntry:
    content = plain_text(item.content_html or html.escape(item.content_text))
    summary = plain_text(html.escape(item.summary))
    medium = next((a for a in item.attachments if _kind(a.mime_type)), None)
    link = item.url or item.external_url or (medium.url if medium else "") or str(item.id)
    writer = next(iter(_writers(item)), _JsonAuthor())
    return FeedEntry(
        id=_native(str(item.id) or link),
        url=_address(urljoin(address, link) if link else ""),
        title=_one_line(plain_text(html.escape(item.title))),
        text=content or summary,
        whole=_is_whole(content, summary),
        author=_one_line(writer.name),
        author_url=writer.url,
        published_at=_iso(item.date_published) or _iso(item.date_modified),
        lang=_lang(item.language) or lang,
        tags=_tags(iter(item.tags)),
        media=_kind(medium.mime_type) if medium else "",
        media_url=medium.url if medium else "",
        seconds=_seconds(str(medium.duration_in_seconds or "")) if medium else None,
    )


def _writers(record: _JsonFeed | _JsonItem) -> tuple[_JsonAuthor, ...]:
    return record.authors or ((record.author,) if record.author else ())


def _iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _address(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError("It has no address that can be opened.")
    return url


def _native(text: str) -> str:
    if not text:
        raise ValueError("It has neither an id nor an address.")
    return text


def _dropped(error: Exception, record: str) -> Dropped:
    reason = str(error) if type(error) is ValueError else "It cannot be understood."
    return Dropped(reason, plain_text(html.escape(record))[:EXCERPT])


def _is_whole(content: str, summary: str) -> bool:
    """Whether an entry holds all there is to read: it gives content besides a summary, and does not break off."""
    text = content if len(content) > len(summary) or not summary else ""
    return bool(text) and not text.rstrip(" ]").endswith(("…", "..."))


def _seconds(text: str) -> int | None:
    """A length in seconds from `seconds`, `minutes:seconds` or `hours:minutes:seconds`; None when unknown."""
    try:
        parts = [float(part) for part in text.split(":")]
        total = sum(part * 60**power for power, part in zip(count(), reversed(parts), strict=False))
        return round(total) if 0 < total < 7 * 86_400 and len(parts) <= 3 else None
    except (ValueError, OverflowError):
        return None


def _lang(text: Any) -> str | None:
    code = str(text or "").replace("_", "-").partition("-")[0].strip().lower()
    return code if code.isascii() and code.isalpha() and 2 <= len(code) <= 3 else None


def _tags(terms: Iterator[str | None]) -> tuple[str, ...]:
    clean = (_one_line(plain_text(html.escape(term))).lstrip("#") for term in terms if term)
    return tuple(dict.fromkeys(tag for tag in clean if tag and "://" not in tag))[:MOST_TAGS]


def _one_line(text: str) -> str:
    return " ".join(plain_text(html.escape(text)).split())[:LONGEST_LINE]


class _Offers(HTMLParser):
    """Finds the feeds a web page offers."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        is_offer = tag == "link" and "alternate" in named.get("rel", "").lower().split()
        if is_offer and named.get("type", "").lower() in _FEED_TYPES and named.get("href"):
            self.found.append(named["href"])


def _no_feed(raw: bytes, address: str, host: str) -> str:
    page = _Offers()
    with contextlib.suppress(*_GAVE_UP):
        page.feed(raw[:200_000].decode("utf-8", "replace"))
    if page.found:
        offered = _one_line(urljoin(address, page.found[0]))
        return f"{host} sent a web page, not a feed; the page offers this one: {offered}"
    return f"{host} sent no feed that can be read; check the address."
