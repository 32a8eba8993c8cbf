-- Users and groups that are at targets only. What they are is in their operations, sealed with
-- the key that the operation names, until those are finished.
CREATE TABLE passed_resources (
  id VARCHAR(36) COLLATE "C" NOT NULL,
  resource_type VARCHAR(8) COLLATE "C" NOT NULL,
  service_provider VARCHAR(64) COLLATE "C" NOT NULL,
  domain VARCHAR(64) COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  created BIGINT NOT NULL,
  last_modified BIGINT NOT NULL,
  CONSTRAINT passed_resources_id PRIMARY KEY (id)
);
CREATE INDEX passed_resources_owner
  ON passed_resources (service_provider, domain, resource_type, id);

ALTER TABLE operations ADD COLUMN sealed_with VARCHAR(64) COLLATE "C";
