/** From a run's model back to the answer that it was recommended for. */
import type { TextReader } from '../../../../compute/spec/advice.ts'
import type { ModelSpec } from '../../../../compute/spec/model.ts'

/** What reads the texts of a run, or the columns of each row, in their order; null where nothing does. */
export function readerOf(model: ModelSpec): TextReader | null {
  switch (model.family) {
    case 'mlp':
    case 'cnn':
    case 'fusion':
      return null
    case 'bert':
      return model.pretrained === undefined ? null : { kind: 'pretrained', model: model.pretrained }
    case 'rnn':
    case 'transformer':
      return { kind: 'network', network: model.family }
    case 'lstm':
      return { kind: 'network', network: model.cell }
  }
}
