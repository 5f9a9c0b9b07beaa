"""What her judgements teach: how much each scorer counts for her, worked out from a prior, the recipe's own weights.

A score is a product of factors base + span·x. Its logarithm is a sum, so a logistic model over the logarithms of the
factors has the recipe as the case in which every coefficient is 1:

    P(useful) = σ(a + Σ θ·f),  f = ln(base + span·x), centred on what was shown.

θ has a Gaussian prior around 1 (Bayesian logistic regression at its mode: Bishop, Pattern Recognition and Machine
Learning, 4.5) and stays within 0..3, so that more of what a scorer looks for never puts a result lower. It enters the
ranking as an exponent of its factor. Beside the recipe's own scorers there are tastes: what a recipe does not look at
but some people care for. Their prior is 0, no say, and they may turn out for or against.

Judgements are weighed by one over the probability that she saw the result and judged it: that of its seat, where one
was drawn, times place^-½ (Joachims, Swaminathan, Schnabel, Unbiased Learning-to-Rank with Biased Feedback, WSDM 2017;
the half because ten results stand on one page, so that attention falls slowly). Weights are cut at `CLIP` (Ionides,
Truncated Importance Sampling, 2008) and made to average 1 (Swaminathan, Joachims, The Self-Normalized Estimator for
Counterfactual Learning, NIPS 2015), so that as many judgements as there are stand against the prior.

Nothing is changed unless it tells judgements it has not seen better than the recipe does (cross-validation).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from outward.what.feedback import Verdict
from outward.what.recipes import Recipe, Weight

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

ENOUGH = 20
"""Judgements from which on they weigh."""
CLIP = 5.0
ATTENTION = 0.5
MOST = 3.0
WIDTH = 0.4
"""Standard deviation of the prior of an exponent; tuned on simulations other than those reported (bench)."""
PARTS = 5
WIDTH_OF_WORTH = 2.0
"""The same of `a`, how much is useful at all."""
FOR, AGAINST = Weight(0.5, 0.5), Weight(1.0, -0.5)
CLEAR = 0.02
"""Smallest share of a score by which a typical difference must count otherwise to be named."""
TASTES = (
    "first_hand", "evidence", "how_to", "cases", "news", "announcement", "discussion", "fundamentals", "brevity",
    "quiet_voice",
)  # fmt: skip
VALUES = {Verdict.USEFUL: True, Verdict.DONE: True, Verdict.NOT_USEFUL: False, Verdict.LESS: False}
"""What a judgement says of worth; "not now" says nothing of it."""
NAMES = {
    "relevance": "closeness to your goal", "learning_value": "how much there is to learn",
    "social_proof": "how well it was received", "freshness": "freshness", "free": "being free of charge",
    "first_hand": "first-hand", "evidence": "evidence", "how_to": "how-to", "cases": "a case", "news": "news",
    "announcement": "an announcement", "discussion": "discussion", "fundamentals": "the fundamentals",
    "brevity": "brevity", "quiet_voice": "a quiet voice",
}  # fmt: skip
_TOLD = 4
_LEAST = 0.01


class Example(NamedTuple):
    """A result she judged: where it stood, how probable its seat was, and what every scorer found in it (0..1)."""

    useful: bool
    position: int
    propensity: float
    found: Mapping[str, float]


class Line(NamedTuple):
    """What was learned of one stage: the exponent of its factor beside the usual one.

    `spread` is how much the logarithm of its factor varies among what was shown.
    """

    stage: str
    weight: Weight
    exponent: float
    usual: float
    spread: float

    @property
    def share(self) -> float:
        """How much higher (above 0: more of it) or lower a typical difference puts a result than usual."""
        return math.copysign(math.expm1(abs(self.exponent - self.usual) * self.spread), self._turn)

    @property
    def _turn(self) -> float:
        return (self.exponent - self.usual) * self.weight.span

    @property
    def name(self) -> str:
        """What it looks at, in words."""
        return NAMES.get(self.stage, self.stage.replace("_", " "))

    @property
    def words(self) -> str:
        """How much more or less it counts."""
        if self.usual:
            return f"{self.exponent / self.usual:.1f} times as much as usual"
        lost = 1.0 - 0.5**self.exponent
        return f"results {'without' if self.weight.span > 0.0 else 'with'} it stand up to {lost:.0%} lower"


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned, from how many judgements, what changes most first; no lines: the recipe's own weights stay."""

    judged: int
    lines: tuple[Line, ...]

    @property
    def clear(self) -> tuple[Line, ...]:
        """What counts clearly more or less than usual."""
        return tuple(line for line in self.lines if abs(line.share) >= CLEAR)

    @property
    def sentence(self) -> str:
        """In one line: what counts more, and what less."""
        if not self.lines:
            return f"Your {self.judged} judgements fit the usual weights, so these stay."
        named = self.clear[:_TOLD]
        sides = [
            (how, [line.name for line in named if (line.share > 0.0) is up])
            for how, up in (("more", True), ("less", False))
        ]
        said = [(how, " and ".join(names), len(names)) for how, names in sides if names]
        parts = [
            f"{names} {'' if place else 'count ' if number > 1 else 'counts '}{how}"
            for place, (how, names, number) in enumerate(said)
        ]
        return f"Weighted by {self.judged} of your judgements: {', '.join(parts) or 'hardly other than usual'}."


