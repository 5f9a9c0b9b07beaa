from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.model import Account, Goal, Reason
from outward.what import WEEK
from outward.what.candidates import Candidate, Match
from outward.what.context import Context
from outward.what.duplicates import jaccard
from outward.what.scored import Scored
from outward.what.selectors import author_decay, disagreeing, diversity, exploring, rare_seat, rare_voices
from tests.pure.what.shelf import NOW, account, found

CONTEXT = Context(goal=Goal(text="acquisition"), recipe=WEEK, now=NOW, limit=5)


def item(doc: int, score: float, text: str = "", *, author: Account | None = None, relevance: float = 1.0) -> Scored:
    candidate = Candidate(found=(found(doc, text, author=author),), match=Match(1, 1, 1, relevance=relevance))
    return Scored(candidate, score, (Reason("relevance", score, "One."),))


def docs(ranked: Sequence[Scored]) -> list[int]:
    return [s.candidate.best.doc for s in ranked]


@pytest.mark.parametrize(
    ("rate", "says"),
    [
        ({"mastodon:ann": 3.0}, "A rare voice: about 3 posts a month."),
        ({"mastodon:ann": 1.4}, "A rare voice: about one post a month."),
        ({"mastodon:ann": 0.0}, "A rare voice: nothing else in the last 30 days."),
    ],
)
def test_rare_voices_gain_and_say_so(rate: dict[str, float], says: str) -> None:
    ranked = [item(1, 40.0), item(2, 39.0, author=account("Ann"))]
    first, second = rare_voices.select(ranked, replace(CONTEXT, monthly=rate))
    gain = 1 - rate["mastodon:ann"] / 30
    assert (first.candidate.best.doc, second) == (2, ranked[0])
    assert first.score == pytest.approx(39 + gain * 39 * 0.61)
    assert first.reasons[-1].sentence == says


def test_frequent_and_unknown_voices_stay_as_they_are() -> None:
    ranked = [item(1, 40.0, author=account("Ann")), item(2, 39.0, author=account("Bob"))]
    assert rare_voices.select(ranked, replace(CONTEXT, monthly={"mastodon:ann": 300.0})) == ranked


def test_each_further_result_of_an_author_counts_less() -> None:
    ann = account("Ann")
    ranked = [
        item(1, 80.0, author=ann),
        item(2, 70.0, author=ann),
        item(3, 60.0),
        item(4, 50.0, author=ann),
        item(5, 9.0),
    ]
    decayed = author_decay.select(ranked, CONTEXT)
    assert docs(decayed) == [1, 3, 2, 4, 5]
    assert [s.score for s in decayed] == pytest.approx([80, 60, 70 * 0.625, 50 * 0.4375, 9])
    assert decayed[2].reasons[-1].sentence == "1 better result by the same person already."
    assert decayed[3].reasons[-1].sentence == "2 better results by the same person already."


def test_what_resembles_a_better_result_moves_down() -> None:
    same = "acquisition town hall leaders message"
    ranked = [item(1, 80.0, same), item(2, 70.0, same + " staff"), item(3, 65.0, "measure reach survey")]
    first, second, third = diversity.select(ranked, CONTEXT)
    assert docs([first, second, third]) == [1, 3, 2]
    assert third.score == pytest.approx(70 * (1 - 0.3 * 5 / 6))
    assert third.reasons[-1].sentence == "Resembles a result above it."


@given(st.lists(st.tuples(st.integers(1, 100), st.text("abcdef ", max_size=30)), max_size=12), st.integers(1, 6))
def test_seats_go_to_the_best_of_score_times_unlikeness(rows: list[tuple[int, str]], limit: int) -> None:
    ranked = sorted(
        (item(i, float(s), " ".join(f"word{c}" for c in t)) for i, (s, t) in enumerate(rows)), key=lambda s: -s.score
    )
    chosen: list[Scored] = []
    rest = list(ranked)
    while rest and len(chosen) < limit:
        likeness = [
            max([0.0, *(jaccard(s.candidate.prose.roots, c.candidate.prose.roots) for c in chosen)]) for s in rest
        ]
        best = max(range(len(rest)), key=lambda i: (rest[i].score * (1.0 - 0.3 * likeness[i]), -i))
        chosen.append(rest.pop(best))
    assert docs(diversity.select(ranked, replace(CONTEXT, limit=limit))) == docs(chosen + rest)


