/** Values go into TensorFlow by copy; memory is counted. */
import { openTensorFlow, resetTensorMemoryPeak, setTensorFloat32, tensorMemory, tensorOfBytes, tf } from '@phd/core/tensor'
import { beforeAll, describe, expect, it } from 'vitest'

beforeAll(async () => {
  await openTensorFlow('cpu')
})

describe('uploads', () => {
  it('copy: changing an array afterwards changes no tensor, wherever the array lies', () => {
    for (let offset = 0; offset < 16; offset++) {
      const values = new Float32Array(new ArrayBuffer(4096 + 64), 4 * offset, 1024).fill(1)
      const tensor = tf.tensor1d(values)
      const sum = tf.sum(tensor) // what waits in JavaScript goes to TensorFlow
      values.fill(5)
      expect(sum.dataSync()[0]).toBe(1024)
      expect(tf.sum(tensor).dataSync()[0]).toBe(1024)
    }
  })

  it('of every type that tfjs has', () => {
    expect(Array.from(tf.add(tf.tensor1d([1, -2], 'int32'), 1).dataSync())).toEqual([2, -1])
    expect(Array.from(tf.logicalNot(tf.tensor1d([true, false], 'bool')).dataSync())).toEqual([0, 1])
    expect(tf.reshape(tf.tensor1d(['flood', 'gauge'], 'string'), [2, 1]).arraySync()).toEqual([['flood'], ['gauge']])
    expect(tf.add(tf.zeros([0, 3]), 1).shape).toEqual([0, 3])
  })

  it('bytes become float32', () => {
    expect(Array.from(tensorOfBytes(Uint8Array.of(0, 1, 127, 128, 255, 7), [2, 3]).dataSync())).toEqual([0, 1, 127, 128, 255, 7])
    expect(() => tensorOfBytes(new Uint8Array(5), [2, 3])).toThrow('tensorOfBytes: expected 6 bytes for shape [2,3], received 5')
  })
})

describe('memory', () => {
  it('counts what tensors take, and the most that they took', () => {
    const before = tensorMemory()!.bytesInUse
    const megabyte = tf.add(tf.zeros([512, 512]), 1)
    tf.tidy(() => tf.add(megabyte, 1))
    expect(tensorMemory()!.peakBytes - before).toBeGreaterThanOrEqual(2 * 2 ** 20)
    megabyte.dispose()
    resetTensorMemoryPeak()
    expect(tensorMemory()!.peakBytes).toBe(tensorMemory()!.bytesInUse)
  })

  it('TensorFloat-32 is on, off and on again', () => {
    expect(setTensorFloat32(false)).toBe(true)
    expect(setTensorFloat32(true)).toBe(false)
  })
})
