"""Files of an export ("Get a copy of your data"): which are LinkedIn's, whose they are, and their records in pieces."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

import msgspec

from outward.archive import Archive, Member
from outward.fetch.pieces import batches
from outward.model import Piece, Source
from outward.networks.linkedin.dates import moment
from outward.networks.linkedin.kinds import SURE, TABLES, TEXTS, by_columns
from outward.networks.linkedin.names import NAME, key, slug
from outward.networks.linkedin.reading import Batch, Me
from outward.networks.linkedin.tables import Broken, Row, encoding, mark, opened

_ENDINGS = (".csv", ".tsv", ".txt")
_COPY = re.compile(r"(?:\s*\(\d+\)|[\s_-]+copy|[\s_-]+\d{1,12})+$")
_ROWS, _CHARACTERS = 300, 600_000
_LOOKED_AT = 50_000
_LONGEST_TEXT = 200_000
WRITTEN = "written_messages"
"""The kind of messages that are kept with their words."""
_SHEET = "It is a spreadsheet under the name of a table; save it as CSV and give it again."
_PRIVATE = ("messages", "invitations")
_UNDATED = "It says no date that can be read."
_NOTHING = "It has none of the columns that LinkedIn gives such a file."


@dataclass(frozen=True, slots=True)
class _Found:
    """A file of an export: its kind, and why it cannot be read, if so."""

    member: Member
    kind: str
    coding: str
    trouble: str = ""


def unpack(archive: Archive) -> Iterator[Piece]:
    """The records of an export in pieces, only the columns that are kept at all. Raises `SpoiltError`."""
    return _unpacked(archive, words=False)


def unpack_messages(archive: Archive) -> Iterator[Piece]:
    """The same, messages with what was written in them. Raises `SpoiltError`."""
    return _unpacked(archive, words=True)


def _unpacked(archive: Archive, *, words: bool) -> Iterator[Piece]:
    found = tuple(_found(archive))
    known = _look(archive, found)
    known.words = words
    for one in found:
        yield from _pieces(archive, one, known)


def _found(archive: Archive) -> Iterator[_Found]:
    """The files that are LinkedIn's by name and columns; where the name leaves no doubt, also without the columns."""
    stems = {member.name: _stem(member) for member in archive.members if member.base.endswith(_ENDINGS)}
    by_name = {stem: name for name, table in TABLES.items() for stem in table.stems}
    sure = "linkedin" in archive.name.lower() or any("linkedin" in name.lower() for name in stems)
    for member in archive.members:
        named = by_name.get(stems.get(member.name, ""), "")
        if member.name not in stems or not member.size:
            continue
        head = archive.head(member)
        coding = encoding(head)
        if head.startswith(b"PK\x03\x04"):
            kind, trouble = named, _SHEET
        else:
            kind, trouble = _told(archive, member, coding, named)
        if kind and (not trouble or sure or stems[member.name] in SURE):
            yield _Found(member, kind, coding, trouble)


def _told(archive: Archive, member: Member, coding: str, named: str) -> tuple[str, str]:
    """The kind of a file and why it cannot be read, if so; its columns count for more than its name."""
    with archive.open(member) as stream:
        table = opened(stream, coding, TABLES.values())
        if table is None:
            return named, _NOTHING
        if named and TABLES[named].needs <= set(table.columns):
            return named, ""
        return by_columns(table.columns, telling=not named), ""


def _stem(member: Member) -> str:
    return mark(_COPY.sub("", member.stem)) or mark(member.stem)


def _rows(archive: Archive, found: _Found, *, words: bool = False) -> Iterator[Row | Broken]:
    """The records of a file, a file that cannot be read being one that is broken."""
    if found.trouble:
        yield Broken(found.trouble, found.member.base)
        return
    table = TABLES[found.kind]
    with archive.open(found.member) as stream:
        opening = opened(stream, found.coding, (table,))
        if opening is not None:
            yield from opening.rows((*table.keeps, *(TEXTS if words else ())))


def _pieces(archive: Archive, found: _Found, known: "_Known") -> Iterator[Piece]:
    words = known.words and found.kind == "messages"
    told = (
        _broken(found, row) if isinstance(row, Broken) else known.told(found, row)
        for row in _rows(archive, found, words=words)
    )
    for rows in batches(told, _characters, most=_ROWS, largest=_CHARACTERS, always=True):
        yield _piece(found, rows, known)


def _characters(row: Row) -> int:
    return sum(map(len, row.values()))


def _broken(found: _Found, row: Broken) -> Row:
    """A record that cannot be told, with its beginning unless that may be what somebody wrote in private."""
    private = found.kind in _PRIVATE and not found.trouble
    return {"broken": row.reason, "excerpt": "" if private else row.excerpt}


def _piece(found: _Found, rows: list[Row], known: "_Known") -> Piece:
    kind = {"summary": "profile", "messages": WRITTEN if known.words else "messages"}.get(found.kind, found.kind)
    return Piece(
        source=Source(NAME, kind, known.me.value),
        raw=msgspec.json.encode(Batch(rows=rows, me=known.me)),
        member=found.member.name,
        records=len(rows),
    )


