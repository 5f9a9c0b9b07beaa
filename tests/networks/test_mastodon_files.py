"""Mastodon's files: account exports, address lists, recorded answers, ActivityStreams; all accounted for."""

import json
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.archive import Archive, SpoiltError
from outward.model import Direction, Form, MarkKind, Parsed, Piece, Source, TieKind
from outward.networks import mastodon
from tests.data import data

ADA, LIN = "mastodon:ada@social.example", "mastodon:lin@other.example"
BASE = "https://social.example/users/ada"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
CONTEXT = ["https://www.w3.org/ns/activitystreams", {"discoverable": "toot:discoverable"}]
ACTOR = {
    "@context": CONTEXT, "id": BASE, "type": "Person", "preferredUsername": "Ada", "name": "Ada <A>",
    "summary": "<p>I study change</p>", "url": "https://social.example/@Ada", "discoverable": True,
    "attachment": [{"type": "PropertyValue", "name": "Site", "value": '<a href="https://ada.example/">a</a>'}],
}  # fmt: skip


def note(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": f"{BASE}/statuses/{number}", "type": "Note", "published": "2026-03-03T12:00:00Z", "attributedTo": BASE,
        "url": f"https://social.example/@Ada/{number}", "to": [PUBLIC], "cc": [f"{BASE}/followers"],
        "content": f"<p>Words {number}</p>", **more,
    }  # fmt: skip


def done(kind: str, inner: Any, **more: Any) -> dict[str, Any]:
    return {"id": "x", "type": kind, "actor": BASE, "published": "2026-03-03T12:00:00Z", "object": inner, **more}


OUTBOX = [
    done("Create", note(1, content='<p>Read <a href="https://example.org/essay">this</a></p>', tag=[
        {"type": "Hashtag", "name": "#Change", "href": "https://social.example/tags/change"}])),
    done("Create", note(2, inReplyTo="https://other.example/users/lin/statuses/9", tag=[
        {"type": "Mention", "href": "https://other.example/users/lin", "name": "@lin"}])),
    done("Create", note(3, to=[f"{BASE}/followers"], cc=[])),
    done("Create", note(4, to=["https://other.example/users/lin"], cc=[], content="<p>between us</p>")),
    done("Announce", "https://other.example/users/lin/statuses/8"),
    done("Delete", {"type": "Tombstone", "id": f"{BASE}/statuses/5"}),
    done("Undo", done("Like", "https://other.example/users/lin/statuses/8")),
    done("Create", note(6, quote="https://other.example/users/lin/statuses/7")),
    {"type": "Create", "object": 7},
]  # fmt: skip


def collection(records: Iterable[Any]) -> str:
    return json.dumps({"@context": CONTEXT, "type": "OrderedCollection", "orderedItems": list(records)})


EXPORT = {
    "actor.json": json.dumps(ACTOR),
    "outbox.json": collection(OUTBOX),
    "likes.json": collection(["https://other.example/users/lin/statuses/8", "no address"]),
    "bookmarks.json": collection(["https://other.example/users/lin/statuses/9"]),
    "following_accounts.csv": "\ufeffAccount address,Show boosts,Notify on new posts,Languages\n"
    "lin@other.example,true,false,\nno address,,,\n",
    "followers.csv": "Account address\ngrace@social.example\n",
    "lists.csv": "My <peers>,lin@other.example\nMy <peers>,grace@social.example\nOthers,kay@other.example\n",
    "muted_accounts.csv": "Account address,Hide notifications\nnoise@other.example,true\n",
    "blocked_accounts.csv": "bad@other.example\n",
    "bookmarks.csv": "https://other.example/users/lin/statuses/10\n",
    "blocked_domains.csv": "spam.example\n",
    "avatar.png": "no text",
}  # fmt: skip


