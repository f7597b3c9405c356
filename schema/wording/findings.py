"""A finding in words: what is asked for, what is known, and why that leads to its outcome. Judges nothing."""

from collections.abc import Iterator
from itertools import islice

from hub.domain.facts.fact import Fact, FactBasis, FactKey, FactValue, Subject
from hub.domain.facts.registry import FACTS
from hub.domain.facts.situation_on_day import AGE, BIRTH_DATE, RELATION_TO_HEAD, Person
from hub.domain.matching.explanation import Finding, FindingKind
from hub.domain.offerings.offering import HOUSEHOLD_UNITS, OfferingContent
from hub.domain.region import NATION, AreaBasis, ServiceArea
from hub.domain.rules.citation import Confidence
from hub.domain.rules.criterion import (
    Aid,
    AidScope,
    All,
    AnyOf,
    Check,
    Node,
    Not,
    Over,
    Quantified,
    Related,
    Relative,
    Test,
)
from hub.domain.rules.evaluation import Outcome, Scope
from hub.domain.text import Language, Text
from schema.wording.facts import fact_name
from schema.wording.labels import AID_STATES, NO, OR, RECIPIENTS, YES, counted, day_text, label, listed
from schema.wording.rules import rule_text, value_text

_MEMBERS_SAID = 4
"""So many members are told apart; a longer list would not be read."""

_LIVES: dict[AreaBasis, Text] = {
    AreaBasis.PRESENT: Text("tinggal di {places}", "lives in {places}"),
    AreaBasis.REGISTERED: Text("KK terdaftar di {places}", "has its family card in {places}"),
    AreaBasis.EITHER: Text("tinggal atau terdaftar di {places}", "lives or is registered in {places}"),
}
_IS_IN: dict[AreaBasis, Text] = {
    AreaBasis.PRESENT: Text("berada di {places}", "is in {places}"),
    AreaBasis.REGISTERED: Text("terdaftar di {places}", "is registered in {places}"),
    AreaBasis.EITHER: Text("berada atau terdaftar di {places}", "is or is registered in {places}"),
}
_EXCEPT = Text("{areas}, kecuali {places}", "{areas}, except {places}")
_NATION = Text("seluruh Indonesia", "all of Indonesia")
_FROM = Text("mulai {first}", "from {first}")
_UNTIL = Text("sampai {last}", "until {last}")
_RECIPIENT = Text("penerimanya {unit}", "the recipient is {unit}")

_MET = Text("Terpenuhi: {title}", "Met: {title}")
_NOT_MET = Text("Tidak terpenuhi: {title}", "Not met: {title}")
_UNKNOWN = Text("Belum diketahui: {title}", "Not known yet: {title}")
_SET_ASIDE = Text(
    "Tidak menghalangi: {title}; sudah dipastikan bahwa aturan ini tidak berlaku",
    "No obstacle: {title}; it was confirmed that the rule does not hold",
)
_REPORTED = Text(
    "Tampaknya tidak terpenuhi: {title}; namun aturan ini baru berupa kabar, jadi pastikan dulu sebelum menolak",
    "Would not be met: {title}; but the rule is only reported, so confirm it before refusing",
)
_UNVERIFIED = Text(
    "Tampaknya tidak terpenuhi: {title}; namun aturan ini belum diperiksa, jadi pastikan dulu sebelum menolak",
    "Would not be met: {title}; but nobody has checked the rule, so confirm it before refusing",
)

_CASH = Text("Tunai boleh: {title}", "Cash may be paid: {title}")
_NOT_CASH = Text("Harus nontunai; tidak terpenuhi: {title}", "Must not be cash; not met: {title}")
_CASH_UNKNOWN = Text(
    "Belum diketahui apakah tunai boleh: {title}",
    "Not known yet whether cash may be paid: {title}",
)
_CASH_AFTER_ALL = Text(
    "Tunai boleh: sudah dipastikan bahwa aturan ini tidak berlaku: {title}",
    "Cash may be paid: it was confirmed that this rule does not hold: {title}",
)
_NOT_CASH_REPORTED = Text(
    "Tampaknya harus nontunai; tidak terpenuhi: {title}; namun aturan ini baru berupa kabar, jadi pastikan dulu",
    "It seems that it must not be cash; not met: {title}; but the rule is only reported, so confirm it first",
)
_NOT_CASH_UNVERIFIED = Text(
    "Tampaknya harus nontunai; tidak terpenuhi: {title}; namun aturan ini belum diperiksa, jadi pastikan dulu",
    "It seems that it must not be cash; not met: {title}; but nobody has checked the rule, so confirm it first",
)


