"""The three questions: what, when, whom. Plain words in, an understood answer out, only approved sources read."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import msgspec

from outward import packs
from outward.app import connect
from outward.app.home import Home
from outward.errors import InputError
from outward.model import WANTED, Answers, Connection, Kind, Pack, Source
from outward.store import answers as kept
from outward.store import connections
from outward.what import goal_words
from outward.when import words as when_words
from outward.whom import words as whom_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """The answers as the user gives them: in a wizard, as flags or as a TOML file with these names.

    `packs` are names of situation packs; the sources approved are exactly `hashtags`, `feeds`, `channels` and
    `accounts`; with `approve_packs` everything the packs suggest is approved as well.
    """

    what: str | None = None
    when: str = ""
    whom: str = ""
    packs: tuple[str, ...] = ()
    approve_packs: bool = False
    hashtags: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    kind: Kind | None = None
    deadline: date | None = None
    zone: str = ""
    weekly_minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What Outward understood, said back, and what it will read. `unchecked` addresses nobody has checked yet."""

    answers: Answers
    understood: tuple[str, ...]
    sources: tuple[str, ...]
    unchecked: tuple[str, ...]
    new_sources: int


def read_file(path: Path) -> Questions:
    """The answers from a TOML file."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
        unknown = sorted(given.keys() - {field.name for field in fields(Questions)})
        if unknown:
            raise msgspec.ValidationError(f"there is no {unknown[0]!r}")
        return msgspec.convert(given, Questions)
    except FileNotFoundError:
        raise InputError(f"There is no file {path}; give the path of a TOML file with your answers.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); give the path of a TOML file.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not a text file; give the path of a TOML file with your answers.") from error
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise InputError(f"{path} cannot be read as answers ({error}); correct it and try again.") from error


def over(questions: Questions, flags: Questions) -> Questions:
    """The answers of a file, each replaced by the flag that was given as well."""
    given = {field.name: getattr(flags, field.name) for field in fields(Questions)}
    unsaid = Questions()
    return replace(questions, **{name: value for name, value in given.items() if value != getattr(unsaid, name)})


def read_date(text: str) -> date:
    """A day, as in 2027-03-01."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"“{text}” is not a date; write year, month and day, as in 2027-03-01.") from None


def read_kind(text: str) -> Kind:
    """What sort of learning a goal asks for, by its name."""
    if text not in WANTED:
        raise InputError(f"A goal cannot ask for {text!r}; choose one of: {', '.join(WANTED)}.")
    return Kind(text)


def suggest(home: Home, what: str) -> tuple[Pack, ...]:
    """The situation packs that fit a goal's words, best first; looked up on this machine only."""
    known = packs.packs(home.folder / "packs")
    return tuple(known[name] for name in goal_words.matched_packs(what, tuple(known.values())))


def ask(home: Home, questions: Questions, *, now: datetime) -> Asked:
    """Understand the three answers, keep them, and approve the sources they name.

    Without `what` the goal stays, and with it everything that is not said this time.
    """
    known = packs.packs(home.folder / "packs")
    chosen = tuple(packs.pack(name, known) for name in questions.packs)
    if questions.kind:
        read_kind(questions.kind)
    stood = kept.last(home.database) if questions.what is None else None
    zone = read_zone(questions.zone or (stood.zone if stood else home.zone))
    _still_to_come(questions.deadline, now.astimezone(ZoneInfo(zone)).date())
    answers = replace(_changed(stood, questions) if stood else _new(home, questions, chosen), zone=zone)
    company = answers.company
    words, unchecked = _to_read(questions, chosen, company.known)
    sources = tuple(dict.fromkeys(source for text in words for source in connect.meant(text)))
    if stood:
        answers = replace(answers, packs=tuple(dict.fromkeys([*stood.packs, *questions.packs])))
        kept.revise(home.database, answers, now)
    stored = answers if stood else kept.keep(home.database, answers, now)
    for name in {source.network for source in sources}:
        held = connections.settings(home.database, name)
        connections.connect(home.database, Connection(network=name, settings=held), now)
    new = connections.approve(home.database, sources, now, _values(unchecked))
    return Asked(
        answers=stored,
        understood=understood(stored),
        sources=_approved(home) if stood else tuple(map(str, sources)),
        unchecked=unchecked,
        new_sources=new,
    )


