"""Files the user gives, hostile ones among them."""

import contextlib
import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.archive import SMALL, Archive, Member, SpoiltError, unclaimed
from outward.errors import InputError


def zipped(path: Path, files: dict[str, bytes], *, level: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", level) as made:
        for name, body in files.items():
            made.writestr(name, body)
    return path


def tarred(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as made:
        for name, body in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            made.addfile(info, io.BytesIO(body))
    return path


FILES = {"data/one.js": b"window = 1", "two.csv": b"a,b\n1,2\n"}


def held(archive: Archive) -> dict[str, bytes]:
    said = {}
    for member in archive.members:
        with archive.open(member) as stream:
            said[member.name] = stream.read()
    return said


@pytest.mark.parametrize("kind", ["zip", "tgz", "folder"])
def test_a_zip_a_tar_and_a_folder_hold_the_same(tmp_path: Path, kind: str) -> None:
    if kind == "zip":
        path = zipped(tmp_path / "export.zip", FILES)
    elif kind == "tgz":
        path = tarred(tmp_path / "export.tar.gz", FILES)
    else:
        path = tmp_path / "export"
        for name, body in FILES.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(body)
    with Archive(path) as archive:
        assert held(archive) == FILES
        assert archive.find("two.csv", "one.js") == Member("two.csv", 8)
        assert archive.find("three.csv") is None
        assert archive.head(archive.members[0], 6) == next(iter(FILES.values()))[:6]
        assert [member.name for member in unclaimed(archive, ["two.csv"])] == ["data/one.js"]


def test_a_lone_file_is_an_archive_of_one(tmp_path: Path) -> None:
    (tmp_path / "Tweets.JS").write_bytes(b"[]")
    with Archive(tmp_path / "Tweets.JS") as archive:
        assert held(archive) == {"Tweets.JS": b"[]"}
        assert (archive.members[0].base, archive.members[0].stem) == ("tweets.js", "tweets")


def test_names_are_only_shown_and_never_lead_anywhere(tmp_path: Path) -> None:
    names = ["../../etc/passwd", "/abs.csv", "C:\\windows\\x.csv", "a\x1b[31m<b>.csv", "x\u202egnp.csv"]
    path = zipped(tmp_path / "evil.zip", dict.fromkeys(names, b"x"))
    before = sorted(tmp_path.iterdir())
    with Archive(path) as archive:
        assert set(held(archive).values()) == {b"x"}
        assert len(archive.members) == len(names)
        for member in archive.members:
            assert not set(member.name) & set("\x1b\u202e<\\")
    assert sorted(tmp_path.iterdir()) == before


def test_a_link_in_a_tar_or_folder_is_not_followed(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "l.tar", "w") as made:
        info = tarfile.TarInfo("secret.csv")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        made.addfile(info)
    with Archive(tmp_path / "l.tar") as archive:
        assert archive.members == ()
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "secret.csv").symlink_to("/etc/passwd")
    with Archive(folder) as archive:
        assert archive.members == ()


def test_a_bomb_is_refused_while_it_is_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bomb.zip", {"bomb.json": bytes(SMALL + 1)})
    assert path.stat().st_size < 1024 * 1024
    with Archive(path) as archive, pytest.raises(SpoiltError, match=r"bomb.json unpacks to far more"):
        held(archive)


def test_a_large_member_that_packs_as_text_does_is_read(tmp_path: Path) -> None:
    line = os.urandom(24).hex().encode() * 3 + b"\n"
    body = b"".join(os.urandom(16).hex().encode() + line for _ in range(40_000)) * 20
    path = zipped(tmp_path / "large.zip", {"large.json": body})
    assert len(body) > SMALL
    with Archive(path) as archive, archive.open(archive.members[0]) as stream:
        assert sum(len(part) for part in iter(lambda: stream.read(1 << 20), b"")) == len(body)


@pytest.mark.parametrize("cut", [3, 100, 2_000])
def test_a_broken_off_zip_says_so(tmp_path: Path, cut: int) -> None:
    whole = zipped(tmp_path / "whole.zip", {"a.csv": os.urandom(5_000)}).read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[:-cut])
    with pytest.raises(SpoiltError, match=r"cut.zip is broken off or damaged"):
        Archive(tmp_path / "cut.zip")


def test_a_damaged_member_costs_itself_only(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"a.csv": b"a" * 9_000, "b.csv": b"b"}, level=zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    data[500] ^= 1
    path.write_bytes(data)
    with Archive(path) as archive:
        with pytest.raises(SpoiltError, match=r"a.csv cannot be unpacked"):
            archive.head(archive.members[0])
        assert archive.head(archive.members[1]) == b"b"


def test_a_cut_tar_says_so(tmp_path: Path) -> None:
    whole = tarred(tmp_path / "whole.tgz", {"a.csv": os.urandom(50_000)}).read_bytes()
    (tmp_path / "cut.tgz").write_bytes(whole[:-20_000])
    with pytest.raises(SpoiltError, match=r"cut.tgz"), Archive(tmp_path / "cut.tgz") as archive:
        held(archive)


def test_a_locked_zip_says_so(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"a.csv": b"a"})
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the flag of an encrypted member, in both headers
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with Archive(path) as archive, pytest.raises(SpoiltError, match=r"a.csv cannot be unpacked"):
        archive.head(archive.members[0])


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot be read"):
        Archive(tmp_path / "nothing.zip")


@given(body=st.binary(max_size=2_000), end=st.sampled_from([".zip", ".tar", ".tgz", ".csv", ""]))
def test_any_bytes_open_or_say_why_not(tmp_path_factory: pytest.TempPathFactory, body: bytes, end: str) -> None:
    path = tmp_path_factory.mktemp("any") / f"file{end}"
    path.write_bytes(body)
    with contextlib.suppress(SpoiltError), Archive(path) as archive:
        held(archive)
