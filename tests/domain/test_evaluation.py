"""What a rule says of somebody: met, not met, or not known."""

from datetime import date

import pytest

from hub.domain.facts.situation import AidState, Situation
from hub.domain.facts.situation_on_day import situation_on_day
from hub.domain.matching.judgement import Judgement
from hub.domain.offerings.offering import BenefitUnit
from hub.domain.rules import asking, evaluation
from hub.domain.rules.asking import AskKind, asks
from hub.domain.rules.criterion import Over
from hub.domain.rules.criterion_json import read_rule
from hub.domain.rules.evaluation import Scope, compiled, judge_of, range_of
from tests.domain.builders import TODAY, aid, candidate, criterion, family, holds, member, rule, situation

_PREGNANT = {"fact": "member.pregnant", "is": True}
_ORPHAN_UNDER_18 = {
    "members": "any",
    "where": {
        "all": [
            {"fact": "member.age_years", "at_most": 17},
            {"fact": "member.orphanhood", "one_of": ["FATHER", "MOTHER", "BOTH"]},
            {"fact": "member.marital_status", "one_of": ["SINGLE"]},
        ]
    },
}


@pytest.mark.parametrize(
    ("written", "value", "outcome"),
    [
        ({"fact": "member.age_years", "at_most": 6}, 6, True),
        ({"fact": "member.age_years", "at_most": 6}, 7, False),
        ({"fact": "member.age_years", "at_least": 60}, 60, True),
        ({"fact": "member.age_years", "at_least": 60}, 59, False),
        ({"fact": "member.age_years", "between": [6, 21]}, 6, True),
        ({"fact": "member.age_years", "between": [6, 21]}, 21, True),
        ({"fact": "member.age_years", "between": [6, 21]}, 22, False),
        ({"fact": "member.age_years", "is": 5}, 5, True),
    ],
)
def test_bounds_are_inclusive(written: object, value: int, outcome: bool) -> None:
    assert holds(written, situation(member("a", age_years=value)), of="a") is outcome


def test_one_of_and_none_of_look_at_a_choice() -> None:
    at_school = situation(member("a", school_level="SD"))

    assert holds({"fact": "member.school_level", "one_of": ["SD", "SMP"]}, at_school, of="a") is True
    assert holds({"fact": "member.school_level", "none_of": ["SD", "SMP"]}, at_school, of="a") is False


def test_several_choices_meet_one_of_by_any_of_them_and_exists_by_not_being_empty() -> None:
    listed, nothing = situation(member("a", ppks=("PEMULUNG", "PENGEMIS"))), situation(member("a", ppks=()))
    scavenger = {"fact": "member.ppks", "one_of": ["PEMULUNG"]}

    assert holds(scavenger, listed, of="a") is True
    assert holds(scavenger, nothing, of="a") is False
    assert holds({"fact": "member.ppks", "exists": True}, nothing, of="a") is False
    assert holds({"fact": "member.ppks", "exists": False}, nothing, of="a") is True


def test_months_count_back_from_the_day_and_forward_to_it() -> None:
    def since(day: date) -> bool | None:
        given = situation(member("a", birth_date=day))
        return holds({"fact": "member.birth_date", "within_last_months": 6}, given, of="a")

    assert since(date(2026, 5, 24)) is True
    assert since(date(2026, 5, 23)) is False
    assert since(TODAY) is True
    assert since(date(2026, 11, 25)) is False, "what is still to come was not within the last months"
    upcoming = situation(member("a", birth_date=date(2027, 1, 24)))
    assert holds({"fact": "member.birth_date", "within_next_months": 2}, upcoming, of="a") is True
    assert holds({"fact": "member.birth_date", "within_next_months": 1}, upcoming, of="a") is False
    gone = situation(member("a", birth_date=date(2026, 11, 23)))
    assert holds({"fact": "member.birth_date", "within_next_months": 2}, gone, of="a") is False


def test_what_nobody_stated_is_unknown_and_stays_unknown_under_not() -> None:
    assert holds(_PREGNANT, situation(member("a")), of="a") is None
    assert holds({"not": _PREGNANT}, situation(member("a")), of="a") is None


