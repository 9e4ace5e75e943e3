/**
 * What a step may not do while it is traced, since it would happen once and never again: draw JavaScript's random numbers
 * (COMPILE_RANDOM; tfjs' own random ops take their seeds there), or use an optimizer of tfjs, which keeps its learning
 * rate and step count in JavaScript (COMPILE_OPTIMIZER), or make a variable (COMPILE_VARIABLE).
 */
import * as tf from '@tensorflow/tfjs-core'
import { PhdError } from '../../errors.js'
import { atLine, calledFunction } from './step-line.js'

const optimizers = [
  tf.AdadeltaOptimizer,
  tf.AdagradOptimizer,
  tf.AdamOptimizer,
  tf.AdamaxOptimizer,
  tf.MomentumOptimizer,
  tf.RMSPropOptimizer,
  tf.SGDOptimizer,
].map(({ prototype }) => prototype as unknown as { applyGradients(gradients: unknown): void })

export function guarded<T>(run: () => T): T {
  const { random } = Math
  const applied = optimizers.map((optimizer) => Object.getOwnPropertyDescriptor(optimizer, 'applyGradients'))
  Math.random = () => {
    throw new PhdError('COMPILE_RANDOM', "The step draws JavaScript's random numbers: they would be the same at every call.", {
      received: atLine(calledFunction() ?? 'Math.random'),
      remedy: 'draw from a randomStream, which lives in a variable, or pass the numbers as an argument',
    })
  }
  for (const optimizer of optimizers) {
    optimizer.applyGradients = () => {
      throw new PhdError('COMPILE_OPTIMIZER', 'The step uses an optimizer of tfjs, whose learning rate and step count would stand still.', {
        received: atLine(optimizer.constructor.name),
        remedy: 'use sgd or adam of @phd/core/tensor, which keep both in variables',
      })
    }
  }
  const engine = tf.engine()
  engine.makeVariable = (value) => {
    throw new PhdError('COMPILE_VARIABLE', 'The step makes a variable.', {
      received: atLine(`a variable of shape [${value.shape}]`),
      remedy: 'make all variables, the slots of the optimizer too, before compiling',
    })
  }
  try {
    return run()
  } finally {
    Math.random = random
    delete (engine as Partial<typeof engine>).makeVariable // the class's own shows again
    for (const [index, optimizer] of optimizers.entries()) {
      const own = applied[index]
      if (own) Object.defineProperty(optimizer, 'applyGradients', own)
      else delete (optimizer as Partial<typeof optimizer>).applyGradients
    }
  }
}
