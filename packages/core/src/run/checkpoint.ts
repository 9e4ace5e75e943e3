/**
 * A run's last saved state: `checkpoint/state.safetensors`, replaced atomically.
 *
 * The format is safetensors (8 bytes little-endian header length, JSON header, then the tensors, little-endian,
 * C order), so that Python opens a checkpoint with one line. Plain state travels as JSON under `__metadata__.state`.
 * Format: https://github.com/huggingface/safetensors#format
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PhdError } from '../errors.js'
import { writeAtomic } from './files.js'

export interface TensorData {
  shape: number[]
  data: Float32Array | Int32Array
}

/** What `save` takes and `load` gives back: named tensors, and plain JSON beside them. */
export interface Checkpoint<S = unknown> {
  tensors: Record<string, TensorData>
  state: S
}

export function checkpointFile(runDir: string): string {
  return join(runDir, 'checkpoint', 'state.safetensors')
}

/** Pack to safetensors bytes; names in sorted order, so the same state gives the same bytes. */
export function packCheckpoint({ tensors, state }: Checkpoint): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: { format: 'phd', state: JSON.stringify(state) } }
  let offset = 0
  const names = Object.keys(tensors).sort()
  for (const name of names) {
    const { shape, data } = tensors[name]
    const size = shape.reduce((a, b) => a * b, 1)
    if (size !== data.length) throw new PhdError('CHECKPOINT_SHAPE', `Tensor "${name}" has ${data.length} values for shape [${shape}].`)
    const dtype = data instanceof Int32Array ? 'I32' : 'F32'
    header[name] = { dtype, shape, data_offsets: [offset, offset + data.byteLength] }
    offset += data.byteLength
  }
  const json = Buffer.from(JSON.stringify(header))
  const padded = Math.ceil(json.length / 8) * 8
  const bytes = Buffer.alloc(8 + padded + offset, 0x20)
  bytes.writeBigUInt64LE(BigInt(padded), 0)
  json.copy(bytes, 8)
  let at = 8 + padded
  for (const name of names) {
    const { data } = tensors[name]
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at)
    at += data.byteLength
  }
  return bytes
}

/** The reverse; CHECKPOINT_CORRUPT where the bytes are not whole. `where` names the file in the error. */
export function unpackCheckpoint<S>(bytes: Uint8Array, where: string): Checkpoint<S> {
  try {
    return unpack(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  } catch (cause) {
    throw new PhdError('CHECKPOINT_CORRUPT', `The checkpoint ${where} cannot be read.`, {
      expected: 'a whole safetensors file',
      received: cause instanceof SyntaxError ? 'a header that is not JSON' : (cause as Error).message,
      remedy: 'start the run anew, or put back a copy of the file',
      cause,
    })
  }
}

interface Entry {
  dtype: string
  shape: number[]
  data_offsets: [number, number]
}

function unpack<S>(bytes: Buffer): Checkpoint<S> {
  if (bytes.length < 8) throw new Error(`${bytes.length} bytes`)
  const start = 8 + Number(bytes.readBigUInt64LE(0))
  if (start > bytes.length) throw new Error('a header longer than the file')
  const { __metadata__, ...entries }: { __metadata__?: { state?: string } } & Record<string, Entry> = JSON.parse(bytes.toString('utf8', 8, start))
  let end = start
  const tensors: Record<string, TensorData> = {}
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(entries)) {
    const [from, to] = data_offsets.map((offset) => start + offset)
    const size = 4 * shape.reduce((a, b) => a * b, 1)
    if (dtype !== 'F32' && dtype !== 'I32') throw new Error(`tensor "${name}" of type ${dtype}`)
    if (to - from !== size) throw new Error(`tensor "${name}" of shape [${shape}] in ${to - from} bytes`)
    if (to > bytes.length) throw new Error(`tensor "${name}" cut short`)
    const copy = new Uint8Array(bytes.subarray(from, to)).buffer
    tensors[name] = { shape, data: dtype === 'I32' ? new Int32Array(copy) : new Float32Array(copy) }
    end = Math.max(end, to)
  }
  if (__metadata__?.state === undefined) throw new Error('a safetensors file without the state of a run')
  if (end !== bytes.length) throw new Error(`${bytes.length - end} bytes after the last tensor`)
  return { tensors, state: JSON.parse(__metadata__.state) }
}

export function writeCheckpoint(runDir: string, checkpoint: Checkpoint): void {
  const file = checkpointFile(runDir)
  mkdirSync(dirname(file), { recursive: true })
  writeAtomic(file, packCheckpoint(checkpoint))
}

/** The last saved state of a run folder, or undefined where none was saved. */
export function readCheckpoint<S>(runDir: string): Checkpoint<S> | undefined {
  const file = checkpointFile(runDir)
  return existsSync(file) ? unpackCheckpoint<S>(readFileSync(file), file) : undefined
}
