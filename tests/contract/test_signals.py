"""Every sign of a person keeps the promises of its kind, whatever is known of her."""

from datetime import timedelta
from inspect import getdoc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.model import Account, Activity, Evidence, Form, Found, Goal, Post, Resource
from outward.whom.dossier import Context, Dossier, Voice
from outward.whom.first_hand.experience import passages, seeking
from outward.whom.signals import registry
from outward.whom.terms import terms
from outward.whom.weights import ROLES
from tests.pure.whom.town import NOW, account

NAMES = sorted(registry())
GOAL = Goal(text="communicate an acquisition to staff")
SHARES = st.floats(0, 1)
TEXTS = st.one_of(
    st.text(max_size=120),
    st.sampled_from(
        [
            "When we were acquired in 2023 I ran the communication for 4,000 people. I learned a lot.",
            "Has anyone communicated an acquisition?",
            "Book a demo of our platform!",
            "“We told 4,000 people” by somebody else.",
            "",
        ]
    ),
)
PLACES = st.sampled_from(["https://a.example/1", "https://b.example/", "https://[broken", "odd", ""])
COUNTS = st.integers(0, 10**6)


@st.composite
def found(draw: st.DrawFn, by: str | None, doc: int) -> Found:
    url = f"https://social.example/{doc}"
    post = Post(
        id=f"bluesky:{doc}",
        network="bluesky",
        author=by,
        text=draw(TEXTS),
        url=url,
        resource=draw(st.sampled_from([url]) | PLACES),
        created_at=draw(st.none() | st.integers(-30, 4_000).map(lambda days: NOW - timedelta(days=days))),
    )
    maker = draw(st.sampled_from([None, by, "bluesky:somebody"]))
    return Found(
        doc=doc,
        post=post,
        resource=Resource(url=post.resource, form=draw(st.sampled_from(Form)), text=draw(TEXTS), author=maker),
        person=draw(st.sampled_from([by, None])),
    )


@st.composite
def accounts(draw: st.DrawFn) -> tuple[Account, ...]:
    bios = st.sampled_from(
        ["", "The leading platform. Book a demo.", "Editor at Plum", "Acquisition\n\u200b communication"]
    )
    return tuple(
        account(name, bio=draw(bios), bot=draw(st.booleans()), followers=draw(st.none() | COUNTS))
        for name in draw(st.sampled_from([("ann",), ("ann", "ann2")]))
    )


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    hers = draw(accounts())
    voices = tuple(
        Voice(draw(found(hers[0].id, doc)), draw(SHARES), draw(SHARES), draw(st.floats(-1, 1)))
        for doc in range(draw(st.integers(0, 4)))
    )
    return Dossier(
        id=hers[0].id,
        voices=voices,
        accounts=hers,
        activity=Activity(
            account=hers[0].id,
            posts=draw(COUNTS),
            last_days=draw(st.none() | st.floats(0, 10_000)),
            replies=draw(COUNTS),
            to_strangers=draw(COUNTS),
            asked=draw(COUNTS),
            answered=draw(COUNTS),
            answer_hours=draw(st.none() | st.floats(0, 10_000)),
        ),
        evidence=tuple(p for v in voices for p in passages(v.found.post, v.text, v.relevance, terms(GOAL.text))),
        seeking=next(
            (
                Evidence(sentence=said, url="", at=None, strength=1.0)
                for voice in voices
                if (said := seeking(voice.text))
            ),
            None,
        ),
        about=tuple(draw(found(f"bluesky:other{doc}", 90 + doc)) for doc in range(draw(st.integers(0, 3)))),
    )


@st.composite
def contexts(draw: st.DrawFn) -> Context:
    people = ("bluesky:ann", "bluesky:other")
    return Context(
        goal=GOAL,
        now=NOW,
        terms=draw(st.sampled_from([frozenset(), terms(GOAL.text)])),
        standing={person: draw(st.floats(-1, 1)) for person in people},
        votes={person: draw(st.floats(0, 1_000)) for person in people},
    )


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=60)
@given(dossier=dossiers(), context=contexts())
def test_a_signal_gives_0_to_1_and_one_sentence_and_the_same_again(
    name: str, dossier: Dossier, context: Context
) -> None:
    signal = registry()[name]
    x = signal.measure(dossier, context)
    assert 0.0 <= x <= 1.0
    assert signal.measure(dossier, context) == x
    said = signal.sentence(dossier, context, x)
    assert said.endswith((".", "”"))
    assert "\n" not in said
    assert signal.sentence(dossier, context, x) == said


@pytest.mark.parametrize("name", NAMES)
def test_a_signal_says_itself_in_the_first_line_of_its_file(name: str) -> None:
    doc = getdoc(registry()[name])
    assert doc is not None
    assert doc.splitlines()[0].endswith(".")


@pytest.mark.parametrize("role", list(ROLES))
def test_the_shares_of_a_role_name_signals_and_add_up_to_one(role: str) -> None:
    assert set(ROLES[role]) <= set(NAMES)
    assert sum(ROLES[role].values()) == pytest.approx(1.0)
    assert all(share > 0 for share in ROLES[role].values())


def test_nothing_but_promotion_takes_points_and_promotion_gives_none() -> None:
    assert all("promotion" not in shares for shares in ROLES.values())


@settings(deadline=None, max_examples=60)
@given(dossier=dossiers(), context=contexts())
def test_nobody_is_praised_for_passing_on_her_own_work(dossier: Dossier, context: Context) -> None:
    own = {held.id for held in dossier.accounts}
    makers = {voice.found.resource.author for voice in dossier.voices if voice.found.resource.author} - own
    x = registry()["curation"].measure(dossier, context)
    assert (x > 0) or not makers
    said = registry()["curation"].sentence(dossier, context, x)
    assert said.startswith("Passes on nothing") == (x == 0)
