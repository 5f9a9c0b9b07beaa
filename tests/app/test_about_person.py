"""One person's page: what is known, what is not, and what she asked for; who is taken for whom."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from outward.app.about_person import About, about
from outward.app.demo import prepare
from outward.app.forget_person import forget
from outward.app.home import Home
from outward.app.imports import imports
from outward.app.join import join
from outward.app.person import person, same, suggestions
from outward.app.reach import touched
from outward.app.takeaway import keep
from outward.app.whom import whom
from outward.errors import InputError
from outward.model import Account, Direction, Form, Parsed, Post, Resource, Tie, TieKind
from outward.store import people, posts
from tests.app.material import NOW, answered

ADA = Account(
    id="bluesky:did:plc:ada", network="bluesky", handle="ada.example", name="Ada Nightjar",
    url="https://bsky.example/ada", bio="Head of comms at Plumwood Logistics",
)  # fmt: skip
BEN = replace(
    ADA, id="bluesky:did:plc:ben", handle="ben.example", name="Ben Coot", url="https://bsky.example/ben", bio=""
)
ME = replace(BEN, id="bluesky:did:plc:me", handle="me.example", name="Me", url="https://bsky.example/me")
DID_IT = "When we were acquired in 2023 I told 4,000 staff in 9 offices on day one, managers first."


def post(account: Account, number: int, text: str = DID_IT, *, days: float = 3, **more: object) -> Post:
    url = f"{account.url}/{number}"
    base: dict[str, object] = {
        "id": f"{account.id}/{number}", "network": account.network, "author": account.id, "text": text, "url": url,
        "resource": url, "created_at": NOW - timedelta(days=days), "lang": "en",
    }  # fmt: skip
    return Post(**{**base, **more})  # type: ignore[arg-type]


def hear(home: Home, *said: Post, accounts: tuple[Account, ...] = (ADA, BEN, ME), **more: Any) -> None:
    """Read these posts, each with itself as a resource unless it points at another."""
    own = tuple(
        Resource(url=one.resource, form=Form.POST, text=one.text, author=one.author, words=len(one.text.split()))
        for one in said
        if one.resource == one.url
    )
    resources = (*own, *more.pop("resources", ()))
    with home.database.writing() as db:
        posts.save(db, Parsed(posts=said, accounts=accounts, resources=resources, **more))
    join(home, now=NOW)
    home.catch_up()


def tie(source: Account, target: Account, kind: TieKind, days: float = 2, post: str | None = None) -> Tie:
    return Tie(source=source.id, target=target.id, kind=kind, at=NOW - timedelta(days=days), post=post)


@pytest.fixture
def town(home: Home) -> Home:
    """The user's own account, Ada who went through it, Ben who talks about her."""
    answered(home)
    with home.database.writing() as db:
        people.own(db, [ME.id])
    article = Resource(
        url="https://site.example/plan",
        form=Form.ARTICLE,
        title="How to tell staff of an acquisition",
        text="We were acquired. I told 4,000 staff in 9 offices, in three steps: managers first.",
        words=900,
    )
    about_her = post(BEN, 1, "Ada told our staff of the acquisition best", mentions=(ADA.id,))
    listed = post(BEN, 2, "People who know acquisitions")
    hear(
        home, post(ADA, 1, tags=("InternalComms",)), post(ADA, 2, "Managers first, again", tags=("internalcomms",)),
        post(ADA, 3, "What an acquisition needs", resource=article.url, days=100), about_her, listed,
        resources=(article,),
        ties=(
            tie(BEN, ADA, TieKind.MENTION, post=about_her.id), tie(BEN, ADA, TieKind.LISTED, post=listed.id),
            tie(ME, BEN, TieKind.REPLY, post="x"), tie(BEN, ME, TieKind.REPLY, post="y"),
        ),
    )  # fmt: skip
    return home


def empty(found: About) -> bool:
    """Whether nothing was put together."""
    held = (found.evidence, found.tags, found.shows, found.resources, found.turned, found.voices, found.topics.topics)
    return not any(held)