@dataclass(slots=True)
class _Known:
    """What must be known of a whole export before its records can be told apart.

    me          whose it is
    namesakes   names that several contacts without an address have
    addresses   the profile addresses that each sender's name came with
    words       whether what was written in messages is kept
    """

    me: Me = field(default_factory=Me)
    namesakes: frozenset[str] = frozenset()
    addresses: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    words: bool = False

    def told(self, found: _Found, row: Row) -> Row:
        """A record with what only the whole export says of it."""
        if found.kind == "connections" and not row.get("url") and key(_full(row)) in self.namesakes:
            return {**row, "namesake": "1"}
        if found.kind == "praise" and "given" in _stem(found.member):
            return {**row, "given": "1"}
        return self._message(row) if found.kind == "messages" else row

    def _message(self, row: Row) -> Row:
        """A message; one without a date may be a torn-off part of what was written, so nothing of it is kept."""
        if moment(row.get("date", "")) is None:
            return {"broken": _UNDATED}
        told = {name: cell[:_LONGEST_TEXT] for name, cell in row.items()}
        theirs = self.addresses.get(key(row.get("to", "")), set())
        if not row.get("recipientprofileurls") and len(theirs) == 1:
            told["recipientprofileurls"] = next(iter(theirs))
        return told


def _look(archive: Archive, found: tuple[_Found, ...]) -> _Known:
    """Whose export it is, from her profile, her invitations and her messages; and who is called the same."""
    known, own = _Known(), _Own()
    looks: dict[str, Callable[[Row], None]] = {
        "profile": own.profile,
        "summary": own.profile,
        "positions": own.position,
        "invitations": own.invitation,
        "messages": partial(own.message, known.addresses),
    }
    names: Counter[str] = Counter()
    for one in found:
        look = looks.get(one.kind)
        if one.trouble or (look is None and one.kind != "connections"):
            continue
        for row in islice(_rows(archive, one), _LOOKED_AT):
            if isinstance(row, Broken):
                continue
            if look is not None:
                look(row)
            elif not row.get("url"):
                names[key(_full(row))] += 1
    known.me = own.told()
    known.namesakes = frozenset(name for name, times in names.items() if times > 1)
    return known


@dataclass(slots=True)
class _Own:
    """Signs of who the user is."""

    me: Me = field(default_factory=Me)
    slugs: Counter[str] = field(default_factory=Counter)
    invited: Counter[str] = field(default_factory=Counter)
    talked: Counter[str] = field(default_factory=Counter)
    written: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    messages: int = 0

    def profile(self, row: Row) -> None:
        """Her name and what her profile shows."""
        me = self.me
        me.name = me.name or _full(row)[:300]
        me.headline = me.headline or row.get("headline", "")[:500]
        me.summary = me.summary or (row.get("summary") or row.get("profilesummary") or "")[:2000]
        me.links = [*me.links, *links(row)][:20]

    def position(self, row: Row) -> None:
        """What she does and did."""
        if len(self.me.positions) < 30:
            self.me.positions.append(position(row))

    def invitation(self, row: Row) -> None:
        """Her address and name, which are on one side of every invitation."""
        out = row.get("direction", "").lower() == "outgoing"
        own = slug(row.get("inviterprofileurl" if out else "inviteeprofileurl", ""))
        self.slugs.update([own] if own else [])
        self.invited.update([row.get("from" if out else "to", "")[:300]])

    def message(self, addresses: dict[str, set[str]], row: Row) -> None:
        """Her name, which is on one side of every message."""
        sender, url = row.get("from", "")[:300], row.get("senderprofileurl", "")[:400]
        self.messages += 1
        self.talked.update({sender, *(name.strip()[:300] for name in row.get("to", "")[:3000].split(","))} - {""})
        if url and slug(url):
            addresses[key(sender)].add(url)
            self.written[key(sender)].update([slug(url)])

    def told(self) -> Me:
        """Who she is, as far as the signs agree."""
        me = self.me
        me.name = me.name or _most(self.invited) or _most(self.talked, self.messages)
        me.slug = _most(self.slugs) or _most(self.written.get(key(me.name), Counter()))
        return me


def _most(names: Counter[str], of: int = 0) -> str:
    """What was met most, and in most of so many; empty when two were met as often."""
    first, second = [*names.most_common(2), ("", 0), ("", 0)][:2]
    return first[0] if first[1] > second[1] and first[1] * 5 >= of * 4 else ""


def _full(row: Row) -> str:
    return f"{row.get('firstname', '')} {row.get('lastname', '')}".strip()


def position(row: Row) -> str:
    """A position in one line."""
    title, firm = row.get("title", "")[:200], row.get("companyname", "")[:200]
    when = " to ".join(filter(None, (row.get("startedon", "")[:30], row.get("finishedon", "")[:30])))
    return f"{' at '.join(filter(None, (title, firm)))}" + (f" ({when})" if when else "")


def links(row: Row) -> list[str]:
    """The addresses a profile names: websites, and accounts on Twitter."""
    sites = re.findall(r"https?://[^\s,\]\)]+|(?<=:)[\w-]+(?:\.[\w-]+)+[^\s,\]\)]*", row.get("websites", "")[:3000])
    handles = re.findall(r"@?\b(\w{1,15})\b", row.get("twitterhandles", "")[:500], re.ASCII)
    whole = [site if "://" in site else f"https://{site}" for site in sites]
    return [*whole, *(f"https://x.com/{handle}" for handle in handles)]
