import json
import logging
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.errors import BusyStoreError, CorruptStoreError, StoreError
from outward.index import Index, encoder
from outward.index.vectors import WIDTH, Vectors


@dataclass(frozen=True)
class Doc:
    doc: int
    seq: int
    text: str
    gone: bool = False


MERGER = [
    Doc(1, 1, "How we told 4,000 people about the acquisition on day one"),
    Doc(2, 1, "A recipe for lemon cake"),
    Doc(3, 2, "Merger communication: what the town hall could not answer"),
]


def filled(folder: Path, docs: list[Doc]) -> Index:
    index = Index(folder)
    index.add([docs])
    return index


def test_words_find_whatever_their_ending_case_or_accent(tmp_path: Path) -> None:
    index = filled(tmp_path, [*MERGER, Doc(4, 2, "Café communications")])
    assert [hit.doc for hit in index.search("ACQUISITIONS", 5)] == [1]
    assert [hit.doc for hit in index.search("cafe", 5)] == [4]
    assert {hit.doc for hit in index.search("communicating", 5)} == {3, 4}


def test_scores_fall_from_best_to_last(tmp_path: Path) -> None:
    scores = [hit.score for hit in filled(tmp_path, MERGER).search("merger town hall people", 5)]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 2


@pytest.mark.parametrize("text", ["", "the of and", "🙂🙂", '((( AND OR " : ^', "x" * 300_000, "word " * 10_000])
def test_any_text_is_a_query(tmp_path: Path, text: str) -> None:
    assert filled(tmp_path, MERGER).search(text, 5) == []


def test_meaning_is_nearer_than_chance(tmp_path: Path) -> None:
    index = filled(tmp_path, MERGER)
    buying, cake, merger = index.similarity("one company buys another", [1, 2, 3])
    assert merger > cake
    assert buying > cake
    assert index.similarity("anything", [77]) == [0.0]


def test_documents_are_replaced_and_taken_out(tmp_path: Path) -> None:
    index = filled(tmp_path, MERGER)
    index.add([[Doc(1, 3, "Now about measurement"), Doc(3, 3, "", gone=True)]])
    assert [hit.doc for hit in index.search("acquisition merger", 5)] == []
    assert [hit.doc for hit in index.search("measurement", 5)] == [1]
    assert index.held == 3


def test_a_second_opening_finds_what_the_first_wrote(tmp_path: Path) -> None:
    filled(tmp_path, MERGER)
    again = Index(tmp_path)
    assert again.held == 2
    assert [hit.doc for hit in again.search("cake", 5)] == [2]


def test_a_run_that_broke_off_is_made_good_by_the_next(tmp_path: Path) -> None:
    filled(tmp_path, MERGER)
    note = tmp_path / "held.json"
    note.write_text(json.dumps({**json.loads(note.read_text()), "clean": False, "seq": 0}))
    again = Index(tmp_path)
    again.add([MERGER])
    assert [hit.doc for hit in again.search("cake", 5)] == [2]
    assert again.held == 2


def test_a_batch_that_ends_inside_a_write_is_read_again_from_that_write(tmp_path: Path) -> None:
    index = Index(tmp_path)

    def broken() -> "list[list[Doc]]":
        raise ConnectionError

    def batches() -> "object":
        yield MERGER[:1]
        broken()

    with pytest.raises(ConnectionError):
        index.add(batches())  # type: ignore[arg-type]
    assert Index(tmp_path).held == 0


def test_a_note_that_cannot_be_read_only_costs_time(tmp_path: Path) -> None:
    filled(tmp_path, MERGER)
    (tmp_path / "held.json").write_text("{")
    again = Index(tmp_path)
    again.add([MERGER])
    assert len(again.search("cake", 5)) == 1


def test_clearing_forgets_everything(tmp_path: Path) -> None:
    index = filled(tmp_path, MERGER)
    index.clear()
    assert index.held == 0
    index.add([MERGER[:1]])
    assert index.search("cake", 5) == []
    assert [hit.doc for hit in index.search("acquisition", 5)] == [1]


def test_two_writers_at_once_are_told_apart_by_a_sentence(tmp_path: Path) -> None:
    import tantivy

    index = filled(tmp_path, MERGER)
    writer = tantivy.Index.open(str(tmp_path / "words")).writer(heap_size=15_000_000, num_threads=1)
    with pytest.raises(BusyStoreError, match="Another Outward"):
        index.add([[Doc(9, 9, "more")]])
    writer.wait_merging_threads()


def test_a_damaged_index_is_one_sentence_and_can_be_made_again(tmp_path: Path) -> None:
    filled(tmp_path, MERGER)
    (tmp_path / "words" / "meta.json").write_text("{")
    damaged = Index(tmp_path)
    with pytest.raises(CorruptStoreError, match="doctor --rebuild"):
        damaged.search("cake", 5)
    damaged.clear()
    damaged.add([MERGER])
    assert [hit.doc for hit in damaged.search("cake", 5)] == [2]


def test_an_index_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    index = filled(tmp_path, MERGER)
    shutil.rmtree(tmp_path / "words")
    with pytest.raises(StoreError, match="cannot be written"):
        index.add([[Doc(9, 9, "more")]])