def test_one_no_decides_all_and_one_yes_decides_any_whatever_is_unknown() -> None:
    known = {"fact": "member.sex", "one_of": ["F"]}
    woman, man = situation(member("a", sex="F")), situation(member("a", sex="M"))
    unknown = {"fact": "member.chronic_illness", "is": True}

    assert holds({"all": [known, unknown]}, man, of="a") is False
    assert holds({"all": [known, unknown]}, woman, of="a") is None
    assert holds({"any": [known, unknown]}, woman, of="a") is True
    assert holds({"any": [known, unknown]}, man, of="a") is None


def test_three_members_who_share_the_conditions_among_them_do_not_meet_a_rule_for_one() -> None:
    spread = situation(
        member("a", age_years=10, orphanhood="NONE", marital_status="SINGLE"),
        member("b", age_years=30, orphanhood="BOTH", marital_status="MARRIED"),
        member("c", age_years=40, orphanhood="NONE", marital_status="SINGLE"),
    )
    together = situation(member("a", age_years=10, orphanhood="FATHER"))

    assert holds(_ORPHAN_UNDER_18, spread) is False
    assert holds(_ORPHAN_UNDER_18, together) is None
    known = situation(member("a", age_years=9, orphanhood="FATHER"))
    assert holds(_ORPHAN_UNDER_18, known) is True, "a child under ten is certainly not married"


@pytest.mark.parametrize(
    ("quantifier", "pregnancies", "outcome"),
    [
        ("any", (True, None), True),
        ("any", (False, None), None),
        ("any", (False, False), False),
        ("all", (True, True), True),
        ("all", (False, None), False),
        ("all", (True, None), None),
        ("none", (False, False), True),
        ("none", (True, None), False),
        ("none", (False, None), None),
        ({"at_least": 2}, (True, True), True),
        ({"at_least": 2}, (True, None), None),
        ({"at_least": 2}, (True, False), False),
        ({"exactly": 1}, (True, False), True),
        ({"exactly": 1}, (True, None), None),
        ({"exactly": 1}, (True, True), False),
        ({"exactly": 1}, (False, False), False),
    ],
)
def test_a_quantifier_counts_what_is_known(
    quantifier: object, pregnancies: tuple[bool | None, ...], outcome: object
) -> None:
    people = [
        member(f"m{index}") if known is None else member(f"m{index}", pregnant=known)
        for index, known in enumerate(pregnancies)
    ]

    assert holds({"members": quantifier, "where": _PREGNANT}, situation(*people)) is outcome


def test_all_and_none_are_unknown_while_more_people_live_here_than_are_listed() -> None:
    def answer(quantifier: str, people: int) -> bool | None:
        given = situation(member("a", pregnant=quantifier == "all"), dwelling={"people": people})
        return holds({"members": quantifier, "where": _PREGNANT}, given)

    assert (answer("all", 1), answer("none", 1)) == (True, True)
    assert (answer("all", 2), answer("none", 2)) == (None, None)


def test_two_families_under_one_roof_are_judged_apart() -> None:
    given = situation(
        member("a", "kk1", pregnant=True),
        member("b", "kk2", pregnant=False),
        families=(family("kk1", desil=5), family("kk2", desil=1)),
    )
    somebody_pregnant = {"members": "any", "where": _PREGNANT}

    assert holds(somebody_pregnant, given, family_ref="kk1") is True
    assert holds(somebody_pregnant, given, family_ref="kk2") is False
    assert holds(somebody_pregnant, given, family_ref=None) is True
    assert holds({"families": "all", "where": {"fact": "family.desil", "at_most": 4}}, given, family_ref=None) is False


def test_a_member_of_unknown_family_keeps_every_family_open() -> None:
    given = situation(member("a", "kk1", pregnant=False), member("b", None), families=(family("kk1"),))

    assert holds({"members": "none", "where": _PREGNANT}, given) is None
    all_poor = {"families": "all", "where": {"fact": "family.desil", "at_most": 4}}
    poor = situation(member("a", "kk1"), member("b", None), families=(family("kk1", desil=1),))
    assert holds(all_poor, poor, family_ref=None) is None, "the other one may be on a card that nobody listed"
    settled = situation(member("a", "kk1"), member("b", without_family=True), families=(family("kk1", desil=1),))
    assert holds(all_poor, settled, family_ref=None) is True


