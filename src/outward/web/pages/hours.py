"""WHEN: the hours of the week she keeps her sessions in."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from outward.app.hours import LEARNED, hours, say_hour
from outward.web.page import Desk, acts, back, looks, number, text
from outward.when.hours import WORDS
from outward.when.vocabulary import DAY_NAMES


def show(desk: Desk, request: Request) -> Response:
    """Weekday and hour, kept and not, and what each weighs."""
    _, instead = desk.waiting(request)
    if instead is not None:
        return instead
    held = hours(desk.home, now=desk.now())
    return desk.page(
        request,
        "hours.html",
        {
            "hours": held,
            "names": DAY_NAMES,
            "words": [*WORDS, LEARNED],
            "most": max((one.kept for one in held.hours), default=0),
        },
    )


def say(desk: Desk, _: Request, form: FormData) -> Response:
    """Say of an hour what it is for a session."""
    said = say_hour(
        desk.home,
        number(text(form, "weekday"), "The day"),
        number(text(form, "hour"), "The hour"),
        text(form, "word"),
        now=desk.now(),
    )
    desk.tell(said.sentence)
    return back(form, "/hours")


ROUTES = [Route("/hours", looks(show)), Route("/hours", acts(say, show, "/hours"), methods=["POST"])]
