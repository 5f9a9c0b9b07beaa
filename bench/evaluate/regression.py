"""Logistic regression by scipy, and words and characters as its columns: public baselines for texts of two sorts."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

Column = NDArray[np.float64]
_PIECE = re.compile(r"\w+|[!?]")


def words(text: str) -> Iterator[str]:
    """Words and pairs of words, in small letters."""
    said = _PIECE.findall(text.lower())
    yield from said
    yield from (f"{one} {other}" for one, other in pairwise(said))


def characters(text: str) -> Iterator[str]:
    """Runs of three to five characters."""
    said = f" {' '.join(text.lower().split())} "
    for length in (3, 4, 5):
        yield from (f"#{said[at : at + length]}" for at in range(len(said) - length + 1))


def weighed(texts: Sequence[Sequence[str]], least: int) -> Any:
    """Pieces as columns: (1 + log count) · idf, each row of length 1; pieces that at least `least` texts hold.

    How rare a piece is comes from all texts, tried ones too; their labels are not looked at.
    """
    spread = Counter(piece for pieces in texts for piece in set(pieces))
    place = {piece: number for number, piece in enumerate(p for p, count in spread.items() if count >= least)}
    rows, columns, values = [], [], []
    for number, pieces in enumerate(texts):
        for piece, count in Counter(pieces).items():
            if piece in place:
                rows.append(number)
                columns.append(place[piece])
                values.append((1 + np.log(count)) * (np.log((1 + len(texts)) / (1 + spread[piece])) + 1))
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(len(texts), max(1, len(place))))
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.maximum(length, 1e-9)) @ matrix)


def fitted(columns: Any, truth: Column, penalty: float, start: Column) -> Column:
    """Weights of a logistic regression, the constant last; `penalty` / 2 · Σ w² is added to the loss."""

    def loss(weights: Column) -> tuple[float, Column]:
        z = columns @ weights[:-1] + weights[-1]
        missed = 1 / (1 + np.exp(-np.clip(z, -500, 500))) - truth
        slope = np.append(columns.T @ missed + penalty * weights[:-1], missed.sum())
        return float(np.logaddexp(0, -z * (2 * truth - 1)).sum() + penalty / 2 * (weights[:-1] ** 2).sum()), slope

    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200, "ftol": 1e-6}).x)


def across(
    groups: Sequence[str], truth: Column, parts: Sequence[Any], penalty: float
) -> tuple[Column, NDArray[np.bool_]]:
    """The score of every text by a regression on all other groups, and whether it is called.

    `parts` are columns, side by side. Of each group as large a share is called as is true in the groups learned from:
    the same rule for every contender.
    """
    columns = sparse.csr_matrix(sparse.hstack([sparse.csr_matrix(part) for part in parts]))
    names = np.asarray(groups)
    scores, called = np.zeros(len(truth)), np.zeros(len(truth), dtype=bool)
    weights = np.zeros(columns.shape[1] + 1)
    for group in sorted(set(groups)):
        train, test = np.flatnonzero(names != group), np.flatnonzero(names == group)
        weights = fitted(columns[train], truth[train], penalty, weights)
        scores[test] = columns[test] @ weights[:-1] + weights[-1]
        called[test] = highest(scores[test], float(truth[train].mean()))
    return scores, called


def highest(scores: Column, share: float) -> NDArray[np.bool_]:
    """The texts of the highest scores, `share` of them all."""
    called = np.zeros(len(scores), dtype=bool)
    called[np.argsort(-scores, kind="stable")[: round(share * len(scores))]] = True
    return called
