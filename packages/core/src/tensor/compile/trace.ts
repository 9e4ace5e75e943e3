/**
 * A step of tfjs code as a graph, without executing any of it.
 *
 * While the step runs, the backend's binding is one that adds each op to a graph and answers with the shape that
 * TensorFlow infers. Tensors that come from outside (arguments, variables, other tensors) become inputs, values made in
 * JavaScript become constants. Variables that the step assigned are outputs; they are given their values back.
 *
 * Errors: COMPILE_READS (a value is read), COMPILE_SHAPE (a shape depends on data), COMPILE_RANDOM (JavaScript's
 * randomness would be frozen), COMPILE_VARIABLE (a variable is made inside), COMPILE_RESULT (a result is no tensor).
 */
import * as tf from '@tensorflow/tfjs-core'
import { PhdError } from '../../errors.js'
import { type GraphBinding, type GraphNode, type OpAttribute, type TensorEntry, type TracedBackend, tracedBackend } from './binding.js'
import { groupInputs } from './op-definition.js'

export type Step<A extends tf.Tensor[], R extends tf.TensorContainer> = (...args: A) => R

/** A tensor from outside that the step uses besides its arguments: a variable, by whatever value it has at the call. */
type Captured = { dataId: object } | tf.Variable

export interface Trace<R> {
  graph: number
  ops: number
  /** Placeholders: of the arguments, then of what was captured. */
  inputs: number[]
  captured: Captured[]
  /** Nodes: of the results, then of the variables assigned. */
  outputs: GraphNode[]
  assigned: tf.Variable[]
  /** The step's result with tensors put in place of the first outputs. */
  rebuild(tensors: tf.Tensor[]): R
}

/** Ids from here on are nodes of the graph; below are tensors of the binding. */
const firstVirtual = 2 ** 30

export function trace<A extends tf.Tensor[], R extends tf.TensorContainer>(step: Step<A, R>, args: A): Trace<R> {
  const backend = tracedBackend()
  const native = backend.binding
  const variables = new Map(registeredVariables().map((variable) => [variable.dataId, variable]))
  backend.getInputTensorIds([...args, ...variables.values()]) // whatever waits in JavaScript goes to TensorFlow now
  const graph = native.newGraph()
  const inputs: number[] = []
  const captured: Captured[] = []
  const nodes = new Map<object, number>()
  const made = new WeakSet<object>()
  const released: number[] = []
  let ops = 0

  const inputFor = (dataId: object): number => {
    const { dtype, shape } = backend.tensorMap.get(dataId)
    const { id } = native.graphInput(graph, dtype, shape)
    nodes.set(dataId, id)
    inputs.push(id)
    return id
  }
  for (const { dataId } of args) inputFor(dataId)

  const nodeOf = ({ dataId }: { dataId: object }): number => {
    const entry = backend.tensorMap.get(dataId)
    if (entry.values === null && entry.id >= firstVirtual) return entry.id - firstVirtual
    const found = nodes.get(dataId)
    if (found !== undefined) return found
    if (entry.values !== null && made.has(dataId)) return constant(dataId, entry)
    captured.push(variables.get(dataId) ?? { dataId })
    if (entry.values !== null) upload(entry)
    return inputFor(dataId)
  }
  const constant = (dataId: object, { dtype, shape, values }: TensorEntry): number => {
    const { id } = native.graphConstant(graph, dtype, shape, values as ArrayBufferView)
    nodes.set(dataId, id)
    return id
  }
  const upload = (entry: TensorEntry) => {
    entry.id = native.createTensor(entry.shape, entry.dtype, entry.values)
    entry.values = null
  }

  const tracing: Partial<GraphBinding> = {
    createTensor: (shape, dtype, values) => firstVirtual + native.graphConstant(graph, dtype, shape, values as ArrayBufferView).id,
    deleteTensor(id) {
      if (id < firstVirtual) released.push(id)
    },
    tensorDataSync() {
      throw new PhdError('COMPILE_READS', 'The step reads a value while it is compiled.', {
        expected: 'a step that only computes: nothing is executed while it is traced',
        remedy: 'return the tensor and read it after the call',
      })
    },
    executeOp(op, attributes, ids, outputs) {
      ops++
      const results = addOp(native, graph, op, attributes, ids)
      return results.slice(0, outputs).map((node, index) => ({ ...node, shape: knownShape(op, index, node), id: node.id + firstVirtual }))
    },
  }

  const before = new Map(registeredVariables().map((variable) => [variable, { dataId: variable.dataId, id: backend.tensorMap.get(variable.dataId).id }]))
  let result: R | undefined
  try {
    result = withTracing(backend, tracing, made, nodeOf, () => tf.tidy(() => step(...args)))
    const { tensors, rebuild } = flatten(result)
    const outputs = tensors.map((tensor) => identity(native, graph, backend.tensorMap.get(tensor.dataId), nodeOf(tensor)))
    const assigned = registeredVariables().filter((variable) => isAssigned(variable, before))
    for (const variable of assigned) outputs.push(identity(native, graph, backend.tensorMap.get(variable.dataId), nodeOf(variable)))
    return { graph, ops, inputs, captured, outputs, assigned, rebuild }
  } catch (error) {
    native.deleteGraph(graph)
    throw error
  } finally {
    giveBack(backend, tracing, before, released)
    quietly(backend, tracing, () => tf.dispose(tracedTensors(result, made)))
  }
}

