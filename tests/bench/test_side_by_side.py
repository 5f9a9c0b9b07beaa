"""The blind comparison: the same posts for everybody, a right key, nothing of strangers' texts alive on the page."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from math import sqrt
from pathlib import Path

import pytest
import zstandard
from bench.evaluate import contenders, proxies, side_by_side
from bench.evaluate.__main__ import main
from bench.evaluate.communities import CONFERENCES, SAMPLE, Community, of_conferences, of_sample
from bench.evaluate.contenders import DIGEST, LIKED, NEWEST, OURS, PLANNED, digest, holds

from outward.model import Post

GOAL = "reproducible analysis"
HOSTILE = "&lt;script&gt;alert(1)&lt;/script&gt; reproducible <img src=x onerror=alert(2)> analysis \u202egnp.exe"
POSTS: Sequence[dict[str, object]] = (
    {"id": "t1", "author": "ann", "likes": 3, "reposts": 1, "text": "We made the analysis of our team reproducible."},
    {"id": "t2", "author": "bob", "likes": 90, "reposts": 9, "text": "Reproducible analysis is a mindset. #blessed"},
    {"id": "t3", "author": "cal", "likes": 7, "reposts": 8, "followers": 4,
     "text": "Slides on reproducible analysis, with what failed: https://t.co/x", "url": "https://slides.example/a"},
    {"id": "t4", "author": "bob", "likes": 0, "reposts": 9, "text": "RT @ann: We made the", "repost_of": "t1"},
    {"id": "t5", "author": '"><b onclick=x>', "likes": 1, "reposts": 0, "text": HOSTILE},
    {"id": "t6", "author": "dan", "likes": 500, "reposts": 50, "text": "Look at my lunch."},
    {"id": "t7", "author": "eve", "likes": 900, "reposts": 90, "text": "Reproducible analysis!", "set": "other"},
)  # fmt: skip
PEOPLE = ({"id": "ann", "followers": 100, "bio": "Analyst"}, {"id": "bob", "followers": 10_000}, {"id": "dan"})


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("OUTWARD_DATA", str(folder))
    goals = tmp_path / "goals.tsv"
    goals.write_text(f"conf\t{GOAL}\nconf\tslides that teach\n", encoding="utf-8")
    monkeypatch.setattr(side_by_side, "GOALS", goals)
    return folder


@pytest.fixture
def conferences(root: Path) -> Path:
    folder = root / CONFERENCES
    folder.mkdir(parents=True)
    dated = ({"set": "conf", "created_at": f"2018-07-0{n}T10:00:00Z", "network": "x", **post}
             for n, post in enumerate(POSTS, start=1))  # fmt: skip
    packed = zstandard.ZstdCompressor().compress("".join(json.dumps(post) + "\n" for post in dated).encode())
    (folder / "posts.jsonl.zst").write_bytes(packed)
    (folder / "people.jsonl").write_text("".join(json.dumps(person) + "\n" for person in PEOPLE), encoding="utf-8")
    return folder


@pytest.fixture
def community(conferences: Path, tmp_path: Path) -> Iterator[Community]:
    (held,) = of_conferences(tmp_path, ["conf", "nowhere"])
    with held.home:
        yield held


class Seen(HTMLParser):
    """Tags, their attributes, and the texts of each column's items by page and letter."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.items: dict[tuple[str, str], list[str]] = {}
        self._page = self._letter = ""
        self._in: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self._page = next((str(v).partition("-")[2] for k, v in attrs if k == "id"), self._page)
        self._in.append(tag)
        if tag == "li" and self._letter:
            self.items.setdefault((self._page, self._letter), []).append("")

    def handle_endtag(self, tag: str) -> None:
        while self._in and self._in.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._in[-1:] == ["h3"] and len(data) == 1:
            self._letter = data
        elif "li" in self._in and (self._page, self._letter) in self.items:
            self.items[self._page, self._letter][-1] += data


def _made(out: Path, seed: int = 7) -> tuple[str, Seen, list[dict[str, str]]]:
    assert main(["--side-by-side", "--out", str(out), "--seed", str(seed)]) == 0
    text = (out / "side-by-side.html").read_text(encoding="utf-8")
    with (out / "side-by-side-key.csv").open(encoding="utf-8", newline="") as key:
        return text, Seen(text), list(csv.DictReader(key))


