"""Rules, findings and questions as sentences that read as meant."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from hub.domain.facts.fact import Fact, FactBasis, FactKey, Facts, FactType, FactValue, Subject
from hub.domain.facts.registry import FACTS
from hub.domain.facts.situation import (
    AidReceived,
    AidState,
    Family,
    Group,
    Household,
    Member,
    OfferingId,
    Organisation,
    ProgrammeKey,
    Situation,
)
from hub.domain.matching.explanation import Finding, explain
from hub.domain.matching.judgement import Judgement, candidate_of
from hub.domain.offerings.offering import BenefitUnit, OfferingContent, OfferingVersion, VersionId
from hub.domain.partner import PartnerId
from hub.domain.region import AreaBasis, Place, RegionCode, ServiceArea
from hub.domain.rules.asking import Ask, AskKind
from hub.domain.rules.citation import Citation, Confidence
from hub.domain.rules.criterion import Binds, Criterion, PartnerCheck
from hub.domain.rules.criterion_json import read_rule
from hub.domain.rules.evaluation import Outcome
from hub.domain.text import Language, Text
from schema.wording.findings import actual, expected, message
from schema.wording.questions import question_text, subject_text
from schema.wording.rules import rule_text
from tests.builders import offering_content

ID, EN = Language.ID, Language.EN
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("written", "indonesian", "english"),
    [
        ({"fact": "family.desil", "at_most": 4}, "desil paling tinggi 4", "desil at most 4"),
        (
            {"fact": "family.monthly_income", "at_most": 2_000_000},
            "pendapatan keluarga sebulan paling banyak Rp2.000.000",
            "family's monthly income at most Rp2,000,000",
        ),
        (
            {"fact": "member.age_years", "between": [7, 21]},
            "umur 7 tahun sampai 21 tahun",
            "age from 7 years to 21 years",
        ),
        (
            {"members": "any", "where": {"fact": "member.pregnant", "is": True}},
            "salah satu anggota: sedang hamil",
            "at least one member: is pregnant",
        ),
        (
            {"members": {"exactly": 1}, "where": {"fact": "member.age_years", "at_least": 60}},
            "tepat 1 anggota: umur paling rendah 60 tahun",
            "exactly 1 member: age at least 60 years",
        ),
        ({"not": {"aid": ["PKH"]}}, "bukan penerima PKH (keluarga)", "does not receive PKH (family)"),
        (
            {"aid": ["PKH", "BPNT"], "states": ["RECEIVING", "PROPOSED"], "last_months": 12},
            "penerima atau calon penerima PKH atau BPNT (keluarga) dalam 12 bulan terakhir",
            "receives or is proposed for PKH or BPNT (family) within the last 12 months",
        ),
        (
            {"aid": ["PIP"], "scope": "member", "same_fiscal_year": True},
            "penerima PIP (orangnya sendiri) dalam tahun anggaran ini",
            "receives PIP (the person) in this fiscal year",
        ),
        (
            {"not": {"fact": "dwelling.damage", "one_of": ["NONE", "LIGHT"]}},
            "kerusakan rumah bukan: rusak ringan / tidak rusak",
            "damage to the house none of: light / not damaged",
        ),
        (
            {"relative": "parent", "where": {"fact": "member.laid_off", "is": False}},
            "orang tuanya: tidak terkena PHK",
            "a parent: has not been laid off",
        ),
        (
            {"fact": "residence.since", "at_most": "2025-07-01"},
            "tanggal mulai tinggal di alamat sekarang paling lambat 1 Juli 2025",
            "date of moving to this address no later than 1 July 2025",
        ),
        ({"fact": "member.ppks", "exists": False}, "tidak ada kategori PPKS", "no PPKS category"),
        (
            {"all": [{"fact": "family.desil", "is": 1}, {"any": [{"check": "a"}, {"check": "b"}]}]},
            "desil: 1 dan (jawaban “ya” atas pertanyaan “Bersedia?” atau jawaban “ya” atas pertanyaan “b”)",
            "desil: 1 and (the answer “yes” to the question “Willing?” or the answer “yes” to the question “b”)",
        ),
        (
            {"not": {"any": [{"fact": "member.ill_now", "is": True}, {"fact": "member.pensioner", "is": True}]}},
            "tidak: (sedang sakit atau menerima pensiun)",
            "not: (is ill at present or receives a pension)",
        ),
    ],
)
def test_a_rule_reads_as_people_say_it(written: object, indonesian: str, english: str) -> None:
    node, checks = read_rule(written).node, (PartnerCheck(key="a", question=Text("Bersedia?", "Willing?")),)

    assert rule_text(node, ID, checks) == indonesian
    assert rule_text(node, EN, checks) == english


def _tests() -> st.SearchStrategy[object]:
    def of(key: FactKey) -> st.SearchStrategy[object]:
        definition = FACTS[key]
        number = st.integers(definition.minimum or 0, definition.maximum or 10**9)
        day, months = st.dates().map(date.isoformat), st.integers(1, 12)
        choices = st.lists(st.sampled_from([c.code for c in definition.choices] or [""]), min_size=1, unique=True)
        numbers = st.tuples(number, number).map(lambda two: [min(two), max(two)])
        days = st.tuples(day, day).map(lambda two: [min(two), max(two)])
        operators: dict[str, st.SearchStrategy[object]]
        match definition.type:
            case FactType.BOOLEAN:
                operators = {"is": st.booleans()}
            case FactType.CHOICE:
                operators = {"one_of": choices, "none_of": choices, "is": choices.map(lambda codes: codes[0])}
            case FactType.CHOICES:
                operators = {"one_of": choices, "none_of": choices, "exists": st.booleans()}
            case FactType.INTEGER:
                operators = {"at_most": number, "at_least": number, "between": numbers, "is": number}
            case FactType.DATE:
                operators = {"at_most": day, "at_least": day, "between": days, "exists": st.booleans()}
                operators |= {"within_last_months": months, "within_next_months": months}
        return st.one_of(
            *(st.fixed_dictionaries({"fact": st.just(key), name: value}) for name, value in operators.items())
        )

    return st.sampled_from([definition.key for definition in FACTS]).flatmap(of)


def _leaves() -> st.SearchStrategy[object]:
    aid = st.fixed_dictionaries(
        {"aid": st.just(["PKH"]), "states": st.lists(st.sampled_from([*AidState]), min_size=1, unique=True)},
        optional={"last_months": st.integers(1, 60), "scope": st.sampled_from(["member", "family"])},
    )
    return _tests() | aid | st.just({"check": "setuju"})


def _joined(parts: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    several = st.lists(parts, min_size=1, max_size=3)
    relatives = st.sampled_from(["parent", "guardian", "head"])
    return (
        several.map(lambda each: {"all": each})
        | several.map(lambda each: {"any": each})
        | parts.map(lambda part: {"not": part})
        | st.tuples(relatives, parts).map(lambda pair: {"relative": pair[0], "where": pair[1]})
    )


RULES = st.recursive(_leaves(), _joined, max_leaves=6)
QUANTIFIERS = st.sampled_from(["any", "all", "none"]) | st.integers(0, 9).flatmap(
    lambda n: st.sampled_from([{"at_least": n}, {"exactly": n}])
)


@for_any(RULES, st.sampled_from(["members", "families"]), QUANTIFIERS)
def test_every_rule_has_words_and_its_opposite_has_others(written: object, over: str, quantifier: object) -> None:
    for each in (written, {over: quantifier, "where": written}):
        for language in Language:
            said = rule_text(read_rule(each).node, language)

            assert said.strip()
            assert "{" not in said
            assert said != rule_text(read_rule({"not": each}).node, language)


def _facts(subject: str, known: dict[str, FactValue], *, basis: FactBasis = FactBasis.CLAIMED) -> Facts:
    return Facts({FactKey(f"{subject}.{name}"): Fact(value, basis) for name, value in known.items()})


def _situation(*, mother: dict[str, FactValue] | None = None, desil: int | None = None) -> Situation:
    """A mother and her child of eight on one family card, in Dago."""
    pkh = AidReceived(programme=ProgrammeKey("PKH"), state=AidState.RECEIVING)
    known = {} if desil is None else {"desil": desil}
    return Situation(
        household=Household(
            families=(Family(ref="kk1", facts=_facts("family", {**known}), aid={pkh.programme: pkh}),),
            members=(
                Member(ref="ibu", family="kk1", parents=(), facts=_facts("member", mother or {})),
                Member(ref="anak1", family="kk1", parents=("ibu",), facts=_facts("member", {"age_years": 8})),
            ),
        ),
        present=Place(region=RegionCode("32.73.02.1004")),
    )


def _criterion(
    written: object, confidence: Confidence = Confidence.VERIFIED, *, binds: Binds = Binds.ELIGIBILITY
) -> Criterion:
    citation, title = Citation(title="Sumber", confidence=confidence), Text("Aturan uji", "Test rule")
    return Criterion(key="aturan", title=title, rule=read_rule(written), citation=citation, binds=binds)


def _version(content: OfferingContent) -> OfferingVersion:
    return OfferingVersion(
        id=VersionId(UUID(int=1)),
        offering_id=OfferingId(UUID(int=2)),
        number=1,
        partner_id=PartnerId(UUID(int=3)),
        partner_name="Mitra",
        content=content,
        published_at=datetime(2026, 11, 1, tzinfo=UTC),
        published_by="uji",
    )


def _finding(
    situation: Situation, criterion: Criterion, *, unit: BenefitUnit = BenefitUnit.FAMILY, confirmed: bool | None = None
) -> Finding:
    """The criterion's finding for the situation's first beneficiary."""
    version = _version(offering_content(criteria=(criterion,), benefit_unit=unit))
    answers = {} if confirmed is None else {(OfferingId(UUID(int=2)), f"confirm:{criterion.key}"): confirmed}
    judgement = Judgement(replace(situation, answers=answers), TODAY)
    match = explain(judgement, judgement.judge(candidate_of(version)))
    (found,) = (each for each in match.beneficiaries[0].findings if each.key == criterion.key)
    return found


POOREST = {"fact": "family.desil", "at_most": 4}


def test_a_finding_whose_title_asks_ends_with_its_question_mark_alone() -> None:
    asked = replace(
        _finding(_situation(), _criterion(POOREST)), title=Text("Sudah dikunjungi?", "Has there been a visit?")
    )

    assert message(asked, offering_content(), ID) == "Belum diketahui: Sudah dikunjungi?"
    assert message(asked, offering_content(), EN) == "Not known yet: Has there been a visit?"


def test_a_finding_says_its_outcome_and_the_reason() -> None:
    met, unmet = _finding(_situation(desil=2), _criterion(POOREST)), _finding(_situation(desil=7), _criterion(POOREST))
    unknown = _finding(_situation(), _criterion(POOREST))

    assert message(met, offering_content(), ID) == "Terpenuhi: Aturan uji (desil: 2)."
    assert message(unmet, offering_content(), EN) == "Not met: Test rule (desil: 7)."
    assert message(unknown, offering_content(), ID) == "Belum diketahui: Aturan uji."
    assert expected(unknown, offering_content(), ID) == "desil paling tinggi 4"


def test_a_rule_that_is_only_reported_must_be_confirmed_before_anybody_is_refused() -> None:
    reported = _criterion(POOREST, Confidence.REPORTED)

    open_, lifted = _finding(_situation(desil=7), reported), _finding(_situation(desil=7), reported, confirmed=False)

    assert message(open_, offering_content(), ID) == (
        "Tampaknya tidak terpenuhi: Aturan uji; namun aturan ini baru berupa kabar, jadi pastikan dulu sebelum menolak"
        " (desil: 7)."
    )
    assert (lifted.raw, lifted.outcome) == (Outcome.NOT_MET, Outcome.MET)
    assert "it was confirmed that the rule does not hold" in message(lifted, offering_content(), EN)


@pytest.mark.parametrize(
    ("desil", "confidence", "confirmed", "indonesian", "english"),
    [
        (
            2,
            Confidence.VERIFIED,
            None,
            "Tunai boleh: Aturan uji (desil: 2).",
            "Cash may be paid: Test rule (desil: 2).",
        ),
        (
            7,
            Confidence.VERIFIED,
            None,
            "Harus nontunai; tidak terpenuhi: Aturan uji (desil: 7).",
            "Must not be cash; not met: Test rule (desil: 7).",
        ),
        (
            None,
            Confidence.VERIFIED,
            None,
            "Belum diketahui apakah tunai boleh: Aturan uji.",
            "Not known yet whether cash may be paid: Test rule.",
        ),
        (
            7,
            Confidence.REPORTED,
            None,
            (
                "Tampaknya harus nontunai; tidak terpenuhi: Aturan uji; namun aturan ini baru berupa kabar, jadi"
                " pastikan dulu (desil: 7)."
            ),
            (
                "It seems that it must not be cash; not met: Test rule; but the rule is only reported, so confirm it"
                " first (desil: 7)."
            ),
        ),
        (
            7,
            Confidence.UNVERIFIED,
            None,
            (
                "Tampaknya harus nontunai; tidak terpenuhi: Aturan uji; namun aturan ini belum diperiksa, jadi pastikan"
                " dulu (desil: 7)."
            ),
            (
                "It seems that it must not be cash; not met: Test rule; but nobody has checked the rule, so confirm it"
                " first (desil: 7)."
            ),
        ),
        (
            7,
            Confidence.UNVERIFIED,
            False,
            "Tunai boleh: sudah dipastikan bahwa aturan ini tidak berlaku: Aturan uji (desil: 7).",
            "Cash may be paid: it was confirmed that this rule does not hold: Test rule (desil: 7).",
        ),
    ],
)
def test_a_rule_about_cash_says_whether_it_may_be_paid(
    desil: int | None, confidence: Confidence, confirmed: bool | None, indonesian: str, english: str
) -> None:
    found = _finding(
        _situation(desil=desil), _criterion(POOREST, confidence, binds=Binds.DELIVERY), confirmed=confirmed
    )

    assert message(found, offering_content(), ID) == indonesian
    assert message(found, offering_content(), EN) == english
    assert expected(found, offering_content(), ID) == "desil paling tinggi 4"


def test_what_is_known_is_told_of_each_member_relative_and_programme() -> None:
    of_all = _finding(_situation(), _criterion({"members": "any", "where": {"fact": "member.age_years", "at_most": 6}}))
    of_aid = _finding(_situation(), _criterion({"not": {"aid": ["PKH"]}}))
    of_nobody = _finding(_situation(), _criterion({"members": "any", "where": {"fact": "member.ill_now", "is": True}}))

    assert actual(of_all, ID) == "anak1 – umur: 8 tahun"
    assert actual(of_aid, EN) == "PKH: receiving"
    assert actual(of_nobody, ID) is None


def test_a_member_of_whose_relatives_nothing_is_known_is_not_named_with_an_empty_reason() -> None:
    of_parents = {"relative": "parent", "where": {"fact": "member.ill_now", "is": True}}

    finding = _finding(_situation(), _criterion({"members": "any", "where": of_parents}))

    assert actual(finding, EN) is None


def test_the_basis_is_verified_only_when_all_that_is_known_is() -> None:
    claimed = _situation(desil=2)
    families = (replace(claimed.household.families[0], facts=_facts("family", {"desil": 2}, basis=FactBasis.VERIFIED)),)
    verified = replace(claimed, household=replace(claimed.household, families=families))

    assert _finding(verified, _criterion(POOREST)).basis is FactBasis.VERIFIED
    assert _finding(claimed, _criterion(POOREST)).basis is FactBasis.CLAIMED
    assert _finding(_situation(), _criterion(POOREST)).basis is None


def test_one_fact_alone_decides_or_none_is_named() -> None:
    both = {"all": [POOREST, {"fact": "family.has_card", "is": True}]}

    assert _finding(_situation(), _criterion(POOREST)).fact == "family.desil"
    assert _finding(_situation(), _criterion(both)).fact is None
    assert _finding(_situation(), _criterion({"all": [POOREST, {"aid": ["PKH"]}]})).fact is None


def test_a_question_names_whom_it_is_about() -> None:
    content = offering_content(criteria=(_criterion(POOREST),), checks=(PartnerCheck(key="a", question=Text("Mau?")),))

    def ask(kind: AskKind, key: str, subject: str = "", language: Language = ID) -> str:
        return question_text(Ask(kind, key, subject), _situation(), content, language)

    assert ask(AskKind.FACT, "member.pregnant", "ibu") == "ibu: Apakah sedang hamil?"
    assert ask(AskKind.FACT, "member.ill_now", "anak1") == "anak1 (8 tahun): Apakah sedang sakit?"
    assert ask(AskKind.CHECK, "a") == "Mau?"
    assert ask(AskKind.CONFIRMATION, "aturan").startswith("Tanyakan kepada ")
    assert "“Test rule”" in ask(AskKind.CONFIRMATION, "aturan", language=EN)


@pytest.mark.parametrize("kind", AskKind)
def test_every_kind_of_question_is_asked_in_both_languages(kind: AskKind) -> None:
    key = {AskKind.FACT: "member.pregnant", AskKind.PLACE: "registered"}.get(kind, "PKH")
    for subject in ("ibu", "kk1") if kind in (AskKind.AID, AskKind.PEOPLE) else ("ibu",):
        one = Ask(kind, key, subject)
        indonesian, english = (question_text(one, _situation(), offering_content(), language) for language in (ID, EN))

        assert indonesian
        assert english
        assert indonesian != english or kind is AskKind.CHECK  # a key, since no such check is there


@pytest.mark.parametrize(
    ("situation", "indonesian", "english"),
    [
        (Situation(group=Group()), "kelompok ini", "the group"),
        (Situation(organisation=Organisation()), "lembaga ini", "the organisation"),
    ],
)
def test_a_group_and_an_organisation_are_asked_in_words_of_their_own(
    situation: Situation, indonesian: str, english: str
) -> None:
    present, registered = Ask(AskKind.PLACE, "present"), Ask(AskKind.PLACE, "registered")
    draft = offering_content()

    assert question_text(present, situation, draft, EN) == f"In which village, RW and RT is {english}?"
    assert (
        question_text(present, situation, draft, ID) == f"Di desa atau kelurahan, RW, dan RT mana {indonesian} berada?"
    )
    assert question_text(registered, situation, draft, EN) == f"In which village, RW and RT is {english} registered?"
    assert question_text(registered, situation, draft, ID).endswith(f"mana {indonesian} terdaftar?")


def test_a_group_is_asked_for_its_members_and_a_household_for_who_lives_there() -> None:
    people, draft = Ask(AskKind.PEOPLE, "people"), offering_content()

    assert question_text(people, Situation(group=Group()), draft, EN) == "Who else is in the group?"
    assert question_text(people, Situation(group=Group()), draft, ID) == "Siapa lagi anggota kelompok ini?"
    assert question_text(people, _situation(), draft, EN) == "Who else lives here?"


@pytest.mark.parametrize(
    ("unit", "indonesian", "english"),
    [
        (BenefitUnit.FAMILY, "tinggal di 32.73", "lives in 32.73"),
        (BenefitUnit.GROUP, "berada di 32.73", "is in 32.73"),
        (BenefitUnit.ORGANISATION, "berada di 32.73", "is in 32.73"),
    ],
)
def test_an_area_is_where_a_family_lives_and_where_a_group_is(unit: BenefitUnit, indonesian: str, english: str) -> None:
    area = ServiceArea(region=RegionCode("32.73"), basis=AreaBasis.PRESENT)
    content = offering_content(benefit_unit=unit, service_areas=(area,), criteria=())
    whoever = {
        BenefitUnit.GROUP: Situation(group=Group()),
        BenefitUnit.ORGANISATION: Situation(organisation=Organisation()),
    }
    judgement = Judgement(whoever.get(unit, _situation()), TODAY)
    (found, *_) = explain(judgement, judgement.judge(candidate_of(_version(content)))).findings

    assert expected(found, content, ID) == indonesian
    assert expected(found, content, EN) == english


def test_what_is_known_of_a_group_is_told() -> None:
    facts = _facts("group", {"kind": "KUBE", "people": 12}, basis=FactBasis.VERIFIED)
    rule = {"all": [{"fact": "group.kind", "is": "KUBE"}, {"fact": "group.people", "at_least": 10}]}

    found = _finding(Situation(group=Group(facts=facts)), _criterion(rule), unit=BenefitUnit.GROUP)

    assert actual(found, EN) == "kind of group: joint business group (KUBE); number of members of the group: 12 people"
    assert found.basis is FactBasis.VERIFIED
    assert expected(found, offering_content(), ID) == (
        "jenis kelompok: kelompok usaha bersama (KUBE) dan jumlah anggota kelompok paling sedikit 10 orang"
    )


@pytest.mark.parametrize("kind", Subject)
def test_every_kind_of_subject_is_named_in_both_languages(kind: Subject) -> None:
    ref = {Subject.MEMBER: "anak1", Subject.FAMILY: "kk1"}.get(kind)

    assert subject_text(kind, ref, _situation(), ID) != subject_text(kind, ref, _situation(), EN)
