"""Signing in at X (OAuth 2.0 with PKCE, as a program without secret), and getting in again later."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import msgspec

from outward.errors import CredentialsError, InputError, MalformedError
from outward.fetch import Fetch
from outward.networks import Invitation

SCOPE = "tweet.read users.read bookmark.read like.read list.read follows.read offline.access"
"""All that is ever asked for: nothing can be written with it."""
AGAIN = "sign in again with: outward connect x --sign-in"


def invitation(fetch: Fetch, settings: Any, redirect: str) -> Invitation:  # noqa: ARG001
    """Where to sign in. Raises `InputError` without a client id of the user's."""
    if not settings.client_id.strip():
        raise InputError(
            "Signing in to X needs the client id of an app of yours; make one at developer.x.com and give it with: "
            "outward connect x --set client_id=…"
        )
    verifier, state = secrets.token_urlsafe(64), secrets.token_urlsafe(24)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": settings.client_id.strip(),
        "redirect_uri": redirect,
        "scope": SCOPE,
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return Invitation(
        url=f"https://x.com/i/oauth2/authorize?{urlencode(query)}",
        sentence="Allow Outward to read your account; it can change nothing there.",
        keep={"verifier": verifier, "state": state, "redirect": redirect},
    )


def admitted(fetch: Fetch, settings: Any, invitation: Invitation, answer: str) -> Mapping[str, str]:
    """The tokens a sign-in gives. Raises `InputError`, `SourceError`."""
    kept = invitation.keep
    return tokens(
        fetch,
        settings,
        {
            "grant_type": "authorization_code",
            "code": _code(answer.strip(), kept["state"]),
            "redirect_uri": kept["redirect"],
            "code_verifier": kept["verifier"],
        },
    )


def refreshed(fetch: Fetch, settings: Any, refresh_token: str) -> Mapping[str, str]:
    """New tokens for an old refresh token, which X takes only once. Raises `CredentialsError`."""
    return tokens(fetch, settings, {"grant_type": "refresh_token", "refresh_token": refresh_token})


def tokens(fetch: Fetch, settings: Any, form: Mapping[str, str]) -> dict[str, str]:
    """Tokens for a code or a refresh token. Raises `SourceError`."""
    address = f"{settings.address.strip().rstrip('/')}/2/oauth2/token"
    place = urlsplit(address)
    with fetch.requests_session(may_post=(place.netloc + place.path,)) as session:
        answer = session.post(
            address, data={**form, "client_id": settings.client_id.strip()}, allow_redirects=False, timeout=60
        )
    if answer.status_code in (400, 401, 403):
        raise CredentialsError(f"X no longer accepts this sign-in (it was taken back or ran out); {AGAIN}.")
    try:
        said = msgspec.json.decode(answer.content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        said = None
    if answer.status_code != 200 or not isinstance(said, dict) or not isinstance(said.get("access_token"), str):
        raise MalformedError("X sent no token that can be used; try again later.")
    names = ("access_token", "refresh_token")
    return {name: said[name] for name in names if isinstance(said.get(name), str) and said[name]}


def _code(answer: str, state: str) -> str:
    """The code in what she brought back: the address she landed on, or the code itself."""
    if not answer:
        raise InputError(f"There is no code; {AGAIN}.")
    if "://" not in answer:
        return answer
    try:
        query = parse_qs(urlsplit(answer).query)
    except ValueError:
        query = {}
    if "error" in query:
        raise InputError(f"X says that you did not allow it; to allow it, {AGAIN}.")
    if not secrets.compare_digest(query.get("state", [""])[0].encode(), state.encode()) or not query.get("code"):
        raise InputError(f"This address does not belong to the sign-in under way; {AGAIN}.")
    return query["code"][0]
