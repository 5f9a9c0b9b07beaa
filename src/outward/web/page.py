"""The desk: what all pages share, and how a page is shown and a form is acted on."""

import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from functools import wraps
from types import MappingProxyType
from typing import Any

import jinja2
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from outward.app.home import Home
from outward.app.plan import Plan
from outward.app.show import Standing, standing
from outward.errors import InputError, OutwardError
from outward.model.posts import paywall
from outward.networks import Invitation
from outward.web import words
from outward.web.importing import Importing
from outward.web.reading import Reading
from outward.web.refused import refuse, refused
from outward.web.reminding import Reminding

OF_PEOPLE = ("/whom", "/reach", "/ties", "/circle", "/near", "/person")
"""The pages of people; all are under the tab of the first."""
OF_TIME = ("/week", "/hours", "/remind")
"""The pages of time, beside today's."""
PAGES = {"/": "When", "/what": "What", "/whom": "Whom", "/use": "Use", "/ask": "Ask", "/networks": "Read"}
TOKEN = "token"  # noqa: S105 - the name of a form's field
MOST_FIELDS = 2_000


class Desk:
    """One user's desk from start to end: her data folder, the token of its forms, what is still to be said.

    `planned` is the last plan made here: the store keeps the sessions, not what found no place. `invited` are sign-ins
    begun at a network's own page.
    """

    def __init__(self, home: Home, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.home = home
        self.now = clock
        self.token = secrets.token_urlsafe(32)
        self.reading = Reading(home)
        self.importing = Importing(home)
        self.importing.tidy()
        self.reminding = Reminding(home, clock, self.tell)
        self.invited: dict[str, Invitation] = {}
        self.planned: Plan | None = None
        self._notices: list[str] = []
        self._templates = _environment()

    def tell(self, sentence: str) -> None:
        """Say something on the next page shown."""
        self._notices.append(sentence)

    def page(self, request: Request, template: str, given: Mapping[str, Any], status: int = 200) -> Response:
        """A page. What was still to be said is said; a form that was not taken is shown with what was typed."""
        notices, self._notices = self._notices, []
        not_taken = refused(request)
        here = not_taken.page or request.url.path
        shown = self._templates.get_template(template).render(
            **given,
            pages=PAGES,
            here=here,
            above=_above(here),
            refused=not_taken,
            token=self.token,
            notices=notices,
            is_sample=self.home.is_sample,
            reading=self.reading,
            busy=self.reading.running or self.importing.running,
        )
        return HTMLResponse(shown, status_code=not_taken.status if status == 200 else status)

    def waiting(self, request: Request) -> tuple[Standing, Response | None]:
        """How things stand, and the page to show instead while there is nothing to answer with."""
        held = standing(self.home)
        if held.answers is None or not held.read:
            return held, self.page(request, "empty.html", {"standing": held})
        return held, None


Look = Callable[[Desk, Request], Response]
Act = Callable[[Desk, Request, FormData], Response]


def looks(look: Look) -> Callable[[Request], Response]:
    """An endpoint that shows a page; it runs in a thread, for the verbs block."""

    @wraps(look)
    def endpoint(request: Request) -> Response:
        return look(request.app.state.desk, request)

    return endpoint


def acts(
    act: Act, page: Look | None = None, address: str = "/", hers: Mapping[str, str] = MappingProxyType({})
) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that acts on a form of the desk's own; a form without the desk's token is refused.

    `page`, at `address`, is where the form stands: it is shown again, with all that was typed, when the form is not
    taken. `hers` labels the fields with words of hers, which are shown even where the page has the form no longer.
    """

    @wraps(act)
    async def endpoint(request: Request) -> Response:
        desk: Desk = request.app.state.desk
        async with request.form(max_fields=MOST_FIELDS, max_files=0) as form:
            if not hmac.compare_digest(text(form, TOKEN).encode(), desk.token.encode()):
                raise HTTPException(403, "This form is from an earlier start of the desk; open the page again.")
            request.state.back = text(form, "back")
            try:
                return await run_in_threadpool(act, desk, request, form)
            except OutwardError as error:
                if page is None:
                    raise
                refuse(request, form, error, address, hers)
            return await run_in_threadpool(page, desk, request)

    return endpoint


def text(form: FormData, name: str) -> str:
    """A field's text, empty when it was not sent."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def texts(form: FormData, name: str) -> tuple[str, ...]:
    """All texts sent under one name."""
    return tuple(value for value in form.getlist(name) if isinstance(value, str))


def number(given: str, what: str) -> int:
    """A whole number a user typed."""
    optional = number_or_none(given, what)
    if optional is None:
        raise InputError(f"{what} is missing; give a whole number.")
    return optional


def number_or_none(given: str, what: str) -> int | None:
    """A whole number a user typed, None when she left it out."""
    if not given:
        return None
    if not (given.isascii() and given.isdecimal()) or len(given) > 9:
        raise InputError(f"{what} cannot be {given[:40]!r}; give a whole number.")
    return int(given)


def back(form: FormData, otherwise: str = "/") -> Response:
    """To the page the form came from, with what it was asked for, as a new request."""
    wanted = text(form, "back")
    return RedirectResponse(wanted if _known(wanted) else otherwise, status_code=303)


def before(request: Request) -> str:
    """The page a request came from, as far as its form or its address says; else today's."""
    wanted = getattr(request.state, "back", "")
    first = f"/{request.url.path.split('/')[1]}"
    return wanted if _known(wanted) else first if first in (*PAGES, *OF_PEOPLE, *OF_TIME) else "/"


def _known(wanted: str) -> bool:
    return wanted.partition("?")[0] in (*PAGES, *OF_PEOPLE)


def _above(path: str) -> tuple[str, ...]:
    """The tab a page belongs to that is not itself one of the tabs."""
    first = f"/{path.split('/')[1]}"
    tabs = {"/import": "/networks", "/add": "/networks", "/sync": "/networks", "/why": "/what", "/understood": "/ask"}
    tabs |= dict.fromkeys(OF_PEOPLE, "/whom") | dict.fromkeys(OF_TIME, "/")
    return (tabs.get(first, first),)


def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("outward.web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for word in (
        words.day, words.short_day, words.at, words.clock, words.signed, words.table, words.percent, words.initials,
        words.on_pages, words.count, words.host, words.link, words.page, words.network, words.unnamed,
        paywall,
    ):  # fmt: skip
        made.filters[word.__name__] = word
    return made
