"""What an offering leaves out costs it points, and filling it in gives just those back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.offerings.benefit import RUPIAH, Benefit, Component, Period
from hub.domain.offerings.completeness import COMPLETE_FROM, Part, completeness
from hub.domain.offerings.offering import Capacity, OfferingContent
from hub.domain.rules.criterion import PartnerCheck
from hub.domain.text import Text
from tests.domain.builders import REPORTED, TODAY, VERIFIED, candidate, criterion

POOR = {"fact": "family.desil", "at_most": 4}
BARE = candidate("bantuan", legal_basis=REPORTED).version.content
"""Only what publishing demands."""
FILLED: Mapping[Part, Mapping[str, object]] = {
    Part.CRITERIA: {"criteria": (criterion(POOR),)},
    Part.BENEFIT: {
        "benefit": Benefit(
            unit=RUPIAH,
            per=Period.MONTH,
            components=(Component(key="uang", title=Text("Uang"), amount=100_000),),
            citation=VERIFIED,
        )
    },
    Part.DAYS_TO_HELP: {"days_to_help": 0},
    Part.REQUIRED_DOCUMENTS: {"required_documents": (Text("Kartu Keluarga"),)},
    Part.CAPACITY: {"capacity": Capacity(unit="keluarga", maximum=10, available=0, as_of=TODAY)},
    Part.VALIDITY: {"valid_to": date(2026, 12, 31)},
    Part.DELIVERY_CHANNEL: {"delivery_channel": Text("Kantor pos")},
    Part.CITATIONS: {"legal_basis": VERIFIED},
    Part.ENGLISH_TITLE: {"title": Text("Bantuan", "Aid")},
    Part.ENGLISH_DESCRIPTION: {"description": Text("Bantuan", "Aid")},
}


def _with(parts: set[Part]) -> OfferingContent:
    return replace(BARE, **{name: value for part in parts for name, value in FILLED[part].items()})  # type: ignore[arg-type]


def test_what_publishing_demands_alone_is_worth_nothing_and_everything_is_worth_a_hundred() -> None:
    assert completeness(BARE).score == 0
    assert {each.part for each in completeness(BARE).missing} == {*Part}
    assert completeness(_with({*Part})).score == 100
    assert completeness(_with({*Part})).missing == ()


@given(said=st.sets(st.sampled_from(Part)), part=st.sampled_from(Part))
def test_saying_one_part_more_gives_back_what_it_cost_and_touches_no_other(said: set[Part], part: Part) -> None:
    before, after = completeness(_with(said - {part})), completeness(_with(said | {part}))

    (gained,) = {*before.missing} - {*after.missing}
    assert gained.part is part
    assert after.score == before.score + gained.weight
    assert {*after.missing} < {*before.missing}


@given(st.sets(st.sampled_from(Part)))
def test_what_is_missing_comes_weightiest_first(said: set[Part]) -> None:
    weights = [each.weight for each in completeness(_with(said)).missing]

    assert weights == sorted(weights, reverse=True)


def test_a_question_to_the_desk_is_a_rule_of_its_own() -> None:
    asking = replace(BARE, checks=(PartnerCheck(key="warga", question=Text("Warga RW ini?")),))

    assert Part.CRITERIA not in {each.part for each in completeness(asking).missing}


@pytest.mark.parametrize(
    "changes",
    [
        {"legal_basis": REPORTED},
        {"criteria": (criterion(POOR, "a"), criterion(POOR, "b", citation=REPORTED))},
    ],
)
def test_one_citation_that_nobody_verified_is_missed(changes: dict[str, object]) -> None:
    content = replace(_with({*Part}), **changes)  # type: ignore[arg-type]

    assert [each.part for each in completeness(content).missing] == [Part.CITATIONS]


def test_an_offering_is_complete_with_two_parts_of_weight_missing_but_not_with_three() -> None:
    heavy = {Part.CRITERIA, Part.BENEFIT}

    assert completeness(_with({*Part} - heavy)).score >= COMPLETE_FROM
    assert completeness(_with({*Part} - heavy - {Part.CAPACITY})).score < COMPLETE_FROM
