"""What the user's judgements have taught, said in words; and that they weigh is hers to switch off."""

from dataclasses import dataclass
from typing import cast

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
    number = len(_judged(home))
    lines = found.clear if found else ()
    return Taught(
        on=on,
        used=on and bool(lines),
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
    if found is None or not found.lines:
        return ""
    before = used.choice(home.database)
    if before.told:
        return found.sentence
    used.choose(home.database, Choice(wanted=before.wanted, told=True))
    return f"{FIRST} {found.sentence}"


def missing(home: Home) -> str:
    """After a judgement: how many are missing until they weigh, or that this one was the last of these; else empty."""
    number = len(_judged(home))
    if number > ENOUGH or not used.choice(home.database).wanted:
        return ""
    if number == ENOUGH:
        return f"That makes {ENOUGH} judged results: 'outward say learned' says what they now weigh."
    return f"From {ENOUGH} judged results on they help to weigh; you have judged {number}."


def _learn(home: Home, recipe: Recipe) -> Learned | None:
    judged = _judged(home)
    if not recipe.learns or len(judged) < ENOUGH:
        return None
    state = f"{recipe.name}:{hash(tuple((one.row, one.verdict) for one in judged))}"
    if state not in home.remembered:
        home.remembered[state] = _fit(home, recipe, judged)
    return cast("Learned | None", home.remembered[state])


def _fit(home: Home, recipe: Recipe, judged: list[used.Judged]) -> Learned | None:
    # only what was shown before she judged: looking once more changes nothing
    shown = used.found(home.database, max(one.row for one in judged))
    examples = [Example(VALUES[Verdict(one.verdict)], one.position, one.propensity, one.found) for one in judged]
    return learned.learn(recipe, examples, shown)


def _judged(home: Home) -> list[used.Judged]:
    """Results she judged, each by what she said of it last."""
    return list({one.subject: one for one in used.judged(home.database) if Verdict(one.verdict) in VALUES}.values())


def _sentence(found: Learned | None, number: int, *, on: bool) -> str:
    if found is not None:
        return (
            found.sentence if on or not found.lines else f"Your {number} judgements do not weigh: you switched it off."
        )
    if number >= ENOUGH:
        return "You judged all results alike, so there is nothing to weigh by yet."
    return f"From {ENOUGH} judged results on your judgements help to weigh; you have judged {number}."
