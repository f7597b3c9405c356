"""How words are folded for search, the same way when stored and when asked. Ranks nothing.

The embedded server has no `unaccent`, and PostgreSQL's Indonesian configuration no stop list: both are done here, so
that a search never depends on files of the server.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, text

from hub.domain.text import fold

MAX_WORDS = 12
"""More words than anybody types into a search field."""
_LONGEST_WORD = 2_000
"""PostgreSQL refuses a query for one of 2,047 bytes."""

_STOP_WORDS = """
ada adalah agar akan antara atau bagi bahwa bila bisa dalam dan dapat dari dengan di harus hingga ialah ini itu jika
juga karena ke kepada lain maka masih mereka namun oleh pada para paling saat sampai satu sebagai sebuah secara sedang
semua seorang sudah supaya tanpa telah tentang terhadap tiap untuk yaitu yang
a an and are as at be by for from in is it of on or that the to with
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())


def search_words(sentence: str) -> list[str]:
    """The words of a text that carry meaning, folded."""
    return [word for word in fold(sentence).split() if word not in STOP_WORDS]


def all_words(sentence: str) -> str:
    """A query, as PostgreSQL reads one, for what holds the words of a text as written: empty for a text without any.
    Words beyond the first few are left out, and so are those that no index holds."""
    words = [word for word in search_words(sentence) if len(word) < _LONGEST_WORD]
    return " & ".join(f"{word}:A" for word in words[:MAX_WORDS])


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
