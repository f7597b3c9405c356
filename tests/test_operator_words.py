"""Every problem that a command can end with has its sentences, in both languages, with the gaps that it fills."""

import re
from pathlib import Path

import pytest

from hub.database.embedded.cluster import Step
from hub.database.migrating import MigrationStep
from hub.domain.errors import ErrorCode, problem
from hub.domain.text import Language
from hub.operator_words import STEPS, line_of
from schema.wording.problems import problem_words
from schema.wording.sentences.operators import OPERATORS
from schema.wording.wording import gaps_of

SOURCES = ["hub/settings.py", "hub/serving.py", *map(str, Path("hub/database").rglob("*.py"))]


def test_every_key_that_is_raised_has_sentences_and_every_sentence_is_raised() -> None:
    raised = {
        key
        for source in SOURCES
        for key in re.findall(r'"((?:embedded|settings|command)\.[a-z_]+)"', Path(source).read_text())
    }

    assert raised == set(OPERATORS)


@pytest.mark.parametrize("key", sorted(OPERATORS))
def test_every_language_fills_the_same_gaps(key: str) -> None:
    found = {frozenset(gaps_of(*OPERATORS[key].in_language(language))) for language in Language}

    assert len(found) == 1


def test_every_step_has_words() -> None:
    assert {*Step, *MigrationStep} <= STEPS.keys()


def test_a_line_stays_one_line_whatever_is_filled_in() -> None:
    found = problem(ErrorCode.MISCONFIGURED, "embedded.start_failed", folder="/srv/aid", reason="first\nsecond")

    assert line_of(found, Language.EN) == (
        "The database in /srv/aid does not start: first second See its log in /srv/aid/postgresql/log."
    )


def test_a_problem_of_the_floors_below_is_told_in_their_words() -> None:
    found = problem(ErrorCode.UNAVAILABLE, "database.unreachable")

    words = problem_words(found, Language.EN)
    assert line_of(found, Language.EN) == f"{words.message} {words.hint}"
