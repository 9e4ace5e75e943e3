/** Text in pieces into grids. */
import type { Grid } from '../../raster/index.js'
import { damaged } from '../damaged.js'
import { type GridHeader, gridHeader, type Header, type HeaderKey, headerKeyOf } from './header.js'
import { fillNumbers, isSpace, numberOf } from './number.js'

/** A token is shorter than this in every file that is one. */
const longestToken = 400
/** What is taken before its numbers have come: a header alone must not cost memory. */
const firstCells = 2 ** 20

export interface ParsedGrid {
  grid: Grid
  values: Float32Array
}

/** One grid while it is read. */
class Reading {
  private readonly header: Header = new Map()
  private key?: HeaderKey
  private head?: GridHeader
  private values = new Float32Array(0)
  private count = 0

  private readonly file: string
  private readonly where: string

  constructor(file: string, where: string) {
    this.file = file
    this.where = where
  }

  get begun(): boolean {
    return this.header.size > 0 || this.key !== undefined
  }

  get done(): boolean {
    return this.head !== undefined && this.count === this.cells
  }

  private get cells(): number {
    return this.head!.grid.rows * this.head!.grid.columns
  }

  /** Takes tokens up to `end` or the end of the grid; where reading goes on. */
  take(bytes: Uint8Array, position: number, end: number): number {
    let p = position
    while (!this.head && p < end) {
      while (p < end && isSpace(bytes[p])) p++
      if (p >= end) return p
      const start = p
      while (!isSpace(bytes[p])) p++
      if (!this.takeHeader(Buffer.from(bytes.buffer, bytes.byteOffset + start, p - start).toString('latin1'))) p = start
    }
    while (this.head && !this.done && p < end) {
      if (this.count === this.values.length) this.grow()
      const filled = fillNumbers(bytes, p, end, this.values, this.count)
      this.count = filled.count
      p = filled.position
      if (filled.stopped)
        throw this.cutOff(
          `"${
            Buffer.from(bytes.subarray(p, Math.min(end, p + 24)))
              .toString('latin1')
              .trim()
              .split(/\s/)[0]
          }"`,
        )
    }
    return p
  }

  /** False where the token is the first number of the body. */
  private takeHeader(token: string): boolean {
    if (this.key) {
      const value = numberOf(token)
      if (value === undefined || !Number.isFinite(value)) {
        if (this.key !== 'nodata_value' || value === undefined)
          throw damaged(this.file, `the header of ${this.where} has no number behind ${this.key}`, { expected: 'a number', received: token.slice(0, 40) })
      }
      this.header.set(this.key, value)
      this.key = undefined
      return true
    }
    const key = headerKeyOf(token)
    if (!key) {
      if (numberOf(token) === undefined)
        throw damaged(this.file, `the header of ${this.where} has a line that is not known`, {
          expected: 'ncols, nrows, xllcorner, yllcorner, cellsize, NODATA_value',
          received: token.slice(0, 40),
        })
      this.head = gridHeader(this.file, this.where, this.header)
      return false
    }
    if (this.header.has(key)) throw damaged(this.file, `${this.where} has a header and no numbers`, { expected: 'numbers', received: `${key} again` })
    this.key = key
    return true
  }

  private grow(): void {
    const next = new Float32Array(Math.min(this.cells, Math.max(firstCells, this.values.length * 2)))
    next.set(this.values)
    this.values = next
  }

  cutOff(received: string): Error {
    if (!this.head) return damaged(this.file, `${this.where} has a header and no numbers`, { expected: 'numbers', received })
    const { rows, columns } = this.head.grid
    return damaged(this.file, `${this.where} ends in row ${Math.floor(this.count / columns) + 1} of ${rows}`, {
      expected: `${this.cells} numbers`,
      received: `${this.count} numbers, then ${received}`,
    })
  }

  result(): ParsedGrid {
    const { grid, noData } = this.head!
    const { values } = this
    const missing = noData === undefined ? Number.NaN : Math.fround(noData)
    for (let index = 0; index < values.length; index++) {
      const value = values[index]
      if (value === missing) values[index] = Number.NaN
      else if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)
        throw damaged(this.file, `${this.where} has a number out of range in row ${Math.floor(index / grid.columns) + 1}`, {
          expected: 'numbers below 3.4e38',
          received: 'a larger one',
        })
    }
    return { grid, values }
  }
}

/** Every grid of the text, in its order. */
export async function* parseGrids(file: string, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<ParsedGrid> {
  let rest: Uint8Array = new Uint8Array(0)
  let number = 1
  let reading = new Reading(file, 'grid 1')
  let first = true
  async function* closed(): AsyncGenerator<Uint8Array> {
    yield* pieces
    yield Uint8Array.of(10)
  }
  for await (const piece of closed()) {
    let bytes: Uint8Array = rest.length ? Buffer.concat([rest, piece]) : piece
    if (first && bytes.length >= 3) {
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3)
      first = false
    }
    let end = bytes.length
    while (end > 0 && !isSpace(bytes[end - 1])) end--
    rest = new Uint8Array(bytes.subarray(end))
    if (rest.length > longestToken)
      throw damaged(file, `grid ${number} is not text`, { expected: 'numbers with spaces between them', received: `${rest.length} bytes without one` })
    let position = 0
    while (position < end) {
      position = reading.take(bytes, position, end)
      if (reading.done) {
        yield reading.result()
        number++
        reading = new Reading(file, `grid ${number}`)
      }
    }
  }
  if (reading.begun) throw reading.cutOff('the end of the file')
  if (number === 1) throw damaged(file, 'it holds no grid', { expected: 'ncols, nrows, xllcorner, yllcorner, cellsize', received: 'nothing' })
}
