"""Strong proof that two accounts belong to one human being."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from outward.model import Account
from outward.whom.one_person.addresses import SITES, address, crowded, domains, home, is_profile, named, own, proved


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Proof:
    """Why the accounts `one` and `other` (ids, the smaller first) are one person, in a sentence."""

    one: str
    other: str
    sentence: str


Claims = Mapping[str, Mapping[str, Sequence[Account]]]
"""Address → network → the accounts there that claim it."""
Addresses = Mapping[str, frozenset[str]]
"""Account → its addresses of some sort."""


def proofs(accounts: Sequence[Account]) -> tuple[Proof, ...]:
    """All strong proofs among the accounts, in order; bots are nobody.

    Strong are profiles that name each other, an address a network has checked for both, a site whose only author has
    her domain checked elsewhere, and the LinkedIn profile a profile names. An address that two accounts of one network
    claim proves nothing, nor does the first page of a place many share.
    """
    known = sorted({a.id: a for a in accounts if not a.bot}.values(), key=lambda a: a.id)
    says = {account.id: named(account) for account in known}
    checks = {account.id: proved(account) for account in known}
    either = {account: said | checks[account] for account, said in says.items()}
    owners = _alone(_claims(known, {account.id: own(account) for account in known}))
    checked = _claims(known, checks)
    shared = crowded(known)
    found = [
        *_mutual(known, says, owners),
        *_checked(checked, owners, shared),
        *_both(_claims(known, either), checked, shared),
        *_sites(known, checked, shared),
        *_profiles(known, either),
    ]
    first: dict[tuple[str, str], Proof] = {}
    for proof in found:
        first.setdefault((proof.one, proof.other), proof)
    return tuple(sorted(first.values()))


def _proof(a: Account, b: Account, sentence: str) -> Proof:
    one, other = sorted((a.id, b.id))
    return Proof(one=one, other=other, sentence=sentence)


def _claims(known: Sequence[Account], of: Addresses) -> Claims:
    claims: dict[str, dict[str, list[Account]]] = {}
    for account in known:
        for plain in of[account.id]:
            claims.setdefault(plain, {}).setdefault(account.network, []).append(account)
    return claims


def _alone(claims: Claims) -> dict[str, Account]:
    """The one account that has an address, over all networks."""
    held = {plain: [account for group in groups.values() for account in group] for plain, groups in claims.items()}
    return {plain: group[0] for plain, group in held.items() if len(group) == 1}


def _mutual(known: Sequence[Account], says: Addresses, owners: Mapping[str, Account]) -> Iterator[Proof]:
    names = {(a.id, owners[plain].id): owners[plain] for a in known for plain in says[a.id] if plain in owners}
    by_id = {account.id: account for account in known}
    for (one, other), hers in names.items():
        if one < other and (other, one) in names:
            yield _proof(by_id[one], hers, f"Their profiles name each other: {by_id[one].url} and {hers.url}.")


def _checked(checked: Claims, owners: Mapping[str, Account], shared: frozenset[str]) -> Iterator[Proof]:
    """A link that was checked and leads to the profile of another account."""
    for plain, groups in checked.items():
        hers = owners.get(plain)
        if hers is None or hers.network in SITES or plain in shared or _contested(groups):
            continue
        for claimant in (group[0] for group in groups.values()):
            if claimant.id != hers.id:
                yield _proof(claimant, hers, f"The profile of {claimant.handle} has a checked link to {plain}.")


def _both(claims: Claims, checked: Claims, shared: frozenset[str]) -> Iterator[Proof]:
    """One address that several networks have checked, each for one account."""
    for plain, groups in checked.items():
        if plain in shared or _contested(claims[plain]):
            continue
        first, *others = sorted((group[0] for group in groups.values()), key=lambda a: a.id)
        for another in others:
            yield _proof(first, another, f"{plain} is checked to belong to {first.handle} and to {another.handle}.")


def _sites(known: Sequence[Account], checked: Claims, shared: frozenset[str]) -> Iterator[Proof]:
    """A site's only author, and the account for which her domain is checked."""
    writers: dict[str, list[Account]] = defaultdict(list)
    for account in known:
        for domain in domains(home(account)) if account.network in SITES else ():
            if domain in checked and domain not in shared and not _contested(checked[domain]):
                writers[domain].append(account)
    for domain, writing in writers.items():
        authors = [account for account in writing if "#" in account.id] or writing
        if len({" ".join(account.name.casefold().split()) for account in authors}) != 1:
            continue
        for claimant in (group[0] for group in checked[domain].values()):
            for author in authors:
                said = f"{domain} is checked to belong to {claimant.handle}, and {author.name or author.handle} alone"
                yield _proof(claimant, author, f"{said} writes there.")


def _profiles(known: Sequence[Account], either: Addresses) -> Iterator[Proof]:
    """The LinkedIn profile that a profile elsewhere names."""
    linked = [account for account in known if account.network == "linkedin"]
    held = _claims(linked, {account.id: frozenset({address(account.url)}) for account in linked})
    elsewhere = _claims([a for a in known if a.network != "linkedin"], either) if linked else {}
    for plain, groups in held.items():
        if not is_profile(plain) or _contested(groups) or _contested(elsewhere.get(plain, {})):
            continue
        for claimant in (group[0] for group in elsewhere.get(plain, {}).values()):
            hers = groups["linkedin"][0]
            yield _proof(claimant, hers, f"The profile of {claimant.handle} names this LinkedIn profile, {plain}.")


def _contested(groups: Mapping[str, Sequence[Account]]) -> bool:
    """Whether two accounts of one network claim the same."""
    return any(len(group) > 1 for group in groups.values())
