/**
 * When two cell texts are the same category, and when a text means that the value is missing.
 *
 * One definition for training, the form, and the exported model, whose graph does the same to the raw cells.
 */

/** The text without white space around it and with single spaces inside: ` New  York` and `New York` are one category. */
export function categoryText(text: string): string {
  return text.trim().replace(/ {2,}/g, ' ')
}

/** Whether a category text (in the form of `categoryText`) stands for a missing value. */
export function meansMissing(text: string, missing: readonly string[]): boolean {
  return text === '' || missing.some((missingText) => categoryText(missingText) === text)
}
