-- Datasets, and the tables they hold. A dataset whose column kinds were changed gets another table;
-- the former one stays, since the runs that learned from it are determined by its content.
CREATE TABLE datasets (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  fingerprint TEXT NOT NULL, -- its current table
  created_at INTEGER NOT NULL,
  deleted_at INTEGER,
  FOREIGN KEY (id, fingerprint) REFERENCES dataset_tables (dataset_id, fingerprint) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE dataset_tables (
  dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
  fingerprint TEXT NOT NULL, -- SHA-256 of names, kinds and values
  file TEXT NOT NULL, -- Parquet, relative to the project folder
  file_bytes INTEGER NOT NULL,
  imported_at INTEGER NOT NULL,
  record TEXT NOT NULL, -- JSON: source, dialect, profile
  PRIMARY KEY (dataset_id, fingerprint)
) STRICT, WITHOUT ROWID;

CREATE INDEX dataset_tables_by_fingerprint ON dataset_tables (fingerprint);
