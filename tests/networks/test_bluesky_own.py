"""What is the user's own on Bluesky, and lists of people: a real network on loopback."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from outward.errors import CredentialsError
from outward.fetch import Fetch
from outward.model import Form, MarkKind, Parsed, Source, TieKind
from outward.networks import bluesky as network
from outward.networks.bluesky import Settings
from tests.networks.bluesky_people import PASSWORD, Someone, mention, reply, strong
from tests.networks.bluesky_servers import Bluesky, bluesky

__all__ = ["bluesky"]
OWN = ("timeline", "notifications", "bookmarks", "likes", "following")


@dataclass(frozen=True)
class Room:
    """The user (eve), and others who turned to her; hid wants to be shown to signed-in people only."""

    network: Bluesky
    eve: Someone
    ida: Someone
    bad: Someone
    hid: Someone
    hers: tuple[str, str]
    good: tuple[str, str]
    answer: tuple[str, str]
    list: str
    pack: str

    @property
    def stranger(self) -> Settings:
        return Settings(address=self.network.appview, service=self.network.pds)

    @property
    def settings(self) -> Settings:
        return Settings(self.eve.handle, PASSWORD, self.network.pds, self.network.appview)


@pytest.fixture(scope="module")
def room(bluesky: Bluesky) -> Room:
    make = bluesky.people.make
    eve, ida, bad = make("eve"), make("ida"), make("bad")
    label = {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "!no-unauthenticated"}]}
    hid = make("hid", labels=label)
    hers, good = eve.says("How do you run a town hall?"), ida.says("Ask people first")
    answer = ida.says("Like this", **reply(hers))
    ida.says(f"@{eve.handle} asked well", facets=mention(f"@{eve.handle} asked well", eve))
    whisper = hid.says("Only for you")
    ida.says("Somebody whispered", embed={"$type": "app.bsky.embed.record", "record": strong(whisper)})
    rude = {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "rude"}]}
    ida.says("Shut up", labels=rude)
    hides = {"$type": "app.bsky.actor.defs#contentLabelPref", "label": "rude", "visibility": "hide"}
    eve.client.app.bsky.actor.put_preferences({"preferences": [hides]})
    ida.does("app.bsky.feed.like", subject=strong(hers))
    ida.does("app.bsky.graph.follow", subject=eve.did)
    eve.does("app.bsky.graph.follow", subject=ida.did)
    eve.does("app.bsky.feed.like", subject=strong(good))
    eve.does("app.bsky.graph.block", subject=bad.did)
    listed = _list(ida, "curatelist", (eve, hid))
    held = _list(ida, "referencelist", (ida, hid))
    pack = ida.does("app.bsky.graph.starterpack", name="Town hall people", description="Begin here", list=held)[0]
    bluesky.settle()
    eve.client.app.bsky.bookmark.create_bookmark({"uri": good[0], "cid": good[1]})
    bluesky.settle()
    return Room(bluesky, eve, ida, bad, hid, hers, good, answer, listed, pack)


def _list(owner: Someone, purpose: str, members: tuple[Someone, ...]) -> str:
    made = owner.does("app.bsky.graph.list", name="Hosts", purpose=f"app.bsky.graph.defs#{purpose}")[0]
    for member in members:
        owner.does("app.bsky.graph.listitem", list=made, subject=member.did)
    return made


@pytest.fixture
def door(bluesky: Bluesky) -> Iterator[Fetch]:
    with Fetch(allow=bluesky.hosts, retries=0) as made:
        yield made


def source(kind: str) -> Source:
    return Source("bluesky", kind, "following" if kind == "timeline" else kind)


def read(door: Fetch, settings: Settings, what: Source) -> Parsed:
    """The one page there is; a second sync brings nothing new."""
    (page,) = network.pages(door, settings, what, "")
    assert list(network.pages(door, settings, what, page.cursor)) == []
    said = network.parse(page.raw, what)
    assert said.dropped == ()
    return said


@pytest.mark.parametrize("kind", OWN)
def test_what_is_hers_needs_a_sign_in(room: Room, door: Fetch, kind: str) -> None:
    with pytest.raises(CredentialsError, match=r"^[^.]+ on Bluesky needs? a sign-in; [^.]+ --sign-in\.$"):
        list(network.pages(door, room.stranger, source(kind), ""))
    assert door.asked == []


def test_notifications_say_who_turned_to_her(room: Room, door: Fetch) -> None:
    said = read(door, room.settings, source("notifications"))
    key = room.answer[0].rpartition("/")[2]
    assert f"https://bsky.app/profile/{room.ida.handle}/post/{key}" in {touch.url for touch in said.touches}
    assert {(touch.person, touch.how) for touch in said.touches} == {
        (room.ida.account, how) for how in ("reply", "mention", "liked", "followed")
    }
    assert said.mine == (room.eve.account,)
    assert (room.ida.account, TieKind.LIKE, f"bluesky:{room.hers[0]}") in {
        (t.source, t.kind, t.post) for t in said.ties
    }


def test_what_she_saved_is_marked(room: Room, door: Fetch) -> None:
    said = read(door, room.settings, source("bookmarks"))
    assert [(post.text, post.id) for post in said.posts] == [("Ask people first", f"bluesky:{room.good[0]}")]
    assert [(mark.kind, mark.url) for mark in said.marks] == [(MarkKind.SAVED, said.posts[0].resource)]
    assert room.ida.account in {account.id for account in said.accounts}


def test_what_she_liked_is_marked(room: Room, door: Fetch) -> None:
    said = read(door, room.settings, source("likes"))
    assert [(mark.kind, mark.url) for mark in said.marks] == [(MarkKind.LIKED, said.posts[0].resource)]
    assert (room.eve.account, room.ida.account, TieKind.LIKE) in {(t.source, t.target, t.kind) for t in said.ties}


def test_whom_she_follows_and_turned_away_is_known(room: Room, door: Fetch) -> None:
    said = read(door, room.settings, source("following"))
    eve, ida = room.eve.account, room.ida.account
    assert {(tie.source, tie.target, tie.kind) for tie in said.ties} == {
        (eve, ida, TieKind.FOLLOW), (ida, eve, TieKind.FOLLOW), (eve, room.bad.account, TieKind.MUTE),
    }  # fmt: skip


@pytest.mark.parametrize(("signed_in", "members"), [(False, 1), (True, 2)])
def test_a_list_brings_its_members(room: Room, door: Fetch, signed_in: bool, members: int) -> None:
    settings = room.settings if signed_in else room.stranger
    said = read(door, settings, Source("bluesky", "list", room.list))
    made = next(post for post in said.posts if post.id == f"bluesky:{room.list}")
    expected = {room.eve.account, room.hid.account} if signed_in else {room.eve.account}
    assert {tie.target for tie in said.ties if tie.kind is TieKind.LISTED and tie.post == made.id} == expected
    assert ("Only for you" in {post.text for post in said.posts}, len(expected)) == (signed_in, members)


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_starter_pack_brings_its_members(room: Room, door: Fetch, signed_in: bool) -> None:
    settings = room.settings if signed_in else room.stranger
    what = network.recognise(f"https://bsky.app/starter-pack/{room.ida.handle}/{room.pack.rpartition('/')[2]}")
    assert what is not None
    (page,) = network.pages(door, settings, what, "")
    said = network.parse(page.raw, what)
    made = next(post for post in said.posts if post.id == f"bluesky:{room.pack}")
    assert (made.text, len(said.dropped)) == ("Town hall people\n\nBegin here", int(signed_in))  # a rude one
    assert next(one.form for one in said.resources if one.url == made.resource) is Form.LIST
    targets = {tie.target for tie in said.ties if tie.kind is TieKind.LISTED}
    assert targets == ({room.hid.account} if signed_in else set())
    assert "Ask people first" in {post.text for post in said.posts}
    if not signed_in:
        assert b"Only for you" not in page.raw
        assert "Somebody whispered" in {post.text for post in said.posts}


def test_what_her_own_settings_hide_is_left_out(room: Room, door: Fetch) -> None:
    what = Source("bluesky", "account", room.ida.handle)
    for settings, shown in ((room.stranger, True), (room.settings, False)):
        (page,) = network.pages(door, settings, what, "")
        said = network.parse(page.raw, what)
        assert ("Shut up" in {post.text for post in said.posts}, len(said.dropped)) == (shown, 0 if shown else 1)


def test_reading_what_is_hers_changes_nothing(room: Room, door: Fetch) -> None:
    for kind in OWN:
        list(network.pages(door, room.settings, source(kind), ""))
    assert [method for method, _ in door.asked if method != "GET"] == ["POST"]  # the sign-in
