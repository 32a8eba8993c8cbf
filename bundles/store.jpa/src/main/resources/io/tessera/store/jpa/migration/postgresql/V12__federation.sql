-- Whom identity providers mean by their subjects. Subject key: SHA-256 of issuer and subject, of
-- which there may be long ones. Given: what signing in has set, so that nothing else is ever taken
-- away.
CREATE TABLE federated_links (
  id VARCHAR(36) COLLATE "C" NOT NULL,
  identity_provider VARCHAR(36) COLLATE "C" NOT NULL,
  subject_key VARCHAR(64) COLLATE "C" NOT NULL,
  issuer VARCHAR(1024) COLLATE "C" NOT NULL,
  subject VARCHAR(1024) COLLATE "C" NOT NULL,
  resource_id VARCHAR(36) COLLATE "C" NOT NULL,
  created BIGINT NOT NULL,
  given BYTEA NOT NULL,
  CONSTRAINT federated_links_id PRIMARY KEY (id)
);
CREATE UNIQUE INDEX federated_links_subject ON federated_links (identity_provider, subject_key);
CREATE INDEX federated_links_resource ON federated_links (resource_id);

-- What signing in remembers for a while: by SHA-256 of its key, the content sealed.
CREATE TABLE sign_in_memory (
  kind VARCHAR(16) COLLATE "C" NOT NULL,
  key_digest VARCHAR(64) COLLATE "C" NOT NULL,
  content BYTEA NOT NULL,
  expires BIGINT NOT NULL,
  CONSTRAINT sign_in_memory_id PRIMARY KEY (kind, key_digest)
);
CREATE INDEX sign_in_memory_expires ON sign_in_memory (expires);
