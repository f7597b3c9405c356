"""What can be wrong with a rule in its published JSON form, and where it stands."""

from collections.abc import Mapping

from schema.wording.wording import Wording

CRITERIA: Mapping[str, Wording] = {
    "criterion.too_large": Wording(
        id=(
            "Aturan ini terlalu dalam atau terlalu panjang.",
            "Paling dalam {depth} tingkat, paling banyak {nodes} bagian.",
        ),
        en=("The rule is too deep or too long.", "At most {depth} levels and {nodes} parts are taken."),
    ),
    "criterion.not_an_object": Wording(
        id=("Di sini diharapkan objek JSON.", 'Tulis misalnya {{"fact": "family.desil", "at_most": 4}}.'),
        en=("A JSON object is wanted here.", 'Write it like {{"fact": "family.desil", "at_most": 4}}.'),
    ),
    "criterion.unknown_shape": Wording(
        id=(
            "Bentuk aturan dengan {keys} tidak dikenal.",
            "Mulai dengan fact, all, any, not, aid, check, members, families, atau relative.",
        ),
        en=(
            "A rule with {keys} has no known shape.",
            "Begin with fact, all, any, not, aid, check, members, families or relative.",
        ),
        otherwise=Wording(
            id=(
                "Aturan ini kosong.",
                "Mulai dengan fact, all, any, not, aid, check, members, families, atau relative.",
            ),
            en=("The rule is empty.", "Begin with fact, all, any, not, aid, check, members, families or relative."),
        ),
    ),
    "criterion.empty_parts": Wording(
        id=("Daftar bagian aturan ini kosong.", "Tulis sedikitnya satu bagian."),
        en=("The list of parts is empty.", "Write at least one part."),
    ),
    "criterion.one_operator": Wording(
        id=("Aturan tentang {fact} memuat yang tidak dikenal: {extra}.", "Hapus, dan sisakan satu pembanding."),
        en=("The rule about {fact} holds what is not known: {extra}.", "Remove it, and keep one comparison."),
        otherwise=Wording(
            id=("Aturan tentang {fact} memerlukan tepat satu pembanding.", "Pakai satu saja, misalnya at_most."),
            en=("A rule about {fact} needs exactly one comparison.", "Use one alone, such as at_most."),
        ),
    ),
    "criterion.wrong_operator": Wording(
        id=(
            "Pembanding {operator} tidak cocok untuk {fact}.",
            "Lihat jenis fakta itu di facts, lalu pilih yang cocok.",
        ),
        en=(
            "The comparison {operator} does not fit {fact}.",
            "See the fact's type in facts, and choose one that fits.",
        ),
    ),
    "criterion.wrong_value": Wording(
        id=("Nilai untuk {operator} pada {fact} salah bentuk.", "Sesuaikan dengan jenis fakta itu."),
        en=("The value for {operator} on {fact} has the wrong form.", "Make it fit the fact's type."),
        otherwise=Wording(
            id=("Nilai pembanding untuk {fact} salah bentuk.", "Sesuaikan dengan jenis fakta itu."),
            en=("The value compared with {fact} has the wrong form.", "Make it fit the fact's type."),
        ),
    ),
    "criterion.wrong_date": Wording(
        id=("“{given}” untuk {fact} bukan tanggal.", "Tulis tahun-bulan-hari, misalnya 2026-11-24."),
        en=("“{given}” for {fact} is no date.", "Write year-month-day, such as 2026-11-24."),
    ),
    "criterion.wrong_unit": Wording(
        id=("Satuan {given} tidak cocok untuk {fact}.", "Pakai {expected}, atau kosongkan."),
        en=("The unit {given} does not fit {fact}.", "Use {expected}, or leave it out."),
        otherwise=Wording(
            id=("Satuan {given} tidak cocok untuk {fact}.", "Hapus satuannya: fakta ini tidak punya satuan."),
            en=("The unit {given} does not fit {fact}.", "Remove it: the fact has no unit."),
        ),
    ),
    "criterion.unknown_choice": Wording(
        id=("Pilihan {given} tidak ada untuk {fact}.", "Pilih dari: {choices}."),
        en=("{fact} has no choice {given}.", "Choose from: {choices}."),
    ),
    "criterion.unknown_word": Wording(
        id=("Kata {given} tidak dikenal di sini.", "Pilih dari: {choices}."),
        en=("The word {given} is not known here.", "Choose from: {choices}."),
    ),
    "criterion.reversed": Wording(
        id=("Batas bawah {fact} lebih besar daripada batas atasnya.", "Tulis yang kecil lebih dahulu."),
        en=("The lower bound of {fact} is above the upper one.", "Write the smaller one first."),
    ),
    "criterion.bad_aid": Wording(
        id=(
            "Aturan tentang bantuan lain salah bentuk.",
            "Sebut programnya, lalu bila perlu states, scope, dan salah satu dari last_months atau same_fiscal_year.",
        ),
        en=(
            "The rule about other aid has the wrong form.",
            "Name the programmes and, if needed, states, scope and one of last_months or same_fiscal_year.",
        ),
    ),
    "criterion.bad_quantifier": Wording(
        id=("Pembilang ini tidak dikenal.", 'Tulis any, all, none, {{"at_least": 2}}, atau {{"exactly": 2}}.'),
        en=("The quantifier is not known.", 'Write any, all, none, {{"at_least": 2}} or {{"exactly": 2}}.'),
    ),
    "criterion.nested_quantifier": Wording(
        id=("Pembilang tidak dapat berada di dalam pembilang lain.", "Pecah menjadi dua aturan."),
        en=("A quantifier cannot stand inside another.", "Make two rules of it."),
    ),
    "criterion.bad_key": Wording(
        id=(
            "Kunci ini salah bentuk.",
            "Pakai paling banyak 60 huruf, angka, _ atau -; kunci aturan memakai huruf kecil saja, diawali huruf.",
        ),
        en=(
            "The key has the wrong form.",
            "Use at most 60 letters, digits, _ or -; a rule's own key in small letters, a letter first.",
        ),
    ),
    "criterion.repeated_key": Wording(
        id=("Kunci aturan {given} dipakai dua kali.", "Beri setiap aturan kunci tersendiri."),
        en=("The rule's key {given} is used twice.", "Give each rule a key of its own."),
    ),
    "criterion.fixed_date": Wording(
        id=("Tanggal penilaian aturan ini tidak cocok dengan pilihannya.", "Isi tanggalnya hanya bila memilih FIXED."),
        en=("The rule's date does not fit the day it is evaluated on.", "Give a date if and only if that is FIXED."),
    ),
    "criterion.no_money": Wording(
        id=(
            "Aturan ini menentukan boleh tidaknya tunai, padahal bentuk bantuannya {form}.",
            "Hapus aturan itu, atau ubah binds menjadi ELIGIBILITY.",
        ),
        en=(
            "The rule says whether cash may be paid, but the form of the aid is {form}.",
            "Remove the rule, or make binds ELIGIBILITY.",
        ),
    ),
    "criterion.no_such_subject": Wording(
        id=(
            "Aturan ini melihat {fact}, padahal di sini tidak ada yang ditunjuk.",
            "Bungkus dengan pembilang atas {over}.",
        ),
        en=("The rule looks at {fact}, but nobody is meant here.", "Wrap it in a quantifier over {over}."),
    ),
    "criterion.other_recipient": Wording(
        id=(
            "Aturan ini melihat {fact}, padahal bantuan ini untuk {unit}, yang tidak memilikinya.",
            "Hapus bagian itu, atau ubah benefitUnit.",
        ),
        en=(
            "The rule looks at {fact}, but the aid goes to {unit}, which has nothing of the kind.",
            "Remove that part, or change benefitUnit.",
        ),
    ),
    "criterion.unknown_check": Wording(
        id=("Pertanyaan mitra {given} tidak ada pada bantuan ini.", "Tambahkan ke checks, atau perbaiki kuncinya."),
        en=("The offering has no check {given}.", "Add it to checks, or correct the key."),
    ),
}
