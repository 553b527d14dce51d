/** The formats of values in sentences, under the name by which the interface knows them. */
export { createFormats, type Formats, formatValue, splitDuration } from '../../compute/spec/value-formats.ts'
