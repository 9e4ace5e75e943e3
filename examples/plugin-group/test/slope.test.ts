import { expect, test } from 'vitest'
import slope, { pairs } from '../lib/slope.js'

const table = {
  shape: 'table' as const,
  title: 'IoU by tile',
  columns: [
    { key: 'model', label: 'Model' },
    { key: 'valley', label: 'Valley' },
    { key: 'plain', label: 'Plain' },
  ],
  rows: [
    { model: 'U-Net <a>', valley: 0.4, plain: 0.6 },
    { model: 'persistence', valley: 0.5, plain: 0.45 },
    { model: 'not measured', valley: 0.5, plain: null },
  ],
}

test('rows with both numbers become lines, others are left out', () => {
  expect(pairs(table, {})).toEqual({
    labels: ['Valley', 'Plain'],
    rows: [
      { name: 'U-Net <a>', left: 0.4, right: 0.6 },
      { name: 'persistence', left: 0.5, right: 0.45 },
    ],
  })
})

test('the drawing has the printed size in points, and no markup from names', async () => {
  const { data } = await slope.draw([{ id: 'run', result: table }], { widthMm: 50.8, heightMm: 25.4, fontPt: 8, options: {} })
  expect(data).toContain('width="144.00" height="72.00"')
  expect(data).toContain('U-Net &lt;a&gt; 0.600')
  expect(String(data).match(/<path/g)).toHaveLength(2)
})

test('it says which columns there are', () => {
  expect(() => pairs(table, { from: 'hill' })).toThrow('A slope graph needs a column of names and two of numbers.')
})
