"""Why each part that an offering leaves out is missed. Decides nothing."""

from collections.abc import Mapping

from hub.domain.offerings.completeness import Part
from hub.domain.text import Text

WHY: Mapping[Part, Text] = {
    Part.CRITERIA: Text(
        "Tanpa aturan sendiri, tidak dapat dikatakan untuk siapa bantuan ini.",
        "Without a rule of its own, nobody can say whom the aid fits.",
    ),
    Part.BENEFIT: Text(
        "Tanpa jumlahnya, keluarga tidak tahu apa yang dapat diharapkan.",
        "Without an amount, a family cannot know what to expect.",
    ),
    Part.DAYS_TO_HELP: Text(
        "Kebutuhan mendesak didahulukan kepada bantuan yang menyebut berapa hari sampai tiba.",
        "An urgent need goes first to aid that says in how many days it comes.",
    ),
    Part.REQUIRED_DOCUMENTS: Text(
        "Orang datang dua kali bila tidak tahu apa yang harus dibawa.",
        "People come twice when they do not know what to bring.",
    ),
    Part.CAPACITY: Text(
        "Bila sisanya tidak disebut, keluarga dapat dirujuk ke bantuan yang sudah habis.",
        "Where nobody says how much is left, a family may be sent to aid that has run out.",
    ),
    Part.VALIDITY: Text(
        "Tanpa hari terakhir, bantuan ini tampak terbuka selamanya.",
        "Without a last day, it looks open for ever.",
    ),
    Part.DELIVERY_CHANNEL: Text(
        "Keluarga perlu tahu lewat apa bantuan tiba: bank, kantor pos, atau pos beras.",
        "A family must know through what it arrives: a bank, a post office, the neighbours' rice post.",
    ),
    Part.CITATIONS: Text(
        "Aturan yang baru kabar harus ditanyakan lagi kepada setiap keluarga.",
        "A rule that is only reported must be confirmed anew for every family.",
    ),
    Part.ENGLISH_TITLE: Text(
        "Pembaca bahasa Inggris melihat judul bahasa Indonesia.",
        "Readers of English see the Indonesian title.",
    ),
    Part.ENGLISH_DESCRIPTION: Text(
        "Pembaca bahasa Inggris melihat uraian bahasa Indonesia.",
        "Readers of English see the Indonesian description.",
    ),
}