def test_everything_known_is_there_with_its_evidence(town: Home) -> None:
    assert "Ben Coot" in about(town, ADA.id, now=NOW).way
    touched(town, ADA.id, direction=Direction.OUT, how="thanked", now=NOW)
    keep(town, "Managers first", url="https://site.example/plan", now=NOW)
    found = about(town, "@ada.example", now=NOW)
    assert found.organisation == "plumwood logistics"
    assert found.evidence[0].sentence.startswith("When we were acquired in 2023")
    assert found.evidence[0].label == "did it"
    assert [(tag.name, tag.posts) for tag in found.tags] == [("internalcomms", 2)]
    assert {(topic.sort, topic.name) for topic in found.topics.topics} >= {("hashtag", "#internalcomms")}
    assert [(place.network, place.posts, place.lately) for place in found.places] == [("bluesky", 3, 2)]
    assert [(one.title, one.own, one.others) for one in found.resources] == [
        ("How to tell staff of an acquisition", False, 0)
    ]
    assert [(voice.who, voice.list_) for voice in found.voices] == [("Ben Coot", True), ("Ben Coot", False)]
    assert any("lists or in starter packs by 1 person" in sentence for sentence in found.turned)
    assert found.signs is not None
    assert found.signs.able > 0.2
    assert found.way == "You and Ada Nightjar last spoke today."
    assert [touch.how for touch in found.contacts] == ["thanked"]
    assert found.step
    assert [one.text for one in found.takeaways] == ["Managers first"]
    assert found.notices == ()


def test_one_post_only_is_enough_for_a_page(home: Home) -> None:
    answered(home)
    hear(home, post(ADA, 1), accounts=(ADA,))
    found = about(home, ADA.id, now=NOW)
    assert len(found.evidence) == 1
    assert [place.posts for place in found.places] == [1]
    assert (found.resources, found.voices, found.turned, found.contacts, found.way) == ((), (), (), (), "")


def test_without_a_goal_or_an_answer_there_is_a_page_too(home: Home) -> None:
    hear(home, post(ADA, 1), accounts=(ADA,))
    found = about(home, ADA.id, now=NOW)
    assert found.evidence
    assert found.topics.quarters == ("2026 Q1",)


def test_who_was_never_read_is_known_by_others_only(home: Home) -> None:
    answered(home)
    named = post(BEN, 1, "Ada knows", mentions=(ADA.id,))
    hear(home, named, accounts=(ADA, BEN), ties=(tie(BEN, ADA, TieKind.MENTION, post=named.id),))
    found = about(home, ADA.id, now=NOW)
    assert found.notices == ("Nothing Ada Nightjar wrote has been read; what is known comes from others.",)
    assert [voice.who for voice in found.voices] == ["Ben Coot"]
    assert (found.evidence, found.places, found.signs, found.step) == ((), (), None, "")
    with pytest.raises(InputError, match="has not read of 'nobody'"):
        about(home, "nobody", now=NOW)


def test_what_was_deleted_is_not_shown(home: Home) -> None:
    answered(home)
    hear(home, post(ADA, 1), accounts=(ADA,))
    hear(home, accounts=(ADA,), deleted=(f"{ADA.id}/1",))
    found = about(home, ADA.id, now=NOW)
    assert found.notices == ("Everything read of Ada Nightjar was deleted there, and is shown no more.",)
    assert empty(found)


def test_who_fell_silent_is_said_to_be(home: Home) -> None:
    answered(home)
    hear(home, post(ADA, 1, days=45), accounts=(ADA,))
    assert about(home, ADA.id, now=NOW).notices == ("Nothing was heard of Ada Nightjar for 45 days.",)


@pytest.mark.parametrize("follows", [False, True])
def test_who_asks_not_to_be_found_is_not_put_together_unless_followed(home: Home, follows: bool) -> None:
    answered(home)
    with home.database.writing() as db:
        people.own(db, [ME.id])
    ties = (tie(ME, ADA, TieKind.FOLLOW),) if follows else ()
    hear(home, post(ADA, 1), accounts=(replace(ADA, indexable=False), ME), ties=ties)
    found = about(home, ADA.id, now=NOW)
    assert found.reserved is not follows
    assert empty(found) is not follows
    assert (found.signs, found.step, found.way) == (None, "", "")
    assert "asks not to be" in found.notices[0]
    assert [place.posts for place in found.places] == [1]
    assert all(person.id != ADA.id for person in whom(home, now=NOW).people)


