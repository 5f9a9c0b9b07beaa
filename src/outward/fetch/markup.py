"""Hostile markup becomes plain text."""

import html
import re

LONGEST = 200_000
"""Characters kept of one text."""

_MARKUP_LIMIT = 5 * LONGEST
_BREAKS = {
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
    ),
    *(
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
    ),
    *("summary", "table", "td", "th", "tr", "ul"),
}
_UNSEEN = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head", "title", "select"}
_TAG = re.compile(r"<[^>]*>")
# Control characters except line ends and tabs, soft hyphen, zero-width and direction-changing characters, lone
# surrogates, the byte order mark, interlinear marks and tag characters: none is seen, all can deceive.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_BLANK = re.compile(r"[^\S\n]+")
# Words of Latin script between single blanks, which most lines are: nothing in them is to be mended.
_CLEAN = re.compile(
    "[!-%'-;=-~\xa1-\xac\xae-\u024f\u2013-\u201d\u2026]+(?: [!-%'-;=-~\xa1-\xac\xae-\u024f\u2013-\u201d\u2026]+)*"
)
_WORD = re.compile(r"\w+(?:[’'\-.]\w+)*")


def plain_text(markup: str) -> str:
    """The words of a piece of markup, a line break where a reader would see one; at most `LONGEST` characters.

    Scripts, styles and comments go, entities are resolved, invisible characters and repeated blanks removed.
    """
    if len(markup) <= LONGEST and _CLEAN.fullmatch(markup):
        return markup
    if "<" in markup or "&" in markup:
        import nh3

        safe = nh3.clean(
            markup[:_MARKUP_LIMIT].replace("\x00", ""),
            tags=_BREAKS,
            clean_content_tags=_UNSEEN,
            attributes={},
            link_rel=None,
        )
        markup = html.unescape(_TAG.sub("\n", safe))
    text = _BLANK.sub(" ", _LINE_END.sub("\n", _INVISIBLE.sub("", markup)))
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)[:LONGEST].rstrip()


def words(text: str) -> int:
    """How many words a text has."""
    return sum(1 for _ in _WORD.finditer(text))
