"""Cues in a sentence that its author tells what she went through, or that she does not. Data: a pattern a language.

English and German well, French, Spanish and Dutch in their basics. A text is read with the patterns of its own language
and those of `_ANY`; a family's name is what weights are given to (`telling`).
"""

import re
from collections.abc import Mapping

_PAST = (
    r"(?!tired\b|need\b|hundred|indeed|based\b|supposed\b|interested\b|related\b|speed\b|feed\b|seed\b|red\b|bed\b|shed\b|so-called|embed|exceed|proceed|succeed|agreed\b)"
    r"(?:was|were|had|did|went|ran|led|wrote|told|learnt|made|got|took|sat|held|lost|kept|built|found|sent|began|felt|spoke|saw"
    r"|gave|heard|came|chose|met|spent|stood|knew|brought|rang|thought|fell|broke|drove|drew|paid|sold|wasn['’]t|weren['’]t|hadn['’]t|didn['’]t|couldn['’]t|could"
    r"|taught|threw|understood|won|became|bought|fought|forgot|forgave|rose|slept|rewrote|said|meant|hung|laid|stuck|hid|grew|wore|left|(?<!\bare )(?<!\bis )(?<!\bbe )(?<!\bbeing )(?<!\bget )\w{2,}ed)"
)
_ALSO_PAST = r"put|set|cut|let|read|hit|shut|spread"
_SOON = r"(?:(?:also|then|first|only|just|never|always|really|both|all|ever|once|still|already|simply|even|soon|later|ourselves|myself|even) )*"
_EVENT = (
    r"mergers?|acquisitions?|takeovers?|buyout|sale|deals?|integration|carve-?out|round|redundanc\w+|lay-?offs?|launch|roll-?out|go-live"
    r"|announcements?|town ?halls?|all-hands|rebrand\w*|relocation|restructuring|closure|crisis|strike|survey|case|company|firm|unit|department|plant|factory|parent company|trust|hospitals?|brewery|buyer"
)
_ICH = (
    r"war|waren|hatten?|habe|haben|bin|wurden?|(?!bitte|heute|könnt|möcht|sollt|hätt|leute)\w{2,}[tdschglnrbfkp]te[n]?|ging(?:en)?|kam(?:en)?|stand(?:en)?|sprach(?:en)?|schrieb(?:en)?|sah(?:en)?"
    r"|gab(?:en)?|fand(?:en)?|blieb(?:en)?|ließ(?:en)?|nahm(?:en)?|erfuhr(?:en)?|half(?:en)?|hing(?:en)?|hielt(?:en)?|las(?:en)?"
    r"|rief(?:en)?|trug(?:en)?|traf(?:en)?|verlor(?:en)?|bekam(?:en)?|begann(?:en)?|dachten?|wussten?|brachten?|mussten?|durften?|konnten?|fing(?:en)?"
)
_GE = r"(?:\w*ge\w{2,}(?:t|en)|(?:be|er|ver|ent|zer|über|unter)\w{3,}(?:t|en)|\w+iert)"
_IK = (
    r"was|waren|had|hadden|heb|hebben|werd|werden|ging(?:en)?|kwam(?:en)?|vroeg(?:en)?|deed|deden|schreef|schreven|stond(?:en)?"
    r"|zag(?:en)?|gaf|gaven|vond(?:en)?|hield(?:en)?|sprak(?:en)?|moest(?:en)?|konden|kon|mocht(?:en)?|leerde|\w{2,}[dt]den?|\w{2,}[kfschp]ten?"
)
_EN = {
    "first_person_past": rf"\b(?:I|we|one of us|two of us|both of us)(?:'d|’d|'ve|’ve| had| have)? {_SOON}(?:{_PAST}|{_ALSO_PAST})\b"
    rf"|\b(?:I|we)(?: have|['’]ve|['’]d| had) {_SOON}(?:been|done|gone|\w+en|\w+ed)\b"
    rf"|\b(?:my|our) (?!guests|readers|speakers|clients|customers|members|listeners|sources)(?:\w+ ){{0,3}}{_PAST}\b|\bours {_PAST}\b|\bbeen there\b|, in my case\b|\b(?:told|gave|brought|taught) (?:me|us)\b|\bwith me\b",
    "subject_left_out": rf"^(?:(?:and|then|so|just|finally|also) )?(?!led\b|left\b|used|said|got to\b|could|told by|bought &|based|did\b|had\b|were\b|was\b|forgot the){_PAST}\b(?! (?:by|in|with) )",
    "ours": rf"\b(?:my|our|ours) (?:own )?(?:[\w-]+ ){{0,2}}(?:{_EVENT})\b|\bwhen (?:we|my company|our company|my employer) (?:were|was|got)\b|\bin (?:our|my) (?:case|round|first|second|third|last|old)\b"
    r"|\b(?:job|deal|round|case) (?:one|two|three|four|five)\b|\bours\b",
    "habit": r"\b(?:I|we) (?:always |never |now |then |still )*(?:practi[sc]e|keep|take|write|measure|tell|say|ask|ring|look for|send|plan|start|publish|phone|cross|note|offer|stop)\b|\bsince then\b",
    "past": rf"\b{_PAST}\b",
    "role": r"\b(?:I|we) (?:ran|led|managed|headed|handled|drafted|announced|organi[sz]ed|wrote|planned|hosted|prepared|communicated|introduced|launched|moved|closed|merged)\b"
    r"|\bwhen (?:we|my company|our company|my employer) (?:were|was|got) (?:\w+ )?(?:acquired|bought|merged|sold|taken over)"
    r"|\b(?:I|we)(?:['’]ve| have)? (?:been|went|gone) (?:through|on the \w+ side|made redundant)\b|\bI was made redundant\b|\b(?:in charge of|responsible for)\b|\bmy team\b"
    r"|\bas (?:the |an? )?(?:\w+ )?(?:head|lead|manager|director|communicator|comms)\b",
    "time_anchor": r"\b(?:last|this) (?:year|month|week|spring|summer|autumn|fall|winter|night|tuesday|monday|thursday|friday)\b"
    r"|\b(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten) (?:hours?|years?|months?|weeks?|days?) (?:ago|later|in|after|before)\b|\bafter (?:\d+|an?|one|two|three|four|five|six|eight|nine|ten) (?:months|weeks|days|years|talks)\b"
    r"|\b(?:on )?day one\b|\b(?:the )?(?:first|second|third) (?:day|week|month|year|100 days|ninety days|90 days)\b|\bback in\b|\b(?:on|in) (?:the|that) (?:day|morning|evening|week)\b|\b(?:week|month|year|day) (?:one|two|three|four|five|six|\d+)\b"
    r"|\bthe next (?:day|morning)\b|\bin the month after\b",
    "lesson": r"\b(?:I|we)(?:['’]ve| have)? (?:\w+ )?learn(?:ed|t)\b|\blesson (?:from|of|one|nine)\b|\b(?:my|our|one big|the) (?:\w+ )?mistakes?\b|\bmistake\b.*:|\b(?:hindsight|looking back|what worked|backfired)\b|\bwhat (?:I|we) would do differently\b"
    r"|\b(?:would|do it) (?:do )?differently\b|\bif (?:I|we) did it again\b|\bwish (?:I|we)(?: had|'d|’d)\b|\bturned out\b|\bI now\b|\bsince then\b|\bnever forgiven\b|\btaught (?:me|us)\b",
    "specifics": r"\b\d+ (?:people|offices|sites|countries|managers|weeks|months|hours|minutes|questions)\b|\b(?:twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)\b",
    "question": r"^(?:has|have|did|does|do|is|are|can|could|should|how|what|who|why|when|where|any(?:one|body)) .*\?"
    r"|\b(?:I|we) (?:just |only )?(?:wanted|was hoping|were hoping) to (?:ask|check|clarify|know|find out|see if)\b",
    "imperative": r"^(?:[\w' ]{3,24}: )?(?:please |and |then |now |so )?(?:always|never|don['’]?t|do not|make sure|remember|be|start|stop|use|tell|keep|try|avoid|consider|check|plan|choose|look|find|publish|send|call|print|take|sit|say|show|invite|train|measure|expect|count"
    r"|download|join|register|read|watch|listen|think|ask|follow|share|get|let|give|put|set|write|focus|begin|compare|decide|talk|budget|pick|meet|steal|copy|add|number|learn|act|bring|communicate|prepare|here(?:'s| is| are))\b",
    "hypothetical": r"\b(?:imagine|suppose|hypothetically|let['’]s say)\b|\bif (?:we|I|my company|our company|my firm|our firm) (?:were|was|got|had been) (?:ever |suddenly )?(?:bought|acquired|merged|sold|taken|to|asked|in|you)\b|\bwere (?:I|we) to\b"
    r"|^(?:if|once) (?:you|your|an?|people|somebody|someone|they)\b"
    r"|\b(?:it|that|this|I|we)(?:['’]d| would)\b.* if (?:I|we|you|they|there|somebody) (?:could|had|were|was)\b",
    "we_would": r"\b(?:I|we)(?:['’]d| would| could)\b(?! (?:had|been|planned))",
    "general": r"\b(?:people|managers|leaders|employees|staff|companies|everybody|everyone|nobody|most|every|always|never|usually|often|seldom|they) (?:\w+ )?(?:is|are|do|does|want|need|have|has|know|think|hear|ask|believe|remember|don['’]t|can|will|must|should|fail|say)\b"
    r"|\b(?:is|are|means|needs?|must|should|cannot|can|will|isn['’]t|aren['’]t|['’]s) (?:not |never |always |only |just )?(?:be|an?|the|information|what|how|no|in|still|true)\b|\bmight\b|\b(?:you|it|that|they|who) (?:would|could)\b|\byou(?:r|['’]ll|['’]re)?\b",
    "attribution": r"\b(?:she|he|they|who) (?:went|led|ran|described|explained)\b|\b(?:she|he|they|who|friend|colleague|boss) (?:said|says|told(?: me| us)?|wrote)(?: me| us)? (?:that |how )?(?:she|he|they|her|his|their)\b"
    r"|\b(?:my|a|our) (?:friend|sister|brother|wife|husband|partner|boss|neighbou?r|cousin|mother|father) (?:\w+ )?"
    r"(?:told|said|says|went|was|had|has|led|ran|wrote)\b"
    r"|\b(?:according to|interview(?:ed)? with|talks? (?:to|with|about)|story of|an? \w+ (?:\w+ )?(?:communicator|sister|driver|researcher|manager|colleague) who (?!told me|asked me))\b"
    r"|\b(?:she|he|they|friend|colleague|boss|manager) (?:said|says|told(?: me| us)?|wrote|writes) ?:|\bin (?:her|his|their) (?:own )?words\b|^quote of the (?:day|week)\b",
    "irony": r"^(?:(?:because )?nothing says\b.* like\b|oh,? (?:great|wonderful|lovely|joy|brilliant|goody)\b|i just love (?:how|it when)\b)|\bjust what (?:we|i|every(?:one|body)) (?:needed|wanted)\b|^(?:oh,? sure|yeah,? right|sure,|of course,? because|great idea|lucky us|how lovely)\b|\bas if\b|\bwhat could (?:possibly )?go wrong\b|\bbecause that (?:always|never) works\b|\bslow clap\b|\bwhat a (?:joy|treat|triumph)\b",
    "denied": r"\b(?:I|we)(?:['’]ve| have)? never (?:been|done|gone|went|had to|led|worked|communicated|managed|written|run|lived|took part|planned|prepared|told|announced)\b|\b(?:have not|haven['’]t|hasn['’]t|did not|didn['’]t) (?:yet )?(?:been|done|gone|go|had to|have to|worked|work|led|lead|communicated|live|lived|experience[d]?|run)\b"
    r"|\bno (?:\w+ )?experience\b|\bwithout (?:any )?experience\b|\bnever (?:through|in) (?:an?|one)\b",
    "recommends": r"\b(?:worth (?:your|reading|trying|it|twelve|\w+ minutes)|must-read|recommended (?:this|reading)|good read|deserves more readers|thank[- ]you to|new episode|reading list|the speaker|episode \d+|recording of|(?:goes|reads|walks) (?:through|out)|(?:conversation|minutes|talk|interview) (?:with|about)|a comedy|lightning talk)\b",
    "promotion": r"\b(?:our (?:platform|tool|product|software|webinar|app|solution)|(?:clients|customers) (?:love|trust|choose)|we help (?:brands|companies|firms|teams|leaders)|sign up|register (?:now|here|today)"
    r"|book (?:a|your) (?:free )?(?:demo|call)|download (?:our|the)|link in bio|free trial|join (?:us|my)|dm me|limited (?:time|seats)|\d+ ?% off)\b",
    "advised": r"\b(?:I|we)(?:'ve|’ve| have)? (?:once )?(?:advised?|consult(?:ed)?|coach(?:ed)?|counsell?ed)\b|\b(?:I|we)(?:'ve|’ve| have)? (?:supported|helped) (?:\w+ ){0,2}(?:firms|companies|clients|organi[sz]ations|hospitals|businesses)\b"
    r"|\b(?:deals?|mergers|transfers|firms) (?:I )?(?:have )?(?:advised|worked on)\b|\bI['’]ve seen (?:\w+ )?(?:companies|that in)\b|\b(?:(?:my|one|one of my|of my|of our) clients?|a client|clients (?:like|ask|want))\b|\bas (?:a consultant|their adviser|an adviser)\b|\bwhat I advise\b"
    r"|\b(?:I|we) (?:have )?trained (?:[\d.,]+|\w+) (?:\w+ )?managers\b|\brole plays\b|\b(?:nineteen|sixty) (?:deals|transfers)\b",
    "studied": r"\b(?:we|I) (?:followed|studied|surveyed|interviewed|collected|tested|sampled)\b.*\b(?:employees|companies|organi[sz]ations|workers|stories|cases|interruptions|firms|levels)\b|\bin (?:our|the) (?:\w+ )?(?:data|stud(?:y|ies)|sample|surveys|cases|experiments?)\b"
    r"|\b(?:research|researchers|study|studies|(?:new|our|the) paper|experiment|respondents|participants|data (?:show|behind))\b|\bwe (?:were allowed to|visited|spent the morning)\b|^report\b|\bwe asked (?:\w+ ){1,3}(?:whose|who had)\b|\bstudied\b|\bwe have tested\b|\b(?:the )?list to \w+ companies\b|\b(?:we|I) (?:also )?(?:asked|followed|surveyed|counted) (?:[\d.,]+|\w+) (?:\w+ )?(?:employees|readers|respondents|participants|members|organi[sz]ations|companies)\b|\b(?:two|three|four|both|all four|the (?:first|second|other)) (?:companies|company|organi[sz]ations)\b",
    "asking": r"\b(?:has|have|did) (?:any(?:one|body)|some(?:one|body)|you ever)\b.*\?|\b(?:any(?:one|body)|some(?:one|body)) (?:else|here|been|done|have|with|know|going)\b.*\?|\bany(?:one|body)\?"
    r"|\bhow (?:do|did|would) (?:you|others|peers)\b.*\?|\bwho (?:has|have|here)\b.*\?|\bwhat did (?:you|yours)\b.*\?"
    r"|\b(?:looking for|would love|i['’]d love|grateful for) (?:to (?:compare|swap|talk)|advice|tips|examples|people|anyone|(?:\w+ ){0,3}peers)\b|\bif you have been through\b|\bquestion to those\b",
    "facing": r"\b(?:we|I)(?:'re|’re| are|'m|’m| am) (?:about to|preparing|planning|being (?:bought|acquired|taken over|sold|merged)|facing|merging)\b|\bbeing (?:bought|acquired|merged|taken over)\b"
    r"|\bwe were (?:just )?told (?:\w+ ){0,3}(?:that )?we(?:'re|’re| are)\b|\b(?:merger|announcement|go live|go-live) in (?:\w+ )?(?:weeks|days|months)\b|\b(?:days|weeks) (?:until|to) (?:we|our)\b|\bwe have the same in\b",
}  # fmt: skip
_DE = {
    "first_person_past": rf"\b(?:ich|wir) (?:\w+ ){{0,2}}(?:{_ICH})\b|\b(?:{_ICH}) (?:\w+ )?(?:ich|wir)\b|\b(?:ich|wir)\b.* {_GE} (?:habe|haben|hatten?|wurden?|worden)\b|\b(?:mir|uns) (?:\w+ )?(?:gesagt|gegeben|gezeigt)\b|\b(?:{_ICH}|gab|erzählte|sagte) (?:mir|uns)\b",
    "ours": r"\bbei uns\b|\b(?:unser|mein)\w* (?:\w+ )?(?:firma|fusion|übernahme|verkauf|unternehmen|betrieb|integration|fehler|werkzeug|inhaber|aushang)\b|^(?:ich|wir)\.$",
    "past": rf"\b(?:war|waren|hatten?|wurden?|kam(?:en)?|ging(?:en)?|stand(?:en)?|sprach(?:en)?|bekam(?:en)?|lag(?:en)?|gab(?:en)?|erfuhr(?:en)?|hieß(?:en)?|tat(?:en)?|fand(?:en)?|blieb(?:en)?|\w+ {_GE} hatten?)\b",
    "role": r"\b(?:leitete|verantwortlich|mein team|als leiter(?:in)?|geleitet)\b",
    "time_anchor": r"\b(?:letztes|voriges) jahr\b|\bvor \w+ (?:jahren|monaten|wochen|tagen)\b|\bam (?:ersten|nächsten|selben) tag\b|\bin (?:der|einem) (?:ersten|zweiten|dritten|jahr)\b(?: woche)?|\bnach d(?:er|em) (?:übernahme|verkauf|fusion)\b|\bhalbes jahr\b|\b(?:wochen|monate|tage) (?:kam|danach|vorlauf|später)\b|\beinmal war\b"
    r"|\bim (?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)\b|\bals wir\b|\bin (?:diesen|den) \w+ (?:tagen|wochen)\b",
    "lesson": r"\b(?:gelernt|lehre|fehler|rückblick|(?:beim )?nächsten mal|heute würde ich|richtig war|falsch war|und ich würde)\b",
    "imperative": r"^(?:[\w ]{3,20}: )?(?:schreibt?|fangt? \w* ?an|beginnt?|macht?|fragt?|sagt?|nehmt?|gebt?|bring(?:t)?|dieselbe)\b",
    "hypothetical": r"\b(?:falls|angenommen|stell(?:t)? (?:dir|euch) vor)\b|^wenn (?:du|ihr|man|sie)\b|\bwenn (?:ich|wir) .*\b(?:würden?|wären?)\b",
    "irony": r"^(?:ja klar|na klar|klar doch|ach ja)\b|\bganz toll\b|\bals ob\b",
    "denied": r"\b(?:noch )?nie (?:\w+ ){0,3}(?:erlebt|gemacht|mitgemacht|begleitet|kommuniziert|durchgemacht)\b|\b(?:habe|haben) (?:\w+ ){0,3}(?:nicht|nie|keine|kein) (?:\w+ ){0,3}(?:erlebt|gemacht|mitgemacht|durchgemacht)\b|\bkeine(?:rlei)? erfahrung\b",
    "we_would": r"\b(?:würden? (?:ich|wir)|(?:ich|wir) würden?)\b",
    "general": r"\b(?:muss|müssen|darf|soll|sollen|ist|sind|kann|können)\b|\b(?:euch|ihr|man|jede[rsn]?)\b",
    "attribution": r"\b(?:laut|zufolge)\b|\b(?:er|sie) hat (?:mir |uns )?(?:gesagt|erzählt|berichtet),? dass (?:er|sie)\b|\b(?:er|sie) (?:sagte|sagt|berichtet|erzählte)\b(?! (?:mir|uns))|\bsagen die\b",
    "advised": r"\b(?:habe|haben) (?:\w+ ){1,4}(?:beraten|begleitet)\b|\bals berater(?:in)?\b|\b(?:mein|ein) kunde\b",
    "studied": r"\b(?:untersucht|untersuchten|studien?|forschung|befragten)\b",
    "asking": r"\b(?:hat|kennt) (?:jemand|schon|wer)\b.*\?|\bwer (?:hat|kennt)\b.*\?|\bfrage an\b.*\?|\bsuche (?:\w+ ){0,3}(?:rat|austausch|kolleg\w+)\b",
    "facing": r"\bwir (?:werden|stehen) (?:\w+ ){0,3}(?:übernommen|verkauft|vor)\b|\bwir fusionieren\b",
    "recommends": r"\b(?:lesenswert|leseempfehlung|neue folge)\b",
    "promotion": r"\b(?:jetzt anmelden|demo buchen|unser (?:produkt|tool|webinar)|kostenlos(?:e|es)? (?:test|demo))\b",
}  # fmt: skip
_FR = {
    "first_person_past": r"\b(?:j['’](?:ai|avais|étais|y ai|en ai)|je (?:l['’]|les |leur |lui |me |n['’])(?:ai|avais)|nous (?:l['’]|les |y |en |nous |n['’])?(?:avons|avions|étions|sommes)|on (?:a|y a|en a|avait|l['’]a)|m['’](?:a|ont)|nous (?:a|ont))\b",
    "ours": r"\b(?:notre|nos|mon|ma) (?:\w+ )?(?:fusion|rachat|entreprise|mutuelles?|erreur|sondage|équipe)\b|\bchez nous\b",
    "past": r"\b(?:a|ont|avait|avaient|était|étaient|voulait|voulaient|disait|fallait) ?(?:\w+ )?(?:\w{2,}(?:é|és|ée|ées|i|is|it|u|us)|dit|fait|eu|mis|changé)?\b(?<!\ba)|\b\w+aient\b|\bétait\b|\bavait\b|\bvoulait\b|\b(?:a|ont) (?:tout )?\w+(?:é|és|u|i|is|it)\b",
    "role": r"\b(?:mon équipe|responsable|j['’]ai (?:dirigé|piloté|écrit|rédigé))\b",
    "time_anchor": r"\bil y a \w+ (?:ans|mois|semaines)\b|\bau bout d['’]un\b|\bpendant (?:la|notre) fusion\b|\b(?:la )?(?:première|deuxième) semaine\b|\b(?:lundi|vendredi) suivant\b|\bquand (?:nous|nos)\b|\bchaque vendredi\b|\ben deux mois\b",
    "lesson": r"\b(?:appris|compris que|leçon|(?:mon|notre) erreur|si je recommençais|je (?:re)?ferais|je referais)\b",
    "imperative": r"^(?:[^:]{3,60}: ?)?(?:commencez|dites|répondez|écrivez|demandez|faites|donnez|évitez)\b",
    "hypothetical": r"\b(?:imaginez|imagine)\b|^si (?:vous|tu|on)\b",
    "denied": r"\b(?:n['’](?:ai|avons|avais) jamais|jamais (?:vécu|connu|fait)|(?:aucune|pas d['’])expérience|aucune expérience)\b",
    "we_would": r"\bje (?:ferais|commencerais|referais)\b",
    "general": r"\b(?:il faut|on doit|est un|sont des|personne ne)\b|\b(?:vous|votre|vos)\b",
    "attribution": r"\bselon (?:[A-Z]|elle|lui|eux)\b|\b(?:elle|il) (?:dit|raconte|a dit)\b|\b(?:elle|il) m['’]a (?:dit|raconté) (?:qu['’]|comment )(?:elle|il)\b",
    "advised": r"\b(?:j['’]ai|nous avons) (?:conseillé|accompagné)\b|\bcomme consultante?\b",
    "studied": r"\b(?:étude|étudié|chercheurs?|recherche)\b",
    "asking": r"\b(?:quelqu['’]un|qui a|comment avez-vous)\b.*\?|\bje cherche (?:des|quelqu)",
    "facing": r"\bnous allons être\b|\bon va être\b",
}  # fmt: skip
_ES = {
    "first_person_past": r"\b(?:he|hemos|había|habíamos) \w+(?:ado|ido|cho|sto|rto)\b|\b(?!(?:vamos|estamos|somos|tenemos|podemos|íbamos)\b)\w{2,}(?:amos|imos)\b|\byo (?:\w+ )?\w+(?:é|í|aba|ía|e)\b|\b(?:me|nos) \w{2,}(?:ó|aron|ieron|aba|ía)\b"
    r"|\b(?:fui|tuve|hice|dije|puse|estuve|pude|vine|viví|(?!aqu|all|as|tamb|qu|porqu|caf|com|beb)\w{3,}(?:é|í))\b|\bcuando nos\b|\béramos\b",
    "ours": r"\b(?:nos compraron|(?:nuestr[ao]s?|mi|mío|mía) (?:\w+ )?(?:fusión|compra|adquisición|fábrica|empresa|hoteles|error|en la)|error m[ií]o)\b",
    "past": r"\b(?!d[ií]as?\b|todav|compañ|mayor|garant|econom|tecnolog|energ)\w{2,}(?:ó|aron|ieron|aban?|ían?)\b|\b(?:fue|fueron|era|eran|hubo|vino|hizo|dijo|puso|quiso|dio|pudo)\b",
    "role": r"\b(?:mi equipo|llevaba|dirigí|responsable)\b",
    "time_anchor": r"\bhace \w+ (?:años|meses|semanas)\b|\b(?:después de|tras|en) (?:la|nuestra) (?:compra|fusión|adquisición)\b|\bel (?:primer|segundo|\d+) (?:día|de)\b|\ben \w+ semanas\b|\ben enero\b|\bdesde entonces\b|\bcuando nos\b|\ben una mañana\b",
    "lesson": r"\b(?:aprendí|aprendimos|lección|error m[ií]o|mi error|de otra manera|la próxima vez|lo más (?:difícil|útil))\b",
    "imperative": r"^(?:y )?(?:empieza|pon|di|escribe|pregunta|haz|cuelga|evita)\b",
    "hypothetical": r"\b(?:imagina|imaginad)\b|^si (?:tú|trabajas|usted)\b",
    "denied": r"\b(?:nunca (?:he|hemos)|no (?:he|hemos) (?:vivido|pasado|hecho)|sin experiencia|ninguna experiencia)\b",
    "we_would": r"\b(?:haría|empezaría)\b",
    "general": r"\b(?:hay que|debe[ns]?|son|es un[ao]?|siempre)\b|\b(?:tú|tu|usted\w*)\b",
    "attribution": r"\bsegún\b|\b(?:ella|él) (?:(?:me |nos )?contó que|me dijo que|dijo|dice|cuenta)\b",
    "advised": r"\b(?:asesoré|asesoramos|acompañé|acompañamos)\b|\bcomo consultora?\b",
    "studied": r"\b(?:estudio|estudiamos|investigación|investigadores)\b",
    "asking": r"\balguien\b.*\?|\b(?:cómo|quién) (?:lo )?(?:hicisteis|hicieron|ha)\b.*\?|\bescríbeme\b",
    "facing": r"\b(?:vamos a ser|nos acaban de comprar|nos van a)\b",
}  # fmt: skip
_NL = {
    "first_person_past": rf"\b(?:ik|wij|we) (?:\w+ )?(?:{_IK})\b|\b(?:{_IK}) (?:ik|wij|we)\b",
    "ours": r"\bbij ons\b|\b(?:onze|ons|mijn) (?:\w+ )?(?:fusie|overname|bedrijf|fout|reorganisatie)\b",
    "past": r"\b(?:was|waren|had|hadden|werd|werden|bleek|bleken|kwam(?:en)?|ging(?:en)?|stond(?:en)?|begon(?:nen)?|\w{3,}(?:den|ten))\b",
    "role": r"\b(?:mijn team|leidde|verantwoordelijk)\b",
    "time_anchor": r"\b\w+ (?:jaar|maanden|weken) geleden\b|\bin de eerste week\b|\bvorig jaar\b|\btoen (?:we|wij)\b",
    "lesson": r"\b(?:geleerd|achteraf|fout)\b",
    "imperative": r"^(?:schrijf|begin|zet|vraag|doe|geef|vertel)\b",
    "hypothetical": r"\bstel dat\b|^als (?:je|jij|u)\b",
    "denied": r"\b(?:nog nooit|geen ervaring)\b",
    "general": r"\b(?:is|zijn|moet|moeten|kan|kunnen)\b|\b(?:je|jij|jouw|jullie|men)\b",
    "attribution": r"\bvolgens\b|\b(?:hij|zij|ze) (?:zei|zegt|vertelde me dat (?:ze|zij|hij))\b",
    "advised": r"\b(?:begeleid|geadviseerd|adviseer|interventie)\b",
    "studied": r"\b(?:onderzoek(?:en)?|onderzocht|organisaties die)\b",
    "asking": r"\b(?:heeft iemand|wie heeft|wie kent)\b.*\?",
    "facing": r"\b(?:wij|we) worden (?:\w+ )?(?:overgenomen|verkocht)\b",
}  # fmt: skip
IRONY_TAG = r"#(?:sarcasm|sarcastic|irony|ironic|sarkasmus|ironie|sarcasme|sarcasmo|ironía|sarcastisch)\b"
"""What says of a whole post that it is not meant as said."""
_ANY = {
    "time_anchor": r"\b(?:19|20)\d\d\b",
    "specifics": r"\b\d{2,}(?:[.,]\d+)*\b|\b\d+ ?%|\b\d+\.\d{3}\b",
    "question": r"\?[\"”’»)]*(?: ?#\w+)*$",
    "attribution": r"^RT @|\bvia @",
    "irony": rf"{IRONY_TAG}|(?<!\w)/s$|🙃",
}
_CASED: Mapping[str, Mapping[str, str]] = {
    "en": {
        "attribution": r"\bsays? [A-Z]\w+|^As (?:[A-ZÀ-Þ]\w+ ){1,3}(?:puts?|said|says|told|wrote|tells|described?s?)\b|^Per [A-ZÀ-Þ]\w+(?: [A-ZÀ-Þ]\w+)?[,:]"
        r"|\b(?!We\b|You\b)[A-ZÀ-Þ]\w+ (?:said|says|told (?:me|us)|wrote|writes) ?:|[—–―] ?[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’-]+){1,2}$",
        "irony": "[🙄🙃]",
        "recommends": r"[“\"][^”\"]{8,}[”\"] by(?: [A-Z]|$)",
    },
    "de": {
        "past": r"\b[a-zäöü]{3,}te(?:n|st)?(?<!heute)(?<!bitte)(?<!erste)(?<!ersten)(?<!zweite)(?<!zweiten)(?<!dritte)(?<!dritten)(?<!beste)(?<!besten)(?<!letzte)(?<!letzten)(?<!nächste)(?<!nächsten)(?<!könnte)(?<!sollte)(?<!möchte)(?<!hätte)(?<!unten)(?<!selten)\b",
        "recommends": r"[„“«»\"][^“”»«\"]{8,}[“”»«\"] von(?: [A-Z]|$)",
    },
    "fr": {"recommends": r"[«“\"][^»”\"]{8,}[»”\"] (?:de|par)(?: [A-Z]|$)"},
    "es": {"recommends": r"[«“\"][^»”\"]{8,}[»”\"] de(?: [A-Z]|$)"},
    "nl": {"recommends": r"[“‘\"][^”’\"]{8,}[”’\"] (?:van|door)(?: [A-Z]|$)"},
}
"""The same, where small and capital letters matter; all other patterns are read in small letters."""
_NEEDS = {
    "attribution": "went led ran described explained said says say told wrote friend sister brother wife husband partner boss neighbour neighbor cousin mother"
    " father according interview interviewed talk talks story who via rt they words quote colleague manager",
    "irony": "oh yeah sure course great lucky how as wrong always never slow what s nothing just"
    " sarcasm sarcastic irony ironic sarkasmus ironie sarcasme sarcasmo ironía sarcastisch",
    "denied": "never have haven hasn did didn no without",
    "hypothetical": "imagine suppose hypothetically let if were once",
    "studied": "followed studied surveyed interviewed collected tested sampled data study studies sample surveys cases experiment experiments research researchers"
    " paper respondents participants allowed visited spent report asked list employees readers members companies company organisations organizations",
    "advised": "advise advised consult consulted coach coached counseled counselled supported helped worked seen client clients consultant adviser advise trained role plays"
    " deals transfers mergers firms",
    "asking": "has have did anyone anybody someone somebody how who what looking would love grateful if question",
    "facing": "about preparing planning being facing merging told weeks days months same",
    "promotion": "our clients customers help sign register book download link free join dm limited off",
    "recommends": "worth read recommended good more thank new reading speaker episode recording through out conversation minutes talk interview comedy lightning by",
}
"""Of these words one must stand in an English sentence that shows the family: it spares most sentences the search."""
_TONGUES: Mapping[str, Mapping[str, str]] = {"en": _EN, "de": _DE, "fr": _FR, "es": _ES, "nl": _NL}
_FUNCTION_WORDS = {
    "en": "the and of to a in is was were we i it that for with you our they not on at had have from by my what who how this",
    "de": "der die das und ist ich wir nicht ein eine mit von zu den dem im auf für auch sich bei war haben habe wie was uns als wurde nach aus",
    "fr": "le la les des et est je nous pas une un du dans que qui pour avec sur au ce était avons ai en on plus",
    "es": "el la los las y es que en un una de por con para no se lo nos al del como más fue yo mi hay todo cuando",
    "nl": "de het een en is niet ik wij we van te dat die met voor op zijn was er bij naar ook als maar werden hebben wie",
}
_KNOWN = {tongue: frozenset(words.split()) for tongue, words in _FUNCTION_WORDS.items()}
NAMES: tuple[str, ...] = tuple(_EN)
"""All families."""


