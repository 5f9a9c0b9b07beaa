"""Cues in a sentence, in English and the basics of German, French and Spanish. Data; each family is one pattern."""

import re
from collections.abc import Mapping

_DID = (
    r"was|were|had|did|went|ran|led|wrote|told|learn(?:ed|t)|made|got|took|sat|held|lost|kept|built|found|sent|began|felt"
    r"|spoke|saw|gave|heard|came|chose|met|spent|stood|knew|brought|put|set|cut|\w{3,}ed"
)
_FAMILIES = {
    "first_person_past": rf"\b(?:I|we)(?:'d| had| have|'ve| also| then| first| only| just| never| really)* (?:{_DID})\b"
    rf"|\b(?:my|our) (?:\w+ ){{0,3}}(?:{_DID})\b"
    r"|\b(?:ich|wir) (?:\w+ )?(?:war|waren|hatten?|haben|habe|mussten?|wurden?|\w{3,}ten?)\b"
    r"|\b(?:haben|habe|hatten?|wurden?|waren?) (?:ich|wir)\b"
    r"|\b(?:j['’]ai|nous avons|on a|nous étions|j['’]étais)\b|\b(?:fui|fuimos|tuve|tuvimos|hice|hicimos|aprendí|\w+amos|\w+imos)\b",
    "role": r"\b(?:I|we) (?:ran|led|managed|headed|handled|drafted|announced|organi[sz]ed|wrote|planned|hosted|prepared)\b"
    r"|\bwhen (?:we|my company|our company|my employer) (?:were|was|got) (?:\w+ )?(?:acquired|bought|merged|sold|taken over)"
    r"|\b(?:went|been|gone|going) through\b|\b(?:in charge of|responsible for)\b|\bmy team\b"
    r"|\bas (?:the |an? )?(?:\w+ )?(?:head|lead|manager|director|communicator|comms)\b"
    r"|\b(?:leitete|verantwortlich|mein team|als leiter(?:in)?)\b|\b(?:mon équipe|responsable|mi equipo)\b",
    "time_anchor": r"\b(?:19|20)\d\d\b|\b(?:last|this) (?:year|month|week|spring|summer|autumn|fall|winter)\b"
    r"|\b(?:\d+|an?|one|two|three|four|five|six|ten) (?:years?|months?|weeks?|days?) (?:ago|later|in|after|before)\b"
    r"|\bday one\b|\b(?:the )?first (?:day|week|month|100 days|ninety days|90 days)\b|\bback in\b|\bon the (?:day|morning)\b"
    r"|\b(?:letztes|voriges) jahr\b|\bvor \w+ (?:jahren|monaten|wochen)\b|\bil y a\b|\bhace \w+ (?:años|meses)\b|\bam ersten tag\b",
    "lesson": r"\b(?:learn(?:ed|t)|lessons?|mistakes?|hindsight|looking back|what worked|did(?: not|n['’]t) work|backfired)\b"
    r"|\b(?:would|do it) differently\b|\bwish (?:I|we)(?: had|'d)\b|\bturned out\b|\bI now\b|\bsince then\b"
    r"|\b(?:gelernt|lehre|fehler|rückblick|appris|leçon|erreur|aprendí|lección|error)\b",
    "specifics": r"\b\d{2,}(?:[.,]\d+)*\b|\b\d+ ?%|\b\d+ (?:people|offices|sites|countries|managers|weeks|months|hours|minutes|questions)\b",
    "question": r"\?[\"”’)]*$|^(?:has|have|did|does|do|is|are|can|could|should|how|what|who|why|when|where|any(?:one|body)) .*\?",
    "imperative": r"^(?:always|never|don['’]?t|do not|make sure|remember|be|start|stop|use|tell|keep|try|avoid|consider|check"
    r"|download|join|register|read|watch|listen|think|ask|follow|share|get|let|give|put|set|write|focus|here(?:'s| is| are))\b",
    "hypothetical": r"\b(?:would|could|might|imagine|suppose|if (?:you|we|I|your)|hypothetically|sollte|könnte|würde|pourrait|podría)\b",
    "attribution": r"\b(?:she|he|they|who) (?:said|says|told|went|was|were|had|led|ran|wrote|described|explained)\b"
    r"|\b(?:my|a|our) (?:friend|sister|brother|wife|husband|partner|colleague|boss|neighbou?r|cousin|mother|father) (?:\w+ )?"
    r"(?:told|said|says|went|was|had|has|led|ran|wrote)\b|(?<!\w)/s$|^(?:oh,? sure|yeah,? right)\b"
    r"|\b(?:according to|says|said|reports|quoted?|interview(?:ed)? with|talks? (?:to|with|about)|story of)\b|^RT @|\bvia @"
    r"|\b(?:laut|zufolge|sagte|selon|según)\b",
    "promotion": r"\b(?:our (?:platform|tool|product|software|webinar|app|solution|clients|customers)|sign up|register (?:now|here|today)"
    r"|book a (?:demo|call)|download (?:our|the)|link in bio|free trial|join us|dm me|limited (?:time|seats)|\d+ ?% off)\b",
    "advised": r"\b(?:I|we)(?:'ve| have)? (?:advised?|consult(?:ed)?|coach(?:ed)?|counsell?ed|supported|helped) \b"
    r"|\b(?:my|our|a|one|of my|of our) clients?\b|\bas a consultant\b|\b(?:habe|haben) \w+ (?:beraten|begleitet)\b",
    "asking": r"\b(?:has|have|did) (?:any(?:one|body)|someone|you ever)\b.*\?|\bany(?:one|body) (?:here|been|done|have|with|know)\b.*\?"
    r"|\bhow (?:do|did|would) (?:you|others)\b.*\?|\b(?:hat|kennt) (?:jemand|schon)\b.*\?|\b(?:quelqu['’]un|alguien)\b.*\?"
    r"|\b(?:looking for|would love|grateful for) (?:advice|tips|examples|people|anyone)\b",
    "facing": r"\b(?:we|I)(?:'re|’re| are|'m|’m| am) (?:about to|preparing|being (?:bought|acquired|taken over|sold|merged)|facing)\b"
    r"|\bwe were (?:just )?told (?:\w+ ){0,3}(?:that )?we(?:'re|’re| are)\b|\bwir (?:werden|stehen) (?:\w+ ){0,3}(?:übernommen|verkauft|vor)\b"
    r"|\bnous allons être\b|\bvamos a ser\b",
}  # fmt: skip
FAMILIES: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE) for name, pattern in _FAMILIES.items()
}


def has(family: str, sentence: str) -> bool:
    """Whether a sentence shows a cue of that family."""
    return FAMILIES[family].search(sentence) is not None
