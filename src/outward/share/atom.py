"""Resources as an Atom feed (RFC 4287)."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as Tree

from outward.errors import InputError
from outward.model import Resource

MEDIA_TYPE = "application/atom+xml"
SUFFIX = ".atom"

_NAMESPACE = "http://www.w3.org/2005/Atom"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(resources: Sequence[Resource], *, title: str, now: datetime, home: str = "") -> bytes:
    """A feed of the resources in the order given, as made at `now`. Raises `InputError` for a time without a zone."""
    if now.tzinfo is None:
        raise InputError("A feed needs a time with its time zone.")
    feed = Tree.Element("feed", xmlns=_NAMESPACE)
    _text(feed, "title", title)
    _text(feed, "id", home or uuid5(NAMESPACE_URL, f"outward feed {title}").urn)
    _text(feed, "updated", _moment(now))
    _text(Tree.SubElement(feed, "author"), "name", "Outward")
    if home:
        Tree.SubElement(feed, "link", href=_allowed(home))
    for resource in resources:
        _entry(feed, resource, now)
    Tree.indent(feed)
    return bytes(Tree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _entry(feed: Tree.Element, resource: Resource, now: datetime) -> None:
    entry = Tree.SubElement(feed, "entry")
    _text(entry, "title", resource.title or resource.url)
    _text(entry, "id", resource.url)
    Tree.SubElement(entry, "link", href=_allowed(resource.url))
    published = resource.published_at
    _text(entry, "updated", _moment(published or now))
    if published is not None:
        _text(entry, "published", _moment(published))
    if resource.author:
        _text(Tree.SubElement(entry, "author"), "name", resource.author)
    Tree.SubElement(entry, "category", term=str(resource.form))
    if resource.text:
        _text(entry, "summary", resource.text)


def _text(parent: Tree.Element, name: str, text: str) -> None:
    Tree.SubElement(parent, name).text = _allowed(text)


def _allowed(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def _moment(at: datetime) -> str:
    """RFC 3339; a time without a zone is taken for UTC."""
    return (at if at.tzinfo is not None else at.replace(tzinfo=UTC)).isoformat()
