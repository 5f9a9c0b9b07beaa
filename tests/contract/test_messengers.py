"""Every messenger keeps the contract: says what leaves the machine, has settings with help, refuses in one sentence."""

import socket
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from outward import messengers
from outward.errors import InputError, OutwardError
from outward.model import Reminder
from tests.reminders.given import GIVEN

REMINDER = Reminder(
    title="Tuesday 12:30: 25 minutes", text="Your session begins at 12:30.\nYour desk: http://127.0.0.1/"
)


def test_the_folder_is_the_registry_and_each_has_test_data() -> None:
    assert set(messengers.registry()) == set(GIVEN) == {"desktop", "mail"}


@pytest.mark.parametrize("name", sorted(messengers.registry()))
def test_it_says_what_it_is_and_what_leaves_the_machine(name: str) -> None:
    module = messengers.messenger(name)
    assert module.TITLE
    assert module.LEAVES.endswith(".")
    assert module.EXAMPLE.startswith(f"outward remind {name}")
    assert is_dataclass(module.Settings)
    assert all(field.metadata["help"].endswith(".") for field in fields(module.Settings))
    module.Settings()  # every field has a default
    settings = module.checked(module.Settings(**GIVEN[name]))
    assert module.checked(settings) == settings
    assert "\n" not in module.where(settings)
    assert not [field for field in fields(module.Settings) if "password" in field.name]  # secrets are not settings


@pytest.mark.parametrize("name", sorted(messengers.registry()))
def test_where_nothing_takes_it_that_is_one_sentence(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise ConnectionRefusedError(111, "refused")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
    module = messengers.messenger(name)
    with pytest.raises(OutwardError) as told:
        module.send(module.checked(module.Settings(**GIVEN[name])), REMINDER, "secret")
    said = str(told.value)
    assert said.endswith((".", "'."))
    assert "\n" not in said
    assert "secret" not in said


def test_an_unknown_one_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match="use one of: desktop, mail"):
        messengers.messenger("pigeon")
