"""One human being behind several accounts: joined by strong proof and by what the user says herself."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from outward.model import Account
from outward.whom.one_person.proofs import proofs

SAME, APART = "same", "apart"
Verdict = tuple[str, str, str]
"""What the user said of two account ids: "same" or "apart" last."""


def same_person(accounts: Sequence[Account], said: Iterable[Verdict] = ()) -> Mapping[str, str]:
    """The person behind each account: the smallest id of the accounts that are one.

    Two accounts she said `apart` are never one person, whatever proof there is and through whichever third account;
    two she said `same` are, before any proof counts.
    """
    known = sorted({account.id for account in accounts})
    held = set(known)
    verdicts = sorted({(min(a, b), max(a, b), word) for a, b, word in said if a != b and {a, b} <= held})
    apart = {(one, other) for one, other, word in verdicts if word == APART}
    told = [(one, other) for one, other, word in verdicts if word == SAME and (one, other) not in apart]
    proved = [(proof.one, proof.other) for proof in proofs(accounts)]
    edges = list(dict.fromkeys([*told, *proved]))
    groups = _components(known, edges)
    split = {groups[one] for one, other in apart if groups[one] == groups[other]}
    if split:
        groups = _kept_apart(groups, split, edges, apart)
    first: dict[int, str] = {}
    return {account: first.setdefault(groups[account], account) for account in known}


def _components(known: Sequence[str], edges: Sequence[tuple[str, str]]) -> dict[str, int]:
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not known:
        return {}
    place = {account: number for number, account in enumerate(known)}
    ends = np.array([(place[one], place[other]) for one, other in edges], dtype=np.int64).reshape(-1, 2).T
    graph = coo_array((np.ones(len(edges)), (ends[0], ends[1])), shape=(len(known), len(known)))
    _, groups = connected_components(graph, directed=False)
    return dict(zip(known, groups.tolist(), strict=True))


def _kept_apart(
    groups: Mapping[str, int], split: set[int], edges: Sequence[tuple[str, str]], apart: set[tuple[str, str]]
) -> dict[str, int]:
    """The same groups, those in `split` joined again edge by edge where nobody is joined whom she said apart."""
    alone = [account for account, group in groups.items() if group in split]
    fresh = max(groups.values()) + 1
    redone = {account: fresh + number for number, account in enumerate(alone)}
    members = {group: {account} for account, group in redone.items()}
    foes: dict[str, set[str]] = defaultdict(set)
    for one, other in apart:
        foes[one].add(other)
        foes[other].add(one)
    for one, other in edges:
        if one not in redone or redone[one] == redone[other]:
            continue
        mine, hers = members[redone[one]], members[redone[other]]
        if any(foes[account] & hers for account in mine):
            continue
        gone = redone[other]
        redone.update(dict.fromkeys(hers, redone[one]))
        mine |= members.pop(gone)
    return {**groups, **redone}
