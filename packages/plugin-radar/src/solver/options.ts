/** Parameters of the solver and their checks. */
import { PhdError } from '@phd/core'

export interface SolverOptions {
  rows: number
  columns: number
  cellMetres: number
  /** (y, x) metres; NaN is outside the domain: no rain falls there and nothing flows in or out. */
  elevationMetres: ArrayLike<number>
  /** Manning's n, s/m^(1/3): a number, or (y, x), averaged across a face. Default 0.04. */
  manning?: number | ArrayLike<number>
  /** Weight of a face's own discharge against its two neighbours' (de Almeida 2012): 1 is Bates 2010. Default 0.9. */
  theta?: number
  /** Share of the step that the gravity wave allows. Default 0.7. */
  courant?: number
  /** Bound of |v| / sqrt(g h). Default 0.8. */
  froudeLimit?: number
  /** No flow through a face with less water above its sill. Default 1e-5. */
  minimumFlowDepthMetres?: number
  /** Default 30. */
  maximumStepSeconds?: number
  /**
   * `closed`: nothing leaves. `free`: water leaves at the normal depth of a bed of this slope, the same on all sides or one a
   * side (a side without one is closed); `sides` narrows it. Default closed.
   */
  edge?: { kind: 'closed' } | { kind: 'free'; slope: number | Partial<Record<Side, number>>; sides?: Side[] }
  /** (y, x) metres of water at the start. Default dry. */
  initialDepthMetres?: ArrayLike<number>
  /**
   * What the ground can take, mm/h: a number, (y, x), or a function that is asked at the start of every `advance`. It takes
   * what is there, never more.
   */
  infiltrationMmPerHour?: number | ArrayLike<number> | InfiltrationCapacity
  /** What to follow at every time step; it costs a look at each wet cell. Default nothing. */
  track?: Track
  /** `advance` fails where the mass balance is off by this share of the water or more. Default 1e-3. */
  massErrorLimit?: number
  /** `simd`: WebAssembly on pairs of doubles. `plain`: the same arithmetic in TypeScript, the same answer to the last bit. Default simd. */
  kernel?: 'simd' | 'plain'
}

/** Capacity of the ground, (y, x) mm/h, held during one `advance`: go on in short pieces where it changes fast. */
export type InfiltrationCapacity = (now: InfiltrationState) => number | ArrayLike<number>

export interface InfiltrationState {
  timeSeconds: number
  /** (y, x) metres on the ground, and metres taken since the start. */
  depthMetres: Float64Array
  infiltratedMetres: Float64Array
}

export interface Track {
  maximumDepth?: boolean
  /** The first time at which a cell's depth is at least this. */
  arrivalDepthMetres?: number
  maximumHazard?: boolean
}

export const allSides = ['north', 'east', 'south', 'west'] as const
export type Side = (typeof allSides)[number]

/** The numbers alone, as they are sent to threads; fields of the grid lie in its memory. */
export interface Settings {
  rows: number
  columns: number
  cellMetres: number
  theta: number
  courant: number
  froudeLimit: number
  minimumFlowDepthMetres: number
  maximumStepSeconds: number
  massErrorLimit: number
  kernel: 'simd' | 'plain'
  /** Slope at each side; 0 is closed. */
  edgeSlope: Record<Side, number>
  /** NaN where it is a field. */
  manning: number
  infiltrates: boolean
  track: Track
}

