import itertools
import threading
from typing import Any
from urllib.parse import quote

import icalendar
import pytest

from outward.app.ask import Questions, ask
from outward.app.home import Home
from outward.app.near import near
from outward.app.share import planned
from outward.app.show import show, situations, standing
from outward.app.takeaway import keep, takeaways
from outward.app.what import what
from outward.app.whom import whom
from outward.model import Account, Form, Parsed, Post, Resource, SessionState
from outward.store import posts
from outward.web import words as said
from tests.app.material import feed, home_in
from tests.doors.desks import NOW, PAGES, Browser, words
from tests.networks.web_server import Reply, Web

CONTROLS = "//input[not(@type='hidden')]|//textarea|//select"


def well_made(page: Any) -> None:
    """What every page must be, whatever it shows."""
    assert len(page.xpath("//h1")) == 1
    assert page.get("lang") == "en"
    assert len(page.xpath("//main")) == len(page.xpath("//header[@class='top']//nav")) == 1
    assert page.xpath("//title/text()")[0].endswith("Outward")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for control in page.xpath(CONTROLS):
        named = control.get("aria-label") or page.xpath("//label[@for=$id]", id=control.get("id") or "")
        assert named or control.xpath("ancestor::label"), control.attrib
    for form in page.xpath("//form[@method='get']"):  # asks for another view; says nothing and needs no token
        assert form.get("action") in ("/what", "/circle", "/whom")
        assert form.xpath(".//button")
        assert not form.xpath(".//input[@name='token']")
    for form in page.xpath("//form[not(@method='get')]"):
        assert form.get("method") == "post"
        assert form.xpath(".//input[@name='token']/@value")[0]
        assert form.xpath(".//button")
    assert not page.xpath("//script|//iframe|//object|//*[@style]|//@*[starts-with(name(), 'on')]")
    for referred in page.xpath("//@aria-labelledby|//@aria-describedby"):
        assert page.xpath("//*[@id=$id]", id=referred), referred
    for link in page.xpath("//a[@target]"):
        assert link.get("rel") == "noopener noreferrer"
    for table in page.xpath("//table"):
        assert table.xpath(".//caption")
        assert table.xpath(".//thead//th[@scope='col']")
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4")]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("address", [*PAGES, "/nowhere", "/resource?url=https://nobody.example/"])
@pytest.mark.parametrize("state", ["empty", "answered", "full"])
def test_every_page_in_every_state_is_well_made(state: str, address: str, request: pytest.FixtureRequest) -> None:
    browser: Browser = request.getfixturevalue(state)
    well_made(browser.see(address, 404 if "no" in address else 200))


def test_who_has_answered_nothing_is_led_to_the_three_questions(empty: Browser) -> None:
    for address in ("/", "/what", "/whom"):
        assert empty.see(address).xpath("//main//a[@href='/ask']")


def test_who_has_read_nothing_can_read_now(answered: Browser) -> None:
    for address in ("/", "/what", "/whom"):
        assert answered.see(address).xpath("//main//form[@action='/sync']//button[text()='Read now']")


def test_what_shows_what_the_verb_answers(full: Browser) -> None:
    page = full.see("/what")
    answer = what(full.home, now=NOW)
    cards = page.xpath("//ol[@class='ranked']/li")
    assert len(cards) == len(answer.results) > 3
    for card, learn in zip(cards, answer.results, strict=True):
        shown = words(card)
        for part in (learn.title, f"{learn.minutes} min", learn.person, learn.why):
            assert " ".join(part.split()) in shown
        points = [
            float(cell.replace("−", "-").replace("+", ""))
            for cell in card.xpath(".//tbody//td[@class='figure']/text()")
        ]
        assert len(points) == len(learn.reasons)
        assert f"{sum(points):.1f}" == f"{learn.score:.1f}" == card.xpath(".//tfoot//th/text()")[0]
    for out in answer.left_out[:200]:
        assert " ".join(out.why.split()) in words(page)


def test_whom_shows_the_proof_and_the_three_signs_apart(full: Browser) -> None:
    page = full.see("/whom")
    answer = whom(full.home, now=NOW)
    cards = page.xpath("//article")
    assert len(cards) == len(answer.people) > 1
    for card, person in zip(cards, answer.people, strict=True):
        shown = words(card)
        assert person.name in shown
        for evidence in person.evidence[:2]:
            assert " ".join(evidence.sentence.split()) in shown
        signs = person.signs
        assert card.xpath(".//meter/@value") == [
            str(round(sign * 100)) for sign in (signs.able, signs.willing, signs.eager)
        ]
        assert person.step in shown


