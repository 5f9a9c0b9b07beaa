"""The words of an episode, from the transcript its feed names: WebVTT, SubRip, JSON, markup or plain text.

Its chapters too, where the feed names a file of them (podcast:chapters, JSON).
"""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

import msgspec

from outward.errors import SourceError
from outward.fetch import Fetch, canonical, plain_text, words
from outward.model import Chapter, Dropped, Form, Page, Parsed, Resource, Source
from outward.networks.feeds.parsing import MOST_CHAPTERS, NAME, one_line

LARGEST = 5 * 1024 * 1024
_LONGEST = 7 * 24 * 3600
_TIMES = re.compile(r"^\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->.*$")
_NUMBER = re.compile(r"^\s*\d+\s*$")
_HEAD = re.compile(r"^(?:WEBVTT|NOTE|STYLE|REGION|Kind:|Language:)")
_VOICE = re.compile(r"<v(?:\.[^ >]*)? ([^>]+)>")


def opens(resource: Resource) -> Source | None:
    """An episode whose feed names a transcript or chapters.

    The value is the transcript's address, the episode's and that of the chapters; without a transcript the kind is
    `chapters`, and the value the address of the chapters and the episode's.
    """
    if resource.form is not Form.EPISODE:
        return None
    words_at = resource.transcript if resource.words is None else ""
    parts_at = resource.chapters_at if not resource.chapters else ""
    if words_at:
        return Source(NAME, "transcript", f"{words_at} {resource.url} {parts_at}".rstrip())
    return Source(NAME, "chapters", f"{parts_at} {resource.url}") if parts_at else None


def whole(fetch: Fetch, source: Source) -> Iterator[Page]:
    """The transcript or the chapters of one episode. Chapters beside a transcript are left out when they fail."""
    words_at, _, rest = source.value.partition(" ")
    parts_at = rest.partition(" ")[2]
    if parts_at:
        try:
            answer = fetch.get(parts_at)
        except SourceError:
            answer = None
        if answer is not None and chapters(answer.body):
            yield Page(raw=answer.body, cursor="read", url=answer.url)
    answer = fetch.get(words_at)
    yield Page(raw=answer.body, cursor="read", url=answer.url)


class _Chapters(msgspec.Struct):
    chapters: list[Any]


class _Segment(msgspec.Struct):
    body: str = ""
    text: str = ""
    speaker: str = ""


class _Spoken(msgspec.Struct):
    segments: list[_Segment] = []


def spoken(raw: bytes, source: Source) -> Parsed:
    """The words as the text of the episode they are of, or its chapters."""
    parts, text = chapters(raw), said(raw[:LARGEST])
    episode = canonical(source.value.partition(" ")[2].partition(" ")[0])
    if not episode or not (text or parts):
        what = "list of chapters" if source.kind == "chapters" else "transcript with words"
        return Parsed(dropped=(Dropped(f"It is no {what}.", ""),))
    count = words(text) if text else None
    return Parsed(resources=(Resource(url=episode, form=Form.EPISODE, text=text, words=count, chapters=parts),))


def chapters(raw: bytes) -> tuple[Chapter, ...]:
    """The chapters in a file of the podcast namespace; none where it is no such file. Silent ones are left out."""
    try:
        found = msgspec.json.decode(raw[:LARGEST], type=_Chapters).chapters
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return ()
    parts = {chapter.start: chapter for chapter in map(_chapter, reversed(found)) if chapter is not None}
    return tuple(parts[start] for start in sorted(parts))[:MOST_CHAPTERS]


def _chapter(given: Any) -> Chapter | None:
    """One chapter; None for one that is not to be listed or does not say when it begins or what it is about."""
    if not isinstance(given, dict) or given.get("toc") is False:
        return None
    start, title = given.get("startTime"), given.get("title")
    if isinstance(start, bool) or not isinstance(start, int | float) or not 0 <= start < _LONGEST:
        return None
    titled = one_line(title) if isinstance(title, str) else ""
    return Chapter(start=int(start), title=titled) if titled else None


def said(raw: bytes) -> str:
    """The words of a transcript in any of its forms, a line a speaker's turn where it tells them."""
    if raw.lstrip()[:1] == b"{":
        try:
            found = msgspec.json.decode(raw, type=_Spoken).segments
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            return ""
        return plain_text(escape("\n".join(_turns([(one.speaker, one.body or one.text) for one in found]))))
    text = raw.decode("utf-8-sig", "replace")
    if "-->" not in text:
        return plain_text(text if "<" in text else escape(text))
    return plain_text(escape("\n".join(_turns(list(_cues(text))))))


def _cues(text: str) -> list[tuple[str, str]]:
    lines = (line.strip() for line in text.splitlines())
    kept = (line for line in lines if line and not (_TIMES.match(line) or _NUMBER.match(line) or _HEAD.match(line)))
    found = []
    for line in kept:
        voice = _VOICE.search(line)
        found.append((voice[1] if voice else "", re.sub(r"<[^>]{0,200}>", "", line)))
    return found


def _turns(found: list[tuple[str, str]]) -> list[str]:
    """One line for what one speaker says in a row; without speakers, a line for every sentence or so."""
    turns: list[str] = []
    before = ""
    for speaker, words_said in found:
        if turns and speaker == before and (speaker or not turns[-1].endswith((".", "!", "?"))):
            turns[-1] += f" {words_said}"
        else:
            turns.append(f"{speaker}: {words_said}" if speaker else words_said)
        before = speaker
    return turns
