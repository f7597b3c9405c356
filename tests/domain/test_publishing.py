"""What keeps an offering from being published: every problem at once, each at its place."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hub.domain.errors import ErrorCode
from hub.domain.facts.need import NeedCode
from hub.domain.offerings.benefit import Benefit, Component, Period, Variant
from hub.domain.offerings.offering import BenefitForm, BenefitUnit, Capacity, OfferingContent
from hub.domain.offerings.publishing import check_content
from hub.domain.region import NeighbourhoodKind, RegionCode, ServiceArea, neighbourhood
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import Binds, Criterion, EvaluatedOn, PartnerCheck
from hub.domain.rules.criterion_json import read_rule
from hub.domain.text import Text
from tests.domain.builders import TODAY, VERIFIED, candidate, criterion

SOUND = candidate("beras").version.content
UNCITED = Citation(title=" ", confidence=Confidence.VERIFIED)
BACKWARDS = Citation(
    title="Aturan", valid_from=date(2026, 2, 1), valid_to=date(2026, 1, 1), confidence=Confidence.VERIFIED
)
PREGNANT = {"fact": "member.pregnant", "is": True}
POOR = {"fact": "family.desil", "at_most": 4}
DAGO, KEBON_GEDANG = RegionCode("32.73.02.1004"), RegionCode("32.73.12.1006")


def found(draft: OfferingContent, *terms: Criterion) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(each.message.key, each.path) for each in check_content(draft, terms)]


def changed(**changes: Any) -> list[tuple[str, tuple[str | int, ...]]]:
    return found(replace(SOUND, **changes))


def rice(*components: Component, **changes: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"unit": "g", "per": Period.MONTH, "components": components, "citation": VERIFIED}
    return {"benefit": Benefit(**{**plain, **changes})}


def component(amount: int = 5000, **changes: Any) -> Component:
    return Component(key="beras", title=Text("Beras"), amount=amount, **changes)


_VARIANT = Variant(title=Text("Desil rendah"), when=read_rule(POOR), amount=1)


def test_a_sound_offering_has_no_problem() -> None:
    assert changed() == []
    assert changed(**rice(component())) == []


@pytest.mark.parametrize("name", ["title", "description", "decided_by"])
def test_words_are_not_left_empty(name: str) -> None:
    assert changed(**{name: Text("  ")}) == [("offering.empty", (name,))]


@pytest.mark.parametrize("name", ["provider", "reference", "assured_by"])
def test_names_are_not_left_empty(name: str) -> None:
    assert changed(**{name: ""}) == [("offering.empty", (name,))]


@pytest.mark.parametrize("name", ["title", "description", "decided_by", "delivery_channel", "consequence"])
@pytest.mark.parametrize("number", ["3273020101900001", "3213234112890002", "1101013112990123", "3273027107000004"])
def test_a_text_that_names_somebody_by_number_is_refused(name: str, number: str) -> None:
    in_both = Text(f"Hubungi Ibu Rekaan ({number})"), Text("Hubungi pengurus", f"NIK {number}.")

    assert [changed(**{name: text}) for text in in_both] == [[("offering.identity_number", (name,))]] * 2


@pytest.mark.parametrize("name", ["provider", "assured_by"])
def test_nobody_is_named_by_number_for_what_is_provided(name: str) -> None:
    assert changed(**{name: "Pengurus 3273020101900001"}) == [("offering.identity_number", (name,))]


@pytest.mark.parametrize("number", ["327302010190001", "32730201019000011", "3273020113900001", "3273023201900001"])
def test_another_long_number_is_no_identity_number(number: str) -> None:
    assert changed(description=Text(f"Rekening {number}")) == []


@pytest.mark.parametrize(
    ("changes", "key", "path"),
    [
        ({"legal_basis": UNCITED}, "citation.missing", ("legal_basis",)),
        ({"legal_basis": BACKWARDS}, "dates.reversed", ("legal_basis",)),
        ({"criteria": (criterion(POOR, citation=UNCITED),)}, "citation.missing", ("criteria", 0, "citation")),
        (rice(component(), citation=UNCITED), "citation.missing", ("benefit", "citation")),
    ],
)
def test_nothing_is_published_without_a_citation(
    changes: dict[str, Any], key: str, path: tuple[str | int, ...]
) -> None:
    assert changed(**changes) == [(key, path)]


@pytest.mark.parametrize(
    ("changes", "key", "path"),
    [
        ({"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 31)}, "dates.reversed", ("valid_to",)),
        ({"days_to_help": -1}, "offering.bad_days", ("days_to_help",)),
        ({"days_to_help": 3651}, "offering.bad_days", ("days_to_help",)),
        ({"needs": ()}, "offering.no_needs", ("needs",)),
        ({"needs": (NeedCode("FOOD"), NeedCode("FUD"))}, "need.unknown", ("needs", 1)),
        ({"ppks": ("PEMULUNG", "SCAVENGER")}, "ppks.unknown", ("ppks", 1)),
        ({"assured_on": date(9999, 12, 31)}, "day.too_far", ("assured_on",)),
        (
            {"checks": tuple(PartnerCheck(key=f"c{n}", question=Text("Apa?")) for n in range(51))},
            "offering.too_many",
            ("checks",),
        ),
        ({"criteria": tuple(criterion(POOR, f"k{n}") for n in range(51))}, "offering.too_many", ("criteria",)),
        (rice(*[component()] * 51), "offering.too_many", ("benefit", "components")),
        (rice(component(variants=(_VARIANT,) * 51)), "offering.too_many", ("benefit", "components", 0, "variants")),
        ({"service_areas": ()}, "offering.no_area", ("service_areas",)),
        ({"service_areas": (ServiceArea(region=DAGO, excluded=True),)}, "offering.no_area", ("service_areas",)),
        (
            {
                "service_areas": (
                    ServiceArea(region=DAGO),
                    ServiceArea(region=DAGO, neighbourhood=neighbourhood(KEBON_GEDANG, [(NeighbourhoodKind.RW, "8")])),
                )
            },
            "area.neighbourhood_elsewhere",
            ("service_areas", 1),
        ),
        (
            {"capacity": Capacity(unit="keluarga", maximum=10, available=11, as_of=TODAY)},
            "capacity.out_of_bounds",
            ("capacity",),
        ),
        (
            {"capacity": Capacity(unit="keluarga", maximum=10, available=-1, as_of=TODAY)},
            "capacity.out_of_bounds",
            ("capacity",),
        ),
    ],
)
def test_dates_needs_areas_and_capacity_make_sense(
    changes: dict[str, Any], key: str, path: tuple[str | int, ...]
) -> None:
    assert changed(**changes) == [(key, path)]


@pytest.mark.parametrize(
    "changes",
    [
        {"valid_from": TODAY, "valid_to": TODAY},
        {"days_to_help": 0},
        {"days_to_help": 3650},
        {"capacity": Capacity(unit="keluarga", maximum=10, available=10, as_of=TODAY)},
        {"capacity": Capacity(unit="keluarga", maximum=0, available=0, as_of=TODAY)},
        rice(component(0), component(10**15), counted_at_most=1, instalments=366),
        rice(component(at_most=1)),
    ],
    ids=["one day", "at once", "ten years", "all free", "none at all", "bounds of amounts", "at most one"],
)
def test_the_bounds_themselves_are_within_them(changes: dict[str, Any]) -> None:
    assert changed(**changes) == []


@pytest.mark.parametrize(
    ("changes", "key", "path"),
    [
        (rice(), "benefit.no_components", ("benefit", "components")),
        (rice(component(-1)), "amount.out_of_bounds", ("benefit", "components", 0)),
        (rice(component(), component(10**15 + 1)), "amount.out_of_bounds", ("benefit", "components", 1)),
        (
            rice(component(variants=(Variant(title=Text("v"), when=read_rule(POOR), amount=-1),))),
            "amount.out_of_bounds",
            ("benefit", "components", 0),
        ),
        (rice(component(at_most=0)), "benefit.bad_count", ("benefit", "components", 0, "at_most")),
        (rice(component(), counted_at_most=0), "benefit.bad_count", ("benefit", "counted_at_most")),
        (rice(component(), instalments=367), "benefit.bad_count", ("benefit", "instalments")),
        (rice(component(), unit="IDR"), "benefit.form_and_unit", ("benefit", "unit")),
        ({**rice(component()), "form": BenefitForm.MONEY}, "benefit.form_and_unit", ("benefit", "unit")),
        (
            rice(component(variants=(Variant(title=Text("v"), when=read_rule(PREGNANT), amount=1),))),
            "criterion.no_such_subject",
            ("benefit", "components", 0),
        ),
    ],
)
def test_a_benefit_has_parts_with_likely_amounts(
    changes: dict[str, Any], key: str, path: tuple[str | int, ...]
) -> None:
    assert changed(**changes) == [(key, path)]


def test_a_part_for_each_member_may_look_at_that_member() -> None:
    part = component(who=read_rule(PREGNANT), variants=(Variant(title=Text("v"), when=read_rule(PREGNANT), amount=1),))

    assert changed(**rice(part)) == []


def test_every_rule_has_a_key_of_its_own_also_beside_the_source_s_terms() -> None:
    twice = replace(SOUND, criteria=(criterion(POOR, "poor"), criterion(POOR, "poor"), criterion(POOR, "apbn.nik")))

    assert found(twice, criterion(POOR, "apbn.nik")) == [
        ("criterion.repeated_key", ("criteria", 1, "key")),
        ("criterion.repeated_key", ("criteria", 2, "key")),
    ]


def test_only_money_has_a_rule_about_cash() -> None:
    about_cash = criterion(POOR, binds=Binds.DELIVERY)

    assert changed(criteria=(about_cash,), form=BenefitForm.MONEY) == []
    assert changed(criteria=(about_cash,)) == [("criterion.no_money", ("criteria", 0, "binds"))]


@pytest.mark.parametrize("key", ["", "Poor", "9", "confirm:poor", "a" * 61])
def test_a_key_is_short_and_plain(key: str) -> None:
    assert changed(criteria=(criterion(POOR, key),)) == [("criterion.bad_key", ("criteria", 0, "key"))]


def test_a_fixed_date_goes_with_being_evaluated_on_one() -> None:
    undated = replace(criterion(POOR), evaluated_on=EvaluatedOn.FIXED)
    dated = replace(criterion(POOR), fixed_date=TODAY)

    assert changed(criteria=(undated,)) == [("criterion.fixed_date", ("criteria", 0, "fixed_date"))]
    assert changed(criteria=(dated,)) == [("criterion.fixed_date", ("criteria", 0, "fixed_date"))]
    assert changed(criteria=(replace(undated, fixed_date=TODAY),)) == []


def test_no_months_are_counted_from_a_day_at_the_end_of_the_calendar() -> None:
    ancient = replace(criterion(POOR), evaluated_on=EvaluatedOn.FIXED, fixed_date=date(1, 1, 1))

    assert changed(criteria=(ancient,)) == [("day.too_far", ("criteria", 0, "fixed_date"))]


@pytest.mark.parametrize(
    ("unit", "rule", "path"),
    [
        (BenefitUnit.FAMILY, PREGNANT, ("criteria", 0, "rule")),
        (BenefitUnit.FAMILY, {"all": [POOR, {"not": PREGNANT}]}, ("criteria", 0, "rule", 1, "not")),
        (BenefitUnit.FAMILY, {"relative": "head", "where": PREGNANT}, ("criteria", 0, "rule")),
        (BenefitUnit.FAMILY, {"aid": ["PKH"], "scope": "member"}, ("criteria", 0, "rule")),
        (BenefitUnit.HOUSEHOLD, POOR, ("criteria", 0, "rule")),
        (BenefitUnit.HOUSEHOLD, {"aid": ["PKH"]}, ("criteria", 0, "rule")),
        (BenefitUnit.HOUSEHOLD, {"families": "any", "where": PREGNANT}, ("criteria", 0, "rule", "where")),
    ],
)
def test_a_rule_looks_at_no_member_or_family_where_none_is_meant(
    unit: BenefitUnit, rule: object, path: tuple[str | int, ...]
) -> None:
    assert changed(benefit_unit=unit, criteria=(criterion(rule),)) == [("criterion.no_such_subject", path)]


@pytest.mark.parametrize(
    ("unit", "rule"),
    [
        (BenefitUnit.INDIVIDUAL, {"all": [PREGNANT, POOR, {"aid": ["YAPI"], "scope": "member"}]}),
        (BenefitUnit.INDIVIDUAL, {"relative": "parent", "where": PREGNANT}),
        (BenefitUnit.FAMILY, {"members": "any", "where": {"all": [PREGNANT, POOR]}}),
        (BenefitUnit.FAMILY, {"not": {"aid": ["PKH"]}}),
        (BenefitUnit.HOUSEHOLD, {"families": "all", "where": POOR}),
        (BenefitUnit.HOUSEHOLD, {"members": "any", "where": {"relative": "head", "where": PREGNANT}}),
        (BenefitUnit.HOUSEHOLD, {"fact": "dwelling.roof", "is": "LEAKING"}),
    ],
)
def test_a_rule_may_look_at_whom_it_means(unit: BenefitUnit, rule: object) -> None:
    assert changed(benefit_unit=unit, criteria=(criterion(rule),)) == []


KUBE = {"fact": "group.kind", "is": "KUBE"}
LKS = {"fact": "organisation.kind", "is": "LKS"}
LEAKING = {"fact": "dwelling.roof", "is": "LEAKING"}
OWNED = {"all": [{"fact": "residence.kind", "is": "OWNED"}, {"fact": "region.disaster_declared", "is": True}]}


@pytest.mark.parametrize(
    ("unit", "rule", "path"),
    [
        (BenefitUnit.FAMILY, KUBE, ()),
        (BenefitUnit.HOUSEHOLD, {"members": "any", "where": LKS}, ("where",)),
        (BenefitUnit.GROUP, LKS, ()),
        (BenefitUnit.GROUP, LEAKING, ()),
        (BenefitUnit.GROUP, POOR, ()),
        (BenefitUnit.GROUP, {"aid": ["PKH"]}, ()),
        (BenefitUnit.GROUP, {"families": "any", "where": POOR}, ()),
        (BenefitUnit.GROUP, {"members": "any", "where": {"any": [PREGNANT, POOR]}}, ("where", 1)),
        (BenefitUnit.GROUP, {"members": "any", "where": {"relative": "head", "where": PREGNANT}}, ("where",)),
        (BenefitUnit.GROUP, {"members": "any", "where": LEAKING}, ("where",)),
        (BenefitUnit.ORGANISATION, KUBE, ()),
        (BenefitUnit.ORGANISATION, PREGNANT, ()),
        (BenefitUnit.ORGANISATION, {"members": "any", "where": PREGNANT}, ()),
        (BenefitUnit.COMMUNITY, {"not": LEAKING}, ("not",)),
        (BenefitUnit.COMMUNITY, KUBE, ()),
    ],
)
def test_a_rule_looks_at_nothing_that_whom_the_aid_goes_to_does_not_have(
    unit: BenefitUnit, rule: object, path: tuple[str | int, ...]
) -> None:
    assert changed(benefit_unit=unit, criteria=(criterion(rule),)) == [
        ("criterion.other_recipient", ("criteria", 0, "rule", *path))
    ]


@pytest.mark.parametrize(
    ("unit", "rule"),
    [
        (BenefitUnit.GROUP, {"all": [KUBE, OWNED, {"members": {"at_least": 2}, "where": {"any": [PREGNANT, KUBE]}}]}),
        (BenefitUnit.GROUP, {"members": "any", "where": {"relative": "parent", "where": PREGNANT}}),
        (BenefitUnit.GROUP, {"members": "none", "where": {"aid": ["PKH"], "scope": "member"}}),
        (BenefitUnit.ORGANISATION, {"any": [LKS, OWNED]}),
        (BenefitUnit.COMMUNITY, OWNED),
    ],
)
def test_a_rule_for_groups_and_organisations_may_look_at_what_they_have(unit: BenefitUnit, rule: object) -> None:
    assert changed(benefit_unit=unit, criteria=(criterion(rule),)) == []


def test_a_fact_of_members_without_a_quantifier_is_told_how_to_be_asked_of_a_group() -> None:
    assert changed(benefit_unit=BenefitUnit.GROUP, criteria=(criterion(PREGNANT),)) == [
        ("criterion.no_such_subject", ("criteria", 0, "rule"))
    ]


def test_a_part_for_each_member_of_a_group_looks_at_no_family() -> None:
    of_member, of_family = component(who=read_rule(PREGNANT)), component(who=read_rule(POOR))

    assert changed(benefit_unit=BenefitUnit.GROUP, **rice(of_member)) == []
    assert changed(benefit_unit=BenefitUnit.GROUP, **rice(of_family)) == [
        ("criterion.other_recipient", ("benefit", "components", 0))
    ]


def test_a_rule_asks_only_the_offerings_own_checks() -> None:
    asked = criterion({"all": [{"check": "visited"}, {"check": "seen"}]})
    visited = PartnerCheck(key="visited", question=Text("Sudah dikunjungi?"))

    assert changed(criteria=(asked,), checks=(visited,)) == [("criterion.unknown_check", ("criteria", 0, "rule", 1))]


def test_everything_wrong_is_told_at_once() -> None:
    problems = check_content(replace(SOUND, title=Text(""), needs=(), service_areas=(), legal_basis=UNCITED))

    assert {problem.code for problem in problems} == {ErrorCode.BAD_INPUT, ErrorCode.MISSING_CITATION}
    assert [problem.path[0] for problem in problems] == ["title", "legal_basis", "needs", "service_areas"]
