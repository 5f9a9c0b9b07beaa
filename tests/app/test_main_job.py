"""The main job on the sample: what, whom, plan, today, session, use."""

import math
from datetime import timedelta
from pathlib import Path

import pytest

from outward.app import connect, reach, step, takeaway
from outward.app.demo import QUESTIONS, prepare
from outward.app.home import Home
from outward.app.plan import plan
from outward.app.say import say, unsay
from outward.app.session import done, now_session, skip, start
from outward.app.share import calendar, share
from outward.app.today import today
from outward.app.use import use
from outward.app.what import what
from outward.app.whom import whom
from outward.errors import InputError, NothingYetError
from outward.model import Direction, ItemKind, LedgerKind, SessionState, Setting
from outward.store import posts, used
from outward.what.feedback import Aim, Verdict
from tests.app.material import NOW, answered

DORMANT, BOT = "Percival Nightingale-Ash", "Quote Otter (automated)"


def test_every_resource_has_link_minutes_person_and_reasons_that_add_up(sample: Home) -> None:
    answer = what(sample, now=NOW, limit=20)
    assert len(answer.results) == 20
    for learn in answer.results:
        assert learn.url.startswith("https://")
        assert learn.minutes >= 1
        assert learn.person not in ("", "unknown")
        assert learn.why
        assert math.isclose(math.fsum(r.points for r in learn.reasons), learn.score, abs_tol=1e-9)
    assert BOT not in {learn.person for learn in answer.results}
    assert answer.left_out


def test_people_to_learn_from_went_through_it_and_prove_it(sample: Home) -> None:
    answer = whom(sample, now=NOW)
    assert len(answer.people) == 5
    assert {person.role for person in answer.learn_from} == {"experienced", "expert"}
    assert [person.role for person in answer.learn_with] == ["peer"]
    for person in answer.people:
        (first, *_) = person.evidence or (person.asks,)
        assert first
        assert first.url.startswith("https://")
        assert person.step
        assert posts.found(sample.database, [1])


def test_a_search_for_one_experience_gives_only_those_who_have_it(sample: Home) -> None:
    answer = whom(sample, now=NOW, experience="redundancy round")
    assert {person.role for person in answer.people} == {"experienced"}
    assert "redundan" in " ".join(e.sentence.lower() for p in answer.people for e in p.evidence)


def test_the_plan_fits_the_slots_and_never_exceeds_the_week(sample: Home) -> None:
    planned = plan(sample, now=NOW)
    assert planned.sessions
    for session in planned.sessions:
        assert session.minutes + 2 <= session.slot.minutes
        assert session.intention.startswith("If it is ")
        for item in session.items:
            assert item.url.startswith("https://")
            assert item.person
            assert item.why
            if session.slot.setting is Setting.LISTEN:
                assert item.form in ("episode", "video", "takeaway")
    assert planned.minutes <= planned.weekly_minutes
    keys = [item.key for session in planned.sessions for item in session.items if item.kind is ItemKind.LEARN]
    assert len(keys) == len(set(keys))


def test_planning_again_gives_the_same_week_and_no_double_sessions(sample: Home) -> None:
    first, second = plan(sample, now=NOW), plan(sample, now=NOW)
    assert [s.slot.key for s in first.sessions] == [s.slot.key for s in second.sessions]


def test_today_is_the_next_session_then_the_one_under_way(sample: Home) -> None:
    following = today(sample, now=NOW)
    assert following.session is not None
    assert following.sentence.startswith("Today")
    begun = start(sample, now=NOW)
    assert "under way" in today(sample, now=NOW).sentence
    assert start(sample, begun.id, now=NOW).id == begun.id
    far = today(sample, now=NOW + timedelta(days=60))
    assert far.session is not None


def test_nothing_planned_is_a_sentence(home: Home) -> None:
    answered(home)
    answer = today(home, now=NOW)
    assert answer.session is None
    assert "outward plan" in answer.sentence
    with pytest.raises(NothingYetError, match="outward plan"):
        start(home, now=NOW)
    with pytest.raises(NothingYetError, match="outward plan"):
        share(home, "ical", None, now=NOW)


