"""What is particular to the sources of institutions: form, standing terms, way of taking a referral."""

from dataclasses import replace
from datetime import date

import pytest

from connectors.contract import HandOverKind, Source
from connectors.registry import load_registry
from hub.domain.facts.need import ServiceDomain
from hub.domain.facts.situation import AidState, Situation
from hub.domain.matching.judgement import Candidate, Judgement, Verdict
from hub.domain.offerings.offering import FundingSource, OfferingContent
from hub.domain.region import AreaBasis, Place, RegionCode
from hub.domain.rules.citation import Confidence
from hub.domain.rules.criterion_json import write_rule
from tests.connectors.uploads import FIXTURES, changed, draft, one_row, read, refusal
from tests.domain.builders import IN_DAGO, TODAY, aid, candidate, family, member, situation

REGISTRY = load_registry()
APBD, APBDES, CSR, ZAKAT = (REGISTRY[key] for key in ("apbd", "apbdes", "csr", "zakat"))
GRANTS, PUB, LOTTERY = (REGISTRY[key] for key in ("grants", "public_collection", "lottery"))


def test_plain_cells_become_rules_that_the_row_s_own_law_carries() -> None:
    content = draft(APBD, "penuh")

    rules = {criterion.key: write_rule(criterion.rule) for criterion in content.criteria}
    assert rules["desil"] == {"fact": "family.desil", "at_most": 4, "unit": "DESIL"}
    assert rules["age"] == {
        "members": "any",
        "where": {"fact": "member.age_years", "between": [7, 18], "unit": "YEARS"},
    }
    assert rules["pertanyaan-2"] == {"check": "pertanyaan-2"}
    assert {each.citation for each in content.criteria if each.key != "rumah"} == {content.legal_basis}


def test_an_age_is_the_recipient_s_own_where_one_person_receives() -> None:
    (age,) = draft(APBD, "paling-sedikit", usia_dari="60").criteria

    assert write_rule(age.rule) == {"fact": "member.age_years", "at_least": 60, "unit": "YEARS"}


def test_a_household_passes_when_one_of_its_families_is_poor_enough() -> None:
    (desil,) = draft(APBD, "rumah-tangga", usia_dari="").criteria

    assert write_rule(desil.rule) == {
        "families": "any",
        "where": {"fact": "family.desil", "at_most": 2, "unit": "DESIL"},
    }


def test_a_group_has_neither_desil_nor_age() -> None:
    found = refusal(APBD, "kelompok", desil_tertinggi="4")

    assert (found.column, found.message.key) == ("desil_tertinggi", "cell.not_taken")


def test_who_decides_is_the_provider_unless_the_row_names_somebody() -> None:
    assert draft(APBD, "paling-sedikit").decided_by.id == "Lembaga Uji"
    assert draft(APBD, "penuh").decided_by.en == "the test team"


@pytest.mark.parametrize("column", ["jumlah", "satuan", "setiap"])
def test_an_amount_needs_its_unit_and_its_period(column: str) -> None:
    assert refusal(APBD, "penuh", **{column: ""}).column == column


def test_a_wrong_amount_is_told_once() -> None:
    assert refusal(APBD, "penuh", jumlah="0").column == "jumlah"


def test_a_list_with_an_empty_part_is_refused() -> None:
    found = refusal(APBD, "paling-sedikit", pertanyaan="Sudah dikunjungi?|")

    assert (found.column, found.message.key) == ("pertanyaan", "cell.empty_part")


def test_a_missing_law_is_told_once_whatever_rests_on_it() -> None:
    assert refusal(APBD, "penuh", dasar_hukum="").column == "dasar_hukum"


def test_a_region_helps_those_whose_family_card_is_of_it() -> None:
    content = draft(APBD, "penuh")

    assert {area.basis for area in content.service_areas} == {AreaBasis.REGISTERED}


@pytest.mark.parametrize(
    ("level", "regions", "funding_source"),
    [
        ("provinsi", "32", FundingSource.APBD_PROVINSI),
        ("provinsi", "32.73|32.13", FundingSource.APBD_PROVINSI),
        ("kabupaten_kota", "32.73.02|32.73.12.1006", FundingSource.APBD_KABKOTA),
    ],
)
def test_a_budget_is_a_province_s_or_a_regency_s(level: str, regions: str, funding_source: FundingSource) -> None:
    assert draft(APBD, "paling-sedikit", tingkat=level, wilayah=regions).funding_source is funding_source


