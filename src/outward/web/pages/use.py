"""USE: the measures of the ledger, takeaways and contacts."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from outward.app import takeaway as verb
from outward.app.show import contacts, standing
from outward.app.use import use
from outward.errors import InputError
from outward.web.page import Desk, acts, back, looks, text
from outward.web.words import day

PERIODS = {7: "7 days", 30: "30 days", 365: "a year"}


def show(desk: Desk, request: Request) -> Response:
    """What was used."""
    days = request.query_params.get("days", "7")
    if days not in map(str, PERIODS):
        raise InputError("Use is shown over 7, 30 or 365 days; choose one of these.")
    now = desk.now()
    held = standing(desk.home)
    return desk.page(
        request,
        "use.html",
        {
            "used": use(desk.home, now=now, days=int(days)),
            "takeaways": verb.takeaways(desk.home, now=now),
            "contacts": contacts(desk.home),
            "periods": PERIODS,
            "zone": held.answers.zone if held.answers else desk.home.zone,
        },
    )


def keep(desk: Desk, _: Request, form: FormData) -> Response:
    """Keep a takeaway."""
    kept = verb.keep(desk.home, text(form, "text"), change=text(form, "change"), url=text(form, "url"), now=desk.now())
    desk.tell(f"Kept. It comes back on {day(kept.due)}.")
    return back(form, "/use")


def review(desk: Desk, request: Request, form: FormData) -> Response:
    """Remembered, forgotten or applied."""
    number, outcome = request.path_params["number"], text(form, "outcome")
    if outcome == "applied":
        verb.applied(desk.home, number, now=desk.now())
        desk.tell("Noted: you used it.")
    elif outcome in ("remembered", "forgotten"):
        reviewed = verb.remembered(desk.home, number, outcome == "remembered", now=desk.now())
        desk.tell(f"Noted: {outcome}. It comes back on {day(reviewed.due)}.")
    else:
        raise InputError("Say of a takeaway that you remembered, forgot or used it.")
    return back(form, "/use")


ROUTES = [
    Route("/use", looks(show)),
    Route("/takeaway", acts(keep), methods=["POST"]),
    Route("/takeaway/{number:int}", acts(review), methods=["POST"]),
]
