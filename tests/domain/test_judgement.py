"""What a match says of one offering: verdicts, who benefits, what nobody verified, when it opens, what is missing."""

from datetime import date, timedelta

import pytest

from hub.domain.facts.situation import AidState, CheckAnswers, Situation
from hub.domain.matching.explanation import Finding, FindingKind
from hub.domain.matching.judgement import Candidate, Judgement, Verdict
from hub.domain.matching.near_miss import near_miss
from hub.domain.offerings.offering import BenefitUnit
from hub.domain.region import AreaBasis, Place, RegionCode, ServiceArea
from hub.domain.rules.asking import Ask, AskKind
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import Criterion, EvaluatedOn, RemedyKind
from hub.domain.rules.evaluation import Outcome
from hub.domain.text import Text
from tests.domain.builders import (
    DAGO,
    REPORTED,
    TODAY,
    VERIFIED,
    aid,
    candidate,
    criterion,
    explained,
    family,
    judged,
    member,
    rule,
    situation,
)

ELIGIBLE, UNKNOWN, INELIGIBLE = Verdict.ELIGIBLE, Verdict.NEEDS_INFORMATION, Verdict.INELIGIBLE
POOR = {"fact": "family.desil", "at_most": 4}
PUPIL = {"fact": "member.school_level", "one_of": ["SD", "SMP", "SMA"]}
DESIL_2, DESIL_6 = (
    situation(member("ibu"), families=(family(desil=2),)),
    situation(member("ibu"), families=(family(desil=6),)),
)
NO_DESIL = situation(member("ibu"))


def finding(offered: Candidate, key: str) -> Finding:
    (beneficiary,) = explained(DESIL_6, offered).beneficiaries
    return next(each for each in beneficiary.findings if each.key == key)


@pytest.mark.parametrize(("given", "verdict"), [(DESIL_2, ELIGIBLE), (DESIL_6, INELIGIBLE), (NO_DESIL, UNKNOWN)])
def test_one_rule_decides_the_verdict(given: Situation, verdict: Verdict) -> None:
    assert judged(given, candidate("a", criterion(POOR))).verdict is verdict


def test_an_offering_without_rules_is_for_everybody_it_serves() -> None:
    assert judged(NO_DESIL, candidate()).verdict is ELIGIBLE


def test_one_no_outweighs_what_is_not_known() -> None:
    offered = candidate("a", criterion(POOR, "poor"), criterion({"fact": "family.holds_kks", "is": True}, "kks"))

    assert judged(DESIL_6, offered).verdict is INELIGIBLE
    assert judged(DESIL_2, offered).verdict is UNKNOWN


def test_each_child_is_judged_alone() -> None:
    given = situation(member("a", school_level="SD"), member("b", school_level="NONE"), member("c"))

    match = explained(given, candidate("a", criterion(PUPIL), benefit_unit=BenefitUnit.INDIVIDUAL))

    assert [(each.subject, each.verdict) for each in match.beneficiaries] == [
        ("a", ELIGIBLE),
        ("b", INELIGIBLE),
        ("c", UNKNOWN),
    ]
    assert match.verdict is ELIGIBLE


def test_each_family_under_one_roof_is_judged_by_its_own_card() -> None:
    given = situation(member("a"), member("b", "kk2"), families=(family("kk1", desil=2), family("kk2", desil=6)))

    match = explained(given, candidate("a", criterion(POOR)))

    assert {each.subject: each.verdict for each in match.beneficiaries} == {"kk1": ELIGIBLE, "kk2": INELIGIBLE}


def test_a_dwelling_is_one_beneficiary_whatever_the_families() -> None:
    given = situation(
        member("a"), member("b", "kk2"), families=(family("kk1"), family("kk2")), dwelling={"roof": "LEAKING"}
    )
    leaking = criterion({"fact": "dwelling.roof", "one_of": ["LEAKING", "COLLAPSED"]})

    match = explained(given, candidate("a", leaking, benefit_unit=BenefitUnit.HOUSEHOLD))

    assert [(each.subject, each.verdict) for each in match.beneficiaries] == [(None, ELIGIBLE)]


@pytest.mark.parametrize("unit", [BenefitUnit.GROUP, BenefitUnit.COMMUNITY, BenefitUnit.ORGANISATION])
def test_what_goes_to_groups_is_not_for_a_household(unit: BenefitUnit) -> None:
    offered = candidate("a", benefit_unit=unit)

    assert judged(NO_DESIL, offered).verdict is INELIGIBLE
    assert near_miss(judged(NO_DESIL, offered), TODAY) is None


