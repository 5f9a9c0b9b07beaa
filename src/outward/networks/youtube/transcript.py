"""The words of one video, fetched one at a time when the user opens it, and grouped into paragraphs."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec

from outward.errors import CredentialsError, MalformedError, NotThereError, RateLimitError, SourceError
from outward.fetch import Fetch, outward_cause, words
from outward.model import Chapter, Form, Page, Parsed, Resource, Source
from outward.networks.youtube.answers import decoded
from outward.networks.youtube.words import (
    CHANNEL,
    NAME,
    SITE,
    VIDEO,
    body,
    channel,
    chapters,
    dropped,
    language,
    line,
    number,
    watch,
)

if TYPE_CHECKING:
    from youtube_transcript_api import Transcript

PLAYER = "www.youtube.com/youtubei/v1/player"
"""The one address that is sent to: it is told a video's id and answers where its words are."""
MOST_LINES = 20_000
PAUSE = 2.0
SHORT, LONG = 300, 900
"""Characters of a paragraph: a pause ends one that is not short, the end of a sentence one that is long."""


def opens(resource: Resource) -> Source | None:
    """The transcript of a video whose words are not held yet."""
    video = resource.url.removeprefix(watch(""))
    held = bool(resource.words)
    return Source(NAME, "transcript", video) if VIDEO.fullmatch(video) and not held else None


def pages(fetch: Fetch, source: Source) -> Iterator[Page]:
    """The transcript as one page. Raises `SourceError`, each reason a sentence of its own."""
    import requests
    from youtube_transcript_api import YouTubeTranscriptApi, YouTubeTranscriptApiException

    details: dict[str, Any] = {}

    def overhear(response: "requests.Response", *_: Any, **__: Any) -> None:
        """Keep what the player says of the video beside where its words are."""
        if response.request.method == "POST":
            said = decoded(response.content)
            found = said.get("videoDetails") if isinstance(said, dict) else None
            details.update(found if isinstance(found, dict) else {})

    session = fetch.requests_session(may_post=(PLAYER,))
    way = session.get_adapter(SITE)
    session.adapters.clear()
    session.mount(f"{SITE}/", way)  # wherever an answer points, only YouTube itself is asked
    session.hooks["response"].append(overhear)
    try:
        held = list(YouTubeTranscriptApi(http_client=session).list(source.value))
        if not held:
            raise NotThereError(_SENTENCES["TranscriptsDisabled"][1])
        said = _chosen(held).fetch()
    except YouTubeTranscriptApiException as error:
        raise _refused(error) from None
    except SourceError:
        raise
    except Exception as error:  # noqa: BLE001 - the library reads foreign pages without checking them
        raise outward_cause(error) or MalformedError(
            "YouTube's answer about this video cannot be read; read it in your browser."
        ) from None
    record = {
        "video": source.value,
        "language": said.language_code,
        "generated": said.is_generated,
        "title": details.get("title"),
        "channel": details.get("channelId"),
        "author": details.get("author"),
        "seconds": details.get("lengthSeconds"),
        "description": details.get("shortDescription"),
        "lines": [[one.start, one.duration, one.text] for one in said.snippets[:MOST_LINES]],
    }
    yield Page(raw=msgspec.json.encode(record), cursor="", url=watch(source.value), total=1)


def parse(raw: bytes, source: Source) -> Parsed:
    """A transcript as the text of its video. Pure."""
    said = decoded(raw)
    video = said.get("video") if isinstance(said, dict) else None
    if not isinstance(video, str) or not VIDEO.fullmatch(video) or source.value not in (video, ""):
        return Parsed(dropped=(dropped("It is no transcript.", raw[:200].decode("utf-8", "replace")),))
    lines = tuple(_lines(said.get("lines")))
    if not lines:
        return Parsed(dropped=(dropped("It has no words.", raw[:200].decode("utf-8", "replace")),))
    seconds = number(said.get("seconds")) or None
    named = chapters(body(said.get("description")), seconds)
    text = body("\n".join(_paragraphs(lines, named)))
    native = said.get("channel")
    author = channel(native, said.get("author")) if isinstance(native, str) and CHANNEL.fullmatch(native) else None
    resource = Resource(
        url=watch(video),
        form=Form.VIDEO,
        title=line(said.get("title")),
        text=text,
        author=author.id if author else None,
        lang=language(said.get("language")),
        words=words(text),
        seconds=seconds,
        chapters=named,
        captions=True,
    )
    return Parsed(resources=(resource,), accounts=(author,) if author else ())