def fact_of(finding: Finding) -> FactKey | None:
    """The one fact that decides; None when there are several or none, or when aid or a check decides with it."""
    nodes = list(_leaves(finding.rule.node)) if finding.rule else []
    keys = {node.fact if isinstance(node, Test) else None for node in nodes}
    return keys.pop() if len(keys) == 1 else None


def expected(finding: Finding, content: OfferingContent, language: Language) -> str:
    """What is asked for."""
    match finding.kind:
        case FindingKind.CRITERION | FindingKind.DELIVERY:
            assert finding.rule is not None
            return rule_text(finding.rule.node, language, content.checks)
        case FindingKind.AREA:
            said_of = _LIVES if content.benefit_unit in HOUSEHOLD_UNITS else _IS_IN
            return _areas(content.service_areas, said_of, language)
        case FindingKind.VALIDITY:
            first, last = content.valid_from, content.valid_to
            said = [
                *([_FROM.in_language(language).format(first=day_text(first, language))] if first else []),
                *([_UNTIL.in_language(language).format(last=day_text(last, language))] if last else []),
            ]
            return " ".join(said)
        case FindingKind.RECIPIENT:
            return _RECIPIENT.in_language(language).format(unit=label(RECIPIENTS, content.benefit_unit, language))


def actual(finding: Finding, language: Language) -> str | None:
    """What is known of what the rule looks at; None when nothing is."""
    if finding.rule is None or finding.scope is None:
        return None
    said = dict.fromkeys(_known(finding.rule.node, finding.scope, language))
    return "; ".join(said) or None


def basis_of(finding: Finding) -> FactBasis | None:
    """How what is known is known: verified only when all of it is; None when nothing is. What follows from other
    answers, and aid, counts as claimed."""
    if finding.rule is None or finding.scope is None:
        return None
    bases = set(_bases(finding.rule.node, finding.scope))
    if not bases:
        return None
    return FactBasis.VERIFIED if bases == {FactBasis.VERIFIED} else FactBasis.CLAIMED


def message(finding: Finding, content: OfferingContent, language: Language) -> str:
    """Outcome and reason in one sentence."""
    known = actual(finding, language) if finding.rule else expected(finding, content, language)
    title = finding.title.in_language(language).rstrip(".")
    sentence = _outcome(finding).in_language(language).format(title=title)
    if known:
        return f"{sentence} ({known})."
    return sentence if sentence.endswith("?") else f"{sentence}."


def _outcome(finding: Finding) -> Text:
    delivery = finding.kind is FindingKind.DELIVERY
    match finding.raw, finding.outcome:
        case Outcome.NOT_MET, Outcome.UNKNOWN:
            if finding.citation.confidence is Confidence.REPORTED:
                return _NOT_CASH_REPORTED if delivery else _REPORTED
            return _NOT_CASH_UNVERIFIED if delivery else _UNVERIFIED
        case Outcome.NOT_MET, Outcome.MET:
            return _CASH_AFTER_ALL if delivery else _SET_ASIDE
        case _, Outcome.MET:
            return _CASH if delivery else _MET
        case _, Outcome.NOT_MET:
            return _NOT_CASH if delivery else _NOT_MET
        case _:
            return _CASH_UNKNOWN if delivery else _UNKNOWN


def _areas(areas: tuple[ServiceArea, ...], said_of: dict[AreaBasis, Text], language: Language) -> str:
    served = [
        said_of[basis].in_language(language).format(places=places)
        for basis in AreaBasis
        if (places := _places([a for a in areas if a.basis is basis and not a.excluded], language))
    ]
    said = listed(served, language, last=OR)
    excluded = _places([area for area in areas if area.excluded], language)
    return _EXCEPT.in_language(language).format(areas=said, places=excluded) if excluded else said


def _places(areas: list[ServiceArea], language: Language) -> str:
    names = [
        f"{area.neighbourhood} ({area.region})"
        if area.neighbourhood
        else _NATION.in_language(language)
        if area.region == NATION
        else area.region
        for area in areas
    ]
    return listed(names, language, last=OR)


def _leaves(node: Node) -> Iterator[Test | Aid | Check]:
    match node:
        case Test() | Aid() | Check():
            yield node
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _leaves(part)
        case Not(part) | Quantified(where=part) | Related(where=part):
            yield from _leaves(part)


def _inside(node: Node, scope: Scope) -> Iterator[tuple[Node, Scope]]:
    """What a node looks into, each with whom it is about."""
    match node:
        case All(parts) | AnyOf(parts):
            yield from ((part, scope) for part in parts)
        case Not(part):
            yield part, scope
        case Quantified(where=where):
            yield from ((where, one) for one in _scopes(node, scope))
        case Related(relative, where):
            for person in _relatives(relative, scope.person):
                yield where, Scope(scope.situation, person.family, person, scope.checks)


