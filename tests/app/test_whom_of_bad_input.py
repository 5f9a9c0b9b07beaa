"""WHOM of what networks really hold: doubles, leavers, bought crowds, rings, lists that promote, borrowed words.

Everybody here is made up.
"""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from outward.app.about_person import about
from outward.app.home import Home
from outward.app.join import join
from outward.app.near import near
from outward.app.whom import Whom, whom
from outward.errors import InputError
from outward.model import Account, Experience, Form, Parsed, Person, Post, Resource, Tie, TieKind
from outward.store import people, posts
from tests.app.material import NOW, answered

DID_IT = "When we were acquired in {} I told {} staff of the acquisition on day one, managers first."
COMMENT = "How to communicate an acquisition to staff: number {} of my notes on telling staff of it."


def account(who: str, network: str = "bluesky", **more: object) -> Account:
    base: dict[str, object] = {
        "id": f"{network}:{who}", "network": network, "handle": f"{who}.example", "name": f"{who.title()} Teal",
        "url": f"https://{network}.example/{who}",
    }  # fmt: skip
    return Account(**{**base, **more})  # type: ignore[arg-type]


ADA, BEN = account("ada"), account("ben")
ME, ANN = account("me"), account("ann")


def post(who: Account, number: int, text: str, days: float = 3, **more: object) -> Post:
    url = f"{who.url}/{number}"
    base: dict[str, object] = {
        "id": f"{who.id}/{number}", "network": who.network, "author": who.id, "text": text, "url": url,
        "resource": url, "created_at": NOW - timedelta(days=days), "lang": "en",
    }  # fmt: skip
    return Post(**{**base, **more})  # type: ignore[arg-type]


def told(who: Account, number: int = 1, days: float = 3) -> Post:
    """A post in which somebody tells what she went through herself."""
    return post(who, number, DID_IT.format(2010 + number, 700 + 100 * number), days)


def tie(source: Account, target: Account, kind: TieKind = TieKind.FOLLOW, post_: Post | None = None) -> Tie:
    at = post_.created_at if post_ else NOW - timedelta(days=3)
    return Tie(source=source.id, target=target.id, kind=kind, at=at, post=post_.id if post_ else None)


def answer(who: Account, number: int, asked: Post, asker: Account, text: str = "") -> tuple[Post, Tie]:
    """An answer of one to another, with its tie."""
    said = post(who, number, text or COMMENT.format(number), 2, reply_to=asked.id)
    return said, tie(who, asker, TieKind.REPLY, said)


def hear(home: Home, *said: Post, accounts: tuple[Account, ...], form: Form = Form.POST, **more: Any) -> None:
    own = tuple(Resource(url=one.resource, form=form, text=one.text, author=one.author) for one in said)
    with home.database.writing() as db:
        posts.save(db, Parsed(posts=said, accounts=accounts, resources=own, **more))
    join(home, now=NOW)
    home.catch_up()


def asked(home: Home, limit: int = 5, experience: str = "") -> Whom:
    return whom(home, now=NOW, limit=limit, experience=experience)


def names(found: Whom) -> list[str]:
    return [person.id.partition(":")[2] for person in found.people]


def points(person: Person, stage: str) -> float:
    return next(reason.points for reason in person.reasons if reason.stage == stage)


@pytest.fixture(autouse=True)
def goal(home: Home) -> None:
    """A goal is there; Ann is somebody the user follows."""
    answered(home, whom="experts and someone who has been through it")
    with home.database.writing() as db:
        people.own(db, [ME.id])


def test_two_people_of_one_name_are_two_on_the_slate_and_a_question_by_name(home: Home) -> None:
    other = replace(BEN, name=ADA.name)
    hear(home, told(ADA), told(other, 2), accounts=(ADA, other))
    assert sorted(names(asked(home))) == ["ada", "ben"]
    assert {evidence.url for person in asked(home).people for evidence in person.evidence} == {
        "https://bluesky.example/ada/1", "https://bluesky.example/ben/2",
    }  # fmt: skip
    with pytest.raises(InputError, match=r"bluesky:ada, bluesky:ben"):
        about(home, ADA.name, now=NOW)


def test_one_person_under_two_names_takes_one_seat_and_answers_of_hers_to_herself_count_nothing(home: Home) -> None:
    site = "https://ada-teal.example/"
    twin = account("nightjar", "mastodon", name="The Nightjar", verified=(site,))
    first = replace(ADA, verified=(site,))
    asks = post(twin, 50, COMMENT.format(50))
    selfish = [answer(first, number, asks, twin) for number in range(10, 30)]
    asks_ben = post(ANN, 60, "How would you communicate an acquisition to staff?")
    kind = answer(BEN, 61, asks_ben, ANN)
    hear(
        home, told(first), told(twin, 2), asks, asks_ben, kind[0], *(said for said, _ in selfish),
        accounts=(first, twin, BEN, ANN), ties=(kind[1], *(between for _, between in selfish)),
    )  # fmt: skip
    found = asked(home)
    assert sorted(names(found)) == ["ada", "ben"]
    ada = next(person for person in found.people if person.id == ADA.id)
    assert {evidence.url.split("/")[2] for evidence in ada.evidence} == {"bluesky.example", "mastodon.example"}
    shown = next(p for p in asked(home, limit=9).people if p.id == BEN.id)
    assert points(shown, "answering") == pytest.approx(35)
    alone = whom_as_expert(home, ADA.id)
    assert points(alone, "answering") == 0