def zipped(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in files.items():
            into.writestr(name, content)
    return path


def unpacked(path: Path) -> list[tuple[Piece, Parsed]]:
    with Archive(path) as archive:
        return [(piece, mastodon.parse(piece.raw, piece.source)) for piece in mastodon.unpack(archive)]


def kinds(read: list[tuple[Piece, Parsed]]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for piece, _ in read:
        counted[piece.source.kind] += piece.records
    return dict(counted)


def of(read: list[tuple[Piece, Parsed]], kind: str) -> Parsed:
    (found,) = [parsed for piece, parsed in read if piece.source.kind == kind]
    return found


# --- account exports


@pytest.mark.parametrize("form", ["zip", "tar.gz", "folder"])
def test_an_export_is_read_whole_in_every_form(tmp_path: Path, form: str) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    for name, content in EXPORT.items():
        (folder / name).write_text(content, encoding="utf-8")
    path = folder
    if form == "zip":
        path = zipped(tmp_path, EXPORT)
    elif form == "tar.gz":
        path = tmp_path / "archive-20260303.tar.gz"
        with tarfile.open(path, "w:gz") as into:
            into.add(folder, "archive")
    read = unpacked(path)
    assert kinds(read) == {
        "export_profile": 1, "export_posts": 9, "export_likes": 2, "export_saved": 2, "export_following": 2,
        "export_followers": 1, "export_lists": 3, "export_muted": 2}  # fmt: skip
    assert set(kinds(read)) <= set(mastodon.FILES)
    assert all(parsed.mine == (ADA,) for _, parsed in read)
    assert {piece.source.value for piece, _ in read} == {"ada@social.example"}


@pytest.fixture
def export(tmp_path: Path) -> list[tuple[Piece, Parsed]]:
    return unpacked(zipped(tmp_path, EXPORT))


def test_a_profile_is_her_own_and_as_she_set_it(export: list[tuple[Piece, Parsed]]) -> None:
    parsed = of(export, "export_profile")
    (ada,) = parsed.accounts
    assert (ada.id, ada.name, ada.bio, ada.url, ada.indexable, ada.links) == (
        ADA, "Ada <A>", "I study change", "https://social.example/@Ada", True, ("https://ada.example/",))  # fmt: skip


def test_posts_replies_boosts_and_what_was_deleted(export: list[tuple[Piece, Parsed]]) -> None:
    parsed = of(export, "export_posts")
    first, reply, friends, quoting = parsed.posts
    assert (first.id, first.author, first.tags, first.resource) == (
        f"mastodon:{BASE}/statuses/1", ADA, ("change",), "https://example.org/essay")  # fmt: skip
    assert (reply.reply_to, reply.mentions) == ("mastodon:https://other.example/users/lin/statuses/9", (LIN,))
    assert friends.text == "Words 3"
    assert quoting.quotes == "mastodon:https://other.example/users/lin/statuses/7"
    assert [(tie.source, tie.target, tie.kind) for tie in parsed.ties] == [
        (ADA, LIN, TieKind.REPLY), (ADA, LIN, TieKind.MESSAGE), (ADA, LIN, TieKind.REPOST),
        (ADA, LIN, TieKind.QUOTE)]  # fmt: skip
    assert {(t.person, t.direction, t.how) for t in parsed.touches} == {
        (LIN, Direction.OUT, how) for how in ("reply", "message", "reposted", "quoted")}  # fmt: skip
    assert parsed.deleted == (f"mastodon:{BASE}/statuses/5",)
    assert Counter(drop.reason for drop in parsed.dropped) == {
        "It is a private message, whose words are not kept.": 1,
        "It takes something back and says nothing new.": 1,
        "It tells nothing of posts or people.": 1,
    }


def test_a_post_is_the_same_from_an_export_and_from_the_interface(export: list[tuple[Piece, Parsed]]) -> None:
    account = {"id": "1", "acct": "ada", "url": "https://social.example/@Ada"}
    live = {"id": "1", "uri": f"{BASE}/statuses/1", "url": "https://social.example/@Ada/1", "account": account}
    parsed = mastodon.parse(json.dumps([live]).encode(), Source("mastodon", "home", "home"))
    exported = of(export, "export_posts").posts[0]
    assert (parsed.posts[0].id, parsed.posts[0].author) == (exported.id, exported.author)


def test_the_words_of_private_messages_are_in_no_piece(export: list[tuple[Piece, Parsed]]) -> None:
    assert not [piece for piece, _ in export if b"between us" in piece.raw]


def test_likes_and_bookmarks_are_marks_on_the_pages_people_see(export: list[tuple[Piece, Parsed]]) -> None:
    marks = {(mark.url, mark.kind) for _, parsed in export for mark in parsed.marks}
    assert marks == {
        ("https://other.example/@lin/8", MarkKind.LIKED), ("https://other.example/@lin/9", MarkKind.SAVED),
        ("https://other.example/@lin/10", MarkKind.SAVED)}  # fmt: skip
    likes = of(export, "export_likes")
    assert [(tie.target, tie.kind) for tie in likes.ties] == [(LIN, TieKind.LIKE)]
    assert [drop.reason for drop in likes.dropped] == ["Its address cannot be opened."]


def test_lists_of_addresses_are_ties_of_hers(export: list[tuple[Piece, Parsed]]) -> None:
    ties = {(t.source, t.target, t.kind) for p, s in export for t in s.ties if not p.member.endswith(".json")}
    grace, kay = "mastodon:grace@social.example", "mastodon:kay@other.example"
    assert ties == {
        (ADA, LIN, TieKind.FOLLOW), (grace, ADA, TieKind.FOLLOW), (ADA, LIN, TieKind.LISTED),
        (ADA, grace, TieKind.LISTED), (ADA, kay, TieKind.LISTED), (ADA, "mastodon:noise@other.example", TieKind.MUTE),
        (ADA, "mastodon:bad@other.example", TieKind.MUTE)}  # fmt: skip
    lists = [one for piece, parsed in export if piece.source.kind == "export_lists" for one in parsed.posts]
    forms = {r.form for piece, parsed in export if piece.source.kind == "export_lists" for r in parsed.resources}
    assert ([post.text for post in lists], forms) == (["My <peers>", "Others"], {Form.LIST})
    assert [d.reason for d in of(export, "export_following").dropped] == ["It is no address of an account."]


def test_a_lone_list_of_addresses_gives_people_and_no_ties(tmp_path: Path) -> None:
    path = tmp_path / "following_accounts.csv"
    path.write_text(EXPORT["following_accounts.csv"], encoding="utf-8")
    ((_, parsed),) = unpacked(path)
    assert ([one.handle for one in parsed.accounts], parsed.ties, parsed.mine) == (["lin@other.example"], (), ())


# --- hostile files


def test_large_files_come_in_small_pieces_and_a_huge_record_costs_only_itself(tmp_path: Path) -> None:
    records: list[Any] = [done("Create", note(number)) for number in range(1000)]
    records.insert(500, done("Create", note(5000, content="x" * 2_000_000)))
    read = unpacked(zipped(tmp_path, {"actor.json": json.dumps(ACTOR), "outbox.json": collection(records)}))
    posts = [(piece, parsed) for piece, parsed in read if piece.source.kind == "export_posts"]
    assert len(posts) > 4
    assert all(len(piece.raw) < 1_000_000 for piece, _ in posts)
    assert sum(piece.records for piece, _ in posts) == 1001
    assert sum(len(parsed.posts) for _, parsed in posts) == 1000
    assert [d.reason for _, parsed in posts for d in parsed.dropped] == ["It is far larger than a real record."]


def test_a_file_that_is_broken_off_gives_what_it_has(tmp_path: Path) -> None:
    cut = collection(OUTBOX[:3])[:-40]
    read = unpacked(zipped(tmp_path, {"outbox.json": cut, "actor.json": "{broken", "likes.json": EXPORT["likes.json"]}))
    posts = of(read, "export_posts")
    assert (len(posts.posts), [drop.reason for drop in posts.dropped]) == (2, ["It is broken off or damaged."])
    assert len(of(read, "export_likes").marks) == 1


def test_a_bomb_is_told_of_after_the_others_were_read(tmp_path: Path) -> None:
    bomb = collection(["https://other.example/users/lin/statuses/8"]).encode()[:-1] + b" " * 80_000_000 + b"}"
    path = zipped(
        tmp_path, {"bookmarks.json": bomb, "actor.json": json.dumps(ACTOR), "outbox.json": collection(OUTBOX)}
    )
    read: list[str] = []
    with Archive(path) as archive, pytest.raises(SpoiltError, match="far more"):
        read.extend(piece.source.kind for piece in mastodon.unpack(archive))
    assert "export_posts" in read


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bookmarks.csv", "title,url\nA,https://a.example/\n"), ("lists.csv", "name,size\nA,3\n"),
        ("followers.csv", "Name,Since\nAda,2020\n"), ("outbox.json", "[]"), ("notes.yml", "interactions:\n- uri: x\n"),
        ("a.json", '{"acct": 1}'), ("likes.json", '{"orderedItems": ["x"]}'), ("a.csv", "Account address\n"),
    ],
)  # fmt: skip
def test_what_is_not_mastodons_is_passed_over(tmp_path: Path, name: str, content: str) -> None:
    assert unpacked(zipped(tmp_path, {name: content})) == []


