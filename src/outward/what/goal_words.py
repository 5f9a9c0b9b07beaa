"""What the user's own words say about her goal: topics, kind of learning, and which packs they suggest."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from outward.errors import InputError
from outward.model import Goal, Kind, Pack
from outward.what.cues import Cues
from outward.what.prose import Prose, roots, subjects, tokens, visible
from outward.what.stopwords import STOPWORDS

MOST_WORDS = 10_000
MOST_TOPICS = 8
LONGEST_TOPIC = 3

_KINDS = (
    (Kind.HOW_TO, Cues("how to", "how do i", "how do we", "how can i", "how can we", "step by step", "checklist",
        "template", "templates", "guide", "tutorial", "write a", "run a", "wie kann ich", "wie können wir", "wie mache",
        "anleitung", "leitfaden", "vorlage", "comment faire", "cómo hacer")),
    (Kind.NEWS, Cues("news", "latest", "what's new", "this week", "this month", "trends", "breaking", "announcements",
        "keep up", "up to date", "neuigkeiten", "aktuelles", "aktuell", "diese woche", "actualités", "noticias")),
    (Kind.DISCUSSION, Cues("discuss", "discussion", "discussions", "debate", "debates", "opinion", "opinions",
        "what people think", "what people say", "pros and cons", "diskussion", "meinungen", "débat", "opiniones")),
    (Kind.FUNDAMENTALS, Cues("basics", "fundamentals", "introduction to", "intro to", "principles", "theory",
        "foundations", "from scratch", "beginner", "what is", "grundlagen", "einführung", "was ist", "les bases",
        "fundamentos")),
)  # fmt: skip
_BREAK = re.compile(r"[.,;:!?()\[\]{}\"“”„»«|/\n\t–—]+")
_ASK = (
    "Tell Outward in a few words what you want to learn, for example "
    "“communicate an acquisition to staff” or “measure internal communication”."
)


def understand(
    text: str, *, packs: Sequence[Pack] = (), kind: Kind | None = None, deadline: date | None = None
) -> Goal:
    """The goal behind a user's words: topics are their salient phrases, then those of the packs she chose.

    `kind` is read from the words where it is not given, `Kind.CASE` where they say nothing. Of more than
    `MOST_WORDS` words the first ones count. Raises `InputError` where there is nothing to learn about in the text.
    """
    wanted = " ".join(text.split(maxsplit=MOST_WORDS)[:MOST_WORDS])
    words = subjects(w for part in _parts(wanted) for w in tokens(part))
    if not any(any(c.isalpha() for c in word) for word in words):
        raise InputError(_ASK)
    topics = [*phrases(wanted), *(topic for pack in packs for topic in pack.topics)]
    unique = {topic.casefold(): topic for topic in reversed(topics)}
    return Goal(text=wanted, topics=tuple(reversed(unique.values())), kind=kind or kind_of(wanted), deadline=deadline)


def kind_of(text: str) -> Kind:
    """The kind of learning the words ask for: how-to before news, discussion and fundamentals; else cases."""
    prose = Prose(text)
    return next((kind for kind, cues in _KINDS if cues.found(prose)), Kind.CASE)


def phrases(text: str) -> tuple[str, ...]:
    """Runs of at most three words between stop words and punctuation, the oftenest and longest first, at most eight."""
    counts: Counter[str] = Counter()
    for part in _parts(text):
        run: list[str] = []
        for word in [*tokens(part), ""]:
            if word and word not in STOPWORDS:
                run.append(word)
            elif run:
                counts.update(_cut(run))
                run = []
    order = sorted(counts, key=lambda phrase: -counts[phrase] * len(phrase.split()))
    return tuple(order[:MOST_TOPICS])


def _parts(text: str) -> Iterable[str]:
    return (visible(part) for part in _BREAK.split(text))


def _cut(run: Sequence[str]) -> Iterable[str]:
    pieces = (run[i : i + LONGEST_TOPIC] for i in range(0, len(run), LONGEST_TOPIC))
    return (" ".join(piece) for piece in pieces if len(piece) > 1 or len(piece[0]) > 1 or not piece[0].isascii())


def matched_packs(text: str, packs: Iterable[Pack]) -> tuple[str, ...]:
    """Names of the packs the words suggest, the best match first.

    A pack matches where the text holds all words of its name, or of one of its topics or hashtags, whatever their
    endings; the more of them, the better.
    """
    spoken = roots(word for part in _parts(text) for word in tokens(part))
    matches = {pack.name: _matches(pack, spoken) for pack in packs}
    return tuple(sorted((name for name in matches if matches[name]), key=lambda name: -matches[name]))


def _matches(pack: Pack, spoken: frozenset[str]) -> int:
    names = (pack.name.replace("-", " "), pack.title, *pack.topics, *pack.hashtags)
    wanted = {roots(tokens(name)) for name in names}
    return sum(len(words) for words in wanted if words and words <= spoken)
