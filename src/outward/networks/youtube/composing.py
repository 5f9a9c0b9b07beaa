"""Where the user writes on YouTube."""

from typing import Any

from outward.fetch.composing import graphemes, secure
from outward.model import Account
from outward.networks import Composer


def compose(to: Account, post: str, text: str, settings: Any) -> Composer | None:  # noqa: ARG001 - one page for all
    """The video's page, with its comments below; without a video, the channel.

    YouTube has no address that fills in a comment, and documents no limit but that one can be too long
    (developers.google.com/youtube/v3/docs/commentThreads/insert: commentTextTooLong).
    """
    video = secure(post)
    url = video or secure(to.url)
    if not url:
        return None
    todo = (
        "Open the video, go down to its comments and paste your text."
        if video
        else "Open the channel, choose a video, and paste your text among its comments."
    )
    return Composer(url=url, todo=todo, text=text, filled=False, count=graphemes(text))
