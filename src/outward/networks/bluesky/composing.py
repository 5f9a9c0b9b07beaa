"""Where the user writes on Bluesky."""

from typing import Any

from outward.fetch.composing import graphemes, secure, with_words
from outward.model import Account
from outward.networks import Composer

COMPOSE = "https://bsky.app/intent/compose"
LIMIT = 300


def compose(to: Account, post: str, text: str, settings: Any) -> Composer | None:  # noqa: ARG001 - one page for all
    """The post's own page to answer there; without a post, the composer with the draft and the person's handle in it.

    Bluesky's composer takes `text` (docs.bsky.app/docs/advanced-guides/intent-links, which also gives the limit of 300
    grapheme clusters) and cannot be told what is answered.
    """
    if page := secure(post):
        todo = "Open the post on Bluesky, choose Reply and paste your text."
        return Composer(url=page, todo=todo, text=text, filled=False, count=graphemes(text), limit=LIMIT)
    name = f"@{to.handle.removeprefix('@')}"
    words = text if name.casefold() in text.casefold() else f"{name} {text}"
    count = graphemes(words)
    filled = with_words(COMPOSE, text=words) if count <= LIMIT else ""
    todo = (
        f"Bluesky opens with your text in a new post that names {name}; read it once more and post it."
        if filled
        else f"Bluesky opens with a new post; paste your text, which names {name}."
    )
    return Composer(url=filled or COMPOSE, todo=todo, text=words, filled=bool(filled), count=count, limit=LIMIT)
