"""Whom the user learns with: the people around her, the groups they form, and what is missing for a goal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How the user comes to a person: `through` whom (ids, the one she knows first), empty where she needs nobody.

    `names` are theirs; `strength` (0..1) is that of all ties on the way; `sentence` says what runs between them, `sure`
    how sure it is and on what it hangs.
    """

    through: tuple[str, ...]
    names: tuple[str, ...]
    strength: float
    sentence: str
    sure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person the user is tied to. `strength` is 0..1, `layer` its name: strong, weak, very weak.

    `both_ways`: each has turned to the other; `last` is when they last did; `group` is the number of her group, 0 for
    none; `speaks_of` is what she speaks of more than others do; `knows` are ids of other members she knows, the best
    known first; `asleep`: nothing was heard of her for 30 days.
    """

    id: str
    name: str
    handle: str
    network: str
    layer: str
    strength: float
    both_ways: bool = False
    last: datetime | None = None
    group: int = 0
    speaks_of: tuple[str, ...] = ()
    knows: tuple[str, ...] = ()
    asleep: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People around the user who turn to each other more than to others, named by what they speak of.

    `size` counts them; `nearest` is the name of the one she is closest to.
    """

    number: int
    name: str
    size: int
    nearest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """Something for the goal that nobody she is tied to brings: `missing` is a topic, or what a whole group speaks of.

    `size` counts the people of that group, 0 for a topic. `id`, `name`, `handle` are of the person who would fill it
    best; `said` is what she said of it, `url` where, `at` when; `way` how the user comes to her, None where nobody
    knows.
    """

    missing: str
    id: str
    name: str
    handle: str
    size: int = 0
    said: str = ""
    url: str = ""
    at: datetime | None = None
    way: Way | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningNetwork:
    """The people around the user for a goal, the closest first, with groups, and holes (the widest first).

    `layers` counts all she is tied to by layer; those beyond the `members` told here are only counted. `spoken_of`
    names for each topic of the goal who speaks of it; `unheard` are topics nobody read so far speaks of. `worth` is
    Burt's effective size: how many people who do not know each other hers are worth. `left_out` counts automatic
    accounts and organisations.
    """

    members: tuple[Member, ...] = ()
    layers: Mapping[str, int] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    holes: tuple[Hole, ...] = ()
    spoken_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unheard: tuple[str, ...] = ()
    worth: float = 0.0
    left_out: int = 0

    @property
    def beyond(self) -> int:
        """How many people are counted but not among the members."""
        return sum(self.layers.values()) - len(self.members)

    @property
    def fillers(self) -> tuple[tuple[Hole, ...], ...]:
        """The holes by the person who would fill them, in the order of the first."""
        return tuple(tuple(h for h in self.holes if h.id == id_) for id_ in dict.fromkeys(h.id for h in self.holes))
