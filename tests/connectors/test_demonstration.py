"""The demonstration's files are read whole, say how sure they are, and answer the family in Dago as promised."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from connectors.demonstration import FEEDS, DemonstrationFeed
from connectors.registry import load_registry
from hub.domain.facts.fact import Fact, FactKey, Facts, FactValue
from hub.domain.facts.situation import Family, Household, Member, OfferingId, Situation
from hub.domain.matching.explanation import Match, explain
from hub.domain.matching.judgement import Candidate, Judgement, Verdict, candidate_of
from hub.domain.matching.near_miss import near_miss
from hub.domain.offerings.offering import OfferingContent, OfferingVersion, VersionId
from hub.domain.partner import PartnerId, check_partner
from hub.domain.region import Place, RegionCode, VillageKind, village_kind_of
from hub.domain.rules.citation import Confidence
from hub.domain.rules.criterion import RemedyKind
from tests.connectors.uploads import read

REGISTRY = load_registry()
TODAY = date(2026, 11, 24)


def _candidates() -> dict[str, Candidate]:
    found: dict[str, Candidate] = {}
    for feed in FEEDS:
        source = REGISTRY[feed.source]
        for row in read(source, feed.content()).drafts:
            number = UUID(int=len(found) + 1)
            version = OfferingVersion(
                id=VersionId(number),
                offering_id=OfferingId(number),
                number=1,
                partner_id=PartnerId(UUID(int=1)),
                partner_name=feed.partner.name,
                content=row.draft,
                published_at=datetime(2026, 11, 24, tzinfo=UTC),
                published_by="test",
            )
            found[row.draft.reference] = candidate_of(version, source.terms(row.draft))
    return found


CANDIDATES = _candidates()


def _content(reference: str) -> OfferingContent:
    return CANDIDATES[reference].version.content


def _facts(**values: FactValue) -> Facts:
    return Facts({FactKey(name.replace("__", ".")): Fact(value) for name, value in values.items()})


def _member(ref: str, **values: FactValue) -> Member:
    return Member(
        ref=ref, family="keluarga", facts=_facts(**{f"member__{name}": value for name, value in values.items()})
    )


MOTHER = _member("ibu", age_years=29, pregnant=True)
YOUNGER = _member("adik", age_years=8, school_level="SD")
OLDER = _member("kakak", age_years=13, school_level="SMP")


def _situation(*members: Member, region: str = "32.73.02.1004", **family: FactValue) -> Situation:
    stated = {f"family__{name}": value for name, value in family.items()}
    return Situation(
        household=Household(
            dwelling=_facts(dwelling__roof="LEAKING"),
            families=(Family(ref="keluarga", facts=_facts(**stated)),),
            members=members,
        ),
        present=Place(region=RegionCode(region)),
    )


DAGO = _situation(MOTHER, YOUNGER, OLDER, desil=2)


def _match(reference: str, situation: Situation = DAGO) -> Match:
    judgement = Judgement(situation, TODAY)
    return explain(judgement, judgement.judge(CANDIDATES[reference]))


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.file)
def test_every_file_is_read_without_a_refusal(feed: DemonstrationFeed) -> None:
    source = REGISTRY[feed.source]

    reading = read(source, feed.content())

    assert reading.refusals == ()
    assert reading.ignored_columns == ()
    assert feed.partner.kind in source.publishers
    assert check_partner(feed.partner) == feed.partner


def test_these_programmes_and_funds_are_there() -> None:
    assert {candidate.version.content.programme for candidate in CANDIDATES.values()} == {
        "PKH", "BPNT", "PIP", "PBI_JK", "ATENSI_YAPI", "ATENSI", "PERMAKANAN_LANSIA", "PERMAKANAN_DISABILITAS", "PENA",
        "KIP_KULIAH", "BSPS", "RUTILAHU_JABAR", "RUTILAHU_KAB_BEKASI", "UHC_KOTA_BANDUNG", "RMP_KOTA_BANDUNG",
        "RUTILAHU_KOTA_BANDUNG", "BLT_DESA", None,
    }  # fmt: skip
    funds: dict[str, set[str]] = {}
    for reference, candidate in CANDIDATES.items():
        funds.setdefault(candidate.version.content.source, set()).add(reference)
    assert funds["beas_perelek"] == {
        "beras-balita-rw-008", "beras-rw-005", "beras-desa-cikujang", "beras-rw-004-ciburial",
    }  # fmt: skip
    assert funds["jimpitan"] == {
        "jimpitan-beras-sekeloa", "jimpitan-uang-sekeloa",
        "jimpitan-ponggang-rt-001", "jimpitan-ponggang-rt-002", "jimpitan-ponggang-rt-003",
    }  # fmt: skip
    assert funds["rereongan_sarumpi"] == {
        "poe-ibu-desa-cikujang", "poe-ibu-rw-008-kebon-gedang", "poe-ibu-sekolah-sadang-serang",
        "rereongan-duka-cikujang", "rereongan-rw-006-binong",
    }  # fmt: skip


def test_only_one_fund_of_neighbours_serves_dago() -> None:
    in_dago = {
        reference
        for reference, candidate in CANDIDATES.items()
        for area in candidate.version.content.service_areas
        if area.region == "32.73.02.1004"
    }

    assert in_dago == {"beras-rw-005"}


def test_what_is_invented_says_so_in_both_languages() -> None:
    for candidate in CANDIDATES.values():
        description = candidate.version.content.description
        assert "rekaan" in description.id
        assert "invented" in (description.en or "")


def test_no_rule_of_a_national_programme_claims_to_have_been_read_in_the_law() -> None:
    for content in (candidate.version.content for candidate in CANDIDATES.values()):
        if content.source == "apbn":
            sure = {c.key for c in content.criteria if c.citation.confidence is Confidence.VERIFIED}
            assert sure <= {"scope"}
            assert content.legal_basis.confidence is not Confidence.VERIFIED


def test_about_sixty_offerings_come_from_every_source() -> None:
    assert 55 <= len(CANDIDATES) <= 70
    assert {candidate.version.content.source for candidate in CANDIDATES.values()} == {each.key for each in REGISTRY}


@pytest.mark.parametrize(
    ("reference", "confidence"),
    [
        ("rutilahu-jabar", Confidence.REPORTED),
        ("rutilahu-kab-bekasi", Confidence.REPORTED),
        ("bsps", Confidence.UNVERIFIED),
        ("blt-desa-cikujang", Confidence.UNVERIFIED),
        ("uhc-kota-bandung", Confidence.UNVERIFIED),
        ("rmp-kota-bandung", Confidence.UNVERIFIED),
        ("rutilahu-kota-bandung", Confidence.UNVERIFIED),
        ("tenun-beasiswa-smk", Confidence.VERIFIED),
    ],
)
def test_rules_are_as_sure_as_what_was_found_of_them(reference: str, confidence: Confidence) -> None:
    content = _content(reference)

    assert {content.legal_basis.confidence, *(c.citation.confidence for c in content.criteria)} == {confidence}


def test_cash_of_dana_desa_is_offered_in_desa_alone() -> None:
    villages = {
        area.region
        for candidate in CANDIDATES.values()
        if candidate.version.content.programme == "BLT_DESA"
        for area in candidate.version.content.service_areas
    }

    assert {village_kind_of(village) for village in villages} == {VillageKind.DESA}


def test_who_takes_pena_hears_that_the_family_leaves_pkh() -> None:
    consequence = _content("pena").consequence

    assert consequence is not None
    assert "PKH" in consequence.id


def test_pkh_pays_the_amounts_of_a_year_in_four_stages() -> None:
    benefit = _content("pkh").benefit
    assert benefit is not None

    assert {component.key: (component.amount, component.at_most) for component in benefit.components} == {
        "pregnancy": (3_000_000, 2),
        "early-childhood": (3_000_000, 2),
        "sd": (900_000, None),
        "smp": (1_500_000, None),
        "sma": (2_000_000, None),
        "severe-disability": (2_400_000, None),
        "elderly": (2_400_000, None),
    }
    assert (benefit.per, benefit.instalments, benefit.counted_at_most) == ("YEAR", 4, 4)


def test_the_family_in_dago_may_receive_pkh_and_its_amount_is_an_interval() -> None:
    match = _match("pkh")

    (family,) = match.beneficiaries
    assert match.verdict is Verdict.NEEDS_INFORMATION
    assert family.benefit is not None
    # 3,000,000 + 900,000 + 1,500,000; should both pupils be severely disabled, 2,400,000 for each of them.
    assert (family.benefit.at_least, family.benefit.at_most) == (5_400_000, 8_400_000)


@pytest.mark.parametrize(
    ("level", "final", "amount"),
    [
        ("SD", False, 450_000),
        ("SD", True, 225_000),
        ("SMP", False, 750_000),
        ("SMP", True, 375_000),
        ("SMA", False, 1_800_000),
        ("SMA", True, 900_000),
    ],
)
def test_pip_pays_by_level_and_half_in_the_final_class(level: str, final: bool, amount: int) -> None:
    pupil = _member("anak", age_years=12, school_level=level, final_class=final)

    (child,) = _match("pip", _situation(pupil, desil=2)).beneficiaries

    assert child.benefit is not None
    assert (child.benefit.at_least, child.benefit.at_most) == (amount, amount)


def test_pip_is_for_each_pupil_and_never_for_the_mother() -> None:
    verdicts = {b.subject: b.verdict for b in _match("pip").beneficiaries}

    assert verdicts == {
        "ibu": Verdict.INELIGIBLE,
        "adik": Verdict.NEEDS_INFORMATION,
        "kakak": Verdict.NEEDS_INFORMATION,
    }


def test_a_pupil_of_22_is_confirmed_not_denied() -> None:
    pupil = _member("anak", age_years=22, school_level="SMA")

    assert _match("pip", _situation(pupil)).verdict is Verdict.NEEDS_INFORMATION


def test_an_orphan_in_the_register_without_pkh_is_asked_about_and_an_adult_is_not() -> None:
    verdicts = {b.subject: b.verdict for b in _match("atensi-yapi").beneficiaries}

    assert verdicts["ibu"] is Verdict.INELIGIBLE
    assert verdicts["adik"] is Verdict.NEEDS_INFORMATION


def test_a_child_with_both_parents_is_no_orphan() -> None:
    child = _member("anak", age_years=10, orphanhood="NONE")

    (match,) = _match("atensi-yapi", _situation(child)).beneficiaries

    (orphan,) = [finding for finding in match.findings if finding.key == "orphan"]
    assert orphan.raw == "NOT_MET"


def test_health_cover_is_for_everybody_not_covered_yet() -> None:
    verdicts = _match(
        "pbi-jk", _situation(_member("ibu", nik_status="HAS", health_cover="NONE"), desil=2)
    ).beneficiaries

    assert [b.verdict for b in verdicts] == [Verdict.ELIGIBLE]


def test_the_rice_of_dago_misses_the_family_by_one_rule_of_its_own() -> None:
    judged = Judgement(DAGO, TODAY).judge(CANDIDATES["beras-rw-005"])

    miss = near_miss(judged, TODAY)

    assert judged.verdict is Verdict.INELIGIBLE
    assert miss is not None
    assert miss.missing is not None
    criterion = CANDIDATES["beras-rw-005"].criteria[miss.missing]
    assert criterion.remedy is RemedyKind.ASK_COMMUNITY
    assert criterion.citation.confidence is Confidence.VERIFIED


def test_the_rice_of_dago_serves_the_poorest_tenth() -> None:
    assert _match("beras-rw-005", _situation(MOTHER, desil=1)).verdict is Verdict.ELIGIBLE


def test_the_rice_of_kebon_gedang_is_for_undernourished_children_there() -> None:
    child = _member("balita", age_years=2, undernourished=True)

    match = _match("beras-balita-rw-008", _situation(child, region="32.73.12.1006"))

    assert match.verdict is Verdict.NEEDS_INFORMATION
    assert [f.outcome for f in match.beneficiaries[0].findings if f.key == "for-whom"] == ["MET"]
    assert _match("beras-balita-rw-008").verdict is Verdict.INELIGIBLE


def test_a_bereaved_family_in_cikujang_has_rice_and_money_from_its_neighbours_at_once() -> None:
    bereaved = _situation(_member("nenek", age_years=68), region="32.13.23.2005", bereaved=True, desil=6)

    assert _match("beras-desa-cikujang", bereaved).verdict is Verdict.ELIGIBLE
    assert _match("rereongan-duka-cikujang", bereaved).verdict is Verdict.ELIGIBLE


def test_poe_ibu_of_cikujang_asks_whether_the_need_is_urgent_and_small() -> None:
    match = _match("poe-ibu-desa-cikujang", _situation(YOUNGER, region="32.13.23.2005"))

    (family,) = match.beneficiaries
    assert match.verdict is Verdict.NEEDS_INFORMATION
    assert [f.key for f in family.findings if f.outcome == "UNKNOWN"] == ["poe-ibu.urgent", "poe-ibu.limited"]


def test_jimpitan_is_for_its_own_rt_so_the_rt_is_asked_first() -> None:
    poor = _situation(MOTHER, region="32.73.02.1005", desil=2)

    assert _match("jimpitan-beras-sekeloa", poor).verdict is Verdict.NEEDS_INFORMATION
    assert _match("jimpitan-beras-sekeloa").verdict is Verdict.INELIGIBLE
