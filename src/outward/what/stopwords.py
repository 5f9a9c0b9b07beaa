"""Words that carry no subject, in the languages most posts are written in; a short list of our own each.

They are left out of topics and of pseudo-relevance terms. The text index keeps its own counsel.
"""

_ENGLISH = """
a about above after again all almost already also although always am an and another any anyone anything are aren't
around as at away back be because been before being below best better between both but by came can can't cannot come
could couldn't did didn't do does doesn't doing don't done down during each either else even ever every everyone
everything few for from further gave get gets getting give given go goes going gone good got great had hadn't has hasn't
have haven't having he her here hers him his how however i i'd i'll i'm i've if in into is isn't it it's its itself just
keep kind know last least less let let's like likely little look lot made make makes making many may maybe me might more
most much must my myself need needs never new next no nor not nothing now of off often on once one only onto or other
others our ours out over own per perhaps please put quite rather really right said same say see seem seen several shall
she should shouldn't since so some someone something soon still such take than that that's the their theirs them then
there there's these they they're thing things think this those though through thus to today together too toward tried
try two under until up upon us use used using very via want wants was wasn't way we we'll we're we've well went were
weren't what what's when where whether which while who whom whose why will with within without won't would wouldn't yes
yet you you'll you're you've your yours yourself rt amp
"""
_LEARNING = "learn learning understand understanding improve help ideas tips lernen verstehen apprendre aprender"
_GERMAN = """
aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bist da dabei damit
dann das dass dazu dein deine dem den denn der des dessen die dies diese diesem diesen dieser dieses doch dort du durch
ein eine einem einen einer eines er es etwas euch euer für gegen gibt hab habe haben hat hatte hatten hier hin ich ihm
ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes jetzt kann kein keine keinen können
man mehr mein meine mich mir mit muss müssen nach nicht nichts noch nun nur ob oder ohne schon sehr sein seine seit
sich sie sind so soll sollen sollte sondern sowie über um und uns unser unsere unter viel vom von vor war waren warum
was weil welche wenn wer werden wie wieder wir wird wo wurde wurden zu zum zur zwischen möchte
"""
_FRENCH = """
au aux avec ce ces cette comme dans de des du elle elles en est et être eux fait il ils je la le les leur leurs lui mais
même mes moi mon ne nos notre nous on ou où par pas plus pour qu que quel qui sa sans se ses son sont sur ta te tes toi
ton tout très tu un une vos votre vous c'est d'un d'une comment
"""
_SPANISH = """
al como con cuando de del desde donde el ella ellos en entre era es esa ese eso esta estas este esto están fue ha hay la
las le les lo los más me mi muy nada ni no nos o para pero por porque qué que quien se ser si sin sobre son su sus
también tan te tiene todo tu un una uno y ya yo cómo
"""
_OTHERS = """
che di il gli della delle per con una sono non del dei het een van niet voor zijn met ook maar aan dat deze naar wordt
bij uit não uma os das dos mais como foi och att det som en på är av för inte den
"""

STOPWORDS = frozenset(" ".join((_ENGLISH, _LEARNING, _GERMAN, _FRENCH, _SPANISH, _OTHERS)).split())
