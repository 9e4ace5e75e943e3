/**
 * What an optimizer is, and how one is made from its formula.
 *
 * Everything an optimizer remembers is a tf.Variable: learning rate, step count, slots. Nothing is read back, so a step
 * may be compiled, and a checkpoint that holds `variables` holds the whole optimizer.
 *
 * The formula is given one block of numbers at a time (blocks.ts) and answers by how much that block shall fall.
 * Common to all: `clipNorm` (clip.ts) comes first; decoupled weight decay (Loshchilov and Hutter 2019) takes
 * rate x decay of every kernel a step, in addition to the formula's change.
 *
 * Errors: OPTIMIZER_GRADIENT (a weight without its gradient), OPTIMIZER_OPTION (a number out of its range).
 */
import * as tf from '@tensorflow/tfjs-core'
import { blocksOf } from './blocks.js'
import { clipByGlobalNorm } from './clip.js'
import { inRange } from './options.js'

export interface Optimizer {
  /** Every variable the optimizer remembers, by name. */
  variables: Map<string, tf.Variable>
  learningRate: tf.Variable
  /** One step with gradients by weight name. */
  update(gradients: Record<string, tf.Tensor>): void
}

export interface OptimizerOptions {
  learningRate?: number
  /** Decoupled decay a step, relative to the learning rate; kernels only (weights of two axes or more). */
  weightDecay?: number
  /** Scale the gradients so that the norm of all together is at most this. */
  clipNorm?: number
}

export interface Formula {
  /** Tensors remembered for each block, all zero at first. */
  slots: string[]
  /** Once a step, with the step's number (from 1): scalars that all blocks share. Answers the change of one block. */
  change(learningRate: tf.Scalar, step: tf.Scalar): (gradient: tf.Tensor, ...slots: tf.Variable[]) => tf.Tensor
}

/** An optimizer from a formula. Slots are named `slot` for the vectors, `slot/weight` for a kernel. */
export function optimizerOf(
  weights: Map<string, tf.Variable>,
  { learningRate = 1e-3, weightDecay = 0, clipNorm }: OptimizerOptions,
  formula: Formula,
): Optimizer {
  inRange('weightDecay', weightDecay, { from: 0 })
  if (clipNorm !== undefined) inRange('clipNorm', clipNorm, { above: 0 })
  const blocks = blocksOf(weights)
  const rate = stateVariable(() => tf.scalar(learningRate))
  const steps = stateVariable(() => tf.scalar(0))
  const slots = blocks.map(({ shape }) => formula.slots.map(() => stateVariable(() => tf.zeros(shape))))
  const named = formula.slots.flatMap((slot, s) => blocks.map(({ kernel }, b) => [kernel === undefined ? slot : `${slot}/${kernel}`, slots[b][s]] as const))

  const update = (given: Record<string, tf.Tensor>) => {
    const gathered = Object.fromEntries(blocks.map((block, b) => [b, block.gather(given)]))
    const gradients = clipNorm === undefined ? gathered : clipByGlobalNorm(gathered, clipNorm).gradients
    steps.assign(tf.add(steps, 1))
    const change = formula.change(rate as tf.Tensor as tf.Scalar, steps as tf.Tensor as tf.Scalar)
    const kept = weightDecay > 0 ? tf.sub(1, tf.mul(rate, weightDecay)) : undefined
    for (const [b, block] of blocks.entries()) {
      tf.tidy(() => block.subtract(change(gradients[b], ...slots[b]), block.kernel === undefined ? undefined : kept))
    }
  }
  return {
    variables: new Map<string, tf.Variable>([['learning_rate', rate], ['step', steps], ...named]),
    learningRate: rate,
    update: (gradients) => tf.tidy(() => update(gradients)),
  }
}

/** A variable of an optimizer's own: nothing trains it. */
export function stateVariable(first: () => tf.Tensor): tf.Variable {
  return tf.tidy(() => tf.variable(first(), false))
}
