"""What sources share whose aid comes from a collection or draw under a permit: the permit is the legal basis, and no
offering of theirs is valid outside it. Knows no source, and asks no register of permits.
"""

from dataclasses import replace
from datetime import date

from connectors.feeds import institution
from connectors.feeds.cells import day
from connectors.feeds.columns import column
from connectors.feeds.rows import Origins, RowReader
from hub.domain.errors import Message
from hub.domain.offerings.offering import OfferingContent
from hub.domain.rules.citation import Citation, Confidence

COLUMNS = (
    column("nomor_izin", "nomor izin", "number of the permit", "123/HUK-UND/2026", required=True),
    column("penerbit_izin", "penerbit izin", "who issued the permit", "Kementerian Sosial", required=True),
    column("izin_dari", "izin berlaku sejak", "the permit's first day", "2026-01-01", required=True),
    column("izin_sampai", "izin berlaku sampai", "the permit's last day", "2026-12-31", required=True),
)
"""The columns of `permit`."""

ORIGINS: Origins = {**institution.ORIGINS, "legal_basis": ("nomor_izin", "izin_sampai")}

_SOME_DAY = day("2000-01-01")


def permit(row: RowReader) -> Citation:
    """The permit as the legal basis, verified by its holder; without dates when they are refused."""
    number, issuer = row.text("nomor_izin"), row.text("penerbit_izin")
    first = row.required("izin_dari", day, _SOME_DAY)
    last = row.required("izin_sampai", day, date.max)
    if last < first:
        row.refuse("izin_sampai", str(last), Message("dates.reversed", {"first": str(first), "last": str(last)}))
        first, last = _SOME_DAY, date.max
    return Citation(
        title=f"Izin {number} dari {issuer}", valid_from=first, valid_to=last, confidence=Confidence.VERIFIED
    )


def within(row: RowReader, content: OfferingContent, *, not_before: date = date.min) -> OfferingContent:
    """The draft, valid while its permit is, and from a day on. A permit that had ended when the row was brought up to
    date is refused."""
    first, last = content.legal_basis.valid_from or date.min, content.legal_basis.valid_to or date.max
    if last < content.assured_on:
        row.refuse("izin_sampai", str(last), Message("permit.expired", {"updated": str(content.assured_on)}))
    return replace(
        content,
        valid_from=max(first, not_before, content.valid_from or first),
        valid_to=min(last, content.valid_to or last),
    )