def test_a_rule_on_the_family_is_not_met_by_somebody_on_no_family_card() -> None:
    desil = {"fact": "family.desil", "at_most": 4}

    assert holds(desil, situation(member("a", without_family=True)), of="a") is False
    assert holds(desil, situation(member("a", None)), of="a") is None


def test_a_rule_can_look_at_parents_guardian_and_head() -> None:
    civil_servant = {"fact": "member.occupation", "one_of": ["CIVIL_SERVANT"]}
    given = situation(
        member("ayah", occupation="CIVIL_SERVANT", relation_to_head="HEAD"),
        member("ibu", occupation="NONE", relation_to_head="SPOUSE"),
        member("anak", parents=("ayah", "ibu"), relation_to_head="CHILD"),
        member("keponakan", parents=(), guardian="ibu", relation_to_head="OTHER"),
        member("tamu", relation_to_head="OTHER"),
    )

    def said(relative: str, of: str) -> bool | None:
        return holds({"relative": relative, "where": civil_servant}, given, of=of)

    assert said("parent", "anak") is True
    assert said("parent", "keponakan") is False, "no parent is listed"
    assert said("parent", "tamu") is None
    assert said("guardian", "keponakan") is False
    assert said("guardian", "anak") is True, "without a guardian the parents are"
    assert said("head", "tamu") is True


def test_a_family_has_no_head_only_when_everybody_on_its_card_is_known_to_be_none() -> None:
    """A rule about the head is not met where there is none, and not known while somebody may be."""
    head_of = {"relative": "head", "where": {"fact": "member.occupation", "is": "NONE"}}
    child = member("anak", relation_to_head="CHILD")

    def said(given: Situation) -> tuple[bool | None, list[tuple[AskKind, str, str]]]:
        on_day = situation_on_day(given, TODAY, TODAY)
        scope = Scope(on_day, on_day.people[0].family, on_day.people[0], {})
        wanted = asks(rule(head_of), scope)
        return judge_of(rule(head_of))(scope), [(ask.kind, ask.key, ask.subject) for ask in wanted]

    assert said(situation(child)) == (False, [])
    assert said(situation(child, member("ibu"))) == (None, [(AskKind.FACT, "member.relation_to_head", "ibu")])
    assert said(situation(child, complete=False)) == (None, [(AskKind.PEOPLE, "people", "")])
    assert said(situation(child, families=(family(people=2),))) == (None, [(AskKind.PEOPLE, "people", "kk1")])
    assert said(situation(child, member("tamu", None))) == (None, [(AskKind.FAMILY, "family", "tamu")])
    assert said(situation(member("anak", None))) == (None, [(AskKind.FAMILY, "family", "anak")])
    assert said(situation(member("anak", without_family=True))) == (False, [])


@pytest.mark.parametrize(
    ("written", "record", "outcome"),
    [
        ({"aid": ["PKH"]}, None, None),
        ({"aid": ["PKH"]}, aid("PKH", AidState.RECEIVING), True),
        ({"aid": ["PKH"]}, aid("PKH", AidState.NONE), False),
        ({"aid": ["PKH"]}, aid("PKH", AidState.ENDED, until=date(2026, 10, 1)), False),
        ({"aid": ["PKH"], "last_months": 3}, aid("PKH", AidState.ENDED, until=date(2026, 10, 1)), True),
        ({"aid": ["PKH"], "last_months": 1}, aid("PKH", AidState.ENDED, until=date(2026, 10, 1)), False),
        ({"aid": ["PKH"], "last_months": 3}, aid("PKH", AidState.ENDED), None),
        ({"aid": ["PKH"], "same_fiscal_year": True}, aid("PKH", AidState.ENDED, until=date(2026, 1, 1)), True),
        ({"aid": ["PKH"], "same_fiscal_year": True}, aid("PKH", AidState.ENDED, until=date(2025, 12, 31)), False),
        ({"aid": ["PKH"], "states": ["PROPOSED", "RECEIVING"]}, aid("PKH", AidState.PROPOSED), True),
    ],
)
def test_aid_received_is_a_fact_with_dates(written: object, record: object, outcome: object) -> None:
    records = () if record is None else (record,)

    assert holds(written, situation(member("a"), families=(family(aid=records),))) is outcome  # type: ignore[arg-type]


