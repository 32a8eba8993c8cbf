-- How many operations ended how in each hour, target by target. Rows without a target are of servers
-- before this one.
ALTER TABLE delivery_tallies ADD COLUMN target VARCHAR(36) COLLATE "C" DEFAULT '' NOT NULL;
ALTER TABLE delivery_tallies DROP CONSTRAINT delivery_tallies_id;
ALTER TABLE delivery_tallies
  ADD CONSTRAINT delivery_tallies_id PRIMARY KEY (period, node, target);
