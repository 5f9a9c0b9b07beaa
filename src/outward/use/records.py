"""The record for professional development: rows of what was learned, and the bodies that ask for them as data.

What a body asks for is data with a date (rules/*.toml), which the user edits; nothing of it is decided in code.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from importlib import resources

from outward.errors import InputError
from outward.model import LedgerEntry, LedgerKind, Takeaway


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the record: date, source, minutes, takeaway, and what the user did differently."""

    date: date
    source: str
    minutes: int
    takeaway: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A professional body and what it asks of a record. `checked` is False until the user has checked the rules.

    `hours` a period asks for and the month a period `begins` with are None where nobody has filled them in.
    """

    name: str
    title: str
    country: str
    page: str
    written: date
    checked: bool
    notice: str
    hours: float | None = None
    begins: int | None = None


def rows(
    entries: Sequence[LedgerEntry], takeaways: Sequence[Takeaway], *, since: datetime, until: datetime
) -> tuple[Row, ...]:
    """One row for each thing learned from `since` up to `until`, in order of time.

    A learned entry's subject is the address of what was learned; takeaways with that address join it, one without
    an entry has a row of its own with 0 minutes.
    """
    learned = [entry for entry in entries if entry.kind is LedgerKind.LEARNED and since <= entry.at < until]
    kept: dict[str, list[Takeaway]] = {}
    for takeaway in takeaways:
        if since <= takeaway.created_at < until:
            kept.setdefault(takeaway.url, []).append(takeaway)
    found = [(entry.at, _row(entry.at, entry.subject, entry.minutes, kept.pop(entry.subject, []))) for entry in learned]
    found += [(ones[0].created_at, _row(ones[0].created_at, url, 0, ones)) for url, ones in kept.items()]
    return tuple(row for _, row in sorted(found, key=lambda pair: (pair[0], pair[1].source)))


def _row(at: datetime, source: str, minutes: int, takeaways: Sequence[Takeaway]) -> Row:
    return Row(
        date=at.date(),
        source=source,
        minutes=minutes,
        takeaway="; ".join(one.text for one in takeaways),
        change="; ".join(one.change for one in takeaways if one.change),
    )


def bodies() -> tuple[str, ...]:
    """Names of the bodies that come with Outward."""
    folder = resources.files("outward.use") / "rules"
    return tuple(sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml")))


def body(name: str) -> Body:
    """The rules of a body that comes with Outward. Raises `InputError` naming those there are."""
    if name not in bodies():
        raise InputError(f"There are no rules for {name!r}; use one of: {', '.join(bodies())}.")
    return read((resources.files("outward.use") / "rules" / f"{name}.toml").read_text(encoding="utf-8"), name)


def read(text: str, where: str) -> Body:
    """The rules in a TOML text, the package's or the user's own; `where` names it in the `InputError`."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"The rules {where} are not TOML ({error}); correct that line.") from None
    known = {one.name for one in fields(Body)}
    if unknown := sorted(said.keys() - known):
        raise InputError(f"The rules {where} have an entry {unknown[0]!r} nobody knows; remove it.")
    kinds = {"written": date, "checked": bool, "hours": int | float, "begins": int}
    for entry in sorted(known):
        wrong = entry in said and not isinstance(said[entry], kinds.get(entry, str))
        if wrong or (entry not in said and entry not in {"hours", "begins"}):
            raise InputError(f"The rules {where} need a proper entry {entry!r}; see the rules that come with Outward.")
    return Body(**said)
