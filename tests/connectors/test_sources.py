"""What is particular to each source: its rows, its standing terms, its way of taking a referral."""

from dataclasses import replace
from typing import Any

import pytest

from connectors.contract import HandOverKind
from connectors.feeds.template import template
from connectors.registry import load_registry
from hub.domain.facts.situation import Member
from hub.domain.offerings.offering import BenefitUnit
from hub.domain.rules.citation import Confidence
from hub.domain.rules.criterion import Binds, RemedyKind
from hub.domain.rules.criterion_json import write_rule
from tests.connectors import uploads
from tests.connectors.uploads import FIXTURES, changed, read
from tests.domain.builders import facts, holds, member, situation

REGISTRY = load_registry()
APBN, BEAS_PERELEK = REGISTRY["apbn"], REGISTRY["beas_perelek"]


def test_aid_to_one_person_needs_the_persons_own_identity_number() -> None:
    (term,) = APBN.terms(uploads.draft(APBN, "least"))

    assert write_rule(term.rule) == {"fact": "member.nik_status", "is": "HAS"}
    assert term.citation.confidence is Confidence.UNVERIFIED
    assert term.remedy is RemedyKind.OBTAIN_DOCUMENT


def test_aid_to_a_family_needs_one_members_identity_number() -> None:
    (term,) = APBN.terms(uploads.draft(APBN, "full"))

    assert write_rule(term.rule) == {"members": "any", "where": {"fact": "member.nik_status", "is": "HAS"}}


@pytest.mark.parametrize("provider", ["Kementerian Sosial", "Kementerian Sosial RI", "kemensos"])
@pytest.mark.parametrize("mode", ["CASH", ""])
def test_money_from_the_social_ministry_may_be_cash_for_some(provider: str, mode: str) -> None:
    draft = uploads.draft(APBN, "least", provider=provider, form="MONEY", delivery_mode=mode)

    (_, cash) = APBN.terms(draft)

    assert (cash.key, cash.binds, cash.citation.confidence) == ("apbn.cash", Binds.DELIVERY, Confidence.UNVERIFIED)
    assert "1/2019" in cash.citation.title


@pytest.mark.parametrize(
    "changes",
    [
        {"provider": "Kementerian Kesehatan"},
        {"provider": "Dinas Sosial Kota Bandung"},
        {"provider": "Kementerian Sosialisasi"},
        {"form": "GOODS"},
        {"delivery_mode": "NON_CASH"},
    ],
    ids=["another ministry", "a regional office", "a name alike", "goods", "never cash"],
)
def test_the_ministrys_rule_about_cash_binds_nothing_else(changes: dict[str, str]) -> None:
    draft = uploads.draft(APBN, "least", **{"provider": "Kementerian Sosial", "form": "MONEY", **changes})

    assert [term.key for term in APBN.terms(draft)] == ["apbn.nik"]


def _cash_groups(whom: Member, *, region: dict[str, Any], unit: BenefitUnit) -> bool | None:
    draft = uploads.draft(APBN, "least", provider="Kementerian Sosial", form="MONEY", benefit_unit=unit)
    (_, cash) = APBN.terms(draft)
    given = replace(situation(whom), region=facts("region", region))
    return holds(write_rule(cash.rule), given, of=whom.ref if unit is BenefitUnit.INDIVIDUAL else None)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"disability": "SEVERE"}, True),
        ({"ppks": ("LANJUT_USIA_TERLANTAR",)}, True),
        ({"recovered_from_chronic_illness": True, "able_to_earn": False}, True),
        ({"ppks": ("KOMUNITAS_ADAT_TERPENCIL",)}, True),
        ({"age_years": 60, "able_to_earn": True}, True),
        ({"age_years": 80, "able_to_earn": False}, True),
        ({"ppks": ("ANAK_PERLINDUNGAN_KHUSUS",)}, True),
        ({"age_years": 40, "disability": "MILD", "ppks": (), "recovered_from_chronic_illness": False}, False),
        ({"age_years": 40, "disability": "NONE", "ppks": (), "able_to_earn": True}, False),
        ({"age_years": 40}, None),
    ],
)
@pytest.mark.parametrize("unit", [BenefitUnit.INDIVIDUAL, BenefitUnit.FAMILY, BenefitUnit.HOUSEHOLD])
def test_nine_groups_may_be_paid_in_cash(known: dict[str, Any], expected: bool | None, unit: BenefitUnit) -> None:
    reached = {"non_cash_infrastructure": True}

    assert _cash_groups(member("a", **known), region=reached, unit=unit) is expected


