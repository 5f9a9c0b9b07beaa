"""Accounts as servers send them, and who of them asks not to be found (decision 10)."""

import re
from html import escape
from urllib.parse import urlsplit

from outward.fetch import canonical, plain_text
from outward.model import Account
from outward.networks.mastodon.pointing import count, links
from outward.networks.mastodon.records import Author, Mention

NETWORK = "mastodon"

_UNFOUND = re.compile(r"#(?:nobots?|noindex|nosearch)\b", re.IGNORECASE)


def handle_of(one: Author | Mention, host: str) -> str:
    """`name@server` in lower case; a server names its own people without it, their address then tells."""
    name = one.acct.strip().lower()
    if "@" not in name:
        name = f"{name}@{urlsplit(one.url or '').netloc.lower() or host}"
    if name.startswith("@") or name.endswith("@"):
        raise ValueError("It does not say whose it is.")
    return name


def account_id(one: Author | Mention, host: str) -> str:
    """The id of an account, always with its server."""
    return f"{NETWORK}:{handle_of(one, host)}"


def account_of(one: Author, host: str) -> Account:
    """An account in the model's words. One that moved is found under its new name, and its profile names both."""
    handle = handle_of(one, host)
    bio = plain_text(one.note or "")
    named = [link for line in one.fields or () for link in links(line.value or "")]
    shown = handle
    if one.moved:
        shown = handle_of(one.moved, host)
        named.append(canonical(one.moved.url or one.moved.uri or ""))
    return Account(
        id=f"{NETWORK}:{handle}",
        network=NETWORK,
        handle=shown,
        name=plain_text(escape(one.display_name or "")),
        bio=bio,
        url=canonical(one.url or one.uri or ""),
        followers=count(one.followers_count),
        following=count(one.following_count),
        bot=bool(one.bot),
        indexable=indexable(one, bio),
        links=tuple(dict.fromkeys(filter(None, named))),
        verified=tuple(
            dict.fromkeys(link for line in one.fields or () if line.verified_at for link in links(line.value or ""))
        ),
    )


def indexable(one: Author, bio: str) -> bool | None:
    """Whether an account wants to be suggested to strangers, None when it does not say.

    Mastodon's `discoverable` asks exactly this, so it decides; where it was never answered, `indexable` (to be
    found by full-text search) does. A bio, an older setting and the end of an account overrule both.
    """
    if one.noindex or one.suspended or one.memorial or _UNFOUND.search(bio):
        return False
    return one.indexable if one.discoverable is None else one.discoverable


def unsearched(one: Author) -> bool:
    """Whether an account keeps its posts out of full-text search."""
    return one.indexable is False or indexable(one, plain_text(one.note or "")) is False
