"""WHAT: resources worth her minutes, with reasons, and what she says of them."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from outward.app.say import say, unsay
from outward.app.what import judgements, what
from outward.errors import InputError
from outward.web.page import Desk, acts, back, looks, text
from outward.what.feedback import Aim, Verdict


def show(desk: Desk, request: Request) -> Response:
    """The ranking."""
    _, instead = desk.waiting(request)
    if instead is not None:
        return instead
    answer = what(desk.home, now=desk.now())
    return desk.page(
        request, "what.html", {"answer": answer, "verdicts": list(Verdict), "said": bool(judgements(desk.home))}
    )


def said(desk: Desk, _: Request, form: FormData) -> Response:
    """What she thinks of a resource or a person."""
    verdict, aim = text(form, "verdict"), text(form, "aim") or "resource"
    if verdict not in list(Verdict) or aim not in list(Aim):
        raise InputError("That cannot be said of a result; use the buttons of the page.")
    effect = say(desk.home, Verdict(verdict), text(form, "subject"), aim=Aim(aim), now=desk.now()).effect
    named = text(form, "named")[:120]
    desk.tell(f"{named}: {effect}" if named else effect)
    return back(form, "/what")


def undo(desk: Desk, _: Request, form: FormData) -> Response:
    """Take back what was said last."""
    taken = unsay(desk.home)
    desk.tell(f"Taken back: “{taken.verdict}” for {taken.subject}.")
    return back(form, "/what")


ROUTES = [
    Route("/what", looks(show)),
    Route("/say", acts(said), methods=["POST"]),
    Route("/undo", acts(undo), methods=["POST"]),
]
