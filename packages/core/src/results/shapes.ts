/**
 * The shapes a result may take: what an experiment writes and any figure can draw without code of its own.
 *
 * Every shape is plain JSON; numbers in bulk (`data`) lie beside it as little-endian float32.
 * Plugins add shapes by declaration merging of `Shapes`.
 */
interface Titled {
  title: string
  /** A sentence for the caption: what it is, n, seeds, units. */
  about?: string
  /** Who may see it: `restricted` by the licence of its data, `personal` where it shows people or what they wrote. */
  sharing?: Sharing
}

export type Sharing = 'open' | 'restricted' | 'personal'

export interface Axis {
  label: string
  unit?: string
}

/** Lines over one axis, for example loss by epoch. `low` and `high` bound the interval of each point. */
export interface Curves extends Titled {
  shape: 'curves'
  x: Axis
  y: Axis
  series: { name: string; x: number[]; y: number[]; low?: number[]; high?: number[] }[]
  /** Horizontal reference lines: baselines, chance. */
  references?: { name: string; y: number }[]
}

/** Rows of named values. */
export interface Table extends Titled {
  shape: 'table'
  columns: { key: string; label: string; unit?: string; digits?: number }[]
  rows: Record<string, string | number | boolean | null>[]
}

/** `counts[truth][predicted]`. */
export interface Confusion extends Titled {
  shape: 'confusion'
  classes: string[]
  counts: number[][]
}

/** Points of a projection, with a control of random points beside it. */
export interface Embedding extends Titled {
  shape: 'embedding'
  points: { x: number; y: number; label?: string }[]
  control?: { x: number; y: number }[]
}

/** Points in many dimensions: features or embeddings. `data` is (row, column); NaN is missing. */
export interface Vectors extends Titled {
  shape: 'vectors'
  rows: number
  columns: string[]
  /** One a row. */
  labels?: string[]
  data: Float32Array
}

/** Co-registered grids. `data` is (panel, y, x), row 0 north; NaN is missing. */
export interface Raster extends Titled {
  shape: 'raster'
  height: number
  width: number
  cellMetres?: number
  /** `group` gathers panels of one sample into a row. */
  panels: { name: string; unit?: string; palette: Palette; group?: string; low?: number; high?: number }[]
  data: Float32Array
}
export type Palette = 'rain' | 'terrain' | 'water' | 'probability' | 'error' | 'mask'

export interface Topics extends Titled {
  shape: 'topics'
  topics: { name: string; words: { word: string; weight: number }[]; share?: number }[]
}

/** Aggregates by place; longitude and latitude in degrees, WGS 84. */
export interface Geo extends Titled {
  shape: 'geo'
  places: { name: string; longitude: number; latitude: number; n: number; value?: number }[]
}

/** Pictures among the run's artefacts. */
export interface Images extends Titled {
  shape: 'images'
  images: { file: string; alt: string; label?: string }[]
}

/** Reliability: in each bin the mean forecast probability, the observed share and the count. */
export interface Calibration extends Titled {
  shape: 'calibration'
  bins: { forecast: number; observed: number; n: number }[]
}

/** Open: plugins add shapes by declaration merging. */
export interface Shapes {
  curves: Curves
  table: Table
  confusion: Confusion
  embedding: Embedding
  vectors: Vectors
  raster: Raster
  topics: Topics
  geo: Geo
  images: Images
  calibration: Calibration
}

export type Result = Shapes[keyof Shapes]
