"""The map of her learning network as a picture: rings by layer, angles by group, and what is missing outside."""

from collections.abc import Callable, Iterator
from html import escape

from outward.model.learning_network import LearningNetwork, Member
from outward.share.svg.places import WIDE, Places, Shape, Spot, places
from outward.share.svg.style import COLOURS, STYLE

MEDIA_TYPE = "image/svg+xml"
SUFFIX = ".svg"
BEST = 2
"""Others with whom somebody is joined by a line: those she knows best."""
HUES = 6
"""Colours of groups; a seventh group begins again."""


def write(network: LearningNetwork) -> bytes:
    """A file of its own, UTF-8: colours for light and dark inside, no links, no script."""
    picture = "".join(_drawn(network, places(network, WIDE), None))
    styled = picture.replace("<title", f"<style>{COLOURS}{STYLE}</style><title", 1)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{styled}\n'.encode()


def fragment(network: LearningNetwork, shape: Shape, link: Callable[[str], str]) -> str:
    """The picture to stand in a page that has the rules; `link` gives the address of a person's page."""
    return "".join(_drawn(network, places(network, shape), link))


def drawn(network: LearningNetwork, shape: Shape) -> int:
    """How many people are on the map of that shape; the others are counted."""
    return len(places(network, shape).members)


def _drawn(network: LearningNetwork, held: Places, link: Callable[[str], str] | None) -> Iterator[str]:
    shape, role = held.shape, "img" if link is None else "group"
    name = f"map-{shape.name}"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map {shape.name}" viewBox="0 0 {shape.width} {shape.height}"'
        f' role="{role}" aria-labelledby="{name}" aria-describedby="{name}-says">'
        f'<title id="{name}">The people around you</title><desc id="{name}-says">{escape(_said(network, held))}</desc>'
    )
    yield from _ground(held)
    yield from _lines(network, held)
    x, y = shape.width / 2, shape.height / 2
    yield f'<circle class="you" cx="{x:.0f}" cy="{y:.0f}" r="20"/>'
    yield f'<text x="{x:.0f}" y="{y + 4.5:.1f}" text-anchor="middle">you</text>'
    for member in network.members:
        if member.id in held.members:
            yield _member(member, held.members[member.id], link)
    yield from _outside(network, held, link)
    yield "</svg>"


def _said(network: LearningNetwork, held: Places) -> str:
    counted = ", ".join(f"{number} {layer}" for layer, number in network.layers.items())
    missing = ", ".join(hole.missing for hole in network.holes)
    drawn = f"{len(held.members)} of {sum(network.layers.values())} people are drawn ({counted})"
    asked = f" Missing for your goal: {missing}." if missing else ""
    return f"{drawn}, the closest in the middle.{asked} The table tells the same."


def _ground(held: Places) -> Iterator[str]:
    x, y = held.shape.width / 2, held.shape.height / 2
    for rx, ry in reversed(held.rings):
        yield f'<ellipse class="ring" cx="{x:.0f}" cy="{y:.0f}" rx="{rx:.1f}" ry="{ry:.1f}"/>'
    for x1, y1, x2, y2 in held.rays:
        yield f'<line class="ray" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'
    rx, ry = held.rings[-1]
    for group, ((x, y), *further) in held.arcs.items():
        curve = "".join(f"A{rx:.2f} {ry:.2f} 0 0 1 {x2:.2f} {y2:.2f}" for x2, y2 in further)
        yield f'<path class="arc hue-{_hue(group)}" d="M{x:.2f} {y:.2f}{curve}"/>'
    for spot in held.layers.values():
        yield _text(spot, "layer")


def _lines(network: LearningNetwork, held: Places) -> Iterator[str]:
    """Who knows whom, and the ways that lead to what is missing."""
    pairs = {tuple(sorted((member.id, other))) for member in network.members for other in member.knows[:BEST]}
    for one, other in sorted(pairs):
        if one in held.members and other in held.members:
            yield _line("knows", held.members[one], held.members[other])
    for hole, *_ in network.fillers:
        led = [held.members[one] for one in (hole.way.through if hole.way else ()) if one in held.members]
        if led and hole.id in held.holes:
            yield _line("leads", led[-1], held.holes[hole.id])


def _outside(network: LearningNetwork, held: Places, link: Callable[[str], str] | None) -> Iterator[str]:
    for number, spot in held.groups.items():
        yield _text(spot, f"group hue-{_hue(number)}")
    for filled in network.fillers:
        if at := held.holes.get(filled[0].id):
            told = f"{', '.join(hole.missing for hole in filled)}: nobody yet; {filled[0].name} could be"
            circle = f'<circle cx="{at.x:.1f}" cy="{at.y:.1f}" r="5"/>'
            yield _linked("hole", f"{circle}{_text(at)}", filled[0].id, told, link)


def _member(member: Member, spot: Spot, link: Callable[[str], str] | None) -> str:
    kind = f"who hue-{_hue(member.group)}{'' if member.both_ways else ' one'}{' asleep' if member.asleep else ''}"
    told = f"{member.name}, {member.layer}" + (f": {', '.join(member.speaks_of)}" if member.speaks_of else "")
    circle = f'<circle cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="{2.5 + 4 * min(1.0, member.strength) ** 0.5:.1f}"/>'
    return _linked(kind, f"{circle}{_text(spot)}", member.id, told, link)


def _linked(kind: str, inside: str, id_: str, told: str, link: Callable[[str], str] | None) -> str:
    """Somebody's dot and name, linked to her page where there is one; what is `told` shows where a pointer rests."""
    if link is not None:
        inside = f'<a href="{escape(link(id_))}">{inside}</a>'
    return f'<g class="{kind}"><title>{escape(told)}</title>{inside}</g>'


def _text(spot: Spot, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    at = f'x="{spot.tx:.1f}" text-anchor="{spot.anchor}"'
    under = f'<text {at} y="{spot.ty + 15:.1f}" class="under">{escape(spot.under)}</text>' if spot.under else ""
    return f'<text{named} {at} y="{spot.ty:.1f}">{escape(spot.text)}</text>{under}'


def _line(kind: str, one: Spot, other: Spot) -> str:
    return f'<line class="{kind}" x1="{one.x:.1f}" y1="{one.y:.1f}" x2="{other.x:.1f}" y2="{other.y:.1f}"/>'


def _hue(group: int) -> int:
    return (group - 1) % HUES + 1 if group else 0
