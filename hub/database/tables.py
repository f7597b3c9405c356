"""Every table of the hub as SQLAlchemy Core: the shape that the migrations build and the noun files query.

Rights, policies and functions stand in the migrations. Viewer columns (partner, region) are copied onto each row that
a policy guards, so that no policy reads another table.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSON, TSVECTOR, UUID

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_name)s_key",
        "ix": "%(table_name)s_%(column_0_name)s_idx",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)

_CODE = String(13, collation="C")
_AT = DateTime(timezone=True)

loaded_data = Table(
    "loaded_data",
    metadata,
    Column("name", String, primary_key=True),
    Column("checksum", String, nullable=False),
    comment="Reference data that migrate has loaded, so that it loads only what changed.",
)

region = Table(
    "region",
    metadata,
    Column("code", _CODE, primary_key=True),
    Column("parent_code", _CODE, nullable=True, index=True),
    Column("level", SmallInteger, nullable=False),
    Column("name", String, nullable=False),
    Column("folded", String(collation="C"), nullable=False),
    Column("search", TSVECTOR, nullable=False),
    Index("region_search_idx", "search", postgresql_using="gin"),
    comment="Every region with its name folded for search; level 0 is the nation, 4 a village.",
)

neighbourhood = Table(
    "neighbourhood",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("village_code", _CODE, ForeignKey("region.code"), nullable=False),
    Column("path", ARRAY(String), nullable=False),
    Column("registered_at", _AT, nullable=False),
    UniqueConstraint("village_code", "path"),
    comment="RW, RT, dusun and the like: our own record, since no national code goes below the village.",
)

partner = Table(
    "partner",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Column("region_code", _CODE, ForeignKey("region.code"), nullable=False, index=True),
    Column("email", String),
    Column("website", String),
    Column("registered_at", _AT, nullable=False),
    Column("registered_by", String, nullable=False),
    Column("verified_at", _AT),
    Column("verified_by", String),
    Column("withdrawn_at", _AT),
    Column("withdrawn_by", String),
    Column("withdrawn_because", String),
    Index("partner_name_idx", "name", "id"),
)

offering = Table(
    "offering",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("partner_id", UUID(as_uuid=True), ForeignKey("partner.id"), nullable=False),
    Column("region_code", _CODE, nullable=False),
    Column("source", String, nullable=False),
    Column("feed", String, nullable=False),
    Column("reference", String, nullable=False),
    Column("state", String, nullable=False),
    Column("draft", JSON),
    Column("version_id", UUID(as_uuid=True)),
    Column("version_number", Integer, nullable=False),
    Column("withdrawn_by_feed", Boolean, nullable=False),
    Column("created_at", _AT, nullable=False),
    Column("changed_at", _AT, nullable=False),
    Column("digest", LargeBinary),
    Column("row_digest", LargeBinary),
    UniqueConstraint("partner_id", "source", "feed", "reference"),
    CheckConstraint("state in ('DRAFT', 'PUBLISHED', 'PAUSED', 'WITHDRAWN')", name="state"),
    CheckConstraint(
        "case when digest is null then draft is not null else draft is null and version_id is not null end",
        name="content",
    ),
    comment=(
        "Where the content is that of the version, it is stored there only: draft is null, and digest is the SHA-256 of"
        " the JSON as the hub wrote it."
    ),
)

offering_version = Table(
    "offering_version",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("offering_id", UUID(as_uuid=True), ForeignKey("offering.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("partner_id", UUID(as_uuid=True), nullable=False),
    Column("region_code", _CODE, nullable=False),
    Column("partner_name", String, nullable=False),
    Column("content", JSON, nullable=False),
    Column("audience", String, nullable=False),
    Column("confidential", Boolean, nullable=False),
    Column("published_at", _AT, nullable=False),
    Column("published_by", String, nullable=False),
    Column("what_changed", ARRAY(String), nullable=False),
    UniqueConstraint("offering_id", "number"),
    comment="What was published, for ever: the application role may insert and read, nothing else.",
)

published_offering = Table(
    "published_offering",
    metadata,
    Column("offering_id", UUID(as_uuid=True), ForeignKey("offering.id"), primary_key=True),
    Column("version_id", UUID(as_uuid=True), nullable=False),
    Column("partner_id", UUID(as_uuid=True), nullable=False),
    Column("source", String, nullable=False),
    Column("funding_source", String, nullable=False),
    Column("programme", String),
    Column("domain", String, nullable=False),
    Column("needs", ARRAY(String), nullable=False),
    Column("kind", String, nullable=False),
    Column("form", String, nullable=False),
    Column("benefit_unit", String, nullable=False),
    Column("title", String, nullable=False),
    Column("audience", String, nullable=False),
    Column("region_codes", ARRAY(String), nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
    Column("assured_on", Date, nullable=False),
    Column("desil_max", SmallInteger),
    Column("income_max", BigInteger),
    Column("village_kinds", ARRAY(String)),
    Column("search", TSVECTOR, nullable=False),
    Column("published_at", _AT, nullable=False),
    Index("published_offering_region_codes_idx", "region_codes", postgresql_using="gin"),
    Index("published_offering_search_idx", "search", postgresql_using="gin"),
    Index("published_offering_newest_idx", "published_at", "offering_id"),
    Index("published_offering_title_idx", "title", "offering_id"),
    Index("published_offering_closing_idx", "valid_to", "offering_id"),
    comment=(
        "The catalogue: one row per offering that is now published, without row-level security, since no index serves"
        " && and @@ under a policy. Confidential offerings never enter. An open end of validity is infinity."
    ),
)

import_receipt = Table(
    "import_receipt",
    metadata,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("partner_id", UUID(as_uuid=True), ForeignKey("partner.id"), nullable=False),
    Column("region_code", _CODE, nullable=False),
    Column("source", String, nullable=False),
    Column("feed", String, nullable=False),
    Column("receipt", JSON, nullable=False),
    Column("at", _AT, nullable=False),
    Index("import_receipt_latest_idx", "partner_id", "source", "feed", "at"),
)

source_state = Table(
    "source_state",
    metadata,
    Column("source", String, primary_key=True),
    Column("last_import_at", _AT, nullable=False),
    comment="When each source last brought rows: shown with every federated answer.",
)

grants = Table(
    "grants",
    metadata,
    Column("iss", String, primary_key=True),
    Column("sub", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("partner_id", UUID(as_uuid=True), ForeignKey("partner.id")),
    Column("region_code", _CODE, ForeignKey("region.code")),
    Column("granted_at", _AT, nullable=False),
    Column("granted_by", String, nullable=False),
)

mutation_key = Table(
    "mutation_key",
    metadata,
    Column("actor", String, primary_key=True),
    Column("key", UUID(as_uuid=True), primary_key=True),
    Column("mutation", String, nullable=False),
    Column("input_hmac", LargeBinary, nullable=False),
    Column("result_id", UUID(as_uuid=True)),
    Column("at", _AT, nullable=False),
    comment="Idempotency: which mutation a caller's key stood for, and the id that it answered with.",
)
