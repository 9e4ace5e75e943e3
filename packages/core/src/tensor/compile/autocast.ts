/**
 * bfloat16 where it pays: products and convolutions, and their gradients, take their float32 factors as bfloat16 and give
 * float32 back. Everything else (sums, normalisation, losses, weights, the optimizer) stays float32.
 *
 * bfloat16 has the exponent of float32, so that gradients need no loss scaling. (Kalamkar et al. 2019, arXiv:1905.12322)
 */
import type { GraphBinding, GraphNode, OpAttribute } from './binding.js'

type AddOp = (op: string, attributes: OpAttribute[], inputs: number[]) => GraphNode[]

/** Adds an op, or the op in another precision with casts around it. Inputs are nodes. */
export type Autocast = (native: GraphBinding, add: AddOp, op: string, attributes: OpAttribute[], inputs: number[]) => GraphNode[]

export const noAutocast: Autocast = (_native, add, op, attributes, inputs) => add(op, attributes, inputs)

/** Which inputs of an op are factors; the others are sizes. */
const factors: Record<string, number[]> = {
  MatMul: [0, 1],
  BatchMatMulV2: [0, 1],
  Conv2D: [0, 1],
  Conv2DBackpropInput: [1, 2],
  Conv2DBackpropFilter: [0, 2],
  DepthwiseConv2dNative: [0, 1],
  DepthwiseConv2dNativeBackpropInput: [1, 2],
  DepthwiseConv2dNativeBackpropFilter: [0, 2],
}

const bfloat16 = 14 // TF_BFLOAT16

/**
 * Gradients of convolutions: without AVX-512 TensorFlow sums those of a CPU in bfloat16, and has none where they are dilated.
 */
const staysFloat32OnCpu = (op: string) => op.startsWith('Conv2DBackprop')

/** For one graph: a node is cast once, however often it is used. */
export function bfloat16Autocast({ onCpu }: { onCpu: boolean }): Autocast {
  const lowered = new Map<number, number>()
  return (native, add, op, attributes, inputs) => {
    const type = attributes.find(({ name }) => name === 'T')?.value
    if (!factors[op] || type !== native.TF_FLOAT || (onCpu && staysFloat32OnCpu(op))) return add(op, attributes, inputs)
    const cast = (node: number, from: number, to: number): GraphNode => {
      const types = { SrcT: from, DstT: to }
      const given = Object.entries(types).map(([name, value]) => ({ name, type: native.TF_ATTR_TYPE, value }))
      return add('Cast', given, [node])[0]
    }
    const lower = (node: number): number => {
      const known = lowered.get(node) ?? cast(node, native.TF_FLOAT, bfloat16).id
      lowered.set(node, known)
      return known
    }
    const low = inputs.map((node, index) => (factors[op].includes(index) ? lower(node) : node))
    const lowAttributes = attributes.map((attribute) => (attribute.name === 'T' ? { ...attribute, value: bfloat16 } : attribute))
    return add(op, lowAttributes, low).map(({ id }) => cast(id, bfloat16, native.TF_FLOAT))
  }
}
