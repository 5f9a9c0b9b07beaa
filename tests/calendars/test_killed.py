"""The program is killed in the middle of a verb: run again, nothing is doubled and nothing lost."""

import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from outward.app import calendar, place
from outward.app.home import Home
from outward.app.plan import plan
from outward.app.session import done, now_session
from outward.app.share import planned as sessions_of
from outward.model import SessionState, Setting
from outward.store import answers, calendars, placed, planning, sessions, used
from tests.app.material import NOW
from tests.calendars import material
from tests.calendars.material import event
from tests.calendars.radicale_server import Radicale
from tests.calendars.test_place import chosen, ours, rewritten

LATER = NOW + timedelta(minutes=10)
KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
import keyring
from keyring.backends.fail import Keyring
from outward.app import secrets
from outward.app.home import Home
folder, module, name, when, nth, verb = sys.argv[1:7]
keyring.set_keyring(Keyring())
secrets.key_file = lambda: Path(folder).parent / "key" / "key"
room = __import__(module, fromlist=["x"])
holder, _, name = name.rpartition(".")
held = getattr(room, holder) if holder else room
real, seen = getattr(held, name), []
def deadly(*given, **more):
    seen.append(1)
    if when == "before" and len(seen) == int(nth):
        os.kill(os.getpid(), signal.SIGKILL)
    found = real(*given, **more)
    if when == "after" and len(seen) == int(nth):
        os.kill(os.getpid(), signal.SIGKILL)
    return found
setattr(held, name, deadly)
with Home(Path(folder)) as home:
    exec(verb, {"home": home, "now": datetime.fromisoformat(sys.argv[7])})
"""


def killed(folder: Path, point: str, when: str, nth: int, verb: str) -> None:
    """Run a verb on a data folder in a process that dies at the nth call of a function."""
    module, _, name = point.partition(":")
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), module, name, when, str(nth), verb, LATER.isoformat()],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == -signal.SIGKILL, ran.stderr.decode()[-2000:]


PLACE = "from outward.app.place import place; place(home, now=now)"


def test_while_a_week_is_placed(planned: Home, radicale: Radicale) -> None:
    path = chosen(planned, radicale)
    number = len(sessions_of(planned, now=NOW))
    killed(planned.folder, "outward.fetch.dav:Dav.create", "after", 1, PLACE)  # written, its version not noted
    killed(planned.folder, "outward.fetch.dav:Dav.create", "before", 1, PLACE)  # the next noted, not written
    plan(planned, now=LATER, anew=True)
    whole = place.place(planned, now=LATER)
    assert (whole.trouble, whole.let_go, whole.moved, whole.hers) == ("", (), (), 0)
    assert len(ours(radicale, path)) == len(sessions_of(planned, now=LATER)) == number
    assert place.place(planned, now=LATER).added == 0


def test_while_what_she_deleted_and_moved_is_followed(planned: Home, radicale: Radicale) -> None:
    path = chosen(planned, radicale)
    place.place(planned, now=NOW)
    timed = [one for one in placed.placed(planned.database, 1) if one.minutes < 60]
    gone, moved = (one.href.removeprefix(radicale.url) for one in timed[:2])
    radicale.remove(f"/{gone}")
    rewritten(
        radicale, f"/{moved}", (r"^DTSTART:.*$", "DTSTART:20260306T140000Z"), (r"^DTEND:.*$", "DTEND:20260306T142500Z")
    )
    number = len(sessions_of(planned, now=NOW))
    killed(planned.folder, "outward.store.sessions:end", "before", 1, PLACE)
    killed(planned.folder, "outward.store.placed:_keep", "before", 1, PLACE)
    whole = place.place(planned, now=LATER)
    assert (whole.trouble, whole.moved) == ("", ("2026-03-06 15:00 desk",))
    assert len(ours(radicale, path)) == len(sessions_of(planned, now=LATER)) == number - 1
    again = place.place(planned, now=LATER)
    assert (again.added, again.changed, again.moved, again.let_go) == (0, 0, (), ())


def test_while_events_are_taken_away(planned: Home, radicale: Radicale) -> None:
    path = chosen(planned, radicale)
    place.place(planned, now=NOW)
    killed(
        planned.folder,
        "outward.fetch.dav:Dav.delete",
        "after",
        1,
        "from outward.app.place import stop; stop(home, now=now)",
    )
    number = len(sessions_of(planned, now=NOW))
    whole = place.place(planned, now=LATER)  # she thinks better of it
    assert (whole.added, whole.let_go, len(ours(radicale, path))) == (1, (), number)


def test_while_calendars_are_read(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "work.ics"
    path.write_bytes(material.calendar(event("m", ":20260304T110000Z", ":20260304T114000Z", "SUMMARY:One")))
    calendar.add(home, str(path), now=NOW)
    path.write_bytes(material.calendar(event("n", ":20260304T110000Z", ":20260304T114000Z", "SUMMARY:Two")))
    refresh = "from outward.app.calendar import refresh; refresh(home, now=now)"
    killed(home.folder, "outward.store.rows:json", "before", 1, refresh)  # old times are out, new ones in, not for good
    assert [one.title for one in calendars.busy(home.database, NOW, NOW + timedelta(days=9))] == ["One"]
    calendar.refresh(home, now=LATER)
    assert [one.title for one in calendars.busy(home.database, NOW, NOW + timedelta(days=9))] == ["Two"]


def test_while_a_week_is_planned_again(planned: Home) -> None:
    before = [one.slot.key for one in sessions_of(planned, now=NOW)]
    again = "from outward.app.plan import plan; plan(home, now=now, anew=True)"
    killed(
        planned.folder, "outward.store.sessions:rows.json", "after", 1, again
    )  # the old week is out, the new half in
    assert [one.slot.key for one in sessions_of(planned, now=LATER)] == before
    made = plan(planned, now=LATER)
    keys = [item.key for one in made.sessions for item in one.items]
    assert len(keys) == len(set(keys)) > 0
    assert planning.stood_at(planned.database) == LATER


def test_a_plan_given_up_by_her_half_way_leaves_the_old_one_whole(planned: Home) -> None:
    before = sessions_of(planned, now=NOW)
    verb = "from outward.app.plan import plan; plan(home, now=now, anew=True, first=deadly)"
    ran = subprocess.run(
        [sys.executable, "-c", GIVEN_UP, str(planned.folder), LATER.isoformat(), verb],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == -signal.SIGINT, ran.stderr.decode()[-2000:]
    assert sessions_of(planned, now=NOW) == before


GIVEN_UP = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from outward.app.home import Home
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may start tests with Ctrl-C ignored
def deadly(*_):
    os.kill(os.getpid(), signal.SIGINT)  # Ctrl-C, once a first plan is told
with Home(Path(sys.argv[1])) as home:
    exec(sys.argv[3], {"home": home, "now": datetime.fromisoformat(sys.argv[2]), "deadly": deadly})
"""


def test_while_a_session_is_finished(planned: Home) -> None:
    packed = now_session(planned, minutes=25, setting=Setting.DESK, now=NOW)
    finish = f"from outward.app.session import done; done(home, {packed.id}, minutes=20, takeaway='Managers', now=now)"
    killed(planned.folder, "outward.store.used:keep_takeaway", "after", 1, finish)
    kept = sessions.one(planned.database, packed.id or 0)
    assert kept is not None
    assert (kept.session.state, used.takeaways(planned.database)) == (SessionState.PLANNED, [])
    assert done(planned, packed.id, minutes=20, takeaway="Managers", now=LATER).minutes == 20
    assert len(used.takeaways(planned.database)) == 1
    assert answers.latest(planned.database).goal.text
