"""What she says of results: each sort takes effect, says what it changed, and can be taken back without a trace."""

from datetime import timedelta

import pytest

from outward.app import learned
from outward.app.home import Home
from outward.app.say import said, say, unsay
from outward.app.what import What, what
from outward.errors import InputError, NothingYetError
from outward.store import used
from outward.what.feedback import Aim, Verdict
from outward.what.learned import ENOUGH
from tests.app.material import NOW

SAID, LATER = NOW + timedelta(minutes=1), NOW + timedelta(hours=1)


def order(home: Home) -> list[tuple[str, float]]:
    return [(one.url, one.score) for one in what(home, now=NOW, limit=30).results]


def key(answer: What, aim: Aim) -> str:
    first = answer.results[0]
    keys = {Aim.RESOURCE: first.url, Aim.PERSON: first.person_id, Aim.TOPIC: first.topic, Aim.SOURCE: first.source}
    return {**keys, Aim.FORM: str(first.form), Aim.KIND: str(next(r.kind for r in answer.results if r.kind))}[aim]


@pytest.mark.parametrize("aim", list(Aim))
def test_less_of_anything_takes_it_off_the_list_says_so_and_undo_brings_back_the_very_same(
    sample: Home, aim: Aim
) -> None:
    before = order(sample)
    subject = key(what(sample, now=NOW, limit=30), aim)
    done = say(sample, Verdict.LESS, subject, aim=aim, now=NOW)
    assert "leaves the list" in done.changed or "leave the list" in done.changed
    after = what(sample, now=NOW, limit=30)
    assert [(one.url, one.score) for one in after.results] != before
    assert any(f"less of this {aim}" in out.why for out in after.left_out)
    taken = unsay(sample, now=NOW)
    assert (taken.aim, taken.subject, taken.effect) == (aim, done.subject, "Taken back.")
    assert "comes back at place" in taken.changed
    assert order(sample) == before


@pytest.mark.parametrize("verdict", [Verdict.NOT_NOW, Verdict.DONE, Verdict.NOT_USEFUL])
def test_what_is_put_off_done_or_not_useful_leaves_and_comes_back(sample: Home, verdict: Verdict) -> None:
    before = order(sample)
    done = say(sample, verdict, before[0][0], now=NOW)
    assert "leaves the list" in done.changed
    assert before[0][0] not in dict(order(sample))
    unsay(sample, now=NOW)
    assert order(sample) == before


def test_each_judgement_is_listed_and_can_be_taken_back_alone(sample: Home) -> None:
    before = order(sample)
    first, second = before[0][0], before[1][0]
    say(sample, Verdict.DONE, first, now=NOW)
    say(sample, Verdict.NOT_NOW, second, now=NOW)
    listed = said(sample).judgements
    assert [(one.verdict, one.subject) for one in listed] == [(Verdict.NOT_NOW, second), (Verdict.DONE, first)]
    assert all(one.name and one.number for one in listed)
    unsay(sample, listed[1].number, now=NOW)
    left = dict(order(sample))
    assert first in left
    assert second not in left
    with pytest.raises(InputError, match="outward say list"):
        unsay(sample, listed[1].number, now=NOW)
    unsay(sample, now=NOW)
    assert order(sample) == before
    with pytest.raises(NothingYetError):
        unsay(sample, now=NOW)


def test_a_person_is_named_as_she_is_read_and_an_unknown_form_is_a_sentence(sample: Home) -> None:
    one = what(sample, now=NOW).results[0]
    assert say(sample, Verdict.LESS, one.person, aim=Aim.PERSON, now=NOW).subject == one.person_id
    with pytest.raises(InputError, match="has not read of"):
        say(sample, Verdict.LESS, "Nobody Atall", aim=Aim.PERSON, now=NOW)
    with pytest.raises(InputError, match="no form called 'pamphlet'"):
        say(sample, Verdict.LESS, "pamphlet", aim=Aim.FORM, now=NOW)


def test_the_address_of_a_post_means_what_it_points_at(sample: Home) -> None:
    one = next(one for one in what(sample, now=NOW, limit=30).results if one.post_url != one.url)
    assert say(sample, Verdict.USEFUL, one.post_url, now=NOW).subject == one.url


