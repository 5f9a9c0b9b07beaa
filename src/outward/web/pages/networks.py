"""The networks as they stand, and one network: signing in, what is read, stopping."""

from collections.abc import Mapping

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from outward.app import connect, networks, sign_in
from outward.errors import InputError, OutwardError
from outward.model import Source
from outward.networks import network
from outward.store import connections, forget
from outward.web.page import Desk, acts, looks, text
from outward.web.words import on_pages


def show(desk: Desk, request: Request) -> Response:
    """Every network, those connected first."""
    return desk.page(request, "networks.html", {"answer": networks.networks(desk.home, now=desk.now())})


def one(desk: Desk, request: Request) -> Response:
    """One network."""
    return _page(desk, request, _name(request))


def keep(desk: Desk, request: Request, form: FormData) -> Response:
    """Keep settings and what may be read, and ask the network once."""
    name = _name(request)
    fields = connect.fields(desk.home, name)
    given = {
        field.name: text(form, field.name)
        for field in fields
        if (text(form, field.name) if field.secret else text(form, field.name) != field.value)
    }
    words = [line.strip() for line in text(form, "words").splitlines() if line.strip()]
    try:
        held = connect.connect(desk.home, name, given, words, test=False, now=desk.now())
        found = connect.connect(desk.home, name, {}, words, test=True, now=desk.now()).found if words else ""
    except OutwardError as error:
        return _page(desk, request, name, trouble=on_pages(str(error)), words=text(form, "words"))
    desk.tell(found or f"Kept. {held.title} is ready.")
    return RedirectResponse(f"/networks/{name}", status_code=303)


def invite(desk: Desk, request: Request, _: FormData) -> Response:
    """Begin to sign in at the network's own page."""
    name = _name(request)
    try:
        desk.invited[name] = sign_in.invite(desk.home, name, f"{request.base_url}networks/{name}/back")
    except OutwardError as error:
        return _page(desk, request, name, trouble=on_pages(str(error)))
    return RedirectResponse(f"/networks/{name}", status_code=303)


def back(desk: Desk, request: Request) -> Response:
    """Where the network sends the browser back to: only shows a form, for nothing is kept without the desk's token."""
    return _page(desk, request, _name(request), answer=str(request.url))


def admit(desk: Desk, request: Request, form: FormData) -> Response:
    """Finish signing in with the code or the address the browser came back to."""
    name = _name(request)
    invitation = desk.invited.get(name)
    if invitation is None:
        return _page(desk, request, name, trouble="Begin to sign in first, on this page.")
    try:
        given = sign_in.admit(desk.home, name, invitation, text(form, "answer"))
        connect.connect(desk.home, name, given, (), test=False, now=desk.now())
    except OutwardError as error:
        return _page(desk, request, name, trouble=on_pages(str(error)))
    del desk.invited[name]
    desk.tell(f"You are signed in at {network(name).TITLE}.")
    return RedirectResponse(f"/networks/{name}", status_code=303)


def stop(desk: Desk, request: Request, form: FormData) -> Response:
    """Stop reading one source; what was read stays."""
    name = _name(request)
    source = Source(name, text(form, "kind"), text(form, "value"))
    if connections.withdraw(desk.home.database, [source]):
        desk.tell(f"{source} is no longer read. What was read stays.")
    return RedirectResponse(f"/networks/{name}", status_code=303)


def leave(desk: Desk, request: Request, form: FormData) -> Response:
    """Disconnect; what was read is only taken out when she says so."""
    name = _name(request)
    said = connect.disconnect(desk.home, name, forget_posts=bool(text(form, "forget_posts")))
    desk.planned = None
    desk.tell(f"{said.title} is no longer read{', and what was read from it is gone' if said.forgotten else ''}.")
    return RedirectResponse("/networks", status_code=303)


def _page(desk: Desk, request: Request, name: str, *, trouble: str = "", words: str = "", answer: str = "") -> Response:
    known = networks.networks(desk.home, now=desk.now()).networks
    given: Mapping[str, object] = {
        "room": network(name),
        "standing": next(held for held in known if held.network == name),
        "fields": connect.fields(desk.home, name),
        "states": connections.states(desk.home.database, name),
        "held": forget.held(desk.home.database, name),
        "invitation": desk.invited.get(name),
        "answer": answer,
        "trouble": trouble,
        "words": words,
    }
    return desk.page(request, "network.html", given, 400 if trouble else 200)


def _name(request: Request) -> str:
    try:
        return network(request.path_params["name"]).NAME
    except InputError:
        raise HTTPException(404) from None


ROUTES = [
    Route("/networks", looks(show)),
    Route("/networks/{name}", looks(one)),
    Route("/networks/{name}", acts(keep), methods=["POST"]),
    Route("/networks/{name}/sign-in", acts(invite), methods=["POST"]),
    Route("/networks/{name}/back", looks(back)),
    Route("/networks/{name}/admit", acts(admit), methods=["POST"]),
    Route("/networks/{name}/stop", acts(stop), methods=["POST"]),
    Route("/networks/{name}/leave", acts(leave), methods=["POST"]),
]
