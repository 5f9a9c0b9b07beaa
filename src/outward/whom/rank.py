"""Ranking people for a goal: gather → dossiers → signals → roles → slate. Pure: same input, same answer."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from outward.model import (
    Account,
    Activity,
    Company,
    Evidence,
    Experience,
    Found,
    Goal,
    Person,
    Post,
    Reason,
    TieKind,
    Touch,
)
from outward.whom.circle import ASLEEP, Circle
from outward.whom.dossier import Context, Dossier, Voice, joined
from outward.whom.first_hand.experience import passages, seeking
from outward.whom.network.go_betweens import introductions
from outward.whom.pagerank import standing
from outward.whom.reach.ladder import step
from outward.whom.signals import registry
from outward.whom.signals.answering import DAYS, answering
from outward.whom.signs import signs
from outward.whom.slate import Candidate, fresh, seat
from outward.whom.terms import terms
from outward.whom.vote import votes
from outward.whom.weights import EXPERT, PEER, PUSH_DOWN, ROLES

DEPTH = 400
"""Posts that vote."""
WIDER = 0.6
"""What a post found by the goal's topics counts beside one found by its own words."""
MEANING = 0.5
"""Share of nearness in meaning in a post's relevance: where everybody writes of the subject, its words tell little."""
LOOKED_AT = 40
"""People looked at closely: those of most votes."""
THIN = 0.5
"""Below this first-hand sign nobody is said to have been through it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slate:
    """People to learn from and with; `thin` says plainly when evidence is."""

    learn_from: tuple[Person, ...] = ()
    learn_with: tuple[Person, ...] = ()
    thin: str = ""


def people(
    goal: Goal,
    company: Company,
    circle: Circle,
    *,
    now: datetime,
    limit: int = 5,
    not_for_me: Collection[str] = (),
    known: Collection[str] = (),
    touches: Sequence[Touch] = (),
    seated: Mapping[str, Collection[int]] = MappingProxyType({}),
    quality: Callable[[str], float] = lambda _: 1.0,
) -> Slate:
    """A slate of `limit` people: experts and people with first-hand experience, and peers, as `company` asks.

    Nobody is on it who slept for 30 days, asked not to be found, is the user herself, is among `not_for_me`, or is
    among `known` (well known already). `quality` rates a text 0..1; `touches` are contacts so far; `seated` tells by
    person how many weeks ago she was on a slate, so that others come forward who are as good.
    """
    ranked = rank_people(
        goal, circle, now=now, limit=LOOKED_AT, left_out=frozenset((*not_for_me, *known)), quality=quality
    )
    ranked = tuple(replace(found, fresh=fresh(seated.get(found.person.id, ()))) for found in ranked)
    seats = seat(ranked, company, limit=limit)
    ways = introductions([candidate.person.id for candidate in seats], circle, now, left_out=not_for_me)
    chosen = [_with_step(candidate, touches, ways[candidate.person.id]) for candidate in seats]
    return Slate(
        learn_from=tuple(person for person in chosen if person.role != PEER),
        learn_with=tuple(person for person in chosen if person.role == PEER),
        thin=_thin(seats, company),
    )


def rank_people(
    goal: Goal,
    circle: Circle,
    *,
    now: datetime,
    limit: int,
    left_out: Collection[str] = (),
    quality: Callable[[str], float] = lambda _: 1.0,
) -> tuple[Candidate, ...]:
    """Everybody found for a goal who may be recommended, with a score and reasons in each role; most votes first."""
    context = Context(goal=goal, now=now, terms=terms(" ".join((goal.text, *goal.topics))), me=circle.me)
    voices = _voices(goal, circle, quality)
    accounts = circle.accounts(sorted(voices))
    ids = [account.id for held in accounts.values() for account in held]
    ever, month = circle.wrote(ids, now), circle.activity(ids, now, 30)
    written = {person: max(1, sum(ever.get(account.id, 0) for account in held)) for person, held in accounts.items()}
    context = replace(context, votes=votes(voices, written, context))
    context = replace(context, standing=standing(circle.graph(), context.votes), follows=_follows(circle))
    awake: list[Dossier] = []
    for person in sorted(voices, key=lambda person: (-context.votes[person], person)):
        if person in left_out or person not in accounts or len(awake) == limit:
            continue
        active = joined([month[account.id] for account in accounts[person] if account.id in month], person)
        if _may_be_recommended(accounts[person], active, context):
            awake.append(Dossier(id=person, voices=tuple(voices[person]), accounts=accounts[person], activity=active))
    context = replace(context, answering=_answering(awake, circle, context))
    about = circle.about([account.id for seen in awake for account in seen.accounts])
    return tuple(_candidate(_studied(seen, about, context), context) for seen in awake)


def _answering(awake: Sequence[Dossier], circle: Circle, context: Context) -> Mapping[str, float]:
    """How much each of them answers others on the subject."""
    whose = {account.id: seen.id for seen in awake for account in seen.accounts}
    given = circle.answers(sorted(whose), context.now, DAYS)
    near = circle.similarity(context.goal.text, [doc for _, doc, _ in given])
    return answering((whose[account], cosine, days) for (account, _, days), cosine in zip(given, near, strict=True))


def _voices(goal: Goal, circle: Circle, quality: Callable[[str], float]) -> dict[str, list[Voice]]:
    """The posts nearest the goal by words and by meaning, the best `DEPTH` of both, by who wrote them."""
    by_words = _by_words(goal, circle)
    docs = list(dict.fromkeys((*by_words, *circle.nearest(goal.text, DEPTH))))
    cosines = dict(zip(docs, circle.similarity(goal.text, docs), strict=True))
    nearest = max(cosines.values(), default=0.0)
    near = {doc: max(0.0, cosine) / nearest if nearest > 0 else 0.0 for doc, cosine in cosines.items()}
    mixed = {doc: (1 - MEANING) * by_words.get(doc, 0.0) + MEANING * near[doc] for doc in docs}
    best = sorted(docs, key=lambda doc: (-mixed[doc], doc))[:DEPTH]
    said: dict[str, list[Voice]] = defaultdict(list)
    for found in circle.found(best):
        who = found.person or found.post.author
        if who is not None and found.post.repost_of is None:
            voice = Voice(found, mixed[found.doc], 0.0, max(0.0, cosines[found.doc]))
            said[who].append(replace(voice, quality=quality(voice.text)))
    return said


def _by_words(goal: Goal, circle: Circle) -> dict[int, float]:
    """How relevant posts are by their words, 0..1: the goal's own, or less, those of its topics."""
    relevance: dict[int, float] = {}
    for text, weight in ((goal.text, 1.0), (" ".join(goal.topics), WIDER)):
        hits = circle.search(text, DEPTH)
        top = max((hit.score for hit in hits), default=0.0)
        for hit in hits:
            relevance[hit.doc] = max(relevance.get(hit.doc, 0.0), weight * hit.score / top if top > 0 else 0.0)
    return relevance


