/** Parameters of the solver and their checks. */
import { PhdError } from '@phd/core'

export interface SolverOptions {
  rows: number
  columns: number
  cellMetres: number
  /** (y, x) metres; NaN is outside the domain: no rain falls there and nothing flows in or out. */
  elevationMetres: ArrayLike<number>
  /** Manning's n, s/m^(1/3). Default 0.04. */
  manning?: number
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
  /** `closed`: nothing leaves. `free`: water leaves at the normal depth of a bed of this slope, over all sides or some. Default closed. */
  edge?: { kind: 'closed' } | { kind: 'free'; slope: number; sides?: Side[] }
}

export type Side = 'north' | 'east' | 'south' | 'west'

export type Settings = Required<SolverOptions>

/** Defaults filled in. RADAR_SOLVER_INPUT where a parameter makes no sense. */
export function settings(options: SolverOptions): Settings {
  const filled: Settings = {
    manning: 0.04,
    theta: 0.9,
    courant: 0.7,
    froudeLimit: 0.8,
    minimumFlowDepthMetres: 1e-5,
    maximumStepSeconds: 30,
    edge: { kind: 'closed' },
    ...options,
  }
  const { rows, columns, cellMetres, elevationMetres, manning, theta, courant, edge } = filled
  check(rows >= 1 && columns >= 1 && elevationMetres.length === rows * columns, 'one elevation a cell', `${elevationMetres.length} for ${rows}x${columns}`)
  check(cellMetres > 0, 'a positive cell size', String(cellMetres))
  check(manning > 0, "a positive Manning's n", String(manning))
  check(theta > 0 && theta <= 1, 'theta in (0, 1]', String(theta))
  check(courant > 0 && courant <= 1, 'a Courant number in (0, 1]', String(courant))
  check(edge.kind === 'closed' || edge.slope > 0, 'a positive slope at a free edge', JSON.stringify(edge))
  return filled
}

function check(right: boolean, expected: string, received: string): void {
  if (!right) throw new PhdError('RADAR_SOLVER_INPUT', 'The solver cannot start with these parameters.', { expected, received })
}
