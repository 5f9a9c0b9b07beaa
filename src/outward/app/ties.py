"""TIES: what runs between the user and people, who waits for an answer, whom she is losing touch with."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from outward.app.home import Home
from outward.app.person import meant
from outward.errors import InputError, NothingYetError
from outward.model import Account, Touch
from outward.store import met as told
from outward.store import people, posts, touches
from outward.store.met import Met
from outward.whom.tied import ties as bonds
from outward.whom.tied.beginnings import Became, Beginning, beginning, phrase
from outward.whom.tied.cadence import Cadence, Layer
from outward.whom.tied.ties import Balance, Bond

SHOWN = 20
"""People shown in each list at most, unless more are asked for."""
LONGEST = 2_000
"""Letters of her own words at most."""
WHO_ARE_YOU = (
    "Outward does not know which accounts are yours, so it sees only the contacts you note yourself: name your handle"
    " ('outward connect bluesky'), or bring your archive ('outward import')."
)
NOTHING_SEEN = (
    "No contact with anybody has been seen yet: read again ('outward sync'), or note one of yours ('outward reach')."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTie:
    """What runs between the user and one person.

    `bond` has the layer, the strengths both ways, the last contacts and when the next is due; `began` is how the tie
    seems to have begun, None where no contact was seen; `met`, `became` and `words` are the user's own: how they met,
    what became of it (None: she did not say) and more of it. `settled` is up to when she said no answer is needed, None
    where she did not. `muted`: she wants to hear nothing of this person.
    """

    person: str
    name: str
    accounts: tuple[Account, ...]
    bond: Bond
    began: Beginning | None = None
    met: str = ""
    became: Became | None = None
    words: str = ""
    settled: datetime | None = None
    muted: bool = False

    @property
    def said(self) -> bool:
        """Whether she said anything of how it began or what became of it."""
        return bool(self.met or self.became or self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody who turned to the user and was not answered: the first unanswered contact, in a sentence and its words.

    `more` counts the contacts after it; `answer` says that it only answers what the user had said and asks nothing.
    """

    person: str
    name: str
    touch: Touch
    sentence: str
    said: str
    more: int
    answer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Losing:
    """Somebody a contact is due with: the layer, how many days late, the last contact in a sentence and its words."""

    person: str
    name: str
    layer: Layer
    late: int
    touch: Touch
    sentence: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """All of it: `note` says what is missing and what to do about it, empty where nothing is.

    `waiting`, who waits longest first; `losing`, strong ties first; `people`, the closest first; `told`, those of whom
    the user said how they met or what became of it. The `_beyond` count those not shown.
    """

    balance: Balance
    sentence: str
    note: str
    waiting: tuple[Waiting, ...]
    losing: tuple[Losing, ...]
    people: tuple[PersonTie, ...]
    told: tuple[PersonTie, ...]
    waiting_beyond: int
    losing_beyond: int
    people_beyond: int


def ties(home: Home, *, now: datetime, limit: int = SHOWN) -> Ties:
    """What runs between the user and everybody. Nobody she muted is in it."""
    muted = people.muted(home.database)
    held = [bond for bond in _bonds(home, now).values() if bond.person not in muted]
    waiting, losing, closest = bonds.waiting(held, now), bonds.losing(held, now), bonds.closest(held)
    said = told.met(home.database)
    told_of = [bond for bond in closest if bond.person in said] + [
        Bond(person=person) for person in sorted(said.keys() - {bond.person for bond in held} - muted)
    ]
    shown = (*waiting[:limit], *losing[:limit], *closest[:limit], *told_of)
    known = people.accounts(home.database, {bond.person for bond in shown})
    unanswered = [touch for bond in waiting[:limit] for touch in bond.waiting]
    last = [bond.last_words for bond in losing[:limit] if bond.last_words]
    texts = touches.words(home.database, [touch.url for touch in (*unanswered, *last)])
    balance = bonds.balance(held)
    return Ties(
        balance=balance,
        sentence=balance.sentence,
        note=_note(home, held),
        waiting=tuple(_waiting(bond, known, texts, now) for bond in waiting[:limit]),
        losing=tuple(_losing(bond, known, texts, now) for bond in losing[:limit]),
        people=tuple(_tie(bond, known, said) for bond in closest[:limit]),
        told=tuple(_tie(bond, known, said) for bond in told_of),
        waiting_beyond=len(waiting[limit:]),
        losing_beyond=len(losing[limit:]),
        people_beyond=len(closest[limit:]),
    )


def tie_of(home: Home, person: str, now: datetime) -> PersonTie:
    """What runs between the user and the person somebody means by an id, a handle, a profile's address or a name."""
    id_ = meant(home, person)
    known = people.accounts(home.database, [id_])
    bond = _bonds(home, now, id_).get(id_, Bond(person=id_))
    return replace(
        _tie(bond, known, told.met(home.database, id_)),
        began=_began(home, bond, _name(id_, known)),
        settled=told.settled(home.database).get(id_),
        muted=id_ in people.muted(home.database),
    )