@pytest.mark.parametrize(
    ("level", "regions"), [("provinsi", "00"), ("kabupaten_kota", "32"), ("kabupaten_kota", "32.73|32.13")]
)
def test_a_budget_serves_no_regions_beyond_its_government(level: str, regions: str) -> None:
    found = refusal(APBD, "paling-sedikit", tingkat=level, wilayah=regions)

    assert (found.column, found.value, found.message.key) == ("wilayah", regions, "apbd.beyond_government")


def test_temporary_aid_asks_for_a_re_assessment_and_denies_nobody() -> None:
    content = draft(APBD, "penuh")
    (term,) = APBD.terms(content)

    assert write_rule(term.rule) == {"check": "apbd-reassessment"}
    assert term.citation.confidence is Confidence.UNVERIFIED
    assert "apbd-reassessment" in {check.key for check in content.checks}
    assert APBD.terms(draft(APBD, "penuh", jangka="berkelanjutan")) == ()


def test_unplanned_aid_is_for_a_social_risk_that_the_family_tells_or_the_desk_sees() -> None:
    (term,) = APBD.terms(draft(APBD, "risiko-sosial"))

    assert write_rule(term.rule) == {
        "any": [
            {"fact": "family.disaster_victim", "is": True},
            {"fact": "family.lost_livelihood", "is": True},
            {"fact": "family.bereaved", "is": True},
            {"check": "apbd-social-risk"},
        ]
    }


def test_a_group_s_social_risk_is_what_the_desk_sees() -> None:
    assert [write_rule(term.rule) for term in APBD.terms(draft(APBD, "kelompok"))] == [
        {"check": "apbd-reassessment"},
        {"check": "apbd-social-risk"},
    ]


def test_regional_aid_is_proposed_through_slrt_at_once_when_unplanned() -> None:
    planned, unplanned = APBD.hand_over(draft(APBD, "penuh")), APBD.hand_over(draft(APBD, "risiko-sosial"))

    assert planned.kind is unplanned.kind is HandOverKind.PROPOSAL_VIA_SLRT
    assert "hari ini" in unplanned.steps[0].id
    assert unplanned.steps[1:] == planned.steps


def test_a_kelurahan_has_no_village_budget() -> None:
    found = refusal(APBDES, "paling-sedikit", kode_desa="32.73.12.1006")

    assert (found.column, found.message.key) == ("kode_desa", "apbdes.no_desa")


def test_aid_of_a_desa_is_for_who_lives_in_one_and_whom_its_meeting_fixed() -> None:
    in_a_desa, fixed = APBDES.terms(draft(APBDES, "paling-sedikit"))

    assert write_rule(in_a_desa.rule) == {"fact": "region.village_kind", "one_of": ["DESA", "DESA_ADAT"]}
    assert write_rule(fixed.rule) == {"check": "apbdes-village-meeting"}
    assert {term.citation.confidence for term in (in_a_desa, fixed)} == {Confidence.UNVERIFIED}


def test_cash_of_a_village_is_for_its_groups_and_not_beside_pkh() -> None:
    content = draft(APBDES, "blt", penerima="keluarga", untuk="miskin_ekstrem|lansia_sendiri")

    (for_whom,) = content.criteria
    *_, without_pkh = APBDES.terms(content)
    assert content.programme == "BLT_DESA"
    alone = [
        {"fact": "member.lives_alone", "is": True},
        {"fact": "member.age_years", "at_least": 60, "unit": "YEARS"},
    ]
    assert write_rule(for_whom.rule) == {
        "any": [
            {"fact": "family.extreme_poverty", "is": True},
            {"members": "any", "where": {"all": alone}},
        ]
    }
    assert write_rule(without_pkh.rule) == {"not": {"aid": ["PKH"], "states": ["RECEIVING"], "scope": "family"}}
    assert without_pkh.citation.confidence is Confidence.UNVERIFIED


