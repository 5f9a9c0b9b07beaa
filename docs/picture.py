"""Takes docs/desk.png: the desk's first page, photographed from the running program on the fictional sample."""

import shutil
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import httpx
import uvicorn
from playwright.sync_api import sync_playwright

from outward.app.demo import prepare
from outward.app.home import Home
from outward.web import desk

PICTURE = Path(__file__).resolve().parent / "desk.png"
PORT = 8766


def main() -> int:
    """Serve the sample, open it in a browser, take the picture."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("There is no Chromium to take the picture with; install it (apt install chromium) and try again.")  # noqa: T201
        return 1
    with tempfile.TemporaryDirectory() as folder, Home(Path(folder) / "demo") as home:
        prepare(home, now=datetime.now(UTC))
        server = uvicorn.Server(uvicorn.Config(desk(home), host="127.0.0.1", port=PORT, log_level="critical"))
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            _await(f"http://127.0.0.1:{PORT}/")
            _photograph(chromium, f"http://127.0.0.1:{PORT}/")
        finally:
            server.should_exit = True
            thread.join()
    return 0


def _await(address: str) -> None:
    for _ in range(200):
        try:
            httpx.get(address, timeout=10)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return


def _photograph(chromium: str, address: str) -> None:
    with sync_playwright() as player:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]
        browser = player.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page(viewport={"width": 1180, "height": 1000}, color_scheme="light")
        page.goto(address)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