def test_loading_the_encoder_leaves_logging_as_it_was() -> None:
    script = (
        "import logging; from outward.index.encoder import packaged; packaged()(['a']);"
        "print(logging.getLogger().handlers, logging.getLogger().level)"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert said.strip() == f"[] {logging.WARNING}"


changes = st.lists(
    st.lists(
        st.tuples(st.integers(1, 8), st.sampled_from(["merger", "cake", "town hall", ""]), st.booleans()),
        min_size=1,
        max_size=4,
        unique_by=lambda change: change[0],
    ),
    max_size=5,
)


@settings(deadline=None, max_examples=25)
@given(changes)
def test_added_bit_by_bit_it_holds_the_same_as_rebuilt(
    tmp_path_factory: pytest.TempPathFactory, writes: list[list[tuple[int, str, bool]]]
) -> None:
    bit_by_bit = Index(tmp_path_factory.mktemp("bits"))
    last: dict[int, Doc] = {}
    for seq, write in enumerate(writes, start=1):
        docs = [Doc(doc, seq, text, gone) for doc, text, gone in write]
        bit_by_bit.add([docs])
        last.update({d.doc: d for d in docs})
    rebuilt = Index(tmp_path_factory.mktemp("whole"))
    whole = sorted(last.values(), key=lambda d: (d.seq, d.doc))
    rebuilt.add([whole] if whole else [])
    for query in ("merger", "cake", "hall"):
        assert {h.doc for h in bit_by_bit.search(query, 50)} == {h.doc for h in rebuilt.search(query, 50)}
    kept = [d.doc for d in whole if not d.gone]
    assert bit_by_bit.similarity("merger", kept) == rebuilt.similarity("merger", kept)
    assert bit_by_bit.held == rebuilt.held


def test_two_programs_on_one_folder_see_what_the_other_wrote_and_hold_nothing_twice(tmp_path: Path) -> None:
    desk, line = filled(tmp_path, MERGER[:2]), Index(tmp_path)
    assert line.held == 1
    line.add([MERGER[2:]])
    assert desk.held == 2
    assert [hit.doc for hit in desk.search("merger", 5)] == [3]
    assert desk.similarity("merger", [3])[0] > 0
    late = Index(tmp_path)
    line.add([[Doc(4, 3, "Merger of two unions")]])
    late.add([[Doc(4, 3, "Merger of two unions")]])  # it had looked before the other wrote
    assert sorted(hit.doc for hit in late.search("merger", 9)) == [3, 4]
    assert late.held == line.held == 3


def test_who_finds_another_writing_leaves_its_note_alone(tmp_path: Path) -> None:
    import tantivy

    index = filled(tmp_path, MERGER)
    noted = (tmp_path / "held.json").read_bytes()
    writer = tantivy.Index.open(str(tmp_path / "words")).writer(heap_size=15_000_000, num_threads=1)
    with pytest.raises(BusyStoreError):
        index.add([[Doc(9, 9, "more")]])
    writer.wait_merging_threads()
    assert (tmp_path / "held.json").read_bytes() == noted


def test_the_nearest_of_all_are_found_in_order(tmp_path: Path) -> None:
    told = [Doc(1, 1, "a merger of two companies"), Doc(2, 2, "sourdough bread"), Doc(3, 3, "")]
    index = filled(tmp_path, told)
    assert index.nearest("an acquisition of a company", 5)[0] == 1
    assert index.nearest("an acquisition of a company", 1) == [1]
    assert 3 not in index.nearest("bread", 5)
    assert index.nearest("bread", 0) == []


def test_nothing_is_near_in_an_empty_index(tmp_path: Path) -> None:
    assert Index(tmp_path).nearest("bread", 5) == []


def test_words_of_like_meaning_are_akin(tmp_path: Path) -> None:
    index = Index(tmp_path)
    same, like, other, empty = index.akin(["acquisition"], ["the Acquisition", "a merger", "bread and butter", "..."])
    assert same[0] > 0.99 > like[0] > other[0] >= empty[0] == 0.0
    assert index.akin([], ["a"]) == [[]]
    assert index.akin(["a"], []) == []
    assert index.akin(["a"], ["!"]) == [[0.0]]


def test_more_words_than_are_remembered_are_compared_too(monkeypatch: pytest.MonkeyPatch) -> None:
    before = encoder.packaged().akin(["bread"], ["sourdough bread", "a starter of rye"])
    monkeypatch.setattr(encoder, "REMEMBERED", 3)
    fresh = encoder.Packaged()
    for _ in range(2):
        assert fresh.akin(["bread"], ["sourdough bread", "a starter of rye"]) == pytest.approx(before, abs=1e-6)
    assert fresh.akin(["bread"], ["bread"])[0][0] == pytest.approx(1.0)


@pytest.mark.parametrize("rows", [1, 2_047, 2_048, 2_049, 9_001])
def test_the_nearest_are_the_same_as_by_comparing_all_at_once(tmp_path: Path, rows: int) -> None:
    made = np.random.default_rng(rows)
    held = made.integers(-127, 128, (rows, WIDTH), dtype=np.int8)
    held[rows // 2] = 0  # one without words
    (tmp_path / "vectors.i8").write_bytes(held.tobytes())
    vectors = Vectors(tmp_path / "vectors.i8")
    query = made.normal(size=WIDTH)
    vectors.__dict__["_encoder"] = lambda texts: np.array([query for _ in texts], dtype=np.float32)
    products = held.astype(np.float64) @ query
    expected = [doc for doc in np.argsort(-products).tolist() if products[doc] > 0][:50]
    assert vectors.nearest("anything", 50) == expected
