/** The trainer's input. The encoder makes it, a stage earlier, so it is defined there. */
export type { Targets, TrainingData, TrainingTable } from '../data/training-table.ts'
