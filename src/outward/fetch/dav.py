"""Calendars on a CalDAV server, by the `caldav` library through the one door.

Dav(fetch, address, user, password)
  .collections()             the calendars she may see there
  .events(calendar, since, until)   what lies between two moments, as iCalendar text
  .there(calendar)           whether it is still there
  .load(href)                one event with its ETag, None when it is gone
  .create(href, text)        a new event; never over one that is there
  .replace(href, text, was)  that very version replaced
  .delete(href, was)         that very version taken away

Only the server she named is written to, and of it only what `create` made. A version that is another by now raises
`ChangedError`: whoever changed it wins. The version goes along as `If-Match`; where a server names it by a weak tag
(which never matches there: RFC 9110, 13.1.1), by none, or by one it does not take back itself, the event is read once
more and must be the very same text.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

from outward.errors import CredentialsError, ForbiddenAddressError, MalformedError, NotThereError, SourceError
from outward.fetch.addresses import allows, looks_private
from outward.fetch.client import Fetch, outward_cause

_SISTERS = {"caldav.icloud.com": tuple(f"p{number:02d}-caldav.icloud.com" for number in range(1, 300))}
"""Servers of the same house that a named one sends to: they get the sign-in too."""
_DONE = (200, 201, 204)
_ICAL = {"Content-Type": "text/calendar; charset=utf-8"}


class ChangedError(SourceError):
    """The event on the server is another version than the one meant (412), or it is there already."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A calendar on the server: its name and its address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Stored:
    """An event as it lies there; `etag` names the version, `modified` its time; empty where a server gives none."""

    text: bytes
    etag: str
    modified: str = ""


