"""LinkedIn's portability interface: a server that keeps its contract, and every way it can refuse."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from outward.errors import (
    CredentialsError,
    MalformedError,
    NotThereError,
    RateLimitError,
    SourceError,
    TroubleError,
    UnreachableError,
)
from outward.fetch import Fetch
from outward.model import MarkKind, Page, Parsed, Source, TieKind
from outward.networks.linkedin import Settings, pages, parse
from outward.networks.linkedin.portability import Cursor
from tests.networks.web_server import Asked, Clock, Reply, Web, clock, fetch, web

__all__ = ["clock", "fetch", "web"]

EXPORT, CHANGES = Source("linkedin", "export", "export"), Source("linkedin", "changes", "changes")
ADA, BO = "https://www.linkedin.com/in/ada-ivarsdotter", "https://www.linkedin.com/in/bo-lind"
LINK = "https://www.linkedin.com/feed/update/urn:li:share:681065280491131289"
COPY: dict[str, list[list[dict[str, str]]]] = {
    "INVITATIONS": [
        [
            {"From": "Bo Lind", "To": "Ada Ivarsdotter", "Sent At": "6/16/21, 3:28 AM", "Direction": "INCOMING",
             "Message": "A private word", "inviterProfileUrl": BO, "inviteeProfileUrl": ADA},
        ]
    ],
    "PROFILE": [[{"First Name": "Ada", "Last Name": "Ivarsdotter", "Headline": "Leads", "Birth Date": "1980"}]],
    "CONNECTIONS": [
        [{"First Name": "Bo", "Last Name": "Lind", "URL": BO, "Email Address": "x", "Connected On": "16 Jun 2021"}],
        [{"First Name": "Cai", "Last Name": "Moor", "URL": "", "Connected On": "17 Jun 2021"}],
    ],
    "MEMBER_SHARE_INFO": [
        [{"Date": f"2026-01-0{n} 03:04:05", "ShareLink": f"{LINK}{n}", "ShareCommentary": f"Lesson {n} #change"}]
        for n in range(1, 4)
    ],
    "INBOX": [
        [
            {"CONVERSATION ID": "2-aa==", "FROM": "Bo Lind", "SENDER PROFILE URL": BO, "TO": "Ada Ivarsdotter",
             "DATE": "2024-01-02 03:04:05 UTC", "SUBJECT": "Private", "CONTENT": "A private word", "FOLDER": "INBOX"},
            {"Login Date": "2024", "IP Address": "10.0.0.1"},
        ]
    ],
}  # fmt: skip


def event(number: int, resource: str = "ugcPosts", **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "capturedAt": 1_790_000_000_000 + number,
        "processedAt": 1_790_000_000_000 + number,
        "owner": "urn:li:person:A",
        "actor": "urn:li:person:A",
        "resourceName": resource,
        "resourceId": f"urn:li:share:{number}",
        "method": "CREATE",
        "activity": {
            "specificContent": {"com.linkedin.ugc.ShareContent": {"shareCommentary": {"text": f"Lesson {number}"}}}
        },
        **more,
    }


@dataclass
class Contract:
    """The interface as documented: version, token, finder and count are checked; `start` counts pages."""

    copy: dict[str, list[list[dict[str, str]]]] = field(default_factory=lambda: COPY)
    events: list[dict[str, Any]] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    instead: Callable[[dict[str, str]], Reply | None] = lambda _: None

    def reply(self, asked: Asked) -> Reply:
        parts = urlsplit(asked.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.asked.append(query)
        other = self.instead(query)
        if other is not None:
            return other
        if asked.headers.get("authorization") != "Bearer good":
            return says(401, message="Invalid access token")
        if asked.headers.get("linkedin-version") != "202312" or asked.method != "GET":
            return says(400, message="Bad version")
        if parts.path == "/rest/memberSnapshotData" and query["q"] == "criteria":
            return self._snapshot(query["domain"], int(query["start"]))
        if (
            parts.path == "/rest/memberChangeLogs"
            and query["q"] == "memberAndApplication"
            and int(query["count"]) <= 50
        ):
            since, count = int(query.get("startTime", 0)), int(query["count"])
            later = [one for one in self.events if one["processedAt"] >= since]
            return says(200, elements=later[:count], paging={"start": 0, "count": count, "links": []})
        return says(400, message="Bad request")

    def _snapshot(self, domain: str, page: int) -> Reply:
        held = self.copy.get(domain, [])
        if page >= len(held):
            return says(404, message="No data found for this memberId")
        links = [{"type": "application/json", "rel": "next", "href": "/rest/x"}] if page + 1 < len(held) else []
        elements = [{"snapshotDomain": domain, "snapshotData": held[page]}]
        return says(200, elements=elements, paging={"start": page, "count": 10, "total": len(held), "links": links})


def says(status: int, **body: Any) -> Reply:
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/json"})


@pytest.fixture
def contract(web: Web, monkeypatch: pytest.MonkeyPatch) -> Contract:
    made = Contract()
    monkeypatch.setattr(web, "reply", made.reply)
    return made


def settings(web: Web, token: str = "good", **more: str) -> Settings:
    return Settings(token=token, address=web.url, **more)


def understood(read: list[Page], source: Source) -> list[Parsed]:
    return [parse(page.raw, source) for page in read if page.raw]


def test_the_whole_copy_is_read_part_by_part(web: Web, fetch: Fetch, contract: Contract) -> None:
    read = list(pages(fetch, settings(web), EXPORT, ""))
    parsed = understood(read, EXPORT)
    assert sum(len(one.posts) for one in parsed) == 3
    assert {(tie.target, tie.kind) for one in parsed for tie in one.ties} == {
        ("linkedin:bo-lind", TieKind.CONNECT),
        ("linkedin:~cai-moor", TieKind.CONNECT),
    }
    assert [touch.how for one in parsed for touch in one.touches] == ["invited", "message"]
    assert {name for one in parsed for name in one.mine} == {"linkedin:ada-ivarsdotter", "linkedin:~ada-ivarsdotter"}
    assert [record for one in parsed for record in one.dropped] == []
    assert {post.author for one in parsed for post in one.posts} == {"linkedin:ada-ivarsdotter"}
    raw = b"".join(page.raw for page in read)
    for secret in (b"rivate", b"1980", b"10.0.0.1", b"Email", b"good"):
        assert secret not in raw
    assert {method for method, _ in fetch.asked} == {"GET"}


def test_a_copy_broken_off_goes_on_where_it_was(web: Web, fetch: Fetch, contract: Contract) -> None:
    undisturbed = [page.raw for page in pages(fetch, settings(web), EXPORT, "")]
    reading = pages(fetch, settings(web), EXPORT, "")
    begun = [next(reading) for _ in range(4)]
    contract.asked.clear()
    rest = list(pages(fetch, settings(web), EXPORT, begun[-1].cursor))
    assert [page.raw for page in (*begun, *rest)] == undisturbed
    assert "INVITATIONS" not in {query["domain"] for query in contract.asked}


def test_a_copy_is_read_again_after_a_week_only(web: Web, fetch: Fetch, clock: Clock, contract: Contract) -> None:
    cursor = list(pages(fetch, settings(web), EXPORT, ""))[-1].cursor
    contract.asked.clear()
    clock.moment += timedelta(days=6)
    assert list(pages(fetch, settings(web), EXPORT, cursor)) == []
    assert contract.asked == []
    clock.moment += timedelta(days=1)
    assert len(list(pages(fetch, settings(web), EXPORT, cursor))) == 9


def test_the_text_of_messages_comes_only_when_asked_for(web: Web, fetch: Fetch, contract: Contract) -> None:
    read = list(pages(fetch, settings(web, keep_messages="yes"), EXPORT, ""))
    posts = [post for one in understood(read, EXPORT) for post in one.posts if ":message:" in post.id]
    assert [(post.author, post.text) for post in posts] == [("linkedin:bo-lind", "Private\nA private word")]


def test_no_data_yet_is_said(web: Web, fetch: Fetch, contract: Contract) -> None:
    contract.copy = {}
    with pytest.raises(NotThereError, match="no data ready yet"):
        list(pages(fetch, settings(web), EXPORT, ""))
    contract.instead = lambda _: says(404, message="No data")
    with pytest.raises(NotThereError, match="no data ready yet"):
        list(pages(fetch, settings(web), CHANGES, ""))


@pytest.mark.parametrize("source", [EXPORT, CHANGES])
@pytest.mark.parametrize(
    ("reply", "error", "words"),
    [
        (says(401, message="secret"), CredentialsError, "no longer takes this token"),
        (says(403, message="secret"), CredentialsError, "European Economic Area and Switzerland"),
        (Reply(429, headers={"Retry-After": "3600"}), RateLimitError, "asks to wait"),
        (Reply(500), TroubleError, "trouble of its own"),
        (Reply(body=b'{"elements": [', fault="cut"), UnreachableError, "cut the connection"),
        (Reply(body=b"<html>secret</html>"), MalformedError, "cannot be read"),
        (Reply(body=b"[1]"), MalformedError, "cannot be read"),
        (says(418, message="secret"), MalformedError, "418"),
    ],
)
def test_every_refusal_is_one_sentence(
    web: Web, fetch: Fetch, contract: Contract, source: Source, reply: Reply, error: type[SourceError], words: str
) -> None:
    contract.instead = lambda _: reply
    with pytest.raises(error, match=words) as caught:
        list(pages(fetch, settings(web), source, ""))
    assert "secret" not in str(caught.value)
    assert "good" not in str(caught.value)


def test_a_token_revoked_half_way_leaves_what_was_read(web: Web, fetch: Fetch, contract: Contract) -> None:
    undisturbed = [page.raw for page in pages(fetch, settings(web), EXPORT, "")]
    contract.instead = lambda query: says(401) if query["domain"] == "CONNECTIONS" else None
    read: list[Page] = []
    with pytest.raises(CredentialsError):
        read.extend(pages(fetch, settings(web), EXPORT, ""))
    assert [page.url for page in read] == ["memberSnapshotData INVITATIONS", "memberSnapshotData PROFILE"]
    contract.instead = lambda _: None
    read += pages(fetch, settings(web), EXPORT, read[-1].cursor)
    assert [page.raw for page in read] == undisturbed


def test_without_a_token_nothing_is_asked(web: Web, fetch: Fetch, contract: Contract) -> None:
    for source in (EXPORT, CHANGES):
        with pytest.raises(CredentialsError, match="needs a token"):
            list(pages(fetch, settings(web, token=" "), source, ""))
    assert fetch.asked == []


def test_changes_are_read_in_pages_of_fifty_and_once(web: Web, fetch: Fetch, contract: Contract) -> None:
    contract.events = [event(number) for number in range(1, 121)]
    read = list(pages(fetch, settings(web), CHANGES, ""))
    assert len({post.id for one in understood(read, CHANGES) for post in one.posts}) == 120
    assert all(query["count"] == "50" for query in contract.asked)
    assert list(pages(fetch, settings(web), CHANGES, read[-1].cursor)) == []
    contract.events.append(event(121))
    (more,) = pages(fetch, settings(web), CHANGES, read[-1].cursor)
    assert "linkedin:urn:li:share:121" in {post.id for post in parse(more.raw, CHANGES).posts}


def test_many_changes_of_one_moment_do_not_go_round_for_ever(web: Web, fetch: Fetch, contract: Contract) -> None:
    contract.events = [event(number, processedAt=1_790_000_000_000) for number in range(1, 80)]
    assert len(list(pages(fetch, settings(web), CHANGES, ""))) == 1
    assert len(contract.asked) < 5


def test_what_changes_say(web: Web, fetch: Fetch, contract: Contract) -> None:
    post = "urn:li:activity:6810652804911312896"
    contract.events = [
        event(1),
        event(2, "socialActions/likes", activity={"object": post}),
        event(
            3, "socialActions/comments", activity={"object": post, "message": {"text": "So <b>true</b>"}, "id": "c3"}
        ),
        event(4, "messages", activity={"content": "A private word"}),
        event(5, method="DELETE", resourceId="urn:li:share:9"),
        event(6, actor="urn:li:person:B"),
        event(7, "socialActions/likes", activity={"object": 7}, resourceId=""),
        event(8, activity={}),
        event(9, owner=9),
    ]
    (page,) = pages(fetch, settings(web), CHANGES, "")
    assert b"private" not in page.raw
    said = parse(page.raw, CHANGES)
    assert [one.id for one in said.posts] == ["linkedin:urn:li:share:1", "linkedin:c3"]
    assert said.posts[1].text == "So <b>true</b>"
    assert said.posts[1].reply_to == f"linkedin:{post}"
    assert [(mark.kind, mark.url) for mark in said.marks] == [
        (MarkKind.LIKED, f"https://www.linkedin.com/feed/update/{post}/")
    ]
    assert said.deleted == ("linkedin:urn:li:share:9",)
    assert said.mine == ("linkedin:~person:A",)
    assert sorted(record.reason for record in said.dropped) == [
        "It is a post without an address or without words.",
        "It is no change that can be understood.",
        "It was done by somebody else.",
        "Its address is none of a post on LinkedIn.",
    ]


def test_an_unreadable_cursor_starts_from_the_beginning() -> None:
    assert Cursor.of("nonsense") == Cursor.of("") == Cursor()
