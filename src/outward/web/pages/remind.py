"""REMIND: how she is reminded of her sessions, and how the next reminder reads."""

from dataclasses import fields
from enum import StrEnum
from typing import Any, get_type_hints

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from outward.app import remind as verb
from outward.app import reminding
from outward.messengers import messenger, registry
from outward.web.page import Desk, acts, looks, number, text
from outward.when.reminders import LONGEST


def show(desk: Desk, request: Request) -> Response:
    """Each messenger: whether it is on, the next reminder, and its settings."""
    held = verb.standing(desk.home, now=desk.now(), desk=f"http://{request.url.netloc}/")
    return desk.page(
        request,
        "remind.html",
        {
            "held": held,
            "fields": {one.messenger: _fields(one) for one in held.messengers},
            "any": any(one.on for one in held.messengers),
            "longest": LONGEST,
        },
    )


def on(desk: Desk, request: Request, form: FormData) -> Response:
    """Switch a messenger on, or change it."""
    name = request.path_params["name"]
    module = messenger(name)
    given = {one.name: text(form, one.name) for one in fields(module.Settings) if one.name in form}
    verb.switch_on(
        desk.home,
        name,
        {field: value for field, value in given.items() if value or not _number(module.Settings, field)},
        minutes_before=number(text(form, "minutes_before") or str(verb.BEFORE), "Minutes before"),
        titles=bool(text(form, "titles")),
        password=text(form, "password"),
        now=desk.now(),
    )
    desk.tell(f"Reminders by {module.TITLE} are on; they are sent while the desk runs.")
    return _back()


def off(desk: Desk, request: Request, _: FormData) -> Response:
    """Switch a messenger off."""
    name = request.path_params["name"]
    verb.switch_off(desk.home, name, now=desk.now())
    desk.tell(f"Reminders by {messenger(name).TITLE} are off.")
    return _back()


def try_(desk: Desk, request: Request, _: FormData) -> Response:
    """Send one at once."""
    done = reminding.send_one(desk.home, request.path_params["name"], now=desk.now())
    desk.tell(done.trouble or f"Sent {done.gone[0].where}; look whether it is there.")
    return _back()


def _fields(one: verb.Standing) -> list[dict[str, Any]]:
    """The form of a messenger's settings, with what is kept."""
    settings = registry()[one.messenger].Settings
    hints = get_type_hints(settings)
    return [
        {
            "name": field.name,
            "help": field.metadata["help"],
            "value": one.settings.get(field.name, field.default),
            "choices": list(hints[field.name]) if issubclass(hints[field.name], StrEnum) else (),
            "number": hints[field.name] is int,
        }
        for field in fields(settings)
    ]


def _number(settings: type[Any], name: str) -> bool:
    return get_type_hints(settings)[name] is int


def _back() -> Response:
    return RedirectResponse("/remind", status_code=303)


ROUTES = [
    Route("/remind", looks(show)),
    *(
        Route(f"/remind/{{name}}/{act.__name__.rstrip('_')}", acts(act, show, "/remind"), methods=["POST"])
        for act in (on, off, try_)
    ),
]
