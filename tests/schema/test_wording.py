"""Everything that is said to people is there in both languages, and problems say what to do now."""

import ast
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from hub.domain.errors import ErrorCode, problem
from hub.domain.facts.fact import FactKey, FactType, Informant
from hub.domain.facts.registry import FACTS
from hub.domain.facts.situation import AidState
from hub.domain.matching.area import Nearness
from hub.domain.matching.judgement import Verdict
from hub.domain.matching.package import LeftOutReason
from hub.domain.matching.ranking import ScoreName
from hub.domain.offerings.benefit import Period
from hub.domain.offerings.offering import BenefitUnit
from hub.domain.rules.criterion import RemedyKind
from hub.domain.rules.evaluation import Outcome
from hub.domain.text import Language, Text
from schema.wording import labels
from schema.wording.errors import error_meaning
from schema.wording.facts import FACT_WORDS
from schema.wording.labels import counted, day_text, verdict_text
from schema.wording.packages import LEFT_OUT
from schema.wording.problems import WORDINGS, gaps, problem_words
from schema.wording.wording import Wording, say

ID, EN = Language.ID, Language.EN
ROOT = Path(__file__).parents[2]

# Functions that make a problem or message from a key: what they add to the parameters, and which keywords are none.
ADDED: dict[str, set[str]] = {
    "refuse": set(), "problem": set(), "Message": set(), "_bad": set(), "_refused": set(), "_forbidden": set(),
    "_problem": {"name"}, "misconfigured": set(), "refusal": set(),
    "feed_error": {"line", "column"}, "_wrong": {"module"}, "_misconfigured": {"file", "reason"},
    "graphql_refusal": {"detail"},
}  # fmt: skip
NO_PARAMETERS = {"status", "well_formed", "headers", "literal"}
# Keys that reach such a function by a variable.
BY_VARIABLE: dict[str, set[str]] = {
    "web.too_deep": {"given", "limit"}, "web.too_many_aliases": {"given", "limit"},
    "web.too_many_fields": {"given", "limit"}, "web.too_costly": {"given", "limit"},
    "cell.negative_number": set(), "cell.fractional_number": set(), "cell.no_whole_number": set(),
    "cell.number_of_two_meanings": set(),
    "command.port_in_use": {"host", "port"}, "command.port_forbidden": {"host", "port"},
    "feed.too_few_cells": {"line", "column", "given", "expected"}, "cell.list_length": {"given", "expected", "other"},
}  # fmt: skip


