"""WHOM asked in its other ways: people to learn with, people like one person, and other people next week."""

from datetime import timedelta

import pytest

from outward.app.forget_person import forget
from outward.app.home import Home
from outward.app.like import like
from outward.app.person import person
from outward.app.say import say, unsay
from outward.app.whom import whom
from outward.errors import InputError
from outward.model import Account, Parsed
from outward.store import posts
from outward.what.feedback import Aim, Verdict
from outward.whom.weights import PEER
from tests.app.material import NOW


def ids(home: Home, weeks: int = 0) -> list[str]:
    """Who is on the slate so many weeks from now, as far as nothing is read in between."""
    return [found.id for found in whom(home, now=NOW + timedelta(days=7 * weeks)).people]


def test_only_people_to_learn_with(sample: Home) -> None:
    answer = whom(sample, now=NOW, peers=True)
    assert answer.learn_with
    assert not answer.learn_from
    assert {found.role for found in answer.learn_with} == {PEER}


def test_the_same_week_shows_the_same_people_and_the_next_one_others(sample: Home) -> None:
    first = ids(sample)
    assert ids(sample) == first
    next_week = whom(sample, now=NOW + timedelta(days=7))
    assert {found.id for found in next_week.people} - set(first)
    for found in next_week.people:
        marked = any(reason.stage == "shown before" for reason in found.reasons)
        assert marked == (found.id in first)


def test_asking_for_an_experience_tires_nobody(sample: Home) -> None:
    whom(sample, now=NOW - timedelta(days=7), experience="told staff about a takeover")
    assert not any(reason.stage == "shown before" for found in whom(sample, now=NOW).people for reason in found.reasons)


def test_people_like_somebody_are_others_who_speak_of_the_same(sample: Home) -> None:
    model = whom(sample, now=NOW).learn_from[0]
    answer = like(sample, model.id, now=NOW)
    assert answer.like.startswith(f"Like {model.name}, who speaks of ")
    assert answer.people
    assert model.id not in {found.id for found in answer.people}
    assert not answer.learn_with
    assert [found.id for found in like(sample, model.name, now=NOW).people] == [found.id for found in answer.people]


def test_one_whose_posts_were_not_read_is_known_by_the_profile_or_no_model(sample: Home) -> None:
    made = (
        Account(id="bluesky:bio", network="bluesky", handle="bio.example", name="Bio", bio="Internal communication"),
        Account(id="bluesky:bare", network="bluesky", handle="bare.example", name="Bare"),
        Account(id="bluesky:shy", network="bluesky", handle="shy.example", name="Shy", bio="Change", indexable=False),
    )
    with sample.database.writing() as db:
        posts.save(db, Parsed(accounts=made))
    assert like(sample, "bio.example", now=NOW).like == "Like Bio, who speaks of communication and internal."
    with pytest.raises(InputError, match="Too little of Bare was read"):
        like(sample, "bare.example", now=NOW)
    with pytest.raises(InputError, match="Shy asks not to be found"):
        like(sample, "shy.example", now=NOW)
    with pytest.raises(InputError):
        like(sample, "nobody.example", now=NOW)


def test_forgetting_somebody_takes_her_seats_too(sample: Home) -> None:
    one = ids(sample)[0]
    forget(sample, person(sample, one).name, now=NOW)
    with sample.database.reading() as db:
        assert not db.execute("SELECT 1 FROM offered WHERE person = ?", (one,)).fetchall()
        assert db.execute("SELECT 1 FROM offered").fetchall()


def test_not_for_me_says_who_leaves_and_who_comes_and_is_taken_back(sample: Home) -> None:
    before = whom(sample, now=NOW).people
    said = say(sample, Verdict.LESS, before[0].id, aim=Aim.PERSON, now=NOW)
    assert said.effect.startswith("Not suggested as a person until you take it back")
    after = whom(sample, now=NOW).people
    (come,) = {found.name for found in after} - {found.name for found in before}
    assert f"Among people worth knowing {before[0].name} leaves, {come} comes." in said.changed
    assert f"{come} leaves, {before[0].name} comes." in unsay(sample, now=NOW).changed
    assert [found.id for found in whom(sample, now=NOW).people] == [found.id for found in before]
