-- The whole metric history, one row an epoch. A figure that is not a finite number is NULL here and
-- named in not_finite, since SQLite has no NaN.
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
  not_finite TEXT, -- JSON: column name to 'NaN', 'Infinity' or '-Infinity'
  PRIMARY KEY (run_id, epoch),
  CHECK (
    not_finite IS NOT NULL
    OR train_loss + validation_loss + validation_score + learning_rate + gradient_norm IS NOT NULL
  )
) STRICT, WITHOUT ROWID;
