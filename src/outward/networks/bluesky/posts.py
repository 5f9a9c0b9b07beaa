"""Posts of Bluesky as the model knows them. Pure."""

from collections.abc import Collection, Iterator
from datetime import datetime
from html import escape

from outward.fetch import plain_text, words
from outward.fetch.linked import itself, linked
from outward.model import Form, Post, Resource, Tie, TieKind
from outward.networks.bluesky.records import NAME, Embed, Feature, Item, Record, View, moment, owner, quoted


def post(view: View) -> Post:
    """A post in the model's words."""
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


def resource(view: View, post: Post, threads: Collection[str]) -> Resource:
    """What a post points at, or the post itself."""
    form = Form.THREAD if view.uri in threads else Form.POST
    return _target(view) or itself(post, words(post.text), form)


def own_thread(view: View) -> str:
    """The beginning of the thread in which an author answers herself, empty for any other post."""
    reply = view.record.reply
    return reply.root.uri if reply and {owner(reply.root.uri), owner(reply.parent.uri)} == {view.author.did} else ""


def _quoted(view: View) -> str:
    """The address of the post it quotes, empty when it quotes none or its author does not want to be quoted."""
    leaf = quoted(Item(view))
    return "" if leaf.blocked or leaf.detached else leaf.uri


def ties(item: Item, post: Post) -> Iterator[Tie]:
    """To whom a post turns, and who repeated it."""
    view, author = item.post, item.post.author.did
    turned = [(TieKind.MENTION, one.removeprefix(f"{NAME}:")) for one in post.mentions]
    turned.append((TieKind.REPLY, owner(view.record.reply.parent.uri) if view.record.reply else ""))
    turned.append((TieKind.QUOTE, owner(_quoted(view))))
    for kind, other in turned:
        if other not in ("", author):
            yield Tie(source=f"{NAME}:{author}", target=f"{NAME}:{other}", kind=kind, at=post.created_at, post=post.id)
    reason = item.reason
    if reason and reason.by and reason.by.did != author:
        who, at = f"{NAME}:{reason.by.did}", moment(reason.indexed_at)
        yield Tie(source=who, target=f"{NAME}:{author}", kind=TieKind.REPOST, at=at, post=post.id)


def _said_at(view: View) -> datetime | None:
    """When a post was written as far as that can be: its author's date, unless Bluesky met it earlier."""
    known = [at for text in (view.record.created_at, view.indexed_at) if (at := moment(text))]
    return min(known, default=None)


def _lang(langs: tuple[str, ...] | None) -> str | None:
    code = next(iter(langs or ()), "").partition("-")[0].lower()
    return code if code.isascii() and code.isalpha() and len(code) in (2, 3) else None
