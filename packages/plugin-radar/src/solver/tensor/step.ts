/**
 * A time step as arithmetic of tensors, float32: the formulas of ../plain.ts over the whole grid at once.
 *
 * Depth is (y, x); discharges (y, x + 1) and (y + 1, x) with the edges of the domain. Only differences of the bed are used, so
 * that float32 is enough on mountains too: with d = z1 - z2, hf = max(h1 + min(d, 0), h2 - max(d, 0)).
 */
import { tf } from '@phd/core/tensor'
import { type Grid, wallMetres } from '../grid.js'
import { shallowMetres } from '../march.js'
import type { Settings } from '../options.js'
import { gravity } from '../plain.js'

export interface Fields {
  depth: tf.Variable
  qx: tf.Variable
  qy: tf.Variable
  infiltrated: tf.Variable
  /** Of the cells that are asked for, else one zero. */
  maximumDepth: tf.Variable
  arrival: tf.Variable
  maximumHazard: tf.Variable
}

/** Faces between neighbours along an axis: bed differences and Manning's n, without the edges of the domain. */
interface Between {
  axis: 0 | 1
  drop: tf.Tensor
  down: tf.Tensor
  up: tf.Tensor
  n2: tf.Tensor
}

type Field = tf.Tensor

export function createStep(grid: Grid, set: Settings, fields: Fields, stepsPerCall: number) {
  const { rows, columns } = grid
  const { theta, froudeLimit, minimumFlowDepthMetres: minimum, cellMetres, edgeSlope, track } = set
  const [alongX, alongY] = [between(grid, set, 1), between(grid, set, 0)]
  const edgeManning = (side: 'west' | 'east' | 'north' | 'south') => edgeConveyance(grid, set, side)
  const conveyance = { west: edgeManning('west'), east: edgeManning('east'), north: edgeManning('north'), south: edgeManning('south') }

  const part = (x: Field, axis: 0 | 1, from: number, drop: number) => {
    const size = [...x.shape]
    size[axis] -= drop
    const start = [0, 0]
    start[axis] = from
    return tf.slice(x, start, size)
  }
  const flowDepth = (h: Field, { axis, down, up }: Between) => tf.maximum(tf.add(part(h, axis, 0, 1), down), tf.sub(part(h, axis, 1, 1), up))

  const edge = (h: Field, axis: 0 | 1, at: number, side: 'west' | 'east' | 'north' | 'south') => {
    const cells = part(h, axis, at, h.shape[axis]! - 1)
    if (edgeSlope[side] === 0) return tf.zerosLike(cells)
    const normal = tf.mul(tf.pow(cells, 5 / 3), conveyance[side])
    const fastest = tf.mul(tf.mul(cells, tf.sqrt(tf.mul(cells, gravity))), froudeLimit)
    const flow = tf.mul(tf.minimum(normal, fastest), tf.cast(tf.greater(cells, minimum), 'float32'))
    return side === 'west' || side === 'north' ? tf.neg(flow) : flow
  }

  const discharge = (h: Field, q: Field, dt: tf.Tensor, faces: Between, first: Field, last: Field) => {
    const { axis } = faces
    const hf = flowDepth(h, faces)
    const safe = tf.maximum(hf, minimum)
    const momentum = tf.add(tf.mul(part(q, axis, 1, 2), theta), tf.mul(tf.add(part(q, axis, 0, 2), part(q, axis, 2, 2)), (1 - theta) / 2))
    const fall = tf.add(faces.drop, tf.sub(part(h, axis, 0, 1), part(h, axis, 1, 1)))
    const pushed = tf.add(momentum, tf.mul(tf.mul(safe, fall), tf.mul(dt, gravity / cellMetres)))
    const friction = tf.div(tf.mul(tf.mul(faces.n2, tf.abs(pushed)), tf.mul(dt, 4 * gravity)), tf.pow(safe, 7 / 3))
    const slowed = tf.div(tf.mul(pushed, 2), tf.add(tf.sqrt(tf.add(friction, 1)), 1))
    const fastest = tf.mul(tf.mul(safe, tf.sqrt(tf.mul(safe, gravity))), froudeLimit)
    const limited = tf.maximum(tf.minimum(slowed, fastest), tf.neg(fastest))
    return tf.concat([first, tf.mul(limited, tf.cast(tf.greater(hf, minimum), 'float32')), last], axis)
  }

  /** Each face gives the share that its donor can give. */
  const given = (q: Field, share: Field, axis: 0 | 1) => {
    const ones = tf.onesLike(part(share, axis, 0, share.shape[axis]! - 1))
    const forward = tf.mul(tf.relu(q), tf.concat([ones, share], axis))
    return tf.sub(forward, tf.mul(tf.relu(tf.neg(q)), tf.concat([share, ones], axis)))
  }

  const velocityOf = (h: Field, q: Field, faces: Between) => {
    const { axis } = faces
    const edges = [part(h, axis, 0, h.shape[axis]! - 1), part(h, axis, h.shape[axis]! - 1, h.shape[axis]! - 1)]
    const hf = tf.concat([edges[0], flowDepth(h, faces), edges[1]], axis)
    const safe = tf.maximum(hf, minimum)
    const fastest = tf.mul(tf.sqrt(tf.mul(safe, gravity)), froudeLimit)
    const speed = tf.maximum(tf.minimum(tf.div(q, safe), fastest), tf.neg(fastest))
    const v = tf.mul(speed, tf.cast(tf.greater(hf, minimum), 'float32'))
    return tf.mul(tf.add(part(v, axis, 0, 1), part(v, axis, 1, 1)), 0.5)
  }

  /** Answers seconds left, steps made, metres of water out and into the ground, and the last step's outflow, m3/s. */
  return (left0: tf.Tensor, elapsed0: tf.Tensor, rain: tf.Tensor, capacity: tf.Tensor) => {
    let [h, qx, qy]: Field[] = [fields.depth, fields.qx, fields.qy]
    let [infiltrated, maximumDepth, arrival, maximumHazard]: Field[] = [fields.infiltrated, fields.maximumDepth, fields.arrival, fields.maximumHazard]
    let [left, elapsed] = [left0, elapsed0]
    const zero = tf.scalar(0)
    let [steps, outflow, infiltration, lastOutflow]: tf.Tensor[] = [zero, zero, zero, zero]
    for (let k = 0; k < stepsPerCall; k++) {
      const going = tf.greater(left, 0)
      const wave = tf.div(set.courant * cellMetres, tf.sqrt(tf.mul(tf.maximum(tf.max(h), shallowMetres), gravity)))
      const pieces = tf.maximum(tf.ceil(tf.sub(tf.div(left, tf.minimum(wave, set.maximumStepSeconds)), 1e-5)), 1)
      const dt = tf.div(left, pieces)
      const perMetre = tf.div(dt, cellMetres)
      const x = discharge(h, qx, dt, alongX, edge(h, 1, 0, 'west'), edge(h, 1, columns - 1, 'east'))
      const y = discharge(h, qy, dt, alongY, edge(h, 0, 0, 'north'), edge(h, 0, rows - 1, 'south'))
      const away = tf.add(
        tf.add(tf.relu(tf.neg(part(x, 1, 0, 1))), tf.relu(part(x, 1, 1, 1))),
        tf.add(tf.relu(tf.neg(part(y, 0, 0, 1))), tf.relu(part(y, 0, 1, 1))),
      )
      const out = tf.mul(away, perMetre)
      const share = tf.minimum(tf.div(h, tf.maximum(out, 1e-30)), 1)
      const [nextX, nextY] = [given(x, share, 1), given(y, share, 0)]
      const gained = tf.add(tf.sub(part(nextX, 1, 0, 1), part(nextX, 1, 1, 1)), tf.sub(part(nextY, 0, 0, 1), part(nextY, 0, 1, 1)))
      let next: Field = tf.add(tf.relu(tf.add(h, tf.mul(gained, perMetre))), tf.mul(rain, dt))
      if (set.infiltrates) {
        const taken = tf.minimum(next, tf.mul(capacity, dt))
        next = tf.sub(next, taken)
        infiltrated = tf.add(infiltrated, taken)
        infiltration = tf.add(infiltration, tf.sum(taken))
      }
      const through = tf.add(
        tf.sub(tf.sum(part(nextX, 1, columns, columns)), tf.sum(part(nextX, 1, 0, columns))),
        tf.sub(tf.sum(part(nextY, 0, rows, rows)), tf.sum(part(nextY, 0, 0, rows))),
      )
      // Where no time is left dt is 0, which leaves depths alone; discharges would still be averaged.
      qx = tf.where(going, nextX, qx)
      qy = tf.where(going, nextY, qy)
      h = next
      elapsed = tf.add(elapsed, dt)
      if (track.maximumDepth) maximumDepth = tf.maximum(maximumDepth, h)
      if (track.arrivalDepthMetres) {
        const first = tf.logicalAnd(tf.greaterEqual(h, track.arrivalDepthMetres), tf.less(arrival, 0))
        arrival = tf.where(first, tf.mul(tf.onesLike(h), elapsed), arrival)
      }
      if (track.maximumHazard) {
        const [u, v] = [velocityOf(h, qx, alongX), velocityOf(h, qy, alongY)]
        const speed = tf.sqrt(tf.add(tf.square(u), tf.square(v)))
        maximumHazard = tf.maximum(maximumHazard, tf.mul(tf.mul(h, speed), tf.cast(tf.greater(h, minimum), 'float32')))
      }
      outflow = tf.add(outflow, tf.mul(through, perMetre))
      lastOutflow = tf.where(going, tf.mul(through, cellMetres), lastOutflow)
      steps = tf.add(steps, tf.cast(going, 'float32'))
      left = tf.sub(left, dt)
    }
    fields.depth.assign(h)
    fields.qx.assign(qx as tf.Tensor)
    fields.qy.assign(qy as tf.Tensor)
    if (set.infiltrates) fields.infiltrated.assign(infiltrated)
    if (track.maximumDepth) fields.maximumDepth.assign(maximumDepth)
    if (track.arrivalDepthMetres) fields.arrival.assign(arrival)
    if (track.maximumHazard) fields.maximumHazard.assign(maximumHazard)
    return tf.stack([left, steps, outflow, infiltration, lastOutflow])
  }
}

