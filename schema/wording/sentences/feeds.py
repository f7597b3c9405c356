"""What can be wrong with a file of rows, one of its rows, or a cell."""

from collections.abc import Mapping

from schema.wording.wording import Wording

FEEDS: Mapping[str, Wording] = {
    "feed.empty": Wording(
        id=(
            "Berkas ini kosong: baris {line} tidak berisi judul kolom.",
            "Kirim berkas dengan judul kolom dan isinya.",
        ),
        en=("The file is empty: line {line} has no header.", "Send a file with a header and rows."),
    ),
    "feed.not_spreadsheet": Wording(
        id=("Berkas ZIP ini bukan lembar kerja XLSX.", "Simpan tabelnya sebagai XLSX atau CSV, lalu kirim lagi."),
        en=("The ZIP file is no XLSX spreadsheet.", "Save the table as XLSX or CSV, and send it again."),
    ),
    "feed.spreadsheet_locked": Wording(
        id=(
            "Berkas Excel ini dilindungi kata sandi, atau berformat lama (XLS).",
            "Hapus kata sandinya, simpan sebagai XLSX, lalu kirim lagi.",
        ),
        en=(
            "The spreadsheet has a password, or the old form (XLS).",
            "Remove the password, save it as XLSX, and send it again.",
        ),
    ),
    "feed.spreadsheet_too_large": Wording(
        id=(
            "Lembar kerja ini terlalu besar bila dibuka: lebih dari {limit} byte, atau kompresinya tidak wajar.",
            "Sisakan lembar yang berisi tabel saja, atau bagi menjadi beberapa berkas.",
        ),
        en=(
            "The spreadsheet is too large when opened: over {limit} bytes, or packed beyond reason.",
            "Keep only the sheet with the table, or split it into several files.",
        ),
    ),
    "feed.spreadsheet_with_entities": Wording(
        id=(
            "Bagian {part} dari lembar kerja ini berisi deklarasi (DOCTYPE) yang tidak dibaca.",
            "Buka dengan program lembar kerja, simpan ulang sebagai XLSX, lalu kirim lagi.",
        ),
        en=(
            "The spreadsheet's part {part} holds a declaration (DOCTYPE), which is not read.",
            "Open it in a spreadsheet program, save it anew as XLSX, and send it again.",
        ),
    ),
    "feed.spreadsheet_unreadable": Wording(
        id=(
            "Lembar kerja ini rusak, atau terlalu berat untuk dibuka.",
            "Salin tabelnya ke lembar kerja baru, simpan sebagai XLSX atau CSV, lalu kirim lagi.",
        ),
        en=(
            "The spreadsheet is damaged, or takes too much to open.",
            "Copy the table into a new one, save it as XLSX or CSV, and send it again.",
        ),
    ),
    "feed.formula_without_value": Wording(
        id=(
            "Rumus di {place} belum mempunyai hasil.",
            "Buka dengan program lembar kerja, simpan, lalu kirim lagi; atau tulis hasilnya.",
        ),
        en=(
            "The formula in {place} has no result yet.",
            "Open it in a spreadsheet program, save it, and send it again; or write the result.",
        ),
    ),
    "feed.merged_cells": Wording(
        id=("Sel {place} digabung.", "Batalkan penggabungan sel (unmerge), lalu isi setiap selnya."),
        en=("The cells {place} are merged.", "Unmerge them, and fill each."),
    ),
    "feed.wrong_encoding": Wording(
        id=(
            "Baris {line}, kolom {column} berisi huruf yang bukan UTF-8 atau UTF-16.",
            "Simpan ulang sebagai CSV UTF-8.",
        ),
        en=("Line {line}, column {column} holds letters in neither UTF-8 nor UTF-16.", "Save it again as CSV UTF-8."),
        otherwise=Wording(
            id=("Baris {line} berisi huruf yang bukan UTF-8 atau UTF-16.", "Simpan ulang sebagai CSV UTF-8."),
            en=("Line {line} holds letters in neither UTF-8 nor UTF-16.", "Save it again as CSV UTF-8."),
        ),
    ),
    "feed.nul_character": Wording(
        id=("Baris {line}, kolom {column} berisi karakter kosong (NUL).", "Hapus karakter itu, lalu kirim lagi."),
        en=("Line {line}, column {column} holds a NUL character.", "Remove it, and send the file again."),
        otherwise=Wording(
            id=("Baris {line} berisi karakter kosong (NUL).", "Hapus karakter itu, lalu kirim lagi."),
            en=("Line {line} holds a NUL character.", "Remove it, and send the file again."),
        ),
    ),
    "feed.line_too_long": Wording(
        id=(
            "Baris {line} lebih panjang daripada {limit} byte.",
            "Pendekkan isinya; mungkin ada kutip yang tidak ditutup.",
        ),
        en=("Line {line} is longer than {limit} bytes.", "Shorten it; a quote may never have been closed."),
    ),
    "feed.upload_too_long": Wording(
        id=(
            "Berkas ini lebih besar daripada {limit} byte; terbaca sampai baris {line}.",
            "Bagi menjadi beberapa berkas.",
        ),
        en=("The file is larger than {limit} bytes; read up to line {line}.", "Split it into several."),
    ),
    "feed.cell_too_long": Wording(
        id=(
            "Satu sel di baris {line} lebih panjang daripada {limit} huruf.",
            "Pendekkan; mungkin ada kutip yang tidak ditutup.",
        ),
        en=("A cell at line {line} is longer than {limit} letters.", "Shorten it; a quote may never have been closed."),
    ),
    "feed.bad_line_ends": Wording(
        id=(
            "Di baris {line} ada akhir baris gaya lama (CR saja).",
            "Simpan ulang sebagai CSV UTF-8, bukan CSV (Macintosh), lalu kirim lagi.",
        ),
        en=(
            "Line {line} holds a line end of the old form (CR alone).",
            "Save it again as CSV UTF-8, not CSV (Macintosh), and send that.",
        ),
    ),
    "feed.bad_quotes": Wording(
        id=("Tanda kutip di baris {line} tidak berpasangan.", 'Tulis kutip di dalam sel dua kali ("").'),
        en=("The quotes at line {line} do not pair.", 'Write a quote inside a cell twice ("").'),
    ),
    "feed.cut_off": Wording(
        id=("Berkas terputus di baris {line}.", "Kirim ulang berkas yang lengkap."),
        en=("The file breaks off at line {line}.", "Send the whole file again."),
    ),
    "feed.header_not_first": Wording(
        id=("Judul kolom baru ada di baris {line}.", "Hapus semua baris di atasnya, sehingga judul ada di baris 1."),
        en=("The header stands only in line {line}.", "Remove every line above it, so that it is line 1."),
    ),
    "feed.second_header": Wording(
        id=("Baris {line} mengulang judul kolom.", "Sisakan satu baris judul, yaitu baris 1."),
        en=("Line {line} has names of columns again.", "Keep a single header, in line 1."),
    ),
    "feed.unnamed_column": Wording(
        id=("Kolom ke-{position} tidak berjudul.", "Beri judul, atau hapus kolomnya."),
        en=("Column number {position} has no name.", "Name it, or remove it."),
    ),
    "feed.too_many_columns": Wording(
        id=("Berkas ini memuat {given} kolom; batasnya {maximum}.", "Hapus kolom yang tidak ada pada contoh."),
        en=("The file has {given} columns; the limit is {maximum}.", "Remove those that are not in the template."),
    ),
    "feed.repeated_column": Wording(
        id=("Judul kolom {column} muncul dua kali.", "Sisakan satu."),
        en=("The column {column} is there twice.", "Keep one."),
    ),
    "feed.renamed_column": Wording(
        id=(
            "Kolom {column} tidak ada; mungkin berganti nama menjadi “{given}”.",
            "Kembalikan judulnya menjadi {column}.",
        ),
        en=("The column {column} is missing; it may have become “{given}”.", "Name it {column} again."),
    ),
    "feed.missing_column": Wording(
        id=("Kolom {column} tidak ada.", "Tambahkan kolom itu."),
        en=("The column {column} is missing.", "Add it."),
    ),
    "feed.too_few_cells": Wording(
        id=("Baris {line} berisi {given} sel dari {expected}; yang hilang mulai kolom {column}.", "Lengkapi barisnya."),
        en=("Line {line} has {given} cells of {expected}; they end before {column}.", "Complete the line."),
    ),
    "feed.too_many_cells": Wording(
        id=("Baris {line} berisi {given} sel dari {expected}.", "Beri kutip pada sel yang berisi tanda pemisah."),
        en=("Line {line} has {given} cells of {expected}.", "Put a cell that holds a separator in quotes."),
    ),
    "import.one_upload": Wording(
        id=(
            "Kirim tepat satu berkas.",
            "Isi `document` (teks CSV) atau `workbook` (XLSX dalam base64), tidak keduanya.",
        ),
        en=("Send exactly one file.", "Fill `document` (CSV text) or `workbook` (XLSX in base64), not both."),
    ),
    "import.not_base64": Wording(
        id=("`workbook` bukan base64.", "Ubah isi berkas XLSX menjadi base64 tanpa baris baru."),
        en=("`workbook` is not base64.", "Encode the XLSX file as base64, without line breaks."),
    ),
    "import.not_found": Wording(
        id=("Tanda terima impor ini tidak ada, atau bukan milik Anda.", "Periksa id-nya pada jawaban impor."),
        en=("There is no such receipt of an import, or it is not yours.", "Take the id from the import's answer."),
    ),
    "feed.bad_name": Wording(
        id=(
            "Nama rangkaian berkas (`feed`) kosong, terlalu panjang, atau memuat spasi di tepi.",
            "Pakai 1 sampai {limit} huruf, misalnya beras-rw-008.",
        ),
        en=(
            "The name of the series of files (`feed`) is empty, too long, or has spaces around it.",
            "Use 1 to {limit} letters, such as beras-rw-008.",
        ),
    ),
    "feed.long_reason": Wording(
        id=("Alasan daftar menyusut terlalu panjang.", "Tulis paling banyak {limit} huruf."),
        en=("The reason why the list shrank is too long.", "Write at most {limit} letters."),
    ),
    "feed.shrank": Wording(
        id=(
            "Daftar ini mencabut {withdrawn} dari {listed} penawaran: lebih dari separuh.",
            "Periksa apakah berkasnya lengkap. Bila memang begitu, tulis alasannya di `shrunkBecause` (`--because`).",
        ),
        en=(
            "The list withdraws {withdrawn} of {listed} offerings: more than half.",
            "Check whether the file is whole. If it is, say why in `shrunkBecause` (`--because`).",
        ),
    ),
    "feed.too_few_rows": Wording(
        id=(
            "Berkas ini hanya berisi {given} baris; sumber ini biasanya sedikitnya {minimum}.",
            "Periksa apakah berkasnya lengkap.",
        ),
        en=("The file has only {given} rows; this source has at least {minimum}.", "Check whether it is whole."),
    ),
    "feed.too_many_rows": Wording(
        id=(
            "Berkas ini berisi lebih dari {maximum} baris, batas sumber ini (baris {line}).",
            "Periksa apakah ada yang berulang.",
        ),
        en=(
            "The file has more than {maximum} rows, this source's limit (line {line}).",
            "Check for repeated rows.",
        ),
    ),
    "row.empty": Wording(
        id=("Semua sel di baris ini kosong.", "Isi barisnya, atau hapus."),
        en=("All cells of the row are empty.", "Fill the row, or remove it."),
    ),
    "row.repeated_reference": Wording(
        id=("Reference ini sudah dipakai di baris {first_line}.", "Beri reference lain, atau hapus salah satu baris."),
        en=("The reference is that of line {first_line} already.", "Give another, or remove one of the rows."),
    ),
    "cell.empty": Wording(
        id=("Sel ini wajib diisi, tetapi kosong.", "Isi selnya."),
        en=("The cell must be filled, but is empty.", "Fill it in."),
    ),
    "cell.empty_beside": Wording(
        id=("Sel ini kosong, padahal kolom {other} diisi.", "Isi keduanya, atau kosongkan keduanya."),
        en=("The cell is empty, although {other} is filled.", "Fill both, or neither."),
    ),
    "cell.empty_part": Wording(
        id=("Daftar di sel ini berisi bagian yang kosong.", "Hapus tanda | yang berlebih, atau isi bagiannya."),
        en=("The list in the cell has an empty part.", "Remove the | that is too many, or fill the part."),
    ),
    "cell.list_length": Wording(
        id=("Daftar ini berisi {given}, sedangkan kolom {other} berisi {expected}.", "Samakan banyaknya."),
        en=("The list has {given} parts, and that in {other} has {expected}.", "Make them as long as each other."),
    ),
    "cell.not_taken": Wording(
        id=(
            "Isi sel ini tidak terpakai bersama isi lain di baris ini.",
            "Kosongkan selnya, atau lengkapi pasangannya.",
        ),
        en=("The cell is of no use with the rest of its row.", "Empty it, or fill what belongs with it."),
    ),
    "cell.no_whole_number": Wording(
        id=("Isi sel bukan bilangan bulat.", "Tulis angka saja, misalnya 200000, 200.000 atau Rp200.000."),
        en=("The cell holds no whole number.", "Write digits alone, such as 200000, 200.000 or Rp200.000."),
    ),
    "cell.negative_number": Wording(
        id=("Bilangan di sel ini kurang dari nol.", "Tulis tanpa tanda kurang atau kurung."),
        en=("The number is below zero.", "Write it without a minus sign or brackets."),
    ),
    "cell.fractional_number": Wording(
        id=("Bilangan di sel ini berupa pecahan.", "Bulatkan; titik hanya untuk ribuan, misalnya 200.000."),
        en=("The number has a fraction.", "Make it whole; a point parts thousands alone, as in 200.000."),
    ),
    "cell.number_out_of_bounds": Wording(
        id=("Bilangan di sel ini di luar batas.", "Isi antara {minimum} dan {maximum}."),
        en=("The number is out of bounds.", "Give one from {minimum} to {maximum}."),
    ),
    "cell.number_of_two_meanings": Wording(
        id=(
            "Bilangan di sel ini dapat berarti ribuan atau pecahan.",
            "Tulis tanpa pemisah, misalnya 200000, atau dengan titik, misalnya 200.000.",
        ),
        en=(
            "The number may mean thousands or a fraction.",
            "Write it without a separator, such as 200000, or with a point, such as 200.000.",
        ),
    ),
    "cell.digits_lost": Wording(
        id=(
            "Program lembar kerja telah membuang angka terakhir bilangan ini.",
            "Jadikan format kolomnya Teks, lalu tulis ulang bilangannya.",
        ),
        en=(
            "A spreadsheet program has dropped this number's last digits.",
            "Format the column as text, and write the number again.",
        ),
    ),
    "cell.spreadsheet_error": Wording(
        id=("Isi sel adalah kesalahan rumus dari lembar kerja.", "Perbaiki rumusnya, atau tulis isinya langsung."),
        en=("The cell holds a spreadsheet's error.", "Fix the formula, or write the content itself."),
    ),
    "cell.day_as_number": Wording(
        id=(
            "Isi sel adalah nomor urut hari dari lembar kerja, bukan tanggal.",
            "Jadikan format kolomnya Tanggal atau Teks, lalu tulis 2026-11-24.",
        ),
        en=(
            "The cell holds a spreadsheet's number of a day, not a date.",
            "Format the column as a date or text, and write 2026-11-24.",
        ),
    ),
    "cell.no_day": Wording(
        id=("Isi sel bukan tanggal.", "Tulis 2026-11-24, 24/11/2026 atau 24 November 2026."),
        en=("The cell holds no date.", "Write 2026-11-24, 24/11/2026 or 24 November 2026."),
    ),
    "cell.impossible_day": Wording(
        id=("Tanggal ini tidak ada di kalender, atau terlalu jauh.", "Periksa hari, bulan, dan tahunnya."),
        en=("There is no such day, or it is too far off.", "Check day, month and year."),
    ),
    "cell.no_yes_or_no": Wording(
        id=("Isi sel bukan ya atau tidak.", "Tulis ya atau tidak."),
        en=("The cell holds neither yes nor no.", "Write ya or tidak (yes or no)."),
    ),
    "cell.unknown_word": Wording(
        id=("Isi sel tidak ada dalam pilihan.", "Pilih dari: {choices}."),
        en=("The cell holds none of its choices.", "Choose from: {choices}."),
    ),
    "cell.bad_key": Wording(
        id=("Kunci ini salah bentuk.", "Pakai paling banyak 60 huruf kecil, angka, _, . atau -, diawali huruf."),
        en=("The key has the wrong form.", "Use at most 60 small letters, digits, _, . or -, a letter first."),
    ),
    "cell.too_long": Wording(
        id=("Isi sel sepanjang {given} huruf; paling panjang {limit}.", "Pendekkan isinya."),
        en=("The cell has {given} letters; at most {limit} are taken.", "Shorten it."),
    ),
    "cell.control_character": Wording(
        id=("Isi sel memuat karakter yang tidak terlihat.", "Ketik ulang isinya."),
        en=("The cell holds an invisible character.", "Type it again."),
    ),
    "cell.no_json": Wording(
        id=("Isi sel bukan JSON ({reason}).", "Periksa kurung, koma, dan kutipnya."),
        en=("The cell holds no JSON ({reason}).", "Check brackets, commas and quotes."),
    ),
    "cell.json_too_deep": Wording(
        id=("JSON di sel ini bersarang terlalu dalam.", "Kurangi tingkatnya."),
        en=("The JSON in the cell is nested too deeply.", "Nest it less."),
    ),
    "cell.json_does_not_fit": Wording(
        id=("JSON di sel ini tidak sesuai bentuknya ({reason}).", "Sesuaikan dengan contoh di dokumen sumber ini."),
        en=("The JSON in the cell has not the form wanted ({reason}).", "Follow the source's example."),
    ),
    "cell.repeated_key": Wording(
        id=("Kunci {given} muncul dua kali di sel ini.", "Beri setiap bagian kunci tersendiri."),
        en=("The key {given} is twice in the cell.", "Give each part a key of its own."),
    ),
    "cell.capacity_incomplete": Wording(
        id=("Keterangan kuota belum lengkap; kurang: {missing}.", "Lengkapi semuanya, atau kosongkan semuanya."),
        en=("The capacity is incomplete; missing: {missing}.", "Fill all of its columns, or none."),
    ),
    "beas_perelek.desil_without_poor": Wording(
        id=(
            "Desil tertinggi disebut, padahal kelompok miskin tidak dipilih.",
            "Tambahkan miskin, atau kosongkan desilnya.",
        ),
        en=("A highest desil is stated, but not the group of the poor.", "Add miskin, or empty the desil."),
    ),
    "beas_perelek.poor_without_desil": Wording(
        id=("Kelompok miskin dipilih tanpa desil tertinggi.", "Isi desil_tertinggi dengan 1 sampai 10."),
        en=("The group of the poor is chosen without a highest desil.", "Fill desil_tertinggi with 1 to 10."),
    ),
}
