"""Nobody who is asleep, left out, a machine or a brand is named as somebody to ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.model import Company, Goal
from outward.whom.network.go_betweens import introductions
from outward.whom.rank import people
from outward.whom.terms import names, terms
from tests.pure.whom.town import NOW, Town, tie

ME = frozenset({"bluesky:me"})
HER = "bluesky:her"


def both(one: str, other: str, days: float = 1, times: int = 1) -> list[object]:
    return [tie(*ends, days=days) for ends in ((one, other), (other, one)) for _ in range(times)]


def town(*between: str) -> Town:
    """Everybody of `between` knows the user and her, the first best."""
    made = Town(me=ME)
    made.person("her", bio="acquisition")
    made.says("her", "When we were acquired in 2023 I ran the acquisition communication for 4,000 people.")
    for number, name in enumerate(between):
        made.person(name)
        made.tied += [*both("me", name, times=9 - number), *both(name, "her", times=9 - number)]  # type: ignore[list-item]
    return made


def chain(*pairs: tuple[str, str], times: int = 9) -> Town:
    made = town()
    for one, other in pairs:
        made.tied += both(one, other, times=times)  # type: ignore[arg-type]
        for name in {one, other} - {"me", "her"}:
            made.person(name)
    return made


def test_the_best_known_is_asked_and_each_person_has_a_way_of_her_own() -> None:
    made = town("ann", "ben")
    made.person("him")
    made.tied += both("ben", "him")  # type: ignore[arg-type]
    made.person("else")
    said = introductions([HER, "bluesky:him", "bluesky:else"], made, NOW)
    assert said[HER].startswith("Ann and you last spoke")
    assert said["bluesky:him"].startswith("Ben and you last spoke")
    assert said["bluesky:else"] == ""


@pytest.mark.parametrize(
    "more", [{"silent": 31}, {"bot": True}, {"bio": "The leading platform for acquisitions"}], ids=str
)
def test_nobody_asleep_no_machine_and_no_brand_is_asked(more: dict[str, object]) -> None:
    made = town("ann", "ben")
    made.tied = [replaced for replaced in made.tied if replaced not in both("ann", "me")]
    made.tied += [*both("me", "ann", days=40, times=9)]  # type: ignore[list-item]
    made.person("ann", **more)  # type: ignore[arg-type]
    assert introductions([HER], made, NOW)[HER].startswith("Ben and you")


def test_who_spoke_to_the_user_lately_is_not_asleep_and_of_whom_nothing_is_known_neither() -> None:
    made = town("ann", "ben")
    made.person("ann", silent=31)
    assert introductions([HER], made, NOW)[HER].startswith("Ann and you")
    del made.active["bluesky:ann"]
    made.tied = [t for t in made.tied if t.target != "bluesky:me"]
    assert (
        introductions([HER], made, NOW)[HER].startswith("you and Ann") or "Ann" in introductions([HER], made, NOW)[HER]
    )


def test_nobody_left_out_is_asked_under_any_account() -> None:
    made = town("ann", "ben")
    made.people["bluesky:ann-at-work"] = made.people["bluesky:ann"]
    for name in ("bluesky:ann", "bluesky:ann-at-work"):
        assert introductions([HER], made, NOW, left_out={name})[HER].startswith("Ben and you")
    slate = people(Goal(text="acquisition"), Company(), made, now=NOW, not_for_me={"bluesky:ann"})
    assert slate.learn_from[0].introduction.startswith("Ben and you")


def test_a_chain_goes_round_who_is_asleep_or_left_out() -> None:
    pairs = (("me", "ann"), ("ann", "ben"), ("ben", "her"))
    made = chain(*pairs)
    assert introductions([HER], made, NOW)[HER] == "Ann knows Ben and Ben knows Her: ask Ann first."
    assert introductions([HER], made, NOW, left_out={"bluesky:ben"})[HER] == ""
    made.person("ben", silent=31)
    assert introductions([HER], made, NOW)[HER] == ""
    round_ = chain(*pairs, ("ann", "cas"), ("cas", "her"))
    round_.person("ben", silent=31)
    assert introductions([HER], round_, NOW)[HER] == "Ann knows Cas and Cas knows Her: ask Ann first."


def test_too_many_who_sleep_end_the_search() -> None:
    sleepers = [f"s{number}" for number in range(6)]
    made = chain(("me", "ann"), *(pair for name in sleepers for pair in (("ann", name), (name, "her"))))
    for name in sleepers:
        made.person(name, silent=31)
    assert introductions([HER], made, NOW)[HER] == ""


def test_without_the_user_or_without_anybody_nothing_is_said() -> None:
    made = town("ann")
    assert introductions([], made, NOW) == {}
    made.me = frozenset()
    assert introductions([HER], made, NOW) == {HER: ""}


def test_a_text_names_a_subject_where_its_words_do() -> None:
    wanted = terms("How we announced the acquisition")
    assert names("Three ACQUISITIONS later", wanted)
    assert names("she announces it", wanted)
    assert not names("a new pronouncement", wanted)  # the letters of “announc” are not its word
    assert not names("", wanted)
    assert not names("acquisition", frozenset())


@given(
    st.lists(st.sampled_from("announced merging MERGER been ingest staff unannounced merg3 x, acquisitions".split())),
    st.frozensets(st.sampled_from(("announc", "merg", "acquisit", "been", "ing", "staff")), max_size=3),
)
def test_naming_a_subject_is_having_one_of_its_words(words: list[str], wanted: frozenset[str]) -> None:
    text = " ".join(words)
    assert names(text, wanted) == bool(terms(text) & wanted)
