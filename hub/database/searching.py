"""How words are folded for search, the same way when stored and when asked. Ranks nothing.

The embedded server has no `unaccent`, and PostgreSQL's Indonesian configuration no stop list: both are done here, so
that a search never depends on files of the server.
"""

import re
import unicodedata

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


def fold(text: str) -> str:
    """Lower case without diacritics and punctuation, words joined by single spaces."""
    # Taken apart first and again: № holds a capital N, and folding ß or İ makes new letters.
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(part for part in parts if not unicodedata.combining(part) and part not in "'’")
    return " ".join(_WORD.findall(plain))


def search_words(text: str) -> list[str]:
    """The words of a text that carry meaning, folded."""
    return [word for word in fold(text).split() if word not in STOP_WORDS]
