"""What a programmer would write by hand with the same libraries: the peers everything is measured against."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy

from outward.model import Post
from outward.store import rows

_COLUMNS = (
    "id TEXT PRIMARY KEY, network, author, text, url, resource, created_at, lang, reply_to, quotes, repost_of, tags,"
    " mentions, likes, reposts, replies"
)


class RawRows:
    """One SQLite table with the columns of a post, filled by executemany, a transaction a page."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute(f"CREATE TABLE post ({_COLUMNS})")

    def put(self, posts: Iterable[Post]) -> None:
        values = [
            (
                p.id, p.network, p.author, p.text, p.url, p.resource, rows.seconds(p.created_at), p.lang, p.reply_to,
                p.quotes, p.repost_of, rows.json(p.tags), rows.json(p.mentions), p.likes, p.reposts, p.replies,
            )
            for p in posts
        ]  # fmt: skip
        self._db.execute("BEGIN")
        self._db.executemany(f"INSERT INTO post VALUES ({', '.join('?' * 16)})", values)
        self._db.execute("COMMIT")

    def close(self) -> None:
        self._db.close()


class RawWords:
    """tantivy used directly: the same tokenizer and field, one writer, one commit."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        schema = tantivy.SchemaBuilder()
        schema.add_integer_field("doc", indexed=True, fast=True)
        schema.add_text_field("text", tokenizer_name="words", index_option="freq")
        self._index = tantivy.Index(schema.build(), path=str(folder))
        self._index.register_tokenizer("words", _analyzer())

    def put(self, texts: Iterable[tuple[int, str]]) -> None:
        writer = self._index.writer(heap_size=128_000_000, num_threads=2)
        for doc, text in texts:
            writer.add_document(tantivy.Document(doc=doc, text=text))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, text: str, limit: int) -> Sequence[object]:
        """Numbers of the best documents for any of the text's words."""
        searcher = self._index.searcher()
        hits = searcher.search(self._index.parse_query(text, ["text"]), limit, count=False).hits
        return list(searcher.fast_field_values("doc", [address for _, address in hits]))


class FullText:
    """SQLite's own full text search (FTS5, its English stemmer), ranked by bm25()."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)

    def fill(self, texts: Iterable[tuple[int, str]]) -> None:
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("CREATE VIRTUAL TABLE words USING fts5(text, tokenize='porter', content='')")
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", texts)
        self._db.execute("COMMIT")

    def search(self, text: str, limit: int) -> list[int]:
        """Row numbers of the best texts for any of the text's words."""
        any_word = " OR ".join(f'"{word}"' for word in text.split())
        query = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words) LIMIT ?"
        return [row[0] for row in self._db.execute(query, (any_word, limit))]

    def close(self) -> None:
        self._db.close()


def _analyzer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (
        tantivy.Filter.remove_long(40),
        tantivy.Filter.lowercase(),
        tantivy.Filter.stopword("english"),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.stemmer("english"),
    ):
        builder = builder.filter(step)
    return builder.build()
