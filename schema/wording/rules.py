"""A rule, whatever its shape, as words: for readers who want to know what exactly is asked."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, assert_never

from hub.domain.criterion import (
    Aid,
    AidScope,
    All,
    AnyOf,
    Check,
    Node,
    Not,
    Operator,
    Over,
    Quantified,
    Quantifier,
    Related,
    Relative,
    Test,
)
from hub.domain.fact import FactDefinition, FactKey, FactType, FactValue
from hub.domain.facts import FACTS
from hub.domain.text import Language, Text
from schema.wording.labels import AID_STATES, counted, day_text, number_text

NAMES: Mapping[str, Text] = {
    "residence.kind": Text("status tempat tinggal", "tenure of the home"),
    "residence.since": Text("tinggal di sini sejak", "lived here since"),
    "region.village_kind": Text("jenis desa", "kind of village"),
    "region.disaster_declared": Text("status bencana ditetapkan", "state of disaster declared"),
    "region.non_cash_infrastructure": Text("penyaluran nontunai tersedia", "non-cash payment available"),
    "dwelling.people": Text("jumlah penghuni rumah", "people in the dwelling"),
    "dwelling.roof": Text("keadaan atap", "state of the roof"),
    "dwelling.damage": Text("kerusakan rumah", "damage to the house"),
    "dwelling.land_proof": Text("bukti penguasaan tanah", "proof of the right to the land"),
    "dwelling.power_volt_ampere": Text("daya listrik", "electrical rating"),
    "family.desil": Text("desil", "desil"),
    "family.in_register": Text("tercatat di DTSEN", "in the welfare register DTSEN"),
    "family.has_card": Text("punya Kartu Keluarga", "has a family card"),
    "family.people": Text("jumlah anggota di KK", "people on the family card"),
    "family.monthly_income": Text("pendapatan keluarga sebulan", "monthly income of the family"),
    "family.holds_kks": Text("memegang KKS", "holds a welfare card (KKS)"),
    "family.holds_sktm": Text("punya SKTM", "has a letter of inability to pay (SKTM)"),
    "family.extreme_poverty": Text("ditetapkan miskin ekstrem", "recorded as extremely poor"),
    "family.lost_livelihood": Text("kehilangan mata pencaharian", "lost its livelihood"),
    "family.disaster_victim": Text("korban bencana", "victim of a disaster"),
    "family.owns_other_house": Text("punya rumah lain", "owns another house"),
    "family.bereaved": Text("baru ditinggal wafat anggotanya", "has just lost a member"),
    "member.birth_date": Text("tanggal lahir", "date of birth"),
    "member.age_years": Text("umur", "age"),
    "member.sex": Text("jenis kelamin", "sex"),
    "member.relation_to_head": Text("hubungan dengan kepala keluarga", "relation to the head of the family"),
    "member.marital_status": Text("status perkawinan", "marital status"),
    "member.nik_status": Text("keadaan NIK", "state of the identity number"),
    "member.pregnant": Text("hamil", "pregnant"),
    "member.school_level": Text("jenjang sekolah", "level of school"),
    "member.final_class": Text("di kelas akhir atau baru masuk jenjang", "in the final class or first term"),
    "member.returning_to_school": Text("akan kembali ke sekolah", "about to return to school"),
    "member.completed_twelve_years": Text("tamat wajib belajar 12 tahun", "completed twelve years of schooling"),
    "member.holds_kip": Text("memegang KIP", "holds a KIP card"),
    "member.graduation_year": Text("tahun lulus SMA", "year of finishing secondary school"),
    "member.admitted_to_university": Text("diterima di perguruan tinggi", "admitted to university"),
    "member.course_accreditation": Text("akreditasi program studi", "accreditation of the course"),
    "member.living_cost_cluster": Text("klaster biaya hidup", "cost-of-living cluster"),
    "member.siblings_at_home": Text("saudara kandung serumah", "brothers and sisters at home"),
    "member.orphanhood": Text("keadaan orang tua", "orphanhood"),
    "member.surviving_parent_remarried": Text("orang tua yang hidup menikah lagi", "surviving parent remarried"),
    "member.disability": Text("disabilitas", "disability"),
    "member.chronic_illness": Text("penyakit menahun", "chronic illness"),
    "member.ill_now": Text("sedang sakit", "ill at present"),
    "member.undernourished": Text("gizi kurang atau berisiko stunting", "undernourished or at risk of stunting"),
    "member.health_cover": Text("jaminan kesehatan", "health cover"),
    "member.occupation": Text("pekerjaan", "occupation"),
    "member.laid_off": Text("terkena PHK", "laid off"),
    "member.pensioner": Text("menerima pensiun", "receives a pension"),
    "member.budding_business": Text("merintis usaha", "has a budding business"),
    "member.lives_alone": Text("tinggal seorang diri", "lives alone"),
    "member.ppks": Text("kategori PPKS", "PPKS category"),
}

_RELATIVES = {
    Relative.PARENT: Text("orang tuanya", "a parent"),
    Relative.GUARDIAN: Text("walinya", "the guardian"),
    Relative.HEAD: Text("kepala keluarganya", "the head of the family"),
}


def fact_name(key: FactKey, language: Language) -> str:
    """A fact as a noun phrase."""
    return NAMES[key].in_language(language)


def value_text(definition: FactDefinition, value: FactValue, language: Language) -> str:
    """A fact's value as people say it."""
    if isinstance(value, bool):
        yes, no = ("yes", "no") if language is Language.EN else ("ya", "tidak")
        return yes if value else no
    if isinstance(value, int):
        return counted(value, definition.unit, language)
    if isinstance(value, date):
        return day_text(value, language)
    names = {choice.code: choice.name.in_language(language) for choice in definition.choices}
    if definition.type is FactType.CHOICES:
        none = "none of them" if language is Language.EN else "tidak satu pun"
        return ", ".join(names[code] for code in value) or none
    return names[str(value)]


