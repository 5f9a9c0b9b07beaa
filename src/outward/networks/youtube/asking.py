"""Reading YouTube: the public feeds first, then what the Data API adds where the user has a key or signed in."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from outward.errors import (
    CredentialsError,
    InputError,
    MalformedError,
    NotThereError,
    RateLimitError,
    SourceError,
    TroubleError,
)
from outward.fetch import Fetch, Price
from outward.fetch.conditional import changed
from outward.fetch.cursor import Leaf, walk
from outward.model import Page, Source
from outward.networks.youtube import feed, transcript
from outward.networks.youtube.answers import video_of
from outward.networks.youtube.api import LIST, SEARCH, Api, Heard, day_began, quota_of
from outward.networks.youtube.words import CHANNEL, NAME

BATCH = 50
IN_A_FEED = 15
DEEPEST = 100
MOST_WAITING = 10_000
HERS = ("subscriptions", "liked")


class State(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where reading a source stands.

    feed      what the feed's server said of it
    todo      videos whose length, chapters and counts are still to be asked for
    after     the mark of the next page of a list under way; `left`: pages it may still read (None: not begun)
    day       the day on which a costly list was last read whole
    walk      where the walk through what she liked stands
    channel   the channel behind a handle
    """

    feed: str = ""
    todo: tuple[str, ...] = ()
    after: str = ""
    left: int | None = None
    day: str = ""
    walk: str = ""
    channel: str = ""

    @classmethod
    def of(cls, text: str) -> "State":
        """The state stored as `text`; the cursor of a feed read before there was more, and one that is unreadable."""
        try:
            state = msgspec.json.decode(text, type=cls)
        except msgspec.MsgspecError:
            return cls()
        return cls(feed=text) if state == cls() and '"digest"' in text else state

    @property
    def text(self) -> str:
        """This state as a cursor."""
        return msgspec.json.encode(self).decode()

    def but(self, **changes: Any) -> "State":
        """This state with some of it changed."""
        return msgspec.structs.replace(self, **changes)

    def waiting(self, videos: tuple[str, ...]) -> "State":
        """This state with more videos to ask about."""
        return self.but(todo=tuple(dict.fromkeys((*self.todo, *videos)))[:MOST_WAITING])


Steps = Generator[Page, None, State]


@dataclass(frozen=True, slots=True)
class _Run:
    """One reading of one source."""

    fetch: Fetch
    settings: Any
    source: Source

    @property
    def depth(self) -> int:
        """How many pages of older videos may be read."""
        return depth_of(self.settings.depth)

    @property
    def today(self) -> str:
        """Google's day, as it is kept in a cursor."""
        return day_began(self.fetch.now()).date().isoformat()


def depth_of(text: str) -> int:
    """How many pages of older videos are read, as the user wrote it. Raises `InputError`."""
    if text.strip().isdecimal() and int(text) <= DEEPEST:
        return int(text)
    raise InputError(f"The number of pages of older videos is a number from 0 to {DEEPEST}, not {text[:40]!r}.")


def pages(fetch: Fetch, settings: Any, source: Source, cursor: str) -> Iterator[Page]:
    """What is new in a source since `cursor`. Raises `SourceError`."""
    if source.kind == "transcript":
        yield from transcript.pages(fetch, source)
        return
    yield from _WAYS[source.kind](_Run(fetch, settings, source), State.of(cursor))


def price(fetch: Fetch, settings: Any, source: Source) -> Price | None:
    """The units one reading of a source can use at most, None when it is free."""
    keyless = source.kind in (*HERS, "transcript")
    if source.kind == "transcript" or not (settings.refresh_token or (settings.api_key and not keyless)):
        return None
    depth = depth_of(settings.depth)
    units, most = {
        "search": (SEARCH + LIST, BATCH),
        "subscriptions": (LIST + DEEPEST, DEEPEST * BATCH),
        "liked": (2 * LIST * max(1, depth), BATCH * max(1, depth)),
        "handle": (2 * LIST + 2 * LIST * depth, IN_A_FEED + BATCH * depth),
    }.get(source.kind, (LIST + 2 * LIST * depth, IN_A_FEED + BATCH * depth))
    now = fetch.now()
    return Price(
        most=most,
        each=units / most,
        unit="units",
        cap=quota_of(settings.quota),
        spent=fetch.purse.spent(NAME, day_began(now)),
        period="day",
    )


def _channel(run: _Run, state: State) -> Steps:
    value = run.source.value
    uploads = f"UU{value[2:]}" if CHANNEL.fullmatch(value) else ""
    return (yield from _listed(run, state, f"channel_id={value}", uploads))


def _playlist(run: _Run, state: State) -> Steps:
    return (yield from _listed(run, state, f"playlist_id={run.source.value}", run.source.value))


def _handle(run: _Run, state: State) -> Steps:
    """The channel behind a handle is asked for once; then it is read as any channel."""
    if not state.channel:
        api = _api(run, f"YouTube tells which channel @{run.source.value} is only to who has an API key")
        said = api.ask("channels", part="snippet,statistics", forHandle=f"@{run.source.value}")
        native = next((str(item.get("id")) for item in said.items), "")
        if not CHANNEL.fullmatch(native):
            raise NotThereError(f"YouTube knows no channel @{run.source.value}; check how it is written.")
        state = state.but(channel=native)
        yield _page(said, state)
    return (yield from _listed(run, state, f"channel_id={state.channel}", f"UU{state.channel[2:]}"))


