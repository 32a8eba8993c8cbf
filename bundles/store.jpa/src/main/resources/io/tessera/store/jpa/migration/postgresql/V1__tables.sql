-- The tables of the store. docs/database.md tells what each is for.

-- The clock of leases: milliseconds since 1970, the same for all nodes. STABLE lets an index be
-- used in comparisons with it.
CREATE FUNCTION tessera_now() RETURNS BIGINT LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN floor(extract(epoch FROM clock_timestamp()) * 1000)::BIGINT;
END
$$;

CREATE TABLE identities (
  id VARCHAR(36) COLLATE "C" NOT NULL,
  domain VARCHAR(64) COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  created BIGINT NOT NULL,
  last_modified BIGINT NOT NULL,
  user_name VARCHAR(256) COLLATE "C" NOT NULL,
  display_name VARCHAR(256) COLLATE "C",
  family_name VARCHAR(256) COLLATE "C",
  given_name VARCHAR(256) COLLATE "C",
  employee_number VARCHAR(256) COLLATE "C",
  active BOOLEAN,
  label VARCHAR(256) NOT NULL,
  document bytea NOT NULL,
  CONSTRAINT identities_id PRIMARY KEY (id)
);
CREATE UNIQUE INDEX identities_user_name ON identities (domain, user_name);
CREATE INDEX identities_created ON identities (domain, created, id);
CREATE INDEX identities_last_modified ON identities (domain, last_modified);
CREATE INDEX identities_display_name ON identities (domain, display_name);
CREATE INDEX identities_family_name ON identities (domain, family_name);
CREATE INDEX identities_given_name ON identities (domain, given_name);
CREATE INDEX identities_employee_number ON identities (domain, employee_number);
CREATE INDEX identities_inactive ON identities (domain, created, id) WHERE active = FALSE;

CREATE TABLE user_groups (
  id VARCHAR(36) COLLATE "C" NOT NULL,
  domain VARCHAR(64) COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  created BIGINT NOT NULL,
  last_modified BIGINT NOT NULL,
  display_name VARCHAR(256) COLLATE "C" NOT NULL,
  label VARCHAR(256) NOT NULL,
  document bytea NOT NULL,
  CONSTRAINT user_groups_id PRIMARY KEY (id)
);
CREATE UNIQUE INDEX user_groups_display_name ON user_groups (domain, display_name);
CREATE INDEX user_groups_created ON user_groups (domain, created, id);
CREATE INDEX user_groups_last_modified ON user_groups (domain, last_modified);

CREATE TABLE credentials (
  resource_id VARCHAR(36) COLLATE "C" NOT NULL,
  password_hash VARCHAR(512) NOT NULL,
  CONSTRAINT credentials_id PRIMARY KEY (resource_id)
);

CREATE TABLE external_ids (
  resource_id VARCHAR(36) COLLATE "C" NOT NULL,
  service_provider VARCHAR(64) COLLATE "C" NOT NULL,
  resource_type VARCHAR(8) COLLATE "C" NOT NULL,
  value VARCHAR(512) COLLATE "C" NOT NULL,
  CONSTRAINT external_ids_id PRIMARY KEY (resource_id, service_provider)
);
CREATE UNIQUE INDEX external_ids_value ON external_ids (service_provider, resource_type, value);

CREATE TABLE attribute_index (
  attribute VARCHAR(256) COLLATE "C" NOT NULL,
  value VARCHAR(256) COLLATE "C" NOT NULL,
  resource_id VARCHAR(36) COLLATE "C" NOT NULL,
  CONSTRAINT attribute_index_id PRIMARY KEY (attribute, value, resource_id)
);

CREATE TABLE memberships (
  group_id VARCHAR(36) COLLATE "C" NOT NULL,
  member_id VARCHAR(36) COLLATE "C" NOT NULL,
  member_type VARCHAR(8) COLLATE "C" NOT NULL,
  joined BIGINT NOT NULL,
  CONSTRAINT memberships_id PRIMARY KEY (group_id, member_id)
);
CREATE INDEX memberships_member ON memberships (member_id, group_id);

CREATE TABLE group_nesting (
  descendant_id VARCHAR(36) COLLATE "C" NOT NULL,
  ancestor_id VARCHAR(36) COLLATE "C" NOT NULL,
  CONSTRAINT group_nesting_id PRIMARY KEY (descendant_id, ancestor_id)
);
CREATE INDEX group_nesting_ancestor ON group_nesting (ancestor_id, descendant_id);

