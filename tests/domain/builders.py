"""Short makers of cases, rules and candidates for tests of the domain."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from hub.domain.facts.fact import Fact, FactKey, Facts, FactValue
from hub.domain.facts.need import NeedCode, ServiceDomain, StatedNeed, Urgency
from hub.domain.facts.situation import (
    AidReceived,
    AidState,
    CheckAnswers,
    Family,
    Group,
    Household,
    Member,
    OfferingId,
    Organisation,
    ProgrammeKey,
    Situation,
)
from hub.domain.facts.situation_on_day import situation_on_day
from hub.domain.matching.explanation import Match, explain
from hub.domain.matching.judgement import Candidate, Judged, Judgement, candidate_of
from hub.domain.offerings.offering import (
    BenefitForm,
    BenefitUnit,
    FundingSource,
    OfferingContent,
    OfferingVersion,
    SourceKey,
    VersionId,
)
from hub.domain.partner import PartnerId
from hub.domain.region import Place, RegionCode, ServiceArea
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import Binds, Criterion, RemedyKind, Rule
from hub.domain.rules.criterion_json import read_rule
from hub.domain.rules.evaluation import Scope, compiled
from hub.domain.text import Text

TODAY = date(2026, 11, 24)
DAGO = RegionCode("32.73.02.1004")
IN_DAGO, NOWHERE = Place(region=DAGO), Place()
VERIFIED = Citation(title="Aturan sendiri", confidence=Confidence.VERIFIED)
REPORTED = Citation(title="Kabar surat kabar", confidence=Confidence.REPORTED)
_SPACE = UUID("6f1c9d3e-0b3a-4c58-9a57-2f0f2f5a8c11")


def facts(subject: str, known: Mapping[str, FactValue], *, asked_not_known: Iterable[str] = ()) -> Facts:
    """`facts("member", {"pregnant": True})`."""
    asked = frozenset(FactKey(key) for key in asked_not_known)
    return Facts({FactKey(f"{subject}.{name}"): Fact(value) for name, value in known.items()}, asked)


def member(
    ref: str,
    family: str | None = "kk1",
    *,
    parents: tuple[str, ...] | None = None,
    guardian: str | None = None,
    without_family: bool = False,
    aid: Iterable[AidReceived] = (),
    **known: FactValue,
) -> Member:
    return Member(
        ref=ref,
        family=None if without_family else family,
        without_family=without_family,
        parents=parents,
        guardian=guardian,
        facts=facts("member", known),
        aid={record.programme: record for record in aid},
    )


def family(ref: str = "kk1", *, aid: Iterable[AidReceived] = (), **known: FactValue) -> Family:
    return Family(ref=ref, facts=facts("family", known), aid={record.programme: record for record in aid})


def aid(programme: str, state: AidState, *, since: date | None = None, until: date | None = None) -> AidReceived:
    return AidReceived(programme=ProgrammeKey(programme), state=state, since=since, until=until)


def situation(
    *members: Member,
    families: tuple[Family, ...] = (Family(ref="kk1"),),
    dwelling: Mapping[str, FactValue] | None = None,
    complete: bool | None = None,
    present: Place = IN_DAGO,
    registered: Place = NOWHERE,
    needs: Iterable[str] = ("FOOD",),
    answers: CheckAnswers | None = None,
) -> Situation:
    return Situation(
        household=Household(
            members=members,
            families=families,
            dwelling=facts("dwelling", dwelling or {}),
            members_complete=complete,
        ),
        present=present,
        registered=registered,
        needs=tuple(StatedNeed(NeedCode(code), Urgency.NORMAL) for code in needs),
        answers=answers or {},
    )


def group_situation(*members: Member, complete: bool | None = None, **known: FactValue) -> Situation:
    """A group in Dago: its members, and facts of the group as such."""
    return Situation(
        group=Group(facts=facts("group", known), members=members, members_complete=complete),
        present=IN_DAGO,
        needs=(StatedNeed(NeedCode("LIVELIHOOD"), Urgency.NORMAL),),
    )


def organisation_situation(**known: FactValue) -> Situation:
    """An organisation in Dago."""
    needs = (StatedNeed(NeedCode("CHILD_CARE"), Urgency.NORMAL),)
    return Situation(organisation=Organisation(facts=facts("organisation", known)), present=IN_DAGO, needs=needs)


def rule(written: object) -> Rule:
    return read_rule(written)


def holds(
    written: object, given: Situation, *, of: str | None = None, family_ref: str | None = "kk1", day: date = TODAY
) -> bool | None:
    """Whether a rule holds for a member (`of`), or for a family, or (neither) for the dwelling."""
    on_day = situation_on_day(given, TODAY, day)
    person = next((each for each in on_day.people if each.ref == of), None)
    kin = person.family if person else next((each for each in on_day.families if each.ref == family_ref), None)
    return compiled(read_rule(written).node)(Scope(on_day, kin, person, {}))


def criterion(
    written: object,
    key: str = "rule",
    *,
    citation: Citation = VERIFIED,
    binds: Binds = Binds.ELIGIBILITY,
    remedy: RemedyKind | None = None,
) -> Criterion:
    return Criterion(key=key, title=Text(key), rule=read_rule(written), citation=citation, binds=binds, remedy=remedy)


def candidate(name: str = "bantuan", *criteria: Criterion, **changes: object) -> Candidate:
    """A published offering of food to families everywhere, with a name that its ids derive from."""
    plain: dict[str, object] = {
        "reference": name,
        "source": SourceKey("apbn"),
        "funding_source": FundingSource.APBN,
        "provider": "Penyedia",
        "title": Text(name),
        "description": Text(name),
        "domain": ServiceDomain.SOCIAL_SECURITY,
        "needs": (NeedCode("FOOD"),),
        "form": BenefitForm.GOODS,
        "benefit_unit": BenefitUnit.FAMILY,
        "service_areas": (ServiceArea(region=RegionCode("00")),),
        "criteria": criteria,
        "decided_by": Text("Penyedia"),
        "legal_basis": VERIFIED,
        "assured_on": TODAY,
        "assured_by": "Penyedia",
    }
    version = OfferingVersion(
        id=VersionId(uuid5(_SPACE, f"version {name}")),
        offering_id=OfferingId(uuid5(_SPACE, name)),
        number=1,
        partner_id=PartnerId(uuid5(_SPACE, "partner")),
        partner_name="Penyedia",
        content=OfferingContent(**{**plain, **changes}),  # type: ignore[arg-type]
        published_at=datetime(2026, 11, 1, tzinfo=UTC),
        published_by="test",
    )
    return candidate_of(version)


def judged(given: Situation, offered: Candidate, *, on: date = TODAY) -> Judged:
    return Judgement(given, on).judge(offered)


def explained(given: Situation, offered: Candidate, *, on: date = TODAY) -> Match:
    judgement = Judgement(given, on)
    return explain(judgement, judgement.judge(offered))
