"""Questions to a family or a partner, and whom they are about, in words. Chooses none."""

from collections.abc import Iterable

from hub.domain.facts.fact import FactKey, Subject
from hub.domain.facts.registry import FACTS
from hub.domain.facts.situation import Member, Situation
from hub.domain.facts.situation_on_day import AGE
from hub.domain.offerings.offering import OfferingContent
from hub.domain.rules.asking import Ask, AskKind
from hub.domain.rules.criterion import Criterion
from hub.domain.text import Language
from schema.wording.rules import value_text


def question_text(
    ask: Ask, situation: Situation, content: OfferingContent, language: Language, *, terms: Iterable[Criterion] = ()
) -> str:
    """The question as a sentence. `content` is that of an offering whose verdict depends on the answer, `terms` the
    standing rules of its source."""
    english = language is Language.EN
    match ask.kind:
        case AskKind.FACT:
            definition = FACTS[FactKey(ask.key)]
            question = definition.question.in_language(language)
            who = subject_text(definition.subject, ask.subject or None, situation, language)
            # A ref is the client's own and stays as it is written.
            return f"{who if ask.subject else _capital(who)}: {question}"
        case AskKind.AID:
            who = _whoever(ask.subject, situation, language)
            return (
                f"How does {who} stand to {ask.key}: receiving, proposed, ended, or never received?"
                if english
                else f"Bagaimana {who} dengan {ask.key}: sedang menerima, diusulkan, sudah berakhir, atau tidak pernah?"
            )
        case AskKind.CHECK:
            found = next((check.question for check in content.checks if check.key == ask.key), None)
            return found.in_language(language) if found else ask.key
        case AskKind.CONFIRMATION:
            return _confirmation(ask, content, (*content.criteria, *terms), language)
        case AskKind.PEOPLE:
            if ask.subject:
                return (
                    "Who else is on the family card?" if english else "Siapa lagi yang tercatat di Kartu Keluarga ini?"
                )
            if situation.group:
                return "Who else is in the group?" if english else "Siapa lagi anggota kelompok ini?"
            return "Who else lives here?" if english else "Siapa lagi yang tinggal di rumah ini?"
        case AskKind.FAMILY:
            who = _whoever(ask.subject, situation, language)
            return f"On which family card is {who}?" if english else f"Di Kartu Keluarga mana {who} tercatat?"
        case AskKind.PARENTS:
            who = _whoever(ask.subject, situation, language)
            return (
                f"Which of the people here are the parents of {who}?"
                if english
                else f"Siapa di antara yang tertulis di sini orang tua dari {who}?"
            )
        case AskKind.PLACE if situation.group or situation.organisation:
            who = subject_text(whole_subject(situation), None, situation, language)
            if ask.key == "present":
                return (
                    f"In which village, RW and RT is {who}?"
                    if english
                    else f"Di desa atau kelurahan, RW, dan RT mana {who} berada?"
                )
            return (
                f"In which village, RW and RT is {who} registered?"
                if english
                else f"Di desa atau kelurahan, RW, dan RT mana {who} terdaftar?"
            )
        case AskKind.PLACE:
            if ask.key == "present":
                return (
                    "In which village, RW and RT do they live now?"
                    if english
                    else "Di desa atau kelurahan, RW, dan RT mana mereka tinggal sekarang?"
                )
            return (
                "From which village, RW and RT is their family card?"
                if english
                else "Kartu Keluarga mereka dari desa atau kelurahan, RW, dan RT mana?"
            )


def _confirmation(ask: Ask, content: OfferingContent, criteria: Iterable[Criterion], language: Language) -> str:
    criterion = next((each for each in criteria if each.key == ask.key), None)
    title = criterion.title.in_language(language) if criterion else ask.key
    decider = criterion.decided_by if criterion and criterion.decided_by else content.decided_by
    who = decider.in_language(language)
    if language is Language.EN:
        return f"Ask {who}: does the rule “{title}” really hold? So far nobody has verified it."
    return f"Tanyakan kepada {who}: apakah aturan “{title}” memang berlaku? Sejauh ini belum ada yang memastikannya."


def subject_text(kind: Subject, ref: str | None, situation: Situation, language: Language) -> str:
    """Whom something is about: by the client's own ref, with the age where it is known."""
    english = language is Language.EN
    match kind:
        case Subject.MEMBER:
            member = next((each for each in situation.members if each.ref == ref), None)
            age = _age(member, language) if member else ""
            return f"{ref}{age}"
        case Subject.FAMILY:
            if len(situation.household.families) == 1:
                return "the family" if english else "keluarga ini"
            return f"family {ref}" if english else f"keluarga {ref}"
        case Subject.DWELLING:
            return "the dwelling" if english else "rumah ini"
        case Subject.RESIDENCE:
            return "the home" if english else "tempat tinggal ini"
        case Subject.REGION:
            return "the region" if english else "wilayah ini"
        case Subject.GROUP:
            return "the group" if english else "kelompok ini"
        case Subject.ORGANISATION:
            return "the organisation" if english else "lembaga ini"


def whole_subject(situation: Situation) -> Subject:
    """What it is that is to be helped, as a whole."""
    return Subject.GROUP if situation.group else Subject.ORGANISATION if situation.organisation else Subject.DWELLING


def _age(member: Member, language: Language) -> str:
    fact = member.facts.known.get(AGE)
    if fact is None:
        return ""
    return f" ({value_text(FACTS[AGE], fact.value, language)})"


def _whoever(ref: str, situation: Situation, language: Language) -> str:
    families = {family.ref for family in situation.household.families}
    return subject_text(Subject.FAMILY if ref in families else Subject.MEMBER, ref, situation, language)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
