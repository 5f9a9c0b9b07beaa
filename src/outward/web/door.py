"""Opening the desk: the application, and serving it on loopback."""

import socket
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from outward.app.home import Home
from outward.errors import InputError

if TYPE_CHECKING:
    from starlette.applications import Starlette

ADDRESS = "127.0.0.1"


def desk(home: Home, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> "Starlette":
    """The desk over a data folder, as an application. `clock` says what time it is."""
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException
    from starlette.middleware import Middleware
    from starlette.routing import Mount
    from starlette.staticfiles import StaticFiles

    from outward.errors import OutwardError
    from outward.web.guard import Guard
    from outward.web.page import Desk
    from outward.web.pages import routes, trouble

    # opened before threads share them
    _ = home.database, home.index
    made = Starlette(
        routes=[*routes(), Mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))],
        middleware=[Middleware(Guard)],
        exception_handlers={
            OutwardError: trouble.sentence,
            HTTPException: trouble.refused,
            Exception: trouble.broken,
        },
    )
    made.state.desk = Desk(home, clock)
    return made


def serve(home: Home, *, port: int, open_browser: bool, said: Callable[[str], None]) -> None:
    """Serve the desk to this machine until it is interrupted; port 0 takes a free one. `said` is told the address."""
    import uvicorn

    app = desk(home)
    with _listening(port) as listener:
        address = f"http://{ADDRESS}:{listener.getsockname()[1]}/"
        said(f"Your desk is at {address} (Ctrl+C ends it).")
        if open_browser:
            import webbrowser

            webbrowser.open(address)
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_config=None,
                log_level="critical",
                access_log=False,
                lifespan="off",
                proxy_headers=False,
                server_header=False,
                ws="none",
                timeout_graceful_shutdown=3,
            )
        )
        app.state.desk.reminding.begin(address)
        try:
            server.run(sockets=[listener])
        finally:
            app.state.desk.reminding.end()
            app.state.desk.reading.stop()
            app.state.desk.reading.join()
            app.state.desk.importing.join()


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((ADDRESS, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise InputError(
            f"Port {port} cannot be used ({error.strerror}); choose another with --port, or --port 0 for a free one."
        ) from error
    return listener
