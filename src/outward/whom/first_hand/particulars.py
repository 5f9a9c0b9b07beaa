"""What a sentence states of an experience: her role, which event, when, and on what scale. Data and plain readings.

All four are the author's own words (the event is named by one word of a short list), shown as she said them; nothing is
worked out from them. English and German well, French, Spanish and Dutch in their basics.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from outward.whom.first_hand.sentences import unquoted
from outward.whom.terms import terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """Role, event, time and scale, each empty where not stated."""

    role: str = ""
    event: str = ""
    time: str = ""
    scale: str = ""


_EVENTS = {
    "acquisition": r"acqui(?:sition|red|ring|re)\w*|takeovers?|taken over|(?:been|was|were|got|being|just) (?:\w+ )?bought|bought (?:us|the next|five|our)|buyers?|buying side|übernahme\w*|übernommen|gekauft worden|aufgekauft|rachat|rachet\w*"
    r"|adquisici\w+|(?:nos|la) compra\w*|overname\w*|overgenomen",
    "merger": r"merg(?:er|ers|ed|ing)|fusion\w*|fusión|fusiona\w*|fusie\w*|verschmelz\w*|zusammenschluss",
    "sale": r"(?:was|were|been|being|are|is) sold|the sale|verkauf|verkauft|vendue?s?|vendid[oa]s?|venta de|verkocht",
    "carve-out": r"carve-?out|carved out|spin-?off|ausgliederung|scission",
    "redundancies": r"redundan\w+|lay-?offs?|laid off|job cuts|entlassung\w*|stellenabbau|kündigungswelle|licenciement\w*|plan social|despid\w+|ontslag\w*",
    "integration": r"integrati?on\w*|intégration|integraci\w+|integratie",
    "new leader": r"(?:new|four|third|fourth|first) (?:\w+ )?(?:chief executive|ceo|leader|boss|director)s?|chief executives?|neue\w* (?:chefin?|vorstand\w*|geschäftsführ\w+)|nouvea?u?\w* (?:directeur|directrice|pdg)|nuev[oa] director\w*|nieuwe directeur",
    "system launch": r"go-?live|(?:system|erp|intranet|app|tool|software) (?:launch|roll-?out|introduction)\w*|launch(?:ed|es)?|roll(?:ed)?[- ]?out|erp|einführung|mise en service|lanzamiento",
    "move": r"(?:moved|moving|move of) (?:the |our |a )?(?:factory|office|site|headquarters|plant|depot)|relocat\w+|umzug|umgezogen|déménag\w+|mudanza|verhuiz\w+",
    "closure": r"clos(?:ed|ing|ure) (?:of )?(?:the |our |a )?(?:factory|office|site|plant|depot)|schließung|fermeture|cierre|sluiting",
    "rebrand": r"rebrand\w*|renam(?:ed|ing)|new name|neuer name|umbenenn\w+|umbenannt|changement de nom",
    "restructuring": r"restructur\w+|reorgani[sz]ation|reorg|umstrukturier\w+|restructuration|reestructura\w+|reorganisatie",
    "new job": r"(?:my|your|her|the) first (?:90|ninety) days|first (?:90|ninety) days(?: rule)?|new job|newest job|(?:job|jobs) (?:one|two|three|four|in internal)|my first week at|erste\w* (?:90|100) tage|neue\w* stelle|premiers jours|primeros (?:90|noventa) días|nieuwe baan",
    "shift change": r"shift[- ]system|shift change|schichtsystem|schichtplan",
    "crisis": r"crisis|incident|cyber ?attack|outage|krise|crise",
    "strike": r"strikes?|walk-?out|streik\w*|grève\w*|huelga\w*|staking\w*",
    "conference": r"conferences?|konferenz\w*|conférences?|congreso\w*",
}
_CALLED = {
    "acquisition": "acquisition acquired takeover bought buying buyer übernahme übernommen rachat rachetée adquisición compra comprada overname overgenomen",
    "merger": "merger merged merging fusion fusionné fusionieren fusión fusionada fusie zusammenschluss",
    "sale": "sale sold verkauf verkauft vendue vendida venta verkocht",
    "carve-out": "carve carved spin-off ausgliederung scission",
    "redundancies": "redundancy redundancies redundant layoffs entlassung entlassungen stellenabbau licenciement despidos ontslag",
    "integration": "integration intégration integración integratie",
    "new leader": "chief executive leader chefin vorstand geschäftsführerin directrice directora",
    "system launch": "launch launched launching go-live rollout erp einführung lancement lanzamiento",
    "move": "moved moving relocation relocated umzug déménagement mudanza verhuizing",
    "closure": "closure closed closing schließung fermeture cierre sluiting",
    "rebrand": "rebrand rebranding renamed renaming umbenennung",
    "restructuring": "restructuring restructured reorganisation reorganization umstrukturierung restructuration reestructuración reorganisatie",
    "crisis": "crisis incident krise crise",
    "strike": "strike streik grève huelga staking",
    "conference": "conference conferences konferenz conférence congreso",
}
"""Words by which a question names an event, in whichever language; the sale of a house is none of another."""
NEAR = (frozenset(("acquisition", "sale")), frozenset(("acquisition", "merger")))
"""Events told with each other's words: who was sold was acquired."""
_STEMS = {name: terms(words) for name, words in _CALLED.items()}