def test_a_rule_that_was_only_reported_never_denies() -> None:
    offered = candidate("a", criterion(POOR, citation=REPORTED))

    assert judged(DESIL_6, offered).verdict is UNKNOWN
    assert judged(DESIL_2, offered).verdict is ELIGIBLE
    found = finding(offered, "rule")
    assert (found.raw, found.outcome, found.blocking) == (Outcome.NOT_MET, Outcome.UNKNOWN, False)
    assert found.asks == (Ask(AskKind.CONFIRMATION, "rule", str(offered.version.offering_id)),)


@pytest.mark.parametrize(("stands", "verdict"), [(True, INELIGIBLE), (False, ELIGIBLE)])
def test_a_confirmation_lets_a_reported_rule_stand_or_fall(stands: bool, verdict: Verdict) -> None:
    offered = candidate("a", criterion(POOR, citation=REPORTED))
    answers: CheckAnswers = {(offered.version.offering_id, "confirm:rule"): stands}

    assert judged(situation(member("ibu"), families=(family(desil=6),), answers=answers), offered).verdict is verdict
    assert judged(situation(member("ibu"), families=(family(desil=2),), answers=answers), offered).verdict is ELIGIBLE


def test_a_confirmation_says_nothing_of_another_offerings_rule() -> None:
    offered, other = candidate("a", criterion(POOR, citation=REPORTED)), candidate("b")
    answers: CheckAnswers = {(other.version.offering_id, "confirm:rule"): False}

    assert judged(situation(member("ibu"), families=(family(desil=6),), answers=answers), offered).verdict is UNKNOWN


def test_a_verified_rule_cannot_be_confirmed_away() -> None:
    offered = candidate("a", criterion(POOR))
    answers: CheckAnswers = {(offered.version.offering_id, "confirm:rule"): False}

    assert judged(situation(member("ibu"), families=(family(desil=6),), answers=answers), offered).verdict is INELIGIBLE


def test_while_a_reported_rule_speaks_against_somebody_only_its_confirmation_is_asked() -> None:
    offered = candidate(
        "a", criterion(POOR, citation=REPORTED), criterion({"fact": "family.holds_kks", "is": True}, "kks")
    )

    def asked(given: Situation) -> list[tuple[AskKind, str]]:
        judgement = Judgement(given, TODAY)
        found = judgement.judge(offered)
        return [(ask.kind, ask.key) for ask in judgement.asks_of(found, found.beneficiaries[0])]

    assert asked(DESIL_6) == [(AskKind.CONFIRMATION, "rule")]
    assert asked(DESIL_2) == [(AskKind.FACT, "family.holds_kks")]


@pytest.mark.parametrize(("answer", "verdict"), [(True, ELIGIBLE), (False, INELIGIBLE), (None, UNKNOWN)])
def test_a_partner_check_is_a_question_of_its_own_offering(answer: bool | None, verdict: Verdict) -> None:
    offered = candidate("a", criterion({"check": "visited"}))
    answers: CheckAnswers = {} if answer is None else {(offered.version.offering_id, "visited"): answer}

    found = explained(situation(member("ibu"), answers=answers), offered)

    assert found.verdict is verdict
    wanted = [ask for one in found.beneficiaries for each in one.findings for ask in each.asks]
    asked = Ask(AskKind.CHECK, "visited", str(offered.version.offering_id))
    assert wanted == ([asked] if answer is None else [])


