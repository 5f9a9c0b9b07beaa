"""Takeout's tables: their columns are told by what is in them, since their headers are translated."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from outward.archive import Member
from outward.model import Form, Mark, MarkKind, Parsed, Post, Resource, Source, Tie, TieKind
from outward.networks.youtube.answers import Gathered, decoded
from outward.networks.youtube.words import CHANNEL, NAME, PLAYLIST, VIDEO, body, channel, dropped, line, moment, watch

BROKEN = "\x00broken"
_SUBSCRIPTIONS = re.compile(r"https?://(?:www\.)?youtube\.com/channel/UC[\w-]{22}/?", re.ASCII)
_COMMENT = re.compile(r"Ug[\w-]{10,60}(?:\.[\w-]{10,60})?", re.ASCII)
_OWN = ("channel", "kanal", "chaîne", "chaine", "canal", "canale", "kanaal", "kanał", "canais")
_NAMED = {
    **dict.fromkeys(("subscriptions", "abos", "abonnements", "suscripciones", "iscrizioni"), "subscribed"),
    **dict.fromkeys(("inscrições", "abonnementen", "subskrypcje", "prenumerationer"), "subscribed"),
    **dict.fromkeys(("liked videos", "watch later-videos", "watch later", "favorites"), "saved"),
    **dict.fromkeys(("comments", "my-comments"), "comments"),
    "playlists": "playlists",
}
_LIKED = re.compile(
    r"liked|likes\b|mag ich|mir gefällt|j.?aime|me gusta|piace|gostei|gosto|leuk|lubi|gillar"
    r"|高く評価|喜歡|喜欢|좋아요|понрав",
    re.IGNORECASE,
)
_PRIVATE = re.compile(r"priva|privé|非公開|비공개|私人|доступ по|закры", re.IGNORECASE)


def named(member: Member) -> bool:
    """Whether a member's name alone says that it is one of these tables."""
    return member.stem in _NAMED and "youtube" in member.name.lower()


def is_own(member: Member) -> bool:
    """Whether a table may be the one of her own channels, by its name."""
    return member.stem in _OWN


def own(head: bytes) -> str:
    """Her own channel's id in such a table, empty when there is none."""
    return next((cell for row in _first(head) for cell in row if CHANNEL.fullmatch(cell.strip())), "").strip()


def kind(member: Member, head: bytes) -> str:
    """Which table it is, empty when it is none of YouTube's."""
    rows = _first(head)
    if is_own(member) and any(_cell(row, CHANNEL) for row in rows):
        return "own"
    for row in rows:
        if found := _kind(row):
            return found
    said = _NAMED.get(member.stem, "")
    header = ",".join(rows[0]).lower() if rows else ""
    claimed = "youtube" in member.name.lower() or re.search(r"channel|video|playlist|comment", header)
    return said if claimed or not rows else ""


def _kind(row: Sequence[str]) -> str:
    """Which table a row is of."""
    cells = [cell.strip() for cell in row]
    found = ""
    if any(_SUBSCRIPTIONS.fullmatch(cell) for cell in cells):
        found = "subscribed"
    elif _cell(cells, _COMMENT) and _cell(cells, CHANNEL):
        found = "comments"
    elif len(cells) == 2 and VIDEO.fullmatch(cells[0]) and moment(cells[1]):
        found = "saved"
    elif len(cells) >= 6 and (PLAYLIST.fullmatch(cells[0]) or re.fullmatch(r"LL[\w-]{22}", cells[0], re.ASCII)):
        found = "saved" if len(cells) <= 8 else "playlists"
    return found


def _first(head: bytes) -> list[list[str]]:
    """The first rows of a table."""
    text = io.StringIO(head.decode("utf-8-sig", "replace"), newline="")
    try:
        return [row for row in islice(csv.reader(text), 12) if any(cell.strip() for cell in row)]
    except csv.Error:
        return []


def _cell(row: Sequence[str], pattern: re.Pattern[str]) -> str:
    return next((cell.strip() for cell in row if pattern.fullmatch(cell.strip())), "")


def records(kind: str, member: Member, rows: Iterator[list[str]]) -> Iterator[Any]:
    """The rows of a table as records, without its header; one record that says so when there is nothing else."""
    made = _READ[kind](member, rows)
    first = next(made, None)
    if first is None:
        yield {"broken": "It holds no list that can be read."}
        return
    yield from chain([first], made)


def _plain(_: Member, rows: Iterator[list[str]]) -> Iterator[Any]:
    for at, row in enumerate(rows):
        if row == [BROKEN]:
            yield {"broken": "It is a row that is broken off."}
        elif at or _kind(row) or _cell(row, CHANNEL):
            yield {"cells": row}


def _saved(member: Member, rows: Iterator[list[str]]) -> Iterator[Any]:
    """Videos of a playlist: two columns, before 2023 under some rows about the playlist itself."""
    liked, began = bool(_LIKED.search(member.stem)), False
    for at, row in enumerate(rows):
        cells = [cell.strip() for cell in row]
        if row == [BROKEN]:
            yield {"broken": "It is a row that is broken off."}
        elif len(cells) == 2 and VIDEO.fullmatch(cells[0]):
            began = True
            yield {"video": cells[0], "at": cells[1], "liked": liked}
        elif not began:
            liked = liked or any(re.fullmatch(r"LL(?:[\w-]{22})?", cell, re.ASCII) for cell in cells)
        elif at:
            yield {"cells": row}


