"""Where everything on the map stands: rings by layer, angles by group, and no two names over each other."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from outward.model.learning_network import Group, Hole, LearningNetwork, Member
from outward.share.svg.letters import cut, short, width

LAYERS = ("strong", "weak", "very weak")
CENTRE = 0.13
"""How far the innermost ring begins from the centre, as a share of the outermost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A map's size: `rx`, `ry` of the outermost ring, `text` the height of letters, `most` people drawn."""

    name: str
    width: int
    height: int
    rx: int
    ry: int
    text: float
    most: int
    short: bool = False


WIDE = Shape(name="wide", width=1060, height=724, rx=385, ry=310, text=13.0, most=40)
NARROW = Shape(name="narrow", width=320, height=720, rx=148, ry=292, text=12.0, most=26, short=True)


class Box(NamedTuple):
    """A rectangle: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A dot with its text: `x`, `y` of the dot, `tx`, `ty` where the text begins, is centred or ends (`anchor`).

    `under` is a second line.
    """

    x: float
    y: float
    text: str
    under: str = ""
    tx: float
    ty: float
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """All there is on a map: rings from inside out, lines between groups, everybody who found a place by id.

    `arcs` are by group: points along the outermost ring, from its beginning over three more to its end. `holes` are by
    the id of who would fill them.
    """

    shape: Shape
    rings: tuple[tuple[float, float], ...]
    rays: tuple[tuple[float, float, float, float], ...]
    arcs: Mapping[int, tuple[tuple[float, float], ...]]
    layers: Mapping[str, Spot]
    members: Mapping[str, Spot]
    groups: Mapping[int, Spot]
    holes: Mapping[str, Spot]


@dataclass
class _Sheet:
    """The sheet while it fills: what is taken so far."""

    shape: Shape
    taken: list[Box] = field(default_factory=list)

    def place(
        self, text: str, size: float, spots: Iterable[tuple[float, float, str]], dot: float, under: str = "", *,
        outside: bool = False,
    ) -> Spot | None:  # fmt: skip
        """The first of these places (x, y, side) where dot and text are free; None where none is.

        With `outside` no corner of the text may be within the outermost ring.
        """
        line, shape = size * 1.15, self.shape
        long, high = max(width(text, size), width(under, size * 0.92)), line * (2 if under else 1)
        for x, y, side in spots:
            left, top, anchor = _aside((x, y), side, (long, high), dot)
            around = Box(x - dot, y - dot, x + dot, y + dot)
            words = Box(left, top, left + long, top + high)
            if words.left < 2 or words.right > shape.width - 2 or words.top < 2 or words.bottom > shape.height - 2:
                continue
            if outside and any(_inside(shape, at) for at in product(words[::2], words[1::2])):
                continue
            if not any(_over(box, words) or (dot and _over(box, around)) for box in self.taken):
                self.taken += [words, around] if dot else [words]
                at = {"start": left, "middle": left + long / 2, "end": left + long}[anchor]
                return Spot(x=x, y=y, text=text, under=under, tx=at, ty=top + line * 0.8, anchor=anchor)
        return None


def places(network: LearningNetwork, shape: Shape) -> Places:
    """Where everybody is drawn; who finds no place without covering somebody is not in `members`.

    The closest are placed first. The same network gives the same map.
    """
    sheet = _Sheet(shape)
    drawn = network.members[: shape.most]
    edges = _edges(drawn)
    spans = _spans(drawn)
    sheet.taken.append(Box(shape.width / 2 - 22, shape.height / 2 - 22, shape.width / 2 + 22, shape.height / 2 + 22))
    layers = {
        layer: spot
        for number, layer in enumerate(LAYERS)
        if (spot := sheet.place(layer, shape.text * 0.9, _on_ring(shape, edges[number + 1]), 0))
    }
    names = short([m.name for m in drawn]) if shape.short else [m.name for m in drawn]
    room = shape.width * (0.3 if shape.short else 0.2)
    members: dict[str, Spot] = {}
    for member, name in zip(drawn, names, strict=True):
        ring = LAYERS.index(member.layer)
        spots = _within(shape, spans[member.group], (edges[ring], edges[ring + 1]), *_seat(member, drawn))
        if spot := sheet.place(cut(name, shape.text, room), shape.text, spots, _dot(member)):
            members[member.id] = spot
    groups = _named(network.groups, spans, sheet)
    holes = _missing(network.fillers, members, sheet)
    return Places(
        shape=shape,
        rings=tuple((edge * shape.rx, edge * shape.ry) for edge in edges[1:]),
        rays=tuple(_rays(shape, spans)),
        arcs={
            group: tuple(_point(shape, begun + 0.012 + (end - begun - 0.024) * part / 4, 1.0) for part in range(5))
            for group, (begun, end) in spans.items()
            if group and len(spans) > 1
        },
        layers=layers,
        members=members,
        groups=groups,
        holes=holes,
    )


