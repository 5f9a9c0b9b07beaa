"""A real browser walks from the three questions to a takeaway; nothing is asked of any other host."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from outward.app.home import Home
from outward.store import posts
from tests.doors.desks import PAGES

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).resolve().parents[2] / ".cache/axe/node_modules/axe-core/axe.min.js"
WIDTHS = (360, 390, 1280)

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="No browser at /usr/bin/chromium.")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A served desk that has read the sample and asked nothing yet."""
    from datetime import UTC, datetime

    from outward import sample

    with Home(tmp_path / "desk") as home:
        home.mark_sample()
        with home.database.writing() as db:
            posts.save(db, sample.load(datetime.now(UTC)))
    process = subprocess.Popen(
        [sys.executable, "-c", "from outward.cli import main; main()", "serve", "--port", "0", "--no-open"],
        env={**os.environ, "OUTWARD_HOME": str(tmp_path / "desk"), "COLUMNS": "200", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = process.stdout.readline()
    yield said.split()[4]
    process.send_signal(signal.SIGINT)
    _, complained = process.communicate(timeout=60)
    assert process.returncode in (0, 130)
    assert "Traceback" not in complained


@pytest.fixture
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield started
        started.close()


def test_from_three_questions_to_a_takeaway(address: str, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))

    page.goto(address)
    page.get_by_role("link", name="Answer the three questions").click()
    page.get_by_label("What do you want to learn?").fill("communicate an acquisition to staff")
    page.get_by_label("When do you have time?").fill("every day 12:30 for 25 minutes; train 12 min, listening")
    page.get_by_label("Whom do you want to learn from or with?").fill("someone who has been through it, and peers")
    page.get_by_role("button", name="Look for situations").click()
    page.get_by_role("checkbox", name="Acquisition or merger").check()
    page.get_by_text("hashtags and addresses").first.click()
    for box in page.locator("fieldset.pack").first.get_by_role("checkbox").all()[1:]:
        box.uncheck()
    page.get_by_role("button", name="These are my answers").click()
    page.get_by_role("heading", level=1, name="This is what I understood").wait_for()
    page.get_by_role("button", name="Plan the coming week").click()

    page.get_by_role("heading", level=2, name="The coming days").wait_for()
    assert page.locator("article.session li").count() > 3
    page.get_by_role("button", name="Start").first.click()
    page.get_by_role("heading", level=2, name="Under way").wait_for()
    page.get_by_label("One thing you take away").first.fill("Tell line managers a day before")
    page.get_by_label("What you will do differently").first.fill("Brief them on Monday")
    page.get_by_label("Minutes you spent").first.fill("17")
    page.locator("article.next form").get_by_role("button", name="Done", exact=True).click()
    page.get_by_role("status").filter(has_text="Done: 17 minutes learned").wait_for()
    page.get_by_role("navigation").get_by_role("link", name="Use").click()
    page.get_by_text("Tell line managers a day before").first.wait_for()
    assert page.locator(".tile", has_text="minutes learned").locator("dd").text_content() == "17"

    _look_everywhere(browser, address, hosts)
    assert complaints == []
    assert hosts == {urlsplit(address).netloc}


def _look_everywhere(browser: Any, address: str, hosts: set[str]) -> None:
    """Every page fits every width, light and dark; axe finds nothing where it is installed.

    Pictures of all of them are left in the folder OUTWARD_SHOTS names.
    """
    shots = Path(os.environ["OUTWARD_SHOTS"]) if os.environ.get("OUTWARD_SHOTS") else None
    if shots:
        shutil.rmtree(shots, ignore_errors=True)
        shots.mkdir(parents=True)
    for scheme in ("light", "dark"):
        page = browser.new_context(color_scheme=scheme).new_page()
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        for name in PAGES:
            page.goto(address.rstrip("/") + name)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
                if shots:
                    page.screenshot(path=shots / f"{name[1:] or 'today'}-{width}-{scheme}.png", full_page=True)
            if AXE.exists():
                page.evaluate(AXE.read_text(encoding="utf-8"))
                found = page.evaluate("axe.run()")["violations"]
                assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


def test_the_keyboard_reaches_the_content_first(address: str, browser: Any) -> None:
    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
