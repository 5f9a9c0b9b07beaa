import math
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.errors import InputError
from outward.model import Activity, Company, Direction, Experience, Goal, TieKind, Touch
from outward.whom.circle import Graph
from outward.whom.dossier import Context, Dossier, joined
from outward.whom.one_person.identity import same_person
from outward.whom.pagerank import standing
from outward.whom.rank import people, rank_people
from outward.whom.reach.ladder import step
from outward.whom.signals import registry
from outward.whom.slate import house
from outward.whom.terms import terms
from outward.whom.tied.strength import reciprocity, strength
from outward.whom.weights import ROLES
from outward.whom.words import company, restate
from tests.pure.whom.town import NOW, Town, account, tie

GOAL = Goal(text="communicate an acquisition to staff", topics=("merger", "day one"))
EVERYBODY = Company()


def town() -> Town:
    """Two who did it, an expert, a peer, a brand, a bot, a sleeper, one who forbids search, one who says nothing."""
    made = Town()
    made.person("did", bio="Head of comms at Plum Logistics")
    made.says(
        "did", "When we were acquired in 2023 I ran the acquisition communication for 4,000 people. I learned a lot."
    )
    made.says("did", "We told managers first about the merger in 2023, and that worked.", 6)
    made.person("also", bio="Comms lead at Plum Logistics")
    made.says("also", "In our merger of 2021 we sent 61 messages and I wish we had sent six.", 8)
    made.person("third", bio="Editor at Plum Logistics")
    made.says("third", "I wrote the acquisition letter in 2020 for 9 offices when we were bought by a fund.", 7)
    made.person("expert", bio="Researcher. Acquisition and merger communication.", posts=9)
    for number in range(6):
        made.says("expert", f"Study {number}: trust in an acquisition comes from line managers.", 9)
    made.person("peer", posts=14)
    made.says("peer", "We are being bought. Has anyone communicated an acquisition to staff?", 7)
    made.person("brand", bio="The leading platform for internal comms. Book a demo.")
    made.says("brand", "Acquisition? Our platform communicates it. Book a demo!", 9)
    made.person("bot", bot=True)
    made.says("bot", "Acquisition quote of the day.", 9)
    made.person("sleeper", silent=90)
    made.says("sleeper", "When we were acquired in 2020 I ran communication for 9,000 people.", 10)
    made.person("hidden", indexable=False)
    made.says("hidden", "When we were acquired in 2020 I ran communication for 9,000 people.", 10)
    made.says("nobody", "Somebody without a name on an acquisition.", 5)
    made.tied = [tie("peer", "expert"), tie("did", "expert"), tie("also", "did"), tie("brand", "bot")]
    made.talk = {"bluesky:expert": [made.says("did", "@expert what does the acquisition study say?", 1),
        made.says("expert", "Me again", 1), made.says("peer", "@expert lovely hat", 1)]}  # fmt: skip
    return made


def slate_of(made: Town, **more: object) -> list[tuple[str, str]]:
    found = people(GOAL, EVERYBODY, made, now=NOW, **more)  # type: ignore[arg-type]
    return [(person.name, person.role) for person in (*found.learn_from, *found.learn_with)]


def test_five_seats_go_to_experience_expertise_and_a_peer() -> None:
    seats = dict(slate_of(town()))
    assert seats["Did"] == "experienced"
    assert seats["Expert"] == "expert"
    assert seats["Peer"] == "peer"


def test_sleepers_bots_and_those_who_forbid_search_are_never_offered() -> None:
    assert not {"Sleeper", "Bot", "Hidden"} & {name for name, _ in slate_of(town(), limit=20)}


def test_a_brand_is_pushed_down_with_a_reason() -> None:
    ranked = {c.person.name: c for c in rank_people(GOAL, town(), now=NOW, limit=20)}
    taken = [reason for reason in ranked["Brand"].roles["expert"] if reason.stage == "promotion"]
    assert taken
    assert taken[0].points < 0
    assert ranked["Brand"].score("expert") < ranked["Expert"].score("expert") / 2


def test_at_most_two_of_one_organisation() -> None:
    names = {name for name, _ in slate_of(town(), limit=6)}
    assert len({"Did", "Also", "Third"} & names) == 2