def test_before_anything_is_asked_a_judgement_is_noted_without_a_list(home: Home) -> None:
    assert say(home, Verdict.LESS, "town hall", aim=Aim.TOPIC, now=NOW).changed == ""


def test_what_is_shown_is_logged_with_place_recipe_and_findings(sample: Home) -> None:
    shown = what(sample, now=NOW, limit=6)
    with sample.database.reading() as db:
        rows = db.execute("SELECT subject, position, recipe, propensity FROM shown ORDER BY rowid DESC LIMIT 6")
        logged = [tuple(row) for row in rows][::-1]
    assert [(row[0], row[1], row[2]) for row in logged] == [(r.url, n, "week") for n, r in enumerate(shown.results, 1)]
    assert all(0.0 < row[3] <= 1.0 for row in logged)
    say(sample, Verdict.USEFUL, shown.results[2].url, now=NOW)
    (judged,) = used.judged(sample.database)
    assert (judged.position, judged.subject) == (3, shown.results[2].url)
    assert {"relevance", "first_hand", "news", "freshness"} <= set(judged.found)
    copy = sample.database.backup(sample.folder / "copy.db")
    with Home(sample.folder) as again:
        assert used.judged(again.database) == [judged]
    assert copy.exists()


def judge(home: Home, number: int) -> None:
    """Say of so many results what somebody says who wants how-to, whatever else; the first and last are for certain."""
    results = what(home, now=NOW, limit=60).results[:number]
    ranked = {one.url: place for place, one in enumerate(sorted(results, key=lambda r: r.learning_value))}
    for one in results:
        verdict = Verdict.USEFUL if ranked[one.url] >= number // 2 else Verdict.NOT_USEFUL
        used.say(home.database, str(verdict), "resource", one.url, SAID)


def test_from_twenty_judgements_on_they_weigh_and_it_is_said_and_can_be_switched_off(sample: Home) -> None:
    judge(sample, ENOUGH - 1)
    before = what(sample, now=LATER)
    assert before.learned == ""
    assert learned.taught(sample).sentence.endswith(f"you have judged {ENOUGH - 1}.")
    known = {one.subject for one in said(sample).judgements}
    last = next(one for one in what(sample, now=NOW, limit=60).results if one.url not in known)
    done = say(sample, Verdict.USEFUL, last.url, now=SAID)
    assert done.effect.startswith("Noted as useful. That makes 20 judged results")
    first = what(sample, now=LATER)
    assert first.learned.startswith("New: you have judged 20 results or more")
    assert f"Weighted by {ENOUGH} of your judgements" in first.learned
    again = what(sample, now=LATER)
    assert again.learned.startswith(f"Weighted by {ENOUGH} of your judgements: ")
    weighed = learned.taught(sample)
    assert weighed.used
    assert weighed.weights
    off = learned.switch(sample, on=False)
    assert (off.on, off.used, off.weights) == (False, False, weighed.weights)
    assert off.sentence == f"Your {ENOUGH} judgements do not weigh: you switched it off."
    plain = what(sample, now=LATER)
    assert plain.learned == ""
    assert [one.score for one in plain.results] != [one.score for one in again.results]
    assert learned.switch(sample, on=True).used
    assert [(r.url, r.score) for r in what(sample, now=LATER).results] == [(r.url, r.score) for r in again.results]
    unsay(sample, now=LATER)
    assert what(sample, now=LATER).learned == ""
    assert [(r.url, r.score) for r in what(sample, now=LATER).results] == [(r.url, r.score) for r in before.results]


def test_twenty_alike_teach_nothing_and_not_now_does_not_count(sample: Home) -> None:
    results = what(sample, now=NOW, limit=60).results
    for one in results[:ENOUGH]:
        used.say(sample.database, "done", "resource", one.url, NOW)
    used.say(sample.database, "not now", "resource", results[ENOUGH].url, NOW)
    taught = learned.taught(sample)
    assert (taught.judged, taught.used) == (ENOUGH, False)
    assert taught.sentence == "You judged all results alike, so there is nothing to weigh by yet."
    assert what(sample, now=NOW).learned == ""
