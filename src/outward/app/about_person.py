"""PERSON: who somebody is, what she knows and speaks of, where, what others say, what runs between her and the user."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from operator import attrgetter

from outward.app.circle import introductions
from outward.app.home import Home
from outward.app.person import Known, person
from outward.app.reach import WAITS, said
from outward.app.speaking import Known as Material
from outward.app.speaking import known
from outward.app.ties import PersonTie, tie_of
from outward.model import Account, Evidence, Form, Found, Goal, Signs, Takeaway, Touch
from outward.store import about_person as held
from outward.store import answers, people, posts, steps, touches, used
from outward.store.about_person import Line
from outward.what.prose import Prose
from outward.what.scorers.learning_value import value
from outward.what.stopwords import STOPWORDS
from outward.when.minutes import minutes
from outward.whom.dossier import Context, Dossier, Voice, joined
from outward.whom.first_hand.experience import best, passages
from outward.whom.reach.ladder import WEEK, Rung, rung
from outward.whom.signs import signs
from outward.whom.slate import house
from outward.whom.terms import terms
from outward.whom.topics import Topics, Uttered, topics

CLOSELY = 300
"""Posts that are read sentence by sentence: those on the user's goals first, then the newest."""
BESIDE = 0.5
"""What a post counts as evidence that names nothing of the user's goals."""
MOST = 6
"""Resources, voices of others and contacts shown."""
GOALS = 3
"""Goals of the user's whose topics are looked for, the latest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where she speaks: a network or site, `account` there; how many posts, `lately` of them in 90 days; the last."""

    network: str
    account: Account
    posts: int
    lately: int
    last: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A hashtag she uses: in how many posts, and when last."""

    name: str
    posts: int
    last: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Something she wrote or pointed at that is worth its minutes; `others` are people who pointed at it too."""

    url: str
    title: str
    form: Form
    minutes: int
    about: bool
    own: bool
    others: int
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiced:
    """What somebody else said with her name: who, the words, where, when; `list_` where it is a list she is on."""

    who: str
    id: str
    sentence: str
    url: str
    at: datetime | None
    list_: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Everything on one person. `notices` are sentences to know first: what she asked for, what is not known.

    `reserved`: she asked not to be found and the user does not follow her, so that nothing is put together about her.
    `evidence` are the sentences that prove most; `turned` says how others turned to her; `tie` what runs between the
    user and her, `contacts` the last of it, newest first; `way` how the user comes to her; `step` the one next step,
    `rung` where it stands on the ladder, empty where none is suggested.
    """

    known: Known
    organisation: str
    notices: tuple[str, ...]
    reserved: bool
    topics: Topics
    evidence: tuple[Evidence, ...]
    places: tuple[Place, ...]
    tags: tuple[Tag, ...]
    shows: tuple[str, ...]
    resources: tuple[Shared, ...]
    turned: tuple[str, ...]
    voices: tuple[Voiced, ...]
    signs: Signs | None
    tie: PersonTie
    contacts: tuple[Touch, ...]
    way: str
    step: str
    rung: str
    takeaways: tuple[Takeaway, ...]


def about(home: Home, words: str, *, now: datetime) -> About:
    """All that is known of the person somebody means by an id, a handle, a profile's address or a name."""
    found = person(home, words)
    ids = [account.id for account in found.accounts]
    mine, tie = people.mine(home.database), tie_of(home, found.id, now)
    hers = _Hers(home, found, ids, now)
    unfound = any(account.indexable is False for account in found.accounts)
    reserved = unfound and not mine & set(ids) and people.followed(home.database).isdisjoint(ids)
    contacts = touches.touches(home.database, found.id)
    shown = not reserved
    suggested = shown and not (
        unfound or mine & set(ids) or any(account.bot for account in found.accounts) or tie.muted
    )
    stands, step = _step(hers, contacts) if suggested else ("", "")
    return About(
        known=found,
        organisation=next((name for account in found.accounts if (name := house(account.bio))), ""),
        notices=tuple(_notices(hers, unfound=unfound, reserved=reserved, me=bool(mine & set(ids)), muted=tie.muted)),
        reserved=reserved,
        topics=hers.topics() if shown else Topics(),
        evidence=hers.evidence if shown else (),
        places=hers.places(),
        tags=hers.tags() if shown else (),
        shows=hers.shows() if shown else (),
        resources=hers.resources() if shown else (),
        turned=hers.turned() if shown else (),
        voices=hers.voices() if shown else (),
        signs=hers.signs() if suggested and hers.lines else None,
        tie=tie,
        contacts=tuple(reversed(contacts))[:MOST],
        way=_way(hers, mine) if suggested else "",
        step=step,
        rung=stands,
        takeaways=_noted(hers),
    )


def rarity(home: Home, words: Sequence[str]) -> list[float]:
    """How rare each word is among all posts; words that carry no subject are not rare at all."""
    found = home.index.rarity(words)
    return [0.0 if word in STOPWORDS else rare for word, rare in zip(words, found, strict=True)]


