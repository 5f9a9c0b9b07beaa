from dataclasses import replace
from datetime import timedelta

from outward.model import Activity, Parsed, Tie, TieKind
from outward.store import Database, people, posts
from tests.store.material import AT, account, page, post, reply


def follow(source: str, target: str) -> Tie:
    return Tie(source=f"bluesky:{source}", target=f"bluesky:{target}", kind=TieKind.FOLLOW)


def write(database: Database, parsed: Parsed) -> None:
    with database.writing() as db:
        posts.save(db, parsed)


def test_activity_counts_what_was_written_answered_and_to_whom(database: Database) -> None:
    hour = timedelta(hours=1)
    asked = post(1, "ben", text="@ann how?", mentions=("bluesky:ann",))
    mention = Tie(source="bluesky:ben", target="bluesky:ann", kind=TieKind.MENTION, at=AT, post="bluesky:1")
    answer = post(2, "ann", reply_to="bluesky:1", created_at=AT + 2 * hour)
    to_a_friend = post(3, "ann", reply_to="bluesky:8", created_at=AT + 3 * hour)
    to_herself = post(4, "ann", reply_to="bluesky:2", created_at=AT + 4 * hour)
    long_ago = post(5, "ann", reply_to="bluesky:9", created_at=AT - timedelta(days=400))
    ties = (
        mention, follow("ann", "cas"), reply("ann", "ben", 2), reply("ann", "cas", 3), reply("ann", "ann", 4),
        replace(reply("ann", "dee", 5), at=AT - timedelta(days=400)),
    )  # fmt: skip
    write(database, page(asked, answer, to_a_friend, to_herself, long_ago, ties=ties))
    (ann,) = people.activity(database, ["bluesky:ann"], AT + timedelta(days=1), 90).values()
    assert ann == Activity(
        account="bluesky:ann", posts=3, last_days=20 / 24, replies=3, to_strangers=1, asked=1, answered=1,
        answer_hours=2.0,
    )  # fmt: skip


def test_a_deleted_reply_is_nobodys_activity(database: Database) -> None:
    write(database, page(post(1, "ann", reply_to="bluesky:9"), ties=(reply("ann", "ben", 1),)))
    write(database, Parsed(deleted=("bluesky:1",)))
    assert people.activity(database, ["bluesky:ann"], AT, 90)["bluesky:ann"] == Activity(account="bluesky:ann")


def test_ties_between_people_add_up_each_kind_ten_times_at_most(database: Database) -> None:
    names = tuple(account(name) for name in ("ann", "ben", "cas"))
    many = tuple(reply("ann", "ben", number) for number in range(12))
    write(database, Parsed(accounts=names, ties=(*many, follow("ann", "ben"), follow("ben", "cas"))))
    graph = people.edges(database)
    told = {
        (graph.people[source], graph.people[target]): weight
        for source, target, weight in zip(graph.source, graph.target, graph.weight, strict=True)
    }
    assert told == {("bluesky:ann", "bluesky:ben"): 11.0, ("bluesky:ben", "bluesky:cas"): 1.0}


def test_ties_within_one_person_and_to_the_unknown_are_no_edges(database: Database) -> None:
    ties = (follow("ann", "ben"), follow("ann", "nobody"))
    write(database, Parsed(accounts=(account("ann"), account("ben")), ties=ties))
    people.join(database, {"bluesky:ben": "bluesky:ann"})
    graph = people.edges(database)
    assert list(map(len, (graph.people, graph.source, graph.target, graph.weight))) == [0, 0, 0, 0]


def test_accounts_of_one_person_share_their_edges(database: Database) -> None:
    names = tuple(account(name) for name in ("ann", "ben", "cas"))
    write(database, Parsed(accounts=names, ties=(follow("ann", "cas"), follow("ben", "cas"))))
    people.join(database, {"bluesky:ben": "bluesky:ann"})
    assert list(people.edges(database).weight) == [2.0]


def test_ties_between_two_groups_run_either_way(database: Database) -> None:
    held = (
        follow("ann", "ben"),
        follow("ben", "ann"),
        follow("cas", "ann"),
        follow("ben", "cas"),
        reply("ann", "ben", 2),
    )
    write(database, Parsed(accounts=tuple(account(name) for name in ("ann", "ben", "cas")), ties=held))
    ann, ben, cas = ("bluesky:ann", "bluesky:ben", "bluesky:cas")
    assert set(people.between(database, [ann], [ben])) == {held[0], held[1], held[4]}
    assert set(people.between(database, [ann, ben], [ben, cas])) == set(held)
    assert len(people.between(database, [ann, ben], [ann, ben])) == 3
    assert people.between(database, [], [ann]) == []


def test_all_that_somebody_wrote_is_counted(database: Database) -> None:
    write(
        database,
        page(post(1), post(2), post(3, created_at=AT + timedelta(days=2)), post(4, created_at=None), post(5, "ben")),
    )
    write(database, Parsed(deleted=("bluesky:2",)))
    assert people.written(database, ["bluesky:ann", "bluesky:cas"], AT + timedelta(days=1)) == {"bluesky:ann": 1}
