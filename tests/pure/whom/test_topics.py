"""What somebody speaks of by quarter: nothing counted twice, nothing from nowhere, quarters without a gap."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from outward.whom.topics import GOALS, MOST, QUARTERS, RARE, Uttered, topics

NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


def said(text: str, *tags: str, days: float | None = 1) -> Uttered:
    return Uttered(text, tags, None if days is None else NOW - timedelta(days=days))


def names(found: object, sort: str) -> list[str]:
    return [topic.name for topic in found.topics if topic.sort == sort]  # type: ignore[attr-defined]


def test_nothing_said_is_no_topic() -> None:
    assert topics([], {"merger": "merger"}, now=NOW).topics == ()


def test_quarters_run_from_the_first_post_to_this_one_without_a_gap() -> None:
    found = topics([said("merger", days=200), said("merger", days=1)], {"merger": "merger"}, now=NOW)
    assert found.quarters == ("2025 Q3", "2025 Q4", "2026 Q1")
    assert found.topics[0].counts == (1, 0, 1)
    assert found.posts == (1, 0, 1)
    old = topics([said("merger", days=4000)], {"merger": "merger"}, now=NOW)
    assert len(old.quarters) == QUARTERS
    assert (old.topics[0].counts, old.topics[0].total) == ((0,) * QUARTERS, 1)


def test_a_goal_of_many_words_needs_two_of_them_and_one_of_none_is_no_topic() -> None:
    posts = [said("Our merger and the managers"), said("Only managers"), said("Nothing else")]
    found = topics(posts, {"long": "merger managers offices", "managers": "managers", "empty": "the and"}, now=NOW)
    assert {topic.name: topic.total for topic in found.topics if topic.sort == "goal"} == {"managers": 2, "long": 1}


def test_the_most_spoken_of_goals_come_first_and_few_are_shown() -> None:
    subjects = ["merger", "rumours", "survey", "intranet", "newsletter", "townhall", "podcasts", "strategy"]
    posts = [said(subject) for n, subject in enumerate(subjects) for _ in range(n + 1)]
    found = topics(posts, {subject: subject for subject in subjects}, now=NOW)
    assert names(found, "goal") == list(reversed(subjects))[:GOALS]


def test_hashtags_are_one_whatever_their_case_and_count_once_a_post() -> None:
    found = topics([said("x", "Comms", "comms"), said("y", "COMMS"), said("z", "once")], {}, now=NOW)
    assert [(topic.name, topic.total) for topic in found.topics] == [("#comms", 2)]


def test_words_said_twice_are_topics_if_they_are_rare_and_are_called_as_she_writes_them() -> None:
    posts = [
        said("Storyboards for every reader, Storyboards"),
        said("storyboards again, every day, storyboards"),
        said("single mention"),
    ]
    common = {"every": 0.5}
    found = topics(posts, {}, now=NOW, rarity=lambda words: [common.get(word, RARE + 1) for word in words])
    assert names(found, "word") == ["storyboards"]
    assert found.topics[0].last == NOW - timedelta(days=1)


def test_a_word_that_a_goal_or_hashtag_says_already_is_no_topic_of_its_own() -> None:
    posts = [said("merger integration", "integration"), said("merger integration", "integration")]
    found = topics(posts, {"merger": "merger"}, now=NOW)
    assert [(topic.sort, topic.name) for topic in found.topics] == [("goal", "merger"), ("hashtag", "#integration")]


def test_posts_without_a_date_count_in_all_and_in_no_quarter() -> None:
    found = topics([said("merger", days=None)], {"merger": "merger"}, now=NOW)
    assert (found.topics[0].total, sum(found.topics[0].counts), found.topics[0].last) == (1, 0, None)
    ahead = topics([said("merger", days=-400)], {"merger": "merger"}, now=NOW)
    assert (ahead.quarters, sum(ahead.topics[0].counts)) == (("2026 Q1",), 0)


@given(
    st.lists(
        st.builds(
            Uttered,
            st.text(max_size=60),
            st.lists(st.sampled_from(["a", "B", "b"]), max_size=3),
            st.none() | st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1)).map(lambda at: at.replace(tzinfo=UTC)),
        ),
        max_size=12,
    )
)
def test_counts_never_exceed_posts(posts: list[Uttered]) -> None:
    found = topics(posts, {"merger": "merger", "a": "storyboard"}, now=NOW)
    for topic in found.topics:
        assert len(topic.counts) == len(found.quarters) <= QUARTERS
        assert all(count <= of for count, of in zip(topic.counts, found.posts, strict=True))
        assert sum(topic.counts) <= topic.total <= len(posts)
    assert len(names(found, "word")) <= MOST
