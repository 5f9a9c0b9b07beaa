"""Files of the user's own: dropped on the page or chosen, read in the background."""

import hmac
import re
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from outward.networks import Unpacks, registry
from outward.web.importing import Wanted
from outward.web.page import TOKEN, Desk, looks, text

MOST_FILES = 20
_KEPT_SIGNS = re.compile(r"[^\w .()\[\]-]")


def show(desk: Desk, request: Request) -> Response:
    """What can be given, how far an import is, and what the last one brought."""
    rooms = sorted(registry().values(), key=lambda room: room.TITLE.casefold())
    known = [(room.TITLE, [file.title for file in room.FILES.values()]) for room in rooms if isinstance(room, Unpacks)]
    return desk.page(request, "import.html", {"known": known, "importing": desk.importing})


async def begin(request: Request) -> Response:
    """Take the files and begin; a form without the desk's token is refused before anything is read."""
    desk: Desk = request.app.state.desk
    if not hmac.compare_digest(request.query_params.get(TOKEN, "").encode(), desk.token.encode()):
        raise HTTPException(403, "This form is from an earlier start of the desk; open the page again.")
    async with request.form(max_files=MOST_FILES, max_fields=20) as form:
        return await run_in_threadpool(_taken, desk, form)


def _taken(desk: Desk, form: FormData) -> Response:
    given = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if not given:
        desk.tell("Choose a file first, or drop one on the field.")
        return RedirectResponse("/import", status_code=303)
    folder = desk.importing.place()
    for number, file in enumerate(given):
        with (folder / _name(file.filename or "", number)).open("xb") as made:
            while part := file.file.read(1 << 20):
                made.write(part)
    wanted = Wanted(
        dry_run=bool(text(form, "dry_run")),
        read_named=bool(text(form, "read_named")),
        keep_messages=bool(text(form, "keep_messages")),
    )
    if not desk.importing.begin(folder, desk.now(), wanted):
        desk.tell("Another import is under way; give the file again when it has ended.")
    desk.planned = None
    return RedirectResponse("/import", status_code=303)


def _name(given: str, number: int) -> str:
    """A name to keep a file under for now: its own, without anything that could lead elsewhere."""
    own = _KEPT_SIGNS.sub("_", Path(given.replace("\\", "/")).name).lstrip(".")[-120:]
    return own if number == 0 and own else f"{number}-{own or 'file'}"


ROUTES = [Route("/import", looks(show)), Route("/import", begin, methods=["POST"])]
