"""Who knows whom: the strongest path from the user to a person, as a sentence."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from outward.model import Account, Tie
from outward.whom.strength import strength

LEAST = 0.05


def introduction(
    me: frozenset[str], them: Sequence[Account], ties: Sequence[Tie], names: Mapping[str, str], now: datetime
) -> str:
    """One sentence on how the user could be introduced, empty where no path is known.

    A path is the user's own tie to the person, or one through somebody who has a tie with both; its strength is the
    product of the two. `names` are names of accounts.
    """
    theirs = {account.id for account in them}
    if not me or not theirs:
        return ""
    mine: dict[str, list[Tie]] = defaultdict(list)
    hers: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        ends = {tie.source, tie.target}
        if ends & me:
            mine[next(iter(ends - me), "")].append(tie)
        if ends & theirs:
            hers[next(iter(ends - theirs), "")].append(tie)
    if any(end in theirs for end in mine):
        return "You have been in touch before."
    paths = {
        between: strength(mine[between], now) * strength(hers[between], now)
        for between in sorted(mine.keys() & hers.keys())
        if between and between in names
    }
    between = max(paths, key=lambda b: paths[b], default="")
    if not between or paths[between] < LEAST:
        return ""
    return f"{names[between]} is in touch with both of you and could introduce you{_last(hers[between], now)}."


def _last(ties: Sequence[Tie], now: datetime) -> str:
    days = [(now - tie.at).days for tie in ties if tie.at is not None and tie.at <= now]
    return f"; their last contact was {max(0, min(days))} days ago" if days else ""
