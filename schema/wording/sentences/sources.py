"""What can be wrong with a row in the form of one source or of several alike."""

from collections.abc import Mapping

from schema.wording.wording import Wording

SOURCES: Mapping[str, Wording] = {
    "apbd.beyond_government": Wording(
        id=(
            "Wilayah ini tidak seluruhnya berada di bawah satu pemerintah daerah.",
            "Sebut wilayah dari satu provinsi saja; bila tingkat kabupaten_kota, dari satu kabupaten atau kota saja.",
        ),
        en=(
            "The regions are not all under one regional government.",
            "Name those of one province; where tingkat is kabupaten_kota, those of one regency or city.",
        ),
    ),
    "apbdes.no_desa": Wording(
        id=(
            "Wilayah {given} bukan desa; kelurahan tidak menerima Dana Desa.",
            "Isi kode desa, yang bagian akhirnya berawal 2 atau 3; bantuan di kelurahan dikirim lewat sumber apbd.",
        ),
        en=(
            "The region {given} is no desa; a kelurahan has no Dana Desa.",
            "Give the code of a desa, whose last part begins with 2 or 3; aid in a kelurahan goes through apbd.",
        ),
    ),
    "institution.ages_reversed": Wording(
        id=("Usia paling tua kurang dari usia paling muda, {youngest} tahun.", "Perbaiki usia_dari atau usia_sampai."),
        en=("The highest age is below the lowest, {youngest} years.", "Fix usia_dari or usia_sampai."),
    ),
    "rereongan_sarumpi.beyond_poe_ibu": Wording(
        id=(
            "Dana Poe Ibu menurut pemberitaan hanya untuk pendidikan dan kesehatan; keperluan menyebut yang lain.",
            "Hapus keperluan lain itu, atau tulis sebagai dana tersendiri dengan poe_ibu tidak.",
        ),
        en=(
            "A Poe Ibu fund is reported to be for education and health alone; keperluan names something else.",
            "Remove that, or write it as a fund of its own with poe_ibu tidak.",
        ),
    ),
    "lottery.drawn_outside_permit": Wording(
        id=("Tanggal undian ini di luar masa berlaku izinnya.", "Perbaiki tanggal_undian, atau masa berlaku izinnya."),
        en=("The day of the draw is outside its permit.", "Fix tanggal_undian, or the days of the permit."),
    ),
    "permit.expired": Wording(
        id=(
            "Izinnya sudah berakhir sebelum baris ini diperbarui pada {updated}.",
            "Isi izin yang masih berlaku, atau hapus barisnya.",
        ),
        en=(
            "The permit had ended before the row was brought up to date on {updated}.",
            "Give a permit that is still valid, or remove the row.",
        ),
    ),
}