def test_a_session_done_is_in_the_ledger_its_items_do_not_come_back(sample: Home) -> None:
    begun = start(sample, now=NOW)
    ended = done(sample, takeaway="Tell managers first", change="Brief them on Monday", now=NOW + timedelta(minutes=9))
    assert ended.minutes == 9
    assert ended.takeaway is not None
    assert ended.takeaway.due > NOW
    learned = {item.key for item in begun.items}
    again = plan(sample, now=NOW + timedelta(minutes=10))
    assert not learned & {i.key for s in again.sessions for i in s.items if i.kind is ItemKind.LEARN}
    measured = use(sample, now=NOW + timedelta(minutes=10)).measures
    assert (measured.minutes, measured.kept, measured.takeaways) == (9, 1, 1)
    with pytest.raises(InputError, match="done already"):
        done(sample, begun.id, now=NOW)
    with pytest.raises(InputError, match="done already"):
        start(sample, begun.id, now=NOW)
    with pytest.raises(InputError, match="done already"):
        skip(sample, begun.id, now=NOW)


def test_minutes_are_the_users_own(sample: Home) -> None:
    assert done(sample, minutes=17, now=NOW).minutes == 17
    with pytest.raises(InputError, match="cannot be noted"):
        done(sample, minutes=9_999, now=NOW)
    assert done(sample, now=NOW).minutes > 0


def test_a_session_let_go_is_no_debt(sample: Home) -> None:
    gone = skip(sample, why="meeting", now=NOW)
    following = today(sample, now=NOW).session
    assert following is not None
    assert following.id != gone.session.id
    assert gone.minutes == 0
    kinds = [entry.kind for entry in used.ledger(sample.database, NOW - timedelta(days=1))]
    assert kinds == [LedgerKind.SESSION_SKIPPED]
    with pytest.raises(InputError, match="no session 999"):
        skip(sample, 999, now=NOW)


def test_minutes_of_sessions_let_go_are_free_again(sample: Home) -> None:
    before = plan(sample, now=NOW)
    for _ in range(3):
        skip(sample, now_session(sample, minutes=100, setting=Setting.DESK, now=NOW).id, now=NOW)
    assert plan(sample, now=NOW).minutes == before.minutes


@pytest.mark.parametrize("setting", [Setting.DESK, Setting.LISTEN, Setting.READ])
def test_twelve_minutes_right_now_are_packed(sample: Home, setting: Setting) -> None:
    packed = now_session(sample, minutes=12, setting=setting, label="train", now=NOW)
    assert 1 <= packed.minutes <= 10
    assert packed.state is SessionState.PLANNED
    assert start(sample, packed.id, now=NOW).id == packed.id


@pytest.mark.parametrize("minutes", [0, 601])
def test_impossible_minutes_are_one_sentence(sample: Home, minutes: int) -> None:
    with pytest.raises(InputError, match="cannot be packed"):
        now_session(sample, minutes=minutes, setting=Setting.DESK, now=NOW)


def test_too_few_minutes_say_what_would_help(sample: Home) -> None:
    with pytest.raises(NothingYetError) as caught:
        now_session(sample, minutes=2, setting=Setting.LISTEN, now=NOW)
    assert "\n" not in str(caught.value)


def test_less_of_this_takes_effect_and_can_be_taken_back(sample: Home) -> None:
    first = what(sample, now=NOW).results[0]
    said = say(sample, Verdict.LESS, first.url, now=NOW)
    assert "14 days" in said.effect
    assert first.url not in {learn.url for learn in what(sample, now=NOW).results}
    assert unsay(sample, now=NOW).subject == first.url
    assert what(sample, now=NOW).results[0].url == first.url
    with pytest.raises(NothingYetError):
        unsay(sample, now=NOW)
    with pytest.raises(InputError):
        say(sample, Verdict.USEFUL, " ", now=NOW)


