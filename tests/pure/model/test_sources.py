import pytest

from outward.model import Source


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (Source("bluesky", "tag", "internalcomms"), "bluesky #internalcomms"),
        (Source("feeds", "feed", "https://a.example/feed"), "feed https://a.example/feed"),
        (Source("mastodon", "home", "home"), "mastodon home"),
        (Source("bluesky", "timeline", ""), "bluesky timeline"),
        (Source("youtube", "channel", "UCx"), "youtube channel UCx"),
    ],
)
def test_a_source_is_named_as_people_say_it(source: Source, said: str) -> None:
    assert str(source) == said
