"""Ties as the user sees them: of the sample's own user, and of somebody whose accounts are not known."""

from datetime import timedelta

import pytest

from outward.app import ties as verb
from outward.app.home import Home
from outward.app.reach import touched
from outward.errors import InputError, NothingYetError
from outward.model import Account, Direction, Parsed, Tie, TieKind, Touch
from outward.store import people, posts
from outward.whom.tied.beginnings import Became, Way
from outward.whom.tied.cadence import Layer
from tests.app.material import NOW, home, sample, sampled

__all__ = ["home", "sample", "sampled"]
ANN = Account(
    id="bluesky:ann", network="bluesky", handle="ann.example", name="Ann Ling", url="https://bsky.example/ann"
)
ME = Account(id="bluesky:me", network="bluesky", handle="me.example", url="https://bsky.example/me")
ZELDA, NELL, ROSALBA = "Zelda Marchpane", "Nell Applewhistle", "Rosalba Tintern-Moss"


def heard(home: Home, *touches: Touch, ties: tuple[Tie, ...] = ()) -> None:
    with home.database.writing() as db:
        posts.save(db, Parsed(accounts=(ANN, ME), touches=touches, ties=ties))
        people.own(db, [ME.id])


def came(days: float, how: str = "reply", way: Direction = Direction.IN, url: str = "") -> Touch:
    return Touch(person=ANN.id, direction=way, how=how, at=NOW - timedelta(days=days), url=url)


def named(answer: verb.Ties) -> set[str]:
    """Who waits, and whom she is losing."""
    return {one.name for one in answer.waiting} | {one.name for one in answer.losing}


def test_the_sample_shows_every_list(sample: Home) -> None:
    answer = verb.ties(sample, now=NOW)
    assert answer.note == ""
    assert answer.sentence == (
        "You turned to 4 people, 6 turned to you; both ways with 4. You began with 3, they with 3."
    )
    assert [(one.name, one.answer) for one in answer.waiting] == [
        ("Xanthe Pumblechook-Ray", True), (ROSALBA, True), ("Verity Snapdragon-Lowe", False),
        ("Yorick Dandelyon", False),
    ]  # fmt: skip
    verity = answer.waiting[2]
    assert verity.sentence.startswith("Verity Snapdragon-Lowe replied to you 9 days ago, on 22 February 2026.")
    assert verity.said.startswith("That you said you didn't know")
    assert verity.touch.url.startswith("https://sky.sample.example/")
    assert [(one.name, one.layer, one.late) for one in answer.losing] == [
        (ROSALBA, Layer.STRONG, 19), ("Xanthe Pumblechook-Ray", Layer.WEAK, 40),
    ]  # fmt: skip
    assert "49 days of silence where 30 are usual" in answer.losing[0].sentence
    assert [tie.name for tie in answer.told] == [NELL, ZELDA]
    assert answer.told[1].became is Became.ADVICE


def test_each_list_is_cut_where_she_wants_and_says_how_many_are_beyond(sample: Home) -> None:
    answer = verb.ties(sample, now=NOW, limit=1)
    assert (len(answer.waiting), len(answer.losing), len(answer.people)) == (1, 1, 1)
    assert (answer.waiting_beyond, answer.losing_beyond, answer.people_beyond) == (3, 1, 7)


def test_how_a_tie_began_is_proposed_from_what_was_seen(sample: Home) -> None:
    zelda, nell = (verb.tie_of(sample, name, NOW).began for name in (ZELDA, NELL))
    assert zelda is not None
    assert (zelda.way, zelda.sentence.split(";")[0]) == (Way.INTRODUCTION, f"{NELL} named you both in one post")
    assert nell is not None
    assert nell.way is Way.HASHTAG
    assert nell.sentence.startswith("Through #internalcomms: you mentioned Nell Applewhistle on")
    rosalba = verb.tie_of(sample, ROSALBA, NOW).began
    assert rosalba is not None
    assert rosalba.way is Way.THEY


def test_what_she_says_is_kept_word_by_word_and_taken_back_step_by_step(sample: Home) -> None:
    said = verb.say(sample, ROSALBA, met=" On a train to Leeds ", now=NOW)
    assert (said.met, said.became, said.words) == ("On a train to Leeds", None, "")
    said = verb.say(sample, ROSALBA, became="friendship", now=NOW + timedelta(minutes=1))
    assert (said.met, said.became) == ("On a train to Leeds", Became.FRIENDSHIP)
    said = verb.say(sample, ROSALBA, became="", words="<b>We swim</b>", now=NOW + timedelta(minutes=2))
    assert (said.met, said.became, said.words) == ("On a train to Leeds", None, "<b>We swim</b>")
    assert verb.unsay(sample, ROSALBA, now=NOW).became is Became.FRIENDSHIP
    assert verb.unsay(sample, ROSALBA, now=NOW).met == "On a train to Leeds"
    assert not verb.unsay(sample, ROSALBA, now=NOW).said
    with pytest.raises(NothingYetError, match="nothing to take back"):
        verb.unsay(sample, ROSALBA, now=NOW)


