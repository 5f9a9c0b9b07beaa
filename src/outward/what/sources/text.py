"""Posts that hold the goal's own words."""

from collections.abc import Sequence

from outward.model import Hit
from outward.what.corpus import Corpus
from outward.what.query import Query


def find(query: Query, corpus: Corpus, most: int, already: int) -> Sequence[Hit]:  # noqa: ARG001 - a stage's fixed form
    """The best documents by BM25."""
    return corpus.search(query.text, most)
