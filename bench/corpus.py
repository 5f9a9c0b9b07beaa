"""Posts of an invented community, the same on every machine: short texts, a Zipf vocabulary, replies, shared links."""

import json
import os
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from io import TextIOWrapper
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from outward.model import Account, Form, Parsed, Post, Resource, Tie, TieKind

NOW = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = 50_000
AUTHORS = 5_000
BLOCK = 10_000
"""Posts made at a time; a block is seeded by its number, so a smaller corpus is the beginning of a larger one."""
SEED = 1

_COMMON = "the of and to a in that is was for it with as his on be at by had not are but from or have an they".split()
_ONSETS = "b c d f g h j k l m n p r s t v w br ch cl cr dr fl gr pl pr sh sl sp st str th tr".split()
_VOWELS = "a e i o u ai ea ee ie oo ou".split()
_CODAS = ["", "", "", *"d g k l m n p r s t ck ng nt rd rk st".split()]


def pages(posts: int, per_page: int) -> Iterator[Parsed]:
    """The first `posts` posts, `per_page` at a time, each page with the accounts, resources and ties it names."""
    held: list[_Said] = []
    for number in range(-(-posts // BLOCK)):
        held += _block(number)[: posts - number * BLOCK]
        while len(held) >= per_page:
            yield _page(held[:per_page])
            held = held[per_page:]
    if held:
        yield _page(held)


def follows(each: int = 20) -> Parsed:
    """Whom every author follows: `each` others, the busy ones more often."""
    rng = np.random.default_rng(SEED)
    chosen = _zipf(rng, AUTHORS * each, AUTHORS, 0.8).reshape(AUTHORS, each)
    return Parsed(
        accounts=tuple(_account(author) for author in range(AUTHORS)),
        ties=tuple(
            Tie(source=_name(author), target=_name(other), kind=TieKind.FOLLOW)
            for author in range(AUTHORS)
            for other in sorted({int(number) for number in chosen[author]} - {author})
        ),
    )


def queries(words: int, count: int) -> list[str]:
    """Queries of different content words, drawn as often as posts use them."""
    rng, vocabulary = np.random.default_rng((SEED, words)), _vocabulary()
    drawn = (_zipf(rng, 20 * words, WORDS, 1.0) for _ in range(count))
    return [" ".join(list(dict.fromkeys(vocabulary[n] for n in some if n >= 100))[:words]) for some in drawn]


def authors(count: int) -> list[str]:
    """The ids of the busiest accounts."""
    return [_name(number) for number in range(count)]


def data(*parts: str) -> Path | None:
    """A file or folder of the open test data (OUTWARD_DATA, else ../shared/data); None where there is none."""
    root = Path(__file__).resolve().parent.parent
    path = Path(os.environ.get("OUTWARD_DATA") or root.parent / "shared" / "data").joinpath(*parts)
    return path if path.exists() else None


def real(limit: int | None = None) -> list[str] | None:
    """Texts of a real community in the open test data (OUTWARD_DATA, else ../shared/data); None where there is none."""
    path = data("what", "zulip", "posts.jsonl.zst")
    if path is None:
        return None
    import zstandard

    with path.open("rb") as file:
        lines = TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(file), encoding="utf-8")
        return [json.loads(line)["text"] for line, _ in zip(lines, range(limit or 10**9), strict=False)]


def paged(texts: Iterable[str], per_page: int) -> Iterator[Parsed]:
    """Any texts as pages of posts by made-up authors."""
    held: list[_Said] = []
    for number, text in enumerate(texts):
        held.append(_Said(number, number % AUTHORS, None, None, 0, text))
        if len(held) == per_page:
            yield _page(held)
            held = []
    if held:
        yield _page(held)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is drawn of a post: its number, author, the post and author it answers, the link it shares, its words."""

    number: int
    author: int
    answers: tuple[int, int] | None
    link: int | None
    likes: int
    text: str


def _block(number: int) -> list[_Said]:
    rng, vocabulary = np.random.default_rng((SEED, number)), _vocabulary()
    lengths = np.clip(rng.lognormal(3.13, 0.45, BLOCK), 3, 120).astype(int)
    ends = lengths.cumsum()
    drawn = _zipf(rng, int(ends[-1]), WORDS, 1.0)
    marked = np.where(rng.random(len(drawn)) < 0.1, rng.integers(1, 3, len(drawn)), 0)
    words = [vocabulary[n] for n in (drawn + WORDS * marked).tolist()]
    wrote = _zipf(rng, BLOCK, AUTHORS, 0.8).tolist()
    back = np.minimum(rng.geometric(0.05, BLOCK), np.arange(BLOCK)[::-1])
    answering = (rng.random(BLOCK) < 0.25) & (back > 0)
    linking = rng.random(BLOCK) < 0.2
    links = (rng.pareto(1.0, BLOCK) * 100).astype(int) % 200_000
    likes = rng.geometric(0.2, BLOCK) - 1
    first = number * BLOCK
    return [
        _Said(
            number=first + i,
            author=wrote[i],
            answers=(first + i + int(back[i]), wrote[i + int(back[i])]) if answering[i] else None,
            link=int(links[i]) if linking[i] else None,
            likes=int(likes[i]),
            text=" ".join(words[ends[i] - lengths[i] : ends[i]]),
        )
        for i in range(BLOCK)
    ]


def _page(said: Sequence[_Said]) -> Parsed:
    return Parsed(
        posts=tuple(map(_post, said)),
        accounts=tuple(_account(author) for author in sorted({s.author for s in said})),
        resources=tuple({r.url: r for r in map(_resource, said)}.values()),
        ties=tuple(
            Tie(source=_name(s.author), target=_name(s.answers[1]), kind=TieKind.REPLY, at=_at(s), post=_id(s.number))
            for s in said
            if s.answers
        ),
    )


def _post(said: _Said) -> Post:
    return Post(
        id=_id(said.number),
        network="made",
        author=_name(said.author),
        text=said.text,
        url=_url(said.number),
        resource=_url(said.number) if said.link is None else _link(said.link),
        created_at=_at(said),
        lang="en",
        reply_to=_id(said.answers[0]) if said.answers else None,
        mentions=(_name(said.answers[1]),) if said.answers else (),
        likes=said.likes,
        reposts=said.likes // 3,
        replies=said.likes // 5,
    )


def _resource(said: _Said) -> Resource:
    if said.link is None:
        url, text = _url(said.number), said.text
        return Resource(url=url, form=Form.POST, text=text, words=len(text.split()), published_at=_at(said), lang="en")
    vocabulary, start = _vocabulary(), 100 + said.link % 10_000
    return Resource(
        url=_link(said.link),
        form=Form.ARTICLE,
        title=" ".join(vocabulary[start : start + 8]),
        text=" ".join(vocabulary[start : start + 60]),
        words=900,
    )


def _account(author: int) -> Account:
    bio = " ".join(_vocabulary()[200 + author : 212 + author])
    return Account(id=_name(author), network="made", handle=f"a{author}", name=f"Author {author}", bio=bio)


def _at(said: _Said) -> datetime:
    """A post a minute, the newest first, as networks page through them."""
    return NOW - timedelta(minutes=said.number)


def _id(number: int) -> str:
    return f"made:{number}"


def _url(number: int) -> str:
    return f"https://made.example/post/{number}"


def _link(number: int) -> str:
    return f"https://site{number % 977}.example/article/{number}"


def _name(author: int) -> str:
    return f"made:a{author}"


@cache
def _vocabulary() -> list[str]:
    """WORDS words by falling frequency, then the same with a comma, then with a full stop."""
    chance = random.Random(SEED)
    words = dict.fromkeys(_COMMON)
    while len(words) < WORDS:
        syllables = chance.randint(1, 2 + (len(words) > 500) + (len(words) > 10_000))
        words["".join(chance.choice(part) for _ in range(syllables) for part in (_ONSETS, _VOWELS, _CODAS))] = None
    plain = list(words)
    return [*plain, *(f"{word}," for word in plain), *(f"{word}." for word in plain)]


@cache
def _shares(size: int, slope: float) -> NDArray[np.float64]:
    weights = (np.arange(size) + 2.7) ** -slope
    return np.asarray(weights.cumsum() / weights.sum(), dtype=np.float64)


def _zipf(rng: np.random.Generator, count: int, size: int, slope: float) -> NDArray[np.int64]:
    """Numbers 0..size-1 with probability falling as (rank + 2.7) ** -slope (Mandelbrot)."""
    return np.searchsorted(_shares(size, slope), rng.random(count)).astype(np.int64)
