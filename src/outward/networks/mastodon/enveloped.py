"""What an envelope says: statuses, accounts, notices and the rest, as they concern the user. Pure."""

from collections.abc import Callable, Iterable
from urllib.parse import quote

import msgspec

from outward.fetch import canonical, plain_text, words
from outward.fetch.linked import itself
from outward.model import Dropped, Form, MarkKind, Parsed, Post, Source, TieKind
from outward.networks.mastodon.activities import take_activity, take_address
from outward.networks.mastodon.page import GAVE_UP, Reading
from outward.networks.mastodon.people import NETWORK, account_of, unsearched
from outward.networks.mastodon.pointing import from_card, moment
from outward.networks.mastodon.records import Author, Card, Envelope, Notice, People, Status, Tag

NOTHING = "It tells nothing of posts or people."
UNSEARCHED = "It is by someone who asked not to be found this way."

_NOTICES = {
    "favourite": TieKind.LIKE,
    "reblog": TieKind.REPOST,
    "follow": TieKind.FOLLOW,
    "quote": TieKind.QUOTE,
    "mention": TieKind.MENTION,
}
_MARKS = {"saved": MarkKind.SAVED, "liked": MarkKind.LIKED}


class _Broken(msgspec.Struct):
    """A record that could not even be handed over, and why."""

    broken: str


def parse_envelope(envelope: Envelope) -> Parsed:
    """The records of an envelope, each by the shape it says they have."""
    page = Reading(host=envelope.server, private=True)
    try:
        if envelope.me:
            page.me = page.account(envelope.me)
            page.know(envelope.me)
    except GAVE_UP:
        page.me = ""
    if envelope.shape == "statuses":
        _statuses(page, envelope)
    elif envelope.shape == "accounts":
        _accounts(page, envelope)
    elif envelope.shape == "notices":
        _notices(page, envelope)
    else:
        take = {"tags": _tag, "links": _link, "activities": take_activity, "uris": _uri}.get(envelope.shape, _nothing)
        _each(page, envelope.records, lambda record: take(page, envelope.relation, bytes(record)))
    return page.parsed


def take_statuses(
    page: Reading,
    records: Iterable[msgspec.Raw],
    then: Callable[[str], None] | None = None,
    first: Callable[[Status], None] | None = None,
) -> None:
    """Keep statuses, all their numbers learnt before any reply is read; `first` may refuse one, `then` goes on."""
    statuses: list[tuple[Status, msgspec.Raw]] = []

    def learn(record: msgspec.Raw) -> None:
        status = msgspec.json.decode(record, type=Status, strict=False)
        page.meet(status)
        statuses.append((status, record))

    _each(page, records, learn)
    for status, record in statuses:
        try:
            if first:
                first(status)
            post = page.take(status)
            if then:
                then(post)
        except GAVE_UP as error:
            page.refuse(error, bytes(record))


def _each(page: Reading, records: Iterable[msgspec.Raw], take: Callable[[msgspec.Raw], object]) -> None:
    """Every record in turn; one that cannot be read is dropped."""
    for record in records:
        try:
            if bytes(record).startswith(b'{"broken":'):
                raise ValueError(msgspec.json.decode(record, type=_Broken).broken)
            take(record)
        except GAVE_UP as error:
            page.refuse(error, bytes(record))


def _statuses(page: Reading, envelope: Envelope) -> None:
    """Statuses of a list, a search, the trends, or those the user saved or liked."""
    relation = envelope.relation
    friends = {bond.id for bond in envelope.bonds if bond.following}
    refused: list[Status] = []

    def first(status: Status) -> None:
        for part in status.parts:
            if part.account.id in friends or page.person(part.account) == page.me:
                continue
            if unsearched(part.account) if relation == "found" else account_of(part.account, "x").indexable is False:
                refused.append(status)
                raise ValueError(UNSEARCHED)

    def then(post: str) -> None:
        if relation in _MARKS:
            page.did(post, _MARKS[relation])
        if relation == "liked":
            page.turn(page.me, page.posts[post].author or "" if post in page.posts else "", TieKind.LIKE, None, post)

    take_statuses(page, envelope.records, then, first if relation in ("found", "trending") else None)
    if refused:  # of what was found against somebody's wish, not even the beginning is shown
        page.dropped[:] = [Dropped(d.reason, "") if d.reason == UNSEARCHED else d for d in page.dropped]


