"""WHEN: the session of today item by item, and the week's plan."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from outward.app import session as verb
from outward.app.follow import again as plan_again
from outward.app.follow import changes as planning_changes
from outward.app.follow import follow
from outward.app.pin import pin, pins, unpin
from outward.app.share import calendar, planned
from outward.app.today import today
from outward.errors import InputError, NothingYetError
from outward.model import Session, SessionState, Setting
from outward.web.page import Desk, acts, back, looks, number, number_or_none, text
from outward.web.words import count, day
from outward.when.here import here
from outward.when.vocabulary import EVERYDAY

HERS = {
    "takeaway": "One thing you take away",
    "change": "What you will do differently",
    "minutes": "Minutes you spent",
}
"""Labels of what she types when a session is done."""


def show(desk: Desk, request: Request) -> Response:
    """The next session, then the others of the plan."""
    standing, instead = desk.waiting(request)
    if instead is not None:
        return instead
    now = desk.now()
    follow(desk.home, now=now)
    following = today(desk.home, now=now)
    local = now.astimezone(ZoneInfo(following.zone))
    first = following.session.id if following.session else None
    under_way = following.session is not None and following.session.state is SessionState.STARTED
    others = [session for session in planned(desk.home, now=now) if session.id != first]
    return desk.page(
        request,
        "today.html",
        {
            "standing": standing,
            "today": following,
            "now": local,
            "under_way": under_way,
            "later": [session for session in others if not _over(session, local)],
            "earlier": [session for session in others if _over(session, local)],
            "last": desk.planned,
            "going": verb.going(desk.home, first, now=now) if under_way else None,
            "changes": planning_changes(desk.home, now=now),
            "pinned": pins(desk.home, now=now),
            "days": [local.date() + timedelta(days=ahead) for ahead in range(7)],
            "minutes": sum(s.minutes for s in planned(desk.home, now=now) if s.state is not SessionState.SKIPPED),
            "settings": [(one, ", ".join(EVERYDAY[one])) for one in Setting],
        },
    )


def again(desk: Desk, _: Request, form: FormData) -> Response:
    """Plan the coming week again: little changed, or anew."""
    desk.planned = plan_again(desk.home, now=desk.now(), anew=text(form, "anew") == "yes")
    kept = f" Your adjustments: {desk.planned.kept}." if desk.planned.kept else ""
    said = desk.planned.note or f"Planned: {desk.planned.minutes} minutes in {len(desk.planned.sessions)} sessions."
    desk.tell(said + kept)
    return back(form)


def now_(desk: Desk, _: Request, form: FormData) -> Response:
    """Pack the minutes she has right now."""
    setting, place = here(text(form, "setting") or "desk")
    packed = verb.now_session(
        desk.home,
        minutes=number(text(form, "minutes"), "Minutes"),
        setting=setting,
        label=text(form, "label")[:60] or place,
        now=desk.now(),
    )
    verb.start(desk.home, packed.id, now=desk.now())
    return back(form)


def start(desk: Desk, request: Request, form: FormData) -> Response:
    """Begin a session."""
    verb.start(desk.home, request.path_params["number"], now=desk.now())
    return back(form)


def pause(desk: Desk, request: Request, form: FormData) -> Response:
    """Stop the clock of a session."""
    verb.pause(desk.home, request.path_params["number"], now=desk.now())
    return back(form)


def onward(desk: Desk, request: Request, form: FormData) -> Response:
    """The item she is at is done, skipped with why, or recalled; on to the next."""
    outcome = text(form, "outcome") or "done"
    if outcome not in ("done", "skipped", "remembered", "forgotten"):
        raise InputError("Say of an item that it is done, skipped, remembered or forgotten.")
    verb.next_item(
        desk.home,
        request.path_params["number"],
        skipped=outcome == "skipped",
        why=text(form, "why")[:200],
        remembered={"remembered": True, "forgotten": False}.get(outcome),
        now=desk.now(),
    )
    return back(form)


def pinned(desk: Desk, _: Request, form: FormData) -> Response:
    """Pin something to a day, or take its pin away; the plan follows."""
    if text(form, "where"):
        made = pin(desk.home, text(form, "what"), text(form, "where"), now=desk.now())
        desk.tell(f"Pinned to {made.pin.phrase}: {made.title}")
    else:
        desk.tell(f"No longer pinned: {unpin(desk.home, text(form, 'what'), now=desk.now()).title}")
    return again(desk, _, form)


def done(desk: Desk, request: Request, form: FormData) -> Response:
    """End a session with her minutes and one takeaway."""
    ended = verb.done(
        desk.home,
        request.path_params["number"],
        minutes=number_or_none(text(form, "minutes"), "Minutes"),
        takeaway=text(form, "takeaway"),
        change=text(form, "change"),
        now=desk.now(),
    )
    kept = f" Your takeaway comes back on {day(ended.takeaway.due)}." if ended.takeaway else ""
    desk.tell(f"Done: {ended.minutes} minutes learned.{kept}")
    return back(form)


def skip(desk: Desk, request: Request, form: FormData) -> Response:
    """Let a session go."""
    ended = verb.skip(desk.home, request.path_params["number"], why=text(form, "why")[:200], now=desk.now())
    kept = f" Kept: {count(ended.minutes, 'minute')} learned." if ended.minutes else ""
    desk.tell(f"Let go. It is not a debt.{kept}")
    return back(form)


def ics(desk: Desk, _: Request) -> Response:
    """The plan as a calendar file."""
    if not planned(desk.home, now=desk.now()):
        raise NothingYetError("Nothing is planned yet; 'outward plan' plans the coming week.")
    return Response(
        calendar(desk.home, now=desk.now()),
        media_type="text/calendar",
        headers={"content-disposition": 'attachment; filename="outward-plan.ics"'},
    )


def _over(session: Session, local: datetime) -> bool:
    return session.state is SessionState.DONE or session.slot.end <= local


ROUTES = [
    Route("/", looks(show)),
    Route("/plan.ics", looks(ics)),
    Route("/plan", acts(again, show), methods=["POST"]),
    Route("/now", acts(now_, show), methods=["POST"]),
    Route("/session/{number:int}/start", acts(start, show), methods=["POST"]),
    Route("/session/{number:int}/pause", acts(pause, show), methods=["POST"]),
    Route("/session/{number:int}/next", acts(onward, show), methods=["POST"]),
    Route("/pin", acts(pinned, show), methods=["POST"]),
    Route("/session/{number:int}/done", acts(done, show, hers=HERS), methods=["POST"]),
    Route("/session/{number:int}/skip", acts(skip, show), methods=["POST"]),
]
