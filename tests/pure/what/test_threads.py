from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from outward.what.threads import LONGEST, MOST, threads

AT = datetime(2026, 3, 3, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    id: str
    author: str | None
    reply_to: str | None = None
    created_at: datetime | None = AT
    text: str = ""


def said(id_: str, reply_to: str | None = None, author: str | None = "ann", minutes: float = 0) -> Said:
    return Said(id_, author, reply_to, AT + timedelta(minutes=minutes), f"part {id_}")


def told(*posts: Said, gone: tuple[str, ...] = ()) -> dict[str, list[str]]:
    return {thread.root.id: [part.id for part in thread.later] for thread in threads(posts, gone)}


def test_an_author_who_answers_herself_tells_one_thing() -> None:
    posts = [said("a"), said("b", "a", minutes=1), said("c", "b", minutes=2)]
    (thread,) = threads(reversed(posts))
    assert (thread.root.id, [part.id for part in thread.later]) == ("a", ["b", "c"])
    assert thread.text == "part a\n\npart b\n\npart c"
    assert thread.words == 6


def test_what_others_say_in_between_is_no_part_and_breaks_nothing() -> None:
    posts = [said("a"), said("b", "a", "ben", 1), said("c", "b", minutes=2), said("d", "a", minutes=3), said("e", "c")]
    assert told(*posts) == {"a": ["d"]}


def test_a_thread_begins_where_nobody_is_answered() -> None:
    assert told(said("a", "x", minutes=0), said("b", "a", minutes=1)) == {}
    assert told(said("o", None, "ben"), said("a", "o"), said("b", "a")) == {}
    assert told(said("a")) == told() == {}
    assert told(said("a", None, None), said("b", "a", None)) == {}


def test_circles_and_copies_end() -> None:
    assert told(said("a", "b"), said("b", "a")) == {}
    assert told(said("a", "a")) == {}
    assert told(said("a"), said("b", "a"), said("b", "a")) == {"a": ["b"]}


def test_a_deleted_part_is_missing_and_its_followers_stay() -> None:
    posts = [said("a"), said("b", "a", minutes=1), said("c", "b", minutes=2)]
    assert told(*posts, gone=("b",)) == {"a": ["c"]}
    assert told(*posts, gone=("a",)) == told(*posts, gone=("b", "c")) == {}


def test_no_part_comes_before_what_it_answers_whatever_the_clocks_say() -> None:
    late = [said("a", minutes=9), said("b", "a", minutes=5), said("c", "b", minutes=1), said("d", "a", minutes=10)]
    assert told(*late) == {"a": ["b", "c", "d"]}
    clockless = [replace(post, created_at=None) for post in late]
    assert told(*clockless) == {"a": ["b", "d", "c"]}
    naive = replace(late[1], created_at=datetime(2026, 3, 3, 13))
    assert told(late[0], naive) == {"a": ["b"]}


def test_an_endless_thread_has_an_end() -> None:
    chain = [said("0"), *(said(str(n), str(n - 1), minutes=n) for n in range(1, MOST + 50))]
    (thread,) = threads(replace(post, text="word " * 100) for post in chain)
    assert len(thread.later) == MOST - 1
    assert len(thread.text) == LONGEST
    assert thread.words == MOST * 100


ids = st.sampled_from("abcdefgh")
posts = st.lists(
    st.builds(
        Said,
        ids,
        st.sampled_from(["ann", "ben", None]),
        st.none() | ids,
        st.none() | st.integers(-5, 5).map(lambda minutes: AT + timedelta(minutes=minutes)),
        st.text(max_size=5),
    ),
    unique_by=lambda post: post.id,
)


@given(posts, st.sets(ids), st.randoms())
def test_whatever_the_order_threads_are_the_same_and_keep_their_word(
    given_posts: list[Said], gone: set[str], random: object
) -> None:
    found = threads(given_posts, gone)
    shuffled = list(given_posts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert threads(shuffled, gone) == found
    held = {post.id: post for post in given_posts}
    parts = [part.id for thread in found for part in (thread.root, *thread.later)]
    assert len(parts) == len(set(parts))
    assert not gone & set(parts)
    for thread in found:
        assert thread.root.reply_to is None
        seen = {thread.root.id} | gone
        for part in thread.later:
            assert part.author == thread.root.author
            assert held[part.reply_to or ""].author == part.author
            assert part.reply_to in seen
            seen.add(part.id)
