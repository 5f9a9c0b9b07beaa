import io
from dataclasses import replace

import pytest
from rich.table import Table

from outward.app.doctor import Diagnosis, Finding
from outward.app.sync import SourceReport, Synced
from outward.cli import doctor, sync
from outward.cli.door import plain
from outward.cli.terminal import Terminal
from outward.model import Source

HOSTILE = "\x1b]0;owned\x07\x1b[2Jtitle\x9b31m \u202egnp.exe\u2066 [/] [/red] [bold]"
SOURCE = Source("feeds", "feed", "https://evil.example/[/x]?[red]")


def terminal() -> tuple[Terminal, io.StringIO]:
    out = io.StringIO()
    return Terminal(file=out, force_terminal=False, width=200), out


@pytest.mark.parametrize("markup", [True, False])
def test_words_of_strangers_never_steer_the_terminal(markup: bool) -> None:
    console, out = terminal()
    said = plain(HOSTILE) if markup else HOSTILE
    console.print(said, markup=markup)
    table = Table(said if markup else "")
    table.add_row(plain(HOSTILE))
    console.print(table)
    with console.capture() as captured:
        console.print(said, markup=markup)
    shown = out.getvalue() + captured.get()
    assert not set(shown) & set("\x1b\x07\x9b\u202e\u2066")
    assert shown.count("[/] [/red] [bold]") == 3 + markup


def test_the_report_of_a_sync_shows_hostile_troubles_as_they_are() -> None:
    console, out = terminal()
    report = SourceReport(source=SOURCE, trouble=f"{HOSTILE} broke.")
    sync.show(Synced(reports=(report, replace(report, trouble="")), indexed=0, joined=0), console)
    assert "[/] [/red] [bold] broke." in out.getvalue()
    assert SOURCE.value in out.getvalue()


def test_the_doctor_shows_hostile_findings_as_they_are() -> None:
    console, out = terminal()
    finding = Finding(subject=str(SOURCE), well=False, sentence=HOSTILE)
    doctor.show(Diagnosis(folder="[/]", findings=(finding,)), console)
    assert "[/] [/red] [bold]" in out.getvalue()
    assert SOURCE.value in out.getvalue()
