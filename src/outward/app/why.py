"""WHY NOT HIGHER: the place of one thing for a goal, beside what is above it, or why it is in no place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from outward.app import wishes
from outward.app.home import Home
from outward.app.portions import ordinal
from outward.app.what import MOST, Learn, learn, ranked
from outward.errors import InputError
from outward.model import Answers, Goal, Reason
from outward.store import answers, posts
from outward.what import pipeline
from outward.what import why as comparing
from outward.what.adjusting import Adjustment
from outward.what.candidates import shortened, url_key
from outward.what.wish import NOTHING, Wish


class Standing(StrEnum):
    """Where a thing stands."""

    SHOWN = "shown"
    BELOW = "below"
    LEFT_OUT = "left out"
    FAR = "far"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """One difference to a result above: how much lower (or higher) it puts this one, in percent, and why in words."""

    stage: str
    percent: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A result above with its reasons, and what makes the difference, the largest first."""

    place: int
    title: str
    url: str
    score: float
    reasons: tuple[Reason, ...]
    differences: tuple[Against, ...]
    seat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why one thing is not higher. `sentence` says where it stands, `advice` what would change that.

    `place` is 0 where it has none; `score` and `reasons` are empty then too. `above` are results above it, the nearest
    first.
    """

    goal: Goal
    recipe: str
    url: str
    title: str
    standing: Standing
    place: int
    sentence: str
    advice: str = ""
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()
    above: tuple[Beside, ...] = ()


def why(
    home: Home,
    url: str,
    *,
    now: datetime,
    goal: int | None = None,
    recipe: str = "week",
    limit: int = 10,
    above: int = 1,
    wish: Wish = NOTHING,
    adjust: Sequence[Adjustment] = (),
) -> Why:
    """Why one thing is not higher in what is shown for a goal; `above` results above it are laid beside it."""
    if not url.strip():
        raise InputError("Say of what: give its address.")
    given = answers.latest(home.database, goal)
    ready, wish = wishes.ready(home, given.goal, recipe, wish, now)
    wanted = replace(given, goal=ready)
    answer = _Answer(home, wanted, recipe, max(limit, MOST.get(recipe, 0)), url.strip(), wish.minutes)
    ranking = ranked(home, wanted, recipe=recipe, limit=answer.limit, now=now, wish=wish, adjust=adjust, whole=True)
    return replace(answer.found(ranking, above), goal=given.goal)


@dataclass(frozen=True, slots=True)
class _Answer:
    home: Home
    given: Answers
    recipe: str
    limit: int
    url: str
    minutes: int

    def found(self, ranking: pipeline.Ranking, above: int) -> Why:
        keys = self._keys()
        for place, result in enumerate(ranking.results, start=1):
            if not keys.isdisjoint(_addresses(result)):
                return self._placed(ranking.results, place, above)
        for out in ranking.dropped:
            if url_key(out.url) in keys:
                return self._left_out(out)
        return self._far(len(ranking.results) + len(ranking.dropped))

    def _keys(self) -> frozenset[str]:
        """The address, and that of what it leads to."""
        database = self.home.database
        held = posts.resource_of(database, self.url) or posts.led_to(database, self.url)
        return frozenset(url_key(url) for url in (self.url, held) if url)

    def _placed(self, results: Sequence[pipeline.Result], place: int, above: int) -> Why:
        result = results[place - 1]
        shown = learn(result)
        others = [(n, results[n - 1]) for n in range(place - 1, max(0, place - 1 - above), -1)]
        best = "It is the first; nothing is above it." if place == 1 else ""
        where = "" if place <= self.limit else f", below the {self.limit} shown"
        return self._why(
            shown.url,
            shown.title,
            Standing.SHOWN if place <= self.limit else Standing.BELOW,
            best or f"It is {ordinal(place)}{where}.",
            self._besides(place),
            place=place,
            score=result.score,
            reasons=result.reasons,
            above=tuple(_beside(n, result, other, self.given.goal) for n, other in others),
        )

    def _besides(self, place: int) -> str:
        """What decides beside the place whether a thing is shown."""
        if self.recipe == "event":
            return f"Of all in this order, what fits into {self.minutes} minutes together is shown."
        if self.recipe == "catch-up" and place > 1:
            return "The places are those of all subjects together; each subject shows its best."
        return ""

    def _left_out(self, out: pipeline.LeftOut) -> Why:
        advice = comparing.lets_in(out.stage)
        return self._why(
            out.url, out.title or out.url, Standing.LEFT_OUT, f"It stayed out: {_lower(out.sentence)}", advice
        )

    def _far(self, looked_at: int) -> Why:
        held = posts.resource(self.home.database, self.url)
        if held is None:
            led = posts.resource_of(self.home.database, self.url) or posts.led_to(self.home.database, self.url)
            held = posts.resource(self.home.database, led or "")
        if held is None:
            sentence = "Outward has never read it."
            return self._why(self.url, self.url, Standing.UNREAD, sentence, f"'outward add {self.url}' adds it.")
        sentence = f"It is not among the {looked_at:,} nearest to your goal, which are looked at closely."
        advice = "It comes nearer when your goal or its topics name what it is about."
        return self._why(held.url, held.title or shortened(held.text) or held.url, Standing.FAR, sentence, advice)

    def _why(
        self,
        url: str,
        title: str,
        standing: Standing,
        sentence: str,
        advice: str = "",
        *,
        place: int = 0,
        score: float = 0.0,
        reasons: tuple[Reason, ...] = (),
        above: tuple[Beside, ...] = (),
    ) -> Why:
        return Why(
            goal=self.given.goal, recipe=self.recipe, url=url, title=title, standing=standing, place=place,
            sentence=sentence, advice=advice, score=score, reasons=reasons, above=above,
        )  # fmt: skip


def _addresses(result: pipeline.Result) -> frozenset[str]:
    return frozenset(map(url_key, (result.resource.url, *(post.url for post in result.posts))))


def _beside(place: int, one: pipeline.Result, other: pipeline.Result, goal: Goal) -> Beside:
    shown: Learn = learn(other)
    told = comparing.compared(one, other, goal)
    return Beside(
        place=place,
        title=shown.title,
        url=shown.url,
        score=other.score,
        reasons=other.reasons,
        differences=tuple(Against(stage=t.stage, percent=round(100 * t.share), sentence=t.sentence) for t in told),
        seat=comparing.seats(one, other),
    )


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
