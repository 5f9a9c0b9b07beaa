import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.app.home import Home
from outward.app.join import gather
from outward.model import Form, Found, Parsed, Post, Resource
from outward.store import posts
from tests.store.material import AT, account, page, post


def part(number: int, reply_to: int | None = None, author: str = "ann", **more: object) -> Post:
    given_: dict[str, object] = {
        "reply_to": None if reply_to is None else f"bluesky:{reply_to}", "created_at": AT + timedelta(minutes=number),
        **more,
    }  # fmt: skip
    return post(number, author, **given_)


def said(*parts: Post, form: Form = Form.POST, **more: object) -> Parsed:
    """A page as networks make it: a post that points at nothing else is a resource with its own words."""
    own = tuple(
        Resource(
            url=p.resource, form=form if p.url == p.resource else Form.ARTICLE, text=p.text, author=p.author,
            published_at=p.created_at, words=len(p.text.split()), free=True,
        )
        for p in parts
    )  # fmt: skip
    return page(*parts, resources=own, **more)


def write(home: Home, *pages: Parsed) -> None:
    for parsed in pages:
        with home.database.writing() as db:
            posts.save(db, parsed)


def everything(home: Home) -> object:
    """What the store says of each live post and its resource, what leads where, and what the index is told."""
    with home.database.reading() as db:
        docs = [row[0] for row in db.execute("SELECT doc FROM post WHERE NOT deleted ORDER BY id")]
        told = {f.post.id: (f.post, f.resource) for f in posts.found(home.database, docs)}
        aliases = {tuple(row) for row in db.execute("SELECT * FROM alias")}
        names = dict(tuple(row) for row in db.execute("SELECT doc, id FROM post"))
    words = {names[d.doc]: (d.text, d.gone) for batch in posts.documents(home.database, 0) for d in batch}
    return told, aliases, words


