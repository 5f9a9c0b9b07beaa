"""Free time in plain words, English or German, read into windows and said back.

Tolerant extraction over a closed vocabulary: a clause may name days, a time, a length, a place and a setting in
any order. Without days it means Monday to Friday, without a time "sometime that day". A word outside the
vocabulary is an error, never a guess; words in double quotes become the label as they stand.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import time

from outward.errors import InputError
from outward.model import Setting, Window
from outward.when import vocabulary as known

LONGEST = 600
"""Minutes of the longest window."""

_MOST_TEXT = 2000


@dataclass
class _Draft:
    """What one part of a clause has said so far."""

    text: str
    days: set[int] = field(default_factory=set)
    start: time | None = None
    half: str = ""
    until: time | None = None
    minutes: int | None = None
    settings: set[Setting] = field(default_factory=set)
    usual: Setting | None = None
    labels: list[str] = field(default_factory=list)

    def clashes(self, other: "_Draft") -> bool:
        """Whether the other part begins a window of its own."""
        return (self.minutes is not None and other.minutes is not None) or (
            self.start is not None and other.start is not None
        )

    def join(self, other: "_Draft") -> None:
        """Take in a part that says more about the same window."""
        self.text = f"{self.text}, {other.text}"
        self.days |= other.days
        self.settings |= other.settings
        self.labels += other.labels
        self.half = self.half or other.half
        self.start = other.start if self.start is None else self.start
        self.until = other.until if self.until is None else self.until
        self.minutes = other.minutes if self.minutes is None else self.minutes
        self.usual = self.usual or other.usual

    @property
    def span(self) -> int | None:
        """Minutes from-to leaves."""
        if self.start is None or self.until is None:
            return None
        return (self.until.hour * 60 + self.until.minute - self.start.hour * 60 - self.start.minute) % (24 * 60)

    @property
    def length(self) -> int | None:
        """Minutes: as said, never more than from-to leaves."""
        said = [minutes for minutes in (self.minutes, self.span) if minutes is not None]
        return min(said, default=None)


def windows(text: str) -> tuple[Window, ...]:
    """The weekly windows these words mean, in the order said, none twice.

    Raises `InputError` naming the clause that cannot be read, with an example of one that can.
    """
    if not text.strip():
        raise InputError(f"Say when you have time, for example “{known.EXAMPLE}”.")
    if len(text) > _MOST_TEXT:
        raise InputError(f"That is more than {_MOST_TEXT} characters; say your free time in a line or two.")
    text = unicodedata.normalize("NFC", text)
    found = [window for clause in re.split(r"[;\n]", text) if clause.strip() for window in _clause(clause.strip())]
    if not found:
        raise InputError(f"Say when you have time, for example “{known.EXAMPLE}”.")
    return tuple(dict.fromkeys(found))


def restate(window: Window) -> str:
    """The window said back in words `windows` reads as the same window."""
    start = "" if window.start is None else f" {_said(window.start, window.label)}"
    if window.start is not None and window.until is not None:
        start += f" to {_said(window.until, window.label if window.start.hour < 12 else '')}"
    length = f"{window.minutes} minute{'s' if window.minutes != 1 else ''}"
    label = [_place(window.label)] if window.label else []
    return ", ".join([f"{days(window.days)}{start}", length, *label, window.setting.phrase])


def _said(start: time, label: str) -> str:
    """The time on the 24-hour clock, on the 12-hour one where a word like "evening" would change it."""
    return f"{start:%I:%M} am" if start.hour < 12 and _late(label.split()) else f"{start:%H:%M}"


def _late(labels: Sequence[str]) -> bool:
    return not {"afternoon", "evening", "night"}.isdisjoint(labels)


def days(numbers: Sequence[int]) -> str:
    """Days of the week as people say them: `(0, 1, 2)` is "Monday to Wednesday"."""
    names = [known.DAY_NAMES[number] for number in numbers]
    if len(names) == 7:
        return "Every day"
    if len(names) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{names[0]} to {names[-1]}"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _place(label: str) -> str:
    return known.AT.get(label) or (label if _labels(label) == [label] else f"“{label}”")


def _labels(text: str) -> list[str]:
    """The label plain words give, so that only others need quotes."""
    draft = _Draft(text)
    for match in _TOKEN.finditer(text):
        if match.lastgroup not in {"place", "part"}:
            return []
        _READERS[match.lastgroup](draft, match[0].lower())
    return [" ".join(draft.labels)]


def _clause(clause: str) -> list[Window]:
    drafts: list[_Draft] = []
    for part in _parts(clause):
        if drafts and not drafts[-1].clashes(part):
            drafts[-1].join(part)
        else:
            drafts.append(part)
    return [_window(draft, clause) for draft in _lend(drafts)]


def _lend(drafts: list[_Draft]) -> list[_Draft]:
    """Give a window without a length the one said for its neighbour ("Tue 12:30 and Thu 8:00 for 25 minutes")."""
    for place, draft in enumerate(drafts):
        lenders = [other for other in drafts[place + 1 :] + drafts[:place][::-1] if other.minutes is not None]
        if draft.length is None and lenders:
            draft.minutes = lenders[0].minutes
            draft.settings = draft.settings or lenders[0].settings
    return drafts


def _parts(clause: str) -> list[_Draft]:
    """Read a clause piece by piece; commas, "and" and full stops part pieces that may belong together."""
    parts, begin = [_Draft("")], 0
    german = bool(_GERMAN.search(clause))
    for match in _TOKEN.finditer(clause):
        kind, words = str(match.lastgroup), match[0].lower()
        if kind == "sep":
            parts[-1].text = clause[begin : match.start()].strip()
            parts.append(_Draft(""))
            begin = match.end()
        elif kind == "word" or (words in known.ALSO_WORDS and not german and match[0].islower()):
            _check_word(words, clause)
        elif kind == "junk":
            raise _unreadable(match[0], clause)
        else:
            try:
                _READERS[kind](parts[-1], words if kind != "quoted" else match[0])
            except InputError as error:
                raise InputError(f"In “{clause}”, {error}; write for example “{known.EXAMPLE}”.") from None
    parts[-1].text = clause[begin:].strip()
    return parts


def _window(draft: _Draft, clause: str) -> Window:
    length = draft.length
    if length is None:
        raise InputError(f"In “{draft.text or clause}” I miss how long it is; write for example “{known.EXAMPLE}”.")
    if not 1 <= length <= LONGEST:
        raise InputError(f"In “{clause}”, {length} minutes cannot be used; a window lasts 1 to {LONGEST} minutes.")
    if len(draft.settings) > 1:
        raise InputError(f"“{clause}” asks for two settings at once; choose listening, reading or your desk.")
    start = draft.start
    until = draft.until if draft.span is not None and length < draft.span else None
    if start is not None and start.hour < 12 and not draft.half and _late(draft.labels):
        start = start.replace(hour=start.hour + 12)
        until = until and until.replace(hour=(until.hour + 12) % 24)
    setting = next(iter(draft.settings), draft.usual or Setting.DESK)
    return Window(
        days=tuple(sorted(draft.days)) or (0, 1, 2, 3, 4),
        start=start,
        minutes=length,
        setting=setting,
        label=" ".join(dict.fromkeys(draft.labels)),
        until=until,
    )


def _check_word(word: str, clause: str) -> None:
    if word in known.NOT_WEEKLY:
        raise InputError(
            f"“{word}” in “{clause}” does not come back every week; name the days, as in “{known.EXAMPLE}”."
        )
    if word in known.EXCEPTING:
        raise InputError(f"“{word}” in “{clause}” takes something away; name what is free, as in “{known.EXAMPLE}”.")
    if word not in known.FILLERS:
        raise _unreadable(word, clause)


def _unreadable(word: str, clause: str) -> InputError:
    words = [*known.DAYS, *known.DAY_GROUPS, *known.PLACES, *known.PARTS, *known.SETTINGS, "minutes"]
    near = difflib.get_close_matches(word.lower(), words, n=1, cutoff=0.75) if len(word) > 3 else []
    meant = f" (did you mean “{near[0]}”?)" if near else ""
    return InputError(
        f"I cannot read “{word}” in “{clause}”{meant}; put a name of your own in quotes, "
        f"or write for example “{known.EXAMPLE}”."
    )


def _read_minutes(draft: _Draft, words: str) -> None:
    if draft.minutes is not None:
        raise InputError("two lengths stand together")
    if words in known.PHRASES:
        draft.minutes = known.PHRASES[words]
        return
    match = _LENGTH.fullmatch(words)
    assert match is not None  # noqa: S101  # the token is made of the same pattern
    hours, after, tail, minutes = match.group("hours", "after", "tail", "minutes")
    draft.minutes = int(60 * _number(hours)) + int(_number(after or tail)) if hours else int(_number(minutes))


def _number(words: str | None) -> float:
    if words is None:
        return 0
    return known.NUMBERS[words] if words in known.NUMBERS else float(words.replace(",", ".")[:12])


def _read_span(draft: _Draft, words: str) -> None:
    match = _SPAN.fullmatch(words)
    assert match is not None  # noqa: S101  # the token is made of the same pattern
    first, last = match.group("first", "last") if match["first"] else match.group("low", "high")
    half = _half(last)
    end = _clock(last, half)
    start = _clock(first, _half(first) or half)
    if not _half(first) and half and (start > end):
        start = _clock(first, "am")
    _set_start(draft, start, _half(first) or half)
    draft.until = end


def _read_time(draft: _Draft, words: str) -> None:
    if words in {"noon", "midday"}:
        _set_start(draft, time(12), "pm")
    elif words in {"midnight", "mitternacht"}:
        _set_start(draft, time(0), "am")
    else:
        _set_start(draft, _clock(words, _half(words)), _half(words))


def _set_start(draft: _Draft, start: time, half: str) -> None:
    if draft.start is not None:
        raise InputError("two times stand together")
    draft.start, draft.half = start, half


def _half(words: str) -> str:
    match = re.search(r"([ap])\.?\s?m\b", words)
    return f"{match[1]}m" if match else ""


def _clock(words: str, half: str) -> time:
    hour, minute = (int(digits) for digits in [*re.findall(r"\d+", words), "0"][:2])
    if minute > 59 or hour > (12 if half else 23) or (half and not hour):
        raise InputError(f"“{words.strip()}” is not a time of day")
    return time(hour % 12 + (12 if half == "pm" else 0) if half else hour, minute)


def _read_range(draft: _Draft, words: str) -> None:
    first, last = (known.DAYS[name] for name in re.findall(r"[^\W\d_]+", words) if name in known.DAYS)
    draft.days |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}


def _read_days(draft: _Draft, words: str) -> None:
    draft.days |= {known.DAYS[words]} if words in known.DAYS else set(known.DAY_GROUPS[words])


def _read_part(draft: _Draft, words: str) -> None:
    every, _, part = words.rpartition(" ")
    draft.labels.append(known.PARTS[part.strip()])
    if every:
        draft.days |= set(range(7))


def _read_place(draft: _Draft, words: str) -> None:
    label, setting = known.PLACES[words]
    draft.labels.append(label)
    draft.usual = draft.usual or setting


def _read_setting(draft: _Draft, words: str) -> None:
    draft.settings.add(known.SETTINGS[words])


def _read_quoted(draft: _Draft, words: str) -> None:
    if label := " ".join(words[1:-1].split()):
        draft.labels.append(label)


_READERS: dict[str, Callable[[_Draft, str], None]] = {
    "quoted": _read_quoted,
    "lasts": _read_minutes,
    "span": _read_span,
    "time": _read_time,
    "setting": _read_setting,
    "part": _read_part,
    "range": _read_range,
    "group": _read_days,
    "days": _read_days,
    "place": _read_place,
}


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _unnamed(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


_AMOUNT = rf"(?:\d+(?:[.,]\d+)?|(?:{_any(list(known.NUMBERS))})\b)"
_MINUTE = r"(?:minutes?\b|minuten\b|mins?\b\.?|m\b|['′’](?!\w))"
_HOUR = r"(?:hours?|hrs?|h|stunden?|std)"
_DASH = r"(?:\s*[-–—]\s*|\s+(?:to|till|until|through|thru|bis)\s+)"
_HALF = r"(?:\s?[ap](?:m\b|\.\s?m\b\.?)|\s?uhr\b|\s?o['’]clock\b)"
_AT = r"(?:\b(?:at|um|from|von|ab)\s+|@\s?)"
_LENGTH_TEXT = (
    rf"(?P<hours>{_AMOUNT})\s?-?{_HOUR}(?:\b\.?\s*(?:and\s|und\s)?\s*(?P<after>\d+)\s?{_MINUTE}|(?P<tail>\d\d)\b|\b\.?)"
    rf"|(?P<minutes>{_AMOUNT})(?:{_DASH}\d+)?\s?-?{_MINUTE}"
)
_CLOCK = rf"\d{{1,2}}(?:[:.]\d\d)?{_HALF}?"
_SPAN_TEXT = (
    rf"(?:(?:from\s+|von\s+)?(?P<first>{_CLOCK}){_DASH}(?P<last>{_CLOCK})"
    rf"|(?:between|zwischen)\s+(?P<low>{_CLOCK})\s+(?:and|und)\s+(?P<high>{_CLOCK}))(?![\w:.]*\d)"
)
_TIME_TEXT = (
    rf"{_AT}?\d{{1,2}}[:.]\d\d(?!\d){_HALF}?|{_AT}?\d{{1,2}}{_HALF}|{_AT}\d{{1,2}}(?![\w:.])"
    r"|\b(?:noon|midday|midnight|mitternacht)\b"
)
_DAY = rf"(?:{_any(list(known.DAYS))})\b\.?"
_LENGTH = re.compile(_LENGTH_TEXT, re.IGNORECASE)
_SPAN = re.compile(_SPAN_TEXT, re.IGNORECASE)
_GERMAN = re.compile(r"\b(?:und|uhr|bis|di|mi|mo|fr|sa|minuten)\b", re.IGNORECASE)
_TOKEN = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in {
            "quoted": r"[\"“”„][^\"“”„]*[\"“”]",
            "lasts": rf"\b(?:{_any(list(known.PHRASES))})\b|{_unnamed(_LENGTH_TEXT)}",
            "span": _unnamed(_SPAN_TEXT),
            "time": _TIME_TEXT,
            "setting": rf"\b(?:{_any(list(known.SETTINGS))})\b",
            "group": rf"\b(?:{_any(list(known.DAY_GROUPS))})\b",
            "part": rf"\b(?:(?:{_any(sorted(known.EVERY))})\s+)?(?:{_any(list(known.PARTS))})\b",
            "range": rf"\b{_DAY}{_DASH}{_DAY}",
            "days": rf"\b(?:{_any(list(known.DAYS))})\b",
            "place": rf"\b(?:{_any(list(known.PLACES))})\b",
            "sep": r"[,&+/|]|\b(?:and|und|plus)\b|\.(?=\s|$)|\s[-–—]\s",
            "word": r"[^\W\d_]+(?:['’-][^\W\d_]+)*",
            "junk": r"\d+|[^\s.:()!?…–—-]",
        }.items()
    ),
    re.IGNORECASE,
)
