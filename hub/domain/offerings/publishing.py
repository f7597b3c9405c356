"""Whether an offering's content is fit to publish: every problem at once, each with its path. Stores nothing.

Which region codes exist is asked by the use case; here only shapes, registries and sense are judged.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import assert_never

from hub.domain.errors import ErrorCode, Problem, problem
from hub.domain.facts.fact import FIRST_DAY, LAST_DAY, FactKey, Subject
from hub.domain.facts.need import NEEDS, unknown_need
from hub.domain.facts.registry import FACTS
from hub.domain.offerings.benefit import RUPIAH, Benefit, Component
from hub.domain.offerings.offering import HOUSEHOLD_UNITS, BenefitForm, BenefitUnit, Capacity, OfferingContent
from hub.domain.rules.citation import Citation
from hub.domain.rules.criterion import (
    Aid,
    AidScope,
    All,
    AnyOf,
    Binds,
    Check,
    Criterion,
    EvaluatedOn,
    Node,
    Not,
    Over,
    Quantified,
    Related,
    Relative,
    Test,
)
from hub.domain.text import Text

Path = tuple[str | int, ...]
_KEY = re.compile(r"[a-z][a-z0-9_.-]{0,59}")
_PPKS = {choice.code for choice in FACTS[FactKey("member.ppks")].choices}
_IDENTITY_NUMBER = re.compile(r"(?<!\d)[1-9]\d{5}(?:[04][1-9]|[1256]\d|[37][01])(?:0[1-9]|1[0-2])\d{6}(?!\d)")
"""A NIK: region, day of birth (a woman's plus 40), month, year and a serial number. A family card's is built alike."""
MAX_AMOUNT = 10**15
MAX_LISTED = 50
"""Rules, checks, parts of a benefit, variants of a part: far beyond any programme, and what a match takes in its
stride for forty people."""


def check_content(content: OfferingContent, terms: Sequence[Criterion] = ()) -> tuple[Problem, ...]:
    """Everything that stands against publishing; empty when nothing does. `terms` are the source's standing criteria,
    whose keys an offering may not use again."""
    return (
        *_words(content),
        *_identity_numbers(content),
        *_lengths(content),
        *_dates(content),
        *_needs(content),
        *_areas(content),
        *_criteria(content, {term.key for term in terms}),
        *([] if content.benefit is None else _benefit(content, content.benefit)),
        *([] if content.capacity is None else _capacity(content.capacity)),
    )


def check_assurance(content: OfferingContent, today: date) -> tuple[Problem, ...]:
    """That somebody has assured the content already, `today` being the latest day that it is anywhere."""
    if content.assured_on <= today:
        return ()
    return (
        problem(
            ErrorCode.BAD_INPUT,
            "offering.assured_too_soon",
            "assured_on",
            given=str(content.assured_on),
            today=str(today),
        ),
    )


def _words(content: OfferingContent) -> Iterator[Problem]:
    texts = {
        "title": content.title.id,
        "description": content.description.id,
        "decided_by": content.decided_by.id,
        "provider": content.provider,
        "reference": content.reference,
        "assured_by": content.assured_by,
    }
    for name, text in texts.items():
        if not text.strip():
            yield problem(ErrorCode.BAD_INPUT, "offering.empty", name, field=name)
    yield from _cited(content.legal_basis, "legal_basis")


def _identity_numbers(content: OfferingContent) -> Iterator[Problem]:
    """What is published anybody may read, so nobody is named by number in it."""
    texts: dict[str, str | Text | None] = {
        "title": content.title,
        "description": content.description,
        "decided_by": content.decided_by,
        "delivery_channel": content.delivery_channel,
        "consequence": content.consequence,
        "provider": content.provider,
        "assured_by": content.assured_by,
    }
    for name, text in texts.items():
        said = f"{text.id} {text.en}" if isinstance(text, Text) else text
        if said is not None and _IDENTITY_NUMBER.search(said):
            yield problem(ErrorCode.BAD_INPUT, "offering.identity_number", name, field=name)


def _lengths(content: OfferingContent) -> Iterator[Problem]:
    components = content.benefit.components if content.benefit else ()
    lists: dict[Path, Sequence[object]] = {
        ("criteria",): content.criteria,
        ("checks",): content.checks,
        ("benefit", "components"): components,
        **{("benefit", "components", index, "variants"): part.variants for index, part in enumerate(components)},
    }
    for path, listed in lists.items():
        if len(listed) > MAX_LISTED:
            yield problem(ErrorCode.BAD_INPUT, "offering.too_many", *path, given=len(listed), limit=MAX_LISTED)


def _cited(citation: Citation, *path: str | int) -> Iterator[Problem]:
    if not citation.title.strip():
        yield problem(ErrorCode.MISSING_CITATION, "citation.missing", *path)
    if citation.valid_from and citation.valid_to and citation.valid_to < citation.valid_from:
        yield _reversed(citation.valid_from, citation.valid_to, *path)


def _reversed(first: object, last: object, *path: str | int) -> Problem:
    return problem(ErrorCode.DATES_REVERSED, "dates.reversed", *path, first=str(first), last=str(last))


def _dates(content: OfferingContent) -> Iterator[Problem]:
    if content.valid_from and content.valid_to and content.valid_to < content.valid_from:
        yield _reversed(content.valid_from, content.valid_to, "valid_to")
    if content.days_to_help is not None and not 0 <= content.days_to_help <= 3650:
        yield problem(ErrorCode.BAD_INPUT, "offering.bad_days", "days_to_help", given=content.days_to_help)
    yield from _counted_from(content.assured_on, "assured_on")


def _counted_from(day: date, *path: str | int) -> Iterator[Problem]:
    """A day from which months are counted, so that it must not lie at the calendar's ends."""
    if not FIRST_DAY <= day <= LAST_DAY:
        yield problem(
            ErrorCode.BAD_INPUT, "day.too_far", *path, given=str(day), first=str(FIRST_DAY), last=str(LAST_DAY)
        )


def _needs(content: OfferingContent) -> Iterator[Problem]:
    if not content.needs:
        yield problem(ErrorCode.BAD_INPUT, "offering.no_needs", "needs")
    for index, code in enumerate(content.needs):
        if code not in NEEDS:
            yield unknown_need(code, "needs", index)
    for index, category in enumerate(content.ppks):
        if category not in _PPKS:
            yield problem(ErrorCode.BAD_INPUT, "ppks.unknown", "ppks", index, given=category[:60])


def _areas(content: OfferingContent) -> Iterator[Problem]:
    if not any(not area.excluded for area in content.service_areas):
        yield problem(ErrorCode.BAD_INPUT, "offering.no_area", "service_areas")
    for index, area in enumerate(content.service_areas):
        if area.neighbourhood is not None and area.neighbourhood.village != area.region:
            yield problem(ErrorCode.UNKNOWN_REGION, "area.neighbourhood_elsewhere", "service_areas", index)


def _criteria(content: OfferingContent, taken: set[str]) -> Iterator[Problem]:
    checks = {check.key for check in content.checks}
    seen = set(taken)
    for index, criterion in enumerate(content.criteria):
        path = ("criteria", index)
        if not _KEY.fullmatch(criterion.key):
            yield problem(ErrorCode.BAD_CRITERION, "criterion.bad_key", *path, "key")
        if criterion.key in seen:
            yield problem(ErrorCode.BAD_CRITERION, "criterion.repeated_key", *path, "key", given=criterion.key[:60])
        seen.add(criterion.key)
        yield from _cited(criterion.citation, *path, "citation")
        if (criterion.evaluated_on is EvaluatedOn.FIXED) != (criterion.fixed_date is not None):
            yield problem(ErrorCode.BAD_CRITERION, "criterion.fixed_date", *path, "fixed_date")
        if criterion.fixed_date is not None:
            yield from _counted_from(criterion.fixed_date, *path, "fixed_date")
        if criterion.binds is Binds.DELIVERY and content.form is not BenefitForm.MONEY:
            yield problem(ErrorCode.BAD_CRITERION, "criterion.no_money", *path, "binds", form=content.form)
        yield from check_scope(criterion.rule.node, content.benefit_unit, checks, *path, "rule")


_EVERYWHERE = {Subject.RESIDENCE, Subject.REGION}
_HOME = _EVERYWHERE | {Subject.DWELLING}
_DIRECT: Mapping[BenefitUnit, set[Subject]] = {
    BenefitUnit.INDIVIDUAL: _HOME | {Subject.FAMILY, Subject.MEMBER},
    BenefitUnit.FAMILY: _HOME | {Subject.FAMILY},
    BenefitUnit.HOUSEHOLD: _HOME,
    BenefitUnit.GROUP: _EVERYWHERE | {Subject.GROUP},
    BenefitUnit.COMMUNITY: _EVERYWHERE,
    BenefitUnit.ORGANISATION: _EVERYWHERE | {Subject.ORGANISATION},
}
"""What a rule may look at where no quantifier stands before it."""
_OF_EACH: Mapping[tuple[BenefitUnit, Over], set[Subject]] = {
    **{(unit, Over.MEMBERS): _HOME | {Subject.FAMILY, Subject.MEMBER} for unit in HOUSEHOLD_UNITS},
    **{(unit, Over.FAMILIES): _HOME | {Subject.FAMILY} for unit in HOUSEHOLD_UNITS},
    (BenefitUnit.GROUP, Over.MEMBERS): _EVERYWHERE | {Subject.GROUP, Subject.MEMBER},
}
"""What a rule may look at behind a quantifier; a quantifier that is missing here may not stand in such an offering."""
_BEHIND = {Subject.MEMBER: Over.MEMBERS, Subject.FAMILY: Over.FAMILIES}


def check_scope(node: Node, unit: BenefitUnit, checks: set[str], *path: str | int) -> Iterator[Problem]:
    """What a rule may not look at where it stands: a fact of a member where no member is meant, anything that whom the
    aid goes to does not have, an unknown check."""
    yield from _scope(node, unit, _DIRECT[unit], checks, path)


def _scope(node: Node, unit: BenefitUnit, seen: set[Subject], checks: set[str], path: Path) -> Iterator[Problem]:
    match node:
        case Test(fact):
            yield from _looks_at(FACTS[fact].subject, fact, unit, seen, path)
        case Aid(scope=scope):
            holder = Subject.MEMBER if scope is AidScope.MEMBER else Subject.FAMILY
            yield from _looks_at(holder, "aid", unit, seen, path)
        case All(parts) | AnyOf(parts):
            for index, part in enumerate(parts):
                yield from _scope(part, unit, seen, checks, (*path, index))
        case Not(part):
            yield from _scope(part, unit, seen, checks, (*path, "not"))
        case Quantified(over, _, where):
            each = _OF_EACH.get((unit, over))
            if each is None:
                yield problem(ErrorCode.BAD_CRITERION, "criterion.other_recipient", *path, fact=over.value, unit=unit)
            else:
                yield from _scope(where, unit, each, checks, (*path, "where"))
        case Related(relative, where):
            of = Subject.FAMILY if relative is Relative.HEAD and unit not in HOUSEHOLD_UNITS else Subject.MEMBER
            yield from _looks_at(of, relative, unit, seen, path)
            yield from _scope(where, unit, _OF_EACH.get((unit, Over.MEMBERS), seen), checks, (*path, "where"))
        case Check(key):
            if key not in checks:
                yield problem(ErrorCode.BAD_CRITERION, "criterion.unknown_check", *path, given=key)
        case _:
            assert_never(node)


def _looks_at(subject: Subject, what: str, unit: BenefitUnit, seen: set[Subject], path: Path) -> Iterator[Problem]:
    if subject in seen:
        return
    over = _BEHIND.get(subject)
    if over is not None and (unit, over) in _OF_EACH:
        yield problem(ErrorCode.BAD_CRITERION, "criterion.no_such_subject", *path, fact=what, over=over.value)
    else:
        yield problem(ErrorCode.BAD_CRITERION, "criterion.other_recipient", *path, fact=what, unit=unit)


def _benefit(content: OfferingContent, benefit: Benefit) -> Iterator[Problem]:
    checks = {check.key for check in content.checks}
    yield from _cited(benefit.citation, "benefit", "citation")
    if (content.form is BenefitForm.MONEY) != (benefit.unit == RUPIAH):
        yield problem(
            ErrorCode.BAD_AMOUNT, "benefit.form_and_unit", "benefit", "unit", form=content.form, unit=benefit.unit
        )
    if not benefit.components:
        yield problem(ErrorCode.BAD_INPUT, "benefit.no_components", "benefit", "components")
    for name, count in (("counted_at_most", benefit.counted_at_most), ("instalments", benefit.instalments)):
        if count is not None and not 1 <= count <= 366:
            yield problem(ErrorCode.BAD_AMOUNT, "benefit.bad_count", "benefit", name, given=count)
    for index, component in enumerate(benefit.components):
        yield from _component(component, content.benefit_unit, checks, "benefit", "components", index)


def _component(component: Component, unit: BenefitUnit, checks: set[str], *path: str | int) -> Iterator[Problem]:
    amounts = [component.amount, *(variant.amount for variant in component.variants)]
    for amount in amounts:
        if not 0 <= amount <= MAX_AMOUNT:
            yield problem(ErrorCode.BAD_AMOUNT, "amount.out_of_bounds", *path, given=amount)
    if component.at_most is not None and component.at_most < 1:
        yield problem(ErrorCode.BAD_AMOUNT, "benefit.bad_count", *path, "at_most", given=component.at_most)
    # A component with `who` looks at one member at a time, whatever the benefit unit is.
    seen = _OF_EACH.get((unit, Over.MEMBERS), _DIRECT[unit]) if component.who else _DIRECT[unit]
    rules = [*([component.who] if component.who else []), *(variant.when for variant in component.variants)]
    for rule in rules:
        yield from _scope(rule.node, unit, seen, checks, path)


def _capacity(capacity: Capacity) -> Iterator[Problem]:
    if not 0 <= capacity.available <= capacity.maximum <= MAX_AMOUNT:
        yield problem(
            ErrorCode.BAD_AMOUNT,
            "capacity.out_of_bounds",
            "capacity",
            available=capacity.available,
            maximum=capacity.maximum,
        )
