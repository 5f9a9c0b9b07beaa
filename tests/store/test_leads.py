"""A page that says where an address leads makes two resources one."""

from outward.model import Mark, MarkKind, Parsed
from outward.store import Database, posts, used
from tests.store.material import page, post, resource

SHORT, WHOLE, OTHER = "https://short.example/a", "https://long.example/a", "https://other.example/"


def write(database: Database, parsed: Parsed) -> posts.Counts:
    with database.writing() as db:
        return posts.save(db, parsed)


def led(*pairs: tuple[str, str]) -> Parsed:
    return Parsed(resources=(resource(WHOLE, title="T"),), leads=pairs)


def test_what_pointed_at_a_short_address_points_at_what_it_leads_to(database: Database) -> None:
    write(database, page(post(1, resource=SHORT), marks=(Mark(url=SHORT, kind=MarkKind.SAVED),)))
    write(database, led((SHORT, WHOLE)))
    assert posts.led_to(database, SHORT) == WHOLE
    assert posts.resource(database, SHORT) is None
    assert posts.found(database, [1])[0].resource.url == WHOLE
    assert used.marked(database, MarkKind.SAVED) == {WHOLE}


def test_a_lead_told_again_writes_nothing(database: Database) -> None:
    write(database, page(post(1, resource=SHORT)))
    write(database, led((SHORT, WHOLE)))
    (before,) = [document for batch in posts.documents(database, 0) for document in batch]
    write(database, led((SHORT, WHOLE)))
    (after,) = [document for batch in posts.documents(database, 0) for document in batch]
    assert before == after


def test_addresses_that_lead_to_each_other_keep_one_resource(database: Database) -> None:
    write(database, led((SHORT, WHOLE)))
    write(database, Parsed(resources=(resource(SHORT),), leads=((WHOLE, SHORT),)))
    assert posts.resource(database, WHOLE) is not None
    assert posts.led_to(database, WHOLE) is None


def test_a_lead_to_what_is_not_held_is_left(database: Database) -> None:
    write(database, led((SHORT, OTHER)))
    assert posts.led_to(database, SHORT) is None
