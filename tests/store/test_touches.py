"""Contacts in both directions, from ties, networks and by hand, each once, under the person known now."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from outward.model import Connection, Direction, Parsed, Post, Tie, TieKind, Touch
from outward.store import Database, connections, forget, met, people, posts, touches
from outward.store.met import Met
from tests.store.material import AT, account, page, post

OUT, IN = Direction.OUT, Direction.IN
HOUR = timedelta(hours=1)
ME = "bluesky:me"


def tie(source: str, target: str, kind: TieKind = TieKind.REPLY, number: int = 1, at: datetime | None = AT) -> Tie:
    return Tie(source=f"bluesky:{source}", target=f"bluesky:{target}", kind=kind, at=at, post=f"bluesky:{number}")


def write(database: Database, parsed: Parsed) -> None:
    with database.writing() as db:
        posts.save(db, parsed)


def mine(database: Database, *accounts: str) -> None:
    with database.writing() as db:
        people.own(db, accounts or (ME,))


def told(database: Database, person: str | None = None) -> list[tuple[str, Direction, str]]:
    return [(one.person.removeprefix("bluesky:"), one.direction, one.how) for one in touches.touches(database, person)]


def test_what_was_read_as_plain_posts_becomes_contacts_once_she_says_who_she_is(database: Database) -> None:
    said = (
        post(1, "ann", text="@me how?"),
        post(2, "me", created_at=AT + HOUR),
        post(3, "ben", created_at=AT + 2 * HOUR),
    )
    ties = (
        tie("ann", "me", TieKind.MENTION, 1), tie("me", "ann", TieKind.REPLY, 2, AT + HOUR),
        tie("ben", "ann", TieKind.REPLY, 3, AT + 2 * HOUR),
    )  # fmt: skip
    write(database, page(*said, ties=ties))
    assert told(database) == []
    mine(database)
    assert told(database) == [("ann", IN, "mention"), ("ann", OUT, "reply")]
    assert touches.touches(database)[0].url == "https://bsky.example/1"


@pytest.mark.parametrize("handle", ["me", "@me", " ME "])
def test_the_handle_of_a_connection_says_who_she_is(database: Database, handle: str) -> None:
    write(database, page(post(1, "me"), ties=(tie("me", "ann", number=1),)))
    connections.connect(database, Connection(network="bluesky", settings={"handle": handle}), AT)
    assert people.mine(database) == {ME}
    assert told(database) == [("ann", OUT, "reply")]


@pytest.mark.parametrize("settings", [{}, {"handle": ""}, {"handle": "somebody"}, {"server": "me"}])
def test_a_connection_without_her_handle_says_nothing(database: Database, settings: dict[str, str]) -> None:
    write(database, page(post(1, "me"), ties=(tie("me", "ann", number=1),)))
    connections.connect(database, Connection(network="bluesky", settings=settings), AT)
    assert people.mine(database) == frozenset()


def test_each_kind_of_dated_tie_is_a_contact_and_the_others_stand(database: Database) -> None:
    mine(database)
    dated = [tie("me", "ann", kind, number) for number, kind in enumerate(TieKind, 1)]
    undated = [tie("me", "ben", kind, number, None) for number, kind in enumerate(TieKind, 1)]
    write(database, Parsed(accounts=(account("ann"), account("ben")), ties=(*dated, *undated)))
    assert {how for _, _, how in told(database)} == set(touches.HOW.values())
    held = touches.standing(database)
    standing = {TieKind.FOLLOW, TieKind.CONNECT, TieKind.LISTED}
    assert {one.kind for one in held["bluesky:ann"]} == standing
    assert {one.kind for one in held["bluesky:ben"]} == set(TieKind) - {TieKind.MUTE}
    assert touches.standing(database, "bluesky:ben") == {"bluesky:ben": held["bluesky:ben"]}


def test_one_post_is_one_contact_however_often_it_is_told(database: Database) -> None:
    mine(database)
    noticed = Touch(
        person="bluesky:ann", direction=IN, how="reply", at=AT + HOUR, url="https://bsky.example/renamed/post/1"
    )
    write(
        database,
        page(
            post(1, "ann"),
            ties=(tie("ann", "me"), tie("ann", "me", TieKind.MENTION), tie("ann", "me", TieKind.QUOTE)),
            touches=(noticed, replace(noticed, how="mention")),
        ),
    )
    assert told(database) == [("ann", IN, "reply")]
    assert touches.touches(database)[0].url == "https://bsky.example/1"


def test_likes_of_one_post_and_a_follow_count_once_and_messages_each(database: Database) -> None:
    mine(database)
    liked = Touch(person="bluesky:ann", direction=IN, how="liked", at=AT, url="https://bsky.example/7")
    follow = Touch(person="bluesky:ann", direction=IN, how="followed", at=AT)
    wrote = Touch(person="bluesky:ann", direction=IN, how="message", at=AT, url="https://talk.example/1")
    again = [replace(one, at=AT + HOUR) for one in (liked, follow, wrote)]
    other = replace(liked, url="https://bsky.example/8")
    write(database, Parsed(accounts=(account("ann"),), touches=(liked, follow, wrote, other, *again)))
    assert sorted(how for _, _, how in told(database)) == ["followed", "liked", "liked", "message", "message"]


def crossposted(database: Database, text: str, later: timedelta, network: str = "mastodon") -> int:
    """How many contacts two posts of the same words by two accounts of one person make."""
    mine(database, ME, "mastodon:me")
    other = replace(account("ann"), id=f"{network}:ann2", network=network)
    first = post(1, "ann", text=f"@me.example {text} https://a.example/x")
    second = Post(
        id=f"{network}:2", network=network, author=other.id, text=f"@me@social.example {text}",
        url="https://social.example/2", resource="https://social.example/2", created_at=AT + later,
    )  # fmt: skip
    reached = Tie(source=other.id, target="mastodon:me", kind=TieKind.MENTION, at=AT + later, post=f"{network}:2")
    write(database, page(first, ties=(tie("ann", "me", TieKind.MENTION),)))
    write(database, replace(page(second, ties=(reached,)), accounts=(other,)))
    people.join(database, {other.id: "bluesky:ann"})
    assert {who for who, _, _ in told(database)} == {"ann"}
    return len(told(database))


def test_what_one_person_says_on_two_networks_at_once_is_one_contact(database: Database) -> None:
    assert crossposted(database, "How did you tell the drivers?", HOUR) == 1


def test_other_words_or_another_day_are_another_contact(database: Database) -> None:
    assert crossposted(database, "How did you tell the drivers?", timedelta(days=2)) == 2


def test_short_words_may_be_said_twice(database: Database) -> None:
    assert crossposted(database, "Thanks!", HOUR) == 2


def test_the_same_words_on_the_same_network_are_said_twice(database: Database) -> None:
    assert crossposted(database, "How did you tell the drivers?", HOUR, "bluesky") == 2


def test_a_contact_noted_by_hand_and_seen_too_is_one_and_each_seen_takes_one_away(database: Database) -> None:
    mine(database)
    noted = [
        Touch(person="bluesky:ann", direction=OUT, how=how, at=AT + hours * HOUR)
        for how, hours in (("answered", 20), ("talked", 30), ("thanked", 24 * 9))
    ]
    back = Touch(person="bluesky:ann", direction=IN, how="talked", at=AT)
    liked = Touch(person="bluesky:ann", direction=IN, how="liked", at=AT, url="https://bsky.example/3")
    write(database, page(post(1, "me"), ties=(tie("me", "ann"),), touches=(*noted, back, liked)))
    assert sorted(how for _, way, how in told(database) if way is OUT) == ["reply", "talked", "thanked"]
    assert sorted(how for _, way, how in told(database) if way is IN) == ["liked", "talked"]


def test_contacts_follow_a_person_who_is_joined_and_separated(database: Database) -> None:
    mine(database)
    write(database, page(post(1, "ann"), post(2, "ben"), ties=(tie("ann", "me"), tie("ben", "me", number=2))))
    people.join(database, {"bluesky:ben": "bluesky:ann"})
    assert told(database) == [("ann", IN, "reply")] * 2
    assert len(told(database, "bluesky:ann")) == 2
    assert told(database, "bluesky:ben") == []
    people.join(database, {"bluesky:ben": "bluesky:ben"})
    assert told(database, "bluesky:ben") == [("ben", IN, "reply")]


def test_contacts_among_her_own_accounts_are_none(database: Database) -> None:
    mine(database, ME, "bluesky:also")
    own = Touch(person="bluesky:also", direction=OUT, how="reply", at=AT)
    write(database, page(post(1, "me"), ties=(tie("me", "also"),), touches=(own,)))
    assert told(database) == []


def test_a_deleted_post_was_a_contact_still_without_its_words(database: Database) -> None:
    mine(database)
    write(database, page(post(1, "ann", text="Gone soon"), ties=(tie("ann", "me"),)))
    assert touches.words(database, ["https://bsky.example/1", ""]) == {"https://bsky.example/1": "Gone soon"}
    write(database, Parsed(deleted=("bluesky:1",)))
    (left,) = touches.touches(database)
    assert (left.how, left.url) == ("reply", "")
    assert touches.words(database, ["https://bsky.example/1"]) == {}


def test_who_is_not_known_as_an_account_is_known_by_her_id(database: Database) -> None:
    mine(database)
    write(database, Parsed(ties=(tie("ghost", "me"),)))
    assert told(database) == [("ghost", IN, "reply")]
    assert told(database, "bluesky:ghost") == [("ghost", IN, "reply")]


def test_hashtags_of_what_she_turned_to_come_first(database: Database) -> None:
    asked = post(1, "ann", tags=("internalcomms",))
    write(database, page(asked, post(2, "me", reply_to="bluesky:1", tags=("thanks", "internalcomms"))))
    reached = Touch(person="bluesky:ann", direction=OUT, how="reply", at=AT, url="https://bsky.example/2")
    assert touches.tags(database, reached) == ("internalcomms", "thanks")
    assert touches.tags(database, replace(reached, url="")) == ()


def test_who_named_both_before_introduced_them(database: Database) -> None:
    mine(database)
    ties = (
        tie("cas", "me", TieKind.MENTION, 1), tie("cas", "ann", TieKind.MENTION, 1),
        tie("dee", "me", TieKind.MENTION, 2, AT + HOUR), tie("dee", "ann", TieKind.REPLY, 3, AT + HOUR),
    )  # fmt: skip
    write(database, Parsed(accounts=tuple(account(name) for name in ("ann", "cas", "dee")), ties=ties))
    assert touches.introducer(database, "bluesky:ann", AT) == "bluesky:cas"
    assert touches.introducer(database, "bluesky:ann", AT - HOUR) is None
    assert touches.introducer(database, "bluesky:dee", AT) is None


def test_what_she_said_last_of_a_person_counts_and_can_be_taken_back(database: Database) -> None:
    write(database, Parsed(accounts=(account("ann"), account("ben"))))
    first, second = Met("At a talk", "", "", AT), Met("At a talk", "advice", "Council first", AT + HOUR)
    met.say(database, "bluesky:ann", first)
    met.say(database, "bluesky:ann", second)
    assert met.met(database) == {"bluesky:ann": second}
    people.join(database, {"bluesky:ben": "bluesky:ann"})
    assert met.met(database, "bluesky:ann") == {"bluesky:ann": second}
    assert met.met(database, "bluesky:ben") == {}
    assert met.unsay(database, "bluesky:ann")
    assert met.met(database) == {"bluesky:ann": first}
    assert met.unsay(database, "bluesky:ann")
    assert not met.unsay(database, "bluesky:ann")


def test_what_is_settled_can_be_taken_back(database: Database) -> None:
    met.settle(database, "bluesky:ann", AT)
    met.settle(database, "bluesky:ann", AT + HOUR)
    assert met.settled(database) == {"bluesky:ann": AT + HOUR}
    assert met.unsettle(database, "bluesky:ann")
    assert met.settled(database) == {"bluesky:ann": AT}
    assert met.unsettle(database, "bluesky:ann")
    assert not met.unsettle(database, "bluesky:ann")


def test_a_forgotten_network_leaves_what_she_noted_and_no_number_of_anybody(database: Database) -> None:
    mine(database)
    wrote = Touch(person="bluesky:ann", direction=IN, how="message", at=AT)
    write(database, page(post(1, "ann"), ties=(tie("ann", "me"),), touches=(wrote, replace(wrote, how="talked"))))
    forget.forget(database, "bluesky")
    with database.reading() as db:
        for table in ("node", "turned", "fresh", "waits", "tie"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0
    assert told(database) == [("ann", IN, "talked")]
