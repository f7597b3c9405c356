"""Households by name, and what the demonstration catalogue says of each: the table is in `eligibility/`."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hub.domain.facts.situation import AidState, CheckAnswers, Situation, check_situation
from hub.domain.facts.situation_on_day import check_consistency
from hub.domain.matching.explanation import Match, explain
from hub.domain.matching.judgement import Judgement, Verdict
from hub.domain.region import NeighbourhoodKind, Place, RegionCode, neighbourhood
from tests.domain.builders import TODAY, aid, facts, family, member, situation
from tests.domain.demonstration import demonstration

_TABLE: list[dict[str, Any]] = [
    row
    for file in sorted((Path(__file__).parent / "eligibility").glob("*.toml"))
    for row in tomllib.loads(file.read_text(encoding="utf-8")).get("household", ())
]
_OUTCOME_KEYS = {"verdict", "at_least", "at_most", "asks", "narrowed_by", "remedy"}


def _place(row: dict[str, Any], name: str, default: str | None) -> Place:
    code = row.get(name, default)
    if code is None:
        return Place()
    village = RegionCode(code)
    below = [(kind, row[key]) for kind in NeighbourhoodKind if (key := f"{name}_{kind.value.lower()}") in row]
    return Place(region=village, neighbourhood=neighbourhood(village, below) if below else None)


def _situation(row: dict[str, Any]) -> Situation:
    def known(person: dict[str, Any]) -> dict[str, Any]:
        extra = {"nik_status": "HAS"} if row.get("nik", True) else {}
        stated = {key: value for key, value in person.items() if key not in _STRUCTURE}
        return {**extra, **{key: tuple(value) if isinstance(value, list) else value for key, value in stated.items()}}

    members = [
        member(
            person["ref"],
            person.get("family", "kk1"),
            parents=tuple(person["parents"]) if "parents" in person else None,
            without_family=person.get("without_family", False),
            **known(person),
        )
        for person in row["members"]
    ]
    records = {
        ref: [aid(text.split()[0], AidState(text.split()[1])) for text in texts]
        for ref, texts in row.get("aid", {}).items()
    }
    families = tuple(
        family(each["ref"], aid=records.get(each["ref"], ()), **{k: v for k, v in each.items() if k != "ref"})
        for each in row["families"]
    )
    answers: CheckAnswers = {
        (demonstration()[about.split()[0]].version.offering_id, about.split()[1]): answer
        for about, answer in row.get("answers", {}).items()
    }
    given = situation(
        *members,
        families=families,
        dwelling=row.get("dwelling"),
        present=_place(row, "present", "32.73.02.1004"),
        registered=_place(row, "registered", None),
        answers=answers,
    )
    return replace(given, residence=facts("residence", row.get("residence", {})))


_STRUCTURE = {"ref", "family", "without_family", "parents"}


def test_there_are_at_least_a_hundred_households_with_a_reason_each() -> None:
    assert len(_TABLE) >= 100
    assert len({row["name"] for row in _TABLE}) == len(_TABLE)
    assert all(len(row["because"]) > 20 for row in _TABLE)


def test_each_programme_is_seen_to_fit_not_to_fit_and_to_be_unknown() -> None:
    programme_of = {reference: each.version.content.programme for reference, each in demonstration().items()}
    seen = {
        (programme_of[reference], expected["verdict"])
        for row in _TABLE
        for reference, expected in row["expect"].items()
    }

    assert {(each, verdict) for each in programme_of.values() if each for verdict in Verdict} <= seen


@pytest.mark.parametrize("row", _TABLE, ids=[row["name"] for row in _TABLE])
def test_household(row: dict[str, Any]) -> None:
    given = _situation(row)
    check_situation(given)
    judgement = Judgement(given, TODAY)
    check_consistency(judgement.situation_on(TODAY))

    for reference, expected in row["expect"].items():
        judged = judgement.judge(demonstration()[reference])
        match = explain(judgement, judged)
        found = _outcome(match, expected)
        if "asks" in expected:
            asked = [ask for each in judged.beneficiaries for ask in judgement.asks_of(judged, each)]
            texts = {f"{ask.kind} {ask.key} {ask.subject}" for ask in asked}
            found["asks"] = [want for want in expected["asks"] if any(text.startswith(want) for text in texts)]
        assert found == expected, f"{reference}: {row['because']}"


def _outcome(match: Match, expected: dict[str, Any]) -> dict[str, Any]:
    """What a match says of everything that is expected of it."""
    found: dict[str, Any] = {"verdict": match.verdict.value}
    for name in ("at_least", "at_most"):
        if name in expected:
            found[name] = getattr(match.benefit, name)
    if "narrowed_by" in expected:
        assert match.benefit is not None
        found["narrowed_by"] = [f"{ask.key} {ask.subject}" for ask in match.benefit.narrowed_by]
    if "remedy" in expected:
        remedies = [each.remedy for one in match.beneficiaries for each in one.findings if each.remedy]
        found["remedy"] = remedies[0].value if remedies else None
    subjects = {one.subject: one.verdict.value for one in match.beneficiaries}
    found |= {name: subjects.get(name) for name in expected if name not in _OUTCOME_KEYS}
    return found
