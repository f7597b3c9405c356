"""What a fact is: its key, subject, type and unit, its value and how that is known. Decides nothing about eligibility.

Typed inputs, forms, questions and translations derive from the entries in `registry`: a new fact is one more.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import NewType

from hub.domain.errors import ErrorCode, refuse
from hub.domain.text import Text

FactKey = NewType("FactKey", str)
"""`subject.name`, for example `family.desil`."""

FactValue = bool | int | str | date | tuple[str, ...]
"""Whole numbers only; choices by code; several choices as a sorted tuple of codes."""

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
"""Days beyond these are a slip of the pen; from these, years and months can be counted without leaving the calendar."""


class Subject(StrEnum):
    """What a fact is about."""

    RESIDENCE = "RESIDENCE"
    """How and since when the household lives where it lives."""
    REGION = "REGION"
    """The present region."""
    DWELLING = "DWELLING"
    """The people under one roof, and the roof."""
    FAMILY = "FAMILY"
    """The people on one family card (KK); two families may share a dwelling."""
    MEMBER = "MEMBER"
    """One person of a household or a group."""
    GROUP = "GROUP"
    """People who joined for a purpose, such as a joint business group (KUBE)."""
    ORGANISATION = "ORGANISATION"
    """A body that serves others, such as a social welfare institution (LKS)."""


class FactType(StrEnum):
    """The shape of a value."""

    BOOLEAN = "BOOLEAN"
    """Yes or no."""
    INTEGER = "INTEGER"
    """A whole number, in the fact's unit."""
    DATE = "DATE"
    """A day."""
    CHOICE = "CHOICE"
    """One of the choices, by its code."""
    CHOICES = "CHOICES"
    """Any number of the choices; the empty selection says "none of them"."""


class Unit(StrEnum):
    """What a number counts."""

    YEARS = "YEARS"
    """Whole years."""
    RUPIAH = "RUPIAH"
    """Whole rupiah."""
    PEOPLE = "PEOPLE"
    DESIL = "DESIL"
    """Tenth of the national welfare ranking: 1 is the poorest."""
    VOLT_AMPERE = "VOLT_AMPERE"
    """The rating of an electrical connection."""


class Informant(StrEnum):
    """Who can find a fact out."""

    FAMILY = "FAMILY"
    """Whoever asks for aid, or somebody of the family."""
    SIKS_NG = "SIKS_NG"
    """The operator of SIKS-NG, the welfare ministry's register application."""
    SCHOOL = "SCHOOL"
    """The school or campus that somebody attends."""
    PUSKESMAS = "PUSKESMAS"
    """The public health centre."""
    DISDUKCAPIL = "DISDUKCAPIL"
    """The regency's civil registration office."""
    VILLAGE = "VILLAGE"
    """The office of the desa or kelurahan."""
    BPJS = "BPJS"
    """The health insurance body."""
    FIELD_VISIT = "FIELD_VISIT"
    """Somebody who goes and looks."""
    ADMINISTRATORS = "ADMINISTRATORS"
    """Who runs the group or the organisation."""
    SOCIAL_OFFICE = "SOCIAL_OFFICE"
    """The regency's social affairs office (Dinas Sosial)."""


class FactBasis(StrEnum):
    """How a value is known."""

    CLAIMED = "CLAIMED"
    """Somebody said so."""
    VERIFIED = "VERIFIED"
    """Somebody has seen evidence of it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible value of a fact of choices."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FactDefinition:
    """One fact. Bounds are inclusive."""

    key: FactKey
    subject: Subject
    type: FactType
    unit: Unit | None = None
    question: Text
    choices: tuple[Choice, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    informants: tuple[Informant, ...] = (Informant.FAMILY,)
    sensitive: bool = False
    computed: bool = False
    """Known by the hub from other answers alone; has no field in an input and is never asked."""

    @property
    def name(self) -> str:
        """The key without its subject: the field in the subject's input."""
        return self.key.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Fact:
    """A known value and how it is known."""

    value: FactValue
    basis: FactBasis = FactBasis.CLAIMED
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one subject, and what was asked in vain (and is not asked again)."""

    known: Mapping[FactKey, Fact] = field(default_factory=dict)
    asked_not_known: frozenset[FactKey] = frozenset()


class FactRegistry:
    """All facts by key."""

    def __init__(self, definitions: Iterable[FactDefinition]) -> None:
        self._by_key: dict[FactKey, FactDefinition] = {}
        for definition in definitions:
            if definition.key in self._by_key:
                raise ValueError(f"the fact {definition.key} is defined twice")
            if not definition.key.startswith(definition.subject.lower() + "."):
                raise ValueError(f"the fact {definition.key} must begin with its subject {definition.subject.lower()}")
            if bool(definition.choices) != (definition.type in (FactType.CHOICE, FactType.CHOICES)):
                raise ValueError(f"the fact {definition.key} has choices if and only if its type is one of choices")
            self._by_key[definition.key] = definition

    def __iter__(self) -> Iterator[FactDefinition]:
        return iter(self._by_key.values())

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def __getitem__(self, key: FactKey) -> FactDefinition:
        return self._by_key[key]

    def of(self, subject: Subject) -> tuple[FactDefinition, ...]:
        """The facts of one subject, in the registry's order."""
        return tuple(d for d in self._by_key.values() if d.subject is subject)

    def nearest(self, text: str) -> FactKey | None:
        """The key most like a mistyped one, for an error's hint."""
        near = get_close_matches(text, self._by_key, n=1, cutoff=0.5)
        if not near:
            names = {key.partition(".")[2]: key for key in self._by_key}
            near = [names[name] for name in get_close_matches(text.rpartition(".")[2], names, n=1, cutoff=0.5)]
        return FactKey(near[0]) if near else None

    def require(self, text: str, *path: str | int) -> FactDefinition:
        """The definition of a key; Refused (UNKNOWN_FACT, with the nearest key) when there is none."""
        definition = self._by_key.get(FactKey(text))
        if definition is None:
            raise refuse(ErrorCode.UNKNOWN_FACT, "fact.unknown", *path, given=text[:60], nearest=self.nearest(text))
        return definition

    def check_value(self, key: FactKey, value: FactValue, *path: str | int) -> FactValue:
        """The value as the registry keeps it; Refused (BAD_INPUT) when type, choice or bounds do not fit."""
        definition = self.require(key, *path)
        match definition.type:
            case FactType.BOOLEAN:
                fits = isinstance(value, bool)
            case FactType.INTEGER:
                fits = isinstance(value, int) and not isinstance(value, bool)
                if fits:
                    _check_bounds(definition, int(value), *path)  # type: ignore[arg-type]
            case FactType.DATE:
                fits = isinstance(value, date)
            case FactType.CHOICE:
                fits = isinstance(value, str) and value in {c.code for c in definition.choices}
            case FactType.CHOICES:
                fits = isinstance(value, tuple) and {*value} <= {c.code for c in definition.choices}
                if fits:
                    value = tuple(sorted({*value}))  # type: ignore[misc]
        if not fits:
            raise refuse(
                ErrorCode.BAD_INPUT,
                "fact.bad_value",
                *path,
                fact=key,
                type=definition.type.value,
                choices=tuple(c.code for c in definition.choices),
            )
        return value


def _check_bounds(definition: FactDefinition, value: int, *path: str | int) -> None:
    low, high = definition.minimum, definition.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        code = ErrorCode.BAD_AMOUNT if definition.unit is Unit.RUPIAH else ErrorCode.BAD_INPUT
        raise refuse(code, "fact.out_of_bounds", *path, fact=definition.key, given=value, minimum=low, maximum=high)