def _dot(member: Member) -> float:
    """The size of somebody's dot, by the strength of the tie."""
    return 4.0 + 4.0 * math.sqrt(min(1.0, max(0.0, member.strength)))


def _edges(drawn: Sequence[Member]) -> list[float]:
    """Where each ring begins and the last one ends, as shares: a ring with more people is broader."""
    held = Counter(member.layer for member in drawn)
    broad = [1.6 + math.sqrt(held[layer]) for layer in LAYERS]
    return [CENTRE + (1 - CENTRE) * sum(broad[:number]) / sum(broad) for number in range(len(LAYERS) + 1)]


def _spans(drawn: Sequence[Member]) -> dict[int, tuple[float, float]]:
    """The angles (radians, from the top, clockwise) between which each group stands, the largest first."""
    held = Counter(member.group for member in drawn)
    shares = {group: 1.0 + held[group] for group in sorted(held, key=lambda group: (group == 0, group))}
    spans, begun = {}, 0.0
    for group, share in shares.items():
        end = begun + 2 * math.pi * share / sum(shares.values())
        spans[group] = (begun, end)
        begun = end
    return spans


def _seat(member: Member, drawn: Sequence[Member]) -> tuple[float, float]:
    """Where in her span, and how far out in her ring, somebody would stand best (shares): the closest further in."""
    group = [m.id for m in drawn if m.group == member.group]
    ring = [m.id for m in drawn if m.layer == member.layer]
    return (group.index(member.id) + 0.5) / len(group), (ring.index(member.id) + 1) / (len(ring) + 1)


def _point(shape: Shape, angle: float, far: float) -> tuple[float, float]:
    return shape.width / 2 + far * shape.rx * math.sin(angle), shape.height / 2 - far * shape.ry * math.cos(angle)


def _within(
    shape: Shape, span: tuple[float, float], ring: tuple[float, float], along: float, out: float
) -> Iterator[tuple[float, float, str]]:
    """Places in a ring between two angles, those nearest to the best one first, each with the text on every side."""
    begun, end = span
    edge = min(0.12, 12 / shape.rx)
    spots = []
    for step in range(33):
        for depth in range(7):
            share, far = (step + 0.5) / 33, (depth + 0.5) / 7
            angle = begun + share * (end - begun)
            x, y = _point(shape, angle, ring[0] + edge / 2 + far * (ring[1] - ring[0] - edge))
            odd = abs(share - along) * (end - begun) * 1.5 + abs(far - out) * 0.8
            outward = "right" if math.sin(angle) >= 0 else "left"
            for side, cost in ((outward, 0.0), ("below", 0.25), ("above", 0.3), (_OTHER[outward], 0.35)):
                spots.append((odd + cost, (x, y, side)))
    return (spot for _, spot in sorted(spots, key=lambda one: one[0]))


_OTHER = {"left": "right", "right": "left"}


