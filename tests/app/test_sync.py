import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from outward.app import connect
from outward.app.doctor import doctor
from outward.app.home import Home
from outward.app.sync import sync
from outward.errors import InputError, NothingYetError
from outward.model import Parsed, Source
from outward.store import connections, posts
from tests.app.material import NOW, answered, feed, home_in
from tests.networks.web_server import Reply, Web

RSS = {"content-type": "application/rss+xml"}


def held(home: Home) -> set[tuple[str, str]]:
    with home.database.reading() as db:
        return {(row[0], row[1]) for row in db.execute("SELECT id, text FROM post")}


def test_what_is_approved_is_read_stored_and_found(web: Web, tmp_path: Path) -> None:
    with home_in(tmp_path, web.host) as home:
        answered(home, web.says("/a.xml", Reply(200, feed("alpha"), RSS)))
        synced = sync(home, now=NOW)
        assert [(r.added, r.dropped, r.trouble) for r in synced.reports] == [(3, 0, "")]
        assert synced.indexed == 3
        assert home.index.search("acquisition alpha", 5)


def test_a_second_sync_adds_nothing_and_a_changed_feed_only_what_is_new(web: Web, tmp_path: Path) -> None:
    with home_in(tmp_path, web.host) as home:
        answered(home, web.says("/a.xml", Reply(200, feed("alpha"), RSS)))
        sync(home, now=NOW)
        again = sync(home, now=NOW)
        assert sum(r.added + r.updated for r in again.reports) == 0
        assert again.indexed == 0
        web.says("/a.xml", Reply(200, feed("alpha", entries=5), RSS))
        assert sum(r.added for r in sync(home, now=NOW).reports) == 2


def test_one_source_in_trouble_never_stops_the_others(web: Web, tmp_path: Path) -> None:
    with home_in(tmp_path, web.host) as home:
        answered(
            home,
            web.says("/a-bad.xml", Reply(200, b"this is no feed", RSS)),
            web.says("/b-gone.xml", Reply(404)),
            web.says("/c-cut.xml", Reply(200, feed("cut"), RSS, fault="cut")),
            web.says("/d-good.xml", Reply(200, feed("good"), RSS)),
        )
        reports = sync(home, now=NOW).reports
        assert [bool(r.trouble) for r in reports] == [True, True, True, False]
        assert all(r.trouble.endswith(".") and "\n" not in r.trouble for r in reports[:3])
        assert len(held(home)) == 3
        unwell = {f.subject for f in doctor(home, now=NOW, check=False).findings if not f.well}
        assert len(unwell) == 3


def test_after_asked_to_wait_a_network_rests_until_then_and_no_longer(web: Web, tmp_path: Path) -> None:
    with home_in(tmp_path, web.host) as home:
        answered(
            home,
            web.says("/a.xml", Reply(429, headers={"retry-after": "3600"}), Reply(200, feed("alpha"), RSS)),
            web.says("/b.xml", Reply(200, feed("beta"), RSS)),
        )
        first = sync(home, now=NOW)
        asked = len(web.asked)
        assert [bool(r.trouble) for r in first.reports] == [True, True]
        rested = connections.states(home.database)[0].retry_at
        assert rested is not None
        sync(home, now=NOW)
        assert len(web.asked) == asked
        later = sync(home, now=rested + timedelta(seconds=1))
        assert [(r.added, r.trouble) for r in later.reports] == [(3, ""), (3, "")]


def test_a_server_that_asks_to_wait_does_not_stop_feeds_of_other_servers(web: Web, tmp_path: Path) -> None:
    other = f"localhost:{web.host.rpartition(':')[2]}"
    with home_in(tmp_path) as home:
        (tmp_path / "config.toml").write_text(f'own_hosts = ["{web.host}", "{other}"]\n')
        busy = web.says("/a.xml", Reply(429, headers={"retry-after": "3600"}))
        answered(home, busy, web.says("/b.xml", Reply(200, feed("beta"), RSS)).replace(web.host, other))
        for _ in range(2):  # the second time it is known from the start who is resting
            troubles = {r.source.value: bool(r.trouble) for r in sync(home, now=NOW).reports}
            assert sorted(troubles.values()) == [False, True]
            assert troubles[busy]
        assert len(held(home)) == 3


def test_a_source_of_which_nothing_can_be_read_says_why(web: Web, tmp_path: Path) -> None:
    raw = b'<rss version="2.0"><channel><title>t</title><item><title>no address</title></item></channel></rss>'
    with home_in(tmp_path, web.host) as home:
        answered(home, web.says("/a.xml", Reply(200, raw, RSS)))
        (report,) = sync(home, now=NOW).reports
        assert report.dropped == 1
        assert report.trouble.endswith("could be read: It has neither an id nor an address.")


