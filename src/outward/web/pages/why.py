"""WHY NOT HIGHER: one thing beside what is above it."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from outward.app.why import why
from outward.errors import InputError
from outward.web.page import Desk, looks
from outward.web.pages.what import asked

BESIDE = 2
"""Results above it that are laid beside it."""


def show(desk: Desk, request: Request) -> Response:
    """The thing at `?url=`, in the ranking the rest of the address asks for."""
    _, instead = desk.waiting(request)
    if instead is not None:
        return instead
    wanted = asked(request)
    try:
        answer = why(
            desk.home,
            request.query_params.get("url", ""),
            now=desk.now(),
            recipe=wanted.recipe,
            above=BESIDE,
            wish=wanted.wish,
            adjust=wanted.adjust,
        )
    except InputError:
        raise HTTPException(404) from None
    return desk.page(request, "why.html", {"why": answer, "asked": wanted})


ROUTES = [Route("/why", looks(show))]
