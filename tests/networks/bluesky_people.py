"""People who speak on the Bluesky network of the tests: accounts, posts, ties, made through its own client library."""

import itertools
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from atproto import Client, models
from atproto_client.utils import facet_detection

PASSWORD = "correct horse"
LONG_AGO = datetime(2025, 6, 2, 9, 0, tzinfo=UTC)
BATCH = 200


@dataclass
class Someone:
    """One person with an account; `handle` is new with every run, so that tests never meet."""

    client: Any
    handle: str
    did: str
    clock: "itertools.count[int]" = field(default_factory=itertools.count)

    @property
    def account(self) -> str:
        """Her account id in Outward's words."""
        return f"bluesky:{self.did}"

    def posts(
        self, records: Iterable[Mapping[str, Any]], collection: str = "app.bsky.feed.post"
    ) -> list[tuple[str, str]]:
        """Write many records at once; returns their (uri, cid) in order."""
        made: list[tuple[str, str]] = []
        for batch in _batches(records, BATCH):
            writes = [
                models.ComAtprotoRepoApplyWrites.Create(collection=collection, value={"$type": collection, **one})
                for one in batch
            ]
            data = models.ComAtprotoRepoApplyWrites.Data(repo=self.did, writes=writes)
            made += [(one.uri, one.cid) for one in self.client.com.atproto.repo.apply_writes(data).results]
        return made

    def says(self, text: str, *, at: datetime | None = None, **more: Any) -> tuple[str, str]:
        """One post, its hashtags and links marked up as an app would; returns (uri, cid)."""
        return self.posts([self.record(text, at=at, **more)])[0]

    def record(self, text: str, *, at: datetime | None = None, **more: Any) -> dict[str, Any]:
        """A post to be written, a minute after her last one unless `at` says when."""
        moment = at or LONG_AGO + timedelta(minutes=next(self.clock))
        facets = [facet.model_dump(by_alias=True, exclude_none=True) for facet in facet_detection.detect_facets(text)]
        return {
            "text": text,
            "createdAt": stamp(moment),
            "langs": ["en"],
            **({"facets": facets} if facets else {}),
            **more,
        }

    def does(self, collection: str, **record: Any) -> tuple[str, str]:
        """One record of another kind: a like, a repost, a list."""
        moment = LONG_AGO + timedelta(minutes=next(self.clock))
        return self.posts([{"createdAt": stamp(moment), **record}], collection)[0]


class People:
    """Makes accounts on a PDS; `settle` waits until the AppView knows of them."""

    def __init__(self, pds: str, settle: Callable[[], None]) -> None:
        self._pds, self.settle = pds, settle
        self._clients: list[Any] = []

    def close(self) -> None:
        """Close everybody's connections."""
        for client in self._clients:
            client.request.close()

    def make(self, name: str, **profile: Any) -> Someone:
        """A new account with a profile."""
        handle = f"{name}{uuid.uuid4().hex[:8]}.test"
        client: Any = Client(self._pds)
        self._clients.append(client)
        account = client.com.atproto.server.create_account(
            {"handle": handle, "email": f"{handle}@example.org", "password": PASSWORD}
        )
        client.login(handle, PASSWORD, fetch_bsky_profile=False)
        someone = Someone(client, handle, account.did)
        record = {
            "$type": "app.bsky.actor.profile",
            "displayName": name.title(),
            "createdAt": stamp(LONG_AGO),
            **profile,
        }
        client.com.atproto.repo.put_record(
            {"repo": someone.did, "collection": "app.bsky.actor.profile", "rkey": "self", "record": record}
        )
        return someone


def reply(root: tuple[str, str], parent: tuple[str, str] | None = None) -> dict[str, Any]:
    """The `reply` field of a post that answers another."""
    return {"reply": {"root": strong(root), "parent": strong(parent or root)}}


def strong(post: tuple[str, str]) -> dict[str, str]:
    """A reference to a post as records hold it."""
    return {"uri": post[0], "cid": post[1]}


def mention(text: str, who: Someone) -> list[dict[str, Any]]:
    """The facet that makes `@handle` in a text a mention; offsets are in bytes."""
    start = text.encode().index(f"@{who.handle}".encode())
    index = {"byteStart": start, "byteEnd": start + len(who.handle) + 1}
    return [{"index": index, "features": [{"$type": "app.bsky.richtext.facet#mention", "did": who.did}]}]


def stamp(moment: datetime) -> str:
    """A moment as Bluesky writes it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _batches(records: Iterable[Mapping[str, Any]], size: int) -> Iterable[list[Mapping[str, Any]]]:
    waiting = iter(records)
    while batch := list(itertools.islice(waiting, size)):
        yield batch
