-- Versions of datasets: each edit makes one of another. Its table is made when it is needed, and stays as long as runs may use it.
CREATE TABLE dataset_versions (
  dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
  number INTEGER NOT NULL, -- from 1
  parent INTEGER, -- the version that was edited; null for the first
  base TEXT NOT NULL, -- fingerprint of the imported table that the edits are made to
  fingerprint TEXT, -- its table; null while none was made
  created_at INTEGER NOT NULL,
  place TEXT NOT NULL, -- the part of the app that it was made in
  change TEXT NOT NULL, -- JSON: what a history tells of it
  edits TEXT NOT NULL, -- JSON: edits that follow those of the parent or, where the base is another one, all of them
  PRIMARY KEY (dataset_id, number),
  FOREIGN KEY (dataset_id, base) REFERENCES dataset_tables (dataset_id, fingerprint) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (dataset_id, fingerprint) REFERENCES dataset_tables (dataset_id, fingerprint) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE INDEX dataset_versions_by_base ON dataset_versions (base);
CREATE INDEX dataset_versions_by_fingerprint ON dataset_versions (dataset_id, fingerprint);

-- The tables so far came of one another by other kinds of columns. None is an edit of another: each is its own base.
INSERT INTO dataset_versions (dataset_id, number, parent, base, fingerprint, created_at, place, change, edits)
SELECT
  dataset_id,
  row_number() OVER own,
  nullif(row_number() OVER own - 1, 0),
  fingerprint,
  fingerprint,
  imported_at,
  iif(row_number() OVER own = 1, 'import', 'columns'),
  iif(row_number() OVER own = 1, '{"kind":"import"}', '{"kind":"set-kinds","kinds":{}}'),
  '[]'
FROM dataset_tables
WINDOW own AS (PARTITION BY dataset_id ORDER BY imported_at, fingerprint);

ALTER TABLE datasets ADD COLUMN version INTEGER NOT NULL DEFAULT 1; -- the current one
UPDATE datasets SET version = coalesce((
  SELECT max(number) FROM dataset_versions
  WHERE dataset_versions.dataset_id = datasets.id AND dataset_versions.fingerprint = datasets.fingerprint
), 1);

-- The version that a run learned from.
ALTER TABLE runs ADD COLUMN dataset_version INTEGER NOT NULL DEFAULT 1;
UPDATE runs SET dataset_version = coalesce((
  SELECT max(number) FROM dataset_versions
  WHERE dataset_versions.dataset_id = runs.dataset_id AND dataset_versions.fingerprint = runs.fingerprint
), 1);
