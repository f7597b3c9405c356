"""The demonstration catalogue: which partners publish which files, in which order. Registers and imports nothing.

Programmes follow public reports and say of each rule how sure it is; funds, amounts and days that are invented say so
in their own description.
"""

from dataclasses import dataclass
from importlib.resources import files

from hub.domain.offerings.offering import SourceKey
from hub.domain.partner import PartnerDraft, PartnerKind
from hub.domain.region import NATION, RegionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonstrationFeed:
    """One partner's file: who publishes it, from which source, as which of the partner's feeds, in which file."""

    partner: PartnerDraft
    source: SourceKey
    feed: str
    file: str

    def content(self) -> bytes:
        """The file, in its source's own form."""
        return (files(__package__) / self.file).read_bytes()


_CIKUJANG = PartnerDraft(
    kind=PartnerKind.VILLAGE, name="Pemerintah Desa Cikujang (data peragaan)", region=RegionCode("32.13.23.2005")
)
_PONGGANG = PartnerDraft(
    kind=PartnerKind.VILLAGE, name="Pemerintah Desa Ponggang (data peragaan)", region=RegionCode("32.13.23.2004")
)

FEEDS = (
    DemonstrationFeed(
        partner=PartnerDraft(kind=PartnerKind.MINISTRY, name="Kementerian Sosial (data peragaan)", region=NATION),
        source=SourceKey("apbn"),
        feed="bantuan-sosial",
        file="apbn_kemensos.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.MINISTRY, name="Kementerian Pendidikan Dasar dan Menengah (data peragaan)", region=NATION
        ),
        source=SourceKey("apbn"),
        feed="bantuan-pendidikan",
        file="apbn_kemendikdasmen.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.MINISTRY,
            name="Kementerian Pendidikan Tinggi, Sains, dan Teknologi (data peragaan)",
            region=NATION,
        ),
        source=SourceKey("apbn"),
        feed="bantuan-kuliah",
        file="apbn_kemdiktisaintek.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.MINISTRY,
            name="Kementerian Perumahan dan Kawasan Permukiman (data peragaan)",
            region=NATION,
        ),
        source=SourceKey("apbn"),
        feed="bantuan-perumahan",
        file="apbn_pkp.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.PROVINCE,
            name="Pemerintah Provinsi Jawa Barat (data peragaan)",
            region=RegionCode("32"),
        ),
        source=SourceKey("apbd"),
        feed="bantuan",
        file="apbd_jawa_barat.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.REGENCY,
            name="Pemerintah Kabupaten Bekasi (data peragaan)",
            region=RegionCode("32.16"),
        ),
        source=SourceKey("apbd"),
        feed="bantuan",
        file="apbd_kab_bekasi.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.REGENCY,
            name="Pemerintah Kota Bandung (data peragaan)",
            region=RegionCode("32.73"),
        ),
        source=SourceKey("apbd"),
        feed="bantuan",
        file="apbd_kota_bandung.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.REGENCY,
            name="Pemerintah Kabupaten Subang (data peragaan)",
            region=RegionCode("32.13"),
        ),
        source=SourceKey("apbd"),
        feed="bantuan",
        file="apbd_kab_subang.csv",
    ),
    DemonstrationFeed(
        partner=_CIKUJANG,
        source=SourceKey("apbdes"),
        feed="apbdes",
        file="apbdes_cikujang.csv",
    ),
    DemonstrationFeed(
        partner=_PONGGANG,
        source=SourceKey("apbdes"),
        feed="apbdes",
        file="apbdes_ponggang.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.ZAKAT_INSTITUTION,
            name="BAZNAS Kota Bandung (data peragaan)",
            region=RegionCode("32.73"),
        ),
        source=SourceKey("zakat"),
        feed="penyaluran",
        file="zakat_baznas_kota_bandung.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.ZAKAT_INSTITUTION,
            name="BAZNAS Kabupaten Subang (data peragaan)",
            region=RegionCode("32.13"),
        ),
        source=SourceKey("zakat"),
        feed="penyaluran",
        file="zakat_baznas_kab_subang.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.ZAKAT_INSTITUTION,
            name="LAZ Simpay Amanah (rekaan)",
            region=RegionCode("32.73"),
        ),
        source=SourceKey("zakat"),
        feed="penyaluran",
        file="zakat_laz_simpay_amanah.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.COMPANY,
            name="PT Tenun Cikapundung (rekaan)",
            region=RegionCode("32.73"),
        ),
        source=SourceKey("csr"),
        feed="csr",
        file="csr_tenun_cikapundung.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.COMPANY,
            name="PT Kebun Teh Ciater Hijau (rekaan)",
            region=RegionCode("32.13"),
        ),
        source=SourceKey("csr"),
        feed="csr",
        file="csr_kebun_teh_ciater.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(kind=PartnerKind.COMPANY, name="Bank Niaga Priangan (rekaan)", region=RegionCode("32.73")),
        source=SourceKey("csr"),
        feed="csr",
        file="csr_bank_niaga_priangan.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.FOUNDATION,
            name="Yayasan Kanyaah Anak (rekaan)",
            region=RegionCode("32.73"),
        ),
        source=SourceKey("grants"),
        feed="hibah",
        file="grants_kanyaah_anak.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.FOUNDATION,
            name="Yayasan Difabel Mandiri Bandung (rekaan)",
            region=RegionCode("32.73"),
        ),
        source=SourceKey("grants"),
        feed="hibah",
        file="grants_difabel_mandiri.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.INDIVIDUAL_DONOR,
            name="Seorang donatur di Bandung (rekaan)",
            region=RegionCode("32.73"),
        ),
        source=SourceKey("grants"),
        feed="hibah",
        file="grants_donatur_bandung.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.FOUNDATION,
            name="Yayasan Siaga Priangan (rekaan)",
            region=RegionCode("32"),
        ),
        source=SourceKey("public_collection"),
        feed="pengumpulan",
        file="public_collection_siaga_priangan.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.PSKS,
            name="Karang Taruna Kecamatan Coblong (rekaan)",
            region=RegionCode("32.73.02"),
        ),
        source=SourceKey("public_collection"),
        feed="pengumpulan",
        file="public_collection_karang_taruna_coblong.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.COMPANY,
            name="PT Undian Warga Sejahtera (rekaan)",
            region=RegionCode("32.73"),
        ),
        source=SourceKey("lottery"),
        feed="undian",
        file="lottery_undian_warga.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.COMMUNITY_STEWARD,
            name="Pengurus beas perelek RW 008 Kebon Gedang (data peragaan)",
            region=RegionCode("32.73.12.1006"),
        ),
        source=SourceKey("beas_perelek"),
        feed="beras",
        file="beas_perelek_kebon_gedang.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.COMMUNITY_STEWARD,
            name="Pengurus beas perelek RW 005 Dago (rekaan)",
            region=RegionCode("32.73.02.1004"),
        ),
        source=SourceKey("beas_perelek"),
        feed="beras",
        file="beas_perelek_dago.csv",
    ),
    DemonstrationFeed(
        partner=_CIKUJANG,
        source=SourceKey("beas_perelek"),
        feed="beras",
        file="beas_perelek_cikujang.csv",
    ),
    DemonstrationFeed(
        partner=_CIKUJANG,
        source=SourceKey("rereongan_sarumpi"),
        feed="rereongan",
        file="rereongan_cikujang.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.COMMUNITY_STEWARD,
            name="Pengurus beas perelek RW 004 Ciburial (rekaan)",
            region=RegionCode("32.04.06.2006"),
        ),
        source=SourceKey("beas_perelek"),
        feed="beras",
        file="beas_perelek_ciburial.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.COMMUNITY_STEWARD,
            name="Bendahara jimpitan RT 002 RW 010 Sekeloa (rekaan)",
            region=RegionCode("32.73.02.1005"),
        ),
        source=SourceKey("jimpitan"),
        feed="jimpitan",
        file="jimpitan_sekeloa.csv",
    ),
    DemonstrationFeed(
        partner=_PONGGANG,
        source=SourceKey("jimpitan"),
        feed="jimpitan",
        file="jimpitan_ponggang.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.COMMUNITY_STEWARD,
            name="Pengurus Rereongan Poe Ibu RW 008 Kebon Gedang (rekaan)",
            region=RegionCode("32.73.12.1006"),
        ),
        source=SourceKey("rereongan_sarumpi"),
        feed="rereongan",
        file="rereongan_kebon_gedang.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.SCHOOL, name="Sekolah dasar di Sadang Serang (rekaan)", region=RegionCode("32.73.02.1003")
        ),
        source=SourceKey("rereongan_sarumpi"),
        feed="rereongan",
        file="rereongan_sadang_serang.csv",
    ),
    DemonstrationFeed(
        partner=PartnerDraft(
            kind=PartnerKind.COMMUNITY_STEWARD,
            name="Pengurus rereongan RW 006 Binong (rekaan)",
            region=RegionCode("32.73.12.1008"),
        ),
        source=SourceKey("rereongan_sarumpi"),
        feed="rereongan",
        file="rereongan_binong.csv",
    ),
)
