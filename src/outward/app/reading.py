"""Everything read so far, as the engines want to see it: store and index behind their small protocols."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from outward.app.home import Home
from outward.model import Account, Activity, Found, Hit, Tie
from outward.store import people, posts
from outward.whom.circle import Graph
from outward.whom.rings import Answer, heard

WEB = "graph of people"
"""Under which name the graph is remembered."""


class Reading:
    """Search, vectors and rows for the WHAT room; people and ties for the WHOM room."""

    def __init__(self, home: Home, now: datetime, me: frozenset[str] = frozenset()) -> None:
        self._home = home
        self._now = now
        self.me = me
        self._graph: Graph | None = None

    @cached_property
    def _late(self) -> Sequence[tuple[int, str | None]]:
        """The newest documents and who wrote them; looked up once."""
        return posts.late(self._home.database)

    def search(self, text: str, limit: int) -> Sequence[Hit]:
        """The best documents for free text by BM25, best first."""
        return self._home.index.search(text, limit)

    def rarity(self, words: Sequence[str]) -> Sequence[float]:
        """How rare each word is among all documents (idf), 0 where none holds it."""
        return self._home.index.rarity(words)

    def similarity(self, text: str, docs: Sequence[int]) -> Sequence[float]:
        """Cosine (-1..1) of the text with each document."""
        return self._home.index.similarity(text, docs)

    def found(self, docs: Sequence[int]) -> Sequence[Found]:
        """The posts of these documents."""
        return posts.found(self._home.database, docs)

    def recent(self, limit: int) -> Sequence[int]:
        """The newest documents, newest first."""
        return posts.recent(self._home.database, limit)

    def nearest(self, text: str, limit: int) -> Sequence[int]:
        """The documents nearest to the text in meaning, nearest first."""
        return self._home.index.nearest(text, limit)

    def followed(self, limit: int) -> Sequence[int]:
        """The newest documents of people the user follows, newest first."""
        circle = people.followed(self._home.database)
        return [doc for doc, author in self._late if author in circle][:limit] if circle else ()

    def seldom(self, limit: int) -> Sequence[int]:
        """Documents of those who wrote least among the newest, the quietest first."""
        wrote = Counter(author for _, author in self._late)
        return [doc for doc, author in sorted(self._late, key=lambda late: wrote[late[1]])[:limit]]

    def akin(self, words: Sequence[str], texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """How near in meaning each text's nearest word comes to each of the words."""
        return self._home.index.akin(words, texts)

    def read_again(self, text: str, texts: Sequence[str]) -> Sequence[float]:
        """How near the user's own model finds each text, none where she has no model."""
        return self._home.reranker.likeness(text, texts)

    def monthly(self, authors: Sequence[str]) -> Mapping[str, float]:
        """Posts of each account in the last 30 days."""
        return posts.monthly(self._home.database, authors, self._now)

    def accounts(self, persons: Sequence[str]) -> Mapping[str, tuple[Account, ...]]:
        """The accounts of each person."""
        return people.accounts(self._home.database, persons)

    def named(self, accounts: Sequence[str]) -> Sequence[Account]:
        """The accounts of these ids, as far as they are known."""
        return tuple(posts.accounts(self._home.database, accounts).values())

    def activity(self, accounts: Sequence[str], now: datetime, days: int) -> Mapping[str, Activity]:
        """How active and answering each account was in the last days."""
        return people.activity(self._home.database, accounts, now, days)

    def answers(self, accounts: Sequence[str], now: datetime, days: int) -> Sequence[tuple[str, int, float]]:
        """What these accounts answered others in the last days: account, document of the answer, its age in days.

        Answers within a reply ring, and to another account of the same person, are not what others heard of her.
        """
        given = people.answers(self._home.database, accounts, now, days)
        return heard([Answer(*answer) for answer in given])

    def ties(self, accounts: Sequence[str]) -> Sequence[Tie]:
        """Ties from or to these accounts."""
        return people.touching(self._home.database, accounts)

    def between(self, ones: Sequence[str], others: Sequence[str]) -> Sequence[Tie]:
        """Ties from one of these accounts to one of those, or back."""
        return people.between(self._home.database, ones, others)

    def wrote(self, accounts: Sequence[str], now: datetime) -> Mapping[str, int]:
        """How many posts each account ever wrote."""
        return people.written(self._home.database, accounts, now)

    def about(self, accounts: Sequence[str]) -> Mapping[str, Sequence[Found]]:
        """What others say of each account: posts that mention, quote or answer it, the newest 200 of each."""
        docs = {
            account: held for one in accounts for account, held in people.mentioning(self._home.database, [one]).items()
        }
        rows = posts.said(self._home.database, sorted({doc for held in docs.values() for doc in held}))
        return {account: [rows[doc] for doc in held if doc in rows] for account, held in docs.items()}

    def graph(self) -> Graph:
        """All ties between people, added up; read once, and again only when ties or people have changed."""
        if self._graph is None:
            state = people.web(self._home.database)  # before the ties are read: what comes between is read again
            held = self._home.remembered.get(WEB)
            if not isinstance(held, _Web) or held.state != state:
                edges = people.edges(self._home.database)
                held = _Web(state, Graph(edges.people, edges.source, edges.target, edges.weight))
                self._home.remembered[WEB] = held
            self._graph = held.graph
        return self._graph


@dataclass(frozen=True, slots=True)
class _Web:
    """A graph and the state of the store it is of."""

    state: int
    graph: Graph
