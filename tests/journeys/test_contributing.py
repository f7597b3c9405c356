"""What CONTRIBUTING says is done as it says: a source is a file and a folder, a fact two places."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PACKAGES = ("hub", "schema", "connectors", "migrations")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The project, where somebody may change it."""
    unneeded = shutil.ignore_patterns("__pycache__", "static")
    for name in (*PACKAGES, "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=unneeded)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _run(house: Path, *command: str) -> subprocess.CompletedProcess[str]:
    # From its own folder, which Python looks in first: not the project that is installed.
    ended = subprocess.run([sys.executable, "-m", *command], cwd=house, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended


def test_a_source_copied_as_contributing_says_keeps_every_law(house: Path) -> None:
    commands = re.findall(r"^ {8}(cp .*)$", CONTRIBUTING, flags=re.MULTILINE)
    assert len(commands) == 2

    for command in commands:
        subprocess.run(command.split(), cwd=house, check=True)

    laws = _run(
        house, "pytest", "-q", "-p", "no:cacheprovider", "tests/connectors/test_conformance.py", "-k", "kampung"
    )
    assert re.search(r"\b2\d passed", laws.stdout)


def _add(file: Path, before: str, entry: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, entry + before), encoding="utf-8")


def test_a_fact_added_in_two_places_has_its_input_its_question_and_its_rules(house: Path) -> None:
    _add(
        house / "hub/domain/facts/registry.py",
        '    _fact(\n        "family.holds_kks",',
        '    _fact("family.keeps_hens", _BOOLEAN, ("Apakah beternak ayam?", "Does the family keep hens?")),\n',
    )
    _add(
        house / "schema/wording/facts.py",
        '    "family.has_card": _stated(',
        '    "family.keeps_hens": _stated(\n        ("ternak ayam", "hens"), ("beternak ayam", "keeps hens"),'
        ' ("tidak beternak ayam", "keeps no hens")\n    ),\n',
    )

    _run(house, "hub", "schema", "--facts")

    assert "keepsHens: Boolean" in _run(house, "hub", "schema").stdout
    program = (
        "from hub.domain.rules.criterion_json import json_schema, read_rule;"
        "from hub.domain.text import Language;"
        "from schema.wording.rules import rule_text;"
        "rule = read_rule({'fact': 'family.keeps_hens', 'is': False});"
        "print('family.keeps_hens' in json_schema(), rule_text(rule.node, Language.EN))"
    )
    said = subprocess.run([sys.executable, "-c", program], cwd=house, capture_output=True, text=True, check=True)
    assert said.stdout == "True keeps no hens\n"
