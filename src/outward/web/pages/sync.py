"""Reading what was approved, watched while it goes on."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from outward.app.networks import networks
from outward.app.show import standing
from outward.web.page import Desk, acts, looks, text


def show(desk: Desk, request: Request) -> Response:
    """How reading stands."""
    return desk.page(request, "sync.html", {"standing": standing(desk.home)})


def begin(desk: Desk, request: Request, form: FormData) -> Response:
    """Read what is new; what costs money only after she has seen how much and said yes."""
    if not text(form, "agreed"):
        known = networks(desk.home, now=desk.now()).networks
        paid = [
            one for one in known if one.price and one.price.unit == "$" and min(one.price.total, one.price.left) > 0
        ]
        if paid:
            return desk.page(request, "paid.html", {"paid": paid})
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
