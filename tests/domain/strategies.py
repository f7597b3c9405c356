"""Arbitrary rules and households for property tests."""

from datetime import date
from uuid import UUID

from hypothesis import strategies as st

from hub.domain.facts.fact import Fact, FactDefinition, FactKey, Facts, FactType, FactValue
from hub.domain.facts.need import NeedCode, StatedNeed, Urgency
from hub.domain.facts.registry import FACTS
from hub.domain.facts.situation import (
    AidReceived,
    AidState,
    Family,
    Group,
    Household,
    Member,
    OfferingId,
    Organisation,
    ProgrammeKey,
    Situation,
)
from hub.domain.offerings.duplicate import Offered
from hub.domain.offerings.offering import BenefitUnit
from hub.domain.region import NeighbourhoodKind, Place, RegionCode, ServiceArea, neighbourhood
from hub.domain.rules.criterion_json import MAX_DEPTH
from hub.domain.text import Text
from tests.domain.builders import candidate

# A few facts of each subject and type are enough for every path, and often meet one another.
MEMBER_FACTS = [
    "member.age_years",
    "member.sex",
    "member.pregnant",
    "member.school_level",
    "member.orphanhood",
    "member.occupation",
    "member.ppks",
    "member.relation_to_head",
    "member.siblings_at_home",
]
FAMILY_FACTS = ["family.desil", "family.monthly_income", "family.monthly_income_per_person", "family.holds_kks"]
OTHER_FACTS = ["dwelling.roof", "dwelling.people", "residence.kind"]
GROUP_FACTS = ["group.kind", "group.people", "group.people_in_desil_1_to_4", "group.bank_account"]
ORGANISATION_FACTS = ["organisation.kind", "organisation.accreditation", "organisation.serves"]
PROGRAMMES = ["PKH", "BPNT"]


def values(definition: FactDefinition) -> st.SearchStrategy[FactValue]:
    match definition.type:
        case FactType.BOOLEAN:
            return st.booleans()
        case FactType.INTEGER:
            low = definition.minimum or 0
            return st.integers(low, min(definition.maximum or low + 40, low + 40))
        case FactType.CHOICE:
            return st.sampled_from([choice.code for choice in definition.choices])
        case FactType.CHOICES:
            some = [choice.code for choice in definition.choices[:3]]
            return st.sets(st.sampled_from(some)).map(lambda chosen: tuple(sorted(chosen)))
        case FactType.DATE:
            return st.dates()


def facts_of(keys: list[str]) -> st.SearchStrategy[Facts]:
    known = {key: values(FACTS[FactKey(key)]).map(Fact) for key in keys}
    return st.fixed_dictionaries({}, optional=known).map(
        lambda chosen: Facts({FactKey(key): fact for key, fact in chosen.items()})
    )


def _tests(keys: list[str]) -> st.SearchStrategy[object]:
    def test_of(key: str) -> st.SearchStrategy[object]:
        definition = FACTS[FactKey(key)]
        value = values(definition)
        match definition.type:
            case FactType.INTEGER:
                return st.tuples(st.sampled_from(["at_most", "at_least", "is"]), value).map(
                    lambda pair: {"fact": key, pair[0]: pair[1]}
                )
            case FactType.BOOLEAN:
                return value.map(lambda expected: {"fact": key, "is": expected})
            case _:
                codes = st.sets(st.sampled_from([c.code for c in definition.choices[:4]]), min_size=1)
                return st.tuples(st.sampled_from(["one_of", "none_of"]), codes).map(
                    lambda pair: {"fact": key, pair[0]: sorted(pair[1])}
                )

    return st.sampled_from(keys).flatmap(test_of)


def _joined(leaves: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
        ),
        max_leaves=4,
    )


_quantifiers = st.one_of(
    st.sampled_from(["any", "all", "none"]),
    st.tuples(st.sampled_from(["at_least", "exactly"]), st.integers(0, 3)).map(lambda pair: {pair[0]: pair[1]}),
)
_window: st.SearchStrategy[dict[str, object]] = st.sampled_from(
    [{}, {"last_months": 6}, {"same_fiscal_year": True}, {"states": ["PROPOSED", "ENDED"]}]
)

