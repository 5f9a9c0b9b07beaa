"""The pages, one file each; a page's `ROUTES` are its addresses."""

from starlette.routing import Route

from outward.web.pages import ask, resource, sync, today, use, what, whom


def routes() -> list[Route]:
    """Every address of the desk."""
    return [route for page in (today, what, whom, use, ask, resource, sync) for route in page.ROUTES]
