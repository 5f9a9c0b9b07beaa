"""OPML subscription lists: feeds a reader already has come in, Outward's go out. Pure."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree as Tree

from outward.errors import InputError

MEDIA_TYPE = "text/x-opml; charset=utf-8"
SUFFIX = ".opml"

LARGEST = 5 * 1024 * 1024
"""Bytes of the longest list that is read."""

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]{1,40})["']""")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read(data: bytes) -> tuple[tuple[str, str], ...]:
    """The (title, feed address) pairs of a list, in order, each address once.

    Raises `InputError` when it is too large or holds no feed. Entities a list defines itself are not resolved.
    """
    import listparser

    if len(data) > LARGEST:
        raise InputError(f"The list is larger than {LARGEST // 1_048_576} MB; give the OPML file of a feed reader.")
    # The parser guesses encodings; in plain ASCII with character references there is nothing to guess.
    found = listparser.parse(_decoded(data).encode("ascii", "xmlcharrefreplace"))
    feeds: dict[str, str] = {}
    for feed in found.feeds:
        address = (feed.url or "").strip()
        if address.lower().startswith(("http://", "https://")):
            feeds.setdefault(address, " ".join((feed.title or "").split()))
    if not feeds:
        raise InputError("No feed was found in the list; give the OPML file of a feed reader.")
    return tuple((title, address) for address, title in feeds.items())


def write(feeds: Iterable[tuple[str, str]]) -> bytes:
    """An OPML 2.0 list of (title, feed address) pairs, as UTF-8."""
    root = Tree.Element("opml", version="2.0")
    Tree.SubElement(Tree.SubElement(root, "head"), "title").text = "Feeds read with Outward"
    body = Tree.SubElement(root, "body")
    for title, address in feeds:
        name = _NOT_IN_XML.sub("", title)
        Tree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=_NOT_IN_XML.sub("", address))
    Tree.indent(root)
    return bytes(Tree.tostring(root, encoding="utf-8", xml_declaration=True))


def _decoded(data: bytes) -> str:
    declared = _DECLARED.match(data)
    named = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    name = named or (declared[1].decode("ascii") if declared else "utf-8")
    try:
        return data.decode(name)
    except (LookupError, ValueError):
        return data.decode("utf-8", "replace")
