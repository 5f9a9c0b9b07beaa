"""What the rooms see of store and index."""

from datetime import timedelta
from pathlib import Path

from outward.app.home import Home
from outward.app.join import WORTHS
from outward.app.reading import Reading
from outward.model import Account, Form, Parsed, Post, Resource, Tie, TieKind
from outward.store import bonds, people, posts
from outward.whom.circle import Graph
from tests.app.material import NOW


def post(number: int, author: str) -> tuple[Post, Resource]:
    url = f"https://social.example/{number}"
    at = NOW - timedelta(hours=number)
    return (
        Post(id=f"x:{number}", network="x", author=author, text=f"word{number}", url=url, resource=url, created_at=at),
        Resource(url=url, form=Form.POST),
    )


def filled(folder: Path) -> Home:
    home = Home(folder)
    told = [post(1, "x:loud"), post(2, "x:loud"), post(3, "x:quiet"), post(4, "x:friend"), post(5, "x:friend")]
    page = Parsed(
        posts=tuple(one for one, _ in told),
        resources=tuple(one for _, one in told),
        accounts=tuple(Account(id=f"x:{name}", network="x", handle=name) for name in ("loud", "quiet", "friend", "me")),
        ties=(Tie(source="x:me", target="x:friend", kind=TieKind.FOLLOW),),
    )
    with home.database.writing() as db:
        posts.save(db, page)
    home.catch_up()
    return home


def texts(home: Home, docs: object) -> list[str]:
    assert isinstance(docs, (list, tuple))
    return [found.post.text for found in posts.found(home.database, docs)]


def test_the_quietest_of_the_newest_come_first(tmp_path: Path) -> None:
    with filled(tmp_path) as home:
        reading = Reading(home, NOW)
        assert texts(home, reading.seldom(3)) == ["word3", "word1", "word2"]
        assert texts(home, reading.recent(2)) == ["word1", "word2"]


def test_people_she_follows_are_heard_once_it_is_known_who_she_is(tmp_path: Path) -> None:
    with filled(tmp_path) as home:
        assert list(Reading(home, NOW).followed(5)) == []
        with home.database.writing() as db:
            people.own(db, ["x:me"])
        assert texts(home, Reading(home, NOW).followed(5)) == ["word4", "word5"]
        assert texts(home, Reading(home, NOW).followed(1)) == ["word4"]


def test_words_and_meaning_are_asked_of_the_index(tmp_path: Path) -> None:
    with filled(tmp_path) as home:
        reading = Reading(home, NOW)
        assert [hit.doc for hit in reading.search("word3", 5)] == list(reading.nearest("word3", 1))
        assert reading.akin(["word3"], ["word3"])[0][0] > 0.99
        assert reading.read_again("a", ["b"]) == []


def test_the_graph_is_read_again_only_when_ties_or_people_have_changed(tmp_path: Path) -> None:
    def follow(source: str, target: str) -> Parsed:
        return Parsed(ties=(Tie(source=f"x:{source}", target=f"x:{target}", kind=TieKind.FOLLOW),))

    def write(page: Parsed) -> None:
        with Home(tmp_path) as other, other.database.writing() as db:  # another program
            posts.save(db, page)

    def graph() -> Graph:
        return Reading(home, NOW).graph()

    def pairs() -> set[tuple[str, str]]:
        held = graph()
        return {(held.people[s], held.people[t]) for s, t in zip(held.source, held.target, strict=True)}

    with filled(tmp_path) as home:
        assert graph() is graph()
        assert pairs() == {("x:me", "x:friend")}
        held = graph()
        write(Parsed(posts=(post(6, "x:quiet")[0],), resources=(post(6, "x:quiet")[1],)))
        write(follow("me", "friend"))
        assert graph() is held  # a post changes nothing, a tie that is known neither
        write(follow("quiet", "loud"))
        assert pairs() == {("x:me", "x:friend"), ("x:quiet", "x:loud")}
        bonds.add_up(home.database, WORTHS, NOW)
        assert pairs() == {("x:me", "x:friend"), ("x:quiet", "x:loud")}
        people.join(home.database, {"x:loud": "x:friend"})
        assert pairs() == {("x:me", "x:friend"), ("x:quiet", "x:friend")}
        with home.database.writing() as db:
            db.execute("DELETE FROM tie WHERE source = 'x:me'")
        assert pairs() == {("x:quiet", "x:friend")}
        with home.database.writing() as db:
            db.execute("DELETE FROM account WHERE id = 'x:quiet'")
        assert pairs() == set()
