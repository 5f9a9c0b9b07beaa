"""Promotion: a brand, a shop window or a machine rather than a person to learn from."""

import re

from outward.whom.dossier import Context, Dossier
from outward.whom.first_hand.cues import has

_BRAND = re.compile(
    r"\b(?:official|platform|software(?! (?:engineer|develop|architect|test|craft))"
    r"|the (?:leading|#1)|we help|our (?:product|platform|tool|app|clients)|book a demo"
    r"|free trial|newsletter sign-?up|SaaS|all-in-one|your .{0,30} partner)\b",
    re.IGNORECASE,
)


def measure(dossier: Dossier, context: Context) -> float:  # noqa: ARG001 - a signal's fixed form
    """The share of her posts on the goal that promote, squared; at least .6 for the profile of a brand, 1 for a bot.

    Squared, since one who names a product now and then is no promoter: of five posts one takes 4 %, of two one 25 %.
    """
    if any(account.bot for account in dossier.accounts):
        return 1.0
    share = sum(has("promotion", voice.text) for voice in dossier.voices) / max(1, len(dossier.voices))
    return max(share**2, 0.6) if any(is_brand(account.bio) for account in dossier.accounts) else share**2


def is_brand(bio: str) -> bool:
    """Whether a profile's description is that of a brand."""
    return _BRAND.search(bio) is not None


def sentence(dossier: Dossier, context: Context, x: float) -> str:  # noqa: ARG001 - a signal's fixed form
    """What was seen."""
    if any(account.bot for account in dossier.accounts):
        return "Is an automated account."
    return (
        "Mostly promotes something." if x >= 0.25 else "Promotes something now and then." if x else "Promotes nothing."
    )
