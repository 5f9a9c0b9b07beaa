"""What every network must keep, whoever wrote it."""

import contextlib
import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.app import connect
from outward.errors import InputError, MalformedError
from outward.model import Parsed, Source
from outward.networks import Network, Opens, network, registry
from tests.app.material import home_in
from tests.doors.desks import Browser, words

NAMES = sorted(registry())
networks = pytest.mark.parametrize("name", NAMES)


@networks
def test_a_network_says_who_it_is(name: str) -> None:
    one = network(name)
    assert name == one.NAME
    assert name.isidentifier()
    assert one.TITLE
    assert one.NOTE.endswith(".")
    assert one.KINDS
    assert all(kind.isidentifier() and words for kind, words in one.KINDS.items())


def kinds(name: str) -> list[str]:
    """All kinds of sources a network reads, those that only opening reads too."""
    one = network(name)
    return [*one.KINDS, *(one.OPENED if isinstance(one, Opens) else ())]


def test_what_only_opening_reads_is_not_offered_to_be_named(tmp_path: Path) -> None:
    assert [name for name in NAMES if "transcript" in kinds(name)] == ["feeds", "youtube"]
    for name in ("feeds", "youtube"):
        assert "transcript" not in network(name).KINDS
        with pytest.raises(InputError, match="can be asked for") as refused:
            connect.named(name, "nothing at all?")
        assert "transcript" not in str(refused.value)
        with home_in(tmp_path / name) as home:
            page = Browser(home).see(f"/networks/{name}")
            assert "transcript" not in words(page.xpath("//*[@id='words-help']")[0])


@networks
def test_settings_are_plain_strings_with_a_sentence_of_help(name: str) -> None:
    settings = network(name).Settings
    assert dataclasses.is_dataclass(settings)
    assert hash(settings()) == hash(settings())  # frozen
    for one in dataclasses.fields(settings):
        assert one.type in (str, "str"), f"{name}.{one.name}"
        assert isinstance(one.default, str), f"{name}.{one.name}"
        assert one.metadata["help"], f"{name}.{one.name}"


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name in NAMES for kind in kinds(name)])
@pytest.mark.parametrize(
    "raw", [b"\x00garbage", b"", b"{}", b"[]", b"null", b'"x"', b"<a>", b"\xff\xfe", b"[" * 100_000]
)
def test_garbage_is_dropped_with_a_reason_or_called_malformed(name: str, kind: str, raw: bytes) -> None:
    source = Source(name, kind, "value")
    with contextlib.suppress(MalformedError):
        said = network(name).parse(raw, source)
        assert isinstance(said, Parsed)
        assert said.posts == ()


def _recognised(one: Network, text: str) -> None:
    source = None
    with contextlib.suppress(InputError):
        source = one.recognise(text)
    if source is not None:
        assert source.network == one.NAME
        assert source.kind in one.KINDS
        assert source.value == source.value.strip() != ""


_WORDS = st.one_of(
    st.text(),
    st.text().map("#".__add__),
    st.text().map("@".__add__),
    st.builds("{}{}/{}".format, st.sampled_from(["https://", "http://", ""]), st.text(), st.text()),
    st.builds(
        "https://{}/{}{}".format,
        st.sampled_from(["www.youtube.com", "bsky.app", "social.example", "example.org", "[::1", "a:b"]),
        st.sampled_from(["", "@", "profile/", "channel/", "tags/", "playlist?list="]),
        st.text(),
    ),
)


@networks
@settings(max_examples=20)
@given(text=_WORDS)
def test_any_words_are_recognised_as_a_source_of_this_network_or_not(name: str, text: str) -> None:
    _recognised(network(name), text)


@pytest.mark.parametrize(
    "text",
    ["https://example.org/feed.xml", "https://www.youtube.com/channel/UCk195x4zYdMx4LhqEwhcPng", "https://bsky.app/profile/a.bsky.social",
     "https://mastodon.social/@someone"],
)  # fmt: skip
def test_an_address_belongs_to_one_network_only(text: str) -> None:
    claimed = [name for name in NAMES if network(name).recognise(text)]
    assert len(claimed) <= 1


def test_an_unknown_network_is_named_with_those_there_are() -> None:
    with pytest.raises(InputError, match="feeds"):
        network("nothing")
