from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.model import Direction, Evidence, Takeaway, Touch
from outward.whom.discretion import named
from outward.whom.reach.ladder import Rung
from outward.whom.reach.talking_points import LONGEST, MOST, Material, last_contact, points

AT = datetime(2026, 3, 3, tzinfo=UTC)
SAID = Evidence(sentence="We told managers first.", url="https://a.example/1", at=AT, strength=0.9)
MORE = Evidence(sentence="Then came the town hall.", url="https://a.example/2", at=None, strength=0.5)
ASKED = Evidence(sentence="Has anyone told 300 people at once?", url="https://a.example/3", at=AT, strength=0)
OWN = Evidence(sentence="I told 40 people by mail, and half had heard.", url="https://me.example/1", at=AT, strength=1)
NOTE = Takeaway(
    text="Tell managers a day before", change="Brief them on Monday", url="https://a.example/1", created_at=AT, due=AT,
    card="", applied_at=AT, id=1,
)  # fmt: skip
OTHER = replace(NOTE, text="Say what is not known", change="", applied_at=None, id=2)
REPLY = Touch(person="p", direction=Direction.IN, how="reply", at=AT, url="https://a.example/reply")
ALL = Material(
    name="Ann", said=[SAID, MORE], asked=ASKED, noted=[NOTE], related=[OTHER], own=[OWN], contact=REPLY,
    heard="Half of them?", bio="Internal comms in Porto", profile="https://a.example/ann",
)  # fmt: skip


@pytest.mark.parametrize("rung", list(Rung))
def test_what_she_noted_of_something_the_person_wrote_comes_first(rung: Rung) -> None:
    first, *rest = points(rung, ALL)
    assert first.sentence.startswith("You noted on 3 Mar 2026: “Tell managers a day before”")
    assert (first.source, first.url) == ("your takeaway", "https://a.example/1")
    assert 1 <= len(rest) < MOST


def test_what_came_of_it_is_for_thanks_and_giving_back() -> None:
    told = {rung: "Brief them on Monday" in points(rung, ALL)[0].sentence for rung in Rung}
    assert {rung for rung, says in told.items() if says} == {Rung.THANK, Rung.GIVE_BACK}
    assert points(Rung.THANK, ALL)[0].sentence.endswith("You used it on 3 Mar 2026.")
    assert points(Rung.THANK, replace(ALL, noted=[OTHER]))[0].sentence.endswith("“Say what is not known”")


def test_each_rung_has_points_of_its_own() -> None:
    without = replace(ALL, noted=())
    assert len({points(rung, without) for rung in Rung}) == len(Rung)
    assert [point.source for point in points(Rung.ADD, without)] == [
        "you, 3 Mar 2026", "Ann, 3 Mar 2026", "Ann, 3 Mar 2026", "your takeaway",
    ]  # fmt: skip
    assert points(Rung.READ, without)[1].source == "Ann"  # no date, none said


@pytest.mark.parametrize(
    ("contact", "heard", "said"),
    [
        (REPLY, "Half of them?", "Ann turned to you on 3 Mar 2026: “Half of them?”"),
        (REPLY, "", "Ann turned to you on 3 Mar 2026 (reply)."),
        (replace(REPLY, direction=Direction.OUT, how="thanked"), "", "You turned to Ann on 3 Mar 2026 (thanked)."),
    ],
)
def test_the_last_contact_is_told_as_it_was(contact: Touch, heard: str, said: str) -> None:
    told = points(Rung.ANSWER, Material(name="Ann", contact=contact, heard=heard))
    assert [(point.sentence, point.url) for point in told] == [(said, "https://a.example/reply")]


def test_the_last_contact_is_one_in_words() -> None:
    liked = replace(REPLY, how="liked", at=datetime(2026, 4, 1, tzinfo=UTC))
    assert last_contact([liked, REPLY]) is REPLY
    assert last_contact([liked]) is None


def test_where_little_is_known_little_is_said() -> None:
    assert points(Rung.ASK, Material(name="Ann", bio="  ")) == ()
    (only,) = points(Rung.ASK, Material(name="Ann", bio="Porto", profile="https://a.example/ann"))
    assert (only.sentence, only.source, only.url) == (
        "Ann's own words: “Porto”", "profile of Ann", "https://a.example/ann",
    )  # fmt: skip


texts = st.text(max_size=400)
names = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30)
"""As the networks give them: one line, nothing that cannot be seen."""
passages = st.builds(Evidence, sentence=texts, url=texts, at=st.none() | st.just(AT), strength=st.just(0.5))
noted = st.builds(replace, st.just(NOTE), text=texts, change=texts, applied_at=st.none() | st.just(AT))


@given(
    st.sampled_from(list(Rung)),
    st.builds(
        Material, name=names, said=st.lists(passages, max_size=3),
        asked=st.none() | passages, noted=st.lists(noted, max_size=3), related=st.lists(noted, max_size=2),
        own=st.lists(passages, max_size=2), contact=st.none() | st.just(REPLY), heard=texts, bio=texts,
    ),
)  # fmt: skip
def test_points_are_few_short_different_and_always_have_a_source(rung: Rung, material: Material) -> None:
    found = points(rung, material)
    assert len(found) <= MOST
    assert len({point.sentence for point in found}) == len(found)
    assert all(point.source and "\n" not in point.sentence for point in found)
    quoted = (LONGEST + 2) * 2 + len(material.name) + 100
    assert all(len(point.sentence) <= quoted for point in found)


@pytest.mark.parametrize(
    ("text", "goals", "found"),
    [
        ("Thank you, this helped", ["communicate the Zephyrion takeover"], ()),
        ("How did ZEPHYRION go? And zephyrion's staff?", ["communicate the Zephyrion takeover"], ("ZEPHYRION",)),
        ("We prepare acquisitions, a takeover", ["an acquisition", "the takeover"], ("acquisitions", "takeover")),
        ("How do you communicate and measure?", ["communicate an acquisition", "measure it better"], ()),
        ("anything", [], ()),
        ("", ["takeover"], ()),
    ],
)
def test_words_of_a_goal_are_found_in_a_draft(text: str, goals: list[str], found: tuple[str, ...]) -> None:
    assert named(text, goals) == found
