"""The evaluation of kinds: labels of texts that exist, no family of texts on both sides, figures that can be redone."""

from collections import Counter

import pytest
from bench.evaluate import kinds
from bench.evaluate.__main__ import main

from outward.model import Kind


def test_the_labels_are_kinds_of_texts_that_exist() -> None:
    labels = Counter(label for label, _ in kinds.labelled())
    assert labels.total() >= 320
    assert set(labels) == {*map(str, Kind), kinds.NONE}
    urls = [line.split("\t")[0] for line in kinds.LABELS.read_text(encoding="utf-8").splitlines()]
    assert len(set(urls)) == len(urls)


def test_texts_that_begin_alike_are_on_one_side() -> None:
    assert kinds.held_out("one two three four five") == kinds.held_out("one two three four\nsix seven")
    sides = Counter(kinds.held_out(text) for _, text in kinds.labelled())
    assert min(sides.values()) > 150


def test_the_table_counts_what_was_told_and_what_was_labelled() -> None:
    table = kinds.table()
    told = [kinds.kind(text) for label, text in kinds.labelled() if kinds.held_out(text)]
    rows = {str(row[0]): row for row in table.rows}
    assert {name: row[2] for name, row in rows.items()} == {name: told.count(name) for name in rows}
    assert sum(int(row[1] or 0) for row in rows.values()) == len(told)
    assert float(str(rows["case"][3])) >= 0.7
    assert float(str(rows["personal"][3])) >= 0.85


def test_it_is_a_set_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kinds"]) == 0
    assert "held out" in capsys.readouterr().out
