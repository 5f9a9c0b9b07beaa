"""Settings of each messenger that can be used: a new one gets its line here."""

from typing import Any

GIVEN: dict[str, dict[str, Any]] = {
    "desktop": {},
    "mail": {"to": "ada@home.example", "host": "127.0.0.1", "port": 9, "user": "ada"},
}