function between(grid: Grid, set: Settings, axis: 0 | 1): Between {
  const { rows, columns, stride, bed, manning } = grid
  const shape: [number, number] = axis === 1 ? [rows, columns - 1] : [rows - 1, columns]
  const [drop, down, up, n2] = Array.from({ length: 4 }, () => new Float32Array(shape[0] * shape[1]))
  for (let y = 0, k = 0; y < shape[0]; y++) {
    for (let x = 0; x < shape[1]; x++, k++) {
      const one = (y + 1) * stride + x + 1
      const two = one + (axis === 1 ? 1 : stride)
      const closed = bed[one] === wallMetres || bed[two] === wallMetres
      drop[k] = closed ? 0 : bed[one] - bed[two]
      down[k] = closed ? -wallMetres : Math.min(drop[k], 0)
      up[k] = closed ? wallMetres : Math.max(drop[k], 0)
      n2[k] = manning.length > 0 ? ((manning[one] + manning[two]) / 2) ** 2 : set.manning ** 2
    }
  }
  const tensor = (values: Float32Array) => tf.tensor2d(values, shape)
  return { axis, drop: tensor(drop), down: tensor(down), up: tensor(up), n2: tensor(n2) }
}

/** sqrt(slope) / n of the cells along a side. */
function edgeConveyance({ rows, columns, stride, manning }: Grid, set: Settings, side: 'west' | 'east' | 'north' | 'south'): tf.Tensor {
  const vertical = side === 'west' || side === 'east'
  const count = vertical ? rows : columns
  const cell = (k: number) => (vertical ? (k + 1) * stride + (side === 'west' ? 1 : columns) : (side === 'north' ? stride : rows * stride) + k + 1)
  const root = Math.sqrt(set.edgeSlope[side])
  const values = Float32Array.from({ length: count }, (_, k) => root / (manning.length > 0 ? manning[cell(k)] : set.manning))
  return tf.tensor2d(values, vertical ? [rows, 1] : [1, columns])
}
