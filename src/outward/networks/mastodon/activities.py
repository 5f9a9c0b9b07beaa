"""ActivityStreams: what an account export and other programs of the Fediverse write. Pure."""

import re
from html import escape
from typing import Any
from urllib.parse import urlsplit

import msgspec

from outward.fetch import canonical, plain_text, words
from outward.fetch.linked import itself
from outward.model import Account, Form, MarkKind, Post, TieKind
from outward.networks.mastodon.page import PRIVATE, Reading
from outward.networks.mastodon.people import NETWORK, indexable
from outward.networks.mastodon.pointing import first_link, lang, links, moment
from outward.networks.mastodon.records import Author

_ACTOR = re.compile(r"(https?://[^/]+)/(?:users/|accounts/|video-channels/|u/|profile/|@)([\w.-]+)(?:/.*)?", re.ASCII)
_LOCAL = re.compile(r"(https?://[^/]+)/users/([\w.-]+)/statuses/(\d+)", re.ASCII)
_PEOPLE = ("Person", "Service", "Application", "Organization", "Group")
_POSTS = ("Note", "Article", "Question", "Video", "Page", "Audio", "Event")
_PUBLIC = ("https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public")
_QUIET = ("id", "type", "to", "cc", "published", "attributedTo")
_NOBODY = "It does not say whose it is."
_NOTHING = "It tells nothing of posts or people."


def take_activity(page: Reading, _: str, record: bytes) -> None:
    """Keep one activity, or one object on its own. Raises ValueError with a reason."""
    said = msgspec.json.decode(record)
    if not isinstance(said, dict):
        raise ValueError("It cannot be understood.")
    _take(page, said, said.get("actor"))


def take_address(page: Reading, kind: MarkKind | None, address: str) -> None:
    """Keep that the user liked or saved the status at an address. Raises ValueError."""
    local = _LOCAL.fullmatch(address.strip())
    shown = canonical("{}/@{}/{}".format(*local.groups()) if local else address)
    if not shown or kind is None:
        raise ValueError("Its address cannot be opened.")
    page.mark(shown, kind)
    whom = _person_or_none(address)
    if kind is MarkKind.LIKED and whom:
        page.turn(page.me, whom, TieKind.LIKE, None, f"{NETWORK}:{address.strip()}")


def visibility(note: dict[str, Any]) -> str:
    """Who may see an object: public, private (followers), or direct; public where it does not say."""
    named = [one for key in ("to", "cc") for one in _texts(note.get(key))]
    if not named or any(one in _PUBLIC for one in named):
        return "public"
    return "private" if any(one.endswith("/followers") for one in named) else "direct"


def hush(said: Any) -> Any:
    """An activity without the words of a private message."""
    if not isinstance(said, dict):
        return said
    inner = said.get("object")
    if isinstance(inner, dict):
        return {**said, "object": hush(inner)}
    return {name: said[name] for name in _QUIET if name in said} if visibility(said) == "direct" else said


def account_in(said: dict[str, Any]) -> Account | None:
    """The account a profile describes, None when it names nobody."""
    page = Reading()
    try:
        _account(page, said)
    except ValueError:
        return None
    return next(iter(page.accounts.values()))


def _take(page: Reading, said: dict[str, Any], actor: Any) -> None:
    kind, inner = said.get("type"), said.get("object")
    if kind in _POSTS:
        _post(page, said, actor)
    elif kind in _PEOPLE:
        _account(page, said)
    elif kind in ("Create", "Update") and isinstance(inner, dict):
        _take(page, inner, actor)
    elif kind in ("Announce", "Like"):
        _turn(page, said, TieKind.REPOST if kind == "Announce" else TieKind.LIKE)
    elif kind == "Follow":
        page.turn(_person(actor), _person(inner), TieKind.FOLLOW, moment(_text(said.get("published"))))
    elif kind == "Delete":
        page.deleted.setdefault(f"{NETWORK}:{_address(inner)}")
    elif kind == "Undo":
        raise ValueError("It takes something back and says nothing new.")
    else:
        raise ValueError(_NOTHING)


def _turn(page: Reading, said: dict[str, Any], kind: TieKind) -> None:
    """Somebody repeats or likes something."""
    who, inner = _person(said.get("actor")), said.get("object")
    post = f"{NETWORK}:{_address(inner)}"
    if isinstance(inner, dict) and inner.get("type") in _POSTS and inner.get("content"):
        post = _post(page, inner, None)
    author = page.posts[post].author if post in page.posts else None
    whom = author or _person_or_none(inner.get("attributedTo") if isinstance(inner, dict) else None)
    whom = whom or _person_or_none(_address(inner))
    if not whom:
        raise ValueError(_NOBODY)
    page.turn(who, whom, kind, moment(_text(said.get("published"))), post)
    if kind is TieKind.LIKE and who == page.me:
        page.mark(canonical(_address(inner)), MarkKind.LIKED)


