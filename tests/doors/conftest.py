from tests.doors.desks import answered, empty, full, prepared
from tests.networks.web_server import web

__all__ = ["answered", "empty", "full", "prepared", "web"]
