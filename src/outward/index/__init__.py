"""Search over posts and what they point at: words and vectors. Derived from the store, made again at any time."""

from outward.index.index import Index
from outward.index.reranker import Reranker

__all__ = ["Index", "Reranker"]
