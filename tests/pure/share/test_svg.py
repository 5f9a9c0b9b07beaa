"""The map: everybody is on it or counted, no name covers another, and nothing strangers wrote is markup."""

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from outward.model.learning_network import Group, Hole, LearningNetwork, Member, Way
from outward.share import svg
from outward.share.svg.letters import cut, short, width
from outward.share.svg.places import LAYERS, NARROW, WIDE, Box, Places, Shape, Spot, places
from outward.share.svg.style import STYLE

SHAPES = pytest.mark.parametrize("shape", [WIDE, NARROW], ids=lambda shape: shape.name)


def member(number: int, **more: object) -> Member:
    base: dict[str, object] = {
        "id": f"p{number}", "name": f"Nora Finch{number}", "handle": f"n{number}.example", "network": "bluesky",
        "layer": LAYERS[number % 3], "strength": 1 / (number + 1), "both_ways": number % 2 == 0, "group": number % 4,
        "knows": (f"p{number + 1}",), "speaks_of": ("merger",) if number % 2 else (), "asleep": number == 3,
    }  # fmt: skip
    return Member(**{**base, **more})  # type: ignore[arg-type]


def hole(number: int, through: tuple[str, ...] | None = ("p0",), **more: object) -> Hole:
    way = None if through is None else Way(through=through, names=through, strength=0.5, sentence="S.", sure="")
    base: dict[str, object] = {
        "missing": f"topic {number}", "id": f"h{number}", "name": f"Omar Quill{number}", "handle": "o.example",
        "way": way,
    }  # fmt: skip
    return Hole(**{**base, **more})  # type: ignore[arg-type]


def network(size: int, *holes: Hole, **more: object) -> LearningNetwork:
    members = tuple(sorted((member(n) for n in range(size)), key=lambda m: LAYERS.index(m.layer)))
    groups = tuple(
        Group(number=n, name=f"#tag{n}, word{n}", size=3, nearest="N") for n in sorted({m.group for m in members} - {0})
    )
    layers = {layer: sum(m.layer == layer for m in members) for layer in LAYERS}
    base: dict[str, object] = {"members": members, "groups": groups, "layers": layers, "holes": holes}
    return LearningNetwork(**{**base, **more})  # type: ignore[arg-type]


def words(spot: Spot, size: float) -> Box:
    """The rectangle of a spot's text, by the definition of its anchor."""
    lines = [(spot.text, size), *([(spot.under, size * 0.92)] if spot.under else [])]
    long = max(width(text, high) for text, high in lines)
    left = spot.tx - {"start": 0.0, "middle": long / 2, "end": long}[spot.anchor]
    top = spot.ty - size * 1.15 * 0.8
    return Box(left, top, left + long, top + size * 1.15 * len(lines))


def apart(one: Box, other: Box) -> bool:
    return one.left >= other.right or other.left >= one.right or one.top >= other.bottom or other.top >= one.bottom


def texts(held: Places) -> list[Box]:
    size = held.shape.text
    named = [*held.members.values(), *held.groups.values(), *held.holes.values()]
    return [*(words(spot, size) for spot in named), *(words(spot, size * 0.9) for spot in held.layers.values())]


def sound(held: Places, drawn: LearningNetwork) -> None:
    """No text covers another or a dot of another, and all of it is on the sheet."""
    shape = held.shape
    assert all(itertools.starmap(apart, itertools.combinations(texts(held), 2)))
    for box in texts(held):
        assert box.left >= 0
        assert box.top >= 0
        assert box.right <= shape.width
        assert box.bottom <= shape.height
    for id_, spot in held.members.items():
        dot = Box(spot.x - 2, spot.y - 2, spot.x + 2, spot.y + 2)
        assert all(apart(dot, words(held.members[two], shape.text)) for two in held.members if two != id_)
    assert set(held.members) <= {m.id for m in drawn.members}


@SHAPES
@pytest.mark.parametrize("size", [1, 2, 15, 40, 90])
def test_no_name_covers_another(shape: Shape, size: int) -> None:
    drawn = network(size, hole(1), hole(2, None), hole(3, ("elsewhere",)), hole(1, missing="more"))
    held = places(drawn, shape)
    sound(held, drawn)
    assert len(held.members) >= min(size, 20)
    assert len(held.members) <= shape.most
    assert set(held.holes) == {"h1", "h2", "h3"}
    assert places(drawn, shape) == held


@SHAPES
def test_a_member_stands_in_the_ring_of_her_layer(shape: Shape) -> None:
    drawn = network(15)
    held = places(drawn, shape)
    layers = {m.id: LAYERS.index(m.layer) for m in drawn.members}
    for id_, spot in held.members.items():
        across, down = spot.x - shape.width / 2, spot.y - shape.height / 2
        ring = next(n for n, (rx, ry) in enumerate(held.rings) if (across / rx) ** 2 + (down / ry) ** 2 <= 1.0001)
        assert ring == layers[id_]


@SHAPES
def test_what_is_missing_stands_outside(shape: Shape) -> None:
    held = places(network(15, hole(1), hole(2)), shape)
    for spot in held.holes.values():
        across, down = (spot.x - shape.width / 2) / shape.rx, (spot.y - shape.height / 2) / shape.ry
        assert across**2 + down**2 > 1