def whom_as_expert(home: Home, person: str) -> Person:
    """Somebody as she comes out among experts only."""
    answered(home, whom="experts")
    return next(each for each in asked(home, limit=30).people if each.id == person)


def test_a_renamed_account_is_offered_once_under_the_new_name(home: Home) -> None:
    hear(home, told(ADA), accounts=(ADA,))
    renamed = replace(ADA, handle="nightjar.example", name="Ada Nightjar", url="https://bluesky.example/nightjar")
    hear(home, post(renamed, 2, DID_IT.format(2015, 900)), accounts=(renamed,))
    (only,) = asked(home).people
    assert (only.id, only.name, only.handle) == (ADA.id, "Ada Nightjar", "nightjar.example")


def test_somebody_whose_account_is_deleted_is_never_recommended(home: Home) -> None:
    said = told(ADA)
    ties = (tie(ME, ANN), tie(ANN, ADA), tie(ANN, BEN))
    hear(home, said, told(BEN, 2), accounts=(ADA, BEN, ANN, ME), ties=ties)
    assert {"ada", "ben"} <= {*names(asked(home))} & {each.person[8:] for each in near(home, now=NOW).people}
    hear(home, accounts=(), deleted=(said.id,))
    assert names(asked(home)) == ["ben"]
    assert [each.person for each in near(home, now=NOW).people] == [BEN.id]
    assert about(home, ADA.id, now=NOW).step == ""
    assert "was deleted there" in about(home, ADA.id, now=NOW).notices[0]


@pytest.mark.parametrize("how", ["protected", "#nobot", "discoverable: false"])
def test_private_accounts_and_those_who_forbid_indexing_are_never_recommended(home: Home, how: str) -> None:
    """A network says all of these as `indexable`; `tests/networks` prove that each one does."""
    shy = replace(ADA, indexable=False, bio=how)
    ties = (tie(ME, ANN), tie(ANN, shy), tie(ANN, BEN))
    hear(home, told(shy), told(BEN, 2), accounts=(shy, BEN, ANN, ME), ties=ties)
    assert names(asked(home)) == names(asked(home, experience="went through an acquisition")) == ["ben"]
    assert [each.person for each in near(home, now=NOW).people] == [BEN.id]
    page = about(home, shy.id, now=NOW)
    assert page.reserved
    assert (page.evidence, page.signs, page.step, page.way) == ((), None, "", "")


def test_one_of_two_accounts_that_forbids_it_speaks_for_the_person(home: Home) -> None:
    site = "https://ada-teal.example/"
    shy = account("nightjar", "mastodon", verified=(site,), indexable=False)
    hear(home, told(ADA), told(BEN, 2), accounts=(replace(ADA, verified=(site,)), shy, BEN))
    assert names(asked(home)) == ["ben"]


def crowd(size: int, *targets: Account) -> tuple[tuple[Account, ...], tuple[Tie, ...]]:
    """Accounts that say nothing and only follow."""
    bought = tuple(account(f"crowd{number}") for number in range(size))
    return bought, tuple(tie(one, target) for one in bought for target in targets)


def test_bought_followers_lift_nobody_among_experts(home: Home) -> None:
    answered(home, whom="experts")
    vera = account("vera", followers=90_000)
    asks = post(ANN, 9, "How would you communicate an acquisition to staff?")
    said, between = answer(ADA, 3, asks, ANN)
    bought, follows = crowd(60, vera)
    same = (COMMENT.format(1), COMMENT.format(1))
    hear(
        home, asks, said, post(ADA, 1, same[0]), post(vera, 1, same[1]), post(vera, 2, COMMENT.format(2)),
        accounts=(ADA, vera, ANN, *bought), ties=(between, tie(ANN, ADA), *follows),
    )  # fmt: skip
    found = {person.id: person for person in asked(home, limit=9).people}
    assert points(found[vera.id], "standing") == 0
    assert points(found[vera.id], "said_of_her") == 0
    assert found[ADA.id].score > found[vera.id].score


