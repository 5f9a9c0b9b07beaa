"""The ledger as xAPI 1.0.3 statements for a learning record store. Goals are never in it."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from outward.errors import InputError
from outward.model import LedgerEntry, LedgerKind, Takeaway

MEDIA_TYPE = "application/json"
SUFFIX = ".json"

_VERBS = {
    LedgerKind.LEARNED: ("http://adlnet.gov/expapi/verbs/experienced", "experienced"),
    LedgerKind.SESSION_DONE: ("http://adlnet.gov/expapi/verbs/completed", "completed"),
    LedgerKind.TALKED: ("http://adlnet.gov/expapi/verbs/interacted", "interacted"),
}
_COMMENTED = ("http://adlnet.gov/expapi/verbs/commented", "commented")


def write(entries: Sequence[LedgerEntry], takeaways: Sequence[Takeaway], *, name: str, home: str) -> bytes:
    """Statements about the account `name` at `home` (an http address): learned, sessions done, talked, takeaways.

    The same entry always has the same statement id, so that sending twice adds nothing. Raises `InputError` when
    the account is not said.
    """
    if not name.strip() or not home.lower().startswith(("http://", "https://")):
        raise InputError("A statement needs whom it is about; give an account name and the address of its home page.")
    actor = {"objectType": "Agent", "account": {"homePage": home, "name": name.strip()}}
    said = [_done(entry, actor) for entry in entries if entry.kind in _VERBS]
    said += [_taken(takeaway, actor) for takeaway in takeaways]
    return json.dumps(said, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _done(entry: LedgerEntry, actor: dict[str, Any]) -> dict[str, Any]:
    statement = _statement(actor, _VERBS[entry.kind], entry.subject, entry.at, str(entry.kind))
    if entry.minutes > 0:
        statement["result"] = {"duration": f"PT{entry.minutes}M"}
    return statement


def _taken(takeaway: Takeaway, actor: dict[str, Any]) -> dict[str, Any]:
    response = "\n".join(filter(None, [takeaway.text, takeaway.change]))
    statement = _statement(actor, _COMMENTED, takeaway.url, takeaway.created_at, takeaway.text)
    return statement | {"result": {"response": response}}


def _statement(actor: dict[str, Any], verb: tuple[str, str], subject: str, at: datetime, about: str) -> dict[str, Any]:
    web = subject.lower().startswith(("http://", "https://"))
    where = subject if web else uuid5(NAMESPACE_URL, f"outward {about} {subject}").urn
    return {
        "id": str(uuid5(NAMESPACE_URL, f"outward {actor['account']} {verb[1]} {subject} {about} {at.isoformat()}")),
        "actor": actor,
        "verb": {"id": verb[0], "display": {"en": verb[1]}},
        "object": {"objectType": "Activity", "id": where, "definition": {"name": {"und": about if web else subject}}},
        "timestamp": at.isoformat(),
    }
