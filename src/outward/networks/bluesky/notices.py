"""What Bluesky tells the user others did: replied, mentioned, quoted, liked, repeated, followed. Pure."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import msgspec

from outward.model import Direction, Tie, TieKind, Touch
from outward.networks.bluesky.gathered import Gathered
from outward.networks.bluesky.labels import refusal
from outward.networks.bluesky.records import NAME, SITE, Actor, Label, moment, read_item

_HOW = MappingProxyType(
    {
        "reply": "reply",
        "mention": "mention",
        "quote": "quoted",
        "like": "liked",
        "like-via-repost": "liked",
        "repost": "reposted",
        "repost-via-repost": "reposted",
        "follow": "followed",
    }
)
SAYING = ("reply", "mention", "quoted")
"""Contacts that are a post."""
_TIES = MappingProxyType({"liked": TieKind.LIKE, "reposted": TieKind.REPOST, "followed": TieKind.FOLLOW})


class Notice(msgspec.Struct, rename="camel"):
    """One notification."""

    uri: str
    author: Actor
    reason: str
    indexed_at: str
    reason_subject: str | None = None
    labels: tuple[Label, ...] | None = None


def notices(said: Gathered) -> None:
    """Contacts with the user; notices of other sorts (somebody was verified) are passed over."""
    for record in said.page.notifications:
        try:
            notice = msgspec.convert(record, Notice)
        except (msgspec.ValidationError, RecursionError):
            said.drop("It is no notification that can be read.", record)
            continue
        how, at = _HOW.get(notice.reason, ""), moment(notice.indexed_at)
        if not how or at is None:
            continue
        why = refusal([*(notice.labels or ()), *(notice.author.labels or ())], said.page.hidden)
        if why:
            said.drop(why, record)
        elif said.person(record["author"]):
            _touched(said, notice, Touch(person=f"{NAME}:{notice.author.did}", direction=Direction.IN, how=how, at=at))
            if how in SAYING:
                _said(said, record)


def _said(said: Gathered, record: dict[str, Any]) -> None:
    """The post somebody turned to her with, as far as the notice tells it; one that does not is no loss."""
    value = record.get("record")
    if isinstance(value, dict):
        post = {"uri": record["uri"], "author": record["author"], "record": value, "embed": value.get("embed")}
        item = {"post": {**post, "labels": record.get("labels"), "indexedAt": record.get("indexedAt")}}
        if not isinstance(read_item(item), str):
            said.item(item)


def _touched(said: Gathered, notice: Notice, touch: Touch) -> None:
    key, who = notice.uri.rpartition("/")[2], notice.author.url
    subject, me = notice.reason_subject or "", said.page.me
    url = f"{who}/post/{key}" if touch.how in SAYING else who
    if touch.how in ("liked", "reposted") and subject:
        url = f"{SITE}/profile/{said.page.handle or me}/post/{subject.rpartition('/')[2]}"
    said.touches[replace(touch, url=url)] = None
    kind = _TIES.get(touch.how)
    if kind and me:
        post = f"{NAME}:{subject}" if subject and kind is not TieKind.FOLLOW else None
        said.tied(Tie(source=touch.person, target=f"{NAME}:{me}", kind=kind, at=touch.at, post=post))
