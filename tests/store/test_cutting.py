"""What is hers goes out of a page as it came; what is others' stays; what cannot be taken apart goes whole."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from outward.model import Account
from outward.store.cutting import Search, Traces, cut, traces

DID = "did:plc:" + "z" * 24
SKY = Account(id=f"bluesky:{DID}", network="bluesky", handle="zq.example", url="https://bsky.app/profile/zq.example")
TOOT = Account(id="mastodon:zq@s.example", network="mastodon", handle="zq@s.example", url="https://s.example/@zq")
ON_X = Account(id="x:7770001", network="x", handle="zq", url="https://x.com/zq")
HERS = traces((SKY, TOOT, ON_X), (), [SKY.id, TOOT.id, ON_X.id], ["x:5550001", "https://x.com/i/status/5550001"])


def left(said: Any, hers: Traces = HERS) -> Any:
    raw = json.dumps(said).encode()
    kept = cut(raw, hers)
    assert kept == raw or Search(hers).may(raw)
    return json.loads(kept) if kept else None


def test_records_of_hers_go_and_those_of_others_stay() -> None:
    other = {"author": {"did": "did:plc:b"}, "text": "of @zq.example I say nothing"}
    assert left({"feed": [{"author": {"did": DID}, "text": "x"}, other]}) == {"feed": [other]}
    assert left([{"screen_name": "ZQ"}, {"screen_name": "ben"}]) == [{"screen_name": "ben"}]
    assert left({"a": [{"full_text": "RT @zq: words"}, {"full_text": "RT @ben: words"}]}) == {
        "a": [{"full_text": "RT @ben: words"}]
    }


def test_a_record_that_only_refers_to_her_stays_without_the_reference() -> None:
    assert left([{"text": "mine", "mentions": [{"acct": "zq@s.example"}], "n": 1}]) == [{"text": "mine", "n": 1}]
    assert left({"text": "mine", "in_reply_to_user_id_str": "7770001", "in_reply_to_status_id": 31}) == {"text": "mine"}
    assert left({"text": "mine", "reply": {"parent": {"uri": f"at://{DID}/a/1"}}}) == {"text": "mine"}


def test_a_row_of_a_table_with_her_in_it_goes_whole() -> None:
    assert left({"rows": [["Zed", "https://www.x.com/zq/"], ["Ben", "https://x.com/ben"]]}) == {
        "rows": [["Ben", "https://x.com/ben"]]
    }


def test_the_number_a_server_knows_her_by_is_learned_from_her_own_record() -> None:
    said = [
        {"id": "9990001", "account": {"id": "9990002", "url": "https://s.example/@zq"}},
        {"id": "1", "in_reply_to_id": "9990001", "in_reply_to_account_id": "9990002", "text": "an answer"},
    ]
    assert left(said) == [{"id": "1", "text": "an answer"}]


def test_a_name_that_looks_like_her_handle_is_nobodys_trace() -> None:
    said = [{"name": "zq", "tag": "zq", "display_name": "zq.example"}]
    assert left(said) == said


def test_nothing_is_left_of_a_page_of_hers_alone() -> None:
    assert left({"did": DID}) is None
    assert left([{"acct": "zq@s.example"}]) is None


def test_a_page_with_nothing_of_hers_is_as_it_was() -> None:
    raw = b'{ "feed" : [ {"did": "did:plc:b"} ] }'
    assert cut(raw, HERS) == raw
    assert not Search(HERS).may(raw)


def test_entries_of_hers_go_out_of_a_feed() -> None:
    author = Account(id="feeds:https://p.example/f#Zed Q", network="feeds", handle="p.example", name="Zed Q")
    hers = traces((author,), (), [author.id])
    entry = "<item><title>{0}</title><dc:creator><![CDATA[{1}]]></dc:creator></item>"
    feed = f"<rss><channel><title>P</title>{entry.format('One', 'Zed  Q')}{entry.format('Two', 'Ben')}</channel></rss>"
    assert Search(hers).may(feed.encode())
    kept = cut(feed.encode(), hers).decode()
    assert "Two" in kept
    assert "One" not in kept
    assert cut(f"<rss>{entry.format('One', 'Zed Q')}</rss>".encode(), hers) == b""
    assert cut(f"<rss><author>Zed Q</author>{entry.format('Two', 'Ben')}</rss>".encode(), hers) == b""


def test_what_cannot_be_taken_apart_goes() -> None:
    assert cut(b"name,address\nZed,https://x.com/zq", HERS) == b""
    deep = b"[" * 900 + b'"' + DID.encode() + b'"' + b"]" * 900
    assert cut(deep, HERS) == b""


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(0, 99_999) | st.sampled_from(["ben", "a text", "https://b.example/1"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "url", "text", "of"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(json_values, st.lists(st.sampled_from([DID, "zq@s.example", "https://s.example/@zq/11", "7770001"]), max_size=3))
def test_no_trace_survives_and_cutting_again_changes_nothing(value: Any, hers: list[str]) -> None:
    raw = json.dumps({"records": [value, *({"url": one, "words": "w"} for one in hers)]}).encode()
    kept = cut(raw, HERS)
    assert not any(one.encode() in kept for one in hers)
    assert not kept or cut(kept, HERS) == kept
