"""Sentences on why an offering is not in a package. Decides nothing."""

from collections.abc import Mapping

from hub.domain.matching.package import LeftOut, LeftOutReason
from hub.domain.text import Language, Text
from schema.wording.labels import AND, listed
from schema.wording.wording import say

LEFT_OUT: Mapping[LeftOutReason, Text] = {
    LeftOutReason.NO_STATED_NEED: Text(
        "Tidak menjawab satu pun kebutuhan yang disebutkan.",
        "It covers none of the needs that were stated.",
    ),
    LeftOutReason.ALREADY_RECEIVED: Text(
        "Semua yang cocok sudah menerima program ini atau sudah diusulkan.",
        "Everybody whom it fits receives this programme already, or is proposed for it.",
    ),
    LeftOutReason.SAME_PROGRAMME: Text(
        "Program yang sama sudah ada dalam paket: {others}.",
        "The same programme is in the package already: {others}.",
    ),
    LeftOutReason.EXCLUDED: Text(
        "Menurut aturan, tidak dapat diterima bersama {others}.",
        "By the rules, it cannot be received together with {others}.",
    ),
    LeftOutReason.REQUIREMENT_MISSING: Text(
        "Mensyaratkan bantuan yang tidak tercatat diterima dan tidak ada dalam paket: {programmes}.",
        "It requires aid that is neither known to be received nor in the package: {programmes}.",
    ),
    LeftOutReason.NEED_COVERED: Text(
        "Dapat diterima juga, tetapi kebutuhannya sudah terjawab oleh {others}.",
        "It could be received as well, but what it is for is covered by {others}.",
    ),
    LeftOutReason.NOT_WEIGHED: Text(
        "Belum dipertimbangkan, karena pencarian paket sudah mencapai batasnya.",
        "It was not weighed, since the search for the package reached its limit.",
    ),
}


def left_out_text(found: LeftOut, language: Language) -> str:
    """The reason in a sentence that names the offerings or programmes meant."""
    titles = [ranked.judged.content.title.in_language(language) for ranked in found.because]
    return say(
        LEFT_OUT[found.reason],
        language,
        others=listed(titles, language, last=AND),
        programmes=", ".join(found.programmes),
    )