def test_a_rule_out_of_force_is_not_asked_of_anybody() -> None:
    old = Citation(title="Aturan lama", valid_to=date(2026, 11, 23), confidence=Confidence.VERIFIED)
    new = Citation(title="Aturan baru", valid_from=date(2026, 11, 25), confidence=Confidence.VERIFIED)
    offered = candidate("a", criterion(POOR, "old", citation=old), criterion(POOR, "new", citation=new))

    match = explained(DESIL_6, offered)

    assert match.verdict is ELIGIBLE
    assert [each.key for each in match.beneficiaries[0].findings] == ["area"]
    assert judged(DESIL_6, offered, on=date(2026, 11, 23)).verdict is INELIGIBLE
    assert judged(DESIL_6, offered, on=date(2026, 11, 25)).verdict is INELIGIBLE


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "verdict", "remedy"),
    [
        (TODAY, TODAY, ELIGIBLE, None),
        (TODAY + timedelta(days=1), None, INELIGIBLE, RemedyKind.WAIT),
        (None, TODAY - timedelta(days=1), INELIGIBLE, None),
    ],
)
def test_an_offering_is_open_from_its_first_day_to_its_last(
    valid_from: date | None, valid_to: date | None, verdict: Verdict, remedy: RemedyKind | None
) -> None:
    match = explained(NO_DESIL, candidate(valid_from=valid_from, valid_to=valid_to))

    assert match.verdict is verdict
    found = next(each for each in match.beneficiaries[0].findings if each.kind is FindingKind.VALIDITY)
    assert found.outcome is (Outcome.MET if verdict is ELIGIBLE else Outcome.NOT_MET)
    assert found.remedy is remedy


@pytest.mark.parametrize(("days", "shown"), [(1, True), (180, True), (181, False)])
def test_what_opens_within_180_days_is_a_near_miss(days: int, shown: bool) -> None:
    found = near_miss(judged(NO_DESIL, candidate(valid_from=TODAY + timedelta(days=days))), TODAY)

    assert (found is not None) is shown
    assert found is None or found.missing is None


def test_what_has_ended_is_no_near_miss() -> None:
    assert near_miss(judged(NO_DESIL, candidate(valid_to=TODAY - timedelta(days=1))), TODAY) is None


def test_one_rule_away_is_a_near_miss_and_two_are_none() -> None:
    kks = criterion({"fact": "family.holds_kks", "is": True}, "kks")
    without_kks = situation(member("ibu"), families=(family(desil=6, holds_kks=False),))
    offered = candidate("a", kks, criterion(POOR, "poor", remedy=RemedyKind.REGISTER_IN_DTSEN))

    found = near_miss(judged(DESIL_6, offered), TODAY)

    assert found is not None
    assert found.missing == 1
    assert near_miss(judged(without_kks, offered), TODAY) is None
    assert finding(offered, "poor").remedy is RemedyKind.REGISTER_IN_DTSEN
    assert finding(offered, "kks").remedy is None


def test_a_reported_rule_that_speaks_against_somebody_is_a_near_miss_too() -> None:
    found = near_miss(judged(DESIL_6, candidate("a", criterion(POOR, citation=REPORTED))), TODAY)

    assert found is not None
    assert found.missing == 0


def test_neither_what_fits_nor_what_may_still_fit_is_a_near_miss() -> None:
    offered = candidate("a", criterion(POOR))

    assert near_miss(judged(DESIL_2, offered), TODAY) is None
    assert near_miss(judged(NO_DESIL, offered), TODAY) is None


def test_the_nearest_beneficiary_stands_for_a_near_miss() -> None:
    given = situation(
        member("a", school_level="NONE", holds_kip=False), member("b", school_level="NONE", holds_kip=True)
    )
    offered = candidate(
        "a",
        criterion(PUPIL, "pupil"),
        criterion({"fact": "member.holds_kip", "is": True}, "kip"),
        benefit_unit=BenefitUnit.INDIVIDUAL,
    )

    found = near_miss(judged(given, offered), TODAY)

    assert found is not None
    assert (found.beneficiary.subject, found.missing) == ("b", 0)


def test_the_wrong_basis_of_residence_is_a_near_miss_and_another_city_is_none() -> None:
    def offered(region: str, basis: AreaBasis) -> Candidate:
        return candidate("a", service_areas=(ServiceArea(region=RegionCode(region), basis=basis),))

    lives_in_dago = situation(member("ibu"), registered=Place(region=RegionCode("33.74")))

    found = near_miss(judged(lives_in_dago, offered(DAGO, AreaBasis.REGISTERED)), TODAY)

    assert found is not None
    assert found.judged.area.remedy is RemedyKind.MOVE_FAMILY_CARD
    assert near_miss(judged(lives_in_dago, offered("51.71", AreaBasis.EITHER)), TODAY) is None


def on_a_day(evaluated_on: EvaluatedOn, fixed: date | None = None) -> Criterion:
    return Criterion(
        key="age",
        title=Text("umur"),
        rule=rule({"fact": "member.age_years", "at_least": 7}),
        citation=VERIFIED,
        evaluated_on=evaluated_on,
        fixed_date=fixed,
    )