Line = tuple[float, float, str]


def _lines(said: Any) -> Iterator[Line]:
    """What is said when: second, length, words."""
    for one in said[:MOST_LINES] if isinstance(said, list) else ():
        with suppress(TypeError, ValueError, OverflowError):
            start, length, text = one
            if isinstance(text, str) and (spoken := " ".join(text[:2_000].split())):
                yield float(start), float(length), spoken


def _paragraphs(lines: Sequence[Line], named: Sequence[Chapter]) -> Iterator[str]:
    """Lines gathered by chapters under their titles, and within them by pauses and sentences."""
    parts: list[str] = []
    size, ended, waiting = 0, 0.0, list(named)
    for start, length, text in lines:
        opened = _opened(waiting, start)
        full = size > LONG and (parts[-1].endswith((".", "?", "!", "。")) or size > 2 * LONG)
        if parts and (opened or full or (size > SHORT and start - ended >= PAUSE)):
            yield " ".join(parts)
            parts, size = [], 0
        yield from opened
        parts.append(text)
        size, ended = size + len(text), start + length
    yield " ".join(parts)


def _opened(waiting: list[Chapter], start: float) -> list[str]:
    """The title of the chapter that has begun by `start`; chapters in which nothing is said are passed over."""
    begun = [chapter for chapter in waiting if chapter.start <= start]
    del waiting[: len(begun)]
    return [begun[-1].title] if begun else []


def _chosen(held: "Sequence[Transcript]") -> "Transcript":
    """The words in the language that is spoken, written by a person where somebody did."""
    heard = next((one for one in held if one.is_generated), held[0])
    return next((one for one in held if one.language_code == heard.language_code and not one.is_generated), heard)


_SENTENCES: Mapping[str, tuple[type[SourceError], str]] = {
    "FailedToCreateConsentCookie": (
        CredentialsError,
        "YouTube asks for consent to its cookies before it shows this video's words; read it in your browser.",
    ),
    "IpBlocked": (
        RateLimitError,
        "YouTube gets too many requests from your internet connection; wait a day, or read it in your browser.",
    ),
    "RequestBlocked": (
        RateLimitError,
        "YouTube refuses programs on your internet connection at the moment; read it in your browser.",
    ),
    "TranscriptsDisabled": (NotThereError, "This video has no subtitles, so there are no words to read; watch it."),
    "NoTranscriptFound": (NotThereError, "This video has no subtitles, so there are no words to read; watch it."),
    "AgeRestricted": (
        CredentialsError,
        "YouTube shows this video only to adults who are signed in; watch it in your browser.",
    ),
    "VideoUnavailable": (NotThereError, "This video is no longer there or is private; choose another one."),
    "InvalidVideoId": (NotThereError, "This is no video's id; check the address."),
    "VideoUnplayable": (NotThereError, "YouTube does not play this video for everybody; try it in your browser."),
    "PoTokenRequired": (
        CredentialsError,
        "YouTube gives this video's words only to its own player; watch it in your browser.",
    ),
    "YouTubeRequestFailed": (
        MalformedError,
        "YouTube did not answer what it was asked about this video; try again later or watch it in your browser.",
    ),
}


def _refused(error: Exception) -> SourceError:
    kinds = (kind.__name__ for kind in type(error).__mro__)
    made, sentence = next(
        (_SENTENCES[name] for name in kinds if name in _SENTENCES),
        (MalformedError, "YouTube's answer about this video cannot be read; read it in your browser."),
    )
    return made(sentence)
