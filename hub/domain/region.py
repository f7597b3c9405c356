"""Places: codes of the Indonesian administrative regions, the neighbourhoods below them, and where an offering serves.

Knows the shape of a code, not which codes exist (the `region` table does).
Source: Kepmendagri 300.2.2-2138/2025 (codes); RT/RW below the village have no national code and are our own record.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta, timezone
from enum import StrEnum
from typing import NewType

from hub.domain.errors import ErrorCode, refuse

RegionCode = NewType("RegionCode", str)
NATION = RegionCode("00")

_CODE = re.compile(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[123][0-9]{3})?)?)?")


class RegionLevel(StrEnum):
    """Levels of government, from the nation down."""

    NATION = "NATION"
    """All of Indonesia, code `00`."""
    PROVINCE = "PROVINCE"
    REGENCY = "REGENCY"
    """A kabupaten or a kota (city)."""
    DISTRICT = "DISTRICT"
    """A kecamatan."""
    VILLAGE = "VILLAGE"
    """A desa or a kelurahan."""


class VillageKind(StrEnum):
    """What a village is: the first digit of the last part of its code. Dana Desa is for all but KELURAHAN."""

    KELURAHAN = "KELURAHAN"
    """An urban ward, run by the regency or city."""
    DESA = "DESA"
    """A village with a budget and a head of its own."""
    DESA_ADAT = "DESA_ADAT"
    """A village under customary law."""


class NeighbourhoodKind(StrEnum):
    """Units below a village; RW and RT are numbered, the others are named."""

    RW = "RW"
    """Rukun warga: several RT, numbered within a village."""
    RT = "RT"
    """Rukun tetangga: some dozens of households, numbered within an RW."""
    DUSUN = "DUSUN"
    """A hamlet of a desa."""
    LINGKUNGAN = "LINGKUNGAN"
    """A part of a kelurahan."""
    BANJAR = "BANJAR"
    """A neighbourhood in Bali."""
    JORONG = "JORONG"
    """A part of a nagari in West Sumatra."""


class AreaBasis(StrEnum):
    """Which of the two regions of a situation an offering's area looks at."""

    PRESENT = "PRESENT"
    """Where people live now."""
    REGISTERED = "REGISTERED"
    """Where their family card is from."""
    EITHER = "EITHER"
    """Either of the two is enough."""


def parse_region_code(text: str) -> RegionCode:
    """A well-formed code (`32`, `32.73`, `32.73.02`, `32.73.02.1004`, or `00` for the nation).

    Raises Refused (UNKNOWN_REGION) for anything else; whether the region exists is not asked here.
    """
    if not _CODE.fullmatch(text) or (text.startswith("00") and text != NATION):
        raise refuse(ErrorCode.UNKNOWN_REGION, "region.malformed", given=text[:20])
    return RegionCode(text)


def level_of(code: RegionCode) -> RegionLevel:
    """The level that a code stands for."""
    if code == NATION:
        return RegionLevel.NATION
    return (RegionLevel.PROVINCE, RegionLevel.REGENCY, RegionLevel.DISTRICT, RegionLevel.VILLAGE)[code.count(".")]


def parent_of(code: RegionCode) -> RegionCode | None:
    """The region one level up; a province's parent is the nation, whose parent is nothing."""
    if code == NATION:
        return None
    head, dot, _ = code.rpartition(".")
    return RegionCode(head) if dot else NATION


def ancestors_of(code: RegionCode) -> tuple[RegionCode, ...]:
    """The region itself and all above it, nearest first: `32.73` gives `32.73`, `32`, `00`."""
    parent = parent_of(code)
    return (code,) if parent is None else (code, *ancestors_of(parent))


def within(code: RegionCode, area: RegionCode) -> bool:
    """Whether a region lies in an area, or is it."""
    return area in (NATION, code) or code.startswith(area + ".")


def village_kind_of(code: RegionCode) -> VillageKind | None:
    """What a village code stands for; None above the village."""
    if level_of(code) is not RegionLevel.VILLAGE:
        return None
    return {"1": VillageKind.KELURAHAN, "2": VillageKind.DESA, "3": VillageKind.DESA_ADAT}[code[9]]


def code_range(code: RegionCode) -> tuple[str, str]:
    """The half-open range of text that holds a region and all below it (byte order): for index range predicates.

    The nation is `''` to `':'`, since `00` is no prefix of `32`; `':'` follows every digit.
    """
    return ("", ":") if code == NATION else (code, code + "/")


