/** What each question of the wizard is told. */
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import type { Wizard } from '../use-wizard.ts'

export interface QuestionProps {
  readonly dataset: DatasetRecord
  readonly wizard: Wizard
}
