"""What a client tells of a family, read into a situation: the values themselves, and everything that is wrong with
them."""

from uuid import UUID

import pytest

from hub.domain.errors import ErrorCode, Refused
from hub.domain.facts.fact import Fact, FactKey, Facts
from hub.domain.facts.need import NeedCode, Urgency
from hub.domain.facts.situation import (
    AidReceived,
    AidState,
    Family,
    Group,
    Household,
    Member,
    Organisation,
    ProgrammeKey,
)
from hub.domain.region import NeighbourhoodKind, RegionCode
from schema.fact_inputs import (
    AidReceivedInput,
    DwellingFactsInput,
    DwellingRoof,
    FamilyFactsInput,
    GroupFactsInput,
    GroupKind,
    MemberFactsInput,
    MemberPpks,
    OrganisationFactsInput,
    OrganisationKind,
    OrganisationServes,
)
from schema.facts import NeedInput
from schema.ids import encode_id
from schema.match_inputs import (
    CheckAnswerInput,
    GroupInput,
    HouseholdInput,
    MatchInput,
    MatchSubjectInput,
    OrganisationInput,
    read_situation,
)
from schema.regions import NeighbourhoodInput, NeighbourhoodPartInput
from schema.root import graphql_schema
from schema.scalars import Rupiah
from tests.schema.conftest import Ask

_DAGO = RegionCode("32.73.02.1004")
_SOME_ID = UUID("00000000-0000-4000-8000-000000000001")
_CHILD = MemberFactsInput(ref="anak", age_years=8)


def _input(
    *members: MemberFactsInput,
    families: list[FamilyFactsInput] | None = None,
    dwelling: DwellingFactsInput | None = None,
    **changes: object,
) -> MatchInput:
    household = HouseholdInput(members=list(members or (_CHILD,)), families=families, dwelling=dwelling)
    plain: dict[str, object] = {
        "present_region": _DAGO,
        "subject": MatchSubjectInput(household=household),
        "needs": [],
    }
    return MatchInput(**{**plain, **changes})  # type: ignore[arg-type]


def _wrong(given: MatchInput) -> list[tuple[ErrorCode, str]]:
    with pytest.raises(Refused) as refused:
        read_situation(given)
    return [(each.code, ".".join(str(step) for step in each.path)) for each in refused.value.problems]


def test_what_is_told_becomes_facts_and_what_is_left_out_does_not() -> None:
    situation = read_situation(
        _input(
            MemberFactsInput(ref="anak", family="kk1", age_years=8, ppks=[MemberPpks.ANAK_TERLANTAR]),
            families=[FamilyFactsInput(ref="kk1", desil=2, monthly_income=Rupiah(0))],
            dwelling=DwellingFactsInput(roof=DwellingRoof.LEAKING),
        )
    )

    assert situation.household.dwelling.known == {FactKey("dwelling.roof"): Fact("LEAKING")}
    # Zero rupiah is an answer, not a gap.
    assert situation.household.families[0].facts.known == {
        FactKey("family.desil"): Fact(2),
        FactKey("family.monthly_income"): Fact(0),
    }
    assert situation.household.members[0].facts.known == {
        FactKey("member.age_years"): Fact(8),
        FactKey("member.ppks"): Fact(("ANAK_TERLANTAR",)),
    }


def test_a_family_of_which_nothing_is_known_needs_no_card() -> None:
    household = read_situation(_input(_CHILD)).household

    assert household == Household(families=(), members=household.members)
    assert household.members[0].family is None


def test_parents_that_are_not_known_differ_from_parents_who_live_elsewhere() -> None:
    members = read_situation(_input(_CHILD, MemberFactsInput(ref="adik", parents=[]))).household.members

    assert [member.parents for member in members] == [None, ()]


def test_what_was_asked_in_vain_is_kept_and_must_be_a_fact() -> None:
    asked = DwellingFactsInput(asked_not_known=[FactKey("dwelling.damage")])
    assert read_situation(_input(dwelling=asked)).household.dwelling == Facts(
        asked_not_known=frozenset({FactKey("dwelling.damage")})
    )

    mistyped = DwellingFactsInput(asked_not_known=[FactKey("dwelling.damage"), FactKey("dwelling.rof")])
    assert _wrong(_input(dwelling=mistyped)) == [
        (ErrorCode.UNKNOWN_FACT, "input.subject.household.dwelling.askedNotKnown.1")
    ]


def test_aid_is_told_once_a_programme() -> None:
    pkh = AidReceivedInput(programme="PKH", state=AidState.RECEIVING)
    situation = read_situation(_input(families=[FamilyFactsInput(ref="kk1", aid_received=[pkh])]))
    key = ProgrammeKey("PKH")
    assert situation.household.families == (
        Family(ref="kk1", aid={key: AidReceived(programme=key, state=AidState.RECEIVING)}),
    )

    assert _wrong(_input(families=[FamilyFactsInput(ref="kk1", aid_received=[pkh, pkh])])) == [
        (ErrorCode.BAD_INPUT, "input.subject.household.families.0.aidReceived.1.programme")
    ]


