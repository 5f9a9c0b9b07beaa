"""The assistant door, asked over standard input and output as an assistant asks it."""

import asyncio
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from outward.app.demo import prepare
from outward.app.home import Home
from outward.errors import OutwardError
from outward.mcp import _alone, server

Call = tuple[str, dict[str, Any]]


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample, planned from this very day on, as the server's clock wants it."""
    folder = tmp_path_factory.mktemp("assistant") / "home"
    with Home(folder) as opened:
        prepare(opened, now=datetime.now(UTC))
    return folder


def ask(folder: Path, *calls: Call) -> tuple[list[Any], list[Any]]:
    """The tools offered and the answers to these calls, from a server process of its own."""
    mcp = pytest.importorskip("mcp", reason="the extra outward[mcp] is not installed")
    command = [sys.executable, "-c", "from outward.cli import main; main()", "--home", str(folder), "mcp"]
    process = mcp.StdioServerParameters(command=command[0], args=command[1:], env=dict(os.environ))

    async def talk() -> tuple[list[Any], list[Any]]:
        async with mcp.Client(process) as client:
            offered = (await client.list_tools()).tools
            return offered, [await client.call_tool(name, given) for name, given in calls]

    return asyncio.run(talk())


def test_an_assistant_gets_what_the_screens_show(planned: Path) -> None:
    offered, answers = ask(
        planned,
        ("what", {"limit": 3}),
        ("whom", {"experience": "redundancy round", "limit": 2}),
        ("whom", {"like": "Nell Applewhistle", "limit": 1}),
        ("whom", {"peers": True}),
        ("plan", {}),
        ("today", {}),
        ("session_now", {"minutes": 12, "setting": "listen"}),
        ("use", {"days": 30}),
    )
    assert [tool.name for tool in offered] == ["what", "whom", "plan", "today", "session_now", "use"]
    assert [answer.is_error for answer in answers] == [False] * 8
    what, whom, like, peers, plan, today, session, use = (answer.structured_content for answer in answers)
    assert len(what["results"]) == 3
    assert all(learn["url"] and learn["minutes"] and learn["person"] and learn["why"] for learn in what["results"])
    assert {person["role"] for person in whom["learn_from"]} == {"experienced"}
    assert like["like"].startswith("Like Nell Applewhistle")
    assert peers["learn_with"]
    assert not peers["learn_from"]
    assert plan["minutes"] <= plan["weekly_minutes"]
    assert today["session"] == plan["sessions"][0]
    assert {item["form"] for item in session["items"]} <= {"episode", "video", "takeaway"}
    assert use["days"] == 30


def test_every_tool_says_what_it_is_for_and_takes_only_what_it_names(planned: Path) -> None:
    offered, _ = ask(planned)
    for tool in offered:
        assert tool.description
        assert not tool.annotations.destructive_hint
        assert tool.annotations.read_only_hint is (tool.name not in ("plan", "session_now"))
        assert "home" not in tool.input_schema["properties"]


def test_trouble_reaches_the_assistant_as_a_sentence(planned: Path, tmp_path: Path) -> None:
    _, (limit, setting, recipe) = ask(
        planned, ("what", {"limit": 0}), ("session_now", {"setting": "bath"}), ("what", {"recipe": "luck"})
    )
    assert limit.is_error
    assert "give a number from 1 to 200" in limit.content[0].text
    assert setting.is_error
    assert recipe.is_error
    assert "There is no recipe called 'luck'" in recipe.content[0].text
    _, (empty,) = ask(tmp_path / "empty", ("today", {}))
    assert empty.is_error
    assert "outward ask" in empty.content[0].text
    assert "Traceback" not in empty.content[0].text


def test_without_the_extra_a_sentence_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    with Home(tmp_path) as opened, pytest.raises(OutwardError, match=r"pip install 'outward\[mcp\]'"):
        server(opened)


def test_what_libraries_print_stays_out_of_the_protocol(capfd: pytest.CaptureFixture[str]) -> None:
    with _alone():
        os.write(1, b"noise")
        sys.stdout.write("protocol")
    sys.stdout.flush()
    os.write(1, b", and on")
    shown = capfd.readouterr()
    assert shown.out == "protocol, and on"
    assert shown.err == "noise"
