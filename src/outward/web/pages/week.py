"""WEEK: what is busy, which windows are taken or left and why; her calendars, in and out."""

import hmac

from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from outward.app import calendar as calendars
from outward.app import free as verb
from outward.app import place
from outward.app.share import calendar as plan_as_calendar
from outward.errors import InputError, NothingYetError
from outward.model import Counts
from outward.share import week as picture
from outward.web.page import Desk, acts, looks, number, text
from outward.web.words import count

DAYS = 7


def show(desk: Desk, request: Request) -> Response:
    """The week as a picture and as a table, then the calendars it comes from."""
    now = desk.now()
    try:
        found = verb.free(desk.home, now=now, days=DAYS)
    except NothingYetError:
        return desk.waiting(request)[1] or _back()
    return desk.page(
        request,
        "week.html",
        {
            "found": found,
            "week": found.week,
            "pictures": [
                Markup(picture.fragment(found.week, shape))  # noqa: S704 - the drawing escapes every text
                for shape in (picture.WIDE, picture.NARROW)
            ],
            "calendars": calendars.standing(desk.home, now=now).calendars,
            "feed": calendars.feed(desk.home, request.url.netloc).address,
            "counts": tuple(Counts),
        },
    )


def file(desk: Desk, request: Request) -> Response:  # noqa: ARG001 - a page's fixed form
    """The picture as a file."""
    headers = {"content-disposition": f'attachment; filename="outward-week{picture.SUFFIX}"'}
    content = picture.write(verb.free(desk.home, now=desk.now(), days=DAYS).week)
    return Response(content, media_type=picture.MEDIA_TYPE, headers=headers)


def rules(desk: Desk, _: Request, form: FormData) -> Response:
    """Buffers, working hours, holidays."""
    verb.change(
        desk.home,
        before=number(text(form, "before") or "0", "Minutes before"),
        after=number(text(form, "after") or "0", "Minutes after"),
        hours=text(form, "hours"),
        holidays=text(form, "holidays"),
        now=desk.now(),
    )
    desk.tell("Kept. The next plan follows it.")
    return _back()


def add(desk: Desk, _: Request, form: FormData) -> Response:
    """Take up a calendar."""
    address = text(form, "address")
    if "://" not in address:
        raise InputError("A calendar's address begins with https:// or webcal://; a file is added in the terminal.")
    kept = calendars.add(
        desk.home,
        address,
        name=text(form, "name"),
        user=text(form, "user"),
        password=text(form, "password"),
        collection=text(form, "collection"),
        all_day=_counts(text(form, "all_day")),
        tentative=_counts(text(form, "tentative")),
        titles=bool(text(form, "titles")),
        now=desk.now(),
    )
    desk.tell(f"{kept.name}: {count(kept.busy, 'busy time')} to come.")
    return _back()


def refresh(desk: Desk, _: Request, form: FormData) -> Response:  # noqa: ARG001 - a form's fixed shape
    """Read all calendars again."""
    held = calendars.refresh(desk.home, now=desk.now()).calendars
    troubles = [f"{one.name}: {one.trouble}" for one in held if one.trouble]
    desk.tell(" ".join(troubles) or f"Read: {count(len(held), 'calendar')}.")
    return _back()


def remove(desk: Desk, _: Request, form: FormData) -> Response:
    """Forget a calendar."""
    desk.tell(f"{calendars.remove(desk.home, text(form, 'name')).name} is forgotten.")
    return _back()


def put(desk: Desk, _: Request, form: FormData) -> Response:
    """Put the plan into a calendar and follow what she changed there."""
    if name := text(form, "name"):
        place.choose(desk.home, name)
    desk.tell(_told(place.place(desk.home, now=desk.now())))
    return _back()


def stop(desk: Desk, _: Request, form: FormData) -> Response:  # noqa: ARG001 - a form's fixed shape
    """Put nothing into the calendar any more."""
    desk.tell(_told(place.stop(desk.home, now=desk.now())))
    return _back()


def renew(desk: Desk, _: Request, form: FormData) -> Response:  # noqa: ARG001 - a form's fixed shape
    """Another private address; the old one is dead."""
    calendars.feed(desk.home, "", renew=True)
    desk.tell("The address is another now; the old one gives nothing any more.")
    return _back()


def feed(desk: Desk, request: Request) -> Response:
    """The plan for a calendar program on this machine, at its private address only."""
    wanted = f"http:///calendar/{request.path_params['token']}.ics"
    if not hmac.compare_digest(wanted.encode(), calendars.feed(desk.home, "").address.encode()):
        raise HTTPException(404)
    return Response(plan_as_calendar(desk.home, now=desk.now()), media_type="text/calendar")


def _told(done: place.InCalendar) -> str:
    if done.trouble:
        return done.trouble
    said = [f"{done.added} added", f"{done.changed} changed", f"{done.removed} removed"]
    if done.moved:
        said.append(f"{len(done.moved)} moved by you")
    if done.let_go:
        said.append(f"{len(done.let_go)} let go by you")
    if done.no_room:
        titles = ", ".join(f"“{title}”" for title in done.no_room)
        said.append(f"no room any more in a session you made shorter for {titles}, free to be planned again")
    return f"{done.calendar}: {', '.join(said)}."


def _counts(given: str) -> Counts:
    if given not in list(Counts):
        raise InputError(f"An event counts as busy or free, not as {given[:40]!r}; choose one of the two.")
    return Counts(given)


def _back() -> Response:
    return RedirectResponse("/week", status_code=303)


ROUTES = [
    Route("/week", looks(show)),
    Route("/week.svg", looks(file)),
    Route("/calendar/{token}.ics", looks(feed)),
    *(
        Route(f"/week/{act.__name__}", acts(act, show, "/week"), methods=["POST"])
        for act in (rules, add, refresh, remove, put, stop, renew)
    ),
]
