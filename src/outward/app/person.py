"""PERSON: the accounts of one human being, why they are one, which others may be hers, and the user's word on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from outward.app.home import Home
from outward.app.join import joined
from outward.errors import InputError
from outward.model import Account
from outward.store import identity, people
from outward.whom.one_person import suggestions as weak
from outward.whom.one_person.identity import APART, SAME
from outward.whom.one_person.proofs import proofs

MOST = 20
"""Suggestions and choices shown at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """Two accounts that may be one person: how sure (0..1), and why in a sentence."""

    one: Account
    other: Account
    score: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One person: her accounts, why they are one (a sentence each), whom she may be too, whom she is not.

    `id` is the first of her accounts' ids; `apart` are accounts the user said are somebody else's.
    """

    id: str
    name: str
    accounts: tuple[Account, ...]
    proofs: tuple[str, ...]
    suggestions: tuple[Suggested, ...]
    apart: tuple[Account, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """Accounts that may be one person, the surest first; `beyond` counts those below the ones shown."""

    suggestions: tuple[Suggested, ...]
    beyond: int


def person(home: Home, words: str) -> Known:
    """The person somebody means by an id, a handle, a profile's address or a name."""
    return _known(home, _person(home, words))


def meant(home: Home, words: str) -> str:
    """The id of the person somebody means by an id, a handle, a profile's address or a name."""
    return _person(home, words)


def suggestions(home: Home, *, limit: int = MOST) -> Suggestions:
    """Accounts that may be one person, for the user to say."""
    found = _suggested(home, people.everybody(home.database))
    return Suggestions(suggestions=found[:limit], beyond=len(found[limit:]))


def same(home: Home, one: str, other: str, *, now: datetime) -> Known:
    """Say that two accounts belong to one person; what was said against it before is taken back."""
    first, second = _account(home, one), _account(home, other)
    if first.id == second.id:
        raise InputError(f"{one} and {other} are one account; name two.")
    identity.reunite(home.database, _hers(home, first), _hers(home, second))
    identity.say(home.database, [(first.id, second.id)], SAME, now)
    joined(home)
    return _known(home, _now(home, first.id))


def apart(home: Home, one: str, other: str, *, now: datetime) -> Known:
    """Say that an account is not that of another account's person; an account of that very person leaves her."""
    first, second = _account(home, one), _account(home, other)
    if first.id == second.id:
        raise InputError(f"{one} and {other} are one account; name two.")
    hers, theirs = _hers(home, first), _hers(home, second)
    leaving = [first.id] if first.id in theirs else hers
    identity.say(home.database, _between(leaving, [id_ for id_ in theirs if id_ != first.id]), APART, now)
    joined(home)
    return _known(home, _now(home, first.id))


def _known(home: Home, id_: str) -> Known:
    everybody = people.everybody(home.database)
    hers = people.accounts(home.database, [id_])[id_]
    ids = {account.id for account in hers}
    by_id = {account.id: account for account in everybody}
    told = identity.said(home.database, ids)
    said = [
        f"You said on {at:%-d %B %Y} that {by_id[one].handle} and {by_id[other].handle} are one person."
        for one, other, verdict, at in told
        if verdict == SAME and {one, other} <= ids
    ]
    found = [proof.sentence for proof in proofs(everybody) if {proof.one, proof.other} <= ids] if len(ids) > 1 else []
    others = {account for one, other, verdict, _ in told if verdict == APART for account in (one, other)} - ids
    return Known(
        id=id_,
        name=hers[0].name or hers[0].handle,
        accounts=hers,
        proofs=(*said, *found),
        suggestions=tuple(s for s in _suggested(home, everybody) if {s.one.id, s.other.id} & ids)[:MOST],
        apart=tuple(by_id[other] for other in sorted(others) if other in by_id),
    )


def _suggested(home: Home, everybody: Sequence[Account]) -> tuple[Suggested, ...]:
    by_id = {account.id: account for account in everybody}
    found = weak.suggestions(everybody, people.persons(home.database), identity.verdicts(home.database))
    return tuple(Suggested(one=by_id[s.one], other=by_id[s.other], score=s.score, why=s.why) for s in found)


def _person(home: Home, words: str) -> str:
    """The id of the one person that is meant."""
    meant = _meant(home, words)
    persons = {_now(home, account.id) for account in meant}
    if len(persons) > 1:
        raise _ambiguous(words, meant)
    return persons.pop()


def _account(home: Home, words: str) -> Account:
    """The one account that is meant."""
    meant = _meant(home, words)
    if len(meant) > 1:
        raise _ambiguous(words, meant)
    return meant[0]


def _meant(home: Home, words: str) -> list[Account]:
    if not words.strip():
        raise InputError("Say whom: give an id, a handle, a profile's address or a name.")
    meant = identity.matching(home.database, words) or [
        account for account in people.everybody(home.database) if weak.folded(account.name) == weak.folded(words) != ()
    ]
    if not meant:
        raise InputError(
            f"Outward has not read of {words[:80]!r}; give an id, a handle, a profile's address or a name."
        )
    return meant


def _ambiguous(words: str, meant: Sequence[Account]) -> InputError:
    more = f" and {len(meant) - MOST} more" if len(meant) > MOST else ""
    return InputError(
        f"{words[:80]!r} may be any of {', '.join(account.id for account in meant[:MOST])}{more}; name one of these."
    )


def _now(home: Home, account: str) -> str:
    """The person an account belongs to now."""
    return people.person_of(home.database, account)


def _hers(home: Home, account: Account) -> list[str]:
    """The ids of all accounts of an account's person."""
    person_ = _now(home, account.id)
    return [held.id for held in people.accounts(home.database, [person_])[person_]]


def _between(some: Iterable[str], others: Sequence[str]) -> list[tuple[str, str]]:
    return [(one, other) for one in some for other in others if one != other]
