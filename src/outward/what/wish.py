"""What is asked of one answer besides the goal: since when, of which event, which topic, how many minutes."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Asks nothing by default, and then changes nothing.

    `since` is when she last looked and `held` the newest document held then; `tags` are hashtags without `#`, in lower
    case; `topic` one part of the goal, or free words; `minutes` what all results may take together (0: any);
    `like` texts she wants more of.
    """

    since: datetime | None = None
    held: int = 0
    tags: tuple[str, ...] = ()
    topic: str = ""
    minutes: int = 0
    like: tuple[str, ...] = ()


NOTHING = Wish()


def plain_tag(text: str) -> str:
    """A hashtag as it is compared: without `#` and blanks, in lower case."""
    return "".join(text.split()).lstrip("#＃").casefold()
