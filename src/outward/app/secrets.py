"""Passwords and tokens: given through the environment, in the system's keyring, else in an encrypted file.

    environment      OUTWARD_<NETWORK>_<FIELD>, for one run; wins over what is kept
    keyring          the operating system's own keeping place, where there is one
    encrypted file   `secrets.enc` in the data folder, Fernet (AES-128-CBC and HMAC-SHA256); its key comes from the
                     passphrase in OUTWARD_PASSPHRASE (scrypt), else from a key file in the user's config folder

Settings only say where a secret is. The key file lies outside the data folder, so that a copy or backup of the data
folder holds nothing readable; whoever can read all of the user's files on this machine can read both.
"""

import base64
import contextlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from outward.errors import CredentialsError

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

SERVICE = "outward"
FILE = "secrets.enc"
IN_KEYRING = "(in the keyring)"
IN_FILE = "(in the encrypted file)"
KEPT = (IN_KEYRING, IN_FILE)
"""What settings hold in the place of a secret."""
PASSPHRASE = "OUTWARD_PASSPHRASE"  # noqa: S105 - the name of a variable
_PATIENCE = 5.0


class _Kept(msgspec.Struct):
    """The encrypted file: the salt of the passphrase, and a sealed token for each secret."""

    salt: str
    secrets: dict[str, str] = {}


def variable(network: str, field: str) -> str:
    """The environment variable that gives a secret for one run."""
    return f"OUTWARD_{network}_{field}".upper()


def keep(folder: Path, network: str, field: str, secret: str) -> str:
    """Keep a secret in the keyring, else in the encrypted file; returns what settings hold in its place."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, _name(network, field), secret)
    except KeyringError:
        with _locked(folder):
            held = _read(folder)
            sealed = _key(held.salt).encrypt(msgspec.json.encode([_name(network, field), secret])).decode()
            held.secrets[_name(network, field)] = sealed
            _write(folder, held)
        return IN_FILE
    return IN_KEYRING


def read(folder: Path, network: str, field: str, held: str) -> str:
    """A secret from the environment, else from where settings say it is; empty when there is none."""
    given = os.environ.get(variable(network, field), "")
    if given or held not in KEPT:
        return given
    if held == IN_FILE:
        return _opened(folder, network, field)
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, _name(network, field)) or ""
    except KeyringError as error:
        raise CredentialsError(
            f"The keyring does not give your {network} {field.replace('_', ' ')}; unlock it, "
            f"or set {variable(network, field)}."
        ) from error


def check(folder: Path) -> int:
    """How many secrets the encrypted file holds. Raises `CredentialsError` when one of them cannot be opened."""
    names = list(_read(folder).secrets)
    for name in names:
        network, _, field = name.partition(":")
        _opened(folder, network, field)
    return len(names)


def forget(folder: Path, network: str, field: str) -> None:
    """Take a secret out of keyring and file; nothing happens when there is none."""
    import keyring
    from keyring.errors import KeyringError

    with contextlib.suppress(KeyringError):
        keyring.delete_password(SERVICE, _name(network, field))
    if (folder / FILE).exists():
        with _locked(folder), contextlib.suppress(CredentialsError):  # what is damaged holds nothing any more
            held = _read(folder)
            if held.secrets.pop(_name(network, field), None) is not None:
                _write(folder, held)


def _name(network: str, field: str) -> str:
    return f"{network}:{field}"


def _opened(folder: Path, network: str, field: str) -> str:
    from cryptography.fernet import InvalidToken

    held = _read(folder)
    sealed = held.secrets.get(_name(network, field))
    if sealed is None:
        return ""
    name, secret = "", ""
    for key in _keys(held.salt):
        with contextlib.suppress(InvalidToken, msgspec.MsgspecError):
            name, secret = msgspec.json.decode(key.decrypt(sealed), type=tuple[str, str])
            break
    if name != _name(network, field):
        raise CredentialsError(
            f"Your {network} {field.replace('_', ' ')} cannot be opened: its key is gone or, where you set one, the "
            f"passphrase in {PASSPHRASE} is another; sign in again with: outward connect {network} --sign-in"
        )
    return secret


def _keys(salt: str) -> "Iterator[Fernet]":
    """The keys a secret may have been sealed with: the passphrase's, then the key file's where there is one."""
    yield _key(salt)
    if os.environ.get(PASSPHRASE, "") and key_file().exists():
        yield _filed()


def _key(salt: str) -> "Fernet":
    """The key to seal with: from the passphrase, else from the key file, which is made when there is none."""
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    phrase = os.environ.get(PASSPHRASE, "")
    if phrase:
        derived = Scrypt(salt=base64.b64decode(salt), length=32, n=2**15, r=8, p=1).derive(phrase.encode())
        return Fernet(base64.urlsafe_b64encode(derived))
    return _filed()


def _filed() -> "Fernet":
    from cryptography.fernet import Fernet

    path = key_file()
    try:
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with (
                contextlib.suppress(FileExistsError),
                open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as made,
            ):
                made.write(Fernet.generate_key())
        return Fernet(path.read_bytes().strip())
    except (OSError, ValueError) as error:
        raise CredentialsError(
            f"The key of your kept sign-ins at {path} cannot be used ({error}); take the file away and sign in again."
        ) from error


def key_file() -> Path:
    """Where the key lies when there is no passphrase: a folder of its own, outside the data folder on every system."""
    import platformdirs

    return Path(platformdirs.user_config_dir("outward-key", appauthor=False)) / "key"


def _read(folder: Path) -> _Kept:
    path = folder / FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Kept)
    except FileNotFoundError:
        return _Kept(salt=base64.b64encode(os.urandom(16)).decode())
    except (OSError, msgspec.MsgspecError) as error:
        raise CredentialsError(
            f"The file of your kept sign-ins, {path}, is damaged; take it away and sign in again."
        ) from error


def _write(folder: Path, held: _Kept) -> None:
    """All of it or nothing: a file beside it takes its place."""
    fresh = folder / f"{FILE}.{os.getpid()}"
    with open(fresh, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as made:
        made.write(msgspec.json.encode(held))
    fresh.replace(folder / FILE)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One writer at a time, also of other programs; a lock somebody left lying is broken after a while."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = folder / f"{FILE}.lock"
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            break
        except FileExistsError:
            if time.monotonic() > until:
                lock.unlink(missing_ok=True)
            time.sleep(0.01)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
