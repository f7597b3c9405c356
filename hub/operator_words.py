"""The sentences an operator reads at the command line, in Indonesian and English. Decides nothing.

Those of problems stand in `schema.wording.sentences` with all others.
"""

from collections.abc import Mapping

from hub.domain.errors import ErrorCode, Problem
from hub.domain.offerings.feed import ImportMode, ImportState, Receipt
from hub.domain.text import Language, Text
from schema.wording.problems import problem_words
from schema.wording.wording import say

STEPS: Mapping[str, Text] = {
    "COPYING_PROGRAMS": Text("Menyalin program PostgreSQL", "Copying the PostgreSQL programs"),
    "CREATING": Text("Membuat basis data", "Creating the database"),
    "STARTING": Text("Menjalankan basis data", "Starting the database"),
    "STOPPING": Text("Menghentikan basis data", "Stopping the database"),
    "MIGRATING": Text("Menyesuaikan basis data", "Migrating the database"),
    "LOADING_REGIONS": Text("Memuat wilayah Indonesia", "Loading the regions of Indonesia"),
    "DEMONSTRATION": Text("Menyiapkan data peragaan", "Preparing the demonstration"),
    "READING": Text("Membaca berkas", "Reading the file"),
    "COMPARING": Text("Membandingkan dengan yang sudah ada", "Comparing with what is there"),
    "STORING": Text("Menyimpan", "Storing"),
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

GREETING = Text(
    id="""
Simpul melayani di {address}  (Ctrl+C untuk berhenti)

  token untuk masuk sebagai petugas:  simpul token --as desk:32.73.02.1004
  (atau supervisor:32.73, partner:ID, admin; kirim sebagai "Authorization: Bearer …")

  buka alamat itu di peramban, lalu tempel:

{query}
""",
    en="""
Simpul is serving at {address}  (Ctrl+C to stop)

  a token to sign in as staff:  simpul token --as desk:32.73.02.1004
  (or supervisor:32.73, partner:ID, admin; send it as "Authorization: Bearer …")

  open that address in a browser and paste:

{query}
""",
)


_COUNTS = Text(
    "baris {rows} · baru {added} · berubah {changed} · tetap {unchanged} · ditolak {refused}",
    "rows {rows} · added {added} · changed {changed} · unchanged {unchanged} · refused {refused}",
)
_LINE = Text("  baris {line}{column}{value}: {words}", "  line {line}{column}{value}: {words}")
_IGNORED = Text("kolom yang diabaikan: {names}", "columns left out: {names}")
_WITHDRAWN = Text(
    "  {reference} ({title}): tidak ada lagi, jadi dicabut", "  {reference} ({title}): left out, so withdrawn"
)
_REFUSED: Mapping[ImportMode, Text] = {
    ImportMode.UPSERT: Text(
        "Tidak ada yang disimpan. Perbaiki baris itu, atau tambahkan --accept-valid untuk menyimpan lainnya.",
        "Nothing was stored. Fix these rows, or add --accept-valid to store the others.",
    ),
    ImportMode.FULL: Text(
        "Tidak ada yang disimpan. Perbaiki baris itu: daftar penuh hanya diterima seluruhnya.",
        "Nothing was stored. Fix these rows: a whole list is taken as a whole only.",
    ),
}
_UNCONFIRMED = Text(
    "Tidak ada yang disimpan. Untuk mencabut {count} penawaran itu: --confirm {confirmation}",
    "Nothing was stored. To withdraw these {count} offerings: --confirm {confirmation}",
)
CONFIRM = Text("Cabut semuanya?", "Withdraw all of them?")
"""Asked of an operator at a terminal, after the list."""


def line_of(problem: Problem, language: Language) -> str:
    """One line for a terminal: what is wrong, and what to do now."""
    words = problem_words(problem, language)
    return " ".join(f"{words.message} {words.hint or ''}".split())


def receipt_lines(receipt: Receipt, language: Language) -> list[str]:
    """What an import did, and each refused row with its line, column and remedy, for a terminal."""
    counts = {name: getattr(receipt, name) for name in ("rows", "added", "changed", "unchanged", "refused")}
    lines = [say(_COUNTS, language, **counts)]
    for refusal in receipt.refusals:
        words = line_of(Problem(ErrorCode.ROW_REFUSED, refusal.message), language)
        column = f", {refusal.column}" if refusal.column else ""
        value = f" = “{refusal.value}”" if refusal.value else ""
        lines.append(say(_LINE, language, line=refusal.line, column=column, value=value, words=words))
    if receipt.ignored_columns:
        lines.append(say(_IGNORED, language, names=", ".join(receipt.ignored_columns)))
    lines += [say(_WITHDRAWN, language, reference=each.reference, title=each.title) for each in receipt.withdrawals]
    if receipt.state is ImportState.REFUSED:
        lines.append(say(_REFUSED[receipt.mode], language))
    if receipt.state is ImportState.UNCONFIRMED:
        count = len(receipt.withdrawals)
        lines.append(say(_UNCONFIRMED, language, count=count, confirmation=receipt.confirmation))
    return lines
