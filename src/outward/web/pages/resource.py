"""One resource: what it says, who pointed at it, why it is where it is."""

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from outward.app.read import opened_by, read
from outward.app.show import show as verb
from outward.errors import InputError, SourceError
from outward.model import Form, Resource
from outward.web.page import Desk, acts, looks, text
from outward.web.words import on_pages, page


def show(desk: Desk, request: Request) -> Response:
    """The resource at `?url=`."""
    try:
        shown = verb(desk.home, request.query_params.get("url", ""), now=desk.now())
    except InputError:
        raise HTTPException(404) from None
    given = {"shown": shown, "whole": whole(shown.resource)}
    return desk.page(request, "resource.html", given)


def fetch(desk: Desk, _: Request, form: FormData) -> Response:
    """Get the whole of the resource, now and once."""
    try:
        url = read(desk.home, text(form, "url"), now=desk.now()).resource.url
    except SourceError as error:
        desk.tell(on_pages(str(error)))
        url = text(form, "url")
    return RedirectResponse(page(url), status_code=303)


def whole(resource: Resource) -> str:
    """What a button says that gets the whole of a resource; empty where there is nothing more to get."""
    source = opened_by(resource)
    if source is None:
        return ""
    if source.kind == "chapters":
        return "Get the chapters"
    return "Get the whole text" if resource.form is Form.ARTICLE else "Get the words spoken"


ROUTES = [Route("/resource", looks(show)), Route("/resource", acts(fetch), methods=["POST"])]
