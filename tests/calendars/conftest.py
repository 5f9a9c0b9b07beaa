"""Calendars of somebody who has answered: a server, a data folder, no keyring but a key file of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as Missing

from outward.app import apart, secrets
from outward.app.home import Home
from outward.fetch import Fetch
from outward.when import calendars
from tests.app.material import NOW, answered
from tests.calendars.faulty_server import Faulty, faulty
from tests.calendars.material import copied
from tests.calendars.planned import once_planned
from tests.calendars.radicale_server import Radicale, radicale
from tests.networks.web_server import Web, web

__all__ = ["faulty", "once_planned", "radicale", "web"]


@pytest.fixture(autouse=True)
def no_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(Missing())  # type: ignore[no-untyped-call]
    monkeypatch.setattr(secrets, "key_file", lambda: tmp_path / "key" / "key")
    yield
    keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calendars are read in this process, which is as well done and faster; `test_apart` reads them apart."""
    monkeypatch.setattr(apart, "read", calendars.read)


@pytest.fixture
def home(tmp_path: Path, web: Web) -> Iterator[Home]:
    """Somebody who has said when she has time; the server's host is hers."""
    with copied(None, tmp_path / "home", web.host) as opened:
        answered(opened)
        yield opened


@pytest.fixture
def planned(once_planned: Path, tmp_path: Path, radicale: Radicale) -> Iterator[Home]:
    """Somebody with a plan; the CalDAV server is hers."""
    with copied(once_planned, tmp_path / "planned", radicale.host) as opened:
        yield opened


@pytest.fixture
def troubled(once_planned: Path, tmp_path: Path, faulty: Faulty) -> Iterator[Home]:
    """Somebody with a plan, whose CalDAV server is reached through the proxy; nothing is waited for."""
    with copied(once_planned, tmp_path / "troubled", faulty.host) as opened:
        opened.fetch = lambda: Fetch(  # type: ignore[method-assign]
            allow=frozenset({faulty.host}), retries=0, timeout=2.0, wait=lambda _: None, now=lambda: NOW
        )
        yield opened
