import json
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, NoKeyringError, PasswordDeleteError

from outward.app import connect, secrets
from outward.app.home import Home
from outward.app.sync import sync
from outward.cli import main
from outward.errors import CredentialsError, InputError, OutwardError
from tests.app.material import NOW, home_in
from tests.networks.web_server import Reply, Web

SECRET = "hunter2-hunter2"
HANDLE = "ada.bsky.social"


class Held(KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError


class Missing(KeyringBackend):
    """A machine without a keyring."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NoKeyringError

    def delete_password(self, service: str, username: str) -> None:
        raise NoKeyringError


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
    before, kept = keyring.get_keyring(), Held()
    keyring.set_keyring(kept)
    for network, field in (("bluesky", "app_password"), ("mastodon", "token")):
        monkeypatch.delenv(secrets.variable(network, field), raising=False)
    yield kept
    keyring.set_keyring(before)


def connected(home: Home, **given: str) -> connect.Connected:
    settings = {"handle": HANDLE, "app_password": SECRET, **given}
    return connect.connect(home, "bluesky", settings, ["#merger"], test=False, now=NOW)


def files_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_secret_goes_to_the_keyring_and_into_no_file(keys: Held, tmp_path: Path) -> None:
    with home_in(tmp_path) as home:
        said = connected(home)
        assert list(keys.held.values()) == [SECRET]
        assert connect.settings(home, "bluesky").app_password == SECRET
        assert SECRET not in repr(said)
        shown = {field.name: field.value for field in connect.fields(home, "bluesky")}
        assert (shown["handle"], shown["app_password"]) == (HANDLE, "")
        assert SECRET.encode() not in files_in(tmp_path)
    assert SECRET.encode() not in files_in(tmp_path)
    assert HANDLE.encode() in files_in(tmp_path)


def test_the_environment_wins_over_the_keyring_and_is_not_kept(
    keys: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with home_in(tmp_path) as home:
        connected(home)
        monkeypatch.setenv("OUTWARD_BLUESKY_APP_PASSWORD", "for-this-run")
        assert connect.settings(home, "bluesky").app_password == "for-this-run"
        monkeypatch.delenv("OUTWARD_BLUESKY_APP_PASSWORD")
        assert connect.settings(home, "bluesky").app_password == SECRET
    assert b"for-this-run" not in files_in(tmp_path)
    assert list(keys.held.values()) == [SECRET]


def test_without_a_keyring_a_secret_goes_to_the_encrypted_file(tmp_path: Path) -> None:
    keyring.set_keyring(Missing())
    with home_in(tmp_path) as home:
        connected(home)
        assert connect.settings(home, "bluesky").app_password == SECRET
        assert [field.kept for field in connect.fields(home, "bluesky") if field.secret] == [True]
        assert SECRET.encode() not in files_in(tmp_path)
        connect.disconnect(home, "bluesky")
        assert connect.settings(home, "bluesky").app_password == ""


def test_a_locked_keyring_is_one_sentence_and_the_environment_still_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with home_in(tmp_path) as home:
        connected(home)
        keyring.set_keyring(Missing())
        with pytest.raises(CredentialsError, match="unlock it"):
            connect.settings(home, "bluesky")
        monkeypatch.setenv("OUTWARD_BLUESKY_APP_PASSWORD", "for-this-run")
        assert connect.settings(home, "bluesky").app_password == "for-this-run"


def test_disconnecting_forgets_the_secret(keys: Held, tmp_path: Path) -> None:
    with home_in(tmp_path) as home:
        connected(home)
        assert connect.disconnect(home, "bluesky").sources == 1
        assert keys.held == {}
        connected(home)
        keyring.set_keyring(Missing())
        assert connect.disconnect(home, "bluesky").sources == 1


def test_a_refused_secret_is_in_no_error_no_answer_and_no_file(web: Web, keys: Held, tmp_path: Path) -> None:
    web.says("/api/v1/timelines/tag/merger", Reply(401, b'{"error": "The access token is invalid"}'))
    with home_in(tmp_path, web.host) as home:
        given = {"server": f"http://{web.host}", "token": SECRET}
        with pytest.raises(OutwardError) as raised:
            connect.connect(home, "mastodon", given, ["#merger"], test=True, now=NOW)
        assert SECRET not in str(raised.value)
        synced = sync(home, now=NOW)
        assert synced.failed == 1
        assert SECRET not in repr(synced)
    assert keys.held
    assert any(SECRET in value for asked in web.asked for value in asked.headers.values())
    assert SECRET.encode() not in files_in(tmp_path)


def test_a_password_inside_a_feed_address_is_refused_before_it_is_kept(tmp_path: Path) -> None:
    with home_in(tmp_path) as home:
        with pytest.raises(InputError, match="holds a user name or password") as raised:
            connect.connect(home, "feeds", {}, [f"https://ada:{SECRET}@feeds.example/private"], test=False, now=NOW)
        assert SECRET not in str(raised.value)
    assert SECRET.encode() not in files_in(tmp_path)


def test_a_setting_that_does_not_exist_is_one_sentence(tmp_path: Path) -> None:
    with home_in(tmp_path) as home, pytest.raises(InputError, match="has no setting 'colour'"):
        connect.connect(home, "bluesky", {"colour": "blue"}, [], test=False, now=NOW)


def test_json_shows_no_secret(
    keys: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = f"app_password={SECRET}"
    wanted = ["connect", "bluesky", "#merger", "--set", f"handle={HANDLE}", "--set", secret, "--no-test", "--json"]
    monkeypatch.setattr(sys, "argv", ["outward", "--home", str(tmp_path), *wanted])
    with pytest.raises(SystemExit) as ended:
        main()
    shown = capsys.readouterr()
    assert ended.value.code == 0, shown.err
    assert json.loads(shown.out)["network"] == "bluesky"
    assert SECRET not in shown.out + shown.err
    assert list(keys.held.values()) == [SECRET]
