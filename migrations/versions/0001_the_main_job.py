"""Regions, partners, offerings, imports, grants and idempotency, with row-level security from the first day.

There is no way back down: a hub keeps what it promised, so an old version is restored from a backup.
"""

from alembic import op

revision = "0001"
down_revision = None

# Settings are read through functions, and the policies call them inside a sub-select: so each is evaluated once per
# statement, not once per row.
_FUNCTIONS = """
create function hub_actor() returns text stable language sql as
  $$ select coalesce(current_setting('hub.actor', true), '') $$;
create function hub_role() returns text stable language sql as
  $$ select coalesce(current_setting('hub.role', true), '') $$;
create function hub_partner() returns uuid stable language sql as
  $$ select nullif(current_setting('hub.partner', true), '')::uuid $$;
create function hub_region_from() returns text stable language sql as
  $$ select coalesce(current_setting('hub.region_from', true), '') $$;
create function hub_region_to() returns text stable language sql as
  $$ select coalesce(current_setting('hub.region_to', true), '') $$;
"""

_OWN = "partner_id = (select hub_partner())"
# A desk reads cases of its village, not the unpublished work of partners there: that is for who oversees them.
_OVERSEEN = (
    "(select hub_role()) in ('SUPERVISOR', 'ADMINISTRATOR')"
    " and region_code >= (select hub_region_from()) and region_code < (select hub_region_to())"
)
_OWN_OR_OVERSEEN = f"({_OWN}) or ({_OVERSEEN})"
_SHOWN = "not confidential and (audience = 'PUBLIC' or (select hub_role()) <> 'PUBLIC')"
_ADMINISTRATOR = "(select hub_role()) = 'ADMINISTRATOR'"

# table -> (grants to hub_app, {command: (using, with check)})
_POLICIES: dict[str, tuple[str, dict[str, tuple[str | None, str | None]]]] = {
    "partner": (
        "select, insert, update",
        {
            "select": (f"verified_at is not null or id = (select hub_partner()) or ({_OVERSEEN})", None),
            "insert": (None, _OVERSEEN),
            "update": (_OVERSEEN, _OVERSEEN),
        },
    ),
    "offering": (
        "select, insert, update",
        {
            "select": (_OWN_OR_OVERSEEN, None),
            "insert": (None, _OWN_OR_OVERSEEN),
            "update": (_OWN_OR_OVERSEEN, _OWN_OR_OVERSEEN),
        },
    ),
    "offering_version": (
        "select, insert",
        {
            "select": (f"({_SHOWN}) or {_OWN_OR_OVERSEEN}", None),
            "insert": (None, _OWN_OR_OVERSEEN),
        },
    ),
    "import_receipt": (
        "select, insert",
        {"select": (_OWN_OR_OVERSEEN, None), "insert": (None, _OWN_OR_OVERSEEN)},
    ),
    "grants": (
        "select, insert, update",
        {
            "select": (f"sub = (select hub_actor()) or {_ADMINISTRATOR}", None),
            "insert": (None, _ADMINISTRATOR),
            "update": (_ADMINISTRATOR, _ADMINISTRATOR),
        },
    ),
    "mutation_key": (
        "select, insert, update",
        {
            "select": ("actor = (select hub_actor())", None),
            "insert": (None, "actor = (select hub_actor())"),
            "update": ("actor = (select hub_actor())", "actor = (select hub_actor())"),
        },
    ),
}

_SHARED = {
    "region": "select",
    "loaded_data": "select",
    "neighbourhood": "select, insert",
    "published_offering": "select, insert, update, delete",
    "source_state": "select, insert, update",
}


