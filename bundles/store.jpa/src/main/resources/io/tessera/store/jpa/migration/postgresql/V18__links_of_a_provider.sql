-- The links of one identity provider, a page after the other.
CREATE INDEX federated_links_provider ON federated_links (identity_provider, id);
