"""The doors to this week's steps: the terminal, the desk, and a real browser that opens no other host."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from outward.app import reach, step
from outward.app.ask import Questions, ask
from outward.app.home import Home
from outward.model import Direction
from outward.store import steps, used
from outward.web import desk
from tests.app.material import NOW, home_in, sampled
from tests.app.test_reach import ANN, DAY, SECRET, TOLD, account, contact, keep, post
from tests.doors.desks import Browser, answered, empty, full, prepared, words
from tests.doors.test_browser import AXE, CHROMIUM, browser
from tests.doors.test_cli import folder, said, told
from tests.doors.test_web import well_made

__all__ = ["answered", "browser", "empty", "folder", "full", "prepared", "sampled"]


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Browser]:
    """A folder that is no sample: links lead where they really lead."""
    with home_in(tmp_path / "real") as home:
        ask(home, Questions(what=SECRET, when="Tue 12:30 for 25 minutes", zone="Europe/Amsterdam"), now=NOW)
        keep(home, ANN, said=(TOLD,))
        home.catch_up()
        with home.database.writing() as db:
            steps.suggest(db, [(ANN.id, "thank", TOLD.url)], NOW)
        yield Browser(home)


# the terminal


def test_the_command_shows_the_week_and_one_person(folder: Path) -> None:
    week: Any = told(folder, "reach")
    assert 0 < len(week["steps"]) <= week["weekly"] == 5
    first = week["steps"][0]
    text = said(folder, "reach")
    assert f"This week: {len(week['steps'])} steps of at most 5, one a person." in text
    for part in (first["name"], f"→ {first['step']}", first["points"][0]["sentence"], first["ways"][0]["url"]):
        assert part in " ".join(text.split()) or part in text
    one: Any = told(folder, "reach", first["name"])
    assert (one["person"], one["state"], one["rung"]) == (first["person"], "open", first["rung"])
    read = next(step for step in week["steps"] if step["rung"] == "read")
    shown = said(folder, "reach", read["person"])
    assert "→ read  · thank  · add something  · ask  · give back" in shown
    assert "This week's step is open." in shown


def test_the_command_takes_what_she_says_of_a_step(folder: Path) -> None:
    first, second, *_ = [one["person"] for one in told(folder, "reach")["steps"]]  # type: ignore[attr-defined]
    assert "Noted: you" in said(folder, "reach", first, "--done")
    assert "Left, and no debt." in said(folder, "reach", second, "--skip")
    shown = said(folder, "reach")
    assert " done" in shown
    assert " left" in shown
    assert "The next one can come on" in shown
    assert "is open again" in said(folder, "reach", second, "--undo")
    assert told(folder, "reach", second, "--never")["said"] == "never"
    assert "--undo takes that back" in said(folder, "reach", second)
    assert "thanked" in said(folder, "reach", first, "--how", "thanked")
    assert "they turned to you" in said(folder, "reach", first, "--they")


def test_the_command_looks_at_a_draft(real: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTWARD_HOME", str(real.home.folder))
    monkeypatch.setenv("COLUMNS", "120")
    shown = said(real.home.folder, "reach", "Ann", "--draft", "Thank you, Zephyrion")
    assert "Your text says “Zephyrion”" in shown
    assert "Bluesky: 20 of 300 characters" in shown
    assert TOLD.url in shown
    assert "mailto:ann@mail.test?subject=" in shown
    assert "too long for Bluesky" in said(real.home.folder, "reach", "Ann", "--draft", "x" * 301)
    looked: Any = told(real.home.folder, "reach", "Ann", "--draft", "Thank you")
    assert looked["warning"] == ""
    assert looked["ways"][0]["filled"] is False


@pytest.mark.parametrize(
    ("given", "code", "sentence"),
    [
        (("--done",), 2, "Say whom"),
        (("--draft", "x"), 2, "Say whom"),
        (("--how", "thanked"), 2, "Say whom"),
        (("nobody",), 2, "has not read of"),
        (("nobody", "--never"), 2, "has not read of"),
        (("Ottoline Quillfeather", "--done", "--skip"), 2, "at a time"),
        (("Ottoline Quillfeather", "--done", "--how", "asked"), 2, "at a time"),
        (("Ottoline Quillfeather", "--draft", " "), 2, "few words of yours"),
        (("Ottoline Quillfeather", "--done"), 2, "was suggested this week"),
        (("Ottoline Quillfeather", "--undo"), 3, "could be taken back"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(folder: Path, given: tuple[str, ...], code: int, sentence: str) -> None:
    with home_in(folder) as home, home.database.writing() as db:
        db.execute("DELETE FROM step")
    text = said(folder, "reach", *given, code=code)
    assert sentence in " ".join(text.split())
    assert "Traceback" not in text


def test_a_week_without_steps_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTWARD_HOME", str(tmp_path / "none"))
    assert "outward ask" in said(tmp_path / "none", "reach", code=3)


def test_a_draft_where_nobody_can_be_written_to_says_so(real: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTWARD_HOME", str(real.home.folder))
    with real.home.database.writing() as db:
        db.execute("UPDATE account SET network = 'elsewhere', bio = ''")
    assert "No page is known on which Ann" in said(real.home.folder, "reach", "Ann", "--draft", "Hello")
    page = real.send("/reach/draft", person=ANN.id, text="Hello")
    well_made(page)
    assert "Nothing read so far says where Ann can be written to." in words(page)


# the desk


def test_the_page_shows_what_the_verb_answers(full: Browser) -> None:
    page = full.see("/reach")
    answer = reach.reach(full.home, now=NOW)
    cards = page.xpath("//article")
    assert len(cards) == len(answer.open) > 1
    assert "At most 5 steps in any seven days, and one a person." in words(page)
    for card, one in zip(cards, answer.open, strict=True):
        shown = words(card)
        for part in (one.name, str(one.rung), one.step, *(point.sentence for point in one.points)):
            assert " ".join(part.split()) in shown
        assert len(card.xpath(".//ul[@class='points']/li")) == len(one.points) > 0
        for point in one.points:
            assert point.source in shown
        assert not card.xpath(".//a[@target]")  # the sample leads nowhere
    assert page.xpath("//nav[@aria-label='Pages of people']//a[@aria-current='page']/@href") == ["/reach"]


def test_what_she_says_of_a_step_is_told_and_can_be_taken_back(full: Browser) -> None:
    first, second, third, *_ = reach.reach(full.home, now=NOW).open
    for word, one, effect in (
        ("done", first, "Noted: you"),
        ("skip", second, "Left, and no debt."),
        ("never", third, "is suggested any more"),
    ):
        page = full.send(f"/reach/{word}", person=one.person)
        well_made(page)
        assert effect in words(page.xpath("//*[@role='status']")[0])
    over = page.xpath("//section[@aria-labelledby='over']//li")
    assert [words(one).split(" · ")[0].split(" suggested")[0] for one in over]
    assert [words(one.xpath(".//*[@class='badge']")[0]) for one in over] == ["done", "left", "left"]
    page = full.send("/reach/undo", person=first.person)
    assert "is open again" in words(page)
    assert len(page.xpath("//section[@aria-labelledby='over']//li")) == 2
    full.send("/reach/dance", 400, person=first.person)
    full.send("/reach/done", 400, person="nobody")
    assert full.client.get("/reach/draft").status_code == 405


def test_who_waits_for_an_answer_comes_first(real: Browser) -> None:
    (real.home.folder / "config.toml").write_text("weekly_steps = 1\n")
    with Home(real.home.folder) as home:
        keep(home, account("ben"), said=(post(account("ben"), 9, "And how did <b>you</b> do it?"),))
        for days in (3, 1):
            contact(home, "bluesky:ben", "in", "reply", NOW - days * DAY, "https://bluesky.test/ben.test/9")
        page = Browser(home).see("/reach")
        well_made(page)
        assert [words(one) for one in page.xpath("//main//h2")] == ["They turned to you and wait", "1 step to take"]
        first = page.xpath("//section[@aria-labelledby='waiting']//li")[0]
        assert "“And how did <b>you</b> do it?”" in words(first)
        assert first.xpath(".//a[@target]/@href") == ["https://bluesky.test/ben.test/9"]


def test_all_done_and_nobody_found_are_said(full: Browser, empty: Browser, answered: Browser) -> None:
    for one in reach.reach(full.home, now=NOW).open:
        step.done(full.home, one.person, now=NOW)
    page = full.see("/reach")
    well_made(page)
    assert "Nothing is left to do with people this week." in words(page)
    assert "The next step can come on Tuesday 10 March." in words(page)
    assert empty.see("/reach").xpath("//main//a[@href='/ask']")
    assert answered.see("/reach").xpath("//main//form[@action='/sync']")
    (full.home.folder / "config.toml").write_text("weekly_steps = 0\n")
    with Home(full.home.folder) as other:
        with other.database.writing() as db:
            db.execute("DELETE FROM step")
        page = Browser(other).see("/reach")
    well_made(page)
    assert "No steps are suggested: weekly_steps is 0 in config.toml." in words(page)
    assert page.xpath("//main//a[@href='/whom']")


def test_her_words_are_looked_at_and_lead_to_the_networks_own_page(real: Browser) -> None:
    hostile = "Thank you </textarea><script>x</script> “it helped” &amp; 👍\nreally"
    page = real.send("/reach/draft", person=ANN.id, text=hostile)
    well_made(page)
    assert not page.xpath("//script")
    first, mail = page.xpath("//article")
    assert first.xpath(".//a[@target='_blank']/@href") == [TOLD.url]
    assert first.xpath(".//textarea[@readonly]")[0].text.strip().replace("\r\n", "\n") == hostile
    assert "characters of 300" in words(first)
    href = mail.xpath(".//a[starts-with(@href, 'mailto:')]/@href")[0]
    assert parse_qs(urlsplit(href).query)["body"] == [hostile.replace("\n", "\r\n")]
    assert used.touches(real.home.database) == []
    assert [one.state for one in steps.held(real.home.database, NOW - timedelta(days=1))] == ["open"]
    kept = real.home.folder / "outward.db"
    assert b"it helped" not in kept.read_bytes() + kept.with_suffix(".db-wal").read_bytes()
    long = real.send("/reach/draft", person=ANN.id, text="x" * 400)
    well_made(long)
    assert "100 characters too long for Bluesky, which takes 300: shorten it first." in words(long)
    for text, status in (("  ", 400), ("x" * 100_000, 413)):
        assert real.client.post(
            "/reach/draft", data={"token": real.desk.token, "person": ANN.id, "text": text}
        ).status_code == status  # fmt: skip


def test_words_of_a_confidential_goal_are_asked_about_before_any_page_opens(real: Browser) -> None:
    page = real.send("/reach/draft", person=ANN.id, text="How was it with Zephyrion?")
    well_made(page)
    assert "Your text says “Zephyrion”" in words(page)
    assert not page.xpath("//main//a[@target] | //main//a[starts-with(@href, 'mailto:')]")
    (form,) = page.xpath("//form[.//input[@name='sure']]")
    fields = {one.get("name"): one.get("value") for one in form.xpath(".//input")}
    sure = real.send(form.get("action"), **{name: value for name, value in fields.items() if name != "token"})
    well_made(sure)
    assert sure.xpath("//main//a[@target]/@href")[0] == TOLD.url


def test_contacts_are_noted_from_the_pages_of_people(real: Browser) -> None:
    for back in ("/whom", "/reach", "/ties", "https://evil.test/", "//evil.test"):
        answer = real.client.post(
            "/touch",
            data={"token": real.desk.token, "person": ANN.id, "how": "helped", "direction": "in", "back": back},
            follow_redirects=False,
        )
        assert answer.status_code == 303
        assert answer.headers["location"] == (back if back.startswith("/") and back[1] != "/" else "/whom")
    assert {touch.direction for touch in used.touches(real.home.database)} == {Direction.IN}


def test_a_form_of_another_start_is_refused(real: Browser) -> None:
    for word in ("done", "draft"):
        answer = real.client.post(f"/reach/{word}", data={"token": "x", "person": ANN.id, "text": "Hello"})
        assert answer.status_code == 403


# a real browser


@pytest.fixture
def served(real: Browser) -> Iterator[str]:
    """The desk over the folder that is no sample, on a free port."""
    import uvicorn

    server = uvicorn.Server(
        uvicorn.Config(desk(real.home, clock=lambda: NOW), port=0, log_level="critical", lifespan="off", ws="none")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.mark.skipif(not CHROMIUM.exists(), reason="No browser at /usr/bin/chromium.")
def test_in_a_browser_nothing_is_asked_of_any_network_until_she_opens_its_page(served: str, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    asked: list[str] = []
    complaints: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.route("**/bluesky.test/**", lambda route: route.fulfill(body="the post's own page"))
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{served}/reach")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("Your own words to Ann").fill("Zephyrion thanks you")
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("heading", name="Before it goes out").wait_for()
    page.get_by_label("Your own words").fill("Thank you, this helped")
    page.get_by_role("button", name="Look at it again").click()
    page.get_by_text("22 characters of 300").wait_for()
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    if AXE.exists():
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate("axe.run()")["violations"] == []
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(served).netloc}
    assert not [url for url in asked if "Thank" in url or "Zephyrion" in url]
    with context.expect_page() as opened:
        page.get_by_role("link", name="Bluesky").click()
    opened.value.wait_for_load_state()
    assert opened.value.url == TOLD.url
    page.get_by_role("button", name="I have sent it").click()
    page.get_by_role("status").filter(has_text="Noted: you thanked Ann.").wait_for()
    assert complaints == []
