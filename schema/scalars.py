"""Scalars beyond GraphQL's own: what they accept, and what they say to anything else. Each names its specification."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import NewType
from uuid import UUID

import strawberry
from strawberry.types.scalar import ScalarDefinition

from hub.domain.errors import ErrorCode, refuse
from hub.domain.facts.fact import FIRST_DAY, LAST_DAY, FactKey
from hub.domain.facts.need import NeedCode
from hub.domain.region import RegionCode, parse_region_code
from hub.domain.rules.criterion import Rule
from hub.domain.rules.criterion_json import read_rule, write_rule

Rupiah = NewType("Rupiah", int)
Quantity = NewType("Quantity", int)
_MAXIMUM = 2**53 - 1
"""What every client's JSON number holds exactly; nine quadrillion rupiah is twice the national budget."""


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise refuse(ErrorCode.BAD_AMOUNT, "amount.not_whole", given=str(value)[:30])
    if not 0 <= value <= _MAXIMUM:
        raise refuse(ErrorCode.BAD_AMOUNT, "amount.out_of_bounds", given=value)
    return value


def _day(value: object) -> date:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        day = None
    if day is None:
        raise refuse(ErrorCode.BAD_INPUT, "scalar.bad_date", given=str(value)[:30])
    if not FIRST_DAY <= day <= LAST_DAY:
        raise refuse(ErrorCode.BAD_INPUT, "day.too_far", given=str(day), first=str(FIRST_DAY), last=str(LAST_DAY))
    return day


def _moment(value: object) -> datetime:
    try:
        if isinstance(value, str):
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is not None:
                return moment.astimezone(UTC)
    except ValueError:
        pass
    raise refuse(ErrorCode.BAD_INPUT, "scalar.bad_moment", given=str(value)[:40])


def _uuid(value: object) -> UUID:
    try:
        if isinstance(value, str):
            return UUID(value)
    except ValueError:
        pass
    raise refuse(ErrorCode.BAD_INPUT, "scalar.bad_uuid", given=str(value)[:40])


def _text(kind: Callable[[str], str]) -> Callable[[object], str]:
    def parse(value: object) -> str:
        if not isinstance(value, str) or not 1 <= len(value) <= 100:
            raise refuse(ErrorCode.BAD_INPUT, "scalar.bad_code", given=str(value)[:40])
        return kind(value)

    return parse


def _rule(value: object) -> Rule:
    # Clients may also send the rule as JSON text, as it stands in a partner's file.
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise refuse(ErrorCode.BAD_CRITERION, "criterion.not_an_object") from None
    return read_rule(value)


def _scalar(
    name: str, description: str, specification: str, parse: Callable[[object], object], serialize: Callable[..., object]
) -> ScalarDefinition:
    return strawberry.scalar(
        name=name,
        description=description,
        specified_by_url=specification,
        parse_value=parse,
        serialize=serialize,
    )


SCALARS: dict[object, ScalarDefinition] = {
    RegionCode: _scalar(
        "RegionCode",
        "A code of the Ministry of Home Affairs: `32` a province, `32.73` a regency or city, `32.73.02` a district,"
        " `32.73.02.1004` a village; `00` is the nation.",
        "urn:simpul:scalar:region-code",
        _text(parse_region_code),
        str,
    ),
    NeedCode: _scalar(
        "NeedCode", "A code of `needs`, for example `FOOD`.", "urn:simpul:scalar:need-code", _text(NeedCode), str
    ),
    FactKey: _scalar(
        "FactKey",
        "A key of `facts`: subject and name, for example `family.desil`.",
        "urn:simpul:scalar:fact-key",
        _text(FactKey),
        str,
    ),
    Rupiah: _scalar(
        "Rupiah",
        "Whole Indonesian rupiah, never below zero, as a JSON number of up to 53 bits.",
        "urn:simpul:scalar:rupiah",
        _whole,
        int,
    ),
    Quantity: _scalar(
        "Quantity",
        "A whole amount in the unit beside it, never below zero, as a JSON number of up to 53 bits.",
        "urn:simpul:scalar:quantity",
        _whole,
        int,
    ),
    Rule: _scalar(
        "CriterionRule",
        "A rule as JSON: tests on facts joined by all, any and not. Its JSON Schema is at `/schemas/rule.json`.",
        "urn:simpul:scalar:criterion-rule",
        _rule,
        write_rule,
    ),
    date: _scalar(
        "Date", "A day, `2026-11-24`.", "https://www.rfc-editor.org/rfc/rfc3339#section-5.6", _day, date.isoformat
    ),
    datetime: _scalar(
        "DateTime",
        "A moment with its offset, `2026-11-24T05:00:00+00:00`.",
        "https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
        _moment,
        lambda moment: moment.astimezone(UTC).isoformat(),
    ),
    UUID: _scalar("UUID", "A universally unique identifier.", "https://www.rfc-editor.org/rfc/rfc9562", _uuid, str),
}
