/**
 * A graph that grows by the ops a step would execute.
 *
 * Tensor ids from `firstVirtual` on are nodes of the graph; below are tensors of the binding. Each op that is added is
 * compared with a record of another trace of the same step, where there is one: the first difference is an error, since
 * whatever made it in JavaScript would be the same at every call.
 */
import { createHash } from 'node:crypto'
import { PhdError } from '../../errors.js'
import type { Autocast } from './autocast.js'
import type { GraphBinding, GraphNode, OpAttribute, TensorEntry } from './binding.js'
import { groupInputs } from './op-definition.js'
import { atLine } from './step-line.js'

export const firstVirtual = 2 ** 30

export class GraphBuilder {
  readonly graph: number
  /** One line for each op and constant, in order. */
  readonly record: string[] = []
  ops = 0
  private readonly producers = new Map<number, string>()
  private readonly native: GraphBinding
  private readonly autocast: Autocast
  private readonly expected?: readonly string[]

  constructor(native: GraphBinding, autocast: Autocast, expected?: readonly string[]) {
    this.native = native
    this.autocast = autocast
    this.expected = expected
    this.graph = native.newGraph()
  }

  /** `name` says which tensor it is, in both traces alike. */
  input({ dtype, shape }: TensorEntry, name: string): number {
    this.note(`input ${name}`)
    return this.native.graphInput(this.graph, dtype, shape).id
  }

  constant(dtype: number, shape: number[], values: unknown): number {
    if (!ArrayBuffer.isView(values)) throw new PhdError('COMPILE_OP', 'A step cannot make tensors of text.', { received: atLine('a tensor of strings') })
    const bytes = values
    const digest = createHash('sha1')
      .update(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
      .digest('base64')
    this.note(`constant ${dtype}[${shape}] ${digest}`)
    const { id } = this.native.graphConstant(this.graph, dtype, shape, bytes)
    this.producers.set(id, 'a constant')
    return id
  }

  /** Inputs are nodes; results have virtual ids and known shapes. */
  op(name: string, attributes: OpAttribute[], inputs: number[], outputs: number): GraphNode[] {
    this.ops++
    this.note(`${name} ${JSON.stringify(attributes)} ${inputs}`)
    const add = (op: string, given: OpAttribute[], ids: number[]) => this.native.graphOp(this.graph, op, given, groupInputs(this.native, op, given, ids))
    try {
      const nodes = this.autocast(this.native, add, name, attributes, inputs).slice(0, outputs)
      return nodes.map((node, index) => {
        this.producers.set(node.id, name)
        return { ...node, shape: knownShape(name, index, node), id: node.id + firstVirtual }
      })
    } catch (cause) {
      if (cause instanceof PhdError) throw cause
      throw new PhdError('COMPILE_OP', `TensorFlow does not take the op ${name} into a graph.`, {
        received: atLine((cause as Error).message.replace(/\.$/, '')),
        cause,
      })
    }
  }

  /** A function's output may not be its input, nor appear twice: each gets a node of its own. */
  output({ dtype, shape }: TensorEntry, node: number): GraphNode {
    this.note(`output ${node}`)
    const [{ id }] = this.native.graphOp(this.graph, 'Identity', [{ name: 'T', type: this.native.TF_ATTR_TYPE, value: dtype }], [node])
    return { id, dtype, shape }
  }

  /** The op that gave a node. */
  producer(node: number): string {
    return this.producers.get(node) ?? 'an argument or a variable'
  }

  delete(): void {
    this.native.deleteGraph(this.graph)
  }

  /** After everything: the other trace had no more either. */
  end(): void {
    if (this.expected && this.expected.length > this.record.length) this.note('')
  }

  note(line: string): void {
    const expected = this.expected?.[this.record.length]
    this.record.push(line)
    if (this.expected === undefined || expected === line) return
    throw new PhdError('COMPILE_FROZEN', 'The step is not the same when it is traced twice: what differs was made in JavaScript and would stand still.', {
      expected: `again ${describe(expected)}`,
      received: atLine(describe(line)),
      remedy: 'keep what changes between calls in a variable, or pass it as an argument',
    })
  }
}

function describe(line: string | undefined): string {
  if (!line) return 'nothing more'
  const [kind, rest] = line.split(' ')
  if (kind === 'constant') return `a constant of shape [${rest.slice(rest.indexOf('[') + 1)}`
  if (kind === 'input') return 'a tensor of the surroundings'
  if (kind === 'output' || kind === 'result') return 'a result'
  return kind === 'assignment' ? 'an assignment to a variable' : `the op ${kind}`
}

/** Outputs that only another op reads, of a shape that is the device's own business. */
const opaqueOutputs: Record<string, number[]> = { FusedBatchNormV3: [5], FusedBatchNormGradV3: [3, 4] }

function knownShape(op: string, output: number, { shape }: GraphNode): number[] {
  if (shape?.every((size) => size >= 0)) return shape
  if (opaqueOutputs[op]?.includes(output)) return [0]
  throw new PhdError('COMPILE_SHAPE', `The shape of what ${op} gives depends on data.`, {
    expected: 'shapes that follow from the shapes of the arguments',
    received: atLine(shape === null ? 'an unknown rank' : `[${shape}]`),
    remedy: 'use a mask instead of a selection, or call the step without compiling it',
  })
}
