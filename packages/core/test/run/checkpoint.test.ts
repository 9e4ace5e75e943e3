import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { checkpointFile, packCheckpoint, readCheckpoint, unpackCheckpoint, writeCheckpoint } from '../../lib/index.js'

const checkpoint = {
  tensors: {
    'conv/kernel': { shape: [2, 3], data: Float32Array.of(1, -2.5, 3e-38, Number.NaN, Number.POSITIVE_INFINITY, 0) },
    step: { shape: [], data: Int32Array.of(-7) },
    empty: { shape: [0, 4], data: new Float32Array(0) },
  },
  state: { epoch: 3, place: 'Zürich' },
}
const bytes = packCheckpoint(checkpoint)

test('what is packed comes back, bit for bit', () => {
  expect(unpackCheckpoint(bytes, 'here')).toEqual(checkpoint)
  expect(packCheckpoint(unpackCheckpoint(bytes, 'here'))).toEqual(bytes)
})

test('the order of the tensors does not matter', () => {
  const { step, empty, ...rest } = checkpoint.tensors
  expect(packCheckpoint({ ...checkpoint, tensors: { step, empty, ...rest } })).toEqual(bytes)
})

test('a tensor whose values do not fill its shape is refused', () => {
  const wrong = { tensors: { w: { shape: [2, 2], data: new Float32Array(3) } }, state: null }
  expect(() => packCheckpoint(wrong)).toThrow('Tensor "w" has 3 values for shape [2,2].')
})

test('a file cut at any byte is corrupt, never half a state', () => {
  for (let length = 0; length < bytes.length; length++) {
    expect(() => unpackCheckpoint(bytes.subarray(0, length), 'cut'), `cut to ${length} bytes`).toThrow(
      expect.objectContaining({ code: 'CHECKPOINT_CORRUPT', message: 'The checkpoint cut cannot be read.' }),
    )
  }
})

test.each([
  ['a header longer than the file', () => edited((view) => view.writeBigUInt64LE(2n ** 62n, 0))],
  ['a header that is not JSON', () => edited((view) => view.write('!', 8))],
  ['tensor "step" of type F64', () => edited((view) => view.write('F64', view.indexOf('I32')))],
  ['tensor "conv/kernel" of shape [9,3] in 24 bytes', () => edited((view) => view.write('9', view.indexOf('"shape":[2,3]') + 9))],
  ['a safetensors file without the state of a run', () => edited((view) => view.write('estat', view.indexOf('state')))],
  ['4 bytes after the last tensor', () => Buffer.concat([bytes, Buffer.alloc(4)])],
])('says what it found: %s', (received, make) => {
  expect(() => unpackCheckpoint(make(), 'it')).toThrow(expect.objectContaining({ code: 'CHECKPOINT_CORRUPT', received }))
})

function edited(edit: (view: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes)
  edit(copy)
  return copy
}

test('on disk: none at first, then the last one saved, whole', () => {
  const dir = mkdtempSync(join(tmpdir(), 'phd-test-'))
  expect(readCheckpoint(dir)).toBeUndefined()
  writeCheckpoint(dir, checkpoint)
  writeCheckpoint(dir, { ...checkpoint, state: { epoch: 4 } })
  expect(readCheckpoint(dir)).toMatchObject({ state: { epoch: 4 } })
  writeFileSync(checkpointFile(dir), readFileSync(checkpointFile(dir)).subarray(0, 100))
  expect(() => readCheckpoint(dir)).toThrow(
    expect.objectContaining({ code: 'CHECKPOINT_CORRUPT', remedy: 'start the run anew, or put back a copy of the file' }),
  )
})

const python = process.env.PHD_ORACLE_PYTHON ?? fileURLToPath(new URL('../../../../.oracle/bin/python', import.meta.url))

describe.skipIf(!existsSync(python))('Python reads it (needs .oracle)', () => {
  test('safetensors opens our file, and we open its', () => {
    const dir = mkdtempSync(join(tmpdir(), 'phd-test-'))
    writeCheckpoint(dir, checkpoint)
    const code = `
import sys, json, numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file
with safe_open(sys.argv[1], framework="np") as f:
    tensors = {k: f.get_tensor(k) for k in f.keys()}
    metadata = f.metadata()
print(json.dumps({"state": json.loads(metadata["state"]), "tensors": {k: [str(v.dtype), list(v.shape), v.tobytes().hex()] for k, v in tensors.items()}}))
save_file(tensors, sys.argv[2], metadata=metadata)
`
    const back = join(dir, 'back.safetensors')
    const seen = JSON.parse(execFileSync(python, ['-c', code, checkpointFile(dir), back], { encoding: 'utf8' }))
    expect(seen.state).toEqual(checkpoint.state)
    const hex = (data: Float32Array | Int32Array) => Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex')
    expect(seen.tensors).toEqual({
      'conv/kernel': ['float32', [2, 3], hex(checkpoint.tensors['conv/kernel'].data)],
      step: ['int32', [], hex(checkpoint.tensors.step.data)],
      empty: ['float32', [0, 4], ''],
    })
    expect(unpackCheckpoint(readFileSync(back), back)).toEqual(checkpoint)
  })
})
