"""What to say: two to four short points for the next rung with a person, each with where it is from.

Made of what the person said and what the user noted or wrote herself, quoted; nothing is put into her mouth.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from outward.model import Direction, Evidence, Takeaway, Touch
from outward.whom.reach.ladder import NODS, Rung

MOST = 4
"""Points for one rung."""
LONGEST = 160
"""Characters of a quotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing to speak of; `source` says where it is from, `url` where that can be read (empty: nowhere)."""

    sentence: str
    source: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What there is to speak of with a person.

    `said` are passages of the person's, the strongest first; `asked` the person's own question. Of the user's:
    `noted` takeaways from something this person wrote or shared, `related` others on the same subject, `own` passages
    of posts of hers. `contact` is the last contact in words, `heard` what was said in it as far as it is known. `bio`
    is how the person describes herself at `profile`.
    """

    name: str
    said: Sequence[Evidence] = ()
    asked: Evidence | None = None
    noted: Sequence[Takeaway] = ()
    related: Sequence[Takeaway] = ()
    own: Sequence[Evidence] = ()
    contact: Touch | None = None
    heard: str = ""
    bio: str = ""
    profile: str = ""


def points(rung: Rung, material: Material) -> tuple[Point, ...]:
    """At most four points for a rung, in the order to think of them; fewer where there is less to go by.

    What the user noted of something this person wrote or shared comes first on every rung.
    """
    found: dict[str, Point] = {}
    for make in (_noted, *_ORDER[rung], _bio):
        for point in make(rung, material):
            found.setdefault(point.sentence, point)
    return tuple(found.values())[:MOST]


def last_contact(touches: Sequence[Touch]) -> Touch | None:
    """The last contact in words, None where there was none."""
    return max((touch for touch in touches if touch.how not in NODS), key=lambda touch: touch.at, default=None)


Make = Callable[[Rung, Material], Iterator[Point]]

_BEST: Mapping[Rung, str] = {
    Rung.ANSWER: "Said before",
    Rung.READ: "Where to start",
    Rung.THANK: "What you could name",
    Rung.ADD: "Where yours could join in",
    Rung.ASK: "What you could ask about",
    Rung.GIVE_BACK: "Where it began",
    Rung.REST: "Said before",
}
_QUESTION: Mapping[Rung, str] = {
    Rung.ANSWER: "Also asked by {name}",
    Rung.READ: "Read with {name}'s own question in mind",
    Rung.THANK: "What {name} asks",
    Rung.ADD: "What {name} asks: tell how it was for you",
    Rung.ASK: "Ask how it went with {name}'s own question",
    Rung.GIVE_BACK: "Perhaps you can help with {name}'s question now",
    Rung.REST: "What {name} asked",
}
_OWN: Mapping[Rung, str] = {
    Rung.ANSWER: "What you wrote yourself",
    Rung.READ: "Compare it with what you wrote",
    Rung.THANK: "What you wrote yourself",
    Rung.ADD: "Your own experience, as you wrote it",
    Rung.ASK: "Say first where you stand, as you wrote it",
    Rung.GIVE_BACK: "What you can tell from your side",
    Rung.REST: "What you wrote yourself",
}


def _noted(rung: Rung, of: Material) -> Iterator[Point]:
    """What the user took away from something of this person's, with what she does with it where that is a thanks."""
    for takeaway in of.noted[:2]:
        yield _takeaway(takeaway, changed=rung in (Rung.THANK, Rung.GIVE_BACK))


def _related(_: Rung, of: Material) -> Iterator[Point]:
    for takeaway in of.related[:1]:
        yield _takeaway(takeaway, changed=False)


def _best(rung: Rung, of: Material) -> Iterator[Point]:
    """The passage that proves most."""
    for passage in of.said[:1]:
        yield _passage(_BEST[rung], passage, of.name)


def _more(_: Rung, of: Material) -> Iterator[Point]:
    for passage in of.said[1:2]:
        yield _passage("Also said", passage, of.name)


def _question(rung: Rung, of: Material) -> Iterator[Point]:
    if of.asked:
        yield _passage(_QUESTION[rung].format(name=of.name), of.asked, of.name)


def _own(rung: Rung, of: Material) -> Iterator[Point]:
    for passage in of.own[:1]:
        yield _passage(_OWN[rung], passage, "you")


def _contact(_: Rung, of: Material) -> Iterator[Point]:
    touch = of.contact
    if touch is None:
        return
    back = touch.direction is Direction.IN
    way = f"{of.name} turned to you" if back else f"You turned to {of.name}"
    words = f": {_quoted(of.heard)}" if of.heard else f" ({touch.how})."
    yield Point(sentence=f"{way} on {_day(touch.at)}{words}", source="your contacts", url=touch.url)


def _bio(_: Rung, of: Material) -> Iterator[Point]:
    if of.bio.strip():
        yield Point(
            sentence=f"{of.name}'s own words: {_quoted(of.bio)}", source=f"profile of {of.name}", url=of.profile
        )


_ORDER: Mapping[Rung, Sequence[Make]] = {
    Rung.ANSWER: (_contact, _question, _own, _best),
    Rung.READ: (_best, _more, _question, _own),
    Rung.THANK: (_best, _more, _contact),
    Rung.ADD: (_own, _question, _best, _related, _contact),
    Rung.ASK: (_best, _own, _question, _related, _contact),
    Rung.GIVE_BACK: (_contact, _question, _related, _own, _best),
    Rung.REST: (_contact, _best),
}


def _takeaway(takeaway: Takeaway, *, changed: bool) -> Point:
    parts = [f"You noted on {_day(takeaway.created_at)}: {_quoted(takeaway.text)}"]
    if changed and takeaway.change:
        parts.append(f"What you wanted to do differently: {_quoted(takeaway.change)}")
    if changed and takeaway.applied_at:
        parts.append(f"You used it on {_day(takeaway.applied_at)}.")
    return Point(sentence=" ".join(parts), source="your takeaway", url=takeaway.url)


def _passage(lead: str, passage: Evidence, who: str) -> Point:
    dated = f", {_day(passage.at)}" if passage.at else ""
    return Point(sentence=f"{lead}: {_quoted(passage.sentence)}", source=f"{who}{dated}", url=passage.url)


def _quoted(text: str) -> str:
    """A quotation on one line, cut where it is long."""
    said = " ".join(text.split())
    return f"“{said if len(said) <= LONGEST else said[: LONGEST - 1].rsplit(' ', 1)[0] + '…'}”"


def _day(at: datetime) -> str:
    return f"{at.day} {at:%b %Y}"
