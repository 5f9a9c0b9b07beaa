"""Reading what was approved, watched while it goes on."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from outward.app.show import standing
from outward.web.page import Desk, acts, looks


def show(desk: Desk, request: Request) -> Response:
    """How reading stands."""
    return desk.page(request, "sync.html", {"standing": standing(desk.home)})


def begin(desk: Desk, _: Request, __: FormData) -> Response:
    """Read what is new."""
    desk.reading.begin(desk.now())
    return RedirectResponse("/sync", status_code=303)


def stop(desk: Desk, _: Request, __: FormData) -> Response:
    """Stop after the page under way."""
    desk.reading.stop()
    return RedirectResponse("/sync", status_code=303)


ROUTES = [
    Route("/sync", looks(show)),
    Route("/sync", acts(begin), methods=["POST"]),
    Route("/sync/stop", acts(stop), methods=["POST"]),
]
