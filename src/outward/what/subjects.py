"""Which part of the goal a candidate is about."""

from outward.model import Goal
from outward.what.candidates import Candidate
from outward.what.prose import roots, tokens


def topic(candidate: Candidate, goal: Goal) -> str:
    """The goal's topic of which the candidate names most words, the first of these; empty where it names none."""
    named = {t: len(candidate.prose.roots & roots(tokens(t))) for t in goal.topics}
    best = max(named, key=lambda t: named[t], default="")
    return best if named.get(best) else ""
