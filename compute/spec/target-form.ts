/**
 * What is to be told of a row, in which form: one thing, one for each step, a span, several numbers. The task says how it is
 * judged, as classes or as numbers; the form says how many there are and where they stand.
 */
import type { Task } from './dataset.ts'

/** The forms, by the names that a training table has for its targets. A new one is a row here; what it needs elsewhere doesn't compile until it is there. */
export const targetForms = {
  /** One class a row. */
  classes: { task: 'classification', perRow: 'one' },
  /** One number a row. */
  values: { task: 'regression', perRow: 'one' },
  /** A class for each step of a row, or `ignoredLabel` where none is asked for. */
  'step-classes': { task: 'classification', perRow: 'several' },
  /** The first and the last step of what is looked for in a row; `ignoredLabel` twice where it isn't there. */
  spans: { task: 'classification', perRow: 'several' },
  /** How many steps a row has, then labels that are read from them in that order, from 1 on, then `ignoredLabel`; 0 is the blank. */
  'label-sequences': { task: 'classification', perRow: 'several' },
  /** Several numbers a row, such as the next few values of a series. */
  series: { task: 'regression', perRow: 'several' },
} as const satisfies Record<string, { readonly task: Task; readonly perRow: 'one' | 'several' }>

export type TargetKind = keyof typeof targetForms
/** The forms of a task. */
export type TargetKindOf<T extends Task> = {
  [K in TargetKind]: (typeof targetForms)[K]['task'] extends T ? K : never
}[TargetKind]

export interface TargetForm {
  readonly kind: TargetKind
  /** Numbers a row. */
  readonly width: number
}

/** The form that a task has where none is named. */
export const usualForms = {
  classification: { kind: 'classes', width: 1 },
  regression: { kind: 'values', width: 1 },
} as const satisfies Record<Task, TargetForm>

/** The label of a step that says nothing: padding, later pieces of a word, tokens that aren't masked (PyTorch's ignore_index). */
export const ignoredLabel = -100
