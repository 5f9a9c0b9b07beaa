"""People of Bluesky as the model knows them. Pure."""

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import urlsplit

from outward.fetch import canonical, plain_text
from outward.model import Account, Tie, TieKind
from outward.networks.bluesky.records import NAME, Actor

_LINK = re.compile(r"https?://[^\s<>\"')\]]+")
_GIVEN = (".bsky.social", ".bsky.team", ".brid.gy", ".invalid")
"""Ends of handles that are given to anybody, so that they prove nothing."""


def account(who: Actor, *, signed_in: bool) -> Account:
    """A person; a domain as handle, which Bluesky checks, is hers, and so are the pages of it her profile names."""
    bio = plain_text(escape(who.description or ""))
    named = [who.website or "", *_LINK.findall(bio)]
    links = tuple(dict.fromkeys(address for link in named if (address := canonical(link.rstrip(".,;:!?")))))
    return Account(
        id=f"{NAME}:{who.did}",
        network=NAME,
        handle=who.handle or who.did,
        name=plain_text(escape(who.display_name or "")),
        bio=bio,
        url=who.url,
        followers=who.followers_count,
        following=who.follows_count,
        bot=any(label.val == "bot" and not label.neg for label in who.labels or ()),
        indexable=False if who.members_only and not signed_in else None,
        links=links,
        verified=_verified(who.handle.lower(), links),
    )


def _verified(domain: str, links: tuple[str, ...]) -> tuple[str, ...]:
    if "." not in domain or domain.endswith(_GIVEN):
        return ()
    site = canonical(f"https://{domain}")
    own = [link for link in links if (urlsplit(link).hostname or "").removeprefix("www.") == domain]
    return tuple(dict.fromkeys([site, *own])) if site else ()


def stands(who: Actor, me: str) -> Iterator[Tie]:
    """How the user and a person stand to each other, as Bluesky shows it to her."""
    viewer = who.viewer
    if not me or viewer is None or who.did == me:
        return
    hers, other = f"{NAME}:{me}", f"{NAME}:{who.did}"
    if viewer.following:
        yield Tie(source=hers, target=other, kind=TieKind.FOLLOW)
    if viewer.followed_by:
        yield Tie(source=other, target=hers, kind=TieKind.FOLLOW)
    if viewer.muted or viewer.blocking or viewer.blocking_by_list:
        yield Tie(source=hers, target=other, kind=TieKind.MUTE)
