from dataclasses import replace

import pytest

from outward.errors import InputError
from outward.model import Form, Goal
from outward.what import RECIPES, recipe, stages
from outward.what.candidates import Candidate, Match, group, heads, shortened, url_key
from outward.what.context import Context
from outward.what.pipeline import join
from outward.what.scorers import social_proof
from tests.pure.what.shelf import NOW, account, found

LINK = "https://blog.example/merger"


def matches(*relevance: float) -> dict[int, Match]:
    return {doc: Match(relevance=r) for doc, r in enumerate(relevance)}


def test_posts_of_one_address_are_one_candidate_with_the_best_first() -> None:
    posts = [found(0, link=LINK), found(1, link="http://www.blog.example/merger/"), found(2)]
    merged, single = group(posts, matches(0.2, 0.9, 0.5))
    assert [f.doc for f in merged.found] == [1, 0]
    assert merged.match.relevance == 0.9
    assert single.best.doc == 2


def test_a_repost_counts_with_what_it_repeats() -> None:
    original, repost = found(0, "said"), found(1, "said", repost_of="mastodon:0")
    again, lost = found(2, "said", repost_of="mastodon:1"), found(3, "lost", repost_of="mastodon:99")
    one, other = group([again, repost, original, lost], matches(0.5, 0.5, 0.5, 0.1))
    assert [f.doc for f in one.found] == [0, 1, 2]
    assert one.resource.url == "https://social.example/0"
    assert other.best.doc == 3


def test_posts_that_repeat_each_other_end() -> None:
    one, two = found(0, repost_of="mastodon:1"), found(1, repost_of="mastodon:0")
    assert sum(len(c.found) for c in group([one, two], matches(1, 1))) == 2


def test_those_who_asked_not_to_be_found_are_not_shown_beside_others() -> None:
    shy = found(0, link=LINK, author=account("Shy", indexable=False))
    other = found(1, link=LINK, author=account("Bob"))
    (candidate,) = group([shy, other], matches(0.9, 0.5))
    assert [f.doc for f in candidate.found] == [1]
    (alone,) = group([shy], matches(0.9))
    assert alone.best.doc == 0


def test_the_maker_is_the_author_and_the_others_shared_it() -> None:
    ann, bob = account("Ann"), account("Bob")
    shared = found(0, "look", link=LINK, author=bob, person="bob")
    shared = replace(shared, resource=replace(shared.resource, author="mastodon:ann"))
    made = replace(found(1, "mine", link=LINK, author=ann, person="ann-herself"), resource=shared.resource)
    (candidate,) = group([shared, made], matches(0.9, 0.5))
    assert candidate.author == ann
    assert candidate.person == "ann-herself"
    assert candidate.sharers == (bob,)
    assert candidate.source == "blog.example"


def test_a_post_without_author_still_has_a_source() -> None:
    post = found(0, "A first line\nand a second")
    candidate = Candidate((post,), Match())
    assert candidate.author is None
    assert candidate.person is None
    assert candidate.source == "social.example"
    assert candidate.sharers == ()
    assert candidate.title == "A first line"
    known = replace(post, post=replace(post.post, author="mastodon:9"))
    assert Candidate((known,), Match()).source == "mastodon:9"


def test_an_address_nobody_can_read_is_no_source() -> None:
    assert Candidate((found(0, link="https://[bad", author=account("Ann")),), Match()).source == "mastodon:ann"


def test_one_person_on_two_networks_counts_once() -> None:
    people = [
        account("Änn Lee", handle="@annlee@social.example"),
        account("ann lee ✨", network="bluesky", handle="annlee.example"),
        account("", handle="bob"),
        account("Robert", network="bluesky", handle="bob.example"),
    ]
    assert heads([found(number, author=one) for number, one in enumerate(people)]) == 2
    assert heads([]) == 0


def test_who_is_known_to_be_one_person_counts_once_whatever_she_is_called() -> None:
    names = [account("Ann Lee"), account("A. L.", network="bluesky"), account("The Lee blog", network="feeds")]
    hers = [
        found(number, link="https://a.example/", author=one, person="bluesky:a. l.") for number, one in enumerate(names)
    ]
    ben = found(9, link="https://a.example/", author=account("Ben"), person="mastodon:ben")
    assert heads([*hers, ben]) == 2
    assert [a.name for a in Candidate((*hers, ben), Match()).sharers] == ["Ben"]
    assert "shared by 2 people" in social_proof.sentence(
        Candidate((*hers, ben), Match()), Context(goal=Goal(text="x"), recipe=RECIPES["week"], now=NOW), 0.6
    )


def test_a_part_of_her_own_thread_comes_from_her_not_from_a_site() -> None:
    ann = account("Ann")
    part = found(2, link="https://social.example/1", author=ann, form=Form.THREAD)
    own = replace(part, resource=replace(part.resource, author=ann.id))
    assert Candidate((own,), Match()).source == ann.id
    assert Candidate((part,), Match()).source == "social.example"


def test_joined_candidates_carry_the_posts_of_both() -> None:
    text = "How we told everybody about the acquisition in one morning"
    kept, left = join(group([found(0, text), found(1, text)], matches(0.5, 0.9)))
    assert [f.doc for f in kept[0].found] == [1, 0]
    assert left[0].url == "https://social.example/0"


@pytest.mark.parametrize(
    ("url", "key"),
    [("https://www.a.example/x/", "a.example/x"), ("http://a.example", "a.example"), ("odd", "odd"), ("", "")],
)
def test_addresses_are_the_same_without_scheme_www_and_slash(url: str, key: str) -> None:
    assert url_key(url) == key


def test_a_long_line_is_cut_at_a_word() -> None:
    assert shortened("one two three four", 10) == "one two…"


def test_an_unknown_recipe_is_one_sentence() -> None:
    assert recipe("week") is RECIPES["week"]
    known = "catch-up, deep, event, plan, search, week"
    with pytest.raises(InputError, match=rf"no recipe called 'wek'; use one of: {known}\.$"):
        recipe("wek")


def test_a_scorer_without_a_sentence_of_its_own_uses_its_first_line() -> None:
    asked_less = stages.scorers()["asked_less"]
    assert not hasattr(asked_less, "sentence")
    assert stages.about(asked_less) == "You asked for less of this; it fades back."
    (candidate,) = group([found(0)], matches(1.0))
    context = Context(goal=Goal(text="merger"), recipe=recipe("week"), now=NOW)
    assert stages.say(asked_less, candidate, context) == "You asked for less of this; it fades back."
