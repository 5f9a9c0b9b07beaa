"""Data folders for the verbs, and feeds for a server to serve."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from outward.app import demo
from outward.app.ask import Questions, ask
from outward.app.home import Home

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
WHEN = "Tue and Thu 12:30 for 25 minutes; train 12 min, listening"


def home_in(folder: Path, host: str = "") -> Home:
    """A data folder, its own server's host allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text(f'zone = "Europe/Amsterdam"\nown_hosts = ["{host}"]\n' if host else "")
    return Home(folder)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """An empty data folder."""
    with home_in(tmp_path / "home") as opened:
        yield opened


def answered(home: Home, *feeds: str, what: str = "communicate an acquisition to staff", whom: str = "") -> None:
    """The three answers given, these feeds approved."""
    ask(home, Questions(what=what, when=WHEN, whom=whom, feeds=feeds, zone="Europe/Amsterdam"), now=NOW)


def feed(name: str, entries: int = 3, *, text: str = "") -> bytes:
    """An RSS feed with that many entries about an acquisition, the newest first."""
    items = "".join(
        f"<item><title>{name} lesson {n} of our acquisition</title><link>https://{name}.example/{n}</link>"
        f"<guid>https://{name}.example/{n}</guid><dc:creator>Author of {name}</dc:creator>"
        f"<pubDate>{format_datetime(NOW - timedelta(days=n + 1))}</pubDate>"
        f"<description>{text or f'When we were acquired in 2023 I told staff {n} things in {name}, in 9 offices.'}"
        "</description></item>"
        for n in range(entries)
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{name}</title><link>https://{name}.example/</link>{items}</channel></rss>"
    ).encode()


@pytest.fixture(scope="session")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample loaded and planned once."""
    folder = tmp_path_factory.mktemp("sampled") / "home"
    with Home(folder) as opened:
        demo.prepare(opened, now=NOW)
    return folder


@pytest.fixture
def sample(sampled: Path, tmp_path: Path) -> Iterator[Home]:
    """A copy of the sample's folder, free to change."""
    shutil.copytree(sampled, tmp_path / "sample")
    with Home(tmp_path / "sample") as opened:
        yield opened
