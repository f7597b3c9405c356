"""A rule about cash: it is told beside a match, and changes nothing of it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from hub.domain.errors import Refused
from hub.domain.facts.situation import CheckAnswers, Situation
from hub.domain.facts.situation_on_day import check_consistency, situation_on_day
from hub.domain.matching.explanation import Finding, FindingKind, explain
from hub.domain.matching.judgement import Candidate, Judgement, Verdict
from hub.domain.matching.near_miss import near_miss
from hub.domain.matching.question import questions
from hub.domain.matching.ranking import rank
from hub.domain.offerings.offering import BenefitUnit
from hub.domain.offerings.projection import Projection, project
from hub.domain.rules.asking import Ask, AskKind
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import Binds
from hub.domain.rules.evaluation import Outcome
from tests.domain.builders import (
    REPORTED,
    TODAY,
    VERIFIED,
    candidate,
    criterion,
    explained,
    family,
    judged,
    member,
    situation,
)
from tests.domain.strategies import offered_rules, situations

POOR = {"fact": "family.desil", "at_most": 4}
SEVERE = {"members": "any", "where": {"fact": "member.disability", "is": "SEVERE"}}
CASH = criterion(SEVERE, "cash", binds=Binds.DELIVERY)
DISABLED = situation(member("ibu", disability="SEVERE"), families=(family(desil=2),))
NOT_DISABLED = situation(member("ibu", disability="NONE"), families=(family(desil=2),))
NOT_KNOWN = situation(member("ibu"), families=(family(desil=2),))


def cash(given: Situation, offered: Candidate) -> Finding:
    (beneficiary,) = explained(given, offered).beneficiaries
    return next(each for each in beneficiary.findings if each.kind is FindingKind.DELIVERY)


@pytest.mark.parametrize(
    ("given", "outcome"),
    [(DISABLED, Outcome.MET), (NOT_DISABLED, Outcome.NOT_MET), (NOT_KNOWN, Outcome.UNKNOWN)],
)
def test_whether_cash_may_be_paid_refuses_nobody(given: Situation, outcome: Outcome) -> None:
    offered = candidate("a", criterion(POOR), CASH)

    found = cash(given, offered)

    assert (found.outcome, found.blocking) == (outcome, False)
    assert judged(given, offered).verdict is Verdict.ELIGIBLE


def test_what_is_not_known_of_cash_is_asked_beside_its_finding_alone() -> None:
    offered = candidate("a", CASH)
    judgement = Judgement(NOT_KNOWN, TODAY)

    assert questions(judgement, rank([judgement.judge(offered)], NOT_KNOWN.needs, people=1)) == []
    assert Ask(AskKind.FACT, "member.disability", "ibu") in cash(NOT_KNOWN, offered).asks


def test_a_rule_about_cash_that_nobody_verified_is_to_be_confirmed() -> None:
    offered = candidate("a", criterion(SEVERE, "cash", binds=Binds.DELIVERY, citation=REPORTED))
    stands: CheckAnswers = {(offered.version.offering_id, "confirm:cash"): True}

    rumour, certain = cash(NOT_DISABLED, offered), cash(replace(NOT_DISABLED, answers=stands), offered)

    assert (rumour.raw, rumour.outcome) == (Outcome.NOT_MET, Outcome.UNKNOWN)
    assert rumour.asks == (Ask(AskKind.CONFIRMATION, "cash", str(offered.version.offering_id)),)
    assert (certain.outcome, certain.asks) == (Outcome.NOT_MET, ())


def test_a_rule_about_cash_out_of_force_is_not_told() -> None:
    old = Citation(title="Aturan lama", valid_to=date(2026, 11, 23), confidence=Confidence.VERIFIED)
    offered = candidate("a", criterion(SEVERE, "cash", binds=Binds.DELIVERY, citation=old))

    kinds = {each.kind for one in explained(DISABLED, offered).beneficiaries for each in one.findings}

    assert FindingKind.DELIVERY not in kinds


def test_the_database_filters_by_no_rule_about_cash() -> None:
    assert project([criterion(POOR, binds=Binds.DELIVERY)]) == Projection()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
@given(given_situation=situations(), own=offered_rules, about_cash=offered_rules, verified=st.booleans())
def test_no_rule_about_cash_changes_a_match(
    given_situation: Situation, own: tuple[BenefitUnit, object], about_cash: tuple[BenefitUnit, object], verified: bool
) -> None:
    (unit, rule), (other_unit, other) = own, about_cash
    assume(unit is other_unit)
    try:
        check_consistency(situation_on_day(given_situation, TODAY, TODAY))
    except Refused:
        assume(False)
    extra = criterion(other, "cash", binds=Binds.DELIVERY, citation=VERIFIED if verified else REPORTED)

    def found(offered: Candidate) -> tuple[object, ...]:
        judgement = Judgement(given_situation, TODAY)
        ranked = rank([judgement.judge(offered)], given_situation.needs, people=4)
        missed = near_miss(ranked[0].judged, TODAY)
        return (
            ranked[0].score,
            ranked[0].judged.beneficiaries,
            missed and missed.missing,
            questions(judgement, ranked),
            explain(judgement, ranked[0].judged).benefit,
        )

    plain = candidate("a", criterion(rule), benefit_unit=unit)
    assert found(candidate("a", criterion(rule), extra, benefit_unit=unit)) == found(plain)
