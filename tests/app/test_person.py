"""One person with several accounts is one person everywhere; what she says in several posts is one thing to learn."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from outward.app.demo import prepare
from outward.app.doctor import doctor
from outward.app.home import Home
from outward.app.join import join
from outward.app.person import apart, person, same, suggestions
from outward.app.reach import reach, touched
from outward.app.reading import Reading
from outward.app.say import say
from outward.app.show import contacts
from outward.app.use import use
from outward.app.what import what
from outward.app.whom import whom
from outward.errors import InputError
from outward.model import Account, Direction, Form, LedgerEntry, LedgerKind, Parsed, Post, Resource, Tie, TieKind
from outward.store import people, posts, used
from outward.what.feedback import Aim, Verdict
from tests.app.material import NOW, answered

SKY = Account(
    id="bluesky:did:plc:ada", network="bluesky", handle="adanight.example", name="Ada N.", url="https://bsky.example/ada",
    bio="Plumwood", followers=300,
)  # fmt: skip
TOOT = Account(
    id="mastodon:ada@social.example", network="mastodon", handle="@ada@social.example", name="Nightjar, Ada",
    url="https://social.example/@ada", verified=("https://adanight.example/",), followers=90,
)  # fmt: skip
FEED = Account(
    id="feeds:https://adanight.example/feed.xml#A. Nightjar", network="feeds", handle="adanight.example",
    name="A. Nightjar", url="https://adanight.example/",
)  # fmt: skip
BEN = Account(
    id="bluesky:did:plc:ben", network="bluesky", handle="ben.example", name="Ben Coot", url="https://bsky.example/ben"
)
HERS = (SKY, TOOT, FEED)
SAID = (
    "When we were acquired in 2023 I ran the acquisition communication to staff for 4,000 people. I learned that"
    " managers must hear it first, and that 61 messages in 9 offices are too many on day one."
)


def said(number: int, author: Account, text: str = SAID, link: str = "", **more: object) -> tuple[Post, Resource]:
    url = f"{author.url}/{number}"
    at = NOW - timedelta(days=2, minutes=60 - number)
    base: dict[str, object] = {
        "id": f"{author.network}:{number}", "network": author.network, "author": author.id, "text": text, "url": url,
        "resource": link or url, "created_at": at, "lang": "en",
    }  # fmt: skip
    post = Post(**{**base, **more})  # type: ignore[arg-type]
    form = Form.ARTICLE if link else Form.POST
    words = None if link else len(text.split())
    return post, Resource(
        url=post.resource, form=form, text="" if link else text, author=None if link else author.id,
        title="How an acquisition is told to staff" if link else "", published_at=at, lang="en", words=words,
    )  # fmt: skip


def write(
    home: Home, *told: tuple[Post, Resource], accounts: tuple[Account, ...] = (), ties: tuple[Tie, ...] = ()
) -> None:
    parsed = Parsed(posts=tuple(p for p, _ in told), resources=tuple(r for _, r in told), accounts=accounts, ties=ties)
    with home.database.writing() as db:
        posts.save(db, parsed)


@pytest.fixture
def read(home: Home) -> Home:
    """A home that has read Ada on three networks and Ben, all of whom point at one article."""
    answered(home)
    link = "https://site.example/acquisition"
    told = [said(number, account, link=link) for number, account in enumerate((*HERS, BEN), start=1)]
    write(home, *told, said(5, TOOT), said(6, SKY, f"{SAID} Again, in our acquisition of 2021."), accounts=(*HERS, BEN))
    return home


def test_accounts_on_three_networks_are_joined_once(read: Home) -> None:
    assert join(read, now=NOW) == 2
    assert join(read, now=NOW) == 0
    assert set(people.persons(read.database).values()) == {SKY.id, BEN.id}
    known = person(read, TOOT.id)
    assert {account.id for account in known.accounts} == {account.id for account in HERS}
    assert len(known.proofs) == 3
    assert all("adanight.example" in proof for proof in known.proofs)


def test_she_counts_once_among_those_who_shared(read: Home) -> None:
    before = next(r for r in what(read, now=NOW).results if r.form is Form.ARTICLE)
    join(read, now=NOW)
    learn = next(r for r in what(read, now=NOW).results if r.form is Form.ARTICLE)
    assert len(before.shared_by) == 3
    assert len(learn.shared_by) == 1


def test_she_is_on_the_slate_and_in_the_steps_once(read: Home) -> None:
    before = [p.name for p in whom(read, now=NOW).people]
    join(read, now=NOW)
    slate = whom(read, now=NOW).people
    assert len(before) > len(slate) > 0
    assert [p.id for p in slate].count(SKY.id) == 1
    assert not {TOOT.id, FEED.id} & {p.id for p in slate}
    assert [step.person for step in reach(read, now=NOW).steps].count(SKY.id) == 1


def test_who_was_talked_with_on_three_networks_is_one_person(read: Home) -> None:
    for account in HERS:
        touched(read, account.id, direction=Direction.OUT, how="talked", now=NOW)
    assert use(read, now=NOW).measures.talked_first == 3
    join(read, now=NOW)
    assert use(read, now=NOW).measures.talked_first == 1
    assert {contact.touch.person for contact in contacts(read)} == {SKY.id}
    assert touched(read, FEED.id, direction=Direction.IN, how="answered", now=NOW).person == SKY.id
    with read.database.writing() as db:  # a ledger line whose touch is gone
        used.note(db, LedgerEntry(kind=LedgerKind.TALKED, at=NOW, subject=TOOT.id))
    assert use(read, now=NOW).measures.talked_first == 1
    apart(read, TOOT.id, SKY.id, now=NOW)
    assert use(read, now=NOW).measures.talked_first == 2


def test_doctor_counts_people_not_accounts(read: Home) -> None:
    join(read, now=NOW)
    assert "by 2 people" in doctor(read, now=NOW, check=False).findings[0].sentence


@pytest.mark.parametrize("judged", HERS, ids=lambda account: account.network)
def test_a_judgement_of_any_account_counts_for_the_person(read: Home, judged: Account) -> None:
    say(read, Verdict.LESS, judged.id, aim=Aim.PERSON, now=NOW)
    join(read, now=NOW)
    assert SKY.id not in {p.id for p in whom(read, now=NOW).people}
    own = {r.url for r in what(read, now=NOW).results if r.form is Form.POST}
    assert not own
    for account in HERS[1:]:
        apart(read, account.id, SKY.id, now=NOW)
    shown = {p.id for p in whom(read, now=NOW).people}
    assert judged.id not in shown


def test_split_she_is_two_and_said_the_same_she_is_one_again(read: Home) -> None:
    join(read, now=NOW)
    alone = apart(read, "@ada@social.example", SKY.id, now=NOW)
    assert [account.id for account in alone.accounts] == [TOOT.id]
    assert {account.id for account in alone.apart} == {SKY.id, FEED.id}
    assert join(read, now=NOW) == 0
    assert TOOT.id not in {account.id for account in person(read, SKY.id).accounts}
    again = same(read, TOOT.id, FEED.id, now=NOW + timedelta(days=1))
    assert {account.id for account in again.accounts} == {account.id for account in HERS}
    assert again.apart == ()
    assert again.proofs[0].startswith("You said on 4 March 2026 that")


def test_what_she_says_joins_without_proof_and_is_kept(read: Home) -> None:
    joined = same(read, "ben.example", "https://social.example/@ada", now=NOW)
    assert {account.id for account in joined.accounts} == {account.id for account in (*HERS, BEN)}
    join(read, now=NOW)
    assert person(read, BEN.id) == joined
    apart(read, BEN.id, SKY.id, now=NOW)
    assert person(read, BEN.id).accounts == (BEN,)


def test_what_may_be_one_person_is_suggested_until_she_says(read: Home) -> None:
    join(read, now=NOW)
    assert suggestions(read).suggestions == ()
    other = Account(
        id="x:1", network="x", handle="adanight", name="Ben Coot", url="https://x.example/1", bio="Rotterdam"
    )
    write(read, accounts=(other, replace(BEN, bio="Comms, Rotterdam")))
    (found,) = suggestions(read).suggestions
    assert (found.one.id, found.other.id) == (BEN.id, other.id)
    assert person(read, BEN.id).suggestions == (found,)
    apart(read, other.id, BEN.id, now=NOW)
    assert suggestions(read).suggestions == ()


@pytest.mark.parametrize(
    "words",
    [SKY.id, "@adanight.example", "https://bsky.example/ada", "https://www.social.example/@ADA/", "ada nightjar",
     "@ada@social.example", "ada@social.example"],
)  # fmt: skip
def test_a_person_is_found_by_any_of_her_names(read: Home, words: str) -> None:
    join(read, now=NOW)
    assert person(read, words).id == SKY.id


def test_who_is_not_known_or_may_be_several_is_one_sentence(read: Home) -> None:
    for act, sentence in (
        (lambda: person(read, "nobody"), "has not read of 'nobody'"),
        (lambda: person(read, " "), "Say whom"),
        (lambda: person(read, "adanight.example"), "may be any of bluesky:did:plc:ada, feeds:"),
        (lambda: same(read, BEN.id, "@ben.example", now=NOW), "one account; name two"),
        (lambda: apart(read, BEN.id, BEN.id, now=NOW), "one account; name two"),
    ):
        check: Callable[[], object] = act
        with pytest.raises(InputError, match=sentence):
            check()


def test_a_thread_is_shown_once_with_the_minutes_of_all_its_words(home: Home) -> None:
    answered(home)
    parts = [
        said(n, SKY, f"{SAID} {n}: {'staff and managers heard of the acquisition ' * 60}", reply_to=before)
        for n, before in ((1, None), (2, "bluesky:1"), (3, "bluesky:2"))
    ]
    write(home, *parts, said(4, BEN, "Thank you for this thread on the acquisition", reply_to="bluesky:3"))
    write(home, accounts=(SKY, BEN))
    one = max(r.minutes for r in what(home, now=NOW).results)
    join(home, now=NOW)
    shown = [r for r in what(home, now=NOW).results if r.person_id == SKY.id]
    assert [(r.form, r.url) for r in shown] == [(Form.THREAD, f"{SKY.url}/1")]
    assert shown[0].source == SKY.id
    assert shown[0].minutes >= 2 * one
    held = posts.resource(home.database, shown[0].url)
    assert held is not None
    assert held.words == sum(len(p.text.split()) for p, _ in parts)


def test_what_others_quote_mention_and_list_is_said_of_a_person(home: Home) -> None:
    answered(home)
    listed, quote, liked = (said(n, BEN, f"{n}: Ada on the acquisition") for n in (1, 2, 3))
    ties = tuple(
        Tie(source=BEN.id, target=SKY.id, kind=kind, at=NOW, post=p.id)
        for kind, (p, _) in ((TieKind.LISTED, listed), (TieKind.QUOTE, quote), (TieKind.LIKE, liked))
    )
    write(home, listed, quote, liked, accounts=(*HERS, BEN), ties=ties)
    about = Reading(home, NOW).about([SKY.id])
    assert {found.post.id for found in about[SKY.id]} == {"bluesky:1", "bluesky:2"}
    assert {found.person for found in about[SKY.id]} == {BEN.id}


def test_the_sample_is_joined_like_anything_read(home: Home) -> None:
    prepare(home, now=NOW)
    assert join(home, now=NOW) == 0
