"""Who is whom: accounts of one human being joined, threads gathered, ties added up; run after all that brings posts."""

from datetime import datetime
from itertools import islice

from outward.app.home import Home
from outward.store import bonds, identity, people, threads
from outward.store.threads import Gathered
from outward.what.threads import threads as found_in
from outward.whom.one_person.identity import same_person
from outward.whom.tied import strength

AT_ONCE = 500
"""Chains of posts looked at in one transaction."""
WORTHS = bonds.Worths(kinds=strength.WORTH, stand=strength.STANDS, fade=strength.FADE, undated=strength.UNDATED)
"""What ties are worth as they are added up."""


def join(home: Home, *, now: datetime) -> int:
    """Gather threads, add ties up, join the accounts of one person; returns how many accounts changed hands."""
    gather(home)
    bonds.add_up(home.database, WORTHS, now)
    return joined(home)


def joined(home: Home) -> int:
    """Join the accounts of one person by strong proof and the user's word; returns how many changed hands."""
    persons = same_person(people.everybody(home.database), identity.verdicts(home.database))
    return people.join(home.database, persons)


def gather(home: Home) -> int:
    """Make each thread that changed since the last time one resource; returns how many chains were looked at."""
    tops, until = threads.changed(home.database)
    waiting = iter(tops)
    while batch := list(islice(waiting, AT_ONCE)):
        with home.database.writing() as db:
            held = threads.chains(db, batch)
            threads.keep(
                db, held, [Gathered(t.root, t.later, t.text, t.words) for t in found_in(held.posts, held.gone)]
            )
    threads.looked(home.database, until)
    return len(tops)
