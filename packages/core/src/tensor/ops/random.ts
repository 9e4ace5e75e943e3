/**
 * Random numbers whose state is a variable: a step that draws from a stream draws anew at each call, the same eagerly,
 * compiled and through XLA, and a checkpoint that holds the variable repeats them.
 *
 * The state is (seed, draws so far); each draw is a function of both alone: 32 random bits a number from TensorFlow's
 * stateless Philox (Salmon et al. 2011, doi:10.1145/2063384.2063405). The bits become numbers here, since TensorFlow's
 * own kernels and XLA turn the same bits into different floats.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { OpAttribute, TracedBackend } from '../compile/binding.js'
import { int32 } from '../native.js'
import { isRecomputing } from './recompute.js'

export interface RandomStream {
  /** (seed, draws so far) int32: to be saved with the weights. */
  state: tf.Variable
  /** Uniform on [0, 1), in steps of 2^-24. */
  uniform(shape: number[]): tf.Tensor
  /** Normal of mean 0 and deviation 1 (Box and Muller 1958). */
  normal(shape: number[]): tf.Tensor
}

// Numbers of tensorflow/core/framework: rng_alg.h, types.proto.
const philox = 1
const uint32 = 22
const uint64 = 23

tf.registerKernel({
  kernelName: 'StatelessUniform',
  backendName: 'tensorflow',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const traced = backend as unknown as TracedBackend
    const { binding } = traced
    const state = inputs.state as tf.Tensor
    return tf.tidy(() => {
      const tensors = [tf.reshape(state, [1, 2]), tf.zeros([2, 2], 'int32'), int32((attrs as { shape?: number[] }).shape ?? []), tf.scalar(philox, 'int32')]
      const [key, zeros, sizes, algorithm] = traced.getInputTensorIds(tensors)
      // Unsigned integers, which no tfjs tensor can be, stay ids of the binding.
      const unsigned: number[] = []
      const run = (op: string, types: Record<string, number>, ids: number[]) => {
        const attributes: OpAttribute[] = Object.entries(types).map(([name, value]) => ({ name, type: binding.TF_ATTR_TYPE, value }))
        const [node] = binding.executeOp(op, attributes, ids, 1)
        unsigned.push(node.id)
        return node
      }
      const wide = (id: number) => run('Bitcast', { T: binding.TF_INT32, type: uint64 }, [id]).id
      const bits = run('StatelessRandomUniformFullIntV2', { dtype: uint32, Tshape: binding.TF_INT32 }, [sizes, wide(key), wide(zeros), algorithm])
      const eight = run('Cast', { SrcT: binding.TF_INT32, DstT: uint32 }, traced.getInputTensorIds([tf.scalar(8, 'int32')])).id
      const upper = run('RightShift', { T: uint32 }, [bits.id, eight]).id
      const whole = run('Cast', { SrcT: uint32, DstT: binding.TF_FLOAT }, [upper])
      unsigned.pop()
      for (const id of unsigned) binding.deleteTensor(id)
      return tf.mul(traced.createOutputTensor(whole), 2 ** -24)
    })
  },
})

/** A stream of its own for each seed. Make it before the step is compiled. */
export function randomStream(seed: number): RandomStream {
  const state = tf.tidy(() => tf.variable(tf.tensor1d([seed | 0, 0], 'int32'), false))
  const uniform = (shape: number[]) => {
    if (isRecomputing()) throw new Error('recomputed: expected a layer without random numbers, which would be others the second time, received a draw')
    const values = tf.engine().runKernel('StatelessUniform', { state }, { shape }) as tf.Tensor
    tf.tidy(() => state.assign(tf.add(state, int32([0, 1]))))
    return values
  }
  const normal = (shape: number[]) =>
    tf.tidy(() => {
      const radius = tf.sqrt(tf.mul(tf.log(tf.sub(1, uniform(shape))), -2))
      return tf.mul(radius, tf.cos(tf.mul(uniform(shape), 2 * Math.PI)))
    })
  return { state, uniform, normal }
}

/**
 * Each value dropped with probability `rate`, the others scaled up so that the mean stays (Srivastava et al. 2014). With
 * `perSample` a sample (first axis) is dropped as a whole: stochastic depth, for the branch of a residual block (Huang et
 * al. 2016).
 */
export function dropout<T extends tf.Tensor>(x: T, rate: number, stream: RandomStream, { perSample = false } = {}): T {
  if (!(rate >= 0 && rate < 1)) throw new Error(`dropout: expected a rate from 0 up to, not including, 1, received ${rate}`)
  if (rate === 0) return x
  return tf.tidy(() => {
    const shape = perSample ? x.shape.map((size, axis) => (axis === 0 ? size : 1)) : x.shape
    const kept = tf.cast(tf.greaterEqual(stream.uniform(shape), rate), 'float32')
    return tf.mul(x, tf.mul(kept, 1 / (1 - rate))) as T
  })
}
