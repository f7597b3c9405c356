"""What can be wrong with a place, a fact, an id or another single value."""

from collections.abc import Mapping

from schema.wording.wording import Wording

INPUTS: Mapping[str, Wording] = {
    "text.nul_character": Wording(
        id=("Salah satu teks memuat karakter NUL, yang tidak dapat disimpan.", "Hapus karakter itu, lalu kirim lagi."),
        en=("One of the texts holds a NUL character, which cannot be kept.", "Remove it, and send it again."),
    ),
    "region.malformed": Wording(
        id=("“{given}” bukan bentuk kode wilayah.", "Tulis seperti 32, 32.73, 32.73.02, atau 32.73.02.1004."),
        en=("“{given}” has not the form of a region's code.", "Write it like 32, 32.73, 32.73.02 or 32.73.02.1004."),
    ),
    "region.unknown": Wording(
        id=("Wilayah {given} tidak ada dalam daftar resmi.", "Cari kodenya lewat regions(search:)."),
        en=("The region {given} is not in the official list.", "Look its code up with regions(search:)."),
    ),
    "region.present_missing": Wording(
        id=(
            "Tempat tinggal sekarang belum disebut, padahal bantuan bergantung padanya.",
            "Isi presentRegion dengan kode wilayah, sebaiknya sampai desa atau kelurahan.",
        ),
        en=(
            "Where they live now is not stated, and help depends on it.",
            "Fill presentRegion with a region's code, of a village if possible.",
        ),
    ),
    "neighbourhood.not_in_village": Wording(
        id=(
            "RW, RT, atau dusun memerlukan desa atau kelurahan; {given} bukan itu.",
            "Pakai kode desa atau kelurahannya.",
        ),
        en=("A neighbourhood lies in a village; {given} is none.", "Use the code of its village."),
    ),
    "neighbourhood.without_village": Wording(
        id=("RW, RT, atau dusun disebut tanpa desa atau kelurahannya.", "Isi juga kode wilayahnya."),
        en=("A neighbourhood is stated without its village.", "State the region's code as well."),
    ),
    "neighbourhood.bad_path": Wording(
        id=("Susunan “{given}” menyebut satu jenis dua kali.", "Tulis dari yang besar, misalnya RW lalu RT."),
        en=("The path “{given}” names one kind twice.", "Write it from the largest down, such as RW then RT."),
        otherwise=Wording(
            id=(
                "Lingkungan disebut tanpa isi.",
                "Tulis dari yang besar, misalnya RW lalu RT, atau kosongkan semuanya.",
            ),
            en=("A neighbourhood is stated without any part.", "Write it from the largest down, or leave it out."),
        ),
    ),
    "neighbourhood.bad_name": Wording(
        id=("Nama {kind} “{given}” terlalu panjang.", "Tulis paling banyak 60 huruf."),
        en=("The name of the {kind}, “{given}”, is too long.", "Write at most 60 letters."),
        otherwise=Wording(
            id=("Nama {kind} masih kosong.", "Tulis namanya, paling banyak 60 huruf."),
            en=("The name of the {kind} is empty.", "Write it, in at most 60 letters."),
        ),
    ),
    "neighbourhood.bad_number": Wording(
        id=("“{given}” bukan nomor {kind}.", "Tulis angka 1 sampai 999, misalnya 003."),
        en=("“{given}” is no number of an {kind}.", "Write a number from 1 to 999, such as 003."),
        otherwise=Wording(
            id=("Nomor {kind} masih kosong.", "Tulis angka 1 sampai 999, misalnya 003."),
            en=("The number of the {kind} is empty.", "Write a number from 1 to 999, such as 003."),
        ),
    ),
    "fact.unknown": Wording(
        id=("Fakta {given} tidak dikenal.", "Mungkin yang dimaksud {nearest}; lihat daftar facts."),
        en=("The fact {given} is not known.", "Perhaps {nearest} is meant; see facts for all."),
        otherwise=Wording(
            id=("Fakta {given} tidak dikenal.", "Pilih dari daftar facts."),
            en=("The fact {given} is not known.", "Choose one of facts."),
        ),
    ),
    "fact.bad_value": Wording(
        id=("Nilai untuk {fact} tidak ada dalam pilihan.", "Pilih dari: {choices}."),
        en=("The value for {fact} is not among its choices.", "Choose from: {choices}."),
        otherwise=Wording(
            id=("Nilai untuk {fact} salah jenis.", "Isi dengan nilai jenis {type}."),
            en=("The value for {fact} has the wrong type.", "Give a value of type {type}."),
        ),
    ),
    "fact.out_of_bounds": Wording(
        id=("Nilai {fact} {given} tidak mungkin.", "Isi antara {minimum} dan {maximum}."),
        en=("For {fact}, {given} is not possible.", "Give a value from {minimum} to {maximum}."),
        otherwise=Wording(
            id=("Nilai {fact} {given} terlalu kecil.", "Isi sedikitnya {minimum}."),
            en=("For {fact}, {given} is too small.", "Give at least {minimum}."),
            otherwise=Wording(
                id=("Nilai {fact} {given} terlalu besar.", "Isi paling banyak {maximum}."),
                en=("For {fact}, {given} is too large.", "Give at most {maximum}."),
            ),
        ),
    ),
    "fact.contradiction": Wording(
        id=("Isian {fact} bertentangan dengan {other}.", "Periksa keduanya, lalu perbaiki atau kosongkan salah satu."),
        en=("What is stated of {fact} contradicts {other}.", "Check both, then correct one or leave it out."),
        otherwise=Wording(
            id=(
                "Isian {fact} bertentangan dengan isian lain orang ini.",
                "Periksa umur, jenis kelamin, dan sekolahnya.",
            ),
            en=("What is stated of {fact} contradicts other answers.", "Check the person's age, sex and school."),
        ),
    ),
    "fact.born_later": Wording(
        id=("Isian {fact} jatuh sesudah hari pencocokan.", "Periksa tahun dan bulan lahirnya."),
        en=("What is stated of {fact} is after the day of the match.", "Check the year and month of birth."),
    ),
    "dates.reversed": Wording(
        id=("Tanggal akhir {last} mendahului tanggal awal {first}.", "Tukar keduanya, atau perbaiki salah satu."),
        en=("The end {last} is before the beginning {first}.", "Swap the two, or correct one."),
    ),
    "id.malformed": Wording(
        id=("Id ini bukan id dari hub ini.", "Salin id persis seperti yang pernah dijawab hub."),
        en=("This is no id of the hub.", "Copy the id exactly as the hub gave it."),
    ),
    "id.wrong_type": Wording(
        id=("Id ini milik {given}, padahal yang diminta {expected}.", "Pakai id dengan jenis yang diminta."),
        en=("The id is that of a {given}; wanted: {expected}.", "Use an id of the kind wanted."),
    ),
    "entity.unknown": Wording(
        id=(
            "“{given}” bukan entitas dengan kuncinya.",
            "Kirim `__typename` Need atau Region dengan `code`, atau Offering atau Partner dengan `id`.",
        ),
        en=(
            "“{given}” is no entity with its key.",
            "Send `__typename` Need or Region with `code`, or Offering or Partner with `id`.",
        ),
    ),
    "page.bad_size": Wording(
        id=("{given} bukan banyaknya yang dapat diberikan.", "Minta paling banyak {maximum}."),
        en=("{given} at once cannot be given.", "Ask for at most {maximum}."),
    ),
    "cursor.forged": Wording(
        id=("Kursor ini bukan dari daftar yang sama.", "Mulai lagi tanpa after, lalu pakai endCursor yang dijawab."),
        en=("The cursor is not from this very list.", "Begin again without after, and use the endCursor you get."),
    ),
    "scalar.bad_date": Wording(
        id=("“{given}” bukan tanggal.", "Tulis tahun-bulan-hari, misalnya 2026-11-24."),
        en=("“{given}” is no date.", "Write year-month-day, such as 2026-11-24."),
    ),
    "day.too_far": Wording(
        id=("Tanggal {given} terlalu jauh.", "Tulis tanggal antara {first} dan {last}."),
        en=("The day {given} is too far off.", "Give a day between {first} and {last}."),
    ),
    "scalar.bad_moment": Wording(
        id=("“{given}” bukan waktu dengan zona.", "Tulis misalnya 2026-11-24T08:00:00+07:00."),
        en=("“{given}” is no time with its zone.", "Write it like 2026-11-24T08:00:00+07:00."),
    ),
    "scalar.bad_uuid": Wording(
        id=("“{given}” bukan UUID.", "Tulis 32 angka heksadesimal dengan tanda hubung."),
        en=("“{given}” is no UUID.", "Write 32 hexadecimal digits with their hyphens."),
    ),
    "scalar.bad_code": Wording(
        id=("“{given}” bukan kode.", "Salin kode seperti yang diberikan hub."),
        en=("“{given}” is no code.", "Copy the code as the hub gives it."),
    ),
    "idempotency.conflict": Wording(
        id=("Kunci idempotensi ini sudah dipakai untuk isian lain.", "Pakai kunci baru, atau kirim isian yang sama."),
        en=("The idempotency key already stood for other input.", "Use a new key, or send the same input again."),
    ),
    "partner.bad_name": Wording(
        id=("Panjang nama mitra tidak sesuai.", "Tulis {minimum} sampai {maximum} huruf."),
        en=("The partner's name is too short or too long.", "Write {minimum} to {maximum} letters."),
    ),
    "partner.bad_email": Wording(
        id=("Alamat surel mitra salah bentuk.", "Tulis seperti nama@contoh.id, atau kosongkan."),
        en=("The partner's e-mail address has the wrong form.", "Write it like name@example.org, or leave it out."),
    ),
    "partner.bad_website": Wording(
        id=("Alamat situs mitra salah bentuk.", "Mulai dengan https://, atau kosongkan."),
        en=("The address of the partner's website has the wrong form.", "Begin with https://, or leave it out."),
    ),
    "partner.bad_reason": Wording(
        id=("Alasan pencabutan kosong atau terlalu panjang.", "Tulis {minimum} sampai {maximum} huruf."),
        en=("The reason for the withdrawal is empty or too long.", "Write {minimum} to {maximum} letters."),
    ),
    "partner.never_verified": Wording(
        id=(
            "Mitra ini belum pernah diverifikasi, jadi tidak ada yang dapat dicabut.",
            "Tidak perlu apa-apa: mitra yang belum diverifikasi tidak dapat menerbitkan.",
        ),
        en=(
            "The partner was never verified, so there is nothing to withdraw.",
            "Nothing needs doing: a partner that is not verified cannot publish.",
        ),
    ),
    "partner.withdrawn": Wording(
        id=(
            "Mitra ini dicabut sejak {since}, jadi tidak ada yang dapat ditulis atau diterbitkan untuknya.",
            "Baca alasannya di withdrawnBecause, lalu mintalah SLRT atau Dinas Sosial wilayahnya memverifikasi lagi.",
        ),
        en=(
            "The partner has been withdrawn since {since}, so nothing can be written or published for it.",
            "Read why in withdrawnBecause, then ask the SLRT or social service of its region to verify it again.",
        ),
    ),
    "partner.not_found": Wording(
        id=("Mitra ini tidak ditemukan, atau bukan untuk Anda.", "Cari lagi lewat daftar partners."),
        en=("The partner is absent, or not yours to see.", "Look it up again in partners."),
    ),
    "identity.bad_length": Wording(
        id=("NIK atau nomor KK ini tidak 16 angka, melainkan {given}.", "Salin lagi dari kartunya."),
        en=("The NIK or KK number has {given} digits, not 16.", "Copy it again from the card."),
    ),
    "identity.not_digits": Wording(
        id=("NIK atau nomor KK ini memuat tanda selain angka.", "Tulis 16 angka tanpa spasi dan titik."),
        en=("The NIK or KK number holds something else than digits.", "Write 16 digits without spaces and points."),
    ),
    "identity.no_serial": Wording(
        id=("Empat angka terakhir nomor ini 0000, yang tidak pernah diberikan.", "Salin lagi dari kartunya."),
        en=("The last four digits are 0000, which is never given out.", "Copy it again from the card."),
    ),
    "identity.impossible_date": Wording(
        id=("Tanggal di dalam nomor ini tidak ada.", "Periksa angka ke-7 sampai ke-12 pada kartunya."),
        en=("The date within the number does not exist.", "Check digits 7 to 12 on the card."),
    ),
}
