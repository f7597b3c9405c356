"""A finding in words: what is asked for, what is known, and why that leads to its outcome. Judges nothing."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import assert_never

from hub.domain.facts.registry import FACTS
from hub.domain.facts.situation_on_day import AGE
from hub.domain.matching.explanation import (
    Finding,
    FindingKind,
    Known,
    KnownAge,
    KnownAid,
    KnownAnswer,
    KnownFact,
    KnownOfEach,
)
from hub.domain.offerings.offering import HOUSEHOLD_UNITS, OfferingContent
from hub.domain.region import NATION, AreaBasis, ServiceArea
from hub.domain.rules.citation import Confidence
from hub.domain.rules.evaluation import Outcome
from hub.domain.text import Language, Text
from schema.wording.facts import fact_name
from schema.wording.labels import AID_STATES, NO, OR, RECIPIENTS, YES, counted, day_text, label, listed
from schema.wording.rules import rule_text, value_text
from schema.wording.wording import say

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
                *([say(_FROM, language, first=day_text(first, language))] if first else []),
                *([say(_UNTIL, language, last=day_text(last, language))] if last else []),
            ]
            return " ".join(said)
        case FindingKind.RECIPIENT:
            return say(_RECIPIENT, language, unit=label(RECIPIENTS, content.benefit_unit, language))


def actual(finding: Finding, language: Language) -> str | None:
    """What is known of what the rule looks at; None when nothing is."""
    return "; ".join(dict.fromkeys(_said(finding.known, language))) or None


def message(finding: Finding, content: OfferingContent, language: Language) -> str:
    """Outcome and reason in one sentence."""
    known = actual(finding, language) if finding.rule else expected(finding, content, language)
    title = finding.title.in_language(language).rstrip(".")
    sentence = say(_outcome(finding), language, title=title)
    if known:
        return f"{sentence} ({known})."
    return sentence if sentence.endswith("?") else f"{sentence}."


def _outcome(finding: Finding) -> Text:
    delivery = finding.kind is FindingKind.DELIVERY
    reported = finding.citation.confidence is Confidence.REPORTED
    match finding.outcome:
        case Outcome.MET if finding.raw is Outcome.NOT_MET:
            return _CASH_AFTER_ALL if delivery else _SET_ASIDE
        case Outcome.MET:
            return _CASH if delivery else _MET
        case Outcome.NOT_MET:
            return _NOT_CASH if delivery else _NOT_MET
        case Outcome.UNKNOWN if finding.raw is Outcome.NOT_MET and reported:
            return _NOT_CASH_REPORTED if delivery else _REPORTED
        case Outcome.UNKNOWN if finding.raw is Outcome.NOT_MET:
            return _NOT_CASH_UNVERIFIED if delivery else _UNVERIFIED
        case Outcome.UNKNOWN:
            return _CASH_UNKNOWN if delivery else _UNKNOWN


def _areas(areas: tuple[ServiceArea, ...], said_of: dict[AreaBasis, Text], language: Language) -> str:
    served = [
        say(said_of[basis], language, places=places)
        for basis in AreaBasis
        if (places := _places([a for a in areas if a.basis is basis and not a.excluded], language))
    ]
    said = listed(served, language, last=OR)
    excluded = _places([area for area in areas if area.excluded], language)
    return say(_EXCEPT, language, areas=said, places=excluded) if excluded else said


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


def _said(known: Iterable[Known], language: Language) -> Iterator[str]:
    for each in known:
        match each:
            case KnownFact(fact, value):
                yield f"{fact_name(fact, language)}: {value_text(FACTS[fact], value, language)}"
            case KnownAge(lowest, highest):
                years = counted(highest, FACTS[AGE].unit, language)
                yield f"{fact_name(AGE, language)}: {years if lowest == highest else f'{lowest}–{years}'}"
            case KnownAid(programme, state):
                yield f"{programme}: {label(AID_STATES, state, language)}"
            case KnownAnswer(yes):
                yield (YES if yes else NO).in_language(language)
            case KnownOfEach(people):
                # A match words thousands of findings, so that of forty members no more are looked at than are shown.
                said = ((ref, ", ".join(dict.fromkeys(_said(of_one, language)))) for ref, of_one in people)
                # A member's own relatives may have nothing known: then nothing is said of that member.
                first = [*islice((f"{ref} – {text}" for ref, text in said if text), _MEMBERS_SAID + 1)]
                yield from first[:_MEMBERS_SAID]
                if len(first) > _MEMBERS_SAID:
                    yield "…"
            case _:
                assert_never(each)
