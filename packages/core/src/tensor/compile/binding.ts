/** The addon's functions beside tfjs' own, and the part of tfjs' backend that tracing steps into. */
import * as tf from '@tensorflow/tfjs-core'

/** A tensor of a graph: the id of its node; `shape` is null where the rank depends on data, -1 where a size does. */
export interface GraphNode {
  id: number
  dtype: number
  shape: number[] | null
}

export interface OpAttribute {
  name: string
  type: number
  value: unknown
}

export interface GraphBinding {
  readonly TF_FLOAT: number
  readonly TF_INT32: number
  readonly TF_UINT8: number
  readonly TF_ATTR_TYPE: number
  createTensor(shape: number[], dtype: number, values: unknown): number
  uploadTensor(shape: number[], dtype: number, values: ArrayBufferView): number
  deleteTensor(id: number): void
  tensorDataSync(id: number): unknown
  executeOp(name: string, attributes: OpAttribute[], inputs: number[], outputs: number): GraphNode[]
  newGraph(): number
  deleteGraph(graph: number): void
  graphInput(graph: number, dtype: number, shape: number[]): GraphNode
  graphConstant(graph: number, dtype: number, shape: number[], values: ArrayBufferView): GraphNode
  graphOp(graph: number, op: string, attributes: OpAttribute[], inputs: (number | number[])[]): GraphNode[]
  opDefinition(op: string): Uint8Array
  defineFunction(graph: number, name: string, inputs: number[], outputs: number[], xla: boolean): void
  removeFunction(name: string): void
  callFunction(name: string, inputs: number[], outputs: number, device: string): number[]
  callFunctionAsync(name: string, inputs: number[], outputs: number, device: string): Promise<number[]>
  memoryStatistics(): { bytesInUse: number; peakBytes: number } | undefined
  resetPeakMemory(): void
  setTensorFloat32(enabled: boolean): boolean
}

export interface TensorEntry {
  shape: number[]
  dtype: number
  /** Values not yet given to TensorFlow; null once they are. */
  values: unknown
  id: number
  /** How many tensors of tfjs share it. */
  refCount: number
}

export interface TracedBackend {
  binding: GraphBinding
  tensorMap: { get(dataId: object): TensorEntry; has(dataId: object): boolean }
  getInputTensorIds(tensors: tf.TensorInfo[]): number[]
  createOutputTensor(node: GraphNode): tf.Tensor
  write(values: unknown, shape: number[], dtype: string): object
}

export function tracedBackend(): TracedBackend {
  return tf.backend() as unknown as TracedBackend
}
