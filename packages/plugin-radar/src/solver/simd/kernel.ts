/**
 * The kernel on vectors: the formulas of ../plain.ts, line by line, as WebAssembly made when the solver starts.
 *
 * Four faces without water above their sills store zeros and go on. A row of faces may run three faces into the walls,
 * where they are zero; of an odd row of cells the last one is left to TypeScript.
 */
import { coefficients, dropped, magic, third } from '../friction-power.js'
import { type Faces, type Grid, maximumPages } from '../grid.js'
import type { Kernel } from '../kernel.js'
import type { Settings } from '../options.js'
import { gravity, updateCells } from '../plain.js'
import {
  assemble,
  bits,
  type Code,
  f32x4,
  f64,
  f64x2,
  four,
  fourIntegers,
  get,
  giveBack,
  i32,
  i32x4,
  load,
  loopWhile,
  pair,
  set,
  store,
  type WasmFunction,
  when,
} from './assemble.js'

const { add, sub, mul, pmax, neg, greater, splat } = f64x2
const laneBytes = 16

export function simdKernel(grid: Grid, settings: Settings): Kernel {
  const { columns, stride, memory, manning } = grid
  const { theta, cellMetres, froudeLimit, minimumFlowDepthMetres } = settings
  const spatial = manning.length > 0
  const aside = (1 - theta) / 2
  const froude = froudeLimit * froudeLimit * gravity
  const module = new WebAssembly.Module(assemble([faces(spatial), overdrawn(), update()], maximumPages))
  const run = new WebAssembly.Instance(module, { grid: { memory } }).exports
  // Asked for once: a typed array takes long to say where it lies.
  const [bed, depth, rain, n] = [grid.bed, grid.depth, grid.rain, manning].map(({ byteOffset }) => byteOffset)
  const [x0, x1, y0, y1] = [grid.faces[0].x, grid.faces[1].x, grid.faces[0].y, grid.faces[1].y].map(({ byteOffset }) => byteOffset)
  const xOf = (those: Faces) => (those === grid.faces[0] ? x0 : x1)
  const yOf = (those: Faces) => (those === grid.faces[0] ? y0 : y1)
  const evenColumns = columns - (columns % 2)
  const back = 8 * stride

  const facesAlong = (now: number, next: number, dt: number, y: number, count: number, before: number) => {
    const first = 8 * (y * stride + 1)
    const resistance = spatial ? 4 * gravity * dt : 4 * gravity * dt * (settings.manning * settings.manning)
    const [end, drive] = [next + first + 8 * count, (gravity * dt) / cellMetres]
    const [q, to, z, h, m] = [now + first, next + first, bed + first, depth + first, n + first]
    // Spelled out, because a call into WebAssembly with spread arguments takes as long as a row of a hundred faces.
    run.faces(q, to, z, h, m, end, before, theta, aside, drive, resistance, froude, minimumFlowDepthMetres)
  }
  return {
    westFaces: (y, { now, next, dtSeconds }) => facesAlong(xOf(now), xOf(next), dtSeconds, y, columns + 1, 8),
    northFaces: (y, { now, next, dtSeconds }) => facesAlong(yOf(now), yOf(next), dtSeconds, y, columns, back),
    overdrawn(y, { next, dtSeconds }) {
      const first = 8 * (y * stride + 1)
      const x = xOf(next) + first
      return run.overdrawn(x, yOf(next) + first, depth + first, x + 8 * columns, back, dtSeconds / cellMetres) === 1
    },
    update(y, { next, dtSeconds }) {
      const first = 8 * (y * stride + 1)
      const x = xOf(next) + first
      const deepest = run.update(x, yOf(next) + first, depth + first, rain + first, x + 8 * evenColumns, back, dtSeconds / cellMetres, dtSeconds)
      if (evenColumns === columns) return deepest
      const last = y * stride + columns
      return Math.max(deepest, updateCells(grid, next.x, next.y, dtSeconds, cellMetres, last, last))
    },
  }
}

