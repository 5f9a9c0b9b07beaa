"""Who is forgotten is nowhere in the data folder, and does not come back; everything else stays."""

from pathlib import Path

import pytest

from outward.app.forget_person import allow_again, forget, leaving
from outward.app.home import Home
from outward.app.imports import imports
from outward.app.person import same
from tests.app.forgetting import HER, left, written
from tests.app.material import NOW, answered

SHE, TOO, ON_X = f"bluesky:{HER}", "mastodon:zquilla@social.example", "x:7770001"


@pytest.fixture
def read(home: Home, tmp_path: Path) -> Home:
    answered(home)
    imports(home, written(tmp_path / "files"), now=NOW)
    same(home, SHE, TOO, now=NOW)
    same(home, SHE, ON_X, now=NOW)
    return home


def texts(home: Home) -> list[str]:
    with home.database.reading() as db:
        return sorted(row[0] for row in db.execute("SELECT text FROM post WHERE NOT deleted"))


def test_no_byte_of_hers_is_left_and_everything_else_is(read: Home) -> None:
    assert {name for name, _ in left(read)} >= {"outward.db"}
    before = texts(read)
    goes = leaving(read, SHE).goes
    assert (goes.accounts, goes.posts) == (3, 5)
    forget(read, SHE, now=NOW)
    assert left(read) == set()
    assert texts(read) == [text for text in before if "zq" not in text.lower()]
