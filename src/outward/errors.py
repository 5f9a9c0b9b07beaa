"""Everything that can go wrong, in one tree. Each message is one sentence: what, where, what to do.

OutwardError                      shown to the user as it stands, never as a traceback
├── InputError                    what the user typed cannot be used (exit code 2)
├── NothingYetError               the request is fine, there is nothing to answer it with yet
├── StoreError                    the data file
│   ├── CorruptStoreError         it is damaged
│   ├── NewerStoreError           a newer Outward wrote it
│   └── BusyStoreError            another program holds it
└── SourceError                   one source of one network; the others go on
    ├── UnreachableError          no connection, time-out, connection cut
    ├── ForbiddenAddressError     the address is private or not allowed
    ├── CredentialsError          401, 403, wrong or revoked password or token
    ├── NotThereError             404, 410
    ├── RateLimitError            429; says when to try again
    ├── TroubleError              5xx
    ├── UnsureError               what was handed over may have arrived, or not
    └── MalformedError            an answer that cannot be read at all
"""

from datetime import datetime


class OutwardError(Exception):
    """Base of all errors a user may see; `str(error)` is the sentence."""

    exit_code = 1


class InputError(OutwardError):
    """What the user typed cannot be used."""

    exit_code = 2


class NothingYetError(OutwardError):
    """Nothing to answer with yet; the sentence names the next step."""

    exit_code = 3


class StoreError(OutwardError):
    """The data file cannot be used."""

    exit_code = 4


class CorruptStoreError(StoreError):
    """The data file is damaged."""


class NewerStoreError(StoreError):
    """The data file was written by a newer Outward."""


class BusyStoreError(StoreError):
    """Another program holds the data file."""


class SourceError(OutwardError):
    """One source of one network failed; the others go on."""

    exit_code = 5


class UnreachableError(SourceError):
    """No connection, a time-out, or a connection that was cut."""


class ForbiddenAddressError(SourceError):
    """The address is private, or its scheme or redirect is not allowed."""


class CredentialsError(SourceError):
    """The network refused the user's sign-in."""


class NotThereError(SourceError):
    """The network says there is nothing at this address (404, 410)."""


class RateLimitError(SourceError):
    """The network asked to wait; `retry_at` says until when, if it said so."""

    def __init__(self, message: str, retry_at: datetime | None = None) -> None:
        super().__init__(message)
        self.retry_at = retry_at


class TroubleError(SourceError):
    """The network has trouble of its own (5xx)."""


class UnsureError(SourceError):
    """The connection broke after something was handed over: it may have arrived, so it is not sent again."""


class MalformedError(SourceError):
    """An answer that cannot be read at all."""
