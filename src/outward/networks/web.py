"""Web pages: one article when the user opens it, bookmarks from files, a page she is looking at."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser
from weakref import WeakKeyDictionary

import msgspec

from outward.archive import Archive, Member
from outward.errors import ForbiddenAddressError, MalformedError, SourceError
from outward.fetch import Fetch, canonical, plain_text, words
from outward.fetch.article import Article, read_article
from outward.model import (
    Account,
    Dropped,
    Form,
    Mark,
    MarkKind,
    Page,
    Parsed,
    Piece,
    Post,
    Resource,
    Source,
)
from outward.networks import FileKind
from outward.networks.feeds import composing

NAME = "web"
TITLE = "Web pages"
NOTE = (
    "A page is fetched only when you open it in Outward, once and as its site's rules for programs (robots.txt) allow; "
    "a paywall is never gone around."
)
FROM = "The page itself, from its own site; bookmarks from the file your browser or reading list gives you."
COST = "Nothing."
CANNOT = "Pages that only show something to a signed-in reader or in a running browser cannot be read."
KINDS = MappingProxyType({"page": "page: and the address of one article (page:https://example.org/what-we-learned)"})
OPENED: MappingProxyType[str, str] = MappingProxyType({})
compose = composing.compose
"""Who writes a page is written to as who writes a blog is."""
FILES = MappingProxyType(
    {
        "bookmarks": FileKind("bookmarks and reading lists", "marks"),
        "pasted": FileKind("pages you added yourself", "marks"),
    }
)

_ELSEWHERE = (
    "linkedin.com", "x.com", "twitter.com", "bsky.app", "youtube.com", "youtu.be", "facebook.com", "instagram.com",
    "tiktok.com", "threads.net", "threads.com",
)  # fmt: skip
_AGENT = "Outward"
_AT_ONCE = 500
_LONGEST_LINE = 100_000
_TABLES = ({"url", "title"}, {"url", "folder"})
"""Columns that a reading list's table has at least (Pocket, Raindrop, Instapaper)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Web pages need none."""


def recognise(text: str) -> Source | None:
    """`page:` and an address; a plain address is a feed's."""
    prefix, _, rest = text.strip().partition(":")
    address = canonical(rest.strip()) if prefix.lower() == "page" else ""
    return Source(NAME, "page", address) if address else None


def opens(resource: Resource) -> Source | None:
    """An article whose words are not all here; what is spoken or lies on a social network is others' business."""
    url = canonical(resource.url)
    if resource.form is not Form.ARTICLE or not url or _is_elsewhere(url):
        return None
    return Source(NAME, "page", url)


