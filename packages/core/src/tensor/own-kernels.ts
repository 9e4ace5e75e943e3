/**
 * Whether the addon's own ops (packages/core/native/kernels) may be used here: they have kernels for the CPU alone, and
 * XLA does not know them. Elsewhere the same is built of TensorFlow's ops.
 */
import { openedTensorFlow } from './opened.js'

let forbidden = 0

export function ownKernels(): boolean {
  return forbidden === 0 && openedTensorFlow()?.device === 'cpu'
}

export function withoutOwnKernels<T>(run: () => T): T {
  forbidden++
  try {
    return run()
  } finally {
    forbidden--
  }
}
