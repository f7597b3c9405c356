"""What can be wrong with the hub itself, or with what it stands on: its database, keys and source modules."""

from collections.abc import Mapping

from schema.wording.wording import Wording

HUB: Mapping[str, Wording] = {
    "database.unreachable": Wording(
        id=("Basis data sedang tidak dapat dihubungi.", "Coba lagi sebentar; bila tetap, hubungi pengelola."),
        en=("The database cannot be reached for now.", "Try again in a moment; if it stays, tell the administrator."),
    ),
    "database.busy": Wording(
        id=("Basis data sedang terlalu sibuk.", "Coba lagi sebentar."),
        en=("The database is too busy for now.", "Try again in a moment."),
    ),
    "database.bad_url": Wording(
        id=("Alamat basis data salah bentuk.", "Tulis seperti postgresql://pengguna@server/nama."),
        en=("The database's address has the wrong form.", "Write it like postgresql://user@server/name."),
    ),
    "database.superuser": Wording(
        id=(
            "Hub menolak berjalan sebagai pengguna basis data yang melewati batas baris.",
            "Pakai pengguna biasa, anggota hub_app.",
        ),
        en=("The hub refuses to run as a database user whom no row limit binds.", "Use an ordinary member of hub_app."),
    ),
    "database.owner": Wording(
        id=(
            "Hub menolak berjalan sebagai pemilik tabel, karena batas baris tidak mengikatnya.",
            "Pakai anggota hub_app yang bukan pemilik.",
        ),
        en=(
            "The hub refuses to run as the tables' owner, whom no row limit binds.",
            "Use a member of hub_app who owns none.",
        ),
    ),
    "database.not_hub_app": Wording(
        id=("Pengguna basis data ini bukan anggota hub_app.", "Jadikan anggota hub_app, atau pakai pengguna lain."),
        en=("The database user is no member of hub_app.", "Make it one, or use another user."),
    ),
    "database.no_owner_role": Wording(
        id=(
            "Pengguna migrasi ini tidak dapat bertindak sebagai hub_owner, atau hub_app belum ada.",
            "Buat kedua peran dan beri keanggotaan hub_owner.",
        ),
        en=(
            "The migrating user cannot act as hub_owner, or there is no hub_app.",
            "Create both roles, and grant it hub_owner.",
        ),
    ),
    "database.not_migrated": Wording(
        id=("Basis data berada di migrasi {found}; Simpul ini memerlukan {expected}.", "Jalankan simpul migrate."),
        en=("The database is at migration {found}; this Simpul needs {expected}.", "Run simpul migrate."),
        otherwise=Wording(
            id=("Basis data belum pernah dimigrasi; Simpul ini memerlukan {expected}.", "Jalankan simpul migrate."),
            en=("The database was never migrated; this Simpul needs {expected}.", "Run simpul migrate."),
        ),
    ),
    "keys.unreadable": Wording(
        id=("Kunci di {file} rusak.", "Pulihkan dari cadangan; tanpa itu, hapus berkasnya dan buat token baru."),
        en=("The key in {file} is damaged.", "Restore it from a backup; without one, remove it and issue new tokens."),
    ),
    "keys.readable_by_others": Wording(
        id=("Kunci di {file} dapat dibaca pengguna lain.", "Batasi haknya dengan chmod 600, dan gantilah kuncinya."),
        en=("The key in {file} can be read by other users.", "Limit it with chmod 600, and replace the key."),
    ),
    "keys.unusable": Wording(
        id=("Kunci di {file} tidak dapat dipakai ({reason}).", "Periksa hak dan pemilik berkas serta foldernya."),
        en=("The key in {file} cannot be used ({reason}).", "Check rights and owner of the file and its folder."),
    ),
    "source.silent": Wording(
        id=("Modul sumber {module} tidak menyatakan SOURCE.", "Tambahkan SOURCE, atau keluarkan berkasnya."),
        en=("The source module {module} declares no SOURCE.", "Add SOURCE, or take the file away."),
    ),
    "source.broken_import": Wording(
        id=("Modul sumber {module} tidak dapat dimuat: {error}", "Perbaiki modul itu, atau keluarkan berkasnya."),
        en=("The source module {module} cannot be loaded: {error}", "Fix it, or take the file away."),
    ),
    "source.repeated": Wording(
        id=("Sumber di {module} juga ada di {other}.", "Sisakan satu."),
        en=("The source in {module} is also in {other}.", "Keep one of the two."),
    ),
}
