"""What a plan changes is told, each change once, with its cause."""

from outward.model import Item, Session, Slot
from outward.when.changes import changes, when
from tests.oracle.weeks import item, slot

ONE, TWO, THREE = item(1), item(2), item(3)
MON, TUE, WED = slot(0, 20), slot(1, 20), slot(2, 20)


def held(free: Slot, *items: Item) -> Session:
    return Session(slot=free, items=items, intention="")


def told(
    before: list[Session], after: list[Session], missed: tuple[Slot, ...] = (), gone: tuple[Slot, ...] = ()
) -> list[str]:
    free = {one.key for one in (MON, TUE, WED) if one not in gone}
    return list(changes(before, after, missed={one.key for one in missed}, free=free))


def test_what_stays_is_not_told() -> None:
    assert told([held(MON, ONE), held(TUE, TWO)], [held(MON, ONE), held(TUE, TWO)]) == []


def test_something_better_takes_a_place() -> None:
    assert told([held(TUE, ONE)], [held(TUE, TWO)]) == [
        "“Piece 1” goes out on Tuesday 09:00: something worth more comes there.",
        "“Piece 2” comes in on Tuesday 09:00: it is worth more than what was there.",
    ]
    assert told([held(TUE, ONE)], [held(TUE, ONE), held(WED, TWO)]) == [
        "“Piece 2” comes in on Wednesday 09:00: there is room for it."
    ]


def test_time_that_is_taken_moves_what_was_there() -> None:
    assert told([held(TUE, ONE, TWO)], [held(WED, ONE)], gone=(TUE,)) == [
        "“Piece 1” moves from Tuesday 09:00 to Wednesday 09:00: that time is no longer free.",
        "“Piece 2” goes out on Tuesday 09:00: that time is no longer free.",
    ]


def test_what_was_missed_is_no_debt() -> None:
    assert told([held(MON, ONE, TWO)], [held(TUE, ONE)], missed=(MON,)) == [
        "“Piece 1” was not taken on Monday 09:00 and comes again on Tuesday 09:00; that is no debt.",
        "“Piece 2” was not taken on Monday 09:00 and is free to come another week; that is no debt.",
    ]


def test_a_slot_without_a_time_is_said_by_its_place() -> None:
    assert when(slot(2, 12, label="train", timed=False)) == "Wednesday on the train"
    assert when(slot(2, 12, timed=False)) == "Wednesday"
