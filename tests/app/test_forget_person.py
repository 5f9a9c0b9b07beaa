"""Who is forgotten is nowhere in the data folder, and does not come back; everything else stays."""

import json
from pathlib import Path

import pytest

from outward.app.doctor import doctor
from outward.app.forget_person import allow_again, count, forget, leaving, tidy
from outward.app.home import Home
from outward.app.imports import FORGOTTEN, imports
from outward.app.person import person, same
from outward.app.reach import touched
from outward.app.say import say
from outward.app.sync import sync
from outward.app.takeaway import keep
from outward.app.use import use
from outward.app.what import what
from outward.app.whom import whom
from outward.errors import InputError
from outward.model import Direction, Item, ItemKind, Session, Slot, Source
from outward.store import answers, connections, people, sessions, used
from outward.what.feedback import Aim, Verdict
from tests.app.forgetting import BEN, HANDLE, HER, TRACES, feed, left, written
from tests.app.material import NOW, answered, home_in
from tests.networks.web_server import Reply, Web

SHE, TOO, ON_X = f"bluesky:{HER}", "mastodon:zquilla@social.example", "x:7770001"
POST = f"https://bsky.app/profile/{HANDLE}/post/01"
RSS = {"content-type": "application/rss+xml"}


@pytest.fixture
def read(home: Home, tmp_path: Path) -> Home:
    """Everything imported, her three accounts one person."""
    answered(home, whom=f"from @{HANDLE} and experts")
    imports(home, written(tmp_path / "files"), now=NOW)
    same(home, SHE, TOO, now=NOW)
    same(home, SHE, ON_X, now=NOW)
    return home


def texts(home: Home) -> list[str]:
    with home.database.reading() as db:
        return sorted(row[0] for row in db.execute("SELECT text FROM post WHERE NOT deleted"))


def everything(home: Home) -> dict[str, list[tuple[object, ...]]]:
    """What is held of people and posts, as it lies in the tables."""
    with home.database.reading() as db:
        return {
            table: sorted((tuple(row) for row in db.execute(f"SELECT {columns} FROM {table}")), key=repr)
            for table, columns in (
                ("post", "id, author, text, resource, reply_to, quotes, repost_of, mentions, deleted"),
                ("account", "id, handle"), ("tie", "*"), ("resource", "url, author, text"), ("mark", "*"),
            )
        }  # fmt: skip


def test_no_byte_of_hers_is_left_and_everything_else_is(read: Home) -> None:
    assert {name for name, _ in left(read)} >= {"outward.db"}
    before = texts(read)
    assert read.index.rarity(["zqwords"])[0] > 0
    goes = leaving(read, SHE).goes
    assert (goes.accounts, goes.posts) == (3, 5)
    # the user's own words are hers
    with read.database.writing() as db:
        db.execute("UPDATE answers SET body = replace(body, 'from @zquilla.example', 'from somebody')")
    forget(read, SHE, now=NOW)
    assert left(read) == set()
    assert read.index.rarity(["zqwords", "acquisition"])[0] == 0.0  # counts words of documents taken out, too
    assert read.index.similarity("zqwords", [1]) == [0.0]
    assert texts(read) == [text for text in before if "zq" not in text.lower()]
    with pytest.raises(InputError, match="not read of"):
        person(read, SHE)


def test_what_others_said_stays_without_the_link_to_her(read: Home) -> None:
    forget(read, SHE, now=NOW)
    with read.database.reading() as db:
        rows = {row["text"]: row for row in db.execute("SELECT * FROM post WHERE NOT deleted")}
        shared = db.execute("SELECT * FROM resource WHERE url = 'https://site.example/both'").fetchone()
        alone = db.execute("SELECT * FROM resource WHERE url = 'https://site.example/hers'").fetchone()
    assert rows["An answer of Ben on acquisitions"]["reply_to"] is None
    assert rows["Ben quotes a lesson of an acquisition"]["quotes"] is None
    assert rows["Hey her, what did staff say of the acquisition?"]["mentions"] == "[]"
    assert rows["My own answer about our merger"]["reply_to"] is None
    assert shared is not None
    assert alone is None


def test_she_does_not_come_back_by_import_or_by_reading_again(read: Home, tmp_path: Path) -> None:
    forget(read, SHE, now=NOW)
    held = everything(read)
    again = imports(read, written(tmp_path / "again"), now=NOW)
    left_out = [kind.why for file in again.files for kind in file.kinds if FORGOTTEN in kind.why]
    assert sum(why[FORGOTTEN] for why in left_out) == 6
    assert everything(read) == held
    doctor(read, now=NOW, reparse=True, check=False)
    assert everything(read) == held
    assert left(read) - {("outward.db", b"zquilla")} == set()  # her goal's own words name her


