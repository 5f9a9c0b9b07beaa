"""Hostile markup becomes plain text."""


def plain_text(markup: str) -> str:
    """The words of a piece of markup, a line break where a reader would see one."""
    raise SystemExit(markup)
