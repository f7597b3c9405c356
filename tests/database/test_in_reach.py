"""The database leaves out only what the exact rule would neither match nor call a near miss."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.database.catalogue import ids_in_reach
from hub.database.engine import Database
from hub.domain.facts.fact import Fact, FactKey, Facts
from hub.domain.facts.situation import Family, Group, Household, Member, Organisation, Situation
from hub.domain.matching.area import stated_ancestors
from hub.domain.matching.judgement import Judgement, Verdict, candidate_of, recipient_units
from hub.domain.matching.near_miss import near_miss
from hub.domain.offerings.offering import HOUSEHOLD_UNITS, Audience, BenefitUnit, OfferingContent, OfferingVersion
from hub.domain.offerings.projection import ProjectedSituation, project_situation
from hub.domain.offerings.publishing import check_content
from hub.domain.region import Place, RegionCode, ServiceArea
from hub.domain.rules import criterion
from hub.domain.rules.criterion import Criterion, Operator, Rule
from hub.domain.text import Text
from tests.builders import OWN_RULE, offering_content
from tests.database.publishing import put_into_catalogue, register_publisher

DAY = date(2026, 11, 24)
UNTIL = DAY + timedelta(days=180)
KELURAHAN, DESA = RegionCode("32.73.02.1004"), RegionCode("32.04.05.2001")
DESIL, INCOME = FactKey("family.desil"), FactKey("family.monthly_income")


def _criterion(key: str, fact: str, operator: Operator, expected: object) -> Criterion:
    test = criterion.Test(FactKey(fact), operator, expected)  # type: ignore[arg-type]
    return Criterion(key=key, title=Text(key), rule=Rule(test), citation=OWN_RULE)


def _asking(
    reference: str, *, desil: int | None = None, income: int | None = None, kinds: tuple[str, ...] = (), **more: object
) -> OfferingContent:
    criteria = [
        *([] if desil is None else [_criterion("desil", "family.desil", Operator.AT_MOST, desil)]),
        *([] if income is None else [_criterion("income", "family.monthly_income", Operator.AT_MOST, income)]),
        *([_criterion("kind", "region.village_kind", Operator.ONE_OF, kinds)] if kinds else []),
    ]
    return offering_content(reference, criteria=tuple(criteria), **more)


async def _found(
    database: Database,
    *,
    known: ProjectedSituation | None,
    public_only: bool = False,
    region: RegionCode = KELURAHAN,
    units: tuple[BenefitUnit, ...] = HOUSEHOLD_UNITS,
) -> set[str]:
    async with database.reading() as connection:
        rows = await ids_in_reach(
            connection,
            stated_ancestors(Place(region=region), Place()),
            units=units,
            on=DAY,
            until=UNTIL,
            situation_known=known,
            public_only=public_only,
        )
    return {str(offering_id.int) for offering_id, _ in rows}


async def test_what_fails_two_projected_criteria_goes_and_what_fails_one_stays(database: Database) -> None:
    await register_publisher(database)
    await put_into_catalogue(
        database,
        _asking("1", desil=4, income=1_000_000),
        _asking("2", desil=4, income=9_000_000),
        _asking("3", desil=4),
        _asking("4", desil=4, kinds=("DESA",)),
        _asking("5"),
    )
    known = ProjectedSituation(desil=7, income=2_000_000, village_kind="KELURAHAN")

    assert await _found(database, known=known) == {"2", "3", "5"}
    assert await _found(database, known=None) == {"1", "2", "3", "4", "5"}


async def test_what_is_not_known_leaves_nothing_out(database: Database) -> None:
    await register_publisher(database)
    await put_into_catalogue(database, _asking("1", desil=1, income=1, kinds=("DESA",)))

    assert await _found(database, known=ProjectedSituation(desil=None, income=2, village_kind=None)) == {"1"}


async def test_area_date_unit_and_audience_are_always_held_against_an_offering(database: Database) -> None:
    await register_publisher(database)
    await put_into_catalogue(
        database,
        _asking("1", service_areas=(ServiceArea(region=RegionCode("32.73")),)),
        _asking("2", service_areas=(ServiceArea(region=RegionCode("32.04")),)),
        _asking("3", valid_to=DAY),
        _asking("4", valid_to=DAY - timedelta(days=1)),
        _asking("5", valid_from=UNTIL),
        _asking("6", valid_from=UNTIL + timedelta(days=1)),
        _asking("7", benefit_unit=BenefitUnit.ORGANISATION),
        _asking("8", audience=Audience.DESK),
    )

    assert await _found(database, known=None) == {"1", "3", "5", "8"}
    assert await _found(database, known=None, public_only=True) == {"1", "3", "5"}
    assert await _found(database, known=None, units=(BenefitUnit.ORGANISATION,)) == {"7"}


class Published:
    """Versions in the catalogue; no dataclass, as they are too long to be shown beside a failing example."""

    def __init__(self, versions: list[OfferingVersion]) -> None:
        self.versions = versions


@pytest.fixture
async def published(database: Database) -> Published:
    """Every combination of projected criteria and unit that is fit to publish."""
    await register_publisher(database)
    asked = product((None, 2, 6), (None, 1_000_000), ((), ("DESA",), ("KELURAHAN", "DESA_ADAT")), BenefitUnit)
    drafts = [
        _asking(str(number), desil=desil, income=income, kinds=kinds, benefit_unit=unit)
        for number, (desil, income, kinds, unit) in enumerate(asked)
    ]
    fit = [draft for draft in drafts if not check_content(draft)]
    assert len(fit) > 36
    return Published(await put_into_catalogue(database, *fit))


def _maybe(key: FactKey, values: st.SearchStrategy[int]) -> st.SearchStrategy[dict[FactKey, Fact]]:
    return st.one_of(st.just({}), values.map(lambda value: {key: Fact(value)}))


_FACTS = st.builds(
    lambda desil, income: Facts(known={**desil, **income}),
    _maybe(DESIL, st.integers(1, 10)),
    _maybe(INCOME, st.integers(0, 2_000_000)),
)


@st.composite
def _situations(draw: st.DrawFn) -> Situation:
    families = tuple(Family(ref=f"F{number}", facts=draw(_FACTS)) for number in range(draw(st.integers(0, 2))))
    refs = st.sampled_from([None, *(family.ref for family in families)])
    members = tuple(Member(ref=f"M{number}", family=draw(refs)) for number in range(draw(st.integers(1, 3))))
    present = Place(region=draw(st.sampled_from([KELURAHAN, DESA, RegionCode("32.73"), RegionCode("32")])))
    household = Situation(household=Household(families=families, members=members), present=present)
    group, organisation = (
        Situation(group=Group(), present=present),
        Situation(organisation=Organisation(), present=present),
    )
    return draw(st.sampled_from([household, household, group, organisation]))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(situation=_situations())
async def test_the_filter_is_a_superset_of_the_exact_rule_near_misses_included(
    database: Database, published: Published, situation: Situation
) -> None:
    judgement = Judgement(situation, DAY)
    judged = [judgement.judge(candidate_of(version)) for version in published.versions]
    wanted = {
        str(each.candidate.version.offering_id.int)
        for each in judged
        if each.verdict is not Verdict.INELIGIBLE or near_miss(each, DAY) is not None
    }

    assert situation.present.region is not None
    found = await _found(
        database, known=project_situation(situation), region=situation.present.region, units=recipient_units(situation)
    )

    assert wanted - found == set()