def test_a_person_not_for_her_is_not_offered_again(sample: Home) -> None:
    first = whom(sample, now=NOW).people[0]
    say(sample, Verdict.LESS, first.id, aim=Aim.PERSON, now=NOW)
    assert first.id not in {person.id for person in whom(sample, now=NOW).people}


def test_contacts_move_the_next_step_and_count_as_use(sample: Home) -> None:
    person = whom(sample, now=NOW).people[0]
    before = next(one for one in reach.reach(sample, now=NOW).steps if one.person == person.id)
    earlier, contacts = use(sample, now=NOW).measures, len(reach.reach(sample, now=NOW).touches)
    reach.touched(sample, person.id, direction=Direction.OUT, how="thanked", now=NOW)
    after = next(one for one in reach.reach(sample, now=NOW).steps if one.person == person.id)
    assert (before.state, after.state) == ("open", "done")
    assert step.position(sample, person.id, now=NOW).step != before.step
    reach.touched(sample, person.id, direction=Direction.IN, how="helped", now=NOW)
    measured = use(sample, now=NOW).measures
    assert (measured.talked_first - earlier.talked_first, measured.received) == (1, 1)
    assert (earlier.reciprocity, measured.reciprocity) == (0.0, 0.5)
    assert len(reach.reach(sample, now=NOW).touches) == contacts + 2
    with pytest.raises(InputError, match="has not read of"):
        reach.touched(sample, "nobody", direction=Direction.OUT, how="asked", now=NOW)


def test_takeaways_come_back_when_due_and_are_applied_once(sample: Home) -> None:
    kept = takeaway.keep(sample, "Managers first", change="Brief on Monday", now=NOW)
    assert not takeaway.takeaways(sample, now=NOW).due
    later = kept.due + timedelta(hours=1)
    assert [held.id for held in takeaway.takeaways(sample, now=later).due] == [kept.id]
    planned = plan(sample, now=later)
    assert any(item.kind is ItemKind.REVIEW for session in planned.sessions for item in session.items)
    reviewed = takeaway.remembered(sample, kept.id or 0, True, now=later)
    assert reviewed.due > later
    assert takeaway.remembered(sample, kept.id or 0, False, now=later).due <= reviewed.due
    first = takeaway.applied(sample, kept.id or 0, now=later)
    assert takeaway.applied(sample, kept.id or 0, now=later + timedelta(days=1)).applied_at == first.applied_at
    with pytest.raises(InputError, match="no takeaway 99"):
        takeaway.applied(sample, 99, now=NOW)
    with pytest.raises(InputError, match="few words"):
        takeaway.keep(sample, "  ", now=NOW)


def test_files_to_share_do_not_tell_a_confidential_goal(sample: Home, tmp_path: Path) -> None:
    plan(sample, now=NOW)
    content = calendar(sample, now=NOW).replace(b"\r\n ", b"").decode()
    assert content.count("BEGIN:VEVENT") == len(plan(sample, now=NOW).sessions)
    assert "CLASS:PRIVATE" in content
    assert str(QUESTIONS.what) not in content
    assert "Answers your goal" not in content
    written = share(sample, "ical", tmp_path, now=NOW)
    assert Path(written.path).read_bytes().startswith(b"BEGIN:VCALENDAR")
    page = Path(share(sample, "markdown", tmp_path / "p.md", now=NOW).path).read_text()
    assert page.startswith("# ")
    assert str(QUESTIONS.what) not in page
    assert "Answers your goal" not in page
    assert share(sample, "jsonfeed", tmp_path, now=NOW).number > 3
    assert b"<feed" in Path(share(sample, "atom", tmp_path / "a.xml", now=NOW).path).read_bytes()
    with pytest.raises(NothingYetError, match="Nothing has been learned"):
        share(sample, "csv", tmp_path, now=NOW)
    with pytest.raises(NothingYetError, match="No feeds"):
        share(sample, "opml", tmp_path, now=NOW)
    done(sample, minutes=9, takeaway="Managers first", change="brief them", now=NOW)
    assert share(sample, "csv", tmp_path / "r.csv", now=NOW).number == 1
    assert "Managers first" in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")
    connect.connect(sample, "feeds", {}, ["https://a.example/feed"], test=False, now=NOW)
    assert connect.subscriptions(Path(share(sample, "opml", tmp_path, now=NOW).path)) == ("https://a.example/feed",)
    with pytest.raises(InputError, match="no format"):
        share(sample, "pdf", None, now=NOW)
    with pytest.raises(InputError, match="cannot be written"):
        share(sample, "ical", tmp_path / "no" / "where.ics", now=NOW)


