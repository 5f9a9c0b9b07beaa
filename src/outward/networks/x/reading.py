"""What pages and pieces of X say."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from outward.errors import MalformedError
from outward.model import Account, Direction, Form, MarkKind, Parsed, Post, Resource, Source, TieKind
from outward.networks.x.names import (
    NAME,
    SITE,
    born,
    handle,
    ident,
    line,
    moment,
    number,
    outside,
    post_of,
    profile,
    status,
    steps,
    words,
)
from outward.networks.x.telling import NO_PERSON, NO_POST, Said, Told, inner, keep, new_post, old_post, person

Frame = Mapping[str, Any]
Reader = Callable[[Told, Any, Frame], None]


def parse(raw: bytes, source: Source) -> Parsed:
    """What a page or piece says. Raises `MalformedError` when it is none."""
    try:
        said = msgspec.json.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise MalformedError("This is no answer and no file of X's; read it again.")
    own = ident(said.get("own")) or ident(source.value if source.kind in READERS else "")
    told = Told(me=own)
    if isinstance(said.get("items"), list):
        read = READERS.get(source.kind, _nothing)
        for record in said["items"]:
            _one(told, record, said, read)
    elif "data" in said or "includes" in said or "answer" in said:
        _envelope(told, inner(said, "answer") or said, source)
    else:
        raise MalformedError("This is no answer and no file of X's; read it again.")
    return told.parsed


def _one(told: Told, record: Any, frame: Frame, read: Reader) -> None:
    if not isinstance(record, dict | str | int):
        told.drop("It is no record of X's.", record)
    elif isinstance(record, dict) and isinstance(record.get("broken"), str):
        told.drop(record["broken"], record)
    else:
        try:
            read(told, record, frame)
        except (TypeError, ValueError, KeyError, AttributeError, OverflowError, RecursionError):
            told.drop("It cannot be understood.", record)


def _unwrapped(record: Any, *names: str) -> Any:
    if not isinstance(record, dict):
        return {}
    return next((record[name] for name in names if isinstance(record.get(name), dict)), record)


def _post(told: Told, record: Any, frame: Frame) -> None:
    inside = _unwrapped(record, "tweet")
    if frame.get("gone") == "yes" and ident(inside.get("id_str")):
        told.deleted[ident(inside["id_str"])] = None
    elif not old_post(told, inside, told.me):
        told.drop(NO_POST, record)
    elif told.me:
        told.mine[told.me] = None


def _gone(told: Told, record: Any, _: Frame) -> None:
    inside = _unwrapped(record, "tweet")
    post = ident(inside.get("id_str") or inside.get("id"))
    if post:
        told.deleted[post] = None
    else:
        told.drop(NO_POST, record)


def _marked(told: Told, record: Any, kind: MarkKind, *names: str) -> None:
    """A post somebody else wrote: its number and words are known, its author is not."""
    inside = _unwrapped(record, *names)
    native = number(inside.get("tweetId") or inside.get("id_str"))
    if not native:
        told.drop(NO_POST, record)
        return
    text = words(inside.get("fullText"))
    if text and ident(native) not in told.posts:
        link = status(native)
        told.posts[f"x:{native}"] = Post(
            id=f"x:{native}", network=NAME, author=None, text=text, url=link, resource=link, created_at=born(native)
        )
    told.mark(status(native), kind)


def _liked(told: Told, record: Any, _: Frame) -> None:
    _marked(told, record, MarkKind.LIKED, "like")


def _saved(told: Told, record: Any, _: Frame) -> None:
    _marked(told, record, MarkKind.SAVED, "bookmark", "tweet")


def _stranger(told: Told, value: Any) -> str:
    """An account known by its number only."""
    who = ident(value)
    if who and who not in told.accounts:
        told.accounts[who] = Account(id=who, network=NAME, handle="", url=profile(who.removeprefix("x:")))
    return who


def _tied(told: Told, record: Any, frame: Frame) -> None:
    inside = _unwrapped(record, "following", "follower", "blocking", "muting")
    who = _stranger(told, inside.get("accountId"))
    if not who:
        told.drop(NO_PERSON, record)
    elif not told.me:
        told.drop("It names no account of yours; give the whole archive, with account.js.", record)
    elif frame.get("file") in ("follower", "followers"):
        told.tie(who, told.me, TieKind.FOLLOW)
    else:
        told.tie(told.me, who, TieKind.FOLLOW if frame.get("file") == "following" else TieKind.MUTE)


def _list(told: Told, record: Any, frame: Frame) -> None:
    inside = _unwrapped(record, "userListInfo")
    name = inside.get("uri") or inside.get("url") or inside.get("urls")
    path = steps(f"{SITE}{name}" if isinstance(name, str) and name.startswith("/") else str(name or "")) or ()
    native = number(inside.get("id_str")) or next((step for step in path if number(step)), "")
    owner = person(told, inside.get("user"))
    if not owner and frame.get("file") == "lists-created":
        owner = told.me
    key = native or "/".join(path).lower()
    if not key:
        told.drop("It names no list.", record)
        return
    url = f"{SITE}/i/lists/{native}" if native else f"{SITE}/{key}"
    title = line(inside.get("name")) or line(path[-1] if path else key)
    about = "\n".join(text for text in (title, words(inside.get("description"))) if text)
    told.posts[f"x:list:{key}"] = Post(
        id=f"x:list:{key}",
        network=NAME,
        author=owner or None,
        text=about,
        url=url,
        resource=url,
        created_at=moment(inside.get("created_at")),
    )
    told.resources[url] = Resource(url=url, form=Form.LIST, title=title, text=about, author=owner or None)
    if owner and told.me and frame.get("file") == "lists-member":
        told.tie(owner, told.me, TieKind.LISTED, post=f"x:list:{key}")


def _message(told: Told, record: Any, _: Frame) -> None:
    """Who wrote to whom and when. In a group everybody but the writer is written to, so only the user's side counts."""
    sender, target = ident(record.get("from")), ident(record.get("to"))
    if not target and isinstance(record.get("pair"), str):
        target = next((ident(one) for one in record["pair"].split("-") if ident(one) != sender), "")
    target = target or (told.me if sender != told.me else "")
    at = moment(record.get("at"))
    if record.get("event") == "other":
        told.drop("It is no message, but something that happened to a conversation.", {})
    elif not sender or not at:
        told.drop("It is a message without a sender or a date.", {})
    elif not target:
        told.drop("It is a message to a group, which names nobody it went to.", {})
    else:
        told.tie(_stranger(told, sender[2:]), _stranger(told, target[2:]), TieKind.MESSAGE, at)
        if told.me == sender:
            told.touch(target, Direction.OUT, "message", at)
        elif told.me == target:
            told.touch(sender, Direction.IN, "message", at)


