"""X's archives of all years, recorded answers, addresses and what is handed over. All people here are made up."""

import json
import tracemalloc
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.app.connect import meant
from outward.archive import Archive, SpoiltError
from outward.errors import InputError, MalformedError
from outward.model import Direction, MarkKind, Parsed, Source, TieKind
from outward.networks import Named, Pastes, Prices, SignsIn, Unpacks, x
from tests.data import data, files


def ytd(name: str, records: list[Any]) -> str:
    return f"window.YTD.{name.replace('-', '_')}.part0 = {json.dumps(records)}"


def archive(folder: Path, members: dict[str, str]) -> Path:
    path = folder / "archive.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(name, text)
    return path


def said(path: Path) -> dict[str, Parsed]:
    """What the last piece of every kind says."""
    with Archive(path) as opened:
        return {piece.source.kind: x.parse(piece.raw, piece.source) for piece in x.unpack(opened)}


def tweet(at: int, text: str = "Words", **more: Any) -> dict[str, Any]:
    return {"id_str": str(at), "full_text": text, "created_at": "Wed Jul 27 15:18:14 +0000 2022", **more}


ACCOUNT = {
    "data/account.js": ytd("account", [{"account": {"accountId": "9", "username": "rosa", "accountDisplayName": "R"}}])
}


def test_it_offers_what_a_network_can() -> None:
    assert isinstance(x, Unpacks)
    assert isinstance(x, Prices)
    assert isinstance(x, SignsIn)
    assert isinstance(x, Pastes)
    assert isinstance(x, Named)


@pytest.mark.parametrize(
    ("name", "wrapped"), [("tweets.js", True), ("tweet.js", True), ("tweets-part1.js", True), ("tweets.js", False)]
)
def test_posts_of_every_era(tmp_path: Path, name: str, wrapped: bool) -> None:
    one = tweet(
        1552312411591417860,
        "RT &amp; read https://t.co/a #Change @emil",
        entities={
            "urls": [{"url": "https://t.co/a", "expanded_url": "https://blog.example/x?utm_source=t"}],
            "hashtags": [{"text": "Change"}],
            "user_mentions": [{"id_str": "8", "screen_name": "emil", "name": "<b>Emil</b>"}],
        },
        favorite_count="4",
        in_reply_to_status_id_str="7",
        in_reply_to_user_id_str="6",
        in_reply_to_screen_name="tariq",
    )
    path = archive(tmp_path, {**ACCOUNT, f"data/{name}": ytd("tweets", [{"tweet": one} if wrapped else one])})
    told = said(path)["tweets"]
    (post,) = told.posts
    assert (post.author, post.reply_to, post.likes, post.tags) == ("x:9", "x:7", 4, ("change",))
    assert post.resource == "https://blog.example/x"
    assert post.text == "RT & read https://blog.example/x?utm_source=t #Change @emil"
    assert {(tie.target, tie.kind) for tie in told.ties} == {("x:6", TieKind.REPLY), ("x:8", TieKind.MENTION)}
    assert {touch.person for touch in told.touches if touch.direction is Direction.OUT} == {"x:6", "x:8"}
    assert {account.id: account.name for account in told.accounts}["x:8"] == "<b>Emil</b>"
    assert told.mine == ("x:9",)


def test_the_oldest_archives_and_a_lone_file(tmp_path: Path) -> None:
    old = {
        "id_str": "5",
        "text": "Hi",
        "created_at": "2011-05-01 12:00:00 +0000",
        "user": {"id_str": "9", "screen_name": "rosa"},
    }
    path = archive(tmp_path, {"data/js/tweets/2011_05.js": f"Grailbird.data.tweets_2011_05 = {json.dumps([old])}"})
    (post,) = said(path)["tweets"].posts
    assert (post.author, str(post.created_at)) == ("x:9", "2011-05-01 12:00:00+00:00")
    lone = tmp_path / "tweets.js"
    lone.write_text(ytd("tweets", [{"tweet": tweet(5)}]))
    (post,) = said(lone)["tweets"].posts
    assert post.author is None