def test_who_is_not_for_her_known_well_or_herself_is_left_out() -> None:
    made = town()
    assert "Did" not in dict(slate_of(made, not_for_me={"bluesky:did"}))
    assert "Expert" not in dict(slate_of(made, known={"bluesky:expert"}))
    made.me = frozenset({"bluesky:peer"})
    assert "Peer" not in dict(slate_of(made))


@pytest.mark.parametrize(
    ("asked", "roles"),
    [
        (Company(experts=False, experienced=True, peers=False), {"experienced"}),
        (Company(experts=True, experienced=False, peers=False), {"expert"}),
        (Company(experts=False, experienced=False, peers=True), {"peer"}),
        (Company(experts=False, experienced=False, peers=False), {"experienced", "expert", "peer"}),
    ],
)
def test_seats_go_to_those_she_asked_for(asked: Company, roles: set[str]) -> None:
    found = people(GOAL, asked, town(), now=NOW)
    assert {person.role for person in (*found.learn_from, *found.learn_with)} == roles


def test_reasons_add_up_to_the_score_and_every_person_has_proof_and_a_step() -> None:
    found = people(GOAL, EVERYBODY, town(), now=NOW)
    for person in (*found.learn_from, *found.learn_with):
        assert math.isclose(math.fsum(r.points for r in person.reasons), person.score, abs_tol=1e-9)
        assert 0 <= person.score <= 100
        assert person.evidence or person.asks
        assert person.step
        assert all(0 <= sign <= 1 for sign in (person.signs.able, person.signs.willing, person.signs.eager))


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.text(max_size=80), st.floats(0, 50)), max_size=12))
def test_reasons_add_up_for_any_posts(said: list[tuple[str, str, float]]) -> None:
    made = Town()
    for name in "abcd":
        made.person(name)
    for name, text, score in said:
        made.says(name, text, score)
    for candidate in rank_people(GOAL, made, now=NOW, limit=9):
        for role, shares in ROLES.items():
            assert -1e-9 <= candidate.score(role) <= 100 + 1e-9
            assert len(candidate.roles[role]) in (len(shares), len(shares) + 1)


def test_the_same_question_gives_the_same_answer() -> None:
    assert slate_of(town()) == slate_of(town())


def test_thin_evidence_is_said_plainly() -> None:
    assert "Nobody" in people(GOAL, EVERYBODY, Town(), now=NOW).thin
    made = Town()
    made.person("expert", bio="acquisition, communication")
    made.says("expert", "Acquisition matters.")
    assert "thin" in people(GOAL, EVERYBODY, made, now=NOW).thin
    assert people(GOAL, EVERYBODY, town(), now=NOW).thin == ""


def test_one_seat_goes_beyond_those_she_follows_where_there_is_one() -> None:
    made = town()
    made.me = frozenset({"bluesky:me"})
    followed = ["did", "also", "expert", "peer", "third"]
    made.tied += [tie("me", name, TieKind.FOLLOW) for name in followed]
    assert {name for name, _ in slate_of(made, limit=3)} <= {name.title() for name in followed}
    made.person("fresh")
    made.says("fresh", "We are being sold. Has anyone told staff about an acquisition?", 9)
    asked = Company(experts=False, experienced=False, peers=True)
    found = people(GOAL, asked, made, now=NOW, limit=1)
    assert [person.name for person in found.learn_with] in (["Fresh"], ["Peer"])
    made.tied.append(tie("me", "fresh", TieKind.FOLLOW))
    assert people(GOAL, asked, made, now=NOW, limit=1).learn_with


def test_a_stranger_takes_the_last_seat_when_all_seated_are_followed() -> None:
    made = Town(me=frozenset({"bluesky:me"}))
    for name, score in (("known", 10.0), ("stranger", 5.0)):
        made.person(name, posts=14)
        made.says(name, "We are being sold. Has anyone told staff about an acquisition?", score)
    made.tied = [tie("me", "known", TieKind.FOLLOW), *(tie("stranger", "known") for _ in range(3))]
    made.active["bluesky:known"] = replace(made.active["bluesky:known"], asked=4, answered=4)
    asked = Company(experts=False, experienced=False, peers=True)
    found = people(GOAL, asked, made, now=NOW, limit=1)
    assert [person.name for person in found.learn_with] == ["Stranger"]


