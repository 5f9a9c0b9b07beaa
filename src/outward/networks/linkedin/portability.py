"""LinkedIn's Member Data Portability interface, through LinkedIn's own client behind the one door.

Only the parts of the copy that are read are asked for, and of each record only the columns that are kept.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import msgspec

from outward.errors import CredentialsError, InputError, MalformedError, NotThereError, OutwardError
from outward.fetch import Fetch, outward_cause
from outward.fetch.refusals import refusal
from outward.model import Page, Source
from outward.networks.linkedin.changes import kept
from outward.networks.linkedin.files import links, position
from outward.networks.linkedin.kinds import TABLES, TEXTS, by_columns
from outward.networks.linkedin.names import slug
from outward.networks.linkedin.reading import Batch, Me
from outward.networks.linkedin.tables import mark

DOMAINS = (
    *("INVITATIONS", "PROFILE", "PROFILE_SUMMARY", "POSITIONS", "CONNECTIONS", "MEMBER_SHARE_INFO", "ALL_COMMENTS"),
    *("ALL_LIKES", "ACTOR_SAVE_ITEM", "MEMBER_FOLLOWING", "MEMBER_HASHTAG", "ENDORSEMENTS", "LEARNING", "EVENTS"),
    "INBOX",
)
_VERSION, _COUNT, _MOST_PAGES = "202312", 50, 2_000
_AGAIN = timedelta(days=7)
_REGION = (
    "LinkedIn does not let us in (403): it gives this access only to members in the European Economic Area and "
    "Switzerland who have consented; elsewhere ask LinkedIn for a copy of your data and import the file."
)
_REVOKED = (
    "LinkedIn no longer takes this token (401); make a new one and give it with: outward connect linkedin --sign-in."
)
_NONE_YET = "LinkedIn has no data ready yet (404); it needs up to a day after your consent, so try again tomorrow."


class Cursor(msgspec.Struct, omit_defaults=True):
    """Where reading stands: part and page of the copy, when a whole copy was last read, the last change seen."""

    part: int = 0
    page: int = 0
    whole: datetime | None = None
    since: int = 0
    me: Me = msgspec.field(default_factory=Me)

    @classmethod
    def of(cls, text: str) -> "Cursor":
        """The cursor stored as `text`; an unreadable one starts from the beginning."""
        try:
            return msgspec.json.decode(text, type=cls)
        except msgspec.MsgspecError:
            return cls()

    @property
    def text(self) -> str:
        """This cursor as text."""
        return msgspec.json.encode(self).decode()


def pages(fetch: Fetch, settings: Any, source: Source, cursor: str) -> Iterator[Page]:
    """The user's own copy part by part (`export`), or what she did in the last 28 days (`changes`)."""
    if source.kind not in ("export", "changes"):
        raise InputError("LinkedIn can be read as linkedin:export or linkedin:changes only; import files otherwise.")
    if not settings.token.strip():
        raise CredentialsError(
            "LinkedIn needs a token of its data portability; give one with: outward connect linkedin --sign-in."
        )
    asking = _Asking(fetch, settings.token.strip(), settings.address)
    state = Cursor.of(cursor)
    if source.kind == "changes":
        yield from _changes(asking, state)
    elif state.whole is None or fetch.now() - state.whole >= _AGAIN:
        state.me.slug = slug(settings.profile) or state.me.slug
        yield from _copy(asking, state, fetch.now(), settings.keep_messages.strip().lower() == "yes")


def _copy(asking: "_Asking", state: Cursor, now: datetime, texts: bool) -> Iterator[Page]:
    """The whole copy. A page moves the cursor; an empty one at the end says that all was read."""
    came = state.part > 0 or state.page > 0
    while state.part < len(DOMAINS):
        domain = DOMAINS[state.part]
        answer = asking.find("/memberSnapshotData", "criteria", {"domain": domain, "start": state.page, "count": 10})
        rows = _rows(answer, texts)
        _meet(state.me, rows)
        more = answer is not None and bool(answer.get("elements")) and _next(answer) and state.page < _MOST_PAGES
        state.part, state.page = (state.part, state.page + 1) if more else (state.part + 1, 0)
        if answer:
            came = True
            raw = msgspec.json.encode(Batch(rows=rows, me=state.me)) if rows else b""
            yield Page(raw=raw, cursor=state.text, url=f"memberSnapshotData {domain}", total=len(DOMAINS))
    if not came:
        raise NotThereError(_NONE_YET)
    yield Page(raw=b"", cursor=Cursor(whole=now, me=state.me).text, url="memberSnapshotData", total=len(DOMAINS))


