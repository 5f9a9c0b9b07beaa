"""WHOM: people to learn from and with."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from outward.app.reach import WAYS
from outward.app.what import judgements
from outward.app.whom import whom
from outward.web.page import Desk, looks


def show(desk: Desk, request: Request) -> Response:
    """The people."""
    _, instead = desk.waiting(request)
    if instead is not None:
        return instead
    answer = whom(desk.home, now=desk.now())
    return desk.page(request, "whom.html", {"answer": answer, "ways": WAYS, "said": bool(judgements(desk.home))})


ROUTES = [Route("/whom", looks(show))]
