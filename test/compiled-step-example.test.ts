/** The examples of compiled steps agree with their references; the code and the errors of the page are as it says. */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { compile, openTensorFlow, tf } from '@phd/core/tensor'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { root } from './cli/phd.js'

const run = promisify(execFile)
const examples = join(root, 'examples', 'compiled-step')
const page = readFileSync(join(root, 'docs', 'guide', 'compile.md'), 'utf8')

interface Row {
  name: string
  losses: number[]
  discharges: number[]
  peakMb: number
}

async function example(name: string, ...args: string[]): Promise<Record<string, Row>> {
  const { stdout } = await run(process.execPath, [join(examples, name), '--device', 'cpu', '--json', ...args])
  return Object.fromEntries((JSON.parse(stdout).rows as Row[]).map((row) => [row.name, row]))
}

/** Largest relative difference. */
function apart(values: number[], reference: number[]): number {
  expect(values).toHaveLength(reference.length)
  return Math.max(...values.map((value, i) => Math.abs(value - reference[i]) / Math.abs(reference[i])))
}

test('train.js: compiled and asynchronous losses are those of eager, in less memory', { timeout: 180_000 }, async () => {
  const { eager, compiled, async, xla, bf16 } = await example('train.js', '--epochs', '6', '--xla', '--bf16')
  expect(eager.losses).toHaveLength(30)
  expect(eager.losses.at(-1)).toBeLessThan(0.8 * eager.losses[0])
  expect(new Set(eager.losses).size).toBe(30)
  expect(apart(compiled.losses, eager.losses)).toBeLessThan(1e-5)
  expect(apart(async.losses, eager.losses)).toBeLessThan(1e-5)
  expect(apart(xla.losses, eager.losses)).toBeLessThan(5e-3)
  expect(apart(bf16.losses, eager.losses)).toBeLessThan(0.05)
  expect(apart(bf16.losses, eager.losses)).toBeGreaterThan(1e-5)
  expect(compiled.peakMb).toBeGreaterThan(1)
  expect(compiled.peakMb).toBeLessThan(eager.peakMb)
})

test("stencil.js: the discharge is that of JavaScript's numbers, and in the end all the rain", { timeout: 180_000 }, async () => {
  const { javascript, ...others } = await example('stencil.js', '--slopes', '64', '--xla')
  const steady = (50e-3 / 3600) * 100
  expect(javascript.discharges[0]).toBeLessThan(0.1 * steady)
  expect(Math.abs(javascript.discharges.at(-1)! / steady - 1)).toBeLessThan(1e-4)
  expect(Object.keys(others)).toEqual(['eager', 'compiled', 'async', 'xla'])
  for (const [name, { discharges }] of Object.entries(others)) expect(apart(discharges, javascript.discharges), name).toBeLessThan(1e-4)
})

test('the code of the page runs, in order', async () => {
  const code = [...page.matchAll(/^```js\n(.*?)^```$/gms)].map(([, block]) => block).join('\n')
  const file = join(examples, `.page-${process.pid}.mjs`) // beside the examples, where @phd/core is found
  writeFileSync(file, code.replace("openTensorFlow('auto')", "openTensorFlow('cpu')"))
  try {
    const { stdout } = await run(process.execPath, [file])
    expect(stdout).toMatch(/^loss \d\.\d+ .*signatures: 1.*JavaScript goes on.*\nloss \d\.\d+\npeak MB [1-9]/s)
  } finally {
    rmSync(file)
  }
})

describe('the errors of the page', () => {
  beforeAll(async () => {
    await openTensorFlow('cpu')
  })
  const [inStep, around] = page
    .split('\nRound it,')
    .map((part) => [...part.matchAll(/^\| `(COMPILE_\w+)` \| `(.*?)` \|/gm)].map(([, code, line]) => [code, line]))

  it.each(inStep)('%s: %s', (code, line) => {
    const weight = tf.variable(tf.scalar(1))
    const body = new Function('tf', 'weight', `let count = 0; return (x) => { ${line}; return x }`)
    expect(() => compile(body(tf, weight))(tf.tensor1d([1, 2, 2]))).toThrow(expect.objectContaining({ code }))
  })

  it.each(around)('%s: %s', async (code, line) => {
    const sum = tf.variable(tf.zeros([3]))
    const offset = tf.ones([3])
    const step = compile((x: tf.Tensor) => {
      sum.assign(tf.add(sum, x))
      return tf.add(sum, offset)
    })
    const x = tf.tensor1d([1, 2, 2])
    step(x)
    expect(() => new Function('step', 'x', 'offset', 'compile', line)(step, x, offset, compile)).toThrow(expect.objectContaining({ code }))
    if (code !== 'COMPILE_DISPOSED') step.dispose()
  })

  it('are all that there are', () => {
    const rooms = join(root, 'packages', 'core', 'src', 'tensor')
    const sources = readdirSync(rooms, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
    const codes = sources.flatMap((name) => [...readFileSync(join(rooms, name), 'utf8').matchAll(/new PhdError\('(COMPILE_\w+)'/g)].map(([, code]) => code))
    expect([...inStep, ...around].map(([code]) => code).sort()).toEqual([...new Set(codes)].sort())
  })
})
