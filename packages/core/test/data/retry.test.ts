import { expect, test } from 'vitest'
import { backOffMs, inParallel, retrying } from '../../lib/data/index.js'

test('waits double up to a minute; jitter takes up to a half away', () => {
  expect([1, 2, 3, 4].map((failure) => backOffMs(failure, 0))).toEqual([1000, 2000, 4000, 8000])
  expect(backOffMs(20, 0)).toBe(60_000)
  expect(backOffMs(3, 1)).toBe(2000)
})

test('gives up after `retries` failures in a row, and begins to count anew where it got on', async () => {
  let tries = 0
  let done = 0
  const work = async () => {
    tries++
    if (tries <= 5) done++
    throw new Error(`try ${tries}`)
  }
  await expect(retrying(work, { retries: 2, retriable: () => true, done: () => done, firstWaitMs: 1 })).rejects.toThrow('try 7')
})

test('what another try would meet again is not tried again', async () => {
  let tries = 0
  const work = async () => {
    tries++
    throw new Error('no')
  }
  await expect(retrying(work, { retries: 9, retriable: () => false })).rejects.toThrow('no')
  expect(tries).toBe(1)
})

test('a stop ends the wait', async () => {
  const stop = new AbortController()
  const work = async () => {
    throw new Error('no')
  }
  const ended = retrying(work, { retries: 9, retriable: () => true, waiting: () => stop.abort(), firstWaitMs: 1e6, signal: stop.signal })
  await expect(ended).rejects.toThrow('no')
})

test('results keep the order of the items; the first error ends it', async () => {
  const order: number[] = []
  const work = async (n: number) => {
    await new Promise((resolve) => setTimeout(resolve, 10 - n))
    order.push(n)
    if (n === 4) throw new Error('four')
    return 2 * n
  }
  expect(await inParallel([1, 2, 3], 2, work)).toEqual([2, 4, 6])
  await expect(inParallel([3, 4, 5, 6, 7, 8], 1, work)).rejects.toThrow('four')
  expect(order).not.toContain(5)
})