def _own(told: Told, record: Any, frame: Frame) -> None:
    if frame.get("file") == "profile":
        inside = inner(_unwrapped(record, "profile"), "description")
        about = {"id": told.me[2:], "description": inside.get("bio"), "url": inside.get("website")}
        if not told.me:
            told.drop("It is a profile without account.js beside it; give the whole archive.", record)
            return
    else:
        inside = _unwrapped(record, "account")
        about = {
            "id": inside.get("accountId"),
            "name": inside.get("accountDisplayName"),
            "username": inside.get("username"),
        }
    who = person(told, about)
    if who:
        told.mine[who] = None
    else:
        told.drop(NO_PERSON, record)


def _long(told: Told, record: Any, _: Frame) -> None:
    """A long post. Its number is its own, not the post's, which the beginning in tweets.js has."""
    inside = _unwrapped(record, "noteTweet")
    core = inner(inside, "core")
    native, text = number(inside.get("noteTweetId")), words(core.get("text"))
    if not native or not text:
        told.drop(NO_POST, record)
        return
    urls: list[Frame] = [
        {"url": one.get("shortUrl"), "expanded_url": one.get("expandedUrl")}
        for one in core.get("urls") or ()
        if isinstance(one, dict)
    ]
    tags = (line(one.get("text")).lower() for one in core.get("hashtags") or () if isinstance(one, dict))
    keep(
        told,
        Said(
            id=f"x:{native}",
            author=told.me,
            text=str(core.get("text")),
            at=moment(inside.get("createdAt")),
            lang=None,
            urls=urls,
            tags=tuple(tag for tag in tags if tag),
            mentions=(),
        ),
    )