def _new(home: Home, questions: Questions, chosen: Sequence[Pack]) -> Answers:
    ceiling = questions.weekly_minutes
    return Answers(
        goal=goal_words.understand(questions.what or "", packs=chosen, kind=questions.kind, deadline=questions.deadline),
        windows=when_words.windows(questions.when),
        company=whom_words.company(questions.whom),
        weekly_minutes=_ceiling(home.config.weekly_minutes if ceiling is None else ceiling),
        packs=tuple(pack.name for pack in chosen),
    )


def _changed(stood: Answers, questions: Questions) -> Answers:
    """The answers that stand, with what is said this time."""
    goal, ceiling = stood.goal, questions.weekly_minutes
    return replace(
        stood,
        goal=replace(goal, kind=questions.kind or goal.kind, deadline=questions.deadline or goal.deadline),
        windows=when_words.windows(questions.when) if questions.when.strip() else stood.windows,
        company=whom_words.company(questions.whom) if questions.whom.strip() else stood.company,
        weekly_minutes=stood.weekly_minutes if ceiling is None else _ceiling(ceiling),
    )


def recalled(home: Home) -> Asked:
    """The latest answers again, with everything that is approved to be read."""
    latest = kept.latest(home.database)
    return Asked(answers=latest, understood=understood(latest), sources=_approved(home), unchecked=(), new_sources=0)


def _approved(home: Home) -> tuple[str, ...]:
    return tuple(str(state.source) for state in connections.states(home.database))


def understood(answers: Answers) -> tuple[str, ...]:
    """The three answers said back in plain sentences."""
    topics = ", ".join(answers.goal.topics[:8])
    by = f" by {answers.goal.deadline:%-d %B %Y}" if answers.goal.deadline else ""
    return (
        f"What: {answers.goal.text}{by} ({answers.goal.kind}; I listen for {topics or 'these words'}).",
        "When: " + "; ".join(map(when_words.restate, answers.windows)) + f" ({answers.zone} time), "
        f"never more than {answers.weekly_minutes} minutes a week.",
        f"Whom: {whom_words.restate(answers.company)}",
        "Your words stay on this machine: only the hashtags, feeds and accounts you approved are ever asked for.",
    )


def _to_read(
    questions: Questions, chosen: Sequence[Pack], known: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    suggested = chosen if questions.approve_packs else ()
    tags = [*questions.hashtags, *(tag for pack in suggested for tag in pack.hashtags)]
    words = [
        *(f"#{tag.lstrip('#')}" for tag in tags),
        *questions.feeds,
        *questions.channels,
        *questions.accounts,
        *known,
        *(word for pack in suggested for word in (*pack.feeds, *pack.channels, *pack.accounts)),
    ]
    unverified = {address for pack in chosen for address in pack.unchecked}
    return tuple(dict.fromkeys(words)), tuple(word for word in dict.fromkeys(words) if word in unverified)


def _values(words: Sequence[str]) -> tuple[str, ...]:
    sources: list[Source] = [source for text in words for source in connect.meant(text)]
    return tuple(source.value for source in sources)


def read_zone(name: str) -> str:
    """The IANA name of a time zone, given whole or by its city alone ("amsterdam"), in any case."""
    wanted = name.strip().replace(" ", "_").casefold()
    known = sorted(available_timezones())
    whole = [zone for zone in known if zone.casefold() == wanted]
    city = [zone for zone in known if zone.casefold().rpartition("/")[2] == wanted and zone.count("/") == 1]
    if not whole and len(city) != 1:
        raise InputError(
            f"There is no time zone called {name!r}; use a name like Europe/Amsterdam or America/New_York."
        )
    return (whole or city)[0]


def _still_to_come(deadline: date | None, today: date) -> None:
    if deadline is not None and deadline < today:
        raise InputError(f"The deadline {deadline:%-d %B %Y} is over; give a day that is still to come.")


def _ceiling(minutes: int) -> int:
    if not 5 <= minutes <= 2_400:
        raise InputError(f"{minutes} minutes a week cannot be planned; give a number from 5 to 2400.")
    return minutes
