"""The pages, one file each; a page's `ROUTES` are its addresses."""

from starlette.routing import Route

from outward.web.pages import (
    add,
    ask,
    circle,
    hours,
    imports,
    networks,
    person,
    reach,
    remind,
    resource,
    sync,
    ties,
    today,
    use,
    week,
    what,
    whom,
    why,
)


def routes() -> list[Route]:
    """Every address of the desk."""
    return [
        route
        for page in (
            today,
            hours,
            week,
            remind,
            what,
            why,
            whom,
            reach,
            ties,
            circle,
            person,
            use,
            ask,
            resource,
            networks,
            sync,
            imports,
            add,
        )
        for route in page.ROUTES
    ]
