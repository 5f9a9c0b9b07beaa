"""Signing in at a network's own page and coming back to this machine."""

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

import httpx
import pytest

from outward import networks
from outward.app import sign_in
from outward.errors import InputError
from outward.networks import Invitation
from tests.app.material import home_in


class Room:
    """A network of which only the sign-in matters; `lands`: whether it sends the browser back to this machine."""

    NAME, TITLE, lands = "feeds", "Feeds", True

    class Settings:
        pass

    def invitation(self, fetch: Any, settings: Any, redirect: str) -> Invitation:
        asked = urlencode({"redirect_uri": redirect if self.lands else "urn:oob"})
        return Invitation(f"https://net.example/authorize?{asked}", "Sign in there.", {"verifier": "v"})

    def admitted(self, fetch: Any, settings: Any, invitation: Invitation, answer: str) -> Mapping[str, str]:
        assert invitation.keep == {"verifier": "v"}
        return {"token": answer}


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Room:
    made = Room()
    monkeypatch.setattr(sign_in, "network", lambda name: made)
    monkeypatch.setattr("outward.app.connect.settings", lambda home, name: None)
    return made


def visit(address: str) -> int:
    return httpx.get(address, trust_env=False, timeout=5).status_code


def test_the_browser_comes_back_and_nothing_is_pasted(room: Room, tmp_path: Path) -> None:
    visits: list[int] = []
    browsers: list[threading.Thread] = []

    def show(url: str, sentence: str) -> None:
        redirect = unquote(url.partition("redirect_uri=")[2])
        base = redirect.removesuffix(sign_in.PATH)

        def browse() -> None:
            visits.extend([visit(f"{base}/elsewhere?code=1"), visit(redirect), visit(f"{redirect}?code=42&state=s")])

        browsers.append(threading.Thread(target=browse))
        browsers[0].start()

    with home_in(tmp_path) as home:
        given = sign_in.sign_in(home, "feeds", show=show, ask=str, wait=10)
    browsers[0].join()
    assert str(given["token"]).endswith("?code=42&state=s")
    assert visits == [404, 404, 200]


def test_the_address_is_always_the_same_unless_it_is_taken() -> None:
    with sign_in.doorstep() as first, sign_in.doorstep() as second:
        assert first.address != second.address
        assert second.address.endswith("/signed-in")
        assert visit(f"{second.address}?code=1") == 200
        assert second.visit(1).endswith("?code=1")


def test_a_network_that_shows_a_code_is_asked_for_it(room: Room, tmp_path: Path) -> None:
    room.lands = False
    said: list[str] = []
    with home_in(tmp_path) as home:
        given = sign_in.sign_in(home, "feeds", show=lambda url, sentence: said.append(sentence), ask=lambda: " code-7 ")
    assert given == {"token": "code-7"}
    assert said == ["Sign in there."]


def test_what_is_pasted_wins_and_nobody_is_waited_for(room: Room, tmp_path: Path) -> None:
    with home_in(tmp_path) as home:
        given = sign_in.sign_in(home, "feeds", show=lambda *_: None, ask=lambda: "https://x/?code=1", wait=60)
    assert given == {"token": "https://x/?code=1"}


def test_who_does_not_come_back_in_time_is_told_so(room: Room, tmp_path: Path) -> None:
    with home_in(tmp_path) as home, pytest.raises(InputError, match="The code is missing"):
        sign_in.sign_in(home, "feeds", show=lambda *_: None, ask=str, wait=0.05)


def test_without_an_answer_there_is_one_sentence(room: Room, tmp_path: Path) -> None:
    with home_in(tmp_path) as home, pytest.raises(InputError, match="The code is missing"):
        sign_in.admit(home, "feeds", Invitation("https://net.example/", "x"), "  ")


def test_a_network_without_a_page_of_its_own_says_what_to_do(tmp_path: Path) -> None:
    assert not sign_in.can("feeds")
    assert {name for name in networks.registry() if sign_in.can(name)} >= {"mastodon", "x", "youtube"}
    with home_in(tmp_path) as home, pytest.raises(InputError, match="--sign-in"):
        sign_in.invite(home, "feeds", "http://127.0.0.1/")