def test_what_needs_no_answer_leaves_the_list_until_the_next_word(sample: Home) -> None:
    yorick = "Yorick Dandelyon"
    settled = verb.settle(sample, yorick, now=NOW)
    assert settled.settled == NOW
    assert yorick not in [one.name for one in verb.ties(sample, now=NOW).waiting]
    touched(sample, settled.person, direction=Direction.IN, how="asked", now=NOW + timedelta(days=5))
    later = verb.ties(sample, now=NOW + timedelta(days=6)).waiting
    assert [one.sentence for one in later if one.name == yorick] == [f"{yorick} asked you yesterday."]
    verb.unsettle(sample, yorick, now=NOW)
    assert len(verb.tie_of(sample, yorick, NOW + timedelta(days=6)).bond.waiting) == 2
    with pytest.raises(NothingYetError, match="nothing to take back"):
        verb.unsettle(sample, yorick, now=NOW)


def test_an_answer_that_is_noted_or_seen_ends_the_waiting_and_resets_the_cadence(sample: Home) -> None:
    rosalba = verb.tie_of(sample, ROSALBA, NOW).person
    touched(sample, rosalba, direction=Direction.OUT, how="talked", now=NOW)
    answer = verb.ties(sample, now=NOW)
    assert ROSALBA not in named(answer)
    assert verb.tie_of(sample, ROSALBA, NOW).bond.due == NOW + timedelta(days=30)


def test_nobody_she_muted_is_in_any_list(sample: Home) -> None:
    (me,) = people.mine(sample.database)
    yorick = verb.tie_of(sample, "Yorick Dandelyon", NOW)
    with sample.database.writing() as db:
        posts.save(db, Parsed(ties=(Tie(source=me, target=yorick.person, kind=TieKind.MUTE),)))
    answer = verb.ties(sample, now=NOW)
    assert yorick.name not in {*named(answer), *(tie.name for tie in answer.people)}
    assert verb.tie_of(sample, yorick.person, NOW).muted


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Say how you met"),
        ({"became": "enmity"}, "say one of: advice, partnership, friendship"),
        ({"met": "x" * 2001}, "too long"),
        ({"words": "x" * 2001}, "too long"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(sample: Home, given: dict[str, str], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        verb.say(sample, NELL, **given, now=NOW)


def test_of_herself_there_is_nothing_to_say(sample: Home) -> None:
    for act in (verb.settle, lambda home, who, now: verb.say(home, who, met="At birth", now=now)):
        with pytest.raises(InputError, match="That is you"):
            act(sample, "Hazel Teasel-Brook", now=NOW)


def test_who_has_not_said_which_accounts_are_hers_is_told_what_to_do(home: Home) -> None:
    answer = verb.ties(home, now=NOW)
    assert "which accounts are yours" in answer.note
    assert (answer.waiting, answer.losing, answer.people, answer.told) == ((), (), (), ())
    heard(home)
    assert verb.ties(home, now=NOW).note.startswith("No contact with anybody has been seen yet")
    heard(home, came(1))
    assert verb.ties(home, now=NOW).note == ""


def test_what_is_more_than_a_year_old_waits_no_longer(home: Home) -> None:
    heard(home, came(400))
    assert verb.ties(home, now=NOW).waiting == ()
    assert verb.tie_of(home, ANN.id, NOW).bond.waiting != ()


def test_a_contact_of_a_network_without_likes_or_follows_is_enough(home: Home) -> None:
    heard(home, came(0, "message"), came(3, "invited", Direction.OUT))
    (one,) = verb.ties(home, now=NOW).waiting
    assert (one.sentence, one.answer, one.more) == ("Ann Ling wrote to you today.", True, 0)


def test_days_of_silence_are_hers_to_set(home: Home) -> None:
    heard(home, came(40), came(41, way=Direction.OUT))
    assert verb.ties(home, now=NOW).losing == ()
    (home.folder / "config.toml").write_text("weak_days = 14\n")
    del home.config
    assert [one.late for one in verb.ties(home, now=NOW).losing] == [26]


def test_an_account_that_is_gone_is_named_by_its_network_and_keeps_her_words(home: Home) -> None:
    heard(home, came(2, "talked"))
    verb.say(home, ANN.id, met="At a talk", now=NOW)
    with home.database.writing() as db:
        db.execute("DELETE FROM account WHERE id = ?", (ANN.id,))
    answer = verb.ties(home, now=NOW)
    assert [one.name for one in answer.waiting] == ["Somebody on bluesky whose account is not known"]
    assert [tie.met for tie in answer.told] == ["At a talk"]