def test_posts_without_date_or_author_and_reposts_do_no_harm() -> None:
    made = Town()
    made.person("a")
    made.says("a", "acquisition", days=None)
    made.says("a", "acquisition", repost_of="bluesky:1")
    made.says("nobody", "acquisition")
    (only,) = rank_people(GOAL, made, now=NOW, limit=9)
    assert "1 post about it" in only.person.signs.able_why


def test_one_who_wrote_the_article_is_read_in_it() -> None:
    made = Town()
    made.person("a")
    found = made.says("a", "New on my page")
    text = "When we were acquired in 2019 I told 300 people in a town hall."
    made.posts[0] = (replace(found, resource=replace(found.resource, text=text)), 10.0)
    (only,) = rank_people(GOAL, made, now=NOW, limit=9)
    assert only.person.evidence[0].sentence == text


def test_every_signal_measures_a_share_and_says_it() -> None:
    made = town()
    empty = Dossier(id="x", voices=(), accounts=(account("x"),), activity=Activity(account="x"))
    blank = Context(goal=GOAL, now=NOW, terms=frozenset())
    for signal in registry().values():
        x = signal.measure(empty, blank)
        assert 0.0 <= x <= 1.0
        assert signal.sentence(empty, blank, x).endswith((".", "”"))
    assert rank_people(GOAL, made, now=NOW, limit=3)


def test_machines_and_fast_answers_are_seen() -> None:
    machine = Dossier(id="x", voices=(), accounts=(account("x", bot=True),), activity=Activity(account="x"))
    blank = Context(goal=GOAL, now=NOW, terms=frozenset())
    promotion = registry()["promotion"]
    assert promotion.measure(machine, blank) == 1.0
    assert promotion.sentence(machine, blank, 1.0) == "Is an automated account."
    made = town()
    for hours, said in ((0.4, "within 1 h"), (72.0, "within 3 days")):
        made.active["bluesky:did"] = replace(made.active["bluesky:did"], answer_hours=hours, asked=2, answered=2)
        ranked = {c.person.name: c.person for c in rank_people(GOAL, made, now=NOW, limit=20)}
        assert said in ranked["Did"].signs.eager_why


def test_what_others_say_of_her_counts_people_not_posts() -> None:
    ranked = {c.person.name: c for c in rank_people(GOAL, town(), now=NOW, limit=20)}
    said = next(reason for reason in ranked["Expert"].roles["expert"] if reason.stage == "said_of_her")
    assert said.sentence == "Asked or named by 1 person about it, by 1 about other things."


def test_several_accounts_of_one_person_are_one_activity() -> None:
    one = Activity(account="a", posts=2, last_days=9, replies=3, to_strangers=1, asked=2, answered=1, answer_hours=5)
    two = Activity(account="b", posts=1)
    assert joined([one, two], "p") == replace(one, account="p", posts=3)
    assert joined([], "p").last_days is None


def test_age_is_never_negative_and_naive_times_are_utc() -> None:
    context = Context(goal=GOAL, now=NOW, terms=frozenset())
    assert context.days_since(NOW + timedelta(days=3)) == 0.0
    assert context.days_since((NOW - timedelta(days=3)).replace(tzinfo=None)) == 3.0
    assert context.days_since(None) is None


def test_the_account_shown_is_the_one_that_spoke_else_the_first() -> None:
    silent = Dossier(id="x", voices=(), accounts=(account("x"), account("y")), activity=Activity(account="x"))
    assert silent.account.handle == "x.example"


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=20))
def test_standing_is_finite_and_adds_up_to_nothing(pairs: list[tuple[int, int]]) -> None:
    graph = Graph("abcde", [a for a, _ in pairs], [b for _, b in pairs], [1.0] * len(pairs))
    found = standing(graph, {"a": 1.0})
    assert all(math.isfinite(value) for value in found.values())
    assert math.isclose(sum(found.values()), 0.0, abs_tol=1e-4)


