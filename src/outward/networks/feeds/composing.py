"""Where the user writes to who writes a blog or speaks in a podcast."""

from typing import Any

from outward.fetch.composing import graphemes, secure
from outward.model import Account
from outward.networks import Composer


def compose(to: Account, post: str, text: str, settings: Any) -> Composer | None:  # noqa: ARG001 - there are none
    """The entry's page, where many sites take comments, else the site's own; no site documents how to fill them in."""
    entry = secure(post)
    url = entry or secure(to.url)
    if not url:
        return None
    what = "entry" if entry else "site"
    todo = f"Open the {what}, look for a comment field or a way to get in touch, and paste your text there."
    return Composer(url=url, todo=todo, text=text, filled=False, count=graphemes(text))
