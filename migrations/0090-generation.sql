-- Runs that make pictures: a task and a score of their own, and several losses an epoch. A check can't be changed, so those
-- two columns are made anew; they are in no index.
ALTER TABLE runs ADD COLUMN any_task TEXT NOT NULL DEFAULT 'classification'
  CHECK (any_task IN ('classification', 'regression', 'generation'));
UPDATE runs SET any_task = task;
ALTER TABLE runs DROP COLUMN task;
ALTER TABLE runs RENAME COLUMN any_task TO task;

ALTER TABLE runs ADD COLUMN any_metric TEXT CHECK (any_metric IN ('accuracy', 'rmse', 'negativeElbo'));
UPDATE runs SET any_metric = score_metric;
ALTER TABLE runs DROP COLUMN score_metric;
ALTER TABLE runs RENAME COLUMN any_metric TO score_metric;

-- JSON: the losses by name, of models that have several.
ALTER TABLE epochs ADD COLUMN losses TEXT;
