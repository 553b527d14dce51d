-- The project itself: one row.
CREATE TABLE project (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL -- milliseconds since 1970, as all times here
) STRICT;