def _studied(seen: Dossier, about: Mapping[str, Sequence[Found]], context: Context) -> Dossier:
    """The same person with what she tells, what she seeks, and what others say of her."""
    ids = [account.id for account in seen.accounts]
    return replace(
        seen,
        evidence=tuple(
            passage
            for voice in seen.voices
            for passage in passages(voice.found.post, voice.text, voice.relevance, context.terms)
        ),
        seeking=next((asked for voice in seen.voices if (asked := _asking(voice.found.post))), None),
        about=tuple(_once(found for name in ids for found in about.get(name, ()))),
    )


def _asking(post: Post) -> Evidence | None:
    """The sentence of a post that looks for experience."""
    said = seeking(post.text)
    return Evidence(sentence=said, url=post.url, at=post.created_at, strength=1.0) if said else None


def _once(found: Iterable[Found]) -> list[Found]:
    return list({row.doc: row for row in found}.values())


def _may_be_recommended(accounts: Sequence[Account], activity: Activity, context: Context) -> bool:
    if any(a.id in context.me or a.bot or a.indexable is False for a in accounts):
        return False
    return activity.last_days is not None and activity.last_days <= ASLEEP.days


def _candidate(dossier: Dossier, context: Context) -> Candidate:
    measured = {name: signal.measure(dossier, context) for name, signal in registry().items()}
    said = {name: signal.sentence(dossier, context, measured[name]) for name, signal in registry().items()}
    roles = {role: _scored(measured, said, shares) for role, shares in ROLES.items()}
    account = dossier.account
    person = Person(
        id=dossier.id,
        name=account.name or account.handle,
        handle=account.handle,
        network=account.network,
        url=account.url,
        bio=account.bio,
        role=EXPERT,
        score=0.0,
        reasons=(),
        evidence=_shown(dossier),
        signs=signs(dossier, context),
    )
    return Candidate(
        person=person,
        roles=roles,
        first_hand=measured["first_hand"],
        seeking=dossier.seeking,
        followed=any(a.id in context.follows for a in dossier.accounts),
    )


def _scored(measured: Mapping[str, float], said: Mapping[str, str], shares: Mapping[str, float]) -> tuple[Reason, ...]:
    reasons = [Reason(name, 100 * share * measured[name], said[name]) for name, share in shares.items()]
    loss = PUSH_DOWN * measured["promotion"] * sum(reason.points for reason in reasons)
    if loss > 0:
        reasons.append(Reason("promotion", -loss, said["promotion"]))
    return tuple(reasons)


def _shown(dossier: Dossier) -> tuple[Evidence, ...]:
    did = [passage for passage in dossier.proofs if passage.label is not Experience.COMMENTS]
    return tuple(did or dossier.proofs[:2])


def _follows(circle: Circle) -> frozenset[str]:
    if not circle.me:
        return frozenset()
    ties = circle.ties(sorted(circle.me))
    return frozenset(tie.target for tie in ties if tie.kind is TieKind.FOLLOW and tie.source in circle.me)


def _with_step(candidate: Candidate, touches: Sequence[Touch], way: str) -> Person:
    person = candidate.person
    asked = person.asks.sentence if person.asks else ""
    mine = [touch for touch in touches if touch.person == person.id]
    return replace(person, step=step(person.name, person.evidence, asked, mine), introduction=way)


def _thin(seats: Sequence[Candidate], company: Company) -> str:
    if not seats:
        return "Nobody read so far can be recommended for this; approve more hashtags or accounts and sync again."
    if company.experienced and max(candidate.first_hand for candidate in seats) < THIN:
        return "Evidence is thin: nobody read so far clearly tells that they went through it themselves."
    return ""
