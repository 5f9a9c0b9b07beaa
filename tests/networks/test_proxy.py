"""The proof that no other host is asked: whole commands behind a proxy that sees into every connection.

The proxy (mitmproxy) stands for the whole internet; a hook in every process of the commands notes each address it
connects to or looks up, so that nothing goes past the proxy unseen.
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / ".cache" / "proxy"
ADDON = Path(__file__).with_name("proxy_server.py")
RUN = [sys.executable, "-c", "from outward.cli import main; main()"]
GOAL = "announce the Zephyrion takeover by Quillbrook to anxious warehouse crews, told by their managers in a room"
WHOM = "a veteran who has survived a botched rumour leak"
SECRETS = tuple(
    "announce zephyrion takeover quillbrook anxious warehouse crews managers veteran survived botched rumour".split()
)
"""The words of both that say anything; some are also in what the networks answer, none in what they are asked."""
TOKENS = {
    "OUTWARD_X_ACCESS_TOKEN": ("invented-x", "api.x.com"),
    "OUTWARD_LINKEDIN_TOKEN": ("invented-linkedin", "api.linkedin.com"),
    "OUTWARD_YOUTUBE_API_KEY": ("invented-youtube", "youtube.googleapis.com"),
}
APPROVED = {
    "www.youtube.com",
    "youtube.googleapis.com",
    "feeds.transistor.fm",
    "quietoffices.wordpress.com",  # an article opened by its reader
    "mastodon.social",
    "api.bsky.app",
    "api.x.com",
    "api.linkedin.com",
}
CHANNEL = "UCabcdefghijklmnopqrstuv"
HOOK = """
import os, sys

