"""The people around the user: from the store to the map, and who could introduce her."""

from pathlib import Path

import pytest

from outward.app.circle import around, draw, introductions, picture
from outward.app.home import Home
from outward.app.person import meant
from outward.app.reach import touched
from outward.app.say import say
from outward.errors import InputError, NothingYetError
from outward.model import Account, Direction, Parsed, Tie, TieKind
from outward.store import people, posts
from outward.what.feedback import Aim, Verdict
from tests.app.material import NOW, answered

ME = Account(id="bluesky:me", network="bluesky", handle="me.example", name="Me")
ANN = Account(id="bluesky:ann", network="bluesky", handle="ann.example", name="Ann Reed")
BEN = Account(id="bluesky:ben", network="bluesky", handle="ben.example", name="Ben Coot")
BOT = Account(id="bluesky:bot", network="bluesky", handle="bot.example", name="Bot", bot=True)


def write(home: Home, *ties: Tie, own: bool = True, accounts: tuple[Account, ...] = (ME, ANN, BEN, BOT)) -> None:
    with home.database.writing() as db:
        posts.save(db, Parsed(accounts=accounts, ties=ties, mine=(ME.id,) if own else ()))


def follow(source: Account, target: Account) -> Tie:
    return Tie(source=source.id, target=target.id, kind=TieKind.FOLLOW)


def test_the_sample_has_a_circle_with_layers_groups_and_holes(sample: Home) -> None:
    found = around(sample, now=NOW)
    assert found.empty == ""
    assert {"strong", "weak"} <= found.network.layers.keys()
    assert len(found.network.groups) > 1
    assert found.network.holes
    assert any(hole.way for hole in found.network.holes)
    members = {member.id for member in found.network.members}
    assert {hole.id for hole in found.network.holes}.isdisjoint(members)
    assert found.sentences[0].startswith(f"You are tied to {sum(found.network.layers.values())} people: ")
    assert "who never met" in found.sentences[1]
    assert around(sample, now=NOW) == found


def test_a_hole_is_not_filled_by_who_is_not_for_her(sample: Home) -> None:
    first = around(sample, now=NOW).network.holes[0]
    say(sample, Verdict.LESS, first.id, aim=Aim.PERSON, now=NOW)
    assert first.id not in {hole.id for hole in around(sample, now=NOW).network.holes}


def test_who_could_introduce_is_said_and_muted_people_are_not_asked(sample: Home) -> None:
    hole = next(hole for hole in around(sample, now=NOW).network.holes if hole.way and len(hole.way.through) == 1)
    assert hole.way is not None
    told = introductions(sample, hole.id, now=NOW)
    assert told.name == hole.name
    assert told.ways[0] == hole.way
    assert told.none == ""
    (me, *_) = people.mine(sample.database)
    mute = Tie(source=me, target=hole.way.through[0], kind=TieKind.MUTE)
    with sample.database.writing() as db:
        posts.save(db, Parsed(ties=(mute,)))
    again = introductions(sample, hole.id, now=NOW)
    assert all(hole.way.through[0] not in way.through for way in again.ways)
    assert hole.way.through[0] not in {member.id for member in around(sample, now=NOW).network.members}


def test_without_an_own_account_it_says_what_to_do(home: Home) -> None:
    answered(home)
    write(home, follow(ME, ANN), own=False)
    found = around(home, now=NOW)
    assert "does not know which account is yours" in found.empty
    assert found.network.members == ()
    assert found.sentences == ()
    assert "does not know which account is yours" in introductions(home, "ann.example", now=NOW).none
    with pytest.raises(NothingYetError, match="which account is yours"):
        picture(found)


def test_with_nobody_tied_it_says_what_to_do(home: Home) -> None:
    answered(home)
    write(home)
    assert "Nobody is tied to you yet" in around(home, now=NOW).empty
    write(home, follow(ME, BOT))
    found = around(home, now=NOW)
    assert "Nobody is tied to you yet" in found.empty
    assert found.sentences == ()


def test_one_person_alone_is_a_circle(home: Home) -> None:
    answered(home)
    write(home, follow(ME, ANN), follow(ME, BOT))
    found = around(home, now=NOW)
    assert found.empty == ""
    assert found.sentences == (
        "You are tied to 1 person: 1 very weak.",
        "1 account of a machine or an organisation is left out.",
    )
    assert found.network.holes == ()
    told = introductions(home, "Ben Coot", now=NOW)
    assert (told.ways, told.none) == ((), "Nobody you are tied to is known to be in touch with Ben Coot.")
    assert introductions(home, "ann.example", now=NOW).ways[0].sentence == "You follow Ann Reed already."


def test_a_contact_noted_by_hand_counts(home: Home) -> None:
    answered(home)
    write(home, *(follow(one, other) for one in (ANN, BEN) for other in (ANN, BEN) if one is not other))
    for direction in Direction:
        touched(home, ANN.id, direction=direction, how="talked", now=NOW)
    assert [member.name for member in around(home, now=NOW).network.members] == ["Ann Reed"]
    (way,) = introductions(home, BEN.id, now=NOW).ways
    assert way.names == ("Ann Reed",)
    assert way.sentence == "Ann Reed and you last spoke today; Ann Reed and Ben Coot follow each other."


def test_nobody_is_introduced_to_herself_or_to_a_stranger(home: Home) -> None:
    answered(home)
    write(home, follow(ME, ANN))
    with pytest.raises(InputError, match="That is you"):
        introductions(home, "me.example", now=NOW)
    with pytest.raises(InputError, match="has not read of"):
        introductions(home, "stranger", now=NOW)
    assert meant(home, "ann.example") == ANN.id


def test_without_answers_there_is_no_goal(home: Home) -> None:
    with pytest.raises(NothingYetError):
        around(home, now=NOW)


def test_the_map_is_written_to_a_file_or_a_folder(sample: Home, tmp_path: Path) -> None:
    assert draw(sample, tmp_path, now=NOW) == tmp_path / "outward-circle.svg"
    drawn = draw(sample, tmp_path / "my.svg", now=NOW)
    assert drawn.read_bytes() == (tmp_path / "outward-circle.svg").read_bytes()
    assert drawn.read_bytes().startswith(b"<?xml")
    with pytest.raises(InputError, match="cannot be written"):
        draw(sample, tmp_path / "nowhere" / "my.svg", now=NOW)
