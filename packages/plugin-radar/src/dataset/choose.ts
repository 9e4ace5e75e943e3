/** Which pairs a dataset is built from: one shape, one radar step. */
import { PhdError } from '@phd/core'
import type { PairHeader } from '../pairs/index.js'

export interface Chosen {
  headers: PairHeader[]
  /** (y, x) */
  rainShape: [number, number]
  waterShape: [number, number]
  rainStepMinutes: number
  /** A line for each place that was left out, and why. */
  skipped: string[]
}

/**
 * The pairs of `places`, which must be of one shape; without `places` those of the shape that most places have.
 * Errors: RADAR_PLACE_UNKNOWN, RADAR_SHAPE.
 */
export function chooseHeaders(all: PairHeader[], places?: string[], validate: string[] = []): Chosen {
  for (const name of [...(places ?? []), ...validate]) checkKnown(name, all)
  const wanted = places ? all.filter((header) => places.includes(header.place)) : all
  const byShape = new Map<string, PairHeader[]>()
  for (const header of wanted) byShape.set(shapeOf(header), [...(byShape.get(shapeOf(header)) ?? []), header])
  const placesOf = (shape: string) => new Set(byShape.get(shape)?.map((header) => header.place)).size
  const [shape, ...others] = [...byShape.keys()].sort((a, b) => placesOf(b) - placesOf(a))
  const left = others.flatMap((other) => byShape.get(other) ?? [])
  const demanded =
    left.find((header) => places || validate.includes(header.place)) ?? (others.length && placesOf(others[0]) === placesOf(shape) ? left[0] : undefined)
  if (demanded) {
    throw new PhdError('RADAR_SHAPE', 'The places have different shapes, and a dataset has one.', {
      expected: `${shape}, as ${byShape.get(shape)?.[0].place} has`,
      received: `${demanded.place}: ${shapeOf(demanded)}`,
      remedy: 'name places of one shape with --places',
    })
  }
  const headers = byShape.get(shape) ?? []
  const [first] = headers
  return {
    headers,
    rainShape: [first.rainShape[1], first.rainShape[2]],
    waterShape: [first.depthShape[1], first.depthShape[2]],
    rainStepMinutes: first.meta.rain.step_min,
    skipped: [...new Set(left.map((header) => `Skipped ${header.place}: ${shapeOf(header)}, the others have ${shape}.`))],
  }
}

function shapeOf({ rainShape, depthShape, meta }: PairHeader): string {
  return `water ${depthShape[1]}x${depthShape[2]}, rain ${rainShape[1]}x${rainShape[2]} every ${meta.rain.step_min} min`
}

function checkKnown(name: string, all: PairHeader[]): void {
  if (all.some((header) => header.place === name)) return
  throw new PhdError('RADAR_PLACE_UNKNOWN', `There are no pairs of a place "${name}".`, {
    expected: `one of: ${[...new Set(all.map((header) => header.place))].join(', ')}`,
    received: name,
    usage: true,
  })
}
