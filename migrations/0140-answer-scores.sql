-- Runs that answer questions have a score of their own. A check can't be changed, so the column is made anew; it is in no index.
ALTER TABLE runs ADD COLUMN any_metric TEXT
  CHECK (any_metric IN ('accuracy', 'rmse', 'negativeElbo', 'entityF1', 'wordAccuracy', 'answerF1'));
UPDATE runs SET any_metric = score_metric;
ALTER TABLE runs DROP COLUMN score_metric;
ALTER TABLE runs RENAME COLUMN any_metric TO score_metric;
