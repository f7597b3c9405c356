"""Questions to a family or a partner, and whom they are about, in words. Chooses none."""

from collections.abc import Iterable, Mapping

from hub.domain.facts.fact import FactKey, Subject
from hub.domain.facts.registry import FACTS
from hub.domain.facts.situation import Member, Situation
from hub.domain.facts.situation_on_day import AGE
from hub.domain.offerings.offering import OfferingContent
from hub.domain.rules.asking import Ask, AskKind
from hub.domain.rules.criterion import Criterion
from hub.domain.text import Language, Text
from schema.wording.rules import value_text
from schema.wording.wording import say

_FACT = Text("{who}: {question}", "{who}: {question}")
_AID = Text(
    "Bagaimana {who} dengan {programme}: sedang menerima, diusulkan, sudah berakhir, atau tidak pernah?",
    "How does {who} stand to {programme}: receiving, proposed, ended, or never received?",
)
_CONFIRMATION = Text(
    "Tanyakan kepada {who}: apakah aturan “{title}” memang berlaku? Sejauh ini belum ada yang memastikannya.",
    "Ask {who}: does the rule “{title}” really hold? So far nobody has verified it.",
)
_ON_THE_CARD = Text("Siapa lagi yang tercatat di Kartu Keluarga ini?", "Who else is on the family card?")
_IN_THE_GROUP = Text("Siapa lagi anggota kelompok ini?", "Who else is in the group?")
_LIVING_HERE = Text("Siapa lagi yang tinggal di rumah ini?", "Who else lives here?")
_WHICH_CARD = Text("Di Kartu Keluarga mana {who} tercatat?", "On which family card is {who}?")
_PARENTS = Text(
    "Siapa di antara yang tertulis di sini orang tua dari {who}?",
    "Which of the people here are the parents of {who}?",
)
_PLACES = {
    "present": Text("Di desa atau kelurahan, RW, dan RT mana {who} berada?", "In which village, RW and RT is {who}?"),
    "registered": Text(
        "Di desa atau kelurahan, RW, dan RT mana {who} terdaftar?", "In which village, RW and RT is {who} registered?"
    ),
}
"""Where a group or an organisation is."""
_HOMES = {
    "present": Text(
        "Di desa atau kelurahan, RW, dan RT mana mereka tinggal sekarang?",
        "In which village, RW and RT do they live now?",
    ),
    "registered": Text(
        "Kartu Keluarga mereka dari desa atau kelurahan, RW, dan RT mana?",
        "From which village, RW and RT is their family card?",
    ),
}
"""Where people live."""
_SUBJECTS: Mapping[Subject, Text] = {
    Subject.MEMBER: Text("{ref}{age}", "{ref}{age}"),
    Subject.FAMILY: Text("keluarga {ref}", "family {ref}"),
    Subject.DWELLING: Text("rumah ini", "the dwelling"),
    Subject.RESIDENCE: Text("tempat tinggal ini", "the home"),
    Subject.REGION: Text("wilayah ini", "the region"),
    Subject.GROUP: Text("kelompok ini", "the group"),
    Subject.ORGANISATION: Text("lembaga ini", "the organisation"),
}
_THE_FAMILY = Text("keluarga ini", "the family")


def question_text(
    ask: Ask, situation: Situation, content: OfferingContent, language: Language, *, terms: Iterable[Criterion] = ()
) -> str:
    """The question as a sentence. `content` is that of an offering whose verdict depends on the answer, `terms` the
    standing rules of its source."""
    match ask.kind:
        case AskKind.FACT:
            definition = FACTS[FactKey(ask.key)]
            who = subject_text(definition.subject, ask.subject or None, situation, language)
            # A ref is the client's own and stays as it is written.
            question = definition.question.in_language(language)
            return say(_FACT, language, who=who if ask.subject else _capital(who), question=question)
        case AskKind.AID:
            return say(_AID, language, who=_whoever(ask.subject, situation, language), programme=ask.key)
        case AskKind.CHECK:
            found = next((check.question for check in content.checks if check.key == ask.key), None)
            return found.in_language(language) if found else ask.key
        case AskKind.CONFIRMATION:
            return _confirmation(ask, content, (*content.criteria, *terms), language)
        case AskKind.PEOPLE:
            return say(_ON_THE_CARD if ask.subject else _IN_THE_GROUP if situation.group else _LIVING_HERE, language)
        case AskKind.FAMILY:
            return say(_WHICH_CARD, language, who=_whoever(ask.subject, situation, language))
        case AskKind.PARENTS:
            return say(_PARENTS, language, who=_whoever(ask.subject, situation, language))
        case AskKind.PLACE if situation.group or situation.organisation:
            who = subject_text(whole_subject(situation), None, situation, language)
            return say(_PLACES[ask.key], language, who=who)
        case AskKind.PLACE:
            return say(_HOMES[ask.key], language)


def _confirmation(ask: Ask, content: OfferingContent, criteria: Iterable[Criterion], language: Language) -> str:
    criterion = next((each for each in criteria if each.key == ask.key), None)
    title = criterion.title.in_language(language) if criterion else ask.key
    decider = criterion.decided_by if criterion and criterion.decided_by else content.decided_by
    return say(_CONFIRMATION, language, who=decider.in_language(language), title=title)


def subject_text(kind: Subject, ref: str | None, situation: Situation, language: Language) -> str:
    """Whom something is about: by the client's own ref, with the age where it is known."""
    if kind is Subject.FAMILY and len(situation.household.families) == 1:
        return say(_THE_FAMILY, language)
    member = next((each for each in situation.members if each.ref == ref), None) if kind is Subject.MEMBER else None
    return say(_SUBJECTS[kind], language, ref=ref, age=_age(member, language) if member else "")


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