_family_aid = st.tuples(st.sampled_from(PROGRAMMES), _window).map(lambda pair: {"aid": [pair[0]], **pair[1]})
_member_aid = _family_aid.map(lambda written: {**written, "scope": "member"})
_of_member = st.one_of(_tests(MEMBER_FACTS), _member_aid)
_of_dwelling = _tests(OTHER_FACTS)
_of_family = st.one_of(_tests(FAMILY_FACTS), _of_dwelling, _family_aid)
_related = st.tuples(st.sampled_from(["parent", "guardian", "head"]), _joined(_of_member)).map(
    lambda pair: {"relative": pair[0], "where": pair[1]}
)
_quantified = st.tuples(_quantifiers, _joined(st.one_of(_of_member, _of_family, _related))).map(
    lambda pair: {"members": pair[0], "where": pair[1]}
)
_of_families = st.tuples(_quantifiers, _joined(_of_family)).map(lambda pair: {"families": pair[0], "where": pair[1]})


def _shallow(written: object) -> bool:
    def depth(part: object) -> int:
        if isinstance(part, dict):
            inner = [*part.get("all", []), *part.get("any", []), *(part[k] for k in ("not", "where") if k in part)]
            return 1 + max((depth(each) for each in inner), default=0)
        return 0

    return depth(written) <= MAX_DEPTH


family_rules: st.SearchStrategy[object] = _joined(st.one_of(_of_family, _quantified)).filter(_shallow)
"""Rules that an offering to families may have."""
member_rules: st.SearchStrategy[object] = _joined(st.one_of(_of_member, _of_family, _related)).filter(_shallow)
"""Rules that look at one member and need no quantifier."""
household_rules: st.SearchStrategy[object] = _joined(st.one_of(_of_dwelling, _quantified, _of_families)).filter(
    _shallow
)
"""Rules that an offering to a whole dwelling may have."""
offered_rules: st.SearchStrategy[tuple[BenefitUnit, object]] = st.one_of(
    st.tuples(st.just(BenefitUnit.FAMILY), family_rules),
    st.tuples(st.just(BenefitUnit.INDIVIDUAL), member_rules | family_rules),
    st.tuples(st.just(BenefitUnit.HOUSEHOLD), household_rules),
)
"""A kind of beneficiary and a rule that an offering to it may have."""
_of_group = _tests(GROUP_FACTS)
_relative_in_group = st.tuples(st.sampled_from(["parent", "guardian"]), _joined(_of_member)).map(
    lambda pair: {"relative": pair[0], "where": pair[1]}
)
_members_of_group = st.tuples(_quantifiers, _joined(st.one_of(_of_member, _relative_in_group))).map(
    lambda pair: {"members": pair[0], "where": pair[1]}
)
group_rules: st.SearchStrategy[object] = _joined(
    st.one_of(_of_group, _members_of_group, _tests(["residence.kind"]))
).filter(_shallow)
"""Rules that an offering to groups may have."""
organisation_rules: st.SearchStrategy[object] = _joined(
    st.one_of(_tests(ORGANISATION_FACTS), _tests(["residence.kind"]))
).filter(_shallow)
"""Rules that an offering to organisations may have."""
own_rules: st.SearchStrategy[object] = _joined(_of_member).filter(_shallow)
"""Rules that look at nothing but one member's own facts."""


def _others(refs: list[str] | None, ref: str) -> tuple[str, ...] | None:
    return None if refs is None else tuple(other for other in refs if other != ref)


