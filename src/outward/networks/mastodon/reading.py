"""What a Mastodon page says: statuses as JSON, a feed, or an envelope of the reader's own making. Pure."""

from collections.abc import Sequence

import msgspec

from outward.model import Parsed, Source
from outward.networks.mastodon.enveloped import parse_envelope, take_statuses
from outward.networks.mastodon.feed import parse_feed
from outward.networks.mastodon.page import GAVE_UP, Reading, dropped
from outward.networks.mastodon.records import Envelope

_PLAIN = ("tag", "account", "home")


def parse(raw: bytes, source: Source) -> Parsed:
    """Posts, people, ties and what is pointed at. A record that cannot be read is dropped with a reason."""
    raw = raw.removeprefix(b"\xef\xbb\xbf").strip()
    if not raw:
        return Parsed()
    host = "" if source.kind == "home" else _host(source.value.partition("@")[2])
    if raw.startswith(b"<"):
        return parse_feed(raw, host)
    if raw.startswith(b"{") and source.kind not in _PLAIN:
        return _enveloped(raw)
    try:
        records: Sequence[msgspec.Raw] = msgspec.json.decode(raw, type=list[msgspec.Raw])
    except GAVE_UP:
        return Parsed(dropped=(dropped("It is no Mastodon timeline.", raw),))
    page = Reading(host=host, private=source.kind == "home")
    take_statuses(page, records)
    return page.parsed


def _enveloped(raw: bytes) -> Parsed:
    try:
        envelope = msgspec.json.decode(raw, type=Envelope, strict=False)
    except GAVE_UP:
        return Parsed(dropped=(dropped("It is no Mastodon answer.", raw),))
    return parse_envelope(envelope)


def _host(server: str) -> str:
    """The host of a server written with or without its scheme."""
    return server.rpartition("://")[2].strip("/").lower()
