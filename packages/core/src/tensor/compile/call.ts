/** One call of a compiled function: its inputs, whose turn it is, and what becomes of its results. */
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

/** Variables that a call under way will change. */
const claimed = new Set<tf.Variable>()
let last: Promise<unknown> | undefined

/** At once where nothing is under way, otherwise after everything that is. */
export function inTurn<T>(run: () => T | Promise<T>): T | Promise<T> {
  const turn = last ? last.then(run) : run()
  if (!(turn instanceof Promise)) return turn
  const settled = turn.then(
    () => {},
    () => {},
  )
  const mine = settled.then(() => {
    if (last === mine) last = undefined
  })
  last = mine
  return turn
}

/** Take the variables for one call; COMPILE_BUSY where another has them. Gives them back when called. */
export function claim(variables: tf.Variable[]): () => void {
  if (variables.some((variable) => claimed.has(variable))) {
    throw new PhdError('COMPILE_BUSY', 'The step would change variables that a call under way changes too.', {
      remedy: 'await the asynchronous call first, or make this one asynchronous: such calls take turns',
    })
  }
  for (const variable of variables) claimed.add(variable)
  return () => {
    for (const variable of variables) claimed.delete(variable)
  }
}

/** Native ids of variables, to see afterwards whether somebody has assigned them meanwhile. */
export function valuesNow(variables: tf.Variable[]): number[] {
  const { tensorMap } = tracedBackend()
  return variables.map(({ dataId }) => tensorMap.get(dataId).id)
}

/** Ids of the arguments and of what the step took from its surroundings. */
export function callInputs<R>({ captured }: CompiledFunction<R>, args: tf.Tensor[]): number[] {
  const backend = tracedBackend()
  if (captured.some(({ dataId }) => !backend.tensorMap.has(dataId))) {
    throw new PhdError('COMPILE_GONE', 'A tensor that the compiled step uses has been disposed of.', {
      remedy: 'keep tensors of the surroundings as long as the step, or pass them as arguments',
    })
  }
  return backend.getInputTensorIds([...args, ...(captured as tf.TensorInfo[])])
}

/** New values to the variables, all of them; the rest as the step's result. `before` are their ids when the call began. */
export function applyResults<R>({ outputs, assigned, rebuild }: CompiledFunction<R>, ids: number[], before?: number[]): R {
  const backend = tracedBackend()
  const now = before && valuesNow(assigned)
  if (before?.some((id, index) => id !== now?.[index])) {
    for (const id of ids) backend.binding.deleteTensor(id)
    throw new PhdError('COMPILE_BUSY', 'A variable was assigned while an asynchronous call that changes it was under way; the call is lost.', {
      remedy: 'await the call before you assign the variables that it changes',
    })
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
