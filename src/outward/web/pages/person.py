"""One person: all that is known, the user's word on who is who, and forgetting."""

from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from outward.app import forget_person
from outward.app import person as verb
from outward.app.about_person import about
from outward.errors import BusyStoreError, InputError
from outward.web.page import Desk, acts, looks, text


def show(desk: Desk, request: Request) -> Response:
    """The person at `?id=`; without it, accounts that may be one person."""
    wanted = request.query_params.get("id", "")
    if not wanted:
        given = {"about": None, "answer": verb.suggestions(desk.home), "forgotten": forget_person.count(desk.home)}
        return desk.page(request, "person.html", given)
    try:
        known = about(desk.home, wanted, now=desk.now())
    except InputError:
        raise HTTPException(404) from None
    return desk.page(request, "person.html", {"about": known})


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


def leaving(desk: Desk, request: Request) -> Response:
    """What would go with the person at `?id=`."""
    try:
        goes = forget_person.leaving(desk.home, request.query_params.get("id", ""))
    except InputError:
        raise HTTPException(404) from None
    return desk.page(request, "forget.html", {"leaving": goes})


def forget(desk: Desk, _: Request, form: FormData) -> Response:
    """Forget a person for good."""
    if desk.reading.running or desk.importing.running:
        raise BusyStoreError("Outward is reading just now; forget this person when that is over.")
    desk.tell(forget_person.forget(desk.home, text(form, "id"), now=desk.now()).said)
    desk.planned = None
    return RedirectResponse("/whom", status_code=303)


def allow(desk: Desk, _: Request, form: FormData) -> Response:
    """Let somebody back in."""
    desk.tell(forget_person.allow_again(desk.home, text(form, "whom")).said)
    return RedirectResponse("/person", status_code=303)


def _to(id_: str) -> Response:
    return RedirectResponse(f"/person?{urlencode({'id': id_})}", status_code=303)


ROUTES = [
    Route("/person", looks(show)),
    Route("/person/same", acts(same), methods=["POST"]),
    Route("/person/apart", acts(apart), methods=["POST"]),
    Route("/person/forget", looks(leaving)),
    Route("/person/forget", acts(forget), methods=["POST"]),
    Route("/person/allow", acts(allow), methods=["POST"]),
]
