"""What the user said about results, and how long it lasts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from outward.what.candidates import Candidate
from outward.what.prose import roots, tokens

HIDDEN = timedelta(days=14)
FADING = timedelta(days=140)
LATER = timedelta(days=7)


class Verdict(StrEnum):
    """What she said."""

    USEFUL = "useful"
    NOT_USEFUL = "not useful"
    NOT_NOW = "not now"
    LESS = "less of this"
    DONE = "done"


class Aim(StrEnum):
    """What she meant by "this"."""

    RESOURCE = "resource"
    PERSON = "person"
    TOPIC = "topic"
    SOURCE = "source"
    FORM = "form"
    KIND = "kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One thing she said about `key`: a resource's URL, a person's or account's id, a topic, source, form or kind."""

    verdict: Verdict
    aim: Aim
    key: str
    at: datetime

    def about(self, candidate: Candidate) -> bool:
        """Whether the candidate is what she meant."""
        if self.aim is Aim.TOPIC:
            wanted = roots(tokens(self.key))
            return bool(wanted) and wanted <= candidate.prose.roots
        if self.aim is Aim.KIND:
            return candidate.told is not None and candidate.told.kind == self.key
        author = candidate.author.id if candidate.author else None
        return (
            self.key
            in {
                Aim.RESOURCE: (candidate.resource.url,),
                Aim.PERSON: (candidate.person, author),
                Aim.SOURCE: (candidate.source,),
                Aim.FORM: (candidate.resource.form.value,),
            }[self.aim]
        )


def latest(judgements: Iterable[Judgement], candidate: Candidate, verdict: Verdict) -> Judgement | None:
    """The last judgement of that sort about the candidate."""
    about = (j for j in judgements if j.verdict is verdict and j.about(candidate))
    return max(about, key=lambda j: j.at, default=None)
