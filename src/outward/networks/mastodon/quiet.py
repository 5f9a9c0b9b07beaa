"""Private messages lose their words before anything of them is kept."""

from typing import Any

import msgspec

_KEPT = ("id", "uri", "url", "created_at", "visibility", "account", "mentions", "in_reply_to_account_id")
_DEEPEST = 40


def quiet(raw: bytes) -> bytes:
    """An answer of a server as it came, but for the words of private messages in it."""
    if b'"direct"' not in raw:
        return raw
    try:
        return msgspec.json.encode(hushed(msgspec.json.decode(raw)))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return raw


def hushed(said: Any, depth: int = 0) -> Any:
    """A record without the words of any private message inside it."""
    if depth > _DEEPEST:
        return None
    if isinstance(said, list):
        return [hushed(one, depth + 1) for one in said]
    if not isinstance(said, dict):
        return said
    if said.get("visibility") == "direct":
        said = {name: said[name] for name in _KEPT if name in said}
    return {name: hushed(one, depth + 1) for name, one in said.items()}
