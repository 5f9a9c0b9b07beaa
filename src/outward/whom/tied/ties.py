"""What runs between the user and each person: how strong, how even, who turned to whom first and last, what is due."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from outward.model import Direction, Tie, TieKind, Touch
from outward.whom.reach.ladder import NODS
from outward.whom.tied.cadence import REMEMBERED, Cadence, Layer, layer
from outward.whom.tied.strength import STANDS, WORTH, contacts, full, left, reciprocity, worth

SKEW = timedelta(days=1)
"""A contact this little ahead of the clock happened now: clocks differ. One further ahead is left out."""

ANSWER = timedelta(days=30)
"""Words that come this soon after the user's answer hers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """What runs between the user and one person, all accounts of both taken together.

    `out` and `back` are the strengths 0..1 of the user's turning to the person and the other way around, as they are
    now; `reciprocity` how even they are; `turned_out`, `turned_back` how often there were words; `first`, `last_words`
    the first and last contacts with words, `first` one without where there are none; `last_out`, `last_back` the last
    of any sort; `due` when the next is due, None where none is; `waiting` what the person said, asked or wrote since
    the user last turned to her, oldest first; `answering` says that it answers what the user had said.
    """

    person: str
    layer: Layer = Layer.VERY_WEAK
    out: float = 0.0
    back: float = 0.0
    reciprocity: float = 0.0
    turned_out: int = 0
    turned_back: int = 0
    first: Touch | None = None
    last_out: Touch | None = None
    last_back: Touch | None = None
    last_words: Touch | None = None
    due: datetime | None = None
    waiting: tuple[Touch, ...] = ()
    answering: bool = False

    @property
    def last(self) -> Touch | None:
        """The last contact of any sort, either way."""
        return max((t for t in (self.last_out, self.last_back) if t), key=lambda touch: touch.at, default=None)


def bonds(
    touches: Iterable[Touch],
    standing: Mapping[str, Sequence[Tie]],
    *,
    me: Collection[str],
    now: datetime,
    cadence: Cadence | None = None,
    settled: Mapping[str, datetime] | None = None,
) -> dict[str, Bond]:
    """What runs between the user and everybody, by person.

    `touches` are contacts in any order, each once; `standing` are, by person, the user's ties that are no dated
    contact (follows, lists, likes without a date), `me` the user's accounts in them; `settled` says up to when what a
    person said needs no answer.
    """
    held: dict[str, list[Touch]] = defaultdict(list)
    for touch in touches:
        if touch.at <= now + SKEW:
            held[touch.person].append(touch if touch.at <= now else replace(touch, at=now))
    asked = _Asked(frozenset(me), now, cadence or Cadence(), settled or {})
    return {
        person: _bond(person, held.get(person, ()), standing.get(person, ()), asked)
        for person in sorted(held.keys() | standing.keys())
    }


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is the same for all bonds of one answer."""

    me: frozenset[str]
    now: datetime
    cadence: Cadence
    settled: Mapping[str, datetime]


def _bond(person: str, held: Iterable[Touch], standing: Sequence[Tie], asked: _Asked) -> Bond:
    touches = sorted(held, key=lambda touch: (touch.at, touch.direction, touch.how, touch.url))
    ways = {way: [touch for touch in touches if touch.direction is way] for way in Direction}
    words = [touch for touch in touches if touch.how not in NODS]
    last = words[-1] if words else None
    stands = _stands(standing, asked)
    out, back = _both(ways, stands, asked.now)
    how_close = layer(
        best=_best(touches, stands, asked.now),
        days=len({touch.at.date() for touch in words}),
        both=len({touch.direction for touch in words}) == len(Direction),
        silent=asked.now - last.at if last else None,
    )
    agreed = any(tie.kind is TieKind.CONNECT for tie in standing)
    waits = _waiting(ways, asked.settled.get(person), agreed=agreed)
    return Bond(
        person=person,
        layer=how_close,
        out=out,
        back=back,
        reciprocity=reciprocity(out, back),
        turned_out=sum(touch.direction is Direction.OUT for touch in words),
        turned_back=sum(touch.direction is Direction.IN for touch in words),
        first=next(iter((*words, *touches)), None),
        last_out=_last(ways[Direction.OUT]),
        last_back=_last(ways[Direction.IN]),
        last_words=last,
        due=asked.cadence.due(how_close, last.at if last else None),
        waiting=waits,
        answering=_answering(waits, words),
    )


def _last(touches: Sequence[Touch]) -> Touch | None:
    return touches[-1] if touches else None


def _both(ways: Mapping[Direction, Sequence[Touch]], stands: tuple[float, float], at: datetime) -> tuple[float, float]:
    """The strengths out and back at a moment."""
    out, back = stands
    return full(out + contacts(ways[Direction.OUT], at)), full(back + contacts(ways[Direction.IN], at))


