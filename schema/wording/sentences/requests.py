"""What can be wrong with a request before anything in it runs, and when the hub itself fails."""

from collections.abc import Mapping

from schema.wording.wording import Wording

REQUESTS: Mapping[str, Wording] = {
    "web.no_such_page": Wording(
        id=("Halaman ini tidak ada.", "Kirim GraphQL ke /graphql."),
        en=("There is no such page.", "Send GraphQL to /graphql."),
    ),
    "web.method_refused": Wording(
        id=("Metode {method} tidak diterima di sini.", "Pakai POST, atau GET untuk membaca."),
        en=("The method {method} is not taken here.", "Use POST, or GET for reading."),
    ),
    "web.token_in_url": Wording(
        id=(
            "Token tidak diterima di dalam alamat, karena alamat tercatat di mana-mana.",
            "Kirim di header Authorization.",
        ),
        en=("No token is taken from an address, since addresses are logged.", "Send it in the Authorization header."),
    ),
    "web.content_type_refused": Wording(
        id=("Jenis isi “{given}” tidak diterima.", "Kirim application/json."),
        en=("The content type “{given}” is not taken.", "Send application/json."),
    ),
    "web.not_acceptable": Wording(
        id=("Tidak ada jenis jawaban yang diminta.", "Terima application/graphql-response+json atau application/json."),
        en=(
            "The hub has no answer of the kind wanted.",
            "Accept application/graphql-response+json or application/json.",
        ),
    ),
    "web.body_too_large": Wording(
        id=("Permintaan lebih besar daripada {limit_bytes} byte.", "Pecah menjadi beberapa permintaan."),
        en=("The request is larger than {limit_bytes} bytes.", "Split it into several."),
    ),
    "web.body_too_deep": Wording(
        id=("JSON bersarang lebih dari {limit} tingkat.", "Kurangi tingkatnya."),
        en=("The JSON is nested more than {limit} levels deep.", "Nest it less."),
    ),
    "web.body_not_json": Wording(
        id=("Isi permintaan bukan JSON: salah di baris {line}, kolom {column}.", "Perbaiki tanda baca di tempat itu."),
        en=("The body is no JSON: wrong at line {line}, column {column}.", "Fix the punctuation there."),
    ),
    "web.body_not_object": Wording(
        id=("Isi permintaan bukan objek JSON.", 'Kirim {{"query": "…"}}.'),
        en=("The body is no JSON object.", 'Send {{"query": "…"}}.'),
    ),
    "web.query_missing": Wording(
        id=("Permintaan tidak berisi query.", 'Kirim {{"query": "…"}}.'),
        en=("The request holds no query.", 'Send {{"query": "…"}}.'),
    ),
    "web.part_has_wrong_type": Wording(
        id=("Bagian {part} salah jenis.", "Isi dengan {expected}."),
        en=("The part {part} has the wrong type.", "Give it as: {expected}."),
    ),
    "web.batch_empty": Wording(
        id=("Daftar permintaan ini kosong.", "Kirim sedikitnya satu."),
        en=("The batch is empty.", "Send at least one request."),
    ),
    "web.batch_too_long": Wording(
        id=("Ada {given} permintaan sekaligus; paling banyak {limit}.", "Kirim dalam beberapa kali."),
        en=("There are {given} requests at once; at most {limit} are taken.", "Send them in several batches."),
    ),
    "web.too_many_operations": Wording(
        id=("Ada {given} operasi sekaligus di sambungan ini; paling banyak {limit}.", "Tunggu atau tutup salah satu."),
        en=("There are {given} operations at once on this connection; at most {limit}.", "Wait for one, or end it."),
    ),
    "web.persisted_query_not_found": Wording(
        id=("Kueri dengan hash ini belum tersimpan.", "Kirim lagi bersama kueri lengkapnya."),
        en=("The query of this hash is not stored yet.", "Send it again with the whole query."),
    ),
    "web.persisted_query_mismatch": Wording(
        id=("Hash tidak cocok dengan kuerinya.", "Hitung lagi SHA-256 dari kueri yang dikirim."),
        en=("The hash does not fit the query.", "Work out the SHA-256 of the query sent."),
    ),
    "web.persisted_query_version": Wording(
        id=("Versi kueri tersimpan ini tidak didukung.", "Pakai versi {supported}."),
        en=("This version of persisted queries is not supported.", "Use version {supported}."),
    ),
    "web.parse_failed": Wording(
        id=("Kueri salah tulis: {detail}", "Perbaiki di tempat yang ditunjuk locations."),
        en=("The query has a mistake: {detail}", "Fix it at the place in locations."),
    ),
    "web.validation_failed": Wording(
        id=("Kueri tidak cocok dengan skema: {detail}", "Lihat skema di GraphiQL, lalu sesuaikan."),
        en=("The query does not fit the schema: {detail}", "See the schema in GraphiQL, and make it fit."),
    ),
    "web.variables_refused": Wording(
        id=("Nilai variabel tidak cocok: {detail}", "Sesuaikan dengan jenis yang ditulis di kueri."),
        en=("A variable does not fit: {detail}", "Make it fit the type in the query."),
    ),
    "web.operation_unknown": Wording(
        id=("Tidak ada operasi bernama {name} dalam kueri ini.", "Samakan operationName dengan nama di kueri."),
        en=("The query has no operation called {name}.", "Make operationName one of the names in it."),
    ),
    "web.operation_not_chosen": Wording(
        id=("Kueri ini berisi {count} operasi, dan belum dipilih yang mana.", "Isi operationName."),
        en=("The query holds {count} operations, and none is chosen.", "Fill operationName."),
    ),
    "web.subscription_needs_socket": Wording(
        id=(
            "Langganan tidak dapat dijawab dengan satu jawaban.",
            "Kirim Accept: text/event-stream, atau sambungkan dengan WebSocket (graphql-transport-ws).",
        ),
        en=(
            "A subscription cannot be answered with one answer.",
            "Send Accept: text/event-stream, or connect by WebSocket (graphql-transport-ws).",
        ),
    ),
    "web.only_queries_over_get": Wording(
        id=("Operasi {kind} tidak dapat dikirim dengan GET.", "Kirim dengan POST."),
        en=("A {kind} cannot be sent with GET.", "Send it with POST."),
    ),
    "web.field_not_over_get": Wording(
        id=("Bagian {field} tidak dapat dikirim dengan GET, karena alamat tercatat.", "Kirim dengan POST."),
        en=("The field {field} cannot be sent with GET, since addresses are logged.", "Send it with POST."),
    ),
    "web.too_deep": Wording(
        id=("Kueri ini sedalam {given} tingkat; paling dalam {limit}.", "Kurangi tingkatnya, atau bagi dua."),
        en=("The query is {given} levels deep; at most {limit} are taken.", "Make it flatter, or split it."),
    ),
    "web.too_many_aliases": Wording(
        id=("Kueri ini mengulang bagian {given} kali; paling banyak {limit}.", "Bagi menjadi beberapa kueri."),
        en=("The query repeats fields {given} times; at most {limit} are taken.", "Split it into several."),
    ),
    "web.too_many_fields": Wording(
        id=("Kueri ini meminta {given} bagian; paling banyak {limit}.", "Minta yang diperlukan saja."),
        en=("The query asks for {given} fields; at most {limit} are taken.", "Ask for what you need alone."),
    ),
    "web.too_costly": Wording(
        id=(
            "Kueri ini berbiaya {given}; paling mahal {limit}.",
            "Kecilkan first, atau kurangi daftar di dalam daftar.",
        ),
        en=("The query costs {given}; at most {limit} is taken.", "Make first smaller, or nest fewer lists."),
    ),
    "web.budget_spent": Wording(
        id=("Jatah permintaan habis: perlu {requested}, sisa {remaining}.", "Coba lagi {seconds} detik lagi."),
        en=("The budget is spent: {requested} needed, {remaining} left.", "Try again in {seconds} seconds."),
    ),
    "web.internal": Wording(
        id=("Ada kesalahan di pihak kami. Nomor rujukan: {reference}.", "Coba lagi; bila tetap, sebutkan nomor itu."),
        en=("Something failed on our side. Reference: {reference}.", "Try again; if it stays, tell us the reference."),
    ),
}
