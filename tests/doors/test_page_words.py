import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.model import Reason
from outward.web import words as said


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://", "http://[", "", "ftp://a.test/", "https://a.test/\n"]
)
def test_what_is_no_web_address_is_no_link(url: str) -> None:
    assert said.link(url) is None


@given(st.lists(st.floats(-60, 60).map(lambda points: round(points, 4)), min_size=1, max_size=12))
def test_points_as_shown_add_up_to_the_score_as_shown(points: list[float]) -> None:
    rows = said.table([Reason("a stage", value, "A sentence.") for value in points], sum(points))
    assert f"{sum(shown for _, shown in rows):.1f}".replace("-0.0", "0.0") == f"{sum(points):.1f}".replace(
        "-0.0", "0.0"
    )
    assert all(abs(shown - reason.points) < 0.1 + 1e-9 for reason, shown in rows)


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("Nothing is planned; 'outward plan' plans the coming week.", "the Today page"),
        ("Start with 'outward ask --what x'.", "the Ask page"),
        ("See 'outward doctor'.", "'outward doctor'"),
    ],
)
def test_sentences_name_pages_where_there_is_one_for_the_command(sentence: str, shown: str) -> None:
    assert shown in said.on_pages(sentence)


@pytest.mark.parametrize(
    ("name", "letters"), [("Ottoline Quillfeather", "OQ"), ("ann", "A"), ("A b C", "AC"), ("", "?"), ("@!", "?")]
)
def test_a_person_without_a_picture_has_initials(name: str, letters: str) -> None:
    assert said.initials(name) == letters


def test_an_address_nobody_can_read_has_no_host() -> None:
    assert said.host("http://[") == ""
    assert said.host("https://www.a.example/x") == "a.example"