def test_a_protected_account_of_x_is_not_put_together_either(home: Home, tmp_path: Path) -> None:
    who = {"id_str": "77", "screen_name": "ada", "name": "Ada Nightjar", "protected": True}
    tweet = {"id_str": "501", "full_text": DID_IT, "created_at": "Sun Mar 01 10:00:00 +0000 2026", "user": who,
             "entities": {}}  # fmt: skip
    (tmp_path / "tweets.js").write_text(f"window.YTD.tweets.part0 = {json.dumps([{'tweet': tweet}])}")
    answered(home)
    imports(home, [tmp_path / "tweets.js"], now=NOW)
    assert about(home, "x:77", now=NOW).reserved


def test_nothing_is_suggested_with_oneself_a_robot_or_who_is_muted(town: Home) -> None:
    robot = replace(
        ADA, id="bluesky:did:plc:bot", handle="bot.example", name="Robot", url="https://bsky.example/bot", bot=True
    )
    hear(town, post(robot, 1), post(ME, 1), accounts=(robot,), ties=(tie(ME, ADA, TieKind.MUTE),))
    for account, said in ((robot, "automated"), (ME, "This is you."), (ADA, "You muted or blocked")):
        found = about(town, account.id, now=NOW)
        assert any(said in notice for notice in found.notices)
        assert (found.step, found.signs, found.way) == ("", None, "")


def test_two_people_of_one_name_stay_two(home: Home) -> None:
    other = replace(ADA, id="mastodon:ada@else.example", network="mastodon", handle="ada@else.example",
                    url="https://else.example/@ada", bio="I bake bread in Lisbon")  # fmt: skip
    answered(home)
    hear(home, post(ADA, 1), post(other, 1, "On bread"), accounts=(ADA, other))
    assert len(set(people.persons(home.database).values())) == 2
    with pytest.raises(InputError, match="may be any of"):
        about(home, "Ada Nightjar", now=NOW)
    assert [place.posts for place in about(home, other.id, now=NOW).places] == [1]
    forget(home, ADA.id, now=NOW)
    assert about(home, "Ada Nightjar", now=NOW).known.id == other.id


def test_one_person_under_two_names_is_one_by_proof_or_by_word_only(home: Home) -> None:
    pen = replace(ADA, id="mastodon:quill@social.example", network="mastodon", handle="quill@social.example",
                  name="The Quill", url="https://social.example/@quill")  # fmt: skip
    answered(home)
    hear(home, post(ADA, 1), post(pen, 1, "Under my pen name I tell of our acquisition"), accounts=(ADA, pen))
    assert suggestions(home).suggestions == ()
    assert len(about(home, ADA.id, now=NOW).known.accounts) == 1
    same(home, ADA.id, pen.id, now=NOW)
    found = about(home, "The Quill", now=NOW)
    assert {account.name for account in found.known.accounts} == {"Ada Nightjar", "The Quill"}
    assert len(found.places) == 2
    proved = replace(pen, verified=("https://ada.example/",))
    hear(home, accounts=(proved,))
    assert any("ada.example" in proof for proof in about(home, pen.id, now=NOW).known.proofs)


def test_a_renamed_account_is_the_same_person_under_the_new_name(home: Home) -> None:
    answered(home)
    hear(home, post(ADA, 1), accounts=(ADA,))
    touched(home, ADA.id, direction=Direction.OUT, how="thanked", now=NOW)
    renamed = replace(ADA, handle="nightjar.example", name="Ada N.", url="https://bsky.example/nightjar")
    hear(home, post(replace(renamed, id=ADA.id), 2), accounts=(renamed,))
    found = about(home, "@nightjar.example", now=NOW)
    assert found.known.id == ADA.id
    assert found.places[0].posts == 2
    assert found.contacts
    with pytest.raises(InputError, match="has not read of"):
        person(home, "@ada.example")


def test_an_account_whose_handle_went_wrong_and_that_has_no_name_is_shown_by_what_there_is(home: Home) -> None:
    bare = Account(id="bluesky:did:plc:bare", network="bluesky", handle="handle.invalid")
    answered(home)
    hear(home, accounts=(bare,))
    found = about(home, bare.id, now=NOW)
    assert found.known.name == "handle.invalid"
    assert empty(found)


def test_the_sample_has_a_page_for_everybody_on_the_slate(home: Home) -> None:
    prepare(home, now=NOW)
    for one in whom(home, now=NOW).people:
        found = about(home, one.id, now=NOW)
        assert found.evidence
        assert found.topics.topics
        assert found.signs
