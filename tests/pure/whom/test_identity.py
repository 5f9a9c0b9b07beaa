import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.model import Account
from outward.whom.one_person.addresses import address, home
from outward.whom.one_person.identity import APART, SAME, Verdict, same_person
from outward.whom.one_person.proofs import proofs
from outward.whom.one_person.suggestions import folded, suggestions


def on(network: str, handle: str, **more: object) -> Account:
    urls = {"bluesky": "https://bsky.app/profile/", "linkedin": "https://www.linkedin.com/in/"}
    base: dict[str, object] = {
        "id": f"{network}:{handle}", "network": network, "handle": handle,
        "url": f"{urls.get(network, f'https://{network}.example/@')}{handle}",
    }  # fmt: skip
    return Account(**{**base, **more})  # type: ignore[arg-type]


SKY = on("bluesky", "ada.example", id="bluesky:did:plc:ada")
TOOT = on("mastodon", "ada@social.example", verified=("https://www.ada.example/",))
FEED = on("feeds", "ada.example", id="feeds:https://ada.example/feed.xml#Ada", name="Ada", url="https://ada.example/")
LINKED = on("linkedin", "ada-nightjar", name="Ada Nightjar")


def groups(*accounts: Account, said: tuple[Verdict, ...] = ()) -> set[frozenset[str]]:
    persons = same_person(accounts, said)
    return {frozenset(a for a in persons if persons[a] == person) for person in set(persons.values())}


def one(*accounts: Account) -> bool:
    return len(groups(*accounts)) == 1


def test_a_domain_that_two_networks_have_checked_is_one_person() -> None:
    assert one(SKY, TOOT)
    assert not one(SKY, replace(TOOT, verified=(), links=TOOT.verified))
    assert [p.sentence for p in proofs([SKY, TOOT])] == [
        "ada.example is checked to belong to ada.example and to ada@social.example."
    ]


def test_a_checked_link_to_a_profile_is_proof_one_that_is_only_named_is_not() -> None:
    code = on("github", "ada")
    assert one(on("mastodon", "m", verified=(code.url,)), code)
    assert not one(on("mastodon", "m", links=(code.url,)), code)


def test_what_two_accounts_of_one_network_claim_proves_nothing() -> None:
    code = on("github", "ada")
    thief = on("mastodon", "thief@social.example", verified=TOOT.verified)
    assert len(groups(SKY, TOOT, thief)) == 3
    assert len(groups(SKY, TOOT, replace(thief, verified=(), links=TOOT.verified))) == 3
    assert len(groups(code, on("mastodon", "a", verified=(code.url,)), on("mastodon", "b", verified=(code.url,)))) == 3


@pytest.mark.parametrize("place", ["https://linktr.ee/", "https://github.com", "https://social.example/"])
def test_the_first_page_of_a_place_many_share_proves_nothing(place: str) -> None:
    neighbours = (
        on("mastodon", "x", url="https://social.example/@x"),
        on("mastodon", "y", url="https://social.example/@y"),
    )
    ada = on("mastodon", "ada", url="https://social.example/@ada", verified=(place,))
    assert len(groups(ada, on("code", "ada", verified=(place,)), *neighbours)) == 4


def test_a_site_with_one_author_is_hers_whose_domain_is_checked() -> None:
    assert one(SKY, FEED)
    assert one(TOOT, replace(FEED, id="feeds:https://blog.ada.example/feed#Ada"))
    ben = replace(FEED, id="feeds:https://ada.example/feed.xml#Ben", name="Ben")
    assert len(groups(SKY, FEED, ben)) == 3
    assert one(SKY, FEED, replace(FEED, id="web:ada.example#Ada", network="web"))


def test_a_feed_that_only_claims_a_domain_is_nobody() -> None:
    liar = replace(FEED, id="feeds:https://evil.example/feed.xml#Ada")
    assert home(liar) == "evil.example"
    assert len(groups(SKY, liar)) == 2


