"""The evaluation: formats, scores known by hand, and that nobody sees what she could not have seen."""

import json
import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import arro3.core
import arro3.io
import numpy as np
import pytest
import zstandard
from bench.evaluate import __main__ as run
from bench.evaluate import firsthand, follow, scores, sets
from bench.evaluate.__main__ import main
from bench.evaluate.baselines import BM25, mixed
from bench.evaluate.costs import watched
from bench.evaluate.what import TRIED, silenced, variants

from outward.app.home import Home
from outward.app.labelled.filled import Filled, fill
from outward.app.labelled.past import Past
from outward.errors import InputError
from outward.model import TieKind
from outward.what import RECIPES, Recipe, stages

Lines = Sequence[Mapping[str, object]]

POSTS: Lines = [
    {"id": "p1", "author": None, "created_at": None, "title": "Sourdough", "text": "Feed the sourdough starter daily."},
    {
        "id": "p2",
        "author": None,
        "created_at": None,
        "text": "We told staff about the merger in one meeting of an hour.",
    },
    {"id": "p3", "author": None, "created_at": None, "text": "Bicycle tyres lose pressure in winter, so pump them up."},
    {
        "id": "p4",
        "author": None,
        "created_at": None,
        "text": "A telescope shows the rings of Saturn in any clear night.",
    },
]
QUERIES: Lines = [{"id": "q1", "text": "sourdough starter"}, {"id": "q2", "text": "telescope for Saturn"}]
ANSWERS: Lines = [
    {"id": "a1", "author": "ann", "created_at": "2024-01-01T10:00:00Z", "text": "How is an old licence key renewed?"},
    {"id": "a2", "author": "bob", "created_at": "2024-01-01T12:00:00Z", "reply_to": "a1",
     "text": "Renew the licence key in your settings, @ann: a new licence key is made at once."},
    {"id": "a3", "author": "eve", "created_at": "2024-01-02T12:00:00Z", "text": "Our licence key expired on a Sunday."},
    {"id": "a4", "author": "dan", "created_at": "2024-01-03T12:00:00Z", "text": "Lunch was good; the weather as well."},
    {"id": "a5", "author": "cal", "authors": ["cal", "bob"], "created_at": "2024-03-01T12:00:00Z", "reply_to": "a1",
     "text": "I renewed my licence key yesterday: a licence key costs nothing."},
]  # fmt: skip
ASKED: Lines = [
    {"id": "q1", "text": "renew my licence key", "asker": "ann", "before": "2024-01-20T00:00:00Z"},
    {"id": "q2", "text": "licence key", "asker": "eve", "before": "2024-03-20T00:00:00Z"},
]


def _set(root: Path, name: str, posts: Lines, queries: Lines = (), qrels: str = "", people: Sequence[str] = ()) -> Path:
    folder = root / name
    folder.mkdir(parents=True)
    packed = zstandard.ZstdCompressor().compress(_jsonl(posts).encode())
    (folder / "posts.jsonl.zst").write_bytes(packed)
    (folder / "queries.jsonl").write_text(_jsonl(queries), encoding="utf-8")
    (folder / "qrels.tsv").write_text(qrels, encoding="utf-8")
    (folder / "people.jsonl").write_text(_jsonl([{"id": person} for person in people]), encoding="utf-8")
    return folder


def _jsonl(lines: Lines) -> str:
    return "".join(json.dumps(line) + "\n" for line in lines)


