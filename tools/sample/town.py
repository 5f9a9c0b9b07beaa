"""The town: collects accounts, posts, resources and ties, and gives every one of them an id, a date and counts."""

import hashlib
import math
import random
import re
from datetime import UTC, datetime, timedelta

from material import Figure, Piece, Said, Thread

from outward.model import Account, Form, Post, Resource, Tie, TieKind

ANCHOR = datetime(2026, 1, 1, tzinfo=UTC)
_TAG = re.compile(r"(?<!\w)#(\w+)")
_APPEAL = {
    "star": 60.0,
    "experienced": 9.0,
    "expert": 6.0,
    "peer": 3.0,
    "influencer": 2.5,
    "vendor": 0.4,
    "bot": 0.3,
    "organiser": 2.0,
}


def slug(text: str) -> str:
    """A title as part of an address."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].rstrip("-")


def mark(*parts: object, length: int = 13) -> str:
    """A short name made from what a thing is, the same in every run."""
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:length]


class Town:
    """Everything made so far."""

    def __init__(self, people: dict[str, Figure]) -> None:
        self.people = people
        self.rng = random.Random(20260101)  # noqa: S311 - dice for a fiction
        self.accounts: dict[str, Account] = {}
        self.posts: dict[str, Post] = {}
        self.resources: dict[str, Resource] = {}
        self.ties: dict[tuple[str, str, str, str], Tie] = {}
        self.social: dict[str, list[str]] = {}
        self.feed: dict[str, str] = {}
        self.tube: dict[str, str] = {}
        self.owner: dict[str, str] = {}
        self.said: dict[str, list[str]] = {}
        self.rated: dict[str, float] = {}
        self.texts: set[str] = set()
        for person in people.values():
            self._move_in(person)

    def _move_in(self, person: Figure) -> None:
        made = [*self._social(person), *self._media(person)]
        for account in made:
            others = tuple(other.url for other in made if other.id != account.id)
            self.owner[account.id] = person.key
            self.accounts[account.id] = Account(
                **{
                    name: getattr(account, name)
                    for name in ("id", "network", "handle", "url", "followers", "following", "bot", "indexable")
                },
                name=person.name,
                bio=account.bio or person.bio,
                links=others,
            )

    def _social(self, person: Figure) -> list[Account]:
        made = []
        for network, given in (("bluesky", person.bluesky), ("mastodon", person.mastodon)):
            if not given:
                continue
            name, followers, following = str(given[0]), int(str(given[1])), int(str(given[2]))
            if network == "bluesky":
                handle, native = f"{name}.sample.example", f"did:plc:sample{mark(person.key, length=18)}"
                url = f"https://sky.sample.example/profile/{handle}"
            else:
                handle = native = f"{name}@social.sample.example"
                url = f"https://social.sample.example/@{name}"
            made.append(
                Account(
                    id=f"{network}:{native}",
                    network=network,
                    handle=handle,
                    url=url,
                    followers=followers,
                    following=following,
                    bot=person.bot,
                    indexable=person.indexable,
                )
            )
        self.social[person.key] = [account.id for account in made]
        return made

    def _media(self, person: Figure) -> list[Account]:
        made = []
        for given in (person.blog, person.podcast):
            if given:
                home = f"https://{given[0]}.sample.example/"
                self.feed[person.key] = f"feeds:{home}feed"
                made.append(
                    Account(
                        id=f"feeds:{home}feed",
                        network="feeds",
                        handle=f"{given[0]}.sample.example",
                        url=home,
                        bio=f"{given[1]}. {person.bio}",
                    )
                )
        if person.youtube:
            channel, title, followers = person.youtube
            self.tube[person.key] = f"youtube:{channel}"
            made.append(
                Account(
                    id=f"youtube:{channel}",
                    network="youtube",
                    handle=f"@{slug(str(title)).replace('-', '')}",
                    url=f"https://tube.sample.example/channel/{channel}",
                    followers=int(str(followers)),
                    bio=f"{title}. {person.bio}",
                )
            )
        return made

    def at(self, age: float | None, *, first: float = 0.3) -> datetime:
        """A date so many days before the anchor, at a waking hour; without age mostly lately, else within 24 months."""
        if age is None:
            span = self.rng.choices(((first, 30), (30, 180), (180, 715)), weights=(40, 32, 28))[0]
            age = self.rng.uniform(*span)
        day = ANCHOR - timedelta(days=max(1, math.ceil(age)))
        hour = min(22.5, max(5.0, self.rng.gauss(12.5, 4)))
        return day + timedelta(seconds=int(hour * 3600) + self.rng.randrange(60))

    def counts(self, author: str, *, appeal: float = 1.0) -> dict[str, int | None]:
        """Believable likes, reposts and replies for a post of this account; feeds give none."""
        account = self.accounts[author]
        if account.network == "feeds":
            return {"likes": None, "reposts": None, "replies": None}
        role = self.people[self.owner[author]].role
        size = math.sqrt((account.followers or 50) + 1)
        likes = size * 0.22 * _APPEAL.get(role, 1.5) ** 0.5 * appeal * math.exp(self.rng.gauss(0, 0.55))
        if role == "influencer":
            likes *= 6
        return {"likes": int(likes), "reposts": int(likes * self.rng.uniform(0.05, 0.3)), "replies": 0}

    def post(self, author: str, text: str, at: datetime, *, appeal: float = 1.0, **more: object) -> Post:
        """Write a post; `more` are further fields of it. A post that points at nothing else is its own resource."""
        account = self.accounts[author]
        native, url = self._address(account, mark(author, text, at, length=13))
        more.setdefault("resource", url)
        counts = self.counts(author, appeal=appeal)
        if account.network == "youtube" or (more["resource"] != url and account.network == "feeds"):
            url = str(more["resource"])
        made = Post(
            id=f"{account.network}:{native}",
            network=account.network,
            author=author,
            text=text,
            url=url,
            created_at=at,
            tags=tuple(dict.fromkeys(tag.lower() for tag in _TAG.findall(text))),
            **{**counts, **more},  # type: ignore[arg-type]
        )
        self.posts[made.id] = made
        self.rated[made.id] = appeal
        self.texts.add(text)
        return made

    def _address(self, account: Account, name: str) -> tuple[str, str]:
        if account.network == "bluesky":
            did = account.id.removeprefix("bluesky:")
            return f"at://{did}/app.bsky.feed.post/{name}", f"{account.url}/post/{name}"
        if account.network == "mastodon":
            number = int(mark(account.id, name), 16) % 10**18
            return f"{account.url}/{number}", f"{account.url}/{number}"
        return name[:11], f"{account.url}{name}"

    def tie(self, source: str, target: str, kind: TieKind, at: datetime | None, post: str | None = None) -> None:
        """Note that one account turned to another; never to herself."""
        if self.owner[source] != self.owner[target]:
            key = (source, target, str(kind), post or "")
            self.ties.setdefault(key, Tie(source=source, target=target, kind=kind, at=at, post=post))

    def answer(self, author: str, to: Post, text: str, at: datetime, lang: str = "en") -> Post:
        """A reply on the same network, with its tie."""
        target = str(to.author)
        made = self.post(author, text, at, appeal=0.25, lang=lang, reply_to=to.id, mentions=(target,))
        self.tie(author, target, TieKind.REPLY, at, made.id)
        return made

    def here(self, key: str, network: str) -> str | None:
        """A person's account on a network, if she has one."""
        return next((a for a in self.social[key] if self.accounts[a].network == network), None)

    def speak(self, person: Figure) -> None:
        """All hand-written posts, pieces and threads of a person."""
        written = [self._say(person, said) for said in person.said]
        self.said[person.key] = [post.id for post in written]
        for thread in person.threads:
            self._thread(person, thread)
        for piece in person.pieces:
            self._publish(person, piece)

    def _say(self, person: Figure, said: Said) -> Post:
        author = self.social[person.key][said.account]
        appeal = (3.0 if said.star else 1.0) if person.role != "influencer" else 1.2
        return self.post(author, said.text, self.at(said.age), appeal=appeal, lang=said.lang)

    def _thread(self, person: Figure, thread: Thread) -> None:
        author, at = self.social[person.key][0], self.at(thread.age)
        first = self.post(author, thread.parts[0], at, appeal=2.5, lang=person.lang if person.lang == "de" else "en")
        last = first
        for number, part in enumerate(thread.parts[1:], 1):
            when = at + timedelta(minutes=number)
            last = self.post(author, part, when, appeal=0.6, lang=first.lang, reply_to=last.id, resource=first.url)
        whole = "\n\n".join(thread.parts)
        self.resources[first.url] = Resource(
            url=first.url,
            form=Form.THREAD,
            title=thread.title,
            text=whole,
            author=author,
            published_at=at,
            lang=first.lang,
            words=len(whole.split()),
            free=True,
        )

    def _publish(self, person: Figure, piece: Piece) -> None:
        form = Form(piece.form)
        host = self.tube.get(person.key) if form is Form.VIDEO else self.feed.get(person.key)
        author = host or self.social[person.key][0]
        at = self.at(piece.age, first=2)
        url = self._place(person, piece, host)
        self.resources[url] = Resource(
            url=url,
            form=form,
            title=piece.title,
            text=piece.text,
            author=author,
            published_at=at,
            lang=piece.lang,
            words=piece.words,
            seconds=int(piece.minutes * 60) if piece.minutes else None,
            free=piece.free,
        )
        if host:
            self.post(host, f"{piece.title}\n\n{piece.text}", at, resource=url, lang=piece.lang)
        if person.role != "vendor" or not host:
            text = self.announce(piece)
            later = at + timedelta(hours=1)
            self.post(self.social[person.key][0], text, later, appeal=1.5, resource=url, lang=piece.lang)

    def _place(self, person: Figure, piece: Piece, host: str | None) -> str:
        if piece.form == "video":
            return f"https://tube.sample.example/watch?v={mark(person.key, piece.title, length=11)}"
        home = self.accounts[host].url if host else f"https://pages.sample.example/{slug(person.name)}/"
        return f"{home}{slug(piece.title)}"

    def announce(self, piece: Piece) -> str:
        """How an author tells of her own piece: its title and its first words."""
        opening = " ".join(re.split(r"(?<=[.!?]) ", piece.text.split("\n")[0])[:2])
        return f"{piece.title}: {opening}"[:290]
