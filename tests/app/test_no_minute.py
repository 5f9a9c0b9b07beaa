"""No free minute, too few or too many minutes, unknown places, very many candidates: always why, and what helps."""

from dataclasses import replace
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from outward.app.home import Home
from outward.app.plan import plan
from outward.app.session import now_session, start
from outward.app.share import planned
from outward.cli.commands import app
from outward.errors import InputError, NothingYetError
from outward.model import Item, ItemKind, Setting, Slot
from outward.store import answers, calendars
from outward.when import solve
from outward.when.here import MEANT, here
from outward.when.minutes import fit
from tests.app.material import NOW

HEARD, SEEN = {"episode", "video", "takeaway"}, {"article", "thread", "post", "takeaway", "person"}


def test_a_week_without_a_free_minute_says_so_and_what_would_help(sample: Home) -> None:
    given = answers.latest(sample.database)
    answers.revise(sample.database, replace(given, windows=()), NOW)
    made = plan(sample, now=NOW)
    assert (made.sessions, made.minutes) == ((), 0)
    assert made.note.startswith("There is no free time in these days; add a window, for example")
    assert calendars.calendars(sample.database) == []


@pytest.mark.parametrize(
    ("minutes", "error", "said"),
    [
        (0, InputError, "A session of 0 minutes cannot be packed; give 1 to 600."),
        (10_000, InputError, "A session of 10000 minutes cannot be packed; give 1 to 600."),
        (
            1,
            NothingYetError,
            "Your slots have 1 minute at most; the shortest item takes 1, and 2 are kept for a takeaway. ",
        ),
        (2, NothingYetError, "A slot of 5 minutes would hold"),
    ],
)
def test_minutes_nothing_fits_into_say_the_rule_and_what_would_help(
    sample: Home, minutes: int, error: type[Exception], said: str
) -> None:
    with pytest.raises(error) as told:
        now_session(sample, minutes=minutes, setting=Setting.DESK, now=NOW)
    assert said in str(told.value)


def test_three_minutes_hold_one_and_a_takeaway(sample: Home) -> None:
    packed = now_session(sample, minutes=3, setting=Setting.READ, now=NOW)
    assert (packed.minutes, len(packed.items)) == (1, 1)
    with pytest.raises(NothingYetError, match=r"3 minutes at most; .* A slot of \d+ minutes would hold"):
        now_session(sample, minutes=3, setting=Setting.LISTEN, now=NOW)


@pytest.mark.parametrize(("setting", "forms"), [(Setting.LISTEN, HEARD), (Setting.READ, SEEN)])
def test_a_setting_holds_only_what_suits_it(sample: Home, setting: Setting, forms: set[str]) -> None:
    for minutes in (12, 40, 90):
        packed = now_session(sample, minutes=minutes, setting=setting, now=NOW)
        assert {item.form for item in packed.items} <= forms
    there = [one for one in planned(sample, now=NOW) if one.slot.setting is setting]
    assert {item.form for one in there for item in one.items} <= forms


def test_a_setting_nothing_stored_suits_says_so_and_which_would() -> None:
    articles = [candidate(n, "article") for n in range(4)]
    told = solve.now_session(articles, Slot(start=NOW, minutes=30, setting=Setting.LISTEN), now=NOW, seed=1)
    assert told.sessions == ()
    assert told.note == (
        "Your slots are for listening, and nothing found suits that. "
        "A slot at the desk would have 4 items to choose from."
    )


def candidate(number: int, form: str) -> Item:
    url = f"https://a.example/{number}"
    return Item(
        key=url,
        kind=ItemKind.LEARN,
        title=f"Lesson {number}",
        url=url,
        minutes=1 + number * 7 % 40,
        value=(number * 7919 % 1000 + 1) / 1000,
        form=form,
        person=f"Person {number % 500}",
        topic=f"topic {number % 30}",
        source=f"source {number % 300}",
    )


def test_ten_thousand_candidates_are_planned_at_once_and_then_better_within_the_time_and_say_the_gap() -> None:
    forms = ("article", "video", "episode", "post")
    items = [candidate(number, forms[number % 4]) for number in range(10_000)]
    slots = [Slot(start=NOW + timedelta(hours=7 * k), minutes=25, setting=list(Setting)[k % 3]) for k in range(12)]
    firsts: list[int] = []
    made = solve.plan(
        items,
        slots,
        weekly_minutes=300,
        now=NOW,
        seed=1,
        time_limit=1.0,
        first=lambda found: firsts.append(len(found)),
    )
    assert firsts == [12]
    assert 0 <= made.gap <= 0.03 or made.note.startswith("This is the best plan found in 1 seconds; another could be")
    assert len(made.left_out) == len(items) - sum(len(one.items) for one in made.sessions)
    assert all(fit(item.form, one.slot.setting) > 0 for one in made.sessions for item in one.items)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--setting", "moon"), "'moon' is no place Outward knows"),
        (("--minutes", "12", "--setting", "moon"), "'moon' is no place Outward knows"),
        (("--setting", "train"), "Say how many minutes you have, too"),
        (("--setting", "moon", "pause"), "Say either 'outward session pause'"),
    ],
)
def test_a_place_nobody_knows_is_refused_also_while_a_session_is_under_way(
    sample: Home, given: tuple[str, ...], said: str
) -> None:
    start(sample, now=NOW)
    answer = CliRunner().invoke(app, ["--home", str(sample.folder), "session", *given])
    assert answer.exit_code == 2 or isinstance(answer.exception, InputError)
    assert said in answer.output or said in str(answer.exception)


@pytest.mark.parametrize(
    ("word", "setting"),
    [
        *((one, "listen") for one in ("walk", "car", "gym", "cooking", "hands busy")),
        *((one, "read") for one in ("train", "open office", "open-office", "waiting room", "no sound")),
        *((one, "desk") for one in ("kitchen", "lunch", "office")),
    ],
)
def test_everyday_words_mean_a_setting_and_help_names_them(word: str, setting: str) -> None:
    assert here(word)[0] == setting
    if word == here(word)[1]:
        (meant,) = [part for part in MEANT.split("; ") if part.startswith(f"{setting}:")]
        assert word in meant