def _run(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        query, _, document, *_ = line.split()
        found.setdefault(query, []).append(document)
    return found


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("OUTWARD_DATA", str(folder))
    return folder


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    return tmp_path / "runs"


def test_a_run_file_has_six_columns_and_scores_that_fall(tmp_path: Path) -> None:
    path = scores.write(tmp_path / "deep" / "a.run", {"q1": ["d2", "d1"], "q2": ["d9"]}, "my (tag)")
    assert path.read_text(encoding="utf-8") == "q1 Q0 d2 1 2 my-tag\nq1 Q0 d1 2 1 my-tag\nq2 Q0 d9 1 1 my-tag\n"


@pytest.mark.parametrize(
    ("measure", "expected"),
    [("nDCG@10", 1 / math.log2(3)), ("AP", 0.5), ("RR", 0.5)],
)
def test_scores_are_those_worked_out_by_hand(tmp_path: Path, measure: str, expected: float) -> None:
    path = scores.write(tmp_path / "a.run", {"q1": ["wrong", "right"]}, "tag")
    got = scores.scored(path, {"q1": {"right": 1}, "q2": {"right": 1}}, ["q1", "q2"], measure)
    assert got == {"q1": pytest.approx(expected, abs=1e-4), "q2": 0.0}
    assert scores.mean(got) == pytest.approx(expected / 2, abs=1e-4)


def test_the_order_written_is_the_order_scored_whatever_the_names(tmp_path: Path) -> None:
    for order in (["a", "z"], ["z", "a"]):
        path = scores.write(tmp_path / "a.run", {"q": order}, "tag")
        assert scores.scored(path, {"q": {order[0]: 1}}, ["q"], "RR") == {"q": 1.0}


def test_the_interval_of_a_difference_holds_its_mean_and_is_paired() -> None:
    one = {f"q{n}": n / 10 for n in range(10)}
    shifted = {query: value - 0.25 for query, value in one.items()}
    assert scores.difference(one, shifted, 1) == pytest.approx((0.25, 0.25, 0.25))
    apart = scores.difference(one, dict.fromkeys(one, 0.2), 1)
    assert apart.mean == pytest.approx(0.25)
    assert apart.low < apart.mean < apart.high
    assert scores.difference({"q": 0.5}, {"q": 0.25}, 1) == (0.25, 0.25, 0.25)
    assert scores.difference({}, {}, 1) == (0.0, 0.0, 0.0)
    assert str(scores.Interval(0.25, -0.1, 0.6)) == "+0.250 [-0.100, +0.600]"


def test_bm25_finds_stems_and_only_what_may_be_seen() -> None:
    words = BM25(["a renewed licence", "licence", "weather"])
    assert [place for place, _ in words.top("renewing licences", 5)] == [0, 1]
    assert [place for place, _ in words.top("renewing licences", 5, np.array([False, True, True]))] == [1]
    assert words.top("nobody wrote this", 5) == []
    assert words.top("", 5) == []


def test_the_mix_is_seven_tenths_words_and_three_tenths_meaning() -> None:
    assert mixed([(4, 10.0), (7, 9.0)], [0.1, 0.5]) == [7, 4]
    assert mixed([(4, 10.0), (7, 5.0)], [0.1, 0.5]) == [4, 7]
    assert mixed([(4, 10.0)], [-0.5]) == [4]
    assert mixed([], []) == []


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_every_stage_is_left_out_once(recipe: Recipe) -> None:
    made = variants(recipe)
    silent = silenced(recipe)
    parts = [f"no {part} in relevance" for part in recipe.mix._fields]
    named = [f"no source {source}" for source in recipe.sources]
    spoken = [stage for stage in recipe.scorers if stage not in silent]
    less = [f"no {stage}" for stage in (*spoken, *recipe.selectors, *recipe.filters)]
    assert set(made) == {*parts, *named, *less, *(f"with {stage} {TRIED}" for stage in silent)}
    assert made["no meaning in relevance"].mix == recipe.mix._replace(meaning=0.0)
    assert all(source not in made[f"no source {source}"].sources for source in recipe.sources)
    assert all(stage not in made[f"no {stage}"].filters for stage in recipe.filters)
    assert all(stage not in made[f"no {stage}"].scorers for stage in spoken)
    assert all(stage not in made[f"no {stage}"].selectors for stage in recipe.selectors)
    assert all(made[f"with {stage} {TRIED}"].scorers[stage] == TRIED for stage in silent)


def test_a_scorer_without_a_say_shows_up_in_the_evaluation() -> None:
    assert set(silenced(RECIPES["search"])) >= set(stages.scorers()) - set(RECIPES["search"].scorers)


def test_absent_sets_are_one_line_each(root: Path, runs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*sets.NAMES, follow.NAME, "--runs", str(runs)]) == 0
    said = [line for line in capsys.readouterr().out.splitlines()[1:] if line.endswith(": absent")]
    assert said == [f"{name}: absent" for name in (*sets.NAMES, follow.NAME)]


