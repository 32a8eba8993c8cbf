-- Values made up for accounts, logins say. One value belongs to one account of a target; without a
-- resource it is taken by somebody else there. They are never given to another.
CREATE TABLE generated_values (
  target VARCHAR(36) NOT NULL,
  attribute VARCHAR(256) NOT NULL,
  value_key VARCHAR(256) NOT NULL,
  text VARCHAR(256) NOT NULL,
  resource_id VARCHAR(36),
  reserved BIGINT NOT NULL,
  CONSTRAINT generated_values_id PRIMARY KEY (target, attribute, value_key)
);
CREATE INDEX generated_values_resource ON generated_values (resource_id, target);
