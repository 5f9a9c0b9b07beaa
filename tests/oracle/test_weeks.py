"""The solver against what cannot be wrong: trying every plan, and reading the rules in plain Python."""

import pytest

from outward.when import neighbourhood, search
from outward.when.pinning import settled
from outward.when.problem import Problem
from outward.when.solve import Plan, Wanted, plan, worth
from tests.oracle.weeks import NOW, best, broken, week


def solved(problem: Problem, gap: float = 0.0, time_limit: float = 5.0) -> Plan:
    return plan(
        problem.items,
        problem.slots,
        weekly_minutes=problem.weekly_minutes,
        now=NOW,
        seed=1,
        wanted=Wanted(spent=problem.spent, pins=problem.pins, before=problem.before, ease=problem.ease),
        gap=gap,
        time_limit=time_limit,
    )


@pytest.mark.parametrize("seed", range(36))
def test_the_plan_of_a_small_week_is_worth_what_the_best_of_all_plans_is(seed: int) -> None:
    problem = week(seed, items=5, slots=2 + seed % 2)
    found = solved(problem)
    assert found.value == pytest.approx(best(problem), abs=1e-6)
    assert found.gap <= 1e-6


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("ample", [True, False])
def test_searching_as_in_large_models_loses_nothing_to_the_best_of_all_plans(
    seed: int, ample: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("EXACT", 0), ("CORE", 2), ("_ROOT", 0.1 if ample else 1e9)):
        monkeypatch.setattr(search, name, value)
    for name in ("SLOTS", "LIKELY"):
        monkeypatch.setattr(neighbourhood, name, 2)
    problem = week(300 + seed, items=5, slots=2 + seed % 2)
    found, top = solved(problem, gap=0.01, time_limit=3.0), best(problem)
    assert broken(found.sessions, settled(problem)[0]) == []
    assert top * (1 - found.gap) - 1e-6 <= found.value <= top + 1e-6
    assert found.value >= top * (0.99 if ample else 0.8) - 1e-6


@pytest.mark.parametrize("decade", range(10))
def test_generated_weeks_break_no_rule(decade: int) -> None:
    for seed in range(decade * 10, decade * 10 + 5):
        problem = week(1000 + seed, items=5 + seed % 36, slots=1 + seed % 7)
        found = solved(problem, gap=0.02, time_limit=1.0)
        kept, _ = settled(problem)
        assert broken(found.sessions, kept) == []
        assert found.value == pytest.approx(worth(found.sessions, kept))
        planned = {(one.kind, one.key) for session in found.sessions for one in session.items}
        keys = {one.key for one in problem.items if (one.kind, one.key) not in planned}
        assert {key for key, _ in found.left_out} == keys
        assert all(why.endswith(".") for _, why in found.left_out)
        assert found.sessions or found.note


def test_a_large_week_breaks_no_rule_and_says_how_good_it_is() -> None:
    problem = week(7, items=1200, slots=8)
    found = solved(problem, gap=0.02, time_limit=6.0)
    assert broken(found.sessions, settled(problem)[0]) == []
    assert 0 <= found.gap < 0.05
    assert len(found.sessions) > 5