def test_reading_again_what_is_kept_still_brings_the_others(read: Home) -> None:
    forget(read, SHE, now=NOW)
    held = everything(read)
    with read.database.writing() as db:
        db.execute("DELETE FROM tie")
        db.execute("UPDATE post SET text = 'lost' WHERE NOT deleted")
    doctor(read, now=NOW, reparse=True, check=False)
    found = {row[2] for row in everything(read)["post"] if not row[-1]}
    assert found == {row[2] for row in held["post"] if not row[-1]}


def test_doctor_counts_who_was_forgotten_and_what_was_kept_out(read: Home, tmp_path: Path) -> None:
    assert all(finding.subject != "forgotten" for finding in doctor(read, now=NOW, check=False).findings)
    forget(read, SHE, now=NOW)
    said = {finding.subject: finding.sentence for finding in doctor(read, now=NOW, check=False).findings}
    assert said["forgotten"] == "1 person; 0 records of theirs kept out since."
    imports(read, written(tmp_path / "again")[:1], now=NOW)
    assert count(read).kept_out > 5
    assert "1 person" in {f.subject: f.sentence for f in doctor(read, now=NOW, check=False).findings}["forgotten"]


def test_a_dry_run_leaves_her_out_too_and_counts_nothing(read: Home, tmp_path: Path) -> None:
    forget(read, SHE, now=NOW)
    tried = imports(read, written(tmp_path / "again"), now=NOW, dry_run=True)
    assert any(FORGOTTEN in kind.why for file in tried.files for kind in file.kinds)
    assert count(read).kept_out == 0


@pytest.mark.parametrize(
    "name", [f"@{HANDLE.upper()}", SHE, f"https://bsky.app/profile/{HANDLE}", "zquilla@social.example"]
)
def test_she_is_let_back_in_by_any_exact_name(read: Home, tmp_path: Path, name: str) -> None:
    forget(read, SHE, now=NOW)
    assert allow_again(read, name).people == 1
    assert count(read).people == 0
    imports(read, written(tmp_path / "again"), now=NOW)
    assert {account.id for account in people.everybody(read.database)} >= {SHE, TOO, ON_X}


def test_a_name_lets_nobody_back_in(read: Home) -> None:
    forget(read, SHE, now=NOW)
    for words in ("Zqname Quill", "nobody.example", " "):
        with pytest.raises(InputError):
            allow_again(read, words)
    assert count(read).people == 1


def test_what_the_user_did_stays_without_her(read: Home) -> None:
    touched(read, SHE, direction=Direction.OUT, how="thanked", now=NOW)
    touched(read, f"bluesky:{BEN}", direction=Direction.OUT, how="thanked", now=NOW)
    keep(read, text="Managers first", change="I brief managers", url=POST, now=NOW)
    say(read, Verdict.LESS, SHE, aim=Aim.PERSON, now=NOW)
    slot = Slot(start=NOW, minutes=20)
    items = tuple(
        Item(key=key, kind=ItemKind.LEARN, title=title, url=key, minutes=5, value=1.0, form="post", person=who)
        for key, title, who in (
            (POST, "zqwords", SHE), ("https://site.example/both", "zqname shared it", SHE),
            ("https://else.example/", "Others", f"bluesky:{BEN}"),
        )
    )  # fmt: skip
    sessions.plan(read.database, [Session(slot=slot, items=items, intention="If zqname, then zqwords.")], NOW)
    forget(read, SHE, now=NOW)
    assert [touch.person for touch in used.touches(read.database)] == [f"bluesky:{BEN}"]
    assert [(one.text, one.url) for one in used.takeaways(read.database)] == [("Managers first", "")]
    assert used.judgements(read.database) == []
    kept = [one.session for one in sessions.since(read.database, NOW)]
    assert [item.title for one in kept for item in one.items] == ["Others"]
    assert answers.latest(read.database).company.known == ()
    assert use(read, now=NOW).measures.takeaways == 1
    assert {trace for _, trace in left(read)} <= {b"zquilla"}  # the user's own words: "from @zquilla.example"


def test_every_question_is_answered_afterwards(read: Home) -> None:
    forget(read, SHE, now=NOW)
    shown = json.dumps([str(what(read, now=NOW)), str(whom(read, now=NOW))]).lower()
    goal = answers.latest(read.database).goal.text.lower()
    assert not [trace for trace in TRACES if trace.decode() in shown.replace(goal, "") and trace != b"zquilla"]


def test_a_feed_of_several_authors_keeps_the_others_and_a_sync_keeps_her_out(web: Web, tmp_path: Path) -> None:
    with home_in(tmp_path / "h", web.host) as home:
        url = web.says("/paper.xml", Reply(200, feed("Zqname Quill", "Ola Finch", "Zqname Quill"), RSS))
        answered(home, url)
        sync(home, now=NOW)
        her = next(a for a in people.everybody(home.database) if a.name == "Zqname Quill")
        forget(home, her.id, now=NOW)
        assert left(home) == set()
        assert len(connections.states(home.database)) == 1
        web.says("/paper.xml", Reply(200, feed("Zqname Quill", "Ola Finch", "Zqname Quill", "Ola Finch"), RSS))
        report = sync(home, now=NOW).reports[0]
        assert (report.added, report.trouble) == (1, "")
        assert left(home) == set()
        assert {account.name for account in people.everybody(home.database)} == {"Ola Finch"}


