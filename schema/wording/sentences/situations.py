"""What can be wrong with a situation, its places and facts, and with who asks."""

from collections.abc import Mapping

from schema.wording.wording import Wording

SITUATIONS: Mapping[str, Wording] = {
    "access.sign_in": Wording(
        id=("Bagian ini hanya untuk petugas dan mitra yang sudah masuk.", "Kirim token di header Authorization."),
        en=("This is for staff and partners who are signed in.", "Send a token in the Authorization header."),
    ),
    "access.not_found": Wording(
        id=("Tidak ditemukan, atau bukan untuk Anda.", "Periksa id-nya, atau masuk dengan akun yang berhak."),
        en=("It is absent, or not yours to see.", "Check the id, or sign in with an account that may see it."),
    ),
    "access.register_partner": Wording(
        id=(
            "Mitra di wilayah ini hanya dapat didaftarkan oleh SLRT atau Dinas Sosial wilayah itu.",
            "Mintalah SLRT atau Dinas Sosial setempat mendaftarkannya.",
        ),
        en=(
            "Partners of this region are registered by its SLRT or social service alone.",
            "Ask the SLRT or social service there to register the partner.",
        ),
    ),
    "access.verify_partner": Wording(
        id=(
            "Mitra ini hanya dapat diverifikasi atau dicabut oleh SLRT atau Dinas Sosial wilayahnya.",
            "Mintalah SLRT atau Dinas Sosial setempat memeriksanya.",
        ),
        en=(
            "This partner is verified and withdrawn by the SLRT or social service of its region alone.",
            "Ask the SLRT or social service there to look at it.",
        ),
    ),
    "access.publish": Wording(
        id=(
            "Bantuan mitra ini hanya dapat diterbitkan oleh mitra itu sendiri atau SLRT wilayahnya.",
            "Mintalah mitra itu atau SLRT setempat menerbitkannya.",
        ),
        en=(
            "Offerings of this partner are published by the partner itself or the SLRT of its region.",
            "Ask the partner or the SLRT there to publish it.",
        ),
    ),
    "access.register_neighbourhood": Wording(
        id=(
            "RW, RT, atau dusun hanya dapat didaftarkan oleh meja layanan desa atau kelurahan itu.",
            "Mintalah meja layanan di desa atau kelurahan itu mendaftarkannya.",
        ),
        en=(
            "Neighbourhoods are registered by the desk of their own village alone.",
            "Ask the desk of that village to register it.",
        ),
    ),
    "grant.missing": Wording(
        id=("Token ini sah, tetapi belum diberi hak di hub ini.", "Mintalah pengelola memberi hak dengan token baru."),
        en=("The token is genuine, but stands for no right here.", "Ask the administrator for a new token."),
    ),
    "token.not_bearer": Wording(
        id=("Header Authorization tidak berisi token Bearer.", "Tulis: Authorization: Bearer <token>."),
        en=("The Authorization header holds no Bearer token.", "Write: Authorization: Bearer <token>."),
    ),
    "token.malformed": Wording(
        id=("Token tidak utuh, sehingga tidak dapat dibaca.", "Salin ulang token lengkap, tanpa spasi atau kutip."),
        en=("The token is not whole and cannot be read.", "Copy all of it again, without spaces or quotes."),
    ),
    "token.not_ours": Wording(
        id=("Token ini tidak dibuat untuk hub ini.", "Mintalah token baru kepada pengelola hub ini."),
        en=("The token was not made for this hub.", "Ask the administrator of this hub for a new one."),
    ),
    "token.not_yet": Wording(
        id=("Token ini belum berlaku menurut jam hub.", "Periksa jam komputer pembuat token, lalu coba lagi."),
        en=("The token is not valid yet by the hub's clock.", "Check the clock where it was made, then try again."),
    ),
    "token.expired": Wording(
        id=("Masa berlaku token sudah habis.", "Mintalah token baru kepada pengelola."),
        en=("The token has expired.", "Ask the administrator for a new one."),
    ),
    "subject.malformed": Wording(
        id=(
            "“{given}” bukan pemegang token yang dikenal.",
            "Tulis desk:<desa>, supervisor:<wilayah>, partner:<id>, atau admin.",
        ),
        en=(
            "“{given}” is nobody whom a token can stand for.",
            "Write desk:<village>, supervisor:<region>, partner:<id> or admin.",
        ),
    ),
    "subject.bad_partner": Wording(
        id=("“{given}” bukan id mitra.", "Salin UUID mitra seperti tercatat di hub."),
        en=("“{given}” is no partner's id.", "Copy the partner's UUID as the hub keeps it."),
    ),
    "subject.desk_needs_village": Wording(
        id=(
            "Meja layanan memerlukan kode desa atau kelurahan, bukan {given}.",
            "Pakai kode lengkap, misalnya 32.73.02.1004.",
        ),
        en=("A desk needs the code of a village, not {given}.", "Use the full code, such as 32.73.02.1004."),
    ),
    "subject.missing": Wording(
        id=("Belum disebut siapa yang perlu dibantu.", "Isi subject dengan household, group, atau organisation."),
        en=("It is not said who is to be helped.", "Fill subject with a household, a group or an organisation."),
    ),
    "situation.no_members": Wording(
        id=("Rumah tangga ini belum punya anggota.", "Tuliskan sedikitnya satu anggota."),
        en=("The household has no members.", "List at least one."),
    ),
    "situation.too_many_members": Wording(
        id=(
            "Tertulis {given} orang atau keluarga; paling banyak {limit}.",
            "Bagi rumah tangga menjadi beberapa; untuk kelompok, sebutkan saja jumlah anggotanya.",
        ),
        en=(
            "{given} people or families are listed; at most {limit} are taken.",
            "Split a household into several; of a group, state the number of members alone.",
        ),
    ),
    "situation.repeated_ref": Wording(
        id=("Ref {given} dipakai dua kali.", "Beri setiap keluarga dan anggota ref tersendiri."),
        en=("The ref {given} is used twice.", "Give each family and member a ref of its own."),
    ),
    "situation.unknown_family": Wording(
        id=("Keluarga {given} tidak ada dalam daftar keluarga.", "Tambahkan keluarga itu, atau perbaiki ref-nya."),
        en=("The family {given} is not in the list of families.", "Add it, or correct the ref."),
    ),
    "situation.family_in_group": Wording(
        id=("Keluarga {given} tidak dapat disebut untuk anggota kelompok.", "Hapus family dari anggota ini."),
        en=("A member of a group cannot be on the card of the family {given} here.", "Leave the member's family out."),
    ),
    "situation.unknown_member": Wording(
        id=("{given} bukan anggota lain dalam daftar ini.", "Tambahkan anggota itu, atau perbaiki ref-nya."),
        en=("{given} is no other member of the list.", "Add that member, or correct the ref."),
    ),
    "situation.repeated_aid": Wording(
        id=("Program {given} disebut dua kali untuk orang atau keluarga yang sama.", "Sisakan satu catatan saja."),
        en=("The programme {given} is named twice for one person or family.", "Keep one record of it."),
    ),
    "need.repeated": Wording(
        id=("Kebutuhan {given} disebut dua kali.", "Sisakan satu, dengan tingkat kemendesakan yang tepat."),
        en=("The need {given} is named twice.", "Keep one, with the right urgency."),
    ),
    "need.unknown": Wording(
        id=("Kebutuhan {given} tidak dikenal.", "Mungkin yang dimaksud {nearest}; semua kode ada di needs."),
        en=("The need {given} is not known.", "Perhaps {nearest} is meant; needs has every code."),
        otherwise=Wording(
            id=("Kebutuhan {given} tidak dikenal.", "Pilih kode dari daftar needs."),
            en=("The need {given} is not known.", "Choose a code from needs."),
        ),
    ),
}
