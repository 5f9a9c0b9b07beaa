"""What others say: people turn to her on this subject."""

import math
from collections.abc import Collection

from outward.model import Form, Found
from outward.whom.dossier import Context, Dossier
from outward.whom.signals.promotion import is_brand
from outward.whom.slate import house
from outward.whom.terms import names

ENOUGH = 8
"""People who turn to her on the subject that count as full."""


def measure(dossier: Dossier, context: Context) -> float:
    """ln(1 + people) / ln(1 + 8), at most 1; people whose words name the subject count whole, others a fifth.

    Not herself under another account; no machine; no list or starter pack of a brand or of her own house.
    """
    on_it, others = _turned(dossier, context)
    return min(1.0, math.log1p(len(on_it) + 0.2 * len(others)) / math.log1p(ENOUGH))


def sentence(dossier: Dossier, context: Context, x: float) -> str:  # noqa: ARG001 - a signal's fixed form
    """How many people."""
    on_it, others = _turned(dossier, context)
    if not on_it and not others:
        return "Nobody read so far turned to this person."
    people = "person" if len(on_it) == 1 else "people"
    return f"Asked or named by {len(on_it)} {people} about it, by {len(others)} about other things."


def _turned(dossier: Dossier, context: Context) -> tuple[set[str], set[str]]:
    own = {account.id for account in dossier.accounts}
    houses = {name for account in dossier.accounts if (name := house(account.bio))}
    on_it: set[str] = set()
    everyone: set[str] = set()
    for found in dossier.about:
        who = found.person or found.post.author
        if who is None or who in own or who == dossier.id or _promotes(found, houses):
            continue
        everyone.add(who)
        if who not in on_it and names(found.post.text, context.terms):
            on_it.add(who)
    return on_it, everyone - on_it


def _promotes(found: Found, houses: Collection[str]) -> bool:
    """Whether it was said to promote: by a machine, or as a list of a brand's or of the same house."""
    maker = found.author
    if maker is None:
        return False
    listed = found.resource.form is Form.LIST
    return maker.bot or (listed and (is_brand(maker.bio) or house(maker.bio) in houses))
