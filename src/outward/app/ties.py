"""TIES: what runs between the user and people, who waits for an answer, whom she is losing touch with."""

from dataclasses import dataclass
from datetime import datetime

from outward.app.home import Home
from outward.app.person import meant
from outward.model import Account
from outward.store import met as told
from outward.store import people, touches
from outward.whom.beginnings import Became, Beginning, beginning
from outward.whom.ties import Bond, bonds


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTie:
    """What runs between the user and one person.

    `bond` has the layer, the strengths both ways, the last contacts and when the next is due; `began` is how the tie
    seems to have begun, None where no contact was seen; `met`, `became` and `words` are the user's own: how they met,
    what became of it (None: she did not say) and more of it. `muted`: she wants to hear nothing of this person.
    """

    person: str
    name: str
    accounts: tuple[Account, ...]
    bond: Bond
    began: Beginning | None = None
    met: str = ""
    became: Became | None = None
    words: str = ""
    muted: bool = False


def tie_of(home: Home, person: str, now: datetime) -> PersonTie:
    """What runs between the user and the person somebody means by an id, a handle, a profile's address or a name."""
    id_ = meant(home, person)
    accounts = people.accounts(home.database, [id_]).get(id_, ())
    bond = bonds(
        touches.touches(home.database, id_),
        touches.standing(home.database, id_),
        me=people.mine(home.database),
        now=now,
        settled=told.settled(home.database),
    ).get(id_, Bond(person=id_))
    said = told.met(home.database, id_).get(id_)
    name = (accounts[0].name or accounts[0].handle) if accounts else id_
    return PersonTie(
        person=id_,
        name=name,
        accounts=accounts,
        bond=bond,
        began=beginning(bond.first, name) if bond.first else None,
        met=said.met if said else "",
        became=Became(said.became) if said and said.became else None,
        words=said.words if said else "",
        muted=not people.muted(home.database).isdisjoint(account.id for account in accounts),
    )
