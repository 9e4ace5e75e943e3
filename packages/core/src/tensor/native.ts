/**
 * TensorFlow's own ops from tfjs: name, attributes, inputs in; tensors out.
 *
 * tfjs wraps a part of TensorFlow's ops, and some wrappers leave out attributes. A native op registered here is an
 * ordinary tfjs kernel: it takes part in tidy, in gradients and in anything that later traces kernels.
 */
import './removed-from-node.js'
// First tfjs' own kernels and gradients, so that what is registered here replaces them.
import '@tensorflow/tfjs-node-gpu/dist/register_all_kernels.js'
import * as tf from '@tensorflow/tfjs-core'

interface Binding {
  TF_FLOAT: number
  TF_INT32: number
  TF_BOOL: number
  TF_ATTR_STRING: number
  TF_ATTR_INT: number
  TF_ATTR_FLOAT: number
  TF_ATTR_BOOL: number
  TF_ATTR_TYPE: number
}

interface OpAttribute {
  name: string
  type: number
  value: unknown
}

/** The part of tfjs-node's backend that native ops use. */
export interface NodeBackend {
  binding: Binding
  executeMultipleOutputs(name: string, attributes: OpAttribute[], inputs: tf.TensorInfo[], outputs: number): tf.Tensor[]
}

/** Attribute values by kind: TensorFlow wants to know an integer from a float. */
export type Attribute = { int: number | number[] } | { float: number } | { text: string } | { flag: boolean } | { type: 'float32' | 'int32' | 'bool' }

/** Run one TensorFlow op. `outputs` is how many tensors the op gives. */
export function runNative(backend: NodeBackend, op: string, inputs: tf.TensorInfo[], attributes: Record<string, Attribute>, outputs = 1): tf.Tensor[] {
  const list = Object.entries(attributes).map(([name, attribute]) => opAttribute(backend.binding, name, attribute))
  return backend.executeMultipleOutputs(op, list, inputs, outputs)
}

function opAttribute(binding: Binding, name: string, attribute: Attribute): OpAttribute {
  if ('int' in attribute) return { name, type: binding.TF_ATTR_INT, value: attribute.int }
  if ('float' in attribute) return { name, type: binding.TF_ATTR_FLOAT, value: attribute.float }
  if ('text' in attribute) return { name, type: binding.TF_ATTR_STRING, value: attribute.text }
  if ('flag' in attribute) return { name, type: binding.TF_ATTR_BOOL, value: attribute.flag }
  const types = { float32: binding.TF_FLOAT, int32: binding.TF_INT32, bool: binding.TF_BOOL }
  return { name, type: binding.TF_ATTR_TYPE, value: types[attribute.type] }
}

/** A kernel made of one native op. `inputs` puts named inputs in the op's order. */
export interface NativeKernel<A> {
  name: string
  op: string
  inputs(inputs: Record<string, tf.Tensor>, attributes: A): tf.Tensor[]
  attributes(attributes: A, inputs: Record<string, tf.Tensor>): Record<string, Attribute>
  outputs?: number
}

/** Register a native op as a tfjs kernel and give the function that runs it. */
export function nativeKernel<A extends object>(kernel: NativeKernel<A>): (inputs: Record<string, tf.Tensor>, attributes: A) => tf.Tensor[] {
  tf.registerKernel({
    kernelName: kernel.name,
    backendName: 'tensorflow',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const named = inputs as unknown as Record<string, tf.Tensor>
      const given = attrs as unknown as A
      return tf.tidy(() =>
        runNative(backend as unknown as NodeBackend, kernel.op, kernel.inputs(named, given), kernel.attributes(given, named), kernel.outputs ?? 1),
      )
    },
  })
  return (inputs, attributes) => {
    const result = tf.engine().runKernel(kernel.name, inputs, attributes as unknown as tf.NamedAttrMap) as unknown as tf.Tensor | tf.Tensor[]
    return Array.isArray(result) ? result : [result]
  }
}

/** An int32 vector for an op that takes sizes or axes as a tensor. */
export function int32(values: readonly number[]): tf.Tensor1D {
  return tf.tensor1d([...values], 'int32')
}
