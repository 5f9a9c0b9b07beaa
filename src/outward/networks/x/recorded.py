"""Answers of X's interface that somebody recorded: of version 1.1 and 2, alone or in a recording with requests."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec

from outward.archive import Archive, Member
from outward.fetch.pieces import LARGEST, RECORDS, raws
from outward.model import Piece, Source
from outward.networks.x.files import DAMAGED, LARGE, broken, piece, told
from outward.networks.x.names import NAME, number

_MOST = 16 * 1024 * 1024
_RECORDING = re.compile(rb'"uri":\s*"https?://(?:api|upload|publish|stream)?\.?(?:twitter|x)\.com/')
_POST = re.compile(rb'"(?:full_text|retweet_count|in_reply_to_status_id_str|edit_history_(?:tweet|post)_ids)"')
_PERSON = re.compile(rb'"(?:screen_name|public_metrics)"')
REFUSED = "It is a refusal of X, not an answer."
NAMELESS = "It tells of no posts and no people."
EMPTY = "It is an answer without content."


def unpack(archive: Archive, member: Member) -> Iterator[Piece]:
    """The pieces of a member that holds recorded answers, none when it holds none."""
    head = archive.head(member)
    recording = b'"http_interactions"' in head and bool(_RECORDING.search(head))
    if not recording and not ((_POST.search(head) or _PERSON.search(head)) and b'"acct"' not in head):
        return
    with archive.open(member) as stream:
        raw = stream.read(_MOST + 1)
    if len(raw) > _MOST:
        yield _piece("answer_other", member, [broken(LARGE)], {})
        return
    try:
        said = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        yield _piece("answer_other", member, [broken(DAMAGED)], {})
        return
    if not recording:
        yield from _answer(member, said, "", {})
        return
    found = said.get("http_interactions") if isinstance(said, dict) else None
    for one in found if isinstance(found, list) else [None]:
        yield from _interaction(member, one)


def _interaction(member: Member, one: Any) -> Iterator[Piece]:
    try:
        uri = urlsplit(one["request"]["uri"])
        status = one["response"]["status"]["status_code"]
        body = one["response"]["body"]["string"] or ""
        asked = {name: values[0] for name, values in parse_qs(uri.query).items()}
    except (KeyError, TypeError, ValueError, AttributeError):
        yield _piece("answer_other", member, [broken(DAMAGED)], {})
        return
    if not isinstance(status, int) or status >= 400:
        yield _piece("answer_other", member, [broken(REFUSED)], {})
        return
    if not body:
        yield _piece("answer_other", member, [broken(EMPTY)], {})
        return
    try:
        said = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, TypeError):
        yield _piece("answer_other", member, [broken(DAMAGED)], {})
        return
    yield from _answer(member, said, uri.path, asked)


def _answer(member: Member, said: Any, path: str, asked: dict[str, str]) -> Iterator[Piece]:
    """An answer's records by what they are."""
    if isinstance(said, dict) and ("includes" in said or "meta" in said or "data" in said):
        yield from _second(member, said)
        return
    kind, records = _listed(said)
    more = {"path": path, "who": number(asked.get("user_id"))}
    if "destroy" in path and kind == "answer_posts":
        more["gone"] = "yes" if "/statuses/destroy" in path else ""
    yield from _split(kind, member, records, more)


def _second(member: Member, said: dict[str, Any]) -> Iterator[Piece]:
    """An answer of version 2; it stays whole in pieces of a hundred, since posts refer to what is beside them."""
    data = said.get("data")
    records = data if isinstance(data, list) else [data] if isinstance(data, dict) else []
    includes = said.get("includes") if isinstance(said.get("includes"), dict) else {}
    people = all(isinstance(one, dict) and "username" in one and "text" not in one for one in records)
    for start in range(0, max(1, len(records)), 100):
        some = records[start : start + 100]
        raw = msgspec.json.encode({"data": some, "includes": includes})
        if len(raw) > 2 * LARGEST:
            raw = msgspec.json.encode({"items": [broken(LARGE)] * len(some)})
        kind = "answer_people" if people and records else "answer_posts"
        yield Piece(source=Source(NAME, kind, ""), raw=raw, member=member.name, records=len(some))


def _listed(said: Any) -> tuple[str, list[Any]]:
    for name, kind in _LISTS.items():
        if isinstance(said, dict) and isinstance(said.get(name), list):
            records = said[name]
            return kind, [_hushed(one) for one in records] if name == "events" else records
    records = said if isinstance(said, list) else [said]
    first = records[0] if records and isinstance(records[0], dict) else {}
    if "created_at" in first and ("full_text" in first or "text" in first):
        return "answer_posts", records
    if "slug" in first and "member_count" in first:
        return "answer_lists", records
    if "screen_name" in first:
        return "answer_people", records
    return "answer_other", [broken(NAMELESS)]


_LISTS = {
    "statuses": "answer_posts",
    "users": "answer_people",
    "ids": "answer_ids",
    "lists": "answer_lists",
    "events": "answer_messages",
}


def _hushed(event: Any) -> Any:
    """A message without a word of it."""
    inside = event.get("message_create") if isinstance(event, dict) else None
    if not isinstance(inside, dict):
        return {"event": "other"}
    target = inside.get("target")
    to = target.get("recipient_id") if isinstance(target, dict) else ""
    at = event.get("created_timestamp")
    return {"from": number(inside.get("sender_id")), "to": number(to), "at": at if isinstance(at, str) else ""}


def _split(kind: str, member: Member, records: list[Any], more: dict[str, str]) -> Iterator[Piece]:
    size = 5000 if kind == "answer_ids" else RECORDS // 3
    for start in range(0, len(records), size):
        yield _piece(kind, member, records[start : start + size], more)


def _piece(kind: str, member: Member, records: list[Any], more: dict[str, str]) -> Piece:
    return piece(kind, "", member, raws(map(told, records)), more)
