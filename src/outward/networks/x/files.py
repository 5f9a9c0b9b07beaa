"""Files of the user's: an archive of X of any year, recorded answers of X's interface."""

import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import IO, Any

import msgspec

from outward.archive import Archive, Member, SpoiltError
from outward.fetch.pieces import batches, encoded, raws
from outward.model import Piece, Source
from outward.networks import FileKind
from outward.networks.x.names import NAME, number

FILES = MappingProxyType(
    {
        "tweets": FileKind("posts of yours", "posts"),
        "deleted": FileKind("posts you deleted", "posts"),
        "likes": FileKind("posts you liked", "marks"),
        "saved": FileKind("posts you bookmarked", "marks"),
        "followed": FileKind("people you follow", "ties"),
        "followers": FileKind("people who follow you", "ties"),
        "lists": FileKind("lists you made, are on or follow", "posts"),
        "messages": FileKind("private messages (who and when, never the words)", "ties"),
        "own": FileKind("accounts of your own", "mine"),
        "muted": FileKind("people you muted or blocked", "ties"),
        "long": FileKind("long posts of yours", "posts"),
        "answer_posts": FileKind("posts in recorded answers", "posts"),
        "answer_people": FileKind("people in recorded answers", "accounts"),
        "answer_ids": FileKind("numbers of people in recorded answers", "accounts"),
        "answer_lists": FileKind("lists in recorded answers", "posts"),
        "answer_messages": FileKind("private messages in recorded answers", "ties"),
        "answer_other": FileKind("other recorded answers", "posts"),
        "pasted": FileKind("what you handed over", "posts"),
    }
)
_HEADED = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:window\.)?(?:YTD\.[\w.]+|Grailbird\.data\.[\w.]+)\s*=\s*(?=[\[{])")
_PART = re.compile(r"-part\d+$")
_OLD = re.compile(r"(?:^|/)data/js/tweets/\d{4}_\d{2}\.js$")
_KINDS = {
    **dict.fromkeys(("tweets", "tweet"), "tweets"),
    **dict.fromkeys(("deleted-tweets", "deleted-tweet"), "deleted"),
    **dict.fromkeys(("like", "likes"), "likes"),
    **dict.fromkeys(("bookmark", "bookmarks"), "saved"),
    "following": "followed",
    **dict.fromkeys(("follower", "followers"), "followers"),
    **dict.fromkeys(("lists-created", "lists-member", "lists-subscribed"), "lists"),
    **dict.fromkeys(("direct-messages", "direct-message", "direct-messages-group"), "messages"),
    **dict.fromkeys(("direct-message-headers", "direct-message-group-headers"), "messages"),
    **dict.fromkeys(("account", "profile"), "own"),
    **dict.fromkeys(("block", "mute"), "muted"),
    "note-tweet": "long",
}
DAMAGED = "It breaks off or is damaged."
LARGE = "It is too large."


def unpack(archive: Archive) -> Iterator[Piece]:
    """The records of all members that are X's, in pieces. The words of private messages are in none."""
    claimed = [(member, kind) for member in archive.members if (kind := _kind(member))]
    own = _own(archive)
    for member, kind in claimed:
        if not _is_ours(archive, member):
            continue
        with archive.open(member) as stream:
            yield from _pieces(kind, own, member, _records(kind, stream), {"file": _PART.sub("", member.stem)})
    from outward.networks.x import recorded

    names = {member.name for member, _ in claimed}
    for member in archive.members:
        if member.name not in names and member.base.endswith(".json"):
            yield from recorded.unpack(archive, member)


def _kind(member: Member) -> str:
    if _OLD.search(member.name):
        return "tweets"
    return _KINDS.get(_PART.sub("", member.stem), "") if member.base.endswith(".js") else ""


def _is_ours(archive: Archive, member: Member) -> bool:
    return bool(_HEADED.match(archive.head(member, 4096)))


def _own(archive: Archive) -> str:
    """The number of the user's own account, which its own file tells; empty without it."""
    found = archive.find("account.js")
    if found is None:
        return ""
    try:
        if not _is_ours(archive, found):
            return ""
        with archive.open(found) as stream:
            for record in _items(stream):
                inside = record.get("account", record) if isinstance(record, dict) else {}
                return number(inside.get("accountId")) if isinstance(inside, dict) else ""
    except SpoiltError:
        return ""
    return ""


class Unheaded:
    """A stream without the assignment before its first bracket."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._rest = stream, b""
        head = stream.read(4096)
        found = _HEADED.match(head)
        self._rest = head[found.end() :] if found else head

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        if size == 0:
            return b""
        if self._rest:
            rest = self._rest if size < 0 else self._rest[:size]
            self._rest = self._rest[len(rest) :]
            return rest
        return self._stream.read(size)


def _items(stream: IO[bytes]) -> Iterator[Any]:
    """The records one by one; one that breaks off ends in a record that says so."""
    import ijson

    try:
        yield from ijson.items(Unheaded(stream), "item", use_float=True)
    except SpoiltError:
        yield broken(DAMAGED)
        raise
    except (ijson.JSONError, UnicodeDecodeError, ValueError, RecursionError):
        yield broken(DAMAGED)


def _records(kind: str, stream: IO[bytes]) -> Iterator[Any]:
    if kind != "messages":
        yield from _items(stream)
        return
    for conversation in _items(stream):
        yield from messages(conversation)


def messages(record: Any) -> Iterator[Any]:
    """The messages of a conversation without a word of them."""
    inside = record.get("dmConversation", record) if isinstance(record, dict) else None
    said = inside.get("messages") if isinstance(inside, dict) else None
    if not isinstance(inside, dict) or not isinstance(said, list):
        reason = record.get("broken") if isinstance(record, dict) else None
        yield broken(reason if reason in (DAMAGED, LARGE) else "It is no conversation.")
        return
    name = inside.get("conversationId")
    pair = name if isinstance(name, str) and re.fullmatch(r"\d{1,20}-\d{1,20}", name) else ""
    for one in said:
        kind, body = next(iter(one.items()), ("", {})) if isinstance(one, dict) else ("", {})
        body = body if isinstance(body, dict) else {}
        if kind != "messageCreate":
            yield {"event": "other"}
            continue
        yield {
            "from": number(body.get("senderId")),
            "to": number(body.get("recipientId")),
            "pair": pair,
            "at": body.get("createdAt") if isinstance(body.get("createdAt"), str) else "",
        }


def broken(reason: str) -> dict[str, str]:
    """A record that parse drops with a reason."""
    return {"broken": reason}


def _pieces(kind: str, own: str, member: Member, records: Iterable[Any], more: dict[str, str]) -> Iterator[Piece]:
    """Records gathered into pieces of a few hundred, about a megabyte at most."""
    for some in batches(map(told, records)):
        yield piece(kind, own, member, raws(some), more)


def piece(kind: str, own: str, member: Member, records: list[msgspec.Raw], more: dict[str, str]) -> Piece:
    """Some records as a piece."""
    raw = msgspec.json.encode({**more, "items": records})
    return Piece(source=Source(NAME, kind, own), raw=raw, member=member.name, records=len(records))


def told(record: Any) -> bytes:
    """A record as bytes; one that cannot be kept as a record that says why."""
    return encoded(record, unfit="It cannot be understood.", large=LARGE)