def test_an_edited_post_replaces_its_earlier_forms(tmp_path: Path) -> None:
    chain = {"initial": {"editTweetIds": ["100", "101", "102"]}}
    records = [{"tweet": tweet(at, str(at), edit_info=chain)} for at in (102, 100, 101)]
    told = said(archive(tmp_path, {**ACCOUNT, "data/tweets.js": ytd("tweets", records)}))["tweets"]
    assert [post.id for post in told.posts] == ["x:102"]
    assert told.deleted == ("x:100", "x:101")


def test_a_repost_without_its_original_is_nobodys_own_words(tmp_path: Path) -> None:
    named = {"user_mentions": [{"id_str": "8", "screen_name": "emil", "name": "Emil"}]}
    records = [{"tweet": tweet(50, "RT @emil: His words", entities=named)}]
    told = said(archive(tmp_path, {**ACCOUNT, "data/tweets.js": ytd("tweets", records)}))["tweets"]
    assert told.posts[0].repost_of == "x:of:50"
    assert [(tie.target, tie.kind) for tie in told.ties] == [("x:8", TieKind.REPOST)]


def test_lists_people_and_marks(tmp_path: Path) -> None:
    members = {
        **ACCOUNT,
        "data/like.js": ytd("like", [{"like": {"tweetId": "40", "fullText": "Liked"}}, {"like": {"tweetId": "41"}}]),
        "data/bookmark.js": ytd("bookmark", [{"bookmark": {"tweetId": "42"}}]),
        "data/following.js": ytd("following", [{"following": {"accountId": "8"}}]),
        "data/follower.js": ytd("follower", [{"follower": {"accountId": "7"}}]),
        "data/mute.js": ytd("mute", [{"muting": {"accountId": "6"}}]),
        "data/block.js": ytd("block", [{"blocking": {"accountId": "5"}}]),
        "data/deleted-tweets.js": ytd("deleted_tweets", [{"tweet": tweet(77)}]),
        "data/lists-created.js": ytd("lists_created", [{"userListInfo": {"url": "https://twitter.com/rosa/lists/pr"}}]),
        "data/note-tweet.js": ytd(
            "note_tweet",
            [{"noteTweet": {"noteTweetId": "88", "createdAt": "2023-03-01T10:00:00.000Z", "core": {"text": "Long"}}}],
        ),
    }
    told = said(archive(tmp_path, members))
    assert [(mark.url, mark.kind) for mark in told["likes"].marks] == [
        ("https://x.com/i/status/40", MarkKind.LIKED), ("https://x.com/i/status/41", MarkKind.LIKED),
    ]  # fmt: skip
    assert [(post.id, post.author) for post in told["likes"].posts] == [("x:40", None)]
    assert [mark.kind for mark in told["saved"].marks] == [MarkKind.SAVED]
    assert [(tie.source, tie.target, tie.kind) for tie in told["followed"].ties] == [("x:9", "x:8", TieKind.FOLLOW)]
    assert [(tie.source, tie.target) for tie in told["followers"].ties] == [("x:7", "x:9")]
    assert [(tie.source, tie.kind) for tie in told["muted"].ties] == [("x:9", TieKind.MUTE)]
    assert told["deleted"].deleted == ("x:77",)
    assert told["lists"].posts[0].author == "x:9"
    assert told["long"].posts[0].text == "Long"
    assert told["own"].mine == ("x:9",)


