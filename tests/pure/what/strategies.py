"""Shelves of any make: hostile text, posts without author, time or counts."""

from datetime import timedelta

from hypothesis import strategies as st

from outward.model import Form, Found
from tests.pure.what.shelf import NOW, Shelf, account, found

WORDS = st.sampled_from(
    """acquisition staff town hall message we told leaders failed works study data step first register now selfie recipe
    https://a.example/x 2024 40% LOUD!! \u200b <b>markup</b> 合併 übernahme worked myth instead of""".split()
)
TEXTS = st.one_of(
    st.lists(WORDS, max_size=60).map(" ".join),
    st.text(max_size=80),
    st.just("x" * 5_000),
)
COUNTS = st.one_of(st.none(), st.integers(0, 10**6))
ACCOUNTS = st.builds(
    lambda name, network, followers, indexable: account(
        name, network=network, followers=followers, indexable=indexable
    ),
    st.sampled_from(["Ann", "Bob", "Cem", "Dana", "Eve", "@", ""]),
    st.sampled_from(["mastodon", "bluesky"]),
    COUNTS,
    st.sampled_from([None, True, False]),
)
DATES = st.one_of(st.none(), st.integers(-30, 5_000).map(lambda days: NOW - timedelta(days=days)))


@st.composite
def posts(draw: st.DrawFn, doc: int = 0) -> Found:
    return found(
        doc,
        draw(TEXTS),
        author=draw(st.none() | ACCOUNTS),
        link=draw(
            st.sampled_from([None, None, "https://a.example/1", "http://www.a.example/1/", "https://[bad", "odd"])
        ),
        title=draw(st.sampled_from(["", "", "A merger told", "Town hall"])),
        body=draw(st.one_of(st.just(""), TEXTS)),
        form=draw(st.sampled_from(Form)),
        at=draw(DATES),
        words=draw(st.none() | st.integers(0, 5_000)),
        likes=draw(COUNTS),
        reposts=draw(COUNTS),
        replies=draw(COUNTS),
        network=draw(st.sampled_from(["mastodon", "bluesky"])),
        repost_of=draw(st.sampled_from([None, None, "mastodon:0", "elsewhere:1"])),
    )


@st.composite
def shelves(draw: st.DrawFn, most: int = 25) -> Shelf:
    size = draw(st.integers(0, most))
    shelf = [draw(posts(doc)) for doc in range(size)]
    near = {doc: draw(st.floats(-1, 1)) for doc in range(size)}
    rate = {f.author.id: draw(st.floats(0, 100)) for f in shelf if f.author}
    return Shelf(shelf, near, rate)
