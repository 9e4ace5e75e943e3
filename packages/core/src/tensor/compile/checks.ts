/** What is given to `compile` and to a compiled step: COMPILE_OPTION, COMPILE_ARGUMENT. */
import * as tf from '@tensorflow/tfjs-core'
import { PhdError } from '../../errors.js'

const options: Record<string, (value: unknown) => boolean> = {
  xla: (value) => typeof value === 'boolean',
  precision: (value) => value === 'float32' || value === 'bf16',
  device: (value) => typeof value === 'string',
}

export function checkOptions(given: object): void {
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || (Object.hasOwn(options, name) && options[name](value))) continue
    throw new PhdError('COMPILE_OPTION', 'An option of compile is not known.', {
      expected: "xla: true or false, precision: 'float32' or 'bf16', device: a name",
      received: `${name}: ${JSON.stringify(value)}`,
    })
  }
}

export function checkArguments(args: unknown[]): void {
  for (const [index, arg] of args.entries()) {
    if (arg instanceof tf.Tensor && !arg.isDisposed) continue
    throw new PhdError('COMPILE_ARGUMENT', 'An argument of the compiled step is no tensor.', {
      expected: 'tensors',
      received: `${arg instanceof tf.Tensor ? 'a tensor that has been disposed of' : arg === null ? 'null' : Array.isArray(arg) ? 'a list' : typeof arg} as argument ${index + 1}`,
      remedy: 'numbers become tensors by tf.scalar; of a list hand over each tensor',
    })
  }
}
