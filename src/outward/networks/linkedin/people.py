"""Tables about people: the user herself, contacts, invitations, messages, follows, praise."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import zip_longest
from urllib.parse import quote

from outward.fetch import canonical, plain_text
from outward.fetch.linked import itself
from outward.model import Account, Direction, Form, Post, Resource, TieKind
from outward.networks.linkedin.dates import moment
from outward.networks.linkedin.names import NAME, SITE, digest, key, person, slug
from outward.networks.linkedin.reading import Said, UnfitError

Cells = Mapping[str, str]

_MOST_PEOPLE = 50
_NO_NAME = "It does not say who it is about."
_NO_DATE = "It says no date that can be read."


def own_profile(said: Said, cells: Cells) -> None:  # noqa: ARG001 - a reader
    """The user's own profile; what it shows came with the batch."""
    if not any(cells.values()):
        raise UnfitError("It is empty.")


def position(said: Said, cells: Cells) -> None:  # noqa: ARG001 - a reader
    """A position the user holds or held."""
    if not (cells.get("companyname") or cells.get("title")):
        raise UnfitError("It names neither a position nor a company.")


def connection(said: Said, cells: Cells) -> None:
    """A contact: an account and a tie both agreed to. Who asked whom is not in this table, so there is no touch."""
    at = moment(cells.get("connectedon", ""))
    work = ", ".join(filter(None, (cells.get("position", "").strip(), cells.get("company", "").strip())))
    since = f"{at:%Y-%m-%d}" if at and cells.get("namesake") else ""
    one = _somebody(_full(cells), cells.get("url", ""), work, since)
    said.tie(said.me, said.meet(one), TieKind.CONNECT, at)


def invitation(said: Said, cells: Cells) -> None:
    """An invitation to connect, with who asked whom."""
    direction = cells.get("direction", "").strip().lower()
    if direction not in ("outgoing", "incoming"):
        raise UnfitError("It does not say who invited whom.")
    out = direction == "outgoing"
    side = "invitee" if out else "inviter"
    address = cells.get(f"{side}profileurl") or cells.get(f"{side}profileurn") or ""
    one = _somebody(cells.get("to" if out else "from", ""), address)
    said.touch(said.meet(one), _way(out), "invited", _at(cells, "sentat"), one.url)


def message(said: Said, cells: Cells) -> None:
    """A message: a touch with its sender, or with everybody the user wrote to."""
    if cells.get("ismessagedraft", "").lower() in ("yes", "true"):
        raise UnfitError("It is a draft that was never sent.")
    if cells.get("folder", "").lower() == "spam":
        raise UnfitError("It was in the folder for unwanted messages.")
    at, url = _at(cells, "date"), _thread(cells)
    sender, address = cells.get("from", ""), cells.get("senderprofileurl", "")
    out = _is_me(said, sender, address)
    people = list(_recipients(cells)) if out else [person(sender, address)]
    others = [one for one in people if one is not None and not _is_me(said, one.name, one.url)]
    if not others:
        raise UnfitError("It was with nobody who can be named.")
    for one in others[:_MOST_PEOPLE]:
        said.touch(said.meet(one), _way(out), "message", at, url)
    if cells.get("content") and url:
        _kept(said, cells, said.me if out else others[0].id, url)


def _kept(said: Said, cells: Cells, author: str, url: str) -> None:
    """The text of a message, which is there only when the user asked to keep it."""
    text = plain_text("\n".join(filter(None, (cells.get("subject"), cells["content"]))))
    at = moment(cells.get("date", ""))
    number = digest(url, cells.get("date", ""), cells.get("from", ""))
    post = Post(
        id=f"{NAME}:message:{number}", network=NAME, author=author, text=text, url=url, resource=url, created_at=at
    )
    said.posts[post.id] = post
    said.resources[url] = Resource(url=url, form=Form.THREAD, title=plain_text(cells.get("conversationtitle", "")))


def follow(said: Said, cells: Cells) -> None:
    """Somebody the user follows."""
    if cells.get("status", "").strip().lower() not in ("active", "follow", "following", ""):
        raise UnfitError("It is no longer followed.")
    one = _somebody(cells.get("fullname", ""), "")
    at = moment(cells.get("date", ""))
    said.tie(said.me, said.meet(one), TieKind.FOLLOW, at)


def company(said: Said, cells: Cells) -> None:
    """A company the user follows: a tie only, since a company is no person."""
    named = key(cells.get("organization", ""))
    if not named:
        raise UnfitError(_NO_NAME)
    target = f"{NAME}:company{named}"
    at = moment(cells.get("followedon", ""))
    said.tie(said.me, target, TieKind.FOLLOW, at)


