"""What she watched, as Takeout tells it: JSON or a web page, of any language."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import IO, Any

from outward.archive import Member
from outward.fetch import canonical
from outward.model import Form, Mark, MarkKind, Parsed, Resource, Source
from outward.networks.youtube.answers import Gathered, decoded
from outward.networks.youtube.words import SITE, channel, channel_in, dropped, line, moment, watch

_NAMES = ("watch-history", "wiedergabeverlauf", "historique-des-vidéos-regardées", "historial-de-reproducciones")
_WATCHED = re.compile(rb"youtube\.com/watch\?v(?:=|\\u003d)|youtube\.com/shorts/")
_SHAPE = re.compile(rb'"titleUrl"\s*:|"header"\s*:|class="[^"]{0,80}outer-cell')
_SEARCH = re.compile(r"youtube\.com/results\?")
_ADS = re.compile(r"Google\W{0,3}Ads|Google Anzeigen|Google 广告|Google 廣告|Google 広告|Реклама", re.IGNORECASE)
_AROUND = (
    *(("Watched ", ""), ("Vous avez regardé ", ""), ("Has visto ", ""), ("Hai guardato ", ""), ("Bekeken: ", "")),
    *(("Viu ", ""), ("Obejrzano: ", ""), ("", " angesehen"), ("", " を視聴しました"), ("", " bekeken")),
)
_SURE = 12
_ZONES = {
    **dict.fromkeys(("UTC", "GMT", "Z", "WET"), 0),
    **dict.fromkeys(("CET", "MEZ", "BST", "WEST"), 60),
    **dict.fromkeys(("CEST", "MESZ", "EET"), 120),
    **dict.fromkeys(("EEST", "MSK"), 180),
    **dict.fromkeys(("HKT", "SGT"), 480),
    **dict.fromkeys(("JST", "KST"), 540),
    **dict.fromkeys(("EDT",), -240),
    **dict.fromkeys(("EST", "CDT"), -300),
    **dict.fromkeys(("CST", "MDT"), -360),
    **dict.fromkeys(("MST", "PDT"), -420),
    **dict.fromkeys(("PST",), -480),
    **dict.fromkeys(("IST",), 330),
    **dict.fromkeys(("AEST",), 600),
}
_ZONE = re.compile(r"\s*\(?\b([A-Z]{1,4})?(?:([+\-−])(\d{1,2}):?(\d{2})?)?\)?$")
_FORMS = ("%b %d, %Y, %I:%M:%S %p", "%d.%m.%Y, %H:%M:%S", "%d %b %Y, %H:%M:%S", "%d/%m/%Y, %H:%M:%S")


def named(member: Member) -> bool:
    """Whether a member's name alone says that it is a history of what was watched."""
    return member.stem in _NAMES


def claims(member: Member, head: bytes) -> bool:
    """Whether a member is one: by name, or by what is in it. Searches are left alone."""
    if member.stem in ("search-history", "suchverlauf"):
        return False
    return named(member) or bool(_SHAPE.search(head) and _WATCHED.search(head))


def kept(record: Any) -> Any:
    """What may be kept of a JSON record: what she searched for may not."""
    if not isinstance(record, dict):
        return {"broken": "It cannot be understood."}
    if "broken" in record:
        return {"broken": "It breaks off or is damaged."}
    if _SEARCH.search(str(record.get("titleUrl") or "")):
        return {"broken": "It is a search, which Outward leaves alone."}
    return {name: record[name] for name in ("title", "titleUrl", "subtitles", "time", "details") if name in record}


def frame(records: Sequence[Any]) -> str:
    """What the titles of one file have around them in its language, as `before|behind`."""
    named = [line(one.get("title")) for one in records if isinstance(one, dict) and _video(one)]
    titles = sorted({title for title in named if title and SITE not in title})
    for before, behind in _AROUND:
        if titles and sum(title.startswith(before) and title.endswith(behind) for title in titles) * 2 > len(titles):
            return f"{before}|{behind}"
    if len(titles) < _SURE:
        return "|"
    before = _shared(titles)
    behind = _shared([title[::-1] for title in titles])[::-1]
    return f"{before}|{behind}"


def _shared(titles: Sequence[str]) -> str:
    """The whole words that all titles (in order or not) begin with."""
    first, last = min(titles), max(titles)
    same = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[: first.rfind(" ", 0, same) + 1]


def cells(stream: IO[bytes]) -> Iterator[Any]:
    """The records of a history that is a web page, one by one, in the shape of JSON's."""
    from lxml import etree

    try:
        for _, element in etree.iterparse(
            stream, events=("end",), tag="div", html=True, huge_tree=True, encoding="utf-8"
        ):
            if "outer-cell" in (element.get("class") or ""):
                yield kept(_cell(element))
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except (etree.LxmlError, ValueError):
        yield {"broken": "It breaks off or is damaged."}