def test_her_own_feed_is_read_no_more(web: Web, tmp_path: Path) -> None:
    with home_in(tmp_path / "h", web.host) as home:
        url = web.says("/zquilla.xml", Reply(200, feed("Zqname Quill"), RSS))
        answered(home, url, web.says("/b.xml", Reply(200, feed("Ola Finch"), RSS)))
        sync(home, now=NOW)
        her = next(a for a in people.everybody(home.database) if a.name == "Zqname Quill")
        forget(home, her.id, now=NOW)
        assert [state.source.value for state in connections.states(home.database)] == [f"{web.url}/b.xml"]
        assert left(home) == set()
        connections.approve(home.database, [Source("feeds", "feed", url)], NOW)  # asked for all the same
        sync(home, now=NOW)
        assert {name for name, trace in left(home)} <= {"outward.db"}
        assert {account.name for account in people.everybody(home.database)} == {"Ola Finch"}


def test_a_namesake_stays(web: Web, tmp_path: Path) -> None:
    with home_in(tmp_path / "h", web.host) as home:
        answered(
            home, web.says("/a.xml", Reply(200, feed("Zqname Quill"), RSS)),
            web.says("/b.xml", Reply(200, feed("Zqname Quill", "Ola Finch"), RSS)),
        )  # fmt: skip
        sync(home, now=NOW)
        mine = next(a for a in people.everybody(home.database) if "a.xml" in a.id)
        forget(home, mine.id, now=NOW)
        sync(home, now=NOW)
        assert {a.name for a in people.everybody(home.database)} == {"Zqname Quill", "Ola Finch"}


def test_broken_off_after_the_marks_it_is_done_by_doing_it_again(read: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("outward.store.forget_person.forget_person", broken)
        with pytest.raises(KeyboardInterrupt):
            forget(read, SHE, now=NOW)
    forget(read, SHE, now=NOW)
    assert {trace for _, trace in left(read)} <= {b"zquilla"}
    assert count(read).people == 1


def test_broken_off_before_tidying_doctor_ends_it(read: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Home, "purge", broken)
        with pytest.raises(KeyboardInterrupt):
            forget(read, SHE, now=NOW)
    assert read.index.rarity(["zqwords"])[0] > 0
    said = {finding.subject: finding.sentence for finding in doctor(read, now=NOW, check=False).findings}
    assert "has been taken out" in said["forgotten"]
    assert read.index.rarity(["zqwords"])[0] == 0.0
    assert {trace for _, trace in left(read)} <= {b"zquilla"}
    assert tidy(read, now=NOW) is False


def test_copies_made_before_an_update_go_too(read: Home) -> None:
    copy = read.folder / "outward.before-9.db"
    read.database.backup(copy)
    forget(read, SHE, now=NOW)
    assert not copy.exists()


def test_the_user_cannot_be_forgotten(read: Home) -> None:
    with pytest.raises(InputError, match="That is you"):
        leaving(read, "x:9")


def test_marks_tell_nothing_and_differ_on_every_machine(read: Home, tmp_path: Path) -> None:
    forget(read, SHE, now=NOW)
    with home_in(tmp_path / "other") as other:
        answered(other)
        imports(other, written(tmp_path / "files"), now=NOW)
        forget(other, SHE, now=NOW)
        marks = []
        for home in (read, other):
            with home.database.reading() as db:
                marks.append({row[0] for row in db.execute("SELECT mark FROM forgotten")})
    assert all(len(mark) == 32 and set(mark) <= set("0123456789abcdef") for held in marks for mark in held)
    assert not marks[0] & marks[1]


def test_a_renamed_account_stays_out_and_who_takes_her_old_handle_too(read: Home, tmp_path: Path) -> None:
    forget(read, SHE, now=NOW)
    path = tmp_path / "renamed.json"
    for did, handle in ((HER, "new.example"), ("did:plc:" + "c" * 24, HANDLE)):
        post = {
            "uri": f"at://{did}/app.bsky.feed.post/1", "cid": "c", "author": {"did": did, "handle": handle},
            "record": {"text": "Under another name", "createdAt": "2026-02-01T10:00:00Z"},
            "indexedAt": "2026-02-01T10:00:00Z",
        }  # fmt: skip
        path.write_text(json.dumps({"feed": [{"post": post}]}))
        imports(read, [path], now=NOW)
        assert "Under another name" not in texts(read)


def test_a_connection_that_names_her_is_not_read_again_unasked(read: Home) -> None:
    connections.approve(read.database, [Source("mastodon", "account", "@zquilla@social.example")], NOW)
    forget(read, SHE, now=NOW)
    assert all("zquilla" not in state.source.value for state in connections.states(read.database))
