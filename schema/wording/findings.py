"""A finding in words: what is asked for, what is known, and why that leads to its outcome."""

from collections.abc import Iterator

from hub.domain.case import AidRecords
from hub.domain.citation import Confidence
from hub.domain.criterion import Aid, AidScope, All, AnyOf, Node, Not, Over, Quantified, Related, Test
from hub.domain.evaluation import Outcome, Scope
from hub.domain.fact import Fact, FactBasis, FactKey, Subject
from hub.domain.facts import FACTS
from hub.domain.matching import Finding, FindingKind
from hub.domain.offering import OfferingDraft
from hub.domain.standing import AGE, Person
from hub.domain.text import Language
from schema.wording.labels import AID_STATES, counted, day_text
from schema.wording.rules import fact_name, rule_text, value_text

_MEMBERS_SAID = 4
"""So many members are told apart; a longer list would not be read."""


def fact_of(finding: Finding) -> FactKey | None:
    """The one fact that decides; None when there are several or none."""
    keys = {test.fact for test in _tests(finding.rule.node)} if finding.rule else set()
    return keys.pop() if len(keys) == 1 else None


def expected(finding: Finding, content: OfferingDraft, language: Language) -> str:
    """What is asked for."""
    english = language is Language.EN
    match finding.kind:
        case FindingKind.CRITERION:
            assert finding.rule is not None
            return rule_text(finding.rule.node, language)
        case FindingKind.AREA:
            codes = ", ".join(
                f"{area.region}{f' {area.neighbourhood}' if area.neighbourhood else ''}"
                for area in content.service_areas
                if not area.excluded
            )
            return f"lives or is registered in {codes}" if english else f"tinggal atau terdaftar di {codes}"
        case FindingKind.VALIDITY:
            start = day_text(content.valid_from, language) if content.valid_from else "…"
            end = day_text(content.valid_to, language) if content.valid_to else "…"
            return f"between {start} and {end}" if english else f"antara {start} dan {end}"
        case FindingKind.RECIPIENT:
            return "a group, community or organisation" if english else "kelompok, masyarakat, atau lembaga"


def actual(finding: Finding, language: Language) -> str | None:
    """What is known of the facts that the rule looks at; None when nothing is."""
    if finding.rule is None or finding.scope is None:
        return None
    said = dict.fromkeys(_known(finding.rule.node, finding.scope, language))
    return "; ".join(said) or None


def basis_of(finding: Finding) -> FactBasis | None:
    """How what is known is known: verified only when all of it is; None when nothing is."""
    if finding.rule is None or finding.scope is None:
        return None
    facts = list(_facts(finding.rule.node, finding.scope))
    if not facts:
        return None
    return FactBasis.VERIFIED if all(fact.basis is FactBasis.VERIFIED for fact in facts) else FactBasis.CLAIMED


def message(finding: Finding, content: OfferingDraft, language: Language) -> str:
    """Outcome and reason in one sentence."""
    english = language is Language.EN
    title = finding.title.in_language(language).rstrip(".")
    known = actual(finding, language)
    if finding.outcome is Outcome.MET:
        return _with(f"Met: {title}" if english else f"Terpenuhi: {title}", known)
    if finding.outcome is Outcome.NOT_MET:
        return _with(f"Not met: {title}" if english else f"Tidak terpenuhi: {title}", known)
    if finding.raw is Outcome.NOT_MET:
        rumour = finding.citation.confidence is Confidence.REPORTED
        if english:
            how = "only reported" if rumour else "not verified"
            return _with(f"Would not be met: {title}. But the rule is {how}: confirm it before refusing", known)
        how = "baru berupa kabar" if rumour else "belum diverifikasi"
        return _with(
            f"Tampaknya tidak terpenuhi: {title}. Namun aturan ini {how}: pastikan dulu sebelum menolak", known
        )
    return _with(f"Not known yet: {title}" if english else f"Belum diketahui: {title}", known)


def _with(sentence: str, known: str | None) -> str:
    return f"{sentence} ({known})." if known else f"{sentence}."


def _tests(node: Node) -> Iterator[Test]:
    match node:
        case Test():
            yield node
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _tests(part)
        case Not(part) | Quantified(where=part) | Related(where=part):
            yield from _tests(part)
        case _:
            return


def _scopes(node: Quantified, scope: Scope) -> list[Scope]:
    standing = scope.standing
    if node.over is Over.FAMILIES:
        return [Scope(standing, family, None, scope.checks) for family in standing.families]
    people = scope.family.members if scope.family else standing.people
    return [Scope(standing, person.family, person, scope.checks) for person in people]


def _known(node: Node, scope: Scope, language: Language) -> Iterator[str]:
    match node:
        case Test(fact):
            text = _value(fact, scope, language)
            if text is not None:
                yield f"{fact_name(fact, language)}: {text}"
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _known(part, scope, language)
        case Not(part):
            yield from _known(part, scope, language)
        case Quantified():
            for one in _scopes(node, scope)[:_MEMBERS_SAID]:
                said = ", ".join(dict.fromkeys(_known(node.where, one, language)))
                name = one.person.ref if one.person else one.family.ref if one.family else ""
                if said:
                    yield f"{name} – {said}"
        case Aid():
            yield from _aid_known(node, scope, language)
        case _:
            return


def _value(fact: FactKey, scope: Scope, language: Language) -> str | None:
    definition = FACTS[fact]
    if fact == AGE:
        age = scope.person.age if scope.person else None
        if age is None:
            return None
        youngest = counted(age[0], definition.unit, language)
        return youngest if age[0] == age[1] else f"{age[0]}–{counted(age[1], definition.unit, language)}"
    holders = {
        Subject.MEMBER: scope.person.values if scope.person else {},
        Subject.FAMILY: scope.family.values if scope.family else {},
        Subject.DWELLING: scope.standing.dwelling,
        Subject.RESIDENCE: scope.standing.residence,
        Subject.REGION: scope.standing.region,
    }
    value = holders[definition.subject].get(fact)
    return None if value is None else value_text(definition, value, language)


def _aid_known(aid: Aid, scope: Scope, language: Language) -> Iterator[str]:
    holder = scope.person if aid.scope is AidScope.MEMBER else scope.family
    records: AidRecords = holder.aid if holder else {}
    for programme in aid.programmes:
        if programme in records:
            yield f"{programme}: {AID_STATES[records[programme].state].in_language(language)}"


def _facts(node: Node, scope: Scope) -> Iterator[Fact]:
    match node:
        case Test(fact):
            found = _stated(fact, scope)
            if found is not None:
                yield found
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _facts(part, scope)
        case Not(part):
            yield from _facts(part, scope)
        case Quantified():
            for one in _scopes(node, scope):
                yield from _facts(node.where, one)
        case _:
            return


def _stated(fact: FactKey, scope: Scope) -> Fact | None:
    case = scope.standing.case
    person: Person | None = scope.person
    subject = FACTS[fact].subject
    if subject is Subject.MEMBER:
        return person.stated.facts.known.get(fact) if person else None
    if subject is Subject.FAMILY:
        families = {family.ref: family.facts for family in case.household.families}
        return families[scope.family.ref].known.get(fact) if scope.family else None
    known = {Subject.DWELLING: case.household.dwelling, Subject.RESIDENCE: case.residence, Subject.REGION: case.region}
    return known[subject].known.get(fact)
