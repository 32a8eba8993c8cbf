-- An administrator who has had every permission there was gets those of later versions too. The
-- keys stay beside it for nodes that do not know the star.
UPDATE principals SET permissions = '* ' || permissions
  WHERE permissions LIKE '%anybody%config.read config.write discovery queue.operate queue.read%'
    AND permissions LIKE '%scim.groups.delete scim.groups.read scim.groups.write%'
    AND permissions LIKE '%scim.users.delete scim.users.read scim.users.write%';

-- What service providers sign in with: SHA-256 of random values of 256 bits, in hexadecimal.
CREATE TABLE client_secrets (
  id VARCHAR(36) COLLATE "C" NOT NULL,
  service_provider VARCHAR(36) COLLATE "C" NOT NULL,
  digest VARCHAR(64) COLLATE "C" NOT NULL,
  created BIGINT NOT NULL,
  created_by VARCHAR(256) NOT NULL,
  expires BIGINT,
  last_used BIGINT,
  CONSTRAINT client_secrets_id PRIMARY KEY (id)
);
CREATE INDEX client_secrets_provider ON client_secrets (service_provider, created);

-- Tokens that were issued, by their SHA-256 in hexadecimal. Scopes are keys with blanks between
-- them.
CREATE TABLE access_tokens (
  digest VARCHAR(64) COLLATE "C" NOT NULL,
  id VARCHAR(36) COLLATE "C" NOT NULL,
  service_provider VARCHAR(36) COLLATE "C" NOT NULL,
  secret_id VARCHAR(36) COLLATE "C" NOT NULL,
  scopes VARCHAR(4096) NOT NULL,
  issued BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  CONSTRAINT access_tokens_id PRIMARY KEY (digest)
);
CREATE INDEX access_tokens_provider ON access_tokens (service_provider, secret_id);
CREATE INDEX access_tokens_expires ON access_tokens (expires);

-- Wrong passwords in a row, by account: SHA-256 of its name, for names nobody has as well. Those
-- tell no name here: somebody may have typed a password in its place.
CREATE TABLE sign_in_failures (
  account_key VARCHAR(64) COLLATE "C" NOT NULL,
  account VARCHAR(512),
  failures INTEGER NOT NULL,
  last_failure BIGINT NOT NULL,
  locked_until BIGINT NOT NULL,
  CONSTRAINT sign_in_failures_id PRIMARY KEY (account_key)
);
CREATE INDEX sign_in_failures_last ON sign_in_failures (last_failure);
