"""Sign-ins without a keyring: an encrypted file whose key lies elsewhere."""

import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as Missing

from outward.app import secrets
from outward.app.backup import backup
from outward.errors import CredentialsError
from tests.app.material import NOW, home_in

SECRET = "s3cret-værdi"


@pytest.fixture(autouse=True)
def config(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    before = keyring.get_keyring()
    keyring.set_keyring(Missing())  # type: ignore[no-untyped-call]
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv(secrets.PASSPHRASE, raising=False)
    yield tmp_path / "config"
    keyring.set_keyring(before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_kept_is_read_again_and_forgotten(folder: Path) -> None:
    held = secrets.keep(folder, "mastodon", "token", SECRET)
    assert held == secrets.IN_FILE
    assert secrets.read(folder, "mastodon", "token", held) == SECRET
    secrets.forget(folder, "mastodon", "token")
    assert secrets.read(folder, "mastodon", "token", held) == ""
    secrets.forget(folder, "mastodon", "token")


def test_the_key_lies_outside_the_data_folder_and_nobody_else_may_read_either(folder: Path, config: Path) -> None:
    secrets.keep(folder, "mastodon", "token", SECRET)
    assert secrets.key_file() == config / "outward-key" / "key"
    assert (mode(secrets.key_file()), mode(folder / secrets.FILE)) == (0o600, 0o600)
    assert SECRET.encode() not in (folder / secrets.FILE).read_bytes()
    assert secrets.key_file().read_bytes().strip() not in b"".join(p.read_bytes() for p in folder.iterdir())


def test_a_passphrase_takes_the_place_of_the_key_file(
    folder: Path, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(secrets.PASSPHRASE, "correct horse")
    held = secrets.keep(folder, "x", "access_token", SECRET)
    assert not config.exists()
    assert secrets.read(folder, "x", "access_token", held) == SECRET
    monkeypatch.setenv(secrets.PASSPHRASE, "wrong")
    with pytest.raises(CredentialsError, match="sign in again with: outward connect x --sign-in") as raised:
        secrets.read(folder, "x", "access_token", held)
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize("harm", [b"", b"{}", b"garbage", b'{"salt": "AA=="}'])
def test_a_damaged_file_is_one_sentence_or_holds_nothing(folder: Path, harm: bytes) -> None:
    held = secrets.keep(folder, "x", "access_token", SECRET)
    (folder / secrets.FILE).write_bytes(harm)
    if harm == b'{"salt": "AA=="}':
        assert secrets.read(folder, "x", "access_token", held) == ""
    else:
        with pytest.raises(CredentialsError, match="damaged"):
            secrets.read(folder, "x", "access_token", held)


def test_a_sealed_secret_put_under_another_name_does_not_open(folder: Path) -> None:
    held = secrets.keep(folder, "x", "access_token", SECRET)
    path = folder / secrets.FILE
    path.write_bytes(path.read_bytes().replace(b"x:access_token", b"mastodon:token"))
    with pytest.raises(CredentialsError, match="cannot be opened"):
        secrets.read(folder, "mastodon", "token", held)


def test_a_lost_key_is_one_sentence(folder: Path) -> None:
    held = secrets.keep(folder, "x", "access_token", SECRET)
    secrets.key_file().unlink()
    with pytest.raises(CredentialsError, match="cannot be opened"):
        secrets.read(folder, "x", "access_token", held)
    secrets.key_file().write_bytes(b"no key")
    with pytest.raises(CredentialsError, match="take the file away"):
        secrets.read(folder, "x", "access_token", held)


def test_writers_at_the_same_time_lose_nothing(folder: Path) -> None:
    threads = [
        threading.Thread(target=secrets.keep, args=(folder, "mastodon", f"field{n}", f"{SECRET}{n}")) for n in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said = [secrets.read(folder, "mastodon", f"field{n}", secrets.IN_FILE) for n in range(12)]
    assert said == [f"{SECRET}{n}" for n in range(12)]


def test_a_lock_left_lying_is_broken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "_PATIENCE", 0.05)
    folder.mkdir()
    (folder / f"{secrets.FILE}.lock").touch()
    secrets.keep(folder, "x", "access_token", SECRET)
    assert secrets.read(folder, "x", "access_token", secrets.IN_FILE) == SECRET


def test_a_backup_holds_no_sign_in(folder: Path, tmp_path: Path) -> None:
    with home_in(folder) as home:
        secrets.keep(folder, "x", "access_token", SECRET)
        sealed = (folder / secrets.FILE).read_bytes()
        made = Path(backup(home, tmp_path / "copy.db", now=NOW).path)
    assert SECRET.encode() not in made.read_bytes()
    assert sealed not in made.read_bytes()


def test_a_passphrase_set_later_leaves_what_the_key_file_sealed_readable(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = secrets.keep(folder, "x", "access_token", SECRET)
    monkeypatch.setenv(secrets.PASSPHRASE, "new")
    assert secrets.read(folder, "x", "access_token", held) == SECRET
    secrets.keep(folder, "mastodon", "token", "other")
    assert secrets.read(folder, "mastodon", "token", held) == "other"
    monkeypatch.delenv(secrets.PASSPHRASE)
    with pytest.raises(CredentialsError, match="cannot be opened"):
        secrets.read(folder, "mastodon", "token", held)


def test_forgetting_works_on_a_damaged_file(folder: Path) -> None:
    secrets.keep(folder, "x", "access_token", SECRET)
    (folder / secrets.FILE).write_bytes(b"damaged")
    secrets.forget(folder, "x", "access_token")
