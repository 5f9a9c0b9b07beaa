"""The embedded sample: a fictional community that holds together."""

import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from outward import sample
from outward.fetch import canonical
from outward.model import Account, Form, Parsed, TieKind

ROOT = Path(__file__).parents[2]
NOW = datetime(2031, 5, 6, 7, 8, tzinfo=UTC)
DATA = ("accounts.jsonl", "posts.jsonl", "resources.jsonl", "ties.jsonl", "yours.json")


@cache
def town() -> Parsed:
    return sample.load(NOW)


def account(name: str) -> Account:
    return next(a for a in town().accounts if a.name == name)


def test_it_is_as_large_as_a_community() -> None:
    assert len({a.name for a in town().accounts}) >= 64
    assert len(town().posts) >= 1500
    assert sum(resource.form is not Form.POST for resource in town().resources) >= 150
    assert sum(r.form is Form.ARTICLE and 80 <= len(r.text.split()) <= 400 for r in town().resources) >= 90
    kinds = Counter(tie.kind for tie in town().ties)
    assert kinds[TieKind.FOLLOW] >= 400
    assert kinds[TieKind.REPLY] >= 400
    assert {TieKind.REPOST, TieKind.QUOTE, TieKind.LIKE, TieKind.MENTION} <= set(kinds)


def test_it_speaks_on_four_networks_in_five_languages() -> None:
    assert {p.network for p in town().posts} == {"bluesky", "mastodon", "youtube", "feeds"}
    assert {p.lang for p in town().posts} == {"en", "de", "es", "fr", "nl"}


def test_it_is_small_on_disk() -> None:
    assert sum(len((files(sample) / name).read_bytes()) for name in DATA) < 2_500_000


def test_ids_name_their_network_and_are_unique() -> None:
    for things in (town().accounts, town().posts):
        assert len({thing.id for thing in things}) == len(things)
        assert all(thing.id.startswith(f"{thing.network}:") for thing in things)
    assert len({resource.url for resource in town().resources}) == len(town().resources)


def test_everything_that_is_named_exists() -> None:
    accounts = {a.id for a in town().accounts}
    posts = {p.id for p in town().posts}
    resources = {r.url for r in town().resources}
    for post in town().posts:
        assert post.author in accounts
        assert post.resource in resources
        assert {post.reply_to, post.quotes, post.repost_of} <= posts | {None}
        assert accounts.issuperset(post.mentions)
    assert all(resource.author in accounts for resource in town().resources)
    for tie in town().ties:
        assert {tie.source, tie.target} <= accounts
        assert tie.source != tie.target
        assert tie.post is None or tie.post in posts


def test_people_answer_and_repeat_on_the_network_where_it_was_said() -> None:
    networks = {p.id: p.network for p in town().posts}
    for post in town().posts:
        others = filter(None, (post.reply_to, post.quotes, post.repost_of))
        assert {networks[other] for other in others} <= {post.network}


def test_nobody_answers_before_it_was_said() -> None:
    said = {p.id: p.created_at for p in town().posts}
    for post in town().posts:
        for other in filter(None, (post.reply_to, post.quotes, post.repost_of)):
            before, after = said[other], post.created_at
            assert before
            assert after
            assert before <= after


def test_every_post_has_words() -> None:
    assert all(post.text.strip() for post in town().posts)


def test_no_address_leads_out_of_the_reserved_domain() -> None:
    own = chain.from_iterable((a.url, *a.links) for a in town().accounts)
    others = chain.from_iterable((p.url, p.resource) for p in town().posts)
    addresses = {*own, *others, *(r.url for r in town().resources)}
    assert {(urlsplit(address).hostname or "").rpartition(".")[2] for address in addresses} == {"example"}
    raw = b"".join((files(sample) / name).read_bytes() for name in DATA).decode()
    hosts = {urlsplit(found).hostname or "" for found in re.findall(r"https?://[^\s\"\\]+", raw)}
    assert all(host.endswith(".example") for host in hosts)


def test_resources_are_kept_under_their_canonical_address() -> None:
    assert all(canonical(resource.url) == resource.url for resource in town().resources)


@pytest.mark.parametrize("now", [NOW, datetime(2026, 1, 1, tzinfo=UTC), datetime(1999, 12, 31, 23, tzinfo=UTC)])
def test_nothing_lies_in_the_future_and_plenty_in_the_last_month(now: datetime) -> None:
    loaded = sample.load(now)
    posts = [post.created_at for post in loaded.posts if post.created_at]
    ties = [tie.at for tie in loaded.ties if tie.at]
    published = [resource.published_at for resource in loaded.resources if resource.published_at]
    assert len(posts) == len(loaded.posts)
    assert len(ties) == len(loaded.ties)
    assert max(*posts, *ties, *published) < now
    assert min(posts) > now - timedelta(days=750)
    assert sum(at > now - timedelta(days=30) for at in posts) > 400


def test_the_dormant_star_shines_and_sleeps() -> None:
    star = account("Evander Starling-Vane")
    written = [p.created_at for p in town().posts if p.author == star.id and p.created_at]
    assert (star.followers or 0) > 40_000
    assert NOW - max(written) > timedelta(days=60)
    assert not [t for t in town().ties if t.source == star.id and t.at and NOW - t.at < timedelta(days=60) and t.post]
    assert any("I led internal communication" in p.text for p in town().posts if p.author == star.id)


def test_three_people_have_two_homes_that_name_each_other() -> None:
    twice = []
    for name in ("Marigold Thistlewick", "Dashiell Moonpocket", "Xanthe Pumblechook-Ray"):
        first, second = (a for a in town().accounts if a.name == name)
        twice.append((first.url in second.links) and (second.url in first.links) and first.network != second.network)
    assert twice == [True] * 3


def test_two_do_not_want_to_be_found_and_one_is_a_machine() -> None:
    hidden = {a.name for a in town().accounts if a.indexable is False}
    assert hidden == {"Barnaby Quince-Hollow", "Wrenna Oddfellow-Pike"}
    assert [a.name for a in town().accounts if a.bot] == ["Quote Otter (automated)"]


def test_the_same_piece_is_shared_by_several_people() -> None:
    pieces = {r.url for r in town().resources if r.form is not Form.POST}
    sharers = {(p.resource, p.author) for p in town().posts if p.resource in pieces}
    assert Counter(Counter(url for url, _ in sharers).values())[1] < len(pieces) / 2


def test_some_say_the_same_twice() -> None:
    texts = Counter(p.text for p in town().posts if not p.repost_of and len(p.text) > 60)
    assert sum(count > 1 for count in texts.values()) >= 20


def test_some_of_it_fits_short_slots_and_some_of_it_is_paid() -> None:
    episodes = [r.seconds or 0 for r in town().resources if r.form is Form.EPISODE]
    assert sum(480 <= seconds <= 720 for seconds in episodes) >= 12
    articles = [r for r in town().resources if r.form is Form.ARTICLE]
    assert sum(300 <= (article.words or 0) <= 900 for article in articles) >= 30
    paid = [article for article in articles if article.free is False]
    assert 3 <= len(paid) < len(articles) / 4


def test_it_says_that_it_is_fictional() -> None:
    assert "fictional" in sample.ABOUT
    assert "fictional" in (files(sample) / "README.md").read_text()


def test_the_hand_written_material_makes_exactly_this(tmp_path: Path) -> None:
    script = ROOT / "tools" / "sample" / "build.py"
    subprocess.run([sys.executable, script, tmp_path], check=True, capture_output=True)
    for name in DATA:
        assert (tmp_path / name).read_bytes() == (files(sample) / name).read_bytes(), name
