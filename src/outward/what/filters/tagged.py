"""It does not carry the hashtag of the event."""

import re

from outward.what.candidates import Candidate
from outward.what.context import Context
from outward.what.wish import plain_tag

_TAG = re.compile(r"[#＃](\w+)")


def drop(candidate: Candidate, context: Context) -> str | None:
    """Drop what no post carries one of the tags asked for, among its tags or in its words."""
    wanted = frozenset(context.wish.tags)
    if not wanted or any(not wanted.isdisjoint(_tags(found.post.tags, found.post.text)) for found in candidate.found):
        return None
    return f"It does not carry {' or '.join('#' + tag for tag in context.wish.tags)}."


def _tags(given: tuple[str, ...], text: str) -> frozenset[str]:
    return frozenset(map(plain_tag, (*given, *_TAG.findall(text))))
