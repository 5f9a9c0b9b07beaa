"""One resource: what it says, who pointed at it, why it is where it is."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from outward.app.show import show as verb
from outward.errors import InputError
from outward.web.page import Desk, looks


def show(desk: Desk, request: Request) -> Response:
    """The resource at `?url=`."""
    try:
        shown = verb(desk.home, request.query_params.get("url", ""), now=desk.now())
    except InputError:
        raise HTTPException(404) from None
    return desk.page(request, "resource.html", {"shown": shown})


ROUTES = [Route("/resource", looks(show))]
