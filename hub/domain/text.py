"""What a partner or the registry says in its own words, in Indonesian and, when given, English. Translates nothing."""

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
        """The English where asked for and there; else the Indonesian."""
        return self.en if language is Language.EN and self.en else self.id
