from tests.app.material import home, sample, sampled
from tests.networks.web_server import web

__all__ = ["home", "sample", "sampled", "web"]
