"""Putting a situation beside everything that is published where it lives: load the candidates, let the domain
decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hub.database.catalogue import ids_in_reach, published_by_id
from hub.database.sources import last_imports
from hub.domain.access import Viewer
from hub.domain.errors import ErrorCode, refuse
from hub.domain.facts.need import NeedCode
from hub.domain.facts.situation import OfferingId, Situation, check_situation
from hub.domain.facts.situation_on_day import check_consistency
from hub.domain.matching.area import stated_ancestors
from hub.domain.matching.judgement import Candidate, Judgement, Verdict, candidate_of, recipient_units
from hub.domain.matching.near_miss import NEAR_MISS_DAYS, NearMiss, near_miss
from hub.domain.matching.package import Package, package, unmet_needs
from hub.domain.matching.question import Question, questions
from hub.domain.matching.ranking import Ranked, rank, score
from hub.domain.offerings.offering import OfferingVersion, SourceKey
from hub.domain.offerings.projection import project_situation
from hub.domain.region import NATION, RegionCode, time_zone_of
from hub.usecases.hub import Hub
from hub.usecases.offerings import sees_public_only
from hub.usecases.regions import require_regions
from hub.usecases.sources import SourceReport, reports

DEFAULT_VERDICTS = (Verdict.ELIGIBLE, Verdict.NEEDS_INFORMATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchAnswer:
    """Everything that a match found. `ranked` holds the wanted verdicts, best first; the rest comes from the whole
    set. Explaining a match is left to `judgement`, for those that are shown."""

    judgement: Judgement
    as_of: datetime
    on: date
    ranked: tuple[Ranked, ...]
    open: tuple[Ranked, ...]
    """Those that a question may be about: everything not ineligible."""
    near_misses: tuple[NearMiss, ...]
    questions: tuple[Question, ...]
    package: Package
    unmet_needs: tuple[NeedCode, ...]
    sources: tuple[SourceReport, ...]


async def match(
    hub: Hub,
    viewer: Viewer,
    situation: Situation,
    *,
    on: date | None = None,
    verdicts: Sequence[Verdict] = DEFAULT_VERDICTS,
) -> MatchAnswer:
    """The match of a situation on a day (default: today where they live).

    Raises Refused for dangling references, contradicting facts, and regions that do not exist.
    """
    check_situation(situation)
    now = hub.now()
    day = on or now.astimezone(time_zone_of(situation.present.region or NATION)).date()
    judgement = Judgement(situation, day)
    check_consistency(judgement.situation_on(day))
    found, sources = await _load(hub, viewer, situation, day, exact=Verdict.INELIGIBLE in verdicts)
    judged = [judgement.judge(each) for each in found]
    ranked = rank(judged, situation.needs, people=situation.people)
    missed = (near_miss(each.judged, day) for each in ranked)
    near = sorted((each for each in missed if each is not None), key=lambda miss: not _has_remedy(miss))
    return MatchAnswer(
        judgement=judgement,
        as_of=now,
        on=day,
        ranked=tuple(each for each in ranked if each.judged.verdict in verdicts and _shown(each)),
        open=tuple(each for each in ranked if each.judged.verdict is not Verdict.INELIGIBLE),
        near_misses=tuple(near),
        questions=tuple(questions(judgement, ranked)),
        package=package(judgement, ranked, situation.needs),
        unmet_needs=unmet_needs(ranked, situation.needs),
        sources=reports(hub, sources, now),
    )


async def why_not(hub: Hub, viewer: Viewer, judgement: Judgement, offering_id: OfferingId) -> Ranked | None:
    """Any single published offering beside the same situation; None when it is absent or not the viewer's to see."""
    async with hub.database.reading() as connection:
        published = await published_by_id(connection, [offering_id], public_only=sees_public_only(viewer))
    version = published.get(offering_id)
    if version is None:
        return None
    judged = judgement.judge(_candidate(hub, version))
    situation = judgement.situation
    return Ranked(judged, score(judged, situation.needs, people=situation.people))


async def _load(
    hub: Hub, viewer: Viewer, situation: Situation, day: date, *, exact: bool
) -> tuple[list[Candidate], dict[SourceKey, datetime]]:
    public_only = sees_public_only(viewer)
    async with hub.database.reading() as connection:
        await require_regions(connection, _stated(situation))
        rows = await ids_in_reach(
            connection,
            stated_ancestors(situation.present, situation.registered),
            units=recipient_units(situation),
            on=day,
            until=day + timedelta(days=NEAR_MISS_DAYS),
            situation_known=None if exact else project_situation(situation),
            public_only=public_only,
        )
        missing = [offering_id for offering_id, version_id in rows if hub.prepared.get(version_id) is None]
        loaded: dict[OfferingId, OfferingVersion] = {}
        if missing:
            loaded = await published_by_id(connection, missing, public_only=public_only)
        sources = await last_imports(connection)
    fresh = {version.id: _candidate(hub, version) for version in loaded.values()}
    found = (fresh.get(version_id) or hub.prepared.get(version_id) for _, version_id in rows)
    # A row published again between the two reads comes with its new version; one withdrawn is gone.
    kept = {each.version.id: each for each in found if each is not None}
    return list({**kept, **fresh}.values()), sources


def _candidate(hub: Hub, version: OfferingVersion) -> Candidate:
    known = hub.prepared.get(version.id)
    if known is not None:
        return known
    terms = hub.sources[version.content.source].terms(version.content)
    candidate = candidate_of(version, terms)
    hub.prepared.keep(candidate)
    return candidate


def _stated(situation: Situation) -> dict[tuple[str | int, ...], RegionCode]:
    if situation.present.region is None:
        raise refuse(ErrorCode.UNKNOWN_REGION, "region.present_missing", "input", "presentRegion")
    stated: dict[tuple[str | int, ...], RegionCode] = {("input", "presentRegion"): situation.present.region}
    if situation.registered.region is not None:
        stated["input", "registeredRegion"] = situation.registered.region
    return stated


def _shown(ranked: Ranked) -> bool:
    """What has not opened yet, or has no recipient here, is no match; it may be a near miss."""
    return ranked.judged.open_on


def _has_remedy(miss: NearMiss) -> bool:
    if miss.missing is None:
        return True
    return miss.judged.candidate.criteria[miss.missing].remedy is not None
