"""A real Mastodon-shaped server on loopback with Alice, Bob, Carol and a bot, and a door to it.

Alice follows Bob, and Bob follows Carol, who has said 85 things about #long.
"""

import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from outward.fetch import Fetch
from outward.networks.mastodon import Settings
from tests.networks.web_server import Clock

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from mastodon_mock.config import (
        AuthConfig,
        DatabaseConfig,
        MastodonMockConfig,
        SeedAccount,
        SeedConfig,
        SeedFollow,
        SeedStatus,
    )
    from mastodon_mock.testing import MockServer

PEOPLE = SeedConfig(
    accounts=[
        SeedAccount(username="alice", display_name="Alice <A>", access_token="alice_token", note="I study #change"),
        SeedAccount(username="bob", display_name="Bob", access_token="bob_token", note="Leave me be. #NoBot"),
        SeedAccount(username="carol", display_name="Carol", access_token="carol_token"),
        SeedAccount(username="robot", display_name="Robot", access_token="robot_token", bot=True),
    ],
    follows=[SeedFollow(follower="alice", following="bob"), SeedFollow(follower="bob", following="carol")],
    statuses=[SeedStatus(account="carol", text=f"{number} about #long") for number in range(85)],
)


class Village:
    """The server: who says what, and what goes wrong."""

    def __init__(self, server: MockServer) -> None:
        self.server = server
        self._clients: dict[str, Any] = {}
        self.url: str = server.base_url
        self.host = f"127.0.0.1:{server.port}"

    def says(self, who: str, text: str, **how: Any) -> Any:
        """Post as somebody; gives the status."""
        return self._done(who, "status_post", text, **how)

    def boosts(self, who: str, status: Any) -> Any:
        """Boost as somebody."""
        return self._done(who, "status_reblog", status["id"])

    def _done(self, who: str, verb: str, *what: Any, **how: Any) -> Any:
        if who not in self._clients:
            self._clients[who] = self.server.client(who)
        return getattr(self._clients[who], verb)(*what, **how)

    def close(self) -> None:
        """Everybody leaves."""
        for client in self._clients.values():
            client.session.close()

    def settings(self, token: str = "", depth: str = "5") -> Settings:
        """Settings of a user of this server."""
        return Settings(server=self.url, token=token, depth=depth)


@pytest.fixture(scope="session")
def mastodon_server() -> Iterator[MockServer]:
    """One server for all tests."""
    config = MastodonMockConfig(
        database=DatabaseConfig(path=":memory:"), auth=AuthConfig(permissive=False, enforce_scopes=True), seed=PEOPLE
    )
    with MockServer(config=config) as server:
        yield server


@pytest.fixture
def village(mastodon_server: MockServer) -> Iterator[Village]:
    """The server as it was at first."""
    mastodon_server.reset()
    made = Village(mastodon_server)
    yield made
    made.close()


@pytest.fixture
def door(village: Village, clock: Clock) -> Iterator[Fetch]:
    """The way out, with only the server beyond it and nothing slept."""
    with Fetch(allow=frozenset({village.host}), timeout=5.0, wait=clock.wait) as made:
        yield made