def test_a_set_nobody_knows_is_one_sentence(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["what/nowhere"]) == 2
    assert capsys.readouterr().err.startswith("There is no set what/nowhere; there are: what/checkthat2020, ")


def test_what_is_ranked_by_the_program_and_scored(
    root: Path, runs: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _set(root, "what/ted", POSTS, [*QUERIES, {"id": "q3", "text": "unjudged"}], "q1 0 p1 1\nq2 0 p4 2\n")
    kept = tmp_path / "figures.json"
    assert main(["what/ted", "--ablate", "what/ted", "--runs", str(runs), "--json", str(kept)]) == 0
    for name in ("BM25", "BM25-and-vectors", "search", "search-no-relevance"):
        assert set(_run(runs / "what" / "ted" / f"{name}.run")) == {"q1", "q2"}
    assert _run(runs / "what" / "ted" / "search.run")["q2"][0] == "p4"
    assert _run(runs / "what" / "ted" / "week.run")["q1"][0] == "p1"
    table, cost, search, week, everything, half = json.loads(kept.read_text(encoding="utf-8"))["tables"]
    assert table["title"] == "what/ted: 2 of 3 queries, 4 posts"
    assert [row[:4] for row in table["rows"]][:2] == [
        ["BM25", "1.000", "1.000", "1.00"],
        ["BM25 and vectors", "1.000", "1.000", "1.00"],
    ]
    assert cost["rows"][0][0] == "the whole ranking"
    assert {"text", "relevance", "diversity", "too_short"} <= {row[0] for row in cost["rows"]}
    assert "recipe search, one stage changed at a time, 2 queries" in search["title"]
    assert "recipe week" in week["title"]
    assert everything["rows"][2][0] == "search"
    assert "nothing was chosen on" in half["title"]
    assert "No query changed: " in capsys.readouterr().out


def test_watching_what_stages_cost_changes_nothing() -> None:
    before = stages.scorers()["relevance"].score
    with watched() as spent:
        assert stages.scorers()["relevance"].score is not before
    assert stages.scorers()["relevance"].score is before
    assert spent == {}


def test_tables_take_their_place_in_the_page_of_figures(
    root: Path, runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "quality.md"
    page.write_text(f"# Quality\n\n{run.BEGIN}\nold\n{run.END}\n\nThe end.\n", encoding="utf-8")
    monkeypatch.setattr(run, "PAGE", page)
    _set(root, "what/ted", POSTS, QUERIES, "q1 0 p1 1\nq2 0 p4 2\n")
    for _ in range(2):
        assert main(["what/ted", "--ablate", "none", "--runs", str(runs), "--write"]) == 0
        text = page.read_text(encoding="utf-8")
        assert text.startswith("# Quality\n")
        assert text.endswith("The end.\n")
        assert "old" not in text
        assert text.count("### what/ted: 2 of 2 queries") == 1
        assert "| search | 1.000 |" in text


def test_a_query_of_no_word_that_means_anything_finds_nothing(root: Path, runs: Path) -> None:
    _set(root, "what/ted", POSTS, [{"id": "q1", "text": "the 12"}], "q1 0 p1 1\n")
    assert main(["what/ted", "--runs", str(runs)]) == 0
    assert (runs / "what" / "ted" / "search.run").read_text(encoding="utf-8") == ""


def test_queries_are_drawn_by_the_seed_from_those_judged(root: Path) -> None:
    many = [{"id": f"q{n}", "text": "telescope"} for n in range(30)]
    _set(root, "what/ted", POSTS, many, "".join(f"q{n} 0 p4 1\n" for n in range(1, 30)))
    held = sets.find("what/ted")
    assert held is not None
    drawn = [query.id for query in held.sample(10, 7)]
    assert drawn == [query.id for query in held.sample(10, 7)]
    assert len(drawn) == 10
    assert drawn != [query.id for query in held.sample(10, 8)]
    assert [query.id for query in held.sample(None, 7)] == [f"q{n}" for n in range(1, 30)]


def test_damaged_files_are_one_sentence(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = _set(root, "what/ted", [{"id": 5}])
    assert main(["what/ted"]) == 2
    said = capsys.readouterr().err
    assert said == f"Record 1 of {folder / 'posts.jsonl.zst'} cannot be read; fetch the set again.\n"
    (folder / "posts.jsonl.zst").write_bytes(b"no zstd")
    assert main(["what/ted"]) == 2
    assert "cannot be read" in capsys.readouterr().err
    (folder / "qrels.tsv").write_text("q1 0 p1 1\nq1 0 p2 much\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"^Line 2 of .* is not “query 0 document grade”"):
        _ = sets.LabelledSet("what/ted", folder).qrels


def test_nobody_outside_the_set_no_asker_and_nothing_later_is_ranked(root: Path, runs: Path) -> None:
    _set(root, "whom/dwolla", ANSWERS, ASKED, "q1 0 bob 2\nq2 0 cal 1\n", people=["ann", "bob", "cal", "dan"])
    assert main(["whom/dwolla", "--runs", str(runs)]) == 0
    files = sorted((runs / "whom" / "dwolla").iterdir())
    assert [path.stem for path in files] == [
        "CombMNZ", "CombSUM", "ours-awake-only", "ours-experts", "ours-votes-alone", "popularity-posts", "profile-BM25",
        "reciprocal-rank", "votes-BM25",
    ]  # fmt: skip
    for path in files:
        found = _run(path)
        assert not {"ann", "cal", "eve"} & set(found["q1"]), path.stem
        assert "eve" not in found["q2"], path.stem
    assert _run(runs / "whom" / "dwolla" / "ours-votes-alone.run")["q1"] == ["bob"]
    assert set(_run(runs / "whom" / "dwolla" / "ours-experts.run")["q2"]) == {"ann", "bob", "cal"}
    assert set(_run(runs / "whom" / "dwolla" / "ours-awake-only.run")["q2"]) == {"bob", "cal"}


@pytest.fixture
def filled(root: Path, tmp_path: Path) -> Filled:
    _set(root, "whom/dwolla", ANSWERS, ASKED)
    held = sets.find("whom/dwolla")
    assert held is not None
    with Home(tmp_path / "home") as home:
        return fill(home, held.rows)


def test_the_past_holds_nothing_from_later(filled: Filled) -> None:
    february, april = (Past(filled, datetime(2024, month, 1, tzinfo=UTC)) for month in (2, 4))
    later = filled.docs["a5"]
    assert later not in [hit.doc for hit in february.search("licence key", 1)]
    assert {hit.doc for hit in april.search("licence key", 10)} == {
        filled.docs[name] for name in ("a1", "a2", "a3", "a5")
    }
    assert february.activity(["cal"], datetime(2024, 2, 1, tzinfo=UTC), 3650)["cal"].posts == 0
    bob = february.activity(["bob"], datetime(2024, 2, 1, tzinfo=UTC), 3650)["bob"]
    assert (bob.posts, bob.replies, bob.to_strangers, bob.asked) == (1, 1, 1, 0)
    assert [found.post.author for found in february.about(["ann"])["ann"]] == ["bob"]
    assert {found.post.author for found in april.about(["ann"])["ann"]} == {"bob", "cal"}
    assert {tie.kind for tie in february.ties(["ann"])} == {TieKind.REPLY, TieKind.MENTION}
    assert february.graph().people == ("bob", "ann")


def test_a_text_written_together_speaks_for_each_author(filled: Filled) -> None:
    past = Past(filled, None)
    assert [found.person for found in past.found([filled.docs["a5"]])] == ["cal", "bob"]
    assert set(past.accounts(["cal", "nobody"])) == {"cal"}


def test_an_answer_seen_counts_with_its_hours(filled: Filled) -> None:
    past = Past(filled, None, awake=False)
    ann = past.activity(["ann"], datetime(2024, 1, 11, 10, tzinfo=UTC), 365)["ann"]
    assert ann.last_days == pytest.approx(10.0)
    assert (ann.asked, ann.answered, ann.answer_hours) == (3, 0, None)


def test_first_hand_texts_are_found_and_scored(root: Path, runs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = [
        {"id": "t1", "text": "Last year I led the merger at our company and learned that silence costs most."},
        {"id": "t2", "text": "Would you tell staff about a merger? Subscribe now."},
        {"id": "t3", "text": "Officials say the river is rising."},
        {"id": "t4", "text": "No label at all."},
    ]
    folder = _set(root, "firsthand/crisislex", told)
    (folder / "labels.tsv").write_text("t1\t1\nt2\t0\nt3\t0\n", encoding="utf-8")
    assert main(["firsthand/crisislex", "--runs", str(runs)]) == 0
    said = capsys.readouterr().out
    assert "3 posts, 1 first-hand" in said
    ours = next(line for line in said.splitlines() if "shipped formula" in line).split()
    assert ours[-6:] == ["1.000", "3.00", "1.000", "1.000", "1.000", "1.000"]
    assert "trained across events  " not in said


def test_first_hand_baselines_are_trained_on_the_other_events(
    root: Path, runs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = [
        {"id": f"{event}{number}", "text": text, "event": event}
        for event in "xyz"
        for number, text in enumerate(("I feel it here!", "Police said 9 dead", "My house shakes!", "News: 2 killed"))
    ]
    folder = _set(root, "firsthand/crisislex", told)
    labels = "".join(f"{row['id']}\t{1 - int(row['id'][1]) % 2}\n" for row in told)
    (folder / "labels.tsv").write_text(labels, encoding="utf-8")
    assert main(["firsthand/crisislex", "--runs", str(runs)]) == 0
    said = capsys.readouterr().out
    for contender in ("words, trained", "words and characters, trained", "our marks, trained", "our marks, words and"):
        line = next(line for line in said.splitlines() if line.strip().startswith(contender))
        assert line.split()[-6] == "1.000", line


def test_the_trivial_rule_wants_both_signs() -> None:
    assert [firsthand.plain(text) for text in ("I walked home", "I walk", "walked", "walk")] == [1.0, 0.5, 0.5, 0.0]


def test_whom_to_follow_is_ranked_among_all_accounts_beside_the_usual_ways(
    root: Path, runs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = root / follow.NAME
    folder.mkdir(parents=True)
    edges = [(1, 2), (1, 3), (2, 4), (3, 4), (2, 5), (6, 1), (7, 5), (8, 2), (8, 3), (8, 5)]
    number = arro3.core.DataType.int32()
    for name, columns in (
        ("edges", {"src": [one for one, _ in edges], "dst": [other for _, other in edges]}),
        ("accounts", {"id": list(range(1, 10))}),
    ):
        held: dict[str, Any] = {column: arro3.core.Array(values, type=number) for column, values in columns.items()}
        arro3.io.write_parquet(arro3.core.Table.from_pydict(held), folder / f"{name}.parquet")
    (folder / "test.tsv").write_text("1\t4\n8\t4\n99\t1\n", encoding="utf-8")
    assert main([follow.NAME, "--runs", str(runs)]) == 0
    said = capsys.readouterr().out
    assert "3 people, 10 followings, 9 accounts, all ranked" in said
    assert "of the half nothing was chosen on" in said
    for path in (runs / "follow" / "fediverse").iterdir():
        found = _run(path)
        assert not {"1", "2", "3"} & set(found.get("1", ())), path.stem
    assert _run(runs / "follow" / "fediverse" / "ours.run")["8"][0] == "4"
    assert _run(runs / "follow" / "fediverse" / "Adamic-Adar.run")["1"][0] == "4"
    assert next(line for line in said.splitlines() if line.startswith("  ours ")).split()[1] == "0.667"