def test_messages_are_kept_without_a_word(tmp_path: Path) -> None:
    def message(sender: str, target: str | None = None) -> dict[str, Any]:
        to = {"recipientId": target} if target else {}
        return {"messageCreate": {"senderId": sender, "text": "SECRET", "createdAt": "2023-01-02T03:04:05.000Z", **to}}

    one = {"dmConversation": {"conversationId": "8-9", "messages": [message("9", "8"), message("8", "9")]}}
    group = {
        "dmConversation": {"conversationId": "777", "messages": [message("7"), message("9"), {"joinConversation": {}}]}
    }
    members = {
        **ACCOUNT,
        "data/direct-messages.js": ytd("direct_messages", [one]),
        "data/direct-messages-group.js": ytd("dm_group", [group]),
    }
    path = archive(tmp_path, members)
    with Archive(path) as opened:
        pieces = [piece for piece in x.unpack(opened) if piece.source.kind == "messages"]
    assert all(b"SECRET" not in piece.raw for piece in pieces)
    pair, many = (x.parse(piece.raw, piece.source) for piece in pieces)
    assert [(touch.person, touch.direction) for touch in pair.touches] == [
        ("x:8", Direction.OUT),
        ("x:8", Direction.IN),
    ]
    assert [(tie.source, tie.target, tie.kind) for tie in many.ties] == [("x:7", "x:9", TieKind.MESSAGE)]
    assert [piece.records for piece in pieces] == [2, 3]
    assert len(many.dropped) == 2


def test_a_large_archive_is_streamed(tmp_path: Path) -> None:
    text = "Notes from the field, day after day. " * 60
    path = tmp_path / "big.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made, made.open("data/tweets.js", "w") as member:
        member.write(b"window.YTD.tweets.part0 = [")
        for at in range(3_500):
            member.write(
                (", " if at else "").encode() + json.dumps({"tweet": tweet(10_000 + at, f"{at} {text}")}).encode()
            )
        member.write(b"]")
    with zipfile.ZipFile(path) as made:
        assert made.getinfo("data/tweets.js").file_size > 7_500_000
    tracemalloc.start()
    read = posts = 0
    with Archive(path) as opened:
        for piece in x.unpack(opened):
            assert len(piece.raw) < 1_200_000
            read += piece.records
            posts += len(x.parse(piece.raw, piece.source).posts)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (read, posts) == (3_500, 3_500)
    assert peak < 7_000_000


def test_a_broken_off_file_gives_what_it_holds(tmp_path: Path) -> None:
    whole = ytd("tweets", [{"tweet": tweet(at)} for at in range(1, 400)])
    lone = tmp_path / "tweets.js"
    lone.write_text(whole[: len(whole) // 2])
    with Archive(lone) as opened:
        told = [x.parse(piece.raw, piece.source) for piece in x.unpack(opened)]
    assert sum(len(one.posts) for one in told) == 199
    assert [record.reason for one in told for record in one.dropped] == ["It breaks off or is damaged."]
    path = archive(tmp_path, {"data/tweets.js": whole})
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(SpoiltError):
        Archive(path)


def test_the_same_id_twice_is_one_post_and_hostile_words_are_plain(tmp_path: Path) -> None:
    text = "\u202eשלום &lt;script&gt;x&lt;/script&gt; مرحبا"
    records = [{"tweet": tweet(5, text)}, {"tweet": tweet(5, text)}, {"tweet": {"id_str": "no"}}, 7, "word"]
    told = said(archive(tmp_path, {"data/tweets.js": ytd("tweets", records)}))["tweets"]
    assert [post.text for post in told.posts] == ["שלום <script>x</script> مرحبا"]
    assert len(told.dropped) == 3


def test_a_file_of_somebody_elses_is_passed_over(tmp_path: Path) -> None:
    path = archive(tmp_path, {"data/tweets.js": "var x = [1]", "a.json": '{"acct": "a", "screen_name": "b"}'})
    assert said(path) == {}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("x:#Change", "tag", "change"), ("x:@Rosa", "account", "rosa"), ("@rosa@x", "account", "rosa"),
        ("x:bookmarks", "bookmarks", "bookmarks"), ("x:following", "following", "following"),
        ("https://x.com/Rosa", "account", "rosa"), ("https://mobile.twitter.com/rosa/status/5", "account", "rosa"),
        ("https://x.com/i/lists/55", "list", "55"), ("twitter.com/hashtag/pr", "tag", "pr"),
    ],
)  # fmt: skip
def test_words_that_mean_x(text: str, kind: str, value: str) -> None:
    assert x.recognise(text) == x.named(text) == Source("x", kind, value)


