"""What one page says, gathered record by record. Pure."""

from collections.abc import Iterable
from typing import Any

from outward.fetch.gathering import Gathering
from outward.model import Parsed, Post, Resource, Source, Tie
from outward.networks.bluesky import people, posts
from outward.networks.bluesky.labels import refusal
from outward.networks.bluesky.records import (
    NAME,
    Actor,
    Answer,
    Item,
    quoted,
    quoted_view,
    read_item,
    read_profile,
)


class Gathered(Gathering):
    """What is known so far of a page."""

    def __init__(self, page: Answer, source: Source) -> None:
        super().__init__()
        self.page, self.source = page, source
        self.quoted: dict[str, Post] = {}
        self.threads: set[str] = set()
        self._people: dict[str, Actor] = {}
        self.deleted = {f"{NAME}:{uri}": None for uri in page.missing}

    def item(self, record: Any) -> Item | None:
        """A post shown in a timeline; None when it is dropped. A quoted post that is gone is noted as deleted."""
        item = read_item(record)
        if isinstance(item, str):
            self.drop(item, record)
            return None
        why = refusal([*(item.post.labels or ()), *(item.post.author.labels or ())], self.page.hidden)
        if why:
            self.drop(why, record)
            return None
        self._keep(item)
        leaf = quoted(item)
        if leaf.not_found:
            self.deleted[f"{NAME}:{leaf.uri}"] = None
        self._quote(quoted_view(leaf))
        return item

    def _quote(self, item: Item | None) -> None:
        """What a quoted person says; in silence when it is not to be shown, because no record was lost."""
        if item is None or (item.post.author.members_only and not self.page.signed_in):
            return
        if refusal([*(item.post.labels or ()), *(item.post.author.labels or ())], self.page.hidden):
            return
        made = posts.post(item.post)
        self.quoted.setdefault(made.id, made)
        pointed = posts.resource(item.post, made, self.threads)
        self.resources.setdefault(pointed.url, pointed)
        self.ties.update(dict.fromkeys(posts.ties(item, made)))
        self._people.setdefault(item.post.author.did, item.post.author)

    def _keep(self, item: Item) -> None:
        made = posts.post(item.post)
        self.posts.setdefault(made.id, made)
        pointed = posts.resource(item.post, made, self.threads)
        self.resources.setdefault(pointed.url, pointed)
        self.ties.update(dict.fromkeys(posts.ties(item, made)))
        self._people |= {who.did: who for who in item.people if who.did not in self._people}

    def person(self, record: Any, *, quiet: bool = False) -> Actor | None:
        """A person's profile; None when it cannot be read or is not to be shown. `quiet`: it stands beside a post."""
        who = read_profile(record)
        if isinstance(who, str):
            self.drop(who, record)
            return None
        why = refusal(who.labels or (), self.page.hidden)
        if why:
            self._people.pop(who.did, None)
            if not quiet:
                self.drop(why, record)
            return None
        self._people[who.did] = who
        return who

    def add(self, post: Post, resource: Resource) -> None:
        """A post made of something else than a post."""
        self.posts[post.id], self.resources[resource.url] = post, resource

    def tied(self, tie: Tie) -> None:
        """A tie told whole, unless it leads nowhere."""
        self.tie(tie.source, tie.target, tie.kind, tie.at, tie.post)

    @property
    def parsed(self) -> Parsed:
        """All of it."""
        for who in self._people.values():
            self.ties.update(dict.fromkeys(people.stands(who, self.page.me)))
        known = [people.account(who, signed_in=self.page.signed_in) for who in self._people.values() if _named(who)]
        self.accounts.update((account.id, account) for account in known)
        self.posts = {**self.posts, **{key: post for key, post in self.quoted.items() if key not in self.posts}}
        self.deleted = {one: None for one in self.deleted if one not in self.posts}
        self.mine.update({f"{NAME}:{self.page.me}": None} if self.page.me else {})
        return super().parsed


def _named(who: Actor) -> bool:
    """Whether more than a bare record is known of her; her name elsewhere must not be lost to it."""
    return bool(who.handle or who.display_name)


def own_threads(records: Iterable[Any]) -> set[str]:
    """The beginnings of threads in which an author answers herself."""
    found = (read_item(record) for record in records)
    return {posts.own_thread(item.post) for item in found if isinstance(item, Item)}
