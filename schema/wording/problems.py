"""Every problem in words: what is wrong, which, why; and what to do now. Decides nothing about when it is one."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from strawberry.utils.str_converters import to_camel_case

from hub.domain.errors import Parameter, Problem
from hub.domain.facts.fact import FactKey, Unit
from hub.domain.facts.registry import FACTS
from hub.domain.text import Language
from schema.wording.facts import fact_name
from schema.wording.labels import counted, number_text
from schema.wording.sentences.criteria import CRITERIA
from schema.wording.sentences.feeds import FEEDS
from schema.wording.sentences.hub import HUB
from schema.wording.sentences.inputs import INPUTS
from schema.wording.sentences.offerings import OFFERINGS
from schema.wording.sentences.operators import OPERATORS
from schema.wording.sentences.requests import REQUESTS
from schema.wording.sentences.situations import SITUATIONS
from schema.wording.sentences.sources import SOURCES
from schema.wording.wording import Wording, fill, gaps_of

WORDINGS: Mapping[str, Wording] = {
    **SITUATIONS, **INPUTS, **OFFERINGS, **CRITERIA, **FEEDS, **SOURCES, **REQUESTS, **HUB, **OPERATORS,
}  # fmt: skip

_IDENTITY_DIGITS = 16
# People part the digits with spaces, points or hyphens, and type one too many: all of that is hidden as well.
_IDENTITY_NUMBER = re.compile(rf"\d(?:[ .\-]?\d){{{_IDENTITY_DIGITS - 1},}}")


class ProblemWords(NamedTuple):
    """A problem in one language. `hint` says what to do now; None when nothing can be said."""

    message: str
    hint: str | None


def problem_words(problem: Problem, language: Language) -> ProblemWords:
    """The problem's sentences. A key without any, which no released hub raises, shows its code and key: still enough to
    search for. No identity number is ever shown, whatever stands in a parameter."""
    parameters = dict(problem.message.parameters)
    if problem.path and isinstance(parameters.get("field"), str):
        # As the schema has it, for a client. In a row, which has no path, a column keeps its own name.
        parameters["field"] = to_camel_case(str(parameters["field"]))
    wording = WORDINGS.get(problem.message.key)
    if wording is None:
        return ProblemWords(f"{problem.code} ({problem.message.key})", None)
    filled = {name for name, value in parameters.items() if value is not None and value not in ("", ())}
    while wording.otherwise is not None and not gaps(wording) <= filled:
        wording = wording.otherwise
    message, hint = wording.in_language(language)
    words = _words(parameters, language)
    return ProblemWords(fill(message, words), fill(hint, words))


def gaps(wording: Wording) -> set[str]:
    """The parameters that the sentences of one wording name, without what it says otherwise."""
    return gaps_of(*(sentence for language in Language for sentence in wording.in_language(language)))


def _words(parameters: Mapping[str, Parameter], language: Language) -> dict[str, object]:
    about = parameters.get("fact")
    definition = FACTS[FactKey(about)] if isinstance(about, str) and about in FACTS else None
    # A number about a fact is counted as the fact is; a year, which has no unit, keeps its digits together.
    unit, known = (definition.unit, True) if definition else (None, False)
    return {
        name: _word(value, unit, language, of_fact=known) for name, value in parameters.items() if value is not None
    }


def _word(value: Parameter, unit: Unit | None, language: Language, *, of_fact: bool) -> str:
    if isinstance(value, tuple):
        return ", ".join(_word(part, unit, language, of_fact=of_fact) for part in value)
    if isinstance(value, int) and not isinstance(value, bool) and len(str(value)) < _IDENTITY_DIGITS:
        return counted(value, unit, language) if of_fact else number_text(value, language)
    text = str(value)
    if text in FACTS:
        return f"{fact_name(FactKey(text), language)} ({text})"
    return _IDENTITY_NUMBER.sub("******", text)
