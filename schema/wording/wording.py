"""The form of one problem's sentences in both languages. Holds none."""

from dataclasses import dataclass

from hub.domain.text import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A message (what, which, why) and a hint (what now) for each language, with gaps for the parameters.

    `otherwise` speaks when a gap of this one would stay empty.
    """

    id: tuple[str, str]
    en: tuple[str, str]
    otherwise: "Wording | None" = None

    def in_language(self, language: Language) -> tuple[str, str]:
        """Message and hint."""
        return self.en if language is Language.EN else self.id
