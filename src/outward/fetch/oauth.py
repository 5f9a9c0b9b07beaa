"""What sign-ins by OAuth 2.0 share: the proof key (RFC 7636), the code that comes back, the tokens it gives."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec

from outward.errors import CredentialsError, InputError, MalformedError

REFUSED = (400, 401, 403)


@dataclass(frozen=True, slots=True)
class Proof:
    """A secret made for one sign-in, what may be shown of it (S256), and a mark that the answer must bring back."""

    verifier: str
    challenge: str
    state: str

    @classmethod
    def fresh(cls) -> "Proof":
        """A new one."""
        verifier = secrets.token_urlsafe(64)
        digest = hashlib.sha256(verifier.encode()).digest()
        return cls(verifier, base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), secrets.token_urlsafe(24))


def code_in(answer: str, state: str, who: str, again: str) -> str:
    """The code in what the user brought back: the code itself, or the address she landed on.

    `who` names the network and `again` how to begin again, for the sentence. Raises `InputError` where there is no
    code, she did not allow it, or the address belongs to another sign-in.
    """
    if not answer:
        raise InputError(f"There is no code; {again}.")
    if "://" not in answer:
        return answer
    try:
        query = parse_qs(urlsplit(answer).query)
    except ValueError:
        query = {}
    if "error" in query:
        raise InputError(f"{who} says that you did not allow it; to allow it, {again}.")
    if not secrets.compare_digest(query.get("state", [""])[0].encode(), state.encode()) or not query.get("code"):
        raise InputError(f"This address does not belong to the sign-in under way; {again}.")
    return query["code"][0]


def tokens_in(status: int, body: bytes, who: str, again: str) -> Mapping[str, Any]:
    """What a token endpoint answered. Raises `CredentialsError` when it refused, `MalformedError` for anything else."""
    if status in REFUSED:
        raise CredentialsError(f"{who} no longer accepts this sign-in (it was taken back or ran out); {again}.")
    try:
        said = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        said = None
    if status != 200 or not isinstance(said, dict):
        raise MalformedError(f"{who} sent no token that can be used; try again later.")
    return said