def test_other_aid_of_a_village_may_stand_beside_pkh() -> None:
    assert [term.key for term in APBDES.terms(draft(APBDES, "jalan-desa"))] == [
        "apbdes.desa",
        "apbdes-village-meeting",
    ]


def test_the_village_meeting_decides_unless_the_row_names_somebody() -> None:
    referral = APBDES.hand_over(draft(APBDES, "paling-sedikit"))

    assert (referral.kind, referral.who.id) == (HandOverKind.VILLAGE_MEETING, "musyawarah desa")
    assert draft(APBDES, "paling-sedikit", penetap="Kepala desa").decided_by.id == "Kepala desa"


def test_what_a_company_cares_for_says_which_needs_it_covers() -> None:
    content = draft(CSR, "paling-sedikit", fokus="gizi|beasiswa|gizi")

    assert content.domain is ServiceDomain.HEALTH
    assert content.needs == ("UNDER_FIVE_NUTRITION", "MATERNAL_CARE", "SCHOOL_COSTS", "HIGHER_EDUCATION_COSTS")


def test_a_company_helps_who_lives_in_its_working_area_save_where_it_does_not_work() -> None:
    areas = draft(CSR, "penuh").service_areas

    assert {area.basis for area in areas} == {AreaBasis.PRESENT}
    assert [area.region for area in areas if area.excluded] == ["32.73.12.1006"]


def test_a_company_gives_nothing_beside_the_aid_that_it_names() -> None:
    content = draft(CSR, "rumah-tangga")

    (alone,) = content.criteria
    aid = {"aid": ["RUTILAHU"], "states": ["RECEIVING"], "scope": "family"}
    assert write_rule(alone.rule) == {"not": {"families": "any", "where": aid}}
    assert alone.citation == content.legal_basis
    assert CSR.terms(content) == ()


def test_a_group_receives_nothing_that_could_stand_beside_its_aid() -> None:
    found = refusal(CSR, "kelompok", tidak_bersama="PKH")

    assert (found.column, found.message.key) == ("tidak_bersama", "cell.not_taken")


def test_a_company_is_written_to() -> None:
    referral = CSR.hand_over(draft(CSR, "paling-sedikit"))

    assert (referral.kind, referral.who.id) == (HandOverKind.LETTER, "unit CSR Lembaga Uji")


def test_an_asnaf_is_shown_by_what_is_known_or_asked() -> None:
    content = draft(ZAKAT, "paling-sedikit", asnaf="fakir|gharimin")

    (asnaf,) = content.criteria
    assert write_rule(asnaf.rule) == {
        "any": [{"fact": "family.extreme_poverty", "is": True}, {"check": "zakat-asnaf"}],
    }
    assert "gharimin" in content.checks[0].question.id


def test_an_asnaf_that_no_fact_shows_is_asked_alone() -> None:
    (asnaf,) = draft(ZAKAT, "perorangan").criteria

    assert write_rule(asnaf.rule) == {"check": "zakat-asnaf"}


def test_an_asnaf_of_an_organisation_is_asked_whatever_it_is() -> None:
    (asnaf,) = draft(ZAKAT, "lembaga", asnaf="miskin").criteria

    assert write_rule(asnaf.rule) == {"check": "zakat-asnaf"}


def test_whether_zakat_is_for_somebody_is_the_amil_s_answer() -> None:
    content = draft(ZAKAT, "paling-sedikit")
    (term,) = ZAKAT.terms(content)

    assert write_rule(term.rule) == {"check": "zakat-mustahik"}
    assert (term.citation.article, term.citation.confidence) == ("Pasal 25", Confidence.UNVERIFIED)
    assert ZAKAT.terms(replace(content, checks=())) == ()


def test_zakat_is_asked_for_by_letter() -> None:
    assert ZAKAT.hand_over(draft(ZAKAT, "penuh")).kind is HandOverKind.LETTER


@pytest.mark.parametrize(
    ("kind", "funding_source"),
    [
        ("hibah_perorangan", FundingSource.GRANT_INDIVIDUAL),
        ("hibah_lembaga", FundingSource.GRANT_ORGANISATION),
        ("donasi", FundingSource.DONATION),
    ],
)
def test_a_gift_is_a_grant_or_a_donation(kind: str, funding_source: FundingSource) -> None:
    assert draft(GRANTS, "paling-sedikit", jenis=kind).funding_source is funding_source