@pytest.mark.parametrize("unit", [BenefitUnit.INDIVIDUAL, BenefitUnit.FAMILY])
def test_where_nothing_else_reaches_people_cash_may_be_paid_to_anybody(unit: BenefitUnit) -> None:
    assert _cash_groups(member("a"), region={"non_cash_infrastructure": False}, unit=unit) is True


def test_aid_to_a_group_has_no_standing_term() -> None:
    assert APBN.terms(uploads.draft(APBN, "least", benefit_unit="GROUP")) == ()


def test_an_own_criterion_may_not_take_the_key_of_a_standing_term() -> None:
    taken = '[{"key": "apbn.nik", "title": {"id": "A"}, "rule": {"fact": "family.desil", "at_most": 4},'
    taken += ' "citation": {"title": "Aturan", "confidence": "VERIFIED"}}]'

    refusal = uploads.refusal(APBN, "least", criteria=taken)

    assert (refusal.column, refusal.place, refusal.message.key) == ("criteria", "$[0].key", "criterion.repeated_key")


def test_national_aid_is_proposed_in_siks_ng_and_aid_to_pupils_at_school() -> None:
    health = APBN.hand_over(uploads.draft(APBN, "least"))
    education = APBN.hand_over(uploads.draft(APBN, "least", domain="EDUCATION"))

    assert health.kind is HandOverKind.PROPOSAL_VIA_SIKS_NG
    assert education.kind is HandOverKind.LETTER
    assert "sekolah" in education.who.id


def test_what_to_bring_is_what_the_offering_says() -> None:
    assert [paper.id for paper in APBN.hand_over(uploads.draft(APBN, "full")).documents] == ["KTP", "KK"]


def test_no_capacity_columns_means_not_tracked() -> None:
    assert uploads.draft(APBN, "least").capacity is None


@pytest.mark.parametrize("column", ["capacity_unit", "capacity_maximum", "capacity_available", "capacity_as_of"])
def test_a_capacity_told_in_part_is_refused(column: str) -> None:
    refusal = uploads.refusal(APBN, "full", **{column: ""})

    assert (refusal.column, refusal.message.parameters) == (column, {"missing": (column,)})


def test_more_left_than_there_is_is_refused() -> None:
    refusal = uploads.refusal(APBN, "full", capacity_available="1.201")

    assert (refusal.column, refusal.value) == ("capacity_available", "1.201")


def test_a_problem_that_follows_from_a_refused_cell_is_not_told_as_well() -> None:
    refusal = uploads.refusal(APBN, "full", checks="[{]")

    assert refusal.column == "checks"


def test_a_misspelt_fact_is_refused_with_its_place_and_the_nearest() -> None:
    criteria = '[{"key": "a", "title": {"id": "A"}, "rule": {"fact": "family.desl", "at_most": 4},'
    criteria += ' "citation": {"title": "Aturan", "confidence": "VERIFIED"}}]'

    refusal = uploads.refusal(APBN, "least", criteria=criteria)

    assert refusal.place == "$[0].rule.fact"
    assert refusal.message.parameters["nearest"] == "family.desil"


def test_an_identity_number_is_masked_wherever_it_stood() -> None:
    refusal = uploads.refusal(APBN, "least", regions="3273021201900001")

    assert refusal.value == "327302******0001"
    assert "3273021201900001" not in str(refusal)


def test_a_long_value_is_shortened() -> None:
    refusal = uploads.refusal(APBN, "least", domain="x" * 1000)

    assert refusal.value == "x" * 39 + "…"


