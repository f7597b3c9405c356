"""The one form of the hub's own sentences: a row for each, a column for each language, gaps for what varies. Holds
none.

`Text` is a row of one sentence, `Wording` one of a message with its hint. A third language is one more column of both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from hub.domain.text import Language, Text

Sentences = tuple[str, str]
"""A message (what, which, why) and a hint (what now)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What is said of one problem. `otherwise` speaks when a gap of this one would stay empty."""

    id: Sentences
    en: Sentences
    otherwise: "Wording | None" = None

    def in_language(self, language: Language) -> Sentences:
        """Message and hint."""
        sentences: Sentences = getattr(self, language.value)
        return sentences


class _Gaps(dict[str, object]):
    """What goes into the gaps; a dash where nobody said."""

    def __missing__(self, name: str) -> str:
        return "–"


def fill(sentence: str, gaps: Mapping[str, object]) -> str:
    """A sentence with its gaps filled. A gap that nobody filled shows as a dash, wherever it is: whoever reads it still
    learns the rest."""
    try:
        return sentence.format_map(gaps)
    except KeyError:  # rarely: a match fills thousands, and asking each time costs
        return sentence.format_map(_Gaps(gaps))


def say(text: Text, language: Language, **gaps: object) -> str:
    """One sentence in a language, with its gaps filled."""
    return fill(text.in_language(language), gaps)


def gaps_of(*sentences: str) -> set[str]:
    """The names of the gaps of some sentences."""
    return {name for sentence in sentences for _, name, _, _ in Formatter().parse(sentence) if name}
