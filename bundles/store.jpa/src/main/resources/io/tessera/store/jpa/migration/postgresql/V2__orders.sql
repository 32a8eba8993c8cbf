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

-- In SQL, which the planner takes into the statement, unlike plpgsql.
CREATE OR REPLACE FUNCTION tessera_now() RETURNS BIGINT LANGUAGE sql STABLE AS $$
  SELECT floor(extract(epoch FROM statement_timestamp()) * 1000)::BIGINT
$$;
