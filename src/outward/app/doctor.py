"""How everything stands, what went wrong, and what to do about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from outward.app import calendar, connect, remind, secrets
from outward.app.forget_person import tidy
from outward.app.home import Home
from outward.app.networks import networks
from outward.app.reread import reread
from outward.errors import CredentialsError, InputError, RateLimitError, SourceError, UnreachableError
from outward.networks import network
from outward.store import answers, connections, forgotten, posts
from outward.store.connections import SourceState


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: whether it is well, and if not, what to do."""

    subject: str
    well: bool
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """Everything looked at."""

    folder: str
    findings: tuple[Finding, ...]

    @property
    def well(self) -> bool:
        """Whether nothing needs doing."""
        return all(finding.well for finding in self.findings)


def doctor(
    home: Home,
    *,
    now: datetime,
    rebuild: bool = False,
    reparse: bool = False,
    check: bool = True,
    progress: Callable[[str], None] = lambda _: None,
) -> Diagnosis:
    """Look at store, index, goals, sources and unreadable records.

    `rebuild` makes the index again from the store; `reparse` reads every page and piece kept as it came once more, with
    what Outward knows today; `check` asks every address nobody has been able to check yet.
    """
    findings = _reparsed(home, now, progress) if reparse else []
    findings += [_store(home), *_goals(home)]
    if rebuild:
        progress("Making the index again")
        home.index.clear()
    findings += [_index(home), *_proxy(home), *_reranker(home)]
    for state in connections.states(home.database):
        looked_at = state
        if check and not state.checked:
            progress(f"Checking {state.source}")
            looked_at = _check(home, state)
        findings.append(_source(looked_at, now))
    findings.extend(_dropped(home))
    findings.extend(_calendars(home, now))
    findings.extend(_reminders(home, now))
    findings.extend(_forgotten(home, now, progress))
    findings.extend(_connections(home, now))
    return Diagnosis(folder=str(home.folder), findings=tuple(findings))


def _store(home: Home) -> Finding:
    said = home.database.check()
    size = posts.size(home.database)
    if said != "ok":
        return Finding(subject="data file", well=False, sentence=f"{said}. Put a backup in its place.")
    return Finding(
        subject="data file",
        well=True,
        sentence=f"{_count(size['posts'], 'post')} by {_count(size['people'], 'person', 'people')}, "
        f"{_count(size['resources'], 'resource')}, {_count(size['ties'], 'tie')} between people.",
    )


def _index(home: Home) -> Finding:
    added = home.catch_up()
    behind = f" ({added:,} posts were missing and have been added)" if added else ""
    return Finding(subject="index", well=True, sentence=f"Holds everything the data file holds{behind}.")


def _goals(home: Home) -> list[Finding]:
    held = answers.goals(home.database)
    if not held:
        return [Finding(subject="goals", well=False, sentence="None yet; start with 'outward ask'.")]
    return [Finding(subject=f"goal {number}", well=True, sentence=text) for number, text in held]


def _proxy(home: Home) -> list[Finding]:
    """Whether a proxy is asked, and whether it can be."""
    try:
        with home.fetch() as fetch:
            through = fetch.through
    except UnreachableError as error:
        return [Finding(subject="proxy", well=False, sentence=str(error))]
    said = f"Everything but your own servers is asked through {through}, as this system's settings say."
    return [Finding(subject="proxy", well=True, sentence=said)] if through else []


def _reranker(home: Home) -> list[Finding]:
    """Whether the model the user set for re-ranking can be used."""
    if not home.config.rerank_model:
        return []
    trouble = home.reranker.trouble
    return [Finding(subject="re-ranking", well=not trouble, sentence=trouble or "The model of your own is in use.")]


def _calendars(home: Home, now: datetime) -> list[Finding]:
    """How each of her calendars was read last."""
    return [
        Finding(
            subject=f"calendar {one.name}",
            well=not one.trouble,
            sentence=one.trouble or f"{_count(one.busy, 'busy time')} to come, {_left_out(one.dropped)}.",
        )
        for one in calendar.standing(home, now=now).calendars
    ]


def _reminders(home: Home, now: datetime) -> list[Finding]:
    """How the messengers that are on went last."""
    return [
        Finding(
            subject=f"reminders by {one.messenger}",
            well=not one.trouble,
            sentence=one.trouble or f"On, {one.where}, {_count(one.minutes_before, 'minute')} before a session.",
        )
        for one in remind.standing(home, now=now).messengers
        if one.on
    ]


