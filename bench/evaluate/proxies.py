"""Figures of what is shown that need no reader. They are proxies: none says whether anybody learns from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import mean, median

from bench.evaluate.communities import Community
from bench.evaluate.contenders import Page, holds
from bench.report import Table
from outward.model import Form
from outward.what import WEEK, understand
from outward.what.candidates import Candidate
from outward.what.context import Context
from outward.what.duplicates import firsts, jaccard
from outward.what.filters import personal, promotion_only
from outward.when.minutes import minutes

FEW_WORDS = 20
RARE = 30
COLUMNS = (
    "contender",
    "items a page",
    f"bare posts under {FEW_WORDS} words, %",
    "personal or only promoting (own filters: circular), %",
    "authors a page",
    f"authors with at most {RARE} posts in 30 days, %",
    "repeats a page",
    "median age, days",
    "minutes a page",
    "holds a word of the goal, %",
)


@dataclass(frozen=True)
class Asked:
    """One page: whose posts, which goal, what everybody shows."""

    community: Community
    goal: str
    page: Page


def table(title: str, pages: Sequence[Asked]) -> Table:
    """One line for each contender, over all pages."""
    made = Table(title, COLUMNS)
    for name in dict.fromkeys(chain.from_iterable(asked.page for asked in pages)):
        made.rows.append((name, *_line([(asked, asked.page[name]) for asked in pages if name in asked.page])))
    return made


def overlap(title: str, pages: Sequence[Asked]) -> Table:
    """How much contenders show the same: shared items over all items of two columns, averaged over pages."""
    names = list(dict.fromkeys(chain.from_iterable(asked.page for asked in pages)))
    made = Table(title, ("Jaccard@10", *names))
    for one in names:
        both = ([asked.page for asked in pages if {one, other} <= set(asked.page)] for other in names)
        shares = (
            mean(jaccard(_urls(page[one]), _urls(page[other])) for page in shared) if shared else 0.0
            for other, shared in zip(names, both, strict=True)
        )
        made.rows.append((one, *(f"{share:.2f}" for share in shares)))
    return made


def _line(columns: Sequence[tuple[Asked, Sequence[Candidate]]]) -> Sequence[str]:
    items = [(asked, item) for asked, shown in columns for item in shown]
    ages = [age for asked, item in items if (age := _age(asked, item)) is not None]
    return (
        _mean(len(shown) for _, shown in columns),
        _share(_bare(item) for _, item in items),
        _share(_unfit(asked, item) for asked, item in items),
        _mean(len({_writer(item) for item in shown}) for _, shown in columns),
        _share(_rare(asked.community.monthly, item) for asked, item in items),
        _mean(_repeats(shown) for _, shown in columns),
        f"{median(ages):,.0f}" if ages else "-",
        _mean(sum(minutes(item.resource)[0] for item in shown) for _, shown in columns),
        _share(holds(item, asked.goal) for asked, item in items),
    )


def _bare(item: Candidate) -> bool:
    points = item.resource.form is not Form.POST or item.linked or item.prose.links
    return not points and item.prose.words < FEW_WORDS


def _unfit(asked: Asked, item: Candidate) -> bool:
    context = Context(goal=understand(asked.goal), recipe=WEEK, now=asked.community.now)
    return bool(personal.drop(item, context) or promotion_only.drop(item, context))


def _writer(item: Candidate) -> str:
    return item.person or item.post.id


def _rare(monthly: Mapping[str, float], item: Candidate) -> bool:
    return item.author is not None and monthly.get(item.author.id, 0.0) <= RARE


def _repeats(shown: Sequence[Candidate]) -> int:
    return sum(place != first for place, first in enumerate(firsts([item.prose for item in shown])))


def _age(asked: Asked, item: Candidate) -> float | None:
    said = item.resource.published_at or item.post.created_at
    return (asked.community.now - said).total_seconds() / 86_400 if said else None


def _urls(shown: Sequence[Candidate]) -> frozenset[str]:
    return frozenset(item.resource.url for item in shown)


def _mean(values: Iterable[float]) -> str:
    numbers = list(values)
    return f"{mean(numbers):.1f}" if numbers else "-"


def _share(values: Iterable[bool]) -> str:
    told = list(values)
    return f"{100 * sum(told) / len(told):.0f}" if told else "-"
