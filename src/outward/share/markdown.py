"""The plan as a page of Markdown: one heading for each session, one line for each item."""

import re
from collections.abc import Sequence
from urllib.parse import quote

from outward.model import Item, ItemKind, Session, SessionState
from outward.model.posts import paywall

MEDIA_TYPE = "text/markdown; charset=utf-8"
SUFFIX = ".md"

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~&])|^(\d+)([.)])|^([-=])")


def write(sessions: Sequence[Session], *, title: str = "Plan") -> bytes:
    """A page of the sessions, UTF-8. Nothing in a title or name becomes markup."""
    lines = [f"# {_plain(title)}", ""]
    for session in sessions:
        slot = session.slot
        when = f"{slot.start:%A %d %B %Y, %H:%M}" if slot.timed else f"{slot.start:%A %d %B %Y}"
        label = f" · {_plain(slot.label)}" if slot.label else ""
        lines += [f"## {when} · {slot.minutes} minutes {slot.setting.phrase}{label}", "", _plain(session.intention), ""]
        lines += [_line(item, session.state is SessionState.DONE) for item in session.items]
        lines += ["- [ ] One takeaway, and what I will do differently (2 min)", ""]
    if not sessions:
        lines += ["Nothing is planned.", ""]
    return "\n".join(lines).encode("utf-8", "replace")


def _line(item: Item, done: bool) -> str:
    title = _plain(item.title) or "untitled"
    linked = f"[{title}](<{_address(item.url)}>)" if item.url.lower().startswith(("http://", "https://")) else title
    by = f", {_plain(item.person)}" if item.person and item.kind is ItemKind.LEARN else ""
    paid = f", {said}" if (said := paywall(item.free)) else ""
    why = f": {_plain(item.why)}" if item.why else ""
    return f"- [{'x' if done else ' '}] {linked}{by} ({item.minutes} min{paid}){why}"


def _plain(text: str) -> str:
    """One line of text in which no sign is markup."""
    return _SPECIAL.sub(lambda found: re.sub(r"([^\w]|_)", r"\\\1", found[0]), " ".join(text.split()))


def _address(url: str) -> str:
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~_-.")
