"""Cells that hold JSON: a benefit, criteria, partner checks, decoded strictly into the domain's own values.

A member nobody knows is refused like a wrong one. Rules are read by `criterion_json`; whether they suit the offering is
judged by `publishing`. Cells of one text give one value: a feed repeats the same rules thousands of times.
"""

import re
from datetime import date
from functools import lru_cache
from typing import Annotated, TypeVar

import msgspec

from connectors.feeds.cells import key, words
from hub.domain.errors import ErrorCode, Refused, problem
from hub.domain.offerings.benefit import Benefit, Component, Period, Variant
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import Binds, Criterion, EvaluatedOn, PartnerCheck, RemedyKind, Rule
from hub.domain.rules.criterion_json import read_rule
from hub.domain.text import Text

_Amount = Annotated[int, msgspec.Meta(ge=0, le=10**15)]
_Count = Annotated[int, msgspec.Meta(ge=1, le=366)]
_Cell = TypeVar("_Cell")
_PLACE = re.compile(r" - at `(.*)`$", re.DOTALL)
_words = words(2_000)


class _Strict(msgspec.Struct, forbid_unknown_fields=True):
    """An object whose members are all known."""


class _Text(_Strict):
    id: str
    en: str | None = None


class _Citation(_Strict):
    title: str
    confidence: Confidence
    article: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


class _Variant(_Strict):
    title: _Text
    when: object
    amount: _Amount


class _Component(_Strict):
    key: str
    title: _Text
    amount: _Amount
    who: object = None
    at_most: _Count | None = None
    variants: tuple[_Variant, ...] = ()


class _Benefit(_Strict):
    unit: str
    per: Period
    components: tuple[_Component, ...]
    citation: _Citation
    counted_at_most: _Count | None = None
    instalments: _Count | None = None


class _Criterion(_Strict):
    key: str
    title: _Text
    rule: object
    citation: _Citation
    binds: Binds = Binds.ELIGIBILITY
    evaluated_on: EvaluatedOn = EvaluatedOn.APPLICATION
    fixed_date: date | None = None
    decided_by: _Text | None = None
    remedy: RemedyKind | None = None


class _Check(_Strict):
    key: str
    question: _Text


_BENEFIT = msgspec.json.Decoder(_Benefit)
_CRITERIA = msgspec.json.Decoder(tuple[_Criterion, ...])
_CHECKS = msgspec.json.Decoder(tuple[_Check, ...])


@lru_cache(maxsize=256)
def benefit(text: str) -> Benefit:
    """A benefit. Refused, with the place inside the cell as the problem's path, when it does not fit."""
    cell = _decoded(_BENEFIT, text)
    return Benefit(
        unit=_words(cell.unit),
        per=cell.per,
        components=tuple(
            Component(
                key=key(part.key),
                title=_text(part.title),
                amount=part.amount,
                who=None if part.who is None else read_rule(part.who, "components", index, "who"),
                at_most=part.at_most,
                variants=tuple(
                    Variant(
                        title=_text(variant.title),
                        when=read_rule(variant.when, "components", index, "variants", number, "when"),
                        amount=variant.amount,
                    )
                    for number, variant in enumerate(part.variants)
                ),
            )
            for index, part in enumerate(cell.components)
        ),
        citation=_citation(cell.citation),
        counted_at_most=cell.counted_at_most,
        instalments=cell.instalments,
    )


@lru_cache(maxsize=256)
def criteria(text: str) -> tuple[Criterion, ...]:
    """A list of criteria. Refused as in `benefit`."""
    cells = _decoded(_CRITERIA, text)
    return tuple(
        Criterion(
            key=key(part.key),
            title=_text(part.title),
            rule=_rule(part.rule, index),
            citation=_citation(part.citation),
            binds=part.binds,
            evaluated_on=part.evaluated_on,
            fixed_date=part.fixed_date,
            decided_by=None if part.decided_by is None else _text(part.decided_by),
            remedy=part.remedy,
        )
        for index, part in enumerate(cells)
    )


@lru_cache(maxsize=256)
def checks(text: str) -> tuple[PartnerCheck, ...]:
    """A list of partner checks. Refused as in `benefit`; also when a key comes twice."""
    found = tuple(PartnerCheck(key=key(part.key), question=_text(part.question)) for part in _decoded(_CHECKS, text))
    keys = [check.key for check in found]
    for index, each in enumerate(keys):
        if each in keys[:index]:
            raise Refused(problem(ErrorCode.BAD_INPUT, "cell.repeated_key", index, "key", given=each))
    return found


def _rule(written: object, index: int) -> Rule:
    return read_rule(written, index, "rule")


def _text(cell: _Text) -> Text:
    return Text(_words(cell.id), None if cell.en is None else _words(cell.en))


def _citation(cell: _Citation) -> Citation:
    return Citation(
        title=_words(cell.title),
        article=None if cell.article is None else _words(cell.article),
        valid_from=cell.valid_from,
        valid_to=cell.valid_to,
        confidence=cell.confidence,
    )


def _decoded(decoder: msgspec.json.Decoder[_Cell], text: str) -> _Cell:
    try:
        return decoder.decode(text)
    except RecursionError:
        raise Refused(problem(ErrorCode.BAD_INPUT, "cell.json_too_deep")) from None
    except msgspec.ValidationError as error:
        place = _PLACE.search(str(error))
        reason = _PLACE.sub("", str(error))
        path = (place[1].removeprefix("$").lstrip("."),) if place else ()
        raise Refused(problem(ErrorCode.BAD_INPUT, "cell.json_does_not_fit", *path, reason=reason[:120])) from None
    except ValueError as error:
        raise Refused(problem(ErrorCode.BAD_INPUT, "cell.no_json", reason=str(error)[:120])) from None
