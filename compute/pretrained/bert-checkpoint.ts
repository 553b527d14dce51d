/** A published BERT as a model of ours: its sizes as a spec, its weights under our names. */
import { z } from 'zod'
import { buildModel } from '../models/families.ts'
import type { NamedTensor, NamedTensors } from '../models/weights.ts'
import { type BertSpec, bertSpecSchema } from '../spec/bert-model.ts'
import { StudioError } from '../spec/errors.ts'
import type { ModelFolder } from './model-folder.ts'

/** What of config.json matters here (transformers' BertConfig). */
const configSchema = z.looseObject({
  model_type: z.string().optional(),
  vocab_size: z.int(),
  hidden_size: z.int(),
  num_hidden_layers: z.int(),
  num_attention_heads: z.int(),
  intermediate_size: z.int(),
  hidden_act: z.string(),
  max_position_embeddings: z.int(),
  type_vocab_size: z.int(),
  layer_norm_eps: z.number().default(1e-12),
  hidden_dropout_prob: z.number().default(0.1),
  pad_token_id: z.int().default(0),
  position_embedding_type: z.string().default('absolute'),
})

export interface BertTask {
  /** Where the folder is, for what is said about it. */
  readonly path: string
  /** Tokens that a text may have; shorter ones are padded, longer ones cut. */
  readonly length: number
  readonly pooling: BertSpec['pooling']
  /** What it is used for; a class or a value for a text where it isn't said. */
  readonly head?: BertSpec['head']
  /** Whether a row is two texts; it is one where it isn't said. */
  readonly pairs?: boolean
  /** Classes, or 1 for a value; 2 for a span; as many as there are tokens for masked ones. */
  readonly outputs: number
}

export interface BertCheckpoint {
  readonly spec: BertSpec
  /** All weights that the checkpoint has for the model. Those of a head of another size, or of none, are left out. */
  readonly weights: NamedTensors
  /** Parameters of the model that begin anew. */
  readonly fresh: readonly string[]
}

/** Parameters that belong to what the model is used for: a checkpoint may lack them, or have them for another task. */
const ofTask = (name: string) => /^(classifier|bert\.pooler|qa_outputs|cls\.predictions)\./.test(name)

/**
 * Makes a spec and weights of a checkpoint.
 *
 * @throws StudioError `model-kind-unknown` where it is no BERT, `model-weights-do-not-fit` {tensor} where a weight of the
 *   encoder is missing or misshapen, `model-file-damaged` where config.json doesn't say what it must.
 */
export function bertFromFolder({ config, weights }: ModelFolder, task: BertTask): BertCheckpoint {
  const { path, outputs } = task
  const spec = bertSpecOf(config, task)
  const found = new Map<string, NamedTensor>()
  const fresh: string[] = []
  for (const { name, shape } of buildModel(spec, rowWidth(spec), outputs).parameters) {
    const weight = weights.get(name) ?? weights.get(name.replace(/^bert\./, ''))
    if (weight !== undefined && String(weight.shape) === String(shape)) found.set(name, weight)
    else if (ofTask(name)) fresh.push(name)
    else throw new StudioError('model-weights-do-not-fit', { path, tensor: name })
  }
  return { spec, weights: found, fresh }
}

/** Numbers a row: its tokens, and where it is two texts the segments that they are of. */
const rowWidth = ({ tokens, pairs }: BertSpec) => (pairs ? 2 : 1) * tokens.length

/** The spec that a checkpoint's config.json stands for. @throws StudioError `model-kind-unknown`, `model-file-damaged` */
export function bertSpecOf(
  config: ModelFolder['config'],
  { path, length, pooling, head = 'text', pairs = false }: BertTask,
): BertSpec {
  const kind = typeof config['model_type'] === 'string' ? config['model_type'] : '?'
  if (kind !== 'bert') throw new StudioError('model-kind-unknown', { path, kind })
  const damaged = (cause: unknown) => new StudioError('model-file-damaged', { path, file: 'config.json' }, { cause })
  const parsed = configSchema.safeParse(config)
  if (!parsed.success) throw damaged(parsed.error)
  const own = parsed.data
  const usual = own.position_embedding_type === 'absolute' && own.pad_token_id === 0
  const activation = own.hidden_act === 'gelu' || own.hidden_act === 'relu' ? own.hidden_act : null
  if (!usual || activation === null)
    throw new StudioError('model-kind-unknown', {
      path,
      kind: `bert, ${own.position_embedding_type}, ${own.hidden_act}`,
    })
  const spec = bertSpecSchema.safeParse({
    family: 'bert',
    tokens: { length: Math.min(length, own.max_position_embeddings), vocabulary: own.vocab_size },
    width: own.hidden_size,
    heads: own.num_attention_heads,
    layers: own.num_hidden_layers,
    feedForward: own.intermediate_size,
    positions: own.max_position_embeddings,
    segments: own.type_vocab_size,
    pairs,
    head,
    activation,
    epsilon: own.layer_norm_eps,
    pooling,
    dropout: own.hidden_dropout_prob,
  })
  if (!spec.success) throw damaged(spec.error)
  return spec.data
}