def raised() -> Iterator[tuple[str, frozenset[str]]]:
    """Every key in the sources with the parameters that it comes with."""
    for folder in ("hub", "connectors", "schema"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "wording" not in path.parts:
                yield from _in_module(ast.parse(path.read_text(encoding="utf-8")))
    yield from ((key, frozenset(names)) for key, names in BY_VARIABLE.items())


def _in_module(module: ast.Module) -> Iterator[tuple[str, frozenset[str]]]:
    for call in ast.walk(module):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id not in ADDED:
            continue
        # The key is the first argument, or the second, after a code; what follows is a path.
        keys = [a.value for a in call.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        names = {keyword.arg for keyword in call.keywords if keyword.arg} - NO_PARAMETERS | ADDED[call.func.id]
        mapping = call.args[1] if call.func.id == "Message" and len(call.args) > 1 else None
        if isinstance(mapping, ast.Dict):
            names |= {str(key.value) for key in mapping.keys if isinstance(key, ast.Constant)}
        elif mapping is not None:
            continue  # named in BY_VARIABLE
        if keys and "." in keys[0]:
            yield keys[0], frozenset(names)


RAISED = sorted({(key, tuple(sorted(names))) for key, names in raised()})


def alternatives(wording: Wording | None) -> Iterator[Wording]:
    while wording is not None:
        yield wording
        wording = wording.otherwise


@pytest.mark.parametrize(("key", "names"), RAISED)
def test_every_key_that_is_raised_has_sentences_that_its_parameters_fill(key: str, names: tuple[str, ...]) -> None:
    assert key in WORDINGS

    for wording in alternatives(WORDINGS[key]):
        assert gaps(wording) <= set(names)


def test_no_sentence_is_left_that_nobody_raises() -> None:
    assert {*WORDINGS} == {key for key, _ in RAISED}


@pytest.mark.parametrize("key", sorted(WORDINGS))
def test_both_languages_say_message_and_hint_as_whole_sentences(key: str) -> None:
    for wording in alternatives(WORDINGS[key]):
        sentences = (*wording.id, *wording.en)
        assert not set(wording.id) & set(wording.en)
        assert all(sentence.endswith((".", "}", "”.")) and sentence[0] not in " a" for sentence in sentences)


def test_a_problem_says_what_which_why_and_what_now() -> None:
    mistyped = problem(ErrorCode.UNKNOWN_FACT, "fact.unknown", given="family.desill", nearest="family.desil")

    assert problem_words(mistyped, ID) == (
        "Fakta family.desill tidak dikenal.",
        "Mungkin yang dimaksud desil (family.desil); lihat daftar facts.",
    )
    assert problem_words(mistyped, EN).hint == "Perhaps desil (family.desil) is meant; see facts for all."


def test_a_missing_optional_parameter_gets_another_sentence() -> None:
    strange = problem(ErrorCode.UNKNOWN_FACT, "fact.unknown", given="x", nearest=None)

    assert problem_words(strange, EN).hint == "Choose one of facts."


def test_a_field_is_named_as_the_schema_has_it_and_a_column_as_its_file_has_it() -> None:
    field = problem(ErrorCode.BAD_INPUT, "offering.empty", "input", "offering", "assured_by", field="assured_by")
    column = problem(ErrorCode.ROW_REFUSED, "offering.empty", field="dijamin_oleh")

    assert problem_words(field, Language.EN).message == "assuredBy is empty."
    assert problem_words(column, Language.EN).message == "dijamin_oleh is empty."


def test_a_number_about_a_fact_is_counted_as_the_fact_is() -> None:
    key, code = "fact.out_of_bounds", ErrorCode.BAD_INPUT
    income = problem(code, key, fact="family.monthly_income", given=-1, minimum=0, maximum=100_000_000)
    year = problem(code, key, fact="member.graduation_year", given=1066, minimum=1950, maximum=2100)

    assert problem_words(income, ID).hint == "Isi antara Rp0 dan Rp100.000.000."
    assert problem_words(year, EN).hint == "Give a value from 1950 to 2100."


@pytest.mark.parametrize(
    "number",
    ["3273012345678901", 3273012345678901, 32730123456789011, "NIK 3273 0123 4567 8901", "32.73.01-234567-8901"],
)
@pytest.mark.parametrize("language", Language)
def test_an_identity_number_is_shown_in_no_problem(number: str | int, language: Language) -> None:
    given = problem(ErrorCode.BAD_AMOUNT, "amount.out_of_bounds", given=number)

    assert "******" in problem_words(given, language).message
    assert "327" not in problem_words(given, language).message


def test_a_key_without_sentences_shows_its_code_and_key() -> None:
    assert problem_words(problem(ErrorCode.BAD_INPUT, "no.such_key"), ID) == ("BAD_INPUT (no.such_key)", None)


@pytest.mark.parametrize("code", ErrorCode)
def test_every_code_has_a_meaning_in_both_languages(code: ErrorCode) -> None:
    assert error_meaning(code, ID).endswith(".")
    assert error_meaning(code, ID) != error_meaning(code, EN)


TABLES: Mapping[type[StrEnum], Mapping[Any, Text]] = {
    Outcome: labels.OUTCOMES, RemedyKind: labels.REMEDIES, ScoreName: labels.SCORES,
    Verdict: labels.VERDICTS, Informant: labels.INFORMANTS, LeftOutReason: LEFT_OUT,
    Period: labels.PERIODS, Nearness: labels.NEARNESSES, AidState: labels.AID_STATES, BenefitUnit: labels.RECIPIENTS,
}  # fmt: skip


@pytest.mark.parametrize("enum", TABLES)
def test_every_member_of_an_enum_that_is_told_has_words_in_both_languages(enum: type[StrEnum]) -> None:
    words = TABLES[enum]

    assert [*words] == [*enum]
    assert all(text.id and text.en for text in words.values())


def test_every_fact_has_a_name_and_every_yes_or_no_fact_its_clauses() -> None:
    for definition in FACTS:
        words = FACT_WORDS[definition.key]
        assert words.name.id
        assert words.name.en
        assert (words.yes is not None, words.no is not None) == ((definition.type is FactType.BOOLEAN),) * 2


def test_a_verdict_says_who_decides() -> None:
    assert verdict_text(Verdict.ELIGIBLE, "Dinas Sosial", ID) == (
        "Memenuhi syarat menurut data; penetapan oleh Dinas Sosial."
    )


def test_numbers_and_days_are_written_as_in_the_country() -> None:
    assert counted(2_000_000, FACTS[FactKey("family.monthly_income")].unit, EN) == "Rp2,000,000"
    assert counted(1, FACTS[FactKey("member.age_years")].unit, EN) == "1 year"
    assert day_text(date(2026, 5, 9), ID) == "9 Mei 2026"
    assert day_text(date(2026, 5, 9), EN) == "9 May 2026"


def test_a_gap_that_nobody_filled_shows_as_a_dash_in_every_form_of_sentence() -> None:
    assert say(Text("dari {first}", "from {first}"), EN) == "from –"
    assert verdict_text(Verdict.ELIGIBLE, "{nobody}", EN).endswith("{nobody} decides.")
    assert problem_words(problem(ErrorCode.MISCONFIGURED, "command.port_in_use", host="localhost"), EN).message == (
        "Port – on localhost is in use."
    )


def test_every_language_has_its_column_in_both_forms() -> None:
    assert all(hasattr(Text, language.value) and hasattr(Wording, language.value) for language in Language)
