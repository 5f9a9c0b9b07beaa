"""WHOM: people to learn from and with, and contacts with them."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from outward.app.reach import touched
from outward.app.what import judgements
from outward.app.whom import whom
from outward.errors import InputError
from outward.model import Direction
from outward.web.page import Desk, acts, back, looks, text

WAYS = ("thanked", "asked", "answered", "helped", "talked")


def show(desk: Desk, request: Request) -> Response:
    """The people."""
    _, instead = desk.waiting(request)
    if instead is not None:
        return instead
    answer = whom(desk.home, now=desk.now())
    return desk.page(request, "whom.html", {"answer": answer, "ways": WAYS, "said": bool(judgements(desk.home))})


def touch(desk: Desk, _: Request, form: FormData) -> Response:
    """Note a contact."""
    how, direction = text(form, "how"), text(form, "direction")
    if how not in WAYS or direction not in list(Direction):
        raise InputError("That contact cannot be noted; say how it was and who turned to whom.")
    touched(desk.home, text(form, "person"), direction=Direction(direction), how=how, now=desk.now())
    desk.tell(f"Noted: your contact with {text(form, 'named')[:120] or 'this person'}.")
    return back(form, "/whom")


ROUTES = [Route("/whom", looks(show)), Route("/touch", acts(touch), methods=["POST"])]