@pytest.mark.parametrize(
    ("evaluated_on", "fixed", "verdict"),
    [
        (EvaluatedOn.APPLICATION, None, ELIGIBLE),
        (EvaluatedOn.CYCLE_START, None, INELIGIBLE),
        (EvaluatedOn.SCHOOL_YEAR, None, INELIGIBLE),
        (EvaluatedOn.FIXED, date(2026, 8, 15), ELIGIBLE),
        (EvaluatedOn.FIXED, date(2026, 8, 14), INELIGIBLE),
    ],
)
def test_a_rule_looks_at_its_own_day(evaluated_on: EvaluatedOn, fixed: date | None, verdict: Verdict) -> None:
    born_in_august = situation(member("a", birth_date=date(2019, 8, 15)))
    offered = candidate(
        "a", on_a_day(evaluated_on, fixed), benefit_unit=BenefitUnit.INDIVIDUAL, valid_from=date(2026, 1, 1)
    )

    assert judged(born_in_august, offered).verdict is verdict


def test_one_rule_on_two_days_is_judged_on_each() -> None:
    born_in_august = situation(member("a", birth_date=date(2019, 8, 15)))
    days = (EvaluatedOn.APPLICATION, EvaluatedOn.SCHOOL_YEAR)
    now, in_july = (candidate(day, on_a_day(day), benefit_unit=BenefitUnit.INDIVIDUAL) for day in days)

    for offered in ((now, in_july), (in_july, now)):
        judgement = Judgement(born_in_august, TODAY)
        found = {each.version.id: judgement.judge(each).verdict for each in offered}
        assert found == {now.version.id: ELIGIBLE, in_july.version.id: INELIGIBLE}


def test_one_check_of_two_offerings_is_answered_by_each() -> None:
    yes, no, unasked = (candidate(name, criterion({"check": "visited"})) for name in ("yes", "no", "unasked"))
    answers: CheckAnswers = {(yes.version.offering_id, "visited"): True, (no.version.offering_id, "visited"): False}
    judgement = Judgement(situation(member("ibu"), answers=answers), TODAY)

    assert [judgement.judge(each).verdict for each in (yes, no, unasked)] == [ELIGIBLE, INELIGIBLE, UNKNOWN]
    assert [judgement.judge(each).verdict for each in (unasked, no, yes)] == [UNKNOWN, INELIGIBLE, ELIGIBLE]


@pytest.mark.parametrize(("today", "verdict"), [(date(2026, 6, 30), INELIGIBLE), (date(2026, 7, 1), ELIGIBLE)])
def test_a_school_year_begins_on_the_first_of_july(today: date, verdict: Verdict) -> None:
    seven_on_the_first_of_july = situation(member("a", birth_date=date(2019, 7, 1)))
    offered = candidate("a", on_a_day(EvaluatedOn.SCHOOL_YEAR), benefit_unit=BenefitUnit.INDIVIDUAL)

    assert judged(seven_on_the_first_of_july, offered, on=today).verdict is verdict


def test_an_age_in_years_that_another_day_leaves_open_is_asked_as_a_birth_date() -> None:
    offered = candidate("a", on_a_day(EvaluatedOn.SCHOOL_YEAR), benefit_unit=BenefitUnit.INDIVIDUAL)
    judgement = Judgement(situation(member("a", age_years=7)), TODAY)

    found = judgement.judge(offered)

    assert found.verdict is UNKNOWN
    assert judgement.asks_of(found, found.beneficiaries[0]) == (Ask(AskKind.FACT, "member.birth_date", "a"),)


def test_somebody_on_no_card_is_not_on_the_familys_programmes_either() -> None:
    offered = candidate("a", criterion({"not": {"aid": ["PKH"]}}), benefit_unit=BenefitUnit.INDIVIDUAL)
    on_pkh = family(aid=(aid("PKH", AidState.RECEIVING),))

    match = explained(situation(member("a"), member("b", without_family=True), families=(on_pkh,)), offered)

    assert {each.subject: each.verdict for each in match.beneficiaries} == {"a": INELIGIBLE, "b": ELIGIBLE}


def test_a_source_s_standing_terms_are_judged_like_the_offerings_own_rules() -> None:
    plain = candidate()
    with_term = Candidate(plain.version, (criterion(POOR, "apbn.term"),))

    assert judged(DESIL_6, plain).verdict is ELIGIBLE
    assert judged(DESIL_6, with_term).verdict is INELIGIBLE
