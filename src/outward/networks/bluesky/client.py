"""Bluesky's own client library behind the one door: signing in, asking, and its errors in our words."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from outward import __version__
from outward.errors import CredentialsError, MalformedError, NotThereError, OutwardError
from outward.fetch import Fetch
from outward.model import Source
from outward.networks.bluesky.records import NAME

_LOGIN = "/xrpc/com.atproto.server.createSession"
CONNECT = "give a handle and an app password with: outward connect bluesky --sign-in"

_sessions: "WeakKeyDictionary[Fetch, dict[tuple[str, str, str], tuple[Any, dict[str, Any]]]]" = WeakKeyDictionary()
"""Who is signed in through a door: Bluesky allows few sign-ins a day, and one sync reads many sources."""


def signed_in(fetch: Fetch, settings: Any) -> tuple[Any, dict[str, Any]]:
    """A client with a session, and whose it is. Raises `CredentialsError` when handle or app password are wrong."""
    handle, address = settings.handle.strip().removeprefix("@"), _origin(settings.service)
    held = _sessions.setdefault(fetch, {})
    key = (address, handle, settings.app_password)
    if key not in held:
        client = client_of(fetch, address, may_post=(urlsplit(address).netloc + _LOGIN,))
        with translated(Source(NAME, "account", handle), first=True, signed_in=True):
            client.login(handle, settings.app_password.strip(), fetch_bsky_profile=False)
            session = client._session
            me = {"me": str(session.did), "handle": str(session.handle), "hidden": _hidden(client)}
            held[key] = (client, me)
    return held[key]


def _hidden(client: Any) -> list[str]:
    """The labels which the user's own settings hide; none where her server does not tell."""
    from atproto_client.exceptions import BadRequestError

    try:
        held = query(client, "app.bsky.actor.getPreferences", {}).get("preferences")
    except BadRequestError:
        return []
    said = [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []
    return [str(one.get("label")) for one in said if one.get("visibility") == "hide"]


def client_of(fetch: Fetch, address: str, *, may_post: tuple[str, ...] = ()) -> Any:
    """A client of the network's own library behind the one door."""
    from atproto import Client, Request

    request = Request(transport=fetch.transport(may_post=may_post), trust_env=False, max_redirects=5)
    request.set_additional_headers({"User-Agent": f"Outward/{__version__}"})
    return Client(_origin(address), request=request)


def _origin(address: str) -> str:
    address = address.strip().rstrip("/")
    return address if "://" in address else f"https://{address}"


def query(client: Any, name: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What a method of Bluesky's interface answers, its records unread: a bad one must not spoil the others."""
    from atproto import models

    model = getattr(models, "".join(part[0].upper() + part[1:] for part in name.split(".")))
    answer = client.invoke_query(name, params=model.Params(**asked), output_encoding="application/json").content
    if not isinstance(answer, dict):
        raise TypeError
    return answer


@contextmanager
def translated(source: Source, *, first: bool, signed_in: bool) -> Iterator[None]:
    """Errors of the client library in our words. `first`: nothing of the source was read yet."""
    from atproto_core.exceptions import AtProtocolError

    try:
        yield
    except OutwardError:
        raise
    except AtProtocolError as error:
        raise _refused(error, source, first, signed_in) from None
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        raise MalformedError(f"Bluesky's answer for {source} cannot be read; try again later.") from None


def _refused(error: Exception, source: Source, first: bool, signed_in: bool) -> OutwardError:
    response = getattr(error, "response", None)
    status, said = getattr(response, "status_code", 0), getattr(getattr(response, "content", None), "error", "")
    if status in (401, 403) or said in ("ExpiredToken", "InvalidToken"):
        if signed_in:
            return CredentialsError(f"Bluesky refused this handle and app password for {source}; {CONNECT}.")
        return CredentialsError(f"Bluesky shows {source} to signed-in people only; {CONNECT}.")
    if status in (400, 404) and first:
        return NotThereError(f"Bluesky knows no {_called(source.kind)} {source.value}; check how it is written.")
    return MalformedError(f"Bluesky's answer for {source} cannot be read; try again later.")


def _called(kind: str) -> str:
    return kind.replace("_", " ")