CREATE TABLE changes (
  id VARCHAR(36) COLLATE "C" NOT NULL,
  happened BIGINT NOT NULL,
  kind VARCHAR(8) COLLATE "C" NOT NULL,
  resource_type VARCHAR(8) COLLATE "C" NOT NULL,
  resource_id VARCHAR(36) COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  service_provider VARCHAR(256) NOT NULL,
  actor VARCHAR(256) NOT NULL,
  channel VARCHAR(64) COLLATE "C" NOT NULL,
  causality VARCHAR(256) NOT NULL,
  configuration BIGINT NOT NULL,
  decisions bytea,
  state_before bytea,
  state_after bytea,
  members bytea,
  CONSTRAINT changes_id PRIMARY KEY (id)
);


CREATE TABLE operations (
  id VARCHAR(36) COLLATE "C" NOT NULL,
  change_id VARCHAR(36) COLLATE "C" NOT NULL,
  causality VARCHAR(256) NOT NULL,
  target VARCHAR(36) COLLATE "C" NOT NULL,
  resource_type VARCHAR(8) COLLATE "C" NOT NULL,
  resource_id VARCHAR(36) COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  kind VARCHAR(8) COLLATE "C" NOT NULL,
  state VARCHAR(16) COLLATE "C" NOT NULL,
  attempts INTEGER NOT NULL,
  detail VARCHAR(1024) NOT NULL,
  created BIGINT NOT NULL,
  finished BIGINT,
  own_state bytea,
  own_members bytea,
  CONSTRAINT operations_id PRIMARY KEY (id)
);
CREATE INDEX operations_lane ON operations (resource_id, target, state);

CREATE TABLE lanes (
  target VARCHAR(36) COLLATE "C" NOT NULL,
  resource_id VARCHAR(36) COLLATE "C" NOT NULL,
  resource_type VARCHAR(8) COLLATE "C" NOT NULL,
  pending INTEGER NOT NULL,
  due BIGINT,
  owner VARCHAR(256),
  epoch BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  held BOOLEAN NOT NULL,
  CONSTRAINT lanes_id PRIMARY KEY (resource_id, target)
);
CREATE INDEX lanes_due ON lanes (target, due);
CREATE INDEX lanes_held ON lanes (target) WHERE held;

CREATE TABLE account_links (
  target VARCHAR(36) COLLATE "C" NOT NULL,
  resource_id VARCHAR(36) COLLATE "C" NOT NULL,
  resource_type VARCHAR(8) COLLATE "C" NOT NULL,
  remote_id VARCHAR(4096) NOT NULL,
  remote_key VARCHAR(256) COLLATE "C" NOT NULL,
  state VARCHAR(16) COLLATE "C" NOT NULL,
  delivered_version BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  CONSTRAINT account_links_id PRIMARY KEY (resource_id, target)
);
CREATE INDEX account_links_target ON account_links (target, resource_id);
CREATE INDEX account_links_remote ON account_links (remote_key, target);

CREATE TABLE configuration_version (
  id INTEGER NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT configuration_version_id PRIMARY KEY (id)
);
INSERT INTO configuration_version (id, version) VALUES (1, 0);

CREATE TABLE configuration_items (
  kind VARCHAR(64) COLLATE "C" NOT NULL,
  id VARCHAR(36) COLLATE "C" NOT NULL,
  name_key VARCHAR(256) COLLATE "C" NOT NULL,
  name VARCHAR(256) NOT NULL,
  version BIGINT NOT NULL,
  document bytea NOT NULL,
  CONSTRAINT configuration_items_id PRIMARY KEY (kind, id)
);
CREATE UNIQUE INDEX configuration_items_name ON configuration_items (kind, name_key);

CREATE TABLE configuration_history (
  kind VARCHAR(64) COLLATE "C" NOT NULL,
  id VARCHAR(36) COLLATE "C" NOT NULL,
  configuration BIGINT NOT NULL,
  name VARCHAR(256) NOT NULL,
  version BIGINT NOT NULL,
  happened BIGINT NOT NULL,
  who VARCHAR(256) NOT NULL,
  document bytea,
  CONSTRAINT configuration_history_id PRIMARY KEY (kind, id, configuration)
);

CREATE TABLE secrets (
  reference VARCHAR(256) COLLATE "C" NOT NULL,
  sealed bytea NOT NULL,
  CONSTRAINT secrets_id PRIMARY KEY (reference)
);

CREATE TABLE principals (
  name_key VARCHAR(256) COLLATE "C" NOT NULL,
  name VARCHAR(256) NOT NULL,
  password_hash VARCHAR(512) NOT NULL,
  version BIGINT NOT NULL,
  enabled BOOLEAN NOT NULL,
  permissions VARCHAR(4096) NOT NULL,
  CONSTRAINT principals_id PRIMARY KEY (name_key)
);

-- One row that whoever changes the nesting of groups locks.
CREATE TABLE nesting_lock (
  id INTEGER NOT NULL,
  turn BIGINT NOT NULL,
  CONSTRAINT nesting_lock_id PRIMARY KEY (id)
);
INSERT INTO nesting_lock (id, turn) VALUES (1, 0);
