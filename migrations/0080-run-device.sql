-- What a run was computed on: JSON of the device, and of what was asked for where that could not be taken. Null before it began.
ALTER TABLE runs ADD COLUMN device TEXT;
