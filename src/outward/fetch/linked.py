"""What a post points at, as a resource."""

from urllib.parse import urlsplit

from outward.fetch.canonical import canonical
from outward.model import Form, Post, Resource

_VIDEO = "https://www.youtube.com/watch?"
# Moving pictures that stand for a word or a mood; nobody learns from them.
_GIFS = ("tenor.com", "media.tenor.com", "giphy.com", "media.giphy.com")


def linked(url: str, title: str = "", text: str = "") -> Resource | None:
    """The resource at an address that a post names, None when it is none worth keeping. Its author is unknown."""
    address = canonical(url)
    if not address or urlsplit(address).hostname in _GIFS:
        return None
    form = Form.VIDEO if address.startswith(_VIDEO) else Form.ARTICLE
    return Resource(url=address, form=form, title=title.strip(), text=text.strip())


def itself(post: Post, words: int, form: Form = Form.POST) -> Resource:
    """A post that points at nothing else, as the resource it is."""
    return Resource(
        url=post.resource,
        form=form,
        text=post.text,
        author=post.author,
        published_at=post.created_at,
        lang=post.lang,
        words=words,
        free=True,
    )
