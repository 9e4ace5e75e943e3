/** Compiled steps against the same steps run eagerly; eager is the reference. */
import { adam, batchNormLayer, compile, convolutionLayer, crossEntropy, lossAndGradients, openTensorFlow, relu, sequence, tf, Weights } from '@phd/core/tensor'
import { beforeAll, describe, expect, it } from 'vitest'
import { nativeKernel } from '../../../lib/tensor/native.js'

beforeAll(async () => {
  await openTensorFlow('cpu')
})

const noise = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed)

/** Two convolutions with batch normalisation, a dilated one among them, trained by AdamW on one batch. */
function training() {
  const weights = new Weights(1)
  const network = sequence(
    convolutionLayer(weights, 'a', { in: 3, out: 8, kernel: 3 }),
    batchNormLayer(weights, 'n', 8),
    relu,
    convolutionLayer(weights, 'b', { in: 8, out: 2, kernel: 3, dilation: 2 }),
  )
  const optimizer = adam(weights.trainable, { learningRate: 0.01, weightDecay: 0.1 })
  const step = (x: tf.Tensor4D, labels: tf.Tensor1D) => {
    const { loss, gradients } = lossAndGradients(weights.trainable, () => tf.mean(crossEntropy(tf.reshape(network(x, true), [-1, 2]), labels)))
    optimizer.update(gradients)
    return loss
  }
  return { weights, optimizer, step }
}
const x = () => noise([4, 10, 10, 3], 5) as tf.Tensor4D
const labels = () => tf.cast(tf.greater(tf.reshape(tf.sum(x(), 3), [-1]), 0), 'int32') as tf.Tensor1D

