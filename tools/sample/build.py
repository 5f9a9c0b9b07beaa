"""Makes the sample's JSON Lines from the hand-written material: python tools/sample/build.py FOLDER."""

import sys
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

import msgspec
from chatter import Chatter
from material import banks, conversations, figures
from town import Town
from yours import yours


def build() -> Town:
    """The whole town, the same in every run."""
    people = figures()
    town = Town(people)
    for person in people.values():
        town.speak(person)
    chatter = Chatter(town, banks())
    for conversation in conversations():
        chatter.hold(conversation)
    chatter.share(400)
    chatter.small_talk(170, 230)
    chatter.reactions(900)
    chatter.repeat(330, 130)
    chatter.cross_post()
    chatter.follow()
    chatter.like(900)
    chatter.settle()
    return town


def line(record: Any) -> bytes:
    """One record as JSON without what is as by default."""
    told = {f.name: (getattr(record, f.name), f.default) for f in fields(record)}
    return msgspec.json.encode(
        {k: v for k, (v, default) in told.items() if v != default or type(v) is not type(default)}
    )


def write(records: Iterable[Any], path: Path) -> None:
    """Records as JSON Lines."""
    path.write_bytes(b"".join(line(record) + b"\n" for record in records))


def main(folder: Path) -> None:
    """Write the five files and say how much there is."""
    town = build()
    posts = sorted(town.posts.values(), key=lambda post: (post.created_at, post.id))
    write(town.accounts.values(), folder / "accounts.jsonl")
    write(town.resources.values(), folder / "resources.jsonl")
    write(posts, folder / "posts.jsonl")
    write(
        sorted(town.ties.values(), key=lambda tie: (tie.at, tie.source, tie.target, tie.post or "")),
        folder / "ties.jsonl",
    )
    own = {
        what: [one if isinstance(one, str) else msgspec.Raw(line(one)) for one in held]
        for what, held in yours(town).items()
    }
    (folder / "yours.json").write_bytes(msgspec.json.format(msgspec.json.encode(own), indent=1) + b"\n")
    sys.stdout.write(
        f"{len(town.people)} people, {len(town.accounts)} accounts, {len(posts)} posts, "
        f"{len(town.resources)} resources, {len(town.ties)} ties\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
