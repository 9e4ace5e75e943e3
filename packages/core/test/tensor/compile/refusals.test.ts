/** What cannot be compiled says so, with the op and the line of the step, and leaves the process as it was. */
import { adam, compile, lossAndGradients, openTensorFlow, tf } from '@phd/core/tensor'
import { beforeAll, describe, expect, it } from 'vitest'

beforeAll(async () => {
  await openTensorFlow('cpu')
})

type Step = (a: tf.Tensor1D) => tf.TensorContainer
let calls = 0
const weight = () => tf.variable(tf.scalar(1))

describe('what cannot be compiled', () => {
  const cases: [string, string, string, () => Step][] = [
    ['a value that is read', 'COMPILE_READS', 'the values of Sum', () => (a) => tf.mul(a, tf.sum(a).dataSync()[0])],
    ['an argument that is read', 'COMPILE_READS', 'the values of an argument or a variable', () => (a) => tf.mul(a, a.dataSync()[0])],
    ['a shape that depends on data', 'COMPILE_SHAPE', '[-1]', () => (a) => tf.unique(a).values],
    ["JavaScript's random numbers", 'COMPILE_RANDOM', 'Math.random', () => (a) => tf.mul(a, Math.random())],
    ['a mask of dropout', 'COMPILE_RANDOM', 'dropout', () => (a) => tf.dropout(a, 0.5)],
    ["tfjs' random numbers", 'COMPILE_RANDOM', 'randomNormal', () => (a) => tf.add(a, tf.randomNormal([3]))],
    [
      'a mask of 2 numbers, seeded anew at each call',
      'COMPILE_FROZEN',
      'a constant of shape [2]',
      () => (a) => tf.add(tf.slice(a, 0, 2), tf.randomUniform([2], 0, 1, 'float32', ++calls)),
    ],
    ['a number that JavaScript counts', 'COMPILE_FROZEN', 'a constant of shape []', () => (a) => tf.mul(a, ++calls)],
    ['an op that JavaScript takes in turns', 'COMPILE_FROZEN', 'the op', () => (a) => (++calls % 2 ? tf.sin(a) : tf.cos(a))],
    [
      'a mask of the surroundings taken in turn',
      'COMPILE_FROZEN',
      'a tensor of the surroundings',
      () =>
        (
          (masks) => (a) =>
            tf.mul(a, masks[++calls % 2])
        )([tf.ones([3]), tf.zeros([3])]),
    ],
    ['a variable made inside', 'COMPILE_VARIABLE', 'a variable of shape []', () => (a) => tf.add(a, weight())],
    [
      'the slots of an optimizer made inside',
      'COMPILE_VARIABLE',
      'a variable of shape [1]',
      () => () => tf.clone(adam(new Map([['w', tf.variable(tf.ones([1]))]])).learningRate),
    ],
    [
      'an optimizer of tfjs, whose learning rate would stand still',
      'COMPILE_OPTIMIZER',
      'SGDOptimizer',
      () => {
        const [w, optimizer] = [weight(), tf.train.sgd(0.1)]
        return (a) => optimizer.minimize(() => tf.mean(tf.mul(a, w)) as tf.Scalar, true, [w]) as tf.Scalar
      },
    ],
    [
      'an op that TensorFlow refuses',
      'COMPILE_OP',
      'Dimensions must be equal',
      () => () => tf.engine().runKernel('BatchMatMul', { a: tf.ones([2, 3]), b: tf.ones([2, 3]) }, { transposeA: false, transposeB: false }) as tf.Tensor,
    ],
  ]
  for (const [name, code, received, step] of cases) {
    it(`${name}: ${code}`, () => {
      const { random } = Math
      const variables = Object.keys(tf.engine().registeredVariables).length
      const compiled = compile(step() as (a: tf.Tensor1D) => tf.Tensor)
      const made = Object.keys(tf.engine().registeredVariables).length
      const a = tf.tensor1d([1, 2, 2])
      const tensors = tf.memory().numTensors
      expect(() => compiled(a)).toThrow(
        expect.objectContaining({
          code,
          received: expect.stringMatching(new RegExp(`${received.replace(/[[\]()]/g, '\\$&')}.*refusals\\.test\\.ts:\\d+:\\d+$`, 's')),
        }),
      )
      expect(Math.random).toBe(random)
      expect(tf.memory().numTensors).toBe(tensors)
      expect(Object.keys(tf.engine().registeredVariables)).toHaveLength(made)
      expect(made - variables).toBeLessThanOrEqual(1)
      expect(tf.add(1, 2).dataSync()[0]).toBe(3) // the binding is the real one again
      const w = tf.variable(tf.scalar(4))
      tf.train.sgd(0.5).minimize(() => tf.square(w), false, [w])
      expect(w.dataSync()[0]).toBe(0) // tfjs' optimizers work again
    })
  }

  it('a result, an assignment or a length that JavaScript changes: COMPILE_FROZEN', () => {
    const [v, w] = [tf.variable(tf.scalar(0)), tf.variable(tf.scalar(0))]
    let first = true
    const steps: Step[] = [
      (a) => (++calls % 2 ? [a, tf.sin(a)] : [tf.sin(a), a]),
      (a) => (++calls % 2 ? { p: tf.sin(a) } : { q: tf.sin(a) }),
      (a) => {
        const sum = tf.sum(a)
        if (++calls % 2) v.assign(sum)
        else w.assign(sum)
        return tf.clone(a)
      },
      (a) => {
        const grown = tf.mul(a, 2)
        if (first) tf.sin(grown)
        first = false
        return grown
      },
    ]
    for (const step of steps)
      expect(() => compile(step as (a: tf.Tensor1D) => tf.Tensor)(tf.tensor1d([1, 2, 3]))).toThrow(expect.objectContaining({ code: 'COMPILE_FROZEN' }))
    expect(v.dataSync()[0] + w.dataSync()[0]).toBe(0)
  })

  it('a result that is no tensor: COMPILE_RESULT', () => {
    const step = (a: tf.Tensor) => ({ a, n: 3 }) as unknown as tf.TensorContainer
    expect(() => compile(step)(tf.tensor1d([1]))).toThrow(expect.objectContaining({ code: 'COMPILE_RESULT', received: 'number' }))
  })

  it('a step that awaits: COMPILE_RESULT', async () => {
    const step = (async (a: tf.Tensor) => tf.mul(a, (await a.data())[0])) as unknown as (a: tf.Tensor) => tf.Tensor
    expect(() => compile(step)(tf.tensor1d([1]))).toThrow(expect.objectContaining({ code: 'COMPILE_RESULT', received: 'a promise' }))
    await new Promise((done) => setTimeout(done, 10)) // no rejection comes after
  })

  it('an asynchronous call of another compiled step, awaited: COMPILE_RESULT', () => {
    const inner = compile((a: tf.Tensor) => tf.mul(a, 2))
    const outer = compile((async (a: tf.Tensor) => tf.add(await inner.async(a), 1)) as unknown as (a: tf.Tensor) => tf.Tensor)
    expect(() => outer(tf.tensor1d([1]))).toThrow(expect.objectContaining({ code: 'COMPILE_RESULT', received: 'a promise' }))
  })

  it('a mask that is the same at every eager call too is a constant, whatever its size', () => {
    const step = (a: tf.Tensor) => tf.add(a, tf.randomUniform([5000], 0, 1, 'float32', 'always'))
    const a = tf.zeros([5000])
    expect(Array.from(compile(step)(a).dataSync())).toEqual(Array.from(step(a).dataSync()))
  })

  it('gradients of a loss that does not depend on a weight say which line asked', () => {
    const w = weight()
    const step = (a: tf.Tensor1D) => lossAndGradients(new Map([['w', w]]), () => tf.sum(a) as tf.Scalar).loss
    expect(() => compile(step)(tf.tensor1d([1]))).toThrow('Cannot find a connection between any variable and the result of the loss function')
  })
})
