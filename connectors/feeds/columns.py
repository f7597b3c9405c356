"""The columns of a source's form, as data: what each is called, by which other spellings it is known, what it means."""

from dataclasses import dataclass

from hub.domain.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a source's form, with what a filled row says there.

    A `required` one is in every file and filled in every row. `aliases` are other spellings of the name, each met in a
    real file; they mean the same wherever the name may stand.
    """

    name: str
    meaning: Text
    example: str = ""
    required: bool = False
    aliases: tuple[str, ...] = ()


VILLAGE_CODE_ALIASES = ("kemendagri_kode_desa_kelurahan", "kemendagri_kode_desa")
"""How the open data of West Java (Open Data Jabar) head their column of the home ministry's village codes."""


def column(
    name: str,
    meaning_id: str,
    meaning_en: str,
    example: str = "",
    *,
    required: bool = False,
    aliases: tuple[str, ...] = (),
) -> Column:
    """A column in one line, its meaning in Indonesian and English."""
    return Column(name=name, meaning=Text(meaning_id, meaning_en), example=example, required=required, aliases=aliases)