const forward = (bytes: number, ...pointers: number[]): Code => pointers.flatMap((pointer) => set(pointer, i32.add(get(pointer), i32.constant(bytes))))

function faces(spatial: boolean): WasmFunction {
  const numbers = ['theta', 'aside', 'drive', 'resistance', 'froude', 'minimum'] as const
  const [q, next, bed, depth, manning, end, back] = [0, 1, 2, 3, 4, 5, 6]
  const firstNumber = 7
  // Values that no face changes are put into vectors once a row.
  const prologue: Code = []
  let locals = firstNumber + numbers.length
  const local = () => locals++
  const once = (value: Code): Code => {
    const it = local()
    prologue.push(...set(it, value))
    return get(it)
  }
  const [theta, aside, drive, resistance, froude, minimum] = numbers.map((_, k) => once(f64x2.splat(get(firstNumber + k))))
  const [one, two, c0, c1, c2, c3, c4, c5] = [1, 2, ...coefficients].map((value) => once(four(value)))
  const [zero, half, start, thirds] = [pair(0), pair(0.5), fourIntegers(magic), fourIntegers(third)].map(once)
  const froude4 = once(f32x4.ofPairs(froude, froude))
  const resistance4 = once(f32x4.ofPairs(resistance, resistance))

  /** Two faces in float64: the water above the sill, whether it flows, and p. */
  const faces = [0, laneBytes].map((offset) => {
    const [z1, z2, surface1, surface2, flowDepth, flows, pushed] = Array.from({ length: 7 }, local)
    const before = (pointer: number) => load(i32.sub(get(pointer), get(back)), offset)
    const at = (pointer: number) => load(get(pointer), offset)
    const after = (pointer: number) => load(i32.add(get(pointer), get(back)), offset)
    const n = mul(add(before(manning), at(manning)), half)
    return {
      ...{ flowDepth: get(flowDepth), flows: get(flows), pushed: get(pushed), resistance: [...set(z1, n), ...mul(resistance, mul(get(z1), get(z1)))] },
      look: [
        ...set(z1, before(bed)),
        ...set(z2, at(bed)),
        ...set(surface1, add(get(z1), before(depth))),
        ...set(surface2, add(get(z2), at(depth))),
        ...set(flowDepth, sub(pmax(get(surface1), get(surface2)), pmax(get(z1), get(z2)))),
        ...set(flows, greater(get(flowDepth), minimum)),
      ],
      push: set(pushed, add(add(mul(theta, at(q)), mul(aside, add(before(q), after(q)))), mul(mul(drive, get(flowDepth)), sub(get(surface1), get(surface2))))),
    }
  })
  const [a, b] = faces

  /** Four faces in float32: the share of p that friction and the Froude limit leave. */
  const [h, p, y, y2, r, r2, share, fastest] = Array.from({ length: 8 }, local)
  const high = f32x4.add(f32x4.add(c2, f32x4.mul(get(r), c3)), f32x4.mul(get(r2), f32x4.add(c4, f32x4.mul(get(r), c5))))
  const polynomial = f32x4.add(f32x4.add(c0, f32x4.mul(get(r), c1)), f32x4.mul(get(r2), high))
  const frictionPower = f32x4.mul(f32x4.mul(f32x4.mul(get(y2), get(y2)), f32x4.mul(get(y2), get(y))), polynomial)
  const slowing: Code = [
    ...set(h, f32x4.ofPairs(a.flowDepth, b.flowDepth)),
    ...set(y, i32x4.sub(start, i32x4.mul(i32x4.shiftRight(get(h), dropped), thirds))),
    ...set(y2, f32x4.mul(get(y), get(y))),
    ...set(r, f32x4.sub(one, f32x4.mul(f32x4.mul(get(h), get(y)), get(y2)))),
    ...set(r2, f32x4.mul(get(r), get(r))),
    ...set(p, f32x4.abs(f32x4.ofPairs(a.pushed, b.pushed))),
    ...set(r, f32x4.mul(f32x4.mul(spatial ? f32x4.ofPairs(a.resistance, b.resistance) : resistance4, get(p)), frictionPower)),
    ...set(share, f32x4.div(two, f32x4.add(one, f32x4.sqrt(f32x4.add(one, get(r)))))),
    ...set(fastest, f32x4.mul(froude4, f32x4.mul(f32x4.mul(get(h), get(h)), get(h)))),
    ...set(r, f32x4.mul(get(share), get(p))),
    ...set(r, f32x4.greater(f32x4.mul(get(r), get(r)), get(fastest))),
    ...when(bits.any(get(r)), set(share, bits.select(f32x4.div(f32x4.sqrt(get(fastest)), get(p)), get(share), get(r)))),
  ]
  const keep = (offset: number, pushed: Code, flows: Code, factor: Code) => store(get(next), bits.and(mul(pushed, factor), flows), offset)
  const body = loopWhile(i32.less(get(next), get(end)), [
    ...a.look,
    ...b.look,
    ...when(
      bits.any(bits.or(a.flows, b.flows)),
      [
        ...a.push,
        ...b.push,
        ...slowing,
        ...keep(0, a.pushed, a.flows, f32x4.firstPair(get(share))),
        ...keep(laneBytes, b.pushed, b.flows, f32x4.lastPair(get(share))),
      ],
      [...store(get(next), zero), ...store(get(next), zero, laneBytes)],
    ),
    ...forward(2 * laneBytes, q, next, bed, depth, ...(spatial ? [manning] : [])),
  ])
  return {
    name: 'faces',
    parameters: [...Array<'i32'>(firstNumber).fill('i32'), ...Array<'f64'>(numbers.length).fill('f64')],
    locals: Array<'v128'>(locals - firstNumber - numbers.length).fill('v128'),
    body: [...prologue, ...body],
  }
}

