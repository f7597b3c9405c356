"""What to ask next: unknown facts, checks and confirmations, the most decisive first. Puts nothing into words.

Law: answering every question with a value ends with no NEEDS_INFORMATION left.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from hub.domain.facts.fact import FactKey, Facts
from hub.domain.facts.situation import OfferingId, Situation
from hub.domain.matching.judgement import Judgement, Verdict
from hub.domain.matching.ranking import Ranked
from hub.domain.rules.asking import Ask, AskKind


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask. `weight` sums, over the offerings it would help to decide, their score shared among what is
    still open for them."""

    ask: Ask
    offerings: tuple[OfferingId, ...]
    weight: int


def questions(judgement: Judgement, ranked: Iterable[Ranked]) -> list[Question]:
    """Every open question over the whole set, best first; what was asked in vain is left out."""
    # Many offerings leave the very same questions open: they are counted together, and shared out once.
    groups: dict[tuple[Ask, ...], tuple[list[OfferingId], list[int]]] = {}
    for each in ranked:
        if each.judged.verdict is Verdict.INELIGIBLE:
            continue
        for beneficiary in each.judged.beneficiaries:
            open_asks = judgement.asks_of(each.judged, beneficiary)
            if open_asks:
                offerings, scores = groups.setdefault(open_asks, ([], []))
                offerings.append(each.judged.candidate.version.offering_id)
                scores.append(each.score.total)
    weights: dict[Ask, int] = {}
    deciding: dict[Ask, dict[OfferingId, None]] = {}
    for open_asks, (offerings, scores) in groups.items():
        share, decided = sum(score // len(open_asks) for score in scores), dict.fromkeys(offerings)
        for ask in open_asks:
            weights[ask] = weights.get(ask, 0) + share
            deciding.setdefault(ask, {}).update(decided)
    found = [
        Question(ask, tuple(deciding[ask]), weight)
        for ask, weight in weights.items()
        if not asked_in_vain(judgement.situation, ask)
    ]
    return sorted(found, key=lambda q: (-q.weight, _ORDER[q.ask.kind], q.ask.key, q.ask.subject))


_ORDER = {kind: place for place, kind in enumerate(AskKind)}


def asked_in_vain(situation: Situation, ask: Ask) -> bool:
    """Whether somebody already asked and nobody knew."""
    if ask.kind is not AskKind.FACT:
        return False
    key = FactKey(ask.key)
    return any(key in facts.asked_not_known for facts in _subjects(situation, ask))


def _subjects(situation: Situation, ask: Ask) -> Iterable[Facts]:
    subject = ask.key.partition(".")[0]
    if subject == "member":
        return (member.facts for member in situation.members if member.ref == ask.subject)
    if subject == "family":
        return (family.facts for family in situation.household.families if family.ref == ask.subject)
    if subject == "group":
        return (situation.group.facts,) if situation.group else ()
    if subject == "organisation":
        return (situation.organisation.facts,) if situation.organisation else ()
    return (
        {"dwelling": situation.household.dwelling, "residence": situation.residence, "region": situation.region}[
            subject
        ],
    )
