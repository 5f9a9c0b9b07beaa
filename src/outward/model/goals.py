"""What the user wants to learn, and with the other two answers, what she told Outward."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from outward.model.time import Window


class Kind(StrEnum):
    """What sort of content something is, and which a goal asks for (`WANTED`); it decides how fast material ages."""

    NEWS = "news"
    DISCUSSION = "discussion"
    CASE = "case"
    HOW_TO = "how-to"
    FUNDAMENTALS = "fundamentals"
    QUESTION = "question"
    ANNOUNCEMENT = "announcement"
    PERSONAL = "personal"


WANTED = (Kind.NEWS, Kind.DISCUSSION, Kind.CASE, Kind.HOW_TO, Kind.FUNDAMENTALS)
"""The kinds a goal can ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What the user wants to learn. Its words are confidential: they never leave the machine.

    `examples` are canonical URLs of resources she wants more of; `languages` the ones she reads (none: any).
    """

    text: str
    topics: tuple[str, ...] = ()
    kind: Kind = Kind.CASE
    deadline: date | None = None
    confidential: bool = True
    examples: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Whom the user wants to learn from or with, read from her own words.

    `known` holds people and hashtags she already knows (`@handle`, `#tag`, profile addresses).
    """

    words: str = ""
    experts: bool = True
    experienced: bool = True
    peers: bool = True
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The three answers. `sources` are what the user approved to be read; nothing else is ever asked for.

    `weekly_minutes` is a ceiling that no plan exceeds; `zone` is an IANA time zone name.
    """

    goal: Goal
    windows: tuple[Window, ...]
    company: Company = field(default_factory=Company)
    zone: str = "UTC"
    weekly_minutes: int = 120
    packs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A situation pack: what to listen to in a situation, to be approved and edited by the user.

    `hashtags` are without `#`; `feeds` and `channels` are addresses; `unchecked` lists those addresses nobody
    has been able to check yet (doctor does).
    """

    name: str
    title: str
    about: str
    hashtags: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
