"""X's numbers, addresses, dates and words, in all the forms it ever wrote them."""

import html
import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from outward.errors import InputError
from outward.fetch import canonical, plain_text
from outward.model import Dropped, Source

NAME = "x"
SITE = "https://x.com"
OWN = ("bookmarks", "likes", "mentions", "posts", "following")
"""What is read of the user's own account; the value of such a source is its kind."""
_EPOCH = 1_288_834_974_657  # milliseconds; ids since November 2010 hold the time
_FIRST_TIMED = 30_000_000_000
_HOSTS = {"x.com", "twitter.com"}
_OURS = re.compile(r"(?:x|twitter)\.com", re.IGNORECASE)
_HANDLE = re.compile(r"[A-Za-z0-9_]{1,15}")
_TAG = re.compile(r"\w{1,100}")
_COUNT = re.compile(r"[0-9]{1,15}")
_MILLISECONDS = re.compile(r"[0-9]{12,14}")
_NUMBER = re.compile(r"[0-9]{1,20}")
_MARKED = re.compile("[&<>]")
_NO_PEOPLE = {
    *("home", "explore", "search", "settings", "messages", "notifications", "i", "intent", "hashtag", "share", "login"),
    *("signup", "tos", "privacy", "about", "compose", "jobs", "download", "account", "logout", "who_to_follow"),
}


def number(value: Any) -> str:
    """An id of X's as text, empty when it is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if 0 < value < 10**20 else ""
    return value if isinstance(value, str) and _NUMBER.fullmatch(value) and value.strip("0") else ""


def ident(value: Any) -> str:
    """The id of an account or a post as Outward writes it, empty when it is none."""
    found = number(value)
    return f"{NAME}:{found}" if found else ""


def handle(value: Any) -> str:
    """A handle without its at sign, empty when it is none."""
    found = value.removeprefix("@") if isinstance(value, str) else ""
    return found if _HANDLE.fullmatch(found) else ""


def words(value: Any) -> str:
    """Words of a stranger's, which X writes with `&amp;` and the like, as plain text."""
    if not isinstance(value, str):
        return ""
    return plain_text(html.escape(html.unescape(value[:200_000]), quote=False) if _MARKED.search(value) else value)


def line(value: Any) -> str:
    """The same on one line, for names."""
    return words(value).replace("\n", " ")[:200]


def status(post: str) -> str:
    """A post's address, whoever wrote it: it stays the same when she changes her handle."""
    return f"{SITE}/i/status/{post}"


def profile(who: str, name: str = "") -> str:
    """A profile's address."""
    return f"{SITE}/{name}" if name else f"{SITE}/i/user/{who}"


def moment(value: Any) -> datetime | None:
    """A point in time in any of X's forms: its own, ISO 8601, milliseconds."""
    if isinstance(value, int | str) and _MILLISECONDS.fullmatch(str(value)):
        return _since_epoch(int(value))
    if not isinstance(value, str) or len(value) > 60:
        return None
    for form in ("%a %b %d %H:%M:%S %z %Y", "%Y-%m-%d %H:%M:%S %z", ""):
        try:
            found = datetime.strptime(value, form) if form else datetime.fromisoformat(value)  # noqa: DTZ007
            return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            continue
    return None


def born(post: str) -> datetime | None:
    """When a post was written, which its id tells; None for ids from before November 2010."""
    value = int(post) if _NUMBER.fullmatch(post) else 0
    return _since_epoch((value >> 22) + _EPOCH) if value > _FIRST_TIMED and value < 1 << 63 else None


def _since_epoch(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=milliseconds)


def count(value: Any) -> int | None:
    """A number of likes and the like; archives write it as text."""
    if isinstance(value, str) and _COUNT.fullmatch(value):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**15 else None


def dropped(reason: str, record: Any) -> Dropped:
    """A record that could not be read."""
    return Dropped(reason, words(repr(record)[:400])[:200])


def steps(address: str) -> tuple[str, ...] | None:
    """The path of an address of X's, None when it is not X's."""
    text = address.strip()
    if not _OURS.search(text):
        return None
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").removeprefix("www.").removeprefix("mobile.").removeprefix("m.")
    except ValueError:
        return None
    if host not in _HOSTS or parts.scheme not in ("http", "https"):
        return None
    return tuple(step for step in parts.path.split("/") if step)


def post_of(address: str) -> str:
    """The number of the post an address shows, empty when it shows none."""
    path = steps(address) or ()
    for at, step in enumerate(path[:-1]):
        if step in ("status", "statuses") and number(path[at + 1]):
            return path[at + 1]
    return ""


def person_of(address: str) -> str:
    """The handle whose profile or post an address shows, empty when it shows none."""
    path = steps(address) or ()
    first = handle(path[0]) if path else ""
    return "" if first.lower() in _NO_PEOPLE else first


def outside(address: Any) -> str:
    """The canonical form of an address that leads away from X, empty when it does not."""
    return _outside(address) if isinstance(address, str) and len(address) <= 4000 else ""


@lru_cache(maxsize=2_000)
def _outside(address: str) -> str:
    if steps(address) is not None:
        return ""
    found = canonical(address)
    return "" if found.startswith(("https://t.co/", "http://t.co/")) else found


def recognise(text: str) -> Source | None:
    """Addresses of X, `x:…` and `@name@x`. A plain `#tag` or `@name` is not X's: it would cost money unasked."""
    text = text.strip()
    if text[:2].lower() == "x:":
        return _plain(text[2:].strip())
    if text.startswith("@") and text[-2:].lower() == "@x" and handle(text[1:-2]):
        return Source(NAME, "account", text[1:-2].lower())
    path = steps(text) if "/" in text else None
    return _addressed(path) if path else None


def named(text: str) -> Source | None:
    """What words mean when it is known that X is meant: a plain `#tag`, `@name` or `bookmarks` then is X's."""
    return _plain(text.strip()) or recognise(text)


def _plain(text: str) -> Source | None:
    if text.lower() in OWN:
        return Source(NAME, text.lower(), text.lower())
    if text.startswith("#") and _TAG.fullmatch(text[1:]):
        return Source(NAME, "tag", text[1:].lower())
    if text.startswith("@") and handle(text):
        return Source(NAME, "account", handle(text).lower())
    return None


def _addressed(path: tuple[str, ...]) -> Source | None:
    if path[:2] in (("i", "lists"), ("i", "list")):
        if len(path) > 2 and number(path[2]):
            return Source(NAME, "list", path[2])
        raise InputError("This address of X names no list; open the list and copy its address (x.com/i/lists/…).")
    if path[:2] == ("i", "bookmarks"):
        return Source(NAME, "bookmarks", "bookmarks")
    if path[0] == "hashtag" and len(path) > 1 and _TAG.fullmatch(path[1]):
        return Source(NAME, "tag", path[1].lower())
    name = handle(path[0])
    return Source(NAME, "account", name.lower()) if name and name.lower() not in _NO_PEOPLE else None
