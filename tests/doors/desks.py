"""Desks over data folders in three states, and pages looked at as a browser's parser sees them."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.applications import Starlette
from starlette.testclient import TestClient

from outward.app.ask import Questions, ask
from outward.app.demo import prepare
from outward.app.home import Home
from outward.web import desk
from outward.web.page import Desk

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
HERE = "http://127.0.0.1:8765"
PAGES = (
    *(
        "/",
        "/what",
        "/whom",
        "/circle",
        "/use",
        "/ask",
        "/understood",
        "/sync",
        "/networks",
        "/import",
        "/add",
        "/person",
        "/reach",
        "/ties",
        "/near",
        "/hours",
        "/week",
        "/remind",
    ),
    *("/networks/feeds", "/networks/x", "/networks/mastodon"),
    *("/what?recipe=catch-up", "/what?recipe=event", "/what?recipe=event&tag=internalcomms", "/what?adjust=newer"),
    *("/whom?only=with", "/whom?experience=told+staff+about+a+takeover"),
    *("/what?recipe=deep&topic=town+hall", "/why?url=https%3A%2F%2Felsewhere.example%2Fx"),
)


class Browser:
    """Somebody at the desk: sees pages, sends their forms with the desk's token."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.app: Starlette = desk(home, clock=lambda: NOW)
        self.desk: Desk = self.app.state.desk
        self.client = TestClient(self.app, base_url=HERE, raise_server_exceptions=False)

    def see(self, address: str, status: int = 200) -> Any:
        """A page, parsed."""
        answer = self.client.get(address)
        assert answer.status_code == status, answer.text
        return html.document_fromstring(answer.text)

    def send(self, address: str, /, status: int = 200, **fields: str | list[str]) -> Any:
        """A form, and the page it leads to."""
        answer = self.client.post(address, data={"token": self.desk.token, **fields})
        assert answer.status_code == status, answer.text
        return html.document_fromstring(answer.text)


def words(page: Any) -> str:
    """All text of a page, white space made even."""
    return " ".join(page.text_content().split())


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Browser]:
    """Nothing asked, nothing read."""
    with Home(tmp_path / "empty") as home:
        yield Browser(home)


@pytest.fixture
def answered(tmp_path: Path) -> Iterator[Browser]:
    """Asked, nothing read."""
    with Home(tmp_path / "answered") as home:
        ask(
            home,
            Questions(
                what="communicate an acquisition to staff", when="Tue 12:30 for 25 minutes",
                feeds=("https://field.example/feed.xml",), zone="Europe/Amsterdam",
            ),
            now=NOW,
        )  # fmt: skip
        yield Browser(home)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, asked and planned; never changed."""
    folder = tmp_path_factory.mktemp("desk") / "sample"
    with Home(folder) as home:
        prepare(home, now=NOW)
    return folder


@pytest.fixture
def full(prepared: Path, tmp_path: Path) -> Iterator[Browser]:
    """The sample, asked and planned."""
    shutil.copytree(prepared, tmp_path / "full")
    with Home(tmp_path / "full") as home:
        yield Browser(home)
