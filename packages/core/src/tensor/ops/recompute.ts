/**
 * A part of a network whose inner values are not kept for the gradient but computed again when it is due: less memory
 * for more time (Chen et al. 2016, arXiv:1604.06174). Value and gradient are the same to the bit.
 *
 * In a compiled step only. Eagerly, and so in the reference, nothing changes. XLA does as it thinks best: it may merge the
 * second computation with the first.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { OpAttribute, TracedBackend } from '../compile/binding.js'
import { isTracing } from '../compile/trace.js'

let recomputing = 0

/** Whether this is the second computation: what draws random numbers or changes a variable would do so twice. */
export function isRecomputing(): boolean {
  return recomputing > 0
}

/**
 * `x` once `later` is there too. Without it nothing would keep TensorFlow from merging the second computation with the
 * first, or from running it at once. `later` differs from NaN, whatever it is; an IdentityN would be seen through.
 */
tf.registerKernel({
  kernelName: 'After',
  backendName: 'tensorflow',
  kernelFunc: ({ inputs, backend }) => {
    const traced = backend as unknown as TracedBackend
    const { binding } = traced
    const { x, later } = inputs as Record<string, tf.Tensor>
    return tf.tidy(() => {
      const always = tf.notEqual(tf.reshape(tf.slice(tf.reshape(later, [-1]), 0, 1), []), Number.NaN)
      const type: OpAttribute = { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }
      const [node] = binding.executeOp('SelectV2', [type], traced.getInputTensorIds([always, x, x]), 1)
      return traced.createOutputTensor(node)
    })
  },
})

/** `layer(x)`; `variables` are all that it uses and that may have a gradient. It has no statistics and draws nothing. */
export function recompute<T extends tf.Tensor>(layer: (x: T) => T, x: T, variables: tf.Variable[]): T {
  if (!isTracing()) return layer(x)
  const once = tf.customGrad((...given) => {
    const save = given.pop() as tf.GradSaveFunc
    const [input] = given as T[]
    save([input])
    return { value: layer(input), gradFunc: (dy: tf.Tensor, [kept]: tf.Tensor[]) => again(layer, kept as T, variables, dy as T) }
  })
  return once(x, ...variables) as T
}

function again<T extends tf.Tensor>(layer: (x: T) => T, kept: T, variables: tf.Variable[], dy: T): tf.Tensor[] {
  const engine = tf.engine()
  // The engine has one tape and forgets it after each gradient; the outer one is still in use.
  const { activeTape } = engine.state
  recomputing++
  try {
    const x = engine.runKernel('After', { x: kept, later: dy }) as T
    const { grads } = engine.gradients(() => layer(x), [x, ...variables], dy, true)
    return grads
  } finally {
    recomputing--
    engine.state.activeTape = activeTape
  }
}
