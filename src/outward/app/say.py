"""SAY: what the user thinks of a result; the effect is said back, and it can be taken back."""

from dataclasses import dataclass
from datetime import datetime

from outward.app.home import Home
from outward.errors import InputError, NothingYetError
from outward.model import Kind
from outward.store import used
from outward.what.feedback import Aim, Verdict

EFFECTS = {
    Verdict.USEFUL: "Noted as useful.",
    Verdict.NOT_NOW: "It stays away for a week.",
    Verdict.LESS: "It stays away for 14 days and comes back little by little over 140.",
    Verdict.DONE: "Done: it is not offered again.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said of what, and what it does."""

    verdict: Verdict
    aim: Aim
    subject: str
    effect: str


def say(home: Home, verdict: Verdict, subject: str, *, aim: Aim = Aim.RESOURCE, now: datetime) -> Said:
    """Say what you think of a resource, person, topic, source, form or kind of content."""
    if not subject.strip():
        raise InputError("Say of what: give the address, the person or the topic.")
    if aim is Aim.KIND and subject.strip() not in list(Kind):
        raise InputError(f"There is no kind called {subject.strip()!r}; use one of: {', '.join(Kind)}.")
    used.say(home.database, str(verdict), str(aim), subject.strip(), now)
    return Said(verdict=verdict, aim=aim, subject=subject.strip(), effect=EFFECTS[verdict])


def unsay(home: Home) -> Said:
    """Take back what was said last."""
    last = used.unsay(home.database)
    if last is None:
        raise NothingYetError("Nothing has been said that could be taken back.")
    verdict, aim, subject = last
    return Said(verdict=Verdict(verdict), aim=Aim(aim), subject=subject, effect="Taken back.")
