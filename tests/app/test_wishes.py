import re
from datetime import timedelta

import msgspec
import pytest

from outward.app import wishes
from outward.app.home import Home
from outward.app.plan import plan
from outward.app.portions import ordinal
from outward.app.show import show
from outward.app.what import What, what
from outward.app.why import Standing, why
from outward.errors import InputError
from outward.model.reasons import rounded
from outward.store import answers, looks
from outward.what.adjusting import read
from outward.what.wish import Wish
from tests.app.material import NOW

LATER = NOW + timedelta(hours=2)


def urls(answer: What) -> list[str]:
    return [one.url for one in answer.results]


def test_catching_up_shows_what_came_since_the_last_look_by_subject(sample: Home) -> None:
    first = what(sample, now=NOW, recipe="catch-up", limit=8)
    assert re.match(r"You have not looked before, so all that fits is new: \d+ new things\.", first.intro)
    titles = [heading.title for heading in first.headings]
    met = list(dict.fromkeys(one.heading for one in first.results))
    assert [title for title in titles if title in met] == met
    assert sum(heading.found for heading in first.headings) >= len(first.results) == 8
    again = what(sample, now=NOW + timedelta(minutes=20), recipe="catch-up", limit=8)
    assert urls(again) == urls(first)
    later = what(sample, now=LATER, recipe="catch-up")
    assert later.intro.endswith(": nothing new.")
    assert later.results == ()
    assert any(out.why.startswith("It was here when you last looked") for out in later.left_out)


def test_what_was_read_after_the_last_look_is_new(sample: Home) -> None:
    goal = answers.latest(sample.database).goal
    looks.looked(sample.database, goal.id or 0, NOW)
    with sample.database.writing() as db:
        newest = db.execute("SELECT max(doc) FROM post").fetchone()[0]
        db.execute("UPDATE look SET doc = ?", (newest - 400,))
    assert what(sample, now=LATER, recipe="catch-up").results


def test_planning_is_a_look_too(sample: Home) -> None:
    plan(sample, now=NOW)
    assert looks.last_look(sample.database, answers.latest(sample.database).goal.id or 0, LATER) is not None


def test_an_event_from_afar_fits_its_minutes_and_holds_only_the_tag(sample: Home) -> None:
    answer = what(sample, now=NOW, recipe="event", wish=Wish(tags=("#InternalComms",)))
    assert answer.intro == "#internalcomms from afar, in at most 20 minutes."
    assert answer.results
    assert sum(one.minutes for one in answer.results) <= 20
    shown = [show(sample, one.url, now=NOW) for one in answer.results]
    assert all(any("internalcomms" in found.post.tags for found in one.pointed) for one in shown)
    longer = what(sample, now=NOW, recipe="event", limit=40, wish=Wish(tags=("internalcomms",), minutes=60))
    assert 20 < sum(one.minutes for one in longer.results) <= 60
    assert any("of your 20 were left" in out.why for out in answer.left_out)


def test_an_event_nobody_approved_says_which_and_one_without_a_tag_asks(sample: Home) -> None:
    answer = what(sample, now=NOW, recipe="event", wish=Wish(tags=("#icsummit",)))
    assert (answer.unapproved, answer.results) == (("icsummit",), ())
    with pytest.raises(InputError, match="Say which event"):
        what(sample, now=NOW, recipe="event", wish=Wish(tags=("#",)))


def test_one_topic_goes_from_fundamentals_to_cases(sample: Home) -> None:
    answer = what(sample, now=NOW, recipe="deep", wish=Wish(topic="town hall"))
    order = ["Fundamentals", "How-to", "Cases", "More on it"]
    met = [one.heading for one in answer.results]
    assert met == sorted(met, key=order.index)
    assert [heading.title for heading in answer.headings] == list(dict.fromkeys(met))
    assert what(sample, now=NOW, recipe="deep").intro.endswith("fundamentals first, then how-to, then cases.")


