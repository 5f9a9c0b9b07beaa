"""Answers of Bluesky that somebody recorded: whole answers, single records, posts one on each line."""

from collections.abc import Iterator
from typing import IO, Any

import msgspec

from outward.fetch.pieces import DAMAGED, TOO_LARGE, broken, lines
from outward.model import Piece
from outward.networks.bluesky.pieces import MOST_BYTES, encoded, pieces

_LISTS = (
    ("feed", "answer_posts", "feed"),
    ("posts", "answer_posts", "feed"),
    ("follows", "answer_people", "follows"),
    ("followers", "answer_people", "followers"),
    ("profiles", "answer_people", "follows"),
    ("actors", "answer_people", "follows"),
    ("notifications", "answer_notices", "notifications"),
    ("bookmarks", "answer_saved", "bookmarks"),
)
"""Where an answer holds its records, what they are, and what the envelope calls them."""
_DEEPEST = 200


def answered(raw: bytes, member: str, most: int) -> Iterator[Piece]:
    """The records of one answer; nothing when it is another network's."""
    if len(raw) > most:
        yield from pieces("answer_records", member, "records", [broken(TOO_LARGE)])
        return
    try:
        said = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        yield from pieces("answer_records", member, "records", [broken(DAMAGED)])
        return
    kind, name, records = _found(said)
    yield from pieces(kind, member, name, (encoded(record) for record in records))


_Found = tuple[str, str, list[Any]]
"""What an answer is, what the envelope calls its records, and they themselves."""


def _found(said: Any) -> _Found:
    if isinstance(said, list):
        inside = [_answer(one) for one in said if isinstance(one, dict)]
        return "answer_posts", "feed", [one for _, name, records in inside if name == "feed" for one in records]
    return _answer(said) if isinstance(said, dict) else ("", "", [])


def _answer(said: dict[str, Any]) -> _Found:
    for held, kind, name in _LISTS:
        inside = said.get(held)
        if isinstance(inside, list):
            return kind, name, [{"post": one} for one in inside] if held == "posts" else inside
    thread = said.get("thread")
    posts = _posts(thread if isinstance(thread, dict) else said)
    return ("answer_posts", "feed", posts) if posts else ("answer_records", "records", _single(said))


def _posts(said: dict[str, Any]) -> list[Any]:
    """The posts of a thread, or the one post that an answer is."""
    if isinstance(said.get("author"), dict) and isinstance(said.get("record"), dict):
        return [{"post": said}]
    if "reason" in said or "reply" in said:
        return [said] if isinstance(said.get("post"), dict) else []
    return _thread(said)


def _single(said: dict[str, Any]) -> list[Any]:
    """A single record with its address, or without; nothing when it is another network's."""
    if isinstance(said.get("value"), dict) and "uri" in said:
        return [said]
    return [{"value": said}] if str(said.get("$type")).startswith("app.bsky.") else []


def _thread(top: dict[str, Any]) -> list[Any]:
    """The posts of a thread: the one asked for, those above it, those below it."""
    found, waiting = [], [(top, 0)]
    while waiting:
        node, depth = waiting.pop()
        if isinstance(node.get("post"), dict):
            found.append({"post": node["post"]})
        replies = node.get("replies")
        around = [node.get("parent"), *(replies if isinstance(replies, list) else [])]
        if depth < _DEEPEST:
            waiting += [(one, depth + 1) for one in around if isinstance(one, dict)]
    return found


def lined(stream: IO[bytes], member: str) -> Iterator[Piece]:
    """Posts, one on each line."""
    yield from pieces("answer_posts", member, "feed", _lines(stream))


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    return (broken(TOO_LARGE) if line is None else _line(line) for line in lines(stream, MOST_BYTES))


def _line(line: bytes) -> bytes:
    try:
        said = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return broken(DAMAGED)
    return encoded(said if isinstance(said, dict) and isinstance(said.get("post"), dict) else {"post": said})
