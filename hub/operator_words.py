"""The sentences an operator reads at the command line, in Indonesian and English. Decides nothing.

Each problem has two: what is wrong with which thing and why; and what to do now.
"""

from collections.abc import Mapping

from hub.domain.errors import ErrorCode, Problem
from hub.domain.offerings.feed import ImportMode, ImportState, Receipt
from hub.domain.text import Language
from schema.wording.problems import problem_words

_ID, _EN = Language.ID, Language.EN

PROBLEMS: Mapping[str, Mapping[Language, tuple[str, str]]] = {
    "settings.unknown": {
        _ID: ("{name} tidak dikenal.", "Mungkin maksudnya {nearest}; betulkan namanya atau hapus."),
        _EN: ("{name} is not a setting.", "Perhaps {nearest} was meant: correct the name, or remove it."),
    },
    "settings.bad_host": {
        _ID: ("{name} berisi {given}, bukan alamat.", "Isi alamat IP atau nama komputer saja, misalnya 0.0.0.0."),
        _EN: ("{name} is {given}, which is no address.", "Give an IP address or a host name only, such as 0.0.0.0."),
    },
    "settings.bad_port": {
        _ID: ("{name} berisi {given}, bukan nomor port.", "Isi bilangan bulat 1 sampai 65535, misalnya 8000."),
        _EN: ("{name} is {given}, which is no port.", "Give a whole number from 1 to 65535, such as 8000."),
    },
    "settings.bad_url": {
        _ID: (
            "{name} bukan URL basis data PostgreSQL.",
            "Bentuknya postgresql://pengguna:sandi@komputer:5432/basisdata.",
        ),
        _EN: (
            "{name} is no URL of a PostgreSQL database.",
            "Its form is postgresql://user:password@host:5432/database.",
        ),
    },
    "settings.url_missing": {
        _ID: (
            "{name} tidak diisi, padahal {given} diisi.",
            "Isi {name} untuk perintah ini, atau kosongkan keduanya untuk memakai basis data bawaan.",
        ),
        _EN: (
            "{name} is not set, although {given} is.",
            "Set {name} for this command, or neither to use the embedded database.",
        ),
    },
    "settings.bad_language": {
        _ID: ("{name} berisi {given}, bahasa yang tidak tersedia.", "Pilih salah satu: {allowed}."),
        _EN: ("{name} is {given}, a language the hub does not speak.", "Choose one of: {allowed}."),
    },
    "command.port_in_use": {
        _ID: (
            "Port {port} di {host} sedang dipakai program lain.",
            "Hentikan program itu, atau pilih port lain dengan SIMPUL_PORT.",
        ),
        _EN: ("Port {port} on {host} is in use.", "Stop the program that uses it, or choose another with SIMPUL_PORT."),
    },
    "command.port_forbidden": {
        _ID: (
            "Pengguna ini tidak boleh memakai port {port} di {host}.",
            "Pilih port di atas 1023 dengan SIMPUL_PORT, dan taruh pelayan web di depannya.",
        ),
        _EN: (
            "This user may not use port {port} on {host}.",
            "Choose a port above 1023 with SIMPUL_PORT, and put a web server in front.",
        ),
    },
    "command.host_unusable": {
        _ID: (
            "Alamat {host} tidak dapat dipakai di komputer ini ({reason}).",
            "Isi SIMPUL_HOST dengan alamat komputer ini, misalnya 127.0.0.1.",
        ),
        _EN: (
            "The address {host} cannot be used on this machine ({reason}).",
            "Set SIMPUL_HOST to an address of this machine, such as 127.0.0.1.",
        ),
    },
    "embedded.system_unsupported": {
        _ID: (
            "Basis data bawaan tidak berjalan di sistem {system}.",
            "Pakai Linux, macOS atau WSL, atau isi SIMPUL_DATABASE_URL dengan server PostgreSQL.",
        ),
        _EN: (
            "The embedded database does not run on {system}.",
            "Use Linux, macOS or WSL, or set SIMPUL_DATABASE_URL to a PostgreSQL server.",
        ),
    },
    "embedded.folder_unwritable": {
        _ID: (
            "Folder data {folder} tidak dapat ditulisi ({reason}).",
            "Beri hak tulis, atau pilih folder lain dengan SIMPUL_DATA.",
        ),
        _EN: (
            "The data folder {folder} cannot be written ({reason}).",
            "Grant the right to write, or choose another folder with SIMPUL_DATA.",
        ),
    },
    "embedded.folder_of_another_user": {
        _ID: (
            "Data di {folder} milik pengguna lain (uid {owner}).",
            "Jalankan sebagai pengguna itu, atau pilih folder lain dengan SIMPUL_DATA.",
        ),
        _EN: (
            "The data in {folder} belong to another user (uid {owner}).",
            "Run as that user, or choose another folder with SIMPUL_DATA.",
        ),
    },
    "embedded.folder_unreachable": {
        _ID: (
            "Pengguna {user}, yang menjalankan basis data, tidak dapat masuk ke folder {folder}.",
            "Buka jalan di folder di atasnya (chmod o+x), atau pilih folder lain dengan SIMPUL_DATA.",
        ),
        _EN: (
            "The user {user}, who runs the database, cannot step into the folder {folder}.",
            "Open the folders above it for passage (chmod o+x), or choose another folder with SIMPUL_DATA.",
        ),
    },
    "embedded.folder_occupied": {
        _ID: (
            "Folder {folder} berisi berkas lain, bukan basis data.",
            "Pindahkan isinya, atau pilih folder lain dengan SIMPUL_DATA.",
        ),
        _EN: (
            "The folder {folder} holds other files, not a database.",
            "Move them away, or choose another folder with SIMPUL_DATA.",
        ),
    },
    "embedded.disk_full": {
        _ID: (
            "Ruang disk untuk {folder} tidak cukup.",
            "Sediakan sedikitnya 1 GB, atau pilih disk lain dengan SIMPUL_DATA.",
        ),
        _EN: (
            "There is no room left on the disk of {folder}.",
            "Free at least 1 GB, or choose another disk with SIMPUL_DATA.",
        ),
    },
    "embedded.other_major_version": {
        _ID: (
            "Data di {folder} dibuat oleh PostgreSQL {found}; Simpul ini memakai PostgreSQL {expected}.",
            "Dengan Simpul yang lama ekspor datanya (pg_dump), lalu pulihkan ke folder baru yang ditunjuk SIMPUL_DATA.",
        ),
        _EN: (
            "The data in {folder} were made by PostgreSQL {found}; this Simpul runs PostgreSQL {expected}.",
            "Export them with the earlier Simpul (pg_dump), and restore into a new folder named by SIMPUL_DATA.",
        ),
    },
    "embedded.programs_missing": {
        _ID: (
            "Program PostgreSQL {version} dari paket {package} tidak ditemukan.",
            "Pasang ulang Simpul, atau isi SIMPUL_DATABASE_URL dengan server PostgreSQL.",
        ),
        _EN: (
            "The programs of PostgreSQL {version} from the package {package} are not there.",
            "Install Simpul again, or set SIMPUL_DATABASE_URL to a PostgreSQL server.",
        ),
    },
    "embedded.programs_unusable": {
        _ID: (
            "Pengguna {user} tidak dapat menjalankan program PostgreSQL di {folder}.",
            "Pilih SIMPUL_DATA di disk yang boleh menjalankan program (tanpa noexec).",
        ),
        _EN: (
            "The user {user} cannot run the PostgreSQL programs in {folder}.",
            "Choose SIMPUL_DATA on a disk that may run programs (not mounted noexec).",
        ),
    },
    "embedded.no_server_user": {
        _ID: (
            "PostgreSQL tidak mau berjalan sebagai root, dan pengguna {users} tidak ada.",
            "Buat pengguna postgres, atau jalankan Simpul sebagai pengguna biasa.",
        ),
        _EN: (
            "PostgreSQL refuses to run as root, and there is no user {users}.",
            "Create the user postgres, or run Simpul as an ordinary user.",
        ),
    },
    "embedded.user_without_name": {
        _ID: (
            "Pengguna dengan uid {user} tidak punya nama di sistem ini, padahal PostgreSQL memerlukannya.",
            "Tambahkan ke /etc/passwd, atau jalankan sebagai pengguna lain.",
        ),
        _EN: (
            "The user with uid {user} has no name on this system, and PostgreSQL needs one.",
            "Add it to /etc/passwd, or run as another user.",
        ),
    },
    "embedded.no_socket_folder": {
        _ID: ("Tidak ada tempat untuk soket basis data: {folder} tidak dapat ditulisi.", "Beri hak tulis ke {folder}."),
        _EN: ("There is no place for the database's socket: {folder} cannot be written.", "Make {folder} writable."),
    },
    "embedded.server_silent": {
        _ID: (
            "Basis data di {folder} sedang berjalan, tetapi tidak dapat dihubungi dari sini.",
            "Mungkin dijalankan kontainer lain: hentikan di sana, lalu coba lagi.",
        ),
        _EN: (
            "The database in {folder} is running, but cannot be reached from here.",
            "Another container may be running it: stop it there, then try again.",
        ),
    },
    "embedded.start_failed": {
        _ID: ("Basis data di {folder} tidak mau berjalan: {reason}", "Lihat catatannya di {folder}/postgresql/log."),
        _EN: ("The database in {folder} does not start: {reason}", "See its log in {folder}/postgresql/log."),
    },
}

