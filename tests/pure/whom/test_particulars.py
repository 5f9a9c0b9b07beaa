import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.whom.first_hand.particulars import Particulars, in_context, stated


@pytest.mark.parametrize(
    ("sentence", "role", "event", "time", "scale"),
    [
        (
            "As head of communications I ran day one when we were bought in March 2023, 9,000 staff in four countries.",
            "head of communications", "acquisition", "in March 2023", "9,000 staff, four countries",
        ),
        ("I led internal communication for 22,000 people.", "led internal communication", "", "", "22,000 people"),
        ("I was responsible for all letters.", "responsible for all letters", "", "", ""),
        (
            "In our third redundancy round last spring we forgot seven people.",
            "", "redundancies", "last spring", "seven people",
        ),
        ("We merged two hospitals two years ago.", "", "merger", "two years ago", "two hospitals"),
        (
            "Im Februar 2024 wurde die Firma verkauft, 700 Leute an drei Standorten.",
            "", "sale", "Im Februar 2024", "700 Leute, drei Standorten",
        ),
        (
            "Vor zwei Jahren habe ich die Kommunikation geleitet.",
            "die Kommunikation geleitet", "", "Vor zwei Jahren", "",
        ),
        (
            "Quand nos mutuelles ont fusionné en 2023, j'ai dirigé la communication.",
            "dirigé la communication", "merger", "en 2023", "",
        ),
        (
            "Cuando nos compraron en 2022 éramos 1.800 personas y tres turnos.",
            "", "acquisition", "en 2022", "1.800 personas, tres turnos",
        ),
        (
            "Toen het bedrijf in 2021 werd overgenomen, waren we met 300 medewerkers.",
            "", "acquisition", "in 2021", "300 medewerkers",
        ),
        ("I introduced four chief executives in six years.", "introduced four chief executives", "new leader", "", ""),
        ("For our last go-live we asked each hall.", "", "system launch", "", ""),
        ("“As head of comms I ran the merger in 2019,” she said.", "", "", "", ""),
        ("Cake is nice.", "", "", "", ""),
    ],
)  # fmt: skip
def test_role_event_time_and_scale_are_read_where_stated(
    sentence: str, role: str, event: str, time: str, scale: str
) -> None:
    assert stated(sentence) == Particulars(role=role, event=event, time=time, scale=scale)


def test_of_two_events_the_first_named_counts() -> None:
    assert stated("After the merger came the redundancies.").event == "merger"


def test_event_and_time_are_taken_over_from_before_role_and_scale_only_from_the_sentence_before() -> None:
    said = ("When we were acquired in 2023 I led communication for 400 people.", "It was loud.", "It rained.")
    assert in_context(said, 1) == Particulars(
        role="led communication", event="acquisition", time="in 2023", scale="400 people"
    )
    assert in_context(said, 2) == Particulars(event="acquisition", time="in 2023", role="", scale="")


@settings(deadline=None)
@given(st.text(max_size=300))
def test_what_is_stated_are_words_of_the_sentence(text: str) -> None:
    read = stated(text)
    assert all(word in text for word in (*read.role.split(), *read.time.split()))
