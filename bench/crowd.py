"""People of an invented community, the same on every machine: interests, follows of a power law, talk that is answered.

Who writes much is followed much (Zipf); everybody has one to three subjects and writes, answers and follows mostly
there. Posts lie evenly over the last two years.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bench import corpus
from outward.model import Account, Company, Form, Goal, Parsed, Post, Resource, Tie, TieKind

NOW = corpus.NOW
SPAN = timedelta(days=730)
BLOCK = 10_000
"""Posts made at a time, seeded by their number."""
AT_ONCE = 500
"""People whose follows are on one page."""
ME = "made:me"
FOLLOWED = 150
"""People the user follows."""

_SUBJECTS = """
announcing an acquisition to employees:
 acquisition merger announcement employees townhall staff integration manager buyer layoffs
running an internal newsletter:
 newsletter editor subject readers headline deadline issue subscribers layout archive
moving an intranet to a new platform:
 intranet migration pages search permissions governance launch editors platform content
measuring communication:
 survey metrics dashboard baseline response outcome reach scores questionnaire benchmark
speaking through a crisis:
 crisis incident hotline spokesperson rumour statement press recall outage apology
training managers to speak with their teams:
 managers training coaching briefing listening feedback cascade toolkit rehearsal workshop
baking with sourdough:
 sourdough starter flour crumb oven loaf hydration rye proofing crust
growing vegetables on a balcony:
 balcony tomatoes seedlings compost soil watering pots harvest slugs trellis
repairing bicycles:
 bicycle chain derailleur brakes spokes tyre bearings grease crankset hub
learning a language as an adult:
 vocabulary grammar tutor flashcards accent dictation verbs immersion listening fluency
setting up a home server:
 server backup router container firewall storage updates disk network logs
teaching physics at school:
 physics pupils experiment pendulum homework curriculum optics magnets circuit lesson
writing a first novel:
 novel chapter draft editor character plot revision agent manuscript dialogue
photographing birds:
 birds lens tripod hide shutter migration heron feather dawn aperture
investing for retirement:
 pension fund dividend shares bonds inflation broker savings portfolio fees
caring for a parent with dementia:
 dementia carer respite memory nurse diagnosis medication daycare wandering guilt
running a marathon:
 marathon pace intervals taper blister hills training recovery shoes mileage
restoring old furniture:
 furniture veneer varnish joints sanding shellac chisel clamps polish drawers
organising a neighbourhood library:
 library volunteers shelves lending donations catalogue borrowers reading opening librarian
leading a remote team:
 remote meetings timezones trust agenda onboarding standup handover chat retrospective
learning statistics for research:
 regression sample variance model residuals dataset significance bayesian predictors bootstrap
keeping bees:
 bees hive queen varroa honey swarm frames smoker nectar drone
composing for choir:
 choir soprano score harmony rehearsal conductor cadence tenor counterpoint voices
founding a cooperative:
 cooperative members statutes assembly shares dividend governance founders vote bylaws