@pytest.mark.parametrize(
    "text", ["#change", "@rosa", "bookmarks", "https://x.com/home", "https://example.org/x", "x:", "x:x:#a"]
)
def test_words_that_do_not_mean_x(text: str) -> None:
    assert x.recognise(text) is None


def test_a_plain_hashtag_costs_nothing_unasked_but_is_known_once_x_is_named() -> None:
    assert "x" not in {source.network for source in meant("#change")}
    assert x.named("#change") == Source("x", "tag", "change")
    assert x.named("@rosa") == Source("x", "account", "rosa")


def test_what_she_is_looking_at() -> None:
    piece = x.paste(
        "https://x.com/rosa/status/1552312411591417860?s=20", 'Rosa on X: "Hi"', "Hi https://blog.example/a"
    )
    assert piece is not None
    told = x.parse(piece.raw, piece.source)
    assert [(post.id, post.author, post.resource) for post in told.posts] == [
        ("x:1552312411591417860", "x:@rosa", "https://blog.example/a")
    ]
    assert told.accounts[0].name == "Rosa"
    profile = x.paste("https://twitter.com/rosa", "Rosa (@rosa) / X", "Plans change")
    assert profile is not None
    assert x.parse(profile.raw, profile.source).accounts[0].bio == "Plans change"
    assert x.paste("https://example.org/", "", "") is None
    with pytest.raises(InputError):
        x.paste("https://x.com/home", "", "")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.sampled_from(
        ["tweet", "id_str", "id", "full_text", "text", "entities", "urls", "user", "edit_info", "like", "tweetId",
         "name", "referenced_posts", "data", "includes", "users", "core", "from", "to", "at", "uri"]), inside),
    max_leaves=25,
)  # fmt: skip


@given(records=st.lists(_JSON, max_size=5), kind=st.sampled_from([*x.FILES, *x.KINDS]))
def test_whatever_a_record_is_it_is_read_or_dropped(records: list[Any], kind: str) -> None:
    for said in ({"items": records}, {"own": "9", "answer": {"data": records, "includes": {"users": records}}}):
        try:
            told = x.parse(json.dumps(said).encode(), Source("x", kind, "9"))
        except MalformedError:
            continue
        assert len(told.dropped) <= len(records)


def _counted(paths: list[Path]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    read: Counter[str] = Counter()
    posts: Counter[str] = Counter()
    why: Counter[str] = Counter()
    for path in paths:
        with Archive(path) as opened:
            for piece in x.unpack(opened):
                told = x.parse(piece.raw, piece.source)
                read[piece.source.kind] += piece.records
                posts[piece.source.kind] += len(told.posts)
                why.update(record.reason for record in told.dropped)
    return read, +posts, why


def test_every_recorded_answer_is_counted() -> None:
    read, posts, why = _counted(files("payloads", "x", "rtweet", suffix=".json"))
    assert read == {
        "answer_ids": 16891, "answer_posts": 705, "answer_people": 73, "answer_other": 31, "answer_lists": 10,
        "answer_messages": 1,
    }  # fmt: skip
    assert posts == {"answer_posts": 839, "answer_lists": 10}
    assert why == {
        "It tells of no posts and no people.": 21,
        "It is an answer without content.": 6,
        "It is a refusal of X, not an answer.": 4,
    }


def test_a_real_archive_is_counted() -> None:
    read, posts, why = _counted([data("payloads", "x", "archive")])
    assert read == {"tweets": 600, "likes": 203, "followed": 139}
    assert posts == {"tweets": 600, "likes": 202}
    assert why == {"It names no account of yours; give the whole archive, with account.js.": 139}
