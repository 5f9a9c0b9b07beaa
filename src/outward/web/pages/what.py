"""WHAT: resources worth her minutes, with reasons, how they are ranked, and what she says of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from outward.app import learned, wishes
from outward.app import say as saying
from outward.app.say import say, unsay
from outward.app.what import what
from outward.errors import InputError
from outward.store import answers
from outward.web.page import Desk, acts, back, looks, number_or_none, text
from outward.web.words import on_pages
from outward.what import adjusting
from outward.what.adjusting import Adjustment
from outward.what.feedback import Aim, Verdict
from outward.what.wish import Wish

WAYS = {
    "week": "This week",
    "search": "Best first",
    "catch-up": "Since I last looked",
    "event": "An event from afar",
    "deep": "One topic in depth",
}
"""Recipes as the desk names them."""
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the page asks for: which recipe, with what, adjusted how."""

    recipe: str = "week"
    tag: str = ""
    topic: str = ""
    minutes: int | None = None
    adjust: tuple[Adjustment, ...] = ()

    @property
    def wish(self) -> Wish:
        """The same as a wish."""
        return Wish(tags=tuple(self.tag.replace(",", " ").split()), topic=self.topic, minutes=self.minutes or 0)

    @property
    def words(self) -> str:
        """The adjustments as she could have said them."""
        return wishes.words(self.adjust)

    @property
    def kept(self) -> dict[str, str]:
        """The fields that say the same again, adjustments aside."""
        minutes = str(self.minutes) if self.minutes else ""
        fields = {"recipe": self.recipe, "tag": self.tag, "topic": self.topic, "minutes": minutes}
        return {name: value for name, value in fields.items() if value}

    def query(self, adjust: Sequence[Adjustment] | None = None) -> str:
        """The part of an address that asks for the same, with other adjustments where these are given."""
        said = wishes.words(self.adjust if adjust is None else adjust)
        return urlencode({**self.kept, **({"adjust": said} if said else {})})

    @property
    def without(self) -> list[tuple[str, str]]:
        """Each adjustment in words, and the address without it."""
        return [(one.words, self.query([a for a in self.adjust if a != one])) for one in self.adjust]


def asked(request: Request) -> Asked:
    """What the address asks for."""
    params = request.query_params
    recipe = params.get("recipe", "week")
    return Asked(
        recipe=recipe if recipe in WAYS else "week",
        tag=params.get("tag", "").strip()[:LONGEST],
        topic=params.get("topic", "").strip()[:LONGEST],
        minutes=number_or_none(params.get("minutes", "").strip(), "Minutes"),
        adjust=adjusting.read(", ".join(params.getlist("adjust"))),
    )


def show(desk: Desk, request: Request) -> Response:
    """The ranking."""
    _, instead = desk.waiting(request)
    if instead is not None:
        return instead
    try:
        wanted = asked(request)
    except InputError as error:
        desk.tell(on_pages(str(error)))
        wanted = Asked()
    nameless = wanted.recipe == "event" and not wanted.wish.tags
    answer = None if nameless else what(
        desk.home, now=desk.now(), recipe=wanted.recipe, wish=wanted.wish, adjust=wanted.adjust
    )  # fmt: skip
    return desk.page(
        request,
        "what.html",
        {
            "answer": answer,
            "goal": answers.latest(desk.home.database).goal,
            "asked": wanted,
            "ways": WAYS,
            "chips": adjusting.chips(),
            "verdicts": list(Verdict),
            "said": saying.said(desk.home).judgements,
            "taught": learned.taught(desk.home, wanted.recipe),
        },
    )


def adjusted(desk: Desk, _: Request, form: FormData) -> Response:
    """Keep her adjustments for the goal, or forget those kept."""
    goal = answers.latest(desk.home.database).goal
    wanted = adjusting.read(text(form, "adjust"))
    together = adjusting.joined((*wishes.kept(desk.home, goal), *wanted)) if wanted else ()
    wishes.keep(desk.home, goal, together)
    desk.tell(f"Kept for this goal: {wishes.words(together)}." if together else "Your adjustments are forgotten.")
    recipe = text(form, "recipe")
    return RedirectResponse(f"/what?recipe={recipe}" if recipe in WAYS else "/what", status_code=303)


def said(desk: Desk, _: Request, form: FormData) -> Response:
    """What she thinks of a resource or a person."""
    verdict, aim = text(form, "verdict"), text(form, "aim") or "resource"
    if verdict not in list(Verdict) or aim not in list(Aim):
        raise InputError("That cannot be said of a result; use the buttons of the page.")
    done = say(desk.home, Verdict(verdict), text(form, "subject"), aim=Aim(aim), now=desk.now(), recipe=_list(form))
    named = text(form, "named")[:120]
    effect = f"{on_pages(done.effect)} {_now(done.changed)}".strip()
    desk.tell(f"{named}: {effect}" if named else effect)
    return back(form, "/what")


def undo(desk: Desk, _: Request, form: FormData) -> Response:
    """Take back what was said last, or the one thing whose number the form holds."""
    taken = unsay(desk.home, number_or_none(text(form, "number"), "The number"), now=desk.now(), recipe=_list(form))
    desk.tell(f"Taken back: “{taken.verdict}” for {taken.subject}. {_now(taken.changed)}".strip())
    return back(form, "/what")


def weigh(desk: Desk, _: Request, form: FormData) -> Response:
    """Let her judgements weigh, or not."""
    desk.tell(learned.switch(desk.home, on=text(form, "weigh") == "on").sentence)
    return back(form, "/what")


def _list(form: FormData) -> str:
    """The recipe of the list she looks at, where it can be ranked without more words of hers."""
    recipe = text(form, "recipe")
    return recipe if recipe in ("search", "catch-up") else "week"


def _now(changed: str) -> str:
    return f"Now: {changed}" if changed else ""


ROUTES = [
    Route("/what", looks(show)),
    Route("/what/adjust", acts(adjusted), methods=["POST"]),
    Route("/say", acts(said), methods=["POST"]),
    Route("/undo", acts(undo), methods=["POST"]),
    Route("/weigh", acts(weigh), methods=["POST"]),
]
