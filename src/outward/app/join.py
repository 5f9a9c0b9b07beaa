"""Who is whom: accounts of one human being joined, threads gathered; run after everything that brings posts."""

from datetime import datetime

from outward.app.home import Home
from outward.store import people
from outward.whom.identity import same_person


def join(home: Home, *, now: datetime) -> int:  # noqa: ARG001
    """Join the accounts of one person by strong proof; returns how many accounts changed hands."""
    return people.join(home.database, same_person(people.accounts_with_links(home.database)))
