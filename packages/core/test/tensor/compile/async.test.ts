/** Asynchronous calls: the same numbers, off JavaScript's thread, one after the other. */
import { compile, openTensorFlow, tf } from '@phd/core/tensor'
import { beforeAll, expect, it } from 'vitest'

beforeAll(async () => {
  await openTensorFlow('cpu')
})

/** Adds the mean of a product to a variable; `side` makes it last. */
function counting(side = 4) {
  const sum = tf.variable(tf.scalar(0))
  const step = (a: tf.Tensor2D) => {
    sum.assign(tf.add(sum, tf.mean(tf.matMul(a, a))))
    return tf.clone(sum)
  }
  return { sum, step, input: () => tf.fill([side, side], 1 / side) as tf.Tensor2D }
}

it('gives the numbers of synchronous calls', async () => {
  const [a, b] = [counting(), counting()]
  const [one, two] = [compile(a.step), compile(b.step)]
  for (let i = 0; i < 10; i++) {
    const [x, y] = [one(a.input()), await two.async(b.input())]
    expect(y.dataSync()).toEqual(x.dataSync())
  }
  expect(two.stats.firstCallMs).toBeGreaterThan(0)
})

it('leaves timers running, which synchronous calls do not', async () => {
  const { step, input } = counting(1500)
  const compiled = compile(step)
  const a = input()
  tf.dispose(compiled(a))
  let ticks = 0
  const timer = setInterval(() => ticks++, 1)
  for (let i = 0; i < 5; i++) tf.dispose(compiled(a))
  const whileSynchronous = ticks
  for (let i = 0; i < 5; i++) tf.dispose(await compiled.async(a))
  clearInterval(timer)
  expect(whileSynchronous).toBe(0)
  expect(ticks).toBeGreaterThan(5)
})

it('takes turns: no update is lost, and arguments may be disposed of at once', async () => {
  const { sum, step, input } = counting()
  const compiled = compile(step)
  const calls = Array.from({ length: 20 }, () => {
    const a = input()
    const call = compiled.async(a)
    a.dispose()
    return call
  })
  const values = (await Promise.all(calls)).map((tensor) => tensor.dataSync()[0])
  for (const [index, value] of values.entries()) expect(value).toBeCloseTo((index + 1) / 4, 5)
  expect(sum.dataSync()[0]).toBeCloseTo(5, 5)
})

it('leaks nothing', async () => {
  const { step, input } = counting()
  const compiled = compile(step)
  const a = input()
  tf.dispose(await compiled.async(a))
  const before = tf.memory().numTensors
  for (let i = 0; i < 20; i++) tf.dispose(await compiled.async(a))
  expect(tf.memory().numTensors).toBe(before)
})

it('refuses a synchronous call, or an assignment, that would lose an update: COMPILE_BUSY', async () => {
  const { sum, step, input } = counting()
  const compiled = compile(step)
  const a = input()
  const call = compiled.async(a)
  expect(() => compiled(a)).toThrow(expect.objectContaining({ code: 'COMPILE_BUSY' }))
  await call
  expect(compiled(a).dataSync()[0]).toBeCloseTo(0.5, 5)
  const lost = compiled.async(a)
  sum.assign(tf.scalar(7))
  await expect(lost).rejects.toMatchObject({ code: 'COMPILE_BUSY' })
  expect(sum.dataSync()[0]).toBe(7)
  expect((await compiled.async(a)).dataSync()[0]).toBeCloseTo(7.25, 5)
})

it('a call that fails rejects, changes no variable, and the next one runs', async () => {
  const total = tf.variable(tf.scalar(0))
  const compiled = compile((a: tf.Tensor1D, indices: tf.Tensor1D) => {
    total.assign(tf.add(total, 1))
    return tf
      .engine()
      .runKernel('SparseToDense', { sparseIndices: tf.expandDims(indices, 1), sparseValues: a, defaultValue: tf.scalar(0) }, { outputShape: [4] }) as tf.Tensor
  })
  const inside = () => tf.tensor1d([0, 1], 'int32')
  tf.dispose(await compiled.async(tf.tensor1d([1, 2]), inside()))
  await expect(compiled.async(tf.tensor1d([1, 2]), tf.tensor1d([0, 9], 'int32'))).rejects.toThrow('out of bounds')
  expect(total.dataSync()[0]).toBe(1)
  tf.dispose(await compiled.async(tf.tensor1d([1, 2]), inside()))
  expect(total.dataSync()[0]).toBe(2)
})

it('disposed of under way, ends what was begun and refuses the rest', async () => {
  const { step, input } = counting(600)
  const compiled = compile(step)
  const [first, second] = [compiled.async(input()), compiled.async(input())]
  compiled.dispose()
  await expect(compiled.async(input())).rejects.toMatchObject({ code: 'COMPILE_DISPOSED' })
  expect((await first).dataSync()[0]).toBeGreaterThan(0)
  expect((await second).dataSync()[0]).toBeGreaterThan(0)
})
