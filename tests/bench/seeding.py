"""A generated catalogue for the benchmarks: offerings of eight criteria, spread over the country, written by COPY."""

import csv
import io
import random
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

import asyncpg

from hub.database.content_json import write_json
from hub.database.tables import offering_version, published_offering
from hub.domain.facts.need import NEEDS, NeedCode
from hub.domain.facts.situation import Situation
from hub.domain.offerings.offering import BenefitUnit, OfferingContent
from hub.domain.region import RegionCode, ServiceArea, ancestors_of
from hub.domain.rules.criterion import Criterion
from hub.domain.text import Text
from tests.builders import offering_content
from tests.domain.builders import DAGO, criterion, facts, member, situation
from tests.domain.builders import family as family_of

_RULES: tuple[object, ...] = (
    {"fact": "family.monthly_income", "at_most": 3_000_000},
    {
        "members": "any",
        "where": {"any": [{"fact": "member.pregnant", "is": True}, {"fact": "member.age_years", "at_most": 6}]},
    },
    {"members": "none", "where": {"fact": "member.occupation", "one_of": ["CIVIL_SERVANT", "ARMED_FORCES_POLICE"]}},
    {"not": {"aid": ["PKH"]}},
    {"fact": "dwelling.roof", "one_of": ["LEAKING", "COLLAPSED"]},
    {"fact": "family.owns_other_house", "is": False},
    {"members": "any", "where": {"fact": "member.school_level", "one_of": ["SD", "SMP", "SMA"]}},
)


@dataclass(frozen=True, slots=True)
class Density:
    """How many offerings serve Dago itself, its district, city, province and the nation."""

    name: str
    village: int
    district: int
    regency: int
    province: int
    nation: int
    rounds: int

    def visible(self) -> list[RegionCode]:
        counts = (self.village, self.district, self.regency, self.province, self.nation)
        return [code for code, count in zip(ancestors_of(DAGO), counts, strict=True) for _ in range(count)]


SPARSE = Density("450 visible", 150, 70, 120, 60, 50, rounds=200)
DENSE = Density("4,500 visible", 1500, 700, 1200, 600, 500, rounds=20)


def family() -> Situation:
    """Five people in Dago of whom half is known."""
    return replace(
        situation(
            member("ayah", age_years=38, sex="M", occupation="CASUAL_WORKER"),
            member("ibu", age_years=35, sex="F", pregnant=True, occupation="NONE"),
            member("kakak", age_years=13, school_level="SMP"),
            member("adik", age_years=8, school_level="SD"),
            member("nenek", age_years=67, sex="F"),
            families=(family_of(desil=2),),
            dwelling={"roof": "LEAKING"},
            needs=("FOOD", "SCHOOL_COSTS", "HOUSING_REPAIR"),
        ),
        residence=facts("residence", {"kind": "OWNED"}),
    )


def _templates() -> list[tuple[str, int]]:
    """Forty contents as (JSON, desil): each with its own desil and title, so that not everything is equal."""
    found: list[tuple[str, int]] = []
    for number in range(40):
        desil = 1 + number % 8
        rules = [criterion(rule, f"rule-{index}") for index, rule in enumerate(_RULES)]
        content: OfferingContent = replace(
            offering_content(f"OFFER-{number}"),
            title=Text(f"Bantuan {number}"),
            needs=(NeedCode("FOOD"), list(NEEDS)[number % len(NEEDS)]),
            benefit_unit=BenefitUnit.INDIVIDUAL if number % 4 == 0 else BenefitUnit.FAMILY,
            criteria=(criterion({"fact": "family.desil", "at_most": desil}, "desil"), *_plain(rules, number)),
            service_areas=(ServiceArea(region=RegionCode("00")),),
        )
        found.append((write_json(content), desil))
    return found


def _plain(rules: list[Criterion], number: int) -> list[Criterion]:
    return rules[number % 3 :] + rules[: number % 3]


def _rows(rows: int, density: Density, villages: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Each offering as a row of the catalogue and its version; the same ones each time."""
    chance = random.Random(20261124)
    templates = [(written, desil, written.count('"INDIVIDUAL"') > 0) for written, desil in _templates()]
    seen = set(ancestors_of(DAGO))
    visible = density.visible()
    for number in range(rows):
        if number < len(visible):
            region = visible[number]
        else:
            village = RegionCode(chance.choice(villages))
            region = chance.choice(ancestors_of(village)[:3])
            while region in seen:
                region = RegionCode(chance.choice(villages))
        written, desil, individual = templates[number % len(templates)]
        written = written.replace('"region":"00"', f'"region":"{region}"')
        offering, version, partner = str(UUID(int=number + 1)), str(UUID(int=(1 << 100) + number)), str(UUID(int=7))
        unit = "INDIVIDUAL" if individual else "FAMILY"
        found = [
            offering, version, partner, "apbn", "APBN", "", "SOCIAL_SECURITY", "{FOOD}", "DIRECT", "MONEY", unit,
            f"Bantuan {number}", "PUBLIC", f"{{{region}}}", "-infinity", "infinity", "2026-11-01", str(desil),
            "3000000", "", f"'bantuan' '{number}'", "2026-11-01T00:00:00Z",
        ]  # fmt: skip
        said = [
            version, offering, "1", partner, "00", "Mitra", written, "PUBLIC", "false", "2026-11-01T00:00:00Z",
            "bench", "{}",
        ]  # fmt: skip
        yield found, said


async def seed(superuser: asyncpg.Connection, *, rows: int, density: Density) -> None:
    """Fill the catalogue anew. As the superuser and without checks of references, since only the catalogue is read."""
    villages = [row["code"] for row in await superuser.fetch("select code from region where level = 4")]
    await superuser.execute("set session_replication_role = replica")

    async def lines(part: int) -> AsyncIterator[bytes]:
        buffer = io.StringIO()
        writer = csv.writer(buffer)
        for number, row in enumerate(_rows(rows, density, villages)):
            writer.writerow(row[part])
            if number % 500 == 499:
                yield buffer.getvalue().encode()
                buffer.seek(0)
                buffer.truncate()
        yield buffer.getvalue().encode()

    for part, (table, filled) in enumerate(((published_offering, ("needs",)), (offering_version, None))):
        await superuser.execute(f"truncate {table.name}")
        await superuser.copy_to_table(
            table.name,
            source=lines(part),
            columns=[column.name for column in table.columns],
            format="csv",
            force_not_null=filled,
        )
        await superuser.execute(f"vacuum analyze {table.name}")