def _cell(element: Any) -> dict[str, Any]:
    """One entry of the page: words, the video's link, the channel's link, the time as the last words."""
    record: dict[str, Any] = {"subtitles": []}
    inner = [one for one in element.iter("div") if "content-cell" in (one.get("class") or "")]
    for link in (link for one in inner[:1] for link in one.iter("a")):
        address, text = str(link.get("href") or "")[:2_000], "".join(link.itertext())[:2_000]
        if "titleUrl" not in record and not channel_in(address):
            record |= {"titleUrl": address, "title": text, "plain": True}
        elif channel_in(address):
            record["subtitles"].append({"name": text, "url": address})
    if inner:
        texts = [text.strip() for text in inner[0].itertext() if text.strip()]
        record["time"] = texts[-1][:200] if texts else ""
    for one in inner[1:]:
        if _ADS.search("".join(one.itertext())[:2_000]):
            record["details"] = [{"name": "Google Ads"}]
    return record


def parse(raw: bytes, source: Source) -> Parsed:  # noqa: ARG001
    """What records say. Pure; a record that names no video is dropped with a reason."""
    said = decoded(raw)
    items = said.get("items") if isinstance(said, dict) else None
    if not isinstance(said, dict) or not isinstance(items, list):
        return Parsed(dropped=(dropped("It is no history of YouTube's.", raw[:200].decode("utf-8", "replace")),))
    before, _, behind = str(said.get("frame") or "").partition("|")
    into = Gathered()
    for item in items:
        if reason := _seen(item, before, behind, into):
            into.dropped.append(dropped(reason, item))
    return into.parsed()


def _seen(item: Any, before: str, behind: str, into: Gathered) -> str:
    """Take in one record; the reason when it cannot be."""
    if not isinstance(item, dict):
        return "It cannot be understood."
    if isinstance(item.get("broken"), str):
        return str(item["broken"])
    if any(_ADS.search(str(one)) for one in _list(item.get("details"))):
        return "It is an advertisement."
    if not item.get("titleUrl"):
        return "It names no video: it is private, was removed, or was only a visit."
    video = _video(item)
    if not video:
        return "It is no video."
    address = watch(video)
    author = next((one for one in map(_channel, _list(item.get("subtitles"))) if one), None)
    if author:
        into.accounts.setdefault(author.id, author)
    title = line(item.get("title"))
    if "plain" not in item:
        title = title.removeprefix(before).removesuffix(behind).strip()
    into.resources[address] = Resource(
        url=address,
        form=Form.VIDEO,
        title="" if "://" in title and canonical(title) == address else title,
        author=author.id if author else None,
    )
    into.mark(Mark(url=address, kind=MarkKind.SEEN, at=at(item.get("time"))))
    return ""


def _video(item: Mapping[str, Any]) -> str:
    """The id of the video a record names, music and shorts among them."""
    address = item.get("titleUrl")
    return canonical(address[:2_000]).partition(watch(""))[2] if isinstance(address, str) else ""


def _channel(one: Any) -> Any:
    native = channel_in(str(one.get("url") or "")) if isinstance(one, dict) else ""
    return channel(native, str(one.get("name") or "").removesuffix(" - Topic")) if native else None


def _list(value: Any) -> list[Any]:
    return value[:20] if isinstance(value, list) else []


def at(text: Any) -> datetime | None:
    """A moment as a history writes it: ISO in JSON, on a page in the words of its language."""
    if not isinstance(text, str):
        return None
    if read := moment(text):
        return read
    plain = " ".join(text[:120].replace("\u202f", " ").split())
    said, zone = _zoned(plain)
    for form in _FORMS:
        try:
            return datetime.strptime(said.replace("Sept ", "Sep "), form).replace(tzinfo=zone).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return _in_words(said, zone)


def _zoned(text: str) -> tuple[str, timezone]:
    """A text without the zone at its end, and that zone."""
    found = _ZONE.search(text)
    if not found or not found[0].strip() or found[1] in ("AM", "PM", "A", "P"):
        return text, UTC
    minutes = _ZONES.get(found[1] or "", 0)
    if found[2]:
        minutes = (int(found[3]) * 60 + int(found[4] or 0)) * (1 if found[2] == "+" else -1)
    return text[: found.start()], timezone(timedelta(minutes=minutes)) if abs(minutes) < 1_440 else UTC


def _in_words(text: str, zone: timezone) -> datetime | None:
    import dateparser

    try:
        read = dateparser.parse(
            text,
            settings={
                "PARSERS": ["absolute-time"],
                "REQUIRE_PARTS": ["day", "month", "year"],
                "RETURN_AS_TIMEZONE_AWARE": False,
            },
        )
        return read.replace(tzinfo=zone).astimezone(UTC) if read else None
    except Exception:  # noqa: BLE001 - the library raises what it likes on strange dates
        return None