def test_a_sync_killed_in_the_middle_goes_on_where_it_stopped(web: Web, tmp_path: Path) -> None:
    names = [f"n{number:02}" for number in range(12)]
    reached = threading.Event()
    for name in names:
        web.says(f"/{name}.xml", Reply(200, feed(name), RSS))
    web.says("/n06.xml", Reply(fault="silent"), Reply(200, feed("n06"), RSS))
    original = web.reply

    def reply(asked: object) -> Reply:
        answer = original(asked)  # type: ignore[arg-type]
        if answer.fault == "silent":
            reached.set()
        return answer

    web.reply = reply  # type: ignore[method-assign]
    with home_in(tmp_path / "killed", web.host) as home:
        answered(home, *(f"{web.url}/{name}.xml" for name in names))
    process = subprocess.Popen(
        [sys.executable, "-c", "from outward.cli import main; main()", "sync", "--json"],
        env={**os.environ, "OUTWARD_HOME": str(tmp_path / "killed")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        while not reached.wait(0.1):
            assert process.poll() is None, process.communicate()[1].decode()
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    with home_in(tmp_path / "killed", web.host) as home:
        assert len(held(home)) == 18
        asked = len(web.asked)
        synced = sync(home, now=NOW)
        assert sum(r.added for r in synced.reports) == 18
        assert len(web.asked) > asked
        with home_in(tmp_path / "calm", web.host) as calm:
            answered(calm, *(f"{web.url}/{name}.xml" for name in names))
            sync(calm, now=NOW)
            assert held(home) == held(calm)
        assert len(home.index.search("lesson acquisition", 100)) == 36


def test_asked_to_stop_it_keeps_what_it_read(web: Web, tmp_path: Path) -> None:
    stop = threading.Event()

    def told(source: Source, pages: int, expected: int | None) -> None:
        if pages:
            stop.set()

    with home_in(tmp_path, web.host) as home:
        answered(home, *(web.says(f"/{n}.xml", Reply(200, feed(n), RSS)) for n in ("a", "b", "c")))
        reports = sync(home, now=NOW, progress=told, stop=stop).reports
        assert len(reports) == 1
        assert len(held(home)) == 3
        assert sum(r.added for r in sync(home, now=NOW).reports) == 6


def test_nothing_to_read_and_unknown_networks_are_one_sentence(home: Home) -> None:
    with pytest.raises(NothingYetError, match="outward ask"):
        sync(home, now=NOW)
    with pytest.raises(InputError, match="no network called 'myspace'"):
        sync(home, now=NOW, only="myspace")


def test_a_malformed_entry_is_counted_and_the_rest_goes_on(web: Web, tmp_path: Path) -> None:
    broken = feed("alpha").replace(b"<link>https://alpha.example/1</link>", b"<link>javascript:alert(1)</link>")
    broken = broken.replace(b"<guid>https://alpha.example/1</guid>", b"<guid>javascript:alert(1)</guid>")
    with home_in(tmp_path, web.host) as home:
        answered(home, web.says("/a.xml", Reply(200, broken, RSS)))
        (report,) = sync(home, now=NOW).reports
        assert (report.added, report.dropped, report.trouble) == (2, 1, "")
        assert connections.dropped_count(home.database) == 1
        assert any("could not be read" in f.sentence for f in doctor(home, now=NOW, check=False).findings)


def test_raw_pages_are_kept_for_a_better_reader(web: Web, tmp_path: Path) -> None:
    import zlib

    with home_in(tmp_path, web.host) as home:
        answered(home, web.says("/a.xml", Reply(200, feed("alpha"), RSS)))
        sync(home, now=NOW)
        with home.database.reading() as db:
            (body,) = db.execute("SELECT body FROM raw").fetchone()
    assert zlib.decompress(body) == feed("alpha")


def test_connecting_ends_with_what_a_first_look_found(web: Web, tmp_path: Path) -> None:
    with home_in(tmp_path, web.host) as home:
        address = web.says("/a.xml", Reply(200, feed("alpha"), RSS))
        said = connect.connect(home, "feeds", {}, [address], test=True, now=NOW)
        assert "3 posts by 1 person" in said.found
        assert posts.size(home.database)["posts"] == 0
        assert connect.stop(home, "feeds", [address]) == 1
        assert connect.disconnect(home, "feeds").sources == 0


def test_a_readers_own_fault_costs_its_page_and_never_the_other_sources(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from outward.networks import feeds

    honest = feeds.parse

    def broken(raw: bytes, source: Source) -> Parsed:
        if source.value.endswith("a.xml"):
            raise RecursionError
        return honest(raw, source)

    monkeypatch.setattr(feeds, "parse", broken)
    with home_in(tmp_path, web.host) as home:
        answered(home, *(web.says(f"/{n}.xml", Reply(200, feed(n), RSS)) for n in ("a", "b")))
        reports = sync(home, now=NOW).reports
    assert [report.added for report in reports] == [0, 3]
    assert "could not understand it (RecursionError)" in reports[0].trouble
