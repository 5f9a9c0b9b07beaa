"""The page on which a goal is understood: seen, changed by forms, taken back."""

from tests.doors.desks import Browser, words


def topics(desk: Browser) -> list[str]:
    return [
        str(field.get("value"))
        for form in desk.see("/understood").xpath('//form[input[@name="action" and @value="drop"]]')
        for field in form.xpath('input[@name="words"]')
    ]


def test_topics_are_added_dropped_and_taken_back(full: Browser) -> None:
    before = topics(full)
    added = full.send("/understood", action="add", words="question box of ours")
    assert "I listen for that, too. Now: " in words(added)
    assert topics(full) == [*before, "question box of ours"]
    assert "I do not listen for that any more." in words(full.send("/understood", action="drop", words=before[0]))
    assert before[0] not in topics(full)
    for _ in range(2):
        assert "Taken back." in words(full.send("/understood", action="undo"))
    assert topics(full) == before


def test_what_her_field_says_waits_to_be_ticked(full: Browser) -> None:
    boxes = full.see("/understood").xpath('//form[input[@value="accept"]]//input[@type="checkbox"]')
    assert boxes
    assert not any(box.get("checked") for box in boxes)
    first = str(boxes[0].get("value"))
    assert first not in topics(full)
    full.send("/understood", action="accept", words=first)
    assert first in topics(full)


def test_more_like_this_from_the_list_shows_on_the_page_of_the_goal(full: Browser) -> None:
    (form, *_) = full.see("/what").xpath('//form[input[@name="action" and @value="like"]]')
    url = str(form.xpath('input[@name="words"]')[0].get("value"))
    assert "More like this from now on." in words(full.send("/understood", action="like", words=url, back="/what"))
    assert "You want more like" in words(full.see("/understood"))
    assert "It is no example any more." in words(full.send("/understood", action="unlike", words=url))
    assert "You want more like" not in words(full.see("/understood"))


def test_kind_and_languages_are_kept_and_wrong_ones_refused_in_a_sentence(full: Browser) -> None:
    full.send("/understood", action="kind", words="how-to")
    full.send("/understood", action="languages", words="en DE")
    page = full.see("/understood")
    assert page.xpath('//select[@id="kind"]/option[@selected]')[0].text_content() == "how-to"
    assert page.xpath('//input[@id="languages"]')[0].get("value") == "en de"
    assert "is no language" in words(full.send("/understood", status=400, action="languages", words="english!"))
    assert "nothing that can be done to a goal" in words(full.send("/understood", status=400, action="x", words="y"))
    assert "That is so already." in words(full.send("/understood", action="kind", words="how-to"))


def test_before_anything_is_read_nothing_is_proposed(answered: Browser) -> None:
    assert "What I listen for" not in words(answered.see("/understood"))
