"""One page as it is being read: posts, people, ties, and what the user herself did or was told."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from html import escape

import msgspec

from outward.fetch import canonical, plain_text, words
from outward.fetch.gathering import Gathering
from outward.fetch.linked import itself
from outward.model import (
    Direction,
    Dropped,
    MarkKind,
    Parsed,
    Post,
    Resource,
    TieKind,
)
from outward.networks.mastodon.people import NETWORK, account_id, account_of
from outward.networks.mastodon.pointing import count, first_link, from_card, lang, moment, own
from outward.networks.mastodon.records import Author, Mention, Status

EXCERPT = 200
GAVE_UP = (msgspec.MsgspecError, ValueError, OverflowError, AssertionError, RecursionError)
NOT_PUBLIC = "It is not public."
PRIVATE = "It is a private message, whose words are not kept."
_OPEN = ("public", "unlisted")
_HOW = {
    TieKind.REPLY: "reply",
    TieKind.MENTION: "mention",
    TieKind.QUOTE: "quoted",
    TieKind.REPOST: "reposted",
    TieKind.LIKE: "liked",
    TieKind.FOLLOW: "followed",
    TieKind.MESSAGE: "message",
}


@dataclass
class Reading(Gathering):
    """One page as it is being read.

    `host` names accounts that do not; `private`: what is not public may be kept.
    """

    host: str = ""
    private: bool = False
    _people: dict[str, str] = field(default_factory=dict)
    _statuses: dict[str, str] = field(default_factory=dict)
    _edited: dict[str, str] = field(default_factory=dict)

    @property
    def parsed(self) -> Parsed:
        """The page as read."""
        if self.me:
            self.mine[self.me] = None
        return super().parsed

    def refuse(self, error: Exception, record: bytes) -> None:
        """Note a record that could not be read."""
        self.dropped.append(dropped(reason_of(error), record))

    def meet(self, status: Status) -> None:
        """Learn which of the server's own numbers means whom and what, before replies are read."""
        for part in status.parts:
            self._statuses[part.id] = post_id(part)
            self.know(part.account)
            self._people.update((one.id, self.person(one)) for one in part.mentions or ())

    def know(self, one: Author) -> None:
        """Learn whom a number of the server's own means."""
        self._people[one.id] = self.person(one)

    def person(self, one: Author | Mention) -> str:
        """The id of an account, always with its server."""
        return account_id(one, self.host)

    def known(self, number: str) -> str:
        """The account a number of the server's own means, empty when it is not on this page."""
        return self._people.get(number, "")

    def turned(self, who: str, whom: str, post: str) -> bool:
        """Whether a post already turned one account to another."""
        return any((tie.source, tie.target, tie.post) == (who, whom, post) for tie in self.ties)

    def take(self, status: Status) -> str:
        """Keep a status and all it brings; returns the id of the post, the original's for a boost."""
        if status.visibility == "direct" and self.private:
            self._message(status)
            raise ValueError(PRIVATE)
        if (status.visibility or "public") not in _OPEN and not self.private:
            raise ValueError(NOT_PUBLIC)
        author = self.account(status.account)
        if status.reblog:
            original = self.take(status.reblog)
            at = moment(status.created_at)
            self.turn(author, self.person(status.reblog.account), TieKind.REPOST, at, original)
            return original
        post = self._post(status, author)
        if post.id not in self.posts or (status.edited_at or "") > self._edited.get(post.id, ""):
            self.posts[post.id] = post
            self._edited[post.id] = status.edited_at or ""
        self._turns(status, post)
        return post.id

    def account(self, one: Author) -> str:
        """Keep an account, and where it moved to."""
        known = account_of(one, self.host)
        self.accounts.setdefault(known.id, known)
        if one.moved:
            self.account(msgspec.structs.replace(one.moved, moved=None))
        return known.id

    def add(self, post: Post, resource: Resource) -> None:
        """Keep a post that came in another form, and what it points at."""
        self.posts.setdefault(post.id, pointing(post, resource))
        self.resources.setdefault(resource.url, resource)

    def did(self, post: str, kind: MarkKind) -> None:
        """Note what the user did with what a post on this page points at."""
        if post in self.posts:
            self.mark(self.posts[post].resource, kind)

    def turn(self, who: str, whom: str, kind: TieKind, at: datetime | None, post: str | None = None) -> None:
        """A tie between two accounts; dated ones from or to the user are touches too."""
        self.tie(who, whom, kind, at, post)
        self.meeting(who, whom, _HOW.get(kind, ""), at, post)

    def meeting(self, who: str, whom: str, how: str, at: datetime | None, post: str | None = None) -> None:
        """One contact between the user and somebody, in either direction."""
        if not self.me or not how or self.me not in (who, whom):
            return
        out = who == self.me
        url = self.posts[post].url if post in self.posts else ""
        person, direction = (whom, Direction.OUT) if out else (who, Direction.IN)
        self.touch(person, direction, how, at, url)

    def _message(self, status: Status) -> None:
        """Who wrote to whom, without a word of what."""
        author, at = self.account(status.account), moment(status.created_at)
        for one in status.mentions or ():
            self.turn(author, self.person(one), TieKind.MESSAGE, at)

    def _post(self, status: Status, author: str) -> Post:
        address = canonical(status.url or status.uri)
        if not address:
            raise ValueError("Its address cannot be opened.")
        quoted = self._quoted(status)
        warning, body = plain_text(escape(status.spoiler_text or "")), plain_text(status.content or "")
        post = Post(
            id=post_id(status),
            network=NETWORK,
            author=author,
            text="\n".join(filter(None, (warning, body))),
            url=address,
            resource=address,
            created_at=moment(status.created_at),
            lang=lang(status.language),
            reply_to=self._statuses.get(status.in_reply_to_id or ""),
            quotes=quoted,
            tags=tuple(dict.fromkeys(t.name.lower().lstrip("#") for t in status.tags or () if t.name.strip("#"))),
            mentions=tuple(dict.fromkeys(self.person(one) for one in status.mentions or ())),
            likes=count(status.favourites_count),
            reposts=count(status.reblogs_count),
            replies=count(status.replies_count),
        )
        resource = (
            from_card(status.card) or first_link(status.content or "", own(status)) or itself(post, words(post.text))
        )
        self.resources.setdefault(resource.url, resource)
        return pointing(post, resource)

    def _quoted(self, status: Status) -> str | None:
        """The id of the post a status quotes, which is kept too when it may be."""
        inner = status.quote and status.quote.quoted_status
        if not inner:
            return None
        try:
            return self.take(inner)
        except ValueError:
            return post_id(inner)

    def _turns(self, status: Status, post: Post) -> None:
        """The ties a post makes; a reply is not counted again as a mention."""
        author = post.author or ""
        answered = self._people.get(status.in_reply_to_account_id or "", "")
        self.turn(author, answered, TieKind.REPLY, post.created_at, post.id)
        for mentioned in post.mentions:
            if mentioned != answered:
                self.turn(author, mentioned, TieKind.MENTION, post.created_at, post.id)
        inner = status.quote and status.quote.quoted_status
        if inner:
            self.turn(author, self.person(inner.account), TieKind.QUOTE, post.created_at, post.id)


def post_id(status: Status) -> str:
    """The id of a post: its own address in the network, the same on every server."""
    if not status.uri.strip():
        raise ValueError("It has no id.")
    return f"{NETWORK}:{status.uri}"


def pointing(post: Post, resource: Resource) -> Post:
    """A post that points at a resource."""
    return post if post.resource == resource.url else replace(post, resource=resource.url)


def reason_of(error: Exception) -> str:
    """Why a record could not be read, as a sentence."""
    return str(error) if type(error) is ValueError and str(error).startswith("It") else "It cannot be understood."


def dropped(reason: str, record: bytes) -> Dropped:
    """A record that could not be read; of what is not public not even the beginning is shown."""
    hidden = reason in (NOT_PUBLIC, PRIVATE)
    return Dropped(reason, "" if hidden else plain_text(escape(record[:EXCERPT].decode("utf-8", "replace"))))
