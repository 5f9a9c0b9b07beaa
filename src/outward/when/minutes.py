"""How long a resource takes, and how well a form fits a setting."""

import math
import re

from outward.model import Form, Resource, Setting

WORDS_A_MINUTE = 238
"""Silent reading of English non-fiction (Brysbaert 2019)."""

CARE = 1.2
"""Learning reads slower than leisure."""

TYPICAL = {
    Form.ARTICLE: 6,
    Form.VIDEO: 8,
    Form.EPISODE: 25,
    Form.THREAD: 3,
    Form.POST: 1,
    Form.EVENT: 45,
    Form.LIST: 1,
}
"""Minutes taken for granted when a source does not say how long a thing is; starting values."""

_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_SEEN_WHOLE = frozenset({Form.THREAD, Form.POST})
_MEDIA = frozenset({Form.VIDEO, Form.EPISODE})

_FITS = {
    Setting.DESK: {"episode": 0.8, "event": 0.0},
    Setting.LISTEN: {"episode": 1.0, "video": 0.6, "takeaway": 0.5},
    Setting.READ: {"article": 1.0, "thread": 1.0, "post": 1.0, "takeaway": 1.0, "person": 0.8},
}
_OTHERWISE = {Setting.DESK: 1.0, Setting.LISTEN: 0.0, Setting.READ: 0.0}


def minutes(resource: Resource) -> tuple[int, bool]:
    """Whole minutes the resource takes (at least 1), and whether they are estimated.

    Words / 238 · 1.2 (Brysbaert 2019), media at their own speed. The 2 minutes of a takeaway belong to the
    session, not to its items: each session ends with one.
    """
    if resource.form in _MEDIA:
        return _media(resource)
    if resource.words is not None and resource.words > 0:
        return _reading(resource.words), False
    if resource.seconds is not None and resource.seconds > 0:
        return _media(resource)
    seen = counted(resource.text)
    if seen and resource.form in _SEEN_WHOLE:
        return _reading(seen), False
    return max(TYPICAL[resource.form], _reading(seen)), True


def counted(text: str) -> int:
    """How many words a text has; two characters count as one where a script puts no spaces between words."""
    spaced = len(text.split())
    return spaced if text.isascii() else spaced + len(_UNSPACED.findall(text)) // 2


def fit(form: str, setting: Setting) -> float:
    """How well a form (article, video, episode, thread, post, event, person, takeaway) fits a setting, 0..1.

    Listening takes what can be heard; reading without sound what can be read or written quietly; the desk takes
    all but events, which have an hour of their own.
    """
    return _FITS[setting].get(form, _OTHERWISE[setting])


def _media(resource: Resource) -> tuple[int, bool]:
    if resource.seconds is None or resource.seconds <= 0:
        return TYPICAL[resource.form], True
    return math.ceil(resource.seconds / 60), False


def _reading(words: int) -> int:
    return max(1, math.ceil(words / WORDS_A_MINUTE * CARE))
