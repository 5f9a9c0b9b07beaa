"""A notification on a real session bus; and one sentence where there is none, or where nothing takes it."""

import ast
import logging
import os
from pathlib import Path

import pytest

from outward.errors import UnreachableError
from outward.messengers import desktop as notification
from outward.messengers.desktop import Settings
from outward.model import Reminder
from tests.reminders.servers import desktop

REMINDER = Reminder(title="Tuesday 12:30: 25 minutes", text='Yes & <img src="https://evil.example/x.png"> <b>no</b>')


def test_it_shows_a_notification_in_which_nothing_is_markup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with desktop(tmp_path / "bus", monkeypatch) as shown:
        notification.send(Settings(), REMINDER, "")
        notification.send(Settings(), REMINDER, "")
        lines = [ast.literal_eval(line) for line in shown.read_text().splitlines()]
    app, title, body = lines[0]
    assert len(lines) == 2
    assert (app, title) == ("Outward", REMINDER.title)
    assert "evil.example" in body
    assert not set("<>&") & set(body)


@pytest.mark.parametrize(("options", "service"), [((), False), (("--refuse",), True)])
def test_a_desktop_that_does_not_take_it_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, options: tuple[str, ...],
    service: bool,
) -> None:  # fmt: skip
    with (
        desktop(tmp_path / "bus", monkeypatch, *options, service=service) as shown,
        caplog.at_level(logging.DEBUG),
        pytest.raises(UnreachableError, match="No desktop here takes notifications; run Outward in your desktop"),
    ):
        notification.send(Settings(), REMINDER, "")
    assert shown.read_text() == ""


def test_a_desktop_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notification, "PATIENCE", 0.0)
    with (
        desktop(tmp_path / "bus", monkeypatch, service=False),
        pytest.raises(UnreachableError, match="No desktop here takes notifications"),
    ):
        notification.send(Settings(), REMINDER, "")


def test_without_any_session_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
    with pytest.raises(UnreachableError, match="or be reminded by mail with 'outward remind mail'"):
        notification.send(Settings(), REMINDER, "")
    assert capfd.readouterr().err == ""


def test_from_a_timer_the_usual_place_of_the_session_is_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with desktop(tmp_path / "bus", monkeypatch) as shown:
        (usual,) = [path for path in (tmp_path / "bus").iterdir() if path.is_socket()]
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
        monkeypatch.delenv("DISPLAY", raising=False)
        monkeypatch.setattr(notification, "USUAL", str(tmp_path / "none-{user}"))
        with pytest.raises(UnreachableError):
            notification.send(Settings(), REMINDER, "")
        monkeypatch.setattr(notification, "USUAL", str(usual))
        notification.send(Settings(), REMINDER, "")
        assert len(shown.read_text().splitlines()) == 1
    assert "DBUS_SESSION_BUS_ADDRESS" not in os.environ


def test_a_backend_that_shows_nothing_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    import desktop_notifier.main
    from desktop_notifier.backends.dummy import DummyNotificationCenter

    monkeypatch.setattr(desktop_notifier.main, "get_backend_class", lambda: DummyNotificationCenter)
    with pytest.raises(UnreachableError, match="No desktop here"):
        notification.send(Settings(), REMINDER, "")