def note(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        said = args[1]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        said = args[:2]
    else:
        return
    with open(os.environ["OUTWARD_WATCH"], "a") as file:
        file.write(f"{said!r}\\n")

with open(os.environ["OUTWARD_WATCH"], "a") as file:
    file.write("began\\n")
sys.addaudithook(note)
"""


@dataclass(frozen=True)
class Internet:
    """The proxy under way: what it was asked, and where the processes of the commands went."""

    port: int
    folder: Path

    @property
    def env(self) -> dict[str, str]:
        """What a process needs to be behind the proxy, watched, and without anything of this machine's user."""
        kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
        address = f"http://127.0.0.1:{self.port}"
        return {
            **kept,
            "HTTPS_PROXY": address,
            "HTTP_PROXY": address,
            "SSL_CERT_FILE": str(self.folder / "mitmproxy-ca-cert.pem"),
            "PYTHONPATH": str(self.folder / "hook"),
            "OUTWARD_WATCH": str(self.folder / "watch"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }

    @property
    def asked(self) -> list[dict[str, Any]]:
        """Every request the proxy saw, tunnels among them."""
        record = self.folder / "record"
        return [json.loads(line) for line in record.read_text().splitlines()] if record.exists() else []

    @property
    def reached(self) -> list[str]:
        """Every address a watched process connected to or looked up; `began` for each process."""
        return (self.folder / "watch").read_text().splitlines()

    def strangers(self, approved: set[str]) -> set[str]:
        """Hosts that were asked without being approved."""
        return {one["host"] for one in self.asked} - approved

    def telling(self, words: Sequence[str]) -> list[dict[str, Any]]:
        """Requests that hold one of these words anywhere."""
        told = [(one, unquote_plus(json.dumps(one)).lower()) for one in self.asked]
        return [one for one, text in told if any(word in text for word in words)]

    def past(self) -> set[str]:
        """Addresses other than the proxy's that a watched process turned to."""
        own = {"began", repr(("127.0.0.1", self.port))}
        return set(self.reached) - own


@pytest.fixture
def internet(tmp_path: Path) -> Iterator[Internet]:
    """The internet as the proxy plays it."""
    if not list(PLACE.glob(".installed-*")):
        pytest.skip("The proxy that sees into connections (mitmproxy) is missing; run tests/networks/install.sh.")
    folder = tmp_path / "proxy"
    (folder / "hook").mkdir(parents=True)
    (folder / "hook" / "sitecustomize.py").write_text(HOOK)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    settings = {"confdir": folder, "upstream_cert": "false", "connection_strategy": "lazy"}
    where = ["--listen-host", "127.0.0.1", "--listen-port", str(port)]
    how = [part for name, value in settings.items() for part in ("--set", f"{name}={value}")]
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "OUTWARD_PROXY_RECORD": str(folder / "record")}
    with (folder / "log").open("wb") as log:
        command = [str(PLACE / "bin" / "mitmdump"), *where, *how, "-s", str(ADDON)]
        process = subprocess.Popen(command, env=env, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
    try:
        _await(process, port, folder)
        yield Internet(port, folder)
    finally:
        process.terminate()
        process.wait(20)


def _await(process: "subprocess.Popen[bytes]", port: int, folder: Path) -> None:
    latest = time.monotonic() + 60
    while time.monotonic() < latest and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise AssertionError("The proxy did not start:\n" + (folder / "log").read_text(errors="replace"))


def _archives(folder: Path) -> list[str]:
    """Small files of the user's own, full of addresses that might tempt a program to look."""
    folder.mkdir()
    likes = '[{"like": {"tweetId": "20", "fullText": "Just this https://t.co/abc"}}]'
    (folder / "like.js").write_text(f"window.YTD.like.part0 = {likes}")
    (folder / "bookmarks.html").write_text(
        '<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF="https://bit.ly/3x" ADD_DATE="1">Short</A></DL>'
    )
    (folder / "list.opml").write_text('<opml><body><outline xmlUrl="https://unread.example.org/feed"/></body></opml>')
    return [str(path) for path in sorted(folder.iterdir())]


def test_commands_ask_approved_hosts_only_tell_nothing_of_the_goal_and_never_go_past_the_proxy(
    internet: Internet, tmp_path: Path
) -> None:
    env = internet.env | {name: value for name, (value, _) in TOKENS.items()}
    commands: list[str] = []

    def outward(*words: str) -> Any:
        commands.append(words[0])
        ran = subprocess.run(
            [*RUN, "--home", str(tmp_path / "home"), *words, "--json"],
            capture_output=True,
            text=True,
            env=env,
            check=False,
            timeout=120,
        )
        assert ran.returncode == 0, f"{words}: {ran.stdout}{ran.stderr}"
        return json.loads(ran.stdout)

    answers = ("--what", GOAL, "--when", "weekdays 12:30 for 25 minutes", "--whom", WHOM)
    outward("ask", *answers, "--pack", "acquisition", "--feed", "https://feeds.transistor.fm/quiet-offices")
    assert internet.asked == []
    outward("connect", "youtube", CHANNEL)
    outward("connect", "mastodon", "#internalcomms")
    outward("connect", "bluesky", "@ann.bsky.social", "--no-test")
    outward("connect", "x", "x:#change", "--set", "cap=50", "--no-test")
    outward("connect", "linkedin", "linkedin:export", "--no-test")
    examined = outward("doctor")
    assert [one["sentence"] for one in examined["findings"] if one["subject"] == "proxy"] == [
        "Everything but your own servers is asked through 127.0.0.1, as this system's settings say."
    ]
    synced = outward("sync", "--yes")
    assert [one["trouble"] for one in synced["reports"] if one["trouble"]] == []
    assert {one["source"]["network"] for one in synced["reports"] if one["added"]} >= {
        "bluesky", "feeds", "mastodon", "x", "youtube"}  # fmt: skip
    before = len(internet.asked)
    found = outward("what")["results"]
    assert found
    outward("whom")
    outward("plan")
    outward("today")
    outward("networks")
    outward("import", *_archives(tmp_path / "mine"), "--no-read")
    outward("doctor", "--reparse", "--rebuild", "--no-check")
    assert len(internet.asked) == before
    outward("read", "https://quietoffices.wordpress.com/lesson-1")
    outward("read", "https://www.youtube.com/watch?v=abcdefghijk")
    outward("sync", "--yes")

    assert internet.strangers(APPROVED) == set()
    assert {one["host"] for one in internet.asked if one["method"] != "CONNECT"} == APPROVED
    assert internet.telling(SECRETS) == []
    for token, host in TOKENS.values():
        assert {one["host"] for one in internet.telling([token])} == {host}
    assert internet.past() == set()
    assert internet.reached.count("began") == len(commands)


def test_the_watch_sees_what_would_leave(internet: Internet) -> None:
    """The proof can fail: a foreign host, a word of the goal and a way past the proxy are each seen."""
    leak = (
        "import contextlib, httpx, socket\n"
        "httpx.post('https://pixels.example.net/p?about=Quillbrook%20staff')\n"
        "httpx.get('http://api.x.com/2/users/me', headers={'x-why': 'botched'})\n"
        "with contextlib.suppress(OSError): socket.create_connection(('127.0.0.1', 9))\n"
        "with contextlib.suppress(OSError): socket.getaddrinfo('pixels.invalid', 443)\n"
    )
    subprocess.run([sys.executable, "-c", leak], env=internet.env, check=True, timeout=60)
    assert internet.strangers(APPROVED) == {"pixels.example.net"}
    assert {one["host"] for one in internet.telling(SECRETS)} == {"pixels.example.net", "api.x.com"}
    assert {"('127.0.0.1', 9)", "('pixels.invalid', 443)"} == internet.past()
