"""The newest posts of people who seldom write."""

from collections.abc import Sequence

from outward.model import Hit
from outward.what.corpus import Corpus
from outward.what.query import Query


def find(query: Query, corpus: Corpus, most: int, already: int) -> Sequence[Hit]:  # noqa: ARG001 - a stage's fixed form
    """The newest documents of the quietest among those who wrote lately: a timeline drowns them."""
    return [Hit(doc, 0.0) for doc in corpus.seldom(most)]