def _aside(at: tuple[float, float], side: str, size: tuple[float, float], dot: float) -> tuple[float, float, str]:
    """Left and top of a text beside a dot, and where it is held."""
    (x, y), (long, high) = at, size
    gap = dot + 3 if dot else 0
    if side == "right":
        return x + gap, y - high / 2, "start"
    if side == "left":
        return x - gap - long, y - high / 2, "end"
    if side == "middle":
        return x - long / 2, y - high / 2, "middle"
    return x - long / 2, y + gap if side == "below" else y - gap - high, "middle"


def _over(one: Box, other: Box) -> bool:
    return (
        one.left < other.right + 2
        and other.left < one.right + 2
        and one.top < other.bottom + 1
        and other.top < one.bottom + 1
    )


def _inside(shape: Shape, at: tuple[float, float], more: float = 2.0) -> bool:
    """Whether a point is within the outermost ring, or no further outside than so much."""
    across, down = (at[0] - shape.width / 2) / (shape.rx + more), (at[1] - shape.height / 2) / (shape.ry + more)
    return across**2 + down**2 < 1


def _on_ring(shape: Shape, edge: float) -> Iterator[tuple[float, float, str]]:
    """Places on a ring's line for its name: at the top, else further along."""
    for step in range(24):
        yield (*_point(shape, (step + 1) // 2 * (-1) ** step * 0.26, edge), "middle")


def _named(groups: Sequence[Group], spans: Mapping[int, tuple[float, float]], sheet: _Sheet) -> dict[int, Spot]:
    """The groups' names beside the outermost ring; a single group needs none."""
    shape, found = sheet.shape, {}
    for group in groups:
        if group.number in spans and len(spans) > 1:
            begun, end = spans[group.number]
            room = shape.width * 0.16
            text = f"{group.number}" if shape.short else f"{group.number} · {_fitting(group.name, shape.text, room)}"
            middle = (begun + end) / 2
            angles = [middle + (step + 1) // 2 * (-1) ** step * (end - begun) / 30 for step in range(25)]
            spots = [
                (*_point(shape, angle, far), "right" if math.sin(angle) >= 0 else "left")
                for far in (1.03, 1.06, 1.1, 1.15)
                for angle in angles
            ]
            if spot := sheet.place(text, shape.text, spots, 0, outside=True):
                found[group.number] = spot
    return found


def _fitting(words: str, size: float, room: float) -> str:
    """As many of the words between commas as fit, the first cut where even that does not."""
    kept, *rest = words.split(", ")
    for word in rest:
        kept = f"{kept}, {word}" if width(f"{kept}, {word}", size) <= room else kept
    return cut(kept, size, room)


def _missing(fillers: Sequence[Sequence[Hole]], members: Mapping[str, Spot], sheet: _Sheet) -> dict[str, Spot]:
    """Places outside the outermost ring, near who leads there, one for each person who would fill something."""
    shape = sheet.shape
    found: dict[str, Spot] = {}
    grid = [
        (x, y)
        for y in range(20, shape.height - 14, 12)
        for x in range(12, shape.width - 8, 12)
        if not _inside(shape, (x, y), 12)
    ]
    for filled, called in zip(fillers, short([first.name for first, *_ in fillers]), strict=True):
        way, room = filled[0].way, shape.width * (0.36 if shape.short else 0.2)
        led = [members[one] for one in (way.through if way else ()) if one in members]
        x, y = (led[-1].x, led[-1].y) if led else (shape.width / 2, shape.height)
        near = sorted(grid, key=lambda at: (math.dist(at, (x, y)), at))
        text = _fitting(", ".join(hole.missing for hole in filled), shape.text, room)
        name = cut(called if shape.short else filled[0].name, shape.text * 0.92, room)
        spots = ((*at, side) for at in near for side in ("right", "left", "below", "above"))
        if spot := sheet.place(text, shape.text, spots, 6.0, name, outside=True):
            found[filled[0].id] = spot
    return found


def _rays(shape: Shape, spans: Mapping[int, tuple[float, float]]) -> Iterator[tuple[float, float, float, float]]:
    """Lines between groups."""
    if len(spans) > 1:
        for begun, _ in spans.values():
            yield (*_point(shape, begun, CENTRE), *_point(shape, begun, 1.0))
