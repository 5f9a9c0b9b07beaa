"""Where the user writes on X."""

from typing import Any

from outward.fetch.composing import weighed, with_words
from outward.model import Account
from outward.networks import Composer
from outward.networks.x.names import post_of

COMPOSE = "https://x.com/intent/tweet"
LIMIT = 280


def compose(to: Account, post: str, text: str, settings: Any) -> Composer | None:  # noqa: ARG001 - one page for all
    """X's composer with the draft in it, as an answer where there is a post, else naming the person.

    X takes `text` and `in_reply_to`, the number of a post, at this address, and counts up to 280
    (docs.x.com/x-for-websites/post-button/guides/web-intent).
    """
    answered = post_of(post)
    name = f"@{to.handle.removeprefix('@')}" if to.handle else ""
    if not answered and not name:
        return None
    words = text if answered or name.casefold() in text.casefold() else f"{name} {text}"
    count = weighed(words)
    filled = with_words(COMPOSE, text=words, in_reply_to=answered) if count <= LIMIT else ""
    empty = with_words(COMPOSE, in_reply_to=answered)
    what = "an answer to the post" if answered else f"a new post that names {name}"
    todo = (
        f"X opens with your text as {what}; read it once more and post it."
        if filled
        else f"X opens with {what}; paste your text."
    )
    return Composer(url=filled or empty, todo=todo, text=words, filled=bool(filled), count=count, limit=LIMIT)
