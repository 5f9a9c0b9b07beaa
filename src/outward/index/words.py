"""The word half of the index, by tantivy."""

import math
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from outward.errors import BusyStoreError, CorruptStoreError, StoreError

if TYPE_CHECKING:
    import tantivy

MAX_TERMS = 128
"""Distinct words of a query that are looked up, the first ones; a goal of 10,000 words stays answerable."""


class Words:
    """BM25 over document texts: lower case, accents folded, English stems."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writer: tantivy.IndexWriter | None = None

    def begin(self) -> None:
        """Take hold of the folder for a run of writes; `BusyStoreError` while another program has it."""
        if self._writer is None:
            with self._speaking():
                self._writer = self._index.writer(heap_size=128_000_000, num_threads=2)

    def put(self, known: Sequence[int], kept: Sequence[tuple[int, str]]) -> None:
        """Take out the documents `known`, add `kept` (number, text), all or nothing; `settle` ends a run of these."""
        import tantivy

        self.begin()
        writer = self._writer
        assert writer is not None  # noqa: S101 - a run has begun
        with self._speaking():
            for doc in known:
                writer.delete_documents_by_term("doc", doc)
            for doc, text in kept:
                writer.add_document(tantivy.Document(doc=doc, text=text))
            writer.commit()

    def settle(self) -> None:
        """Let go of the folder and make what was written visible to the next search."""
        if self._writer is not None:
            writer, self._writer = self._writer, None
            with self._speaking():
                writer.wait_merging_threads()
                self._index.reload()

    def search(self, text: str, limit: int) -> list[tuple[int, float]]:
        """Numbers and BM25 scores of the best documents for any of the text's words."""
        import tantivy

        terms = list(dict.fromkeys(self._analyzer.analyze(text[:200_000])))[:MAX_TERMS]
        if not terms or limit < 1:
            return []
        should = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._index.schema, "text", term, "freq")) for term in terms
        ]
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(should), limit, count=False).hits
        numbers = searcher.fast_field_values("doc", [address for _, address in hits])
        return [(int(number or 0), float(score)) for (score, _), number in zip(hits, numbers, strict=True)]

    def rarity(self, words: Sequence[str]) -> list[float]:
        """ln(1 + (n - df + .5)/(df + .5)) of each word, n documents and df of them with the word; 0 where df is 0."""
        searcher = self._index.searcher()
        size = searcher.num_docs
        found = (self._analyzer.analyze(word[:200]) for word in words)
        counts = (searcher.doc_freq("text", terms[0]) if terms else 0 for terms in found)
        return [math.log(1 + max(0.0, size - df + 0.5) / (df + 0.5)) if df else 0.0 for df in counts]

    def reopen(self) -> None:
        """See what another program has written."""
        self.__dict__.pop("_index", None)

    def clear(self) -> None:
        """Forget everything."""
        self.reopen()
        shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, OSError) as error:
            if "LockBusy" in str(error):
                raise BusyStoreError(
                    f"Another Outward is writing to the index in {self._folder}; wait until it has finished."
                ) from error
            raise StoreError(
                f"The index in {self._folder} cannot be written ({error}); see whether the disk is full or the folder "
                "read-only."
            ) from error

    @cached_property
    def _analyzer(self) -> "tantivy.TextAnalyzer":
        import tantivy

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

    @cached_property
    def _index(self) -> "tantivy.Index":
        import tantivy

        schema = tantivy.SchemaBuilder()
        schema.add_integer_field("doc", indexed=True, fast=True)
        schema.add_text_field("text", tokenizer_name="words", index_option="freq")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            index = tantivy.Index(schema.build(), path=str(self._folder))
        except (ValueError, OSError) as error:
            raise CorruptStoreError(
                f"The index in {self._folder} is damaged; make it again with 'outward doctor --rebuild'."
            ) from error
        index.register_tokenizer("words", self._analyzer)
        return index
