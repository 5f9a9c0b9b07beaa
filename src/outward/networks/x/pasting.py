"""What the user is looking at on X, handed over by herself. X is asked nothing."""

import re

import msgspec

from outward.errors import InputError
from outward.model import Piece, Source
from outward.networks.x.names import NAME, person_of, post_of, steps

_TITLED = re.compile(r"^(?:\(\d+\+?\)\s*)?(?P<name>.{1,120}?) (?:on (?:X|Twitter)\s*:\s*|\(@\w{1,15}\))", re.DOTALL)
_QUOTED = re.compile(r" on (?:X|Twitter)\s*:\s*[\"“](?P<text>.*)[\"”](?: / (?:X|Twitter))?$", re.DOTALL)


def paste(url: str, title: str, text: str) -> Piece | None:
    """A post or profile she is looking at, None when the address is not X's. Raises `InputError`."""
    url = url.strip()[:2000]
    if steps(url) is None:
        return None
    who, post = person_of(url), post_of(url)
    if not who and not post:
        raise InputError("This page of X is neither a single post nor a profile; open one of these and hand that over.")
    named, quoted = _TITLED.match(title), _QUOTED.search(title)
    record = {
        "url": url,
        "handle": who,
        "name": named["name"] if named else "",
        "text": text.strip()[:20_000] or (quoted["text"] if quoted else ""),
    }
    if post and not record["text"]:
        raise InputError("There are no words with this address of X; copy the text of the post too.")
    raw = msgspec.json.encode({"items": [record]})
    return Piece(source=Source(NAME, "pasted", "page"), raw=raw, member=url, records=1)
