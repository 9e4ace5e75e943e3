/** The variables of a store of water. */
import type { Variable } from '../zarr/index.js'
import type { OutputName } from './model.js'

export const depthVariable: Variable = { name: 'water_depth', quantity: 'water_depth', units: 'm', longName: 'depth of water on the ground', inTime: true }

/** What the water stands on. */
export const terrainVariable: Variable = { name: 'elevation', quantity: 'elevation', units: 'm', longName: 'height of the ground', inTime: false }

const more: Record<OutputName, Variable[]> = {
  velocity: [
    { name: 'velocity_x', quantity: 'other', units: 'm s-1', longName: 'velocity of the water toward east', inTime: true },
    { name: 'velocity_y', quantity: 'other', units: 'm s-1', longName: 'velocity of the water toward north', inTime: true },
  ],
  maximum: [{ name: 'maximum_depth', quantity: 'other', units: 'm', longName: 'greatest depth of water at any time step', inTime: false }],
  arrival: [{ name: 'arrival_time', quantity: 'other', units: 'min', longName: 'minutes from the start until water arrived', inTime: false }],
  hazard: [{ name: 'maximum_hazard', quantity: 'other', units: 'm2 s-1', longName: 'greatest depth times speed at any time step', inTime: false }],
}

export function outputVariables(outputs: OutputName[]): Variable[] {
  return [depthVariable, terrainVariable, ...outputs.flatMap((name) => more[name])]
}

export function asFloat32(fields: Record<string, Float64Array>): Record<string, Float32Array> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, Float32Array.from(field)]))
}
