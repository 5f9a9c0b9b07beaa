"""People near the user's network: who is offered, why, and what to do where nobody can be."""

import json
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from outward.app.home import Home
from outward.app.near import NOBODY_FOLLOWED, NOBODY_NEAR, WHO_ARE_YOU, near
from outward.app.say import say
from outward.cli.commands import app
from outward.model import Account, Form, Parsed, Post, Resource, Tie, TieKind
from outward.store import posts
from outward.what.feedback import Aim, Verdict
from tests.app.material import NOW


def account(who: str, **more: object) -> Account:
    base: dict[str, object] = {
        "id": f"bluesky:{who}", "network": "bluesky", "handle": f"{who}.example", "name": who.title(),
        "url": f"https://bsky.example/{who}",
    }  # fmt: skip
    return Account(**{**base, **more})  # type: ignore[arg-type]


def tie(source: str, target: str, kind: TieKind = TieKind.FOLLOW) -> Tie:
    return Tie(source=f"bluesky:{source}", target=f"bluesky:{target}", kind=kind, at=NOW - timedelta(days=2))


NAMES = ("me", "ann", "ben", "cleo", "dora", "eve", "fay")
TIES = (
    tie("me", "ann"),
    tie("me", "ben"),
    tie("ann", "cleo"),
    tie("ben", "cleo", TieKind.MENTION),
    tie("ann", "dora"),
    tie("eve", "me"),
    tie("fay", "me", TieKind.REPLY),
)


def write(home: Home, *ties: Tie, own: bool = True, said: tuple[Post, ...] = (), **more: Account) -> None:
    known = {name: account(name) for name in NAMES} | more
    resources = tuple(Resource(url=post.resource, form=Form.POST) for post in said)
    with home.database.writing() as db:
        posts.save(
            db,
            Parsed(
                accounts=tuple(known.values()), ties=ties, mine=("bluesky:me",) if own else (), posts=said,
                resources=resources,
            ),
        )  # fmt: skip


def post(name: str, days: float) -> Post:
    url = f"https://bsky.example/{name}/1"
    return Post(
        id=f"bluesky:post-{name}", network="bluesky", author=f"bluesky:{name}", text="Told staff first.", url=url,
        resource=url, created_at=NOW - timedelta(days=days),
    )  # fmt: skip


def offered(home: Home, limit: int = 10) -> dict[str, str]:
    return {each.person.removeprefix("bluesky:"): each.why for each in near(home, now=NOW, limit=limit).people}


def test_each_person_comes_with_what_speaks_for_following_her(home: Home) -> None:
    write(home, *TIES)
    found = near(home, now=NOW)
    assert found.empty == ""
    assert offered(home) == {
        "eve": "Follows you already.",
        "fay": "Has turned to you.",
        "cleo": "Known to Ben and Ann, whom you follow.",
        "dora": "Known to Ann, whom you follow.",
    }
    assert list(offered(home, limit=2)) == list(offered(home))[:2]
    eve = next(each for each in found.people if each.name == "Eve")
    assert (eve.handle, eve.network, eve.url) == ("eve.example", "bluesky", "https://bsky.example/eve")


def test_who_asked_not_to_be_found_bots_and_the_silent_are_not_offered(home: Home) -> None:
    write(
        home, *TIES, said=(post("fay", 31), post("dora", 29)), eve=account("eve", indexable=False),
        cleo=account("cleo", bot=True),
    )  # fmt: skip
    assert set(offered(home)) == {"dora"}


def test_muted_people_and_those_not_for_her_are_not_offered(home: Home) -> None:
    write(home, *TIES, tie("me", "eve", TieKind.MUTE))
    say(home, Verdict.LESS, "bluesky:cleo", aim=Aim.PERSON, now=NOW)
    assert set(offered(home)) == {"fay", "dora"}


def test_whom_she_only_answered_may_still_be_offered(home: Home) -> None:
    write(home, *TIES, tie("me", "dora", TieKind.REPLY))
    assert "dora" in offered(home)


@pytest.mark.parametrize(
    ("ties", "own", "sentence"),
    [
        (TIES, False, WHO_ARE_YOU),
        ((tie("eve", "me"),), True, NOBODY_FOLLOWED),
        ((), True, NOBODY_FOLLOWED),
        ((tie("me", "ann"),), True, NOBODY_NEAR),
    ],
)
def test_where_nobody_can_be_offered_it_says_what_to_do(
    home: Home, ties: tuple[Tie, ...], own: bool, sentence: str
) -> None:
    write(home, *ties, own=own)
    found = near(home, now=NOW)
    assert (found.people, found.empty) == ((), sentence)


def test_the_command_shows_the_same_answer_with_and_without_json(home: Home) -> None:
    write(home, *TIES, eve=account("eve", name="[red]Eve[/]"))
    home.close()
    asked = ["--home", str(home.folder), "near"]
    shown = CliRunner().invoke(app, [*asked, "--limit", "1"])
    assert shown.exit_code == 0, shown.output
    assert "[red]Eve[/]  eve.example · bluesky" in shown.stdout
    assert "Follows you already." in shown.stdout
    told = json.loads(CliRunner().invoke(app, [*asked, "--json"]).stdout)
    assert told["people"][0]["person"] == "bluesky:eve"


def test_the_command_says_what_to_do_where_nobody_is(home: Home) -> None:
    write(home, own=False)
    home.close()
    shown = CliRunner().invoke(app, ["--home", str(home.folder), "near"])
    assert "outward connect bluesky" in " ".join(shown.stdout.split())


def test_the_sample_offers_people_with_reasons(sample: Home) -> None:
    found = near(sample, now=NOW)
    assert found.people
    assert all(each.why for each in found.people)
