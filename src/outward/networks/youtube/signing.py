"""Signing in with Google: the installed-app flow with a proof key and an address of this machine to come back to."""

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

SCOPE = "https://www.googleapis.com/auth/youtube.readonly"
_AGAIN = "sign in again with: outward connect youtube --sign-in."


def invitation(fetch: Fetch, settings: Any, redirect: str) -> Invitation:  # noqa: ARG001
    """Google's page where she lets Outward read her lists; nothing is asked before she is there."""
    if not settings.client_id or not settings.client_secret:
        raise InputError(
            "Signing in to YouTube needs the client id and client secret of a Google project of yours; "
            "the guide's page on YouTube says how to make one."
        )
    verifier, state = secrets.token_urlsafe(64), secrets.token_urlsafe(24)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "client_id": settings.client_id,
        "redirect_uri": redirect,
        "response_type": "code",
        "scope": SCOPE,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "state": state,
        "access_type": "offline",
        "prompt": "consent",
    }
    return Invitation(
        url=f"{settings.accounts}?{urlencode(query)}",
        sentence="Choose your account and allow Outward to see your YouTube account; it can change nothing there.",
        keep={"verifier": verifier, "state": state, "redirect": redirect},
    )


def admitted(fetch: Fetch, settings: Any, invitation: Invitation, answer: str) -> Mapping[str, str]:
    """The token that lets Outward in again. Raises `InputError`, `SourceError`."""
    code = _code(answer.strip(), invitation.keep["state"])
    said = _tokens(
        fetch,
        settings,
        {
            "grant_type": "authorization_code",
            "code": code,
            "code_verifier": invitation.keep["verifier"],
            "redirect_uri": invitation.keep["redirect"],
        },
    )
    return {"refresh_token": _text(said, "refresh_token")}


def access_token(fetch: Fetch, settings: Any) -> str:
    """A token for the next hour. Raises `CredentialsError` when she took her permission back."""
    given = {"grant_type": "refresh_token", "refresh_token": settings.refresh_token}
    return _text(_tokens(fetch, settings, given), "access_token")


def _code(answer: str, state: str) -> str:
    """The code in what she brought back: the address she landed on, or the code itself."""
    if "://" not in answer:
        if not answer:
            raise InputError(f"There is no code; {_AGAIN}")
        return answer
    try:
        query = parse_qs(urlsplit(answer).query)
    except ValueError:
        query = {}
    if "error" in query:
        raise InputError(f"Google says that you did not allow it; to allow it, {_AGAIN}")
    if not secrets.compare_digest(query.get("state", [""])[0].encode(), state.encode()) or not query.get("code"):
        raise InputError(f"This address does not belong to the sign-in under way; {_AGAIN}")
    return query["code"][0]


def _tokens(fetch: Fetch, settings: Any, given: Mapping[str, str]) -> Mapping[str, Any]:
    place = urlsplit(settings.tokens)
    form = {"client_id": settings.client_id, "client_secret": settings.client_secret, **given}
    with fetch.httpx_client(may_post=(place.netloc + place.path,)) as client:
        client.follow_redirects = False
        answer = client.post(settings.tokens, data=form)
    if answer.status_code in (400, 401, 403):
        raise CredentialsError(
            f"Google no longer accepts this sign-in to YouTube (it was taken back or ran out); {_AGAIN}"
        )
    try:
        said = msgspec.json.decode(answer.content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        said = None
    if answer.status_code != 200 or not isinstance(said, dict):
        raise MalformedError(f"{place.netloc} sent no token that can be used; try again later.")
    return said


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not value:
        raise CredentialsError(f"Google gave no lasting permission to read YouTube; {_AGAIN}")
    return value