def test_every_fifth_seat_explores_what_is_relevant_enough() -> None:
    ranked = [item(d, 90.0 - d) for d in range(10)] + [item(d, 9.0, relevance=0.2) for d in range(10, 15)]
    page = exploring.select(ranked, replace(CONTEXT, limit=10, seed=3))
    assert [s.seat for s in page[:10]].count("exploring") == 0
    page = exploring.select(ranked, replace(CONTEXT, limit=5, seed=3))
    assert docs(page[:4]) == [0, 1, 2, 3]
    assert (page[4].seat, page[4].score) == ("exploring", 90.0 - page[4].candidate.best.doc)
    assert page[4].candidate.best.doc in range(5, 10)
    assert page[4].propensity == pytest.approx(page[4].score / sum(90.0 - d for d in range(5, 10)))


def test_no_seat_explores_where_a_recipe_wants_none() -> None:
    ranked = [item(d, 90.0 - d) for d in range(10)]
    assert exploring.select(ranked, replace(CONTEXT, recipe=replace(WEEK, explore_every=0))) == ranked


DOUBT, SUPPORT, NEITHER = "the cascade is a myth", "the cascade worked", "the cascade is long"


def test_a_dissenter_comes_up_to_the_fourth_seat() -> None:
    ranked = [item(d, 90.0 - d, SUPPORT) for d in range(6)] + [item(7, 10.0, DOUBT)]
    seated = disagreeing.select(ranked, CONTEXT)
    assert docs(seated) == [0, 1, 2, 7, 3, 4, 5]
    assert seated[3].seat == "disagreeing"
    assert seated[3].reasons[-1] == Reason("disagreeing", 0.0, "A seat for a source that sees it differently (“myth”).")


def test_a_dissenter_among_the_best_keeps_her_place() -> None:
    ranked = [item(1, 90.0, SUPPORT), item(2, 80.0, DOUBT), *(item(d, 9.0, NEITHER) for d in range(3, 8))]
    assert docs(disagreeing.select(ranked, CONTEXT)) == docs(ranked)


def test_where_most_doubt_the_seat_goes_to_a_supporter() -> None:
    ranked = [item(d, 90.0 - d, DOUBT) for d in range(6)] + [item(7, 10.0, SUPPORT)]
    assert docs(disagreeing.select(ranked, CONTEXT))[3] == 7


def voices(**posts: float) -> Context:
    return replace(CONTEXT, limit=10, monthly={f"mastodon:{name}": number for name, number in posts.items()})


LOUD = [item(d, 90.0 - d, author=account(f"loud{d}")) for d in range(8)]
OFTEN = {f"loud{d}": 60.0 for d in range(8)}
QUIET = item(8, 10.0, author=account("quiet"))


@pytest.mark.parametrize(("posts", "says"), [(3.0, "3 posts"), (0.0, "hardly a post")])
def test_who_seldom_speaks_comes_up_to_the_sixth_seat(posts: float, says: str) -> None:
    seated = rare_seat.select([*LOUD, QUIET], voices(**OFTEN, quiet=posts))
    assert docs(seated) == [0, 1, 2, 3, 4, 8, 5, 6, 7]
    assert (seated[5].seat, seated[5].score) == ("rare_seat", 10.0)
    assert seated[5].reasons[-1] == Reason("rare_seat", 0.0, f"A seat for someone who seldom speaks ({says} a month).")


def test_the_seat_of_a_rare_voice_stays_empty_where_it_is_not_needed() -> None:
    ranked = [*LOUD, QUIET]
    assert rare_seat.select(ranked, voices(**{**OFTEN, "loud5": 1.0}, quiet=1.0)) == ranked
    assert rare_seat.select(ranked, voices(**OFTEN, quiet=9.0)) == ranked
    assert rare_seat.select(ranked, replace(voices(**OFTEN, quiet=1.0), limit=5)) == ranked
    far = [*LOUD, item(8, 10.0, author=account("quiet"), relevance=0.1)]
    assert rare_seat.select(far, voices(**OFTEN, quiet=1.0)) == far


def test_nobody_is_seated_without_dissent_or_room_or_relevance() -> None:
    ranked = [item(d, 90.0 - d, NEITHER) for d in range(6)]
    assert disagreeing.select(ranked, CONTEXT) == ranked
    far = [*ranked, item(9, 1.0, DOUBT, relevance=0.1)]
    assert disagreeing.select(far, CONTEXT) == far
    doubting = [*ranked, item(9, 1.0, DOUBT)]
    assert disagreeing.select(doubting, replace(CONTEXT, limit=3)) == doubting