def test_the_same_linkedin_profile_is_one_person() -> None:
    names_it = replace(TOOT, verified=(), links=("https://nl.linkedin.com/in/Ada-Nightjar/?trk=x",))
    assert one(LINKED, names_it)
    assert len(groups(LINKED, names_it, on("mastodon", "other", links=names_it.links))) == 3
    assert len(groups(LINKED, replace(names_it, links=("https://www.linkedin.com/in/",)))) == 2


def test_a_bot_is_nobody_unless_she_says_so() -> None:
    bot = replace(TOOT, bot=True)
    assert len(groups(SKY, bot)) == 2
    assert len(groups(SKY, bot, said=((SKY.id, bot.id, SAME),))) == 1


def test_every_way_to_write_an_address_is_one() -> None:
    assert address("HTTP://www.Ada.example/") == address("https://ada.example")
    assert address("https://nl.linkedin.com/in/Zo%C3%AB/details") == address("https://linkedin.com/in/zoë/")


def test_apart_wins_over_proof_and_over_the_way_through_a_third() -> None:
    far = replace(LINKED, links=())
    near = replace(TOOT, links=(LINKED.url,))
    assert one(SKY, near, far)
    assert groups(SKY, near, far, said=((SKY.id, far.id, APART),)) in (
        {frozenset({SKY.id, near.id}), frozenset({far.id})}, {frozenset({SKY.id}), frozenset({near.id, far.id})},
    )  # fmt: skip
    alone = groups(SKY, near, far, said=((SKY.id, near.id, APART), (SKY.id, far.id, APART)))
    assert alone == {frozenset({SKY.id}), frozenset({near.id, far.id})}


def test_a_third_way_between_two_who_are_joined_already_changes_nothing() -> None:
    held = [replace(SKY, id=f"bluesky:{name}", handle=f"{name}.example") for name in "abcd"]
    a, b, c, d = (account.id for account in held)
    same = tuple((one, other, SAME) for one, other in ((a, b), (b, c), (a, c), (c, d)))
    assert groups(*held, said=(*same, (a, d, APART))) == {frozenset({a, b, c}), frozenset({d})}


def test_the_first_id_names_a_person() -> None:
    assert set(same_person([TOOT, SKY, FEED]).values()) == {SKY.id}


# whatever is claimed and said

PLACES = [
    "https://ada.example",
    "https://linktr.ee/",
    "https://bsky.app/profile/a.example",
    "https://mastodon.example/@b",
]
links = st.lists(st.sampled_from(PLACES), max_size=3).map(tuple)
people = st.lists(
    st.builds(
        lambda network, name, named, verified, bot: on(
            network, f"{name}.example" if network == "bluesky" else name, links=named, verified=verified, bot=bot
        ),
        st.sampled_from(["bluesky", "mastodon", "github"]), st.sampled_from("abcd"), links, links,
        st.sampled_from([False, False, False, True]),
    ),
    max_size=8,
    unique_by=lambda account: account.id,
)  # fmt: skip


@st.composite
def told(draw: st.DrawFn) -> tuple[list[Account], list[Verdict]]:
    accounts = draw(people)
    ids = [a.id for a in accounts] or ["nobody"]
    pair = st.tuples(st.sampled_from(ids), st.sampled_from([*ids, "unknown"]), st.sampled_from([SAME, APART]))
    said = draw(st.lists(pair, max_size=6, unique_by=lambda v: frozenset(v[:2])))
    return accounts, said


@given(told(), st.randoms())
def test_it_is_the_same_in_any_order_and_nobody_is_with_whom_she_is_not(
    case: tuple[list[Account], list[Verdict]], random: object
) -> None:
    accounts, said = case
    persons = same_person(accounts, said)
    assert set(persons) == {account.id for account in accounts}
    for account, person in persons.items():
        assert persons[person] == person <= account
    for a, b, word in said:
        if word == APART and a != b and {a, b} <= set(persons):
            assert persons[a] != persons[b]
    shuffled, turned = list(accounts), [(b, a, word) for a, b, word in said]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert same_person([*shuffled, *shuffled[:2]], turned) == persons


