/** Long names of rows: wrapped, else above their bars, shortened last; every text of a figure inside it and clear of the others. */
import type { Result, Table } from '@phd/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { figureKinds, figureStyle, type PictureKind, ptPerMm } from '../lib/figures/index.js'
import { rowNames } from '../lib/figures/row-names.js'
import { type FontMetrics, loadFontMetrics } from '../lib/text/index.js'

let metrics: FontMetrics
beforeAll(async () => {
  metrics = await loadFontMetrics()
})

const models = [
  'DeepLabV3+ small with terrain, four hours of radar and augmentation',
  'DeepLabV3+ small without terrain',
  'Persistence of the last observed water depth',
  'U-Net',
]
const table = (columns: string[], rows: Table['rows']): Table => ({
  shape: 'table',
  title: 'T',
  columns: columns.map((key) => ({ key, label: key, ...(key === 'n' ? {} : { digits: 3 }) })),
  rows,
})
const cases: [string, Result][] = [
  [
    'bars',
    table(
      ['model', 'iou', 'iouLow', 'iouHigh'],
      models.map((model, i) => ({ model, iou: 0.6 - i * 0.1, iouLow: 0.55 - i * 0.1, iouHigh: 0.68 - i * 0.1 })),
    ),
  ],
  [
    'grouped',
    table(
      ['model', 'precision', 'recall'],
      models.map((model, i) => ({ model, precision: 0.6 - i * 0.1, recall: 0.5 + i * 0.1 })),
    ),
  ],
  [
    'mirrored',
    table(
      ['model', 'replies', 'n', 'positive', 'negative'],
      models.flatMap((model, i) =>
        ['all', 'without'].map((replies) => ({ model, replies, n: 1940 - 130 * i, positive: 0.42 - 0.07 * i, negative: 0.15 + 0.09 * i })),
      ),
    ),
  ],
  [
    'forest',
    table(
      ['model', 'difference', 'low', 'high', 'n'],
      models.map((model, i) => ({ model, difference: 0.05 - i * 0.03, low: 0.02 - i * 0.03, high: 0.08 - i * 0.03, n: 5 })),
    ),
  ],
]
const places: [string, number, number][] = [
  ['paper column', 83.82, 8],
  ['poster of 170 mm', 170, 26],
  ['poster of 260 mm', 260, 26],
  ['poster of 400 mm', 400, 26],
  ['slide', 290, 16],
]

interface Drawn {
  text: string
  left: number
  right: number
  top: number
  bottom: number
}

/** Texts of a Vega SVG with their boxes: groups move by translate, lines of one text are tspans. */
function textsOf(svg: string): Drawn[] {
  const at = [{ x: 0, y: 0 }]
  const found: Drawn[] = []
  const moved = (tag: string) => {
    const [, x = '0', y = '0'] = /translate\((-?[\d.e]+),(-?[\d.e]+)\)/.exec(tag) ?? []
    return { x: Number(x) + at[at.length - 1].x, y: Number(y) + at[at.length - 1].y }
  }
  const box = (text: string, tag: string, x: number, y: number) => {
    const size = Number(/font-size="([\d.]+)/.exec(tag)?.[1])
    const width = metrics.widthEm(text, tag.includes('bold') ? 'bold' : 'regular') * size
    const left = tag.includes('"end"') ? x - width : tag.includes('"middle"') ? x - width / 2 : x
    if (text.trim()) found.push({ text: text.replace(/&amp;/g, '&'), left, right: left + width, top: y - size * 0.72, bottom: y })
  }
  for (const [, close, tag, inner] of svg.matchAll(/(<\/g>)|(<g(?:\s[^>]*[^/])?>|<text[^>]*>)((?:<tspan[^>]*>[^<]*<\/tspan>)+|[^<]*)/g)) {
    if (close) at.pop()
    else if (tag.startsWith('<g')) at.push(moved(tag))
    else if (!tag.includes('rotate')) {
      const place = moved(tag)
      const lines = [...inner.matchAll(/<tspan([^>]*)>([^<]*)<\/tspan>/g)]
      let dy = 0
      for (const [, attributes, line] of lines) {
        dy += Number(/dy="([\d.]+)"/.exec(attributes)?.[1] ?? 0)
        box(line, tag, place.x, place.y + dy)
      }
      if (lines.length === 0) box(inner, tag, place.x, place.y)
    }
  }
  return found
}

describe.each(places)('on a %s', (_, widthMm, fontPt) => {
  it.each(cases)('%s shows every name in full, inside the figure, and no text on another', async (kindName, result) => {
    const kind = figureKinds[kindName] as PictureKind
    const style = figureStyle(fontPt)
    const source = { result, runDir: '' }
    const { minMm, idealMm } = kind.heights(source, widthMm, style, {}, metrics)
    for (const heightMm of [minMm, idealMm]) {
      const { svg } = await kind.draw(source, { widthMm, heightMm }, style, {})
      const texts = textsOf(svg)
      expect(texts.length).toBeGreaterThan(8)
      expect(texts.map(({ text }) => text).join('')).not.toContain('…')
      const words = new Set(texts.flatMap(({ text }) => text.split(/[\s\u00a0]+/)))
      for (const word of models.flatMap((model) => model.split(' '))) expect(words, word).toContain(word)
      for (const { text, left, right } of texts) {
        expect(left, text).toBeGreaterThan(-1)
        expect(right, text).toBeLessThan(widthMm * ptPerMm + 1)
      }
      for (const [i, a] of texts.entries()) {
        for (const b of texts.slice(i + 1)) {
          const overlaps = a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1
          expect(overlaps ? `"${a.text}" on "${b.text}"` : '').toBe('')
        }
      }
    }
  })
})

describe('names of rows', () => {
  const of = (names: string[], widthPt: number, besidePt: number) => rowNames(names, { widthPt, besidePt, fontPt: 10, metrics })

  it('stand on one line, on three, above, and are shortened last', () => {
    expect(of(['U-Net', 'all dry'], 400, 150)).toMatchObject({ isAbove: false, lines: [['U-Net'], ['all dry']], mostLines: 1 })
    const wrapped = of(models, 400, 150)
    expect([wrapped.isAbove, wrapped.mostLines]).toEqual([false, 3])
    expect(of(models, 240, 60)).toMatchObject({ isAbove: true, mostLines: 2, besidePt: 0 })
    const long = `${'far too many words for two lines '.repeat(12)}end`
    const short = of([long, `${long}s`], 240, 60)
    expect(short.mostLines).toBe(2)
    expect(short.lines.map((lines) => lines.join(' ')).every((name) => name.includes('…'))).toBe(true)
    expect(new Set(short.lines.map((lines) => lines.join(' '))).size).toBe(2)
  })

  it('a word is broken only above', () => {
    expect(of(['Donaudampfschifffahrtsgesellschaft'], 400, 100)).toMatchObject({ isAbove: true, mostLines: 1 })
    expect(of(['Donaudampfschifffahrtsgesellschaftskapitän'], 120, 50).mostLines).toBe(2)
  })
})
