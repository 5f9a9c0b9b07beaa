"""Tables about things: what the user wrote, liked, saved, watched and went to."""

import re
from collections.abc import Mapping

from outward.fetch import canonical, plain_text, words
from outward.fetch.linked import itself, linked
from outward.model import Form, MarkKind, Post, Resource
from outward.networks.linkedin.dates import moment, said_at
from outward.networks.linkedin.names import NAME, SITE, digest, key, ours, place
from outward.networks.linkedin.reading import Said, UnfitError

Cells = Mapping[str, str]

_QUOTED_LINE = re.compile(r'"(?:\r\n|\r|\n)"')
_LINE = re.compile(r"\r\n|\r|\n")
_TEMPLATE = re.compile(r"\{hashtag\|\\?#\|([^}|]{1,100})\}")
_TAG = re.compile(r"(?<![\w/&])(?:hashtag)?#(\w{2,100})")
_NO_POST = "Its address is none of a post on LinkedIn."
_UNSAID = ("", "n/a", "na", "null")


def commentary(text: str) -> str:
    """The words of a post. Exports quote every single line of some posts; that is taken away."""
    lines = len(_LINE.findall(text))
    if lines and len(_QUOTED_LINE.findall(text)) == lines:
        text = _QUOTED_LINE.sub("\n", text)
    return plain_text(_TEMPLATE.sub(r"#\1", text).replace("<", "&lt;"))


def tags(text: str) -> tuple[str, ...]:
    """The hashtags of a text."""
    return tuple(dict.fromkeys(tag.lower() for tag in _TAG.findall(text) if not tag.isdecimal()))


def share(said: Said, cells: Cells) -> None:
    """A post of the user's own."""
    where = place(cells.get("sharelink", ""))
    if where is None:
        raise UnfitError(_NO_POST)
    text = commentary(cells.get("sharecommentary", ""))
    target = linked(cells.get("sharedurl", ""))
    if not text and target is None:
        raise UnfitError("It repeats a post of somebody else without a word or a link.")
    post = Post(
        id=where.id,
        network=NAME,
        author=said.me,
        text=text,
        url=where.url,
        resource=target.url if target else where.url,
        created_at=moment(cells.get("date", "")) or said_at(where.number),
        tags=tags(text),
    )
    said.posts[post.id] = post
    resource = target or itself(post, words(text))
    said.resources.setdefault(resource.url, resource)


def comment(said: Said, cells: Cells) -> None:
    """A comment of the user's own under a post; whose post it is the table does not say, so nobody is touched."""
    where = place(cells.get("link", ""))
    if where is None:
        raise UnfitError(_NO_POST)
    text = commentary(cells.get("message", ""))
    if not text:
        raise UnfitError("It has no words.")
    under = place(cells.get("link", "").partition("?")[0]) or where
    stamp = cells.get("date", "")
    post = Post(
        id=f"{NAME}:comment:{digest(where.urn, stamp)}",
        network=NAME,
        author=said.me,
        text=text,
        url=where.url,
        resource=under.url,
        created_at=moment(stamp),
        reply_to=under.id,
        tags=tags(text),
    )
    said.posts[post.id] = post
    said.resources.setdefault(under.url, Resource(url=under.url, form=Form.POST))


def reaction(said: Said, cells: Cells) -> None:
    """A post or comment the user reacted to, whichever of the signs she chose."""
    where = place(cells.get("link", ""))
    if where is None:
        raise UnfitError(_NO_POST)
    said.mark(where.url, MarkKind.LIKED, moment(cells.get("date", "")))


def saved(said: Said, cells: Cells) -> None:
    """Something the user saved: a post, an article, a course."""
    address = cells.get("saveditem", "")
    where = place(address)
    url = where.url if where else canonical(address)
    if not url:
        raise UnfitError("Its address cannot be opened.")
    said.mark(url, MarkKind.SAVED, moment(cells.get("createdtime", "")))


def learning(said: Said, cells: Cells) -> None:
    """A course or video of LinkedIn Learning the user watched or saved."""
    title = plain_text(cells.get("contenttitle", "").replace("<", "&lt;"))
    url = _course(title, cells.get("contenturl", "") or cells.get("url", ""))
    if not url:
        raise UnfitError("It has no title.")
    kind = cells.get("contenttype", "").lower()
    said.resources[url] = Resource(
        url=url,
        form=Form.VIDEO,
        title=title,
        text=plain_text(cells.get("contentdescription", "").replace("<", "&lt;")),
        free=None if "path" in kind else False,
    )
    times = [cells.get(f"content{name}", "") for name in ("completedatifcompleted", "lastwatcheddateifviewed")]
    seen = [time for time in times if time.strip().lower() not in _UNSAID]
    if seen:
        at = next(filter(None, map(moment, seen)), None)
        said.mark(url, MarkKind.SEEN, at)
    if cells.get("contentsaved", "").strip().lower() in ("true", "yes"):
        said.mark(url, MarkKind.SAVED)


def _course(title: str, given: str) -> str:
    """The address of a course; where the file has none, LinkedIn makes it of the words of the title, so do we."""
    if ours(given) and (address := canonical(given)):
        return address
    named = key(title).removeprefix("~")
    return canonical(f"{SITE}/learning/{named}") if named else ""


def hashtag(said: Said, cells: Cells) -> None:
    """A hashtag the user follows: no source (LinkedIn cannot be read by hashtag), but what she wants to hear of."""
    if cells.get("state", "").strip().lower() not in ("follow", "following", "active", ""):
        raise UnfitError("It is no longer followed.")
    name = "".join(one for one in cells.get("hashtag", "").lower() if one.isalnum() or one == "_")
    url = canonical(f"{SITE}/feed/hashtag/{name}/") if name else ""
    if not url:
        raise UnfitError("It names no hashtag.")
    said.mark(url, MarkKind.SAVED, moment(cells.get("createdtime", "")))


def event(said: Said, cells: Cells) -> None:
    """An event the user was invited to or went to."""
    url = canonical(cells.get("externalurl", ""))
    if not url:
        raise UnfitError("It gives no address.")
    title = plain_text(cells.get("eventname", "").replace("<", "&lt;"))
    at = moment(cells.get("eventtime", "").partition(" - ")[0])
    said.resources[url] = Resource(url=url, form=Form.EVENT, title=title, published_at=at)
    if cells.get("status", "").strip().lower() in ("attending", "attended", "accepted", "going"):
        said.mark(url, MarkKind.SAVED)
