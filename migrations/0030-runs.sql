-- Runs. What lists show stands in the row itself, so that no list reads the metric history.
CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  status TEXT NOT NULL CHECK (
    status IN ('queued', 'running', 'paused', 'interrupted', 'stopped', 'completed', 'failed')
  ),
  outcome TEXT CHECK (outcome IN ('all-epochs', 'early-stopping', 'stopped-by-person')),
  dataset_id TEXT NOT NULL REFERENCES datasets (id),
  fingerprint TEXT NOT NULL, -- the table of the dataset that it learns from
  task TEXT NOT NULL CHECK (task IN ('classification', 'regression')),
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
  score_metric TEXT CHECK (score_metric IN ('accuracy', 'rmse')),
  score_value REAL,
  score_baseline REAL,
  tags TEXT NOT NULL DEFAULT '[]', -- JSON
  note TEXT NOT NULL DEFAULT '',
  archived_at INTEGER,
  deleted_at INTEGER,
  spec TEXT NOT NULL, -- JSON: all that determines the result
  versions TEXT NOT NULL, -- JSON: what computed it
  error TEXT, -- JSON
  FOREIGN KEY (dataset_id, fingerprint) REFERENCES dataset_tables (dataset_id, fingerprint)
) STRICT;

CREATE INDEX runs_newest_first ON runs (created_at DESC, id);
CREATE INDEX runs_by_dataset ON runs (dataset_id, fingerprint);
CREATE INDEX runs_unfinished ON runs (status) WHERE status IN ('queued', 'running', 'paused');
