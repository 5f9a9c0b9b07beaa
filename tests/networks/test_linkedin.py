"""LinkedIn's own copies of every year: whole, broken, hostile."""

import codecs
import csv
import io
import tracemalloc
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outward.app.imports import Imported, imports
from outward.archive import Archive
from outward.model import Direction, Form, MarkKind, Parsed, TieKind
from outward.networks import Pastes, Unpacks, network
from outward.networks.linkedin import FILES, parse, tables, unpack
from outward.store import people, used
from tests.app.material import NOW, home_in
from tests.data import data

NOTES = 'Notes:\n"When exporting your connection data, you may notice that some addresses are missing."\n\n'
PROFILE = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Twitter Handles,Websites\n"
    'Ada,Ivarsdotter,,"1 Secret Street","Jan 1, 1980",Head of Change,I move offices.,[adaivars],"[PORTFOLIO:https://ada.example/work,BLOG:words.example]"\n'
)
POSITIONS = (
    "Company Name,Title,Description,Location,Started On,Finished On\nNordbruk,Head of Change,,,Jan 2020,\n,,,,,\n"
)
INVITATIONS = (
    "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    'Ada Ivarsdotter,Bo Lind,"6/16/21, 3:28 AM",A private word,OUTGOING,'
    "https://www.linkedin.com/in/ada-ivarsdotter,https://www.linkedin.com/in/bo-lind\n"
    'Cai Moor,Ada Ivarsdotter,"6/17/21, 3:28 PM",,INCOMING,'
    "https://www.linkedin.com/in/cai-moor,https://www.linkedin.com/in/ada-ivarsdotter\n"
    'Cai Moor,Ada Ivarsdotter,"6/17/21, 3:28 PM",,,,\n'
)
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
    "ATTACHMENTS,IS MESSAGE DRAFT\n"
    "2-aa==,,Ada Ivarsdotter,https://www.linkedin.com/in/ada-ivarsdotter,"
    '"Bo Lind,Cai Moor","https://www.linkedin.com/in/bo-lind,https://www.linkedin.com/in/cai-moor",'
    '2024-01-02 03:04:05 UTC,A private subject,"A private word, ""quoted""\nin two lines",INBOX,,No\n'
    "2-aa==,,Bo Lind,https://www.linkedin.com/in/bo-lind,"
    '"Ada Ivarsdotter,Cai Moor","https://www.linkedin.com/in/ada-ivarsdotter,https://www.linkedin.com/in/cai-moor",'
    "2024-01-02 04:04:05 UTC,,Another private word,INBOX,,No\n"
    "2-bb==,,Ada Ivarsdotter,https://www.linkedin.com/in/ada-ivarsdotter,Bo Lind,https://www.linkedin.com/in/bo-lind,"
    "2024-01-03 04:04:05 UTC,,Never sent,INBOX,,Yes\n"
    "2-cc==,,LinkedIn Member,,Ada Ivarsdotter,https://www.linkedin.com/in/ada-ivarsdotter,"
    "2024-01-03 04:04:05 UTC,,Gone,INBOX,,No\n"
)
CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Bo,Lind,https://www.linkedin.com/in/Bo-Lind,bo@secret.example,Havsbris,Editor,17 Jun 2021\n"
    "Cai,Moor_ACoAA1234567,,,Ljus,Writer,16 Jun 2021\n"
    ",,,,,,16 Jun 2021\n"
)


