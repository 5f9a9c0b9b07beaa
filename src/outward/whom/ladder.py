"""The ladder: read, thank, add something, ask, give back. One next step, made of what was said and done."""

from collections.abc import Sequence

from outward.model import Direction, Evidence, Touch

_LONGEST = 60


def step(name: str, evidence: Sequence[Evidence], seeking: str, touches: Sequence[Touch] = ()) -> str:
    """The one next step with a person; `touches` are the contacts so far. Outward prepares, the user sends."""
    if seeking:
        return f"Tell {name} where you stand on “{_cut(seeking)}” and ask how it goes there."
    about = f" on “{_cut(evidence[0].sentence)}”" if evidence else ""
    out = [touch for touch in touches if touch.direction is Direction.OUT]
    back = [touch for touch in touches if touch.direction is Direction.IN]
    if not touches:
        return f"Read what {name} says{about} and thank for one point you can use."
    if len(back) > len(out):
        return f"{name} turned to you and waits: answer."
    if len(out) == 1:
        return f"Add something of your own to what {name} says{about}."
    if not back:
        return f"Ask {name} one short question{about}."
    return f"Give something back to {name}: share what came of the advice."


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= _LONGEST else sentence[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
