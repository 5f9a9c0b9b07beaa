"""A user's data folder, opened: the store, the index and the settings every verb works on."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Self

from outward import config
from outward.config import Config
from outward.errors import InputError, StoreError
from outward.fetch import Fetch
from outward.index import Index, Reranker
from outward.store import Database, connections, posts


class Home:
    """The data folder. Store and index open when first needed; a context manager closes them.

    `remembered` keeps what was worked out from the store under names of its state, as long as the program runs.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or config.folder()
        self.remembered: dict[str, object] = {}
        self._catching_up = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def config(self) -> Config:
        """The settings file."""
        return config.read(self.folder / "config.toml")

    @cached_property
    def database(self) -> Database:
        """The store of record."""
        return Database(self.folder / "outward.db")

    @cached_property
    def index(self) -> Index:
        """The index; derived, rebuilt by `doctor --rebuild`."""
        return Index(self.folder / "index")

    @cached_property
    def reranker(self) -> Reranker:
        """The user's own model for re-ranking, if she has one."""
        return Reranker(self.config.rerank_model)

    @property
    def zone(self) -> str:
        """The user's time zone, before she names one in her answers."""
        return self.config.zone or config.system_zone()

    @property
    def is_sample(self) -> bool:
        """Whether the folder holds the fictional sample instead of anything read."""
        return self._sample.exists()

    def mark_sample(self) -> None:
        """Say that this folder holds the fictional sample; a folder with anything else in it is refused."""
        if not self.is_sample and (self.folder / "outward.db").exists():
            raise InputError(f"{self.folder} holds data of yours; the sample needs a data folder of its own.")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._sample.write_text("The data in this folder is the fictional sample.\n", encoding="utf-8")
        except OSError as error:
            raise StoreError(
                f"The data folder {self.folder} cannot be used ({error.strerror}); choose another with --home."
            ) from error

    @property
    def _sample(self) -> Path:
        return self.folder / "sample"

    def fetch(self) -> Fetch:
        """The door out, with the hosts of the user's own servers allowed, through the system's proxy if it has one."""
        return Fetch(
            allow=frozenset(self.config.own_hosts),
            purse=_Spending(self.database),
            proxy=config.system_proxy(),
            past_proxy=config.past_proxy,
        )

    def catch_up(self, progress: Callable[[int], None] = lambda _: None) -> int:
        """Bring the index up to the store, one thread at a time; returns how many documents were taken in."""
        with self._catching_up:
            return self.index.add(posts.documents(self.database, self.index.held), progress)

    def purge(self, progress: Callable[[int], None] = lambda _: None) -> None:
        """Make the words of the index again without those of anything that is gone; vectors are only blanked."""
        with self._catching_up:
            gone = posts.gone(self.database)
            self.index.purge(posts.documents(self.database, 0), gone, progress)

    def close(self) -> None:
        """Close the store."""
        if "database" in self.__dict__:
            self.database.close()


class _Spending:
    """What reading costs, kept in the store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def spent(self, network: str, since: datetime) -> float:
        """What calls to a network have cost since a moment."""
        return connections.spent(self._database, network, since)

    def spend(self, network: str, amount: float, what: str) -> None:
        """Note what a call costs, before it is made."""
        connections.spend(self._database, network, amount, what, datetime.now(UTC))