def test_an_earmark_is_the_donor_s_own_verified_rule_and_is_asked() -> None:
    content = draft(GRANTS, "penuh")

    *_, earmark = content.criteria
    assert write_rule(earmark.rule) == {"check": "earmark"}
    assert earmark.citation == content.legal_basis
    assert content.legal_basis.confidence is Confidence.VERIFIED
    assert "biaya sekolah anak yatim" in content.legal_basis.title
    assert content.checks[-1].question.en == "Does this need suit what the donor gives for: school costs of orphans?"
    assert GRANTS.terms(content) == ()


def test_a_missing_earmark_is_told_once() -> None:
    assert refusal(GRANTS, "penuh", peruntukan="", peruntukan_en="").column == "peruntukan"


def test_who_keeps_a_gift_is_written_to() -> None:
    referral = GRANTS.hand_over(draft(GRANTS, "paling-sedikit"))

    assert (referral.kind, referral.who.id) == (HandOverKind.LETTER, "Lembaga Uji")


def test_aid_of_a_collection_is_valid_while_its_permit_is() -> None:
    content = draft(PUB, "penuh")

    assert (content.valid_from, content.valid_to) == (date(2026, 2, 1), date(2026, 11, 30))
    assert content.legal_basis.title == "Izin 12/PUB/2026 dari Dinas Sosial Uji"
    assert (content.legal_basis.valid_from, content.legal_basis.valid_to) == (content.valid_from, content.valid_to)


def test_a_collection_may_help_for_a_shorter_time_than_its_permit() -> None:
    content = draft(PUB, "lebih-pendek")

    assert (content.valid_from, content.valid_to) == (date(2026, 3, 1), date(2026, 6, 30))


def test_a_permit_that_had_ended_when_the_row_was_brought_up_to_date_is_refused() -> None:
    found = refusal(PUB, "hari-terakhir", diperbarui="2026-12-01")

    assert (found.column, found.message.key) == ("izin_sampai", "permit.expired")
    assert found.message.parameters == {"updated": "2026-12-01"}


def test_whether_aid_suits_what_was_collected_for_is_asked_in_the_words_of_the_permit() -> None:
    content = draft(PUB, "penuh")

    (term,) = PUB.terms(content)
    assert write_rule(term.rule) == {"check": "pub-purpose"}
    assert term.citation.confidence is Confidence.UNVERIFIED
    assert content.checks[-1].question.id.endswith("tujuan pengumpulan: korban gempa bumi?")


def test_a_collection_s_committee_is_written_to() -> None:
    assert PUB.hand_over(draft(PUB, "masyarakat")).kind is HandOverKind.LETTER


def test_what_a_draw_yields_is_given_after_it_while_its_permit_lasts() -> None:
    content = draft(LOTTERY, "penuh")

    assert (content.valid_from, content.valid_to) == (date(2026, 6, 30), date(2026, 11, 30))
    assert (content.legal_basis.title, content.legal_basis.article) == (
        "Izin 7/UGB/2026 dari Kementerian Uji",
        "Undian uji",
    )
    assert LOTTERY.terms(content) == ()


@pytest.mark.parametrize("drawn", ["2026-01-31", "2026-12-01"])
def test_a_draw_outside_its_permit_is_refused(drawn: str) -> None:
    found = refusal(LOTTERY, "paling-sedikit", tanggal_undian=drawn)

    assert (found.column, found.message.key) == ("tanggal_undian", "lottery.drawn_outside_permit")


def test_a_day_that_the_row_above_says_too_is_held_against_the_permit_of_its_own_row() -> None:
    def put_below(lines: list[list[str]]) -> None:
        header, row = lines
        lines.append(
            [{"rujukan": "lain", "izin_dari": "2026-07-01"}.get(*each) for each in zip(header, row, strict=True)]
        )

    reading = read(LOTTERY, changed(one_row(FIXTURES / "lottery", "paling-sedikit"), put_below))

    assert [row.draft.reference for row in reading.drafts] == ["paling-sedikit"]
    assert [refused.message.key for refused in reading.refusals] == ["lottery.drawn_outside_permit"]


