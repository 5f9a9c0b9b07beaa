"""What the first page of some sources brings with it: the members of a list, whom the user muted or blocked."""

from collections.abc import Iterator, Mapping
from typing import Any

from outward.networks.bluesky.client import query

_PAGE = 100
_MOST = 10
"""Pages of people on a list, muted or blocked that are read at once."""


def beside(client: Any, kind: str, value: str, pack: Any) -> dict[str, Any]:
    """Parts of the envelope that belong to a source as a whole. `pack` is the starter pack whose list `value` is."""
    if kind in ("list", "starter_pack"):
        answers = list(_answers(client, "app.bsky.graph.getList", {"list": value}))
        items = [one for answer in answers for one in answer["items"]]
        return {"items": items, **({"pack": pack} if pack else {"list": answers[0]["list"]})}
    if kind == "following":
        return {
            "mutes": _all(client, "app.bsky.graph.getMutes", "mutes"),
            "blocks": _all(client, "app.bsky.graph.getBlocks", "blocks"),
        }
    return {}


def _all(client: Any, name: str, held: str) -> list[Any]:
    return [one for answer in _answers(client, name, {}) for one in answer[held]]


def _answers(client: Any, name: str, asked: Mapping[str, Any]) -> Iterator[Any]:
    """The pages of an answer from the first on; there is one at least."""
    after, met = "", {""}
    for _ in range(_MOST):
        answer = query(client, name, {**asked, "limit": _PAGE, "cursor": after or None})
        yield answer
        after = str(answer.get("cursor") or "")
        if after in met:
            return
        met.add(after)
