import pytest

from outward.model import Activity, Form, Found, Goal, Post, Resource
from outward.whom.dossier import Context, Dossier, Voice
from outward.whom.signals import curation
from tests.pure.whom.town import NOW, account

CONTEXT = Context(goal=Goal(text="acquisition"), now=NOW, terms=frozenset())


def passes_on(*pointed: tuple[str, str | None]) -> Dossier:
    """One who points at these addresses, each with its author."""
    voices = []
    for doc, (url, maker) in enumerate(pointed):
        post = Post(id=f"b:{doc}", network="b", author="bluesky:ann", text="", url="https://b.example/1", resource=url)
        voices.append(
            Voice(Found(doc=doc, post=post, resource=Resource(url=url, form=Form.ARTICLE, author=maker)), 1, 1, 1)
        )
    return Dossier(id="p", voices=tuple(voices), accounts=(account("ann"),), activity=Activity(account="bluesky:ann"))


@pytest.mark.parametrize(
    ("pointed", "said"),
    [
        ([], "Passes on nothing by others about this."),
        ([("https://b.example/1", None)], "Passes on nothing by others about this."),
        ([("https://a.example/1", "bluesky:ann")], "Passes on nothing by others about this."),
        ([("https://[broken", None), ("odd", None)], "Passes on nothing by others about this."),
        ([("https://a.example/1", None), ("https://a.example/2", None)], "Passes on what 1 other made about this."),
        ([("https://a.example/1", "x:1"), ("https://a.example/2", "x:2")], "Passes on what 2 others made about this."),
    ],
)  # fmt: skip
def test_makers_are_counted_not_links(pointed: list[tuple[str, str | None]], said: str) -> None:
    dossier = passes_on(*pointed)
    assert curation.sentence(dossier, CONTEXT, curation.measure(dossier, CONTEXT)) == said


def test_more_makers_count_for_more_up_to_all() -> None:
    shares = [
        curation.measure(passes_on(*((f"https://{n}.example", None) for n in range(many))), CONTEXT)
        for many in range(9)
    ]
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[curation.ENOUGH] == shares[-1] == 1.0
