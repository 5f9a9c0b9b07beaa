"""Passwords and tokens: in the operating system's keyring, or given through the environment, never in a file."""

import os

from outward.errors import CredentialsError

SERVICE = "outward"
IN_KEYRING = "(in the keyring)"
"""What settings hold in the place of a secret."""


def variable(network: str, field: str) -> str:
    """The environment variable that gives a secret for one run."""
    return f"OUTWARD_{network}_{field}".upper()


def keep(network: str, field: str, secret: str) -> str:
    """Keep a secret in the keyring; returns what settings hold in its place."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, f"{network}:{field}", secret)
    except KeyringError as error:
        raise CredentialsError(
            f"This machine has no keyring to keep your {network} {field.replace('_', ' ')} in; "
            f"give it for each run in the environment variable {variable(network, field)} instead."
        ) from error
    return IN_KEYRING


def read(network: str, field: str, held: str) -> str:
    """A secret from the environment, else from the keyring when settings say it is there; empty when there is none."""
    given = os.environ.get(variable(network, field), "")
    if given or held != IN_KEYRING:
        return given
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, f"{network}:{field}") or ""
    except KeyringError as error:
        raise CredentialsError(
            f"The keyring does not give your {network} {field.replace('_', ' ')}; unlock it, "
            f"or set {variable(network, field)}."
        ) from error


def forget(network: str, field: str) -> None:
    """Take a secret out of the keyring; nothing happens when there is none."""
    import contextlib

    import keyring
    from keyring.errors import KeyringError

    with contextlib.suppress(KeyringError):
        keyring.delete_password(SERVICE, f"{network}:{field}")