def _people(told: Told, record: Any, _: Frame) -> None:
    who = person(told, record)
    if not who:
        told.drop(NO_PERSON, record)


def _id(told: Told, record: Any, frame: Frame) -> None:
    """A number of somebody's; what it is to whom only the address tells it was asked at."""
    who, asked, path = ident(record), ident(frame.get("who")), str(frame.get("path") or "")
    if not who:
        told.drop(NO_PERSON, record)
        return
    _stranger(told, record)
    if not asked:
        return
    if "friends/ids" in path:
        told.tie(_stranger(told, asked[2:]), who, TieKind.FOLLOW)
    elif "followers/ids" in path:
        told.tie(who, _stranger(told, asked[2:]), TieKind.FOLLOW)


def _pasted(told: Told, record: Any, _: Frame) -> None:
    """What the user copied. Without a number a person is known by her handle only."""
    address, text = str(record.get("url") or ""), words(record.get("text"))
    name = handle(record.get("handle"))
    who = f"x:@{name.lower()}" if name else ""
    if who:
        told.accounts[who] = Account(
            id=who,
            network=NAME,
            handle=name,
            name=line(record.get("name")),
            bio="" if post_of(address) else text[:2000],
            url=profile("", name),
        )
    post = post_of(address)
    if post:
        link = status(post)
        away = next((found for part in text.split() if "://" in part and (found := outside(part))), link)
        told.posts[f"x:{post}"] = Post(
            id=f"x:{post}",
            network=NAME,
            author=who or None,
            text=text,
            url=link,
            resource=away,
            created_at=born(post),
        )
    elif not who:
        told.drop(NO_POST, record)


def _nothing(told: Told, record: Any, _: Frame) -> None:
    told.drop("It is no record of X's.", record)


READERS: Mapping[str, Reader] = {
    "tweets": _post,
    "deleted": _gone,
    "likes": _liked,
    "saved": _saved,
    "followed": _tied,
    "followers": _tied,
    "muted": _tied,
    "lists": _list,
    "messages": _message,
    "own": _own,
    "long": _long,
    "answer_posts": _post,
    "answer_people": _people,
    "answer_ids": _id,
    "answer_lists": _list,
    "answer_messages": _message,
    "answer_other": _nothing,
    "pasted": _pasted,
}


def _envelope(told: Told, said: Frame, source: Source) -> None:
    """An answer of version 2: people beside posts first, then posts beside posts, then what was asked for."""
    beside = inner(said, "includes")
    for record in _records(beside.get("users")):
        person(told, record)
    others = [one for name in ("posts", "tweets") for one in _records(beside.get(name)) if isinstance(one, dict)]
    by_id = {number(one.get("id")): one for one in others if number(one.get("id"))}
    for record in others:
        new_post(told, record, by_id)
    if told.me and told.me in told.accounts:
        told.mine[told.me] = None
    for record in _records(said.get("data")):
        if isinstance(record, dict) and "username" in record and "text" not in record:
            who = person(told, record)
            post = ""
            if source.kind == "following":
                told.tie(told.me, who, TieKind.FOLLOW)
        else:
            post = new_post(told, record, by_id) if isinstance(record, dict) else ""
            who = (told.posts[post].author or "") if post else ""
        if not who and not post:
            told.drop(NO_POST, record)
        elif post and source.kind in ("likes", "bookmarks"):
            liked = source.kind == "likes"
            told.mark(told.posts[post].resource, MarkKind.LIKED if liked else MarkKind.SAVED)
            if liked:
                told.tie(told.me, who, TieKind.LIKE, post=post)


def _records(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if isinstance(value, dict) else []