STEPS: Mapping[str, Mapping[Language, str]] = {
    "COPYING_PROGRAMS": {_ID: "Menyalin program PostgreSQL", _EN: "Copying the PostgreSQL programs"},
    "CREATING": {_ID: "Membuat basis data", _EN: "Creating the database"},
    "STARTING": {_ID: "Menjalankan basis data", _EN: "Starting the database"},
    "STOPPING": {_ID: "Menghentikan basis data", _EN: "Stopping the database"},
    "MIGRATING": {_ID: "Menyesuaikan basis data", _EN: "Migrating the database"},
    "LOADING_REGIONS": {_ID: "Memuat wilayah Indonesia", _EN: "Loading the regions of Indonesia"},
    "DEMONSTRATION": {_ID: "Menyiapkan data peragaan", _EN: "Preparing the demonstration"},
    "READING": {_ID: "Membaca berkas", _EN: "Reading the file"},
    "COMPARING": {_ID: "Membandingkan dengan yang sudah ada", _EN: "Comparing with what is there"},
    "STORING": {_ID: "Menyimpan", _EN: "Storing"},
}

FIRST_QUERY = """{
  match(input: {
    presentRegion: "32.73.02.1004"
    subject: { household: {
      dwelling: { roof: LEAKING }
      families: [{ ref: "kk1", desil: 2 }]
      members: [
        { ref: "ibu", family: "kk1", ageYears: 29, sex: F, pregnant: true }
        { ref: "kakak", family: "kk1", ageYears: 13, schoolLevel: SMP }
        { ref: "adik", family: "kk1", ageYears: 8, schoolLevel: SD }
      ]
    } }
    needs: [
      { need: "FOOD", urgency: HIGH }, { need: "MATERNAL_CARE", urgency: HIGH }
      { need: "SCHOOL_COSTS", urgency: NORMAL }, { need: "HEALTH_COVER", urgency: NORMAL }
      { need: "HOUSING_REPAIR", urgency: NORMAL }
    ]
  }) {
    matches(first: 12) { edges { node {
      offering { title { id } } verdictText
      benefit { atLeast atMost unit per }
      beneficiaries { subject { text } verdict
        findings { message citation { title confidence } }
      }
    } } }
    nearMisses { match { offering { title { id } } } missing { message } remedy { text } }
    questions(first: 5) { text decides answerWith }
    unmetNeeds { name { id } }
  }
}"""
"""A pregnant mother and two pupils in Dago, Bandung: desil 2, a leaking roof, and nothing else known."""

