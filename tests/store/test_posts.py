import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from outward.model import Parsed
from outward.store import Database, posts
from outward.store.posts import Counts, save
from tests.store.material import AT, account, page, pages, post, resource


def write(database: Database, parsed: Parsed) -> Counts:
    with database.writing() as db:
        return save(db, parsed)


def everything(database: Database) -> list[tuple[object, ...]]:
    with database.reading() as db:
        return [
            tuple(row)
            for table in ("account", "resource", "post", "tie")
            for row in db.execute(f"SELECT * FROM {table} ORDER BY 1")
        ]


@settings(deadline=None, max_examples=40)
@given(st.lists(pages(), max_size=5))
def test_writing_everything_again_changes_nothing_that_the_last_page_said(written: list[Parsed]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "outward.db")
        for parsed in written:
            write(database, parsed)
        before = everything(database)
        if written:
            again = write(database, written[-1])
            assert again.added == again.updated == 0
        assert everything(database) == before
        database.close()


@settings(deadline=None, max_examples=40)
@given(pages())
def test_every_post_of_a_page_is_counted_once(parsed: Parsed) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "outward.db")
        counts = write(database, parsed)
        assert counts.added == len({p.id for p in parsed.posts}) == posts.size(database)["posts"]
        database.close()


def test_what_is_read_back_is_what_was_written(database: Database) -> None:
    full = post(1, tags=("a", "b"), mentions=("bluesky:ben",), likes=3, lang="de", reply_to="x", quotes="y")
    write(database, page(full, accounts=(account("ann", bio="b", followers=7, links=("https://l",), indexable=False),)))
    (found,) = posts.found(database, [1])
    assert found.post == full
    assert found.author == account("ann", bio="b", followers=7, links=("https://l",), indexable=False)
    assert found.person == "bluesky:ann"


def test_a_record_that_says_less_takes_nothing_away(database: Database) -> None:
    link = "https://site.example/article"
    whole = resource(link, title="Whole", text="many words", author="bluesky:ann", words=900)
    write(database, page(post(1, resource=link, likes=9), resources=(whole,)))
    card = resource(link, title="Card", text="few")
    write(database, page(post(2, resource=link), resources=(card,)))
    write(database, page(post(1, resource=link, likes=None), resources=()))
    assert posts.resource(database, link) == whole
    assert posts.found(database, [1])[0].post.likes == 9


def test_an_edited_post_is_updated_and_told_to_the_index_a_new_like_is_not(database: Database) -> None:
    write(database, page(post(1)))
    held = max(d.seq for batch in posts.documents(database, 0) for d in batch)
    assert write(database, page(post(1, likes=5))) == Counts(updated=1)
    assert not list(posts.documents(database, held))
    assert write(database, page(post(1, likes=5, text="edited"))) == Counts(updated=1)
    assert [d.text.strip() for batch in posts.documents(database, held) for d in batch] == ["edited"]


def test_a_resource_that_tells_more_brings_its_posts_back_to_the_index(database: Database) -> None:
    link = "https://site.example/article"
    write(database, page(post(1, resource=link)))
    held = max(d.seq for batch in posts.documents(database, 0) for d in batch)
    write(database, Parsed(resources=(resource(link, title="Title", text="Body", author="bluesky:ann"),)))
    (document,) = [d for batch in posts.documents(database, held) for d in batch]
    assert document.text.splitlines() == ["post 1", "Title", "Body"]


def test_the_words_of_a_resource_are_held_once_its_title_with_every_post(database: Database) -> None:
    link = "https://site.example/article"
    told = resource(link, title="Title", text="Body")
    write(database, page(post(1, resource=link), post(2, resource=link), resources=(told,)))
    first, second = [d for batch in posts.documents(database, 0) for d in batch]
    assert "Body" in first.text
    assert "Body" not in second.text
    assert "Title" in second.text


def test_the_words_of_a_resource_stay_held_when_its_first_post_goes(database: Database) -> None:
    link = "https://site.example/article"
    told = resource(link, title="Title", text="Body")
    repeated = post(1, resource=link, repost_of="bluesky:9")
    write(database, page(repeated, post(2, resource=link), post(3, resource=link), resources=(told,)))
    held = {d.doc: (d.seq, d.text) for batch in posts.documents(database, 0) for d in batch}
    assert ["Body" in held[doc][1] for doc in (2, 3)] == [True, False]
    write(database, Parsed(deleted=("bluesky:2",)))
    told_again = {d.doc: d.text for batch in posts.documents(database, held[3][0]) for d in batch if not d.gone}
    assert "Body" in told_again[3]


def test_deleted_posts_and_pure_reposts_are_gone_from_index_and_answers(database: Database) -> None:
    write(database, page(post(1), post(2), post(3, repost_of="bluesky:2")))
    write(database, Parsed(deleted=("bluesky:1",)))
    documents = {d.doc: d.gone for batch in posts.documents(database, 0) for d in batch}
    assert documents == {1: True, 2: False, 3: True}
    assert [f.doc for f in posts.found(database, [1, 2])] == [2]
    assert posts.recent(database, 5) == [3, 2] or posts.recent(database, 5) == [2, 3]


def test_unknown_numbers_are_left_out_and_order_is_kept(database: Database) -> None:
    write(database, page(post(1), post(2), post(3)))
    assert [f.doc for f in posts.found(database, [3, 99, 1])] == [3, 1]


def test_posts_a_month_are_counted_by_account(database: Database) -> None:
    write(database, page(post(1), post(2), post(3, "ben", created_at=AT.replace(year=2020))))
    assert posts.monthly(database, ["bluesky:ann", "bluesky:ben"], AT) == {"bluesky:ann": 2.0, "bluesky:ben": 0.0}


def test_posts_pointing_at_a_resource_are_found(database: Database) -> None:
    link = "https://site.example/article"
    write(database, page(post(1, resource=link), post(2), post(3, resource=link)))
    assert posts.pointing_at(database, link) == [1, 3]
    assert posts.resource(database, "https://nowhere.example/") is None
    assert posts.any_held(database)


def test_what_was_said_is_read_with_who_said_it_and_in_what_form(database: Database) -> None:
    with database.writing() as db:
        posts.save(db, page(post(1, "ann"), post(2, "nobody"), post(3, "ann")))
        posts.save(db, Parsed(accounts=(account("ann", bio="cook"),), deleted=("bluesky:3",)))
    whole = {found.doc: found for found in posts.found(database, [1, 2, 3, 99])}
    said = posts.said(database, [1, 2, 3, 99])
    assert said.keys() == whole.keys() == {1, 2}
    for doc, found in said.items():
        other = whole[doc]
        assert (found.post.text, found.post.author, found.post.url) == (
            other.post.text, other.post.author, other.post.url,
        )  # fmt: skip
        assert (found.resource.form, found.author, found.person) == (other.resource.form, other.author, other.person)
    assert said[1].author is not None
    assert said[1].author.bio == "cook"
