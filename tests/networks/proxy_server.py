"""An addon of mitmproxy: answers for the real hosts of the networks with words of ours, and for no other host.

Every question is written to the file OUTWARD_PROXY_RECORD names, one JSON record a line, before it is answered.
Nothing ever goes further than this proxy: who is not known here gets status 599. What is answered points in many
places at PIXELS, a host that nobody approved.
"""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from mitmproxy import http

from tests.networks.x_server import Server as X

CHANNEL = "UCabcdefghijklmnopqrstuv"
VIDEO = "abcdefghijk"
PIXELS = "https://pixels.example.net"
ROOM = "https://quietoffices.wordpress.com"
ACCOUNT = {
    "id": "1",
    "acct": "ann",
    "username": "ann",
    "url": "https://mastodon.social/@ann",
    "display_name": "Ann",
    "discoverable": True,
    "indexable": True,
    "avatar": f"{PIXELS}/ann.png",
    "note": "<p>Internal communication, nine offices</p>",
}
Told = tuple[int, str, str]
JSON, XML, HTML = "application/json", "application/xml", "text/html; charset=utf-8"


def ago(days: int) -> datetime:
    """A moment some days before now: what is old is of little worth."""
    return datetime.now(UTC) - timedelta(days=days)


def told(said: Any, status: int = 200) -> Told:
    return status, json.dumps(said), JSON


def video_feed(path: str, query: dict[str, str], headers: dict[str, str]) -> Told:
    """YouTube's site: a channel's feed, the page of a video, what its player says, and the words of the video."""
    if path == "/feeds/videos.xml" and query.get("channel_id") == CHANNEL:
        entry = (
            f"<entry><id>yt:video:{VIDEO}</id><yt:videoId>{VIDEO}</yt:videoId><title>How we told nine offices</title>"
            f'<link href="https://www.youtube.com/watch?v={VIDEO}"/><author><name>Quiet Offices</name></author>'
            f"<published>{ago(9).isoformat()}</published><media:group><media:description>Managers first. "
            f'{PIXELS}/more</media:description><media:thumbnail url="{PIXELS}/v.png"/></media:group></entry>'
        )
        names = 'xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/"'
        return 200, f'<feed xmlns="http://www.w3.org/2005/Atom" {names}><title>Offices</title>{entry}</feed>', XML
    if path == "/watch":
        return 200, f'<script>{{"INNERTUBE_API_KEY": "abc"}}</script><img src="{PIXELS}/w.png">', HTML
    if path == "/youtubei/v1/player":
        spoken = {"baseUrl": "https://www.youtube.com/api/timedtext?lang=en", "languageCode": "en"}
        tracks = [{**spoken, "name": {"runs": [{"text": "English"}]}}]
        details = {"videoId": VIDEO, "title": "How we told nine offices", "channelId": CHANNEL, "lengthSeconds": "300"}
        captions = {"playerCaptionsTracklistRenderer": {"captionTracks": tracks}}
        return told({"playabilityStatus": {"status": "OK"}, "videoDetails": details, "captions": captions})
    if path == "/api/timedtext":
        return 200, '<transcript><text start="0" dur="2">We told managers first.</text></transcript>', "text/xml"
    return 404, "", HTML


def video_data(path: str, query: dict[str, str], headers: dict[str, str]) -> Told:
    """YouTube's Data API: one video and its length."""
    snippet = {"title": "How we told nine offices", "channelId": CHANNEL, "channelTitle": "Quiet Offices",
               "publishedAt": ago(9).isoformat(), "description": "Managers first."}  # fmt: skip
    items = {
        "videos": [{"id": VIDEO, "snippet": snippet, "contentDetails": {"duration": "PT5M"}, "statistics": {}}],
        "channels": [{"id": CHANNEL, "snippet": {"title": "Quiet Offices"}, "statistics": {}}],
    }
    return told({"items": items.get(path.rpartition("/")[2], [])})


def podcast(path: str, query: dict[str, str], headers: dict[str, str]) -> Told:
    """A feed of articles and episodes in turn."""
    items = "".join(
        f"<item><title>Lesson {n} from nine offices</title><link>{ROOM}/lesson-{n}</link><guid>{n}</guid>"
        f"<pubDate>{format_datetime(ago(n + 1))}</pubDate><description>When we were bought in 2023 I told "
        f'staff {n} things. &lt;img src="{PIXELS}/{n}.gif"&gt;</description>'
        + (f'<enclosure url="{PIXELS}/{n}.mp3" type="audio/mpeg" length="1"/></item>' if n % 2 == 0 else "</item>")
        for n in range(8)
    )
    return 200, f'<rss version="2.0"><channel><title>Offices</title><link>{ROOM}</link>{items}</channel></rss>', XML