def test_an_age_in_years_is_a_range_on_another_day() -> None:
    six = situation(member("a", age_years=6))
    school_age = {"fact": "member.age_years", "at_least": 7}

    assert holds(school_age, six, of="a", day=date(2026, 12, 1)) is None, "the birthday may lie between"
    assert holds(school_age, six, of="a", day=date(2027, 11, 24)) is True
    born = situation(member("a", birth_date=date(2020, 1, 15)))
    assert holds(school_age, born, of="a", day=date(2027, 1, 14)) is False
    assert holds(school_age, born, of="a", day=date(2027, 1, 15)) is True


def test_only_what_would_decide_is_asked() -> None:
    on_day = situation_on_day(situation(member("a", sex="F"), member("b", sex="M")), TODAY, TODAY)
    scope = Scope(on_day, on_day.families[0], None, {})
    written = {
        "any": [
            {"members": "any", "where": {"all": [{"fact": "member.sex", "one_of": ["F"]}, _PREGNANT]}},
            {"aid": ["PKH"]},
        ]
    }

    found = [(ask.kind, ask.key, ask.subject) for ask in asks(rule(written), scope)]

    assert found == [(AskKind.FACT, "member.pregnant", "a"), (AskKind.AID, "PKH", "kk1")]


def test_income_per_person_follows_from_the_income_and_the_people_on_the_card() -> None:
    limit = {"fact": "family.monthly_income_per_person", "at_most": 750_000}
    three = (member("a"), member("b"), member("c"))

    assert holds(limit, situation(*three, families=(family(monthly_income=2_250_000),))) is True
    assert holds(limit, situation(*three, families=(family(monthly_income=2_400_000),))) is False
    assert holds(limit, situation(*three, families=(family(),))) is None
    assert holds(limit, situation(*three, families=(family(monthly_income_per_person=700_000),))) is True
    nobody = situation(member("a", "kk1"), families=(family(), family("kk2", monthly_income=0)))
    assert holds(limit, nobody, family_ref="kk2") is None, "a card on which nobody is listed"


def test_a_rule_about_all_of_a_family_looks_at_them_once_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty people, and a rule about all of them: 40 looks, not 1,600."""
    people = [member(f"m{number}") for number in range(40)]
    looks: list[Over] = []

    def counted(scope: Scope, over: Over) -> tuple[list[Scope], bool]:
        looks.append(over)
        return range_of(scope, over)

    for module in (evaluation, asking):
        monkeypatch.setattr(module, "range_of", counted)
    old = {"fact": "member.age_years", "at_least": 60}
    aged = {"any": [old, {"members": "any", "where": old}]}
    offered = candidate("lansia", criterion(aged), benefit_unit=BenefitUnit.INDIVIDUAL)
    judgement = Judgement(situation(*people), TODAY)

    judged = judgement.judge(offered)
    asked = [judgement.asks_of(judged, each) for each in judged.beneficiaries]

    assert [len(each) for each in asked] == [40] * 40
    assert len(looks) == 2  # to judge, and to ask


def test_a_rule_about_all_of_a_family_that_looks_at_a_check_is_judged_anew_for_each_offering() -> None:
    written = {"members": "any", "where": {"check": "warga"}}
    on_day = situation_on_day(situation(member("a")), TODAY, TODAY)
    judge = compiled(read_rule(written).node)

    answers: list[dict[str, bool]] = [{"warga": True}, {"warga": False}, {}]

    assert [judge(Scope(on_day, on_day.families[0], None, each)) for each in answers] == [True, False, None]