function overdrawn(): WasmFunction {
  const [x, y, depth, end, stride, perMetre] = [0, 1, 2, 3, 4, 5]
  const outward = (west: Code, east: Code) => add(pmax(neg(west), pair(0)), pmax(east, pair(0)))
  const out = add(outward(load(get(x)), load(i32.add(get(x), i32.constant(8)))), outward(load(get(y)), load(i32.add(get(y), get(stride)))))
  return {
    name: 'overdrawn',
    parameters: ['i32', 'i32', 'i32', 'i32', 'i32', 'f64'],
    result: 'i32',
    locals: [],
    body: [
      ...loopWhile(i32.less(get(x), get(end)), [
        ...when(bits.any(greater(mul(out, splat(get(perMetre))), load(get(depth)))), giveBack(i32.constant(1))),
        ...forward(laneBytes, x, y, depth),
      ]),
      ...i32.constant(0),
    ],
  }
}

function update(): WasmFunction {
  const [x, y, depth, rain, end, stride, perMetre, dt, h, deepest] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
  const gained = add(sub(load(get(x)), load(i32.add(get(x), i32.constant(8)))), sub(load(get(y)), load(i32.add(get(y), get(stride)))))
  return {
    name: 'update',
    parameters: ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'f64', 'f64'],
    result: 'f64',
    locals: ['v128', 'v128'],
    body: [
      ...loopWhile(i32.less(get(x), get(end)), [
        ...set(h, pmax(add(load(get(depth)), mul(splat(get(perMetre)), gained)), pair(0))),
        ...set(h, add(get(h), mul(load(get(rain)), splat(get(dt))))),
        ...store(get(depth), get(h)),
        ...set(deepest, pmax(get(deepest), get(h))),
        ...forward(laneBytes, x, y, depth, rain),
      ]),
      ...f64.max(f64x2.lane(get(deepest), 0), f64x2.lane(get(deepest), 1)),
    ],
  }
}
