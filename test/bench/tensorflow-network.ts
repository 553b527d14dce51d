/** Layers of TensorFlow.js that are applied one by one, and the variables that they learn. */
import * as tf from '@tensorflow/tfjs-core'
import type { layers } from '@tensorflow/tfjs-layers'

export type Forward = (x: tf.Tensor) => tf.Tensor

const isVariable = (value: tf.Tensor): value is tf.Variable => value instanceof tf.Variable

/** Collects the layers of a network while it is built. */
export class Network {
  private readonly parts: layers.Layer[] = []

  /** Takes a layer in, and gives what it makes of a batch in training. */
  layer(part: layers.Layer): Forward {
    this.parts.push(part)
    return (x) => {
      const y = part.apply(x, { training: true })
      if (!(y instanceof tf.Tensor)) throw new TypeError(`${part.name} gives no single tensor`)
      return y
    }
  }

  /** Layers one after the other. */
  chain(parts: readonly layers.Layer[]): Forward {
    const steps = parts.map((part) => this.layer(part))
    return (x) => steps.reduce((y, step) => step(y), x)
  }

  /** What is learned; complete once a batch has gone through all layers. */
  variables(): tf.Variable[] {
    return this.parts.flatMap((part) =>
      part.trainableWeights.map((weight) => {
        const variable = weight.read()
        if (!isVariable(variable)) throw new TypeError(`${weight.name} is no variable`)
        return variable
      }),
    )
  }

  dispose(): void {
    for (const part of this.parts) part.dispose()
  }
}
