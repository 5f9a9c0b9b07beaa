"""What single records of Bluesky say: labels, domains, lists, notifications, saved and liked posts. Pure."""

from typing import Any

import msgspec
import pytest

from outward.model import Direction, Form, MarkKind, Parsed, Source, TieKind
from outward.networks import bluesky as network

ME, ANN, BEN = (f"did:plc:{letter * 24}" for letter in "abc")


def said(kind: str = "tag", **page: Any) -> Parsed:
    return network.parse(msgspec.json.encode(page), Source("bluesky", kind, "x"))


def actor(did: str = ANN, handle: str = "ann.bsky.social", **more: Any) -> dict[str, Any]:
    return {"did": did, "handle": handle, **more}


def view(author: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    who = author or actor()
    record = {"text": "Hello", "createdAt": "2026-03-01T10:00:00Z"}
    return {"uri": f"at://{who['did']}/app.bsky.feed.post/1", "author": who, "record": record, **more}


@pytest.mark.parametrize(("label", "why"), [
    ("!hide", "hidden"), ("!warn", "warning"), ("spam", "spam"), ("impersonation", "impersonation"), ("porn", "adult"),
    ("sexual", "adult"), ("nudity", "adult"), ("graphic-media", "adult"), ("rude", "your settings"),
])  # fmt: skip
@pytest.mark.parametrize("on_account", [True, False])
def test_what_is_labelled_is_kept_out_with_its_reason(label: str, why: str, on_account: bool) -> None:
    labels = [{"val": label}]
    post = view(actor(labels=labels)) if on_account else view(labels=labels)
    parsed = said(feed=[{"post": post}], profiles=[post["author"]], hidden=["rude"])
    assert (parsed.posts, parsed.resources, parsed.ties) == ((), (), ())
    assert [why in drop.reason for drop in parsed.dropped] == [True]
    assert [account.handle for account in parsed.accounts] == ([] if on_account else ["ann.bsky.social"])


@pytest.mark.parametrize("labels", [[{"val": "spam", "neg": True}], [{"val": "spam"}, {"val": "spam", "neg": True}],
                                    [{"val": "bridged"}], None])  # fmt: skip
def test_a_label_taken_back_or_unknown_keeps_nothing_out(labels: Any) -> None:
    assert len(said(feed=[{"post": view(labels=labels)}]).posts) == 1


@pytest.mark.parametrize(("handle", "links", "verified"), [
    ("ann.example", "", ("https://ann.example/",)),
    ("ann.example", "See https://www.ann.example/book", ("https://ann.example/", "https://www.ann.example/book")),
    ("ann.example", "See https://other.example/", ("https://ann.example/",)),
    ("ann.bsky.social", "", ()), ("handle.invalid", "", ()), ("ann.brid.gy", "", ()), ("notadomain", "", ()),
])  # fmt: skip
def test_a_domain_as_handle_is_hers(handle: str, links: str, verified: tuple[str, ...]) -> None:
    (account,) = said(profiles=[actor(handle=handle, description=links)]).accounts
    assert account.verified == verified


def test_how_the_user_and_a_person_stand_is_told_by_what_bluesky_shows_her() -> None:
    viewer = {"following": "at://x", "followedBy": "at://y", "muted": True}
    ties = said(me=ME, profiles=[actor(viewer=viewer), actor(BEN, "ben.bsky.social", viewer={"muted": False})]).ties
    assert {(tie.source, tie.target, tie.kind) for tie in ties} == {
        (f"bluesky:{ME}", f"bluesky:{ANN}", TieKind.FOLLOW),
        (f"bluesky:{ANN}", f"bluesky:{ME}", TieKind.FOLLOW),
        (f"bluesky:{ME}", f"bluesky:{ANN}", TieKind.MUTE),
    }
    assert said(me=ME).mine == (f"bluesky:{ME}",)
    assert said(profiles=[actor(viewer=viewer)]).ties == ()


@pytest.mark.parametrize(("gone", "quotes", "deleted"), [
    ("blocked", False, 0), ("detached", False, 0), ("notFound", True, 1),
])  # fmt: skip
def test_a_quoted_post_that_is_not_shown_is_no_tie_or_deleted(gone: str, quotes: bool, deleted: int) -> None:
    embed = {"record": {"uri": f"at://{BEN}/app.bsky.feed.post/9", gone: True}}
    parsed = said(feed=[{"post": view(embed=embed)}])
    assert (parsed.posts[0].quotes is not None, len(parsed.deleted)) == (quotes, deleted)
    assert (TieKind.QUOTE in {tie.kind for tie in parsed.ties}) is quotes


@pytest.mark.parametrize("pack", [True, False])
def test_a_list_is_a_post_of_its_owner_and_names_its_members(pack: bool) -> None:
    about = {"name": "Town halls", "description": "Who ran some <b>"}
    where = f"at://{ANN}/app.bsky.graph.list/3k"
    shown = {"uri": where, "creator": actor(), **({"record": about} if pack else about)}
    items = [{"subject": actor(BEN, "ben.bsky.social")}, {"subject": 3}]
    parsed = said(items=items, pack=shown) if pack else said(items=items, list=shown)
    (post,), (resource,) = parsed.posts, parsed.resources
    place = "starter-pack/ann.bsky.social/3k" if pack else "profile/ann.bsky.social/lists/3k"
    assert post.text == resource.text == "Town halls\n\nWho ran some <b>"
    assert (resource.form, resource.title, resource.url) == (Form.LIST, "Town halls", f"https://bsky.app/{place}")
    assert [(tie.target, tie.kind, tie.post) for tie in parsed.ties] == [(f"bluesky:{BEN}", TieKind.LISTED, post.id)]
    assert len(parsed.dropped) == 1


def test_a_list_of_people_to_be_muted_recommends_nobody() -> None:
    shown = {"uri": f"at://{ANN}/app.bsky.graph.list/1", "creator": actor(), "name": "Bad", "purpose": "x#modlist"}
    parsed = said(list=shown, items=[{"subject": actor(BEN)}])
    assert (parsed.posts, parsed.ties, len(parsed.dropped)) == ((), (), 1)


def test_notifications_are_contacts() -> None:
    subject = f"at://{ME}/app.bsky.feed.post/7"

    def notice(reason: str, **more: Any) -> dict[str, Any]:
        uri = f"at://{ANN}/app.bsky.feed.post/5"
        return {"uri": uri, "author": actor(), "reason": reason, "indexedAt": "2026-03-01T10:00:00Z", **more}

    reasons = ["reply", "mention", "quote", "follow", "verified"]
    feed = [notice(reason) for reason in reasons] + [notice("like", reasonSubject=subject), 3]
    parsed = said(me=ME, handle="me.bsky.social", notifications=feed)
    post, profile = "https://bsky.app/profile/ann.bsky.social/post/5", "https://bsky.app/profile/ann.bsky.social"
    assert [(touch.how, touch.url) for touch in parsed.touches] == [
        ("reply", post), ("mention", post), ("quoted", post), ("followed", profile),
        ("liked", "https://bsky.app/profile/me.bsky.social/post/7"),
    ]  # fmt: skip
    assert {touch.direction for touch in parsed.touches} == {Direction.IN}
    assert [(tie.kind, tie.post) for tie in parsed.ties] == [
        (TieKind.FOLLOW, None), (TieKind.LIKE, f"bluesky:{subject}"),
    ]  # fmt: skip
    assert len(parsed.dropped) == 1


def test_a_notification_brings_the_words_somebody_turned_to_her_with() -> None:
    asked = f"at://{ME}/app.bsky.feed.post/7"
    record = {
        "text": "How did you tell them?", "createdAt": "2026-03-01T09:59:00Z",
        "reply": {"root": {"uri": asked, "cid": "c"}, "parent": {"uri": asked, "cid": "c"}},
    }  # fmt: skip
    notice = {
        "uri": f"at://{ANN}/app.bsky.feed.post/5", "author": actor(), "reason": "reply", "record": record,
        "indexedAt": "2026-03-01T10:00:00Z",
    }  # fmt: skip
    (post,) = (parsed := said(me=ME, notifications=[notice])).posts
    assert (post.text, post.url) == ("How did you tell them?", parsed.touches[0].url)
    assert [(tie.kind, tie.target, tie.post) for tie in parsed.ties] == [(TieKind.REPLY, f"bluesky:{ME}", post.id)]
    for other in ({"record": {"text": 3}}, {"record": "gone"}, {"labels": [{"val": "!hide"}]}):
        assert said(me=ME, notifications=[{**notice, **other}]).posts == ()
    assert said(me=ME, notifications=[{**notice, "reason": "like", "record": {"subject": {"uri": asked}}}]).posts == ()


def test_what_the_user_saved_and_liked_is_marked() -> None:
    gone = {"uri": f"at://{BEN}/app.bsky.feed.post/2", "notFound": True}
    saved = said(bookmarks=[{"item": view(), "createdAt": "2026-03-02T10:00:00Z"}, {"item": gone}, 3])
    assert [(mark.kind, mark.url) for mark in saved.marks] == [(MarkKind.SAVED, saved.posts[0].resource)]
    assert (saved.deleted, len(saved.dropped)) == ((f"bluesky:{gone['uri']}",), 2)
    key = "3jueqtsliw22n"
    liked = said("likes", me=ME, feed=[{"post": view(viewer={"like": f"at://{ME}/app.bsky.feed.like/{key}"})}])
    (mark,), (tie,) = liked.marks, liked.ties
    assert (mark.kind, mark.url, tie.kind, tie.source) == (
        MarkKind.LIKED, liked.posts[0].resource, TieKind.LIKE, f"bluesky:{ME}",
    )  # fmt: skip
    assert mark.at is not None
    assert mark.at.year == 2023


def test_records_of_an_account_s_own_repository_are_understood() -> None:
    at = "2026-03-01T10:00:00Z"

    def one(sort: str, did: str = ME, **value: Any) -> dict[str, Any]:
        return {"uri": f"at://{did}/{sort}/1", "value": {"$type": sort, "createdAt": at, **value}}

    post = f"at://{ANN}/app.bsky.feed.post/5"
    good = [
        one("app.bsky.feed.post", text="Mine"), one("app.bsky.feed.like", subject={"uri": post}),
        one("app.bsky.feed.repost", subject={"uri": post}), one("app.bsky.graph.follow", subject=ANN),
        one("app.bsky.graph.block", subject=BEN), one("app.bsky.graph.list", name="Good"),
        one("app.bsky.graph.listitem", subject=ANN, list=f"at://{ME}/app.bsky.graph.list/1"),
    ]  # fmt: skip
    bad = [one("app.bsky.other"), one("app.bsky.graph.follow", subject="x"), {"value": {}}, {}, 3, one("x", did="y")]
    parsed = said(me=ME, records=good + bad)
    assert [post.text for post in parsed.posts] == ["Mine", "Good"]
    assert [mark.kind for mark in parsed.marks] == [MarkKind.LIKED]
    assert [tie.kind for tie in parsed.ties] == [
        TieKind.LIKE, TieKind.REPOST, TieKind.FOLLOW, TieKind.MUTE, TieKind.LISTED,
    ]  # fmt: skip
    assert len(parsed.dropped) == len(bad)
    assert all(drop.reason.startswith("It ") for drop in parsed.dropped)
