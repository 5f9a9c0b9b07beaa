"""What a page of Bluesky says. Pure."""

import re
from collections.abc import Iterator
from datetime import datetime
from html import escape

import msgspec

from outward.fetch import canonical, plain_text, words
from outward.fetch.linked import itself, linked
from outward.model import Account, Dropped, Form, Parsed, Post, Resource, Source, Tie, TieKind
from outward.networks.bluesky.records import (
    NAME,
    PLACE,
    POST,
    Actor,
    Answer,
    Embed,
    Feature,
    Item,
    Record,
    Ref,
    View,
    moment,
    read_item,
    read_profile,
)

_LINK = re.compile(r"https?://[^\s<>\"')\]]+")


def parse(raw: bytes, source: Source) -> Parsed:  # noqa: ARG001
    """Posts with their people, ties and what they point at. Pure; an answer that is none is one drop."""
    try:
        page = msgspec.json.decode(raw, type=Answer)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Parsed(dropped=(Dropped("It is no answer of Bluesky.", _excerpt(raw[:400].decode("utf-8", "replace"))),))
    read = [(read_item(record), record) for record in page.feed]
    items = [item for item, _ in read if isinstance(item, Item)]
    threads = {_own_thread(item.post) for item in items}
    posts = {item.post.uri: _post(item.post) for item in items}
    profiles = [(read_profile(profile), profile) for profile in page.profiles]
    full = {who.did: who for who, _ in profiles if isinstance(who, Actor)}
    people = {who.did: who for item in items for who in item.people} | full
    resources = [_resource(item.post, posts[item.post.uri], threads) for item in items]
    return Parsed(
        posts=tuple(posts.values()),
        accounts=tuple(_account(who, page.signed_in) for who in people.values()),
        resources=tuple({resource.url: resource for resource in resources}.values()),
        ties=tuple(dict.fromkeys(tie for item in items for tie in _ties(item, posts[item.post.uri]))),
        dropped=tuple(
            Dropped(why, _excerpt(str(record))) for why, record in [*read, *profiles] if isinstance(why, str)
        ),
    )


def _post(view: View) -> Post:
    record, url = view.record, f"{view.author.url}/post/{view.uri.rpartition('/')[2]}"
    features = _features(record)
    tags = [*(one.tag for one in features), *(record.tags or ())]
    target, quoted = _target(view), _quoted(view)
    return Post(
        id=f"{NAME}:{view.uri}",
        network=NAME,
        author=f"{NAME}:{view.author.did}",
        text=plain_text(escape(record.text)),
        url=url,
        resource=target.url if target else url,
        created_at=_said_at(view),
        lang=_lang(record.langs),
        reply_to=f"{NAME}:{record.reply.parent.uri}" if record.reply else None,
        quotes=f"{NAME}:{quoted}" if quoted else None,
        tags=tuple({tag.lower(): tag for tag in tags if tag}.values()),
        mentions=tuple(dict.fromkeys(f"{NAME}:{one.did}" for one in features if one.did)),
        likes=view.like_count,
        reposts=view.repost_count,
        replies=view.reply_count,
    )


def _features(record: Record) -> list[Feature]:
    return [feature for facet in record.facets or () for feature in facet.features]


def _target(view: View) -> Resource | None:
    """What a post points at: its card, else the first link in its text."""
    embed = view.embed or Embed()
    card = embed.external or (embed.media.external if embed.media else None)
    found = linked(card.uri, card.title, card.description) if card else None
    return found or next(filter(None, (linked(one.uri) for one in _features(view.record) if one.uri)), None)


def _resource(view: View, post: Post, threads: set[str]) -> Resource:
    form = Form.THREAD if view.uri in threads else Form.POST
    return _target(view) or itself(post, words(post.text), form)


def _own_thread(view: View) -> str:
    """The beginning of the thread in which an author answers herself, empty for any other post."""
    reply = view.record.reply
    return reply.root.uri if reply and {_did(reply.root.uri), _did(reply.parent.uri)} == {view.author.did} else ""


def _quoted(view: View) -> str:
    """The address of the post it quotes, empty when it quotes none."""
    shown = (view.embed.record if view.embed else None) or Ref()
    uri = shown.uri or (shown.record.uri if shown.record else "")
    return uri if f"/{POST}/" in uri else ""


def _ties(item: Item, post: Post) -> Iterator[Tie]:
    view, author = item.post, item.post.author.did
    turned = [(TieKind.MENTION, one.removeprefix(f"{NAME}:")) for one in post.mentions]
    turned.append((TieKind.REPLY, _did(view.record.reply.parent.uri) if view.record.reply else ""))
    turned.append((TieKind.QUOTE, _did(_quoted(view))))
    for kind, other in turned:
        if other not in ("", author):
            yield Tie(source=f"{NAME}:{author}", target=f"{NAME}:{other}", kind=kind, at=post.created_at, post=post.id)
    reason = item.reason
    if reason and reason.by and reason.by.did != author:
        who, at = f"{NAME}:{reason.by.did}", moment(reason.indexed_at)
        yield Tie(source=who, target=f"{NAME}:{author}", kind=TieKind.REPOST, at=at, post=post.id)


def _did(uri: str) -> str:
    found = PLACE.fullmatch(uri)
    return found[1] if found else ""


def _account(who: Actor, signed_in: bool) -> Account:
    bio = plain_text(escape(who.description or ""))
    named = [who.website or "", *_LINK.findall(bio)]
    return Account(
        id=f"{NAME}:{who.did}",
        network=NAME,
        handle=who.handle or who.did,
        name=plain_text(escape(who.display_name or "")),
        bio=bio,
        url=who.url,
        followers=who.followers_count,
        following=who.follows_count,
        bot=any(label.val == "bot" for label in who.labels),
        indexable=False if who.members_only and not signed_in else None,
        links=tuple(dict.fromkeys(address for link in named if (address := canonical(link.rstrip(".,;:!?"))))),
    )


def _said_at(view: View) -> datetime | None:
    """When a post was written as far as that can be: its author's date, unless Bluesky met it earlier."""
    known = [at for text in (view.record.created_at, view.indexed_at) if (at := moment(text))]
    return min(known, default=None)


def _lang(langs: tuple[str, ...] | None) -> str | None:
    code = next(iter(langs or ()), "").partition("-")[0].lower()
    return code if code.isascii() and code.isalpha() and len(code) in (2, 3) else None


def _excerpt(text: str) -> str:
    return plain_text(escape(text[:400]))[:200]
