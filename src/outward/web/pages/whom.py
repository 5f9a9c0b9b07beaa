"""WHOM: people to learn from and with, and people near her network."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from outward.app.like import like
from outward.app.near import near
from outward.app.reach import WAYS
from outward.app.what import judgements
from outward.app.whom import whom
from outward.web.page import Desk, looks


def show(desk: Desk, request: Request) -> Response:
    """The people."""
    _, instead = desk.waiting(request)
    if instead is not None:
        return instead
    asked = {name: request.query_params.get(name, "").strip() for name in ("experience", "like")}
    peers = request.query_params.get("only") == "with"
    if asked["like"]:
        answer = like(desk.home, asked["like"], now=desk.now())
    else:
        answer = whom(desk.home, now=desk.now(), experience=asked["experience"], peers=peers)
    given = {"answer": answer, "ways": WAYS, "said": bool(judgements(desk.home)), "asked": asked, "peers": peers}
    return desk.page(request, "whom.html", given)


def nearby(desk: Desk, request: Request) -> Response:
    """People near the user's network whom she does not follow yet."""
    _, instead = desk.waiting(request)
    if instead is not None:
        return instead
    return desk.page(request, "near.html", {"answer": near(desk.home, now=desk.now())})


ROUTES = [Route("/whom", looks(show)), Route("/near", looks(nearby))]