class _Hers:
    """What is held of one person, looked up once."""

    def __init__(self, home: Home, found: Known, ids: Sequence[str], now: datetime) -> None:
        self.home, self.found, self.ids, self.now = home, found, ids, now
        self.database = home.database
        self.lines: Sequence[Line] = held.lines(self.database, ids)
        self.spoke = held.spoke(self.database, ids, now)
        self.goals: Sequence[Goal] = [
            answers.latest(self.database, number).goal
            for number, _ in sorted(answers.goals(self.database), reverse=True)[:GOALS]
        ]
        self.subject = terms(" ".join(text for goal in self.goals for text in (goal.text, *goal.topics)))
        self.read = posts.found(self.database, self._closely())
        self.evidence = best(
            passage for one in self.read for passage in passages(one.post, _words(one), self._weight(one), self.subject)
        )

    def _closely(self) -> list[int]:
        on_it = [line.doc for line in self.lines if terms(line.text) & self.subject]
        return list(dict.fromkeys((*on_it, *(line.doc for line in self.lines))))[:CLOSELY]

    def _weight(self, one: Found) -> float:
        return 1.0 if not self.subject or terms(_words(one)) & self.subject else BESIDE

    def topics(self) -> Topics:
        """What she speaks of, by quarter."""
        named = {name: name for goal in self.goals for name in goal.topics}
        named |= {goal.text: goal.text for goal in self.goals if not goal.topics}
        uttered = [Uttered(line.text, line.tags, line.at) for line in self.lines]
        return topics(uttered, named, now=self.now, rarity=partial(rarity, self.home))

    def places(self) -> tuple[Place, ...]:
        """Where she speaks, the place heard last first."""
        by_id = {account.id: account for account in self.found.accounts}
        return tuple(
            Place(network=by_id[one.account].network, account=by_id[one.account], posts=one.posts, lately=one.lately,
                  last=one.last)
            for one in self.spoke
        )  # fmt: skip

    def tags(self) -> tuple[Tag, ...]:
        """Her hashtags, the most used first."""
        used = Counter(tag.casefold() for line in self.lines for tag in dict.fromkeys(line.tags))
        last: dict[str, datetime] = {}
        for line in self.lines:
            for tag in line.tags:
                if line.at:
                    last[tag.casefold()] = max(line.at, last.get(tag.casefold(), line.at))
        often = sorted(used, key=lambda tag: (-used[tag], tag))[: 2 * MOST]
        return tuple(Tag(name=tag, posts=used[tag], last=last.get(tag)) for tag in often)

    def shows(self) -> tuple[str, ...]:
        """Titles of recordings of her own, and of those her posts point at, the newest first."""
        spoken = [one for one in self._shared if one.resource.form in (Form.EPISODE, Form.VIDEO, Form.EVENT)]
        return tuple(dict.fromkeys(one.resource.title for one in spoken if one.resource.title))[:MOST]

    @cached_property
    def _shared(self) -> Sequence[Found]:
        return posts.found(self.database, held.shared(self.database, self.ids))

    def resources(self) -> tuple[Shared, ...]:
        """The best of what she wrote and pointed at: by its learning value, those on the user's goals first."""
        ranked = sorted(
            ((self._weight(one) * value(Prose(_words(one)), one.resource.words), one) for one in self._shared),
            key=lambda pair: (-pair[0], pair[1].resource.url),
        )[:MOST]
        others = held.sharers(self.database, [one.resource.url for _, one in ranked])
        made = []
        for _, one in ranked:
            time, rough = minutes(one.resource)
            title = one.resource.title or " ".join((one.resource.text or one.post.text).split())[:90]
            made.append(
                Shared(
                    url=one.resource.url,
                    title=title,
                    form=one.resource.form,
                    minutes=time,
                    about=rough,
                    own=one.resource.author in self.ids,
                    others=max(0, others.get(one.resource.url, 1) - 1),
                    at=one.resource.published_at or one.post.created_at,
                )
            )
        return tuple(made)

    def turned(self) -> tuple[str, ...]:
        """How others turned to her, in sentences."""
        found = held.turned(self.database, self.ids)
        return tuple(_TURNED[one.kind](_count(one.people, "person", "people")) for one in found if one.kind in _TURNED)

    def voices(self) -> tuple[Voiced, ...]:
        """Lists she is on, and what others said with her name: on the user's goals first, one a person."""
        lists = posts.found(self.database, held.lists(self.database, self.ids))
        made = [_voiced(one, one.resource.title or one.post.text, list_=True) for one in lists[:MOST]]
        docs = {doc for numbers in people.mentioning(self.database, self.ids, 200).values() for doc in numbers}
        listed = {one.doc for one in lists}
        said = [one for one in posts.found(self.database, sorted(docs - listed)) if one.person != self.found.id]
        said.sort(key=lambda one: (not terms(one.post.text) & self.subject, -_seconds(one.post.created_at), one.doc))
        by_person = {one.person or one.post.author: one for one in reversed(said)}
        chosen = [one for one in said if by_person[one.person or one.post.author] is one][:MOST]
        return (*made, *(_voiced(one, one.post.text) for one in chosen))

    def signs(self) -> Signs:
        """Able, willing, eager, of herself alone: nobody else is measured beside her."""
        lately = people.activity(self.database, self.ids, self.now, 30)
        goal = self.goals[0] if self.goals else Goal(text="")
        on_it = [one for one in self.read if not self.subject or terms(_words(one)) & self.subject]
        dossier = Dossier(
            id=self.found.id,
            voices=tuple(Voice(one, 1.0, 0.0, 0.0) for one in on_it),
            accounts=self.found.accounts,
            activity=joined([lately[id_] for id_ in self.ids if id_ in lately], self.found.id),
            evidence=self.evidence,
        )
        return signs(dossier, Context(goal=goal, now=self.now, terms=self.subject))

    def silent(self) -> float | None:
        """Days since she was heard last, None where she never was."""
        last = max((one.last for one in self.spoke if one.last), default=None)
        return None if last is None else (self.now - last).total_seconds() / 86_400


