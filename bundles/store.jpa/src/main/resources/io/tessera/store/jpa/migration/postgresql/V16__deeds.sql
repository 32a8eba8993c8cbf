-- The journal tells of other things than users and groups, and of what was done to them.
ALTER TABLE changes ALTER COLUMN kind TYPE VARCHAR(16) COLLATE "C";
ALTER TABLE changes ALTER COLUMN resource_type TYPE VARCHAR(64) COLLATE "C";
ALTER TABLE audit_chain ALTER COLUMN kind TYPE VARCHAR(16) COLLATE "C";
ALTER TABLE audit_chain ALTER COLUMN resource_type TYPE VARCHAR(64) COLLATE "C";
