/** Against the C++ standard library itself, where there is a compiler. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { random } from '@phd/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sortedOrder } from '../../lib/hail-caesar/sort-order.js'

const noCompiler = spawnSync('g++', ['--version']).status === 0 ? false : 'needs g++'

const source = `#include <algorithm>
#include <cstdio>
#include <vector>
int main() {
  std::vector<std::pair<double, int>> v; double key; int n = 0;
  while (std::scanf("%lf", &key) == 1) v.push_back({key, n++});
  std::sort(v.begin(), v.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& p : v) std::printf("%d ", p.second);
}
`

describe('sortedOrder', () => {
  let dir: string
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'phd-sort-'))
    if (noCompiler) return
    writeFileSync(join(dir, 'sort.cpp'), source)
    execFileSync('g++', ['-std=c++14', '-O1', '-o', join(dir, 'sort'), join(dir, 'sort.cpp')])
  })
  afterAll(() => rmSync(dir, { recursive: true }))

  const same = (keys: Float64Array) => {
    const order = sortedOrder(keys)
    expect(order.every((index, i) => i === 0 || keys[order[i - 1]] <= keys[index])).toBe(true)
    if (noCompiler) return
    const expected = execFileSync(join(dir, 'sort'), { input: Array.from(keys).join(' '), encoding: 'utf8', maxBuffer: 2 ** 26 })
    expect(Array.from(order).join(' ') === expected.trim(), 'the order of std::sort').toBe(true)
  }

  test.each([0, 1, 2, 15, 16, 17, 33, 1000, 7564])('%i keys with many equals', (length) => {
    const draw = random(length, 'keys')
    for (const kinds of [1, 2, 7, 50, 1e9]) same(Float64Array.from({ length }, () => Math.floor(kinds * draw())))
  })

  test('rising, falling and stepped terrain', () => {
    same(Float64Array.from({ length: 2604 }, (_, i) => i % 60))
    same(Float64Array.from({ length: 2604 }, (_, i) => -i))
    same(Float64Array.from({ length: 2604 }, (_, i) => Math.floor(i / 100)))
  })

  test('a list that drives the median of three to its worst ends in heap sort', () => {
    const half = 2000
    const keys = new Float64Array(2 * half)
    for (let i = 1; i <= half; i++) {
      if (i % 2 === 1) {
        keys[i - 1] = i
        keys[i] = half + i
      }
      keys[half + i - 1] = 2 * i
    }
    same(keys)
  })
})
