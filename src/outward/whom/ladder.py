"""The ladder: read, thank, add something, ask, give back. One next step, made of what was said and done."""

from collections.abc import Sequence

from outward.model import Direction, Evidence, Touch

_LONGEST = 60
PATIENCE = 3
"""Contacts without an answer after which it is better to let it rest."""


def step(name: str, evidence: Sequence[Evidence], seeking: str, touches: Sequence[Touch] = ()) -> str:
    """The one next step with a person, as a sentence.

    `evidence` is what she said, the passage to start from first; `seeking` her own question, if she asks one;
    `touches` are the contacts so far. Outward prepares, the user sends.
    """
    out = sum(touch.direction is Direction.OUT for touch in touches)
    back = len(touches) - out
    about = f" on “{_cut(evidence[0].sentence)}”" if evidence else ""
    if back > out:
        return f"{name} turned to you and waits: answer."
    if not touches:
        return _first(name, evidence, seeking)
    if out >= PATIENCE and not back:
        return f"{name} has not answered {out} times: let it rest and turn to somebody else."
    if out == 1:
        return f"Add something of your own to what {name} says{about}."
    if not back:
        return f"Ask {name} one short question{about}."
    return f"Give something back to {name}: share what came of the advice."


def _first(name: str, evidence: Sequence[Evidence], seeking: str) -> str:
    if seeking:
        return f"Tell {name} where you stand on “{_cut(seeking)}” and ask how it goes there."
    return f"Read what {name} {_wrote(evidence)} and thank for one point you can use."


def _wrote(evidence: Sequence[Evidence]) -> str:
    if not evidence:
        return "writes"
    said = f"“{_cut(evidence[0].sentence)}”"
    at = evidence[0].at
    return f"wrote on {at.day} {at:%B %Y}, {said}," if at else f"wrote, {said},"


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= _LONGEST else sentence[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
