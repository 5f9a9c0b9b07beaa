"""A real mail server on loopback, one that fails as it is told, and a desktop that takes notifications."""

import contextlib
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

USER, PASSWORD = "ada@home.example", "correct horse"


@dataclass
class Post:
    """What a mail server got: mails, and who signed in how; `answers` are what it says instead of taking them."""

    port: int
    mails: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    hello: list[str] = field(default_factory=list)
    sealed: list[bool] = field(default_factory=list)
    tries: int = 0
    answers: dict[str, str] = field(default_factory=dict)

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, name: str, responses: list[str]) -> list[str]:  # noqa: N802
        self.hello.append(name)
        session.host_name = name
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if "DATA" in self.answers:
            return self.answers["DATA"]
        self.raw.append(envelope.content)
        self.sealed.append(session.ssl is not None)
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def signed_in(self, server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        self.tries += 1
        return AuthResult(success=(given.login, given.password) == (USER.encode(), PASSWORD.encode()), handled=False)


@dataclass(frozen=True)
class Certificates:
    """An authority of the test's own, and certificates: one that is right, one for another host."""

    authority: Path
    right: ssl.SSLContext
    wrong: ssl.SSLContext


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    made = trustme.CA()
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    made.cert_pem.write_to_path(str(path))
    contexts = []
    for host in ("localhost", "elsewhere.example"):
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        made.issue_cert(host).configure_cert(context)
        contexts.append(context)
    return Certificates(path, *contexts)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def mail_server(context: ssl.SSLContext | None = None, *, sealed: bool = False, auth: bool = True) -> Iterator[Post]:
    """aiosmtpd: STARTTLS with a context, TLS from the first byte when `sealed`, in the clear without."""
    post = Post(free_port())
    signs: dict[str, Any] = (
        {"authenticator": post.signed_in, "auth_required": True, "auth_require_tls": context is not None}
        if auth
        else {}
    )
    tls: dict[str, Any] = {"ssl_context": context} if sealed else {"tls_context": context} if context else {}
    if sealed and auth:
        signs["auth_require_tls"] = False  # it is sealed already
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a sign-in in the clear, which is what is tried
        server = Controller(post, hostname="127.0.0.1", port=post.port, server_hostname="mail.test", **signs, **tls)
        server.start()
        try:
            yield post
        finally:
            server.stop()


@contextlib.contextmanager
def raw_server(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that talks as it is told, then cuts the connection."""
    ended = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        while not ended.is_set():
            with contextlib.suppress(OSError):
                connection, _ = listener.accept()
                with connection:
                    connection.settimeout(1)  # one that went away in mid-sentence is not waited for
                    talk(connection)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield int(listener.getsockname()[1])
    finally:
        ended.set()
        with contextlib.suppress(OSError):
            socket.create_connection(listener.getsockname(), timeout=5).close()
        thread.join()
        listener.close()


def says(*answers: bytes) -> Callable[[socket.socket], None]:
    """Talk line by line; the first answer greets, a None-like empty one says nothing."""

    def talk(connection: socket.socket) -> None:
        heard = connection.makefile("rb")
        with heard:
            for number, answer in enumerate(answers):
                if number:
                    line = heard.readline()
                    if answer == b"250 taken\r\n":
                        while line and line != b".\r\n":
                            line = heard.readline()
                connection.sendall(answer)

    return talk


_DESKTOP = """
import asyncio, sys
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, method

class Notifications(ServiceInterface):
    def __init__(self): super().__init__("org.freedesktop.Notifications")
    @method()
    def GetCapabilities(self) -> "as": return ["body", "body-markup"]
    @method()
    def GetServerInformation(self) -> "ssss": return ["Test", "Outward", "1", "1.2"]
    @method()
    def Notify(self, app: "s", replaces: "u", icon: "s", title: "s", body: "s", actions: "as", hints: "a{sv}",
               wait: "i") -> "u":
        if "--refuse" in sys.argv: raise RuntimeError("no")
        with open(sys.argv[1], "a", encoding="utf-8") as kept: kept.write(repr((app, title, body)) + "\\n")
        return 1

async def main():
    bus = await MessageBus().connect()
    bus.export("/org/freedesktop/Notifications", Notifications())
    await bus.request_name("org.freedesktop.Notifications")
    print("ready", flush=True)
    await bus.wait_for_disconnect()
asyncio.run(main())
"""


@contextlib.contextmanager
def desktop(folder: Path, monkeypatch: pytest.MonkeyPatch, *options: str, service: bool = True) -> Iterator[Path]:
    """A real session bus with a notification service of ours on it; the file it writes what it is shown to."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("dbus-daemon is not installed (Debian, Ubuntu: sudo apt install dbus-daemon)")
    folder.mkdir(parents=True, exist_ok=True)
    bus = subprocess.Popen(
        [daemon, "--session", "--nofork", "--print-address", f"--address=unix:dir={folder}"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    shown, running = folder / "shown", [bus]
    shown.touch()
    try:
        assert bus.stdout is not None
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.stdout.readline().strip())
        if service:
            ours = subprocess.Popen(
                [sys.executable, "-c", _DESKTOP, str(shown), *options], stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, text=True,
            )  # fmt: skip
            running.append(ours)
            assert ours.stdout is not None
            assert ours.stdout.readline() == "ready\n"
        yield shown
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait(10)
            if process.stdout:
                process.stdout.close()


def until(what: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait for a state."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)
