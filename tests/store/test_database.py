import sqlite3
import threading
from pathlib import Path

import pytest

from outward.errors import BusyStoreError, CorruptStoreError, InputError, NewerStoreError, StoreError
from outward.store import Database
from outward.store import database as module
from outward.store.posts import save, size
from tests.store.material import page, post


def test_a_newer_file_is_refused_with_a_sentence_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "outward.db"
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version=999")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(NewerStoreError, match=r"newer Outward.*update Outward"):
        Database(path)
    assert path.read_bytes() == before


def test_a_damaged_file_is_refused_with_a_sentence_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "outward.db"
    path.write_bytes(b"this is no database " * 500)
    with pytest.raises(CorruptStoreError, match=r"damaged.*backup"):
        Database(path)
    assert path.read_bytes() == b"this is no database " * 500


def test_damage_in_the_middle_of_a_file_is_told_as_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "outward.db"
    held = Database(path)
    with held.writing() as db:
        for start in range(0, 2_000, 100):
            save(db, page(*(post(n) for n in range(start, start + 100))))
    held.close()
    with path.open("r+b") as file:
        for place in range(8_192, path.stat().st_size, 4_096):
            file.seek(place)
            file.write(b"\xff" * 512)
    with pytest.raises(CorruptStoreError, match=r"damaged"):
        size(Database(path))


def test_a_folder_that_cannot_be_made_is_told_as_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match=r"cannot be used"):
        Database(tmp_path / "file" / "outward.db")


def test_migrating_backs_the_older_file_up_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "outward.db"
    Database(path).close()
    monkeypatch.setattr(module, "MIGRATIONS", (*module.MIGRATIONS, "CREATE TABLE later (id INTEGER);"))
    migrated = Database(path)
    copy = tmp_path / f"outward.before-{len(module.MIGRATIONS)}.db"
    with sqlite3.connect(copy) as raw:
        assert raw.execute("PRAGMA user_version").fetchone()[0] == len(module.MIGRATIONS) - 1
    raw.close()
    with migrated.reading() as db:
        assert db.execute("SELECT count(*) FROM later").fetchone()[0] == 0
    migrated.close()


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "outward.db"
    Database(path).close()
    good = module.MIGRATIONS
    monkeypatch.setattr(module, "MIGRATIONS", (*good, "CREATE TABLE later (id INTEGER); SELECT nonsense;"))
    with pytest.raises(StoreError):
        Database(path)
    monkeypatch.setattr(module, "MIGRATIONS", good)
    held = Database(path)
    with held.reading() as db:
        assert not db.execute("SELECT name FROM sqlite_master WHERE name = 'later'").fetchall()
    held.close()


def test_a_write_that_fails_halfway_leaves_nothing(database: Database) -> None:
    def broken() -> None:
        with database.writing() as db:
            save(db, page(post(1)))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert size(database)["posts"] == 0


def test_every_thread_has_its_own_connection_and_sees_what_others_wrote(database: Database) -> None:
    with database.writing() as db:
        save(db, page(post(1)))
    seen: list[tuple[object, int]] = []
    thread = threading.Thread(target=lambda: seen.append((database.connection, size(database)["posts"])))
    thread.start()
    thread.join()
    assert seen[0][0] is not database.connection
    assert seen[0][1] == 1
    database.close()


def test_a_file_held_by_another_program_is_told_as_a_sentence(database: Database) -> None:
    database.connection.execute("PRAGMA busy_timeout=10")
    other = sqlite3.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BusyStoreError, match="Another program"), database.writing():
        pass
    other.close()


def test_a_backup_is_complete_and_never_overwrites(database: Database, tmp_path: Path) -> None:
    with database.writing() as db:
        save(db, page(post(1), post(2)))
    copy = database.backup(tmp_path / "copies" / "copy.db")
    assert size(Database(copy))["posts"] == 2
    with pytest.raises(InputError, match="already there"):
        database.backup(copy)


def test_a_sound_file_says_ok(database: Database) -> None:
    assert database.check() == "ok"


def test_connections_of_ended_threads_are_closed(tmp_path: Path) -> None:
    database = Database(tmp_path / "outward.db")
    used: list[sqlite3.Connection] = []
    for _ in range(5):
        thread = threading.Thread(target=lambda: used.append(database.connection))
        thread.start()
        thread.join()
    for connection in used[:-1]:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")
    assert size(database)["posts"] == 0
    database.close()


def test_nobody_else_on_the_machine_can_look_into_a_new_data_folder(tmp_path: Path) -> None:
    Database(tmp_path / "home" / "outward.db").close()
    assert (tmp_path / "home").stat().st_mode & 0o077 == 0