_READ = {"subscribed": _plain, "comments": _plain, "own": _plain, "playlists": _plain, "saved": _saved}


def parse(raw: bytes, source: Source) -> Parsed:
    """What rows say. Pure; a row that cannot be read is dropped with a reason."""
    said = decoded(raw)
    items = said.get("items") if isinstance(said, dict) else None
    if not isinstance(items, list):
        return Parsed(dropped=(dropped("It is no table of YouTube's.", raw[:200].decode("utf-8", "replace")),))
    into = Gathered()
    for item in items:
        _one(item, source, into)
    return into.parsed()


def _one(item: Any, source: Source, into: Gathered) -> None:
    if not isinstance(item, dict) or "broken" in item:
        reason = item.get("broken") if isinstance(item, dict) else None
        into.dropped.append(dropped(reason if isinstance(reason, str) else "It cannot be understood.", item))
        return
    cells = item.get("cells")
    row = [cell.strip() for cell in cells if isinstance(cell, str)] if isinstance(cells, list) else []
    reason = _PARSE[source.kind](item, row, source, into)
    if reason:
        into.dropped.append(dropped(reason, item))


def _subscription(item: Mapping[str, Any], row: list[str], source: Source, into: Gathered) -> str:  # noqa: ARG001
    native = _cell(row, CHANNEL)
    if not native:
        return "It does not say which channel it belongs to."
    titles = [cell for cell in row if cell and not CHANNEL.search(cell)]
    account = channel(native, titles[-1] if titles else "")
    into.accounts[account.id] = account
    into.sources[Source(NAME, "channel", native)] = None
    if CHANNEL.fullmatch(source.value):
        her = channel(source.value)
        into.accounts.setdefault(her.id, her)
        into.ties[Tie(source=her.id, target=account.id, kind=TieKind.FOLLOW)] = None
    return ""


def _mark(item: Mapping[str, Any], row: list[str], source: Source, into: Gathered) -> str:  # noqa: ARG001
    video = item.get("video")
    if not isinstance(video, str) or not VIDEO.fullmatch(video):
        return "It has no id of a video."
    address = watch(video)
    into.resources[address] = Resource(url=address, form=Form.VIDEO)
    kind = MarkKind.LIKED if item.get("liked") else MarkKind.SAVED
    into.mark(Mark(url=address, kind=kind, at=moment(item.get("at"))))
    return ""


def _playlist(item: Mapping[str, Any], row: list[str], source: Source, into: Gathered) -> str:  # noqa: ARG001
    native = _cell(row, PLAYLIST)
    if not native:
        return "It has no id of a playlist."
    if any(_PRIVATE.match(cell) for cell in row[-1:]):
        return "It is private, so it has no public feed."
    into.sources[Source(NAME, "playlist", native)] = None
    return ""


def _comment(item: Mapping[str, Any], row: list[str], source: Source, into: Gathered) -> str:  # noqa: ARG001
    comment, author, video = _cell(row, _COMMENT), _cell(row, CHANNEL), _cell(row, VIDEO)
    texts = [text for cell in row if (text := _words(cell))]
    if not (comment and author and video and texts):
        return "It lacks its id, its video or its words."
    over = next((cell for cell in row if cell != comment and _COMMENT.fullmatch(cell)), "")
    her = channel(author)
    address = watch(video)
    into.accounts.setdefault(her.id, her)
    into.mine[her.id] = None
    into.resources.setdefault(address, Resource(url=address, form=Form.VIDEO))
    into.posts[f"{NAME}:{comment}"] = Post(
        id=f"{NAME}:{comment}",
        network=NAME,
        author=her.id,
        text=texts[-1],
        url=f"{address}&lc={comment}",
        resource=address,
        created_at=next((at for cell in row if (at := moment(cell))), None),
        reply_to=f"{NAME}:{over}" if over else None,
    )
    return ""


def _words(cell: str) -> str:
    """The words of a comment, which come as one or more pieces of JSON."""
    if not cell.startswith("{"):
        return ""
    reader, at, parts = json.JSONDecoder(), 0, []
    while at < len(cell):
        try:
            said, at = reader.raw_decode(cell, at)
        except (ValueError, RecursionError):
            break
        segments = said.get("takeoutSegments", [said]) if isinstance(said, dict) else []
        parts += [one["text"] for one in segments if isinstance(one, dict) and isinstance(one.get("text"), str)]
        at += len(cell[at:]) - len(cell[at:].lstrip(", \n"))
    return body("".join(parts))


def _her_own(item: Mapping[str, Any], row: list[str], source: Source, into: Gathered) -> str:  # noqa: ARG001
    native = _cell(row, CHANNEL)
    if not native:
        return "It does not say which channel it belongs to."
    titles = [line(cell) for cell in row if cell and not CHANNEL.search(cell)]
    account = channel(native, titles[0] if titles else "")
    into.accounts[account.id] = account
    into.mine[account.id] = None
    return ""


_PARSE = {
    "subscribed": _subscription,
    "saved": _mark,
    "playlists": _playlist,
    "comments": _comment,
    "own": _her_own,
}
KINDS = frozenset(_PARSE)
