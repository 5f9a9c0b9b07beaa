"""One person: her accounts, why they are one, which others may be hers, and the user's word on it."""

from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from outward.app import person as verb
from outward.errors import InputError
from outward.web.page import Desk, acts, looks, text


def show(desk: Desk, request: Request) -> Response:
    """The person at `?id=`; without it, accounts that may be one person."""
    wanted = request.query_params.get("id", "")
    if not wanted:
        return desk.page(request, "person.html", {"known": None, "answer": verb.suggestions(desk.home)})
    try:
        known = verb.person(desk.home, wanted)
    except InputError:
        raise HTTPException(404) from None
    return desk.page(request, "person.html", {"known": known, "answer": None})


def same(desk: Desk, _: Request, form: FormData) -> Response:
    """Two accounts are one person."""
    known = verb.same(desk.home, text(form, "one"), text(form, "other"), now=desk.now())
    desk.tell(f"Noted: one person with {len(known.accounts)} accounts.")
    return _to(known.id)


def apart(desk: Desk, _: Request, form: FormData) -> Response:
    """The first account is not the person of the other."""
    verb.apart(desk.home, text(form, "one"), text(form, "other"), now=desk.now())
    desk.tell("Noted: not the same person.")
    return _to(text(form, "other"))


def _to(id_: str) -> Response:
    return RedirectResponse(f"/person?{urlencode({'id': id_})}", status_code=303)


ROUTES = [
    Route("/person", looks(show)),
    Route("/person/same", acts(same), methods=["POST"]),
    Route("/person/apart", acts(apart), methods=["POST"]),
]
