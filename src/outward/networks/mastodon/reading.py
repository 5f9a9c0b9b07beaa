"""What a Mastodon page says: statuses as JSON, or the entries of a hashtag's or account's feed. Pure."""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

import msgspec

from outward.errors import MalformedError
from outward.fetch import canonical, plain_text, words
from outward.fetch.linked import itself
from outward.fetch.syndication import FeedEntry, read_feed
from outward.model import Account, Dropped, Form, Parsed, Post, Resource, Source, Tie, TieKind
from outward.networks.mastodon.records import Author, Card, Mention, Status

_NETWORK = "mastodon"
_EXCERPT = 200
_MARKUP_LIMIT = 100_000
_WATCH = "https://www.youtube.com/watch?"
_OPEN = ("public", "unlisted")
_NOT_PUBLIC = "It is not public."
_UNFOUND = re.compile(r"#(?:nobots?|noindex)\b", re.IGNORECASE)
_STATUS = re.compile(r"(https?://[^/]+)/@([\w.-]+)/(\d+)", re.ASCII)
_GAVE_UP = (msgspec.MsgspecError, ValueError, OverflowError, AssertionError, RecursionError)


def parse(raw: bytes, source: Source) -> Parsed:
    """Posts, people, ties and what is pointed at. A record that cannot be read is dropped with a reason."""
    raw = raw.removeprefix(b"\xef\xbb\xbf").strip()
    if not raw:
        return Parsed()
    return _feed(raw, source) if raw.startswith(b"<") else _timeline(raw, source)


def _timeline(raw: bytes, source: Source) -> Parsed:
    try:
        records = msgspec.json.decode(raw, type=list[msgspec.Raw])
    except _GAVE_UP:
        return Parsed(dropped=(_dropped("It is no Mastodon timeline.", raw),))
    host = "" if source.kind == "home" else _host(source.value.partition("@")[2])
    page = _Page(host=host, private=source.kind == "home")
    statuses: list[tuple[Status, bytes]] = []
    for record in records:
        try:
            status = msgspec.json.decode(record, type=Status, strict=False)
            page.meet(status)
            statuses.append((status, bytes(record)))
        except _GAVE_UP as error:
            page.dropped.append(_dropped(_reason(error), bytes(record)))
    for status, text in statuses:
        try:
            page.take(status)
        except _GAVE_UP as error:
            page.dropped.append(_dropped(_reason(error), text))
    return page.parsed


