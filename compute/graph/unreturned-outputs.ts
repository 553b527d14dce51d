/**
 * A way around what onnxruntime-node does after each run: it makes a copy of every output in new memory of JavaScript's, also
 * of those that were given a place. For a training loop that is its whole state, weights and optimiser slots: 1.5 ms a
 * megabyte with the garbage that it makes, a fifth of a step of a small BERT.
 *
 * It copies output by output and leaves off at the first that JavaScript has no form for, when all were computed and are in
 * their places. So an empty sequence is put before a model's outputs, and nothing is copied.
 */
import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import {
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProto_DataType as DataType,
  ValueInfoProtoSchema,
} from 'onnx-buf'

/** The output in front. No other in a graph of ours has a dot at its end. */
export const unreturnedName = 'unreturned.'

/** What onnxruntime-node says of such an output. */
const refusal = 'Non tensor type is temporarily not supported.'

/** Whether a run failed by that output alone, and so has done all that it was to do. */
export const isUnreturned = (error: unknown): boolean => error instanceof Error && error.message === refusal

/** The same model with that output in front of its others. */
export function withUnreturnedOutputs(file: Uint8Array): Uint8Array {
  const model = fromBinary(ModelProtoSchema, file)
  const { graph } = model
  if (graph === undefined) throw new TypeError('the model has no graph')
  const elemType = DataType.FLOAT
  graph.node.unshift(
    create(NodeProtoSchema, {
      opType: 'SequenceEmpty',
      name: unreturnedName,
      output: [unreturnedName],
      attribute: [create(AttributeProtoSchema, { name: 'dtype', type: AttributeType.INT, i: BigInt(elemType) })],
    }),
  )
  const element = { value: { case: 'tensorType' as const, value: { elemType } } }
  graph.output.unshift(
    create(ValueInfoProtoSchema, {
      name: unreturnedName,
      type: { value: { case: 'sequenceType', value: { elemType: element } } },
    }),
  )
  return toBinary(ModelProtoSchema, model)
}
