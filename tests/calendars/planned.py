"""A data folder with a few posts and a plan, made once."""

from pathlib import Path

import pytest

from outward.app.join import join
from outward.app.plan import plan
from outward.model import Source
from outward.networks import network
from outward.store import posts
from tests.app.material import NOW, answered, feed
from tests.calendars.material import copied


@pytest.fixture(scope="session")
def once_planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a few posts and a plan."""
    folder = tmp_path_factory.mktemp("planned") / "home"
    with copied(None, folder) as opened:
        answered(opened, "https://alpha.example/feed.xml")
        source = Source("feeds", "feed", "https://alpha.example/feed.xml")
        with opened.database.writing() as db:
            for name in ("alpha", "beta", "gamma", "delta"):
                posts.save(db, network("feeds").parse(feed(name), source))
        join(opened, now=NOW)
        opened.catch_up()
        assert plan(opened, now=NOW).sessions
    return folder
