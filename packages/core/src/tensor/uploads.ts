/**
 * Values from JavaScript into TensorFlow, always copied.
 *
 * tfjs uploads through `createTensor`, which may share the array's memory; `copyingUploads` answers a binding where typed
 * arrays are copied, so that changing an array afterwards changes no tensor and no thread but JavaScript's touches it.
 */
import type * as tf from '@tensorflow/tfjs-core'
import { type GraphBinding, type OpAttribute, tracedBackend } from './compile/binding.js'

export function copyingUploads<B extends Pick<GraphBinding, 'createTensor' | 'uploadTensor'>>(native: B): B {
  const createTensor = (shape: number[], dtype: number, values: unknown) =>
    ArrayBuffer.isView(values) ? native.uploadTensor(shape, dtype, values) : native.createTensor(shape, dtype, values)
  return Object.create(native, { createTensor: { value: createTensor, writable: true } })
}

/** Bytes as float32 0 to 255, widened by TensorFlow: a quarter of the upload, and no copy four times the size in JavaScript. */
export function tensorOfBytes(bytes: Uint8Array, shape: number[]): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1)
  if (bytes.length !== size) throw new Error(`tensorOfBytes: expected ${size} bytes for shape [${shape}], received ${bytes.length}`)
  const backend = tracedBackend()
  const binding = backend.binding
  const id = binding.createTensor(shape, binding.TF_UINT8, bytes)
  const type = (name: string, value: unknown): OpAttribute => ({ name, type: binding.TF_ATTR_TYPE, value })
  const [widened] = binding.executeOp('Cast', [type('SrcT', binding.TF_UINT8), type('DstT', binding.TF_FLOAT)], [id], 1)
  binding.deleteTensor(id)
  return backend.createOutputTensor(widened)
}