@dataclass(slots=True)
class _Page:
    """One page as it is being read. `host` names accounts that do not; `private`: what is not public may be kept."""

    host: str = ""
    private: bool = False
    posts: dict[str, Post] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    ties: dict[Tie, None] = field(default_factory=dict)
    dropped: list[Dropped] = field(default_factory=list)
    _people: dict[str, str] = field(default_factory=dict)
    _statuses: dict[str, str] = field(default_factory=dict)

    @property
    def parsed(self) -> Parsed:
        """The page as read."""
        return Parsed(
            posts=tuple(self.posts.values()),
            accounts=tuple(self.accounts.values()),
            resources=tuple(self.resources.values()),
            ties=tuple(self.ties),
            dropped=tuple(self.dropped),
        )

    def meet(self, status: Status) -> None:
        """Learn which of the server's own numbers means whom and what, before replies are read."""
        for part in status.parts:
            self._statuses[part.id] = _post_id(part)
            self._people[part.account.id] = self._person(part.account)
            self._people.update((one.id, self._person(one)) for one in part.mentions or ())

    def take(self, status: Status) -> str:
        """Keep a status and all it brings; returns the id of the post, the original's for a boost."""
        if (status.visibility or "public") not in _OPEN and not self.private:
            raise ValueError(_NOT_PUBLIC)
        author = self._account(status.account)
        if status.reblog:
            original = self.take(status.reblog)
            self._tie(author, self._person(status.reblog.account), TieKind.REPOST, _moment(status.created_at), original)
            return original
        post = self._post(status, author)
        self.posts.setdefault(post.id, post)
        self._turns(status, post)
        return post.id

    def _post(self, status: Status, author: str) -> Post:
        address = canonical(status.url or status.uri)
        if not address:
            raise ValueError("Its address cannot be opened.")
        quoted = self._quoted(status)
        warning, body = plain_text(escape(status.spoiler_text or "")), plain_text(status.content or "")
        post = Post(
            id=_post_id(status),
            network=_NETWORK,
            author=author,
            text="\n".join(filter(None, (warning, body))),
            url=address,
            resource=address,
            created_at=_moment(status.created_at),
            lang=_lang(status.language),
            reply_to=self._statuses.get(status.in_reply_to_id or ""),
            quotes=quoted,
            tags=tuple(dict.fromkeys(t.name.lower().lstrip("#") for t in status.tags or () if t.name.strip("#"))),
            mentions=tuple(dict.fromkeys(self._person(one) for one in status.mentions or ())),
            likes=_count(status.favourites_count),
            reposts=_count(status.reblogs_count),
            replies=_count(status.replies_count),
        )
        resource = _card(status.card) or _linked(status.content or "", _own(status)) or itself(post, words(post.text))
        self.resources.setdefault(resource.url, resource)
        return _pointing(post, resource)

    def _quoted(self, status: Status) -> str | None:
        """The id of the post a status quotes, which is kept too when it may be."""
        inner = status.quote and status.quote.quoted_status
        if not inner:
            return None
        try:
            return self.take(inner)
        except ValueError:
            return _post_id(inner)

    def _turns(self, status: Status, post: Post) -> None:
        """The ties a post makes; a reply is not counted again as a mention."""
        author = post.author or ""
        answered = self._people.get(status.in_reply_to_account_id or "", "")
        self._tie(author, answered, TieKind.REPLY, post.created_at, post.id)
        for mentioned in post.mentions:
            if mentioned != answered:
                self._tie(author, mentioned, TieKind.MENTION, post.created_at, post.id)
        inner = status.quote and status.quote.quoted_status
        if inner:
            self._tie(author, self._person(inner.account), TieKind.QUOTE, post.created_at, post.id)

    def _tie(self, who: str, whom: str, kind: TieKind, at: datetime | None, post: str) -> None:
        if whom and who != whom:
            self.ties.setdefault(Tie(source=who, target=whom, kind=kind, at=at, post=post))

    def _person(self, one: Author | Mention) -> str:
        """The id of an account, always with its server."""
        return f"{_NETWORK}:{_handle(one, self.host)}"

    def _account(self, account: Author) -> str:
        handle = _handle(account, self.host)
        bio = plain_text(account.note or "")
        known = Account(
            id=f"{_NETWORK}:{handle}",
            network=_NETWORK,
            handle=handle,
            name=plain_text(escape(account.display_name or "")),
            bio=bio,
            url=canonical(account.url or account.uri or ""),
            followers=_count(account.followers_count),
            following=_count(account.following_count),
            bot=bool(account.bot),
            indexable=_indexable(account, bio),
            links=tuple(dict.fromkeys(link for one in account.fields or () for link in _links(one.value or ""))),
        )
        self.accounts.setdefault(known.id, known)
        return known.id


def _feed(raw: bytes, source: Source) -> Parsed:
    """The entries of a hashtag's or account's feed: posts with their author's name and address, no counts, no ties."""
    host = _host(source.value.partition("@")[2]) or "mastodon.invalid"
    try:
        feed = read_feed(raw, f"https://{host}/")
    except MalformedError as error:
        return Parsed(dropped=(_dropped(str(error), raw),))
    page = _Page(dropped=list(feed.dropped))
    for entry in feed.entries:
        found = _STATUS.fullmatch(canonical(entry.url))
        if not found:
            page.dropped.append(Dropped("It is no status of a Mastodon server.", entry.url[:_EXCERPT]))
            continue
        _entry(page, entry, found)
    return page.parsed


def _entry(page: _Page, entry: FeedEntry, found: "re.Match[str]") -> None:
    base, name, number = found.groups()
    handle = f"{name}@{urlsplit(base).netloc}".lower()
    account = Account(
        id=f"{_NETWORK}:{handle}", network=_NETWORK, handle=handle, name=entry.author, url=f"{base}/@{name}"
    )
    post = Post(
        id=f"{_NETWORK}:{base}/users/{name}/statuses/{number}",  # the same status as JSON is the same post
        network=_NETWORK,
        author=account.id,
        text=entry.text or entry.title,
        url=found[0],
        resource=found[0],
        created_at=entry.published_at,
        lang=entry.lang,
        tags=tuple(dict.fromkeys(tag.lower() for tag in entry.tags)),
    )
    resource = _linked(str(entry.extra.get("summary") or ""), {found[0]}) or itself(post, words(post.text))
    page.accounts.setdefault(account.id, account)
    page.posts.setdefault(post.id, _pointing(post, resource))
    page.resources.setdefault(resource.url, resource)