def _left_out(dropped: Sequence[str]) -> str:
    """How many events of a calendar were left out, the first of each reason with its day."""
    if not dropped:
        return "no event left out"
    first = {one.rpartition(": ")[2]: one.rstrip(".") for one in reversed(dropped)}
    return f"{_count(len(dropped), 'event')} left out: {'; '.join(list(first.values())[-3:])}"


def _check(home: Home, state: SourceState) -> SourceState:
    trouble = None
    try:
        with home.fetch() as fetch:
            room = network(state.source.network)
            next(iter(room.pages(fetch, connect.settings(home, state.source.network), state.source, "")), None)
    except (SourceError, InputError) as error:
        trouble = error
    retry_at = trouble.retry_at if isinstance(trouble, RateLimitError) else None
    connections.checked(home.database, state.source, str(trouble) if trouble else None, retry_at)
    return next(s for s in connections.states(home.database, state.source.network) if s.source == state.source)


def _source(state: SourceState, now: datetime) -> Finding:
    subject = str(state.source)
    if state.trouble:
        return Finding(subject=subject, well=False, sentence=state.trouble)
    if not state.checked:
        return Finding(subject=subject, well=True, sentence="Not checked yet.")
    if state.synced_at is None:
        return Finding(subject=subject, well=True, sentence="Not read yet; 'outward sync' reads it.")
    days = (now - state.synced_at).days
    return Finding(
        subject=subject, well=True, sentence=f"Read {'today' if days < 1 else _count(days, 'day') + ' ago'}."
    )


def _dropped(home: Home) -> list[Finding]:
    number = connections.dropped_count(home.database)
    if not number:
        return []
    why = connections.dropped_reasons(home.database, limit=5)
    lines = " ".join(f"{count:,} × {name}: {reason.rstrip('.')}." for count, name, reason in why)
    return [
        Finding(
            subject="unreadable records",
            well=True,
            sentence=f"{_count(number, 'record')} could not be read and stayed out, most often: {lines}",
        )
    ]


def _forgotten(home: Home, now: datetime, progress: Callable[[str], None]) -> list[Finding]:
    """How many people were forgotten; what a forgetting that was broken off left lying about is taken out."""
    known = forgotten.count(home.database)
    if not known.people:
        return []
    tidied = tidy(home, now=now, progress=lambda what, *_: progress(what))
    said = f"{_count(known.people, 'person', 'people')}; {_count(known.kept_out, 'record')} of theirs kept out since."
    rest = " What was left of them in index and data file has been taken out." if tidied else ""
    return [Finding(subject="forgotten", well=True, sentence=f"{said}{rest}")]


def _reparsed(home: Home, now: datetime, progress: Callable[[str], None]) -> list[Finding]:
    done = reread(home, now=now, progress=lambda page, of: progress(f"Reading page {page:,} of {of:,} again"))
    said = f"{_count(done.pages, 'page')} read again: {_count(done.added, 'post')} new, {done.updated:,} changed"
    return [Finding(subject="kept pages", well=True, sentence=f"{said}, {done.dropped:,} unreadable.")]


def _connections(home: Home, now: datetime) -> list[Finding]:
    """What connections cost, and which of them nothing was used of."""
    found = [_sign_ins(home)] if (home.folder / secrets.FILE).exists() else []
    for one in networks(home, now=now).networks:
        if one.unused is not None:
            said = f"Not used for {one.unused} days; to stop reading it: 'outward connect {one.network} --disconnect'."
            found.append(Finding(subject=one.title, well=True, sentence=said))
        if one.price is not None and one.price.spent > 0:
            said = f"{one.price.spent:,.2f} {one.price.unit} of {one.price.cap:,.2f} used this {one.price.period}."
            found.append(Finding(subject=one.title, well=True, sentence=said))
    return found


def _sign_ins(home: Home) -> Finding:
    """Whether what lies in the encrypted file can be opened."""
    try:
        number = secrets.check(home.folder)
    except CredentialsError as error:
        return Finding(subject="sign-ins", well=False, sentence=str(error))
    return Finding(subject="sign-ins", well=True, sentence=f"{_count(number, 'secret')} in the encrypted file.")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
