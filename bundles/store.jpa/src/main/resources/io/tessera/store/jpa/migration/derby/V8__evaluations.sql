-- Users and groups that are to be looked at again at a time.
CREATE TABLE evaluations (
  id VARCHAR(36) NOT NULL,
  resource_type VARCHAR(8) NOT NULL,
  resource_id VARCHAR(36) NOT NULL,
  due BIGINT NOT NULL,
  service_provider VARCHAR(256) NOT NULL,
  reason VARCHAR(256) NOT NULL,
  CONSTRAINT evaluations_id PRIMARY KEY (id)
);
CREATE INDEX evaluations_due ON evaluations (due, id);

-- Walks through all users and groups. Position: the last one that was looked at.
CREATE TABLE sweeps (
  id VARCHAR(36) NOT NULL,
  target VARCHAR(36),
  resend BOOLEAN NOT NULL,
  reason VARCHAR(256) NOT NULL,
  started_by VARCHAR(256) NOT NULL,
  per_second INTEGER NOT NULL,
  state VARCHAR(16) NOT NULL,
  started BIGINT NOT NULL,
  resource_type VARCHAR(8) NOT NULL,
  position VARCHAR(36),
  expected BIGINT NOT NULL,
  done BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  ended BIGINT,
  CONSTRAINT sweeps_id PRIMARY KEY (id)
);
CREATE INDEX sweeps_state ON sweeps (state, started);

INSERT INTO leases (name, expires, epoch) VALUES ('evaluation', 0, 0);
