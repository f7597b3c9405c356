"""How words are folded for search, the same way when stored and when asked. Ranks nothing.

The embedded server has no `unaccent`, and PostgreSQL's Indonesian configuration no stop list: both are done here, so
that a search never depends on files of the server.
"""

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, text

_WORD = re.compile(r"[0-9a-z]+")
MAX_WORDS = 12
"""More words than anybody types into a search field."""

_STOP_WORDS = """
ada adalah agar akan antara atau bagi bahwa bila bisa dalam dan dapat dari dengan di harus hingga ialah ini itu jika
juga karena ke kepada lain maka masih mereka namun oleh pada para paling saat sampai satu sebagai sebuah secara sedang
semua seorang sudah supaya tanpa telah tentang terhadap tiap untuk yaitu yang
a an and are as at be by for from in is it of on or that the to with
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())


def fold(words: str) -> str:
    """Lower case without diacritics and punctuation, words joined by single spaces."""
    # Taken apart first and again: № holds a capital N, and folding ß or İ makes new letters.
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", words).casefold())
    plain = "".join(part for part in parts if not unicodedata.combining(part) and part not in "'’")
    return " ".join(_WORD.findall(plain))


def search_words(sentence: str) -> list[str]:
    """The words of a text that carry meaning, folded."""
    return [word for word in fold(sentence).split() if word not in STOP_WORDS]


def words_vector(words: ColumnElement[str]) -> ColumnElement[object]:
    """What `words_query` searches, from words as `search_words` gives them, joined by spaces: as written (weight A) and
    their stems (C). Stems are kept apart, since the one of `keluarga` is `luarga`, which nobody means who types `luar`.
    """
    return _vector("simple", words, weight="A").op("||")(_vector("simpul", words, weight="C"))


def words_query(words: Sequence[str]) -> ColumnElement[object]:
    """Each word begins a word as written, or has the stem of one. At least one word."""
    begun = [func.to_tsquery(text("'simple'"), f"{word}:*A") for word in words]
    stemmed = [func.to_tsquery(text("'simpul'"), f"{word}:C") for word in words]
    query, *others = [here.op("||")(there) for here, there in zip(begun, stemmed, strict=True)]
    for other in others:
        query = query.op("&&")(other)
    return query


def _vector(configuration: str, words: ColumnElement[str], *, weight: str) -> ColumnElement[object]:
    return func.setweight(func.to_tsvector(text(f"'{configuration}'"), words), text(f"'{weight}'"))
