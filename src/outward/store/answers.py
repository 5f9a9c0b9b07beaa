"""The three answers as the user gave them; the latest of a goal counts."""

from dataclasses import replace
from datetime import datetime

import msgspec

from outward.errors import InputError, NothingYetError
from outward.model import Answers
from outward.store import rows
from outward.store.database import Database

_decode = msgspec.json.Decoder(Answers).decode


def keep(database: Database, answers: Answers, now: datetime) -> Answers:
    """Keep new answers; returns them with their goal's number."""
    with database.writing() as db:
        number = db.execute(
            "INSERT INTO answers (body, answered_at) VALUES (?, ?) RETURNING id",
            (rows.json(answers), rows.seconds(now)),
        ).fetchone()[0]
    return _numbered(answers, number)


def revise(database: Database, answers: Answers, now: datetime) -> None:
    """Change the answers of a goal; what they were is kept, see `restore`."""
    number = answers.goal.id
    with database.writing() as db:
        db.execute(
            "INSERT INTO revised (answers, body, at) SELECT id, body, ? FROM answers WHERE id = ?",
            (rows.seconds(now), number),
        )
        db.execute("UPDATE answers SET body = ? WHERE id = ?", (rows.json(answers), number))


def restore(database: Database, number: int) -> bool:
    """Make the answers of a goal what they were before the last change; False where there was none."""
    with database.writing() as db:
        row = db.execute(
            "SELECT id, body FROM revised WHERE answers = ? ORDER BY id DESC LIMIT 1", (number,)
        ).fetchone()
        if row is None:
            return False
        db.execute("UPDATE answers SET body = ? WHERE id = ?", (row["body"], number))
        db.execute("DELETE FROM revised WHERE id = ?", (row["id"],))
    return True


def latest(database: Database, number: int | None = None) -> Answers:
    """The answers of goal `number`, or the latest; a sentence when there are none."""
    found = last(database, number)
    if found is None and number is not None:
        raise InputError(f"There is no goal {number}; 'outward doctor' lists those there are.")
    if found is None:
        raise NothingYetError("Outward does not know yet what you want to learn; start with 'outward ask'.")
    return found


def last(database: Database, number: int | None = None) -> Answers | None:
    """The answers of goal `number`, or the latest; None when there are none."""
    with database.reading() as db:
        row = db.execute(
            "SELECT id, body FROM answers WHERE ? IS NULL OR id = ? ORDER BY id DESC LIMIT 1", (number, number)
        ).fetchone()
    return _numbered(_decode(row["body"]), row["id"]) if row is not None else None


def goals(database: Database) -> list[tuple[int, str]]:
    """Numbers and words of all goals, oldest first."""
    with database.reading() as db:
        return [(row["id"], _decode(row["body"]).goal.text) for row in db.execute("SELECT id, body FROM answers")]


def _numbered(answers: Answers, number: int) -> Answers:
    return replace(answers, goal=replace(answers.goal, id=number))


def body(answers: Answers) -> str:
    """The answers as text that is the same for the same answers."""
    return f"{answers.goal.id} {rows.json(answers)}"