def test_whom_can_be_asked_in_other_ways(full: Browser) -> None:
    shown = words(full.see("/whom?experience=told+staff+about+a+takeover"))
    assert "Who have been through: told staff about a takeover" in shown
    page = full.see("/whom?only=with")
    assert [words(title) for title in page.xpath("//main//section/h2")] == ["Learn with"]
    person = whom(full.home, now=NOW).people[0]
    (link,) = {
        link for link in full.see("/whom").xpath("//article//a/@href") if quote(person.id) in link and "like" in link
    }
    like = full.see(link)
    assert f"Like {person.name}, who speaks of" in words(like)
    assert person.name not in [words(name) for name in like.xpath("//article//h3")]


def test_near_shows_whom_to_follow_and_why(full: Browser) -> None:
    page = full.see("/near")
    shown = [
        (words(card.xpath(".//h2")[0]), words(card.xpath(".//p[not(@class)]")[0]))
        for card in page.xpath("//li[@class='person card']")
    ]
    assert shown == [(found.name, found.why) for found in near(full.home, now=NOW).people]
    assert shown
    full.send(
        "/say", verdict="less of this", aim="person", subject=near(full.home, now=NOW).people[0].person, back="/near"
    )
    assert shown[0][0] not in words(full.see("/near").xpath("//main")[0])


def test_today_shows_the_plan_item_by_item(full: Browser) -> None:
    page = full.see("/")
    sessions = planned(full.home, now=NOW)
    assert sessions
    for session in sessions:
        (card,) = page.xpath("//article[@aria-labelledby=$id]", id=f"session-{session.id}")
        assert " ".join(session.intention.split()) in words(card)
        for item in session.items:
            for part in (item.title, f"{item.minutes} min", item.person, item.why):
                assert " ".join(part.split()) in words(card)


def test_what_is_behind_a_paywall_says_so_wherever_it_is_shown(full: Browser) -> None:
    with full.home.database.writing() as db:
        db.execute("UPDATE resource SET free = 0 WHERE form = 'article'")
    full.send("/plan")
    items = [item for card in full.see("/").xpath("//ul[@class='items']") for item in card.xpath("./li")]
    forms = {(words(item.xpath(".//span[@class='form']")[0]), "behind a paywall" in words(item)) for item in items}
    assert ("article", True) in forms
    assert not {form for form, paid in forms if paid} - {"article"}
    assert not {form for form, paid in forms if not paid} & {"article"}
    for card in full.see("/what").xpath("//ol[@class='ranked']/li"):
        form = words(card.xpath(".//span[@class='form']")[0])
        assert ("behind a paywall" in words(card.xpath("./p[@class='facts']")[0])) == (form == "article")
    (article, *_) = [item.xpath(".//a[@class='quiet']/@href")[0] for item in items if "paywall" in words(item)]
    assert "behind a paywall" in words(full.see(article).xpath("//article/header")[0])


