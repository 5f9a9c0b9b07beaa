"""Through whom the user comes to people: never through somebody who is asleep, left out, a machine or a brand."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from outward.model import Account, Tie
from outward.whom.circle import ASLEEP, Circle
from outward.whom.network.introductions import chains, introduction, passed_on
from outward.whom.signals.promotion import is_brand

TRIES = 4
"""How often a chain is looked for again without those on it who turn out to be asleep."""


def introductions(
    persons: Sequence[str], circle: Circle, now: datetime, left_out: Collection[str] = ()
) -> dict[str, str]:
    """How the user could be introduced to each of these persons, in a sentence or two; empty where nobody could.

    Nobody who is `left_out`, was silent for 30 days (in public, as far as posts are known, and towards the user), is a
    machine or a brand is named. A chain of two is told where nobody knows both.
    """
    said = dict.fromkeys(persons, "")
    if not circle.me or not said:
        return said
    look = _Look(circle, now, left_out)
    hers = circle.accounts(sorted(said))
    said |= look.near(hers)
    unknown = [person for person in hers if not said[person]]
    for person, between in look.far(unknown).items() if unknown else ():
        names = circle.accounts(between)
        said[person] = passed_on([_name(names[one]) for one in between], _name(hers[person]))
    return said


class _Look:
    """One look from the user at ways to several people."""

    def __init__(self, circle: Circle, now: datetime, left_out: Collection[str]) -> None:
        self.circle, self.now = circle, now
        accounts = circle.accounts(sorted(left_out)) if left_out else {}
        self.left_out = {*left_out, *(account.id for held in accounts.values() for account in held)}
        self.mine = circle.ties(sorted(circle.me))
        self.heard = {tie.source for tie in self.mine if tie.target in circle.me and tie.at and now - tie.at <= ASLEEP}

    def near(self, hers: Mapping[str, Sequence[Account]]) -> dict[str, str]:
        """The sentence for everybody whom the user, or somebody she is tied to, is tied to."""
        around = {end for tie in self.mine for end in (tie.source, tie.target)} - self.circle.me
        theirs = sorted(account.id for held in hers.values() for account in held)
        between = self.circle.between(theirs, sorted(around - set(theirs)))
        asked = {end for tie in between for end in (tie.source, tie.target)} - set(theirs)
        named = {account.id: account for account in self.circle.named(sorted(asked))}
        shut = self.shut(list(named.values()))
        names = {id_: account.name or account.handle for id_, account in named.items() if id_ not in shut}
        return {person: self._said(held, between, names) for person, held in hers.items()}

    def _said(self, hers: Sequence[Account], between: Sequence[Tie], names: Mapping[str, str]) -> str:
        """The strongest way to one person, in words."""
        own = {account.id for account in hers}
        last = [tie for tie in between if tie.source in own or tie.target in own]
        ends = {end for tie in last for end in (tie.source, tie.target)} | own
        first = [tie for tie in self.mine if tie.source in ends or tie.target in ends]
        return introduction(self.circle.me, hers, (*first, *last), names, self.now)

    def far(self, persons: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The two people between the user and each of these persons, where two may be asked."""
        avoid = set(self.left_out)
        for _ in range(TRIES):
            found = chains(self.circle.graph(), self.circle.me, persons, avoid)
            between = self.circle.accounts(sorted({one for path in found.values() for one in path}))
            shut = self.shut([account for held in between.values() for account in held])
            closed = {person for person, held in between.items() if any(account.id in shut for account in held)}
            open_ = {person: path for person, path in found.items() if all(one in between for one in path)}
            if not closed:
                return open_
            avoid |= closed
        return {person: path for person, path in open_.items() if closed.isdisjoint(path)}

    def shut(self, accounts: Sequence[Account]) -> frozenset[str]:
        """Those of these accounts through which no way leads."""
        active = self.circle.activity([account.id for account in accounts], self.now, ASLEEP.days)
        return frozenset(
            account.id
            for account in accounts
            if account.id in self.left_out
            or account.bot
            or is_brand(account.bio)
            or (
                (seen := active.get(account.id)) is not None
                and seen.last_days is not None
                and seen.last_days > ASLEEP.days
                and account.id not in self.heard
            )
        )


def _name(held: Sequence[Account]) -> str:
    return held[0].name or held[0].handle
