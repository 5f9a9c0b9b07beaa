"""YouTube's Data API through Google's own client: every call is paid from the day's quota before it is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec

from outward.errors import (
    CredentialsError,
    InputError,
    MalformedError,
    NotThereError,
    RateLimitError,
    SourceError,
)
from outward.fetch import Fetch
from outward.networks.youtube import signing
from outward.networks.youtube.words import NAME

if TYPE_CHECKING:
    import httpx

GOOGLES_QUOTA = 10_000
"""Units Google gives a project a day; a search costs 100 of them, every other reading call 1."""
SEARCH, LIST = 100, 1
_PACIFIC = "America/Los_Angeles"  # Google's day begins at midnight there
_ENDED = ("quotaExceeded", "dailyLimitExceeded", "RATE_LIMIT_EXCEEDED")
_SLOWER = ("rateLimitExceeded", "userRateLimitExceeded")
_BAD_KEY = ("keyInvalid", "API_KEY_INVALID", "keyExpired", "API_KEY_EXPIRED")
_OFF = ("accessNotConfigured", "SERVICE_DISABLED")


class SpentError(SourceError):
    """The units that the user allows for a day are used up."""


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer: its bytes, what it says, and the address asked (which holds no secret)."""

    raw: bytes
    said: Mapping[str, Any]
    url: str

    @property
    def items(self) -> list[Mapping[str, Any]]:
        """Its records."""
        found = self.said.get("items")
        return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []

    @property
    def after(self) -> str:
        """The mark of the page after it, empty at the end."""
        mark = self.said.get("nextPageToken")
        return mark if isinstance(mark, str) else ""


def day_began(now: datetime) -> datetime:
    """When Google's day began in which `now` lies."""
    zone = ZoneInfo(_PACIFIC)
    return datetime.combine(now.astimezone(zone).date(), time(), zone)


def day_ends(now: datetime) -> datetime:
    """When Google's day ends in which `now` lies; a day of a clock change has 23 or 25 hours."""
    zone = ZoneInfo(_PACIFIC)
    return datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time(), zone)


def quota_of(text: str) -> int:
    """How many units a day may be used, as the user wrote it. Raises `InputError`."""
    if text.strip().isdecimal() and int(text) <= GOOGLES_QUOTA:
        return int(text)
    raise InputError(f"YouTube's quota is a number of units from 0 to {GOOGLES_QUOTA}, not {text[:40]!r}.")


class Api:
    """The Data API as one user may ask it: with her key, or signed in."""

    def __init__(self, fetch: Fetch, settings: Any, headers: Mapping[str, str]) -> None:
        from googleapiclient.discovery import build

        self._fetch, self._cap = fetch, quota_of(settings.quota)
        self._way = _Way(fetch, headers)
        self._service = build(
            "youtube",
            "v3",
            http=self._way,
            static_discovery=True,
            cache_discovery=False,
            client_options={"api_endpoint": settings.api.rstrip("/") + "/"},
        )
        self._host = urlsplit(settings.api).netloc

    @classmethod
    def of(cls, fetch: Fetch, settings: Any, *, hers: bool = False) -> "Api | None":
        """The API by key, else signed in (`hers`: signed in only); None when the user gave neither."""
        if settings.api_key and not hers:
            return cls(fetch, settings, {"x-goog-api-key": settings.api_key})
        if settings.refresh_token:
            token = signing.access_token(fetch, settings)
            return cls(fetch, settings, {"authorization": f"Bearer {token}"})
        return None

    def ask(self, resource: str, cost: int = LIST, **parameters: str | int | bool) -> Heard:
        """The list of a resource. Raises `SourceError`, `SpentError` when it may not be paid."""
        from googleapiclient.errors import HttpError

        self._pay(cost, resource)
        request = getattr(self._service, resource)().list(**parameters)
        try:
            said = request.execute(num_retries=0)
        except HttpError as error:
            raise self._refused(error.resp.status, error.content) from None
        except (ValueError, RecursionError):
            raise MalformedError(f"{self._host} sent an answer that cannot be read; try again later.") from None
        if not isinstance(said, dict):
            raise MalformedError(f"{self._host} sent an answer that cannot be read; try again later.")
        return Heard(self._way.raw, said, request.uri)

    def _pay(self, cost: int, resource: str) -> None:
        now = self._fetch.now()
        if self._fetch.purse.spent(NAME, day_began(now)) + cost > self._cap:
            raise SpentError(
                f"The {self._cap:,} units that YouTube's quota allows Outward today are used up; "
                f"it goes on after {_shown(day_ends(now))}, or raise the setting quota of youtube."
            )
        self._fetch.purse.spend(NAME, cost, f"{resource}.list")

    def _refused(self, status: int, content: bytes) -> SourceError:
        """The error for an answer that is not what was asked for; it never repeats what the server wrote."""
        reasons = _reasons(content)
        now = self._fetch.now()
        if reasons & {*_ENDED}:
            gone = self._fetch.purse.spent(NAME, day_began(now))
            self._fetch.purse.spend(NAME, max(0.0, self._cap - gone), "quota used up elsewhere")
            until = day_ends(now)
            return RateLimitError(
                f"The day's quota of your YouTube key is used up; it begins anew at {_shown(until)}.", until
            )
        if reasons & {*_SLOWER}:
            until = now + timedelta(minutes=15)
            return RateLimitError(f"{self._host} asks to go slower; run the same command after {_shown(until)}.", until)
        return _refusal(self._host, status, reasons)


def _refusal(host: str, status: int, reasons: set[str]) -> SourceError:
    """The error for an answer that no waiting changes."""
    if reasons & {*_OFF}:
        return CredentialsError(
            "The YouTube Data API is not switched on for your Google project; "
            "switch on YouTube Data API v3 in its library and try again."
        )
    if status == 401 or reasons & {*_BAD_KEY}:
        return CredentialsError(
            f"{host} does not accept your key or sign-in ({status}); give it again with: "
            "outward connect youtube --sign-in."
        )
    if status == 403:
        return CredentialsError(f"{host} does not show this to you (403); it may be private.")
    if status == 404:
        return NotThereError(f"{host} knows no such channel or list (404); check its address.")
    return MalformedError(f"{host} could not use what it was asked ({status}); check the source's address.")


class _Response(dict[str, str]):
    """An answer's head as Google's client reads it."""

    def __init__(self, answer: "httpx.Response") -> None:
        super().__init__(answer.headers)
        self.status, self.reason = answer.status_code, answer.reason_phrase


class _Way:
    """The door as Google's client sees it; `raw` is the last answer. Secrets go in headers, never in addresses."""

    def __init__(self, fetch: Fetch, headers: Mapping[str, str]) -> None:
        self._fetch, self._headers = fetch, headers
        self.raw = b""

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        **_: Any,
    ) -> tuple[_Response, bytes]:
        """Ask through the door. Raises `SourceError`."""
        named = {k: v for k, v in (headers or {}).items() if k.lower() not in ("accept-encoding", "user-agent")}
        with self._fetch.httpx_client() as client:
            client.follow_redirects = False  # nobody else is given the key
            answer = client.request(method, uri, content=body, headers={**named, **self._headers})
        self.raw = answer.content
        return _Response(answer), answer.content

    def close(self) -> None:
        """Nothing to close: the connections belong to the door."""


def _reasons(content: bytes) -> set[str]:
    """The reasons an error answer names."""
    try:
        error = msgspec.json.decode(content)["error"]
        named = [*error.get("errors", []), *error.get("details", [])]
        return {str(one.get("reason", "")) for one in named if isinstance(one, dict)}
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, LookupError, TypeError, AttributeError):
        return set()


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
