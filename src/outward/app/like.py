"""LIKE: people who speak of the same things as somebody she names."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from outward.app.about_person import rarity
from outward.app.home import Home
from outward.app.person import Known, person
from outward.app.whom import Whom, found, me
from outward.errors import InputError
from outward.store import about_person as held
from outward.store import answers, people
from outward.whom.catchwords import profile
from outward.whom.topics import Uttered, topics

SUBJECTS = 8
"""Things she speaks of that are looked for."""
NAMED = 4
"""Of them named on the screen."""


def like(home: Home, words: str, *, now: datetime, goal: int | None = None, limit: int = 5) -> Whom:
    """People to learn from who speak of what the person somebody means by `words` speaks of, herself left out.

    `words` are an id, a handle, a profile's address or a name. Nobody who asked not to be found is a model for others,
    except for who follows them.
    """
    model = person(home, words)
    _may_be_a_model(home, model)
    subjects = _subjects(home, model, now)
    given = answers.latest(home.database, goal)
    wanted = replace(given.goal, text=" ".join(subjects), topics=())
    company = replace(given.company, experts=True, experienced=True, peers=False)
    slate = found(home, wanted, company, now=now, limit=limit, left_out=(model.id,))
    said = f"Like {model.name}, who speaks of {_listed(subjects[:NAMED])}."
    return Whom(
        goal=wanted,
        company=company,
        learn_from=slate.learn_from,
        learn_with=slate.learn_with,
        thin=slate.thin,
        like=said,
    )


def _may_be_a_model(home: Home, model: Known) -> None:
    ids = {account.id for account in model.accounts}
    hidden = any(account.indexable is False for account in model.accounts)
    if hidden and ids.isdisjoint(me(home) | people.followed(home.database)):
        raise InputError(f"{model.name} asks not to be found, so nobody is looked for by this person; name another.")


def _subjects(home: Home, model: Known, now: datetime) -> Sequence[str]:
    """What somebody speaks of most: hashtags and words of the posts, else words of the profile."""
    lines = held.lines(home.database, [account.id for account in model.accounts])
    told = topics([Uttered(line.text, line.tags, line.at) for line in lines], {}, now=now, rarity=partial(rarity, home))
    most = sorted(told.topics, key=lambda topic: (-topic.total, topic.name))
    names = [topic.name.removeprefix("#") for topic in most] or sorted(
        word for account in model.accounts for word in profile(account.bio)
    )
    if not names:
        raise InputError(
            f"Too little of {model.name} was read to know what this person speaks of; read more ('outward sync') or"
            " name another."
        )
    return tuple(dict.fromkeys(names))[:SUBJECTS]


def _listed(names: Sequence[str]) -> str:
    *before, last = names
    return f"{', '.join(before)} and {last}" if before else last
