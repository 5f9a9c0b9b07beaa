"""Steps with people through the verbs: one a person and week, what to say, where to write, and what she says of it."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.app import reach, step, takeaway
from outward.app.ask import Questions, ask
from outward.app.draft import draft
from outward.app.home import Home
from outward.app.plan import plan
from outward.app.reach import State
from outward.app.say import say
from outward.app.ties import settle
from outward.app.use import use
from outward.app.whom import Whom, whom
from outward.errors import InputError, NothingYetError
from outward.model import (
    Account,
    Company,
    Connection,
    Direction,
    Form,
    Goal,
    ItemKind,
    Parsed,
    Person,
    Post,
    Resource,
    Signs,
    Touch,
)
from outward.store import connections, people, posts, steps, used
from outward.what.feedback import Aim, Verdict
from outward.whom.reach.ladder import WEEK, Rung
from tests.app.material import NOW, home_in

DAY = timedelta(days=1)
SECRET = "communicate the Zephyrion takeover"


def account(name: str, network: str = "bluesky", **more: Any) -> Account:
    base = {
        "id": f"{network}:{name}", "network": network, "handle": f"{name}.test", "name": name.title(),
        "url": f"https://{network}.test/{name}",
    }  # fmt: skip
    return Account(**{**base, **more})


def post(author: Account, number: int, text: str, days: float = 2, **more: Any) -> Post:
    url = f"https://{author.network}.test/{author.handle}/{number}"
    base: dict[str, Any] = {
        "id": f"{author.id}/{number}", "network": author.network, "author": author.id, "text": text, "url": url,
        "resource": url, "created_at": NOW - days * DAY,
    }  # fmt: skip
    return Post(**{**base, **more})


def keep(home: Home, *accounts: Account, said: tuple[Post, ...] = (), mine: tuple[str, ...] = ()) -> None:
    resources = tuple(Resource(url=one.resource, form=Form.POST) for one in said)
    with home.database.writing() as db:
        posts.save(db, Parsed(accounts=accounts, posts=said, resources=resources, mine=mine))


ANN = account("ann", bio="Internal comms. Write to ann@mail.test")
TOLD = post(ANN, 1, "When we were acquired in 2021 I told 300 managers first.")
NAMES = ("ann", "ben", "cas", "dee", "eve", "fay", "gus", "hal")


@pytest.fixture
def met(tmp_path: Path) -> Iterator[Home]:
    """A folder in which one goal was asked and some people were read."""
    with home_in(tmp_path / "met") as home:
        ask(home, Questions(what=SECRET, when="Tue 12:30 for 25 minutes", zone="Europe/Amsterdam"), now=NOW)
        keep(home, ANN, *(account(name) for name in NAMES[1:]), said=(TOLD,))
        home.catch_up()
        yield home


def slate(*names: str, thin: str = "") -> Whom:
    seats = tuple(
        Person(
            id=f"bluesky:{name}", name=name.title(), handle=name, network="bluesky", url="", bio="", role="expert",
            score=50.0, reasons=(), evidence=(), signs=Signs(able=0, willing=0, eager=0),
        )
        for name in names
    )  # fmt: skip
    return Whom(goal=Goal(text=SECRET), company=Company(), learn_from=seats, learn_with=(), thin=thin)


def contact(home: Home, person: str, way: str, how: str, at: datetime, url: str = "") -> None:
    with home.database.writing() as db:
        used.keep_touches(db, [Touch(person=person, direction=Direction(way), how=how, at=at, url=url)])


def told(answer: reach.Reach) -> list[tuple[str, str, str]]:
    return [(one.person.removeprefix("bluesky:"), str(one.rung), str(one.state)) for one in answer.steps]


def test_steps_stay_the_same_all_week_and_new_ones_come_after_it(met: Home) -> None:
    first = reach.week(met, slate(*NAMES), now=NOW)
    assert told(first) == [(name, "read", "open") for name in NAMES[:5]]
    assert (first.weekly, first.next_at, first.note) == (5, NOW + WEEK, "")
    again = reach.week(met, slate(*reversed(NAMES)), now=NOW + 6 * DAY)
    assert told(again) == told(first)
    after = reach.week(met, slate(*NAMES[5:]), now=NOW + WEEK)
    assert told(after) == [(name, "read", "open") for name in NAMES[5:]]
    assert after.next_at is None


def test_a_step_left_or_done_frees_no_place_and_is_not_suggested_again(met: Home) -> None:
    reach.week(met, slate(*NAMES[:5]), now=NOW)
    left = step.skip(met, "ann.test", now=NOW + DAY)
    assert (left.said, left.name) == ("left", "Ann")
    assert left.effect == "Left, and no debt. Nothing more is suggested with Ann before 10 March 2026."
    step.done(met, "bluesky:ben", now=NOW + DAY)
    held = reach.week(met, slate(*reversed(NAMES)), now=NOW + 2 * DAY)
    assert told(held) == [
        ("cas", "read", "open"), ("dee", "read", "open"), ("eve", "read", "open"), ("ben", "read", "done"),
        ("ann", "read", "left"),
    ]  # fmt: skip
    assert len(held.open) == 3


def test_the_weekly_total_is_a_setting(tmp_path: Path) -> None:
    for weekly, note in ((2, ""), (0, "No steps are suggested: weekly_steps is 0 in config.toml."), (-3, None)):
        with home_in(tmp_path / str(weekly)) as home:
            (home.folder / "config.toml").write_text(f"weekly_steps = {weekly}\n")
            keep(home, *(account(name) for name in NAMES))
            answer = reach.week(home, slate(*NAMES), now=NOW)
            assert len(answer.steps) == answer.weekly == max(0, weekly)
            assert note in (None, answer.note)


def test_the_rung_follows_what_really_happened(met: Home) -> None:
    contact(met, "bluesky:ann", "out", "thanked", NOW - 9 * DAY)
    contact(met, "bluesky:ben", "out", "asked", NOW - 9 * DAY)
    contact(met, "bluesky:ben", "in", "reply", NOW - 8 * DAY, "https://bluesky.test/ben/9")
    contact(met, "bluesky:cas", "in", "mention", NOW - 3 * DAY)
    contact(met, "bluesky:dee", "in", "mention", NOW - 40 * DAY)  # nobody waits that long
    for days in (30, 20, 10):
        contact(met, "bluesky:eve", "out", "talked", NOW - days * DAY)
    contact(met, "bluesky:fay", "in", "liked", NOW - DAY)
    answer = reach.week(met, slate("ann", "eve", "fay", "gus"), now=NOW)
    assert told(answer) == [
        ("cas", "answer", "open"), ("ben", "give back", "open"), ("ann", "add something", "open"),
        ("fay", "read", "open"), ("gus", "read", "open"),
    ]  # fmt: skip
    assert {one.name: one.score for one in answer.steps} == {"Cas": 60, "Ben": 60, "Ann": 50, "Fay": 50, "Gus": 50}
    assert answer.steps[0].reasons[0].sentence == "You are in touch with Cas."


def test_who_turns_to_her_in_the_week_is_answered_first_and_what_she_did_elsewhere_is_done(met: Home) -> None:
    reach.week(met, slate("ann", "ben"), now=NOW)
    contact(met, "bluesky:ben", "in", "reply", NOW + DAY, "https://bluesky.test/ben/9")
    keep(met, said=(post(account("ben"), 9, "How did it go with you?", url="https://bluesky.test/ben/9"),))
    held = reach.week(met, slate("ann", "ben"), now=NOW + 2 * DAY)
    assert told(held) == [("ben", "answer", "open"), ("ann", "read", "open")]
    assert held.steps[0].points[0].sentence == "Ben turned to you on 4 Mar 2026: “How did it go with you?”"
    assert held.steps[0].ways[0].url == "https://bluesky.test/ben/9"
    contact(met, "bluesky:ben", "out", "reply", NOW + 2 * DAY, "https://bluesky.test/me/1")
    held = reach.week(met, slate("ann", "ben"), now=NOW + 3 * DAY)
    assert told(held) == [("ann", "read", "open"), ("ben", "read", "done")]
    assert (held.steps[1].points, held.steps[1].ways) == ((), ())
    with pytest.raises(InputError, match="The step with Ben is done already"):
        step.skip(met, "bluesky:ben", now=NOW + 3 * DAY)


def test_who_waits_is_told_beside_the_steps_until_it_needs_no_answer(met: Home) -> None:
    (met.folder / "config.toml").write_text("weekly_steps = 1\n")
    with Home(met.folder) as home:
        for name, days in (("ben", 3), ("cas", 2), ("dee", 1)):
            contact(home, f"bluesky:{name}", "in", "mention", NOW - days * DAY)
        answer = reach.week(home, slate("ann"), now=NOW)
        assert told(answer) == [("dee", "answer", "open")]
        assert [one.name for one in answer.waiting] == ["Ben", "Cas"]
        settle(home, "bluesky:ben", now=NOW)
        step.never(home, "bluesky:cas", now=NOW)
        assert reach.week(home, slate("ann"), now=NOW).waiting == ()
        settle(home, "bluesky:dee", now=NOW)
        assert told(reach.week(home, slate("ann"), now=NOW + WEEK)) == [("ann", "read", "open")]
        assert step.position(home, "bluesky:dee", now=NOW).rung is Rung.READ


def test_nobody_she_does_not_want_is_suggested(met: Home) -> None:
    keep(met, account("bot", bot=True))
    contact(met, "bluesky:bot", "in", "reply", NOW - DAY)
    contact(met, "bluesky:gone", "in", "reply", NOW - DAY)  # nothing is known of this one
    say(met, Verdict.LESS, "bluesky:ben", aim=Aim.PERSON, now=NOW)
    step.never(met, "bluesky:cas", now=NOW)
    for name in ("ben", "cas"):
        contact(met, f"bluesky:{name}", "in", "reply", NOW - DAY)
    assert told(reach.week(met, slate("ben", "cas", "dee"), now=NOW)) == [("dee", "read", "open")]


def test_done_is_a_contact_of_its_sort_and_can_be_taken_back(met: Home) -> None:
    said = {
        Rung.READ: ("", "you read what Ann says"),
        Rung.THANK: ("thanked", "you thanked Ann"),
        Rung.ADD: ("talked", "you added something to what Ann says"),
        Rung.ASK: ("asked", "you asked Ann"),
        Rung.GIVE_BACK: ("helped", "you gave something back to Ann"),
        Rung.ANSWER: ("answered", "you answered Ann"),
    }
    for rung, (how, effect) in said.items():
        with met.database.writing() as db:
            db.execute("DELETE FROM step")
            steps.suggest(db, [("bluesky:ann", str(rung), "")], NOW)
        before = (use(met, now=NOW + DAY).measures, used.touches(met.database))
        ended = step.done(met, "Ann", now=NOW + DAY)
        assert effect in ended.effect
        assert [touch.how for touch in used.touches(met.database)] == ([how] if how else [])
        assert step.position(met, "Ann", now=NOW + DAY).state is State.DONE
        with pytest.raises(InputError, match="done already"):
            step.done(met, "Ann", now=NOW + DAY)
        assert step.undo(met, "Ann", now=NOW + DAY).effect == "Taken back. The step with Ann is open again."
        assert (use(met, now=NOW + DAY).measures, used.touches(met.database)) == before
        assert step.position(met, "Ann", now=NOW + DAY).state is State.OPEN


def test_what_was_read_is_thanked_for_next_time(met: Home) -> None:
    reach.week(met, slate("ann"), now=NOW)
    step.done(met, "Ann", now=NOW)
    assert step.position(met, "Ann", now=NOW).rung is Rung.THANK
    assert told(reach.week(met, slate("ann"), now=NOW + WEEK)) == [("ann", "thank", "open")]


def test_never_is_taken_back_with_the_step_it_closed(met: Home) -> None:
    reach.week(met, slate("ann", "ben"), now=NOW)
    assert "No step with Ann is suggested any more" in step.never(met, "Ann", now=NOW).effect
    held = step.position(met, "Ann", now=NOW)
    assert (held.wanted, held.state) == (False, State.LEFT)
    assert told(reach.week(met, slate("ann"), now=NOW + WEEK)) == []
    assert "is open again" in step.undo(met, "Ann", now=NOW).effect
    assert step.position(met, "Ann", now=NOW).wanted
    step.done(met, "Ben", now=NOW)
    step.never(met, "Ben", now=NOW)
    assert step.undo(met, "Ben", now=NOW).effect == "Taken back. Steps with Ben are suggested again."
    assert step.position(met, "Ben", now=NOW).state is State.DONE  # what she did stays done
    with pytest.raises(NothingYetError, match="Nothing was said of a step with Cas"):
        step.undo(met, "Cas", now=NOW)
    with pytest.raises(InputError, match="No step with Cas was suggested this week"):
        step.done(met, "Cas", now=NOW)
    with pytest.raises(InputError, match="has not read of"):
        step.never(met, "nobody", now=NOW)


def test_why_there_is_nothing_to_do_is_said(met: Home) -> None:
    assert reach.week(met, slate(thin="Nobody read so far."), now=NOW).note == "Nobody read so far."
    assert "'outward whom' says who was found" in reach.week(met, slate(), now=NOW).note
    reach.week(met, slate("ann"), now=NOW)
    step.skip(met, "Ann", now=NOW)
    assert reach.week(met, slate(), now=NOW).note == "All steps of this week are left. They are no debt."
    step.undo(met, "Ann", now=NOW)
    step.done(met, "Ann", now=NOW)
    assert reach.week(met, slate(), now=NOW).note == "Nothing is left to do with people this week."


def test_where_she_stands_with_one_person(met: Home) -> None:
    held = step.position(met, "@ann.test", now=NOW)
    assert held.told == "Nothing has run between you and Ann yet."
    assert [(str(one.rung), one.place) for one in held.ladder] == [
        ("read", "next"), ("thank", "ahead"), ("add something", "ahead"), ("ask", "ahead"), ("give back", "ahead"),
    ]  # fmt: skip
    for days, way, how in ((9, "out", "thanked"), (8, "out", "asked"), (7, "in", "reply")):
        contact(met, "bluesky:ann", way, how, NOW - days * DAY)
    held = step.position(met, "Ann", now=NOW)
    assert held.told == (
        "You turned to Ann twice, last on 23 February 2026 (asked). Ann turned to you once, last on 24 February 2026"
        " (reply)."
    )
    assert held.ladder[-1].place == "next"
    assert {one.place for one in held.ladder[:-1]} == {"behind"}
    contact(met, "bluesky:ann", "in", "reply", NOW - 6 * DAY)
    assert {one.place for one in step.position(met, "Ann", now=NOW).ladder} == {"ahead"}


def test_what_she_noted_of_this_person_comes_first_and_everything_has_a_source(met: Home) -> None:
    me = account("me")
    mine = post(me, 1, "In our own takeover I wrote to 40 people by mail and half had heard before.")
    asks = post(ANN, 2, "Has anyone told managers of a takeover by phone?", days=1)
    shared = post(ANN, 3, "Worth reading", days=5, resource="https://other.test/article")
    keep(met, me, said=(mine, asks, shared), mine=(me.id,))
    takeaway.keep(met, "Managers hear of a takeover first", now=NOW - DAY)
    takeaway.keep(met, "Unrelated to anything here", now=NOW - DAY)
    takeaway.keep(met, "One page is enough", url="https://other.test/article?utm_source=x", now=NOW)
    found = step.position(met, "Ann", now=NOW).points
    assert found[0].sentence == "You noted on 3 Mar 2026: “One page is enough”"
    contact(met, "bluesky:ann", "out", "thanked", NOW - 9 * DAY)
    added = step.position(met, "Ann", now=NOW)
    assert added.rung is Rung.ADD
    assert [point.source for point in added.points] == [
        "your takeaway", "you, 1 Mar 2026", "Ann, 2 Mar 2026", "Ann, 1 Mar 2026",
    ]  # fmt: skip
    contact(met, "bluesky:ann", "in", "reply", NOW - 8 * DAY)
    back = step.position(met, "Ann", now=NOW).points
    assert "You noted on 2 Mar 2026: “Managers hear of a takeover first”" in [point.sentence for point in back]
    assert all(point.source for point in back)


def test_a_question_is_answered_where_it_was_asked(met: Home) -> None:
    asks = post(ANN, 2, "Has anyone told managers of a takeover by phone?", days=1)
    old = post(account("ben"), 2, "Has anyone told managers by phone?", days=90)
    keep(met, said=(asks, old))
    with met.database.writing() as db:
        steps.suggest(db, [("bluesky:ann", "add something", TOLD.url), ("bluesky:ben", "add something", "")], NOW)
    first, second = reach.week(met, slate(), now=NOW).steps
    assert first.step.startswith("Tell Ann where you stand on “Has anyone told managers")
    assert first.url == first.ways[0].url == asks.url
    assert second.step.startswith("Add something of your own")  # nobody waits three months


def test_a_step_goes_on_from_what_it_was_suggested_for(met: Home) -> None:
    blog = account("ann9", "feeds")
    entry = post(blog, 1, "Page nine", days=30)
    text = "Page nine\nIn the takeover I wrote to 40 managers myself and phoned nine of them."
    keep(met, blog, said=(entry,))
    with met.database.writing() as db:
        whole = Resource(url=entry.resource, form=Form.ARTICLE, text=text, author=blog.id)
        posts.save(db, Parsed(resources=(whole,)))
    people.join(met.database, {blog.id: ANN.id})
    assert step.position(met, ANN.id, now=NOW).points[0].url == TOLD.url
    with met.database.writing() as db:
        steps.suggest(db, [(ANN.id, "thank", entry.url)], NOW)
    (week,) = reach.week(met, slate(), now=NOW).steps
    held = step.position(met, ANN.id, now=NOW)
    assert week.points[0] == replace(held.points[0], sentence=week.points[0].sentence)
    assert "In the takeover I wrote to 40 managers myself" in week.points[0].sentence
    assert week.url == week.points[0].url == entry.url
    assert [way.title for way in week.ways] == ["Bluesky", "feeds.test", "Mail"]  # a site may take no words
    assert [way.url for way in draft(met, ANN.id, "Hi", now=NOW).ways][:2] == [TOLD.url, entry.url]


def test_people_steps_of_a_plan_are_those_of_the_week(sample: Home) -> None:
    answer = reach.reach(sample, now=NOW)
    assert 1 < len(answer.open) <= 5

    def planned() -> list[str]:
        items = [item for one in plan(sample, now=NOW, days=14).sessions for item in one.items]
        return [item.key for item in items if item.kind is ItemKind.PERSON]

    before = planned()
    assert len(set(before)) == len(before)
    assert set(before) <= {one.person for one in answer.open}
    for one in answer.open:
        step.skip(sample, one.person, now=NOW)
    assert planned() == []
    assert whom(sample, now=NOW).people


def test_one_person_with_two_accounts_gets_one_step(met: Home) -> None:
    reach.week(met, slate("ann", "ben"), now=NOW)
    people.join(met.database, {"bluesky:ben": "bluesky:ann"})
    assert {one.person for one in reach.week(met, slate("ann"), now=NOW).steps} == {"bluesky:ann"}
    later = reach.week(met, slate("ann"), now=NOW + WEEK)
    assert told(later) == [("ann", "read", "open")]


def test_a_person_who_is_gone_is_not_shown(met: Home) -> None:
    reach.week(met, slate("ann", "ben"), now=NOW)
    with met.database.writing() as db:
        db.execute("DELETE FROM account WHERE id = 'bluesky:ann'")
    assert told(reach.week(met, slate(), now=NOW)) == [("ben", "read", "open")]


asked = st.lists(
    st.tuples(st.integers(0, 90), st.permutations(NAMES), st.sampled_from(["", "done", "skip"])), max_size=6
)


@settings(max_examples=25)
@given(asked)
def test_never_two_steps_for_one_person_in_seven_days_and_never_more_than_the_weekly_total(
    tmp_path_factory: pytest.TempPathFactory, asked: list[tuple[int, list[str], str]]
) -> None:
    with home_in(tmp_path_factory.mktemp("weeks")) as home:
        keep(home, *(account(name) for name in NAMES))
        now = NOW
        for hours, names, act in asked:
            now += timedelta(hours=hours)
            answer = reach.week(home, slate(*names), now=now)
            if act and answer.open:
                {"done": step.done, "skip": step.skip}[act](home, answer.open[0].person, now=now)
        logged = steps.held(home.database, NOW - DAY)
        for one in logged:
            week = [other for other in logged if one.suggested_at <= other.suggested_at < one.suggested_at + WEEK]
            assert len(week) <= home.config.weekly_steps
            assert len({other.person for other in week}) == len(week)


def test_a_draft_is_counted_and_opens_the_networks_own_pages(met: Home) -> None:
    keep(met, account("ann2", "mastodon", handle="@ann@site.test", url="https://site.test/@ann"))
    people.join(met.database, {"mastodon:ann2": "bluesky:ann"})
    connections.connect(met.database, Connection(network="mastodon", settings={"server": "home.test"}), NOW)
    looked = draft(met, "Ann", "  Thank you,\nit helped.\0 ", now=NOW)
    assert (looked.text, looked.named, looked.warning) == ("Thank you,\nit helped.", (), "")
    sky, toot, mail = looked.ways
    assert (sky.title, sky.url, sky.filled, sky.count, sky.limit) == ("Bluesky", TOLD.url, False, 21, 300)
    assert toot.url == "https://home.test/share?text=%40ann%40site.test%20Thank%20you%2C%0Ait%20helped."
    assert mail.url.startswith("mailto:ann@mail.test?")
    given = parse_qs(urlsplit(mail.url).query)
    assert given == {"subject": ["What you wrote on 1 March 2026"], "body": ["Thank you,\r\nit helped."]}
    with pytest.raises(InputError, match="few words of yours"):
        draft(met, "Ann", " \0 ", now=NOW)


def test_what_is_too_long_is_one_sentence(met: Home) -> None:
    sky, mail = draft(met, "Ann", "x" * 301, now=NOW).ways
    assert sky.trouble == "1 character too long for Bluesky, which takes 300: shorten it first."
    assert (mail.trouble, mail.filled) == ("", True)
    sky, mail = draft(met, "Ann", "é" * 100_000, now=NOW).ways
    assert sky.trouble.startswith("99,700 characters too long")
    assert (mail.filled, mail.url) == (False, "mailto:ann@mail.test?subject=What%20you%20wrote%20on%201%20March%202026")


def test_words_of_a_confidential_goal_are_warned_of_and_never_put_there(met: Home) -> None:
    looked = draft(met, "Ann", "How was it? Ours, ZEPHYRION, is a takeover too.", now=NOW)
    assert looked.named == ("ZEPHYRION", "takeover")
    assert "“ZEPHYRION”, “takeover”" in looked.warning
    ask(met, Questions(what="learn to draw", when="Tue 12:30 for 25 minutes", zone="UTC"), now=NOW)
    assert draft(met, "Ann", "On Zephyrion", now=NOW).named == ("Zephyrion",)  # of any goal, not the last only
    quiet = draft(met, "Ann", "Thank you", now=NOW)
    written = " ".join(f"{way.url} {way.text}" for way in quiet.ways).lower()
    assert quiet.warning == ""
    assert not [word for word in ("zephyrion", "takeover", "communicate", "draw") if word in written]


def test_a_person_may_be_written_to_before_any_goal_is_asked(tmp_path: Path) -> None:
    with home_in(tmp_path / "none") as home:
        keep(home, ANN, said=(TOLD,))
        assert draft(home, "Ann", "Hello", now=NOW).ways
        assert step.position(home, "Ann", now=NOW).points
        for nobody in (account("nobody", "linkedin", url="https://[::1/"), account("nobody", "carrier_pigeon")):
            keep(home, nobody)
            assert draft(home, nobody.id, "Hello", now=NOW).ways == ()
            assert step.position(home, nobody.id, now=NOW).ways == ()
        with pytest.raises(NothingYetError):
            reach.reach(home, now=NOW)


def test_in_the_sample_nothing_leads_outside(sample: Home) -> None:
    for one in reach.reach(sample, now=NOW).open:
        for way in (*one.ways, *draft(sample, one.person, "Thank you", now=NOW).ways):
            assert (urlsplit(way.url).hostname or "").endswith(".example")


def test_neither_a_draft_nor_a_step_connects_to_anything(sample: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: Any, **__: Any) -> None:
        raise AssertionError("a connection was made")

    for what in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, what, asked)
    for what in ("getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, what, asked)
    answer = reach.reach(sample, now=NOW)
    person = answer.open[0].person
    draft(sample, person, "Thank you for the note on the acquisition", now=NOW)
    step.position(sample, person, now=NOW)
    step.done(sample, person, now=NOW)
    step.undo(sample, person, now=NOW)
    step.never(sample, person, now=NOW)


def test_two_programs_asking_at_once_suggest_no_more(met: Home) -> None:
    from threading import Thread

    def asks(names: tuple[str, ...]) -> None:
        with Home(met.folder) as other:
            reach.week(other, slate(*names), now=NOW)

    asking = [Thread(target=asks, args=(names,)) for names in (NAMES, NAMES[::-1], NAMES[3:] + NAMES[:3])]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    logged = steps.held(met.database, NOW - DAY)
    assert len({one.person for one in logged}) == len(logged) == 5
