"""One web page as an article: title, author, date, language, words, and whether it is behind a paywall.

The text is found by trafilatura, the language by the page's own word or py3langid. Free or not is what the page itself
says of it to search engines: schema.org `isAccessibleForFree` (JSON-LD, also of a part of the page, or microdata), or
the meta tag `article:content_tier`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec

from outward.errors import MalformedError
from outward.fetch.canonical import canonical
from outward.fetch.markup import plain_text, words

LARGEST = 3 * 1024 * 1024
"""Bytes of a page that are looked at."""
MOST_ELEMENTS = 20_000
"""Elements of a page; finding its text takes time that grows faster than their number."""
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_DEEPEST = 6
_LEAST_FOR_LANGUAGE = 200
"""Characters from which a language is guessed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page says. `url` is its canonical address; `free` is None when it does not say; `visible` its words."""

    url: str
    title: str
    author: str
    about: str
    published_at: datetime | None
    lang: str | None
    text: str
    visible: int
    free: bool | None


def read_article(markup: bytes, address: str) -> Article:
    """The article at `address`, from its markup in UTF-8. Raises `MalformedError` when it is no page with words."""
    page = parsed(markup, "utf-8")
    if sum(1 for _ in page.iter()) > MOST_ELEMENTS:
        raise MalformedError("It is a page of too many pieces to be read; open it in your browser.")
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        page, url=None, include_comments=False, include_tables=True, with_metadata=True
    )
    meta = _metas(page)
    text = plain_text(str(getattr(found, "text", None) or "").replace("<", "‹"))
    title = _line(getattr(found, "title", None) or meta.get("og:title") or page.findtext(".//title") or "")
    about = _line(getattr(found, "description", None) or meta.get("og:description") or "")
    if not words(title) and not words(text):
        raise MalformedError("It is a page without words; it may only work in a browser.")
    return Article(
        url=_canonical(page, address),
        title=title,
        author=_line(getattr(found, "author", None) or ""),
        about=about,
        published_at=_date(str(getattr(found, "date", None) or "")),
        lang=_language(page, text),
        text=text or about,
        visible=words(text),
        free=_free(page, meta),
    )


def parsed(markup: bytes, encoding: str | None = None) -> Any:
    """A page as a tree; nothing is loaded or run; without `encoding` the page says it. Raises `MalformedError`."""
    from lxml import etree, html

    try:
        parser = html.HTMLParser(encoding=encoding, no_network=True, huge_tree=False, recover=True)
        page = html.document_fromstring(markup[:LARGEST], parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise MalformedError("It is no web page.") from None
    return page


def feeds_in(markup: bytes, address: str) -> tuple[str, ...]:
    """Addresses of the feeds a page names, in its order; those of comments come last."""
    found: dict[str, bool] = {}
    for link in parsed(markup).iterfind(".//link"):
        related = (link.get("rel") or "").lower().split()
        if "alternate" in related and (link.get("type") or "").partition(";")[0].strip().lower() in _FEEDS:
            url = urljoin(address, (link.get("href") or "").strip())
            about = f"{link.get('title') or ''} {urlsplit(url).path}".lower()
            if canonical(url):
                found.setdefault(url, "comment" in about or "kommentar" in about)
    return tuple(sorted(found, key=lambda url: found[url]))


def _metas(page: Any) -> dict[str, str]:
    named = (
        (one.get("property") or one.get("name") or "", one.get("content") or "") for one in page.iterfind(".//meta")
    )
    return {name.lower(): value for name, value in named if name and value}


def _canonical(page: Any, address: str) -> str:
    """The address the page itself calls its own, where that is on the same host: another one it might only claim."""
    own = canonical(address)
    for link in page.iterfind(".//link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            said = canonical(urljoin(address, (link.get("href") or "").strip()))
            if said and _site(said) == _site(own):
                return said
    return own


def _site(url: str) -> str:
    return (urlsplit(url).netloc or "").removeprefix("www.")


def _line(text: str) -> str:
    return " ".join(plain_text(text).split())[:500]


def _date(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _language(page: Any, text: str) -> str | None:
    said = (page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip().lower()
    if said[:2].isalpha() and len(said) >= 2:
        return said.replace("_", "-").partition("-")[0][:3]
    if len(text) < _LEAST_FOR_LANGUAGE:
        return None
    import py3langid

    return str(py3langid.classify(text[:5_000])[0])


def _free(page: Any, meta: dict[str, str]) -> bool | None:
    """False when the page says that not all of it is free, True when it says that it is, None when it does not say."""
    said = [_yes(value) for value in (*_in_json(page), *_in_markup(page))]
    tier = meta.get("article:content_tier", "").lower()
    if tier:
        said.append({"free": True, "locked": False, "metered": False}.get(tier))
    told = [one for one in said if one is not None]
    return all(told) if told else None


def _in_json(page: Any) -> Iterator[object]:
    for script in page.iterfind(".//script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text:
            try:
                yield from _said(msgspec.json.decode(script.text), 0)
            except (msgspec.DecodeError, RecursionError, UnicodeError):
                continue


def _said(value: object, depth: int) -> Iterator[object]:
    """Every `isAccessibleForFree` in a piece of JSON-LD, of the thing itself, of its parts and of a graph."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        if "isAccessibleForFree" in value:
            yield value["isAccessibleForFree"]
        for name in ("@graph", "hasPart", "mainEntity", "mainEntityOfPage"):
            yield from _said(value.get(name), depth + 1)
    elif isinstance(value, list):
        for one in value[:200]:
            yield from _said(one, depth + 1)


def _in_markup(page: Any) -> Iterator[object]:
    for one in page.iterfind(".//*[@itemprop='isAccessibleForFree']"):
        yield one.get("content") or one.text or ""


def _yes(value: object) -> bool | None:
    plain = str(value).strip().lower().rpartition("/")[2]
    return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(plain)
