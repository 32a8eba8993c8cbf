-- Leases of work that one node at a time does for all. The clock is tessera_now().
CREATE TABLE leases (
  name VARCHAR(64) NOT NULL,
  owner VARCHAR(64),
  expires BIGINT NOT NULL,
  epoch BIGINT NOT NULL,
  CONSTRAINT leases_id PRIMARY KEY (name)
);
INSERT INTO leases (name, expires, epoch) VALUES ('audit-sealing', 0, 0);
INSERT INTO leases (name, expires, epoch) VALUES ('house-keeping', 0, 0);

-- Changes that are not sealed yet; written in the transaction of the change.
CREATE TABLE audit_pending (
  change_id VARCHAR(36) NOT NULL,
  CONSTRAINT audit_pending_id PRIMARY KEY (change_id)
);
INSERT INTO audit_pending (change_id) SELECT id FROM changes;

-- Each change in the order it was sealed. Digests are SHA-256; those of payloads stay when the
-- payloads are erased. The other columns repeat the change's, for searching: written by the
-- sealer, they cost its transaction nothing.
CREATE TABLE audit_chain (
  position BIGINT NOT NULL,
  change_id VARCHAR(36) NOT NULL,
  digest VARCHAR(32) FOR BIT DATA NOT NULL,
  link VARCHAR(32) FOR BIT DATA NOT NULL,
  decisions_digest VARCHAR(32) FOR BIT DATA,
  before_digest VARCHAR(32) FOR BIT DATA,
  after_digest VARCHAR(32) FOR BIT DATA,
  members_digest VARCHAR(32) FOR BIT DATA,
  erased BIGINT,
  happened BIGINT NOT NULL,
  kind VARCHAR(8) NOT NULL,
  resource_type VARCHAR(8) NOT NULL,
  resource_id VARCHAR(36) NOT NULL,
  service_provider VARCHAR(256) NOT NULL,
  actor VARCHAR(256) NOT NULL,
  channel VARCHAR(64) NOT NULL,
  causality VARCHAR(256) NOT NULL,
  CONSTRAINT audit_chain_id PRIMARY KEY (position)
);
CREATE UNIQUE INDEX audit_chain_change ON audit_chain (change_id);
CREATE INDEX audit_chain_happened ON audit_chain (happened DESC, change_id DESC);
CREATE INDEX audit_chain_resource ON audit_chain (resource_id, happened DESC, change_id DESC);
CREATE INDEX audit_chain_actor ON audit_chain (actor, happened DESC, change_id DESC);
CREATE INDEX audit_chain_causality ON audit_chain (causality, happened DESC, change_id DESC);

-- Resources whose payloads shall be erased as soon as nothing needs them any more.
CREATE TABLE erasures (
  resource_id VARCHAR(36) NOT NULL,
  requested BIGINT NOT NULL,
  CONSTRAINT erasures_id PRIMARY KEY (resource_id)
);
