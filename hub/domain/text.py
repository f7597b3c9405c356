"""What a partner or the registry says in its own words, in Indonesian and, when given, English; and how words are
folded before they are compared. Translates nothing."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """Languages that messages come in; Indonesian is the default and what others fall back to."""

    ID = "id"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """Words in Indonesian and perhaps English."""

    id: str
    en: str | None = None

    def in_language(self, language: Language) -> str:
        """The words in a language where they are there; else the Indonesian."""
        words: str | None = getattr(self, language.value)
        return words or self.id


_WORD = re.compile(r"[0-9a-z]+")


def fold(words: str) -> str:
    """Lower case without diacritics and punctuation, words joined by single spaces."""
    if words.isascii():
        return " ".join(_WORD.findall(words.lower().replace("'", "")))
    # Taken apart first and again: № holds a capital N, and folding ß or İ makes new letters.
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", words).casefold())
    plain = "".join(part for part in parts if not unicodedata.combining(part) and part not in "'’")
    return " ".join(_WORD.findall(plain))