@st.composite
def households(draw: st.DrawFn) -> Household:
    """One to four people in one or two families, with whatever is known of them."""
    refs = [f"m{index}" for index in range(draw(st.integers(1, 4)))]
    families = [f"kk{index}" for index in range(draw(st.integers(1, 2)))]
    until = st.none() | st.sampled_from([date(2025, 12, 31), date(2026, 1, 1), date(2026, 8, 1)])
    aid = st.tuples(st.sampled_from(list(AidState)), until)

    def records() -> dict[ProgrammeKey, AidReceived]:
        chosen = draw(st.dictionaries(st.sampled_from(PROGRAMMES), aid))
        return {
            ProgrammeKey(key): AidReceived(
                programme=ProgrammeKey(key), state=state, until=until if state is AidState.ENDED else None
            )
            for key, (state, until) in chosen.items()
        }

    parents = st.none() | st.lists(st.sampled_from(refs), max_size=2, unique=True)
    members = tuple(
        Member(
            ref=ref,
            family=draw(st.sampled_from([*families, None])),
            parents=_others(draw(parents), ref),
            facts=draw(facts_of(MEMBER_FACTS)),
            aid=records(),
        )
        for ref in refs
    )
    return Household(
        members=members,
        families=tuple(Family(ref=ref, facts=draw(facts_of(FAMILY_FACTS)), aid=records()) for ref in families),
        dwelling=draw(facts_of(["dwelling.roof", "dwelling.people"])),
        members_complete=draw(st.sampled_from([None, True, False])),
    )


@st.composite
def group_situations(draw: st.DrawFn) -> Situation:
    """A group in Dago of which up to three members are listed."""
    refs = [f"m{number}" for number in range(draw(st.integers(0, 3)))]
    parents = st.none() | st.lists(st.sampled_from(refs or [""]), max_size=2, unique=True)
    members = tuple(
        Member(ref=ref, parents=_others(draw(parents), ref), facts=draw(facts_of(MEMBER_FACTS))) for ref in refs
    )
    known = draw(facts_of(GROUP_FACTS))
    group = Group(facts=known, members=members, members_complete=draw(st.sampled_from([None, True, False])))
    return Situation(group=group, present=Place(region=RegionCode("32.73.02.1004")))


@st.composite
def organisation_situations(draw: st.DrawFn) -> Situation:
    """An organisation in Dago."""
    organisation = Organisation(facts=draw(facts_of(ORGANISATION_FACTS)))
    return Situation(organisation=organisation, present=Place(region=RegionCode("32.73.02.1004")))


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """A household in Dago with some needs."""
    needs = draw(st.sets(st.sampled_from(["FOOD", "SCHOOL_COSTS", "HOUSING_REPAIR"])))
    urgency = st.sampled_from(list(Urgency))
    return Situation(
        household=draw(households()),
        present=Place(region=RegionCode("32.73.02.1004")),
        residence=draw(facts_of(["residence.kind"])),
        needs=tuple(StatedNeed(NeedCode(code), draw(urgency)) for code in sorted(needs)),
    )


_served = st.builds(
    lambda region, rw, excluded: ServiceArea(
        region=region,
        neighbourhood=neighbourhood(region, [(NeighbourhoodKind.RW, rw)]) if rw and region.count(".") == 3 else None,
        excluded=excluded,
    ),
    region=st.sampled_from([RegionCode(code) for code in ("00", "32.73", "32.73.02", "32.73.02.1004", "32.17")]),
    rw=st.sampled_from([None, "5", "6"]),
    excluded=st.sampled_from([False, False, True]),
)
_JANUARY, _FEBRUARY = date(2026, 1, 31), date(2026, 2, 1)
offered: st.SearchStrategy[Offered] = st.builds(
    lambda number, period, **changes: Offered(
        OfferingId(UUID(int=number)),
        candidate("bantuan", valid_from=period[0], valid_to=period[1], **changes).version.content,
    ),
    number=st.integers(1, 9),
    programme=st.none() | st.sampled_from([ProgrammeKey(key) for key in PROGRAMMES]),
    title=st.sampled_from([Text("Beras perelek"), Text("BERAS PERELÉK"), Text("Jimpitan")]),
    provider=st.sampled_from(["RW 5 Dago", "rw 5, dago", "RW 6 Dago"]),
    service_areas=st.lists(_served, min_size=1, max_size=3).map(tuple),
    period=st.sampled_from([(None, None), (None, _JANUARY), (_JANUARY, _JANUARY), (_FEBRUARY, None)]),
)
"""Offerings that often are one aid published twice."""
