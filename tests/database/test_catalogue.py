"""The catalogue is found by what people type, in stable order, and by its indexes."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import Executable
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ClauseElement

from hub.database import catalogue
from hub.database.catalogue import (
    catalogue_statement,
    duplicates_statement,
    in_reach,
    list_catalogue,
    possible_duplicates,
    published_by_id,
    unpublish_rows,
)
from hub.database.engine import Database
from hub.database.publications import store_publications
from hub.database.searching import search_words
from hub.domain.facts.need import NeedCode, ServiceDomain
from hub.domain.facts.situation import ProgrammeKey
from hub.domain.offerings.benefit import Benefit
from hub.domain.offerings.catalogue import ALWAYS, NEVER, CatalogueFilter, CatalogueOrder, CataloguePlace, place_of
from hub.domain.offerings.duplicate import Offered, same_aid
from hub.domain.offerings.offering import (
    HOUSEHOLD_UNITS,
    AidKind,
    Audience,
    BenefitForm,
    BenefitUnit,
    FundingSource,
    OfferingContent,
    SourceKey,
    VersionId,
)
from hub.domain.partner import PartnerId
from hub.domain.region import RegionCode, ServiceArea
from hub.domain.text import Text
from tests.builders import ADMINISTRATOR, offering_content
from tests.database.publishing import PUBLISHER, published, put_into_catalogue, register_publisher

DAY = date(2026, 11, 24)
EVERYTHING = CatalogueFilter()


@pytest.fixture(autouse=True)
async def _publisher(database: Database) -> None:
    await register_publisher(database)


async def _listed(
    database: Database,
    search: str | None = None,
    *,
    order: CatalogueOrder = CatalogueOrder.TITLE,
    after: CataloguePlace | None = None,
    limit: int = 50,
    public_only: bool = False,
    wanted: CatalogueFilter = EVERYTHING,
) -> list[str]:
    async with database.reading() as connection:
        found = await list_catalogue(
            connection,
            wanted,
            search=search,
            order=order,
            after=after,
            limit=limit,
            public_only=public_only,
        )
    return [version.content.reference for version in found]


def _titled(reference: str, title: str, english: str | None = None, **changes: object) -> OfferingContent:
    return offering_content(reference, title=Text(title, english), **changes)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("keluarga", ["pkh"]),
        ("kelu", ["pkh"]),
        ("HARAPAN Kel", ["pkh"]),
        ("latih", ["vocation"]),
        ("latihan", ["vocation"]),
        ("vocational train", ["vocation"]),
        ("pelatihan untuk dan yang", ["vocation"]),
        ("pangan", ["vocation", "pkh"]),  # the need that both cover
        ("luar", []),
        ("keluarga pelatihan", []),
        ("untuk", []),
        ("' & | !:* <->", []),
    ],
)
async def test_words_are_found_by_their_beginning_or_stem_and_all_must_be_there(
    database: Database, typed: str, found: list[str]
) -> None:
    await put_into_catalogue(
        database,
        _titled("pkh", "Program Keluarga Harapan", programme=ProgrammeKey("PKH")),
        _titled("vocation", "Pelatihan kerja", "Vocational training"),
    )

    assert await _listed(database, typed) == found


async def test_each_order_pages_without_gap_or_repeat(database: Database) -> None:
    drafts = [
        _titled(f"{number:02}", f"Bantuan {number % 4}", valid_to=None if number % 3 else DAY + timedelta(days=number))
        for number in range(11)
    ]
    versions = {version.content.reference: version for version in await put_into_catalogue(database, *drafts)}
    expected = {
        CatalogueOrder.NEWEST: sorted(versions, reverse=True),
        CatalogueOrder.TITLE: sorted(versions, key=lambda number: (int(number) % 4, number)),
        CatalogueOrder.CLOSING: ["00", "03", "06", "09", "01", "02", "04", "05", "07", "08", "10"],
    }

    for order, whole in expected.items():
        paged: list[str] = []
        after: CataloguePlace | None = None
        while page := await _listed(database, order=order, after=after, limit=3):
            paged += page
            after = place_of(versions[page[-1]], order)

        assert paged == whole


async def test_each_filter_keeps_what_it_names(database: Database) -> None:
    plain = _titled("plain", "Zakat")
    other = _titled(
        "other",
        "Layanan",
        source=SourceKey("beas_perelek"),
        funding_source=FundingSource.BEAS_PERELEK,
        domain=ServiceDomain.HOUSING,
        needs=(NeedCode("HOUSING_REPAIR"), NeedCode("FOOD")),
        kind=AidKind.NON_CASH_FOOD,
        form=BenefitForm.GOODS,
        benefit_unit=BenefitUnit.HOUSEHOLD,
        programme=ProgrammeKey("LAIN"),
        service_areas=(ServiceArea(region=RegionCode("32.73.02.1004")),),
        valid_from=DAY,
        valid_to=DAY,
        benefit=None,
    )
    await put_into_catalogue(database, plain, other)
    only_other = [
        CatalogueFilter(source=SourceKey("beas_perelek")),
        CatalogueFilter(funding_source=FundingSource.BEAS_PERELEK),
        CatalogueFilter(domain=ServiceDomain.HOUSING),
        CatalogueFilter(need=NeedCode("HOUSING_REPAIR")),
        CatalogueFilter(kind=AidKind.NON_CASH_FOOD),
        CatalogueFilter(form=BenefitForm.GOODS),
        CatalogueFilter(benefit_unit=BenefitUnit.HOUSEHOLD),
        CatalogueFilter(programme=ProgrammeKey("LAIN")),
        CatalogueFilter(regions=(RegionCode("32.73.02.1004"), RegionCode("32.73.02"))),
    ]

    for wanted in only_other:
        assert await _listed(database, wanted=wanted) == ["other"], wanted
    for wanted in (
        CatalogueFilter(partner=PUBLISHER),
        CatalogueFilter(need=NeedCode("FOOD")),
        CatalogueFilter(valid_on=DAY),
    ):
        assert await _listed(database, wanted=wanted) == ["other", "plain"], wanted
    for day in (DAY - timedelta(days=1), DAY + timedelta(days=1)):
        assert await _listed(database, wanted=CatalogueFilter(valid_on=day)) == ["plain"]
    assert await _listed(database, wanted=CatalogueFilter(partner=PartnerId(UUID(int=8)))) == []


async def test_what_is_for_desks_stays_out_of_the_publics_sight(database: Database) -> None:
    desks, everyone = await put_into_catalogue(
        database, _titled("desks", "A", audience=Audience.DESK), _titled("everyone", "B")
    )

    assert await _listed(database) == ["desks", "everyone"]
    assert await _listed(database, public_only=True) == ["everyone"]
    async with database.reading() as connection:
        ids = [desks.offering_id, everyone.offering_id]
        assert set(await published_by_id(connection, ids, public_only=True)) == {everyone.offering_id}
        assert set(await published_by_id(connection, ids, public_only=False)) == set(ids)


async def test_a_version_comes_back_as_it_was_published_and_goes_when_taken_out(database: Database) -> None:
    rich = _titled("rich", "Bantuan", "Aid", valid_to=DAY, days_to_help=14, ppks=("FAKIR_MISKIN",))
    assert isinstance(rich.benefit, Benefit)
    (version,) = await put_into_catalogue(database, rich)

    async with database.transaction(ADMINISTRATOR) as connection:
        assert await published_by_id(connection, [version.offering_id], public_only=True) == {
            version.offering_id: version
        }
        await unpublish_rows(connection, [version.offering_id])
        assert await published_by_id(connection, [version.offering_id], public_only=True) == {}


async def test_publishing_again_replaces_what_is_shown(database: Database) -> None:
    (version,) = await put_into_catalogue(database, _titled("aid", "Lama"))
    renamed = replace(version.content, title=Text("Baru"))
    again = replace(version, id=VersionId(UUID(int=2)), number=2, content=renamed)
    async with database.transaction(ADMINISTRATOR) as connection:
        await store_publications(connection, [published(again)], new=False)

    assert await _listed(database, "lama") == []
    assert await _listed(database, "baru") == ["aid"]


class _Explain(Executable, ClauseElement):
    inherit_cache = False

    def __init__(self, statement: ClauseElement) -> None:
        self.statement = statement


@compiles(_Explain)
def _write(element: _Explain, compiler: SQLCompiler, **options: object) -> str:
    return f"EXPLAIN {compiler.process(element.statement, **options)}"


async def _plan(database: Database, statement: ClauseElement, **values: object) -> str:
    async with database.reading() as connection:
        return "\n".join(await connection.scalars(_Explain(statement), values))


@pytest.fixture
async def _crowded(superuser_url: str) -> None:
    """30,000 offerings, spread over the villages of the country: more than anybody would read one by one."""
    superuser = await asyncpg.connect(superuser_url)
    await superuser.execute("set session_replication_role = replica")  # no offerings behind the rows
    await superuser.execute(
        "insert into published_offering (offering_id, version_id, partner_id, source,"
        "  funding_source, domain, needs, kind, form, benefit_unit, title, audience, region_codes, valid_from,"
        "  valid_to, assured_on, desil_max, income_max, search, published_at)"
        " select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'apbn', 'APBN', 'SOCIAL_SECURITY',"
        "  '{FOOD}', 'DIRECT', 'MONEY', 'FAMILY', 'Bantuan ' || n, 'PUBLIC', array[code], '2026-01-01', 'infinity',"
        "  '2026-11-01', n % 10, case when n % 3 = 0 then 2000000 end,"
        "  setweight(to_tsvector('simple', 'bantuan ' || folded), 'A'), now()"
        " from (select code, folded, row_number() over (order by code) as n from region where level = 4) as villages"
        " where n % 3 = 0"
    )
    await superuser.execute("analyze published_offering")
    await superuser.close()


@pytest.mark.usefixtures("_crowded")
async def test_a_match_reads_its_regions_by_index(database: Database) -> None:
    known = {"desil": 4, "income": 1_500_000, "village_kind": "KELURAHAN"}
    plan = await _plan(
        database,
        in_reach(frozenset(known), public_only=True),
        regions=["32.73.02.1004", "32.73.02", "32.73", "32", "00"],
        units=[unit.value for unit in HOUSEHOLD_UNITS],
        on=DAY,
        until=DAY + timedelta(days=180),
        **known,
    )

    assert "Bitmap Index Scan on published_offering_region_codes_idx" in plan
    assert "Seq Scan" not in plan


@pytest.mark.usefixtures("_crowded")
async def test_a_search_reads_its_words_by_index(database: Database) -> None:
    statement = catalogue_statement(
        CatalogueFilter(), words=search_words("dago"), order=CatalogueOrder.TITLE, after=None, public_only=True
    )

    plan = await _plan(database, statement.limit(20))

    assert "Bitmap Index Scan on published_offering_search_idx" in plan
    assert "Seq Scan" not in plan


@pytest.mark.usefixtures("_crowded")
@pytest.mark.parametrize("order", list(CatalogueOrder))
async def test_a_page_of_the_whole_catalogue_is_read_in_order_by_index(
    database: Database, order: CatalogueOrder
) -> None:
    statement = catalogue_statement(CatalogueFilter(), words=[], order=order, after=None, public_only=False)

    plan = await _plan(database, statement.limit(20))

    assert f"published_offering_{order.value.lower()}_idx" in plan
    assert "Seq Scan" not in plan


async def test_no_duplicate_escapes_the_catalogue_s_search_for_candidates(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "MAX_COMPARED", 1_000)
    regions = ("00", "32.73", "32.73.02", "32.73.02.1004", "32.17")
    periods = ((None, None), (None, DAY), (DAY, None), (DAY + timedelta(days=1), None))
    drafts = [
        _titled(
            f"{number:03}",
            title,
            provider=provider,
            programme=programme and ProgrammeKey(programme),
            service_areas=(ServiceArea(region=RegionCode(region)),),
            valid_from=first,
            valid_to=last,
        )
        for number, (title, provider, programme, region, (first, last)) in enumerate(
            product(("Beras perelék", "BERAS, perelek"), ("RW 5", "Rw 6"), (None, "PKH", "PIP"), regions, periods)
        )
    ]
    offered = [Offered(version.offering_id, version.content) for version in await put_into_catalogue(database, *drafts)]

    async with database.reading() as connection:
        found = await possible_duplicates(connection, offered, public_only=True)

    pairs = {(each.id, other.id) for each in offered for other in offered if same_aid(each, other)}
    weighed = [(like, other.id) for like, others in found.items() for other in others]
    assert pairs <= {*weighed}
    # Coarse, but not so coarse that each is weighed against the whole catalogue.
    assert len(pairs) <= len(weighed) < 2 * len(pairs)


async def test_of_very_many_alike_the_first_published_are_weighed_and_each_is_read_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "MAX_COMPARED", 2)
    village, district = RegionCode("32.73.02.1004"), RegionCode("32.73.02")
    drafts = [
        _titled(f"{number}", "Beras perelek", service_areas=(ServiceArea(region=village if number % 2 else district),))
        for number in range(8)
    ]
    versions = await put_into_catalogue(database, *drafts)
    offered = [Offered(version.offering_id, version.content) for version in versions]

    async with database.reading() as connection:
        found = await possible_duplicates(connection, offered, public_only=True)

    place = {each.id: number for number, each in enumerate(offered)}
    assert [[place[other.id] for other in found[each.id]] for each in offered] == [[1, 2], [0, 2], *[[0, 1]] * 6]
    assert len({id(other) for others in found.values() for other in others}) == 3


@pytest.mark.parametrize("words", ["untuk", "ᮘᮦᮃᮞ᮪", "a" * 3_000, "1e5 & | ! :* '"])
async def test_words_that_no_index_holds_break_no_search_for_duplicates(database: Database, words: str) -> None:
    twice = [_titled(reference, words, provider="Kementerian Uji") for reference in ("one", "two")]
    one, two = await put_into_catalogue(database, *twice)

    async with database.reading() as connection:
        found = await possible_duplicates(connection, [Offered(one.offering_id, one.content)], public_only=True)

    assert [each.id for each in found[one.offering_id]] == [two.offering_id]


@pytest.mark.usefixtures("_crowded")
async def test_duplicates_are_looked_for_by_index(database: Database) -> None:
    looked_for = {
        "place": 0,
        "words": "bantuan:A & dago:A",
        "at_or_above": ["32.73", "32", "00"],
        "below": ["32.73.%"],
        "valid_from": ALWAYS,
        "valid_to": NEVER,
    }

    plan = await _plan(database, duplicates_statement([looked_for], public_only=True))

    assert "Bitmap Index Scan on published_offering_region_codes_idx" in plan
    assert "Bitmap Index Scan on published_offering_search_idx" in plan
    assert "Seq Scan" not in plan
