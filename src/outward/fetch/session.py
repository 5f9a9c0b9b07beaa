"""The door for libraries that speak through requests."""

import io
from typing import Any

import httpx
import requests
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse


class _Adapter(BaseAdapter):
    """Hands a prepared request to an httpx transport."""

    def __init__(self, transport: httpx.BaseTransport) -> None:
        super().__init__()
        self._transport = transport

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """Ask through the door. Raises `SourceError`."""
        body = request.body.encode() if isinstance(request.body, str) else request.body
        ask = httpx.Request(request.method or "GET", request.url or "", headers=dict(request.headers), content=body)
        answer = self._transport.handle_request(ask)
        response = requests.Response()
        response.status_code = answer.status_code
        response.reason = answer.reason_phrase
        response.headers = requests.structures.CaseInsensitiveDict(answer.headers)
        response.url = request.url or ""
        response.request = request
        response.encoding = requests.utils.get_encoding_from_headers(response.headers)
        response.raw = HTTPResponse(
            io.BytesIO(answer.content),
            headers=dict(answer.headers),
            status=answer.status_code,
            preload_content=False,
        )
        return response

    def close(self) -> None:
        """Nothing to close: the connections belong to the door."""


class _Session(requests.Session):
    """A writing or asking that is sent elsewhere stays what it is: it never becomes a mere reading of a page there."""

    def rebuild_method(self, prepared_request: requests.PreparedRequest, response: requests.Response) -> None:
        """Only a POST turns into a GET where a server sends it on, as browsers do."""
        if prepared_request.method == "POST":
            super().rebuild_method(prepared_request, response)


def session(transport: httpx.BaseTransport, user_agent: str, max_redirects: int) -> requests.Session:
    """A requests session whose every request takes the transport."""
    made = _Session()
    made.trust_env = False
    made.max_redirects = max_redirects
    made.headers["user-agent"] = user_agent
    for scheme in ("http://", "https://"):
        made.mount(scheme, _Adapter(transport))
    return made