def test_without_posts_the_next_step_is_named(home: Home) -> None:
    answered(home)
    for verb in (what, whom, plan):
        with pytest.raises(NothingYetError, match="outward sync"):
            verb(home, now=NOW)


def test_the_sample_never_mixes_with_data_of_the_users(home: Home) -> None:
    answered(home)
    with pytest.raises(InputError, match="data folder of its own"):
        prepare(home, now=NOW)


def test_the_demo_can_be_run_again_and_stays_fresh(sample: Home) -> None:
    later = NOW + timedelta(days=40)
    shown = prepare(sample, now=later)
    assert shown.plan.sessions
    assert min(s.slot.start for s in shown.plan.sessions) >= later - timedelta(days=1)
    assert "fictional" in shown.about
    assert shown.asked.answers.goal.id == 1


def test_the_users_own_account_is_known_and_never_recommended_to_her(sample: Home) -> None:
    first = next(person for person in whom(sample, now=NOW).learn_from if person.network in ("bluesky", "mastodon"))
    settings = {"handle": f"@{first.handle}"}
    connect.connect(sample, first.network, settings, (), test=False, now=NOW)
    assert first.id not in {person.id for person in whom(sample, now=NOW).people}


def test_two_sessions_in_one_minute_are_two(sample: Home) -> None:
    first = now_session(sample, minutes=12, setting=Setting.DESK, now=NOW)
    done(sample, first.id, minutes=5, now=NOW)
    second = now_session(sample, minutes=12, setting=Setting.DESK, now=NOW)
    assert second.id != first.id
    assert not {item.key for item in first.items if item.kind is ItemKind.LEARN} & {item.key for item in second.items}
    assert now_session(sample, minutes=12, setting=Setting.DESK, now=NOW).id not in (first.id, None)


def test_while_another_program_fills_the_index_the_answer_comes_from_what_is_held(sample: Home) -> None:
    import tantivy

    writer = tantivy.Index.open(str(sample.folder / "index" / "words")).writer(heap_size=15_000_000, num_threads=1)
    with sample.database.writing() as db:
        db.execute("UPDATE counter SET seq = seq + 1")
        db.execute("UPDATE post SET seq = (SELECT seq FROM counter) WHERE doc = 1")
    assert what(sample, now=NOW).results
    writer.wait_merging_threads()


def test_a_network_whose_items_were_learned_from_is_used(sample: Home) -> None:
    connect.connect(sample, "feeds", {}, ["https://a.example/feed"], test=False, now=NOW - timedelta(days=40))
    connect.connect(sample, "youtube", {}, ["UC" + "a" * 22], test=False, now=NOW - timedelta(days=40))
    connect.connect(sample, "bluesky", {}, ["@ann.example"], test=False, now=NOW - timedelta(days=2))
    before = use(sample, now=NOW).measures.unused
    assert set(before) == {"feeds", "youtube"}
    done(sample, now_session(sample, minutes=15, setting=Setting.LISTEN, now=NOW).id, minutes=15, now=NOW)
    measured = use(sample, now=NOW).measures
    assert measured.unused == ("youtube",)
    assert measured.minutes == 15