def test_standing_without_interest_is_nobodys() -> None:
    graph = Graph("ab", [0], [1], [1.0])
    assert all(math.isclose(value, 0.0, abs_tol=1e-6) for value in standing(graph, {}).values())
    assert standing(Graph("", [], [], []), {}) == {}
    gained = standing(Graph("abc", [0, 2], [1, 1], [1.0, 1.0]), {"a": 1.0})
    assert gained["a"] > gained["c"]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(TieKind), st.none() | st.floats(0, 400)), max_size=10))
def test_a_tie_is_a_share_that_grows_with_contact_and_fades(kinds: list[tuple[TieKind, float | None]]) -> None:
    ties = [tie("a", "b", kind, days) for kind, days in kinds]
    now = strength(ties, NOW)
    assert 0.0 <= now <= 1.0
    assert strength([*ties, tie("a", "b")], NOW) >= now
    assert strength(ties, NOW + timedelta(days=30)) <= now + 1e-12


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(0, 1))
def test_reciprocity_is_even_when_both_give_the_same(out: float, back: float) -> None:
    assert 0.0 <= reciprocity(out, back) <= 1.0
    assert reciprocity(out, back) == reciprocity(back, out)
    assert reciprocity(1.0, 1.0) == 1.0


def touch(direction: Direction) -> Touch:
    return Touch(person="p", direction=direction, how="talked", at=NOW)


def test_the_ladder_goes_up_one_step_at_a_time() -> None:
    out, back = touch(Direction.OUT), touch(Direction.IN)
    steps = [step("Ann", (), "", held) for held in ([], [out], [out, out], [back], [out, back, out])]
    for said, word in zip(steps, ("thank", "Add", "Ask", "answer", "Give"), strict=True):
        assert word in said
    assert "where you stand" in step("Ann", (), "Has anyone?", ())


def test_accounts_are_one_person_only_when_each_names_the_other() -> None:
    a = account("a", links=("https://bsky.example/B/", "https://elsewhere.example"))
    b = account("b", url="https://bsky.example/b", links=("https://bsky.example/a",))
    c = account("c", links=("https://bsky.example/a",))
    d = account("d", url="")
    assert same_person([a, b, c, d]) == {
        "bluesky:a": "bluesky:a", "bluesky:b": "bluesky:a", "bluesky:c": "bluesky:c", "bluesky:d": "bluesky:d",
    }  # fmt: skip
    assert same_person([]) == {}


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        ("someone who has been through it", (False, True, False)),
        ("with people in my niche", (False, False, True)),
        ("experts and peers", (True, False, True)),
        ("jemand, der es erlebt hat", (False, True, False)),
        ("", (True, True, True)),
        ("@ann.bsky.social #internalcomms", (True, True, True)),
    ],
)
def test_plain_words_say_whom(words: str, flags: tuple[bool, bool, bool]) -> None:
    read = company(words)
    assert (read.experts, read.experienced, read.peers) == flags
    assert restate(read).endswith(".")


def test_people_and_hashtags_she_knows_are_kept() -> None:
    read = company("experts like @ann@social.example, #internalcomms and https://bsky.app/profile/ben.example")
    assert read.known == ("@ann@social.example", "#internalcomms", "https://bsky.app/profile/ben.example")
    assert "starting from @ann@social.example" in restate(read)
    assert restate(Company(experts=False, experienced=False, peers=False)) == "Anyone."
    with pytest.raises(InputError, match="long answer"):
        company("word " * 1_000)


def test_subject_words_match_whatever_their_ending() -> None:
    assert terms("communicating acquisitions") & terms("communicate an acquisition")
    assert not terms("the and for")


@pytest.mark.parametrize(
    ("bio", "named"),
    [("Head of comms at Harrow & Plum Logistics, London", "harrow & plum logistics"), ("I like cake", "")],
)
def test_the_organisation_is_read_from_the_profile(bio: str, named: str) -> None:
    assert house(bio) == named


def test_evidence_that_only_comments_is_shown_when_there_is_nothing_better() -> None:
    made = Town()
    made.person("a", bio="acquisition communication")
    made.says("a", "Acquisition is hard. Cake is nice. Rain is wet.")
    (only,) = rank_people(GOAL, made, now=NOW, limit=9)
    assert len(only.person.evidence) == 2
    assert {e.label for e in only.person.evidence} == {Experience.COMMENTS}