def test_one_group_needs_no_name_and_no_lines() -> None:
    alone = network(3)
    held = places(replace(alone, members=tuple(replace(m, group=1) for m in alone.members)), WIDE)
    assert (held.groups, held.rays, held.arcs) == ({}, (), {})


def test_a_group_of_which_nobody_is_drawn_is_not_named() -> None:
    held = places(network(6, groups=(Group(number=99, name="far", size=2, nearest="N"),)), WIDE)
    assert held.groups == {}


@SHAPES
def test_where_there_is_no_room_people_are_counted(shape: Shape) -> None:
    crowd = network(0, members=tuple(member(n, layer="strong", group=1, name="W" * 60) for n in range(60)))
    held = places(crowd, shape)
    sound(held, crowd)
    assert 0 < len(held.members) < 60
    assert svg.drawn(crowd, shape) == len(held.members)


def test_where_there_is_no_room_at_all_nothing_is_named() -> None:
    tiny = Shape(name="tiny", width=60, height=60, rx=20, ry=20, text=13.0, most=5)
    held = places(network(9, hole(1)), tiny)
    assert (held.members, held.groups, held.holes, held.layers) == ({}, {}, {}, {})
    assert "</svg>" in svg.fragment(network(9, hole(1)), tiny, str)


NAMES = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=40)


@settings(max_examples=25)
@given(
    st.lists(st.tuples(NAMES, st.sampled_from(LAYERS), st.floats(0, 1), st.integers(0, 8)), max_size=45),
    st.lists(st.tuples(NAMES, NAMES), max_size=5),
    st.sampled_from([WIDE, NARROW]),
)
def test_any_names_make_a_sound_map(
    people: list[tuple[str, str, float, int]], missing: list[tuple[str, str]], shape: Shape
) -> None:
    members = tuple(
        member(n, name=name, layer=layer, strength=strength, group=group)
        for n, (name, layer, strength, group) in enumerate(sorted(people, key=lambda p: LAYERS.index(p[1])))
    )
    holes = tuple(hole(n, missing=topic, name=name) for n, (topic, name) in enumerate(missing))
    drawn = network(0, *holes, members=members)
    sound(places(drawn, shape), drawn)
    picture = etree.fromstring(svg.fragment(drawn, shape, lambda id_: f"/person?id={id_}").encode())
    assert not picture.xpath("//*[@style]")


def test_nothing_strangers_wrote_is_markup() -> None:
    hostile = '<script>alert(1)</script>&"'
    drawn = network(3, hole(1, missing=hostile, name=hostile), members=(member(0, name=hostile, speaks_of=(hostile,)),))
    for content in (svg.write(drawn), svg.fragment(drawn, NARROW, lambda _: '/x?"><b>').encode()):
        assert b"<script" not in content
        tags = {etree.QName(one).localname for one in etree.fromstring(content).iter()}
        assert tags <= {"svg", "title", "desc", "style", "g", "a", "circle", "ellipse", "line", "path", "text"}


def test_a_file_is_of_its_own_and_a_fragment_leads_to_people() -> None:
    drawn = network(15, hole(1))
    held = etree.fromstring(svg.write(drawn))
    ns = {"s": "http://www.w3.org/2000/svg"}
    assert held.get("role") == "img"
    assert held.xpath("s:title", namespaces=ns)[0].text == "The people around you"
    assert "15 of 15 people are drawn" in held.xpath("s:desc", namespaces=ns)[0].text
    assert "Missing for your goal: topic 1." in held.xpath("s:desc", namespaces=ns)[0].text
    assert not held.xpath("//s:a | //s:script", namespaces=ns)
    assert svg.write(drawn) == svg.write(drawn)
    page = etree.fromstring(svg.fragment(drawn, WIDE, lambda id_: f"/person?id={id_}"))
    assert page.get("role") == "group"
    assert len(page.xpath("//s:a", namespaces=ns)) == 16
    assert "Missing" not in svg.fragment(network(2), WIDE, str)
    assert len(page.xpath("//s:line[@class='leads']", namespaces=ns)) == 1


def test_the_desk_has_the_same_rules() -> None:
    sheet = Path(svg.__file__).parents[2] / "web" / "static" / "desk.css"
    assert STYLE in sheet.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["Nora Finch", "Omar Quill"], ["Nora F.", "Omar Q."]),
        (["Dr Nora Finch", "prof. dr. Omar  de Quill"], ["Nora F.", "Omar Q."]),
        (["Nora Finch", "Nora Falk"], ["Nora Finch", "Nora Falk"]),
        (["Nora Finch", "Nora Finch"], ["Nora F.", "Nora F."]),
        (["nora.example", "Dr", "Nora 🦜", ""], ["nora.example", "Dr", "Nora", ""]),
    ],
)
def test_a_name_is_made_short_where_that_tells_everybody_apart(names: list[str], told: list[str]) -> None:
    assert short(names) == told


@given(NAMES, st.floats(20, 300))
def test_a_text_is_cut_to_fit(text: str, room: float) -> None:
    made = cut(text, 13, room)
    assert width(made, 13) <= room
    assert made == " ".join(text.split()) or made.endswith("…")


def test_wide_letters_take_more_room_and_marks_none() -> None:
    assert width("iii", 10) < width("nnn", 10) < width("WWW", 10) < width("漢字漢", 10)
    assert width("e\u0301", 10) == width("e", 10)
    assert width("", 10) == 0