GREETING: Mapping[Language, str] = {
    _ID: """
Simpul melayani di {address}  (Ctrl+C untuk berhenti)

  token untuk masuk sebagai petugas:  simpul token --as desk:32.73.02.1004
  (atau supervisor:32.73, partner:ID, admin; kirim sebagai "Authorization: Bearer …")

  buka alamat itu di peramban, lalu tempel:

{query}
""",
    _EN: """
Simpul is serving at {address}  (Ctrl+C to stop)

  a token to sign in as staff:  simpul token --as desk:32.73.02.1004
  (or supervisor:32.73, partner:ID, admin; send it as "Authorization: Bearer …")

  open that address in a browser and paste:

{query}
""",
}


def line_of(problem: Problem, language: Language) -> str:
    """One line for a terminal: what is wrong, and what to do now."""
    parameters = {
        name: ", ".join(value) if isinstance(value, tuple) else value
        for name, value in problem.message.parameters.items()
    }
    sentences = PROBLEMS.get(problem.message.key)
    if sentences is None:
        words = problem_words(problem, language)
        return " ".join(f"{words.message} {words.hint or ''}".split())
    return " ".join(" ".join(sentence.format(**parameters).split()) for sentence in sentences[language])


def receipt_lines(receipt: Receipt, language: Language) -> list[str]:
    """What an import did, and each refused row with its line, column and remedy, for a terminal."""
    english = language is Language.EN
    counts = (
        f"rows {receipt.rows} · added {receipt.added} · changed {receipt.changed} · unchanged {receipt.unchanged}"
        f" · refused {receipt.refused}"
        if english
        else f"baris {receipt.rows} · baru {receipt.added} · berubah {receipt.changed} · tetap {receipt.unchanged}"
        f" · ditolak {receipt.refused}"
    )
    lines = [counts]
    for refusal in receipt.refusals:
        words = problem_words(Problem(ErrorCode.ROW_REFUSED, refusal.message), language)
        place = f"line {refusal.line}" if english else f"baris {refusal.line}"
        column = f", {refusal.column}" if refusal.column else ""
        value = f" = “{refusal.value}”" if refusal.value else ""
        lines.append(f"  {place}{column}{value}: {words.message} {words.hint or ''}".rstrip())
    if receipt.ignored_columns:
        names = ", ".join(receipt.ignored_columns)
        lines.append(f"columns left out: {names}" if english else f"kolom yang diabaikan: {names}")
    for withdrawal in receipt.withdrawals:
        left_out = "left out, so withdrawn" if english else "tidak ada lagi, jadi dicabut"
        lines.append(f"  {withdrawal.reference} ({withdrawal.title}): {left_out}")
    if receipt.state is ImportState.REFUSED:
        lines.append(_REFUSED[receipt.mode][language])
    if receipt.state is ImportState.UNCONFIRMED:
        lines.append(_UNCONFIRMED[language].format(count=len(receipt.withdrawals), confirmation=receipt.confirmation))
    return lines


_REFUSED = {
    ImportMode.UPSERT: {
        Language.ID: (
            "Tidak ada yang disimpan. Perbaiki baris itu, atau tambahkan --accept-valid untuk menyimpan lainnya."
        ),
        Language.EN: "Nothing was stored. Mend these rows, or add --accept-valid to store the others.",
    },
    ImportMode.FULL: {
        Language.ID: "Tidak ada yang disimpan. Perbaiki baris itu: daftar penuh hanya diterima seluruhnya.",
        Language.EN: "Nothing was stored. Mend these rows: a whole list is taken as a whole only.",
    },
}
_UNCONFIRMED = {
    Language.ID: "Tidak ada yang disimpan. Untuk mencabut {count} penawaran itu: --confirm {confirmation}",
    Language.EN: "Nothing was stored. To withdraw these {count} offerings: --confirm {confirmation}",
}
CONFIRM = {Language.ID: "Cabut semuanya?", Language.EN: "Withdraw all of them?"}
"""Asked of an operator at a terminal, after the list."""
