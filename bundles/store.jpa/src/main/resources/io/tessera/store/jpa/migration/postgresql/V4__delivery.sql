-- Reference: under which a pending target is asked again, and up to which version of the identity
-- the pending call carried. Approved: removals up to this version were allowed by a person. Batch:
-- the held batch the lane waits in.
ALTER TABLE lanes ADD COLUMN reference VARCHAR(1024);
ALTER TABLE lanes ADD COLUMN reference_version BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE lanes ADD COLUMN approved_version BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE lanes ADD COLUMN batch VARCHAR(36) COLLATE "C";

-- Why the last try failed; null when none did.
ALTER TABLE operations ADD COLUMN failure VARCHAR(16) COLLATE "C";

-- Each call to a target. The id is time-ordered.
CREATE TABLE attempts (
  operation_id VARCHAR(36) COLLATE "C" NOT NULL,
  id VARCHAR(36) COLLATE "C" NOT NULL,
  number INTEGER NOT NULL,
  started BIGINT NOT NULL,
  took BIGINT NOT NULL,
  node VARCHAR(64) NOT NULL,
  connector VARCHAR(256) NOT NULL,
  action VARCHAR(16) COLLATE "C" NOT NULL,
  result VARCHAR(16) COLLATE "C" NOT NULL,
  detail VARCHAR(1024) NOT NULL,
  request bytea,
  answer bytea,
  CONSTRAINT attempts_id PRIMARY KEY (operation_id, id)
);

-- How many accounts were deleted or disabled at a target, by five minutes.
CREATE TABLE removals (
  target VARCHAR(36) COLLATE "C" NOT NULL,
  period BIGINT NOT NULL,
  amount INTEGER NOT NULL,
  CONSTRAINT removals_id PRIMARY KEY (target, period)
);

-- Removals that wait for a person, together. One batch at most is open at a target.
CREATE TABLE held_batches (
  id VARCHAR(36) COLLATE "C" NOT NULL,
  target VARCHAR(36) COLLATE "C" NOT NULL,
  state VARCHAR(16) COLLATE "C" NOT NULL,
  opened BIGINT NOT NULL,
  reason VARCHAR(1024) NOT NULL,
  decided BIGINT,
  decided_by VARCHAR(256),
  remark VARCHAR(1024),
  operations INTEGER NOT NULL,
  CONSTRAINT held_batches_id PRIMARY KEY (id)
);
CREATE INDEX held_batches_target ON held_batches (target, state);

-- A row for each target that whoever decides about its accounts as a whole locks.
CREATE TABLE target_locks (
  target VARCHAR(36) COLLATE "C" NOT NULL,
  turn BIGINT NOT NULL,
  CONSTRAINT target_locks_id PRIMARY KEY (target)
);

-- Changes that a target has to have before they are kept, and what brings it back if they never are.
CREATE TABLE intents (
  change_id VARCHAR(36) COLLATE "C" NOT NULL,
  target VARCHAR(36) COLLATE "C" NOT NULL,
  resource_type VARCHAR(8) COLLATE "C" NOT NULL,
  resource_id VARCHAR(36) COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  causality VARCHAR(256) NOT NULL,
  expires BIGINT NOT NULL,
  undo_kind VARCHAR(8) COLLATE "C" NOT NULL,
  undo_state bytea,
  undo_members bytea,
  CONSTRAINT intents_id PRIMARY KEY (change_id, target)
);
CREATE INDEX intents_expires ON intents (expires);