/** The tensors of a result that the step made, not those that it only passed on. */
function tracedTensors(result: tf.TensorContainer | undefined, made: WeakSet<object>): tf.Tensor[] {
  const { tensorMap } = tracedBackend()
  return tf.tensor_util.getTensorsInContainer(result as tf.TensorContainer).filter(({ dataId }) => made.has(dataId) || tensorMap.get(dataId).id >= firstVirtual)
}

/** `ids` are nodes: while tracing, that is what the backend's tensors are asked for. */
function addOp(native: GraphBinding, graph: number, op: string, attributes: OpAttribute[], ids: number[]): GraphNode[] {
  try {
    return native.graphOp(graph, op, attributes, groupInputs(native, op, attributes, ids))
  } catch (cause) {
    throw new PhdError('COMPILE_OP', `TensorFlow does not take the op ${op} into a graph.`, { received: (cause as Error).message, cause })
  }
}

/** A function's output may not be its input, nor appear twice: each gets a node of its own. */
function identity(native: GraphBinding, graph: number, { dtype, shape }: TensorEntry, node: number): GraphNode {
  const binding = native as GraphBinding & { TF_ATTR_TYPE: number }
  const [{ id }] = native.graphOp(graph, 'Identity', [{ name: 'T', type: binding.TF_ATTR_TYPE, value: dtype }], [node])
  return { id, dtype, shape }
}

function registeredVariables(): tf.Variable[] {
  return Object.values(tf.engine().registeredVariables)
}

function isAssigned(variable: tf.Variable, before: Map<tf.Variable, { dataId: object }>): boolean {
  const old = before.get(variable)
  if (old) return old.dataId !== variable.dataId
  throw new PhdError('COMPILE_VARIABLE', 'The step makes a variable.', { remedy: 'make all variables, the slots of the optimizer too, before compiling' })
}

/** Outputs that only another op reads, of a shape that is the device's own business. */
const opaqueOutputs: Record<string, number[]> = { FusedBatchNormV3: [5], FusedBatchNormGradV3: [3, 4] }

function knownShape(op: string, output: number, { shape }: GraphNode): number[] {
  if (shape?.every((size) => size >= 0)) return shape
  if (opaqueOutputs[op]?.includes(output)) return [0]
  throw new PhdError('COMPILE_SHAPE', `The shape of what ${op} gives depends on data.`, {
    expected: 'shapes that follow from the shapes of the arguments',
    received: shape === null ? 'an unknown rank' : `[${shape}]`,
    remedy: 'use a mask instead of a selection, or call the step without compiling it',
  })
}

/** Run with the tracing binding in place of the real one; Math.random is an error meanwhile. */
function withTracing<T>(
  backend: TracedBackend,
  tracing: Partial<GraphBinding>,
  made: WeakSet<object>,
  nodeOf: (tensor: { dataId: object }) => number,
  run: () => T,
): T {
  const { getInputTensorIds, write } = backend
  const { random } = Math
  return quietly(backend, tracing, () => {
    backend.getInputTensorIds = (tensors) => tensors.map((tensor) => nodeOf(tensor as { dataId: object }))
    backend.write = (values, shape, dtype) => {
      const dataId = write.call(backend, values, shape, dtype)
      made.add(dataId)
      return dataId
    }
    Math.random = () => {
      throw new PhdError('COMPILE_RANDOM', "The step draws JavaScript's random numbers: they would be the same at every call.", {
        remedy: 'draw them outside and pass them as an argument',
      })
    }
    try {
      return run()
    } finally {
      Math.random = random
      backend.getInputTensorIds = getInputTensorIds
      backend.write = write
    }
  })
}

function quietly<T>(backend: TracedBackend, tracing: Partial<GraphBinding>, run: () => T): T {
  const native = backend.binding
  backend.binding = Object.create(native, Object.fromEntries(Object.entries(tracing).map(([name, value]) => [name, { value, writable: true }])))
  try {
    return run()
  } finally {
    backend.binding = native
  }
}

/** Variables that the step assigned get the tensors back that they had; what else it let go of is deleted. */
function giveBack(backend: TracedBackend, tracing: Partial<GraphBinding>, before: Map<tf.Variable, { dataId: object; id: number }>, released: number[]): void {
  const kept = new Set<number>()
  quietly(backend, tracing, () => {
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

/** The tensors of a result in order, and how to put others in their place. */
function flatten<R extends tf.TensorContainer>(result: R): { tensors: tf.Tensor[]; rebuild(tensors: tf.Tensor[]): R } {
  const tensors: tf.Tensor[] = []
  const build = (value: unknown): ((given: tf.Tensor[]) => unknown) => {
    if (value instanceof tf.Tensor) {
      const index = tensors.push(value) - 1
      return (given) => given[index]
    }
    if (Array.isArray(value)) {
      const items = value.map(build)
      return (given) => items.map((item) => item(given))
    }
    if (value && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
      const items = Object.entries(value).map(([name, item]) => [name, build(item)] as const)
      return (given) => Object.fromEntries(items.map(([name, item]) => [name, item(given)]))
    }
    throw new PhdError('COMPILE_RESULT', 'A result of the step is no tensor.', {
      expected: 'a tensor, or a list or an object of tensors',
      received: value === null ? 'null' : typeof value,
      remedy: 'return tensors only: anything else would be the same at every call',
    })
  }
  const rebuild = build(result)
  return { tensors, rebuild: (given) => rebuild(given) as R }
}
