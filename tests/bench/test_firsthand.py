"""The figures that are promised of first-hand experience, on the sample and through the product's own verbs."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from bench.evaluate import firsthand, regression
from typer.testing import CliRunner

from outward.app.demo import prepare
from outward.app.home import Home
from outward.cli.commands import app


@pytest.fixture(scope="module")
def given() -> list[firsthand.Answer]:
    return firsthand.answers()


def test_labels_are_many_and_fall_into_two_halves() -> None:
    judged = firsthand.judged_sentences()
    assert len(judged) >= 250
    assert {each.label for each in judged} == {"did", "advised", "comments", "asks", "personal"}
    assert Counter(firsthand.held_out(each.url) for each in judged)[True] >= 200


def test_did_it_is_told_as_labelled_on_the_half_that_was_held_out() -> None:
    row = next(row for row in firsthand.sentences_table().rows if row[0] == "held out")
    assert float(str(row[-1])) >= 0.80


def test_most_questions_find_one_who_truly_did_it(given: list[firsthand.Answer]) -> None:
    assert len(given) >= 20
    assert sum(answer.right for answer in given) >= 0.9 * len(given)


def test_nobody_asleep_and_no_vendor_is_offered(given: list[firsthand.Answer]) -> None:
    never = firsthand.sleepers() | firsthand.vendors()
    assert {"Evander Starling-Vane", "Zibblewall Intranet", "Quote Otter (automated)"} <= never
    assert not {person.name for answer in given for person in answer.people} & never


def test_who_forbids_search_is_not_offered_though_she_did_it(given: list[firsthand.Answer]) -> None:
    assert "Wrenna Oddfellow-Pike" not in {person.name for answer in given for person in answer.people}


def test_every_one_offered_for_experience_is_shown_with_proof(given: list[firsthand.Answer]) -> None:
    for answer in given:
        for person in answer.people:
            assert person.evidence, (answer.question, person.name)
            assert all(passage.url and passage.sentence for passage in person.evidence)


def test_the_command_shows_the_proving_sentence_with_link_and_what_it_states(tmp_path: Path) -> None:
    with Home(tmp_path) as home:
        prepare(home, now=datetime.now(UTC))
    asked = ["--home", str(tmp_path), "whom", "--experience", "has communicated a redundancy round", "--json"]
    said = json.loads(CliRunner().invoke(app, asked).stdout)
    proofs = [proof for person in said["learn_from"] for proof in person["evidence"]]
    assert any(proof["label"] == "did it" and proof["event"] == "redundancies" for proof in proofs)
    assert all(proof["url"].startswith("https://") and proof["at"] for proof in proofs)


def test_a_regression_learns_across_groups_what_they_share() -> None:
    texts = [
        "I felt it here",
        "the minister said",
        "I felt it again",
        "the police said",
        "we felt it",
        "a minister said",
    ] * 3
    truth = np.asarray([1.0, 0.0, 1.0, 0.0, 1.0, 0.0] * 3)
    groups = [group for group in "abc" for _ in range(6)]
    parts = [
        regression.weighed([list(pieces(text)) for text in texts], 2)
        for pieces in (regression.words, regression.characters)
    ]
    scored, called = regression.across(groups, truth, parts, 0.1)
    assert min(scored[truth == 1]) > max(scored[truth == 0])
    assert called.tolist() == (truth == 1).tolist()