def _host(server: str) -> str:
    """The host of a server written with or without its scheme."""
    return server.rpartition("://")[2].strip("/").lower()


def _handle(one: Author | Mention, host: str) -> str:
    """`name@server` in lower case; a server names its own people without it, their address then tells."""
    name = one.acct.strip().lower()
    if "@" not in name:
        name = f"{name}@{urlsplit(one.url or '').netloc.lower() or host}"
    if name.startswith("@") or name.endswith("@"):
        raise ValueError("It does not say whose it is.")
    return name


def _post_id(status: Status) -> str:
    if not status.uri.strip():
        raise ValueError("It has no id.")
    return f"{_NETWORK}:{status.uri}"


def _indexable(account: Author, bio: str) -> bool | None:
    """False when any of an account's settings or the words of its bio ask not to be found."""
    said = (account.discoverable, account.indexable)
    if account.noindex or False in said or _UNFOUND.search(bio):
        return False
    return True if True in said else None


def _own(status: Status) -> set[str]:
    """Addresses in a status that lead to people, hashtags or what it quotes, not to something to learn from."""
    inner = status.quote and status.quote.quoted_status
    own = [one.url for one in status.mentions or ()]
    own += [inner.url, inner.uri] if inner else []
    return {canonical(address) for address in own if address}


def _card(card: Card | None) -> Resource | None:
    """What a preview card leads to."""
    address = canonical(card.url or "") if card else ""
    if not card or not address:
        return None
    return Resource(
        url=address,
        form=Form.VIDEO if card.type == "video" else _form(address),
        title=plain_text(escape(card.title or "")),
        text=plain_text(escape(card.description or "")),
        published_at=_moment(card.published_at),
        lang=_lang(card.language),
    )


def _linked(markup: str, own: set[str]) -> Resource | None:
    """What the first link leads to that is neither a person, a hashtag nor one of `own`."""
    address = next((link for link in _links(markup) if link not in own), "")
    return Resource(url=address, form=_form(address)) if address else None


def _pointing(post: Post, resource: Resource) -> Post:
    return post if post.resource == resource.url else replace(post, resource=resource.url)


def _form(address: str) -> Form:
    return Form.VIDEO if address.startswith(_WATCH) else Form.ARTICLE


class _Anchors(HTMLParser):
    """The links of a piece of markup that are neither mentions nor hashtags."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the address of a link."""
        said = dict(attrs)
        kinds = {*(said.get("class") or "").split(), *(said.get("rel") or "").split()}
        if tag == "a" and not kinds & {"mention", "hashtag", "tag"}:
            self.found.append(canonical(said.get("href") or ""))


def _links(markup: str) -> list[str]:
    """Canonical addresses of the links in markup, or the address that a plain text is."""
    if "<" not in markup:
        return [address] if (address := canonical(markup)) else []
    anchors = _Anchors()
    anchors.feed(markup[:_MARKUP_LIMIT])
    return [address for address in anchors.found if address]


def _moment(text: str | None) -> datetime | None:
    """A date and time; one that says no zone is taken as UTC. Raises ValueError."""
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _lang(code: str | None) -> str | None:
    """The language without region or script."""
    return re.split("[-_]", (code or "").strip().lower())[0] or None


def _count(number: int | None) -> int | None:
    """A count; servers hide one behind a negative number."""
    return number if number is not None and number >= 0 else None


def _reason(error: Exception) -> str:
    return str(error) if type(error) is ValueError and str(error).startswith("It") else "It cannot be understood."


def _dropped(reason: str, record: bytes) -> Dropped:
    excerpt = "" if reason == _NOT_PUBLIC else plain_text(escape(record[:_EXCERPT].decode("utf-8", "replace")))
    return Dropped(reason, excerpt)
