"""OPML subscription lists: Outward's feeds for other readers. Pure."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree as Tree

MEDIA_TYPE = "text/x-opml; charset=utf-8"
SUFFIX = ".opml"

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
