"""Calendars of somebody who has answered: a server, a data folder, no keyring but a key file of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as Missing

from outward.app import secrets
from outward.app.home import Home
from outward.app.join import join
from outward.app.plan import plan
from outward.model import Source
from outward.networks import network
from outward.store import posts
from tests.app.material import NOW, answered, feed
from tests.calendars.material import copied
from tests.calendars.radicale_server import Radicale, radicale
from tests.networks.web_server import Web, web

__all__ = ["radicale", "web"]


@pytest.fixture(autouse=True)
def no_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(Missing())  # type: ignore[no-untyped-call]
    monkeypatch.setattr(secrets, "key_file", lambda: tmp_path / "key" / "key")
    yield
    keyring.set_keyring(before)


@pytest.fixture
def home(tmp_path: Path, web: Web) -> Iterator[Home]:
    """Somebody who has said when she has time; the server's host is hers."""
    with copied(None, tmp_path / "home", web.host) as opened:
        answered(opened)
        yield opened


@pytest.fixture(scope="session")
def once_planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a few posts and a plan."""
    folder = tmp_path_factory.mktemp("planned") / "home"
    with copied(None, folder) as opened:
        answered(opened, "https://alpha.example/feed.xml")
        source = Source("feeds", "feed", "https://alpha.example/feed.xml")
        with opened.database.writing() as db:
            for name in ("alpha", "beta", "gamma", "delta"):
                posts.save(db, network("feeds").parse(feed(name), source))
        join(opened, now=NOW)
        opened.catch_up()
        assert plan(opened, now=NOW).sessions
    return folder


@pytest.fixture
def planned(once_planned: Path, tmp_path: Path, radicale: Radicale) -> Iterator[Home]:
    """Somebody with a plan; the CalDAV server is hers."""
    with copied(once_planned, tmp_path / "planned", radicale.host) as opened:
        yield opened
