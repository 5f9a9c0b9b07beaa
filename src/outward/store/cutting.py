"""Cutting the records of one person out of a page as it came, so that reading it again does not bring her back. Pure.

What others say of her in their own words stays in their records; what names her as a thing (her profile in a list, a
mention, a post of hers that is quoted) goes.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

import msgspec

from outward.model import Account, Post

SITES = frozenset({"feeds", "web"})
"""Networks whose accounts are authors of a site: the site's address is not hers alone."""
UNCUT = frozenset({"linkedin"})
"""Networks whose tables know people by name in several columns: a page with somebody forgotten is not kept at all."""
_OF = frozenset(
    (
        "author account actor user owner creator channel by post status reblog retweeted_status subject parent root"
        " object snippet tweet like status_result"
    ).split()
)
"""Names under which a record holds whose it is, or what it is all about: without it the record goes."""
_BY = frozenset({"author", "account", "actor", "user"})
"""Those of them under which stands who wrote it."""
_REFERS = re.compile(r"reply|quot|mention|moved|previous|facet|card|preview|thread", re.IGNORECASE)
"""Names under which a record only refers to others."""
_WORDS = frozenset("name display_name displayname text full_text title description content note bio label".split())
"""Names under which somebody's words stand, which name nobody as a thing."""
_TURNS = re.compile(r"reply_to|replyto|quot", re.IGNORECASE)
"""What a record says of another under several names: where one names hers, the others go too."""
_HANDLES = frozenset({"screen_name", "username", "in_reply_to_screen_name"})
_ENTRY = re.compile(r"<(item|entry)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_REPEATS = re.compile(r"rt @(\w{1,15}): ", re.IGNORECASE)
_LEAST = 5
"""Characters from which on something is told by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """How records of a person are known: words that are her, beginnings and parts of addresses.

    `handles` are names so short that they say something only where a handle is expected, `names` those of an author.
    """

    exact: frozenset[str]
    handles: frozenset[str]
    begins: tuple[str, ...]
    within: tuple[str, ...]
    names: frozenset[str]

    def met(self, text: str) -> bool:
        """Whether a value names her as a thing (an id, a handle, an address), which a text in words does not."""
        again = _REPEATS.match(text)
        if again and again[1].casefold() in self.handles:
            return True
        if len(text) > 2_000 or any(letter.isspace() for letter in text):
            return False
        plain = _plain(text)
        return plain in self.exact or plain.startswith(self.begins) or any(part in plain for part in self.within)


def traces(
    accounts: Iterable[Account], posts: Iterable[Post], ids: Iterable[str] = (), more: Iterable[str] = ()
) -> Traces:
    """How these accounts and posts are known in bytes; `ids` are account ids, `more` ids and addresses of posts."""
    exact: set[str] = set()
    handles: set[str] = set()
    begins: set[str] = set()
    within: set[str] = set()
    names: set[str] = set()
    for account in accounts:
        if account.network in SITES:
            names |= {account.name} if "#" in account.id else set()
            continue
        exact |= {_plain(account.handle)} if account.network in ("bluesky", "mastodon") else set()
        handles |= {_plain(account.handle)} if account.network == "x" else set()
        if account.url:
            exact.add(_plain(account.url))
            begins.add(_plain(account.url) + "/")
    for id_ in ids:
        network, _, native = id_.partition(":")
        if network not in SITES:
            exact |= {_plain(native)}
            begins |= set(_places(network, native))
            within |= {_plain(native)} if native.startswith(("did:", "UC")) else set()
        elif "#" in native:
            names.add(native.partition("#")[2])
    for post in posts:
        exact |= {_plain(post.url), *_natives(post.id)}
    for said in more:
        exact |= {_plain(said), *_natives(said)}
    return Traces(
        exact=frozenset(one for one in exact if len(one) >= _LEAST),
        handles=frozenset(handles - {""}),
        begins=tuple(sorted(begins)),
        within=tuple(sorted(within)),
        names=frozenset(" ".join(name.split()).casefold() for name in names if name.strip()),
    )


def cut(raw: bytes, hers: Traces) -> bytes:
    """The bytes of a page without her records; empty where nothing is left, or where they cannot be taken apart."""
    try:
        said = msgspec.json.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _cut_markup(raw, hers)
    try:
        numbers: set[str] = set()
        _cut(said, hers, numbers)
        left = _cut(said, replace(hers, exact=hers.exact | numbers), numbers)
    except RecursionError:
        return b""
    if left is _GONE:
        return b""
    return raw if left == said else msgspec.json.encode(left)


class Search:
    """Which pages may hold anything of hers: quick, and sooner yes than no."""

    def __init__(self, hers: Traces) -> None:
        self._hers = hers
        handles = (f"{before}{word}{after}" for word in hers.handles for before, after in (("rt @", ": "), ('"', '"')))
        self._parts = tuple(word.encode() for word in (*hers.within, *hers.begins, *handles))
        self._whole = frozenset(
            f"{before}{word}{after}".encode()
            for word in hers.exact
            for before in ("", "https://", "http://", "https://www.", "http://www.", "@")
            for after in ("", "/")
        )
        self._numbers = tuple(word.encode() for word in hers.exact if word.isdecimal() and len(word) >= _LEAST)[:50]

    def may(self, raw: bytes) -> bool:
        """Whether this page is worth taking apart."""
        lowered = raw.lower().replace(b"\\/", b"/")
        if lowered.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
            return shown(raw.decode("utf-8", "replace"), self._hers)
        if any(part in lowered for part in self._parts) or any(number in lowered for number in self._numbers):
            return True
        strings = lowered.split(b'"')
        return not self._whole.isdisjoint(strings)


_GONE = object()


def _plain(text: str) -> str:
    """A value without case, scheme, `www.`, `@` before it and slash after it."""
    plain = text.strip().casefold()
    for before in ("https://", "http://", "www.", "@"):
        plain = plain.removeprefix(before)
    return plain.rstrip("/")


def _natives(id_: str) -> set[str]:
    """A post's id as its network names it."""
    native = id_ if "://" in id_[:9] else id_.partition(":")[2]
    return {_plain(native), _plain(native.partition("#")[2])} - {""}


def _places(network: str, native: str) -> Iterable[str]:
    """Beginnings of addresses that are hers by the rules of her network."""
    name, _, server = native.casefold().partition("@")
    if native.startswith("did:"):
        return (f"at://{native.casefold()}/",)
    if network == "mastodon" and server:
        ways = (f"{server}/{way}{name}{end}" for way in ("@", "users/") for end in ("/", "#"))
        return (*ways, f"{server}/users/{name}")
    return ()


def _cut(value: Any, hers: Traces, numbers: set[str]) -> Any:
    """A value without what is hers; `numbers` takes up the numbers by which a server knows her and her posts."""
    if isinstance(value, dict):
        return _cut_record(value, hers, numbers)
    if isinstance(value, list):
        return _cut_list(value, hers, numbers)
    if isinstance(value, str):
        return _GONE if hers.met(value) else value
    if isinstance(value, int) and not isinstance(value, bool):
        return _GONE if len(str(value)) >= _LEAST and str(value) in hers.exact else value
    return value


def _cut_record(record: dict[str, Any], hers: Traces, numbers: set[str]) -> Any:
    """A record, gone where it is hers: by a value of its own, or by what it is of."""
    left: dict[str, Any] = {}
    turned: set[str] = set()
    for key, value in record.items():
        name = key.casefold()
        kept = _GONE if _is_handle(name, value, hers) else value if _says(name, value) else _cut(value, hers, numbers)
        if kept is not _GONE:
            left[key] = kept
        elif name in _OF or not (isinstance(value, dict | list) or _REFERS.search(key)):
            if name in _BY or not isinstance(value, dict | list):
                number = str(record.get("id", ""))
                numbers |= {number} if number.isdecimal() and len(number) >= _LEAST else set()
            return _GONE
        else:
            turned |= _turns(key)
    left = {key: value for key, value in left.items() if not _turns(key) & turned}
    return left if left or not record else _GONE


def _is_handle(name: str, value: Any, hers: Traces) -> bool:
    return name in _HANDLES and isinstance(value, str) and _plain(value) in hers.handles


def _says(name: str, value: Any) -> bool:
    """Whether these are somebody's words, which name nobody as a thing."""
    return name in _WORDS and isinstance(value, str) and not _REPEATS.match(value)


def _turns(key: str) -> set[str]:
    return {found.casefold() for found in _TURNS.findall(key)}


def _cut_list(values: Sequence[Any], hers: Traces, numbers: set[str]) -> Any:
    """A list without what is hers in it; a row of a table with anything of hers is hers."""
    left = [_cut(value, hers, numbers) for value in values]
    gone = sum(one is _GONE for one in left)
    if gone and not any(isinstance(value, dict | list) for value in values):
        return _GONE
    return [one for one in left if one is not _GONE] if gone < len(left) or not values else _GONE


def _cut_markup(raw: bytes, hers: Traces) -> bytes:
    """A feed without her entries; nothing of it where more than entries is hers, or where it is something else."""
    text = raw.decode("utf-8", "surrogateescape")
    left = _ENTRY.sub(lambda found: "" if shown(found[0], hers) else found[0], text)
    if not _ENTRY.search(left) or shown(_ENTRY.sub("", left), hers):
        return b""
    return left.encode("utf-8", "surrogateescape")


def shown(markup: str, hers: Traces) -> bool:
    """Whether markup names her: as author, or by an address or id of hers."""
    plain = " ".join(unescape(markup).replace("<![CDATA[", "").replace("]]>", "").split()).casefold()
    if any(re.search(rf"[>(]\s*{re.escape(name)}\s*[<)]", plain) for name in hers.names):
        return True
    return any(len(word) >= _LEAST and word in plain for word in (*hers.exact, *hers.within, *hers.begins))
