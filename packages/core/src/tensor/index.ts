/**
 * The tensor runtime: TensorFlow under tfjs, native ops with their gradients, layers and optimizers.
 *
 * Maps are (batch, y, x, channels) float32. `openTensorFlow` first; everything else needs it at run time.
 */
export * as tf from '@tensorflow/tfjs-core'
export * from './compile/index.js'
export * from './layers/index.js'
export { resetTensorMemoryPeak, setTensorFloat32, type TensorMemory, tensorMemory } from './memory.js'
export { checkTensorFlow, openTensorFlow } from './open.js'
export type { TensorFlow } from './opened.js'
export * from './ops/index.js'
export * from './optim/index.js'
export * from './training/index.js'
export { tensorOfBytes } from './uploads.js'