CASSETTE = "http_interactions:\n- request:\n    uri: https://social.example/api/v1/bookmarks\n"


@pytest.mark.parametrize(
    "rest",
    ["  response: 7\n", "  x: [\n", "  &a x: {y: 1}\n  z: {<<: *a}\n", "  response: {status: {code: 200}}\n"],
)
def test_a_recording_that_cannot_be_read_is_one_drop(tmp_path: Path, rest: str) -> None:
    ((piece, parsed),) = unpacked(zipped(tmp_path, {"a.yml": CASSETTE + rest}))
    assert (piece.records, [drop.reason for drop in parsed.dropped]) == (1, ["It is broken off or damaged."])


def test_a_recorded_answer_is_read_by_the_address_it_was_asked_at(tmp_path: Path) -> None:
    account = {"id": "1", "acct": "ada"}
    status = {"id": "1", "uri": f"{BASE}/statuses/1", "account": account, "content": "secret", "visibility": "direct"}
    body = json.dumps(json.dumps([status, {**status, "visibility": "public", "content": "Open"}]))
    rest = f"  response:\n    status: {{status_code: 200}}\n    body: {{string: {body}}}\n"
    ((piece, parsed),) = unpacked(zipped(tmp_path, {"a.yml": CASSETTE + rest}))
    assert b"secret" not in piece.raw
    assert ([post.text for post in parsed.posts], len(parsed.marks), piece.records) == (["Open"], 1, 2)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=4,
)
_SAID = st.dictionaries(
    st.sampled_from(
        ["type", "object", "actor", "to", "url", "tag", "id", "content", "inReplyTo", "attributedTo", "published"]
    ),
    _JSON | st.sampled_from(["Note", "Create", "Announce", "Like", "Follow", "Delete", "Person", BASE]),
)


