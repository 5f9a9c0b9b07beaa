"""Public holidays by country and part of it, by the `holidays` library; nothing is asked of any server."""

import difflib
from datetime import date

from outward.errors import InputError


def public(place: str, first: date, last: date) -> dict[date, str]:
    """The public holidays of a place (`DE`, `DE-BW`) between two days, with their names; none for an empty place.

    Raises `InputError` for a place nobody knows.
    """
    if not place:
        return {}
    import holidays

    country, _, part = place.strip().upper().replace("_", "-").partition("-")
    known = holidays.list_supported_countries(include_aliases=True)
    if country not in known:
        near = difflib.get_close_matches(country, sorted(known), n=3, cutoff=0.3)
        hint = ", ".join(near) or "DE, FR, US"
        raise InputError(f"No country is called {place!r} here; write its two letters, such as {hint}.")
    if part and part not in known[country]:
        parts = ", ".join(known[country][:20]) or "none"
        raise InputError(f"{country} has no part {part!r} with holidays of its own; it has: {parts}.")
    years = range(first.year, last.year + 1)
    found = holidays.country_holidays(country, subdiv=part or None, years=years)
    return {day: str(name) for day, name in sorted(found.items()) if first <= day <= last}
