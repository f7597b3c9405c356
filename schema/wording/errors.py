"""What each code of the catalogue means."""

from collections.abc import Mapping

from hub.domain.errors import ErrorCode
from hub.domain.text import Language, Text

_MEANINGS: Mapping[ErrorCode, Text] = {
    ErrorCode.BAD_REQUEST: Text("Permintaan bukan GraphQL yang dapat dibaca.", "The request is not readable GraphQL."),
    ErrorCode.GRAPHQL_PARSE_FAILED: Text("Kueri salah tulis.", "The query has a syntax error."),
    ErrorCode.GRAPHQL_VALIDATION_FAILED: Text("Kueri tidak cocok dengan skema.", "The query does not fit the schema."),
    ErrorCode.BAD_VARIABLES: Text("Nilai variabel tidak cocok dengan jenisnya.", "A variable does not fit its type."),
    ErrorCode.TOO_LARGE: Text("Permintaan melebihi ukuran yang diterima.", "The request is larger than is taken."),
    ErrorCode.TOO_COMPLEX: Text("Kueri terlalu dalam, lebar, atau mahal.", "The query is too deep, wide or costly."),
    ErrorCode.BAD_ID: Text(
        "Id ini bukan buatan simpul ini, atau jenisnya lain.", "No id of this hub, or another type's."
    ),
    ErrorCode.BAD_CURSOR: Text("Kursor ini bukan milik daftar ini.", "The cursor does not belong to this list."),
    ErrorCode.BAD_INPUT: Text("Ada nilai yang tidak dapat diterima.", "A value cannot be taken."),
    ErrorCode.IDEMPOTENCY_CONFLICT: Text(
        "Kunci ini sudah dipakai untuk masukan lain.", "The key already stood for another input."
    ),
    ErrorCode.PERSISTED_QUERY_NOT_FOUND: Text("Kueri tersimpan tidak ditemukan.", "The persisted query is not known."),
    ErrorCode.RATE_LIMITED: Text("Jatah permintaan sedang habis.", "The budget of requests is spent for now."),
    ErrorCode.UNAUTHENTICATED: Text("Perlu token yang sah.", "A valid token is needed."),
    ErrorCode.FORBIDDEN: Text("Anda tidak berwenang melakukan ini.", "This is not yours to do."),
    ErrorCode.NOT_FOUND: Text("Tidak ada, atau bukan untuk Anda.", "It is absent, or not yours to see."),
    ErrorCode.UNKNOWN_REGION: Text("Wilayah tidak dikenal.", "The region is not known."),
    ErrorCode.UNKNOWN_FACT: Text("Fakta tidak dikenal.", "The fact is not known."),
    ErrorCode.UNKNOWN_NEED: Text("Kebutuhan tidak dikenal.", "The need is not known."),
    ErrorCode.UNKNOWN_SOURCE: Text("Sumber tidak dikenal.", "The source is not known."),
    ErrorCode.UNKNOWN_PROGRAMME: Text("Program tidak dikenal.", "The programme is not known."),
    ErrorCode.DATES_REVERSED: Text("Tanggal akhir mendahului tanggal awal.", "An end is before its beginning."),
    ErrorCode.BAD_AMOUNT: Text("Jumlah tidak dapat diterima.", "An amount cannot be taken."),
    ErrorCode.BAD_CRITERION: Text("Aturan tidak terbaca atau salah tempat.", "A rule is unreadable or misplaced."),
    ErrorCode.MISSING_CITATION: Text("Aturan tanpa rujukan.", "A rule has no citation."),
    ErrorCode.BAD_IDENTITY_NUMBER: Text("NIK atau nomor KK tidak sah.", "An identity number is not valid."),
    ErrorCode.TRANSITION_REFUSED: Text("Tidak dapat dilakukan pada keadaan sekarang.", "Not possible in this state."),
    ErrorCode.QUOTA_EXCEEDED: Text("Kuota tidak mencukupi.", "There is not enough left."),
    ErrorCode.FEED_UNREADABLE: Text(
        "Berkas tidak terbaca; tak ada yang disimpan.", "The file is unreadable; nothing was stored."
    ),
    ErrorCode.FEED_SHRANK: Text(
        "Daftar penuh ini akan mencabut lebih dari separuh penawaran yang ada.",
        "The whole list would withdraw more than half of what is there.",
    ),
    ErrorCode.ROW_REFUSED: Text("Baris tidak diterima.", "A row was not taken."),
    ErrorCode.MISCONFIGURED: Text("Simpul ini salah diatur.", "The hub is set up wrongly."),
    ErrorCode.UNAVAILABLE: Text("Sedang tidak dapat melayani.", "Cannot serve for now."),
    ErrorCode.INTERNAL: Text("Ada kesalahan di pihak kami.", "Something failed on our side."),
}


def error_meaning(code: ErrorCode, language: Language) -> str:
    """What a code means."""
    return _MEANINGS[code].in_language(language)