_CENTRAL = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
_EASTERN = {"81", "82", "91", "92", "93", "94", "95", "96", "97"}


def time_zone_of(code: RegionCode) -> timezone:
    """The time zone of a region's province: western (UTC+7), central (+8) or eastern (+9) Indonesian time.

    Source: Keppres 41/1987. The nation counts as western, where the capital is.
    """
    hours = 8 if code[:2] in _CENTRAL else 9 if code[:2] in _EASTERN else 7
    return timezone(timedelta(hours=hours))


@dataclass(frozen=True, slots=True)
class NeighbourhoodPart:
    """One step of a neighbourhood path: `RW 008`, `DUSUN Cikole`. Numbers have three digits."""

    kind: NeighbourhoodKind
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A place below a village: its village and a path, outermost first (RW before RT)."""

    village: RegionCode
    path: tuple[NeighbourhoodPart, ...]

    def __str__(self) -> str:
        return " / ".join(str(part) for part in self.path)

    def contains(self, other: "Neighbourhood") -> bool:
        """Whether the other is this one or lies in it: RW 008 contains RW 008 / RT 003, and DUSUN Cikole / RW 008."""
        return self.village == other.village and all(part in other.path for part in self.path)

    def apart_from(self, other: "Neighbourhood") -> bool:
        """Whether the two share nobody for certain. RT 003 alone is not apart from RW 008: each RW may have one."""
        theirs = {part.kind: part for part in other.path}
        return self.village != other.village or any(theirs.get(part.kind, part) != part for part in self.path)


_NUMBERED = {NeighbourhoodKind.RW, NeighbourhoodKind.RT}
_INWARD = {NeighbourhoodKind.RW: 1, NeighbourhoodKind.RT: 2}


def neighbourhood(village: RegionCode, parts: Iterable[tuple[NeighbourhoodKind, str]]) -> Neighbourhood:
    """A neighbourhood with its numbers and its order normalised: `RT 3 / RW 8` becomes `RW 008 / RT 003`.

    Raises Refused (UNKNOWN_REGION) when the region is not a village, a number is none, or the path is empty or names a
    kind twice.
    """
    if level_of(village) is not RegionLevel.VILLAGE:
        raise refuse(ErrorCode.UNKNOWN_REGION, "neighbourhood.not_in_village", given=village)
    named = (NeighbourhoodPart(kind, _part_name(kind, name)) for kind, name in parts)
    # People say RT before RW ("RT 03 RW 08"); the path would then lie in no RW.
    path = tuple(sorted(named, key=lambda part: _INWARD.get(part.kind, 0)))
    kinds = [part.kind for part in path]
    if not path or len(set(kinds)) != len(kinds):
        raise refuse(ErrorCode.UNKNOWN_REGION, "neighbourhood.bad_path", given=" / ".join(str(p) for p in path))
    return Neighbourhood(village, path)


def _part_name(kind: NeighbourhoodKind, name: str) -> str:
    text = " ".join(name.split())
    if kind not in _NUMBERED:
        if not text or len(text) > 60:
            raise refuse(ErrorCode.UNKNOWN_REGION, "neighbourhood.bad_name", kind=kind.value, given=text[:60])
        return text.title()
    digits = re.sub(r"^(RW|RT)[ .]*", "", text, flags=re.IGNORECASE)
    if not re.fullmatch(r"[0-9]{1,3}", digits) or int(digits) == 0:
        raise refuse(ErrorCode.UNKNOWN_REGION, "neighbourhood.bad_number", kind=kind.value, given=text[:20])
    return digits.zfill(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceArea:
    """Where an offering serves, or (excluded) does not."""

    region: RegionCode
    neighbourhood: Neighbourhood | None = None
    excluded: bool = False
    basis: AreaBasis = AreaBasis.EITHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody is, as far as stated. `neighbourhood` lies in `region` when both are known."""

    region: RegionCode | None = None
    neighbourhood: Neighbourhood | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A region that exists. Names repeat over the country, so `parents` always come along, nearest first."""

    code: RegionCode
    name: str
    parents: "tuple[Region, ...]" = ()

    @property
    def level(self) -> RegionLevel:
        return level_of(self.code)


@dataclass(frozen=True, slots=True)
class RegionPlace:
    """Where a region stands in a search's order: level from the nation down, exact names first, then by name."""

    level: int
    inexact: bool
    name: str
    code: RegionCode


@dataclass(frozen=True, slots=True)
class FoundRegion:
    """A region and its place in the order it was found in."""

    region: Region
    place: RegionPlace
