"""One HTTP client for everything that leaves this machine."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: final address, status, lower-case headers, body."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class Fetch:
    """Reads addresses under one policy."""
