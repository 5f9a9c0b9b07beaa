"""Who seldom speaks is heard: rare voices gain."""

from collections.abc import Sequence

from outward.what.context import Context
from outward.what.scored import Scored
from outward.what.scorers.quiet_voice import OFTEN, posts_a_month


def select(ranked: Sequence[Scored], context: Context) -> Sequence[Scored]:
    """Multiply by 1 + rare·(1 - n/30) for authors with n ≤ 30 posts a month; unknown ones stay as they are."""
    heard = [_heard(scored, context) for scored in ranked]
    return sorted(heard, key=lambda s: -s.score)


def _heard(scored: Scored, context: Context) -> Scored:
    posts = posts_a_month(scored.candidate.author, context)
    gain = context.recipe.rare * max(0.0, 1.0 - posts / OFTEN)
    often = "about one post a month" if round(posts) == 1 else f"about {posts:.0f} posts a month"
    about = often if round(posts) else "nothing else in the last 30 days"
    return scored.times(1.0 + gain, "rare_voices", f"A rare voice: {about}.")
