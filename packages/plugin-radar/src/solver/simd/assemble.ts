/**
 * A small assembler of WebAssembly: enough for loops over vectors of numbers.
 *
 * Code is a list of bytes; an instruction with operands is a function that answers its operands' code and its own after it.
 * So a formula is written as in TypeScript: `sub(pmax(a, b), c)`. Encoding: WebAssembly Core Specification 2.0, section 5.
 */
export type Code = number[]

const simd = 0xfd

function unsigned(value: number): Code {
  const bytes: Code = []
  let rest = value
  do {
    const low = rest % 128
    rest = Math.floor(rest / 128)
    bytes.push(rest > 0 ? low | 128 : low)
  } while (rest > 0)
  return bytes
}

function signed(value: number): Code {
  const bytes: Code = []
  for (let rest = value; ; rest >>= 7) {
    const low = rest & 127
    if ((rest >> 7 === 0 && !(low & 64)) || (rest >> 7 === -1 && low & 64)) return [...bytes, low]
    bytes.push(low | 128)
  }
}

const vector = (code: number) => [simd, ...unsigned(code)]
const one =
  (code: Code) =>
  (a: Code): Code => [...a, ...code]
const two =
  (code: Code) =>
  (a: Code, b: Code): Code => [...a, ...b, ...code]

/** Pairs of doubles. `pmax(a, b)` is `a < b ? b : a`. A comparison answers a mask of all ones or zeros a lane. */
export const f64x2 = {
  add: two(vector(0xf0)),
  sub: two(vector(0xf1)),
  mul: two(vector(0xf2)),
  pmax: two(vector(0xf7)),
  neg: one(vector(0xed)),
  greater: two(vector(0x4a)),
  splat: one(vector(0x14)),
  lane: (a: Code, lane: number): Code => [...a, ...vector(0x21), lane],
}

const lanes = (...bytes: number[]) => [...vector(0x0d), ...bytes]
const [lower, upper] = [0, 8].map((from) => Array.from({ length: 8 }, (_, k) => from + k))

/** Four float32. */
export const f32x4 = {
  add: two(vector(0xe4)),
  sub: two(vector(0xe5)),
  mul: two(vector(0xe6)),
  div: two(vector(0xe7)),
  abs: one(vector(0xe0)),
  sqrt: one(vector(0xe3)),
  greater: two(vector(0x44)),
  /** Four float32 of two pairs of doubles, and back. */
  ofPairs: (a: Code, b: Code): Code => [...a, ...vector(0x5e), ...b, ...vector(0x5e), ...lanes(...lower, ...lower.map((lane) => lane + 16))],
  firstPair: one(vector(0x5f)),
  lastPair: (a: Code): Code => [...a, ...a, ...lanes(...upper, ...upper), ...vector(0x5f)],
}

export const i32x4 = {
  sub: two(vector(0xb1)),
  mul: two(vector(0xb5)),
  shiftRight: (a: Code, by: number): Code => [...a, ...i32.constant(by), ...vector(0xac)],
}

export const bits = {
  and: two(vector(0x4e)),
  or: two(vector(0x50)),
  /** Of `yes` where `mask` has ones, else of `no`. */
  select: (yes: Code, no: Code, mask: Code): Code => [...yes, ...no, ...mask, ...vector(0x52)],
  any: one(vector(0x53)),
}

const f64Bytes = (value: number): Code => [...new Uint8Array(new Float64Array([value]).buffer)]

export const f64 = { max: two([0xa5]) }

export const i32 = {
  constant: (value: number): Code => [0x41, ...signed(value)],
  add: two([0x6a]),
  sub: two([0x6b]),
  less: two([0x49]),
  not: one([0x45]),
}

/** The same number in all lanes. */
export const pair = (value: number): Code => [...vector(0x0c), ...f64Bytes(value), ...f64Bytes(value)]
export const four = (value: number): Code => fourOfBytes(new Float32Array([value]))
export const fourIntegers = (value: number): Code => fourOfBytes(new Int32Array([value]))
const fourOfBytes = ({ buffer }: Float32Array | Int32Array): Code => [
  ...vector(0x0c),
  ...Array(4)
    .fill([...new Uint8Array(buffer)])
    .flat(),
]

export const load = (address: Code, offset = 0): Code => [...address, ...vector(0x00), 0, ...unsigned(offset)]
export const store = (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...vector(0x0b), 0, ...unsigned(offset)]

export const get = (local: number): Code => [0x20, ...unsigned(local)]
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)]

/** Repeats `body` while `condition` holds; tested before the first time. */
export const loopWhile = (condition: Code, body: Code): Code => [0x02, 0x40, 0x03, 0x40, ...i32.not(condition), 0x0d, 1, ...body, 0x0c, 0, 0x0b, 0x0b]
export const when = (condition: Code, yes: Code, no: Code = []): Code => [...condition, 0x04, 0x40, ...yes, ...(no.length > 0 ? [0x05, ...no] : []), 0x0b]
export const giveBack = (value: Code): Code => [...value, 0x0f]

export type ValueType = 'i32' | 'f64' | 'v128'
const typeCodes: Record<ValueType, number> = { i32: 0x7f, f64: 0x7c, v128: 0x7b }

export interface WasmFunction {
  name: string
  parameters: ValueType[]
  result?: ValueType
  locals: ValueType[]
  body: Code
}

/** A module that imports the shared memory `grid.memory` and exports the functions. */
export function assemble(functions: WasmFunction[], maximumPages: number): Uint8Array<ArrayBuffer> {
  const sized = (code: Code): Code => [...unsigned(code.length), ...code]
  const list = (items: Code[]): Code => [...unsigned(items.length), ...items.flat()]
  const section = (id: number, content: Code): Code => [id, ...sized(content)]
  const text = (value: string): Code => sized([...new TextEncoder().encode(value)])
  const types = functions.map(({ parameters, result }) => [
    0x60,
    ...list(parameters.map((type) => [typeCodes[type]])),
    ...list(result ? [[typeCodes[result]]] : []),
  ])
  const shared = 3
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(types)),
    ...section(2, list([[...text('grid'), ...text('memory'), 2, shared, ...unsigned(1), ...unsigned(maximumPages)]])),
    ...section(3, list(functions.map((_, index) => unsigned(index)))),
    ...section(7, list(functions.map(({ name }, index) => [...text(name), 0, ...unsigned(index)]))),
    ...section(10, list(functions.map(({ locals, body }) => sized([...list(locals.map((type) => [1, typeCodes[type]])), ...body, 0x0b])))),
  ])
}
