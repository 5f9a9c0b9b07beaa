"""Labelled files answered by the program's own rooms: every format, bad lines, and nothing else touched."""

import gzip
import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import zstandard
from typer.testing import CliRunner

from outward.app.labelled import evaluate
from outward.app.labelled.answering import Given
from outward.cli.commands import app
from outward.errors import InputError

POSTS: Sequence[Mapping[str, object]] = [
    {"id": "p1", "text": "Feed the sourdough starter every day with rye and salt.", "author": "ann"},
    {"id": "p2", "text": "We told staff about the merger in one meeting of an hour.", "author": "bob"},
    {
        "id": 3,
        "text": "Sourdough starter, again: I fed it twice and it rose.",
        "author": "bob",
        "created_at": "2024-01-01",
    },
    {"id": "p4", "text": "A telescope shows the rings of Saturn in any clear night.", "author": None, "title": None},
]
QUERIES = [{"id": "q1", "text": "sourdough starter"}, {"id": "q 2", "text": "telescope"}, {"id": "q3", "text": "the"}]


def jsonl(records: Sequence[Mapping[str, object]], *more: str) -> str:
    return "\n".join([*(json.dumps(record) for record in records), *more]) + "\n"


@pytest.fixture
def given(tmp_path: Path) -> Given:
    (tmp_path / "posts.jsonl").write_text(jsonl(POSTS), encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text(jsonl(QUERIES), encoding="utf-8")
    return Given(posts=tmp_path / "posts.jsonl", queries=tmp_path / "queries.jsonl")


def answers(run: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in run.read_text(encoding="utf-8").splitlines():
        query, _, document, *_ = line.split()
        found.setdefault(query, []).append(document)
    return found


def test_what_answers_every_question_it_can(given: Given, tmp_path: Path) -> None:
    done = evaluate("what", given, tmp_path / "made" / "what.run")
    assert (done.posts, done.queries, done.unread) == (4, 3, {})
    found = answers(tmp_path / "made" / "what.run")
    assert set(found["q1"][:2]) == {"p1", "3"}
    assert found["q_2"][0] == "p4"
    assert "q3" not in found


def test_results_of_one_score_keep_their_order_in_single_precision(given: Given, tmp_path: Path) -> None:
    same = [
        {"id": f"p{n}", "text": f"Feed the sourdough starter every day with rye and water{'!' * n}"} for n in range(9)
    ]
    assert given.posts
    given.posts.write_text(jsonl(same), encoding="utf-8")
    evaluate("what", given, tmp_path / "what.run")
    rows = [line.split() for line in (tmp_path / "what.run").read_text(encoding="utf-8").splitlines()]
    scores = [struct.unpack("f", struct.pack("f", float(row[4])))[0] for row in rows if row[0] == "q1"]
    assert len(scores) == len(set(scores)) == 9
    assert scores == sorted(scores, reverse=True)


def test_scores_fall_from_line_to_line(given: Given, tmp_path: Path) -> None:
    evaluate("what", given, tmp_path / "what.run", recipe_name="week")
    rows = [line.split() for line in (tmp_path / "what.run").read_text(encoding="utf-8").splitlines()]
    for query in {row[0] for row in rows}:
        scores = [float(row[4]) for row in rows if row[0] == query]
        assert scores == sorted(set(scores), reverse=True)
        assert [row[3] for row in rows if row[0] == query] == [str(n) for n in range(1, len(scores) + 1)]


@pytest.mark.parametrize("suffix", ["gz", "zst"])
def test_packed_files_give_the_same_run(given: Given, tmp_path: Path, suffix: str) -> None:
    evaluate("what", given, tmp_path / "plain.run")
    packed = tmp_path / f"posts.jsonl.{suffix}"
    assert given.posts
    whole = given.posts.read_bytes()
    packed.write_bytes(gzip.compress(whole) if suffix == "gz" else zstandard.ZstdCompressor().compress(whole))
    evaluate("what", Given(posts=packed, queries=given.queries), tmp_path / "packed.run")
    assert (tmp_path / "packed.run").read_bytes() == (tmp_path / "plain.run").read_bytes()


def test_bad_lines_and_repeated_ids_are_left_out_and_counted(given: Given, tmp_path: Path) -> None:
    assert given.posts
    given.posts.write_text(jsonl([*POSTS, *POSTS], "no json", "[]", '{"id": "p9"}', ""), encoding="utf-8")
    done = evaluate("what", given, tmp_path / "what.run")
    assert (done.posts, done.unread) == (4, {"posts.jsonl": 3})


def test_whom_ranks_the_people_named(given: Given, tmp_path: Path) -> None:
    people = tmp_path / "people.jsonl"
    people.write_text(jsonl([{"id": "bob"}]), encoding="utf-8")
    evaluate("whom", given, tmp_path / "all.run")
    evaluate("whom", Given(posts=given.posts, queries=given.queries, people=people), tmp_path / "some.run")
    assert set(answers(tmp_path / "all.run")["q1"]) == {"ann", "bob"}
    assert answers(tmp_path / "some.run")["q1"] == ["bob"]


def test_nobody_is_an_answer_to_her_own_question_or_before_she_wrote(given: Given, tmp_path: Path) -> None:
    asked = [
        {"id": "q1", "text": "sourdough starter", "asker": "ann"},
        {"id": "q2", "text": "sourdough starter", "before": "2023-06-01T00:00:00"},
        {"id": "q3", "text": "to be or not"},
    ]
    (tmp_path / "queries.jsonl").write_text(jsonl(asked), encoding="utf-8")
    evaluate("whom", given, tmp_path / "whom.run")
    found = answers(tmp_path / "whom.run")
    assert "ann" not in found["q1"]
    assert found["q2"][0] == "ann"


def test_first_hand_orders_all_posts(given: Given, tmp_path: Path) -> None:
    done = evaluate("firsthand", given, tmp_path / "firsthand.run")
    found = answers(tmp_path / "firsthand.run")["all"]
    assert done.found == len(found) == 4
    assert {"p2", "3"} == set(found[:2])


@pytest.mark.parametrize(
    ("room", "change", "sentence"),
    [
        ("where", {}, "There is no room 'where'"),
        ("what", {"queries": None}, "Give the questions too"),
        ("what", {"posts": Path("/nowhere/posts.jsonl")}, "There is no file /nowhere/posts.jsonl"),
        ("what", {"posts": Path("/")}, "/ cannot be read"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    given: Given, tmp_path: Path, room: str, change: dict[str, Path | None], sentence: str
) -> None:
    files = {"posts": given.posts, "queries": given.queries, **change}
    posts = files["posts"]
    assert posts
    with pytest.raises(InputError, match=sentence):
        evaluate(room, Given(posts=posts, queries=files["queries"]), tmp_path / "a.run")


def test_empty_and_damaged_files_are_one_sentence(given: Given, tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n", encoding="utf-8")
    with pytest.raises(InputError, match="holds no post"):
        evaluate("what", Given(posts=empty, queries=given.queries), tmp_path / "a.run")
    for suffix in ("gz", "zst"):
        damaged = tmp_path / f"posts.{suffix}"
        damaged.write_bytes(b"not packed at all")
        with pytest.raises(InputError, match="cannot be read"):
            evaluate("what", Given(posts=damaged, queries=given.queries), tmp_path / "a.run")
    with pytest.raises(InputError, match="cannot be written"):
        evaluate("what", given, tmp_path)


def test_the_command_says_what_it_did_and_leaves_the_data_folder_alone(given: Given, tmp_path: Path) -> None:
    assert given.posts
    given.posts.write_text(jsonl(POSTS, "no json"), encoding="utf-8")
    home, run = tmp_path / "home", tmp_path / "what.run"
    asked = ["--home", str(home), "evaluate", "what", "--posts", str(given.posts), "--queries", str(given.queries)]
    shown = CliRunner().invoke(app, [*asked, "--run", str(run)])
    assert shown.exit_code == 0, shown.output
    assert "3 questions over 4 posts" in shown.output
    assert "1 line of posts.jsonl could not be read" in " ".join(shown.output.split())
    told = CliRunner().invoke(app, [*asked, "--run", str(run), "--json"])
    assert json.loads(told.stdout)["queries"] == 3
    assert not home.exists()
    every = CliRunner().invoke(app, ["evaluate", "firsthand", "--posts", str(given.posts), "--run", str(run)])
    assert "1 ranking over 4 posts" in every.output
