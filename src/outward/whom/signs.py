"""Able, willing, eager: three signs, shown apart, each with the numbers behind it."""

from outward.model import Experience, Signs
from outward.whom.dossier import Context, Dossier
from outward.whom.signals import first_hand, reachability, recent, votes

QUICK_HOURS = 24.0


def signs(dossier: Dossier, context: Context) -> Signs:
    """Able: the better of votes and first-hand. Willing: reachability. Eager: activity and speed of answers."""
    seen = dossier.activity
    told = sum(passage.label is Experience.DID for passage in dossier.proofs)
    speed = 0.5 if seen.answer_hours is None else QUICK_HOURS / (QUICK_HOURS + seen.answer_hours)
    quick = "" if seen.answer_hours is None else f", answers within {_hours(seen.answer_hours)}"
    return Signs(
        able=max(votes.measure(dossier, context), first_hand.measure(dossier, context)),
        willing=reachability.measure(dossier, context),
        eager=0.5 * recent.measure(dossier, context) + 0.5 * speed,
        able_why=f"Able: {_count(len(dossier.voices), 'post')} about it, {_count(told, 'passage')} first-hand.",
        willing_why=f"Willing: {_lowered(reachability.sentence(dossier, context, 0.0))}",
        eager_why=f"Eager: {_count(seen.posts, 'post')} in 30 days{quick}.",
    )


def _count(number: int, word: str) -> str:
    return f"{number} {word if number == 1 else word + 's'}"


def _hours(hours: float) -> str:
    return f"{max(1, round(hours))} h" if hours < 48 else f"{round(hours / 24)} days"


def _lowered(sentence: str) -> str:
    return f"{sentence[0].lower()}{sentence[1:]}"