class Dav:
    """A CalDAV server with a sign-in; a context manager. Its `SourceError`s name neither address nor password."""

    def __init__(
        self, fetch: Fetch, address: str, user: str, password: str, *, own: frozenset[str] = frozenset()
    ) -> None:
        parts = urlsplit(address)
        self._host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if parts.scheme != "https" and not (allows(own, self._host, port) or looks_private(self._host)):
            raise ForbiddenAddressError(
                f"A password is not sent to {self._host} without encryption; use its https address."
            )
        self._address, self._fetch = address, fetch
        place = self._host if parts.port in (None, 443 if parts.scheme == "https" else 80) else f"{self._host}:{port}"
        self._client = self._signed_in(place, user, password)

    def _signed_in(self, place: str, user: str, password: str) -> Any:
        from caldav import davclient
        from requests.auth import HTTPBasicAuth

        made: Any = davclient.DAVClient  # written for one HTTP library, and as well at home in another
        client = made(url=self._address, auth=HTTPBasicAuth(user.encode(), password.encode()), enable_rfc6764=False)
        client.session.close()
        client.session = self._fetch.requests_session(may_post={place, *_SISTERS.get(place, ())})
        client.session.hooks["response"].append(self._whole)
        return client

    def _whole(self, answer: Any, **_: Any) -> None:
        """Refuse what only looks like an answer about events: the library would take a sign-in page for none at all."""
        from lxml import etree

        if answer.request.method != "REPORT" or answer.is_redirect or answer.status_code in (401, 403, 404, 410):
            return
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            root = etree.XML(answer.content, parser=parser) if answer.status_code == 207 else None
        except (etree.XMLSyntaxError, ValueError):
            root = None
        if root is None or etree.QName(root).localname != "multistatus":
            raise MalformedError(self._strange)

    def collections(self) -> tuple[Collection, ...]:
        """The calendars that hold events, by name; the one at the address itself alone where it is one."""
        with self._speaking():
            found = self._client.get_calendars()
            named = [
                Collection(str(one.get_display_name() or _last(str(one.url))), str(one.url))
                for one in found
                if "VEVENT" in (one.get_supported_components() or ["VEVENT"])
            ]
        wanted = urlsplit(self._address).path.rstrip("/")
        exact = [one for one in named if urlsplit(one.address).path.rstrip("/") == wanted]
        return tuple(exact or sorted(named, key=lambda one: one.name.casefold()))

    def events(self, calendar: str, since: datetime, until: datetime) -> bytes:
        """What touches the time between two aware moments, recurring events whole, with their exceptions."""
        with self._speaking():
            held = self._client.calendar(url=calendar)
            found = held.search(event=True, start=since, end=until, expand=False, post_filter=False)
            return b"\r\n".join(str(one.data).encode() for one in found if one.data)

    def there(self, calendar: str) -> bool:
        """Whether a calendar is still there at all."""
        return bool(self._ask("PROPFIND", calendar, headers={"Depth": "0"}).status == 207)

    def load(self, href: str) -> Stored | None:
        """One event, None when there is none any more."""
        answer = self._ask("GET", href, headers={"Accept-Encoding": "identity"})
        if answer.status in (404, 410):
            return None
        self._expect(answer)
        text = bytes(answer._raw or b"")
        if b"BEGIN:VCALENDAR" not in text or b"END:VCALENDAR" not in text:
            raise MalformedError(self._strange)
        headers = answer.headers or {}
        return Stored(text, str(headers.get("ETag", "")), str(headers.get("Last-Modified", "")))

    def create(self, href: str, text: bytes) -> str:
        """Put a new event there; its ETag, empty where the server does not say.

        Raises `ChangedError` if one is there.
        """
        answer = self._ask("PUT", href, text.decode(), {**_ICAL, "If-None-Match": "*"})
        self._expect(answer)
        return _etag(answer.headers)

    def replace(self, href: str, text: bytes, was: Stored) -> str:
        """Put another version in the place of one; its ETag. Raises `ChangedError` if it is another by now."""
        answer = self._write("PUT", href, text.decode(), _ICAL, was)
        self._expect(answer)
        return _etag(answer.headers)

    def delete(self, href: str, was: Stored) -> None:
        """Take that version away; nothing happens when it is gone. Raises `ChangedError` if it is another by now."""
        answer = self._write("DELETE", href, "", {}, was)
        if answer.status not in (404, 410):
            self._expect(answer)

    def _write(self, method: str, href: str, body: str, headers: Mapping[str, str], was: Stored) -> Any:
        """Change that very version; the answer."""
        if _strong(was.etag):
            answer = self._ask(method, href, body, {**headers, "If-Match": was.etag})
            if answer.status != 412:
                return answer
        now = self.load(href)
        if now is None or now.text != was.text:
            raise ChangedError(f"The event at {self._host} was changed there; the change is kept.")
        since = {"If-Unmodified-Since": now.modified} if now.modified else {}
        return self._ask(method, href, body, {**headers, **since})

    def _ask(self, method: str, href: str, body: str = "", headers: Mapping[str, str] | None = None) -> Any:
        with self._speaking():
            return self._client.request(urljoin(self._address, href), method, body, dict(headers or {}))

    @property
    def _strange(self) -> str:
        return f"{self._host} does not answer as a calendar server does; check the address, or try again later."

    def _expect(self, answer: Any) -> None:
        if answer.status == 412:
            raise ChangedError(f"The event at {self._host} was changed there; the change is kept.")
        if answer.status in (404, 409, 410):
            raise NotThereError(
                f"The calendar at {self._host} is not there any more ({answer.status}); choose another."
            )
        if answer.status not in _DONE:
            raise MalformedError(f"{self._host} answered with status {answer.status}; try again later.")

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """The library's errors as ours."""
        from caldav.lib import error
        from lxml.etree import XMLSyntaxError
        from requests import RequestException

        try:
            yield
        except ForbiddenAddressError:
            raise ForbiddenAddressError(
                f"{self._host} sends on to another server, which gets no password; check the address, and add the "
                "calendar anew by the one its server gives you."
            ) from None
        except SourceError:
            raise
        except error.AuthorizationError as refused:
            if refused.status == 403:
                raise CredentialsError(
                    f"{self._host} does not allow this (403); choose a calendar you may write to, or ask its owner."
                ) from None
            raise CredentialsError(
                f"{self._host} does not let us in; remove the calendar and add it anew with your user name and an app "
                "password."
            ) from None
        except error.NotFoundError:
            raise NotThereError(f"There is no calendar at this address of {self._host}; check the address.") from None
        except (error.DAVError, XMLSyntaxError, RequestException, AssertionError, ValueError) as trouble:
            ours = outward_cause(trouble)
            if ours is not None:
                raise ours from None
            raise MalformedError(self._strange) from None

    def close(self) -> None:
        """Nothing is held open: the connections belong to the door."""
        self._client.session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _etag(headers: Mapping[str, str] | None) -> str:
    return str((headers or {}).get("ETag", ""))


def _strong(etag: str) -> bool:
    """Whether a tag can be given back as `If-Match`; weak ones never match there."""
    return etag.startswith('"')


def _last(address: str) -> str:
    return urlsplit(address).path.rstrip("/").rpartition("/")[2]
