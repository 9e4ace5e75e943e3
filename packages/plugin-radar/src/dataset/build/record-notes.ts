/** What is kept of each record beside its file, so that the end of a build reads no record again. */
import { createHash } from 'node:crypto'
import type { DatasetMetadata, DatasetSplit } from '../metadata.js'
import type { Sample } from '../sample.js'

export const histogramBins = 40
/** Upper edges double every two bins; bin 0 is dry: below 0.1 mm/h, below 1 mm. */
const firstRain = 0.1
const firstDepth = 0.001

export function histogramEdges(of: 'rain' | 'depth'): number[] {
  const first = of === 'rain' ? firstRain : firstDepth
  return Array.from({ length: histogramBins }, (_, bin) => first * 2 ** (bin / 2))
}

/** Of the records of one file, in their order. */
export interface FileNotes {
  place: string
  file: string
  split: DatasetSplit
  event: string
  bytes: number
  sha256: string
  minutes: number[]
  wetCells: number[]
  /** The first 15 bytes of the sha256 of record and terrain, base64. */
  hashes: string[]
  /** Sum of the stored rain, in the unit of `maximumMmPerHour`, and of the depths. */
  rainSums: number[]
  depthSums: number[]
  rainHistogram: number[]
  depthHistogram: number[]
}

/** Of a block: what its sidecar holds. */
export interface BlockNotes {
  block: number
  files: FileNotes[]
  counts: { missingRain: number; missingWater: number; dryDropped: number; clippedRainValues: number; isolatedCells: number }
  /** sha256 of the inputs that were read whole. */
  inputs: Record<string, string>
}

export type RecordNotes = Pick<FileNotes, 'minutes' | 'wetCells' | 'hashes' | 'rainSums' | 'depthSums' | 'rainHistogram' | 'depthHistogram'>

export function emptyNotes(): RecordNotes {
  const bins = () => Array<number>(histogramBins).fill(0)
  return { minutes: [], wetCells: [], hashes: [], rainSums: [], depthSums: [], rainHistogram: bins(), depthHistogram: bins() }
}

export function addRecord(
  notes: RecordNotes,
  record: Uint8Array,
  sample: Sample & { wetCells: number },
  minute: number,
  terrain: string,
  rain: DatasetMetadata['rain'],
): void {
  notes.minutes.push(minute)
  notes.wetCells.push(sample.wetCells)
  notes.hashes.push(recordHash(record, terrain))
  notes.rainSums.push(tally(sample.rain, rain.maximumMmPerHour, firstRain, notes.rainHistogram))
  notes.depthSums.push(tally(sample.depthMetres, 1, firstDepth, notes.depthHistogram))
}

/** Two records are the same where their bytes and their terrain are. */
export function recordHash(record: Uint8Array, terrain: string): string {
  return createHash('sha256').update(record).update(terrain).digest('base64').slice(0, 20)
}

/** Adds `values` x `scale` to the histogram; their sum in float64. */
function tally(values: Float32Array, scale: number, first: number, histogram: number[]): number {
  let sum = 0
  let dry = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i] * scale
    sum += value
    if (value < first) dry++
    else histogram[Math.min(histogramBins - 1, 1 + Math.floor(2 * Math.log2(value / first)))]++
  }
  histogram[0] += dry
  return sum
}
