"""What the user's judgements have taught, said in words; and that they weigh is hers to switch off."""

from dataclasses import dataclass

from outward.app.home import Home
from outward.store import used
from outward.store.used import Choice
from outward.what import learned
from outward.what.feedback import Verdict
from outward.what.learned import ENOUGH, VALUES, Example, Learned
from outward.what.recipes import Recipe
from outward.what.recipes import recipe as named

FIRST = (
    f"New: you have judged {ENOUGH} results or more, so from now on your judgements help to weigh. "
    "Nothing of this leaves your machine."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What counts more or less for her: `more` and `share` how a typical difference in it moves a result."""

    stage: str
    name: str
    words: str
    more: bool
    share: float
    exponent: float
    usual: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """Whether judgements weigh now (`on`: she lets them; `used`: there are enough), from how many, and what they do."""

    on: bool
    used: bool
    judged: int
    enough: int
    sentence: str
    weights: tuple[Weighed, ...]


def current(home: Home, recipe: Recipe) -> Learned | None:
    """What her judgements teach about a recipe; None where they do not weigh."""
    if not used.choice(home.database).wanted:
        return None
    return _learn(home, recipe)


def taught(home: Home, recipe: str = "week") -> Taught:
    """What her judgements do, or would do if she let them."""
    chosen = named(recipe)
    on, found = used.choice(home.database).wanted, _learn(home, chosen)
    number = len(_examples(home))
    lines = found.clear if found else ()
    return Taught(
        on=on,
        used=on and found is not None,
        judged=number,
        enough=ENOUGH,
        sentence=_sentence(found, number, on=on),
        weights=tuple(
            Weighed(
                stage=line.stage,
                name=line.name,
                words=line.words,
                more=line.share > 0.0,
                share=round(abs(line.share), 4),
                exponent=round(line.exponent, 4),
                usual=line.usual,
            )
            for line in lines
        ),
    )


def switch(home: Home, *, on: bool) -> Taught:
    """Let judgements weigh, or not; what she said is kept either way."""
    used.choose(home.database, Choice(wanted=on, told=used.choice(home.database).told))
    return taught(home)


def line(home: Home, found: Learned | None) -> str:
    """The line above a ranking; the first time it says that this is new."""
    if found is None:
        return ""
    before = used.choice(home.database)
    if before.told:
        return found.sentence
    used.choose(home.database, Choice(wanted=before.wanted, told=True))
    return f"{FIRST} {found.sentence}"


def wanting(home: Home) -> str:
    """How many judgements are missing until they weigh; empty where they do, or may not."""
    number = len(_examples(home))
    if number >= ENOUGH or not used.choice(home.database).wanted:
        return ""
    return f"From {ENOUGH} judged results on they help to weigh; you have judged {number}."


def _learn(home: Home, recipe: Recipe) -> Learned | None:
    examples = _examples(home)
    if not recipe.learns or len(examples) < ENOUGH:
        return None
    return learned.learn(recipe, examples, used.found(home.database))


def _examples(home: Home) -> list[Example]:
    """Results she judged, each by what she said of it last."""
    last = {one.subject: one for one in used.judged(home.database) if Verdict(one.verdict) in VALUES}
    return [Example(VALUES[Verdict(one.verdict)], one.position, one.propensity, one.found) for one in last.values()]


def _sentence(found: Learned | None, number: int, *, on: bool) -> str:
    if found is not None:
        return found.sentence if on else f"Your {number} judgements do not weigh: you switched it off."
    if number >= ENOUGH:
        return "You judged all results alike, so there is nothing to weigh by yet."
    return f"From {ENOUGH} judged results on your judgements help to weigh; you have judged {number}."