def _listed(run: _Run, state: State, query: str, playlist: str) -> Steps:
    """A feed, and with the API the lengths of its videos and the older ones.

    YouTube answers 404 for feeds that exist from time to time, so that is trouble, never a deletion. What stops the
    API never stops the feeds: it is no request to wait.
    """
    settings = run.settings
    asks = bool(settings.api_key or settings.refresh_token)
    address = f"{settings.address.rstrip('/')}/feeds/videos.xml?{query}"
    try:
        for page in changed(run.fetch, address, state.feed):
            state = state.but(feed=page.cursor)
            state = state.waiting(feed.videos(page.raw)) if asks else state
            yield Page(raw=page.raw, cursor=state.text, url=page.url, total=None if asks else 1)
    except NotThereError:
        raise TroubleError(
            f"YouTube does not show the {run.source.kind} {run.source.value} at the moment; "
            "try again later, and check its id if this stays so."
        ) from None
    older = state.left is None or state.left > 0
    if not asks or not (state.todo or (older and playlist)):
        return state
    try:
        api = _api(run, "YouTube's API asks for a key")
        state = yield from _details(api, state)
        if playlist:
            state = yield from _older(run, api, state, playlist)
    except RateLimitError as error:
        raise SourceError(str(error)) from None
    return state


def _details(api: Api, state: State) -> Steps:
    """What the API says of the videos that wait to be asked about, fifty at a time for one unit."""
    while state.todo:
        batch = state.todo[:BATCH]
        said = api.ask("videos", part="snippet,contentDetails,statistics", id=",".join(batch))
        state = state.but(todo=state.todo[BATCH:])
        yield _page(said, state)
    return state


def _older(run: _Run, api: Api, state: State, playlist: str) -> Steps:
    """The videos a feed no longer shows, once, as many pages as the user wants."""
    left = run.depth if state.left is None else state.left
    state = state.but(left=left)
    while left:
        try:
            said = _items(api, playlist, state.after)
        except NotThereError:  # it shows its feed only
            state = state.but(left=0, after="")
            yield Page(raw=b"", cursor=state.text, url=run.settings.api)
            return state
        except MalformedError:
            if not state.after:
                raise
            state = state.but(after="")  # YouTube no longer knows its own mark
            continue
        videos = tuple(filter(None, map(video_of, said.items)))
        more = said.after if said.after != state.after else ""
        left = left - 1 if more else 0
        state = state.but(after=more, left=left).waiting(videos)
        yield _page(said, state)
        state = yield from _details(api, state)
    return state


def _search(run: _Run, state: State) -> Steps:
    """A search, at most once a day: it costs as much as a hundred other calls."""
    api = _api(run, "A search on YouTube needs an API key")
    if state.day != run.today:
        said = api.ask(
            "search", SEARCH, part="snippet", q=run.source.value, type="video", order="relevance", maxResults=BATCH
        )
        videos = tuple(filter(None, map(video_of, said.items)))
        state = state.but(day=run.today).waiting(videos)
        yield _page(said, state)
    return (yield from _details(api, state))


def _subscriptions(run: _Run, state: State) -> Steps:
    """Her own channel and the channels she subscribes to, at most once a day."""
    if state.day == run.today and not state.after:
        return state
    api = _api(run, "YouTube shows your subscriptions only to you", hers=True)
    if not state.after:
        said = api.ask("channels", part="snippet,statistics", mine=True)
        yield _page(said, state.but(day=""))
    state = state.but(day=run.today)
    for _ in range(DEEPEST):
        try:
            said = api.ask("subscriptions", part="snippet", mine=True, maxResults=BATCH, **_mark(state.after))
        except MalformedError:
            if not state.after:
                raise
            state = state.but(after="")  # YouTube no longer knows its own mark
            continue
        state = state.but(after=said.after if said.after != state.after else "")
        yield _page(said, state)
        if not state.after:
            break
    return state.but(after="")


def _liked(run: _Run, state: State) -> Steps:
    """The videos she liked, newest first, down to those known already."""
    api = _api(run, "YouTube shows what you liked only to you", hers=True)
    state = yield from _details(api, state)
    heard = Heard(b"", {}, "")

    def read(after: str, known: str) -> Leaf:  # noqa: ARG001
        nonlocal heard
        heard = _items(api, "LL", after)
        keys = [str((item.get("snippet") or {}).get("publishedAt", "")) for item in heard.items]
        return Leaf(raw=heard.raw, keys=tuple(filter(None, keys)), after=heard.after, url=heard.url)

    for page in walk(state.walk, max(1, run.depth), read):
        videos = tuple(filter(None, map(video_of, heard.items)))
        state = state.but(walk=page.cursor).waiting(videos)
        yield Page(raw=page.raw, cursor=state.text, url=page.url)
    return (yield from _details(api, state))


def _items(api: Api, playlist: str, after: str) -> Heard:
    return api.ask(
        "playlistItems", part="snippet,contentDetails", playlistId=playlist, maxResults=BATCH, **_mark(after)
    )


def _mark(after: str) -> dict[str, Any]:
    return {"pageToken": after} if after else {}


def _api(run: _Run, why: str, *, hers: bool = False) -> Api:
    api = Api.of(run.fetch, run.settings, hers=hers)
    if api is None:
        missing = "sign in" if hers else "give one"
        raise CredentialsError(f"{why}; {missing} with: outward connect youtube --sign-in.")
    return api


def _page(said: Heard, state: State) -> Page:
    return Page(raw=said.raw, cursor=state.text, url=said.url)


_WAYS: dict[str, Callable[[_Run, State], Steps]] = {
    "channel": _channel,
    "playlist": _playlist,
    "handle": _handle,
    "search": _search,
    "subscriptions": _subscriptions,
    "liked": _liked,
}
