/**
 * Scalars of TensorBoard event files (tensorflow.Event): tags of one name in `train` and `validation` become one set of curves.
 *
 * Both ways of writing are read: `simple_value` (TensorFlow 1, PyTorch) and a tensor of one float (TensorFlow 2).
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import type { Curves, Result } from '@phd/core'
import { curvesOf } from './log.js'
import { keptName } from './names.js'
import { bytesIn, fieldsOf, integerIn, textIn } from './protobuf.js'
import { records } from './tfrecord.js'
import { unreadable } from './unreadable.js'

interface Scalar {
  tag: string
  step: number
  value: number
}

/** The file itself, or all event files below a folder in order of their paths. */
export function eventFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => /(^|\.)tfevents\./.test(basename(name)))
  if (names.length === 0) throw unreadable(path, 'a folder without event files (…tfevents…)')
  return names.sort().map((name) => join(path, name))
}

export function readEventFiles(files: string[], root: string): Map<string, Result> {
  const folders = [...new Set(files.map(dirname))]
  const byTag = new Map<string, Map<string, Map<number, number>>>()
  for (const file of files) {
    const folder = folders.length === 1 ? '' : relative(root, dirname(file)) || basename(root)
    for (const { tag, step, value } of scalarsOf(readFileSync(file), file)) {
      const runs = byTag.get(tag) ?? new Map()
      const values = runs.get(folder) ?? new Map()
      byTag.set(tag, runs.set(folder, values.set(step, value)))
    }
  }
  if (byTag.size === 0) throw unreadable(root, 'no scalars')
  return new Map(
    [...byTag].map(([tag, runs]) => {
      const metric = tag.replace(/^(epoch|batch|evaluation)_/, '').replace(/_vs_iterations$/, '')
      const step = /^epoch_/.test(tag) ? 'epoch' : 'step'
      const series: Curves['series'] = [...runs].map(([folder, values]) => {
        const points = [...values].sort(([a], [b]) => a - b)
        // Keras counts epochs from 0; people count from 1.
        const offset = step === 'epoch' && points[0]?.[0] === 0 ? 1 : 0
        return { name: folder || metric, x: points.map(([at]) => at + offset), y: points.map(([, value]) => value) }
      })
      return [keptName(tag), curvesOf(metric, series, step)]
    }),
  )
}

function* scalarsOf(bytes: Uint8Array, path: string): Generator<Scalar> {
  for (const record of records(bytes, path)) {
    const event = fieldsOf(record)
    if (!event) throw unreadable(path, 'a record that is no event')
    const step = integerIn(event, 2)
    for (const summary of bytesIn(event, 5)) {
      for (const value of bytesIn(fieldsOf(summary) ?? new Map(), 1)) {
        const fields = fieldsOf(value) ?? new Map()
        const number = simpleValue(bytesIn(fields, 2)[0]) ?? tensorValue(bytesIn(fields, 8)[0])
        if (number !== undefined) yield { tag: textIn(fields, 1), step, value: number }
      }
    }
  }
}

function simpleValue(bytes?: Uint8Array): number | undefined {
  return bytes?.length === 4 ? numbersIn(bytes).getFloat32(0, true) : undefined
}

/** A TensorProto of dtype float (1) or double (2) with one element, as content or as values. */
function tensorValue(bytes?: Uint8Array): number | undefined {
  const tensor = bytes && fieldsOf(bytes)
  if (!tensor) return undefined
  const [dtype, content] = [integerIn(tensor, 1), bytesIn(tensor, 4)[0]]
  const raw = content?.length ? content : bytesIn(tensor, dtype === 1 ? 5 : 6)[0]
  if (dtype === 1 && raw?.length === 4) return numbersIn(raw).getFloat32(0, true)
  if (dtype === 2 && raw?.length === 8) return numbersIn(raw).getFloat64(0, true)
  return undefined
}

function numbersIn(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
