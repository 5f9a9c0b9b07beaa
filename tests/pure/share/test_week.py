"""The picture of the week holds what the week holds, each in its place."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lxml import etree

from outward.model import Busy, Looked, Setting, Slot, Week, Window
from outward.share import week as picture

ZONE = "Europe/Berlin"
BERLIN = ZoneInfo(ZONE)
DAYS = tuple(date(2026, 11, 23) + timedelta(days=n) for n in range(7))


def at(day: int, clock: str) -> datetime:
    return datetime.combine(date(2026, 11, day), time.fromisoformat(clock), BERLIN)


def looked(begin: datetime, minutes: int, *, taken: bool = True, timed: bool = True) -> Looked:
    window = Window(days=(begin.weekday(),), start=begin.time() if timed else None, minutes=minutes)
    slot = Slot(start=begin, minutes=minutes, setting=Setting.DESK, timed=timed)
    return Looked(
        window=window,
        start=begin,
        end=begin + timedelta(minutes=minutes),
        slots=(slot,) if taken else (),
        why="All of it is free." if taken else "Busy: <Team> & more.",
    )


def boxes(week: Week) -> dict[str, list[tuple[str, float, float]]]:
    """What is drawn by its kind: what is told of it, left edge, height."""
    drawn = etree.fromstring(picture.write(week))
    space = {"s": "http://www.w3.org/2000/svg"}
    found: dict[str, list[tuple[str, float, float]]] = {}
    for group in drawn.iterfind(".//s:g", space):
        title, box = group.find("s:title", space), group.find("s:rect", space)
        assert title is not None
        assert box is not None
        said = (str(title.text), float(box.get("x", "0")), float(box.get("height", "0")))
        found.setdefault(str(group.get("class")), []).append(said)
    return found


def test_everything_found_is_drawn_once_and_told() -> None:
    week = Week(
        zone=ZONE,
        days=DAYS,
        looked=(
            looked(at(24, "12:30"), 25),
            looked(at(25, "12:30"), 25, taken=False),
            looked(at(26, "00:00"), 12, timed=False),
        ),
        busy=(
            Busy(start=at(24, "09:00"), end=at(24, "10:00"), title="Team & <Co>"),
            Busy(start=at(25, "12:00"), end=at(25, "13:00"), tentative=True),
        ),
        gaps=((at(24, "14:00"), at(24, "15:00")),),
        off={date(2026, 11, 27): "Day of Repose"},
        minutes=25,
    )
    found = boxes(week)
    assert {kind: [told for told, *_ in ones] for kind, ones in found.items()} == {
        "off": ["Public holiday: Day of Repose"],
        "busy": ["Busy: Team & <Co>"],
        "maybe": ["Busy (tentative)"],
        "gap": ["Free: 14:00 to 15:00"],
        "left": ["Left. Busy: <Team> & more."],
        "slot": ["12:30, 25 minutes, at your desk"],
    }
    (_, left, tall), (_, later, taller) = found["busy"][0], found["maybe"][0]
    assert left < later
    assert abs(tall - taller) < 0.2
    text = picture.write(week).decode()
    assert "2 of 3 windows can be used, 25 minutes in all; 2 busy times." in text
    assert "<style>" in text
    assert "<style" not in picture.fragment(week, picture.NARROW)
    assert 'style="' not in text


def test_what_goes_over_midnight_is_drawn_in_both_days_and_days_outside_are_not() -> None:
    night = Busy(start=at(23, "22:00"), end=at(24, "02:00"))
    longer = Busy(start=at(20, "00:00"), end=at(23, "06:00"), title="away", all_day=True)
    found = boxes(Week(zone=ZONE, days=DAYS[:3], looked=(), busy=(longer, night)))
    assert [told for told, *_ in found["busy"]] == ["Busy: away", "Busy", "Busy"]
    until_midnight = Busy(start=at(23, "22:00"), end=at(24, "00:00"))
    assert len(boxes(Week(zone=ZONE, days=DAYS, looked=(), busy=(until_midnight,)))["busy"]) == 1


def test_many_days_and_the_change_of_clocks_still_make_a_picture() -> None:
    days = tuple(date(2026, 10, 20) + timedelta(days=n) for n in range(31))
    hour = Busy(start=datetime(2026, 10, 25, 0, 30, tzinfo=UTC), end=datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    drawn = etree.fromstring(picture.write(Week(zone=ZONE, days=days, looked=(), busy=(hour,))))
    texts = [str(one.text) for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert "Tue 20" in texts
    assert "Wed 21" not in texts
    assert "07:00" not in texts
    assert texts.count("02:00") == 1
    assert drawn.findall(".//{http://www.w3.org/2000/svg}rect")
