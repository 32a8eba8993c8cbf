-- The password that goes with an operation, sealed with the key that the operation names; erased
-- when the operation is finished.
ALTER TABLE operations ADD COLUMN sealed_password VARCHAR(4000) COLLATE "C";
