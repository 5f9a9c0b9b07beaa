"""Labelled sets: files of posts, questions and people, and the program's own answers as run files to be scored."""

from outward.app.labelled.answering import ROOMS, Evaluated, evaluate
from outward.app.labelled.files import Query, Row
from outward.app.labelled.filled import Filled, fill

__all__ = ["ROOMS", "Evaluated", "Filled", "Query", "Row", "evaluate", "fill"]
