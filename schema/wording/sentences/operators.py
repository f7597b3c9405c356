"""What can keep an operator's command, or the embedded database, from running."""

from collections.abc import Mapping

from schema.wording.wording import Wording

OPERATORS: Mapping[str, Wording] = {
    "settings.unknown": Wording(
        id=("{name} tidak dikenal.", "Mungkin maksudnya {nearest}; betulkan namanya atau hapus."),
        en=("{name} is not a setting.", "Perhaps {nearest} was meant: correct the name, or remove it."),
    ),
    "settings.bad_host": Wording(
        id=("{name} berisi {given}, bukan alamat.", "Isi alamat IP atau nama komputer saja, misalnya 0.0.0.0."),
        en=("{name} is {given}, which is not an address.", "Give an IP address or a host name only, such as 0.0.0.0."),
    ),
    "settings.bad_port": Wording(
        id=("{name} berisi {given}, bukan nomor port.", "Isi bilangan bulat 1 sampai 65535, misalnya 8000."),
        en=("{name} is {given}, which is not a port.", "Give a whole number from 1 to 65535, such as 8000."),
    ),
    "settings.bad_url": Wording(
        id=(
            "{name} bukan URL basis data PostgreSQL.",
            "Bentuknya postgresql://pengguna:sandi@komputer:5432/basisdata.",
        ),
        en=(
            "{name} is not the URL of a PostgreSQL database.",
            "Its form is postgresql://user:password@host:5432/database.",
        ),
    ),
    "settings.url_missing": Wording(
        id=(
            "{name} tidak diisi, padahal {given} diisi.",
            "Isi {name} untuk perintah ini, atau kosongkan keduanya untuk memakai basis data bawaan.",
        ),
        en=(
            "{name} is not set, although {given} is.",
            "Set {name} for this command, or neither to use the embedded database.",
        ),
    ),
    "settings.bad_language": Wording(
        id=("{name} berisi {given}, bahasa yang tidak tersedia.", "Pilih salah satu: {allowed}."),
        en=("{name} is {given}, a language the hub does not speak.", "Choose one of: {allowed}."),
    ),
    "command.port_in_use": Wording(
        id=(
            "Port {port} di {host} sedang dipakai program lain.",
            "Hentikan program itu, atau pilih port lain dengan SIMPUL_PORT.",
        ),
        en=("Port {port} on {host} is in use.", "Stop the program that uses it, or choose another with SIMPUL_PORT."),
    ),
    "command.port_forbidden": Wording(
        id=(
            "Pengguna ini tidak boleh memakai port {port} di {host}.",
            "Pilih port di atas 1023 dengan SIMPUL_PORT, dan taruh pelayan web di depannya.",
        ),
        en=(
            "This user may not use port {port} on {host}.",
            "Choose a port above 1023 with SIMPUL_PORT, and put a web server in front.",
        ),
    ),
    "command.host_unusable": Wording(
        id=(
            "Alamat {host} tidak dapat dipakai di komputer ini ({reason}).",
            "Isi SIMPUL_HOST dengan alamat komputer ini, misalnya 127.0.0.1.",
        ),
        en=(
            "The address {host} cannot be used on this machine ({reason}).",
            "Set SIMPUL_HOST to an address of this machine, such as 127.0.0.1.",
        ),
    ),
    "embedded.system_unsupported": Wording(
        id=(
            "Basis data bawaan tidak berjalan di sistem {system}.",
            "Pakai Linux, macOS atau WSL, atau isi SIMPUL_DATABASE_URL dengan server PostgreSQL.",
        ),
        en=(
            "The embedded database does not run on {system}.",
            "Use Linux, macOS or WSL, or set SIMPUL_DATABASE_URL to a PostgreSQL server.",
        ),
    ),
    "embedded.folder_unwritable": Wording(
        id=(
            "Folder data {folder} tidak dapat ditulisi ({reason}).",
            "Beri hak tulis, atau pilih folder lain dengan SIMPUL_DATA.",
        ),
        en=(
            "The data folder {folder} cannot be written ({reason}).",
            "Grant the right to write, or choose another folder with SIMPUL_DATA.",
        ),
    ),
    "embedded.folder_of_another_user": Wording(
        id=(
            "Data di {folder} milik pengguna lain (uid {owner}).",
            "Jalankan sebagai pengguna itu, atau pilih folder lain dengan SIMPUL_DATA.",
        ),
        en=(
            "The data in {folder} belong to another user (uid {owner}).",
            "Run as that user, or choose another folder with SIMPUL_DATA.",
        ),
    ),
    "embedded.folder_unreachable": Wording(
        id=(
            "Pengguna {user}, yang menjalankan basis data, tidak dapat masuk ke folder {folder}.",
            "Buka jalan di folder di atasnya (chmod o+x), atau pilih folder lain dengan SIMPUL_DATA.",
        ),
        en=(
            "The user {user}, who runs the database, cannot step into the folder {folder}.",
            "Open the folders above it for passage (chmod o+x), or choose another folder with SIMPUL_DATA.",
        ),
    ),
    "embedded.folder_occupied": Wording(
        id=(
            "Folder {folder} berisi berkas lain, bukan basis data.",
            "Pindahkan isinya, atau pilih folder lain dengan SIMPUL_DATA.",
        ),
        en=(
            "The folder {folder} holds other files, not a database.",
            "Move them away, or choose another folder with SIMPUL_DATA.",
        ),
    ),
    "embedded.disk_full": Wording(
        id=(
            "Ruang disk untuk {folder} tidak cukup.",
            "Sediakan sedikitnya 1 GB, atau pilih disk lain dengan SIMPUL_DATA.",
        ),
        en=(
            "There is no room left on the disk of {folder}.",
            "Free at least 1 GB, or choose another disk with SIMPUL_DATA.",
        ),
    ),
    "embedded.other_major_version": Wording(
        id=(
            "Data di {folder} dibuat oleh PostgreSQL {found}; Simpul ini memakai PostgreSQL {expected}.",
            "Dengan Simpul yang lama ekspor datanya (pg_dump), lalu pulihkan ke folder baru yang ditunjuk SIMPUL_DATA.",
        ),
        en=(
            "The data in {folder} were made by PostgreSQL {found}; this Simpul runs PostgreSQL {expected}.",
            "Export them with the earlier Simpul (pg_dump), and restore into a new folder named by SIMPUL_DATA.",
        ),
    ),
    "embedded.programs_missing": Wording(
        id=(
            "Program PostgreSQL {version} dari paket {package} tidak ditemukan.",
            "Pasang ulang Simpul, atau isi SIMPUL_DATABASE_URL dengan server PostgreSQL.",
        ),
        en=(
            "The programs of PostgreSQL {version} from the package {package} are not there.",
            "Install Simpul again, or set SIMPUL_DATABASE_URL to a PostgreSQL server.",
        ),
    ),
    "embedded.programs_unusable": Wording(
        id=(
            "Pengguna {user} tidak dapat menjalankan program PostgreSQL di {folder}.",
            "Pilih SIMPUL_DATA di disk yang boleh menjalankan program (tanpa noexec).",
        ),
        en=(
            "The user {user} cannot run the PostgreSQL programs in {folder}.",
            "Choose SIMPUL_DATA on a disk that may run programs (not mounted noexec).",
        ),
    ),
    "embedded.no_server_user": Wording(
        id=(
            "PostgreSQL tidak mau berjalan sebagai root, dan pengguna {users} tidak ada.",
            "Buat pengguna postgres, atau jalankan Simpul sebagai pengguna biasa.",
        ),
        en=(
            "PostgreSQL refuses to run as root, and there is no user {users}.",
            "Create the user postgres, or run Simpul as an ordinary user.",
        ),
    ),
    "embedded.user_without_name": Wording(
        id=(
            "Pengguna dengan uid {user} tidak punya nama di sistem ini, padahal PostgreSQL memerlukannya.",
            "Tambahkan ke /etc/passwd, atau jalankan sebagai pengguna lain.",
        ),
        en=(
            "The user with uid {user} has no name on this system, and PostgreSQL needs one.",
            "Add it to /etc/passwd, or run as another user.",
        ),
    ),
    "embedded.no_socket_folder": Wording(
        id=("Tidak ada tempat untuk soket basis data: {folder} tidak dapat ditulisi.", "Beri hak tulis ke {folder}."),
        en=("There is no place for the database's socket: {folder} cannot be written.", "Make {folder} writable."),
    ),
    "embedded.server_silent": Wording(
        id=(
            "Basis data di {folder} sedang berjalan, tetapi tidak dapat dihubungi dari sini.",
            "Mungkin dijalankan kontainer lain: hentikan di sana, lalu coba lagi.",
        ),
        en=(
            "The database in {folder} is running, but cannot be reached from here.",
            "Another container may be running it: stop it there, then try again.",
        ),
    ),
    "embedded.start_failed": Wording(
        id=("Basis data di {folder} tidak mau berjalan: {reason}", "Lihat catatannya di {folder}/postgresql/log."),
        en=("The database in {folder} does not start: {reason}", "See its log in {folder}/postgresql/log."),
    ),
}
