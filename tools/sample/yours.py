"""The sample's own user: her account, what she and others said to each other, whom she follows. Hand-written."""

from datetime import timedelta
from typing import Any

from town import ANCHOR, Town, mark

from outward.model import Account, Post, Tie, TieKind

NAME = "Hazel Teasel-Brook"
HANDLE = "teaselbrook.sample.example"
BIO = "Internal communicator at a biscuit factory that's being bought (fictional: Crumble & Sons). You, in this sample."
YOU = "you"

SAID = (
    # number, who, to whom, days ago, answers number, text, tags
    (
        1,
        YOU,
        "Nell Applewhistle",
        96.0,
        None,
        "@{Nell} we are where you are, seven weeks later. May I ask how you told the drivers? #internalcomms",
        ("internalcomms",),
    ),
    (
        2,
        "Nell Applewhistle",
        YOU,
        95.5,
        1,
        "By telephone, one by one, with a list of who had been reached. Ask me anything you like.",
        (),
    ),
    (
        3,
        YOU,
        "Nell Applewhistle",
        60.0,
        2,
        "The list worked. Two people were on holiday, and both were rung abroad.",
        (),
    ),
    (4, "Nell Applewhistle", YOU, 59.6, 3, "Then you're ahead of us. What did they ask first?", ()),
    (5, YOU, "Nell Applewhistle", 59.3, 4, "Whether the Friday biscuits stay. I didn't know, and said so.", ()),
    (
        6,
        "Nell Applewhistle",
        YOU,
        24.0,
        None,
        "@{You} your question about the biscuits is now in my list of moments.",
        (),
    ),
    (7, YOU, "Nell Applewhistle", 23.7, 6, "Honoured. Shall we compare lists on Thursday?", ()),
    (8, "Nell Applewhistle", YOU, 23.4, 7, "Thursday, 25 minutes. I bring the canteen.", ()),
    (9, YOU, "Nell Applewhistle", 11.0, 8, "Thank you for Thursday. Your page for the shift leads is on our wall.", ()),
    (
        10,
        "Rosalba Tintern-Moss",
        YOU,
        79.0,
        None,
        "@{You} somebody said you ring people on shift? So do we, in 140 homes.",
        (),
    ),
    (
        11,
        YOU,
        "Rosalba Tintern-Moss",
        78.6,
        10,
        "We do: four shifts, one sheet of paper, no app. Happy to send it.",
        (),
    ),
    (12, "Rosalba Tintern-Moss", YOU, 78.2, 11, "Please! I send you our phone tree for it.", ()),
    (13, YOU, "Rosalba Tintern-Moss", 66.0, 12, "Your tree is better than our sheet. We copied the second branch.", ()),
    (14, "Rosalba Tintern-Moss", YOU, 65.0, 13, "And we your first line. Nine wrong numbers fewer.", ()),
    (15, YOU, "Rosalba Tintern-Moss", 49.2, 14, "How was the merger day? We think of you here.", ()),
    (
        16,
        "Rosalba Tintern-Moss",
        YOU,
        49.0,
        15,
        "Long, quiet, and nobody heard it from the radio. Tell you more when I've slept.",
        (),
    ),
    (
        17,
        YOU,
        "Xanthe Pumblechook-Ray",
        131.0,
        None,
        "@{Xanthe} how many calls until the answers repeated themselves?",
        ("measurement",),
    ),
    (18, "Xanthe Pumblechook-Ray", YOU, 130.0, 17, "Eighteen. I made fifty because I didn't believe it.", ()),
    (
        19,
        "Nell Applewhistle",
        None,
        54.0,
        None,
        "@{You} meet @{Zelda}: she answers what you asked me about the works council, and she answers it for free.",
        (),
    ),
    (
        20,
        YOU,
        "Zelda Marchpane",
        53.0,
        None,
        "@{Zelda} Nell says I may ask: must the council hear before the shift leads do?",
        (),
    ),
    (
        21,
        "Zelda Marchpane",
        YOU,
        52.4,
        20,
        "Where measures are planned, yes. Put the two on one morning, in this order, and note the time.",
        (),
    ),
    (22, YOU, "Zelda Marchpane", 40.0, 21, "Done so, on one morning. The chair thanked us, which is new.", ()),
    (
        23,
        "Verity Snapdragon-Lowe",
        YOU,
        9.0,
        5,
        "That you said you didn't know: did anybody mind? I have to stand there in two weeks.",
        (),
    ),
    (
        24,
        "Yorick Dandelyon",
        YOU,
        4.2,
        None,
        "@{You} you listened for a month before you wrote anything, didn't you? Did anybody thank you for it?",
        (),
    ),
)
FOLLOWS = ("Nell Applewhistle", "Rosalba Tintern-Moss", "Xanthe Pumblechook-Ray", "Zelda Marchpane", "Ulric Nettlebed")
FOLLOWED_BY = ("Nell Applewhistle", "Rosalba Tintern-Moss", "Quentin Marrowfat")


def yours(town: Town) -> dict[str, list[Any]]:
    """Her account, the posts between her and others, and the ties they make."""
    you = Account(
        id=f"bluesky:did:plc:sample{mark('you', length=18)}",
        network="bluesky",
        handle=HANDLE,
        name=NAME,
        bio=BIO,
        url=f"https://sky.sample.example/profile/{HANDLE}",
        followers=38,
        following=51,
    )
    known = {account.name: account for account in town.accounts.values() if account.network == "bluesky"} | {YOU: you}
    posts: dict[int, Post] = {}
    ties: list[Tie] = []
    for number, who, to, days, answers, text, tags in SAID:
        author = known[who]
        names = [name for name in known if f"@{{{_first(name)}}}" in text]
        for name in names:
            text = text.replace(f"@{{{_first(name)}}}", f"@{known[name].handle}")  # noqa: PLW2901
        key = mark("yours", number)
        url = f"{author.url}/post/{key}"
        at = ANCHOR - timedelta(days=days)
        post = Post(
            id=f"bluesky:at://{author.id.removeprefix('bluesky:')}/app.bsky.feed.post/{key}",
            network="bluesky",
            author=author.id,
            text=text,
            url=url,
            resource=url,
            created_at=at,
            lang="en",
            reply_to=posts[answers].id if answers else None,
            tags=tags,
            mentions=tuple(known[name].id for name in names),
            likes=0,
            reposts=0,
            replies=0,
        )
        posts[number] = post
        if answers and to:
            ties.append(Tie(source=author.id, target=known[to].id, kind=TieKind.REPLY, at=at, post=post.id))
        ties += [
            Tie(source=author.id, target=other, kind=TieKind.MENTION, at=at, post=post.id) for other in post.mentions
        ]
    ties += [Tie(source=you.id, target=known[name].id, kind=TieKind.FOLLOW) for name in FOLLOWS]
    ties += [Tie(source=known[name].id, target=you.id, kind=TieKind.FOLLOW) for name in FOLLOWED_BY]
    return {"accounts": [you], "posts": list(posts.values()), "ties": ties, "mine": [you.id]}


def _first(name: str) -> str:
    return "You" if name == YOU else name.partition(" ")[0]
