"""The Data API on loopback: fictional channels, answers held against the schema inside Google's own client."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.networks.web_server import Asked, Reply, Web

CHANNEL = "UCaaaaaaaaaaaaaaaaaaaaaa"
OTHER = "UCbbbbbbbbbbbbbbbbbbbbbb"
HER = "UChhhhhhhhhhhhhhhhhhhhhh"
CHAPTERED = "What we did.\n0:00 Welcome\n1:30 - The first day\n(12:05) Questions\n"


@cache
def _schemas() -> dict[str, Any]:
    text = files("googleapiclient").joinpath("discovery_cache/documents/youtube.v3.json").read_text("utf-8")
    return dict(json.loads(text)["schemas"])


def fits(value: Any, schema: dict[str, Any], where: str = "answer") -> None:
    """Hold a value against a schema of the discovery document; fails where it does not fit."""
    schema = _schemas()[schema["$ref"]] if "$ref" in schema else schema
    sort: dict[str, Any] = {
        "object": dict,
        "array": list,
        "string": str,
        "integer": int,
        "boolean": bool,
        "number": (int, float),
    }
    kind = schema.get("type")
    if kind in sort:
        assert isinstance(value, sort[kind]), f"{where} is no {kind}"
    for name, inner in value.items() if kind == "object" else ():
        known = schema.get("properties", {}).get(name) or schema.get("additionalProperties")
        assert known, f"{where}.{name} is not in the schema"
        fits(inner, known, f"{where}.{name}")
    for inner in value if kind == "array" else ():
        fits(inner, schema["items"], f"{where}[]")


def answer(schema: str, **said: Any) -> Reply:
    """An answer that fits its schema."""
    record = {"kind": f"youtube#{schema[0].lower()}{schema[1:]}", **said}
    fits(record, {"$ref": schema})
    return Reply(body=json.dumps(record).encode(), headers={"content-type": "application/json"})


def refusal(status: int, reason: str) -> Reply:
    """An error as Google writes it."""
    error = {"code": status, "message": f"{reason} key=SECRET", "errors": [{"reason": reason, "domain": "x"}]}
    return Reply(status, json.dumps({"error": error}).encode(), {"content-type": "application/json"})


def video(native: str, **more: Any) -> dict[str, Any]:
    """A video as videos.list tells it."""
    snippet = {
        "publishedAt": "2026-02-01T10:00:00Z",
        "channelId": CHANNEL,
        "channelTitle": "Quiet Offices",
        "title": f"Town hall <{native}>",
        "description": CHAPTERED,
        "tags": ["townhall", "staff"],
        "defaultAudioLanguage": "en-GB",
    }
    content = {"duration": "PT1H2M3S", "caption": "true"}
    counts = {"viewCount": "900", "likeCount": "12", "commentCount": "3"}
    return {"kind": "youtube#video", "id": native, "snippet": snippet, "contentDetails": content,
            "statistics": counts, **more}  # fmt: skip


def place(native: str, playlist: str, at: str = "2026-01-01T09:00:00Z") -> dict[str, Any]:
    """A place of a playlist."""
    snippet = {
        "publishedAt": at,
        "channelId": HER,
        "title": f"Video {native}",
        "description": "Said.",
        "playlistId": playlist,
        "videoOwnerChannelTitle": "Quiet Offices",
        "videoOwnerChannelId": CHANNEL,
        "resourceId": {"kind": "youtube#video", "videoId": native},
    }
    content = {"videoId": native, "videoPublishedAt": "2025-12-01T09:00:00Z"}
    return {"kind": "youtube#playlistItem", "id": f"P{native}", "snippet": snippet, "contentDetails": content}


def subscription(target: str, title: str) -> dict[str, Any]:
    """One of her subscriptions."""
    snippet = {
        "publishedAt": "2025-05-05T05:05:05Z",
        "title": title,
        "description": "About.",
        "resourceId": {"kind": "youtube#channel", "channelId": target},
        "channelId": HER,
    }
    return {"kind": "youtube#subscription", "id": f"S{target}", "snippet": snippet}


def channel(native: str, title: str, handle: str = "") -> dict[str, Any]:
    """A channel."""
    snippet = {"title": title, "description": "We talk.", "customUrl": handle}
    counts = {"subscriberCount": "321", "hiddenSubscriberCount": False}
    return {"kind": "youtube#channel", "id": native, "snippet": snippet, "statistics": counts}


def found(native: str) -> dict[str, Any]:
    """A result of a search, whose words are markup."""
    snippet = {
        "publishedAt": "2026-02-02T10:00:00Z",
        "channelId": OTHER,
        "channelTitle": "Ask &amp; Tell",
        "title": "Q&amp;A &#39;live&#39;",
        "description": "Cut short ...",
    }
    return {"kind": "youtube#searchResult", "id": {"kind": "youtube#video", "videoId": native}, "snippet": snippet}


Answers = Callable[[dict[str, str]], Reply]


def _nothing(_: dict[str, str]) -> Reply:
    return refusal(404, "notFound")


@dataclass
class Api:
    """What the server says at each list; everything else goes on as told to the web server."""

    web: Web
    lists: dict[str, Answers] = field(default_factory=dict)
    calls: list[tuple[str, dict[str, str], dict[str, str]]] = field(default_factory=list)
    once: list[Reply] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._plain = self.web.reply
        self.web.reply = self.reply  # type: ignore[method-assign]

    def reply(self, asked: Asked) -> Reply:
        parts = urlsplit(asked.path)
        if not parts.path.startswith("/youtube/v3/"):
            return self._plain(asked)
        self.web.asked.append(asked)
        name = parts.path.rpartition("/")[2]
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self.calls.append((name, query, dict(asked.headers)))
        if self.once:
            return self.once.pop(0)
        if asked.headers.get("x-goog-api-key") != "good" and asked.headers.get("authorization") != "Bearer let-in":
            return refusal(401, "authError")
        return self.lists.get(name, _nothing)(query)

    def names(self) -> list[str]:
        """The lists asked for, in turn."""
        return [name for name, _, _ in self.calls]


def details(query: dict[str, str]) -> Reply:
    """videos.list: at most fifty."""
    ids = query["id"].split(",")
    assert len(ids) <= 50
    assert "maxResults" not in query
    return answer("VideoListResponse", items=[video(native) for native in ids])


def paged(schema: str, items: list[dict[str, Any]], size: int = 50) -> Answers:
    """A list in pages of `size`, whose marks are numbers."""

    def reply(query: dict[str, str]) -> Reply:
        start = int(query.get("pageToken", "0"))
        after = {"nextPageToken": str(start + size)} if start + size < len(items) else {}
        return answer(schema, items=items[start : start + size], **after)

    return reply
