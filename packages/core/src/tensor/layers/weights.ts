/**
 * The weights of a network: named variables, trainable ones and statistics, made from one seed.
 *
 * A layer is a plain function; it makes its variables in a `Weights` when it is built and closes over them. Everything
 * a network remembers is here, so saving, counting and restoring need no knowledge of its layers.
 */
import * as tf from '@tensorflow/tfjs-core'
import { PhdError } from '../../errors.js'
import { random } from '../../random.js'
import type { TensorData } from '../../run/index.js'
import type { Initialiser } from './initialisers.js'

export class Weights {
  readonly trainable = new Map<string, tf.Variable>()
  readonly statistics = new Map<string, tf.Variable>()
  private readonly seed: number
  private readonly path: string[]
  private readonly root: Weights

  constructor(seed: number) {
    this.seed = seed
    this.path = []
    this.root = this
  }

  /** The same weights, with `name/` before every name made from here. */
  in(name: string): Weights {
    return Object.assign(Object.create(this), { path: [...this.path, name] })
  }

  /** A variable; its first value depends on the seed and its name alone. */
  variable(name: string, shape: number[], initialise: Initialiser, trainable = true): tf.Variable {
    const full = [...this.path, name].join('/')
    const map = trainable ? this.root.trainable : this.root.statistics
    if (this.root.trainable.has(full) || this.root.statistics.has(full)) throw new Error(`weights: expected a new name, received ${full} again`)
    const variable = tf.tidy(() => tf.variable(tf.tensor(initialise(shape, random(this.seed, full)), shape), trainable))
    map.set(full, variable)
    return variable
  }

  /** How many numbers the network has, statistics included. */
  get count(): number {
    return [...this.all()].reduce((total, [, variable]) => total + variable.size, 0)
  }

  *all(): Iterable<[string, tf.Variable]> {
    yield* this.root.trainable
    yield* this.root.statistics
  }

  /** Those made under the name of this part; all where it has none. */
  *own(): Iterable<[string, tf.Variable]> {
    const prefix = this.path.map((name) => `${name}/`).join('')
    for (const [name, variable] of this.all()) if (name.startsWith(prefix)) yield [name, variable]
  }

  dispose(): void {
    for (const [, variable] of this.all()) variable.dispose()
  }
}

/** Copy variables to plain data. */
export function readVariables(variables: Iterable<[string, tf.Variable]>, prefix = ''): Record<string, TensorData> {
  const tensors: Record<string, TensorData> = {}
  for (const [name, variable] of variables) tensors[prefix + name] = { shape: [...variable.shape], data: variable.dataSync() as Float32Array }
  return tensors
}

/** Set variables from plain data; WEIGHTS_MISMATCH where a name is missing or a shape differs. */
export function writeVariables(variables: Iterable<[string, tf.Variable]>, tensors: Record<string, TensorData>, prefix = ''): void {
  for (const [name, variable] of variables) {
    const saved = tensors[prefix + name]
    if (!saved || saved.shape.join() !== variable.shape.join()) {
      throw new PhdError('WEIGHTS_MISMATCH', `The saved weights do not fit the model: ${prefix + name}.`, {
        expected: `shape [${variable.shape}]`,
        received: saved ? `shape [${saved.shape}]` : 'nothing of that name',
        remedy: 'use the model and parameters that the weights were saved with',
      })
    }
    tf.tidy(() => variable.assign(tf.tensor(saved.data, saved.shape)))
  }
}
