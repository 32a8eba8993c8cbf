-- How far work in the background has come, such as the building of an attribute's index.
CREATE TABLE bookmarks (
  id VARCHAR(36) COLLATE "C" NOT NULL,
  generation BIGINT NOT NULL,
  position VARCHAR(256) COLLATE "C",
  done BIGINT NOT NULL,
  CONSTRAINT bookmarks_id PRIMARY KEY (id)
);
