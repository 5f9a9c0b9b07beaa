"""Files in which one person, who is to be forgotten, is met in every way; her words and names are like nobody's."""

import json
import zipfile
from pathlib import Path
from typing import Any

from outward.app.home import Home

HER, BEN, ME = "did:plc:" + "z" * 24, "did:plc:" + "b" * 24, "did:plc:" + "m" * 24
HANDLE = "zquilla.example"
TRACES = (b"zquilla", b"zqname", b"zqword", b"zzzzzzzzzzzz", b"zqbio", b"7770001", b"8880001")
"""What nothing in the data folder may hold once she is forgotten, in lower case."""


def actor(did: str, handle: str, **more: Any) -> dict[str, Any]:
    return {"did": did, "handle": handle, "displayName": handle.partition(".")[0].title(), **more}


SHE = actor(HER, HANDLE, displayName="Zqname Quill", description="zqbio of acquisitions")
HE = actor(BEN, "ben.example", description="Internal comms in Rotterdam")


def view(who: dict[str, Any], number: int, text: str, **more: Any) -> dict[str, Any]:
    at = f"2026-02-{number:02}T10:00:00Z"
    record: dict[str, Any] = {"$type": "app.bsky.feed.post", "text": text, "createdAt": at, **more.pop("record", {})}
    uri = f"at://{who['did']}/app.bsky.feed.post/{number:02}"
    return {"uri": uri, "cid": "c", "author": who, "record": record, "indexedAt": at, "likeCount": 3, **more}


def bluesky() -> dict[str, Any]:
    """A recorded answer: posts of hers, of Ben, and every way in which his lead to hers."""
    hers = view(SHE, 1, "zqwords: when we were acquired in 2023 I told staff in 9 offices first.")
    card = {"$type": "app.bsky.embed.external", "external": {"uri": "https://site.example/hers", "title": "One"}}
    link = view(SHE, 2, "zqwords on a thing only she shared", embed=card)
    ref = {"uri": hers["uri"], "cid": "c"}
    shared = {"$type": "app.bsky.embed.external", "external": {"uri": "https://site.example/both", "title": "Two"}}
    feature = {"$type": "app.bsky.richtext.facet#mention", "did": HER}
    facet = {"index": {"byteStart": 0, "byteEnd": 4}, "features": [feature]}
    quoted = {"$type": "app.bsky.embed.record#view", "record": {**hers, "value": hers["record"]}}
    return {
        "feed": [
            {"post": hers},
            {"post": link},
            {"post": view(SHE, 3, "zqwords about what both shared", embed=shared)},
            {"post": view(HE, 4, "Both of us shared what managers should know about the acquisition", embed=shared)},
            {"post": view(HE, 5, "An answer of Ben on acquisitions", record={"reply": {"root": ref, "parent": ref}})},
            {"post": view(HE, 6, "Hey her, what did staff say of the acquisition?", record={"facets": [facet]})},
            {"post": view(HE, 7, "Ben quotes a lesson of an acquisition", embed=quoted,
                          record={"embed": {"$type": "app.bsky.embed.record", "record": ref}})},
            {"post": hers, "reason": {"$type": "app.bsky.feed.defs#reasonRepost", "by": HE,
                                      "indexedAt": "2026-02-09T10:00:00Z"}},
            {"post": view(HE, 8, "Ben alone writes of an acquisition and of managers.")},
        ]
    }  # fmt: skip


def status(who: str, number: int, content: str, **more: Any) -> dict[str, Any]:
    base = f"https://social.example/users/{who}"
    return {
        "id": f"{number}", "uri": f"{base}/statuses/{number}", "url": f"https://social.example/@{who}/{number}",
        "created_at": "2026-02-03T12:00:00.000Z", "content": f"<p>{content}</p>", "visibility": "public",
        "spoiler_text": "", "in_reply_to_id": None, "account": toot(who), "mentions": [], "tags": [], **more,
    }  # fmt: skip


def toot(who: str) -> dict[str, Any]:
    return {
        "id": "7770001" if who == "zquilla" else "1", "username": who, "acct": who,
        "uri": f"https://social.example/users/{who}",
        "url": f"https://social.example/@{who}", "discoverable": True, "indexable": True, "fields": [],
        "display_name": "Zqname Quill" if who == "zquilla" else "Cas",
        "note": "zqbio" if who == "zquilla" else "",
    }  # fmt: skip