def test_rice_is_for_those_who_live_there_now() -> None:
    (area,) = uploads.draft(BEAS_PERELEK, "penuh").service_areas

    assert (area.basis, str(area.neighbourhood)) == ("PRESENT", "RW 008 / RT 003")


def test_rice_of_a_whole_village_has_no_neighbourhood() -> None:
    (area,) = uploads.draft(BEAS_PERELEK, "penuh", rw="", rt="").service_areas

    assert (area.region, area.neighbourhood) == ("32.73.12.1006", None)


def test_the_nation_keeps_no_rice() -> None:
    assert uploads.refusal(BEAS_PERELEK, "penuh", kode_desa="00").message.key == "neighbourhood.not_in_village"


def test_the_neighbours_agreement_is_a_verified_rule_to_be_talked_about() -> None:
    for_whom, question = uploads.draft(BEAS_PERELEK, "penuh").criteria

    assert for_whom.citation == question.citation
    assert for_whom.citation.confidence is Confidence.VERIFIED
    assert for_whom.remedy is RemedyKind.ASK_COMMUNITY


def test_stock_is_tracked_in_grams_or_not_at_all() -> None:
    tracked = uploads.draft(BEAS_PERELEK, "penuh").capacity
    assert tracked is not None
    assert (tracked.unit, tracked.available) == ("g", 75_000)
    assert uploads.draft(BEAS_PERELEK, "penuh", stok_gram="").capacity is None


def test_rice_is_handed_out_at_the_post() -> None:
    draft = uploads.draft(BEAS_PERELEK, "penuh")
    hand_over = BEAS_PERELEK.hand_over(draft)

    assert hand_over.kind is HandOverKind.IMMEDIATE_AT_POST
    assert hand_over.who.id == "Pengurus RW"
    assert any("pos beras" in step.id for step in hand_over.steps)
    assert BEAS_PERELEK.terms(draft) == ()


def test_three_bad_rows_of_twenty_are_exactly_those_refused() -> None:
    def twenty(lines: list[list[str]]) -> None:
        header, good, *_ = lines
        rows = [[f"baris-{number}", *good[1:]] for number in range(20)]
        rows[4][header.index("kode_desa")] = "32.73.02.9999"
        rows[9][header.index("gram_per_penyaluran")] = "2,5"
        rows[18][header.index("diperbarui")] = "kemarin"
        lines[:] = [header, *rows]

    reading = read(BEAS_PERELEK, changed((FIXTURES / "beas_perelek" / "input.csv").read_bytes(), twenty))

    assert (reading.rows, len(reading.drafts), reading.refused_rows) == (20, 17, 3)
    assert [(refusal.line, refusal.column) for refusal in reading.refusals] == [
        (6, "kode_desa"),
        (11, "gram_per_penyaluran"),
        (20, "diperbarui"),
    ]


@pytest.mark.parametrize("column", ["delivery_channel_id", "required_documents_id"])
def test_a_spoiled_cell_beside_a_filled_one_is_told_once(column: str) -> None:
    header, row = uploads.table(template(APBN).encode())[1]
    row[header.index(column)] = "3.20411E+15"

    refusals = read(APBN, uploads.upload([header, row])).refusals

    assert [(refusal.column, refusal.message.key) for refusal in refusals] == [(column, "cell.digits_lost")]


@pytest.mark.parametrize(
    ("column", "text"), [("pengurus", "Ibu Rekaan 3273024102900001"), ("lokasi_pos", "3273024102900001")]
)
def test_a_cell_that_names_somebody_by_number_is_refused_once_and_shows_no_number(column: str, text: str) -> None:
    header, row = uploads.table(template(BEAS_PERELEK).encode())[1]
    row[header.index(column)] = text

    (refusal,) = read(BEAS_PERELEK, uploads.upload([header, row])).refusals

    assert (refusal.column, refusal.message.key) == (column, "offering.identity_number")
    assert refusal.message.parameters["field"] == column
    assert refusal.value is not None
    assert refusal.value.endswith("327302******0001")
