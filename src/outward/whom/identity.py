"""One human being behind several accounts: joined by strong proof only."""

from collections import Counter
from collections.abc import Mapping, Sequence

from outward.model import Account


def same_person(accounts: Sequence[Account]) -> Mapping[str, str]:
    """The person behind each account: accounts whose profiles name each other are one; the first id names her.

    An address that two accounts call their own proves nothing for either: one of them may only claim it.
    """
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not accounts:
        return {}
    known = sorted({account.id: account for account in accounts}.values(), key=lambda account: account.id)
    place = _owners(known)
    names = {
        (number, place[_address(link)])
        for number, account in enumerate(known)
        for link in account.links
        if _address(link) in place
    }
    both = sorted(pair for pair in names if pair[::-1] in names)
    rows, columns = np.array(both, dtype=np.int64).reshape(-1, 2).T
    graph = coo_array((np.ones(len(both)), (rows, columns)), shape=(len(known), len(known)))
    _, groups = connected_components(graph, directed=False)
    first: dict[int, str] = {}
    return {account.id: first.setdefault(int(group), account.id) for account, group in zip(known, groups, strict=True)}


def _owners(known: Sequence[Account]) -> dict[str, int]:
    """The position of the one account that has an address."""
    claims = Counter(_address(account.url) for account in known)
    return {
        _address(account.url): number
        for number, account in enumerate(known)
        if account.url and claims[_address(account.url)] == 1
    }


def _address(url: str) -> str:
    return url.split("://", 1)[-1].removeprefix("www.").rstrip("/").casefold()
