-- What lists are sorted by, with the id behind it: an index alone tells the order of all rows, so
-- that a page costs the same wherever it begins.
CREATE INDEX identities_last_modified_id ON identities (domain, last_modified, id);
CREATE INDEX identities_display_name_id ON identities (domain, display_name, id);
CREATE INDEX identities_family_name_id ON identities (domain, family_name, id);
CREATE INDEX identities_given_name_id ON identities (domain, given_name, id);
CREATE INDEX identities_employee_number_id ON identities (domain, employee_number, id);
CREATE INDEX user_groups_last_modified_id ON user_groups (domain, last_modified, id);
DROP INDEX identities_last_modified;
DROP INDEX identities_display_name;
DROP INDEX identities_family_name;
DROP INDEX identities_given_name;
DROP INDEX identities_employee_number;
DROP INDEX user_groups_last_modified;

-- Derby reads an index one way only; pages backwards need one the other way.
CREATE INDEX identities_created_desc ON identities (domain, created DESC, id DESC);
CREATE INDEX user_groups_created_desc ON user_groups (domain, created DESC, id DESC);
