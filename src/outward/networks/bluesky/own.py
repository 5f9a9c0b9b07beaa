"""Records of one account's own repository, as an account export or a recorded answer holds them. Pure."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from outward.model import Mark, MarkKind, Tie, TieKind
from outward.networks.bluesky.gathered import Gathered
from outward.networks.bluesky.listed import list_post, list_resource
from outward.networks.bluesky.records import DID, NAME, POST, SITE, broken, moment, owner

Value = dict[str, Any]


def own(said: Gathered, record: Any) -> None:
    """One record: what its owner wrote, liked, repeated, or whom she follows, blocked or listed."""
    if why := broken(record):
        said.drop(why, record)
        return
    value = record.get("value") if isinstance(record, dict) else None
    if not isinstance(value, dict):
        said.drop("It is a record without owner or words.", record)
        return
    uri = str(record.get("uri") or "")
    did = owner(uri)
    if not DID.fullmatch(did):
        said.drop("It is a record without its owner.", record)
        return
    understand = _SORTS.get(str(value.get("$type") or ""))
    why = understand(said, did, uri, value) if understand else "It is a record of a sort Outward does not read."
    if why:
        said.drop(why, record)


def _post(said: Gathered, did: str, uri: str, value: Value) -> str:
    said.item({"post": {"uri": uri, "author": {"did": did}, "record": value, "embed": value.get("embed"),
                        "labels": _labels(value)}})  # fmt: skip
    return ""


def _labels(value: Value) -> Any:
    held = value.get("labels")
    return held.get("values") if isinstance(held, dict) else None


def _liked(said: Gathered, did: str, uri: str, value: Value) -> str:  # noqa: ARG001
    liked, at = _subject(value), moment(str(value.get("createdAt") or ""))
    if f"/{POST}/" not in liked or not owner(liked):
        return "It is a like of something that is no post."
    if said.page.me == did:
        url = f"{SITE}/profile/{owner(liked)}/post/{liked.rpartition('/')[2]}"
        said.marks[Mark(url=url, kind=MarkKind.LIKED, at=at)] = None
    said.tied(_tie(did, owner(liked), TieKind.LIKE, value, liked))
    return ""


def _reposted(said: Gathered, did: str, uri: str, value: Value) -> str:  # noqa: ARG001
    repeated = _subject(value)
    if not owner(repeated):
        return "It repeats something that is no post."
    said.tied(_tie(did, owner(repeated), TieKind.REPOST, value, repeated))
    return ""


def _turned(kind: TieKind) -> "Callable[[Gathered, str, str, Value], str]":
    def understand(said: Gathered, did: str, uri: str, value: Value) -> str:  # noqa: ARG001
        other = str(value.get("subject") or "")
        if not DID.fullmatch(other):
            return "It names nobody."
        said.tied(_tie(did, other, kind, value, None))
        return ""

    return understand


def _listed(said: Gathered, did: str, uri: str, value: Value) -> str:
    name, about = str(value.get("name") or ""), str(value.get("description") or "")
    if str(value.get("purpose") or "").endswith("#modlist"):
        return "It is a list of people to be muted, which recommends nobody."
    key = uri.rpartition("/")[2]
    pack = value.get("$type") == "app.bsky.graph.starterpack"
    url = f"{SITE}/starter-pack/{did}/{key}" if pack else f"{SITE}/profile/{did}/lists/{key}"
    post = list_post(uri, did, name, about, url, str(value.get("createdAt") or ""))
    said.add(post, list_resource(post, name))
    return ""


def _member(said: Gathered, did: str, uri: str, value: Value) -> str:  # noqa: ARG001
    other, place = str(value.get("subject") or ""), str(value.get("list") or "")
    if value.get("muting"):
        return "It is on a list of people to be muted, which recommends nobody."
    if not DID.fullmatch(other) or owner(place) != did:
        return "It names nobody."
    said.tied(_tie(did, other, TieKind.LISTED, value, place))
    return ""


def _profile(said: Gathered, did: str, uri: str, value: Value) -> str:  # noqa: ARG001
    return "" if said.page.me == did else "It is a profile without its owner's name."


def _subject(value: Value) -> str:
    subject = value.get("subject")
    return str(subject.get("uri") or "") if isinstance(subject, dict) else ""


def _tie(did: str, other: str, kind: TieKind, value: Value, post: str | None) -> Tie:
    at = moment(str(value.get("createdAt") or ""))
    about = f"{NAME}:{post}" if post else None
    return Tie(source=f"{NAME}:{did}", target=f"{NAME}:{other}", kind=kind, at=at, post=about)


_SORTS = MappingProxyType(
    {
        POST: _post,
        "app.bsky.feed.like": _liked,
        "app.bsky.feed.repost": _reposted,
        "app.bsky.graph.follow": _turned(TieKind.FOLLOW),
        "app.bsky.graph.block": _turned(TieKind.MUTE),
        "app.bsky.graph.list": _listed,
        "app.bsky.graph.starterpack": _listed,
        "app.bsky.graph.listitem": _member,
        "app.bsky.actor.profile": _profile,
    }
)