@given(_SAID, _SAID)
def test_any_activity_is_read_or_dropped(outer: dict[str, Any], inner: dict[str, Any]) -> None:
    raw = json.dumps({"shape": "activities", "records": [{"object": inner, **outer}, outer, done("Create", note(1))]})
    parsed = mastodon.parse(raw.encode(), Source("mastodon", "activities", ""))
    assert f"mastodon:{BASE}/statuses/1" in {post.id for post in parsed.posts}


@pytest.mark.parametrize("kind", sorted({*mastodon.FILES, *mastodon.KINDS}))
@given(_JSON)
def test_anything_in_an_envelope_is_read_or_dropped(kind: str, said: Any) -> None:
    for shape in ("statuses", "accounts", "notices", "tags", "links", "uris", "activities", "other"):
        raw = json.dumps({"shape": shape, "relation": "found", "records": [said, {"broken": said}, [said]]})
        assert isinstance(mastodon.parse(raw.encode(), Source("mastodon", kind, "v")), Parsed)


# --- real files


def exact(path: Path) -> dict[str, tuple[int, int, dict[str, int]]]:
    """Kind of records → how many there are, how many posts or accounts they gave, why the others were dropped."""
    found: dict[str, tuple[int, int, dict[str, int]]] = {}
    for piece, parsed in unpacked(path):
        records, given, why = found.get(piece.source.kind, (0, 0, {}))
        what = len(parsed.accounts if piece.source.kind == "answer_people" else parsed.posts)
        reasons = Counter(why) + Counter(drop.reason for drop in parsed.dropped)
        found[piece.source.kind] = (records + piece.records, given + what, dict(reasons))
    return found


def test_every_recorded_answer_is_accounted_for() -> None:
    assert exact(data("payloads", "mastodon")) == {
        "answer_posts": (725, 725, {"It is broken off or damaged.": 1}),
        "answer_people": (276, 276, {}),
        "answer_notices": (5, 5, {}),
        "answer_other": (
            26,
            0,
            {
                "It tells nothing of posts or people.": 22,
                "It tells of numbers, not of people.": 3,
                "It is a refusal of a server, not an answer.": 1,
            },
        ),
    }


def test_every_activitystreams_file_is_accounted_for() -> None:
    assert exact(data("payloads", "granary")) == {
        "activities": (
            47,
            6,
            {
                "It does not say whose it is.": 22,
                "It has no id.": 10,
                "It tells nothing of posts or people.": 5,
                "It takes something back and says nothing new.": 4,
            },
        )
    }
