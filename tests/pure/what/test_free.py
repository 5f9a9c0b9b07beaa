"""What can be read without paying comes before what cannot."""

from dataclasses import replace

import pytest

from outward.model import Goal
from outward.what.candidates import Candidate, Match
from outward.what.context import Context
from outward.what.recipes import PLAN, SEARCH, WEEK
from outward.what.scorers import free
from tests.pure.what.shelf import NOW, found

CONTEXT = Context(goal=Goal(text="x"), recipe=WEEK, now=NOW)


@pytest.mark.parametrize(
    ("said", "x", "says"),
    [
        (None, 1.0, "Nothing says that it costs money."),
        (True, 1.0, "It can be read without paying."),
        (False, 0.0, "It is behind a paywall; free ones come first."),
    ],
)
def test_only_what_is_said_to_cost_money_loses(said: bool | None, x: float, says: str) -> None:
    one = found(1)
    item = Candidate(found=(replace(one, resource=replace(one.resource, free=said)),), match=Match(1.0, relevance=0.5))
    assert free.score(item, CONTEXT) == x
    assert free.sentence(item, CONTEXT, x) == says


def test_a_search_is_not_about_money() -> None:
    assert sum(WEEK.scorers["free"]) == sum(PLAN.scorers["free"]) == 1.0
    assert "free" not in SEARCH.scorers
