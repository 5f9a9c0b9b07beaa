import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.app.join import WORTHS
from outward.model import Parsed, Tie, TieKind
from outward.store import Database, bonds, people, posts
from outward.whom.tied.strength import full, strength
from tests.store.material import AT, account, reply

NAMES = ("ann", "ben", "cas", "dee")
EVERYBODY = [f"bluesky:{name}" for name in NAMES]


@contextmanager
def kept() -> Iterator[Database]:
    """A data file for one example."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "outward.db")
        yield database
        database.close()


def write(database: Database, ties: list[Tie]) -> None:
    with database.writing() as db:
        posts.save(db, Parsed(accounts=tuple(account(name) for name in NAMES), ties=tuple(ties)))


def held(database: Database) -> list[Tie]:
    return people.touching(database, EVERYBODY)


def weights(database: Database) -> dict[tuple[str, str], float]:
    graph = people.edges(database)
    return {
        (graph.people[source], graph.people[target]): weight
        for source, target, weight in zip(graph.source, graph.target, graph.weight, strict=True)
    }


def from_scratch(ties: list[Tie], person: dict[str, str]) -> dict[tuple[str, str], float]:
    """The weights by their definition, from all ties."""
    found: dict[tuple[str, str], float] = defaultdict(float)
    for (source, target, kind), times in Counter((t.source, t.target, t.kind) for t in ties).items():
        if kind is not TieKind.MUTE and person[source] != person[target]:
            found[person[source], person[target]] += min(times, 10)
    return dict(found)


people_tied = st.lists(st.sampled_from(EVERYBODY), min_size=2, max_size=2, unique=True)
ties_ = st.builds(
    lambda ends, kind, days, post: Tie(
        source=ends[0],
        target=ends[1],
        kind=kind,
        at=None if days is None else AT + timedelta(seconds=round(days * 86_400)),
        post=post,
    ),
    people_tied,
    st.sampled_from(TieKind),
    st.none() | st.floats(-400, 60),
    st.none() | st.integers(0, 30).map(lambda number: f"bluesky:{number}"),
)
doings = st.lists(
    st.tuples(st.just("write"), st.lists(ties_, max_size=25))
    | st.tuples(st.just("add up"), st.floats(0, 40))
    | st.tuples(st.just("take out"), st.sampled_from(EVERYBODY))
    | st.tuples(st.just("join"), people_tied),
    max_size=12,
)


@settings(deadline=None, max_examples=40)
@given(doings)
def test_what_is_carried_forward_is_what_all_ties_come_to(done: list[tuple[str, object]]) -> None:
    with kept() as database:
        now = AT
        write(database, [])
        for what, given_ in done:
            if what == "write":
                write(database, given_)  # type: ignore[arg-type]
            elif what == "add up":
                now += timedelta(days=given_)  # type: ignore[arg-type]
                bonds.add_up(database, WORTHS, now)
            elif what == "take out":
                with database.writing() as db:
                    db.execute("DELETE FROM tie WHERE source = ?1 OR target = ?1", (given_,))
            else:
                people.join(database, {given_[0]: given_[1]})  # type: ignore[index]
            assert weights(database) == from_scratch(held(database), people.persons(database))
        later = now + timedelta(days=3)
        bonds.add_up(database, WORTHS, later)
        pairs: dict[tuple[str, str], list[Tie]] = defaultdict(list)
        for tie in held(database):
            if tie.kind is not TieKind.MUTE:
                pairs[tie.source, tie.target].append(tie)
        found = bonds.sums(database, EVERYBODY, WORTHS, later)
        assert found.keys() == pairs.keys()
        for pair, worth in found.items():
            assert full(worth) == pytest.approx(strength(pairs[pair], later), abs=1e-9)


def test_only_accounts_with_new_ties_are_added_up_again(database: Database) -> None:
    write(database, [reply("ann", "ben", 1), reply("cas", "dee", 2)])
    assert bonds.add_up(database, WORTHS, AT) == 2
    write(database, [reply("ann", "cas", 3), reply("ann", "ben", 1)])
    later = AT + timedelta(days=9)
    assert bonds.add_up(database, WORTHS, later) == 1
    with database.reading() as db:
        moments = {row["id"]: row["at"] for row in db.execute("SELECT id, at FROM turned JOIN node ON number = source")}
    assert moments == {"bluesky:ann": later.timestamp(), "bluesky:cas": AT.timestamp()}
    assert bonds.add_up(database, WORTHS, later) == 0


def test_a_tie_whose_day_has_not_come_counts_but_is_worth_nothing_until_then(database: Database) -> None:
    tomorrow = AT + timedelta(days=1)
    write(database, [Tie(source="bluesky:ann", target="bluesky:ben", kind=TieKind.MESSAGE, at=tomorrow)])
    bonds.add_up(database, WORTHS, AT)
    assert weights(database) == {("bluesky:ann", "bluesky:ben"): 1.0}
    assert bonds.sums(database, ["bluesky:ann"], WORTHS, AT) == {("bluesky:ann", "bluesky:ben"): 0.0}
    bonds.add_up(database, WORTHS, tomorrow)
    assert weights(database) == {("bluesky:ann", "bluesky:ben"): 1.0}
    assert bonds.sums(database, ["bluesky:ann"], WORTHS, tomorrow) == {("bluesky:ann", "bluesky:ben"): 6.0}


def test_a_ring_of_replies_is_as_strong_as_can_be_and_no_stronger(database: Database) -> None:
    for start in range(0, 1000, 250):
        ring = [reply(*pair, start + n) for n in range(250) for pair in (("ann", "ben"), ("ben", "ann"))]
        write(database, ring)
        bonds.add_up(database, WORTHS, AT)
    assert weights(database) == {("bluesky:ann", "bluesky:ben"): 10.0, ("bluesky:ben", "bluesky:ann"): 10.0}
    worth = bonds.sums(database, ["bluesky:ann"], WORTHS, AT)["bluesky:ann", "bluesky:ben"]
    assert worth == pytest.approx(4000.0)
    assert full(worth) == 1.0


def test_who_is_taken_out_is_in_no_sum_and_her_number_is_not_given_again(database: Database) -> None:
    write(database, [reply("ann", "dee", 1), reply("dee", "ann", 2), reply("ann", "ben", 3)])
    bonds.add_up(database, WORTHS, AT)
    with database.writing() as db:
        number = db.execute("SELECT number FROM node WHERE id = 'bluesky:dee'").fetchone()[0]
        db.execute("DELETE FROM tie WHERE source = 'bluesky:dee' OR target = 'bluesky:dee'")
        db.execute("DELETE FROM account WHERE id = 'bluesky:dee'")
    assert weights(database) == {("bluesky:ann", "bluesky:ben"): 1.0}
    bonds.add_up(database, WORTHS, AT)
    with database.writing() as db:
        posts.save(db, Parsed(accounts=(account("eve"),), ties=(reply("ann", "eve", 4),)))
    bonds.add_up(database, WORTHS, AT)
    assert weights(database) == {("bluesky:ann", "bluesky:ben"): 1.0, ("bluesky:ann", "bluesky:eve"): 1.0}
    with database.reading() as db:
        assert db.execute("SELECT 1 FROM node WHERE id = 'bluesky:dee' OR number = ?", (number,)).fetchone() is None
        assert db.execute("SELECT count(*) FROM fresh").fetchone()[0] == 0
