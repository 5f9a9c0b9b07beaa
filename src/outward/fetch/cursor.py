"""Walking a timeline from its newest page to older ones, so that every record is met and none twice.

    rest ──begin──▶ walking ──turn──▶ walking ──turn──▶ rest
                       ▲                 │
                       └──── resume ◀────┘ (interrupted: the cursor of the last page kept)

A walk goes down from the newest page until it meets what the last finished walk knew, or the timeline ends, or its
depth is used up. An interrupted walk is finished first, then a new one begins at the top: what was said meanwhile
is not a sync late. A page that is the same as the newest page known says nothing new and is not given again.
"""

import hashlib
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from outward.errors import InputError, MalformedError
from outward.model import Page

_NEWEST_ONLY = 1
DEEPEST = 1_000


def depth_of(text: str) -> int:
    """How many pages the first walk may read, as the user wrote it. Raises `InputError`."""
    if text.strip().isdecimal() and 1 <= int(text) <= DEEPEST:
        return int(text)
    raise InputError(f"The number of pages to read is a number from 1 to {DEEPEST}, not {text!r}.")


class Walk(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a walk stands; the cursor of a source is one of these as JSON.

    known, face   sort key of the newest record, fingerprint of the newest page: of the last finished walk
    top, front    the same of the walk under way
    after, left   the network's own mark to go on at, empty at rest; the pages this walk may still read
    """

    known: str = ""
    face: str = ""
    top: str = ""
    front: str = ""
    after: str = ""
    left: int = 0

    @classmethod
    def of(cls, text: str) -> "Walk":
        """The walk stored as `text`; an unreadable one starts from the beginning."""
        try:
            return msgspec.json.decode(text, type=cls)
        except msgspec.MsgspecError:
            return cls()

    @property
    def cursor(self) -> str:
        """This walk as text."""
        return msgspec.json.encode(self).decode()

    @property
    def rest(self) -> "Walk":
        """The walk under way given up; what the last finished one knew is kept."""
        return Walk(known=self.known, face=self.face)

    def begin(self, depth: int) -> "Walk":
        """A new walk of at most `depth` pages from the top."""
        return Walk(known=self.known, face=self.face, left=max(1, depth))

    def turn(self, keys: Sequence[str], after: str) -> "Walk":
        """The walk after a page: the sort keys of its records in its order, and the network's mark to go on at."""
        top = self.top or max(keys, default="")
        front = self.front or _face(keys)
        reached = bool(keys) and keys[-1] <= self.known
        if self.left > 1 and after not in ("", self.after) and not reached:
            return Walk(self.known, self.face, top, front, after, self.left - 1)
        return Walk(known=max(top, self.known), face=front or self.face)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One page as read: its bytes, its records' sort keys (later is greater), the mark to go on at ("" at the end)."""

    raw: bytes
    keys: tuple[str, ...]
    after: str
    url: str


Read = Callable[[str, str], Leaf]
"""Reads the page at a mark ("" for the newest); its second argument is the sort key that is known already."""


def walk(cursor: str, depth: int, read: Read, *, ranked: bool = False) -> Iterator[Page]:
    """The pages of a timeline that say something new since `cursor`.

    `ranked` timelines are in no order of time, so only their newest page is read once the first walk is done.
    A page without records is given as empty bytes where the cursor has to move on all the same.
    """
    state = Walk.of(cursor)
    if state.after:
        try:
            state = yield from _down(state, read)
        except MalformedError:  # the network no longer knows its own mark
            state = state.rest
    yield from _down(state.begin(_NEWEST_ONLY if ranked and state.known else depth), read)


def _down(state: Walk, read: Read) -> Generator[Page, None, Walk]:
    """One walk to its end."""
    first, done, going = not state.known, 0, True
    while going:
        leaf = read(state.after, state.known)
        if not state.after and leaf.keys and _face(leaf.keys) == state.face:
            return state.rest
        before, state = state, state.turn(leaf.keys, leaf.after)
        done, going = done + 1, bool(state.after)
        if leaf.keys or (not going and state != before.rest):
            raw = leaf.raw if leaf.keys else b""
            yield Page(raw=raw, cursor=state.cursor, url=leaf.url, total=done + state.left if first else None)
    return state


def _face(keys: Sequence[str]) -> str:
    return hashlib.blake2b("\n".join(keys).encode(), digest_size=8).hexdigest() if keys else ""
