"""What a reminder says, and how the road of one that is mailed is sealed."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A reminder as it reads: a title of one line, and plain text of one line or more."""

    title: str
    text: str


class Security(StrEnum):
    """How a connection to a mail server is sealed."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"

    @property
    def port(self) -> int:
        """The usual port."""
        return {"starttls": 587, "tls": 465, "none": 25}[self]