def _accounts(page: Reading, envelope: Envelope) -> None:
    """Accounts, and what runs between them and the user."""
    relation, me = envelope.relation, page.me
    listed = _list(page, envelope.people) if envelope.people and me else None

    def take(record: msgspec.Raw) -> None:
        one = msgspec.json.decode(record, type=Author, strict=False)
        account = page.account(one)
        page.know(one)
        if relation == "following":
            page.turn(me, account, TieKind.FOLLOW, None)
        elif relation == "followers":
            page.turn(account, me, TieKind.FOLLOW, None)
        elif relation == "muted":
            page.turn(me, account, TieKind.MUTE, None)
        elif listed:
            page.turn(me, account, TieKind.LISTED, None, listed)

    _each(page, envelope.records, take)
    _bonds(page, envelope)


def _bonds(page: Reading, envelope: Envelope) -> None:
    """How the user stands to the accounts of a page, as her server says."""
    for bond in envelope.bonds:
        whom = page.known(bond.id)
        if bond.following:
            page.turn(page.me, whom, TieKind.FOLLOW, None)
        if bond.followed_by:
            page.turn(whom, page.me, TieKind.FOLLOW, None)
        if bond.muting or bond.blocking:
            page.turn(page.me, whom, TieKind.MUTE, None)


def _list(page: Reading, people: People) -> str:
    """A list of the user's as a post of hers whose words are its name; returns the post's id."""
    server = page.me.rpartition("@")[2]
    path = f"/lists/{quote(people.id, safe='')}" if people.id else f"/lists?title={quote(people.title, safe='')}"
    address = canonical(f"https://{server}{path}")
    title = plain_text(people.title.replace("<", "&lt;"))
    if not address or not title:
        return ""
    post = Post(id=f"{NETWORK}:{address}", network=NETWORK, author=page.me, text=title, url=address, resource=address)
    page.add(post, itself(post, words(title), Form.LIST))
    return post.id


def _notices(page: Reading, envelope: Envelope) -> None:
    """Notifications: who turned to the user, how, and the statuses it was about."""
    notices: list[tuple[Notice, msgspec.Raw]] = []

    def learn(record: msgspec.Raw) -> None:
        notice = msgspec.json.decode(record, type=Notice, strict=False)
        if notice.status:
            page.meet(notice.status)
        notices.append((notice, record))

    _each(page, envelope.records, learn)
    for notice, record in notices:
        try:
            _notice(page, notice)
        except GAVE_UP as error:
            page.refuse(error, bytes(record))


def _notice(page: Reading, notice: Notice) -> None:
    if notice.account is None or not (notice.status or notice.type in ("follow", "follow_request")):
        raise ValueError(NOTHING)
    who, at = page.account(notice.account), moment(notice.created_at)
    post = page.take(notice.status) if notice.status else None
    if notice.type == "follow_request":
        page.meeting(who, page.me, "invited", at)
        return
    kind = _NOTICES.get(notice.type)
    whom = page.me or (page.posts[post].author if notice.type in ("favourite", "reblog") and post in page.posts else "")
    if kind and not (notice.type in ("mention", "quote") and post and page.turned(who, whom or "", post)):
        page.turn(who, whom or "", kind, at, post)


def _tag(page: Reading, _: str, record: bytes) -> None:
    """A hashtag the user follows, or one much used: a source she may approve."""
    name = msgspec.json.decode(record, type=Tag, strict=False).name.strip().lstrip("#").lower()
    if not name or name.isdecimal():
        raise ValueError("It names no hashtag.")
    page.sources.setdefault(Source(NETWORK, "tag", name))


def _link(page: Reading, _: str, record: bytes) -> None:
    """A link many point at."""
    resource = from_card(msgspec.json.decode(record, type=Card, strict=False))
    if resource is None:
        raise ValueError("Its address cannot be opened.")
    page.resources.setdefault(resource.url, resource)


def _uri(page: Reading, relation: str, record: bytes) -> None:
    take_address(page, _MARKS.get(relation), msgspec.json.decode(record, type=str))


def _nothing(_: Reading, relation: str, __: bytes) -> None:
    raise ValueError(relation if relation.startswith("It ") else NOTHING)
