"""The words of one video, fetched when she opens it; each way it can fail is one clear sentence."""

import json
from collections.abc import Collection, Iterator
from importlib.resources import files
from typing import Any

import httpx
import msgspec
import pytest

from outward.errors import CredentialsError, MalformedError, NotThereError, OutwardError, RateLimitError, TroubleError
from outward.fetch import Fetch
from outward.model import Form, Resource, Source
from outward.networks import youtube
from tests.data import data
from tests.networks.web_server import Clock, Reply, Web, clock, web

__all__ = ["clock", "web"]

VIDEO = "aaaaaaaaaaa"
WATCH = f"https://www.youtube.com/watch?v={VIDEO}"
SOURCE = Source("youtube", "transcript", VIDEO)
HOST = "www.youtube.com"
PAGE = Reply(body=b'<html><script>{"INNERTUBE_API_KEY": "abc"}</script></html>')
PLAYER = "/youtubei/v1/player?key=abc"


class _Led(httpx.BaseTransport):
    """YouTube's one host led to the server of the test; the door beyond it is the real one."""

    def __init__(self, door: httpx.BaseTransport, host: str) -> None:
        self._door, self._host = door, host

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert request.url.host == HOST
        url = str(request.url).replace(f"https://{HOST}", f"http://{self._host}", 1)
        headers = [(k, v) for k, v in request.headers.items() if k != "host"]
        return self._door.handle_request(httpx.Request(request.method, url, headers=headers, content=request.read()))


class _LedFetch(Fetch):
    """A door whose only way to YouTube ends at the server of the test."""

    host = ""

    def transport(self, *, may_post: Collection[str] = ()) -> httpx.BaseTransport:
        assert all(place == f"{HOST}/youtubei/v1/player" for place in may_post)
        return _Led(super().transport(may_post=[place.replace(HOST, self.host) for place in may_post]), self.host)


@pytest.fixture
def fetch(web: Web, clock: Clock) -> Iterator[Fetch]:
    with _LedFetch(allow=frozenset({web.host}), timeout=5.0, wait=clock.wait, now=clock.now) as made:
        made.host = web.host
        yield made


def _track(code: str, url: str, *, heard: bool = False) -> dict[str, Any]:
    return {
        "baseUrl": url,
        "languageCode": code,
        "name": {"runs": [{"text": code}]},
        **({"kind": "asr"} if heard else {}),
    }


def _player(*tracks: dict[str, Any]) -> Reply:
    details = {
        "videoId": VIDEO,
        "title": "How we told everybody",
        "channelId": "UCaaaaaaaaaaaaaaaaaaaaaa",
        "author": "Quiet Offices",
        "lengthSeconds": "600",
        "shortDescription": "0:00 Before\n1:00 The day\n5:00 After",
    }
    said = {
        "playabilityStatus": {"status": "OK"},
        "videoDetails": details,
        "captions": {"playerCaptionsTracklistRenderer": {"captionTracks": list(tracks)}},
    }
    return Reply(body=json.dumps(said).encode())


def _words(web: Web, path: str, *lines: tuple[float, str]) -> str:
    text = "".join(f'<text start="{start}" dur="2">{words}</text>' for start, words in lines)
    web.says(path, Reply(body=f"<transcript>{text}</transcript>".encode(), headers={"content-type": "text/xml"}))
    return f"https://{HOST}{path}"


def _open(fetch: Fetch) -> Any:
    (page,) = youtube.pages(fetch, youtube.Settings(), SOURCE, "")
    return youtube.parse(page.raw, SOURCE)


def test_a_video_is_opened_until_its_words_are_held() -> None:
    assert youtube.opens(Resource(url=WATCH, form=Form.VIDEO)) == SOURCE
    assert youtube.opens(Resource(url=WATCH, form=Form.VIDEO, text="held", words=1)) is None
    assert youtube.opens(Resource(url="https://example.org/a", form=Form.ARTICLE)) is None
    assert youtube.opens(Resource(url="https://www.youtube.com/@someone", form=Form.ARTICLE)) is None


def test_words_come_by_chapters_in_the_language_that_is_spoken(web: Web, fetch: Fetch) -> None:
    web.says(f"/watch?v={VIDEO}", PAGE)
    spoken = _words(
        web, "/t?lang=de", (0, "Guten &amp;amp; Morgen."), (61, "Am Tag &lt;b&gt;selbst&lt;/b&gt;"), (301, "Danach.")
    )
    web.says(PLAYER, _player(_track("en", "https://x.example/"), _track("de", spoken), _track("de", "", heard=True)))
    said = _open(fetch)
    (resource,), (account,) = said.resources, said.accounts
    assert resource.text.split("\n") == ["Before", "Guten & Morgen.", "The day", "Am Tag selbst", "After", "Danach."]
    assert (resource.url, resource.lang, resource.captions, resource.seconds) == (WATCH, "de", True, 600)
    assert (resource.words, resource.title, resource.author) == (10, "How we told everybody", account.id)
    assert [chapter.start for chapter in resource.chapters] == [0, 60, 300]
    assert youtube.opens(resource) is None
    assert {method for method, _ in fetch.asked} == {"GET", "POST"}


def test_wherever_an_answer_points_only_youtube_is_asked(web: Web, fetch: Fetch) -> None:
    web.says(f"/watch?v={VIDEO}", PAGE)
    web.says(PLAYER, _player(_track("en", f"{web.url}/elsewhere")))
    with pytest.raises(MalformedError, match="browser"):
        _open(fetch)
    assert not [asked for asked in web.asked if asked.path == "/elsewhere"]


