"""Curation: passes on what others made about the subject, from many of them."""

import math
from urllib.parse import urlsplit

from outward.model import Found
from outward.whom.dossier import Context, Dossier

ENOUGH = 6
"""Makers passed on that count as full."""


def measure(dossier: Dossier, context: Context) -> float:  # noqa: ARG001 - a signal's fixed form
    """ln(1 + makers) / ln(1 + 6), at most 1; makers are the authors, else the sites, of what she points at."""
    return min(1.0, math.log1p(len(_makers(dossier))) / math.log1p(ENOUGH))


def sentence(dossier: Dossier, context: Context, x: float) -> str:  # noqa: ARG001 - a signal's fixed form
    """How many makers."""
    number = len(_makers(dossier))
    if not number:
        return "Passes on nothing by others about this."
    return f"Passes on what {number} {'other' if number == 1 else 'others'} made about this."


def _makers(dossier: Dossier) -> set[str]:
    own = {account.id for account in dossier.accounts}
    made_by = (_maker(voice.found) for voice in dossier.voices)
    return {maker for maker in made_by if maker and maker not in own}


def _maker(found: Found) -> str:
    if found.resource.author:
        return found.resource.author
    if found.resource.url == found.post.url:
        return ""
    try:
        return urlsplit(found.resource.url).hostname or ""
    except ValueError:
        return ""
