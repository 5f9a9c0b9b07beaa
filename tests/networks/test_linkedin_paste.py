"""What the user hands over from LinkedIn's pages, what it means, and when it was."""

from datetime import UTC, datetime

import pytest

from outward.errors import InputError
from outward.fetch import canonical
from outward.model import Parsed, Source
from outward.networks.linkedin import parse, paste, recognise
from outward.networks.linkedin.dates import moment, of_epoch, said_at
from outward.networks.linkedin.names import person, place, slug, tidy

NUMBER = 6810486257374785536
MADE = datetime(2021, 6, 15, 8, 40, 56, tzinfo=UTC)


def pasted(url: str, title: str = "", text: str = "") -> Parsed:
    piece = paste(url, title, text)
    assert piece is not None
    assert piece.records == 1
    parsed = parse(piece.raw, piece.source)
    assert parsed.mine == ()
    return parsed


@pytest.mark.parametrize(
    ("title", "text", "name", "words"),
    [
        ("Bo Lind on LinkedIn: Three mergers taught me this", "", "Bo Lind", "Three mergers taught me this"),
        ("(3) Bo Lind on LinkedIn: Three", "Three mergers.\n\nAll of it.", "Bo Lind", "Three mergers.\nAll of it."),
        ("Three mergers taught me this | Bo Lind | 123 comments", "", "Bo Lind", "Three mergers taught me this"),
        ("Three mergers | Bo Lind | LinkedIn", "", "Bo Lind", "Three mergers"),
        ("Feed | LinkedIn", "Bo Lind\nThree mergers.", "Bo Lind", "Three mergers."),
    ],
)
def test_a_post_is_kept_with_who_when_and_what(title: str, text: str, name: str, words: str) -> None:
    parsed = pasted(f"https://www.linkedin.com/feed/update/urn:li:activity:{NUMBER}/?utm_source=x", title, text)
    (post,), (author,) = parsed.posts, parsed.accounts
    assert post.id == f"linkedin:urn:li:activity:{NUMBER}"
    assert (author.name, author.id, post.author) == (name, f"linkedin:~{name.lower().replace(' ', '-')}", author.id)
    assert post.text == words
    assert post.created_at is not None
    assert post.created_at.replace(microsecond=0) == MADE
    assert parsed.resources[0].url == post.url == post.resource


def test_the_address_of_a_post_can_say_who_wrote_it() -> None:
    url = f"https://uk.linkedin.com/posts/bo-lind_mergers-staff-activity-{NUMBER}-AbC_?utm_medium=x"
    parsed = pasted(url, "Bo Lind on LinkedIn: Three")
    assert parsed.posts[0].author == "linkedin:bo-lind"
    assert parsed.accounts[0].url == "https://www.linkedin.com/in/bo-lind"
    assert parsed.posts[0].id == f"linkedin:urn:li:activity:{NUMBER}"


def test_a_profile_is_kept_as_a_person() -> None:
    parsed = pasted("linkedin.com/in/Bo-Lind?x=1", "Bo Lind - Editor at Havsbris | LinkedIn")
    (bo,) = parsed.accounts
    assert (bo.id, bo.name, bo.bio) == ("linkedin:bo-lind", "Bo Lind", "Editor at Havsbris")
    assert (parsed.posts, parsed.dropped) == ((), ())


def test_what_is_pasted_is_bounded_and_plain() -> None:
    parsed = pasted(
        f"https://www.linkedin.com/feed/update/urn:li:share:{NUMBER}",
        "<b>Bo</b> on LinkedIn: x",
        "<script>alert(1)</script>Hello\n" + "long " * 100_000,
    )
    assert len(parsed.posts[0].text) <= 20_000
    assert "\x1b" not in parsed.posts[0].text


def test_only_linkedins_own_pages_are_pasted() -> None:
    assert paste("https://notlinkedin.com/in/bo", "", "") is None
    assert paste("https://linkedin.com.evil.example/in/bo", "", "") is None
    assert paste("https://user@[::1", "", "") is None
    with pytest.raises(InputError, match="neither a single post nor"):
        paste("https://www.linkedin.com/feed/", "Feed | LinkedIn", "")


def test_words_for_a_source() -> None:
    assert recognise(" LinkedIn:Export ") == Source("linkedin", "export", "export")
    assert recognise("linkedin:changes") == Source("linkedin", "changes", "changes")
    assert recognise("#linkedin") is None
    assert recognise("https://example.org/linkedin.com") is None
    for address in ("https://www.linkedin.com/in/bo-lind", "linkedin.com/company/x", "https://de.linkedin.com/"):
        with pytest.raises(InputError, match="import your own copy"):
            recognise(address)


@pytest.mark.parametrize(
    "text",
    [
        "2021-06-16 03:28:40", "2021-06-16 03:28:40 UTC", "2021-06-16 03:28 UTC", "2021-06-16T03:28:40Z",
        "6/16/21, 3:28 AM", "06/16/21, 03:28 AM", "6/16/2021 3:28", "Wed Jun 16 03:28:40 UTC 2021",
        "Jun 16, 2021, 3:28 AM", "2021/06/16 03:28:40 UTC", "2021-06-16 05:28:40+02:00", "16/06/2021 03:28",
    ],
)  # fmt: skip
def test_one_moment_in_many_forms(text: str) -> None:
    at = moment(text)
    assert at is not None
    assert at.replace(second=0) == datetime(2021, 6, 16, 3, 28, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "16 Jun 2021", "16 June 2021", "Jun 16, 2021", "June 16, 2021", "6/16/21", "16.06.2021", "16. Juni 2021",
        "16 juin 2021", "16 de junio de 2021", "16 giugno 2021", "16 de junho de 2021", "16 juni 2021",
        "16\u00a0Jun\u00a02021", "16-06-2021",
    ],
)  # fmt: skip
def test_one_day_in_many_languages(text: str) -> None:
    assert moment(text) == datetime(2021, 6, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "N/A", "yesterday", "June", "2021", "0001-01-01", "9999-12-31", "x" * 500, "1/2/3/4"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert moment(text) is None


def test_the_number_of_a_post_says_when_it_was_made() -> None:
    at = said_at(NUMBER)
    assert at is not None
    assert at.replace(microsecond=0) == MADE
    assert said_at(5) is None
    assert said_at(1 << 200) is None
    assert of_epoch("1") is None
    assert of_epoch(1_790_000_000_000) == datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "address",
    [
        f"https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A{NUMBER}",
        f"https://www.linkedin.com/feed/update/urn:li:activity:{NUMBER}/",
        f"https://www.linkedin.com/posts/bo-lind_x-activity-{NUMBER}-a1_B?utm_source=share",
        f"urn:li:activity:{NUMBER}",
    ],
)
def test_every_address_of_a_post_means_the_same(address: str) -> None:
    where = place(address)
    assert where is not None
    assert where.url == f"https://www.linkedin.com/feed/update/urn:li:activity:{NUMBER}/" == canonical(where.url)
    assert where.number == NUMBER


def test_people_by_address_and_name() -> None:
    assert slug("https://www.linkedin.com/in/ACoAAbcDEF12") == "ACoAAbcDEF12"
    assert slug("https://evil.example/in/x") == slug("https://www.linkedin.com/company/x") == ""
    assert tidy("Bo Lind_12345678") == "Bo Lind"
    assert tidy("Bo_Lind") == "Bo_Lind"
    assert person("LinkedIn Member", "") is None
    known = person("Bo", "urn:li:fs_miniProfile:ACoAAbc")
    assert known is not None
    assert known.id == "linkedin:ACoAAbc"