def _changes(asking: "_Asking", state: Cursor) -> Iterator[Page]:
    """What happened since the last change seen, oldest first."""
    for _ in range(_MOST_PAGES):
        asked = {"count": _COUNT, **({"startTime": state.since} if state.since else {})}
        answer = asking.find("/memberChangeLogs", "memberAndApplication", asked)
        if answer is None:
            if not state.since:
                raise NotThereError(_NONE_YET)
            return
        events = _listed(answer, "elements")
        latest = max(
            (t for e in events if isinstance(e, dict) and isinstance(t := e.get("processedAt"), int)), default=0
        )
        fresh = latest > state.since or not state.since
        full = len(events) >= _COUNT
        state.since = latest if fresh else state.since + full  # a full page of one and the same moment is passed by
        if events and fresh:
            held = kept(events)
            raw = msgspec.json.encode({"elements": held}) if held else b""
            yield Page(raw=raw, cursor=state.text, url="memberChangeLogs")
        if not full or not state.since:
            return


def _rows(answer: Mapping[str, Any] | None, texts: bool) -> list[dict[str, str]]:
    """The records of an answer with only the columns that are kept, each with its kind; others are left out."""
    rows = []
    for element in _listed(answer or {}, "elements"):
        for record in _listed(element if isinstance(element, dict) else {}, "snapshotData"):
            cells = {mark(str(k)): str(v) for k, v in record.items() if v} if isinstance(record, dict) else {}
            columns = [mark(str(k)) for k in record] if isinstance(record, dict) else []
            kind = by_columns(columns)
            if kind:
                keeps = (*TABLES[kind].keeps, *(TEXTS if texts and kind == "messages" else ()))
                rows.append({"kind": kind, **{name: cells[name][:200_000] for name in keeps if name in cells}})
    return rows


def _meet(me: Me, rows: list[dict[str, str]]) -> None:
    """Learn from the records who the user is."""
    for row in rows:
        if row["kind"] == "invitations":
            out = row.get("direction", "").lower() == "outgoing"
            me.slug = me.slug or slug(row.get("inviterprofileurl" if out else "inviteeprofileurl", ""))
            me.name = me.name or row.get("from" if out else "to", "")[:300]
        elif row["kind"] in ("profile", "summary"):
            me.name = f"{row.get('firstname', '')} {row.get('lastname', '')}".strip()[:300] or me.name
            me.headline = row.get("headline", "")[:500] or me.headline
            me.summary = (row.get("summary") or row.get("profilesummary") or "")[:2000] or me.summary
            me.links = list(dict.fromkeys([*me.links, *links(row)]))[:20]
        elif row["kind"] == "positions":
            me.positions = list(dict.fromkeys([*me.positions, position(row)]))[:30]


def _listed(answer: Mapping[str, Any], name: str) -> list[Any]:
    found = answer.get(name)
    return found if isinstance(found, list) else []


def _next(answer: Mapping[str, Any]) -> bool:
    paging = answer.get("paging")
    links_ = _listed(paging, "links") if isinstance(paging, dict) else []
    return any(isinstance(link, dict) and link.get("rel") == "next" for link in links_)


class _Asking:
    """LinkedIn's client, its session going through the door, to another address where the settings say so."""

    def __init__(self, fetch: Fetch, token: str, address: str) -> None:
        from linkedin_api.clients.restli.client import RestliClient
        from linkedin_api.common.constants import VERSIONED_BASE_URL

        self._fetch, self._token = fetch, token
        self._host = urlsplit(address).netloc
        self._client: Any = RestliClient()
        session: Any = fetch.requests_session()
        send, usual = session.send, VERSIONED_BASE_URL.removesuffix("/rest")

        def elsewhere(request: Any, **how: Any) -> Any:
            request.url = request.url.replace(usual, address.rstrip("/"), 1)
            return send(request, **how)

        session.send = elsewhere
        self._client.session = session

    def find(self, path: str, finder: str, query: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """What LinkedIn says, None when it has nothing there. Raises `SourceError`."""
        try:
            said = self._client.finder(
                resource_path=path,
                finder_name=finder,
                query_params=dict(query),
                access_token=self._token,
                version_string=_VERSION,
            )
            status, answer = said.status_code, said.response.json()
        except OutwardError:
            raise
        except Exception as error:  # noqa: BLE001 - the client wraps whatever happened in an error of its own
            raise outward_cause(error) or MalformedError(
                f"{self._host} sent an answer that cannot be read; try again later."
            ) from None
        if status == 200 and isinstance(answer, dict):
            return answer
        if status == 404 or (status == 400 and "domain" in query):  # a part LinkedIn does not know
            return None
        if status in (401, 403):
            raise CredentialsError(_REVOKED if status == 401 else _REGION)
        raise refusal(self._host, status, {}, self._fetch.now())
