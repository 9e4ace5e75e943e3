/**
 * A step of tfjs code as a graph, without executing any of it.
 *
 * While the step runs, the backend's binding is one that adds each op to a graph and answers with the shape that
 * TensorFlow infers. Tensors that come from outside (arguments, variables, other tensors) become inputs, values made in
 * JavaScript become constants. Variables that the step assigned are outputs; they are given their values back.
 *
 * The step is traced twice and both must agree in every op, constant, input, result and assignment: what JavaScript changes
 * from call to call would be frozen into the graph.
 *
 * Errors, each with the op and the line of the step: COMPILE_READS (a value is read), COMPILE_SHAPE (a shape depends on
 * data), COMPILE_RANDOM (JavaScript's randomness), COMPILE_OPTIMIZER (an optimizer of tfjs), COMPILE_FROZEN (JavaScript's
 * changing state), COMPILE_VARIABLE (a variable is made inside), COMPILE_RESULT (a result is no tensor).
 */
import * as tf from '@tensorflow/tfjs-core'
import { PhdError } from '../../errors.js'
import type { Autocast } from './autocast.js'
import { type GraphBinding, type GraphNode, type TensorEntry, type TracedBackend, tracedBackend } from './binding.js'
import { sameValue } from './claims.js'
import { firstVirtual, GraphBuilder } from './graph-builder.js'
import { guarded } from './guards.js'
import { resultTree } from './result-tree.js'
import { atLine } from './step-line.js'

export type Step<A extends tf.Tensor[], R extends tf.TensorContainer> = (...args: A) => R

/** A tensor from outside that the step uses besides its arguments: a variable, by whatever value it has at the call. */
type Captured = { dataId: object } | tf.Variable

export interface Trace<R> {
  builder: GraphBuilder
  /** Placeholders: of the arguments, then of what was captured. */
  inputs: number[]
  captured: Captured[]
  /** Nodes: of the results, then of the variables assigned. */
  outputs: GraphNode[]
  assigned: tf.Variable[]
  /** The step's result with tensors put in place of the first outputs. */
  rebuild(tensors: tf.Tensor[]): R
}

let tracing = 0

/** Whether a step is being traced: a compiled step that it calls becomes part of it. */
export function isTracing(): boolean {
  return tracing > 0
}

/** The caller deletes the graph. */
export function trace<A extends tf.Tensor[], R extends tf.TensorContainer>(step: Step<A, R>, args: A, autocast: () => Autocast): Trace<R> {
  tracing++
  try {
    const { builder: first } = traceOnce(step, args, autocast())
    first.delete()
    return traceOnce(step, args, autocast(), first.record)
  } finally {
    tracing--
  }
}

function traceOnce<A extends tf.Tensor[], R extends tf.TensorContainer>(step: Step<A, R>, given: A, autocast: Autocast, expected?: string[]): Trace<R> {
  const backend = tracedBackend()
  const native = backend.binding
  backend.getInputTensorIds([...given, ...registeredVariables()]) // whatever waits in JavaScript goes to TensorFlow now
  for (const variable of registeredVariables()) if (isShared(backend, variable)) separate(backend, variable)
  const variables = new Map(registeredVariables().map((variable) => [variable.dataId, variable]))
  const args = given.map((tensor) => ownTensor(backend, tensor)) as A
  const builder = new GraphBuilder(native, autocast, expected)
  const inputs: number[] = []
  const captured: Captured[] = []
  const nodes = new Map<object, number>()
  const made = new WeakSet<object>()
  const released: number[] = []

  const inputFor = (dataId: object, name: string): number => {
    const node = builder.input(backend.tensorMap.get(dataId), name)
    nodes.set(dataId, node)
    inputs.push(node)
    return node
  }
  for (const [index, { dataId }] of args.entries()) inputFor(dataId, `argument ${index}`)

  const nodeOf = ({ dataId }: { dataId: object }): number => {
    const entry = backend.tensorMap.get(dataId)
    if (entry.values === null && entry.id >= firstVirtual) return entry.id - firstVirtual
    const found = nodes.get(dataId)
    if (found !== undefined) return found
    if (entry.values !== null && made.has(dataId)) return constant(dataId, entry)
    const variable = variables.get(dataId)
    captured.push(variable ?? { dataId })
    if (entry.values !== null) upload(entry)
    return inputFor(dataId, variable ? `variable ${variable.id}` : `tensor ${numberOf(dataId)}`)
  }
  const constant = (dataId: object, { dtype, shape, values }: TensorEntry): number => {
    const node = builder.constant(dtype, shape, values)
    nodes.set(dataId, node)
    return node
  }
  const upload = (entry: TensorEntry) => {
    entry.id = native.createTensor(entry.shape, entry.dtype, entry.values)
    entry.values = null
  }

  const recording: Partial<GraphBinding> = {
    createTensor: (shape, dtype, values) => firstVirtual + builder.constant(dtype, shape, values),
    deleteTensor(id) {
      if (id < firstVirtual) released.push(id)
    },
    tensorDataSync(id) {
      throw new PhdError('COMPILE_READS', 'The step reads a value while it is compiled.', {
        expected: 'a step that only computes: nothing is executed while it is traced',
        received: atLine(`the values of ${builder.producer(id - firstVirtual)}`),
        remedy: 'return the tensor and read it after the call',
      })
    },
    executeOp: (op, attributes, ids, outputs) =>
      builder.op(
        op,
        attributes,
        ids.map((id) => id - firstVirtual),
        outputs,
      ),
  }

  const before = new Map(registeredVariables().map((variable) => [variable, { dataId: variable.dataId, id: backend.tensorMap.get(variable.dataId).id }]))
  let result: R | undefined
  try {
    result = withTracing(backend, recording, made, nodeOf, () => tf.tidy(() => step(...args)))
    const { tensors, rebuild, form } = resultTree(result)
    const outputs = tensors.map((tensor) => builder.output(backend.tensorMap.get(tensor.dataId), nodeOf(tensor)))
    builder.note(`result ${form}`)
    const assigned = registeredVariables().filter((variable) => before.get(variable)?.dataId !== variable.dataId)
    for (const variable of assigned) {
      builder.note(`assignment to variable ${variable.id}`)
      outputs.push(builder.output(backend.tensorMap.get(variable.dataId), nodeOf(variable)))
    }
    builder.end()
    return { builder, inputs, captured, outputs, assigned, rebuild }
  } catch (error) {
    builder.delete()
    throw error
  } finally {
    giveBack(backend, recording, before, released)
    withBinding(backend, recording, () => tf.dispose([...tracedTensors(result, made), ...args]))
  }
}

