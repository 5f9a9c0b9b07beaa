"""The rules of one `Fetch`, said once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """`Fetch` explains each of these."""

    allow: frozenset[str]
    timeout: float
    max_bytes: int
    max_redirects: int
    retries: int
    user_agent: str
    pace: Mapping[str, float]
    wait: Callable[[float], None]
    now: Callable[[], datetime]
    proxy: str
    past_proxy: Callable[[str], bool]
