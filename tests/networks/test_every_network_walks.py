"""Every network by commands, from an empty folder: connected, its sync killed, gone on with, and disconnected again."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from outward.app.home import Home
from outward.networks import registry
from outward.store import connections, posts
from tests.app.material import feed
from tests.networks.test_linkedin_api import Contract
from tests.networks.web_server import Asked, Reply, Web, web
from tests.networks.x_server import Server as XServer

__all__ = ["web"]
RUN = [sys.executable, "-c", "from outward.cli import main; main()"]
Answer = Callable[[Asked], Reply]
JSON = {"content-type": "application/json"}


def status(number: int, host: str) -> dict[str, Any]:
    return {
        "id": f"{number:018}",
        "uri": f"https://{host}/users/ann/statuses/{number}",
        "url": f"https://{host}/@ann/{number}",
        "account": {
            "id": "1",
            "acct": "ann",
            "url": f"https://{host}/@ann",
            "display_name": "Ann",
            "discoverable": True,
        },
        "created_at": f"2026-03-03T0{number % 9}:00:00.000Z",
        "content": f"<p>Merger lesson {number}: managers first</p>",
        "visibility": "public",
    }


def mastodon(base: str) -> Answer:
    host = urlsplit(base).netloc

    def answer(asked: Asked) -> Reply:
        query = {name: values[0] for name, values in parse_qs(urlsplit(asked.path).query).items()}
        known, below = int(query.get("since_id", 0)), int(query.get("max_id", 41))
        some = [number for number in range(40, 0, -1) if known < number < below][:10]
        after = (
            {"link": f'<{base}/api/v1/timelines/tag/merger?max_id={some[-1]}>; rel="next"'} if len(some) == 10 else {}
        )
        return Reply(body=json.dumps([status(number, host) for number in some]).encode(), headers=JSON | after)

    return answer


def bluesky(base: str) -> Answer:
    def view(number: int) -> dict[str, Any]:
        at = f"2026-03-0{number % 9 + 1}T00:00:00Z"
        return {
            "uri": f"at://did:plc:ann/app.bsky.feed.post/k{number:03}",
            "cid": f"c{number}",
            "author": {"did": "did:plc:ann", "handle": "ann.example", "displayName": "Ann"},
            "record": {"$type": "app.bsky.feed.post", "text": f"Merger lesson {number}", "createdAt": at},
            "indexedAt": at,
        }

    def answer(asked: Asked) -> Reply:
        query = {name: values[0] for name, values in parse_qs(urlsplit(asked.path).query).items()}
        if "getProfiles" in asked.path:
            return Reply(
                body=json.dumps({"profiles": [{"did": "did:plc:ann", "handle": "ann.example"}]}).encode(), headers=JSON
            )
        start = int(query.get("cursor") or 0)
        some = [{"post": view(number)} for number in range(40, 0, -1)][start : start + 10]
        said: dict[str, Any] = {"feed": some} | ({"cursor": str(start + 10)} if start < 30 else {})
        return Reply(body=json.dumps(said).encode(), headers=JSON)

    return answer


def videos(_: str) -> Answer:
    entries = "".join(
        f"<entry><id>yt:video:abcdefghi{n:02}</id><yt:videoId>abcdefghi{n:02}</yt:videoId><title>Merger {n}</title>"
        f'<link href="https://www.youtube.com/watch?v=abcdefghi{n:02}"/><author><name>Ann</name></author>'
        f"<published>2026-03-03T09:00:00+00:00</published></entry>"
        for n in range(5)
    )
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:yt="http://www.youtube.com/xml/schemas/2015"><title>Ann</title>'
        f"{entries}</feed>"
    ).encode()
    return lambda _: Reply(body=body, headers={"content-type": "application/atom+xml"})


def feeds(_: str) -> Answer:
    return lambda _: Reply(body=feed("alpha", 5), headers={"content-type": "application/rss+xml"})


def article(_: str) -> Answer:
    body = (
        f"<html lang=en><title>Merger</title><body><article><p>{'We told managers first. ' * 40}</p></article>".encode()
    )
    return lambda asked: (
        Reply(404) if "robots" in asked.path else Reply(body=body, headers={"content-type": "text/html"})
    )


def x(_: str) -> Answer:
    server = XServer()

    def answer(asked: Asked) -> Reply:
        parts = urlsplit(asked.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        code, said = server.answer(parts.path, query)
        return Reply(code, json.dumps(said).encode(), JSON)

    return answer


def linkedin(_: str) -> Answer:
    return Contract().reply


class Walk:
    """How one network is walked: settings and secrets, what is read, and what answers for it."""

    def __init__(self, words: list[str], answer: Callable[[str], Answer], *, stall: int = 2, **settings: str) -> None:
        self.words, self.answer, self.stall, self.settings = words, answer, stall, settings


CHANNEL = "UCabcdefghijklmnopqrstuv"
WALKS = {
    "bluesky": Walk(["@ann.example"], bluesky, stall=3, address="{base}"),
    "feeds": Walk(["{base}/feed.xml"], feeds, stall=1),
    "linkedin": Walk(["linkedin:export"], linkedin, stall=3, address="{base}", token="good"),
    "mastodon": Walk(["#merger"], mastodon, server="{base}"),
    "web": Walk(["page:{base}/article"], article),
    "x": Walk(["x:#change"], x, address="{base}", access_token="good", cap="50", depth="3"),
    "youtube": Walk([CHANNEL], videos, stall=1, address="{base}"),
}


def test_every_network_is_walked() -> None:
    assert set(WALKS) == set(registry())


class Script:
    """Answers as a network does; the request of a number is left hanging, once."""

    def __init__(self, answer: Answer) -> None:
        self._answer, self.hangs, self.reached, self._count = answer, 0, threading.Event(), 0

    def __call__(self, asked: Asked) -> Reply:
        self._count += 1
        if self._count == self.hangs:
            self.reached.set()
            return Reply(fault="silent")
        return self._answer(asked)

    def hang(self, number: int) -> None:
        self._count, self.hangs = 0, number
        self.reached.clear()


@contextmanager
def opened(folder: Path) -> Iterator[Home]:
    with Home(folder) as home:
        yield home


def said(folder: Path, env: dict[str, str], *words: str, code: int = 0) -> Any:
    ran = subprocess.run(
        [*RUN, "--home", str(folder), *words, "--json"],
        capture_output=True,
        text=True,
        env=env,
        check=False,
        timeout=90,
    )
    assert ran.returncode == code, ran.stdout + ran.stderr
    return json.loads(ran.stdout)


def ids(folder: Path) -> frozenset[str]:
    everything = "SELECT id FROM post UNION SELECT url FROM resource UNION SELECT id FROM account"
    with opened(folder) as home, home.database.reading() as db:
        return frozenset(row[0] for row in db.execute(everything))


@pytest.mark.parametrize("name", sorted(WALKS))
def test_connected_killed_gone_on_with_and_disconnected(name: str, web: Web, tmp_path: Path) -> None:
    walk = WALKS[name]
    script = Script(walk.answer(web.url))
    web.reply = script  # type: ignore[method-assign]
    given = [f"{key}={value.format(base=web.url)}" for key, value in walk.settings.items()]
    words = [word.format(base=web.url) for word in walk.words]
    env = {
        **os.environ,
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }

    def connect(folder: Path, *more: str) -> Any:
        folder.mkdir()
        (folder / "config.toml").write_text(f'own_hosts = ["{web.host}"]\n')
        return said(folder, env, "connect", name, *words, *(part for one in given for part in ("--set", one)), *more)

    calm, killed = tmp_path / "calm", tmp_path / "killed"
    found = connect(calm)["found"]
    assert "answered" in found
    report = said(calm, env, "sync", "--yes")
    assert not [one["trouble"] for one in report["reports"] if one["trouble"]]
    whole = ids(calm)
    assert whole

    connect(killed, "--no-test")
    script.hang(walk.stall)
    process = subprocess.Popen(
        [*RUN, "--home", str(killed), "sync", "--yes", "--json"], env=env, stdout=subprocess.DEVNULL
    )
    try:
        while not script.reached.wait(0.05):
            assert process.poll() is None
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert ids(killed) < whole or walk.stall == 1
    script.hang(0)
    again = said(killed, env, "sync", "--yes")
    assert not [one["trouble"] for one in again["reports"] if one["trouble"]]
    assert ids(killed) == whole

    standing = {one["network"]: one for one in said(killed, env, "networks")["networks"]}
    assert standing[name]["state"] == "connected"
    gone = said(killed, env, "connect", name, "--disconnect", "--forget-posts")
    assert gone["sources"] == 1
    with opened(killed) as home:
        assert posts.by_network(home.database).get(name, 0) == 0
        assert connections.states(home.database) == []
        assert connections.settings(home.database, name) == {}
    secret = walk.settings.get("token") or walk.settings.get("access_token")
    if secret:
        kept = b"".join(path.read_bytes() for path in killed.rglob("*") if path.is_file() and "secrets" in path.name)
        assert b'"secrets":{}' in kept.replace(b" ", b"")
