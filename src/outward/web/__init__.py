"""The web desk: the same answers as the command line, as pages on this machine only."""

from outward.web.door import desk, serve

__all__ = ["desk", "serve"]
