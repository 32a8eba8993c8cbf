-- The journal tells of other things than users and groups, and of what was done to them.
ALTER TABLE changes ALTER COLUMN kind SET DATA TYPE VARCHAR(16);
ALTER TABLE changes ALTER COLUMN resource_type SET DATA TYPE VARCHAR(64);
ALTER TABLE audit_chain ALTER COLUMN kind SET DATA TYPE VARCHAR(16);
ALTER TABLE audit_chain ALTER COLUMN resource_type SET DATA TYPE VARCHAR(64);

-- Derby reads indexes forwards only, and lists begin with the newest operation of a target.
DROP INDEX operations_target;
CREATE INDEX operations_target ON operations (target, id DESC);