def test_the_key_says_who_shows_what(conferences: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, seen, key = _made(tmp_path / "out")
    assert {row["page"] for row in key} == {"1", "2"}
    column = {row["contender"]: row["column"] for row in key if row["page"] == "1"}
    assert sorted(column) == sorted((OURS, NEWEST, LIKED, DIGEST))
    assert sorted(column.values()) == list("ABCD")
    told = {name: seen.items["1", letter] for name, letter in column.items()}
    assert [len(told[name]) for name in (NEWEST, LIKED, DIGEST)] == [4, 4, 4]
    assert "alert(1)" in told[NEWEST][0]
    assert "Slides on" in told[NEWEST][1]
    assert [text.split()[0] for text in told[LIKED]] == ["Reproducible", "Slides", "We", "<script>alert(1)</script>"]
    assert "Slides on" in told[DIGEST][0]
    assert not any("lunch" in text for texts in told.values() for text in texts)
    markdown = (tmp_path / "out" / "side-by-side-key.md").read_text(encoding="utf-8")
    assert f"| 1 | {GOAL} | {column[NEWEST]} | {NEWEST} |" in markdown
    said = capsys.readouterr()
    assert f"conf: {GOAL}" in said.err
    assert "Overlap: open posts" in said.out


def test_columns_are_shuffled_by_the_seed_alone(conferences: Path, tmp_path: Path) -> None:
    first, _, key = _made(tmp_path / "a")
    again, _, _ = _made(tmp_path / "b")
    assert first == again
    others = [_made(tmp_path / str(seed), seed)[2] for seed in (1, 2, 3)]
    assert any(other != key for other in others)


def test_a_page_is_blind(conferences: Path, tmp_path: Path) -> None:
    text, _, _ = _made(tmp_path / "out")
    blind = text.partition('id="figures"')[0]
    assert not [name for name in contenders.ABOUT if name in blind]
    assert blind.count("would you give minutes to?") == 8
    assert text.index("<details>") < text.index("<td>newest first</td>", text.index('id="key"'))


def test_nothing_of_a_stranger_is_alive_and_nothing_is_fetched(conferences: Path, tmp_path: Path) -> None:
    text, seen, _ = _made(tmp_path / "out")
    assert "&lt;script&gt;alert(1)" in text
    assert "\u202e" not in text
    assert not {"script", "img", "link", "iframe", "a", "form"} & set(seen.tags)
    assert not {"src", "href", "onerror", "onclick", "action", "style"} & set(seen.attributes)
    assert "url(" not in text
    assert "@import" not in text


def test_absent_data_is_one_line(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--side-by-side", "--out", str(tmp_path / "out")]) == 0
    assert f"\n{CONFERENCES}: absent\n" in capsys.readouterr().out
    assert "Page 1" not in (tmp_path / "out" / "side-by-side.html").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_one_sentence(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["--side-by-side", "--out", str(tmp_path / "file")]) == 2
    assert "give another --out." in capsys.readouterr().err


def test_a_repost_is_what_it_repeats_and_a_link_what_it_leads_to(community: Community) -> None:
    assert sorted(community.pool) == [
        "set.invalid/x/t1", "set.invalid/x/t2", "set.invalid/x/t5", "set.invalid/x/t6", "slides.example/a",
    ]  # fmt: skip
    assert {found.post.id for found in community.pool["set.invalid/x/t1"].found} == {"x:t1", "x:t4"}
    everything = contenders.unfiltered(community)
    assert everything[LIKED][0].post.id == "x:t6"
    assert [each.post.id for each in everything[NEWEST]][:2] == ["x:t6", "x:t5"]


def test_a_goal_is_held_by_word_whatever_its_ending(community: Community) -> None:
    held = {name for name, each in community.pool.items() if holds(each, "analyses that can be reproducibly made")}
    assert "set.invalid/x/t6" not in held
    assert "set.invalid/x/t1" in held
    assert not any(holds(each, "the and of") for each in community.pool.values())


def test_the_digest_formula_is_the_published_one() -> None:
    post = Post(id="x:1", network="x", author="ann", text="", url="", resource="", likes=3, reposts=8)
    assert digest(post, 4) == pytest.approx(sqrt(4 * 9) / 2)
    assert digest(post, 0) == 0.0
    assert digest(replace(post, likes=None, reposts=0), 4) == 0.0
    assert digest(replace(post, likes=3, reposts=None), 4) == pytest.approx(1.0)


def test_proxies_are_those_counted_by_hand(community: Community) -> None:
    plain = contenders.unfiltered(community)
    asked = proxies.Asked(community, GOAL, {NEWEST: plain[NEWEST], LIKED: plain[LIKED][:2]})
    newest, liked = proxies.table("t", [asked]).rows
    assert newest[:3] == (NEWEST, "5.0", "80")
    assert newest[4:7] == ("5.0", "100", "0.0")
    assert newest[7] == "4"
    assert newest[-1] == "80"
    assert liked[1] == "2.0"
    assert liked[-1] == "50"
    shared = proxies.overlap("t", [asked]).rows
    assert shared == [(NEWEST, "1.00", "0.40"), (LIKED, "0.40", "1.00")]


def test_goals_are_written_for_both_corpora() -> None:
    goals = side_by_side.read_goals(Path(side_by_side.__file__).with_suffix(".tsv"))
    sample = [goal for name, goal in goals if name == SAMPLE]
    assert len(sample) >= 6
    assert len(goals) - len(sample) >= 6
    assert len({goal for _, goal in goals}) == len(goals)


def test_the_sample_also_shows_its_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contenders, "NEAR", 0.3)
    community = of_sample(tmp_path)
    with community.home:
        page = contenders.page(community, "communicate an acquisition to staff", 7)
    assert list(page) == [OURS, PLANNED, NEWEST, LIKED, DIGEST]
    assert all(0 < len(shown) <= contenders.ITEMS for shown in page.values())
    assert len({each.resource.url for each in page[PLANNED]}) == len(page[PLANNED])
