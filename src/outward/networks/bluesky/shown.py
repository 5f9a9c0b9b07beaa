"""An answer of Bluesky as an envelope: its records, their sort keys, and what strangers are not to be shown. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from outward.networks.bluesky.records import Item, members_only, read_item, read_profile

_FIRST = "!"
"""Sorts before every key of a record."""


def shown(kind: str, answer: Mapping[str, Any]) -> dict[str, Any]:
    """The records of an answer, by the name the envelope has for them. Raises `KeyError` for another answer."""
    if kind in ("notifications", "bookmarks"):
        return {kind: list(answer[kind])}
    if kind == "following":
        return {"follows": list(answer["follows"])}
    feed = answer["feed"] if "feed" in answer else [{"post": post} for post in answer["posts"]]
    return {"feed": list(feed)}


def keys_of(kind: str, said: Mapping[str, Any], *, first: bool) -> tuple[str, ...]:
    """Sort keys of a page; a record that has none stands where the one before it stands.

    What belongs to the source as a whole is one key before all others, so that a change in it is news.
    """
    keys = [_FIRST + _digest(said)] if first else []
    for found in _keys(kind, said):
        keys.append(found or (keys[-1] if keys and not keys[-1].startswith(_FIRST) else ""))
    return tuple(keys)


def _digest(said: Mapping[str, Any]) -> str:
    people = [_did(one) for name in ("items", "mutes", "blocks") for one in said.get(name, ())]
    words = [_words(said.get(name)) for name in ("list", "pack")]
    return hashlib.blake2b(msgspec.json.encode([people, words]), digest_size=8).hexdigest()


def _words(record: Any) -> list[str]:
    held = record if isinstance(record, dict) else {}
    inner = held.get("record")
    told = {**held, **(inner if isinstance(inner, dict) else {})}
    return [str(told.get(name) or "") for name in ("name", "description")]


def _did(record: Any) -> str:
    who = record.get("subject", record) if isinstance(record, dict) else {}
    return str(who.get("did") or "") if isinstance(who, dict) else ""


def _keys(kind: str, said: Mapping[str, Any]) -> Iterable[str]:
    for record in said.get("feed", ()):
        item = read_item(record)
        yield "" if isinstance(item, str) else _liked(item) if kind == "likes" else item.key
    for record in said.get("follows", ()):
        who = read_profile(record)
        yield "" if isinstance(who, str) else _made(who.viewer.following if who.viewer else None)
    for record in said.get("notifications", ()):
        yield f"{record.get('indexedAt')} {record.get('uri')}" if isinstance(record, dict) else ""
    for record in said.get("bookmarks", ()):
        yield f"{record.get('createdAt')} {_about(record)}" if isinstance(record, dict) else ""


def _liked(item: Item) -> str:
    return _made(item.post.viewer.like if item.post.viewer else None)


def _about(record: dict[str, Any]) -> str:
    about = record.get("subject")
    return str(about.get("uri")) if isinstance(about, dict) else ""


def _made(uri: str | None) -> str:
    """The key of a like or follow of the user's own, which sorts by the time it was made."""
    return (uri or "").rpartition("/")[2]


def strangers(said: Mapping[str, Any]) -> dict[str, Any]:
    """The same without people who want to be shown to signed-in people only."""
    kept = dict(said)
    kept["feed"] = [_unquoted(one) for one in said.get("feed", ()) if not members_only(read_item(one))]
    if "items" in said:
        kept["items"] = [one for one in said["items"] if not _hides(one.get("subject") if isinstance(one, dict) else 0)]
    for name in ("list", "pack"):
        owner = said[name].get("creator") if isinstance(said.get(name), dict) else None
        if _hides(owner):
            kept = {key: value for key, value in kept.items() if key not in (name, "items")}
    if isinstance(kept.get("pack"), dict):
        kept["pack"] = {key: value for key, value in kept["pack"].items() if key in _PACK}
    return kept


_PACK = ("uri", "creator", "record", "indexedAt", "labels")
"""What of a starter pack is kept; it also shows a sample of its members."""


def _hides(profile: Any) -> bool:
    who = read_profile(profile)
    return not isinstance(who, str) and who.members_only


def _unquoted(record: Any) -> Any:
    """A record without the words of a quoted author, or of one answered, who is shown to signed-in people only."""
    return _clean(record, 0)


def _clean(value: Any, depth: int) -> Any:
    if depth > _DEEPEST:
        return None
    if isinstance(value, list):
        return [_clean(one, depth + 1) for one in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("author"), dict) and _hides(value["author"]):
        return {"uri": value.get("uri"), "blocked": True}
    return {key: _clean(one, depth + 1) for key, one in value.items() if not (key in _BY and _hides(one))}


_DEEPEST = 40
_BY = ("grandparentAuthor", "by")
