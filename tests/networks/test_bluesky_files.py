"""Files of Bluesky: recorded answers counted exactly, and a repository written by the tests."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import libipld
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.archive import Archive
from outward.model import MarkKind, Parsed, TieKind
from outward.networks import bluesky as network
from outward.networks.bluesky import pieces, repository
from tests.data import data

ME, ANN = (f"did:plc:{letter * 24}" for letter in "ab")
AT = "2026-03-01T10:00:00Z"


def read(path: Path) -> list[tuple[str, str, int, Parsed]]:
    """Member, kind, records and what is said, piece by piece."""
    with Archive(path) as archive:
        return [
            (one.member, one.source.kind, one.records, network.parse(one.raw, one.source))
            for one in network.unpack(archive)
        ]


def reasons(said: list[tuple[str, str, int, Parsed]]) -> Counter[str]:
    return Counter(drop.reason for _, _, _, one in said for drop in one.dropped)


def test_a_year_of_recorded_posts_is_counted() -> None:
    said = read(data("payloads", "bluesky", "tidytuesday_posts_2025.jsonl"))
    assert [(kind, records) for _, kind, records, _ in said] == [("answer_posts", n) for n in (200, 200, 175)]
    assert reasons(said) == {}
    posts = {post.id for _, _, _, one in said for post in one.posts}
    assert len(posts) == 582


def test_recorded_answers_and_records_are_counted() -> None:
    said = read(data("payloads", "bluesky", "atproto_py"))
    assert Counter(kind for _, kind, _, _ in said) == {"answer_records": 6, "answer_people": 1, "answer_posts": 1}
    assert sum(records for _, _, records, _ in said) == 13
    assert sum(len(one.posts) for _, _, _, one in said) == 4
    assert sum(len(one.accounts) for _, _, _, one in said) == 7
    assert reasons(said) == {"It is a record of a sort Outward does not read.": 2}


def test_answers_translated_elsewhere_are_counted() -> None:
    said = [one for one in read(data("payloads", "granary")) if one[0].endswith(".bsky.json")]
    assert (len(said), sum(records for _, _, records, _ in said)) == (14, 14)
    assert sum(len(one.posts) for _, _, _, one in said) == 4
    assert reasons(said) == {
        "It is a record without its owner.": 6,
        "It is no post that can be read: Object missing required field `author` - at `$.post`.": 5,
    }


def view(did: str = ANN, key: str = "1") -> dict[str, Any]:
    return {"uri": f"at://{did}/app.bsky.feed.post/{key}", "author": {"did": did}, "record": {"text": "Hi"}}


SORT = {"$type": "app.bsky.feed.defs#postView"}


@pytest.mark.parametrize(("answer", "kind", "records"), [
    ({"feed": [{"post": SORT | view()}]}, "answer_posts", 1),
    ([SORT | view(), SORT | view(key="2")], "answer_posts", 2),
    ({"posts": [SORT | view()]}, "answer_posts", 1), (SORT | view(), "answer_posts", 1),
    ({"thread": {"post": view(), "parent": {"post": view(key="2")}, "replies": [{"post": view(key="3")}, 3]}},
     "answer_posts", 3),
    ({"notifications": [{"uri": "app.bsky.x"}]}, "answer_notices", 1),
    ({"bookmarks": [{"item": view()}]}, "answer_saved", 1), ({"followers": [{"did": ANN, "x": "app.bsky."}]},
                                                             "answer_people", 1),
])  # fmt: skip
def test_every_sort_of_answer_is_told_by_its_shape(tmp_path: Path, answer: Any, kind: str, records: int) -> None:
    (tmp_path / "answer.json").write_text(json.dumps(answer))
    assert [(found, count) for _, found, count, _ in read(tmp_path)] == [(kind, records)]


def test_what_is_another_network_s_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"objectType": "note", "id": "at://x/app.bsky.feed.post/1"}')
    (tmp_path / "b.jsonl").write_text('{"app.bsky.": 1}\n')
    (tmp_path / "c.json").write_text('{"x": 1}')
    (tmp_path / "d.txt").write_text("app.bsky.")
    assert read(tmp_path) == []


def test_broken_and_too_large_lines_are_counted_and_dropped(tmp_path: Path) -> None:
    good = json.dumps(view())
    large = json.dumps({**view(key="2"), "x": "y" * pieces.MOST_BYTES})
    (tmp_path / "posts.jsonl").write_text(f"{good}\n\n{good[:30]}\n{large}\n{json.dumps(view(key='3'))}\n")
    said = read(tmp_path)
    assert (sum(records for _, _, records, _ in said), sum(len(one.posts) for _, _, _, one in said)) == (4, 2)
    assert reasons(said) == {"It is broken off or damaged.": 1, "It is far larger than a real record.": 1}


def test_a_broken_answer_is_one_drop(tmp_path: Path) -> None:
    (tmp_path / "answer.json").write_text('{"$type": "app.bsky.feed.post", "text": ')
    assert reasons(read(tmp_path)) == {"It is broken off or damaged.": 1}


# A repository.


def car(records: dict[str, Any], did: str = ME) -> bytes:
    """A repository as a server exports it: its tree has two nodes, keys of which share their beginnings."""
    blocks: list[tuple[bytes, bytes]] = []

    def block(value: Any) -> "Link":
        return _block(blocks, value)

    places = [(path.encode(), block(value)) for path, value in sorted(records.items())]
    half = len(places) // 2
    right = block(_node(places[half:], None))
    root = block(_node(places[:half], right)) if half else right
    head = block({"did": did, "version": 3, "data": root, "rev": "3jueqtsliw22n", "prev": None, "sig": b"x"})
    header = _cbor({"version": 1, "roots": [head]})
    return _varint(len(header)) + header + b"".join(_varint(len(cid + raw)) + cid + raw for cid, raw in blocks)


class Link:
    """A link to a block."""

    def __init__(self, cid: bytes) -> None:
        self.cid = cid


def _block(blocks: list[tuple[bytes, bytes]], value: Any) -> Link:
    import hashlib

    raw = _cbor(value)
    cid = b"\x01\x71\x12\x20" + hashlib.sha256(raw).digest()
    blocks.append((cid, raw))
    return Link(cid)


def _node(places: list[tuple[bytes, Link]], last: Link | None) -> dict[str, Any]:
    entries: list[dict[str, Any]] = []
    before = b""
    for path, link in places:
        shared = next((n for n, (a, b) in enumerate(zip(before, path, strict=False)) if a != b), 0)
        entries.append({"p": shared, "k": path[shared:], "v": link, "t": None})
        before = path
    if entries:
        entries[-1]["t"] = last
    return {"l": None, "e": entries}


def _cbor(value: Any) -> bytes:
    """DAG-CBOR with links, which the library writes no other way."""
    if isinstance(value, Link):
        return b"\xd8\x2a" + _head(2, len(value.cid) + 1) + b"\x00" + value.cid
    if isinstance(value, dict):
        inside = b"".join(
            _cbor(key) + _cbor(one) for key, one in sorted(value.items(), key=lambda one: (len(one[0]), one))
        )
        return _head(5, len(value)) + inside
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(map(_cbor, value))
    return bytes(libipld.encode_dag_cbor(value))


def _head(major: int, size: int) -> bytes:
    if size < 24:
        return bytes([major << 5 | size])
    return bytes([major << 5 | 24, size]) if size < 256 else bytes([major << 5 | 25]) + size.to_bytes(2, "big")


def _varint(number: int) -> bytes:
    made = b""
    while number > 127:
        made, number = made + bytes([number & 127 | 128]), number >> 7
    return made + bytes([number])


def record(sort: str, **more: Any) -> dict[str, Any]:
    return {"$type": sort, "createdAt": AT, **more}


POST = f"at://{ANN}/app.bsky.feed.post/5"
REPOSITORY = {
    "app.bsky.actor.profile/self": record("app.bsky.actor.profile", displayName="Me"),
    "app.bsky.feed.like/1": record("app.bsky.feed.like", subject={"uri": POST}),
    "app.bsky.feed.post/3k1": record("app.bsky.feed.post", text="Mine", langs=["en"]),
    "app.bsky.feed.post/3k2": record("app.bsky.feed.post", text="Mine too", embed={"image": b"\x00\x01"}),
    "app.bsky.feed.repost/1": record("app.bsky.feed.repost", subject={"uri": POST}),
    "app.bsky.feed.threadgate/1": record("app.bsky.feed.threadgate"),
    "app.bsky.graph.follow/1": record("app.bsky.graph.follow", subject=ANN),
    "app.bsky.graph.list/1": record("app.bsky.graph.list", name="Good"),
}


def test_the_user_s_own_repository_is_hers(tmp_path: Path) -> None:
    (tmp_path / "repo.car").write_bytes(car(REPOSITORY))
    said = read(tmp_path / "repo.car")
    assert {(kind, records) for _, kind, records, _ in said} == {
        ("own_posts", 2), ("own_likes", 1), ("own_ties", 2), ("own_lists", 1), ("own_other", 2),
    }  # fmt: skip
    assert {one.mine for _, _, _, one in said} == {(f"bluesky:{ME}",)}
    posts = {post.text: post for _, _, _, one in said for post in one.posts}
    assert set(posts) == {"Mine", "Mine too", "Good"}
    assert posts["Mine"].id == f"bluesky:at://{ME}/app.bsky.feed.post/3k1"
    assert [mark.kind for _, _, _, one in said for mark in one.marks] == [MarkKind.LIKED]
    ties = Counter(tie.kind for _, _, _, one in said for tie in one.ties)
    assert ties == {TieKind.LIKE: 1, TieKind.REPOST: 1, TieKind.FOLLOW: 1}
    assert reasons(said) == {"It is a record of a sort Outward does not read.": 1}


def test_a_list_of_people_to_be_muted_recommends_nobody(tmp_path: Path) -> None:
    purposes = {"bad": "app.bsky.graph.defs#modlist", "good": "app.bsky.graph.defs#curatelist"}
    records = {
        f"app.bsky.graph.list/{k}": record("app.bsky.graph.list", name=k, purpose=p) for k, p in purposes.items()
    }
    for key in purposes:
        where = f"at://{ME}/app.bsky.graph.list/{key}"
        records[f"app.bsky.graph.listitem/{key}"] = record("app.bsky.graph.listitem", subject=ANN, list=where)
    (tmp_path / "repo.car").write_bytes(car(records))
    said = read(tmp_path)
    ties = [tie for _, _, _, one in said for tie in one.ties]
    assert [(tie.kind, tie.post) for tie in ties] == [(TieKind.LISTED, f"bluesky:at://{ME}/app.bsky.graph.list/good")]
    assert sum(reasons(said).values()) == 2


def test_a_repository_that_is_cut_or_too_large_is_one_drop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = car(REPOSITORY)
    (tmp_path / "repo.car").write_bytes(whole[: len(whole) // 2])
    assert reasons(read(tmp_path)) == {"It is broken off or damaged.": 1}
    (tmp_path / "repo.car").write_bytes(whole)
    monkeypatch.setattr(repository, "MOST", 100)
    monkeypatch.setattr("outward.networks.bluesky.unpacking.MOST", 100)
    assert reasons(read(tmp_path)) == {"It is far larger than a real record.": 1}


@given(st.binary(max_size=300), st.integers(0, 2000))
def test_damaged_bytes_never_raise(noise: bytes, where: int) -> None:
    whole = car(REPOSITORY)
    place = where % len(whole)
    for raw in (noise, whole[:place] + noise + whole[place + len(noise) :]):
        for piece in repository.repository(raw, "repo.car"):
            network.parse(piece.raw, piece.source)
