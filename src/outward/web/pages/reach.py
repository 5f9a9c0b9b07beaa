"""REACH: this week's steps with people, her own words before they go, and contacts noted by hand."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from outward.app import step as verb
from outward.app.draft import draft
from outward.app.reach import WAYS, State, reach, touched
from outward.errors import InputError
from outward.model import Direction
from outward.web.page import Desk, acts, back, looks, text

SAYINGS = {"done": verb.done, "skip": verb.skip, "never": verb.never, "undo": verb.undo}
"""What can be said of a step, by the last part of the address of its form."""


def show(desk: Desk, request: Request) -> Response:
    """The steps of this week."""
    standing, instead = desk.waiting(request)
    if instead is not None or standing.answers is None:
        return instead or RedirectResponse("/", status_code=303)
    answer = reach(desk.home, now=desk.now())
    over = [step for step in answer.steps if step.state is not State.OPEN]
    return desk.page(request, "reach.html", {"answer": answer, "over": over, "zone": standing.answers.zone})


def write(desk: Desk, request: Request, form: FormData) -> Response:
    """Her own words for one person: how long they are, what they give away, and the page to send them on.

    Shown at once and not kept: what she wrote is in no address and in no log.
    """
    looked = draft(desk.home, text(form, "person"), text(form, "text"), now=desk.now())
    sure = bool(text(form, "sure"))
    return desk.page(request, "draft.html", {"draft": looked, "asking": bool(looked.warning) and not sure})


def say(desk: Desk, request: Request, form: FormData) -> Response:
    """What she says of a step."""
    act = SAYINGS.get(request.path_params["said"])
    if act is None:
        raise InputError("That cannot be said of a step; it is done, left, never wanted or open again.")
    desk.tell(act(desk.home, text(form, "person"), now=desk.now()).effect)
    return back(form, "/reach")


def touch(desk: Desk, _: Request, form: FormData) -> Response:
    """Note a contact."""
    how, direction = text(form, "how"), text(form, "direction")
    if how not in WAYS or direction not in list(Direction):
        raise InputError("That contact cannot be noted; say how it was and who turned to whom.")
    touched(desk.home, text(form, "person"), direction=Direction(direction), how=how, now=desk.now())
    desk.tell(f"Noted: your contact with {text(form, 'named')[:120] or 'this person'}.")
    return back(form, "/whom")


ROUTES = [
    Route("/reach", looks(show)),
    Route("/reach/draft", acts(write), methods=["POST"]),
    Route("/reach/{said}", acts(say), methods=["POST"]),
    Route("/touch", acts(touch), methods=["POST"]),
]