_LETTER = re.compile(r"(\\[A-Z])|([A-Z])")


def _small(pattern: str) -> str:
    """A pattern in small letters; its classes (`\\W`) stay what they are."""
    return _LETTER.sub(lambda found: found[1] or found[2].lower(), pattern)


def _compiled(patterns: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    both = {name: "|".join(part[name] for part in (patterns, _ANY) if name in part) for name in NAMES}
    return {name: re.compile(_small(pattern)) for name, pattern in both.items() if pattern}


_READ: Mapping[str, Mapping[str, re.Pattern[str]]] = {tongue: _compiled(held) for tongue, held in _TONGUES.items()}
_READ_CASED = {tongue: {name: re.compile(said) for name, said in held.items()} for tongue, held in _CASED.items()}
_NEEDED = {name: frozenset(words.split()) for name, words in _NEEDS.items()}
_WORD = re.compile(r"[^\W\d_]+")


OF_ALL_WORDS = frozenset(
    ("question", "attribution", "irony", "recommends", "promotion", "advised", "studied", "asking", "imperative")
)
"""Families looked for in quoted words too."""


def tongue(text: str) -> str:
    """Which of the languages a text is read in: that of most of its small words, English where none tells."""
    words = _WORD.findall(text.lower())
    counted = {name: sum(word in known for word in words) for name, known in _KNOWN.items()}
    return max(counted, key=lambda name: (counted[name], name == "en"))


def cues(sentence: str, own: str, language: str) -> frozenset[str]:
    """The families a sentence shows, read in a language.

    `own` are its words without quotations: what she quotes happened to somebody else, so only what speaks against her
    telling is looked for in the whole sentence.
    """
    whole, hers = sentence.lower(), own.lower()
    words = frozenset(_WORD.findall(whole)) if language == "en" else frozenset()
    found = {
        name
        for name, pattern in _READ[language].items()
        if not (language == "en" and name in _NEEDED and words.isdisjoint(_NEEDED[name]))
        and pattern.search(whole if name in OF_ALL_WORDS else hers) is not None
    }
    for name, pattern in _READ_CASED[language].items():
        if pattern.search(sentence if name in OF_ALL_WORDS else own) is not None:
            found.add(name)
    return frozenset(found)


def has(family: str, text: str) -> bool:
    """Whether a text shows a cue of that family, read in its own language; nothing else is looked for."""
    language = tongue(text)
    whole = text.lower()
    needed = _NEEDED.get(family) if language == "en" else None
    if needed is None or not needed.isdisjoint(_WORD.findall(whole)):
        pattern = _READ[language].get(family)
        if pattern is not None and pattern.search(whole) is not None:
            return True
    cased = _READ_CASED[language].get(family)
    return cased is not None and cased.search(text) is not None
