"""What the first page of some sources brings with it: the members of a list, whom the user muted or blocked."""

from typing import Any

from outward.networks.bluesky.client import query

_PAGE = 100
_MOST = 10
"""Pages of people muted or blocked that are read at once."""


def beside(client: Any, kind: str, value: str, pack: Any) -> dict[str, Any]:
    """Parts of the envelope that belong to a source as a whole. `pack` is the starter pack whose list `value` is."""
    if kind in ("list", "starter_pack"):
        answer = query(client, "app.bsky.graph.getList", {"list": value, "limit": _PAGE})
        return {"items": list(answer["items"]), **({"pack": pack} if pack else {"list": answer["list"]})}
    if kind == "following":
        return {
            "mutes": _all(client, "app.bsky.graph.getMutes", "mutes"),
            "blocks": _all(client, "app.bsky.graph.getBlocks", "blocks"),
        }
    return {}


def _all(client: Any, name: str, held: str) -> list[Any]:
    found: list[Any] = []
    after = ""
    for _ in range(_MOST):
        answer = query(client, name, {"limit": _PAGE, "cursor": after or None})
        found += answer[held]
        after = str(answer.get("cursor") or "")
        if not after:
            break
    return found
