"""The three questions, with the situation packs and what may be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from zoneinfo import available_timezones

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from outward.app.ask import Questions, ask
from outward.app.connect import meant
from outward.app.goal import change, goal
from outward.app.show import Standing, situations, standing
from outward.errors import InputError, OutwardError
from outward.model import WANTED, Kind, Pack, Source
from outward.web.page import Desk, acts, back, looks, number_or_none, text, texts
from outward.web.words import on_pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The form as it stands: what she typed, which packs she took, which of their addresses she took out."""

    what: str = ""
    when: str = ""
    whom: str = ""
    kind: str = ""
    deadline: str = ""
    zone: str = ""
    weekly_minutes: str = ""
    more: str = ""
    packs: tuple[str, ...] = ()
    approved: frozenset[str] = frozenset()

    def approves(self, pack: Pack, word: str) -> bool:
        """Whether a pack's hashtag or address is ticked; all are until she takes the pack."""
        return pack.name not in self.packs or f"{pack.name} {word}" in self.approved


def show(desk: Desk, request: Request) -> Response:
    """The form, filled with the answers given before."""
    held = standing(desk.home)
    return _form(desk, request, held, _before(desk, held))


def answer(desk: Desk, request: Request, form: FormData) -> Response:
    """Keep the answers, or look for situations that fit them."""
    draft = _draft(form)
    if text(form, "go") == "look":
        fitting = situations(desk.home, draft.what)
        return _form(desk, request, standing(desk.home), draft, fitting=fitting)
    try:
        asked = ask(desk.home, _questions(draft, situations(desk.home, "")), now=desk.now())
    except OutwardError as error:
        return _form(desk, request, standing(desk.home), draft, trouble=on_pages(str(error)))
    desk.planned = None
    desk.tell(f"Understood and kept. {asked.new_sources} of what you approved is new to read.")
    return RedirectResponse("/understood", status_code=303)


def understood(desk: Desk, request: Request) -> Response:
    """What was understood, said back, and what will be read."""
    held = standing(desk.home)
    if held.answers is None:
        return RedirectResponse("/ask", status_code=303)
    aim = goal(desk.home) if held.read else None
    return desk.page(request, "understood.html", {"standing": held, "aim": aim, "kinds": WANTED})


def revised(desk: Desk, _: Request, form: FormData) -> Response:
    """Change how the goal is understood, and say what that does to the list."""
    action, words = text(form, "action"), [word for word in texts(form, "words") if word.strip()]
    done = change(desk.home, action, words, now=desk.now())
    desk.planned = None
    desk.tell(_DONE.get(action, "Changed.") + (f" Now: {done.effect}" if done.effect else ""))
    return back(form, "/understood")


def listed(pack: Pack) -> tuple[str, ...]:
    """Everything a pack suggests to read, as a user would write it."""
    return (*(f"#{tag}" for tag in pack.hashtags), *pack.feeds, *pack.channels, *pack.accounts)


def _form(
    desk: Desk,
    request: Request,
    held: Standing,
    draft: Draft,
    *,
    fitting: tuple[Pack, ...] = (),
    trouble: str = "",
) -> Response:
    packs = fitting or situations(desk.home, draft.what)
    given = {
        "standing": held,
        "draft": draft,
        "packs": packs,
        "listed": listed,
        "looked": bool(fitting),
        "trouble": trouble,
        "kinds": WANTED,
        "zones": _zones(),
        "zone": draft.zone or desk.home.zone,
    }
    return desk.page(request, "ask.html", given, 400 if trouble else 200)


def _before(desk: Desk, held: Standing) -> Draft:
    if held.answers is None:
        return Draft(weekly_minutes=str(desk.home.config.weekly_minutes))
    goal = held.answers.goal
    return Draft(
        what=goal.text,
        when=held.when,
        whom=held.answers.company.words,
        kind=str(goal.kind),
        deadline=goal.deadline.isoformat() if goal.deadline else "",
        zone=held.answers.zone,
        weekly_minutes=str(held.answers.weekly_minutes),
        packs=held.answers.packs,
        approved=frozenset(_approved(held, situations(desk.home, ""))),
    )


def _approved(held: Standing, packs: tuple[Pack, ...]) -> Iterator[str]:
    """The boxes of what is being read already."""
    reading = {state.source for state in held.sources}
    for pack in packs:
        yield from (f"{pack.name} {word}" for word in listed(pack) if reading.intersection(_meant(word)))


def _meant(word: str) -> tuple[Source, ...]:
    try:
        return meant(word)
    except InputError:
        return ()


def _draft(form: FormData) -> Draft:
    typed = {name: text(form, name) for name in ("what", "when", "whom", "kind", "deadline", "zone", "more")}
    return Draft(
        **typed,
        weekly_minutes=text(form, "weekly_minutes"),
        packs=texts(form, "pack"),
        approved=frozenset(texts(form, "approve")),
    )


def _questions(draft: Draft, packs: tuple[Pack, ...]) -> Questions:
    """The answers, with exactly the sources whose boxes are ticked and those she added."""
    ticked = [word for pack in packs if pack.name in draft.packs for word in listed(pack) if draft.approves(pack, word)]
    wanted = dict.fromkeys([*ticked, *draft.more.replace(",", " ").split()])
    return Questions(
        what=draft.what,
        when=draft.when,
        whom=draft.whom,
        packs=draft.packs,
        hashtags=tuple(word for word in wanted if word.startswith("#")),
        accounts=tuple(word for word in wanted if not word.startswith("#")),
        kind=Kind(draft.kind) if draft.kind in WANTED else None,
        deadline=_date(draft.deadline),
        zone=draft.zone,
        weekly_minutes=number_or_none(draft.weekly_minutes, "Minutes a week"),
    )


def _date(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise InputError(f"{given[:40]!r} is not a date; give it like 2026-03-31.") from None


@cache
def _zones() -> tuple[str, ...]:
    return tuple(sorted(name for name in available_timezones() if "/" in name or name == "UTC"))


_DONE = {
    "add": "I listen for that, too.",
    "accept": "I listen for that, too.",
    "drop": "I do not listen for that any more.",
    "like": "More like this from now on.",
    "unlike": "It is no example any more.",
    "undo": "Taken back.",
}
ROUTES = [
    Route("/ask", looks(show)),
    Route("/ask", acts(answer), methods=["POST"]),
    Route("/understood", looks(understood)),
    Route("/understood", acts(revised), methods=["POST"]),
]
