"""Who was on the slate of people for a goal, week by week."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from outward.store.database import Database


def offered(database: Database, answers: int, persons: Collection[str], week: int) -> None:
    """Note that these people were on the slate for a goal in a week."""
    with database.writing() as db:
        db.executemany(
            "INSERT OR IGNORE INTO offered VALUES (?, ?, ?)", [(answers, week, person) for person in sorted(persons)]
        )


def seated(database: Database, answers: int, week: int, weeks: int) -> Mapping[str, Collection[int]]:
    """How many weeks ago each person, by the id of now, was on the slate for a goal, in the `weeks` before `week`."""
    found: dict[str, set[int]] = defaultdict(set)
    with database.reading() as db:
        rows = db.execute(
            "SELECT coalesce(account.person, offered.person) AS person, offered.week FROM offered"
            " LEFT JOIN account ON account.id = offered.person WHERE answers = ? AND week < ? AND week >= ?",
            (answers, week, week - weeks),
        )
        for row in rows:
            found[row["person"]].add(week - row["week"])
    return found