def say(
    home: Home,
    person: str,
    *,
    met: str | None = None,
    became: str | None = None,
    words: str | None = None,
    now: datetime,
) -> PersonTie:
    """Keep how the user met a person and what became of it; what is None stays as it was, "" takes it away."""
    if met is None and became is None and words is None:
        raise InputError("Say how you met with --met, what became of it with --became, or more of it with --words.")
    if became and became not in list(Became):
        raise InputError(f"What became of it cannot be {became[:40]!r}; say one of: {', '.join(Became)}.")
    if max(len(text or "") for text in (met, words)) > LONGEST:
        raise InputError(f"That is too long to keep; say it in {LONGEST:,} letters at most.")
    id_ = _other(home, person)
    before = told.met(home.database, id_).get(id_, Met("", "", "", now))
    said = Met(
        met=before.met if met is None else met.strip(),
        became=before.became if became is None else became,
        words=before.words if words is None else words.strip(),
        at=now,
    )
    told.say(home.database, id_, said)
    return tie_of(home, id_, now)


def unsay(home: Home, person: str, *, now: datetime) -> PersonTie:
    """Take back what the user said of a person last; what she had said before counts again."""
    id_ = meant(home, person)
    if not told.unsay(home.database, id_):
        raise NothingYetError("You have not said how you met or what became of it, so there is nothing to take back.")
    return tie_of(home, id_, now)


def settle(home: Home, person: str, *, now: datetime) -> PersonTie:
    """Note that what a person said so far needs no answer, or was answered elsewhere."""
    id_ = _other(home, person)
    told.settle(home.database, id_, now)
    return tie_of(home, id_, now)


def unsettle(home: Home, person: str, *, now: datetime) -> PersonTie:
    """Take that back."""
    id_ = meant(home, person)
    if not told.unsettle(home.database, id_):
        raise NothingYetError("You have not said that this person needs no answer, so there is nothing to take back.")
    return tie_of(home, id_, now)


def _other(home: Home, person: str) -> str:
    """The person meant, who is not the user herself."""
    id_ = meant(home, person)
    if people.mine(home.database) & {account.id for account in people.accounts(home.database, [id_]).get(id_, ())}:
        raise InputError("That is you; name somebody else.")
    return id_


def _bonds(home: Home, now: datetime, person: str | None = None) -> dict[str, Bond]:
    config = home.config
    return bonds.bonds(
        touches.touches(home.database, person),
        touches.standing(home.database, person),
        me=people.mine(home.database),
        now=now,
        cadence=Cadence(strong=config.strong_days, weak=config.weak_days),
        settled=told.settled(home.database),
    )


def _began(home: Home, bond: Bond, name: str) -> Beginning | None:
    """How the tie with a person seems to have begun."""
    if bond.first is None:
        return None
    between = touches.introducer(home.database, bond.person, bond.first.at)
    who = posts.accounts(home.database, [between]).get(between) if between else None
    return beginning(
        bond.first,
        name,
        tags=touches.tags(home.database, bond.first),
        introducer=(who.name or who.handle) if who else "",
    )


def _note(home: Home, held: Sequence[Bond]) -> str:
    if not people.mine(home.database):
        return WHO_ARE_YOU
    return "" if any(bond.first for bond in held) else NOTHING_SEEN


def _tie(bond: Bond, known: Mapping[str, tuple[Account, ...]], said: Mapping[str, Met]) -> PersonTie:
    words = said.get(bond.person)
    return PersonTie(
        person=bond.person,
        name=_name(bond.person, known),
        accounts=known.get(bond.person, ()),
        bond=bond,
        met=words.met if words else "",
        became=Became(words.became) if words and words.became else None,
        words=words.words if words else "",
    )


def _waiting(bond: Bond, known: Mapping[str, tuple[Account, ...]], texts: Mapping[str, str], now: datetime) -> Waiting:
    touch, name = bond.waiting[0], _name(bond.person, known)
    said = phrase(touch, name)
    return Waiting(
        person=bond.person,
        name=name,
        touch=touch,
        sentence=f"{said[:1].upper()}{said[1:]} {_ago(touch.at, now)}.",
        said=_short(texts.get(touch.url, "")),
        more=len(bond.waiting) - 1,
        answer=bond.answering and not any("?" in texts.get(one.url, "") for one in bond.waiting),
    )


def _losing(bond: Bond, known: Mapping[str, tuple[Account, ...]], texts: Mapping[str, str], now: datetime) -> Losing:
    touch, name = bond.last_words, _name(bond.person, known)
    assert touch is not None and bond.due is not None  # noqa: S101, PT018 - a contact is due only where there was one
    late, silent = (now - bond.due).days, (now - touch.at).days
    return Losing(
        person=bond.person,
        name=name,
        layer=bond.layer,
        late=late,
        touch=touch,
        sentence=(
            f"{bond.layer.capitalize()} tie, {silent} days of silence where {silent - late} are usual."
            f" Last, on {touch.at:%-d %B %Y}, {phrase(touch, name)}."
        ),
        said=_short(texts.get(touch.url, "")),
    )


def _name(person: str, known: Mapping[str, tuple[Account, ...]]) -> str:
    """A person's name; of somebody whose account is gone, the network."""
    names: Iterable[str] = (account.name or account.handle for account in known.get(person, ()))
    return next((name for name in names if name), f"Somebody on {person.partition(':')[0]} whose account is not known")


def _ago(at: datetime, now: datetime) -> str:
    days = (now.date() - at.date()).days
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago, on {at:%-d %B %Y}")


def _short(text: str) -> str:
    return textwrap.shorten(text, 240, placeholder="…")
