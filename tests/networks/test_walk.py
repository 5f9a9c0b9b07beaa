"""A new user's walk, ask → sync → plan → today, against the real Bluesky network, a Mastodon server and feeds."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from outward.app import connect
from outward.app.ask import Questions, ask
from outward.app.home import Home
from outward.app.plan import plan
from outward.app.sync import Synced, sync
from outward.app.today import today
from outward.app.what import what
from outward.app.whom import whom
from outward.model import ItemKind
from outward.web import desk
from tests.app.material import feed
from tests.networks.bluesky_people import Someone
from tests.networks.bluesky_servers import Bluesky, bluesky
from tests.networks.seed_real import seed
from tests.networks.web_server import Reply, Web, web

__all__ = ["bluesky", "web"]
WHEN = "weekdays 12:30 for 25 minutes"


@pytest.fixture
def home(bluesky: Bluesky, web: Web, tmp_path: Path) -> Iterator[Home]:
    """An empty data folder that may reach the servers of this machine."""
    hosts = ", ".join(f'"{host}"' for host in (*bluesky.hosts, web.host))
    (tmp_path / "config.toml").write_text(f'zone = "Europe/Amsterdam"\nown_hosts = [{hosts}]\n')
    with Home(tmp_path) as opened:
        now = datetime.now(UTC)
        settings = {"address": bluesky.appview, "service": bluesky.pds}
        connect.connect(opened, "bluesky", settings, (), test=False, now=now)
        yield opened


def holds(synced: Synced) -> dict[str, Any]:
    return {str(report.source): (report.added, report.trouble) for report in synced.reports}


def test_three_answers_become_a_plan_of_real_items_and_people(bluesky: Bluesky, web: Web, home: Home) -> None:
    now = datetime.now(UTC)
    did: Someone = bluesky.people.make("did", description="Head of comms at a logistics firm")
    peer: Someone = bluesky.people.make("peer", description="Comms officer")
    for number in range(6):
        did.says(
            f"When we were acquired in 2023 I told {number + 2},000 people about the acquisition. Lesson {number}: "
            f"managers first. #acquiredtoday{did.handle[:4]}",
            at=now - timedelta(days=number + 1),
        )
    peer.says("We are being bought. Has anyone communicated an acquisition to staff?", at=now - timedelta(hours=5))
    bluesky.settle()
    asked = ask(
        home,
        Questions(
            what="communicate an acquisition to staff",
            when=WHEN,
            whom="someone who has been through it, and peers",
            accounts=(f"@{did.handle}", f"@{peer.handle}"),
            feeds=(web.says("/a.xml", Reply(200, feed("alpha", 12))), web.says("/gone.xml", Reply(500))),
        ),
        now=now,
    )
    assert len(asked.sources) == 4
    synced = sync(home, now=now)
    assert synced.failed == 1
    assert sum(report.added for report in synced.reports) == 6 + 1 + 12
    again = sync(home, now=now)
    assert sum(report.added + report.updated for report in again.reports) == 0
    found = whom(home, now=now)
    assert "did" in found.learn_from[0].name.lower() + found.learn_from[0].handle
    assert any(peer.handle == person.handle for person in found.learn_with)
    planned = plan(home, now=now)
    assert planned.sessions
    for session in planned.sessions:
        for item in session.items:
            assert item.url.startswith("https://")
            assert item.minutes >= 1
            assert item.person
            assert item.why
    assert {item.kind for s in planned.sessions for item in s.items} >= {ItemKind.LEARN, ItemKind.PERSON}
    assert today(home, now=now).session is not None


def run(home: Home, *words: str) -> Any:
    """A command in a process of its own, its answer read from JSON."""
    ran = subprocess.run(
        [sys.executable, "-c", "from outward.cli import main; main()", "--home", str(home.folder), *words, "--json"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_the_same_walk_by_commands_and_on_the_desk(bluesky: Bluesky, web: Web, home: Home) -> None:
    now = datetime.now(UTC)
    teller: Someone = bluesky.people.make("teller", description="Comms lead")
    tag = f"walked{teller.handle.partition('.')[0]}"
    for number in range(5):
        teller.says(
            f"In our merger of 2022 we told {number + 3},000 people in a town hall and it was a mistake to start with "
            f"the logo; I learned to start with jobs. Part {number}. #{tag}",
            at=now - timedelta(days=number, hours=1),
        )
    bluesky.settle()
    address = web.says("/a.xml", Reply(200, feed("alpha", 8)))
    words = ("--what", "communicate a merger to staff", "--when", WHEN, "--whom", "someone who has been through it")
    asked = run(home, "ask", *words, "--hashtag", tag, "--feed", address)
    assert f"bluesky #{tag}" in asked["sources"]
    connect.stop(home, "mastodon", [f"#{tag}"])
    synced = run(home, "sync")
    assert sorted(report["added"] for report in synced["reports"]) == [5, 8]
    planned = run(home, "plan")
    links = [item["url"] for session in planned["sessions"] for item in session["items"]]
    assert any(f"/profile/{teller.handle}/post/" in link for link in links)
    assert any(link.startswith("https://alpha.example/") for link in links)
    assert run(home, "today")["session"]["id"]
    client = TestClient(desk(home), base_url="http://127.0.0.1:8765")
    for page, shown in (("/", "If it is"), ("/what", "https://alpha.example/"), ("/whom", teller.handle), ("/use", "")):
        answer = client.get(page)
        assert answer.status_code == 200
        assert shown in answer.text


def test_real_posts_of_a_conference_become_resources_and_people(bluesky: Bluesky, home: Home) -> None:
    spoken = seed(bluesky, authors=12, posts=250)
    now = datetime.now(UTC)
    ask(
        home,
        Questions(
            what="communicate science with visualisation and design",
            when=WHEN,
            accounts=tuple(f"@{someone.handle}" for someone in spoken.people.values()),
        ),
        now=now,
    )
    synced = sync(home, now=now)
    assert synced.failed == 0, holds(synced)
    assert sum(report.added for report in synced.reports) >= 0.95 * len(spoken.written)
    answer = what(home, now=now, recipe="search", limit=20)
    assert len(answer.results) >= 8
    for learn in answer.results:
        assert learn.url.startswith("http")
        assert learn.minutes >= 1
        assert learn.person
        assert learn.reasons
    assert plan(home, now=now).sessions
    assert "Nobody" in whom(home, now=now).thin