def events_of(subject: frozenset[str]) -> frozenset[str]:
    """The events a subject's words (as `terms` leaves them) name, with those told in each other's words."""
    named = frozenset(name for name, stems in _STEMS.items() if stems & subject)
    return named.union(*(pair for pair in NEAR if pair & named))


_GROUPS = {f"e{number}": name for number, name in enumerate(_EVENTS)}
_EVENT = re.compile("|".join(rf"(?P<e{number}>\b(?:{said})\b)" for number, said in enumerate(_EVENTS.values())))
"""Events by the name a screen gives them, in small letters; of several the first named in a sentence counts."""

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Januar|Februar|März|Mai|Juni|Juli"
    r"|Oktober|Dezember|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril"
    r"|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|januari|februari|maart|mei|augustus)"
)
_NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|einem|einer|zwei|drei|vier|fünf|sechs|un|une|deux|trois|quatre|cinq|dos|tres|cuatro|cinco|een|twee|drie)"
_SPAN = r"(?:days?|weeks?|months?|years?|tage?n?|wochen?|monate?n?|jahre?n?|jours?|semaines?|mois|ans?|días?|semanas?|mes(?:es)?|años?|dagen|weken|maanden|jaar)"
_TIME = re.compile(
    rf"\b(?:(?:in|on|since|from|im|am|en|le|el|in het|op) )?(?:\w+day,? )?(?:\d{{1,2}}(?:\.|st|nd|rd|th)? (?:de )?)?{_MONTH} (?:de |of )?(?:19|20)\d\d\b"
    r"|\b(?:in|since|from|back in|by|seit|en|depuis|desde|sinds|until|im jahr) (?:19|20)\d\d\b"
    r"|\b(?:last|this|letzte[ns]?|vorige[ns]?|vorig) (?:year|spring|summer|autumn|fall|winter|month|week|jahr|frühjahr|frühling|sommer|herbst|monat|woche|jaar|maand)\b"
    rf"|\b{_NUMBER} {_SPAN} (?:ago|geleden)\b|\bvor {_NUMBER} {_SPAN}\b|\bil y a {_NUMBER} {_SPAN}\b|\bhace {_NUMBER} {_SPAN}\b"
    rf"|\b(?:on|in) (?:[a-z]+day in )?(?:early |late )?{_MONTH}\b(?! \w+ed)"
    r"|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_COUNT = (
    r"(?:\d{1,3}(?:[.,’' ]\d{3})+|\d+|(?:a |one |two |three |several )?(?:dozen|hundred|thousand)|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|eighteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|deux|trois|quatre|cinq|six|sept|huit|dix|dos|tres|cuatro|cinco|seis|diez|dieciocho|mil cien|twee|vier|vijf)"
)
_COUNTED = (
    r"people|staff|employees|colleagues|carers|nurses|workers|drivers|seafarers|managers|offices|sites|countries|hospitals|wards|factories|plants|shops|stores|homes"
    r"|languages|locations|ports|depots|firms|companies|acquisitions|deals|rounds|launches|redundancies|goodbyes|leute[n]?|mitarbeite\w+|beschäftigte[n]?|kolleg\w+|standorte[n]?|länder[n]?|werke[n]?"
    r"|personnes|salariés|collaborateurs|collègues|sites|pays|équipes|personas|empleados|trabajadores|turnos|países|hoteles|camareras|medewerkers|mensen|vestigingen|landen|collega['’]?s"
)
_SCALE = re.compile(rf"\b{_COUNT} (?:new |other |different |local |of our |random )?(?:{_COUNTED})\b", re.IGNORECASE)
_MOST_SCALES = 2
_STOP = r"(?:for|in|when|with|to|and|who|that|of a|at|before|after|during|from|on|by|until|through|as|but|while|because|so|für|in|bei|als|und|pour|de la|para)"
_ROLES = (
    re.compile(
        r"\b(?:as|was|am|als|comme|como|en tant que) (?:their |our |the |an? |ein(?:e)? |une? |una? )?"
        r"((?:[\w-]+ ){0,3}(?:head|lead|manager|director|communicator|officer|partner|adviser|advisor|consultant|editor|leiter(?:in)?|referent(?:in)?"
        r"|sprecher(?:in)?|responsable|directeur|directrice|director(?:a)?|manager)(?: (?:of|for|für|de) (?!I\b|we\b)[\w-]+(?: (?!(?:I|we|at|in|when|for|during|my|our|and|bei|und)\b)[\w-]+){0,2})?)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bI(?:['’]ve| have| also| then)? ((?:ran|led|managed|headed|handled|drafted|hosted|communicated|introduced|launched|announced|organi[sz]ed)"
        rf"(?: (?!{_STOP}\b)[\w'’-]+){{0,4}})",
    ),
    re.compile(r"\b(in charge of (?:[\w-]+ ?){1,3}|responsible for (?:[\w-]+ ?){1,3})", re.IGNORECASE),
    re.compile(
        r"\b(?:ich|wir)\b.{0,60}?\b((?:die |das |den )?(?:[\w-]+ ){1,3}(?:geleitet|verantwortet|geschrieben|koordiniert))\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:j['’]ai|yo) ((?:dirigé|piloté|écrit|rédigé|llevaba|dirigí|coordiné)(?: [\w'’-]+){0,4})", re.IGNORECASE
    ),
)


