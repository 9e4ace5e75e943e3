/** The tensors of a step's result in order, and how to put others in their place. */
import * as tf from '@tensorflow/tfjs-core'
import { PhdError } from '../../errors.js'

export interface ResultTree<R> {
  tensors: tf.Tensor[]
  rebuild(tensors: tf.Tensor[]): R
  /** Lists and names, as text. */
  form: string
}

/** A tensor, or lists and plain objects of tensors; COMPILE_RESULT for anything else. */
export function resultTree<R extends tf.TensorContainer>(result: R): ResultTree<R> {
  const tensors: tf.Tensor[] = []
  const build = (value: unknown): ((given: tf.Tensor[]) => unknown) => {
    if (value instanceof tf.Tensor) {
      const index = tensors.push(value) - 1
      return (given) => given[index]
    }
    if (Array.isArray(value)) {
      const items = value.map(build)
      return (given) => items.map((item) => item(given))
    }
    if (value && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
      const items = Object.entries(value).map(([name, item]) => [name, build(item)] as const)
      return (given) => Object.fromEntries(items.map(([name, item]) => [name, item(given)]))
    }
    if (value instanceof Promise) value.catch(() => {}) // what it fails with comes after, and because of, this error
    throw new PhdError('COMPILE_RESULT', 'A result of the step is no tensor.', {
      expected: 'a tensor, or a list or an object of tensors',
      received: value instanceof Promise ? 'a promise' : value === null ? 'null' : typeof value,
      remedy: 'return tensors only: anything else would be the same at every call',
    })
  }
  const rebuild = build(result)
  const form = JSON.stringify(result, (_, value) => (value instanceof tf.Tensor ? 0 : value))
  return { tensors, rebuild: (given) => rebuild(given) as R, form }
}