def _post(page: Reading, said: dict[str, Any], actor: Any) -> str:
    """Keep an object somebody wrote; returns its post's id."""
    native = _text(said.get("id")) or _link(said.get("url"))
    if not native:
        raise ValueError("It has no id.")
    author = _person_or_none(said.get("attributedTo")) or _person_or_none(actor) or _person_or_none(native)
    if not author:
        raise ValueError(_NOBODY)
    at = moment(_text(said.get("published")))
    if visibility(said) == "direct":
        for whom in filter(None, map(_person_or_none, _texts(said.get("to")) + _texts(said.get("cc")))):
            page.turn(author, whom, TieKind.MESSAGE, at)
        raise ValueError(PRIVATE)
    address = canonical(_link(said.get("url")) or native)
    if not address:
        raise ValueError("Its address cannot be opened.")
    mentioned = {_text(tag.get("href")): tag for tag in _dicts(said.get("tag")) if tag.get("type") == "Mention"}
    answered, quoted = _address(said.get("inReplyTo")), _text(said.get("quote")) or _text(said.get("quoteUrl"))
    content = _text(said.get("content"))
    title = "" if said.get("type") == "Note" else _text(said.get("name"))
    post = Post(
        id=f"{NETWORK}:{native}",
        network=NETWORK,
        author=author,
        text="\n".join(filter(None, (*map(_plain, (title, _text(said.get("summary")))), plain_text(content)))),
        url=address,
        resource=address,
        created_at=at,
        lang=lang(next(iter(_dict(said.get("contentMap"))), None)),
        reply_to=f"{NETWORK}:{answered}" if answered else None,
        quotes=f"{NETWORK}:{quoted}" if quoted else None,
        tags=tuple(dict.fromkeys(_hashtags(said))),
        mentions=tuple(dict.fromkeys(filter(None, map(_person_or_none, mentioned)))),
        likes=_total(said.get("likes")),
        reposts=_total(said.get("shares")),
        replies=_total(said.get("replies")),
    )
    form = {"Video": Form.VIDEO, "Article": Form.ARTICLE, "Event": Form.EVENT, "Audio": Form.EPISODE}
    kind = form.get(str(said.get("type")), Form.POST)
    without = {canonical(href) for href in (*mentioned, quoted) if href} | {address}
    found = first_link(content, without) if kind is Form.POST else None
    page.add(post, found or itself(post, words(post.text), kind))
    _ties(page, post, answered, quoted)
    return post.id


def _ties(page: Reading, post: Post, answered: str, quoted: str) -> None:
    """Whom an object turns to; a reply is not counted again as a mention."""
    author, whom = post.author or "", _person_or_none(answered)
    page.turn(author, whom, TieKind.REPLY, post.created_at, post.id)
    page.turn(author, _person_or_none(quoted), TieKind.QUOTE, post.created_at, post.id)
    for mentioned in post.mentions:
        if mentioned != whom:
            page.turn(author, mentioned, TieKind.MENTION, post.created_at, post.id)


def _account(page: Reading, said: dict[str, Any]) -> None:
    """Keep a profile; one's own, when it is the export's."""
    account = _person(said)
    handle = account.partition(":")[2]
    bio = plain_text(_text(said.get("summary")))
    asked = Author(acct=handle, discoverable=_flag(said.get("discoverable")), indexable=_flag(said.get("indexable")))
    named = [_text(line.get("value")) for line in _dicts(said.get("attachment"))]
    page.accounts[account] = Account(
        id=account,
        network=NETWORK,
        handle=handle,
        name=_plain(_text(said.get("name"))),
        bio=bio,
        url=canonical(_link(said.get("url")) or _text(said.get("id"))),
        bot=said.get("type") in ("Service", "Application"),
        indexable=indexable(asked, bio),
        links=tuple(dict.fromkeys(link for value in named for link in links(value))),
    )


def _person(said: Any) -> str:
    found = _person_or_none(said)
    if not found:
        raise ValueError(_NOBODY)
    return found


def _person_or_none(said: Any) -> str:
    """The id of the account that an address or an object means, empty when it names none."""
    if isinstance(said, list):
        return next(filter(None, map(_person_or_none, said)), "")
    if isinstance(said, dict):
        address, name = _text(said.get("id")) or _link(said.get("url")), _text(said.get("preferredUsername")).strip()
        host = urlsplit(canonical(address)).netloc
        if name and host and re.fullmatch(r"[\w.-]+", name):
            return f"{NETWORK}:{name}@{host}".lower()
        return _person_or_none(_text(said.get("id"))) or _person_or_none(_link(said.get("url")))
    found = _ACTOR.fullmatch(canonical(said)) if isinstance(said, str) else None
    return f"{NETWORK}:{found[2]}@{urlsplit(found[1]).netloc}".lower() if found else ""


def _address(said: Any) -> str:
    """The address of an object, given whole, by its address, or as one of several."""
    if isinstance(said, list):
        return next(filter(None, map(_address, said)), "")
    if isinstance(said, dict):
        return _text(said.get("id")) or _link(said.get("url"))
    return _text(said)


def _link(said: Any) -> str:
    """The address of a link in any of its forms; the page for people before media."""
    if isinstance(said, list):
        pages = [one for one in said if isinstance(one, dict) and one.get("mediaType") == "text/html"]
        return next(filter(None, map(_link, [*pages, *said])), "")
    return _text(said.get("href")) if isinstance(said, dict) else _text(said)


def _hashtags(said: dict[str, Any]) -> list[str]:
    names = (_text(t.get("name")) for t in _dicts(said.get("tag")) if t.get("type") in ("Hashtag", "Tag", None))
    return [name.lower().lstrip("#") for name in names if name.strip("#")]


def _total(said: Any) -> int | None:
    total = said.get("totalItems") if isinstance(said, dict) else None
    return total if isinstance(total, int) and total >= 0 else None


def _texts(said: Any) -> list[str]:
    return [one for one in (said if isinstance(said, list) else [said]) if isinstance(one, str)]


def _dicts(said: Any) -> list[dict[str, Any]]:
    return [one for one in (said if isinstance(said, list) else [said]) if isinstance(one, dict)]


def _dict(said: Any) -> dict[str, Any]:
    return said if isinstance(said, dict) else {}


def _text(said: Any) -> str:
    return said if isinstance(said, str) else ""


def _flag(said: Any) -> bool | None:
    return said if isinstance(said, bool) else None


def _plain(text: str) -> str:
    return plain_text(escape(text))
