-- Exported model files, each with what checking it against the app's own predictions found.
CREATE TABLE exports (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  checked TEXT NOT NULL -- JSON: rows, largest difference, labels that differ, bytes, SHA-256
) STRICT;

CREATE INDEX exports_by_run ON exports (run_id, created_at);
