"""What is shown when something is in the way: always a page with one sentence, never a traceback."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from outward.web.page import Desk, before
from outward.web.refused import status
from outward.web.words import on_pages

_REFUSED = {
    404: ("There is no such page", "The address does not name a page of the desk."),
    405: ("That cannot be done here", "This address does not take what was sent; go back and use the page's buttons."),
}


def sentence(request: Request, error: Exception) -> Response:
    """An error of Outward's own, as it stands."""
    number = status(error)
    title = "Not yet" if number == 409 else "That did not work"
    return _page(request, number, title, on_pages(str(error)))


def refused(request: Request, error: Exception) -> Response:
    """An address or method the desk does not have, a form it does not take."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class
    title, said = _REFUSED.get(error.status_code, ("That did not work", error.detail))
    return _page(request, error.status_code, title, said)


def broken(request: Request, error: Exception) -> Response:
    """A fault of Outward itself."""
    said = f"Outward made a mistake of its own ({type(error).__name__}); nothing you gave was lost."
    return _page(request, 500, "Something broke", said)


def _page(request: Request, number: int, title: str, said: str) -> Response:
    desk: Desk = request.app.state.desk
    wanted = before(request)
    back = "" if wanted in ("/", request.url.path) and request.method == "GET" and not request.url.query else wanted
    return desk.page(request, "trouble.html", {"title": title, "sentence": said, "back": back}, number)