def _scopes(node: Quantified, scope: Scope) -> list[Scope]:
    situation = scope.situation
    if node.over is Over.FAMILIES:
        return [Scope(situation, family, None, scope.checks) for family in situation.families]
    alone = [scope.person] if scope.person else situation.people
    people = scope.family.members if scope.family else alone
    return [Scope(situation, person.family, person, scope.checks) for person in people]


def _relatives(relative: Relative, person: Person | None) -> tuple[Person, ...]:
    if person is None:
        return ()
    match relative:
        case Relative.PARENT:
            return person.parents or ()
        case Relative.GUARDIAN:
            return person.guardians or ()
        case Relative.HEAD:
            kin = person.family.members if person.family else []
            return tuple(one for one in kin if one.values.get(RELATION_TO_HEAD) == "HEAD")


def _known(node: Node, scope: Scope, language: Language) -> Iterator[str]:
    match node:
        case Test(fact):
            if (text := _value(fact, scope, language)) is not None:
                yield f"{fact_name(fact, language)}: {text}"
        case Aid():
            yield from _aid_known(node, scope, language)
        case Check(key):
            if key in scope.checks:
                yield (YES if scope.checks[key] else NO).in_language(language)
        case Quantified() | Related():
            said = (
                (one.person or one.family, ", ".join(dict.fromkeys(_known(part, one, language))))
                for part, one in _inside(node, scope)
            )
            # A match words thousands of findings, so that of forty members no more are looked at than are told.
            first = [*islice((f"{who.ref} – {text}" for who, text in said if who and text), _MEMBERS_SAID + 1)]
            yield from first[:_MEMBERS_SAID]
            if len(first) > _MEMBERS_SAID:
                yield "…"
        case _:
            for part, one in _inside(node, scope):
                yield from _known(part, one, language)


def _value(fact: FactKey, scope: Scope, language: Language) -> str | None:
    definition = FACTS[fact]
    if fact == AGE:
        age = scope.person.age if scope.person else None
        if age is None:
            return None
        years = counted(age[1], definition.unit, language)
        return years if age[0] == age[1] else f"{age[0]}–{years}"
    value = _held(fact, scope)
    return None if value is None else value_text(definition, value, language)


def _held(fact: FactKey, scope: Scope) -> FactValue | None:
    match FACTS[fact].subject:
        case Subject.MEMBER:
            return scope.person.values.get(fact) if scope.person else None
        case Subject.FAMILY:
            return scope.family.values.get(fact) if scope.family else None
        case Subject.DWELLING:
            return scope.situation.dwelling.get(fact)
        case Subject.RESIDENCE:
            return scope.situation.residence.get(fact)
        case Subject.REGION:
            return scope.situation.region.get(fact)
        case Subject.GROUP:
            return scope.situation.group.get(fact)
        case Subject.ORGANISATION:
            return scope.situation.organisation.get(fact)


def _aid_known(aid: Aid, scope: Scope, language: Language) -> Iterator[str]:
    holder = scope.person if aid.scope is AidScope.MEMBER else scope.family
    for programme in aid.programmes:
        if holder is not None and programme in holder.aid:
            yield f"{programme}: {label(AID_STATES, holder.aid[programme].state, language)}"


def _bases(node: Node, scope: Scope) -> Iterator[FactBasis]:
    match node:
        case Test(fact):
            if _value(fact, scope, Language.ID) is not None:
                stated = _stated(fact, scope) or (_stated(BIRTH_DATE, scope) if fact == AGE else None)
                yield stated.basis if stated else FactBasis.CLAIMED
        case Aid() | Check():
            yield from (FactBasis.CLAIMED for _ in _known(node, scope, Language.ID))
        case _:
            for part, one in _inside(node, scope):
                yield from _bases(part, one)


def _stated(fact: FactKey, scope: Scope) -> Fact | None:
    situation = scope.situation.stated
    match FACTS[fact].subject:
        case Subject.MEMBER:
            return scope.person.stated.facts.known.get(fact) if scope.person else None
        case Subject.FAMILY:
            ref = scope.family.ref if scope.family else None
            return next((f.facts.known.get(fact) for f in situation.household.families if f.ref == ref), None)
        case Subject.DWELLING:
            return situation.household.dwelling.known.get(fact)
        case Subject.RESIDENCE:
            return situation.residence.known.get(fact)
        case Subject.REGION:
            return situation.region.known.get(fact)
        case Subject.GROUP:
            return situation.group.facts.known.get(fact) if situation.group else None
        case Subject.ORGANISATION:
            return situation.organisation.facts.known.get(fact) if situation.organisation else None
