from tests.app.material import home
from tests.networks.web_server import web

__all__ = ["home", "web"]
