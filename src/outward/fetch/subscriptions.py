"""Reading a subscription list (OPML): the feeds it names."""

import re

LARGEST = 5 * 1024 * 1024
"""Bytes of the longest list that is read."""

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]{1,40})["']""")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_list(data: bytes) -> tuple[tuple[str, str], ...]:
    """The (title, feed address) pairs of a list, in order, each address once; entities of its own stay unresolved."""
    import listparser

    # The parser guesses encodings; in plain ASCII with character references there is nothing to guess.
    found = listparser.parse(_decoded(data).encode("ascii", "xmlcharrefreplace"))
    feeds: dict[str, str] = {}
    for feed in found.feeds:
        address = (feed.url or "").strip()
        if address.lower().startswith(("http://", "https://")):
            feeds.setdefault(address, " ".join((feed.title or "").split()))
    return tuple((title, address) for address, title in feeds.items())


def _decoded(data: bytes) -> str:
    declared = _DECLARED.match(data)
    named = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    name = named or (declared[1].decode("ascii") if declared else "utf-8")
    try:
        return data.decode(name)
    except (LookupError, ValueError):
        return data.decode("utf-8", "replace")