def folder(where: Path, files: dict[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = where / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return where


def said(path: Path) -> dict[str, list[tuple[int, Parsed]]]:
    """What each kind of a given path says: records and what was parsed, piece by piece."""
    found: dict[str, list[tuple[int, Parsed]]] = {}
    with Archive(path) as archive:
        for piece in unpack(archive):
            found.setdefault(piece.source.kind, []).append((piece.records, parse(piece.raw, piece.source)))
    return found


def one(path: Path, kind: str) -> Parsed:
    ((_, parsed),) = said(path)[kind]
    return parsed


def whole(where: Path) -> Path:
    return folder(
        where / "Complete_LinkedInDataExport_01-02-2024",
        {
            "Profile.csv": PROFILE,
            "Positions.csv": POSITIONS,
            "Invitations.csv": INVITATIONS,
            "messages.csv": MESSAGES,
            "Connections.csv": NOTES + CONNECTIONS,
            "Logins.csv": "Login Date,IP Address,User Agent,Login Type\n2024-01-01,10.0.0.1,x,y\n",
            "PhoneNumbers.csv": "Extension,Number,Type\n,+46 1,Mobile\n",
            "Rich_Media.csv": "Date/Time,Media Description,Media Link\n2024,x,https://x.example\n",
            "learning_coach_messages.csv": "No conversations found\n",
        },
    )


def counted(report: Imported) -> dict[str, tuple[int, int, int, int, int]]:
    (file,) = report.files
    assert file.trouble == ""
    return {k.kind: (k.read, k.added, k.updated, k.unchanged, k.dropped) for k in file.kinds}


REPEATED = "It repeats a post of somebody else without a word or a link."
NAMELESS = "It does not say who it is about."


def test_the_real_copy_of_2021_is_read_whole(tmp_path: Path) -> None:
    path = data("payloads", "linkedin", "export_2021")
    with home_in(tmp_path / "home") as home:
        first = imports(home, [path], now=NOW)
        assert counted(first) == {
            "comments": (87, 85, 0, 2, 0),  # one of them stands there three times
            "companies": (60, 60, 0, 0, 0),
            "connections": (300, 298, 0, 0, 2),
            "hashtags": (12, 11, 0, 1, 0),  # one twice, in small and capital letters
            "learning": (40, 40, 0, 0, 0),
            "messages": (200, 200, 0, 0, 0),
            "reactions": (300, 300, 0, 0, 0),
            "shares": (100, 49, 0, 23, 28),  # four of them stand there up to eighteen times
        }
        why = {kind.kind: kind.why for kind in first.files[0].kinds if kind.why}
        assert why == {"connections": {NAMELESS: 2}, "shares": {REPEATED: 28}}
        assert first.files[0].unread == ("Skills.csv",)
        again = counted(imports(home, [path], now=NOW))
        assert all(added == updated == 0 for _, added, updated, _, _ in again.values())
        assert people.mine(home.database) == {"linkedin:user-5298", "linkedin:~gita-silva"}


def test_the_real_posts_of_2025_are_read_whole(tmp_path: Path) -> None:
    path = data("payloads", "linkedin", "export_2025")
    with home_in(tmp_path / "home") as home:
        assert counted(imports(home, [path], now=NOW)) == {
            "comments": (100, 100, 0, 0, 0),
            "shares": (100, 100, 0, 0, 0),
        }
        again = counted(imports(home, [path], now=NOW))
        assert again == {"comments": (100, 0, 0, 100, 0), "shares": (100, 0, 0, 100, 0)}
    shares = [post for _, parsed in said(path)["shares"] for post in parsed.posts]
    assert not any(post.text.endswith('"') and post.text.count('"') % 2 for post in shares)
    assert sum('\n""\n' in post.text for post in shares) == 0
    comments = [post.text for _, parsed in said(path)["comments"] for post in parsed.posts]
    assert not any('\\"' in text for text in comments)


def test_a_zip_with_hostile_names_brings_the_same(tmp_path: Path) -> None:
    path = tmp_path / "Basic_LinkedInDataExport_06-16-2021.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for number, file in enumerate(sorted(data("payloads", "linkedin", "export_2021").iterdir())):
            packed.writestr(["../../", "/", "..\\..\\", "a/"][number % 4] + file.name, file.read_bytes())
    with home_in(tmp_path / "home") as home:
        got = counted(imports(home, [path], now=NOW))
        assert got["connections"] == (300, 298, 0, 0, 2)
        assert sum(read for read, *_ in got.values()) == 1099
    assert sorted(p.name for p in tmp_path.iterdir()) == [path.name, "home"]


def test_a_whole_copy_of_today(tmp_path: Path) -> None:
    with home_in(tmp_path / "home") as home:
        report = imports(home, [whole(tmp_path)], now=NOW)
        assert counted(report) == {
            "connections": (3, 2, 0, 0, 1),
            "invitations": (3, 2, 0, 0, 1),
            "messages": (4, 2, 0, 0, 2),
            "positions": (1, 0, 0, 1, 0),
            "profile": (1, 0, 0, 1, 0),  # the tables before it have already said whose they are
        }
        assert set(report.files[0].unread) == {
            "Logins.csv", "PhoneNumbers.csv", "Rich_Media.csv", "learning_coach_messages.csv"
        }  # fmt: skip
        touches = {(t.person, t.direction, t.how) for t in used.touches(home.database)}
        assert touches == {
            ("linkedin:bo-lind", Direction.OUT, "invited"),
            ("linkedin:cai-moor", Direction.IN, "invited"),
            ("linkedin:bo-lind", Direction.OUT, "message"),
            ("linkedin:cai-moor", Direction.OUT, "message"),
            ("linkedin:bo-lind", Direction.IN, "message"),
        }
        assert people.mine(home.database) == {"linkedin:ada-ivarsdotter", "linkedin:~ada-ivarsdotter"}
        again = counted(imports(home, [whole(tmp_path)], now=NOW))
        assert all(added == updated == 0 for _, added, updated, _, _ in again.values())
        stored = b"".join(path.read_bytes() for path in (tmp_path / "home").rglob("*") if path.is_file())
        assert b"rivate" not in stored


def test_nothing_private_is_in_a_piece(tmp_path: Path) -> None:
    with Archive(whole(tmp_path)) as archive:
        raw = b"".join(piece.raw for piece in unpack(archive))
    assert b"Bo Lind" in raw
    for secret in (b"rivate", b"secret", b"Secret", b"Jan 1, 1980", b"Never sent", b"10.0.0.1", b"+46"):
        assert secret not in raw


def test_her_own_account_says_what_she_does_and_where_else_she_is(tmp_path: Path) -> None:
    parsed = one(whole(tmp_path), "profile")
    (me,) = parsed.accounts
    assert me.url == "https://www.linkedin.com/in/ada-ivarsdotter"
    assert me.name == "Ada Ivarsdotter"
    assert me.bio.splitlines() == ["Head of Change", "I move offices.", "Head of Change at Nordbruk (Jan 2020)"]
    assert me.links == ("https://ada.example/work", "https://words.example/", "https://x.com/adaivars")


def test_a_contact_is_known_by_address_and_both_agreed(tmp_path: Path) -> None:
    parsed = one(whole(tmp_path), "connections")
    bo, cai = (account for account in parsed.accounts if account.id not in parsed.mine)
    assert (bo.id, bo.url, bo.bio) == ("linkedin:bo-lind", "https://www.linkedin.com/in/bo-lind", "Editor, Havsbris")
    assert (cai.id, cai.name, cai.url) == ("linkedin:~cai-moor", "Cai Moor", "")
    assert {(tie.source, tie.target, tie.kind) for tie in parsed.ties} == {
        ("linkedin:ada-ivarsdotter", bo.id, TieKind.CONNECT),
        ("linkedin:ada-ivarsdotter", cai.id, TieKind.CONNECT),
    }
    assert parsed.touches == ()
    assert parsed.ties[0].at == datetime(2021, 6, 17, tzinfo=UTC)


ERAS: list[tuple[str, str | bytes]] = [
    ("Connections.csv", CONNECTIONS),
    ("Connections.csv", NOTES + CONNECTIONS),
    ("Connections.csv", codecs.BOM_UTF8 + (NOTES + CONNECTIONS).encode()),
    ("Connections.csv", (NOTES + CONNECTIONS).replace("\n", "\r\n")),
    ("Connections (1).csv", NOTES + CONNECTIONS),
    ("Connections_12345.csv", NOTES + CONNECTIONS),
    ("deep/in/a/CONNECTIONS.CSV", CONNECTIONS),
    ("my contacts.csv", CONNECTIONS),
    ("Connections.csv", CONNECTIONS.replace("First Name,Last Name", "firstName, LAST_NAME ")),
    ("Connections.tsv", CONNECTIONS.replace(",", "\t").encode("utf-16")),
    ("Connections.csv", CONNECTIONS.replace(",", "\t").encode("utf-16-le")),
    ("Connections.csv", CONNECTIONS.replace(",", "\t").encode("utf-16-be")),
    ("Connections.csv", CONNECTIONS.replace(",", ";")),
]


@pytest.mark.parametrize(("name", "text"), ERAS, ids=range(len(ERAS)))
def test_every_era_of_one_table_says_the_same(tmp_path: Path, name: str, text: str | bytes) -> None:
    parsed = one(folder(tmp_path / "x", {name: text}), "connections")
    assert [account.id for account in parsed.accounts] == ["linkedin:bo-lind", "linkedin:~cai-moor"]
    assert [record.reason for record in parsed.dropped] == [NAMELESS]
    assert [f"{tie.at:%Y-%m-%d}" for tie in parsed.ties] == ["2021-06-17", "2021-06-16"]


def test_windows_letters_are_read(tmp_path: Path) -> None:
    text = "First Name,Last Name,Connected On\nJosé,Müller,16 Jun 2021\n".encode("cp1252")
    assert one(folder(tmp_path / "x", {"Connections.csv": text}), "connections").accounts[0].name == "José Müller"


def test_names_of_every_script_are_kept_and_cleaned(tmp_path: Path) -> None:
    rows = "First Name,Last Name,URL,Connected On\n" + "".join(
        f'{first},"{last}",{url},16 Jun 2021\n'
        for first, last, url in [
            ("ליאת", "כהן", ""),
            ("<b>Eve</b>", "<script>alert(1)</script>", "https://www.linkedin.com/in/eve"),
            ("Zoë", "Ünal, PhD", "https://de.linkedin.com/in/zo%C3%AB-%C3%BCnal/?trk=x"),
            ("\u202eRol", "\u200bLer", "https://evil.example/in/rol"),
        ]
    )
    parsed = one(folder(tmp_path / "x", {"Connections.csv": rows}), "connections")
    assert [(account.id, account.name) for account in parsed.accounts] == [
        ("linkedin:~ליאת-כהן", "ליאת כהן"),
        ("linkedin:eve", "<b>Eve</b> <script>alert(1)</script>"),
        ("linkedin:zoë-ünal", "Zoë Ünal, PhD"),
        ("linkedin:~rol-ler", "Rol Ler"),
    ]
    assert parsed.accounts[2].url == "https://www.linkedin.com/in/zo%C3%AB-%C3%BCnal"


def test_namesakes_without_address_stay_two_people(tmp_path: Path) -> None:
    rows = "First Name,Last Name,Connected On\nBo,Lind,16 Jun 2021\nBo,Lind,17 Jun 2021\nCai,Moor,1 Jan 2020\n"
    parsed = one(folder(tmp_path / "x", {"Connections.csv": rows}), "connections")
    assert [account.id.partition("~")[2] for account in parsed.accounts] == [
        "bo-lind.2021-06-16", "bo-lind.2021-06-17", "cai-moor"
    ]  # fmt: skip


def test_own_words_in_every_quoting(tmp_path: Path) -> None:
    link = "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A6810652804911312896"
    shares = (
        "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
        f'2025-07-01 14:33:22,{link.replace("activity", "share")},"One ""word"" of #Change.""\n""""\n""Two {{hashtag|\\#|staff}}","","",PUBLIC\n'  # noqa: E501
        f"2025-07-02 14:33:22,{link.replace('896', '897')},,https://paper.example/a?utm_source=x,,PUBLIC\n"
        f"2025-07-03 14:33:22,{link.replace('896', '898')},,,,PUBLIC\n"
        "2025-07-03 14:33:22,https://www.linkedin.com/jobs/,Hi,,,PUBLIC\n"
    )
    comments = (
        "Date,Link,Message\n"
        f'2025-06-27 09:04:13,{link},"She said \\"ask, then listen\\" and left.\n\nSo did I."\n'
        f"2021-04-05 21:22:41,{link},No quotes at all\r\nand a second line, with a comma\r\n\r\n"
        f'2021-04-05 21:22:42,{link}?commentUrn=urn%3Ali%3Acomment%3A%28activity%3A6810652804911312896%2C5%29,"A ""plain"" one"\n'  # noqa: E501
        f"2021-04-05 21:22:43,{link},\n"
        "2021-04-05 21:22:44,https://elsewhere.example/,Hello\n"
    )
    path = folder(tmp_path / "linkedin", {"Shares.csv": shares, "Comments.csv": comments})
    parsed = one(path, "shares")
    first, second = parsed.posts
    assert first.text == 'One "word" of #Change.\nTwo #staff'
    assert first.tags == ("change", "staff")
    assert first.id == "linkedin:urn:li:share:6810652804911312896"
    assert second.resource == "https://paper.example/a"
    assert Counter(record.reason for record in parsed.dropped) == {
        REPEATED: 1, "Its address is none of a post on LinkedIn.": 1
    }  # fmt: skip
    parsed = one(path, "comments")
    assert [post.text for post in parsed.posts] == [
        'She said "ask, then listen" and left.\nSo did I.',
        "No quotes at all\nand a second line, with a comma",
        'A "plain" one',
    ]
    assert {post.reply_to for post in parsed.posts} == {"linkedin:urn:li:activity:6810652804911312896"}
    assert {post.author for post in parsed.posts} == {"linkedin:~me"}
    assert (parsed.ties, parsed.touches) == ((), ())
    assert len(parsed.dropped) == 2


def test_what_she_liked_saved_watched_follows_and_went_to(tmp_path: Path) -> None:
    link = "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A6810652804911312896"
    path = folder(
        tmp_path / "linkedin",
        {
            "Reactions.csv": f"Date,Type,Link\n2021-06-16 11:04:59,PRAISE,{link}\n2021-06-16 11:04:59,LIKE,nowhere\n",
            "Saved_Items.csv": f"savedItem,CreatedTime\n{link},2021-06-16\nhttps://paper.example/b,1/14/2020 12:13\n",
            "Learning.csv": (
                "Content Title,Content Description,Content Type,Content Last Watched Date (if viewed),"
                "Content Completed At (if completed),Content Saved,Notes taken on videos (if taken),\n"
                "Leading Change: Basics (2016),How.,Course,2019-02-28 20:33 UTC,N/A,true,A private note,\n"
            ),
            "Member_Follows.csv": "Date,Status,FullName\nWed Jun 16 06:56:05 UTC 2021,Active,Bo Lind\n,Unfollowed,Cai\n",  # noqa: E501
            "Company Follows.csv": "Organization,Followed On\nNordbruk,Wed Jun 16 06:56:05 UTC 2021\n",
            "Hashtag_Follows.csv": "HashTag,CreatedTime,LastModifiedTime,State\nMachine Learning,1/14/2020 12:13,,Follow\n",  # noqa: E501
            "Events.csv": "Event Name,Event Time,Status,External Url\nDay of Change,\"Jan 5, 2024, 9:00 AM - Jan 5, 2024\",Attending,https://day.example\nX,,,\n",
            "Endorsement_Received_Info.csv": (
                "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url,"
                "Endorsement Status\n2021/06/16 10:00:00 UTC,Change,Bo,Lind,www.linkedin.com/in/bo-lind,ACCEPTED\n"
            ),
            "Recommendations_Given.csv": (
                "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
                'Cai,Moor,Ljus,Writer,"Good.","06/17/21, 03:28 PM",VISIBLE\n'
            ),
            "Recommendations_Received.csv": (
                "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
                'Bo,Lind,Havsbris,Editor,"She led three mergers.","06/17/21, 03:28 PM",VISIBLE\n'
            ),
            "Invitations.csv": INVITATIONS,
        },
    )  # fmt: skip
    got = {kind: pieces[0][1] for kind, pieces in said(path).items() if kind != "praise"}
    post = "https://www.linkedin.com/feed/update/urn:li:activity:6810652804911312896/"
    assert [(m.url, m.kind) for m in got["reactions"].marks] == [(post, MarkKind.LIKED)]
    assert [(m.url, m.kind) for m in got["saved"].marks] == [
        (post, MarkKind.SAVED), ("https://paper.example/b", MarkKind.SAVED)
    ]  # fmt: skip
    (course,) = got["learning"].resources
    assert (course.url, course.form) == ("https://www.linkedin.com/learning/leading-change-basics-2016", Form.VIDEO)
    assert {m.kind for m in got["learning"].marks} == {MarkKind.SEEN, MarkKind.SAVED}
    assert [(t.target, t.kind) for t in got["follows"].ties] == [("linkedin:~bo-lind", TieKind.FOLLOW)]
    assert [t.target for t in got["companies"].ties] == ["linkedin:company~nordbruk"]
    assert [m.url for m in got["hashtags"].marks] == ["https://www.linkedin.com/feed/hashtag/machinelearning/"]
    assert got["hashtags"].sources == ()
    assert [(r.url, r.form, len(got["events"].dropped)) for r in got["events"].resources] == [
        ("https://day.example/", Form.EVENT, 1)
    ]
    assert [(t.person, t.direction, t.how) for t in got["endorsements"].touches] == [
        ("linkedin:bo-lind", Direction.IN, "endorsed")
    ]
    given, received = (parsed for _, parsed in said(path)["praise"])
    assert [t.direction for t in (*given.touches, *received.touches)] == [Direction.OUT, Direction.IN]
    assert given.posts == ()
    assert [(p.author, p.text, p.mentions) for p in received.posts] == [
        ("linkedin:~bo-lind", "She led three mergers.", ("linkedin:ada-ivarsdotter",))
    ]


def test_files_that_are_not_what_they_say(tmp_path: Path) -> None:
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as packed:
        packed.writestr("[Content_Types].xml", "<x/>")
    path = folder(
        tmp_path / "LinkedIn",
        {
            "Reactions.csv": sheet.getvalue(),
            "messages.csv": "No conversations found\n",
            "Connections.csv": b"\x00\x01\x02\xff" * 100,
            "Invitations.csv": "From,To,Sent At,Message,Direction\n",
            "Comments.csv": b"",
            "Skills.csv": "Name\nChange\n",
        },
    )
    got = {kind: [(n, [d.reason for d in p.dropped]) for n, p in pieces] for kind, pieces in said(path).items()}
    nothing = "It has none of the columns that LinkedIn gives such a file."
    assert got == {
        "reactions": [(1, ["It is a spreadsheet under the name of a table; save it as CSV and give it again."])],
        "messages": [(1, [nothing])],
        "connections": [(1, [nothing])],
        "invitations": [(0, [])],
    }


def test_files_of_others_are_passed_over_in_silence(tmp_path: Path) -> None:
    path = folder(
        tmp_path / "takeout",
        {
            "comments.csv": "Comment ID,Channel ID,Comment Create Timestamp\n1,2,3\n",
            "messages.csv": "not a table\n",
            "profile.csv": "id,name\n1,x\n",
            "events.json": "{}",
            "photo.jpg": b"\xff\xd8",
        },
    )
    assert said(path) == {}


def test_a_broken_record_never_costs_its_neighbours(tmp_path: Path) -> None:
    rows = (
        "First Name,Last Name,Connected On\nBo,Lind,16 Jun 2021\nToo,Many,16 Jun 2021,extra\n"
        'Cai,Moor,17 Jun 2021\n"Never closed,Lost,18 Jun 2021\nDan,Osk,19 Jun 2021\n'
    )
    parsed = one(folder(tmp_path / "x", {"Connections.csv": rows}), "connections")
    assert [account.name for account in parsed.accounts] == ["Bo Lind", "Cai Moor", "Dan Osk"]
    assert [record.reason for record in parsed.dropped] == [
        "Its cells do not fit the columns of its table.", "It has a quotation mark that is never closed."
    ]  # fmt: skip


def test_a_monstrous_line_is_counted_and_not_held(tmp_path: Path) -> None:
    path = tmp_path / "x" / "Connections.csv"
    path.parent.mkdir()
    with path.open("w") as file:
        file.write("First Name,Last Name,Connected On\nBo,Lind,16 Jun 2021\n")
        for _ in range(64):
            file.write("x" * 1_000_000)
        file.write(",Lost,16 Jun 2021\nCai,Moor,17 Jun 2021\n")
    tracemalloc.start()
    try:
        parsed = one(path.parent, "connections")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [account.name for account in parsed.accounts] == ["Bo Lind", "Cai Moor"]
    assert [record.reason for record in parsed.dropped] == ["It is longer than a megabyte, so it was not read."]
    assert peak < 24_000_000


def test_pieces_stay_small_and_every_record_is_counted(tmp_path: Path) -> None:
    rows = "".join(f"Bo,Lind {n},{'x' * 4000},16 Jun 2021\n" for n in range(1000))
    path = folder(tmp_path / "x", {"Connections.csv": f"First Name,Last Name,Company,Connected On\n{rows}"})
    with Archive(path) as archive:
        pieces = list(unpack(archive))
    assert sum(piece.records for piece in pieces) == 1000
    assert max(len(piece.raw) for piece in pieces) <= 1_000_000
    assert len(pieces) > 3


_CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@given(rows=st.lists(st.tuples(_CELL, _CELL, _CELL), max_size=8), break_=st.sampled_from(["\n", "\r\n"]))
def test_any_table_is_read_as_it_was_written(rows: list[tuple[str, str, str]], break_: str) -> None:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator=break_)
    writer.writerow(["Organization", "Followed On", "More"])
    writer.writerows(rows)
    kind = tables.Kind(frozenset(), frozenset({"organization", "followedon"}), ("organization", "followedon", "more"))
    table = tables.opened(io.BytesIO(written.getvalue().encode()), "utf-8", [kind])
    assert table is not None
    read = [row for row in table.rows(kind.keeps) if not isinstance(row, tables.Broken)]
    wanted = [{k: c.strip() for k, c in zip(kind.keeps, row, strict=True) if c.strip()} for row in rows]
    assert read == [row for row in wanted if row]


_FIELDS = sorted({column for kind in FILES for column in ("date", "link", "from", "to", "sentat", "direction", kind)})


@settings(max_examples=150)
@given(
    kind=st.sampled_from(sorted(FILES)),
    rows=st.lists(
        st.one_of(
            st.dictionaries(st.one_of(st.sampled_from(_FIELDS), _CELL), _CELL, max_size=6),
            st.recursive(st.none() | st.integers() | _CELL, st.lists, max_leaves=4),
        ),
        max_size=5,
    ),
)
def test_whatever_stands_in_a_record_nothing_is_raised(kind: str, rows: list[object]) -> None:
    raw = msgspec.json.encode({"rows": rows})
    from outward.model import Source

    assert isinstance(parse(raw, Source("linkedin", kind, "value")), Parsed)


def test_it_is_a_network_that_knows_files_and_pastes() -> None:
    room = network("linkedin")
    assert isinstance(room, Unpacks)
    assert isinstance(room, Pastes)
    headers: Iterable[str] = (str(kind.title) for kind in room.FILES.values())
    assert len(set(headers)) == len(room.FILES)


TORN = (
    '2-dd==,,Bo Lind,https://www.linkedin.com/in/bo-lind,Ada Ivarsdotter,,,,"A torn private word,\n'
    "with private, commas, and, private, more, private, lines, here,private,and,on\n"
)


@pytest.mark.parametrize("torn", ["", TORN])
def test_the_words_of_messages_are_kept_only_when_asked_for(tmp_path: Path, torn: str) -> None:
    path = whole(tmp_path)
    (path / "messages.csv").write_text(MESSAGES + torn)
    with home_in(tmp_path / "home") as home:

        def stored() -> bytes:
            with home.database.reading() as db:
                dumped = "\n".join(db.iterdump()).encode()
                raw = b"".join(zlib.decompress(row[0]) for row in db.execute("SELECT body FROM raw"))
            return dumped + raw + b"".join(one.read_bytes() for one in (tmp_path / "home").rglob("*") if one.is_file())

        def held() -> list[tuple[object, ...]]:
            with home.database.reading() as db:
                tables = ("post", "account", "resource", "tie", "touch", "mark", "own_account")
                return [tuple(row) for table in tables for row in db.execute(f"SELECT * FROM {table} ORDER BY 1")]

        without = counted(imports(home, [path], now=NOW))
        assert without["messages"][:2] == (4 + 2 * bool(torn), 2)
        assert "written_messages" not in without
        for word in (b"rivate", b"quoted", b"Never sent", b"Gone"):
            assert word not in stored()
        touches = used.touches(home.database)

        asked = counted(imports(home, [path], now=NOW, keep_messages=True))
        assert asked["written_messages"] == (4 + 2 * bool(torn), 2, 0, 0, 2 + 2 * bool(torn))
        assert "messages" not in asked
        assert used.touches(home.database) == touches
        with home.database.reading() as db:
            texts = {row[0] for row in db.execute("SELECT text FROM post WHERE id LIKE 'linkedin:message:%'")}
        assert texts == {'A private subject\nA private word, "quoted"\nin two lines', "Another private word"}
        assert b"Another private word" in stored()
        assert b"torn" not in stored()
        before = held()
        again = counted(imports(home, [path], now=NOW))
        assert again["messages"][1:3] == (0, 0)
        assert held() == before
