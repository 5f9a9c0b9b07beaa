"""Nothing leaves the machine that the user did not ask for: every connection and every byte sent is watched."""

import socket
from pathlib import Path
from typing import Any

import pytest

from outward.app.ask import Questions, ask
from outward.app.doctor import doctor
from outward.app.plan import plan
from outward.app.sync import sync
from outward.app.what import what
from outward.app.whom import whom
from tests.app.material import NOW, WHEN, feed, home_in
from tests.networks.web_server import Reply, Web

SECRETS = ("Zephyrion", "takeover", "Quillbrook", "been through")


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every address any socket of this process connects to or looks up."""
    seen: list[Any] = []
    connect, lookup = socket.socket.connect, socket.getaddrinfo

    def watched(self: socket.socket, address: Any) -> None:
        seen.append(address)
        connect(self, address)

    def looked_up(host: Any, *more: Any, **named: Any) -> Any:
        seen.append((host, more[0] if more else named.get("port")))
        return lookup(host, *more, **named)

    monkeypatch.setattr(socket.socket, "connect", watched)
    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    return seen


def test_the_words_of_a_goal_are_never_sent_and_only_approved_hosts_are_asked(
    web: Web, tmp_path: Path, connected: list[Any]
) -> None:
    with home_in(tmp_path, web.host) as home:
        questions = Questions(
            what="communicate the secret Zephyrion takeover by Quillbrook to staff",
            when=WHEN,
            whom="someone who has been through it",
            packs=("acquisition",),
            feeds=(web.says("/a.xml", Reply(200, feed("alpha"))), web.says("/b.xml", Reply(500))),
            zone="Europe/Amsterdam",
        )
        ask(home, questions, now=NOW)
        assert connected == []
        sync(home, now=NOW)
        doctor(home, now=NOW)
        asked = len(connected)
        assert asked
        what(home, now=NOW)
        whom(home, now=NOW)
        plan(home, now=NOW)
        assert len(connected) == asked
    port = int(web.host.rpartition(":")[2])
    assert {tuple(address[:2]) for address in connected} == {("127.0.0.1", port)}
    sent = " ".join(f"{a.path} {dict(a.headers)} {a.body!r}" for a in web.asked).lower()
    assert sent
    assert not [word for word in SECRETS if word.lower() in sent]


def test_the_sample_needs_no_network_at_all(tmp_path: Path, connected: list[Any]) -> None:
    from outward.app.demo import prepare
    from outward.app.home import Home

    with Home(tmp_path / "demo") as home:
        prepare(home, now=NOW)
    assert connected == []


def test_files_and_what_is_pasted_are_read_without_any_connection(tmp_path: Path, connected: list[Any]) -> None:
    from outward.app.add import add
    from outward.app.imports import imports
    from outward.app.networks import networks
    from outward.app.person import suggestions
    from outward.app.reread import reread

    (tmp_path / "like.js").write_text('window.YTD.like.part0 = [{"like": {"tweetId": "20", "fullText": "Just this"}}]')
    (tmp_path / "bookmarks.html").write_text(
        '<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF="https://bit.ly/3x" ADD_DATE="1">Short</A></DL>'
    )
    (tmp_path / "list.opml").write_text('<opml><body><outline xmlUrl="https://a.example/feed"/></body></opml>')
    with home_in(tmp_path / "home") as home:
        done = imports(home, sorted(tmp_path.glob("*.*")), now=NOW, read_named=True)
        assert sum(kind.added for file in done.files for kind in file.kinds) == 3
        add(home, "https://www.linkedin.com/in/ada", title="Ada | LinkedIn", text="Comms", now=NOW)
        networks(home, now=NOW)
        suggestions(home)
        reread(home, now=NOW)
        doctor(home, now=NOW, check=False, reparse=True)
    assert connected == []
