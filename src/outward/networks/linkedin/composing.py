"""Where the user writes on LinkedIn."""

from typing import Any

from outward.fetch.composing import graphemes, secure
from outward.model import Account
from outward.networks import Composer
from outward.networks.linkedin.names import ours


def compose(to: Account, post: str, text: str, settings: Any) -> Composer | None:  # noqa: ARG001 - one page for all
    """The post to comment on, else the profile, where a message or an invitation is written.

    LinkedIn documents no address that fills in a comment or a message, and no limits of either.
    """
    page, profile = secure(post), secure(to.url)
    if page and ours(page):
        todo = "Open the post on LinkedIn and paste your text as a comment."
        return Composer(url=page, todo=todo, text=text, filled=False, count=graphemes(text))
    if not profile:
        return None
    todo = (
        "Open the profile on LinkedIn, choose Message and paste your text; if you are not connected yet, choose "
        "Connect and add it as a note, which takes a few sentences only."
    )
    return Composer(url=profile, todo=todo, text=text, filled=False, count=graphemes(text))