def _words(one: Found) -> str:
    """Her words: of the resource when it is her own, else of the post."""
    resource, post = one.resource, one.post
    own = resource.author is not None and resource.author == post.author
    return f"{post.text}\n{resource.text}" if own and resource.text != post.text else post.text


def _voiced(one: Found, sentence: str, *, list_: bool = False) -> Voiced:
    who = (one.author.name or one.author.handle) if one.author else ""
    return Voiced(
        who=who,
        id=one.person or one.post.author or "",
        sentence=" ".join(sentence.split())[:280],
        url=one.post.url,
        at=one.post.created_at,
        list_=list_,
    )


_TURNED: Mapping[str, Callable[[str], str]] = {
    "reply": lambda people_: f"Answered by {people_}.",
    "mention": lambda people_: f"Mentioned by {people_}.",
    "quote": lambda people_: f"Quoted by {people_}.",
    "repost": lambda people_: f"Passed on by {people_}.",
    "listed": lambda people_: f"Put on lists or in starter packs by {people_}.",
    "follow": lambda people_: f"Followed by {people_} of those read.",
    "connect": lambda people_: f"Connected with {people_} of those read.",
}


def _notices(hers: _Hers, *, unfound: bool, reserved: bool, me: bool, muted: bool) -> list[str]:
    """What to know before reading on."""
    name = hers.found.name
    made = []
    if me:
        made.append("This is you.")
    if reserved:
        made.append(
            f"{name} asks not to be found or suggested, so nothing is put together about this person here: "
            "only the accounts, where you read them, and what runs between you."
        )
    elif unfound:
        made.append(f"{name} asks not to be suggested to strangers; you see this because you are tied, and no step is.")
    if muted:
        made.append(f"You muted or blocked {name}; no step is suggested.")
    if any(account.bot for account in hers.found.accounts):
        made.append("This account says that it is automated.")
    silent = hers.silent()
    taken = held.gone(hers.database, hers.ids)
    if silent is None and taken:
        made.append(f"Everything read of {name} was deleted there, and is shown no more.")
    elif silent is None:
        made.append(f"Nothing {name} wrote has been read; what is known comes from others.")
    elif silent > 30:
        made.append(f"Nothing was heard of {name} for {_count(int(silent), 'day')}.")
    return made


def _step(hers: _Hers, contacts: Sequence[Touch]) -> tuple[str, str]:
    """Where the user stands with her and the one next step, as this week's steps have it if she is among them."""
    of: Material = known(
        hers.home,
        hers.found.id,
        goal=hers.goals[0] if hers.goals else None,
        now=hers.now,
        evidence=hers.evidence,
        touches=contacts,
    )
    stands = rung(contacts, read=hers.found.id in steps.read(hers.database))
    logged = next(
        (
            one
            for one in steps.held(hers.database, hers.now - WEEK)
            if one.person == hers.found.id and one.state == "open"
        ),
        None,
    )
    if logged and stands is not Rung.ANSWER:
        stands = Rung(logged.rung)
    late = stands is Rung.ANSWER and contacts and hers.now - contacts[-1].at > WAITS
    if stands is Rung.REST or late or (not hers.lines and not contacts):
        return "", ""
    return str(stands), said(stands, of, contacts)


def _way(hers: _Hers, mine: frozenset[str]) -> str:
    """How the user comes to her, empty where nobody knows."""
    if not mine:
        return ""
    ways = introductions(hers.home, hers.found.id, now=hers.now).ways
    return f"{ways[0].sentence} {ways[0].sure}".strip() if ways else ""


def _noted(hers: _Hers) -> tuple[Takeaway, ...]:
    """The user's takeaways from what she wrote or pointed at, newest first."""
    numbers = set(held.takeaways(hers.database, hers.ids))
    noted = [one for one in used.takeaways(hers.database) if one.id in numbers]
    return tuple(sorted(noted, key=attrgetter("created_at"), reverse=True))


def _seconds(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
