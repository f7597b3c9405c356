"""What the database may leave out before a match: never an offering that would fit, nor a near miss."""

from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from hub.domain.errors import Refused
from hub.domain.facts.situation import Situation
from hub.domain.facts.situation_on_day import check_consistency, situation_on_day
from hub.domain.matching.judgement import Candidate, Judgement, Verdict
from hub.domain.matching.near_miss import near_miss
from hub.domain.offerings.offering import BenefitUnit
from hub.domain.offerings.projection import ProjectedSituation, Projection, project, project_situation
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import Criterion
from tests.domain.builders import REPORTED, TODAY, VERIFIED, candidate, criterion, family, member, situation
from tests.domain.strategies import situations

POOR = {"fact": "family.desil", "at_most": 4}
DATED = Citation(title="Edaran", valid_to=date(2026, 12, 31), confidence=Confidence.VERIFIED)


def test_a_whole_verified_rule_that_is_one_simple_test_becomes_a_column() -> None:
    income, kind = (
        {"fact": "family.monthly_income", "at_most": 2_000_000},
        {"fact": "region.village_kind", "is": "DESA"},
    )
    kinds = {"fact": "region.village_kind", "one_of": ["DESA", "DESA_ADAT"]}

    assert project([criterion(POOR), criterion(income), criterion(kinds)]) == Projection(
        desil_max=4, income_max=2_000_000, village_kinds=("DESA", "DESA_ADAT")
    )
    assert project([criterion(kind), criterion({"fact": "family.desil", "at_least": 4})]) == Projection()


@pytest.mark.parametrize(
    "unfit",
    [
        criterion(POOR, citation=REPORTED),
        criterion(POOR, citation=DATED),
        criterion({"any": [POOR, {"fact": "family.holds_kks", "is": True}]}),
        criterion({"not": POOR}),
    ],
    ids=["only reported", "in force for a time", "one way of two", "turned round"],
)
def test_what_may_hold_in_spite_of_the_column_becomes_none(unfit: Criterion) -> None:
    assert project([unfit]) == Projection()


def test_the_poorest_family_stands_for_the_dwelling_once_all_are_known() -> None:
    two = (family("kk1", desil=7), family("kk2", desil=3))
    everybody = (member("a", "kk1"), member("b", "kk2"))

    assert project_situation(situation(*everybody, families=two)) == ProjectedSituation(
        desil=3, income=None, village_kind="KELURAHAN"
    )
    assert project_situation(situation(*everybody, families=(two[0], family("kk2")))).desil is None
    assert project_situation(situation(*everybody, member("c", None), families=two)).desil is None
    assert project_situation(situation(*everybody, member("c", without_family=True), families=two)).desil is None


def _failures(offered: Candidate, known: ProjectedSituation) -> int:
    """What the catalogue's statement counts, in Python."""
    asked = project(offered.criteria)
    return sum(
        (
            known.desil is not None and asked.desil_max is not None and asked.desil_max < known.desil,
            known.income is not None and asked.income_max is not None and asked.income_max < known.income,
            known.village_kind is not None
            and asked.village_kinds is not None
            and known.village_kind not in asked.village_kinds,
        )
    )


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
@given(
    given_situation=situations(),
    desil=st.integers(1, 10),
    income=st.integers(0, 40),
    kind=st.sampled_from(["DESA", "KELURAHAN"]),
    verified=st.booleans(),
    unit=st.sampled_from([BenefitUnit.FAMILY, BenefitUnit.INDIVIDUAL]),
)
def test_the_filter_of_the_database_drops_no_match_and_no_near_miss(
    given_situation: Situation, desil: int, income: int, kind: str, verified: bool, unit: BenefitUnit
) -> None:
    try:
        check_consistency(situation_on_day(given_situation, TODAY, TODAY))
    except Refused:
        assume(False)
    citation = VERIFIED if verified else REPORTED
    offered = candidate(
        "filtered",
        criterion({"fact": "family.desil", "at_most": desil}, "desil", citation=citation),
        criterion({"fact": "family.monthly_income", "at_most": income}, "income"),
        criterion({"fact": "region.village_kind", "one_of": [kind]}, "kind"),
        benefit_unit=unit,
    )

    judged = Judgement(given_situation, TODAY).judge(offered)

    if judged.verdict is not Verdict.INELIGIBLE or near_miss(judged, TODAY) is not None:
        assert _failures(offered, project_situation(given_situation)) <= 1
