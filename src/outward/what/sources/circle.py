"""The newest posts of people you follow."""

from collections.abc import Sequence

from outward.model import Hit
from outward.what.corpus import Corpus
from outward.what.query import Query


def find(query: Query, corpus: Corpus, most: int, already: int) -> Sequence[Hit]:  # noqa: ARG001 - a stage's fixed form
    """The newest documents by people one of the user's own accounts follows, whatever their words."""
    return [Hit(doc, 0.0) for doc in corpus.followed(most)]
