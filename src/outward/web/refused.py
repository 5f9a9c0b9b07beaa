"""A form that was not taken: its page is shown again, with why at its top and what was typed back in its fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import FormData
from starlette.requests import Request

from outward.errors import BusyStoreError, InputError, NothingYetError, OutwardError, SourceError
from outward.web.words import on_pages

STATUS = {InputError: 400, NothingYetError: 409, BusyStoreError: 503, SourceError: 502, OutwardError: 500}
NEVER_SHOWN = frozenset({"token", "password"})
"""Fields that are never put back."""


@dataclass(slots=True)
class Refused:
    """What a page needs to show a form of its own again; one without a sentence stands for no refusal.

    `page` is the address of the page, `action` that of the form. `hers` are the labels of the fields with words of
    hers, which are shown by themselves where the page has the form no longer. `placed`: the page has shown the form.
    """

    page: str = ""
    action: str = ""
    sentence: str = ""
    status: int = 200
    typed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hers: Mapping[str, str] = field(default_factory=dict)
    placed: bool = False

    def form(self, action: str, /, **fixed: str) -> "Typed":
        """What was typed in a form, known by its address and by fields that are as given; nothing in all others."""
        same = bool(self.sentence) and action == self.action
        return Typed(self, same and all(self.typed.get(name) == (value,) for name, value in fixed.items()))

    @property
    def words(self) -> list[tuple[str, str]]:
        """Her own words with their labels."""
        return [(said, value) for name, said in self.hers.items() for value in self.typed.get(name, ()) if value]


@dataclass(frozen=True, slots=True)
class Typed:
    """One form of a page; `here` when it is the one that was not taken."""

    refused: Refused
    here: bool

    def first(self) -> bool:
        """Whether the page is to lead to this form; True once."""
        if not self.here or self.refused.placed:
            return False
        self.refused.placed = True
        return True

    def text(self, name: str, otherwise: object = "") -> object:
        """What a field shows: what was typed, or what it shows otherwise."""
        return (*self.refused.typed.get(name, ()), otherwise)[0] if self.here else otherwise

    def holds(self, name: str, value: object, otherwise: bool) -> bool:
        """Whether a box is ticked or a choice chosen."""
        return str(value) in self.refused.typed.get(name, ()) if self.here else otherwise


def status(error: Exception) -> int:
    """The status of an error of Outward's own."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def refuse(request: Request, form: FormData, error: OutwardError, page: str, hers: Mapping[str, str]) -> None:
    """Let the page at `page` be shown with what was typed and why it was not taken."""
    names = [name for name in form if name not in NEVER_SHOWN]
    request.state.refused = Refused(
        page=page,
        action=request.url.path,
        sentence=on_pages(str(error)),
        status=status(error),
        typed={name: tuple(v.strip() for v in form.getlist(name) if isinstance(v, str)) for name in names},
        hers=hers,
    )


def refused(request: Request) -> Refused:
    """The form of a request that was not taken."""
    found = getattr(request.state, "refused", None)
    return found if isinstance(found, Refused) else Refused()
