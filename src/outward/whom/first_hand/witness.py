"""Cues of a whole post that its author is in the midst of what she tells, or only passes it on. Data, as in `cues`.

They are read off short public posts of whatever network: English, Spanish and Italian well, as the open crisis posts
are written in these, other languages in their basics. `marks` gives each a value of 0 to 1, `living` weighs them.
"""

import math
import re
from collections.abc import Mapping

_WORDS = {
    "of_herself": r"\b(?:i|i['’]?(?:m|ve|ll|d)|im|ive|me|my|mine|myself|yo|mi|mis|io|mio|mia|miei|ako|ich|mir|je|j['’]\w+|mon|ik|mijn|eu|meu|minha)\b",
    "of_her_people": r"\b(?:we|we['’]?(?:re|ve|ll)|our|ours|us|nosotros|nuestr\w+|noi|nostr\w+|kami|tayo|namin|natin|wir|uns\w*|nous|notre|nos|ons|onze)\b",
    "perceives": r"\b(?:see|saw|seeing|hear\w*|feel\w*|felt|smell\w*|taste|watch(?:ed|ing)|woke|wak\w+|siento|sentí|se (?:sintió|siente)|veo|oigo|sento|sentit[oae]|vedo|svegli\w*|nararamdaman|höre|sehe|spüre|entends|vois|hoor|zie)\b",
    "in_her_body": r"\b(?:breath\w*|cough\w*|throat|eyes?|nose|headache|sick|sore|shak(?:ing|en)|trembl\w*|scared?|afraid|mask|miedo|susto|tembl(?:é|ando)|paura|ansia|angst|peur)\b",
    "here": r"\b(?:here|around here|over here|outside|nearby|next door|downstairs|aqu[ií]|ac[aá]|afuera|qui|qua|fuori|dito|hier|draußen|ici|dehors|buiten)\b",
    "at_home": r"\b(?:home|house|roof|room|windows?|door|bed|office|garden|car|school|class(?:es)?|work|apartment|neighbou?rs?|casa|cama|ventanas?|techo|trabajo|scuola|letto|bahay|klase|zuhause|büro|maison|bureau|huis|kantoor)\b",
    "her_folk": r"\b(?:mom|mum|mommy|dad|mother|father|parents?|brother|sister|cousins?|friends?|family|son|daughter|kids?|grand(?:ma|pa|parents?)|mamá|papá|herman[oa]|amig[oa]s?|familia|amic[oi]|fratello|mamma)\b",
    "now": r"\b(?:now|just|still|again|today|tonight|this (?:morning|afternoon)|ahora|ahorita|todavía|otra vez|hoy|esta (?:noche|mañana|tarde)|adesso|ora|ancora|oggi|stanotte|stamattina|ngayon|na naman|jetzt|gerade|heute|maintenant|encore|nu|vandaag)\b",
    "moved": r"\b(?:omg|omfg|oh my|wtf|damn|shit|fuck\w*|lol|lmao|(?:ha){2,}\w*|(?:ja){2,}\w*|(?:he){2,}|yay|wow|whoa|ugh|argh|thank god|gracias a dios|dios|hay|hope|hoping|crazy|scary|insane|sucks?|love|hate|bored|tired|lucky|glad|happy|cazzo|puta|madre mía|che palle|sana)\b",
    "can_be_sensed": r"\b(?:rain\w*|wind\w*|storm\w*|smok\w*|haz[ey]|flood\w*|tremors?|temblor\w*|sismo|scoss[ae]|llov\w*|lluvia|piov\w*|pioggia|baha|ulan|power|electricity|luz|water|clouds?|sky|air|ash|lightning|thunder|humo|fumo)\b",
    "denies": r"\b(?:not|no|never|can['’]?t|don['’]?t|isn['’]?t|didn['’]?t|won['’]?t|nothing|nunca|nada|non|mai|niente|wala|hindi|nicht|kein\w*|pas|niet|geen)\b",
    "own_picture": r"\b(?:pics?|my photo|view from|taken|took this|así (?:quedó|está|luce|se ve)|como quedó|instagram)\b",
    "of_a_place": r"\b(?:street|road|highway|bridge|river|station|airport|suburb|valley|mountain|beach|creek|calle|carretera|puente|strada)\b",
    "casualties": r"\b(?:dead|deaths?|die[sd]?|kill\w*|injur\w*|wounded|toll|victims?|casualt\w+|bod(?:y|ies)|missing|surviv\w+|muert\w+|fallecid\w+|herid\w+|víctimas|lesionad\w+|mort[ie]|vittime|feriti|dispersi|patay)\b",
    "officials": r"\b(?:police|officials?|governor|president\w*|minister\w*|mayor|government|gov|authorit\w+|spokes\w+|confirm\w*|report\w*|according|says?|said|announce\w*|warn\w*|investigat\w*|suspect\w*|experts?|policía|gobierno|presidente|autoridades|ministro|governo|sindaco|inform[aóe]\w*|polizei|regierung)\b",
    "news": r"\b(?:breaking|updates?|updated|news|live|video|footage|latest|alert|cnn|bbc|reuters|urgente|noticias|última hora|ultimahora|diretta|notizie|exclusive|headlines?|eilmeldung)\b",
    "calls_for_help": r"\b(?:donat\w*|relief\w*|rescue\w*|volunteer\w*|funds?|red cross|help\w*|support|aid|shelters?|hotline|evacuat\w*|dona[rd]?\w*|ayuda\w*|cruz roja|aiut\w+|raccolta|iban|sms|tulong|goods|spende\w*)\b",
    "prays": r"\b(?:pray\w*|prayers?|thoughts|hearts?|condolences|solidarity|rip|oremos|oraciones|preghi\w+|solidariet\w+)\b",
    "measures": r"\b\d+(?:[.,]\d+)?\s*(?:%|km|miles?|acres?|grados|m|ft|pm|am)\b|\b(?:magnitude|richter|magnitud|magnitudo|psi|readings?)\b|\bM ?\d\.\d",
}  # fmt: skip
_SHAPES = {
    "exclaims": r"!",
    "draws_out": r"([a-z])\1\1|!!|\?!",
    "smiles": r"(?<![\w/])[:;=][-'’]?[)(DPpO\]\[|3](?!\w)|\bxd+\b|<3|&lt;3|[\U0001F600-\U0001F64F\U0001F910-\U0001F92F☹☺]",
    "short_forms": r"\b\w+['’](?:t|m|s|re|ve|ll|d)\b",
    "passes_on": r"^(?:RT|MT)\b",
    "passes_on_within": r"\s(?:RT|MT|via|vía|cc)\b|[“\"]@",
    "answers": r"^@",
    "links": r"https?:|\bt\.co/",
    "links_twice": r"http.*http",
    "cut_off": r"(?:\.\.\.|…)\s*(?:https?:\S*)?\s*$",
    "headline": r"^(?:[^\s:]+ ){1,8}[^\s:]+: |\s[-|–]\s",
    "tags": r"#\w",
}  # fmt: skip
_IN_WORDS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _WORDS.items()}
_IN_SHAPE = {name: re.compile(pattern, re.IGNORECASE if name == "smiles" else 0) for name, pattern in _SHAPES.items()}
_ADDRESSES = re.compile(r"https?:\S*|[@#]\w+")
_LETTERS = re.compile(r"[^\W\d_]+")
_MEASURED = ("several", "short", "capitals", "figures", "mentions")
_NEAR = (
    "of_herself",
    "of_her_people",
    "perceives",
    "in_her_body",
    "here",
    "at_home",
    "her_folk",
    "now",
    "moved",
    "can_be_sensed",
    "denies",
    "own_picture",
)
"""Marks of somebody who is there; `several` is 1 from four of them on."""
NAMES = (*_WORDS, *_SHAPES, *_MEASURED)
"""All marks."""
ALONE = -2.9
WEIGHTS: Mapping[str, float] = {
    "can_be_sensed": 1.3,
    "several": 1.2,
    "in_her_body": 0.7,
    "measures": 0.7,
    "short": 0.7,
    "of_herself": 0.6,
    "at_home": 0.6,
    "of_a_place": 0.6,
    "exclaims": 0.5,
    "smiles": 0.5,
    "here": 0.4,
    "own_picture": 0.4,
    "tags": 0.4,
    "her_folk": 0.3,
    "perceives": 0.2,
    "moved": 0.2,
    "denies": 0.2,
    "draws_out": 0.2,
    "passes_on": 0.2,
    "of_her_people": 0.1,
    "now": 0.1,
    "short_forms": 0.1,
    "passes_on_within": 0.1,
    "answers": -0.2,
    "links": -0.2,
    "capitals": -0.2,
    "cut_off": -0.3,
    "calls_for_help": -0.4,
    "headline": -0.4,
    "mentions": -0.4,
    "officials": -0.7,
    "links_twice": -0.7,
    "news": -0.8,
    "casualties": -0.9,
    "figures": -0.9,
    "prays": -1.4,
}
"""What each mark adds: logistic regression over the posts of thirteen public crises labelled eyewitness or not
(CrisisLexT26), quadratic penalty 5, rounded to one decimal. What they are worth on events they were not learned on is
in `docs/quality.md`; `./run eval firsthand/crisislex` learns them anew without each event in turn."""


def marks(text: str) -> Mapping[str, float]:
    """How much of each mark a post shows, 0..1; words in addresses, names and hashtags are not counted as words."""
    prose = _ADDRESSES.sub(" ", text)
    words = _LETTERS.findall(prose)
    found = {name: float(pattern.search(prose) is not None) for name, pattern in _IN_WORDS.items()}
    found |= {name: float(pattern.search(text) is not None) for name, pattern in _IN_SHAPE.items()}
    found["several"] = min(1.0, sum(found[name] for name in _NEAR) / 4)
    found["short"] = max(0.0, 1 - len(words) / 20)
    found["capitals"] = sum(word[0].isupper() for word in words) / max(1, len(words))
    found["figures"] = min(1.0, len(re.findall(r"\d+", prose)) / 4)
    found["mentions"] = min(1.0, len(re.findall(r"@\w", text)) / 3)
    return found


def living(text: str) -> float:
    """How likely the author of a post is in the midst of it: σ(`ALONE` + Σ of the `WEIGHTS` of its marks)."""
    z = ALONE + sum(WEIGHTS[name] * value for name, value in marks(text).items())
    return 1.0 / (1.0 + math.exp(-z))
