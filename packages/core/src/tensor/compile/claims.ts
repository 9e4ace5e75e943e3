/** Whose turn it is, and which variables a call under way will change. */
import type * as tf from '@tensorflow/tfjs-core'
import { PhdError } from '../../errors.js'
import { tracedBackend } from './binding.js'

/** Variables that a call under way will change, with the ids of their values when it began. */
const claimed = new Map<tf.Variable, number>()
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

/** Take the variables for one call; COMPILE_BUSY where another has them. */
export function claim(variables: tf.Variable[]): { untouched(): boolean; release(): void } {
  const { tensorMap } = tracedBackend()
  if (variables.some((variable) => claimed.has(variable))) {
    throw new PhdError('COMPILE_BUSY', 'The step would change variables that a call under way changes too.', {
      remedy: 'await the asynchronous call first, or make this one asynchronous: such calls take turns',
    })
  }
  for (const variable of variables) claimed.set(variable, tensorMap.get(variable.dataId).id)
  return {
    /** Nobody has assigned them meanwhile. */
    untouched: () => variables.every((variable) => tensorMap.get(variable.dataId).id === claimed.get(variable)),
    release() {
      for (const variable of variables) claimed.delete(variable)
    },
  }
}

/** A variable got another tensor of the same value: to a call under way that is no assignment. */
export function sameValue(variable: tf.Variable, before: number, after: number): void {
  if (claimed.get(variable) === before) claimed.set(variable, after)
}
