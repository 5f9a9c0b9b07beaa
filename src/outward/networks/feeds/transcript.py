"""The words of an episode, from the transcript its feed names: WebVTT, SubRip, JSON, markup or plain text."""

import re
from html import escape

import msgspec

from outward.fetch import canonical, plain_text, words
from outward.model import Dropped, Form, Parsed, Resource, Source
from outward.networks.feeds.parsing import NAME

LARGEST = 5 * 1024 * 1024
_TIMES = re.compile(r"^\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->.*$")
_NUMBER = re.compile(r"^\s*\d+\s*$")
_HEAD = re.compile(r"^(?:WEBVTT|NOTE|STYLE|REGION|Kind:|Language:)")
_VOICE = re.compile(r"<v(?:\.[^ >]*)? ([^>]+)>")


def opens(resource: Resource) -> Source | None:
    """An episode whose feed names a transcript; the value is the transcript's address and the episode's."""
    known = resource.form is Form.EPISODE and resource.transcript and resource.words is None
    return Source(NAME, "transcript", f"{resource.transcript} {resource.url}") if known else None


class _Segment(msgspec.Struct):
    body: str = ""
    text: str = ""
    speaker: str = ""


class _Spoken(msgspec.Struct):
    segments: list[_Segment] = []


def spoken(raw: bytes, source: Source) -> Parsed:
    """The words as the text of the episode they are of."""
    text, episode = said(raw[:LARGEST]), canonical(source.value.partition(" ")[2])
    if not text or not episode:
        return Parsed(dropped=(Dropped("It is no transcript with words.", ""),))
    return Parsed(resources=(Resource(url=episode, form=Form.EPISODE, text=text, words=words(text)),))


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
