/** Every radar file of the test data, against numpy, Pillow and pyproj: place, time, mask and numbers of every frame. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Frame, openRasterFiles, readFrames } from '@phd/plugin-radar'
import { describe, expect, it } from 'vitest'
import { checkout, noPython, python } from '../oracle.js'
import { readers } from './readers.js'

const data = join(checkout, '..', 'shared', 'data')
const sets = {
  'nimrod-metoffice-iris': { files: 26, frames: 276, rain: 7 },
  'radar-radolan-samples': { files: 2, frames: 2, rain: 2 },
  'radar-mch-20150515': { files: 40, frames: 40, rain: 40 },
  'radar-mch-20170131': { files: 40, frames: 40, rain: 40 },
  'radar-fmi-20170509': { files: 40, frames: 40, rain: 40 },
  'radar-mrms-20190610': { files: 2, frames: 72, rain: 72 },
}

interface Answer {
  rows: number
  columns: number
  west: number
  north: number
  cellX: number
  cellY: number
  timeMs: number
  minutes: number | null
  quantity: string
  values: Float32Array
}

/** What the oracle prints, frame by frame, so that memory stays flat. */
async function* answers(files: string[]): AsyncGenerator<Answer> {
  const process = spawn(python, [join(checkout, 'packages/plugin-radar/test/readers/oracle-decode.py'), ...files], { stdio: ['ignore', 'pipe', 'inherit'] })
  const output = process.stdout[Symbol.asyncIterator]()
  let held: Buffer[] = []
  let length = 0
  const exactly = async (count: number) => {
    while (length < count) {
      const { done, value } = await output.next()
      if (done) return undefined
      held.push(value)
      length += value.length
    }
    const all = Buffer.concat(held)
    held = [all.subarray(count)]
    length -= count
    return all.subarray(0, count)
  }
  for (let head = await exactly(256); head; head = await exactly(256)) {
    const about = JSON.parse(head.toString()) as Omit<Answer, 'values'>
    const bytes = await exactly(about.rows * about.columns * 4)
    yield { ...about, values: new Float32Array(new Uint8Array(bytes ?? []).buffer) }
  }
  if (process.exitCode === null) await once(process, 'exit')
  expect(process.exitCode).toBe(0)
}

function compare(where: string, frame: Frame, answer: Answer): void {
  const { rows, columns, west, north, cellX, cellY } = frame.grid
  expect([rows, columns, frame.timeMs, frame.minutes ?? null, frame.quantity], where).toEqual([
    answer.rows,
    answer.columns,
    answer.timeMs,
    answer.minutes,
    answer.quantity,
  ])
  for (const [mine, right, cell] of [
    [west, answer.west, cellX],
    [north, answer.north, cellY],
    [cellX, answer.cellX, cellX],
    [cellY, answer.cellY, cellY],
  ])
    expect(Math.abs(mine - right), `${where}: ${west} ${north} ${cellX} ${cellY}`).toBeLessThan(1e-4 * cell)
  expect(frame.values.length, where).toBe(answer.values.length)
  let wrong = -1
  for (let cell = 0; cell < frame.values.length; cell++) {
    const mine = frame.values[cell]
    const right = answer.values[cell]
    const same = mine === right || (Number.isNaN(mine) && Number.isNaN(right)) || Math.abs(mine - right) <= 1e-6 * Math.abs(right)
    if (!same) {
      wrong = cell
      break
    }
  }
  expect(wrong, wrong < 0 ? '' : `${where}: cell ${wrong} is ${frame.values[wrong]}, the oracle has ${answer.values[wrong]}`).toBe(-1)
}

describe.skipIf(noPython || !existsSync(data))(`an independent decoder agrees: needs ${data} and ${python}`, () => {
  it.for(Object.entries(sets))('on every field of %s', async ([set, counts]) => {
    const paths = readdirSync(join(data, set))
      .filter((name) => !/PROVENANCE|\.grib2$|\.bin$/.test(name))
      .map((name) => join(data, set, name))
    expect(paths.length).toBe(counts.files)
    const oracle = answers(paths)
    const named = await readers()
    let frames = 0
    let rain = 0
    for (const path of paths)
      for await (const file of openRasterFiles(path))
        for await (const frame of readFrames(file, named)) {
          const { value, done } = await oracle.next()
          expect(done, `${path}: more frames than the oracle has`).toBe(false)
          compare(`${path} frame ${frame.name}`, frame, value as Answer)
          frames++
          if (frame.quantity === 'rain_rate') rain++
        }
    expect((await oracle.next()).done).toBe(true)
    expect({ frames, rain }).toEqual({ frames: counts.frames, rain: counts.rain })
  })
})