/** The tensors of a result that the step made, not those that it only passed on. */
function tracedTensors(result: tf.TensorContainer | undefined, made: WeakSet<object>): tf.Tensor[] {
  const { tensorMap } = tracedBackend()
  return tf.tensor_util.getTensorsInContainer(result as tf.TensorContainer).filter(({ dataId }) => made.has(dataId) || tensorMap.get(dataId).id >= firstVirtual)
}

function registeredVariables(): tf.Variable[] {
  return Object.values(tf.engine().registeredVariables)
}

/** The trace tells tensors apart by their data: a variable that shares its own (with what it was made of, say) gets another. */
function isShared(backend: TracedBackend, { dataId }: tf.Variable): boolean {
  return backend.tensorMap.get(dataId).refCount > 1
}

function separate(backend: TracedBackend, variable: tf.Variable): void {
  const before = backend.tensorMap.get(variable.dataId).id
  const own = ownTensor(backend, variable)
  variable.assign(own)
  own.dispose()
  sameValue(variable, before, backend.tensorMap.get(variable.dataId).id)
}

/** The same value as a tensor of its own. */
function ownTensor(backend: TracedBackend, { dataId }: tf.Tensor): tf.Tensor {
  const { id, dtype } = backend.tensorMap.get(dataId)
  const [node] = backend.binding.executeOp('Identity', [{ name: 'T', type: backend.binding.TF_ATTR_TYPE, value: dtype }], [id], 1)
  return tf.keep(backend.createOutputTensor(node))
}

const numbers = new WeakMap<object, number>()
let next = 0

/** A number for each tensor of the surroundings, the same in both traces. */
function numberOf(dataId: object): number {
  const number = numbers.get(dataId) ?? next++
  numbers.set(dataId, number)
  return number
}

/** Run with the tracing binding in place of the real one, and nothing else in the process able to tell. */
function withTracing<T>(
  backend: TracedBackend,
  recording: Partial<GraphBinding>,
  made: WeakSet<object>,
  nodeOf: (tensor: { dataId: object }) => number,
  run: () => T,
): T {
  const { getInputTensorIds, write } = backend
  return withBinding(backend, recording, () => {
    backend.getInputTensorIds = (tensors) => tensors.map((tensor) => nodeOf(tensor as { dataId: object }) + firstVirtual)
    backend.write = (values, shape, dtype) => {
      const dataId = write.call(backend, values, shape, dtype)
      made.add(dataId)
      return dataId
    }
    try {
      return guarded(run)
    } finally {
      backend.getInputTensorIds = getInputTensorIds
      backend.write = write
    }
  })
}

function withBinding<T>(backend: TracedBackend, recording: Partial<GraphBinding>, run: () => T): T {
  const native = backend.binding
  backend.binding = Object.create(native, Object.fromEntries(Object.entries(recording).map(([name, value]) => [name, { value, writable: true }])))
  try {
    return run()
  } finally {
    backend.binding = native
  }
}

/** Variables that the step assigned get the tensors back that they had; what else it let go of is deleted. */
function giveBack(
  backend: TracedBackend,
  recording: Partial<GraphBinding>,
  before: Map<tf.Variable, { dataId: object; id: number }>,
  released: number[],
): void {
  const kept = new Set<number>()
  withBinding(backend, recording, () => {
    for (const [variable, { dataId, id }] of before) {
      if (variable.dataId === dataId) continue
      const { dtype } = backend.tensorMap.get(variable.dataId)
      const old = backend.createOutputTensor({ id, dtype, shape: [...variable.shape] })
      variable.assign(old)
      old.dispose()
      kept.add(id)
    }
  })
  for (const id of released) if (!kept.has(id)) backend.binding.deleteTensor(id)
}
