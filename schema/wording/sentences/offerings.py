"""What can be wrong with an offering, its benefit and its rules."""

from collections.abc import Mapping

from schema.wording.wording import Wording

OFFERINGS: Mapping[str, Wording] = {
    "offering.empty": Wording(
        id=("Bagian {field} masih kosong.", "Isi bagian itu."),
        en=("{field} is empty.", "Fill it in."),
    ),
    "offering.identity_number": Wording(
        id=("Bagian {field} berisi nomor seperti NIK atau nomor KK.", "Hapus nomor itu: penawaran dibaca siapa saja."),
        en=(
            "{field} holds a number like that of an identity or family card (NIK, KK).",
            "Remove it: anybody may read an offering.",
        ),
    ),
    "offering.assured_too_soon": Wording(
        id=("Tanggal {given} belum tiba, jadi belum ada yang memastikan isinya.", "Isi paling lambat {today}."),
        en=("The day {given} is still to come, so nobody has assured the content then.", "Give {today} or earlier."),
    ),
    "offering.bad_days": Wording(
        id=("{given} bukan lama hari yang wajar sampai bantuan pertama.", "Isi 0 sampai 3650, atau kosongkan."),
        en=("{given} is no likely number of days to the first help.", "Give 0 to 3650, or leave it out."),
    ),
    "offering.too_many": Wording(
        id=("Daftar ini berisi {given} butir; batasnya {limit}.", "Gabungkan butir-butir yang serupa."),
        en=("The list has {given} items; the limit is {limit}.", "Join those that are alike."),
    ),
    "offering.no_needs": Wording(
        id=("Belum disebut kebutuhan yang dijawab bantuan ini.", "Pilih sedikitnya satu dari needs."),
        en=("No need is named that this offering answers.", "Choose at least one of needs."),
    ),
    "offering.no_area": Wording(
        id=("Belum disebut wilayah yang dilayani.", "Sebut sedikitnya satu wilayah yang tidak dikecualikan."),
        en=("No region is named that it serves.", "Name at least one that is not excluded."),
    ),
    "offering.transition": Wording(
        id=("Bantuan berstatus {state} tidak dapat dikenai {event}.", "Yang dapat dilakukan sekarang: {allowed}."),
        en=("An offering that is {state} cannot meet {event}.", "What can be done now: {allowed}."),
        otherwise=Wording(
            id=("Bantuan berstatus {state} tidak dapat dikenai {event}.", "Buat bantuan baru bila masih diperlukan."),
            en=("An offering that is {state} cannot meet {event}.", "Make a new offering if it is still needed."),
        ),
    ),
    "offering.partner_unverified": Wording(
        id=("Mitra ini belum diverifikasi, jadi bantuannya belum dapat terbit.", "Mintalah SLRT wilayahnya memeriksa."),
        en=(
            "The partner is not verified yet, so nothing of it is published.",
            "Ask the SLRT of its region to verify it.",
        ),
    ),
    "offering.reference_taken": Wording(
        id=("Mitra ini sudah punya bantuan dengan reference itu.", "Pakai reference lain, atau ubah bantuan yang ada."),
        en=("The partner has an offering with that reference already.", "Use another, or change the one there is."),
    ),
    "offering.not_found": Wording(
        id=("Bantuan ini tidak ditemukan, atau bukan untuk Anda.", "Cari lagi lewat daftar offerings."),
        en=("The offering is absent, or not yours to see.", "Look it up again in offerings."),
    ),
    "citation.missing": Wording(
        id=(
            "Rujukan aturan belum disebut.",
            "Tulis judul undang-undang, surat edaran, atau kesepakatan yang mendasari.",
        ),
        en=("The rule has no citation.", "Give the title of the law, circular or agreement it rests on."),
    ),
    "ppks.unknown": Wording(
        id=("“{given}” bukan kategori PPKS.", "Pilih dari pilihan fakta member.ppks."),
        en=("“{given}” is no PPKS category.", "Choose among the choices of the fact member.ppks."),
    ),
    "area.neighbourhood_elsewhere": Wording(
        id=(
            "RW, RT, atau dusun ini tidak terletak di wilayah yang disebut.",
            "Samakan kode desa atau kelurahan keduanya.",
        ),
        en=("The neighbourhood does not lie in the region named.", "Use the same village for both."),
    ),
    "benefit.form_and_unit": Wording(
        id=(
            "Bentuk {form} tidak cocok dengan satuan {unit}.",
            "Uang memakai IDR; barang dan layanan memakai satuan lain.",
        ),
        en=(
            "The form {form} does not fit the unit {unit}.",
            "Money counts in IDR; goods and services in another unit.",
        ),
    ),
    "benefit.no_components": Wording(
        id=("Manfaat ini belum punya bagian.", "Tulis sedikitnya satu bagian dengan jumlahnya."),
        en=("The benefit has no component.", "Write at least one with its amount."),
    ),
    "benefit.bad_count": Wording(
        id=("{given} bukan hitungan yang wajar.", "Isi sedikitnya 1, atau kosongkan bila tidak dibatasi."),
        en=("{given} is no likely count.", "Give at least 1, or leave it out where there is no limit."),
    ),
    "amount.out_of_bounds": Wording(
        id=("Jumlah {given} di luar batas.", "Isi bilangan bulat dari 0, dan periksa banyaknya nol."),
        en=("The amount {given} is out of bounds.", "Give a whole number from 0 up, and check the zeros."),
    ),
    "amount.not_whole": Wording(
        id=("“{given}” bukan bilangan bulat.", 'Tulis angka saja, misalnya 200000 atau "200000".'),
        en=("“{given}” is no whole number.", 'Write digits alone, such as 200000 or "200000".'),
    ),
    "capacity.out_of_bounds": Wording(
        id=(
            "Sisa {available} dari kuota {maximum} tidak mungkin.",
            "Sisa paling sedikit 0 dan paling banyak kuotanya.",
        ),
        en=("{available} left of {maximum} is not possible.", "What is left lies between 0 and the maximum."),
    ),
    "source.unknown": Wording(
        id=("Sumber {given} tidak dikenal.", "Mungkin yang dimaksud {nearest}; yang ada: {known}."),
        en=("The source {given} is not known.", "Perhaps {nearest} is meant; there are: {known}."),
        otherwise=Wording(
            id=("Sumber {given} tidak dikenal.", "Pilih salah satu: {known}."),
            en=("The source {given} is not known.", "Choose one of: {known}."),
        ),
    ),
    "source.publisher_not_allowed": Wording(
        id=("Mitra jenis {kind} tidak dapat menerbitkan untuk sumber {source}.", "Yang dapat: {allowed}."),
        en=("A partner of the kind {kind} cannot publish for the source {source}.", "Those that can: {allowed}."),
    ),
    "source.funding_source_not_its_own": Wording(
        id=("Dana {given} bukan milik sumber {source}.", "Pilih salah satu: {allowed}."),
        en=("The funds {given} are not those of the source {source}.", "Choose one of: {allowed}."),
    ),
}
