"""CIRCLE: the people around her as a map and as a table, what is missing for her goal, and who could introduce her."""

from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from outward.app.circle import around, introductions, picture
from outward.share import svg
from outward.share.svg.places import NARROW, WIDE
from outward.web.page import Desk, looks


def show(desk: Desk, request: Request) -> Response:
    """The map and the table; with `?to=` the ways to one person."""
    _, instead = desk.waiting(request)
    if instead is not None:
        return instead
    found = around(desk.home, now=desk.now())
    wanted = request.query_params.get("to", "").strip()
    maps = [
        Markup(svg.fragment(found.network, shape, _person))  # noqa: S704 - the drawing escapes every text
        for shape in (WIDE, NARROW)
        if not found.empty
    ]
    return desk.page(
        request,
        "circle.html",
        {
            "answer": found,
            "maps": maps,
            "names": {member.id: member.name for member in found.network.members},
            "counted": sum(found.network.layers.values()) - svg.drawn(found.network, WIDE),
            "to": introductions(desk.home, wanted, now=desk.now()) if wanted else None,
            "wanted": wanted,
        },
    )


def file(desk: Desk, request: Request) -> Response:  # noqa: ARG001 - a page's fixed form
    """The map as a file."""
    headers = {"content-disposition": f'attachment; filename="outward-circle{svg.SUFFIX}"'}
    content = picture(around(desk.home, now=desk.now()))
    return Response(content, media_type=svg.MEDIA_TYPE, headers=headers)


def _person(id_: str) -> str:
    return f"/person?{urlencode({'id': id_})}"


ROUTES = [Route("/circle", looks(show)), Route("/circle.svg", looks(file))]
