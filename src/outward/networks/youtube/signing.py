"""Signing in with Google: the installed-app flow with a proof key and an address of this machine to come back to."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from outward.errors import CredentialsError, InputError
from outward.fetch import Fetch
from outward.fetch.oauth import Proof, code_in, tokens_in
from outward.networks import Invitation

SCOPE = "https://www.googleapis.com/auth/youtube.readonly"
_AGAIN = "sign in again with: outward connect youtube --sign-in"


def invitation(fetch: Fetch, settings: Any, redirect: str) -> Invitation:  # noqa: ARG001
    """Google's page where she lets Outward read her lists; nothing is asked before she is there."""
    if not settings.client_id or not settings.client_secret:
        raise InputError(
            "Signing in to YouTube needs the client id and client secret of a Google project of yours; "
            "the guide's page on YouTube says how to make one."
        )
    proof = Proof.fresh()
    query = {
        "client_id": settings.client_id,
        "redirect_uri": redirect,
        "response_type": "code",
        "scope": SCOPE,
        "code_challenge": proof.challenge,
        "code_challenge_method": "S256",
        "state": proof.state,
        "access_type": "offline",
        "prompt": "consent",
    }
    return Invitation(
        url=f"{settings.accounts}?{urlencode(query)}",
        sentence="Choose your account and allow Outward to see your YouTube account; it can change nothing there.",
        keep={"verifier": proof.verifier, "state": proof.state, "redirect": redirect},
    )


def admitted(fetch: Fetch, settings: Any, invitation: Invitation, answer: str) -> Mapping[str, str]:
    """The token that lets Outward in again. Raises `InputError`, `SourceError`."""
    code = code_in(answer.strip(), invitation.keep["state"], "Google", _AGAIN)
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


def _tokens(fetch: Fetch, settings: Any, given: Mapping[str, str]) -> Mapping[str, Any]:
    place = urlsplit(settings.tokens)
    form = {"client_id": settings.client_id, "client_secret": settings.client_secret, **given}
    with fetch.httpx_client(may_post=(place.netloc + place.path,)) as client:
        client.follow_redirects = False
        answer = client.post(settings.tokens, data=form)
    return tokens_in(answer.status_code, answer.content, "Google", _AGAIN)


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not value:
        raise CredentialsError(f"Google gave no lasting permission to read YouTube; {_AGAIN}.")
    return value