describe('compile', () => {
  it('trains to the very same losses, weights and moving statistics as eager', () => {
    const eager = training()
    const { weights, step } = training()
    const compiled = compile(step)
    for (let i = 0; i < 50; i++) {
      const expected = tf.tidy(() => eager.step(x(), labels()).dataSync()[0])
      expect(tf.tidy(() => compiled(x(), labels()).dataSync()[0])).toBe(expected)
    }
    const others = new Map(eager.weights.all())
    for (const [name, variable] of weights.all()) expect(Array.from(variable.dataSync()), name).toEqual(Array.from(others.get(name)!.dataSync()))
    expect(compiled.stats).toMatchObject({ signatures: 1 })
    expect(compiled.stats.ops).toBeGreaterThan(50)
  })

  it('with XLA agrees to 1e-4', () => {
    const eager = training()
    const compiled = compile(training().step, { xla: true })
    for (let i = 0; i < 20; i++) {
      const expected = tf.tidy(() => eager.step(x(), labels()).dataSync()[0])
      const got = tf.tidy(() => compiled(x(), labels()).dataSync()[0])
      expect(Math.abs(got - expected)).toBeLessThan(1e-4)
    }
  })

  it('executes nothing while tracing: variables keep their values and their number', () => {
    const { weights, optimizer, step } = training()
    const before = Array.from(weights.trainable.get('a/kernel')!.dataSync())
    const compiled = compile((a: tf.Tensor4D, b: tf.Tensor1D) => {
      const loss = step(a, b)
      throw Object.assign(new Error('after everything'), { loss })
    })
    const tensors = tf.memory().numTensors
    expect(() => tf.tidy(() => compiled(x(), labels()))).toThrow('after everything')
    expect(Array.from(weights.trainable.get('a/kernel')!.dataSync())).toEqual(before)
    expect(optimizer.variables.get('step')!.dataSync()[0]).toBe(0)
    expect(tf.memory().numTensors).toBe(tensors)
    tf.tidy(() => step(x(), labels())) // eager still works on the same variables
    expect(optimizer.variables.get('step')!.dataSync()[0]).toBe(1)
  })

  it('gives back the result as the step made it, for each signature', () => {
    const compiled = compile((a: tf.Tensor, b: tf.Tensor) => ({ sum: tf.add(a, b), both: [tf.mul(a, 2), b] }))
    for (const length of [3, 5]) {
      const { sum, both } = compiled(tf.range(0, length), tf.ones([length]))
      expect(Array.from(sum.dataSync())).toEqual(Array.from({ length }, (_, i) => i + 1))
      expect(Array.from((both as tf.Tensor[])[0].dataSync())).toEqual(Array.from({ length }, (_, i) => 2 * i))
      expect(Array.from((both as tf.Tensor[])[1].dataSync())).toEqual(Array(length).fill(1))
    }
    expect(compiled.stats.signatures).toBe(2)
  })

  it('takes variables by their value at the call, and tensors of the surroundings', () => {
    const scale = tf.variable(tf.scalar(2))
    const offset = tf.tensor1d([10, 20])
    const compiled = compile((a: tf.Tensor) => tf.add(tf.mul(a, scale), offset))
    expect(Array.from(compiled(tf.tensor1d([1, 2])).dataSync())).toEqual([12, 24])
    scale.assign(tf.scalar(3))
    expect(Array.from(compiled(tf.tensor1d([1, 2])).dataSync())).toEqual([13, 26])
    offset.dispose()
    expect(() => compiled(tf.tensor1d([1, 2]))).toThrow('A tensor that the compiled step uses has been disposed of.')
  })

  it('tells variables apart that began as one tensor, and a variable from an argument', () => {
    const [a, b] = tf.tidy(() => {
      const first = tf.scalar(2)
      return [tf.variable(first), tf.variable(first.clone())]
    })
    const start = a.clone()
    const compiled = compile((x: tf.Tensor) => {
      a.assign(tf.add(a, x))
      return tf.stack([a, b])
    })
    expect(Array.from(compiled(start).dataSync())).toEqual([4, 2])
    expect(Array.from(compiled(start).dataSync())).toEqual([6, 2])
    b.assign(tf.scalar(10))
    expect(Array.from(compiled(start).dataSync())).toEqual([8, 10])
  })

  it('tells arguments apart that were one tensor at the first call, from each other and from the surroundings', async () => {
    const x = tf.tensor1d([1])
    const less = compile((a: tf.Tensor, b: tf.Tensor) => tf.sub(a, b))
    expect(less(x, x).dataSync()[0]).toBe(0)
    expect(less(tf.tensor1d([1]), tf.tensor1d([10])).dataSync()[0]).toBe(-9)
    const again = compile((a: tf.Tensor, b: tf.Tensor) => tf.sub(a, b))
    tf.dispose(await again.async(x, x.clone()))
    expect((await again.async(tf.tensor1d([1]), tf.tensor1d([10]))).dataSync()[0]).toBe(-9)
    for (const k of [tf.tensor1d([3]), tf.variable(tf.tensor1d([3]))]) {
      const times = compile((a: tf.Tensor) => tf.mul(a, k))
      expect(times(k).dataSync()[0]).toBe(9)
      expect(times(tf.tensor1d([5])).dataSync()[0]).toBe(15)
    }
    const start = tf.scalar(2)
    const moving = tf.variable(start)
    const distance = compile((a: tf.Tensor) => tf.add(tf.sub(moving, start), a))
    distance(tf.scalar(0)).dispose()
    moving.assign(tf.scalar(7))
    expect(distance(tf.scalar(0)).dataSync()[0]).toBe(5)
  })

  it('two steps train side by side on their own variables', () => {
    const [a, b] = [training(), training()]
    const [one, two] = [compile(a.step), compile(b.step)]
    for (let i = 0; i < 5; i++) {
      const losses = tf.tidy(() => [one(x(), labels()).dataSync()[0], two(x(), labels()).dataSync()[0]])
      expect(losses[0]).toBe(losses[1])
    }
  })

  it('leaks no tensor over many steps and retraces', () => {
    const { step } = training()
    const inputs = [x(), labels()] as const
    const once = () => {
      const compiled = compile(step)
      for (let i = 0; i < 20; i++) tf.dispose(compiled(...inputs))
      compiled.dispose()
    }
    once()
    const tensors = tf.memory().numTensors
    for (let i = 0; i < 10; i++) once()
    expect(tf.memory().numTensors).toBe(tensors)
  })

  it('a call that fails inside TensorFlow leaves every variable as it was', () => {
    const checkNumerics = nativeKernel<object>({
      name: 'CheckNumerics',
      op: 'CheckNumerics',
      inputs: ({ x }) => [x],
      attributes: () => ({ T: { type: 'float32' }, message: { text: 'not a number' } }),
    })
    const variable = tf.variable(tf.scalar(1))
    const compiled = compile((a: tf.Tensor1D) => {
      variable.assign(tf.add(variable, 1))
      return checkNumerics({ x: a }, {})[0]
    })
    tf.dispose(compiled(tf.tensor1d([0, 1])))
    expect(variable.dataSync()[0]).toBe(2)
    expect(() => compiled(tf.tensor1d([0, Number.NaN]))).toThrow('not a number')
    expect(variable.dataSync()[0]).toBe(2)
    tf.dispose(compiled(tf.tensor1d([0, 1])))
    expect(variable.dataSync()[0]).toBe(3)
  })

  it('with bfloat16 factors follows eager to about a hundredth, and its weights stay float32', () => {
    const eager = training()
    const { weights, step } = training()
    const compiled = compile(step, { precision: 'bf16' })
    const losses = Array.from({ length: 20 }, () => {
      const expected = tf.tidy(() => eager.step(x(), labels()).dataSync()[0])
      const got = tf.tidy(() => compiled(x(), labels()).dataSync()[0])
      expect(Math.abs(got - expected)).toBeLessThan(0.02)
      return [expected, got]
    })
    expect(losses.some(([expected, got]) => expected !== got)).toBe(true)
    const exact = weights.trainable.get('a/kernel')!.dataSync() as Float32Array
    const upper = new Uint32Array(exact.buffer.slice(0)).every((bits) => (bits & 0xffff) === 0)
    expect(upper).toBe(false)
  })

  it('takes a compiled step inside of another for a part of it', () => {
    const count = tf.variable(tf.scalar(0))
    const inner = compile((a: tf.Tensor) => {
      count.assign(tf.add(count, 1))
      return tf.mul(a, 2)
    })
    const outer = compile((a: tf.Tensor) => inner(inner(a)))
    expect(Array.from(outer(tf.tensor1d([1, 2])).dataSync())).toEqual([4, 8])
    expect(count.dataSync()[0]).toBe(2)
    expect(inner.stats.signatures).toBe(0)
  })

  it('runs where it is told to', () => {
    const compiled = compile((a: tf.Tensor) => tf.mul(a, 2), { device: 'cpu' })
    expect(Array.from(compiled(tf.tensor1d([1, 2])).dataSync())).toEqual([2, 4])
    const elsewhere = compile((a: tf.Tensor) => tf.mul(a, 2), { device: 'cuda:3' })
    const refused = { code: 'RUNTIME_DEVICE_TAKEN', received: 'cuda:3', expected: 'cpu' }
    expect(() => elsewhere(tf.tensor1d([1]))).toThrow(expect.objectContaining(refused))
  })

  it('a variable that it assigns, disposed of, is told before any other changes', async () => {
    const [a, b] = [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(1))]
    const compiled = compile((x: tf.Tensor) => {
      a.assign(tf.add(a, x))
      b.assign(tf.mul(x, 1))
      return tf.mul(x, 2)
    })
    tf.dispose(compiled(tf.scalar(1)))
    const call = compiled.async(tf.scalar(1))
    b.dispose()
    await expect(call).rejects.toMatchObject({ code: 'COMPILE_GONE' })
    expect(() => compiled(tf.scalar(1))).toThrow(expect.objectContaining({ code: 'COMPILE_GONE' }))
    expect(a.dataSync()[0]).toBe(2)
  })

  it('options and arguments are looked at', () => {
    const step = (x: tf.Tensor) => tf.mul(x, 2)
    expect(() => compile(step, { precision: 'fp16' as 'bf16' })).toThrow(expect.objectContaining({ code: 'COMPILE_OPTION', received: 'precision: "fp16"' }))
    expect(() => compile(step, { XLA: true } as object)).toThrow(expect.objectContaining({ code: 'COMPILE_OPTION' }))
    const gone = tf.scalar(1)
    gone.dispose()
    for (const [given, received] of [
      [gone, 'a tensor that has been disposed of'],
      [3, 'number'],
      [[tf.scalar(1)], 'a list'],
      [undefined, 'undefined'],
    ] as const) {
      const message = { code: 'COMPILE_ARGUMENT', received: `${received} as argument 1` }
      expect(() => compile(step)(given as unknown as tf.Tensor)).toThrow(expect.objectContaining(message))
    }
  })

  it('once disposed of, says so', () => {
    const compiled = compile((a: tf.Tensor1D) => tf.mul(a, 2))
    compiled(tf.tensor1d([1])).dispose()
    compiled.dispose()
    expect(() => compiled(tf.tensor1d([1]))).toThrow('The compiled step has been disposed of.')
  })
})
