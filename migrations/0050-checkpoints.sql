-- The checkpoint that each run goes on from: runs/<id>/checkpoint.safetensors in the project folder.
CREATE TABLE checkpoints (
  run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  epoch INTEGER NOT NULL, -- epochs that were finished when it was written
  step INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