def learn(recipe: Recipe, examples: Sequence[Example], shown: Sequence[Mapping[str, float]]) -> Learned | None:
    """What the judgements teach about a recipe; None where they are too few, or all say the same.

    `shown` is what was found in results shown, judged or not.
    """
    if not recipe.learns or len(examples) < ENOUGH or len({one.useful for one in examples}) < 2:
        return None
    import numpy as np

    weights = _weights(examples)
    useful = np.array([one.useful for one in examples], dtype=np.float64)
    judged = [one.found for one in examples]
    own = {name: w for name, w in recipe.scorers.items() if w.span and name != "asked_less"}
    features, spreads = _features(own, judged, [*shown, *judged])
    first = _fit(features, useful, weights, np.ones(len(own)))
    left = weights * (useful - _chance(features @ first[1:] + first[0]))
    tastes = {}
    for name in TASTES:
        if name not in own:
            feature, spread = _features({name: FOR}, judged, [*shown, *judged])
            if spread[0] > 0.0:
                tastes[name] = FOR if left @ feature[:, 0] > 0.0 else AGAINST
    more, wider = _features(tastes, judged, [*shown, *judged])
    stages = {**own, **tastes}
    usual = np.array([1.0] * len(own) + [0.0] * len(tastes))
    together = np.hstack([features, more])
    if not _tells(together, features.sum(axis=1, keepdims=True), useful, weights, usual):
        return Learned(len(examples), ())
    fitted = _fit(together, useful, weights, usual)[1:]
    lines = (
        Line(name, weight, float(exponent), float(before), float(spread))
        for (name, weight), exponent, before, spread in zip(
            stages.items(), fitted, usual, (*spreads, *wider), strict=True
        )
    )
    return Learned(len(examples), tuple(sorted(lines, key=lambda line: -abs(line.share))))


def applied(recipe: Recipe, learned: Learned, touched: frozenset[str] = frozenset()) -> Recipe:
    """The recipe with what was learned, but for the scorers she has adjusted herself."""
    lines = [line for line in learned.lines if line.stage not in touched and line.exponent != line.usual]
    tastes = {line.stage: line.weight for line in lines if not line.usual}
    exponents = {line.stage: line.exponent for line in lines}
    return replace(recipe, scorers={**recipe.scorers, **tastes}, exponents=exponents)


def _weights(examples: Sequence[Example]) -> "Numbers":
    import numpy as np

    raw = np.array([min(CLIP, one.position**ATTENTION / one.propensity) for one in examples], dtype=np.float64)
    return raw / float(raw.mean())


def _features(
    stages: Mapping[str, Weight], judged: Sequence[Mapping[str, float]], shown: Sequence[Mapping[str, float]]
) -> tuple["Numbers", "Numbers"]:
    """ln of the factors of what was judged, less their mean over what was shown; and how much they vary there.

    What was not looked at when it was shown is as the mean.
    """
    import numpy as np

    def logs(rows: Sequence[Mapping[str, float]]) -> "Numbers":
        values = [
            [
                math.log(max(_LEAST, w.base + w.span * row[name])) if name in row else math.nan
                for name, w in stages.items()
            ]
            for row in rows
        ]
        return np.array(values, dtype=np.float64).reshape(len(rows), len(stages))

    among = logs(shown)
    known = ~np.isnan(among)
    number = np.maximum(1, known.sum(axis=0))
    middle = np.where(known, among, 0.0).sum(axis=0) / number
    spread = np.sqrt((np.where(known, among - middle, 0.0) ** 2).sum(axis=0) / number)
    return np.nan_to_num(logs(judged) - middle, nan=0.0), spread


def _chance(logit: "Numbers") -> "Numbers":
    from scipy.special import expit

    chance: Numbers = expit(logit)
    return chance


def _tells(features: "Numbers", plain: "Numbers", useful: "Numbers", weights: "Numbers", usual: "Numbers") -> bool:
    """Whether what is learned from four fifths of the judgements tells the last fifth better than the recipe does.

    The recipe too may be told how sharply she judges (Platt scaling). Every fifth judgement is a part.
    """
    import numpy as np

    part = np.arange(len(useful)) % PARTS
    better = np.empty(len(useful))
    for held in range(PARTS):
        rest, out = part != held, part == held
        losses = []
        for columns, before, width in ((plain, np.ones(1), WIDTH_OF_WORTH), (features, usual, WIDTH)):
            at = _fit(columns[rest], useful[rest], weights[rest], before, width)
            logit = columns[out] @ at[1:] + at[0]
            losses.append(weights[out] * (np.logaddexp(0.0, logit) - useful[out] * logit))
        better[out] = losses[0] - losses[1]
    return bool(better.sum() > 0.0)


def _fit(
    features: "Numbers", useful: "Numbers", weights: "Numbers", usual: "Numbers", width: float = WIDTH
) -> "Numbers":
    """`a` and the exponents at the mode."""
    import numpy as np
    from scipy.optimize import minimize

    middle = np.concatenate([[0.0], usual])
    narrow = 1.0 / np.array([WIDTH_OF_WORTH] + [width] * len(usual)) ** 2
    columns = np.hstack([np.ones((len(features), 1)), features])

    def loss(at: "Numbers") -> tuple[float, "Numbers"]:
        logit = columns @ at
        away = at - middle
        value = weights @ (np.logaddexp(0.0, logit) - useful * logit) + 0.5 * (narrow * away) @ away
        return float(value), columns.T @ (weights * (_chance(logit) - useful)) + narrow * away

    bounds = [(None, None)] + [(0.0, MOST)] * len(usual)
    found: Numbers = minimize(loss, middle, jac=True, method="L-BFGS-B", bounds=bounds).x
    return found
