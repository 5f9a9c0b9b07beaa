"""Posts that hold words of the goal's topics."""

from collections.abc import Sequence

from outward.model import Hit
from outward.what.corpus import Corpus
from outward.what.query import Query


def find(query: Query, corpus: Corpus, most: int, already: int) -> Sequence[Hit]:  # noqa: ARG001 - a stage's fixed form
    """The best documents by BM25 for goal and topics together; none where the topics add no word."""
    return corpus.search(query.wide, most) if query.wide != query.text else ()
