"""A real Radicale on loopback, once for all tests; each test gets a calendar of its own."""

import importlib.util
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from socket import create_server

import pytest
import requests

USER, PASSWORD = "ada", "sesame-4711"
_NUMBERS = count(1)


@dataclass(frozen=True)
class Radicale:
    """The server: its `host` with the port, and what another program does there."""

    host: str

    @property
    def url(self) -> str:
        return f"http://{self.host}/"

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
        """What a second client does: status, headers in lower case, body."""
        answer = requests.request(
            method,
            f"{self.url}{path.removeprefix('/')}",
            data=body.encode(),
            headers={name.replace("_", "-"): value for name, value in headers.items()},
            auth=(USER, PASSWORD),
            timeout=10,
        )
        return answer.status_code, {k.lower(): v for k, v in answer.headers.items()}, answer.text

    def calendar(self, name: str = "Work") -> str:
        """A new, empty calendar; its path."""
        path = f"/{USER}/cal{next(_NUMBERS)}/"
        body = (
            '<?xml version="1.0"?><C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>'
            f"<D:displayname>{name}</D:displayname></D:prop></D:set></C:mkcalendar>"
        )
        assert self.ask("MKCALENDAR", path, body)[0] == 201
        return path

    def remove(self, path: str) -> None:
        self.ask("DELETE", path)

    def put(self, path: str, event: str, **headers: str) -> int:
        """Write an event as her own program does."""
        text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Hers//EN\r\n{event}END:VCALENDAR\r\n"
        return self.ask("PUT", path, text, Content_Type="text/calendar", **headers)[0]

    def events(self, path: str) -> dict[str, str]:
        """Everything in a calendar: href to iCalendar text."""
        body = (
            '<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/></D:prop>'
            '<C:filter><C:comp-filter name="VCALENDAR"/></C:filter></C:calendar-query>'
        )
        _, _, said = self.ask("REPORT", path, body, Depth="1", Content_Type="application/xml")
        return {href: self.ask("GET", href)[2] for href in re.findall(r"<href>([^<]+\.ics)</href>", said)}


@pytest.fixture(scope="session")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    if importlib.util.find_spec("radicale") is None:
        pytest.skip("Radicale is not installed; ./run test installs it.")
    folder = tmp_path_factory.mktemp("radicale")
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
    (folder / "config").write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = htpasswd\nhtpasswd_filename = {folder}/users\n"
        f"htpasswd_encryption = plain\ndelay = 0\n[storage]\nfilesystem_folder = {folder}/data\n"
        "[logging]\nlevel = error\n"
    )
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "radicale", "--config", str(folder / "config")], stdout=log, stderr=log
        )
    try:
        made = Radicale(f"127.0.0.1:{port}")
        _wait(made, folder / "log")
        yield made
    finally:
        server.terminate()
        server.wait(10)


def _wait(server: Radicale, log: Path) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            if server.ask("OPTIONS", "/")[0] < 500:
                return
        except requests.ConnectionError:
            time.sleep(0.05)
    pytest.fail(f"Radicale did not start: {log.read_text()[-500:]}")