@pytest.fixture
def held(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def found(home: Home, number: int) -> Found:
    with home.database.reading() as db:
        doc = db.execute("SELECT doc FROM post WHERE id = ?", (f"bluesky:{number}",)).fetchone()[0]
    return posts.found(home.database, [doc])[0]


THREAD = (part(1), part(2, 1), part(3, 2), part(4, 1, "ben"))


def test_a_thread_is_one_resource_with_the_words_of_all_parts(held: Home) -> None:
    write(held, said(*THREAD))
    assert gather(held) == 1
    whole = found(held, 1).resource
    assert (whole.form, whole.words, whole.text) == (Form.THREAD, 6, "post 1\n\npost 2\n\npost 3")
    assert found(held, 2).resource == found(held, 3).resource == whole
    assert posts.led_to(held.database, "https://bsky.example/3") == whole.url
    assert found(held, 4).resource.form is Form.POST


def test_gathering_again_and_hearing_again_changes_nothing(held: Home) -> None:
    write(held, said(*THREAD))
    gather(held)
    before = everything(held)
    write(held, said(*THREAD), said(THREAD[0], form=Form.THREAD))
    with held.database.reading() as db:
        seqs = [row[0] for row in db.execute("SELECT seq FROM post ORDER BY id")]
    gather(held)
    gather(held)
    with held.database.reading() as db:
        assert [row[0] for row in db.execute("SELECT seq FROM post ORDER BY id")] == seqs
    assert everything(held) == before
    assert gather(held) == 0


def test_a_part_that_comes_later_or_is_edited_or_deleted_is_heard(held: Home) -> None:
    write(held, said(*THREAD[:2]))
    gather(held)
    write(held, said(THREAD[2]))
    gather(held)
    assert found(held, 1).resource.words == 6
    write(held, said(replace(THREAD[1], text="edited and longer")))
    gather(held)
    assert found(held, 1).resource.text == "post 1\n\nedited and longer\n\npost 3"
    write(held, Parsed(deleted=("bluesky:2",)))
    gather(held)
    assert found(held, 1).resource.text == "post 1\n\npost 3"
    write(held, Parsed(deleted=("bluesky:3",)))
    gather(held)
    assert found(held, 1).resource == said(THREAD[0]).resources[0]


def test_a_thread_without_its_first_post_is_single_posts_again(held: Home) -> None:
    write(held, said(*THREAD))
    gather(held)
    write(held, Parsed(deleted=("bluesky:1",)))
    gather(held)
    assert found(held, 2).resource == said(THREAD[1]).resources[0]
    assert found(held, 3).resource == said(THREAD[2]).resources[0]
    assert posts.led_to(held.database, "https://bsky.example/3") is None


def test_a_thread_about_an_article_stays_with_the_article(held: Home) -> None:
    link = "https://site.example/article"
    write(held, said(part(1, resource=link), part(2, 1)))
    gather(held)
    assert found(held, 1).resource.form is Form.ARTICLE
    assert found(held, 2).resource.form is Form.POST


def test_a_part_that_points_at_an_article_is_read_with_the_thread_and_still_points_there(held: Home) -> None:
    link = "https://site.example/article"
    write(held, said(part(1), part(2, 1, resource=link), part(3, 2)))
    gather(held)
    assert found(held, 1).resource.words == 6
    assert found(held, 2).resource.url == link
    assert found(held, 3).resource.url == "https://bsky.example/1"


def test_the_words_of_a_thread_go_to_the_index_with_its_first_post_only(held: Home) -> None:
    write(held, said(THREAD[2]), said(THREAD[1]), said(THREAD[0]))
    gather(held)
    with held.database.reading() as db:
        names = dict(tuple(row) for row in db.execute("SELECT doc, id FROM post"))
    words = {names[d.doc]: d.text.split() for batch in posts.documents(held.database, 0) for d in batch}
    assert words == {
        "bluesky:1": "post 1 post 2 post 3".split(), "bluesky:2": ["post", "2"], "bluesky:3": ["post", "3"],
    }  # fmt: skip


def test_the_index_filled_bit_by_bit_finds_what_a_new_one_finds(held: Home) -> None:
    write(held, said(*(replace(p, text=f"{p.text} merger{n}") for n, p in enumerate(THREAD))))
    held.catch_up()
    gather(held)
    held.catch_up()
    bits = {word: {h.doc for h in held.index.search(word, 9)} for word in ("merger0", "merger1", "merger2", "merger3")}
    write(held, Parsed(deleted=("bluesky:2",)))
    gather(held)
    held.catch_up()
    after = {word: {h.doc for h in held.index.search(word, 9)} for word in bits}
    held.index.clear()
    held.catch_up()
    assert {word: {h.doc for h in held.index.search(word, 9)} for word in bits} == after
    assert bits["merger2"] == {1, 3}
    assert after["merger1"] == set()


links = st.sampled_from([None, None, None, "https://site.example/article"])


@st.composite
def told(draw: st.DrawFn) -> list[Parsed]:
    """Pages of two authors who answer themselves, each other and nobody; now and then something is deleted.

    Whom a post answers never changes; that a record does not tell it does.
    """
    answers = {number: draw(st.none() | st.integers(0, 6)) for number in range(7)}
    return [_page(draw, answers) for _ in range(draw(st.integers(1, 6)))]


def _page(draw: st.DrawFn, answers: dict[int, int | None]) -> Parsed:
    numbers = draw(st.lists(st.integers(0, 6), max_size=4, unique=True))
    parts = []
    for number in numbers:
        made = part(
            number, answers[number], "ann" if number < 5 else "ben",
            text=draw(st.sampled_from(["one", "two words", "three words here"])),
        )  # fmt: skip
        link = draw(links)
        parts.append(replace(made, resource=link) if link else made)
    gone = draw(st.lists(st.integers(0, 6), max_size=1))
    return replace(said(*parts), deleted=tuple(f"bluesky:{number}" for number in gone))


@settings(deadline=None, max_examples=150)
@given(told())
def test_gathered_after_every_page_it_is_what_it_is_gathered_once(pages: list[Parsed]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bits, once = Home(Path(folder) / "bits"), Home(Path(folder) / "once")
        for parsed in pages:
            write(bits, parsed)
            gather(bits)
        write(once, *pages)
        gather(once)
        assert everything(bits) == everything(once)
        before = everything(bits)
        gather(bits)
        assert everything(bits) == before
        bits.close()
        once.close()


def test_accounts_and_other_resources_are_left_alone(held: Home) -> None:
    write(held, said(*THREAD, accounts=(account("ann"), account("ben"))))
    gather(held)
    assert posts.size(held.database) == {"posts": 4, "resources": 2, "accounts": 2, "people": 2, "ties": 0}
