"""Every problem that a command can end with has its sentences, in both languages, with the gaps that it fills."""

import re
from pathlib import Path
from string import Formatter

import pytest

from hub.database.embedded.cluster import Step
from hub.database.migrating import MigrationStep
from hub.domain.errors import ErrorCode, problem
from hub.domain.text import Language
from hub.operator_words import PROBLEMS, STEPS, line_of
from schema.wording.problems import problem_words

SOURCES = ["hub/settings.py", "hub/serving.py", *map(str, Path("hub/database").rglob("*.py"))]


def gaps(sentences: tuple[str, str]) -> set[str]:
    return {name for sentence in sentences for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_key_that_is_raised_has_sentences_and_every_sentence_is_raised() -> None:
    raised = {
        key
        for source in SOURCES
        for key in re.findall(r'"((?:embedded|settings|command)\.[a-z_]+)"', Path(source).read_text())
    }

    assert raised == set(PROBLEMS)


@pytest.mark.parametrize("key", sorted(PROBLEMS))
def test_both_languages_fill_the_same_gaps(key: str) -> None:
    assert PROBLEMS[key].keys() == set(Language)
    assert gaps(PROBLEMS[key][Language.ID]) == gaps(PROBLEMS[key][Language.EN])


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
