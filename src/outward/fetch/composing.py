"""What the pages share on which the user writes herself: safe addresses, addresses with her text in them, counting.

Nothing here asks anything of anybody: an address is made, the user opens it.
"""

import re
import unicodedata
from urllib.parse import quote, urlsplit

from outward.fetch.addresses import looks_private

LONGEST_LINK = 6_000
"""Characters of an address that every browser and server takes; what does not fit is pasted by hand."""
LONGEST_MAIL = 1_900
"""The same for mail programs: some cut an address after 2,000 characters."""
LINK_COUNTS = 23
"""What a link counts on X and Mastodon, however long it is."""

_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x20\x7f\"'<>\\^`{|}]|[^\x00-\x7f]")
_MAIL = re.compile(
    r"(?<![\w.+@-])([A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24})(?![\w@-]|\.\w)", re.ASCII
)
_ONE_EACH = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))


def secure(url: str) -> str:
    """A stranger's address as one that can be opened: https, of the open internet, well encoded; empty otherwise."""
    address = _UNSAFE.sub(lambda found: quote(found[0], errors="replace"), url.strip())
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    plain = not ("@" in parts.netloc or "%" in parts.netloc or parts.netloc.startswith(":"))
    if parts.scheme.lower() not in ("http", "https") or not host or not plain or looks_private(host):
        return ""
    if parts.scheme.lower() == "http" and port not in (None, 80):
        return ""
    netloc = parts.netloc.removesuffix(":80") if parts.scheme.lower() == "http" else parts.netloc
    return parts._replace(scheme="https", netloc=netloc).geturl()


def with_words(base: str, longest: int = LONGEST_LINK, /, **words: str) -> str:
    """An address with words in its query, percent-encoded as UTF-8; empty where it would be longer than `longest`."""
    query = "&".join(f"{name}={encoded(said)}" for name, said in words.items() if said)
    made = f"{base}{'?' if query else ''}{query}"
    return made if len(made) <= longest else ""


def encoded(words: str) -> str:
    """Words as a part of an address; a half of a character that stands alone becomes a question mark."""
    return quote(words, safe="", errors="replace")


def mail_address(text: str) -> str:
    """The first mail address that somebody published in a text, empty where there is none."""
    found = _MAIL.search(text)
    return found[1] if found else ""


def graphemes(text: str) -> int:
    """How many characters a reader sees (extended grapheme clusters of Unicode)."""
    import regex

    return len(regex.findall(r"\X", text))


def tooted(text: str) -> int:
    """What Mastodon counts: characters as a reader sees them, a link as 23, a mention without its server.

    docs.joinmastodon.org/user/posting: links count as 23 characters, of a mention only the name.
    """
    short = re.sub(r"(@\w+)@[\w.-]+\w", r"\1", text, flags=re.ASCII)
    return graphemes(_LINK.sub("x" * LINK_COUNTS, short))


def weighed(text: str) -> int:
    """What X counts: composed characters, those beyond Latin scripts and punctuation twice, an emoji 2, a link 23.

    docs.x.com/fundamentals/counting-characters; the ranges are those of its configuration, version 3.
    """
    import regex

    links = len(_LINK.findall(text))
    rest = unicodedata.normalize("NFC", _LINK.sub("", text))
    return links * LINK_COUNTS + sum(map(_weight, regex.findall(r"\X", rest)))


def _weight(cluster: str) -> int:
    import regex

    each = sum(1 if any(low <= ord(one) <= high for low, high in _ONE_EACH) else 2 for one in cluster)
    emoji = each > len(cluster) and regex.search(r"\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3", cluster)
    return 2 if emoji else each