def test_an_adjustment_says_what_it_changes_and_where_each_was(sample: Home) -> None:
    before = urls(what(sample, now=NOW))
    after = what(sample, now=NOW, adjust=read("much more first-hand, much shorter"))
    assert after.changed == "Changed by: first-hand counts four times; shorter counts four times."
    assert urls(after) != before
    for place, one in enumerate(after.results):
        was = before.index(one.url) if one.url in before else None
        assert one.moved == ("new here" if was is None else "" if was == place else f"was {ordinal(was + 1)}")


def test_adjustments_are_kept_for_the_goal_and_forgotten_again(sample: Home) -> None:
    before = urls(what(sample, now=NOW))
    adjusted = what(sample, now=NOW, adjust=read("much shorter"), keep=True)
    kept = what(sample, now=NOW)
    assert (kept.kept, kept.changed) == ("much shorter", "")
    assert urls(kept) == urls(adjusted)
    assert what(sample, now=NOW, adjust=read("more cases"), keep=True).kept == "much shorter, more cases"
    wishes.reset(sample)
    assert (what(sample, now=NOW).kept, urls(what(sample, now=NOW))) == ("", before)


def test_why_tells_the_place_and_what_is_above(sample: Home) -> None:
    results = what(sample, now=NOW).results
    third = why(sample, results[2].url, now=NOW, above=2)
    assert (third.standing, third.place, third.score, third.reasons) == (
        "shown",
        3,
        results[2].score,
        results[2].reasons,
    )
    assert [(beside.place, beside.url) for beside in third.above] == [(2, results[1].url), (1, results[0].url)]
    assert third.above[0].reasons == results[1].reasons
    sizes = [abs(one.percent) for one in third.above[0].differences]
    assert sizes
    assert why(sample, results[0].url, now=NOW).sentence == "It is the first; nothing is above it."
    of_post = why(sample, results[2].post_url, now=NOW)
    assert of_post.place == 3


def test_why_tells_of_what_is_below_left_out_far_and_unread(sample: Home) -> None:
    shown = urls(what(sample, now=NOW, limit=3))
    wide = urls(what(sample, now=NOW, limit=40))
    found = [why(sample, url, now=NOW, limit=3) for url in wide if url not in shown]
    below = next(one for one in found if one.standing is Standing.BELOW)
    assert below.sentence == f"It is {ordinal(below.place)}, below the 3 shown."
    out = what(sample, now=NOW).left_out[0]
    left = why(sample, out.url, now=NOW)
    assert (left.standing, left.place) == ("left out", 0)
    assert left.sentence.lower().endswith(out.why.lower())
    assert left.advice
    with sample.database.reading() as db:
        held = [row[0] for row in db.execute("SELECT url FROM resource")]
    far = next(one for one in (why(sample, url, now=NOW) for url in held) if one.standing is Standing.FAR)
    assert re.match(r"It is not among the \d+ nearest to your goal", far.sentence)
    unread = why(sample, "https://nowhere.example/x", now=NOW)
    assert (unread.standing, unread.advice) == ("unread", "'outward add https://nowhere.example/x' adds it.")
    with pytest.raises(InputError, match="Say of what"):
        why(sample, " ", now=NOW)


def test_asking_why_shows_and_logs_nothing(sample: Home) -> None:
    def rows() -> int:
        with sample.database.reading() as db:
            return int(db.execute("SELECT (SELECT count(*) FROM shown) + (SELECT count(*) FROM look)").fetchone()[0])

    before = rows()
    why(sample, "https://nowhere.example/x", now=NOW)
    assert rows() == before


def test_points_add_up_wherever_they_are_shown(sample: Home) -> None:
    answer = what(sample, now=NOW)
    items = [item for session in plan(sample, now=NOW).sessions for item in session.items if item.reasons]
    assert items
    told = [(one.score, one.reasons) for one in answer.results] + [(item.score, item.reasons) for item in items]
    for score, reasons in told:
        assert f"{sum(points for _, points in rounded(reasons, score)):.1f}" == f"{score:.1f}"
    page = show(sample, answer.results[1].url, now=NOW)
    assert (page.score, page.reasons) == (answer.results[1].score, answer.results[1].reasons)


def test_an_answer_goes_through_json(sample: Home) -> None:
    answer = what(sample, now=NOW, adjust=read("newer"))
    assert msgspec.json.decode(msgspec.json.encode(answer), type=What) == answer
