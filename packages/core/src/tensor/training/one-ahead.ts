/** Batches one ahead: while a step computes, JavaScript makes the batch of the next. */
import * as tf from '@tensorflow/tfjs-core'

export interface OneAhead {
  /** The batch of a step; steps are asked for in order. */
  take(step: number): Promise<tf.Tensor[]>
  /** Begin the batch after the one last taken. */
  prepare(): void
  /** Give back what was prepared and not taken. */
  dispose(): Promise<void>
}

/** `count` steps; `read` depends on the step alone. */
export function oneAhead(count: number, read: (step: number) => Promise<tf.Tensor[]>): OneAhead {
  let last = -1
  let prepared: { step: number; batch: Promise<tf.Tensor[]> } | undefined
  return {
    async take(step) {
      const batch = prepared?.step === step ? prepared.batch : read(step)
      prepared = undefined
      last = step
      return batch
    },
    prepare() {
      if (last + 1 >= count) return
      prepared = { step: last + 1, batch: read(last + 1) }
      prepared.batch.catch(() => {}) // whoever takes it is told
    },
    async dispose() {
      const batch = prepared?.batch
      prepared = undefined
      tf.dispose(await batch?.catch(() => []))
    },
  }
}
