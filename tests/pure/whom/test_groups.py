import itertools
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.whom.network.groups import MOST, communities, worth


def matrix(size: int, edges: dict[tuple[int, int], float]) -> list[list[float]]:
    return [[edges.get((min(a, b), max(a, b)), 0.0) if a != b else 0.0 for b in range(size)] for a in range(size)]


def cliques(*sizes: int, bridge: float = 0.05) -> list[list[float]]:
    """Groups in which everybody knows everybody, each with one weak tie to the next."""
    edges: dict[tuple[int, int], float] = {}
    begun = 0
    for number, size in enumerate(sizes):
        edges |= dict.fromkeys(itertools.combinations(range(begun, begun + size), 2), 0.8)
        if number:
            edges[begun - 1, begun] = bridge
        begun += size
    return matrix(begun, edges)


def test_people_who_know_each_other_are_a_group_the_largest_first() -> None:
    assert communities(cliques(4, 6, 5)) == [3] * 4 + [1] * 6 + [2] * 5


def test_who_knows_nobody_is_in_no_group() -> None:
    assert communities([]) == []
    assert communities([[0.0]]) == [0]
    assert communities(matrix(3, {})) == [0, 0, 0]
    assert communities(matrix(3, {(0, 2): 0.5})) == [1, 0, 1]
    assert communities(matrix(4, {(0, 1): 0.5, (2, 3): 0.5})) == [1, 1, 2, 2]


def test_the_groups_hidden_in_chance_are_found_again() -> None:
    """Eighty people in four groups who know one in two of their own and one in fifty of the others."""
    dice = random.Random(5)
    edges = {
        pair: 0.6
        for pair in itertools.combinations(range(80), 2)
        if dice.random() < (0.5 if pair[0] // 20 == pair[1] // 20 else 0.02)
    }
    found = communities(matrix(80, edges))
    assert [len(set(found[begun : begun + 20])) for begun in range(0, 80, 20)] == [1, 1, 1, 1]
    assert len(set(found)) == 4


def test_the_club_that_split_is_told_apart() -> None:
    """Two leaders with their followers, as in the club of Zachary 1977: each stands with her own."""
    edges = {(0, n): 0.5 for n in range(2, 9)} | {(1, n): 0.5 for n in range(9, 16)} | {(2, 9): 0.3, (3, 10): 0.2}
    edges |= {(n, n + 1): 0.3 for n in (2, 4, 6, 9, 11, 13)}
    found = communities(matrix(16, edges))
    assert found[0] != found[1]
    assert all(found[n] == found[0] for n in range(2, 9))


SQUARES = st.integers(1, 14).flatmap(
    lambda size: st.dictionaries(
        st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda pair: pair[0] < pair[1]),
        st.floats(0.01, 1.0),
        max_size=30,
    ).map(lambda edges: matrix(size, edges))
)


@given(SQUARES)
def test_everybody_with_a_tie_is_in_one_group_of_at_least_two(close: list[list[float]]) -> None:
    found = communities(close)
    assert len(found) == len(close)
    for person, group in enumerate(found):
        assert (group == 0) == (sum(close[person]) == 0)
    held = sorted(set(found) - {0})
    assert held == list(range(1, len(held) + 1))
    assert len(held) <= MOST
    sizes = [found.count(group) for group in held]
    assert sizes == sorted(sizes, reverse=True)
    assert communities(close) == found


@pytest.mark.parametrize(
    ("close", "told"),
    [([], 0.0), ([[0.0]], 1.0), (matrix(3, {}), 3.0), (cliques(3), 1.0), (matrix(4, {(0, 1): 0.5}), 3.5)],
)
def test_people_who_know_each_other_are_worth_fewer(close: list[list[float]], told: float) -> None:
    assert math.isclose(worth(close, 0.05), told)


def test_hardly_knowing_each_other_does_not_count() -> None:
    assert worth(matrix(2, {(0, 1): 0.04}), 0.05) == 2.0


def test_moving_ends_even_where_somebody_would_move_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from outward.whom.network import groups

    monkeypatch.setattr(groups, "ROUNDS", 1)
    pairs = [(0, 3), (0, 4), (1, 2), (1, 6), (2, 3), (3, 5), (3, 6), (3, 7), (4, 6), (4, 7)]
    once = communities(matrix(8, dict.fromkeys(pairs, 0.5)))
    assert 0 not in once