def mastodon() -> list[dict[str, Any]]:
    """Recorded statuses: hers, a boost of it, an answer to it with a mention, and one that is nothing of hers."""
    hers = status("zquilla", 8880001, "zqwords in the acquisition of our firm")
    mention = {"id": "7770001", "username": "zquilla", "acct": "zquilla", "url": "https://social.example/@zquilla"}
    return [
        hers,
        status("cas", 32, "", reblog=hers),
        status("cas", 33, "What an answer", mentions=[mention], in_reply_to_id="8880001",
               in_reply_to_account_id="7770001"),
        status("cas", 34, "Cas alone on mergers"),
    ]  # fmt: skip


def x(path: Path) -> Path:
    """An archive of the user's: a repeat of a post of hers, an answer to her, a like of a post of hers, words alone."""
    who = {"id_str": "7770001", "screen_name": "zquilla", "name": "Zqname Quill"}
    tweets = [
        {"id_str": "501", "full_text": "RT @zquilla: zqwords repeated", "entities": {"user_mentions": [who]}},
        {"id_str": "502", "full_text": "My own answer about our merger", "in_reply_to_user_id_str": "7770001",
         "in_reply_to_screen_name": "zquilla", "in_reply_to_status_id_str": "8880001",
         "entities": {"user_mentions": [who]}},
        {"id_str": "503", "full_text": "Words of mine about a merger of firms", "entities": {}},
    ]  # fmt: skip
    made = [{"tweet": {"created_at": "Wed Jan 07 15:18:14 +0000 2026", **one}} for one in tweets]
    account = [{"account": {"accountId": "9", "username": "rosa", "accountDisplayName": "Rosa"}}]
    user = "https://twitter.com/intent/user?user_id="
    following = [{"following": {"accountId": one, "userLink": f"{user}{one}"}} for one in ("7770001", "5")]
    with zipfile.ZipFile(path, "w") as archive:
        for name, said in (("account", account), ("tweets", made), ("following", following)):
            archive.writestr(f"data/{name}.js", f"window.YTD.{name}.part0 = {json.dumps(said)}")
    return path


def feed(*authors: str) -> bytes:
    """A feed in which these authors write in turn."""
    entries = "".join(
        f"<item><title>{'zqwords' if 'Zq' in author else 'Sober'} {n} on our acquisition</title>"
        f"<link>https://paper.example/{'zquilla-' if 'Zq' in author else ''}{n}</link>"
        f"<guid>https://paper.example/{n}</guid>"
        f"<dc:creator>{author}</dc:creator><pubDate>Tue, 03 Feb 2026 10:00:0{n} GMT</pubDate>"
        f"<description>{'zqwords' if 'Zq' in author else 'Plain words'} of what we told staff.</description></item>"
        for n, author in enumerate(authors)
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>The paper</title><link>https://paper.example/</link>{entries}</channel></rss>"
    ).encode()


def written(folder: Path) -> list[Path]:
    """All of it as files to import."""
    folder.mkdir(exist_ok=True)
    (folder / "bluesky.json").write_text(json.dumps(bluesky()))
    (folder / "mastodon.json").write_text(json.dumps(mastodon()))
    return [folder / "bluesky.json", folder / "mastodon.json", x(folder / "x.zip")]


def left(home: Home) -> set[tuple[str, bytes]]:
    """Which traces of hers are in which files of the data folder, the compressed pages in the store opened too."""
    import zlib

    home.close()
    home.__dict__.pop("database", None)
    found = {
        (path.name, trace)
        for path in home.folder.rglob("*")
        if path.is_file()
        for trace in TRACES
        if trace in path.read_bytes().lower()
    }
    with home.database.reading() as db:
        for row in db.execute("SELECT * FROM raw").fetchall():
            raw = zlib.decompress(row["body"]).lower()
            found |= {(f"raw {row['network']} {row['kind']} {row['id']}", trace) for trace in TRACES if trace in raw}
    return found