def rule_text(node: Node, language: Language) -> str:
    """The rule in words."""
    say = _English() if language is Language.EN else _Indonesian()
    return say.node(node)


class _Indonesian:
    """How the shapes of rules are said."""

    language = Language.ID
    both, either, negated = " dan ", " atau ", "tidak benar bahwa {}"
    at_most, at_least, between = "{} paling tinggi {}", "{} paling rendah {}", "{} {} sampai {}"
    one_of, none_of, equal = "{}: {}", "{} bukan: {}", "{}: {}"
    no, exists, missing = "tidak {}", "{} ada", "{} tidak ada"
    last, next_ = "{} dalam {} bulan terakhir", "{} dalam {} bulan mendatang"
    members, families = "anggota", "keluarga"
    quantities: ClassVar[Mapping[Quantifier, str]] = {
        Quantifier.ANY: "sedikitnya satu {} dengan {}",
        Quantifier.ALL: "setiap {} dengan {}",
        Quantifier.NONE: "tidak ada {} dengan {}",
        Quantifier.AT_LEAST: "sedikitnya {count} {} dengan {}",
        Quantifier.EXACTLY: "tepat {count} {} dengan {}",
    }
    check = "jawaban “ya” atas pertanyaan {}"
    aid, this_year, months = "{} {} ({})", " dalam tahun anggaran ini", " dalam {} bulan terakhir"
    scopes: ClassVar[Mapping[AidScope, str]] = {AidScope.FAMILY: "keluarga", AidScope.MEMBER: "orangnya"}

    def node(self, node: Node) -> str:
        match node:
            case Test():
                return self.test(node)
            case All(parts):
                return self.both.join(self.part(part) for part in parts)
            case AnyOf(parts):
                return self.either.join(self.part(part) for part in parts)
            case Not(part):
                return self.negated.format(self.part(part))
            case Quantified(over, quantifier, where, count):
                who = self.members if over is Over.MEMBERS else self.families
                return self.quantities[quantifier].format(who, self.part(where), count=count)
            case Related(relative, where):
                return f"{_RELATIVES[relative].in_language(self.language)}: {self.part(where)}"
            case Aid():
                return self.aid_text(node)
            case Check(key):
                return self.check.format(key)
            case _:
                assert_never(node)

    def part(self, node: Node) -> str:
        text = self.node(node)
        return f"({text})" if isinstance(node, All | AnyOf) and len(node.parts) > 1 else text

    def test(self, test: Test) -> str:
        definition, name, expected = FACTS[test.fact], fact_name(test.fact, self.language), test.expected

        def value(one: object) -> str:
            assert isinstance(one, FactValue)
            return value_text(definition, one, self.language)

        match test.operator:
            case Operator.AT_MOST:
                return self.at_most.format(name, value(expected))
            case Operator.AT_LEAST:
                return self.at_least.format(name, value(expected))
            case Operator.BETWEEN:
                assert isinstance(expected, tuple)
                return self.between.format(name, value(expected[0]), value(expected[1]))
            case Operator.ONE_OF | Operator.NONE_OF:
                assert isinstance(expected, tuple)
                names = {choice.code: choice.name.in_language(self.language) for choice in definition.choices}
                said = self.either.join(names[str(code)] for code in expected)
                return (self.one_of if test.operator is Operator.ONE_OF else self.none_of).format(name, said)
            case Operator.IS:
                if isinstance(expected, bool):
                    return name if expected else self.no.format(name)
                return self.equal.format(name, value(expected))
            case Operator.EXISTS:
                return (self.exists if expected else self.missing).format(name)
            case Operator.WITHIN_LAST_MONTHS:
                return self.last.format(name, number_text(int(str(expected)), self.language))
            case Operator.WITHIN_NEXT_MONTHS:
                return self.next_.format(name, number_text(int(str(expected)), self.language))

    def aid_text(self, aid: Aid) -> str:
        states = self.either.join(AID_STATES[state].in_language(self.language) for state in aid.states)
        window = self.months.format(aid.last_months) if aid.last_months else ""
        window = self.this_year if aid.same_fiscal_year else window
        return self.aid.format(states, self.either.join(aid.programmes), self.scopes[aid.scope]) + window


class _English(_Indonesian):
    language = Language.EN
    both, either, negated = " and ", " or ", "not ({})"
    at_most, at_least, between = "{} at most {}", "{} at least {}", "{} from {} to {}"
    one_of, none_of, equal = "{}: {}", "{} none of: {}", "{}: {}"
    no, exists, missing = "not: {}", "{} known", "no {}"
    last, next_ = "{} within the last {} months", "{} within the next {} months"
    members, families = "member", "family"
    quantities: ClassVar[Mapping[Quantifier, str]] = {
        Quantifier.ANY: "at least one {} with {}",
        Quantifier.ALL: "every {} with {}",
        Quantifier.NONE: "no {} with {}",
        Quantifier.AT_LEAST: "at least {count} {} with {}",
        Quantifier.EXACTLY: "exactly {count} {} with {}",
    }
    check = "the answer “yes” to the question {}"
    this_year, months = " in this fiscal year", " in the last {} months"
    scopes: ClassVar[Mapping[AidScope, str]] = {AidScope.FAMILY: "the family", AidScope.MEMBER: "the person"}