def test_consent_is_given_once_where_youtube_asks_for_it(web: Web, fetch: Fetch) -> None:
    asks = Reply(body=b'<form action="https://consent.youtube.com/s"><input name="v" value="cb"></form>')
    web.says(f"/watch?v={VIDEO}", asks, PAGE)
    web.says(PLAYER, _player(_track("en", _words(web, "/t", (0, "Hello.")))))
    assert _open(fetch).resources[0].text.endswith("Hello.")
    assert "CONSENT=YES+cb" in web.asked[1].headers["cookie"]


def _asset(name: str) -> bytes:
    return files("youtube_transcript_api").joinpath("test", "assets", name).read_bytes()


@pytest.mark.parametrize(
    ("page", "player", "error", "words"),
    [
        ("youtube_consent_page.html.static", "", CredentialsError, "consent"),
        ("youtube_consent_page_invalid.html.static", "", CredentialsError, "consent"),
        ("youtube_too_many_requests.html.static", "", RateLimitError, "too many requests"),
        ("", "youtube_transcripts_disabled.innertube.json.static", NotThereError, "no subtitles"),
        ("", "youtube_transcripts_disabled2.innertube.json.static", NotThereError, "no subtitles"),
        ("", "youtube_age_restricted.innertube.json.static", CredentialsError, "adults"),
        ("", "youtube_video_unavailable.innertube.json.static", NotThereError, "no longer there"),
        ("", "youtube_unplayable.innertube.json.static", NotThereError, "does not play"),
        ("", "youtube_request_blocked.innertube.json.static", RateLimitError, "refuses programs"),
        ("", "youtube_po_token_required.innertube.json.static", CredentialsError, "its own player"),
    ],
)
def test_each_recorded_refusal_is_a_sentence_of_its_own(
    web: Web, fetch: Fetch, page: str, player: str, error: type[OutwardError], words: str
) -> None:
    web.says(f"/watch?v={VIDEO}", Reply(body=_asset(page)) if page else PAGE)
    web.says(PLAYER, Reply(body=_asset(player)) if player else Reply(500))
    with pytest.raises(error, match=words) as caught:
        _open(fetch)
    assert type(caught.value) is error
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("page", "player", "error"),
    [
        (Reply(429, headers={"Retry-After": "600"}), PAGE, RateLimitError),
        (Reply(503), PAGE, TroubleError),
        (Reply(404), PAGE, MalformedError),
        (Reply(body=b"\x00\xff"), PAGE, MalformedError),
        (PAGE, Reply(body=b"<html>"), MalformedError),
        (PAGE, Reply(body=b"[]"), MalformedError),
        (PAGE, _player(), NotThereError),
        (PAGE, _player({"languageCode": "en"}), MalformedError),
    ],
)
def test_faults_are_one_sentence(web: Web, fetch: Fetch, page: Reply, player: Reply, error: type[OutwardError]) -> None:
    web.says(f"/watch?v={VIDEO}", page)
    web.says(PLAYER, player)
    with pytest.raises(error) as caught:
        _open(fetch)
    assert str(caught.value).endswith(".")


def test_recorded_answers_become_a_text(web: Web, fetch: Fetch) -> None:
    recorded = data("payloads", "youtube", "transcript_api")
    player = json.loads((recorded / "youtube.innertube.json.static").read_bytes())
    tracks = player["captions"]["playerCaptionsTracklistRenderer"]["captionTracks"]
    wanted = next(track for track in tracks if track["languageCode"] == "en" and "kind" not in track)
    web.says(f"/watch?v={VIDEO}", PAGE)
    web.says(PLAYER, Reply(body=json.dumps(player).encode()))
    words = (recorded / "transcript.xml.static").read_bytes()
    web.says(wanted["baseUrl"].replace("&fmt=srv3", "").removeprefix(f"https://{HOST}"), Reply(body=words))
    resource = _open(fetch).resources[0]
    assert (resource.lang, resource.seconds, resource.words) == ("en", 316, 20)
    assert resource.text.startswith("Hey, this is just a test")


def test_two_hours_of_talk_stay_bounded_and_readable() -> None:
    lines = [[n * 2.0, 2.0, f"word{n} " * 6 + ("." if n % 9 == 0 else "")] for n in range(3_600)]
    said = youtube.parse(msgspec.json.encode({"video": VIDEO, "language": "en", "lines": lines}), SOURCE)
    paragraphs = said.resources[0].text.split("\n")
    assert len(said.resources[0].text) <= 200_000
    assert len(paragraphs) > 50
    assert max(map(len, paragraphs)) < 2_500
    endless = [[0.0, 1.0, "x" * 5_000]] * 50_000
    bounded = youtube.parse(msgspec.json.encode({"video": VIDEO, "lines": endless}), SOURCE)
    assert len(bounded.resources[0].text) <= 200_000


def test_a_pause_begins_a_paragraph() -> None:
    lines = [[0, 2, "a" * 310], [2, 2, "b"], [9, 2, "c"]]
    said = youtube.parse(msgspec.json.encode({"video": VIDEO, "lines": lines}), SOURCE)
    assert said.resources[0].text.split("\n") == ["a" * 310 + " b", "c"]


@pytest.mark.parametrize("lines", [None, [], [[0, 1, " "]], [["x", 1, "y"]], {"a": 1}])
def test_a_transcript_without_words_is_dropped(lines: object) -> None:
    said = youtube.parse(msgspec.json.encode({"video": VIDEO, "lines": lines}), SOURCE)
    assert [drop.reason for drop in said.dropped] == ["It has no words."]
