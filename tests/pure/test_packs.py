"""Situation packs are text files a user can trust and edit."""

import re
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from outward import packs
from outward.errors import InputError
from outward.model import Pack

EXPECTED = {
    "internal-communication",
    "acquisition",
    "redundancy-round",
    "new-leader",
    "change",
    "measurement",
    "first-90-days",
    "conference-from-afar",
}
OWN = 'name = "own"\ntitle = "My own"\nabout = "Mine."\nhashtags = ["mine"]\n'


def test_every_file_is_a_pack_named_as_its_file() -> None:
    names = {file.name.removesuffix(".toml") for file in files(packs).iterdir() if file.name.endswith(".toml")}
    assert names == EXPECTED == set(packs.packs())
    assert all(name == pack.name for name, pack in packs.packs().items())


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_pack_has_something_to_ask_and_to_listen_to(name: str) -> None:
    pack = packs.pack(name)
    assert 4 <= len(pack.questions) <= 6
    assert 5 <= len(pack.topics) <= 10
    assert pack.hashtags
    assert pack.feeds
    assert pack.title
    assert pack.about.endswith(".")


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_what_nobody_has_checked_is_said_to_be_unchecked(name: str) -> None:
    pack = packs.pack(name)
    assert set(pack.unchecked) == {*pack.feeds, *pack.channels}
    assert all(urlsplit(address).scheme == "https" and urlsplit(address).hostname for address in pack.unchecked)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_hashtags_are_clean_words_each_once(name: str) -> None:
    hashtags = packs.pack(name).hashtags
    assert len(set(hashtags)) == len(hashtags)
    assert all(re.fullmatch(r"[a-z0-9]+", hashtag) for hashtag in hashtags)


def test_packs_are_in_the_order_of_their_titles() -> None:
    titles = [pack.title for pack in packs.packs().values()]
    assert titles == sorted(titles)


def test_a_pack_is_found_however_its_name_is_written() -> None:
    assert packs.pack(" First 90 days ").name == "first-90-days"


def test_an_unknown_pack_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(InputError, match=r"no situation pack “holiday”.*acquisition.*redundancy-round"):
        packs.pack("holiday")


def test_the_users_own_packs_stand_beside_ours_and_win_over_them(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN)
    (tmp_path / "change.toml").write_text('name = "change"\ntitle = "Change here"\nabout = "Ours."\n')
    both = packs.packs(tmp_path)
    assert set(both) == EXPECTED | {"own"}
    assert both["own"] == Pack(name="own", title="My own", about="Mine.", hashtags=("mine",))
    assert both["change"].title == "Change here"
    assert packs.pack("change").title == "Change"
    assert packs.pack("change", both).title == "Change here"
    assert set(packs.read(tmp_path)) == {"own", "change"}


def test_a_folder_that_is_not_there_adds_nothing(tmp_path: Path) -> None:
    assert packs.packs(tmp_path / "none") == packs.packs()


@pytest.mark.parametrize(
    "written",
    ["name = ", "title = 'no name'", "name = 'own'\ntitle = 3\nabout = ''", "\x00", OWN.replace('"own"', '"other"')],
)
def test_a_file_that_is_no_pack_is_named_in_one_sentence(tmp_path: Path, written: str) -> None:
    (tmp_path / "own.toml").write_text(written)
    with pytest.raises(InputError, match=r"situation pack own\.toml") as caught:
        packs.read(tmp_path)
    assert "\n" not in str(caught.value)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes(b'name = "\xff"')
    with pytest.raises(InputError, match=r"own\.toml"):
        packs.read(tmp_path)
