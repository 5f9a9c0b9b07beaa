"""Signing in on the user's own server: the program is made known there, she allows it to read, a token comes back."""

import secrets
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from outward.errors import CredentialsError, ForbiddenAddressError, MalformedError, OutwardError
from outward.fetch import Fetch, outward_cause
from outward.networks import Invitation
from outward.networks.mastodon.client import base_of

if TYPE_CHECKING:
    from mastodon import Mastodon

SCOPES = ["read"]
"""All that is ever asked for: nothing can be written with it."""

_T = TypeVar("_T")
_SHOWN = "urn:ietf:wg:oauth:2.0:oob"


def invitation(fetch: Fetch, settings: Any, redirect: str) -> Invitation:
    """Make Outward known to the user's server, once for each sign-in, and say where to allow it. Raises `SourceError`.

    Without a `redirect` the server shows a code for her to copy.
    """
    from mastodon import Mastodon

    base = base_of(settings.server)
    back = redirect or _SHOWN
    session = fetch.requests_session(may_post=(f"{_host(base)}/api/v1/apps",))

    def register() -> tuple[str, str]:
        return Mastodon.create_app(
            "Outward",
            scopes=SCOPES,
            redirect_uris=back,
            api_base_url=base,
            session=session,
            user_agent=str(session.headers["user-agent"]),
        )

    client_id, client_secret = _tried(base, register)
    state = secrets.token_urlsafe(16)
    library = _library(fetch, base, client_id, client_secret)
    url = library.auth_request_url(redirect_uris=back, scopes=SCOPES, state=state, skip_server_info=True)
    how = (
        "Allow Outward to read; the page then leads back to this machine."
        if redirect
        else "Allow Outward to read, and copy the code that the page then shows."
    )
    return Invitation(
        url=url,
        sentence=f"Open this page of {_host(base)} and sign in there. {how}",
        keep={"client_id": client_id, "client_secret": client_secret, "redirect": back, "state": state, "base": base},
    )


def admitted(fetch: Fetch, settings: Any, invitation: Invitation, answer: str) -> Mapping[str, str]:  # noqa: ARG001
    """The token for the code the user was shown, or for the address she landed on. Raises `CredentialsError`."""
    keep = invitation.keep
    code = _code(answer.strip(), keep.get("state", ""))
    base = keep["base"]
    library = _library(fetch, base, keep["client_id"], keep["client_secret"])

    def log_in() -> str:
        return library.log_in(
            code=code, redirect_uri=keep["redirect"], scopes=SCOPES, allow_http=base.startswith("http://")
        )

    token = _tried(base, log_in)
    return {"token": token, "client_id": keep["client_id"], "client_secret": keep["client_secret"]}


def _code(answer: str, state: str) -> str:
    """The code in what the user brought back."""
    if not answer.startswith(("http://", "https://")):
        if not answer or len(answer.split()) > 1:
            raise CredentialsError("This is no sign-in code; copy the whole code that your server shows.")
        return answer
    said = parse_qs(urlsplit(answer).query)
    if said.get("state", [""])[0] != state:
        raise CredentialsError(
            "This address belongs to another sign-in; begin again: outward connect mastodon --sign-in."
        )
    code = said.get("code", [""])[0]
    if not code:
        raise CredentialsError(
            "You did not allow Outward to read, so there is no sign-in; begin again when you want to."
        )
    return code


def _library(fetch: Fetch, base: str, client_id: str, client_secret: str) -> "Mastodon":
    from mastodon import Mastodon

    session = fetch.requests_session(may_post=(f"{_host(base)}/oauth/token",))
    return Mastodon(
        client_id=client_id,
        client_secret=client_secret,
        api_base_url=base,
        session=session,
        ratelimit_method="throw",
        version_check_mode="none",
        user_agent=str(session.headers["user-agent"]),
    )


def _tried(base: str, call: Callable[[], _T]) -> _T:
    """A call's answer, or its trouble in our words, which never hold a code or a secret."""
    from mastodon.errors import MastodonError, MastodonIllegalArgumentError, MastodonNetworkError

    host = _host(base)
    try:
        return call()
    except OutwardError:
        raise
    except (MastodonError, KeyError, TypeError, ValueError) as error:
        ours = outward_cause(error)
        if ours is not None:
            raise ours from None
        if isinstance(error, MastodonIllegalArgumentError):
            raise CredentialsError(
                f"{host} does not take this code (each works once, for a few minutes); "
                "begin again with: outward connect mastodon --sign-in."
            ) from None
        if isinstance(error, MastodonNetworkError):
            raise ForbiddenAddressError(f"{host!r} cannot be asked for a sign-in; check the server's name.") from None
        raise MalformedError(f"{host} gives no sign-in that Outward understands; check the server's name.") from None


def _host(base: str) -> str:
    return urlsplit(base).netloc
