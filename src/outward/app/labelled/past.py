"""Everybody of a set as they were known at a moment: what the WHOM room sees of it, and nothing later."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from statistics import median

from outward.app.labelled.files import Row
from outward.app.labelled.filled import Filled, ties
from outward.model import Account, Activity, Found, Hit, Tie
from outward.store import posts
from outward.whom.circle import Graph
from outward.whom.rings import Answer, heard


@dataclass
class Past:
    """A circle (`outward.whom.circle`) of the posts strictly before a moment; `me` asks and may change.

    A co-written text speaks for each of its authors. Everybody counts as awake where `awake` is set: judgements say
    who answered or who knows, not who may be recommended this week.
    """

    filled: Filled
    before: datetime | None
    me: frozenset[str] = frozenset()
    awake: bool = True

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """The posts that may be seen."""
        return {row.id: row for row in self.filled.rows if _earlier(row.created_at, self.before)}

    @cached_property
    def written(self) -> Mapping[str, Sequence[Row]]:
        """The posts of each person."""
        held: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows.values():
            for writer in row.writers:
                held[writer].append(row)
        return held

    @cached_property
    def turned(self) -> Sequence[Tie]:
        """Who turned to whom."""
        people = {writer for row in self.filled.rows for writer in row.writers}
        return [tie for row in self.rows.values() for tie in ties(row, self.rows, people)]

    @cached_property
    def heard(self) -> Mapping[str, Sequence[Tie]]:
        """The ties towards each person."""
        held: dict[str, list[Tie]] = defaultdict(list)
        for tie in self.turned:
            held[tie.target].append(tie)
        return held

    @cached_property
    def edges(self) -> Graph:
        """All ties, added up."""
        weights = Counter((tie.source, tie.target) for tie in self.turned)
        place = {name: n for n, name in enumerate(dict.fromkeys(name for pair in weights for name in pair))}
        return Graph(
            tuple(place),
            [place[source] for source, _ in weights],
            [place[target] for _, target in weights],
            [float(weight) for weight in weights.values()],
        )

    def search(self, text: str, limit: int) -> Sequence[Hit]:
        """The best of the posts that may be seen."""
        index, by_doc = self.filled.home.index, self.filled.by_doc
        asked = limit
        while True:
            hits = index.search(text, asked)
            seen = [hit for hit in hits if by_doc[hit.doc].id in self.rows]
            if len(seen) >= limit or len(hits) < asked:
                return seen[:limit]
            asked *= 4

    def nearest(self, text: str, limit: int) -> Sequence[int]:
        """The posts nearest in meaning of those that may be seen."""
        asked = limit
        while True:
            docs = self.filled.home.index.nearest(text, asked)
            seen = [doc for doc in docs if self.filled.by_doc[doc].id in self.rows]
            if len(seen) >= limit or len(docs) < asked:
                return seen[:limit]
            asked *= 4

    def similarity(self, text: str, docs: Sequence[int]) -> Sequence[float]:
        """Cosine of the text with each document."""
        return self.filled.home.index.similarity(text, docs)

    def found(self, docs: Sequence[int]) -> Sequence[Found]:
        """The posts of these documents, once for each author."""
        by_doc = self.filled.by_doc
        return [
            replace(found, person=writer, post=replace(found.post, author=writer))
            for found in posts.found(self.filled.home.database, docs)
            for writer in by_doc[found.doc].writers
        ]

    def accounts(self, persons: Sequence[str]) -> Mapping[str, tuple[Account, ...]]:
        """One account for each person."""
        return {account.id: (account,) for account in self.named(persons)}

    def named(self, accounts: Sequence[str]) -> Sequence[Account]:
        """The accounts as far as they wrote anything."""
        known = posts.accounts(self.filled.home.database, accounts)
        return [known[name] for name in accounts if name in known]

    def activity(self, accounts: Sequence[str], now: datetime, days: int) -> Mapping[str, Activity]:
        """How active and answering each account was in the last days; all posts count where none has a date."""
        return {name: self._activity(name, now, now - timedelta(days=days)) for name in accounts}

    def answers(self, accounts: Sequence[str], now: datetime, days: int) -> Sequence[tuple[str, int, float]]:
        """What these accounts answered others in the last days: account, document of the answer, its age in days."""
        found = []
        for name in accounts:
            for row in self.written.get(name, ()):
                asked = self.rows.get(row.reply_to or "")
                if asked is None or name in asked.writers or row.created_at is None:
                    continue
                age = (now - row.created_at).total_seconds() / 86_400
                if 0.0 <= age <= days:
                    found.append(Answer(name, self.filled.docs[row.id], age, name, asked.author or ""))
        return heard(found)

    def ties(self, accounts: Sequence[str]) -> Sequence[Tie]:
        """Ties from or to these accounts."""
        return [tie for tie in self.turned if tie.source in accounts or tie.target in accounts]

    def between(self, ones: Sequence[str], others: Sequence[str]) -> Sequence[Tie]:
        """Ties from one of these accounts to one of those, or back."""
        pairs = [(frozenset(ones), frozenset(others)), (frozenset(others), frozenset(ones))]
        return [tie for tie in self.turned if any(tie.source in one and tie.target in other for one, other in pairs)]

    def wrote(self, accounts: Sequence[str], now: datetime) -> Mapping[str, int]:
        """How many posts each account ever wrote."""
        since = now - timedelta(days=3_650)
        return {
            name: sum(row.created_at is None or row.created_at >= since for row in self.written.get(name, ()))
            for name in accounts
        }

    def about(self, accounts: Sequence[str]) -> Mapping[str, Sequence[Found]]:
        """Posts that name or answer each account, the latest 200."""
        held = {}
        for name in accounts:
            ids = [str(tie.post).partition(":")[2] for tie in self.heard.get(name, ())][-200:]
            held[name] = self.found([self.filled.docs[post] for post in dict.fromkeys(ids)])
        return held

    def graph(self) -> Graph:
        """All ties, added up."""
        return self.edges

    def _activity(self, name: str, now: datetime, since: datetime) -> Activity:
        dates = [row.created_at for row in self.written.get(name, ()) if row.created_at]
        rows = [row for row in self.written.get(name, ()) if row.created_at is None or row.created_at >= since]
        asked = [tie for tie in self.heard.get(name, ()) if tie.at is None or tie.at >= since]
        hours = [waited for tie in asked if (waited := self._answered(tie, name)) is not None]
        replies = [row for row in rows if row.reply_to in self.rows]
        last = (now - max(dates)).total_seconds() / 86_400 if dates else 0.0
        return Activity(
            account=name,
            posts=len(rows),
            last_days=0.0 if self.awake else last,
            replies=len(replies),
            to_strangers=sum(self.rows[row.reply_to].author != name for row in replies if row.reply_to),
            asked=len(asked),
            answered=len(hours),
            answer_hours=median(hours) if hours else None,
        )

    def _answered(self, tie: Tie, name: str) -> float | None:
        """Hours until she answered the post that turned to her, None where she did not."""
        answer = self._answers.get((name, str(tie.post).partition(":")[2]))
        if answer is None:
            return None
        return (answer - tie.at).total_seconds() / 3_600 if tie.at else 0.0

    @cached_property
    def _answers(self) -> Mapping[tuple[str, str], datetime]:
        first: dict[tuple[str, str], datetime] = {}
        for row in self.rows.values():
            if row.author and row.reply_to and row.created_at:
                first.setdefault((row.author, row.reply_to), row.created_at)
        return first


def _earlier(moment: datetime | None, before: datetime | None) -> bool:
    return before is None or moment is None or moment < before
