"""WHOM: people to learn from and with for a goal, each with the proving passage and one next step."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from outward.app.home import Home
from outward.app.reading import Reading
from outward.app.what import judgements, require_posts
from outward.model import Company, Direction, Goal, Person, Touch
from outward.networks import registry
from outward.store import answers, connections, offered, people, used
from outward.what.feedback import Aim, Verdict
from outward.what.prose import Prose
from outward.what.scorers.learning_value import value
from outward.whom import rank
from outward.whom.slate import REMEMBERED


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """The answer to WHOM. `thin` says plainly when the evidence is; `like` whom they are to be like, and in what."""

    goal: Goal
    company: Company
    learn_from: tuple[Person, ...]
    learn_with: tuple[Person, ...]
    thin: str
    like: str = ""

    @property
    def people(self) -> Sequence[Person]:
        """All of them, those to learn from first."""
        return (*self.learn_from, *self.learn_with)


def whom(
    home: Home, *, now: datetime, goal: int | None = None, experience: str = "", peers: bool = False, limit: int = 5
) -> Whom:
    """Find people for a goal (the latest by default), or with `experience` of something in particular.

    With `peers` only people to learn with. Who is on the slate for a goal is noted: next week others who are as good
    come forward.
    """
    given = answers.latest(home.database, goal)
    wanted = replace(given.goal, text=experience, topics=()) if experience else given.goal
    company = given.company
    if experience or peers:
        company = replace(company, experts=False, experienced=not peers, peers=peers)
    seated = {} if experience else seats(home, given.goal, now)
    slate = found(home, wanted, company, now=now, limit=limit, seated=seated)
    if not experience:
        named = [person.id for person in (*slate.learn_from, *slate.learn_with)]
        offered.offered(home.database, given.goal.id or 0, named, _week(now))
    return Whom(goal=wanted, company=company, learn_from=slate.learn_from, learn_with=slate.learn_with, thin=slate.thin)


def seats(home: Home, goal: Goal, now: datetime) -> Mapping[str, Collection[int]]:
    """How many weeks ago each person was on the slate for a goal, of the last four weeks."""
    return offered.seated(home.database, goal.id or 0, _week(now), REMEMBERED)


def found(
    home: Home,
    goal: Goal,
    company: Company,
    *,
    now: datetime,
    limit: int,
    seated: Mapping[str, Collection[int]] = MappingProxyType({}),
    left_out: Collection[str] = (),
) -> rank.Slate:
    """The slate for any goal; never with people muted, not for her, well known, or `left_out`."""
    require_posts(home)
    touches = used.touches(home.database)
    return rank.people(
        goal,
        company,
        Reading(home, now, me(home)),
        now=now,
        limit=limit,
        not_for_me=frozenset(j.key for j in judgements(home) if j.aim is Aim.PERSON and j.verdict is Verdict.LESS)
        | people.muted(home.database)
        | frozenset(left_out),
        known=_well_known(touches),
        touches=touches,
        seated=seated,
        quality=lambda text: value(Prose(text)),
    )


def me(home: Home) -> frozenset[str]:
    """The user's own accounts, as far as her connections name them and they have been read."""
    handles = {
        (name, held["handle"].strip().removeprefix("@"))
        for name in registry()
        if (held := connections.settings(home.database, name)).get("handle")
    }
    return people.named(home.database, handles) | people.mine(home.database)


def _week(now: datetime) -> int:
    """The number of the week a moment is in; weeks begin on Monday."""
    return (now.toordinal() - 1) // 7


def _well_known(touches: Sequence[Touch]) -> frozenset[str]:
    """People contacts went both ways with: they are no longer new."""
    ways: dict[str, set[Direction]] = {}
    for touch in touches:
        ways.setdefault(touch.person, set()).add(touch.direction)
    return frozenset(person for person, both in ways.items() if len(both) == len(Direction))
