"""Lists, starter packs, who follows whom, and whom the user wants to hear nothing of. Pure."""

from html import escape
from typing import Any

import msgspec

from outward.fetch import plain_text, words
from outward.model import Form, Post, Resource, Tie, TieKind
from outward.networks.bluesky.gathered import Gathered
from outward.networks.bluesky.labels import refusal
from outward.networks.bluesky.records import NAME, SITE, Actor, Label, moment


class _Shown(msgspec.Struct, rename="camel"):
    """A list, or a starter pack, as Bluesky shows it."""

    uri: str
    creator: Actor
    name: str = ""
    description: str | None = None
    purpose: str = ""
    indexed_at: str = ""
    labels: tuple[Label, ...] | None = None


def listed(said: Gathered) -> None:
    """A list of people as a post of its owner, and its members as ties to it."""
    page = said.page
    record = page.list if page.list is not None else page.pack
    if record is None:
        return
    shown = _shown(said, record, pack=page.list is None)
    if shown is None:
        return
    post = _list(shown, pack=page.list is None)
    said.add(post, _resource(post, shown))
    said.person(msgspec.to_builtins(shown.creator), quiet=True)
    for item in page.items:
        who = said.person(item.get("subject") if isinstance(item, dict) else item)
        if who:
            said.tied(Tie(source=str(post.author), target=f"{NAME}:{who.did}", kind=TieKind.LISTED, post=post.id))


def _shown(said: Gathered, record: Any, *, pack: bool) -> _Shown | None:
    try:
        whole = (
            {**record, **{k: v for k, v in record["record"].items() if k in ("name", "description")}}
            if pack
            else record
        )
        shown = msgspec.convert(whole, _Shown)
    except (msgspec.ValidationError, RecursionError, TypeError, KeyError, AttributeError):
        said.drop("It is no list that can be read.", record)
        return None
    why = refusal([*(shown.labels or ()), *(shown.creator.labels or ())], said.page.hidden)
    if not why and shown.purpose.endswith("#modlist"):
        why = "It is a list of people to be muted, which recommends nobody."
    if why:
        said.drop(why, record)
    return None if why else shown


def _list(shown: _Shown, *, pack: bool) -> Post:
    key, who = shown.uri.rpartition("/")[2], shown.creator
    place = f"{SITE}/starter-pack/{who.url.rpartition('/')[2]}/{key}" if pack else f"{who.url}/lists/{key}"
    return list_post(shown.uri, who.did, shown.name, shown.description or "", place, shown.indexed_at)


def list_post(uri: str, owner: str, name: str, about: str, url: str, at: str) -> Post:  # noqa: PLR0917
    """A list as what its owner said: its name and what it is about."""
    text = "\n\n".join(filter(None, (plain_text(escape(name)), plain_text(escape(about)))))
    made = f"{NAME}:{uri}"
    return Post(
        id=made, network=NAME, author=f"{NAME}:{owner}", text=text, url=url, resource=url, created_at=moment(at)
    )


def _resource(post: Post, shown: _Shown) -> Resource:
    return list_resource(post, shown.name)


def list_resource(post: Post, name: str) -> Resource:
    """A list as a thing to learn from."""
    return Resource(
        url=post.resource,
        form=Form.LIST,
        title=plain_text(escape(name)),
        text=post.text,
        author=post.author,
        published_at=post.created_at,
        words=words(post.text),
        free=True,
    )


def follows(said: Gathered) -> None:
    """Whom the user follows, and who follows her; without her account they are people only."""
    me = f"{NAME}:{said.page.me}" if said.page.me else ""
    for profile in said.page.follows:
        who = said.person(profile)
        if who and me:
            said.tied(Tie(source=me, target=f"{NAME}:{who.did}", kind=TieKind.FOLLOW))
    for profile in said.page.followers:
        who = said.person(profile)
        if who and me:
            said.tied(Tie(source=f"{NAME}:{who.did}", target=me, kind=TieKind.FOLLOW))


def turned_away(said: Gathered) -> None:
    """Whom the user muted or blocked."""
    for profile in (*said.page.mutes, *said.page.blocks):
        who = said.person(profile)
        if who and said.page.me:
            said.tied(Tie(source=f"{NAME}:{said.page.me}", target=f"{NAME}:{who.did}", kind=TieKind.MUTE))
