/** One call of a compiled function: its inputs, and what becomes of its results. */
import type * as tf from '@tensorflow/tfjs-core'
import { PhdError } from '../../errors.js'
import { tracedBackend } from './binding.js'
import type { Trace } from './trace.js'

export interface CompiledFunction<R> extends Omit<Trace<R>, 'builder' | 'inputs'> {
  name: string
  /** As TensorFlow names it; '' leaves it to TensorFlow. */
  device: string
  called: boolean
}

/** Variables and tensors that the function needs are there; COMPILE_GONE where one has been disposed of. */
export function requirePresent<R>({ captured, assigned }: CompiledFunction<R>): void {
  const { tensorMap } = tracedBackend()
  const gone = (it: { dataId: object }) => ('isDisposed' in it && it.isDisposed === true) || !tensorMap.has(it.dataId)
  if (![...captured, ...assigned].some(gone)) return
  throw new PhdError('COMPILE_GONE', 'A tensor that the compiled step uses has been disposed of.', {
    remedy: 'keep tensors of the surroundings as long as the step, or pass them as arguments',
  })
}

/** Ids of the arguments and of what the step took from its surroundings. */
export function callInputs<R>(found: CompiledFunction<R>, args: tf.Tensor[]): number[] {
  return tracedBackend().getInputTensorIds([...args, ...(found.captured as tf.TensorInfo[])])
}

/** New values to the variables, all of them or none; the rest as the step's result. */
export function applyResults<R>(found: CompiledFunction<R>, ids: number[], untouched = () => true): R {
  const { outputs, assigned, rebuild } = found
  const backend = tracedBackend()
  try {
    requirePresent(found)
    if (!untouched()) {
      throw new PhdError('COMPILE_BUSY', 'A variable was assigned while an asynchronous call that changes it was under way; the call is lost.', {
        remedy: 'await the call before you assign the variables that it changes',
      })
    }
  } catch (error) {
    for (const id of ids) backend.binding.deleteTensor(id)
    throw error
  }
  const tensors = ids.map((id, index) => backend.createOutputTensor({ ...outputs[index], id }))
  const results = tensors.slice(0, tensors.length - assigned.length)
  for (const [index, variable] of assigned.entries()) {
    const value = tensors[results.length + index]
    variable.assign(value)
    value.dispose()
  }
  return rebuild(results)
}
