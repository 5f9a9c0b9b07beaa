"""What a server's refusal means: until when to wait, and which error to raise."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from outward.errors import (
    CredentialsError,
    MalformedError,
    NotThereError,
    RateLimitError,
    SourceError,
    TroubleError,
    UnreachableError,
)

PATIENCE = timedelta(seconds=30)
"""Waits up to this long are waited out; longer ones are the caller's business."""

DEFAULT_PAUSE = timedelta(minutes=15)
"""How long to leave a server alone that asks for a pause without saying how long."""

_LONGEST = timedelta(days=7)
_EPOCH_BEGINS = 1_000_000_000  # smaller numbers are seconds from now


class PassingError(UnreachableError):
    """A connection that failed in a way worth another try."""


def retry_at(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """When a server says it may be asked again, None when it does not say. Never before `now`.

    Reads `Retry-After` (seconds or HTTP date, RFC 9110), then `RateLimit-Reset`, `X-RateLimit-Reset` and
    `X-Rate-Limit-Reset` (seconds from now, epoch seconds, or ISO 8601). Header names are lower case.
    """
    for name in ("retry-after", "ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset"):
        moment = _moment(headers.get(name, "").strip(), now)
        if moment is not None:
            return min(max(moment, now), now + _LONGEST)
    return None


def _moment(text: str, now: datetime) -> datetime | None:
    """A point in time in any of the forms servers use."""
    try:
        number = float(text)
    except ValueError:
        return _date(text)
    if not math.isfinite(number):
        return None
    since = datetime.fromtimestamp(0, UTC) if number >= _EPOCH_BEGINS else now
    try:
        return since + timedelta(seconds=number)
    except OverflowError:
        return now + _LONGEST


def _date(text: str) -> datetime | None:
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = read(text)
        except (ValueError, OverflowError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def refusal(host: str, status: int, headers: Mapping[str, str], now: datetime) -> SourceError:
    """The error for an answer that is not what was asked for; its sentence names host and status only."""
    if status == 429:
        until = retry_at(headers, now) or now + DEFAULT_PAUSE
        return too_early(host, until)
    if status in (401, 403):
        return CredentialsError(
            f"{host} does not let us in ({status}); where it knows a sign-in, give it with: outward connect."
        )
    if status in (404, 410):
        return NotThereError(f"{host} says there is nothing at this address ({status}); check the address.")
    if status >= 500:
        return TroubleError(f"{host} has trouble of its own ({status}); try again later.")
    return MalformedError(f"{host} answered with status {status}, which is of no use here; check the address.")


def too_early(host: str, until: datetime) -> RateLimitError:
    """The error for a server that wants to be left alone until a moment."""
    when = f"{until.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return RateLimitError(f"{host} asks to wait until {when}; run the same command again after that.", until)
