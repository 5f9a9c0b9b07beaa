"""Where the user writes on Mastodon."""

from typing import Any

from outward.fetch.composing import secure, tooted, with_words
from outward.model import Account
from outward.networks import Composer

LIMIT = 500


def compose(to: Account, post: str, text: str, settings: Any) -> Composer | None:
    """The post as the user's own server shows it, to answer there; without a post, her server's composer.

    A server shows any public post or profile at `/authorize_interaction?uri=` and opens its composer at `/share?text=`
    (both in the routes of Mastodon's own source). Which server is hers is known once she has connected Mastodon;
    else the page is opened where it is, and its Reply button asks for her server.
    """
    page = secure(post) or secure(to.url)
    home = _home(settings)
    name = f"@{to.handle.removeprefix('@')}"
    limit = _limit(settings)
    if home and not secure(post):
        words = text if name.casefold() in text.casefold() else f"{name} {text}"
        filled = with_words(f"{home}/share", text=words) if tooted(words) <= limit else ""
        todo = (
            f"Your server opens with your text in a new post that names {name}; read it once more and publish it."
            if filled
            else f"Your server opens with a new post; paste your text, which names {name}."
        )
        return Composer(
            url=filled or f"{home}/share", todo=todo, text=words, filled=bool(filled), count=tooted(words), limit=limit
        )
    if not page:
        return None
    url = with_words(f"{home}/authorize_interaction", uri=page) if home else page
    what = "post" if secure(post) else "profile"
    todo = (
        f"Your own server shows the {what}: choose Reply and paste your text."
        if home
        else f"Open the {what}, choose Reply, name your own server when it asks, and paste your text there."
    )
    return Composer(url=url or page, todo=todo, text=text, filled=False, count=tooted(text), limit=limit)


def _home(settings: Any) -> str:
    """The user's own server as the beginning of an address, empty where she has none."""
    server = str(getattr(settings, "server", "")).strip().rstrip("/")
    return secure(server if "://" in server else f"https://{server}").rstrip("/") if server else ""


def _limit(settings: Any) -> int:
    """How many characters her server takes."""
    said = str(getattr(settings, "longest", "")).strip()
    return int(said) if said.isascii() and said.isdecimal() and 0 < len(said) < 7 and int(said) else LIMIT
