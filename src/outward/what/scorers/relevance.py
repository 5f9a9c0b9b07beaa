"""How well it answers your goal."""

from outward.what.candidates import Candidate
from outward.what.context import Context
from outward.what.prose import roots, subjects, tokens


def score(candidate: Candidate, context: Context) -> float:  # noqa: ARG001 - a stage's fixed form
    """The mix of words, wider words and meaning, 1 for the best of all candidates (`outward.what.retrieval`)."""
    return candidate.match.relevance


def sentence(candidate: Candidate, context: Context, x: float) -> str:  # noqa: ARG001 - a stage's fixed form
    """Names what of the goal it speaks of."""
    named = _named(candidate, context)
    if not named:
        return "Close to your goal in meaning, in other words."
    return f"Answers your goal: names {', '.join(f'“{name}”' for name in named)}."


def _named(candidate: Candidate, context: Context) -> list[str]:
    """At most three topics and words of the goal that the candidate names."""
    told = candidate.prose.roots
    words = [w for w in subjects(context.prose.tokens) if roots([w]) <= told]
    topics = [t for t in context.goal.topics if " " in t and roots(tokens(t)) <= told]
    spoken = {word for topic in topics for word in tokens(topic)}
    return [*topics, *(w for w in words if w not in spoken)][:3]
