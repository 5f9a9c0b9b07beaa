"""The walk through a timeline, against a timeline that grows between and during runs."""

from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.errors import MalformedError, TroubleError
from outward.fetch.cursor import Leaf, Walk, walk
from outward.model import Page

SIZE = 5


class Timeline:
    """Records 0, 1, 2 ... of a network that gives them newest first, `SIZE` a page; marks are record numbers."""

    def __init__(self, records: int = 0) -> None:
        self.records = records
        self.asked: list[str] = []

    def read(self, after: str, known: str) -> Leaf:
        self.asked.append(after)
        start = int(after) if after else self.records
        numbers = list(range(start - 1, max(start - 1 - SIZE, -1), -1))
        raw = " ".join(map(str, numbers)).encode()
        more = bool(numbers) and numbers[-1] > 0
        keys = tuple(f"{number:09}" for number in numbers)
        return Leaf(raw=raw, keys=keys, after=str(numbers[-1]) if more else "", url="")

    def run(self, cursor: str, depth: int = 100, most: int | None = None) -> tuple[str, list[int]]:
        """One sync, cut off after `most` pages; returns the cursor kept and the records met."""
        met: list[int] = []
        for page in islice(walk(cursor, depth, self.read), most):
            cursor = page.cursor
            met += map(int, page.raw.split())
        return cursor, met


@given(start=st.integers(0, 40), runs=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 4)), max_size=8))
def test_however_often_it_is_cut_off_everything_is_met_in_the_end(start: int, runs: list[tuple[int, int]]) -> None:
    timeline, cursor = Timeline(start), ""
    met: list[int] = []
    for new, most in runs:
        cursor, said = timeline.run(cursor, most=most)
        met += said
        timeline.records += new
    for _ in range(2):
        cursor, said = timeline.run(cursor)
        met += said
    assert set(met) == set(range(timeline.records))
    assert timeline.run(cursor) == (cursor, [])


@given(start=st.integers(1, 60), new=st.integers(0, 30))
def test_a_later_run_reads_only_down_to_what_is_known(start: int, new: int) -> None:
    timeline = Timeline(start)
    cursor, met = timeline.run("")
    assert met == list(range(start - 1, -1, -1))
    timeline.records += new
    timeline.asked.clear()
    _, met = timeline.run(cursor)
    assert set(range(start, start + new)) <= set(met)
    assert len(timeline.asked) <= new // SIZE + 1


@given(depth=st.integers(1, 6))
def test_no_walk_is_deeper_than_its_depth(depth: int) -> None:
    timeline = Timeline(100)
    cursor, met = timeline.run("", depth)
    assert len(met) == depth * SIZE
    assert timeline.run(cursor, depth) == (cursor, [])


def test_an_interrupted_walk_is_finished_before_a_new_one_begins() -> None:
    timeline = Timeline(12)
    cursor, met = timeline.run("", most=1)
    assert met == [11, 10, 9, 8, 7]
    timeline.records += 1
    timeline.asked.clear()
    cursor, met = timeline.run(cursor)
    assert timeline.asked == ["7", "2", ""]
    assert met == [6, 5, 4, 3, 2, 1, 0, 12, 11, 10, 9, 8]


def test_a_mark_the_network_forgot_starts_a_new_walk() -> None:
    timeline = Timeline(12)
    cursor, _ = timeline.run("", most=1)

    def forgetful(after: str, known: str) -> Leaf:
        if after == "7":
            raise MalformedError("What is 7?")
        return timeline.read(after, known)

    pages = walk(cursor, 10, forgetful)
    assert next(pages).raw == b"11 10 9 8 7"


def test_trouble_is_passed_on() -> None:
    def troubled(after: str, known: str) -> Leaf:
        raise TroubleError("Not today.")

    with pytest.raises(TroubleError):
        list(walk(Walk(known="1", after="7", left=3).cursor, 10, troubled))
    with pytest.raises(TroubleError):
        list(walk("", 10, troubled))


def test_a_ranked_timeline_is_read_deep_once_then_only_its_newest_page() -> None:
    timeline = Timeline(12)
    cursor = list(walk("", 10, timeline.read, ranked=True))[-1].cursor
    timeline.records += 11
    timeline.asked.clear()
    assert len(list(walk(cursor, 10, timeline.read, ranked=True))) == 1
    assert timeline.asked == [""]


def _given(pages: Iterator[Page]) -> list[bytes]:
    return [page.raw for page in pages]


def test_pages_without_records_are_passed_by_and_the_cursor_moves_on() -> None:
    leaves = {"": (("3",), "a"), "a": ((), "b"), "b": ((), "")}

    def read(after: str, known: str) -> Leaf:
        keys, more = leaves[after]
        return Leaf(raw=b"3", keys=keys, after=more, url="")

    first, last = walk("", 10, read)
    assert (first.raw, last.raw) == (b"3", b"")
    assert Walk.of(last.cursor).known == "3"
    assert _given(walk(last.cursor, 10, read)) == []


def test_a_network_that_gives_the_same_mark_for_ever_is_left() -> None:
    def read(after: str, known: str) -> Leaf:
        return Leaf(raw=b"3", keys=("3",), after="a", url="")

    assert _given(walk("", 100, read)) == [b"3", b"3"]


def test_an_empty_timeline_gives_nothing() -> None:
    assert Timeline().run("") == ("", [])


@pytest.mark.parametrize("text", ["", "nonsense", "[]", '{"left": "many"}'])
def test_an_unreadable_cursor_starts_from_the_beginning(text: str) -> None:
    assert Walk.of(text) == Walk()


@given(st.builds(Walk, known=st.text(), face=st.text(), top=st.text(), after=st.text(), left=st.integers(0, 99)))
def test_a_walk_survives_as_text(state: Walk) -> None:
    assert Walk.of(state.cursor) == state


def test_the_first_walk_says_how_many_pages_it_may_have() -> None:
    timeline = Timeline(12)
    pages = list(walk("", 10, timeline.read))
    assert [page.total for page in pages] == [10, 10, 3]
    timeline.records += 12
    assert [page.total for page in walk(pages[-1].cursor, 10, timeline.read)] == [None, None, None]
