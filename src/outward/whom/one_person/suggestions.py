"""Weak proof that two accounts are one person: never acted on, shown for the user to say."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from outward.model import Account
from outward.whom.first_hand.cues import has
from outward.whom.one_person.addresses import crowded, named, own
from outward.whom.one_person.identity import APART, Verdict
from outward.whom.signals.promotion import is_brand

COMMON = 3
"""Accounts of one name on one network from which the name is too common to say anything."""
NAME = 0.4
WEIGHTS = {"handle": 0.45, "names": 0.5, "link": 0.4, "words": 0.25}
"""How much each sign adds to the same name: 1 - (1 - .4)·Π(1 - weight). Starting values."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_EMPTY = frozenset(
    (
        "about also always and from have here into just like love more mostly opinions own people personal posts"
        " tweets views with work working world writing writes writer your they their them she her him his"
    ).split()
)
"""Words of descriptions that say nothing of who somebody is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Two accounts (ids, the smaller first) that may be one person: how sure (0..1), and why in a sentence."""

    one: str
    other: str
    score: float
    why: str


def suggestions(
    accounts: Sequence[Account], persons: Mapping[str, str], said: Iterable[Verdict] = ()
) -> tuple[Suggestion, ...]:
    """Pairs of accounts that may be one person, the surest first, one for two people.

    Both have the same name of two words or more, and something else in common. Never suggested are bots, brands, names
    that three accounts of a network have, and what the user has said already.
    """
    groups = _namesakes(accounts)
    refused = {frozenset((persons.get(a, a), persons.get(b, b))) for a, b, word in said if word == APART}
    shared, busy = crowded(accounts), _busy(accounts)
    telling = _telling([account for group in groups for account in group])
    best: dict[frozenset[str], Suggestion] = {}
    for a, b in (pair for group in groups for pair in combinations(group, 2)):
        people = frozenset((persons.get(a.id, a.id), persons.get(b.id, b.id)))
        if a.network == b.network or len(people) == 1 or people in refused:
            continue
        made = _suggestion(a, b, dict(_signs(a, b, shared | busy, telling)))
        if made is not None and (people not in best or made.score > best[people].score):
            best[people] = made
    return tuple(sorted(best.values(), key=lambda s: (-s.score, s.one, s.other)))


def folded(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents, emoji, asides and order."""
    plain = unicodedata.normalize("NFKD", _ASIDE.sub(" ", name)).casefold()
    kept = "".join(letter if letter.isalnum() else "" if unicodedata.combining(letter) else " " for letter in plain)
    return tuple(sorted(kept.split()))


def _namesakes(accounts: Sequence[Account]) -> list[list[Account]]:
    """Accounts of people by name, in order, where a name says something and two have it."""
    named_so: dict[tuple[str, ...], list[Account]] = defaultdict(list)
    for account in sorted({a.id: a for a in accounts}.values(), key=lambda a: a.id):
        words = folded(account.name)
        if len(words) > 1:
            named_so[words].append(account)
    return [
        people
        for group in named_so.values()
        if len(group) > 1 and max(Counter(a.network for a in group).values()) < COMMON
        for people in [[a for a in group if not a.bot and not is_brand(a.bio) and not has("promotion", a.bio)]]
    ]


def _busy(accounts: Sequence[Account]) -> frozenset[str]:
    """Addresses that too many profiles name to say who somebody is."""
    named_by = Counter(plain for account in accounts for plain in named(account))
    return frozenset(plain for plain, times in named_by.items() if times > COMMON)


def _telling(accounts: Sequence[Account]) -> dict[str, frozenset[str]]:
    """The rarer words of each account's description: where she works, lives, what she does."""
    words = {account.id: frozenset(_WORD.findall(account.bio.casefold())) - _EMPTY for account in accounts}
    times = Counter(word for held in words.values() for word in held)
    most = max(4, len(words) // 50)
    return {account: frozenset(word for word in held if times[word] <= most) for account, held in words.items()}


def _signs(
    a: Account, b: Account, worthless: frozenset[str], telling: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, str]]:
    if len(_stem(a)) > 2 and _stem(a) == _stem(b):
        yield "handle", f"have the handle {_stem(a)}"
    for one, other in ((a, b), (b, a)):
        if own(other) & named(one):
            yield "names", f"the profile of {one.handle} names that of {other.handle}"
    if both := sorted((named(a) & named(b)) - worthless):
        yield "link", f"name {both[0]}"
    if both := sorted((telling.get(a.id, frozenset()) & telling.get(b.id, frozenset())) - set(folded(a.name))):
        yield "words", f"say “{', '.join(both[:3])}” of themselves"


def _stem(account: Account) -> str:
    """A handle without its server and its dots."""
    handle = account.handle.casefold().lstrip("@")
    return re.sub(r"[\W_]", "", handle.partition("." if account.network == "bluesky" else "@")[0])


def _suggestion(a: Account, b: Account, signs: Mapping[str, str]) -> Suggestion | None:
    if not signs:
        return None
    unlikely = 1.0 - NAME
    for sign in signs:
        unlikely *= 1.0 - WEIGHTS[sign]
    both = " and ".join(said for sign, said in signs.items() if sign != "names")
    why = f"Both are called {a.name}" + (f" and {both}" if both else "")
    why += f"; {signs['names']}." if "names" in signs else "."
    one, other = sorted((a.id, b.id))
    return Suggestion(one=one, other=other, score=1.0 - unlikely, why=why)
