"""EVALUATE: the program's own rooms over the files of a labelled set, answers written as a TREC run file."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from outward.app.home import Home
from outward.app.labelled.files import Held, Name, Query, Row, lines
from outward.app.labelled.filled import Filled, fill
from outward.app.labelled.follows import Follows
from outward.app.labelled.past import Past
from outward.app.reading import Reading
from outward.errors import InputError
from outward.what import Recipe, rank, recipe, understand
from outward.what.prose import Prose
from outward.what.scorers.learning_value import value
from outward.whom.first_hand.experience import first_hand
from outward.whom.rank import rank_people
from outward.whom.slate import Candidate
from outward.whom.weights import EXPERT

SEED = 7
FOLLOW = "follow"
STEP = 0.001
"""Between scores of 0 to 100, this is what single precision still tells apart."""
Answer = Sequence[tuple[str, float]]
"""What was found and its score, best first."""
Progress = Callable[[str, int, int], None]
"""Told what is being done, how much is done, and how much there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The files of a set: posts, questions and people as the room needs them; for follow edges, accounts and people."""

    posts: Path | None = None
    queries: Path | None = None
    people: Path | None = None
    edges: Path | None = None
    accounts: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """What was run: `found` answers to `queries` questions over `posts` posts or `ties` ties, written to `run`.

    `unread` counts the lines of each file that could not be read; they were left out.
    """

    room: str
    posts: int
    queries: int
    found: int
    run: str
    unread: Mapping[str, int]
    ties: int = 0


@dataclass(frozen=True)
class Set:
    """A set as read. `unread` counts bad lines by file."""

    given: Given
    unread: Counter[str] = field(default_factory=Counter)

    @cached_property
    def rows(self) -> Sequence[Row]:
        """The posts; of two with one id the first."""
        if self.given.posts is None:
            raise InputError("Give the posts too: --posts FILE, a record with an id and a text a line.")
        rows: dict[str, Row] = {}
        for row in self._read(self.given.posts, Row):
            rows.setdefault(row.id, row)
        if not rows:
            raise InputError(f"{self.given.posts} holds no post; each line is to be a record with an id and a text.")
        return tuple(rows.values())

    def queries(self) -> Sequence[Query]:
        """The questions."""
        if self.given.queries is None:
            raise InputError("Give the questions too: --queries FILE, a record with an id and a text a line.")
        return tuple(self._read(self.given.queries, Query))

    def people(self, rows: Sequence[Row]) -> frozenset[str]:
        """The people who may be an answer; everybody who wrote where no file names them."""
        if self.given.people is None:
            return frozenset(writer for row in rows for writer in row.writers)
        return frozenset(name.id for name in self._read(self.given.people, Name))

    @cached_property
    def follows(self) -> Follows:
        """Who follows whom."""
        if self.given.edges is None:
            raise InputError("Give who follows whom: --edges FILE, a table with the columns src and dst.")
        return Follows(self.given.edges, self.given.accounts, self.given.people)

    def _read(self, path: Path, form: type[Held]) -> Iterator[Held]:
        for record in lines(path, form):
            if record is None:
                self.unread[path.name] += 1
            else:
                yield record


def evaluate(
    room: str,
    given: Given,
    run: Path,
    *,
    recipe_name: str = "search",
    limit: int = 100,
    progress: Progress = lambda *_: None,
) -> Evaluated:
    """Answer a set's questions as the program would, and write `qid Q0 id rank score tag` lines.

    The set is filled into a data folder of its own, which is removed at the end; the user's is never touched.
    """
    if room not in ROOMS:
        raise InputError(f"There is no room {room!r} to evaluate; use one of: {', '.join(ROOMS)}.")
    held = Set(given)
    with TemporaryDirectory(prefix="outward-evaluate-") as folder, Home(Path(folder)) as home:
        asked = Asked(held, home, recipe(recipe_name), limit, progress)
        found, queries, lines_written = 0, 0, []
        for query, answer in ROOMS[room](asked):
            queries += 1
            found += len(answer)
            lines_written += _written(query, answer, f"outward-{room}")
    try:
        run.parent.mkdir(parents=True, exist_ok=True)
        run.write_text("".join(lines_written), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{run} cannot be written ({error.strerror}); give another file for the run.") from None
    read = {"posts": 0, "ties": len(held.follows.pairs)} if room == FOLLOW else {"posts": len(held.rows)}
    return Evaluated(room=room, queries=queries, found=found, run=str(run), unread=dict(held.unread), **read)


@dataclass(frozen=True)
class Asked:
    """What a room needs to answer."""

    held: Set
    home: Home
    recipe: Recipe
    limit: int
    progress: Progress

    @property
    def rows(self) -> Sequence[Row]:
        """The posts."""
        return self.held.rows

    def filled(self) -> Filled:
        """The set in the data folder."""
        return fill(self.home, self.rows, lambda done: self.progress("Reading", done, len(self.rows)))


def best_resources(filled: Filled, ranked_by: Recipe, limit: int, *, seed: int = SEED) -> Callable[[Query], Answer]:
    """WHAT as a ranker: what is shown as one result takes a place for each of its posts, with its score."""
    corpus = Reading(filled.home, filled.now)

    def answer(query: Query) -> Answer:
        try:
            goal = understand(query.text)
        except InputError:
            return ()
        found = rank(goal, corpus, recipe=ranked_by, now=filled.now, seed=seed, limit=limit)
        posts = {post.id.partition(":")[2]: each.score for each in reversed(found.results) for post in each.posts}
        order = dict.fromkeys(post.id.partition(":")[2] for each in found.results for post in each.posts)
        return [(post, posts[post]) for post in order][:limit]

    return answer


def best_people(filled: Filled, people: frozenset[str]) -> Callable[[Query], Answer]:
    """WHOM as a ranker of experts, each question seeing only what was written before it; everybody counts as awake."""
    quality = cache(lambda text: value(Prose(text)))
    past = Past(filled, None)

    def answer(query: Query) -> Answer:
        nonlocal past
        if past.before != query.before:
            past = Past(filled, query.before)
        return experts(people_for(query, past, people, quality))

    return answer


def people_for(
    query: Query, past: Past, people: frozenset[str], quality: Callable[[str], float]
) -> Sequence[Candidate]:
    """Everybody of `people` the program finds for a question, whatever the limit of a screen; never the asker."""
    past.me = frozenset({query.asker} if query.asker else ())
    try:
        goal = understand(query.text)
    except InputError:
        return ()
    everybody = frozenset(writer for row in past.filled.rows for writer in row.writers)
    return rank_people(
        goal,
        past,
        now=query.before or past.filled.now,
        limit=len(everybody),
        left_out=everybody - (people - past.me),
        quality=quality,
    )


def experts(candidates: Sequence[Candidate]) -> Answer:
    """People by their score as experts."""
    scored = [(found.person.id, found.score(EXPERT)) for found in candidates]
    return sorted(scored, key=lambda each: (-each[1], each[0]))


def _what(asked: Asked) -> Iterator[tuple[str, Answer]]:
    queries = asked.held.queries()
    yield from _each(asked, queries, best_resources(asked.filled(), asked.recipe, asked.limit))


def _whom(asked: Asked) -> Iterator[tuple[str, Answer]]:
    queries = asked.held.queries()
    ordered = sorted(queries, key=lambda query: (str(query.before), query.id))
    people = asked.held.people(asked.rows)
    yield from _each(asked, ordered, best_people(asked.filled(), people))


def _first_hand(asked: Asked) -> Iterator[tuple[str, Answer]]:
    """All posts as one ranking, the likeliest first."""
    found = []
    for done, row in enumerate(asked.rows, start=1):
        found.append((row.id, first_hand(row.text)))
        asked.progress("Judging", done, len(asked.rows))
    yield "all", sorted(found, key=lambda each: (-each[1], each[0]))


def _follow(asked: Asked) -> Iterator[tuple[str, Answer]]:
    """The accounts each person would want to follow."""
    follows = asked.held.follows
    for done, answered in enumerate(follows.answers(asked.limit), start=1):
        yield answered
        asked.progress("Answering", done, len(follows.asked))


def _each(asked: Asked, queries: Sequence[Query], ranker: Callable[[Query], Answer]) -> Iterator[tuple[str, Answer]]:
    for done, query in enumerate(queries, start=1):
        yield query.id, ranker(query)
        asked.progress("Answering", done, len(queries))


ROOMS: Mapping[str, Callable[[Asked], Iterator[tuple[str, Answer]]]] = {
    "what": _what,
    "whom": _whom,
    "firsthand": _first_hand,
    FOLLOW: _follow,
}


def _written(query: str, answer: Answer, tag: str) -> list[str]:
    """The lines of an answer. Scorers sort by score, some in single precision, so it falls from line to line by a step
    that all of them see: a seat kept free is worth a step less than what is above it.
    """
    rows, least = [], float("inf")
    for place, (found, score) in enumerate(answer, start=1):
        least = min(least - STEP, score)
        rows.append(f"{_word(query)} Q0 {_word(found)} {place} {least:.4f} {tag}\n")
    return rows


def _word(text: str) -> str:
    """A name as a column holds it: without blanks."""
    return re.sub(r"\s+", "_", text) or "_"
