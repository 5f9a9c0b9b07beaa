"""Minutes are whole, at least one, and say when they are estimated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outward.model import Form, Resource, Setting
from outward.when.minutes import TYPICAL, counted, fit, minutes


def resource(form: Form, text: str = "", words: int | None = None, seconds: int | None = None) -> Resource:
    return Resource(url="https://a.example", form=form, text=text, words=words, seconds=seconds)


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (resource(Form.ARTICLE, words=1190), (6, False)),
        (resource(Form.ARTICLE, words=1), (1, False)),
        (resource(Form.ARTICLE), (6, True)),
        (resource(Form.ARTICLE, words=-5), (6, True)),
        (resource(Form.ARTICLE, text="word " * 2380), (12, True)),
        (resource(Form.ARTICLE, seconds=600), (10, False)),
        (resource(Form.ARTICLE, seconds=0), (6, True)),
        (resource(Form.VIDEO, seconds=61, words=5000), (2, False)),
        (resource(Form.VIDEO), (8, True)),
        (resource(Form.EPISODE, seconds=-1), (25, True)),
        (resource(Form.THREAD, text="word " * 476), (3, False)),
        (resource(Form.THREAD), (3, True)),
        (resource(Form.POST, text="short"), (1, False)),
        (resource(Form.POST), (1, True)),
    ],
)
def test_minutes_follow_words_media_or_what_is_typical(what: Resource, expected: tuple[int, bool]) -> None:
    assert minutes(what) == expected


@given(
    st.sampled_from(Form),
    st.none() | st.integers(-10, 10**6),
    st.none() | st.integers(-10, 10**6),
    st.text(max_size=50),
)
def test_minutes_are_never_less_than_one(form: Form, words: int | None, seconds: int | None, text: str) -> None:
    taken, estimated = minutes(resource(form, text, words, seconds))
    assert taken >= 1
    assert not estimated or taken >= TYPICAL[form]


@given(st.sampled_from([*Form, "person", "takeaway", "unheard of"]), st.sampled_from(Setting))
def test_fit_is_a_share(form: str, setting: Setting) -> None:
    assert 0 <= fit(form, setting) <= 1


def test_hands_busy_hears_and_no_sound_reads() -> None:
    assert fit("episode", Setting.LISTEN) == 1
    assert fit("article", Setting.LISTEN) == fit("person", Setting.LISTEN) == 0
    assert fit("article", Setting.READ) == 1
    assert fit("video", Setting.READ) == fit("episode", Setting.READ) == 0
    assert fit("video", Setting.DESK) == 1 > fit("episode", Setting.DESK)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("two words", 2),
        ("Übernahme heißt das", 3),
        ("合併を社員に伝える", 5),
        ("x" * 100_000, 1),
        ("🙂 🙂", 2),
    ],
)
def test_words_are_counted_in_scripts_without_spaces_too(text: str, words: int) -> None:
    assert counted(text) == words


def test_a_long_text_without_spaces_takes_its_minutes() -> None:
    post = Resource(url="https://a.example", form=Form.POST, text="合併" * 2_000)
    assert minutes(post)[0] > 5
