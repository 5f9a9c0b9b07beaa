"""Between rows and the model's words."""

import sqlite3
from datetime import UTC, datetime
from typing import Any

import msgspec

from outward.model import Account, Chapter, Form, Post, Resource

encode = msgspec.json.Encoder(order="deterministic").encode
chapters = msgspec.json.Decoder(tuple[Chapter, ...]).decode
_texts = msgspec.json.Decoder(tuple[str, ...]).decode


def texts(value: str) -> tuple[str, ...]:
    """A list of words from JSON text; most are empty."""
    return () if value == "[]" else _texts(value)


def seconds(moment: datetime | None) -> int | None:
    """Whole seconds since 1970 UTC."""
    return None if moment is None else int(moment.timestamp())


def moment(value: int | None) -> datetime | None:
    """The UTC moment that many seconds after 1970."""
    return None if value is None else datetime.fromtimestamp(value, UTC)


def json(value: Any) -> str:
    """A value as JSON text."""
    return encode(value).decode()


def flag(value: int | None) -> bool | None:
    """Yes, no, or nobody said."""
    return None if value is None else bool(value)


def account(row: sqlite3.Row) -> Account:
    """An account from its row."""
    return Account(
        id=row["id"],
        network=row["network"],
        handle=row["handle"],
        name=row["name"],
        bio=row["bio"],
        url=row["url"],
        followers=row["followers"],
        following=row["following"],
        bot=bool(row["bot"]),
        indexable=flag(row["indexable"]),
        links=texts(row["links"]),
        verified=texts(row["verified"]) if row["verified"] else (),
    )


def post(row: sqlite3.Row) -> Post:
    """A post from its row."""
    return Post(
        id=row["id"],
        network=row["network"],
        author=row["author"],
        text=row["text"],
        url=row["url"],
        resource=row["resource"],
        created_at=moment(row["created_at"]),
        lang=row["lang"],
        reply_to=row["reply_to"],
        quotes=row["quotes"],
        repost_of=row["repost_of"],
        tags=texts(row["tags"]),
        mentions=texts(row["mentions"]),
        likes=row["likes"],
        reposts=row["reposts"],
        replies=row["replies"],
    )


def resource(row: sqlite3.Row) -> Resource:
    """A resource from its row."""
    return Resource(
        url=row["url"],
        form=Form(row["form"]),
        title=row["title"],
        text=row["text"],
        author=row["author"],
        published_at=moment(row["published_at"]),
        lang=row["lang"],
        words=row["words"],
        seconds=row["seconds"],
        free=flag(row["free"]),
        chapters=chapters(row["chapters"]) if row["chapters"] else (),
        captions=flag(row["captions"]),
        transcript=row["transcript"],
        chapters_at=row["chapters_at"],
    )
