"""Signing in at X (OAuth 2.0 with PKCE, as a program without secret), and getting in again later."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from outward.errors import InputError, MalformedError
from outward.fetch import Fetch
from outward.fetch.oauth import Proof, code_in, tokens_in
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
    proof = Proof.fresh()
    query = {
        "response_type": "code",
        "client_id": settings.client_id.strip(),
        "redirect_uri": redirect,
        "scope": SCOPE,
        "state": proof.state,
        "code_challenge": proof.challenge,
        "code_challenge_method": "S256",
    }
    return Invitation(
        url=f"https://x.com/i/oauth2/authorize?{urlencode(query)}",
        sentence="Allow Outward to read your account; it can change nothing there.",
        keep={"verifier": proof.verifier, "state": proof.state, "redirect": redirect},
    )


def admitted(fetch: Fetch, settings: Any, invitation: Invitation, answer: str) -> Mapping[str, str]:
    """The tokens a sign-in gives. Raises `InputError`, `SourceError`."""
    kept = invitation.keep
    return tokens(
        fetch,
        settings,
        {
            "grant_type": "authorization_code",
            "code": code_in(answer.strip(), kept["state"], "X", AGAIN),
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
    said = tokens_in(answer.status_code, answer.content, "X", AGAIN)
    if not isinstance(said.get("access_token"), str):
        raise MalformedError("X sent no token that can be used; try again later.")
    names = ("access_token", "refresh_token")
    return {name: said[name] for name in names if isinstance(said.get(name), str) and said[name]}