def test_the_calendar_holds_the_sessions_of_the_plan(full: Browser) -> None:
    answer = full.client.get("/plan.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert len(events) == len(planned(full.home, now=NOW))


def test_looking_plans_nothing_anew(full: Browser) -> None:
    before = planned(full.home, now=NOW)
    full.see("/")
    assert planned(full.home, now=NOW) == before
    full.send("/plan")
    assert planned(full.home, now=NOW)


def test_a_session_is_started_and_done_with_a_takeaway_that_use_shows(full: Browser) -> None:
    number = planned(full.home, now=NOW)[0].id
    assert "Under way" in words(full.send(f"/session/{number}/start"))
    page = full.send(
        f"/session/{number}/done", minutes="21", takeaway="Managers <b>first</b>", change="Brief them on Monday"
    )
    assert "Done: 21 minutes learned" in words(page)
    shown = words(full.see("/use"))
    assert "minutes learned21" in shown.replace(" 21", "21")
    assert "Managers <b>first</b>" in shown
    assert "Brief them on Monday" in shown
    full.send(f"/session/{number}/done", 400)


def test_a_session_let_go_is_gone_from_the_plan(full: Browser) -> None:
    number = planned(full.home, now=NOW)[0].id
    assert "not a debt" in words(full.send(f"/session/{number}/skip"))
    assert number not in [session.id for session in planned(full.home, now=NOW)]


def test_a_session_under_way_is_paused_and_gone_through_item_by_item(full: Browser) -> None:
    session = planned(full.home, now=NOW)[0]
    page = full.send(f"/session/{session.id}/start")
    (at,) = page.xpath("//section[@class='step']")
    assert f"1 of {len(session.items)}" in words(at)
    assert words(at.xpath(".//p[@class='title']")[0]).startswith(" ".join(session.items[0].title.split()))
    assert "Go on" in words(full.send(f"/session/{session.id}/pause").xpath("//section[@class='step']")[0])
    full.send(f"/session/{session.id}/start")
    for _ in session.items:
        page = full.send(f"/session/{session.id}/next", outcome="skipped", why="not now")
    assert "one takeaway in your own words" in words(page.xpath("//section[@class='step']")[0])
    full.send(f"/session/{session.id}/next", 400, outcome="eaten")


def test_an_item_is_pinned_to_a_day_and_the_plan_follows(full: Browser) -> None:
    first, *later = [one for one in planned(full.home, now=NOW) if one.slot.setting == "desk"]
    item = next(one for one in first.items if one.kind == "learn")
    page = full.send("/pin", what=item.name, where=later[0].slot.start.date().isoformat())
    assert "Pinned to" in words(page)
    assert "moves from" in words(page.xpath("//section[@aria-labelledby='changed']")[0])
    (card,) = [one for one in planned(full.home, now=NOW) if item.name in {held.name for held in one.items}]
    assert card.slot.start.date() == later[0].slot.start.date()
    assert "No longer pinned" in words(full.send("/pin", what=item.name))


def test_the_hours_are_shown_and_hers_to_say(full: Browser) -> None:
    assert "Nothing is known yet" in words(full.see("/hours"))
    page = full.send("/hours", weekday="1", hour="12", word="good", back="/hours")
    assert "Tuesday at 12 is your best hour" in words(page)
    assert "you said so" in words(page.xpath("//tbody/tr")[0])
    full.send("/hours", 400, weekday="1", hour="12", word="odd")


def test_minutes_right_now_become_a_session_under_way(full: Browser) -> None:
    page = full.send("/now", minutes="12", setting="read")
    assert "Under way" in words(page)
    running = [s for s in planned(full.home, now=NOW) if s.state is SessionState.STARTED]
    assert [s.minutes <= 12 for s in running] == [True]


def test_what_was_said_takes_effect_and_can_be_taken_back(full: Browser) -> None:
    first = what(full.home, now=NOW).results[0]
    page = full.send("/say", verdict="less of this", subject=first.url, named=first.title, back="/what")
    assert "stays away for 14 days" in words(page)
    assert first.url not in [learn.url for learn in what(full.home, now=NOW).results]
    assert "Taken back" in words(full.send("/undo", back="/what"))
    assert first.url in [learn.url for learn in what(full.home, now=NOW).results]
    full.send("/undo", 409)


def test_a_contact_noted_is_shown_with_the_name_and_no_account_is_counted(full: Browser) -> None:
    person = whom(full.home, now=NOW).people[0]
    full.send("/touch", person=person.id, how="helped", direction="in", named=person.name)
    page = full.see("/use")
    assert person.name in words(page.xpath("//table")[0])
    assert "times you were helped" in words(page)
    assert "account" not in words(page.xpath("//main")[0]).lower()


def test_somebody_not_for_me_is_not_shown_again(full: Browser) -> None:
    person = whom(full.home, now=NOW).people[0]
    page = full.send("/say", verdict="less of this", aim="person", subject=person.id, back="/whom")
    assert person.name not in [words(name) for name in page.xpath("//article//h3")]


def test_a_due_takeaway_comes_as_a_question_that_hides_the_answer(empty: Browser) -> None:
    keep(empty.home, "Managers first", change="Brief them", url="https://a.example/", now=NOW.replace(year=2025))
    page = empty.see("/use")
    (question,) = page.xpath("//section[@aria-labelledby='due']//article")
    assert "What did you take away on 3 March 2025, and what did you want to do differently?" in words(question)
    assert "Managers first" in words(question.xpath(".//details[not(@open)]")[0])
    (number,) = [takeaway.id for takeaway in takeaways(empty.home, now=NOW).due]
    assert "remembered" in words(empty.send(f"/takeaway/{number}", outcome="remembered"))
    assert not empty.see("/use").xpath("//section[@aria-labelledby='due']")
    empty.send(f"/takeaway/{number}", outcome="applied")
    assert takeaways(empty.home, now=NOW).all[0].applied_at == NOW
    assert "takeaways applied1" in words(empty.see("/use"))
    empty.send(f"/takeaway/{number}", 400, outcome="eaten")
    empty.send("/takeaway", 400, text=" ")
    assert "Kept." in words(empty.send("/takeaway", text="Say when you will know"))


def test_packs_are_offered_with_every_address_and_its_state(empty: Browser) -> None:
    page = empty.see("/ask")
    for pack in situations(empty.home, ""):
        boxes = page.xpath("//input[@name='approve'][starts-with(@value, $name)]/@value", name=f"{pack.name} ")
        offered = (*(f"#{tag}" for tag in pack.hashtags), *pack.feeds, *pack.channels, *pack.accounts)
        assert boxes == [f"{pack.name} {word}" for word in offered]
        for address in pack.unchecked:
            (label,) = page.xpath("//label[input[@value=$value]]", value=f"{pack.name} {address}")
            assert "not checked yet" in words(label)


def test_situations_that_fit_come_first_and_nothing_is_kept_by_looking(empty: Browser) -> None:
    page = empty.send("/ask", go="look", what="communicate an acquisition to staff", when="whenever")
    assert page.xpath("//input[@name='pack']/@value")[0] == "acquisition"
    assert words(page.xpath("//textarea[@name='what']")[0]) == "communicate an acquisition to staff"
    assert standing(empty.home).answers is None


def test_exactly_the_ticked_addresses_and_her_own_are_approved(empty: Browser) -> None:
    pack = next(pack for pack in situations(empty.home, "") if len(pack.feeds) > 1)
    page = empty.send(
        "/ask", go="keep", what="communicate an acquisition to staff", when="Tue 12:30 for 25 minutes",
        whom="peers", zone="Europe/Amsterdam", weekly_minutes="90", pack=[pack.name],
        approve=[f"{pack.name} {pack.feeds[0]}", "change https://never-ticked.example/feed"],
        more="https://mine.example/feed.xml",
    )  # fmt: skip
    held = standing(empty.home)
    assert {state.source.value for state in held.sources} == {pack.feeds[0], "https://mine.example/feed.xml"}
    for sentence in held.understood:
        assert " ".join(sentence.split()) in words(page)
    assert held.answers is not None
    assert (held.answers.zone, held.answers.weekly_minutes) == ("Europe/Amsterdam", 90)
    again = empty.see("/ask")
    assert again.xpath("//input[@name='approve'][@checked][starts-with(@value, $name)]/@value", name=pack.name) == [
        f"{pack.name} {pack.feeds[0]}"
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("when", "at the hour of the wolf"), ("what", "??"), ("weekly_minutes", "lots"), ("zone", "Mars/Olympus"),
        ("deadline", "soon"), ("more", "nonsense"), ("pack", "no-such-pack"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_used_is_one_sentence_and_nothing_typed_is_lost(
    empty: Browser, field: str, value: str
) -> None:
    typed = {"go": "keep", "what": "measure internal communication", "when": "Tue 12:30 for 25 minutes", field: value}
    page = empty.send("/ask", 400, **typed)
    well_made(page)
    assert words(page.xpath("//p[@role='alert']")[0]).endswith(".")
    assert page.xpath("//textarea[@name='what']")[0].text_content() == typed["what"]
    assert page.xpath("//textarea[@name='when']")[0].text_content() == typed["when"]
    assert standing(empty.home).answers is None


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> acquisition staff in 2023 we told 40 people"


def test_text_of_strangers_stays_text_and_only_web_addresses_become_links(answered: Browser) -> None:
    author = Account(
        id="feeds:x", network="feeds", handle=HOSTILE, name=HOSTILE, bio=HOSTILE, url="javascript:alert(3)"
    )
    resource = Resource(
        url="https://evil.test/?a=1&b=\"'><script>", form=Form.ARTICLE, title=HOSTILE, text=f"{HOSTILE} " * 20
    )
    post = Post(
        id="feeds:1", network="feeds", author="feeds:x", text=HOSTILE, url="javascript:alert(4)",
        resource=resource.url, created_at=NOW.replace(day=1),
    )  # fmt: skip
    with answered.home.database.writing() as db:
        posts.save(db, Parsed(posts=(post,), accounts=(author,), resources=(resource,)))
    answered.send("/plan")
    for address in ("/", "/what", "/whom", said.page(resource.url)):
        page = answered.see(address)
        well_made(page)
        assert not page.xpath("//main//img")
        for href in page.xpath("//@href"):
            assert href.startswith(("/", "#", "https://evil.test/"))
    assert "<script>alert(1)</script>" in words(answered.see("/what"))


def test_links_of_the_sample_stay_on_the_desk_and_say_so(full: Browser) -> None:
    first = what(full.home, now=NOW).results[0]
    for address in ("/", "/what", "/whom"):
        page = full.see(address)
        assert "Everything here is fictional: this is the sample." in words(page)
        assert "(sample)" in words(page)
        hrefs = page.xpath("//main//a/@href")
        assert hrefs
        assert all(href.startswith(("/", "#")) for href in hrefs)
        for href in page.xpath("//main//a[starts-with(@href, '/resource')]/@href"):
            full.see(href)
    page = full.see(said.page(first.url))
    shown = show(full.home, first.url, now=NOW)
    assert shown.title in words(page.xpath("//h1")[0])
    assert len(page.xpath("//ul[@class='pointed']/li")) == len(shown.pointed) > 0
    assert page.xpath("//tfoot")


def test_a_page_of_her_own_data_says_nothing_of_a_sample(answered: Browser) -> None:
    assert "fictional" not in words(answered.see("/"))


def test_reading_goes_on_in_the_background_and_is_watched(web: Web, tmp_path: Any) -> None:
    go, reached = threading.Event(), threading.Event()
    reply = web.reply

    def held_back(asked: Any) -> Reply:
        reached.set()
        assert go.wait(60)
        return reply(asked)

    web.reply = held_back  # type: ignore[method-assign]
    with home_in(tmp_path / "reading", web.host) as home:
        sources = [web.says(f"/{name}.xml", Reply(200, feed(name), {"content-type": "text/xml"})) for name in "ab"]
        ask(
            home,
            Questions(what="communicate an acquisition", when="Tue 12:30, 25 minutes", feeds=tuple(sources)),
            now=NOW,
        )
        browser = Browser(home)
        browser.send("/sync")
        assert reached.wait(60)
        page = browser.see("/sync")
        well_made(page)
        assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["2"]
        assert page.xpath("//tbody//th")
        browser.send("/sync")
        assert "Stopping after this page" in words(browser.send("/sync/stop"))
        go.set()
        browser.desk.reading.join()
        page = browser.see("/sync")
        well_made(page)
        assert not page.xpath("//meta[@http-equiv='refresh']")
        assert "3 new posts from 1 source" in words(page)
        browser.send("/sync")
        browser.desk.reading.join()
        assert posts.size(home.database)["posts"] == 6
        assert browser.send("/plan").xpath("//article")


def test_reading_without_anything_approved_is_a_sentence(empty: Browser) -> None:
    empty.send("/sync")
    empty.desk.reading.join()
    assert "nothing to read yet" in words(empty.see("/sync"))


def test_troubles_are_pages_with_one_sentence_and_their_status(full: Browser, empty: Browser) -> None:
    for browser, address, status, fields in (
        (full, "/session/999/done", 400, {}),
        (full, "/now", 400, {"minutes": "many"}),
        (full, "/now", 400, {"minutes": ""}),
        (full, "/now", 400, {"minutes": "5", "setting": "moon"}),
        (full, "/say", 400, {"verdict": "splendid", "subject": "x"}),
        (full, "/touch", 400, {"person": "nobody", "how": "helped", "direction": "in"}),
        (full, "/touch", 400, {"person": "nobody", "how": "kissed", "direction": "in"}),
        (empty, "/undo", 409, {}),
        (empty, "/plan", 409, {}),
        (full, "/what", 405, {}),
    ):
        page = browser.send(address, status, **fields)
        well_made(page)
        assert "Traceback" not in words(page)
        assert "'outward" not in words(page)
        assert words(page.xpath("//*[@role='alert']/p|//p[@class='lead']")[0]).endswith(".")
    full.see("/use?days=8", 400)


def test_a_fault_of_our_own_shows_no_traceback(empty: Browser) -> None:
    def broken() -> Any:
        raise RuntimeError("secret detail")

    empty.desk.now = broken
    page = empty.see("/use", 500)
    well_made(page)
    assert "secret detail" not in words(page)


def test_a_data_folder_is_opened_once_before_threads_share_it(tmp_path: Any) -> None:
    with Home(tmp_path / "new") as home:
        browser = Browser(home)
        assert (tmp_path / "new" / "outward.db").exists()
        browser.see("/")