/** Defaults filled in. RADAR_SOLVER_INPUT where a parameter makes no sense. */
export function settings(options: SolverOptions): Settings {
  const { rows, columns, cellMetres, elevationMetres, initialDepthMetres, infiltrationMmPerHour: infiltration, edge = { kind: 'closed' } } = options
  const { manning = 0.04, theta = 0.9, courant = 0.7, froudeLimit = 0.8, minimumFlowDepthMetres = 1e-5, maximumStepSeconds = 30 } = options
  const { massErrorLimit = 1e-3, kernel = 'simd', track = {} } = options
  const whole = (value: number) => Number.isInteger(value) && value >= 1
  check(whole(rows) && whole(columns), 'rows and columns, 1 or more', `${rows}x${columns}`)
  checkField(elevationMetres, rows, columns, 'elevation')
  check(cellMetres > 0 && cellMetres < Number.POSITIVE_INFINITY, 'a positive cell size', String(cellMetres))
  if (typeof manning === 'number') check(manning > 0 && manning < Number.POSITIVE_INFINITY, "a positive Manning's n", String(manning))
  else {
    checkField(manning, rows, columns, "Manning's n")
    checkCells(manning, elevationMetres, columns, (n) => n > 0 && n < Number.POSITIVE_INFINITY, "a positive Manning's n")
  }
  check(theta > 0 && theta <= 1, 'theta in (0, 1]', String(theta))
  check(courant > 0 && courant <= 1, 'a Courant number in (0, 1]', String(courant))
  check(froudeLimit > 0, 'a positive Froude limit', String(froudeLimit))
  check(minimumFlowDepthMetres >= 1e-9, 'a minimum flow depth of 1e-9 m or more', String(minimumFlowDepthMetres))
  check(maximumStepSeconds > 0, 'a positive longest time step', String(maximumStepSeconds))
  check(massErrorLimit > 0, 'a positive limit of the mass error', String(massErrorLimit))
  check(kernel === 'simd' || kernel === 'plain', 'the kernel simd or plain', String(kernel))
  if (initialDepthMetres) {
    checkField(initialDepthMetres, rows, columns, 'initial depth')
    checkCells(initialDepthMetres, elevationMetres, columns, (h) => h >= 0 && h < Number.POSITIVE_INFINITY, 'a depth of 0 m or more')
  }
  if (track.arrivalDepthMetres !== undefined) {
    check(track.arrivalDepthMetres > 0, 'a positive depth of arrival', String(track.arrivalDepthMetres))
  }
  return {
    ...{ rows, columns, cellMetres, theta, courant, froudeLimit, minimumFlowDepthMetres, maximumStepSeconds, massErrorLimit, kernel, track },
    edgeSlope: edgeSlopes(edge),
    manning: typeof manning === 'number' ? manning : Number.NaN,
    infiltrates: infiltration !== undefined && infiltration !== 0,
  }
}

function edgeSlopes(edge: NonNullable<SolverOptions['edge']>): Record<Side, number> {
  const slopeAt = (side: Side) => {
    if (edge.kind === 'closed' || (edge.sides && !edge.sides.includes(side))) return 0
    const slope = typeof edge.slope === 'number' ? edge.slope : (edge.slope[side] ?? 0)
    check(slope > 0 || (typeof edge.slope !== 'number' && slope === 0), 'a positive slope at a free edge', JSON.stringify(edge))
    return slope
  }
  return { north: slopeAt('north'), east: slopeAt('east'), south: slopeAt('south'), west: slopeAt('west') }
}

function checkField(field: ArrayLike<number>, rows: number, columns: number, name: string): void {
  check(field.length === rows * columns, `one ${name} a cell`, `${field.length} for ${rows}x${columns}`)
}

/** Every cell of the domain. */
function checkCells(field: ArrayLike<number>, elevation: ArrayLike<number>, columns: number, right: (value: number) => boolean, expected: string): void {
  for (let i = 0; i < field.length; i++) {
    if (Number.isFinite(elevation[i]) && !right(field[i])) check(false, `${expected} in every cell`, `${field[i]} in ${cellName(i, columns)}`)
  }
}

export function cellName(cell: number, columns: number): string {
  return `row ${Math.floor(cell / columns)}, column ${cell % columns}`
}

function check(right: boolean, expected: string, received: string): void {
  if (!right) throw new PhdError('RADAR_SOLVER_INPUT', 'The solver cannot start with these parameters.', { expected, received })
}

export function checkSeconds(seconds: number): void {
  if (seconds >= 0 && seconds < Number.POSITIVE_INFINITY) return
  throw new PhdError('RADAR_SOLVER_INPUT', 'The solver cannot go on for this time.', { expected: 'seconds, 0 or more', received: String(seconds) })
}
