/** An event at a place, before and after it is opened. */
import type { PairHeader } from '../../pairs/index.js'
import type { Grid, GridWindow } from '../../raster/index.js'

/** Plain data from which any thread opens the same event. */
export type SourceSpec =
  | { kind: 'pair'; header: PairHeader }
  | { kind: 'stores'; rain: string; water: string; terrain: string; windows: StoreWindows }
  | { kind: 'published'; path: string }

/** The common ground in the cells of each store. */
export interface StoreWindows {
  rain: GridWindow
  water: GridWindow
  terrain: GridWindow
}

export interface EventSource {
  place: string
  event: string
  /** UTC of minute 0, where it is known. */
  startMs?: number
  /** (y, x) */
  rainShape: [number, number]
  waterShape: [number, number]
  cellMetres: number
  rainStepMinutes: number
  rainSlots: number
  /** What there was before slot 0: dry weather, or nothing known. */
  before: 'dry' | 'unknown'
  /** Minutes of all depths, ascending. */
  depthMinutes: number[]
  /** Where the water's north-west cell lies, where it is known. */
  grid?: Grid
  /** For messages. */
  name: string
  /** sha256 of what was read, by kind of input. */
  inputs: Record<string, string>
  /** Changes when the files change; no part of what is built. */
  stamp: string
  origins: { rain?: string; terrain?: string; water?: string }
  spec: SourceSpec
  /** (y, x) metres, on the cells of the water. */
  terrain(): Promise<Float32Array>
}

export interface OpenSource {
  /** (y, x) mm/h; undefined where the slot has no frame. Not to be written into. */
  rain(slot: number): Promise<Float32Array | undefined>
  /** (y, x) metres at the n-th of `depthMinutes`; 0 where there is no terrain. A copy. */
  depth(index: number): Promise<Float32Array>
}

/** A part of the ground in cells of the water; rows and columns are whole radar cells. */
export type Area = GridWindow
