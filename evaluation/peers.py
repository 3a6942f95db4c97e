"""The peers that ours is measured against: tantivy, and bm25s with PyStemmer; both stemmed, with stop words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bm25s
import Stemmer
import tantivy

from index.analysis import STEMMERS, stop_words

_NO_WORD = re.compile(r"[^\w]+")


class Tantivy:
    """Stemmed BM25 by tantivy, one index segment, read from disk; it stores numbers alone, so that it unpacks no texts."""

    def __init__(self, texts: Sequence[str], language: str, folder: Path) -> None:
        folder.mkdir(parents=True)
        name = STEMMERS[language]
        builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
        builder = builder.filter(tantivy.Filter.custom_stopword(sorted(stop_words(language))))
        analyser = builder.filter(tantivy.Filter.stemmer(name)).build()
        schema = tantivy.SchemaBuilder()
        schema.add_integer_field("number", stored=True)
        schema.add_text_field("text", stored=False, tokenizer_name="ours", index_option="position")
        self._index = tantivy.Index(schema.build(), path=str(folder))
        self._index.register_tokenizer("ours", analyser)
        writer = self._index.writer(256_000_000, 1)
        for number, text in enumerate(texts):
            writer.add_document(tantivy.Document(number=number, text=text))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, text: str, limit: int) -> list[tuple[int, float]]:
        """(number of the text, score), best first."""
        query = self._index.parse_query(_NO_WORD.sub(" ", text).lower(), ["text"])
        hits = self._searcher.search(query, limit).hits
        return [(self._searcher.doc(address)["number"][0], score) for score, address in hits]


class Bm25s:
    """Stemmed BM25 by bm25s, in memory."""

    def __init__(self, texts: Sequence[str], language: str) -> None:
        self._stemmer = Stemmer.Stemmer(STEMMERS[language])
        self._stop_words = sorted(stop_words(language))
        self._retriever = bm25s.BM25()
        self._retriever.index(self._tokens(list(texts)), show_progress=False)
        self._size = len(texts)

    def _tokens(self, texts: Sequence[str]) -> Any:
        return bm25s.tokenize(texts, stopwords=self._stop_words, stemmer=self._stemmer, show_progress=False)

    def search(self, text: str, limit: int) -> list[tuple[int, float]]:
        """(number of the text, score), best first."""
        tokens = self._tokens([text])
        found, scores = self._retriever.retrieve(tokens, k=min(limit, self._size), show_progress=False)
        return [(int(number), float(score)) for number, score in zip(found[0], scores[0], strict=True)]