"""
_TOLD = (
    "When we went through this in {year} I led the {a} and wrote the {b} myself.",
    "I learned the hard way that the {a} comes before the {b}.",
    "Last year our {a} failed because we had no {b} and I had promised one.",
    "We spent four months on the {a}, and in the end the {b} was what mattered.",
    "In my first year I got the {a} wrong three times; the {b} saved me.",
    "What worked for us: one {a}, two people for the {b}, and a date everybody knew.",
)
_ADVISED = (
    "I advise teams on {a}, and most of them forget the {b}.",
    "Clients ask me about {a} before they have thought of the {b}.",
    "Start with the {a}; leave the {b} for later.",
    "If you care about {a}, read what the study says about {b}.",
)
_COMMENTS = (
    "Interesting how much is said about {a} and how little about {b}.",
    "The {a} is overrated, the {b} is not.",
    "Everybody talks of {a} this week.",
    "A good thread on {a} and {b} by people who know {c}.",
    "Not sure that {a} needs a {b} at all.",
    "The new guide to {a} has a chapter on {b}.",
)
_ASKS = (
    "Has anyone been through {a} with a small {b}?",
    "We are about to start with {a} next month; what did you wish you had known about the {b}?",
    "How did you handle the {a} when the {b} was late?",
)
_SELLS = (
    "Book a demo: our platform does your {a} and your {b} in one click.",
    "Sign up for our free webinar on {a}.",
)
_KINDS = (_TOLD, _ADVISED, _COMMENTS, _ASKS, _SELLS)
_SHARES = (0.22, 0.15, 0.45, 0.12, 0.06)


def _lines(subjects: str) -> list[list[str]]:
    """Names and words, each in a line of its own."""
    return [said.split(":") for said in subjects.strip().replace(":\n", ":").splitlines()]


@dataclass(frozen=True, slots=True)
class Subject:
    """What people speak of: its name and its words."""

    name: str
    words: tuple[str, ...]


SUBJECTS = tuple(Subject(name, tuple(words.split())) for name, words in _lines(_SUBJECTS))


def goals() -> list[Goal]:
    """Two goals for every subject, in different words."""
    return [
        goal
        for subject in SUBJECTS
        for goal in (
            Goal(text=f"I want to get better at {subject.name}", topics=subject.words[:4]),
            Goal(
                text=f"Someone who has been through {subject.name}, {subject.words[4]} and {subject.words[5]} included",
                topics=subject.words[6:9],
            ),
        )
    ]


def company() -> Company:
    """Everybody may help."""
    return Company(words="anybody who has been there, or is there now")


@dataclass(frozen=True)
class Crowd:
    """So many posts, people and ties; ties are a little fewer than asked for, as some are drawn twice."""

    posts: int
    people: int
    ties: int

    def pages(self) -> Iterator[Parsed]:
        """Everybody and whom they follow, then what they said, then what they liked."""
        yield self._mine()
        for start in range(0, self.people, AT_ONCE):
            yield self._followed(range(start, min(start + AT_ONCE, self.people)))
        for number in range(-(-self.posts // BLOCK)):
            said = self._block(number)[: self.posts - number * BLOCK]
            for start in range(0, len(said), 2_000):
                yield self._page(said[start : start + 2_000])

    @cached_property
    def interests(self) -> NDArray[np.bool_]:
        """Who (row) cares for which subject (column)."""
        rng = np.random.default_rng((corpus.SEED, 1))
        held = np.zeros((self.people, len(SUBJECTS)), dtype=np.bool_)
        for share in (1.0, 0.5, 0.25):
            some = np.flatnonzero(rng.random(self.people) < share)
            held[some, rng.integers(0, len(SUBJECTS), len(some))] = True
        return held

    @cached_property
    def _members(self) -> "list[tuple[NDArray[np.int64], NDArray[np.float64]]]":
        """The people of each subject, and how likely each is drawn, added up."""
        weight = (np.arange(self.people) + 2.7) ** -0.8
        members = [np.flatnonzero(self.interests[:, number]) for number in range(len(SUBJECTS))]
        return [(found, (summed := weight[found].cumsum()) / summed[-1]) for found in members]

    def _drawn(self, rng: np.random.Generator, subjects: NDArray[np.int64]) -> NDArray[np.int64]:
        """Somebody for each subject."""
        drawn = np.empty(len(subjects), dtype=np.int64)
        chance = rng.random(len(subjects))
        for number, (members, summed) in enumerate(self._members):
            mine = subjects == number
            drawn[mine] = members[np.searchsorted(summed, chance[mine])]
        return drawn

    def _mine(self) -> Parsed:
        """The user, whom she follows, and a few she has spoken with."""
        rng = np.random.default_rng((corpus.SEED, 2))
        known = sorted({*corpus._zipf(rng, 3 * FOLLOWED, self.people, 0.8).tolist()})[:FOLLOWED]
        spoken = [
            Tie(
                source=one,
                target=other,
                kind=TieKind.REPLY,
                at=NOW - timedelta(days=3 + n),
                post=f"made:mine-{one}-{n}",
            )
            for n, person in enumerate(known[:20])
            for one, other in ((ME, name(person)), (name(person), ME))
        ]
        return Parsed(
            accounts=(Account(id=ME, network="made", handle="me", name="Me"),),
            ties=(*spoken, *(Tie(source=ME, target=name(person), kind=TieKind.FOLLOW) for person in known)),
            mine=(ME,),
        )

    def _followed(self, people: range) -> Parsed:
        rng = np.random.default_rng((corpus.SEED, 3, people.start))
        talk = self.posts * 0.62  # replies, mentions and likes
        mean = max(1.0, (self.ties - talk) / self.people)
        wide = (rng.pareto(1.6, len(people)) + 0.25) * mean / 1.75
        many = np.clip(wide * 1.18, 1, self.people // 3).astype(int)
        ties = []
        for person, count in zip(people, many.tolist(), strict=True):
            cares = np.flatnonzero(self.interests[person])
            near = self._drawn(rng, cares[rng.integers(0, len(cares), count - count // 2)])
            far = corpus._zipf(rng, count // 2, self.people, 0.8)
            chosen = sorted({*near.tolist(), *far.tolist()} - {person})
            ties += [Tie(source=name(person), target=name(other), kind=TieKind.FOLLOW) for other in chosen]
        return Parsed(accounts=tuple(self._account(person) for person in people), ties=tuple(ties))

    def _account(self, person: int) -> Account:
        chance = np.random.default_rng((corpus.SEED, 4, person)).random(4)
        cares = [SUBJECTS[number] for number in np.flatnonzero(self.interests[person]).tolist()]
        words = f"{cares[0].name}, {' and '.join(cares[-1].words[2:5])}"
        brand = chance[0] < 0.05
        bio = f"The leading platform for {words}." if brand else f"Works at House {person % 997} on {words}."
        return Account(
            id=name(person),
            network="made",
            handle=f"a{person}",
            name=f"Author {person}",
            bio=bio,
            url=f"https://made.example/@a{person}",
            followers=int(2 * self.people / (person + 30)),
            bot=bool(chance[1] < 0.01),
            indexable=False if chance[2] < 0.02 else None,
        )

    def _block(self, number: int) -> list["_Said"]:
        rng = np.random.default_rng((corpus.SEED, 5, number))
        subjects = np.minimum(rng.geometric(0.09, BLOCK) - 1, len(SUBJECTS) - 1)
        authors = self._drawn(rng, subjects).tolist()
        answers: list[int | None] = [None] * BLOCK
        chance, back = rng.random((2, BLOCK)).tolist(), rng.geometric(0.2, BLOCK).tolist()
        earlier: dict[int, list[int]] = {}
        for place in range(BLOCK - 1, -1, -1):  # the oldest first
            there = earlier.setdefault(int(subjects[place]), [])
            if chance[0][place] < 0.3 and len(there) > back[place]:
                to = there[-back[place]]
                before = answers[to]
                if before is not None and chance[1][place] < 0.5:
                    authors[place] = authors[before]  # who was answered answers back
                answers[place] = to if authors[place] != authors[to] else None
            there.append(place)
        likers = self._drawn(rng, subjects).tolist()
        texts = _texts(rng, subjects)
        first = number * BLOCK
        return [
            _Said(
                number=first + place,
                author=authors[place],
                answers=None if (to_ := answers[place]) is None else (first + to_, authors[to_]),
                liked_by=likers[place] if chance[0][place] > 0.7 else None,
                text=texts[place],
            )
            for place in range(BLOCK)
        ]

    def _page(self, said: Sequence["_Said"]) -> Parsed:
        return Parsed(
            posts=tuple(self._post(one) for one in said),
            resources=tuple(self._resource(one) for one in said),
            ties=tuple(tie for one in said for tie in self._ties(one)),
        )

    def _ties(self, said: "_Said") -> Iterator[Tie]:
        at, post = self._at(said.number), _id(said.number)
        if said.answers:
            for kind in (TieKind.REPLY, *((TieKind.MENTION,) if said.number % 3 == 0 else ())):
                yield Tie(source=name(said.author), target=name(said.answers[1]), kind=kind, at=at, post=post)
        if said.liked_by is not None and said.liked_by != said.author:
            yield Tie(source=name(said.liked_by), target=name(said.author), kind=TieKind.LIKE, at=at, post=post)

    def _post(self, said: "_Said") -> Post:
        return Post(
            id=_id(said.number),
            network="made",
            author=name(said.author),
            text=said.text,
            url=_url(said.number),
            resource=_url(said.number),
            created_at=self._at(said.number),
            lang="en",
            reply_to=_id(said.answers[0]) if said.answers else None,
            mentions=(name(said.answers[1]),) if said.answers else (),
            likes=said.number % 7,
        )

    def _resource(self, said: "_Said") -> Resource:
        url, text = _url(said.number), said.text
        return Resource(
            url=url,
            form=Form.POST,
            text=text,
            author=name(said.author),
            words=len(text.split()),
            published_at=self._at(said.number),
            lang="en",
        )

    def _at(self, number: int) -> datetime:
        """The newest post first, evenly back to two years ago."""
        return NOW - timedelta(seconds=60 + int(number * (SPAN.total_seconds() - 120) / self.posts))


@dataclass(frozen=True, slots=True)
class _Said:
    number: int
    author: int
    answers: tuple[int, int] | None
    liked_by: int | None
    text: str


def _texts(rng: np.random.Generator, subjects: NDArray[np.int64]) -> list[str]:
    """One to four sentences each: of the subject, some of them beside it in words as common as in any talk."""
    plain = corpus._vocabulary()[: corpus.WORDS]
    kinds = rng.choice(len(_KINDS), (len(subjects), 3), p=_SHARES)
    picks = rng.integers(0, 1_000_000, (len(subjects), 4, 3))
    beside = corpus._zipf(rng, 12 * len(subjects), corpus.WORDS, 1.0).reshape(len(subjects), 12)
    counts = rng.integers(1, 4, len(subjects))
    texts = []
    for place, (subject, count) in enumerate(zip(subjects.tolist(), counts.tolist(), strict=True)):
        words = SUBJECTS[subject].words
        said = []
        for number in range(count):
            kind = _KINDS[kinds[place, number]]
            a, b, c = picks[place, number].tolist()
            said.append(
                kind[a % len(kind)].format(
                    a=words[a % len(words)], b=words[b % len(words)], c=words[c % len(words)], year=2015 + c % 11
                )
            )
        said.append(f"{' '.join(plain[n] for n in beside[place].tolist())}.".capitalize())
        texts.append(" ".join(said))
    return texts


def fresh(people: int, count: int) -> Parsed:
    """`count` ties that are new: somebody likes what somebody said just now."""
    ends = np.random.default_rng((corpus.SEED, 9)).integers(0, people, (count, 2)).tolist()
    return Parsed(
        ties=tuple(
            Tie(source=name(one), target=name(other), kind=TieKind.LIKE, at=NOW, post=f"made:fresh-{number}")
            for number, (one, other) in enumerate(ends)
        )
    )


def name(person: int) -> str:
    """The account of a person."""
    return f"made:a{person}"


def _id(number: int) -> str:
    return f"made:{number}"


def _url(number: int) -> str:
    return f"https://made.example/post/{number}"
