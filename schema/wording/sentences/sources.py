"""What can be wrong with a row in the form of one source or of several alike."""

from collections.abc import Mapping

from schema.wording.wording import Wording

SOURCES: Mapping[str, Wording] = {
    "institution.ages_reversed": Wording(
        id=("Usia paling tua kurang dari usia paling muda, {youngest} tahun.", "Perbaiki usia_dari atau usia_sampai."),
        en=("The highest age is below the lowest, {youngest} years.", "Mend usia_dari or usia_sampai."),
    ),
}
