"""The kinds of tables that are read, with the only columns that are ever taken from each.

What is not named here is left where it is: the text of invitations, mail addresses, telephone numbers, birth date and
address, and every other table (advertisements, logins, searches, jobs, receipts ...). What was written in messages
(`TEXTS`) is taken only when the user asks for it.
"""

from collections.abc import Iterable
from types import MappingProxyType

from outward.networks.linkedin.tables import Kind


def _kind(stems: str, needs: str, keeps: str, *, telling: bool = False) -> Kind:
    return Kind(frozenset(stems.split()), frozenset(needs.split()), tuple(keeps.split()), telling)


TABLES = MappingProxyType(
    {
        "profile": _kind("profile", "firstname lastname headline",
                         "firstname lastname headline summary twitterhandles websites"),
        "summary": _kind("profilesummary", "profilesummary", "profilesummary"),
        "positions": _kind("positions", "companyname title startedon", "companyname title startedon finishedon"),
        "connections": _kind("connections", "firstname lastname connectedon",
                             "firstname lastname url company position connectedon", telling=True),
        "invitations": _kind("invitations", "from to sentat direction",
                             "from to sentat direction inviterprofileurl inviteeprofileurl inviterprofileurn"
                             " inviteeprofileurn", telling=True),
        "messages": _kind("messages inbox", "conversationid from to date",
                          "conversationid conversationtitle from senderprofileurl to recipientprofileurls date folder"
                          " ismessagedraft", telling=True),
        "shares": _kind("shares", "date sharelink", "date sharelink sharecommentary sharedurl visibility",
                        telling=True),
        "comments": _kind("comments", "date link message", "date link message"),
        "reactions": _kind("reactions likes", "date type link", "date type link"),
        "saved": _kind("saveditems", "saveditem", "saveditem createdtime"),
        "learning": _kind("learning", "contenttitle contenttype",
                          "contenttitle contentdescription contenttype contentlastwatcheddateifviewed"
                          " contentcompletedatifcompleted contentsaved contenturl url", telling=True),
        "follows": _kind("memberfollows", "fullname status", "date status fullname"),
        "companies": _kind("companyfollows", "organization followedon", "organization followedon"),
        "hashtags": _kind("hashtagfollows", "hashtag", "hashtag createdtime state"),
        "endorsements": _kind("endorsementreceivedinfo endorsementgiveninfo endorsements", "endorsementdate",
                              "endorsementdate skillname endorserfirstname endorserlastname endorserpublicurl"
                              " endorseefirstname endorseelastname endorseepublicurl endorsementstatus"),
        "praise": _kind("recommendationsreceived recommendationsgiven", "lastname text status",
                        "firstname lastname company jobtitle text creationdate creationdate1 status"),
        "events": _kind("events", "eventname", "eventname eventtime status externalurl"),
    }
)  # fmt: skip

TEXTS = ("content", "subject")
"""Columns of messages that are taken only when the user asks for their words."""

SURE = frozenset(
    "connections invitations saveditems memberfollows companyfollows hashtagfollows profilesummary"
    " endorsementreceivedinfo endorsementgiveninfo recommendationsreceived recommendationsgiven".split()
)
"""Names of files that only LinkedIn gives."""


def by_columns(columns: Iterable[str], *, telling: bool = False) -> str:
    """The kind of table with these columns, empty when none has them."""
    held = set(columns)
    return next((name for name, kind in TABLES.items() if kind.needs <= held and (kind.telling or not telling)), "")
