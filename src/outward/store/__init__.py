"""The only SQL: one SQLite file is the store of record. One module per subject, functions over a `Database`."""

from outward.store.database import Database

__all__ = ["Database"]
