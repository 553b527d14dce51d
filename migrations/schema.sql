-- Generated from the migrations by `npm run schema`; not to be edited.
-- user_version = 140

CREATE TABLE checkpoints (
  run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  epoch INTEGER NOT NULL, -- epochs that were finished when it was written
  step INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE TABLE datasets (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  fingerprint TEXT NOT NULL, -- its current table
  created_at INTEGER NOT NULL,
  deleted_at INTEGER, version INTEGER NOT NULL DEFAULT 1,
  FOREIGN KEY (id, fingerprint) REFERENCES dataset_tables (dataset_id, fingerprint) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE epochs (
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  epoch INTEGER NOT NULL,
  step INTEGER NOT NULL,
  train_loss REAL,
  validation_loss REAL,
  validation_score REAL,
  learning_rate REAL,
  gradient_norm REAL,
  seconds REAL NOT NULL,
  not_finite TEXT, losses TEXT, -- JSON: column name to 'NaN', 'Infinity' or '-Infinity'
  PRIMARY KEY (run_id, epoch),
  CHECK (
    not_finite IS NOT NULL
    OR train_loss + validation_loss + validation_score + learning_rate + gradient_norm IS NOT NULL
  )
) STRICT, WITHOUT ROWID;

CREATE TABLE exports (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  checked TEXT NOT NULL -- JSON: rows, largest difference, labels that differ, bytes, SHA-256
) STRICT;

CREATE INDEX exports_by_run ON exports (run_id, created_at);

CREATE TABLE project (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL -- milliseconds since 1970, as all times here
) STRICT;

CREATE TABLE reports (
  run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  report TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  status TEXT NOT NULL CHECK (
    status IN ('queued', 'running', 'paused', 'interrupted', 'stopped', 'completed', 'failed')
  ),
  outcome TEXT CHECK (outcome IN ('all-epochs', 'early-stopping', 'stopped-by-person')),
  dataset_id TEXT NOT NULL REFERENCES datasets (id),
  fingerprint TEXT NOT NULL, -- the table of the dataset that it learns from
  target TEXT NOT NULL,
  family TEXT NOT NULL,
  architecture TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  seconds REAL NOT NULL DEFAULT 0, -- of training, pauses left out
  epoch INTEGER NOT NULL DEFAULT 0, -- epochs that are finished
  total_epochs INTEGER NOT NULL,
  best_epoch INTEGER,
  best_validation_loss REAL,
  score_value REAL,
  score_baseline REAL,
  tags TEXT NOT NULL DEFAULT '[]', -- JSON
  note TEXT NOT NULL DEFAULT '',
  archived_at INTEGER,
  deleted_at INTEGER,
  spec TEXT NOT NULL, -- JSON: all that determines the result
  versions TEXT NOT NULL, -- JSON: what computed it
  error TEXT, device TEXT, task TEXT NOT NULL DEFAULT 'classification'
  CHECK (task IN ('classification', 'regression', 'generation')), dataset_version INTEGER NOT NULL DEFAULT 1, score_metric TEXT
  CHECK (score_metric IN ('accuracy', 'rmse', 'negativeElbo', 'entityF1', 'wordAccuracy', 'answerF1')), -- JSON
  FOREIGN KEY (dataset_id, fingerprint) REFERENCES dataset_tables (dataset_id, fingerprint)
) STRICT;

CREATE INDEX runs_by_dataset ON runs (dataset_id, fingerprint);

CREATE INDEX runs_newest_first ON runs (created_at DESC, id);

CREATE INDEX runs_unfinished ON runs (status) WHERE status IN ('queued', 'running', 'paused');
