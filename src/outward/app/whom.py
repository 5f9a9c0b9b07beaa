"""WHOM: people to learn from and with for a goal, each with the proving passage and one next step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from outward.app.home import Home
from outward.app.reading import Reading
from outward.app.what import judgements, require_posts
from outward.model import Company, Direction, Goal, Person, Touch
from outward.networks import registry
from outward.store import answers, connections, people, used
from outward.what.feedback import Aim, Verdict
from outward.what.prose import Prose
from outward.what.scorers.learning_value import value
from outward.whom import rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """The answer to WHOM. `thin` says plainly when the evidence is."""

    goal: Goal
    company: Company
    learn_from: tuple[Person, ...]
    learn_with: tuple[Person, ...]
    thin: str

    @property
    def people(self) -> Sequence[Person]:
        """All of them, those to learn from first."""
        return (*self.learn_from, *self.learn_with)


def whom(home: Home, *, now: datetime, goal: int | None = None, experience: str = "", limit: int = 5) -> Whom:
    """Find people for a goal (the latest by default), or with `experience` of something in particular."""
    given = answers.latest(home.database, goal)
    require_posts(home)
    wanted = replace(given.goal, text=experience, topics=()) if experience else given.goal
    company = replace(given.company, experts=False, experienced=True, peers=False) if experience else given.company
    touches = used.touches(home.database)
    slate = rank.people(
        wanted,
        company,
        Reading(home, now, me(home)),
        now=now,
        seed=home.config.seed + now.toordinal() // 7,
        limit=limit,
        not_for_me=frozenset(j.key for j in judgements(home) if j.aim is Aim.PERSON and j.verdict is Verdict.LESS)
        | people.muted(home.database),
        known=_well_known(touches),
        touches=touches,
        quality=lambda text: value(Prose(text)),
    )
    return Whom(goal=wanted, company=company, learn_from=slate.learn_from, learn_with=slate.learn_with, thin=slate.thin)


def me(home: Home) -> frozenset[str]:
    """The user's own accounts, as far as her connections name them and they have been read."""
    handles = {
        (name, held["handle"].strip().removeprefix("@"))
        for name in registry()
        if (held := connections.settings(home.database, name)).get("handle")
    }
    return people.named(home.database, handles) | people.mine(home.database)


def _well_known(touches: Sequence[Touch]) -> frozenset[str]:
    """People contacts went both ways with: they are no longer new."""
    ways: dict[str, set[Direction]] = {}
    for touch in touches:
        ways.setdefault(touch.person, set()).add(touch.direction)
    return frozenset(person for person, both in ways.items() if len(both) == len(Direction))
