"""What there is to speak of with a person, from what was read and what the user noted; and where it was said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from outward.app.home import Home
from outward.app.whom import me
from outward.fetch import canonical
from outward.model import Account, Direction, Evidence, Goal, Takeaway, Touch
from outward.store import people, posts, steps, used
from outward.store.steps import Logged
from outward.whom.first_hand.experience import best, passages, seeking
from outward.whom.reach.ladder import NODS, WEEK
from outward.whom.reach.talking_points import Material, last_contact
from outward.whom.terms import terms

READ = 100
"""Newest posts of a person, or of the user, that are looked through."""
ASKED_LATELY = timedelta(days=60)
"""How long a question is taken to be open."""
BESIDE = 0.3
"""What a post counts that names nothing of the goal."""
IN_COMMON = 2
"""Subject words a takeaway shares at least with what a person says, to be on the same subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A person as far as there is something to speak of.

    `answers` are addresses of posts to answer, by network: what was last said to the user, else the passage to start
    from, else the person's question.
    """

    id: str
    name: str
    accounts: tuple[Account, ...]
    material: Material
    answers: Mapping[str, str]


def known(
    home: Home,
    person: str,
    *,
    goal: Goal | None,
    now: datetime,
    name: str = "",
    evidence: Sequence[Evidence] = (),
    touches: Sequence[Touch] = (),
    start: str = "",
    question_first: bool = False,
) -> Known:
    """Gather it for a person who has accounts; `name` and `evidence` as a slate shows them, else looked up.

    `start` is where something was said that is to come first; with `question_first` the person's own question is what
    to answer, if there is one.
    """
    accounts = people.accounts(home.database, [person])[person]
    ids = [account.id for account in accounts]
    wanted = terms(" ".join((goal.text, *goal.topics))) if goal else frozenset[str]()
    said = _first(_at(home, start, ids, wanted), tuple(evidence) or _said(home, ids, wanted))
    asked = _asked(home, ids, now)
    subject = terms(" ".join(passage.sentence for passage in (*said[:2], *((asked,) if asked else ())))) | wanted
    noted, others = _takeaways(home, ids)
    contact = last_contact(touches)
    heard = steps.post_at(home.database, contact.url) if contact else None
    shown = accounts[0]
    material = Material(
        name=name or shown.name or shown.handle,
        said=said,
        asked=asked,
        noted=noted,
        related=_related(others, subject),
        own=_own(home, subject),
        contact=contact,
        heard=heard.text if heard else "",
        bio=next((account.bio for account in accounts if account.bio), ""),
        profile=next((account.url for account in accounts if account.bio), ""),
    )
    answers = _answers(home, accounts, material, question_first=question_first)
    return Known(id=person, name=material.name, accounts=accounts, material=material, answers=answers)


def this_week(home: Home, person: str, now: datetime) -> Logged | None:
    """The step suggested with a person within a week, if there is one."""
    held = [one for one in steps.held(home.database, now - WEEK) if one.person == person]
    return held[-1] if held else None


def _at(home: Home, url: str, accounts: Sequence[str], wanted: frozenset[str]) -> tuple[Evidence, ...]:
    """The passage that proves most of what one of these accounts said at an address."""
    post = steps.post_at(home.database, url)
    if post is None or post.author not in accounts:
        return ()
    resource = posts.resource(home.database, post.resource)
    own = resource is not None and resource.author == post.author and resource.text != post.text
    text = f"{post.text}\n{resource.text}" if resource is not None and own else post.text
    return best(passages(post, text, 1.0, wanted))[:1]


def _first(first: Sequence[Evidence], said: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Passages with the strongest of an address first: one among them that is from there, or the one given."""
    if not first:
        return tuple(said)
    there = [passage for passage in said if passage.url == first[0].url]
    lead = max((*there, *first), key=lambda passage: passage.strength)
    return (lead, *(passage for passage in said if passage not in there))


def _said(home: Home, accounts: Sequence[str], wanted: frozenset[str]) -> tuple[Evidence, ...]:
    """The passages of a person that prove most, those on the goal first."""
    found = posts.found(home.database, steps.written(home.database, accounts, READ))
    return best(
        passage
        for one in found
        for passage in passages(one.post, one.post.text, 1.0 if terms(one.post.text) & wanted else BESIDE, wanted)
    )


def _asked(home: Home, accounts: Sequence[str], now: datetime) -> Evidence | None:
    """The person's own question, the newest one asked lately."""
    for one in posts.found(home.database, steps.written(home.database, accounts, READ)):
        at = one.post.created_at
        if at is not None and now - at <= ASKED_LATELY and (question := seeking(one.post.text)):
            return Evidence(sentence=question, url=one.post.url, at=at, strength=0.0)
    return None


def _takeaways(home: Home, accounts: Sequence[str]) -> tuple[list[Takeaway], list[Takeaway]]:
    """The user's takeaways from what a person wrote or shared, the newest first, and all others."""
    held = sorted(used.takeaways(home.database), key=lambda one: one.created_at, reverse=True)
    places = {one.url: canonical(one.url) or one.url for one in held if one.url}
    hers = steps.passed_on(home.database, accounts, {*places, *places.values()})
    noted = [one for one in held if {one.url, places.get(one.url, "")} & hers]
    return noted, [one for one in held if one not in noted]


def _related(takeaways: Sequence[Takeaway], subject: frozenset[str]) -> list[Takeaway]:
    shared = {one.id: len(terms(f"{one.text} {one.change}") & subject) for one in takeaways}
    near = [one for one in takeaways if shared[one.id] >= IN_COMMON]
    return sorted(near, key=lambda one: -shared[one.id])


def _own(home: Home, subject: frozenset[str]) -> tuple[Evidence, ...]:
    """What the user herself wrote on the subject, her own experience first."""
    found = posts.found(home.database, steps.written(home.database, sorted(me(home)), READ))
    return best(
        passage
        for one in found
        for passage in passages(one.post, one.post.text, 1.0, subject)
        if terms(passage.sentence) & subject
    )


def _answers(home: Home, accounts: Sequence[Account], material: Material, *, question_first: bool) -> dict[str, str]:
    contact = material.contact
    urls = [contact.url] if contact and contact.direction is Direction.IN and contact.how not in NODS else []
    asked = [material.asked.url] if material.asked else []
    said = [passage.url for passage in material.said]
    found: dict[str, str] = {}
    for url in filter(None, (*urls, *asked, *said) if question_first else (*urls, *said, *asked)):
        found.setdefault(_network(home, accounts, url), url)
    found.pop("", None)
    return found


def _network(home: Home, accounts: Sequence[Account], url: str) -> str:
    """The network on which one of these accounts said something, empty where none of them did."""
    ids = {account.id for account in accounts}
    post = steps.post_at(home.database, url)
    if post is not None:
        return post.network if post.author in ids else ""
    host = _host(url)
    return next((account.network for account in accounts if host and _host(account.url) == host), "")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
