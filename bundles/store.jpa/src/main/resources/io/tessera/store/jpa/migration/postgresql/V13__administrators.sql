-- What administrators may do comes from their roles. Stamp: another one ends their sessions. Targets:
-- ids of those a role limits them to, with blanks between them.
ALTER TABLE principals ADD COLUMN display_name VARCHAR(256) COLLATE "C" DEFAULT '' NOT NULL;
ALTER TABLE principals ADD COLUMN email VARCHAR(320) COLLATE "C" DEFAULT '' NOT NULL;
ALTER TABLE principals ADD COLUMN stamp VARCHAR(36) COLLATE "C" DEFAULT '' NOT NULL;
ALTER TABLE principals ADD COLUMN roles VARCHAR(256) COLLATE "C" DEFAULT '' NOT NULL;
ALTER TABLE principals ADD COLUMN targets VARCHAR(4096) COLLATE "C" DEFAULT '' NOT NULL;
UPDATE principals SET roles = 'administrator' WHERE permissions LIKE '*%';
