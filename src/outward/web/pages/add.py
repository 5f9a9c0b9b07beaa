"""Adding what the user is looking at: pasted here, or sent by the link she keeps among her bookmarks."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from outward.app.add import add
from outward.errors import OutwardError
from outward.web.page import Desk, acts, looks, text
from outward.web.words import on_pages

LONGEST = 20_000
"""Characters taken from an address; browsers send no longer ones anyway."""
_LINK = (
    "javascript:(()=>{{const q=new URLSearchParams({{url:location.href,title:document.title,"
    "text:String(getSelection()).slice(0,6000)}});window.open('{desk}add?'+q)}})()"
)


def show(desk: Desk, request: Request) -> Response:
    """The form, filled with what the link sent; nothing is kept before she says so."""
    given = {name: request.query_params.get(name, "")[:LONGEST] for name in ("url", "title", "text")}
    return _form(desk, request, given)


def keep(desk: Desk, request: Request, form: FormData) -> Response:
    """Keep what she is looking at."""
    given = {name: text(form, name) for name in ("url", "title", "text")}
    try:
        added = add(desk.home, given["url"], title=given["title"], text=given["text"], now=desk.now())
    except OutwardError as error:
        return _form(desk, request, given, on_pages(str(error)))
    desk.tell(added.said)
    desk.planned = None
    return RedirectResponse("/add", status_code=303)


def _form(desk: Desk, request: Request, given: dict[str, str], trouble: str = "") -> Response:
    link = _LINK.format(desk=request.base_url)
    return desk.page(request, "add.html", {"given": given, "trouble": trouble, "link": link}, 400 if trouble else 200)


ROUTES = [Route("/add", looks(show)), Route("/add", acts(keep), methods=["POST"])]