@lru_cache(maxsize=4096)
def stated(sentence: str) -> Particulars:
    """What one sentence states, in its own words; quotations are passed over."""
    own = unquoted((sentence,))[0]
    time = _TIME.search(own)
    scales = [" ".join(found.group().split()) for found in _SCALE.finditer(own)]
    return Particulars(
        role=_role(own),
        event=_event(own),
        time=time.group().strip() if time else "",
        scale=", ".join(scales[:_MOST_SCALES]),
    )


def _role(own: str) -> str:
    found = next((match for pattern in _ROLES if (match := pattern.search(own))), None)
    return " ".join(found.group(1).split()).rstrip(",.;:") if found else ""


def _event(own: str) -> str:
    found = _EVENT.search(own.lower())
    return _GROUPS[found.lastgroup] if found and found.lastgroup else ""


def in_context(said: Sequence[str], number: int) -> Particulars:
    """What sentence `number` of a text states, and from the nearest sentence before it what it leaves out.

    A story names its event and its year once; her role and the scale may be told of something else two sentences
    on, so they are taken over from the sentence right before only.
    """
    here = stated(said[number])
    for back in range(number - 1, max(-1, number - 1 - REACH), -1):
        before = stated(said[back])
        here = replace(here, event=here.event or before.event, time=here.time or before.time)
        if back == number - 1:
            here = replace(here, role=here.role or before.role, scale=here.scale or before.scale)
    return here


REACH = 6
"""Sentences back from which event and time are taken over."""
