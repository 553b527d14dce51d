/** The trainer's input. The encoder makes it, a stage earlier, so it is defined there. */
export type { Targets, TrainingTable } from '../data/training-table.ts'
