"""The third answer in plain words: whom the user wants to learn from or with."""

import re

from outward.errors import InputError
from outward.model import Company

_EXPERIENCED = re.compile(
    r"been through|went through|gone through|has done|have done|did it|first.?hand|\bexperience|lived through|survived"
    r"|erlebt|durchgemacht|hinter sich|erfahrung|expérience|vécu|experiencia|vivido",
    re.IGNORECASE,
)
_EXPERTS = re.compile(
    r"\bexperts?\b|specialist|researcher|professor|consultant|advis[eo]r|authority|thought leader|who knows?\b"
    r"|\bexpertinn?en\b|fachleute|forscher|berater|spécialiste|experto|experta",
    re.IGNORECASE,
)
_PEERS = re.compile(
    r"\bpeers?\b|\bniche\b|colleagues?|like me|same (stage|boat|situation|job|role)|at my level|together with"
    r"|learn with|gleichgesinnt|kolleg|in meiner (lage|nische)|pairs\b|collègue|compañer",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\b(?:(?:do not|don[’']t) (?:want|need)|no|not|without|never|rather than|instead of|kein\w*|nicht|ohne|statt"
    r"|pas d['’]|pas de|sans|sin)\b ?"
    r"(?:(?:any|from|with|the|more|by|von|mit|mehr|des|los|las) )*[\w-]+(?: needed| required| nötig)?",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"https?://[^\s,;()<>\"]*[^\s,;()<>\".!?:]|(?<![\w.])[@#][\w.@-]*\w|(?<![\w.@/])[\w-]+\.bsky\.social\b"
)
_LONGEST = 2_000


def company(text: str) -> Company:
    """Whom the words name: experts, experienced people, peers, and the accounts and hashtags she knows.

    Words that name none of the three mean all three; what she says she does not want ("not experts") is left out of
    them. Raises `InputError` for a text of more than 2,000 characters.
    """
    if len(text) > _LONGEST:
        raise InputError("That is a long answer; say in a sentence or two whom you want to learn from or with.")
    words = " ".join(text.split())
    named_so = (f"@{name}" if name[0].isalnum() and "://" not in name else name for name in _KNOWN.findall(words))
    known = tuple(dict.fromkeys(named_so))
    prose = _KNOWN.sub(" ", words)
    refused = " ".join(_REFUSED.findall(prose))
    cues = (_EXPERTS, _EXPERIENCED, _PEERS)
    named = [bool(cue.search(_REFUSED.sub(" ", prose))) for cue in cues]
    welcome = [not cue.search(refused) for cue in cues]
    flags = named if any(named) else welcome if any(welcome) else [True] * len(cues)
    return Company(words=words, experts=flags[0], experienced=flags[1], peers=flags[2], known=known)


def restate(company: Company) -> str:
    """How the answer was understood, as a sentence."""
    parts = [
        *(["people who have been through it"] if company.experienced else []),
        *(["experts"] if company.experts else []),
        *(["peers at the same stage"] if company.peers else []),
    ]
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else "anyone"
    starting = f", starting from {', '.join(company.known)}" if company.known else ""
    return f"{listed[0].upper()}{listed[1:]}{starting}."