def article(path: str, query: dict[str, str], headers: dict[str, str]) -> Told:
    """The page of one lesson."""
    if path == "/robots.txt":
        return 404, "", HTML
    words = "We told managers first, in a room, before any letter went out. " * 30
    return (
        200,
        f'<html lang="en"><title>Lesson</title><img src="{PIXELS}/p.gif"><article><p>{words}</p></article>',
        HTML,
    )


def mastodon(path: str, query: dict[str, str], headers: dict[str, str]) -> Told:
    """A server's public interface: what was said under a hashtag."""
    if path != "/api/v1/timelines/tag/internalcomms":
        return told({"error": "Record not found"}, 404)
    card = {"url": f"{ROOM}/lesson-1", "title": "Lesson 1", "image": f"{PIXELS}/card.png", "type": "link"}
    numbers = range(1, 6) if "since_id" not in query and "max_id" not in query else ()
    return told(
        [
            {
                "id": f"{n:018}",
                "uri": f"https://mastodon.social/users/ann/statuses/{n}",
                "url": f"https://mastodon.social/@ann/{n}",
                "account": ACCOUNT,
                "created_at": ago(7 - n).isoformat(),
                "content": f"<p>Internal communication, lesson {n}: managers first</p>",
                "visibility": "public",
                "card": card,
                "media_attachments": [],
            }
            for n in reversed(numbers)
        ]
    )


def bluesky(path: str, query: dict[str, str], headers: dict[str, str]) -> Told:
    """The public interface: somebody's posts."""
    author = {"did": "did:plc:ann", "handle": "ann.bsky.social", "displayName": "Ann", "avatar": f"{PIXELS}/a.png"}
    if path.endswith("getProfiles"):
        return told({"profiles": [author]})
    if not path.endswith("getAuthorFeed"):
        return told({"error": "AuthMissing", "message": "Sign in"}, 401)
    posts = [
        {
            "uri": f"at://did:plc:ann/app.bsky.feed.post/k{n}",
            "cid": f"c{n}",
            "author": author,
            "record": {"$type": "app.bsky.feed.post", "text": f"Lesson {n}", "createdAt": ago(7 - n).isoformat()},
            "indexedAt": ago(7 - n).isoformat(),
        }
        for n in range(5, 0, -1)
    ]
    return told({"feed": [{"post": post} for post in posts]})


def x(path: str, query: dict[str, str], headers: dict[str, str]) -> Told:
    """X's interface, for who has the token."""
    if headers.get("authorization") != "Bearer invented-x":
        return told({"title": "Unauthorized"}, 401)
    code, said = X().answer(path, query)
    return told(said, code)


def linkedin(path: str, query: dict[str, str], headers: dict[str, str]) -> Told:
    """LinkedIn's portability interface, for who has the token: her connections."""
    if headers.get("authorization") != "Bearer invented-linkedin":
        return told({"message": "Invalid access token"}, 401)
    if query.get("domain") != "CONNECTIONS" or query.get("start") != "0":
        return told({"message": "No data found for this memberId"}, 404)
    bo = {"First Name": "Bo", "Last Name": "Lind", "URL": "https://www.linkedin.com/in/bo-lind",
          "Connected On": "16 Jun 2021"}  # fmt: skip
    elements = [{"snapshotDomain": "CONNECTIONS", "snapshotData": [bo]}]
    return told({"elements": elements, "paging": {"start": 0, "count": 10, "total": 1, "links": []}})


HOSTS: dict[str, Callable[[str, dict[str, str], dict[str, str]], Told]] = {
    "www.youtube.com": video_feed,
    "youtube.googleapis.com": video_data,
    "feeds.transistor.fm": podcast,
    "quietoffices.wordpress.com": article,
    "mastodon.social": mastodon,
    "api.bsky.app": bluesky,
    "api.x.com": x,
    "api.linkedin.com": linkedin,
}


def _note(flow: Any) -> None:
    asked = flow.request
    record = {
        "method": asked.method,
        "host": asked.host,
        "path": asked.path,
        "headers": {name.lower(): value for name, value in asked.headers.items()},
        "body": (asked.content or b"").decode("utf-8", "backslashreplace"),
    }
    with Path(os.environ["OUTWARD_PROXY_RECORD"]).open("a", encoding="utf-8") as file:
        file.write(json.dumps(record) + "\n")


def http_connect(flow: Any) -> None:
    """A tunnel was asked for."""
    _note(flow)


def request(flow: Any) -> None:
    """A request came, out of a tunnel or plain; it is answered here."""
    _note(flow)
    known, parts = HOSTS.get(flow.request.host), urlsplit(flow.request.path)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    headers = {name.lower(): value for name, value in flow.request.headers.items()}
    status, body, kind = known(parts.path, query, headers) if known else (599, "", "text/plain")
    flow.response = http.Response.make(status, body.encode(), {"content-type": kind})