@given(told())
def test_who_is_split_and_then_said_the_same_is_joined_again(case: tuple[list[Account], list[Verdict]]) -> None:
    accounts, _ = case
    before = same_person(accounts)
    for a, b in itertools.combinations(sorted(before), 2):
        if before[a] == before[b]:
            others = [(a, other, APART) for other in before if before[other] == before[a] and other != a]
            split = same_person(accounts, others)
            assert [account for account in split if split[account] == split[a]] == [a]
            again = same_person(accounts, [(a, b, SAME)])
            assert again == before


# weak proof

ADA = on("bluesky", "adanight.bsky.social", name="Ada Nightjar", bio="Comms at Plumwood, Rotterdam")
ADA_TOO = on("mastodon", "adanight@social.example", name="ADA NIGHTJÁR (she/her) ✨", bio="Rotterdam")


def suggested(*accounts: Account, said: tuple[Verdict, ...] = ()) -> list[tuple[str, str]]:
    return [(s.one, s.other) for s in suggestions(accounts, same_person(accounts, said), said)]


def test_the_same_name_and_one_more_sign_are_suggested_with_a_sentence() -> None:
    (found,) = suggestions([ADA, ADA_TOO], {})
    assert (found.one, found.other) == (ADA.id, ADA_TOO.id)
    assert found.why == "Both are called Ada Nightjar and have the handle adanight and say “rotterdam” of themselves."
    assert 0.5 < found.score < 1.0
    assert suggestions([ADA, replace(ADA_TOO, handle="someone@social.example", bio="")], {}) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"links": (ADA.url,), "bio": "", "handle": "x@y.example"},
        {"links": ("https://adasplace.example/",), "bio": "", "handle": "x@y.example"},
        {"bio": "Plumwood", "handle": "x@y.example"},
    ],
)
def test_each_further_sign_is_enough(change: dict[str, object]) -> None:
    ada = replace(ADA, links=("https://adasplace.example",))
    assert suggested(ada, replace(ADA_TOO, **change)) == [(ADA.id, ADA_TOO.id)]  # type: ignore[arg-type]


def test_common_names_bots_brands_one_word_and_what_was_said_are_never_suggested() -> None:
    namesakes = [on("mastodon", f"ada{n}@social.example", name="Ada Nightjar") for n in range(2)]
    assert suggested(ADA, ADA_TOO, *namesakes) == []
    assert suggested(ADA, replace(ADA_TOO, bot=True)) == []
    assert suggested(ADA, replace(ADA_TOO, bio="The leading platform. Book a demo. Rotterdam")) == []
    assert suggested(replace(ADA, name="Ada"), replace(ADA_TOO, name="Ada")) == []
    assert suggested(ADA, ADA_TOO, said=((ADA.id, ADA_TOO.id, APART),)) == []
    assert suggested(ADA, ADA_TOO, said=((ADA.id, ADA_TOO.id, SAME),)) == []


def test_names_are_folded() -> None:
    assert folded("Nightjar,  Ádá [she] 🌱") == folded("ada NIGHTJAR") == ("ada", "nightjar")
    assert folded("") == folded("✨") == ()


@given(people)
def test_suggestions_do_not_depend_on_the_order(accounts: list[Account]) -> None:
    named_so = [replace(account, name="Ada Nightjar") for account in accounts]
    persons = same_person(named_so)
    assert suggestions(named_so, persons) == suggestions(named_so[::-1], persons)
    for made in suggestions(named_so, persons):
        assert made.one < made.other
        assert persons[made.one] != persons[made.other]


def test_a_site_whose_address_cannot_be_read_has_no_home() -> None:
    assert home(Account(id="feeds:https://[broken", network="feeds", handle="broken")) == ""
