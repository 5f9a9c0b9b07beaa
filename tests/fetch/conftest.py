"""The server and the clock, for every test of the door."""

from tests.networks.web_server import clock, fetch, web

__all__ = ["clock", "fetch", "web"]
