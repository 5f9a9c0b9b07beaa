"""One post, person or list as X tells of it, in the words of the model; all eras and both sets of names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from outward.fetch import words as counted
from outward.fetch.gathering import Gathering
from outward.fetch.linked import itself
from outward.model import (
    Account,
    Direction,
    Form,
    Parsed,
    Post,
    Resource,
    TieKind,
)
from outward.networks.x.names import (
    NAME,
    born,
    count,
    dropped,
    handle,
    ident,
    line,
    moment,
    number,
    outside,
    post_of,
    profile,
    status,
    words,
)

MOST = 50
NO_POST = "It is no post of X's."
NO_PERSON = "It is no person of X's."
_REPEATS = re.compile(r"^RT @([A-Za-z0-9_]{1,15}): ")
_LANG = re.compile(r"[a-z]{2}(-\w{2,8})?")
Record = Mapping[str, Any]


@dataclass
class Told(Gathering):
    """What was gathered so far; a post of which a newer form is known is left out."""

    @property
    def parsed(self) -> Parsed:
        """All of it."""
        for post in self.deleted:
            self.posts.pop(post, None)
        return super().parsed

    def drop(self, reason: str, record: Any) -> None:
        """A record that cannot be read."""
        self.dropped.append(dropped(reason, record))


def entity(record: Any, *names: str) -> list[dict[str, Any]]:
    """The first list of things of these names among the entities of a record."""
    found = record.get("entities") if isinstance(record, dict) else None
    for name in names:
        if isinstance(found, dict) and isinstance(found.get(name), list):
            return [one for one in found[name] if isinstance(one, dict)][:MOST]
    return []


def inner(record: Any, *names: str) -> Record:
    """The first record of these names in a record, an empty one when there is none."""
    for name in names:
        if isinstance(record, dict) and isinstance(record.get(name), dict):
            return record[name]  # type: ignore[no-any-return]
    return {}


def person(told: Told, record: Any) -> str:
    """The account a record tells of; its id, empty when it tells of none."""
    if not isinstance(record, dict):
        return ""
    who = ident(record.get("id_str") or record.get("id"))
    name = handle(record.get("screen_name") or record.get("username"))
    if not who:
        return ""
    counts = inner(record, "public_metrics")
    link = _link(record)
    known = told.accounts.get(who)
    if known is None or not known.bio:
        told.accounts[who] = Account(
            id=who,
            network=NAME,
            handle=name,
            name=line(record.get("name")),
            bio=_bio(record),
            url=profile(number(who.removeprefix("x:")), name),
            followers=count(counts.get("followers_count", record.get("followers_count"))),
            following=count(counts.get("following_count", record.get("friends_count"))),
            indexable=False if record.get("protected") is True else None,
            links=(link,) if link else (),
        )
    return who


def _described(record: Record, what: str) -> list[dict[str, Any]]:
    return entity({"entities": inner(inner(record, "entities"), what)}, "urls")


def _link(record: Record) -> str:
    expanded = next((one.get("expanded_url") for one in _described(record, "url")), None)
    return outside(expanded or record.get("url"))


def _bio(record: Record) -> str:
    return words(_expanded(str(record.get("description") or ""), _described(record, "description")))[:2000]


def _expanded(text: str, urls: Sequence[Record]) -> str:
    """A text with X's short links written out."""
    for one in urls:
        short, whole = one.get("url"), one.get("expanded_url")
        if isinstance(short, str) and isinstance(whole, str) and short and len(whole) < 2000:
            text = text.replace(short, whole)
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A post as its record says it, before it is one."""

    id: str
    author: str
    text: str
    at: datetime | None
    lang: str | None
    urls: Sequence[Record]
    tags: tuple[str, ...]
    mentions: tuple[str, ...]
    reply_to: str = ""
    reply_who: str = ""
    quotes: str = ""
    quoted_who: str = ""
    repeats: str = ""
    repeated_who: str = ""
    earlier: tuple[str, ...] = ()
    likes: int | None = None
    reposts: int | None = None
    replies: int | None = None


def keep(told: Told, said: Said) -> str:
    """Keep a post with all that it says about people and links. Returns its id."""
    plain = number(said.id.removeprefix("x:"))
    url = status(plain)
    away = next((found for one in said.urls if (found := outside(_whole(one)))), "")
    repeated = number(said.repeats.removeprefix("x:"))
    resource = status(repeated) if repeated else away or url
    text = words(_expanded(said.text, said.urls))
    told.posts[said.id] = Post(
        id=said.id,
        network=NAME,
        author=said.author or None,
        text=text,
        url=url,
        resource=resource,
        created_at=said.at or born(plain),
        lang=said.lang,
        reply_to=said.reply_to or None,
        quotes=said.quotes or None,
        repost_of=said.repeats or None,
        tags=said.tags,
        mentions=said.mentions,
        likes=said.likes,
        reposts=said.reposts,
        replies=said.replies,
    )
    if away and not said.repeats:
        titled = next((line(one.get("title")) for one in said.urls if outside(_whole(one)) == away), "")
        told.resources.setdefault(away, Resource(url=away, form=Form.ARTICLE, title=titled))
    elif resource == url:
        told.resources.setdefault(url, itself(told.posts[said.id], counted(text)))
    told.deleted.update(dict.fromkeys(said.earlier))
    _between(told, said, told.posts[said.id])
    return said.id


def _whole(one: Record) -> Any:
    return one.get("unwound_url") or one.get("expanded_url")


def _between(told: Told, said: Said, post: Post) -> None:
    """What a post says of people to each other."""
    repeated = bool(said.repeats or said.repeated_who)
    turned = [
        (TieKind.REPOST, "reposted", said.repeated_who),
        (TieKind.QUOTE, "quoted", said.quoted_who),
        (TieKind.REPLY, "reply", said.reply_who),
        *((TieKind.MENTION, "mention", who) for who in said.mentions if not repeated and who != said.reply_who),
    ]
    for kind, how, who in turned:
        told.tie(said.author, who, kind, post.created_at, post.id)
        if told.me and who and said.author == told.me:
            told.touch(who, Direction.OUT, how, post.created_at, post.url)
        elif told.me and who == told.me and said.author:
            told.touch(said.author, Direction.IN, how, post.created_at, post.url)


def old_post(told: Told, record: Record, author: str = "") -> str:
    """A post as archives and the interface of version 1.1 tell it. Its id, empty when it is none."""
    post = ident(record.get("id_str") or record.get("id"))
    whole = inner(record, "extended_tweet") or record
    text = next((one for one in (whole.get("full_text"), record.get("text")) if isinstance(one, str)), None)
    if not post or text is None:
        return ""
    who = person(told, record.get("user")) or author
    repeated, quoted = inner(record, "retweeted_status"), inner(record, "quoted_status")
    repeats = old_post(told, repeated) if repeated and not inner(repeated, "retweeted_status") else ""
    quotes = old_post(told, quoted) if quoted and not inner(quoted, "quoted_status") else ""
    urls = entity(whole, "urls")
    mentions = tuple(dict.fromkeys(found for one in entity(whole, "user_mentions") if (found := person(told, one))))
    repeats = repeats or ident(record.get("retweeted_status_id_str"))
    if not quotes and not repeats:
        quotes = ident(record.get("quoted_status_id_str")) or _quoted(urls)
    again = _REPEATS.match(text)
    first = next((who for who in mentions if again and told.accounts[who].handle == again[1]), "")
    if again and not repeats:
        repeats = f"{NAME}:of:{post[2:]}"
    reply_who = ident(record.get("in_reply_to_user_id_str") or record.get("in_reply_to_user_id"))
    if reply_who and reply_who not in told.accounts:
        person(told, {"id": reply_who.removeprefix("x:"), "screen_name": record.get("in_reply_to_screen_name")})
    return keep(
        told,
        Said(
            id=post,
            author=who,
            text=text,
            at=moment(record.get("created_at")),
            lang=_lang(record),
            urls=urls,
            tags=_tags(entity(whole, "hashtags")),
            mentions=mentions,
            reply_to=ident(record.get("in_reply_to_status_id_str") or record.get("in_reply_to_status_id")),
            reply_who=reply_who,
            quotes=quotes if quotes != post else "",
            quoted_who=_author(told, quotes),
            repeats=repeats if repeats != post else "",
            repeated_who=_author(told, repeats) or first,
            earlier=tuple(_earlier(record, post)),
            likes=count(record.get("favorite_count")),
            reposts=count(record.get("retweet_count")),
            replies=count(record.get("reply_count")),
        ),
    )


def _quoted(urls: Sequence[Record]) -> str:
    return next((f"x:{found}" for one in urls if (found := post_of(str(one.get("expanded_url") or "")))), "")


def _author(told: Told, post: str) -> str:
    return (told.posts[post].author or "") if post in told.posts else ""


def _tags(found: Sequence[Record]) -> tuple[str, ...]:
    said = (line(one.get("text") or one.get("tag")).lower() for one in found)
    return tuple(dict.fromkeys(tag for tag in said if tag))


def _lang(record: Record) -> str | None:
    said = record.get("lang")
    return said if isinstance(said, str) and _LANG.fullmatch(said) else None


def _earlier(record: Record, post: str) -> Iterator[str]:
    """The earlier forms of an edited post (itself, when it is one), which the newest replaces."""
    info = inner(record, "edit_info")
    chain = inner(info, "initial", "edit") or info
    chain = inner(chain, "editControlInitial", "edit_control_initial") or chain
    ids = chain.get("editTweetIds") or chain.get("edit_tweet_ids")
    ids = ids or record.get("edit_history_post_ids") or record.get("edit_history_tweet_ids")
    chain_ids = {found for one in (ids if isinstance(ids, list) else ()) if (found := ident(one))} | {post}
    newest = max(chain_ids, key=lambda one: int(one[2:]))
    yield from sorted(chain_ids - {newest})


def new_post(told: Told, record: Record, others: Mapping[str, Record]) -> str:
    """A post as version 2 of the interface tells it; `others` are the posts told beside it, by number."""
    post = ident(record.get("id"))
    long = inner(record, "note_post", "note_tweet")
    text = long.get("text") or record.get("text")
    if not post or not isinstance(text, str):
        return ""
    turned: dict[str, str] = {}
    referenced = record.get("referenced_posts") or record.get("referenced_tweets")
    for one in referenced if isinstance(referenced, list) else ():
        kind = one.get("type") if isinstance(one, dict) else ""
        if kind in _TURNS and ident(one.get("id")):
            turned.setdefault(_TURNS[kind], ident(one.get("id")))
    about = long if inner(long, "entities") else record
    counts = inner(record, "public_metrics")
    named = (person(told, {"id": one.get("id"), "username": one.get("username")}) for one in entity(about, "mentions"))
    whom = {how: ident(others.get(to[2:], {}).get("author_id")) for how, to in turned.items()}
    return keep(
        told,
        Said(
            id=post,
            author=ident(record.get("author_id")),
            text=text,
            at=moment(record.get("created_at")),
            lang=_lang(record),
            urls=entity(about, "urls"),
            tags=_tags(entity(about, "hashtags")),
            mentions=tuple(dict.fromkeys(who for who in named if who)),
            reply_to=turned.get("reply", ""),
            reply_who=ident(record.get("in_reply_to_user_id")) or whom.get("reply", ""),
            quotes=turned.get("quote", ""),
            quoted_who=whom.get("quote", ""),
            repeats=turned.get("repost", ""),
            repeated_who=whom.get("repost", ""),
            earlier=tuple(_earlier(record, post)),
            likes=count(counts.get("like_count")),
            reposts=count(counts.get("repost_count", counts.get("retweet_count"))),
            replies=count(counts.get("reply_count")),
        ),
    )


_TURNS = {"replied_to": "reply", "quoted": "quote", "retweeted": "repost", "reposted": "repost"}