def endorsement(said: Said, cells: Cells) -> None:
    """A skill confirmed, by the user or for her."""
    if cells.get("endorsementstatus", "").strip().lower() in ("rejected", "deleted"):
        raise UnfitError("It was taken back.")
    out = any(name.startswith("endorsee") for name in cells)
    side = "endorsee" if out else "endorser"
    name = f"{cells.get(f'{side}firstname', '')} {cells.get(f'{side}lastname', '')}"
    one = _somebody(name, _address(cells.get(f"{side}publicurl", "")))
    said.touch(said.meet(one), _way(out), "endorsed", _at(cells, "endorsementdate"), one.url)


def recommendation(said: Said, cells: Cells) -> None:
    """A recommendation: a touch, and for a visible one its words with who wrote them of whom."""
    out = bool(cells.get("given"))
    at = moment(cells.get("creationdate", "") or cells.get("creationdate1", ""))
    work = ", ".join(filter(None, (cells.get("jobtitle", ""), cells.get("company", ""))))
    one = _somebody(_full(cells), "", work)
    text = plain_text(cells.get("text", "").replace("<", "&lt;"))
    if at is None:
        raise UnfitError(_NO_DATE)
    said.touch(said.meet(one), _way(out), "recommended", at, "")
    shown = said.owner.slug and not out
    if not text or not shown or cells.get("status", "").strip().upper() != "VISIBLE":
        return
    page = canonical(f"{SITE}/in/{said.owner.slug}/details/recommendations/")
    post = Post(
        id=f"{NAME}:recommendation:{digest(one.id, said.me, text)}",
        network=NAME,
        author=one.id,
        text=text,
        url=page,
        resource=page,
        created_at=at,
        mentions=(said.me,),
    )
    said.posts[post.id] = post
    title = f"Recommendations of {said.owner.name}"
    said.resources[page] = Resource(url=page, form=Form.ARTICLE, title=title, author=said.me, free=True)


def pasted(said: Said, cells: Cells) -> None:
    """A post or profile the user was looking at."""
    one = person(cells.get("name", ""), cells.get("profile", ""), bio=plain_text(cells.get("bio", "")))
    if one is not None:
        said.meet(one)
    if not cells.get("urn"):
        if one is None:
            raise UnfitError(_NO_NAME)
        return
    url = canonical(cells.get("url", ""))
    if not url:
        raise UnfitError("Its address cannot be opened.")
    text = plain_text(cells.get("text", ""))
    post = Post(
        id=f"{NAME}:{cells['urn']}",
        network=NAME,
        author=one.id if one else None,
        text=text,
        url=url,
        resource=url,
        created_at=moment(cells.get("at", "")),
    )
    said.posts[post.id] = post
    said.resources[url] = itself(post, len(text.split()))


def _full(cells: Cells) -> str:
    return f"{cells.get('firstname', '')} {cells.get('lastname', '')}".strip()


def _somebody(name: str, url: str, bio: str = "", since: str = "") -> Account:
    one = person(name, url, bio=plain_text(bio.replace("<", "&lt;"))[:1000], since=since)
    if one is None:
        raise UnfitError(_NO_NAME)
    return one


def _at(cells: Cells, column: str) -> datetime:
    at = moment(cells.get(column, ""))
    if at is None:
        raise UnfitError(_NO_DATE)
    return at


def _way(out: bool) -> Direction:
    return Direction.OUT if out else Direction.IN


def _address(url: str) -> str:
    return url if "://" in url or not url else f"https://{url}"


def _thread(cells: Cells) -> str:
    """Where a conversation can be seen."""
    named = cells.get("conversationid", "").strip()
    return canonical(f"{SITE}/messaging/thread/{quote(named[:200], safe='=-_')}/") if named else ""


def _is_me(said: Said, name: str, url: str) -> bool:
    own, theirs = said.owner.slug, slug(url)
    if own and theirs:
        return own == theirs
    return bool(key(name)) and key(name) == key(said.owner.name)


def _recipients(cells: Cells) -> Iterator[Account | None]:
    """To whom a message went: names and addresses in pairs where there are as many of both."""
    said = cells.get("to", "")
    urls = [url.strip() for url in cells.get("recipientprofileurls", "").split(",") if url.strip()]
    names = [name.strip() for name in said.split(",") if name.strip()]
    if len(urls) <= 1 and (urls or (len(names) == 2 and _title(names[1]))):
        names = [said]
    if urls and len(urls) != len(names):
        names = []
    for name, url in zip_longest(names, urls, fillvalue=""):
        yield person(name, url)


def _title(text: str) -> bool:
    """Whether what stands behind a comma is a title (`PhD`), not another name."""
    return " " not in text and sum(map(str.isupper, text)) > 1