def test_a_neighbourhood_needs_the_village_it_lies_in() -> None:
    rw = NeighbourhoodInput(path=[NeighbourhoodPartInput(kind=NeighbourhoodKind.RW, name="8")])
    assert str(read_situation(_input(present_neighbourhood=rw)).present.neighbourhood) == "RW 008"

    assert _wrong(_input(registered_neighbourhood=rw)) == [(ErrorCode.UNKNOWN_REGION, "input.registeredNeighbourhood")]
    city = _input(present_region=RegionCode("32.73"), present_neighbourhood=rw)
    assert _wrong(city) == [(ErrorCode.UNKNOWN_REGION, "input.presentNeighbourhood")]


def test_every_wrong_value_of_every_part_is_told_at_once() -> None:
    food = NeedInput(need=NeedCode("FOOD"), urgency=Urgency.HIGH)
    given = _input(
        MemberFactsInput(ref="anak", age_years=200),
        families=[FamilyFactsInput(ref="kk1", desil=11)],
        dwelling=DwellingFactsInput(people=0),
        needs=[food, NeedInput(need=NeedCode("FOODS"), urgency=Urgency.LOW), food],
        answers=[CheckAnswerInput(offering=encode_id("Partner", _SOME_ID), check="sehat", answer=True)],  # type: ignore[arg-type]
    )

    assert _wrong(given) == [
        (ErrorCode.BAD_INPUT, "input.subject.household.dwelling.people"),
        (ErrorCode.BAD_INPUT, "input.subject.household.families.0.desil"),
        (ErrorCode.BAD_INPUT, "input.subject.household.members.0.ageYears"),
        (ErrorCode.UNKNOWN_NEED, "input.needs.1.need"),
        (ErrorCode.BAD_INPUT, "input.needs.2.need"),
        (ErrorCode.BAD_ID, "input.answers.0.offering"),
    ]


def test_a_list_that_no_dwelling_holds_is_not_even_read() -> None:
    crowd = [MemberFactsInput(ref=f"m{number}", age_years=200) for number in range(101)]

    assert _wrong(_input(*crowd)) == [(ErrorCode.BAD_INPUT, "input.subject.household")]


def test_what_is_known_of_a_group_and_its_members_becomes_a_situation() -> None:
    group = GroupInput(
        facts=GroupFactsInput(kind=GroupKind.KUBE, people=10, asked_not_known=[FactKey("group.formed_on")]),
        members=[MemberFactsInput(ref="ketua", age_years=40)],
        members_complete=False,
    )

    situation = read_situation(_input(subject=MatchSubjectInput(group=group)))

    assert situation.group == Group(
        facts=Facts(
            {FactKey("group.kind"): Fact("KUBE"), FactKey("group.people"): Fact(10)},
            frozenset({FactKey("group.formed_on")}),
        ),
        members=(Member(ref="ketua", facts=Facts({FactKey("member.age_years"): Fact(40)})),),
        members_complete=False,
    )
    assert (situation.household, situation.organisation) == (Household(), None)


def test_what_is_known_of_an_organisation_becomes_a_situation() -> None:
    facts = OrganisationFactsInput(kind=OrganisationKind.LKS, serves=[OrganisationServes.ANAK_TERLANTAR])

    situation = read_situation(_input(subject=MatchSubjectInput(organisation=OrganisationInput(facts=facts))))

    assert situation.organisation == Organisation(
        facts=Facts(
            {FactKey("organisation.kind"): Fact("LKS"), FactKey("organisation.serves"): Fact(("ANAK_TERLANTAR",))}
        )
    )
    assert situation.group is None


def test_what_is_wrong_in_a_group_has_its_path() -> None:
    group = GroupInput(facts=GroupFactsInput(people=0), members=[MemberFactsInput(ref="ketua", age_years=200)])
    crowd = GroupInput(members=[MemberFactsInput(ref=f"m{number}") for number in range(101)])

    assert _wrong(_input(subject=MatchSubjectInput(group=group))) == [
        (ErrorCode.BAD_INPUT, "input.subject.group.facts.people"),
        (ErrorCode.BAD_INPUT, "input.subject.group.members.0.ageYears"),
    ]
    assert _wrong(_input(subject=MatchSubjectInput(group=crowd))) == [(ErrorCode.BAD_INPUT, "input.subject.group")]


def test_nobody_to_be_helped_is_told() -> None:
    nobody = MatchSubjectInput(household=None, group=None, organisation=None)

    assert _wrong(_input(subject=nobody)) == [(ErrorCode.BAD_INPUT, "input.subject")]


async def test_null_says_not_known_wherever_it_may_stand(ask: Ask) -> None:
    match = "query ($input: MatchInput!) { match(input: $input) { matches { totalCount } } }"
    given: dict[str, object] = {
        "presentRegion": "32.73.02.1004",
        "registeredRegion": None,
        "residence": None,
        "subject": {
            "household": {
                "dwelling": {"roof": None, "askedNotKnown": None},
                "families": None,
                "members": [{"ref": "anak", "ageYears": None, "aidReceived": None, "parents": None, "ppks": None}],
                "membersComplete": None,
            }
        },
        "needs": [],
        "answers": None,
        "verdicts": None,
    }

    assert await ask(match, input=given) == {"match": {"matches": {"totalCount": 0}}}


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
async def test_a_day_at_the_end_of_the_calendar_is_refused_before_anything_is_counted_from_it(day: str) -> None:
    given = {"presentRegion": _DAGO, "subject": {"organisation": {}}, "needs": [], "on": day}
    query = "query ($input: MatchInput!) { match(input: $input) { on } }"

    answer = await graphql_schema.execute(query, variable_values={"input": given})

    assert "day.too_far" in str(answer.errors)
