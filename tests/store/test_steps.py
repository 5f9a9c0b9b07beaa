"""Steps that were suggested, and what there is to speak of, in the store."""

from dataclasses import replace
from datetime import timedelta

from outward.model import Direction, LedgerEntry, LedgerKind, Touch
from outward.store import Database, people, posts, steps, used
from tests.store.material import AT, account, page, post, resource

DAY = timedelta(days=1)


def suggested(database: Database, *persons: str, days: float = 0, rung: str = "thank") -> None:
    with database.writing() as db:
        steps.suggest(db, [(person, rung, f"https://bsky.example/{rung}") for person in persons], AT + days * DAY)


def test_a_step_is_kept_as_it_was_suggested(database: Database) -> None:
    suggested(database, "bluesky:ann", "bluesky:ben")
    suggested(database, "bluesky:cas", days=3, rung="read")
    assert [(one.person, one.rung, one.state) for one in steps.held(database, AT - DAY)] == [
        ("bluesky:ann", "thank", "open"), ("bluesky:ben", "thank", "open"), ("bluesky:cas", "read", "open"),
    ]  # fmt: skip
    assert [(one.person, one.url) for one in steps.held(database, AT)] == [("bluesky:cas", "https://bsky.example/read")]


def test_done_is_taken_back_with_the_contact_and_its_lines_only(database: Database) -> None:
    suggested(database, "bluesky:ann")
    (first,) = steps.held(database, AT - DAY)
    earlier = LedgerEntry(kind=LedgerKind.TALKED, at=AT - DAY, subject="bluesky:ann", network="bluesky")
    with database.writing() as db:
        used.note(db, earlier)
        thanks = Touch(person="bluesky:ann", direction=Direction.OUT, how="thanked", at=AT)
        used.keep_touches(db, [thanks, replace(thanks, at=AT + DAY, person="bluesky:ben")])
        touch = steps.number_of(db, thanks)
        assert steps.number_of(db, replace(thanks, how="asked")) is None
        used.note(db, LedgerEntry(kind=LedgerKind.TALKED, at=AT, subject="bluesky:ann", network="bluesky"))
        used.note(db, LedgerEntry(kind=LedgerKind.LEARNED, at=AT, subject="bluesky:ann", network="bluesky"))
        steps.end(db, first.id, steps.DONE, AT + DAY, touch)
    (done,) = steps.held(database, AT - DAY)
    assert (done.state, done.ended_at, done.touch) == ("done", AT + DAY, touch)
    with database.writing() as db:
        steps.reopen(db, done)
        steps.reopen(db, done)  # the contact is gone already
    (back,) = steps.held(database, AT - DAY)
    assert back == first
    assert [one.person for one in used.touches(database)] == ["bluesky:ben"]
    assert [entry.kind for entry in used.ledger(database, AT - 9 * DAY)] == [LedgerKind.TALKED, LedgerKind.LEARNED]


def test_no_step_with_somebody_and_again(database: Database) -> None:
    with database.writing() as db:
        steps.never(db, "bluesky:ann", AT)
        steps.never(db, "bluesky:ann", AT + DAY)
        assert steps.unwanted(database) == {"bluesky:ann"}
        assert steps.again(db, "bluesky:ann")
        assert not steps.again(db, "bluesky:ann")
    assert steps.unwanted(database) == frozenset()


def test_who_was_read_is_known(database: Database) -> None:
    suggested(database, "bluesky:ann", rung="read")
    suggested(database, "bluesky:ben", rung="thank")
    for one in steps.held(database, AT - DAY):
        with database.writing() as db:
            steps.end(db, one.id, steps.DONE, AT)
    assert steps.read(database) == {"bluesky:ann"}


def test_two_accounts_found_to_be_one_person_are_one_here_too(database: Database) -> None:
    with database.writing() as db:
        posts.save(db, page(accounts=(account("ann"), account("ben"))))
        steps.never(db, "bluesky:ben", AT)
    suggested(database, "bluesky:ben", rung="read")
    with database.writing() as db:
        steps.end(db, 1, steps.DONE, AT)
    people.join(database, {"bluesky:ben": "bluesky:ann"})
    assert [one.person for one in steps.held(database, AT - DAY)] == ["bluesky:ann"]
    assert steps.unwanted(database) == steps.read(database) == {"bluesky:ann"}
    with database.writing() as db:
        assert steps.again(db, "bluesky:ann")


def test_what_somebody_wrote_and_passed_on(database: Database) -> None:
    link = "https://a.example/article"
    hers = resource("https://b.example/hers", author="bluesky:ann")
    with database.writing() as db:
        posts.save(db, page(post(1, created_at=AT), post(2, resource=link, created_at=AT + DAY), post(3, "ben")))
        posts.save(db, page(post(4, repost_of="bluesky:3", created_at=AT), resources=(hers, resource(link))))
        posts.lead(db, "https://short.example/x", link)
        posts.save(db, page(deleted=("bluesky:1",)))
    (doc,) = steps.written(database, ["bluesky:ann"], 9)
    assert posts.found(database, [doc])[0].post.id == "bluesky:2"
    asked = [link, "https://short.example/x", hers.url, "https://bsky.example/2", "https://bsky.example/3", "x", ""]
    assert steps.passed_on(database, ["bluesky:ann"], asked) == {*asked[:4]}
    assert steps.passed_on(database, [], asked) == steps.passed_on(database, ["bluesky:ann"], []) == frozenset()
    found = steps.post_at(database, "https://bsky.example/2")
    assert found is not None
    assert found.id == "bluesky:2"
    assert steps.post_at(database, "https://bsky.example/1") is None
    assert steps.post_at(database, "") is None