def test_a_draw_s_permit_that_had_ended_is_refused_like_a_collection_s() -> None:
    assert refusal(LOTTERY, "berakhir").message.key == "permit.expired"


def test_who_holds_a_draw_is_written_to_through_the_social_affairs_office() -> None:
    referral = LOTTERY.hand_over(draft(LOTTERY, "paling-sedikit"))

    assert (referral.kind, referral.who.id) == (HandOverKind.LETTER, "Lembaga Uji, melalui Dinas Sosial")


def _judged(source: Source, content: OfferingContent, given: Situation) -> tuple[Verdict, list[str]]:
    """The verdict on the offering, and what is asked."""
    version = replace(candidate().version, content=content)
    judgement = Judgement(given, TODAY)
    judged = judgement.judge(Candidate(version, (*content.criteria, *source.terms(content))))
    asked = [ask.key for beneficiary in judged.beneficiaries for ask in judgement.asks_of(judged, beneficiary)]
    return judged.verdict, asked


IN_CIKUJANG = Place(region=RegionCode("32.13.23.2005"))


def test_a_family_on_pkh_is_not_denied_a_village_s_cash_by_a_rule_that_nobody_verified() -> None:
    blt = draft(APBDES, "blt", penerima="keluarga")
    on_pkh = family(aid=[aid("PKH", AidState.RECEIVING)], extreme_poverty=True)

    verdict, asked = _judged(APBDES, blt, situation(member("ibu"), families=(on_pkh,), present=IN_CIKUJANG))

    assert (verdict, asked) == (Verdict.NEEDS_INFORMATION, ["apbdes.pkh"])


def test_an_extremely_poor_family_is_asked_about_the_meeting_and_pkh() -> None:
    blt = draft(APBDES, "blt", penerima="keluarga")

    verdict, asked = _judged(
        APBDES, blt, situation(member("ibu"), families=(family(extreme_poverty=True),), present=IN_CIKUJANG)
    )

    assert (verdict, sorted(asked)) == (Verdict.NEEDS_INFORMATION, ["PKH", "apbdes-village-meeting"])


def test_an_extremely_poor_family_is_not_asked_for_its_asnaf() -> None:
    zakat = draft(ZAKAT, "paling-sedikit")

    verdict, asked = _judged(ZAKAT, zakat, situation(member("ibu"), families=(family(extreme_poverty=True),)))

    assert (verdict, asked) == (Verdict.NEEDS_INFORMATION, ["zakat-mustahik"])


def test_a_family_of_which_no_fact_shows_an_asnaf_is_asked_and_not_denied() -> None:
    zakat = draft(ZAKAT, "paling-sedikit", asnaf="fakir")

    verdict, asked = _judged(ZAKAT, zakat, situation(member("ibu"), families=(family(extreme_poverty=False),)))

    assert (verdict, sorted(asked)) == (Verdict.NEEDS_INFORMATION, ["zakat-asnaf", "zakat-mustahik"])


def test_a_disaster_spares_the_question_about_social_risk() -> None:
    emergency = draft(APBD, "risiko-sosial")
    victims = family(disaster_victim=True)

    verdict, asked = _judged(APBD, emergency, situation(member("ibu"), families=(victims,), registered=IN_CIKUJANG))

    assert (verdict, asked) == (Verdict.ELIGIBLE, [])


def test_aid_of_one_city_is_not_for_a_family_registered_in_another_regency() -> None:
    own = draft(APBD, "paling-sedikit", jangka="berkelanjutan")

    assert _judged(APBD, own, situation(member("ibu"), registered=IN_CIKUJANG))[0] is Verdict.INELIGIBLE
    assert _judged(APBD, own, situation(member("ibu"), registered=IN_DAGO))[0] is Verdict.ELIGIBLE


@pytest.mark.parametrize(("cell", "waits"), [("ya", True), ("tidak", False), ("", False)])
def test_whether_there_is_a_waiting_list_is_read(cell: str, waits: bool) -> None:
    capacity = draft(CSR, "penuh", daftar_tunggu=cell).capacity

    assert capacity is not None
    assert capacity.waitlist is waits
