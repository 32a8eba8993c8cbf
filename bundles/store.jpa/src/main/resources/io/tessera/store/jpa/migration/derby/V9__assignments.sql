-- Why and when identities hold roles. Source: the rule that granted it.
CREATE TABLE assignments (
  id VARCHAR(36) NOT NULL,
  resource_id VARCHAR(36) NOT NULL,
  role_id VARCHAR(36) NOT NULL,
  origin VARCHAR(16) NOT NULL,
  source VARCHAR(36),
  starts BIGINT,
  ends BIGINT,
  reason VARCHAR(512) NOT NULL,
  granted_by VARCHAR(256) NOT NULL,
  granted BIGINT NOT NULL,
  CONSTRAINT assignments_id PRIMARY KEY (id)
);
CREATE INDEX assignments_resource ON assignments (resource_id);
CREATE INDEX assignments_role ON assignments (role_id, id);
CREATE INDEX assignments_holders ON assignments (role_id, resource_id);
