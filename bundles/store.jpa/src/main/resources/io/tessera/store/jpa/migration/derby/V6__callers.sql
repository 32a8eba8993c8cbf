-- An administrator who has had every permission there was gets those of later versions too. The
-- keys stay beside it for nodes that do not know the star.
UPDATE principals SET permissions = '* ' || permissions
  WHERE permissions LIKE '%anybody%config.read config.write discovery queue.operate queue.read%'
    AND permissions LIKE '%scim.groups.delete scim.groups.read scim.groups.write%'
    AND permissions LIKE '%scim.users.delete scim.users.read scim.users.write%';

-- When a secret of a service provider was last used; written a while after.
CREATE TABLE last_uses (
  id VARCHAR(36) NOT NULL,
  used BIGINT NOT NULL,
  CONSTRAINT last_uses_id PRIMARY KEY (id)
);

-- Tokens that were issued, by their SHA-256 in hexadecimal. Scopes are keys with blanks between
-- them.
CREATE TABLE access_tokens (
  digest VARCHAR(64) NOT NULL,
  id VARCHAR(36) NOT NULL,
  service_provider VARCHAR(36) NOT NULL,
  secret_id VARCHAR(36) NOT NULL,
  scopes VARCHAR(4096) NOT NULL,
  issued BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  CONSTRAINT access_tokens_id PRIMARY KEY (digest)
);
CREATE UNIQUE INDEX access_tokens_token ON access_tokens (id);
CREATE INDEX access_tokens_provider ON access_tokens (service_provider, issued);
CREATE INDEX access_tokens_expires ON access_tokens (expires);

-- Wrong passwords in a row, by account: SHA-256 of its name, for names nobody has as well. Those
-- tell no name here: somebody may have typed a password in its place.
CREATE TABLE sign_in_failures (
  account_key VARCHAR(64) NOT NULL,
  account VARCHAR(512),
  failures INTEGER NOT NULL,
  last_failure BIGINT NOT NULL,
  locked_until BIGINT NOT NULL,
  CONSTRAINT sign_in_failures_id PRIMARY KEY (account_key)
);
CREATE INDEX sign_in_failures_last ON sign_in_failures (last_failure);
