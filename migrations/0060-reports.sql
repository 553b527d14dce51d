-- The evaluation of each finished run on its test rows.
CREATE TABLE reports (
  run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  report TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;
