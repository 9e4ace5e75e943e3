import { addCells, emptyConfusion, scores, wetMask, wetShare } from '@phd/plugin-radar'
import { expect, test } from 'vitest'

function confusionOf(truth: number[], predicted: number[]) {
  const counts = emptyConfusion()
  addCells(counts, truth, predicted)
  return counts
}

test('counts[truth][predicted], by hand, added over samples', () => {
  const counts = confusionOf([1, 1, 1, 0, 0, 0, 0, 0], [1, 0, 1, 0, 1, 0, 0, 0])
  expect(counts).toEqual([
    [4, 1],
    [1, 2],
  ])
  addCells(counts, [1, 0], [0, 0])
  expect(counts).toEqual([
    [5, 1],
    [2, 2],
  ])
  expect(wetShare(counts)).toBe(0.4)
})

test('scores by hand', () => {
  const found = scores([
    [90, 4],
    [2, 4],
  ])
  expect(found).toEqual({
    accuracy: 0.94,
    iouDry: 90 / 96,
    iouWet: 0.4,
    meanIou: (90 / 96 + 0.4) / 2,
    dice: 8 / 14,
    sensitivity: 4 / 6,
    specificity: 90 / 94,
    csi: 0.4,
  })
})

test('a perfect prediction scores 1 in everything, a disjoint one 0', () => {
  expect(Object.values(scores(confusionOf([1, 0, 0, 1], [1, 0, 0, 1])))).toEqual(Array(8).fill(1))
  expect(Object.values(scores(confusionOf([1, 0, 0, 1], [0, 1, 1, 0])))).toEqual(Array(8).fill(0))
})

test('an absent class is null, not a lucky 1 or an unlucky 0', () => {
  expect(scores(confusionOf([0, 0], [0, 0]))).toEqual({
    accuracy: 1,
    iouDry: 1,
    iouWet: null,
    meanIou: 1,
    dice: null,
    sensitivity: null,
    specificity: 1,
    csi: null,
  })
  expect(scores(confusionOf([0, 0], [0, 1]))).toMatchObject({ iouWet: 0, dice: 0, sensitivity: null, specificity: 0.5 })
  expect(scores(emptyConfusion())).toMatchObject({ accuracy: null, meanIou: null })
})

test('the threshold itself is wet, also after a round trip through float32 millimetres', () => {
  expect([...wetMask(Float32Array.of(0.0999, 100 * 0.001, 0.2, 0), 0.1)]).toEqual([0, 1, 1, 0])
})
