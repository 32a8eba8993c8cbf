-- Lists for people: the operations of one target by time, assignments that end soon.
CREATE INDEX operations_target ON operations (target, id);
CREATE INDEX assignments_ends ON assignments (ends, id);

-- How many operations ended how in each hour, as the nodes counted.
CREATE TABLE delivery_tallies (
  period BIGINT NOT NULL,
  node VARCHAR(64) NOT NULL,
  delivered BIGINT NOT NULL,
  failed BIGINT NOT NULL,
  CONSTRAINT delivery_tallies_id PRIMARY KEY (period, node)
);