def _best(touches: Sequence[Touch], stands: tuple[float, float], now: datetime) -> float:
    """The strength of the weaker way at the best moment of the last year; `touches` from the oldest on."""
    best, before = 0.0, touches[0].at if touches else now
    sums = {Direction.OUT: 0.0, Direction.IN: 0.0}
    for touch in touches:
        sums = {way: left(total, before, touch.at) for way, total in sums.items()}
        before = touch.at
        sums[touch.direction] += worth(touch)
        if now - touch.at <= REMEMBERED:
            best = max(best, full(min(sums[Direction.OUT] + stands[0], sums[Direction.IN] + stands[1])))
    return best


def _stands(ties: Iterable[Tie], asked: _Asked) -> tuple[float, float]:
    """The worth of ties that are no dated contact, out and back; an agreed contact counts both ways."""
    out = back = 0.0
    for tie in ties:
        worth = WORTH[tie.kind] if tie.kind in STANDS else left(WORTH[tie.kind], tie.at, asked.now)
        mutual = tie.kind is TieKind.CONNECT
        out += worth if tie.source in asked.me or mutual else 0.0
        back += worth if tie.source not in asked.me or mutual else 0.0
    return out, back


def _waiting(ways: Mapping[Direction, Sequence[Touch]], settled: datetime | None, *, agreed: bool) -> tuple[Touch, ...]:
    """What was said to the user since her last turn, and since it was settled; an invitation agreed to is answered."""
    turned = _last(ways[Direction.OUT])
    since = [moment for moment in (turned.at if turned else None, settled) if moment]
    answered = NODS | {"invited"} if agreed else NODS
    return tuple(t for t in ways[Direction.IN] if t.how not in answered and all(t.at > moment for moment in since))


def _answering(waits: Sequence[Touch], words: Sequence[Touch]) -> bool:
    """Whether what waits answers what the user had said: the next words after hers, soon, and none on a later day."""
    if not waits or waits[-1].at - waits[0].at > SKEW:
        return False
    before = _last([touch for touch in words if touch.at < waits[0].at])
    return before is not None and before.direction is Direction.OUT and waits[0].at - before.at <= ANSWER


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """How evenly words went: people the user turned to, people who turned to the user, people both is true of.

    `you_first` and `they_first` are people with whom the user, or they, began.
    """

    turned_to: int = 0
    turned_back: int = 0
    both: int = 0
    you_first: int = 0
    they_first: int = 0

    @property
    def sentence(self) -> str:
        """All of it in words."""
        if not (self.turned_to or self.turned_back):
            return "No words have gone between you and anybody yet, as far as Outward has seen."
        return (
            f"You turned to {_people(self.turned_to)}, {self.turned_back} turned to you; both ways with {self.both}."
            f" You began with {self.you_first}, they with {self.they_first}."
        )


def balance(held: Iterable[Bond]) -> Balance:
    """How evenly words went with everybody."""
    spoken = [bond for bond in held if bond.turned_out or bond.turned_back]
    began = [bond.first.direction for bond in spoken if bond.first]
    return Balance(
        turned_to=sum(bond.turned_out > 0 for bond in spoken),
        turned_back=sum(bond.turned_back > 0 for bond in spoken),
        both=sum(bond.turned_out > 0 and bond.turned_back > 0 for bond in spoken),
        you_first=began.count(Direction.OUT),
        they_first=began.count(Direction.IN),
    )


def waiting(held: Iterable[Bond], now: datetime) -> list[Bond]:
    """People who turned to the user within a year and were not answered since, who waits longest first."""
    late = [bond for bond in held if bond.waiting and now - bond.waiting[-1].at <= REMEMBERED]
    return sorted(late, key=lambda bond: (bond.waiting[0].at, bond.person))


def losing(held: Iterable[Bond], now: datetime) -> list[Bond]:
    """People a contact is due with, strong ties first, then who has been due longest."""
    order = list(Layer)
    late = [(bond.due, bond) for bond in held if bond.due is not None and bond.due < now]
    return [bond for _, bond in sorted(late, key=lambda one: (order.index(one[1].layer), one[0], one[1].person))]


def closest(held: Iterable[Bond]) -> list[Bond]:
    """People by layer, and in it by the strength both ways now, then by who was in touch last."""
    order = list(Layer)

    def place(bond: Bond) -> tuple[float | str, ...]:
        last = bond.last
        return (order.index(bond.layer), -(bond.out + bond.back), -last.at.timestamp() if last else 0.0, bond.person)

    return sorted(held, key=place)


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number:,} people"