_TABLES = (
    """
    CREATE TABLE loaded_data (
      name VARCHAR NOT NULL,
      checksum VARCHAR NOT NULL,
      CONSTRAINT loaded_data_pkey PRIMARY KEY (name)
    )
    """,
    """
    COMMENT ON TABLE loaded_data IS
      'Reference data that migrate has loaded, so that it loads only what changed.'
    """,
    """
    CREATE TABLE mutation_key (
      actor VARCHAR NOT NULL,
      key UUID NOT NULL,
      mutation VARCHAR NOT NULL,
      input_hmac BYTEA NOT NULL,
      result_id UUID,
      at TIMESTAMP WITH TIME ZONE NOT NULL,
      CONSTRAINT mutation_key_pkey PRIMARY KEY (actor, key)
    )
    """,
    """
    COMMENT ON TABLE mutation_key IS
      'Idempotency: which mutation a caller''s key stood for, and the id that it answered with.'
    """,
    """
    CREATE TABLE region (
      code VARCHAR(13) COLLATE "C" NOT NULL,
      parent_code VARCHAR(13) COLLATE "C",
      level SMALLINT NOT NULL,
      name VARCHAR NOT NULL,
      folded VARCHAR COLLATE "C" NOT NULL,
      search TSVECTOR NOT NULL,
      CONSTRAINT region_pkey PRIMARY KEY (code)
    )
    """,
    "CREATE INDEX region_parent_code_idx ON region (parent_code)",
    "CREATE INDEX region_search_idx ON region USING gin (search)",
    """
    COMMENT ON TABLE region IS
      'Every region with its name folded for search; level 0 is the nation, 4 a village.'
    """,
    """
    CREATE TABLE source_state (
      source VARCHAR NOT NULL,
      last_import_at TIMESTAMP WITH TIME ZONE NOT NULL,
      CONSTRAINT source_state_pkey PRIMARY KEY (source)
    )
    """,
    """
    COMMENT ON TABLE source_state IS
      'When each source last brought rows: shown with every federated answer.'
    """,
    """
    CREATE TABLE neighbourhood (
      id UUID NOT NULL,
      village_code VARCHAR(13) COLLATE "C" NOT NULL,
      path VARCHAR[] NOT NULL,
      registered_at TIMESTAMP WITH TIME ZONE NOT NULL,
      CONSTRAINT neighbourhood_pkey PRIMARY KEY (id),
      CONSTRAINT neighbourhood_village_code_key UNIQUE (village_code, path),
      CONSTRAINT neighbourhood_village_code_fkey FOREIGN KEY(village_code) REFERENCES region (code)
    )
    """,
    """
    COMMENT ON TABLE neighbourhood IS
      'RW, RT, dusun and the like: our own record, since no national code goes below the village.'
    """,
    """
    CREATE TABLE partner (
      id UUID NOT NULL,
      kind VARCHAR NOT NULL,
      name VARCHAR NOT NULL,
      region_code VARCHAR(13) COLLATE "C" NOT NULL,
      email VARCHAR,
      website VARCHAR,
      registered_at TIMESTAMP WITH TIME ZONE NOT NULL,
      registered_by VARCHAR NOT NULL,
      verified_at TIMESTAMP WITH TIME ZONE,
      verified_by VARCHAR,
      CONSTRAINT partner_pkey PRIMARY KEY (id),
      CONSTRAINT partner_region_code_fkey FOREIGN KEY(region_code) REFERENCES region (code)
    )
    """,
    "CREATE INDEX partner_name_idx ON partner (name, id)",
    "CREATE INDEX partner_region_code_idx ON partner (region_code)",
    """
    CREATE TABLE grants (
      iss VARCHAR NOT NULL,
      sub VARCHAR NOT NULL,
      role VARCHAR NOT NULL,
      partner_id UUID,
      region_code VARCHAR(13) COLLATE "C",
      granted_at TIMESTAMP WITH TIME ZONE NOT NULL,
      granted_by VARCHAR NOT NULL,
      CONSTRAINT grants_pkey PRIMARY KEY (iss, sub),
      CONSTRAINT grants_partner_id_fkey FOREIGN KEY(partner_id) REFERENCES partner (id),
      CONSTRAINT grants_region_code_fkey FOREIGN KEY(region_code) REFERENCES region (code)
    )
    """,
    """
    CREATE TABLE import_receipt (
      id UUID NOT NULL,
      partner_id UUID NOT NULL,
      region_code VARCHAR(13) COLLATE "C" NOT NULL,
      source VARCHAR NOT NULL,
      feed VARCHAR NOT NULL,
      receipt JSONB NOT NULL,
      at TIMESTAMP WITH TIME ZONE NOT NULL,
      CONSTRAINT import_receipt_pkey PRIMARY KEY (id),
      CONSTRAINT import_receipt_partner_id_fkey FOREIGN KEY(partner_id) REFERENCES partner (id)
    )
    """,
    "CREATE INDEX import_receipt_latest_idx ON import_receipt (partner_id, source, feed, at)",
    """
    CREATE TABLE offering (
      id UUID NOT NULL,
      partner_id UUID NOT NULL,
      region_code VARCHAR(13) COLLATE "C" NOT NULL,
      source VARCHAR NOT NULL,
      feed VARCHAR NOT NULL,
      reference VARCHAR NOT NULL,
      state VARCHAR NOT NULL,
      draft JSONB NOT NULL,
      version_id UUID,
      version_number INTEGER NOT NULL,
      created_at TIMESTAMP WITH TIME ZONE NOT NULL,
      changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
      CONSTRAINT offering_pkey PRIMARY KEY (id),
      CONSTRAINT offering_partner_id_key UNIQUE (partner_id, source, feed, reference),
      CONSTRAINT offering_state_check CHECK (state in ('DRAFT', 'PUBLISHED', 'PAUSED', 'WITHDRAWN')),
      CONSTRAINT offering_partner_id_fkey FOREIGN KEY(partner_id) REFERENCES partner (id)
    )
    """,
    """
    CREATE TABLE offering_version (
      id UUID NOT NULL,
      offering_id UUID NOT NULL,
      number INTEGER NOT NULL,
      partner_id UUID NOT NULL,
      region_code VARCHAR(13) COLLATE "C" NOT NULL,
      partner_name VARCHAR NOT NULL,
      document JSONB NOT NULL,
      audience VARCHAR NOT NULL,
      confidential BOOLEAN NOT NULL,
      published_at TIMESTAMP WITH TIME ZONE NOT NULL,
      published_by VARCHAR NOT NULL,
      what_changed VARCHAR[] NOT NULL,
      CONSTRAINT offering_version_pkey PRIMARY KEY (id),
      CONSTRAINT offering_version_offering_id_key UNIQUE (offering_id, number),
      CONSTRAINT offering_version_offering_id_fkey FOREIGN KEY(offering_id) REFERENCES offering (id)
    )
    """,
    """
    COMMENT ON TABLE offering_version IS
      'What was published, for ever: the application role may insert and read, nothing else.'
    """,
    """
    CREATE TABLE published_offering (
      offering_id UUID NOT NULL,
      version_id UUID NOT NULL,
      version_number INTEGER NOT NULL,
      partner_id UUID NOT NULL,
      partner_name VARCHAR NOT NULL,
      source VARCHAR NOT NULL,
      funding_source VARCHAR NOT NULL,
      programme VARCHAR,
      domain VARCHAR NOT NULL,
      needs VARCHAR[] NOT NULL,
      kind VARCHAR NOT NULL,
      form VARCHAR NOT NULL,
      benefit_unit VARCHAR NOT NULL,
      title VARCHAR NOT NULL,
      audience VARCHAR NOT NULL,
      region_codes VARCHAR[] NOT NULL,
      valid_from DATE NOT NULL,
      valid_to DATE NOT NULL,
      assured_on DATE NOT NULL,
      desil_max SMALLINT,
      income_max BIGINT,
      village_kinds VARCHAR[],
      search TSVECTOR NOT NULL,
      published_at TIMESTAMP WITH TIME ZONE NOT NULL,
      published_by VARCHAR NOT NULL,
      document JSONB NOT NULL,
      CONSTRAINT published_offering_pkey PRIMARY KEY (offering_id),
      CONSTRAINT published_offering_offering_id_fkey FOREIGN KEY(offering_id) REFERENCES offering (id)
    )
    """,
    "CREATE INDEX published_offering_closing_idx ON published_offering (valid_to, offering_id)",
    "CREATE INDEX published_offering_newest_idx ON published_offering (published_at, offering_id)",
    "CREATE INDEX published_offering_region_codes_idx ON published_offering USING gin (region_codes)",
    "CREATE INDEX published_offering_search_idx ON published_offering USING gin (search)",
    "CREATE INDEX published_offering_title_idx ON published_offering (title, offering_id)",
    """
    COMMENT ON TABLE published_offering IS
      'The catalogue: one row per offering that is now published, without row-level security, since no index serves && and @@ under a policy. Confidential offerings never enter. An open end of validity is infinity.'
    """,
)


def upgrade() -> None:
    for function in filter(str.strip, _FUNCTIONS.split(";\n")):
        op.execute(function)
    op.execute("create text search configuration public.simpul (copy = pg_catalog.indonesian)")
    for statement in _TABLES:
        op.execute(statement)
    for table, rights in _SHARED.items():
        op.execute(f"grant {rights} on {table} to hub_app")
    for table, (rights, policies) in _POLICIES.items():
        op.execute(f"grant {rights} on {table} to hub_app")
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        # Under FORCE the owner sees nothing either: without this a later backfill would silently change no row.
        op.execute(f"create policy owner_all on {table} to hub_owner using (true) with check (true)")
        for command, (using, check) in policies.items():
            clauses = (f" using ({using})" if using else "") + (f" with check ({check})" if check else "")
            op.execute(f"create policy app_{command} on {table} for {command} to hub_app{clauses}")
    op.execute("grant select on alembic_version to hub_app")
