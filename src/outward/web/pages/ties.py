"""TIES: who waits for an answer, whom she is losing touch with, how ties began and what became of them."""

from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from outward.app import ties as verb
from outward.errors import InputError
from outward.web.page import Desk, acts, looks, text
from outward.whom.tied.beginnings import Became
from outward.whom.tied.cadence import Layer


def show(desk: Desk, request: Request) -> Response:
    """Everybody, or the person at `?id=`."""
    wanted = request.query_params.get("id", "")
    if not wanted:
        return desk.page(request, "ties.html", {"answer": verb.ties(desk.home, now=desk.now()), "layers": tuple(Layer)})
    try:
        tie = verb.tie_of(desk.home, wanted, desk.now())
    except InputError:
        raise HTTPException(404) from None
    return desk.page(request, "tie.html", {"tie": tie, "outcomes": tuple(Became)})


def say(desk: Desk, _: Request, form: FormData) -> Response:
    """How they met and what became of it."""
    tie = verb.say(
        desk.home,
        text(form, "person"),
        met=text(form, "met"),
        became=text(form, "became"),
        words=text(form, "words"),
        now=desk.now(),
    )
    desk.tell(f"Kept: how it is between you and {tie.name}.")
    return _to(tie)


def unsay(desk: Desk, _: Request, form: FormData) -> Response:
    """The last of that taken back."""
    tie = verb.unsay(desk.home, text(form, "person"), now=desk.now())
    desk.tell("Taken back.")
    return _to(tie)


def settle(desk: Desk, _: Request, form: FormData) -> Response:
    """No answer is needed."""
    tie = verb.settle(desk.home, text(form, "person"), now=desk.now())
    desk.tell(f"Noted: {tie.name} needs no answer.")
    return RedirectResponse("/ties", status_code=303)


def unsettle(desk: Desk, _: Request, form: FormData) -> Response:
    """An answer is needed after all."""
    tie = verb.unsettle(desk.home, text(form, "person"), now=desk.now())
    desk.tell("Taken back.")
    return _to(tie)


def _to(tie: verb.PersonTie) -> Response:
    return RedirectResponse(f"/ties?{urlencode({'id': tie.person})}", status_code=303)


ROUTES = [
    Route("/ties", looks(show)),
    *(
        Route(f"/ties/{word}", acts(act), methods=["POST"])
        for word, act in {"say": say, "unsay": unsay, "settle": settle, "unsettle": unsettle}.items()
    ),
]
