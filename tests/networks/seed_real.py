"""Real conference posts spoken again on the Bluesky network of the tests, by the same people, at their own time."""

import html
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import zstandard

from tests.data import data
from tests.networks.bluesky_people import Someone, reply
from tests.networks.bluesky_servers import Bluesky

Tweet = dict[str, Any]


@dataclass(frozen=True)
class Conference:
    """What was spoken: `people` by their name in the data, `written` (uri, cid) by the post's id there."""

    people: dict[str, Someone]
    written: dict[str, tuple[str, str]]
    tags: tuple[str, ...]


def seed(bluesky: Bluesky, *, authors: int = 15, posts: int = 400) -> Conference:
    """Let the busiest authors say their first posts; skips the test where the data is absent."""
    tweets = [one for one in _tweets() if not one.get("repost")]
    busiest = [name for name, _ in Counter(one["author"] for one in tweets).most_common(authors)]
    chosen = [one for one in tweets if one["author"] in busiest][:posts]
    bios = {
        one["id"]: one.get("bio", "") for one in _lines(data("communities", "conferences", "people.jsonl").read_text())
    }
    people = {name: bluesky.people.make(name, description=bios.get(name, "")[:250]) for name in busiest}
    written: dict[str, tuple[str, str]] = {}
    waiting = chosen
    while waiting:
        known = {one["id"] for one in waiting}
        now = [one for one in waiting if one.get("reply_to") not in known]
        for name, someone in people.items():
            own = [one for one in now if one["author"] == name]
            records = [_record(someone, one, people, written) for one in own]
            written |= dict(zip((one["id"] for one in own), someone.posts(records), strict=True))
        waiting = [one for one in waiting if one["id"] not in written]
    bluesky.settle()
    tags = Counter(tag.lower() for one in chosen for tag in one.get("hashtags", ()))
    return Conference(people, written, tuple(tag for tag, _ in tags.most_common(5)))


def _record(someone: Someone, tweet: Tweet, people: dict[str, Someone], written: dict[str, tuple[str, str]]) -> Tweet:
    text = html.unescape(tweet["text"])[:300]
    record = someone.record(text, at=datetime.fromisoformat(tweet["created_at"]))
    record["facets"] = [*record.get("facets", ()), *_mentions(text, tweet, people)]
    if parent := written.get(tweet.get("reply_to", "")):
        record |= reply(parent)
    if address := tweet.get("url"):
        card = {"uri": address, "title": "", "description": ""}
        record["embed"] = {"$type": "app.bsky.embed.external", "external": card}
    return record


def _mentions(text: str, tweet: Tweet, people: dict[str, Someone]) -> Iterable[dict[str, Any]]:
    for name in tweet.get("mentions", ()):
        start = text.encode().find(f"@{name}".encode())
        if name in people and start >= 0:
            yield {
                "index": {"byteStart": start, "byteEnd": start + len(name) + 1},
                "features": [{"$type": "app.bsky.richtext.facet#mention", "did": people[name].did}],
            }


def _tweets() -> list[Tweet]:
    packed = data("communities", "conferences", "posts.jsonl.zst").read_bytes()
    plain = zstandard.ZstdDecompressor().stream_reader(packed).read().decode()
    return sorted(_lines(plain), key=lambda one: str(one["created_at"]))


def _lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]