def _is_elsewhere(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return any(host == other or host.endswith(f".{other}") for other in _ELSEWHERE)


class _Kept(msgspec.Struct):
    """A page as kept: the address asked for, the one it was found at, and its markup."""

    asked: str
    url: str
    markup: str


_rules: "WeakKeyDictionary[Fetch, dict[str, RobotFileParser]]" = WeakKeyDictionary()


def pages(fetch: Fetch, settings: Any, source: Source, cursor: str) -> Iterator[Page]:  # noqa: ARG001
    """The page, once. Raises `SourceError`, `ForbiddenAddressError` where its site asks programs to stay out."""
    if cursor:
        return
    if not _rules_of(fetch, source.value).can_fetch(_AGENT, source.value):
        raise ForbiddenAddressError(
            f"{urlsplit(source.value).hostname} asks programs not to read this page; open it in your browser."
        )
    answer = fetch.get(source.value, headers={"accept": "text/html,application/xhtml+xml;q=.9,*/*;q=.5"})
    if not _rules_of(fetch, answer.url).can_fetch(_AGENT, answer.url):
        raise ForbiddenAddressError(
            f"{urlsplit(answer.url).hostname} asks programs not to read this page; open it in your browser."
        )
    kind = answer.headers.get("content-type", "text/html").lower()
    if "html" not in kind and "xml" not in kind and "text/plain" not in kind:
        raise MalformedError(f"There is no page to read at {source.value}, but a file; open it in your browser.")
    markup = _decoded(answer.body, kind)
    yield Page(raw=msgspec.json.encode(_Kept(source.value, answer.url, markup)), cursor="read", url=answer.url, total=1)


def _rules_of(fetch: Fetch, url: str) -> RobotFileParser:
    """What a site asks of programs, asked for once; a site that does not say allows everything."""
    held = _rules.setdefault(fetch, {})
    parts = urlsplit(url)
    address = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
    if address not in held:
        rules = RobotFileParser()
        try:
            rules.parse(fetch.get(address).body[:500_000].decode("utf-8", "replace").splitlines())
        except SourceError:
            rules.parse([])
        held[address] = rules
    return held[address]


def _decoded(body: bytes, kind: str) -> str:
    """The markup as text, by what header and page say of its encoding."""
    from lxml.html import HTMLParser, document_fromstring

    named = kind.partition("charset=")[2].partition(";")[0].strip(" \"'") or None
    for name in (named, "utf-8"):
        if name:
            try:
                return body.decode(name)
            except (LookupError, UnicodeDecodeError):
                continue
    try:
        encoding = document_fromstring(body, parser=HTMLParser()).getroottree().docinfo.encoding
        return body.decode(encoding or "latin-1", "replace")
    except Exception:  # noqa: BLE001 - a page so broken is read as far as it goes
        return body.decode("latin-1")


def parse(raw: bytes, source: Source) -> Parsed:
    """A page as an article, bookmarks as what was saved. Pure; what cannot be read is dropped with a reason."""
    if source.kind == "bookmarks":
        return _bookmarks(raw)
    if source.kind == "pasted":
        return _pasted(raw)
    try:
        kept = msgspec.json.decode(raw, type=_Kept)
        article = read_article(kept.markup.encode(), kept.url)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return Parsed(dropped=(Dropped("It is no kept page.", ""),))
    except MalformedError as error:
        return Parsed(dropped=(Dropped(str(error), source.value[:200]),))
    asked = canonical(kept.asked)
    found = _told(article)
    leads = tuple(
        (one, article.url) for one in dict.fromkeys((asked, canonical(kept.url))) if one and one != article.url
    )
    return replace(found, leads=leads)


def _told(article: Article) -> Parsed:
    host = urlsplit(article.url).hostname or ""
    author = Account(
        id=f"{NAME}:{host}#{article.author}" if article.author else f"{NAME}:{host}",
        network=NAME,
        handle=host,
        name=article.author or host,
        url=f"https://{host}/",
    )
    resource = Resource(
        url=article.url,
        form=Form.ARTICLE,
        title=article.title,
        text=article.text,
        author=author.id,
        published_at=article.published_at,
        lang=article.lang,
        words=article.visible if article.free is not False else None,
        free=article.free,
    )
    return Parsed(accounts=(author,), resources=(resource,))


class _Saved(msgspec.Struct):
    """One bookmark as it came."""

    url: str = ""
    title: str = ""
    at: int | str | None = None


def unpack(archive: Archive) -> Iterator[Piece]:
    """Bookmarks of any browser (the Netscape format), and the tables reading lists export."""
    for member in archive.members:
        if member.base.endswith((".html", ".htm")) and b"netscape-bookmark" in archive.head(member, 500).lower():
            yield from _pieces(member, _links(archive, member))
        elif member.base.endswith(".csv") and _is_list(archive, member):
            yield from _pieces(member, _rows(archive, member))


def _pieces(member: Member, saved: Iterator[_Saved]) -> Iterator[Piece]:
    batch: list[_Saved] = []
    for one in saved:
        batch.append(one)
        if len(batch) == _AT_ONCE:
            yield _piece(member, batch)
            batch = []
    if batch:
        yield _piece(member, batch)


def _piece(member: Member, batch: list[_Saved]) -> Piece:
    return Piece(
        source=Source(NAME, "bookmarks", ""), raw=msgspec.json.encode(batch), member=member.name, records=len(batch)
    )


class _Links:
    """Collects links while markup is fed to it; nothing of the page is held."""

    def __init__(self) -> None:
        self.found: list[_Saved] = []
        self._open: _Saved | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag begins."""
        if tag == "a":
            at = attributes.get("add_date", "")
            moment = int(at) if at.isdecimal() and len(at) < 18 else None
            self._open = _Saved(attributes.get("href", "")[:4_000], "", moment)
            self.found.append(self._open)

    def data(self, text: str) -> None:
        """Words between tags."""
        if self._open is not None and len(self._open.title) < 1_000:
            self._open.title += text[:1_000]

    def end(self, tag: str) -> None:
        """A tag ends."""
        if tag == "a":
            self._open = None

    def close(self) -> None:
        """The page ends."""


def _links(archive: Archive, member: Member) -> Iterator[_Saved]:
    from lxml import etree

    links = _Links()
    parser = etree.HTMLParser(target=links, no_network=True)
    with archive.open(member) as stream:
        while part := stream.read(64 * 1024):
            parser.feed(part)
            if len(links.found) > 1:  # the last one may still be open
                yield from links.found[:-1]
                del links.found[:-1]
    parser.close()
    yield from links.found


def _is_list(archive: Archive, member: Member) -> bool:
    line = archive.head(member, 2_000).decode("utf-8-sig", "replace").partition("\n")[0].lower()
    names = {name.strip(' "\r') for name in line.split(",")}
    return any(columns <= names for columns in _TABLES) and not names & {"channel id", "video id", "playlist id"}


def _rows(archive: Archive, member: Member) -> Iterator[_Saved]:
    with archive.open(member) as stream, io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace") as text:
        lines = (line[:_LONGEST_LINE].replace("\x00", "") for line in iter(lambda: text.readline(_LONGEST_LINE), ""))
        for row in csv.DictReader(lines):
            cells = {(name or "").strip().lower(): value for name, value in row.items() if isinstance(value, str)}
            at = cells.get("time_added") or cells.get("timestamp") or cells.get("created") or ""
            yield _Saved(cells.get("url", "")[:4_000], cells.get("title", "")[:1_000], at)


def _bookmarks(raw: bytes) -> Parsed:
    try:
        saved = msgspec.json.decode(raw, type=list[_Saved])
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return Parsed(dropped=(Dropped("It is no list of bookmarks.", ""),))
    resources: dict[str, Resource] = {}
    marks: dict[str, Mark] = {}
    dropped: list[Dropped] = []
    for one in saved:
        url = canonical(one.url)
        if not url:
            dropped.append(Dropped("It leads to no web page.", plain_text(one.url.replace("<", "("))[:100]))
            continue
        title = " ".join(plain_text(one.title.replace("<", "‹")).split())
        form = Form.VIDEO if url.startswith("https://www.youtube.com/watch?") else Form.ARTICLE
        resources.setdefault(url, Resource(url=url, form=form, title=title))
        marks.setdefault(url, Mark(url=url, kind=MarkKind.SAVED, at=_moment(one.at)))
    return Parsed(resources=tuple(resources.values()), marks=tuple(marks.values()), dropped=tuple(dropped))


def _moment(at: int | str | None) -> datetime | None:
    """When something was saved: seconds (Chrome also microseconds) since 1970, or a date."""
    try:
        if isinstance(at, int) or (at and at.isdecimal()):
            seconds = int(at)
            return datetime.fromtimestamp(seconds / 1e6 if seconds > 10**11 else seconds, UTC) if seconds else None
        moment = datetime.fromisoformat(at or "")
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class _Given(msgspec.Struct):
    """A page the user handed over."""

    url: str
    title: str = ""
    text: str = ""


def paste(url: str, title: str, text: str) -> Piece | None:
    """Any page that is no social network's, with what the user copied of it."""
    address = canonical(url)
    if not address or _is_elsewhere(address):
        return None
    raw = msgspec.json.encode(_Given(address, title, text))
    return Piece(source=Source(NAME, "pasted", ""), raw=raw, member=address, records=1)


def _pasted(raw: bytes) -> Parsed:
    try:
        given = msgspec.json.decode(raw, type=_Given)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return Parsed(dropped=(Dropped("It is no page.", ""),))
    url = canonical(given.url)
    if not url:
        return Parsed(dropped=(Dropped("It leads to no web page.", ""),))
    host = urlsplit(url).hostname or ""
    author = Account(id=f"{NAME}:{host}", network=NAME, handle=host, name=host, url=f"https://{host}/")
    text = plain_text(given.text.replace("<", "‹"))
    title = " ".join(plain_text(given.title.replace("<", "‹")).split())
    resource = Resource(url=url, form=Form.ARTICLE, title=title, text=text, words=words(text) or None)
    post = Post(id=f"{NAME}:{url}", network=NAME, author=author.id, text=title or text[:300], url=url, resource=url)
    return Parsed(posts=(post,), accounts=(author,), resources=(resource,), marks=(Mark(url=url, kind=MarkKind.SAVED),))
