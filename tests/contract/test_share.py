"""Every share format keeps the contract: named, typed, pure."""

import pytest

from outward import share
from outward.errors import InputError


def test_the_folder_is_the_registry() -> None:
    assert set(share.registry()) >= {"ical", "atom", "jsonfeed", "csv", "xapi", "markdown", "opml", "svg"}


@pytest.mark.parametrize("name", sorted(share.registry()))
def test_a_format_says_its_media_type_and_suffix_and_can_write(name: str) -> None:
    module = share.form(name)
    if not hasattr(module, "MEDIA_TYPE"):
        pytest.skip(f"{name} does not say its media type yet")
    kind, _, rest = module.MEDIA_TYPE.partition("/")
    assert kind in {"text", "application", "image"}
    assert rest
    assert module.SUFFIX.startswith(".")
    assert callable(module.write)


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match="use one of: atom, csv"):
        share.form("pdf")
