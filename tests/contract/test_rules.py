"""Every planning rule keeps the contract: said twice, soft with a price or never broken."""

from dataclasses import replace
from datetime import timedelta
from inspect import getdoc
from typing import Any

import pytest

from outward.model import Item, ItemKind, Pin, Session, Setting, Slot
from outward.when import rules
from outward.when.matrix import Matrix
from outward.when.problem import Problem
from tests.oracle.weeks import NOW, item, slot

DESK, EAR = slot(0, 20), slot(0, 20, Setting.LISTEN, hour=12)


def held(free: Slot, *items: Item) -> Session:
    return Session(slot=free, items=items, intention="")


REVIEW = item(90, kind=ItemKind.REVIEW, form="takeaway", minutes=1)
STEP = item(80, kind=ItemKind.PERSON, form="person", minutes=2)
BROKEN: dict[str, tuple[tuple[Session, ...], int]] = {
    "deadline": ((held(slot(3, 20), item(1, deadline=(NOW + timedelta(days=2)).date())),), 1),
    "few": ((held(DESK, *(item(n, minutes=1) for n in range(7))),), 1),
    "formats": ((held(DESK, *(item(n, minutes=2) for n in range(5))),), 2),
    "minutes": ((held(DESK, item(1, minutes=21)),), 1),
    "once": ((held(DESK, item(1)), held(EAR, item(1))), 1),
    "people": ((held(DESK, *(item(n, person="Ada") for n in range(3))),), 2),
    "person_step": ((held(DESK, STEP, replace(STEP, key="b")),), 1),
    "pins": ((held(slot(0, 20, hour=12), item(1)), held(DESK, item(2))), 1),
    "prerequisites": ((held(slot(0, 20), item(1, level=3)), held(slot(1, 20), item(2, level=1), item(3, level=3))), 1),
    "review_load": ((held(DESK, REVIEW, replace(REVIEW, key="b"), replace(REVIEW, key="c")),), 1),
    "setting": ((held(EAR, item(1)),), 1),
    "spacing": ((held(DESK, item(1, topic="leaks")), held(EAR, item(2, topic="leaks", form="video"))), 1),
    "steady": ((held(EAR, item(1)), held(DESK, item(2))), 1),
    "takeaway": ((held(DESK, item(1, minutes=19)),), 1),
    "weekly_ceiling": ((held(DESK, item(1)), held(slot(6, 20), item(2)), held(slot(7, 20), item(3))), 2),
}
KEPT = (
    held(DESK, REVIEW, item(1, topic="leaks"), item(2, person="", minutes=3), item(3, person="", minutes=3), STEP),
    held(slot(7, 20), item(4, topic="leaks", level=1), item(5, form="video", minutes=3, level=2)),
)


def problem(*sessions: Session, weekly_minutes: int = 18) -> Problem:
    return Problem(
        items=tuple(one for session in sessions for one in session.items),
        slots=tuple(session.slot for session in sessions),
        weekly_minutes=weekly_minutes,
        now=NOW,
        pins=(Pin(item=item(1).name, day=NOW.date(), clock=DESK.start.time()),),
        before=((item(1).name, DESK.key),),
    )


def test_every_rule_has_an_example_that_breaks_it() -> None:
    assert set(BROKEN) == set(rules.registry())


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_rule_names_each_breach_in_one_sentence(name: str) -> None:
    (sessions, times), rule = BROKEN[name], rules.registry()[name]
    ceiling = 15 if name == "weekly_ceiling" else 300
    said = rule.breaches(sessions, problem(*sessions, weekly_minutes=ceiling))
    assert len(said) == times
    assert all(sentence.endswith(".") and sentence.count(". ") == 0 for sentence in said)


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_rule_is_silent_where_it_is_kept(name: str) -> None:
    rule = rules.registry()[name]
    assert rule.breaches(KEPT, problem(*KEPT, weekly_minutes=60)) == ()
    assert rule.breaches((), replace(problem(), pins=())) == ()


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_what_a_rule_calls_a_breach_the_solver_cannot_choose_for_free(name: str) -> None:
    """Both sayings of the rule agree: the broken sessions overstep a row or a closed column of its model."""
    (sessions, _), rule = BROKEN[name], rules.registry()[name]
    ceiling = 15 if name == "weekly_ceiling" else 300
    whole = problem(*sessions, weekly_minutes=ceiling)
    matrix = Matrix(whole)
    matrix.open[:] = True
    rule.encode(matrix)
    chosen = [
        place * len(whole.slots) + whole.slots.index(session.slot)
        for place, (session, _) in enumerate((session, one) for session in sessions for one in session.items)
    ]
    if not matrix.open[chosen].all():
        return
    built = matrix.build()
    columns = [*chosen, *(matrix.pairs + place for place in range(len(whole.slots)))]
    spent: Any = built.rows[:, columns].sum(axis=1)
    assert (spent > built.limit).any()
    assert (rule.PRICE is None) == (built.price(matrix.held[:0]) == 0 and not built.prices.any())


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_rule_says_itself_in_the_first_line_of_its_file(name: str) -> None:
    doc = getdoc(rules.registry()[name])
    assert doc is not None
    assert doc.splitlines()[0].endswith(".")
    price = rules.registry()[name].PRICE
    assert price is None or 0 < price <= 1