def test_a_ring_that_answers_only_itself_does_not_win(home: Home) -> None:
    answered(home, whom="experts")
    ring = [account(f"ring{number}") for number in range(5)]
    topics = {one.id: post(one, 0, COMMENT.format(0)) for one in ring}
    said: list[tuple[Post, Tie]] = []
    for place, (one, other) in enumerate(permutations(ring, 2)):
        said += [
            answer(one, 100 + 10 * place + n, topics[other.id], other, f"So right! {COMMENT.format(n)}")
            for n in range(4)
        ]
    askers = [account(f"asker{number}") for number in range(6)]
    asks = [post(one, 1, "How would you communicate an acquisition to staff?") for one in askers]
    helped = [answer(ADA, 10 + n, one, by) for n, (one, by) in enumerate(zip(asks, askers, strict=True))]
    hear(
        home, *topics.values(), *asks, *(one for one, _ in (*said, *helped)), accounts=(ADA, *ring, *askers),
        ties=tuple(between for _, between in (*said, *helped)),
    )  # fmt: skip
    found = {person.id: person for person in asked(home, limit=30).people}
    mine = found[ADA.id]
    assert points(mine, "answering") == pytest.approx(35)
    for one in ring:
        if one.id in found:
            assert points(found[one.id], "answering") < points(mine, "answering") / 2
            assert points(found[one.id], "standing") == 0
    assert asked(home, limit=1).people[0].id == ADA.id


@pytest.mark.parametrize(
    ("maker", "counted"),
    [
        (ADA, False),  # herself
        (account("zibble", bio="Zibble, the leading platform for internal comms. Book a demo."), False),
        (account("otter", bot=True), False),
        (account("colleague", bio="Sales at Plumwood Logistics"), False),
        (account("stranger", bio="Editor at Larchmere Press"), True),
        (account("plain"), True),
    ],
    ids=lambda given: given.id if isinstance(given, Account) else "",
)  # fmt: skip
def test_a_list_made_to_promote_is_not_what_others_say(home: Home, maker: Account, counted: bool) -> None:
    answered(home, whom="experts")
    ada = replace(ADA, bio="Head of acquisition comms at Plumwood Logistics")
    made = post(maker, 90, "People who know how to communicate an acquisition to staff")
    hear(home, post(ada, 1, COMMENT.format(1)), accounts=(ada, maker))
    hear(home, made, accounts=(), form=Form.LIST, ties=(tie(maker, ada, TieKind.LISTED, made),))
    found = next(person for person in asked(home, limit=9).people if person.id == ADA.id)
    assert (points(found, "said_of_her") > 0) is counted


def test_a_network_without_likes_follows_or_replies_is_enough(home: Home) -> None:
    writer, other = account("ada", "feeds"), account("ben", "feeds")
    hear(home, told(writer), told(writer, 2), post(other, 1, COMMENT.format(1)), accounts=(writer, other))
    found = asked(home)
    assert names(found)[0] == "ada"
    for person in found.people:
        assert "nothing seen yet that tells" in person.signs.willing_why
        assert person.introduction == ""
    assert "Nobody you follow has been read yet" in near(home, now=NOW).empty


def test_one_post_only_is_offered_and_called_thin(home: Home) -> None:
    hear(home, told(ADA), accounts=(ADA,))
    (only,) = asked(home, experience="communicated an acquisition to staff").people
    first_hand = next(reason for reason in only.reasons if reason.stage == "first_hand")
    assert "in 1 post" in first_hand.sentence
    assert "Evidence is thin: only one post tells it." in first_hand.sentence


@pytest.mark.parametrize(
    "text",
    [
        "She said she went through an acquisition in 2019 and told 900 staff of it on day one.",
        "“When we were acquired in 2019 I told 900 staff of the acquisition on day one.”",
        "‘When we were acquired in 2019 I told 900 staff of the acquisition on day one.’",
        "> When we were acquired in 2019 I told 900 staff of the acquisition on day one.",
        "When we were acquired in 2019 I told 900 staff of the acquisition on day one. — Ines Larch",
        "As Ines put it, when we were acquired in 2019 I told 900 staff of the acquisition on day one.",
        "Ines wrote: when we were acquired in 2019 I told 900 staff of the acquisition on day one.",
        "When we were acquired in 2019 I told 900 staff of the acquisition by fax on day one. Great fun. #sarcasm",
        "When we were acquired in 2019 we told 900 staff everything about the acquisition on day one. Not!",
        "Oh great, when we were acquired in 2019 I got to tell 900 staff of the acquisition by fax.",
    ],
)
def test_borrowed_and_ironical_words_are_nobodys_experience(home: Home, text: str) -> None:
    hear(home, post(ADA, 1, text), told(BEN, 2), accounts=(ADA, BEN))
    found = asked(home, experience="went through an acquisition and told staff")
    assert names(found) == ["ben"]
    assert all(proof.label is not Experience.DID for proof in about(home, ADA.id, now=NOW).evidence)


def test_a_crowd_that_follows_whom_the_user_follows_does_not_bring_somebody_near(home: Home) -> None:
    vera, cleo = account("vera"), account("cleo")
    bought, follows = crowd(60, ANN, BEN, vera)
    ties = (tie(ME, ANN), tie(ME, BEN), tie(ANN, cleo), tie(BEN, cleo), tie(cleo, ANN))
    hear(home, accounts=(ME, ANN, BEN, cleo, vera, *bought), ties=(*ties, *follows))
    assert near(home, now=NOW, limit=1).people[0].person == cleo.id
