"""Read every approved source, each network in a thread of its own; one source's failure never stops the others."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from outward.app import calendar, connect, place
from outward.app.home import Home
from outward.app.join import join
from outward.app.reread import understood
from outward.errors import InputError, MalformedError, NothingYetError, OutwardError, RateLimitError, SourceError
from outward.fetch import Fetch
from outward.model import Page, Source
from outward.networks import network
from outward.store import connections
from outward.store.connections import SourceState
from outward.store.posts import Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """What reading one source brought; `trouble` is a sentence when it ended before its end.

    `found` are further sources it names (channels subscribed to, hashtags followed); they are read once approved.
    """

    source: Source
    pages: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    dropped: int = 0
    trouble: str = ""
    found: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What a sync brought: a report a source, how many posts the index took in, how her calendars stand.

    `placed` is what was done in the calendar she chose for her sessions.
    """

    reports: tuple[SourceReport, ...]
    indexed: int
    joined: int
    calendars: tuple[calendar.Standing, ...] = ()
    placed: place.InCalendar | None = None

    @property
    def failed(self) -> int:
        """How many sources ended in trouble."""
        return sum(bool(report.trouble) for report in self.reports)


def found(home: Home, synced: Synced) -> tuple[Source, ...]:
    """What the sources just read name to be read too and is not approved yet."""
    held = {state.source for state in connections.states(home.database)}
    named = (source for report in synced.reports for source in report.found)
    return tuple(source for source in dict.fromkeys(named) if source not in held)


Progress = Callable[[Source, int, int | None], None]
"""Told after every page: which source, pages read, pages expected (None when nobody knows)."""


def sync(
    home: Home,
    *,
    now: datetime,
    only: str | None = None,
    progress: Progress = lambda *_: None,
    stop: threading.Event | None = None,
) -> Synced:
    """Read what is new in every approved source (or those of network `only`), then bring the index up to date.

    Her calendars are read too, and the plan is followed into the one she chose, unless one network alone was asked for.

    Setting `stop` ends it after the page under way; everything read so far is kept and the next sync goes on there.
    """
    if only is not None:
        network(only)
    states = connections.states(home.database, only)
    placed = place.place(home, now=now) if only is None and place.chosen(home) is not None else None
    own = calendar.refresh(home, now=now).calendars if only is None else ()
    if own and not states:
        return Synced(reports=(), indexed=0, joined=0, calendars=own, placed=placed)
    if not states:
        raise NothingYetError(
            "There is nothing to read yet; approve hashtags, feeds or accounts with 'outward ask' or 'outward connect'."
        )
    by_network: dict[str, list[SourceState]] = {}
    for state in states:
        by_network.setdefault(state.source.network, []).append(state)
    with home.fetch() as fetch, ThreadPoolExecutor(max_workers=len(by_network)) as pool:
        run = _Run(home, fetch, now, progress, stop or threading.Event())
        reading = [pool.submit(run.network, group) for group in by_network.values()]
        try:
            reports = tuple(report for future in reading for report in future.result())
        except BaseException:
            run.stop.set()
            raise
    joined = join(home, now=now)
    return Synced(reports=reports, indexed=home.catch_up(), joined=joined, calendars=own, placed=placed)


@dataclass(frozen=True, slots=True)
class _Run:
    """One sync under way."""

    home: Home
    fetch: Fetch
    now: datetime
    progress: Progress
    stop: threading.Event

    def network(self, states: Sequence[SourceState]) -> list[SourceReport]:
        """Read the sources of one network in turn; once a server asks to wait, its other sources wait too."""
        reports: list[SourceReport] = []
        resting = {
            _server(state.source): state.trouble or "The network asked to wait."
            for state in states
            if state.retry_at and state.retry_at > self.now
        }
        for state in states:
            if self.stop.is_set():
                break
            server = _server(state.source)
            if server in resting:
                reports.append(SourceReport(source=state.source, trouble=resting[server]))
                continue
            report, error = self.source(state)
            reports.append(report)
            if isinstance(error, RateLimitError):
                resting[server] = str(error)
        return reports

    def source(self, state: SourceState) -> tuple[SourceReport, OutwardError | None]:
        """Read one source from where reading stopped; every page is kept before the next is asked for."""
        source, counts, pages = state.source, Counts(), 0
        error: OutwardError | None = None
        unread = ""
        named: dict[Source, None] = {}
        self.progress(source, 0, None)
        try:
            for page in self._pages(state):
                parsed = understood(network(source.network), page.raw, source)
                unread = unread or next((record.reason for record in parsed.dropped), "")
                named.update(dict.fromkeys(parsed.sources))
                counts += connections.keep_page(self.home.database, source, page, parsed, self.now)
                pages += 1
                self.progress(source, pages, page.total)
                if self.stop.is_set():
                    break
        except (SourceError, InputError) as trouble:
            error = trouble
        if error is None and counts.dropped and counts.posts == 0:
            error = MalformedError(f"Nothing in {source} could be read: {unread}")
        retry_at = error.retry_at if isinstance(error, RateLimitError) else None
        connections.finish(self.home.database, source, self.now, str(error) if error else None, retry_at)
        self.progress(source, pages, pages)
        return replace(_report(source, pages, counts, error), found=tuple(named)), error

    def _pages(self, state: SourceState) -> Iterator[Page]:
        room = network(state.source.network)
        settings = connect.settings(self.home, state.source.network)
        try:
            yield from room.pages(self.fetch, settings, state.source, state.cursor)
        finally:
            connect.keep_renewed(self.home, state.source.network, self.fetch, settings, self.now)


def _server(source: Source) -> str:
    """Who is asked for a source: the server it names, else its network as a whole."""
    if source.value.startswith(("http://", "https://")):
        return urlsplit(source.value).netloc
    return source.value.partition("@")[2] or source.network


def _report(source: Source, pages: int, counts: Counts, error: OutwardError | None) -> SourceReport:
    return SourceReport(
        source=source,
        pages=pages,
        added=counts.added,
        updated=counts.updated,
        unchanged=counts.unchanged,
        dropped=counts.dropped,
        trouble=str(error) if error else "",
    )
