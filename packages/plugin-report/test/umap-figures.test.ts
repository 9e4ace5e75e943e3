/** The figures of an embedding: panels, controls, lines; few marks as paths, many as pixels. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import type { Embedding, Vectors } from '@phd/core'
import { writeResult } from '@phd/core'
import { describe, expect, it } from 'vitest'
import { svgToPng } from '../lib/backends/index.js'
import { embedding as embeddingKind } from '../lib/figures/embedding.js'
import { figureStyle, ptPerMm } from '../lib/figures/index.js'
import { parallel } from '../lib/figures/parallel.js'
import { groupsOf, PixelMarks } from '../lib/figures/points/index.js'
import { drawSpec } from '../lib/figures/render.js'
import { umap } from '../lib/figures/umap.js'
import { loadFontMetrics } from '../lib/text/index.js'
import { schemaErrors } from './fixtures/vega-schema.js'

const style = figureStyle(8)
const size = { widthMm: 178, heightMm: 130 }
const names = ['dry', 'wet', '<b>&"']

function embedding(n: number, labels = names): Embedding {
  const place = (i: number) => ({ x: Math.sin(i * 1.7) * i, y: Math.cos(i * 2.3) * 5 })
  const points = Array.from({ length: n }, (_, i) => ({ ...place(i), ...(labels.length ? { label: labels[i % labels.length] } : {}) }))
  return { shape: 'embedding', title: 'UMAP', points, control: Array.from({ length: n }, (_, i) => place(n - i)) }
}

function vectors(rows: number, d: number): Vectors {
  const data = Float32Array.from({ length: rows * d }, (_, at) => Math.sin(at * 0.7) + (Math.floor(at / d) % 3) * (at % d))
  return {
    shape: 'vectors',
    title: 'Values',
    rows,
    columns: Array.from({ length: d }, (_, c) => `f${c}`),
    labels: Array.from({ length: rows }, (_, i) => names[i % 3]),
    data,
  }
}

const count = (svg: string, what: RegExp) => svg.match(what)?.length ?? 0

const metrics = await loadFontMetrics()
const draw = (result: Embedding | Vectors, runDir = '') => (result.shape === 'vectors' ? parallel : umap).draw({ result, runDir }, size, style, {})
/** Marks of the panels, not of the legend. */
const marks = (svg: string) => [...svg.matchAll(/<path [^>]*d="[^"]*" fill="(#\w+)" stroke-width="0" opacity="0.8"/g)].map(([, fill]) => fill)
interface View {
  width: number
  height: number
  encoding: Record<'x' | 'y', { scale: { domain: [number, number] } }>
}
const json = (spec: object | undefined): { datasets: Record<string, { value: unknown }[]>; vconcat: { hconcat: View[] }[] } => JSON.parse(JSON.stringify(spec))

function withVectors(rows: number, d: number): string {
  const dir = mkdtempSync(join(tmpdir(), 'phd-report-'))
  writeResult(dir, 'vectors', vectors(rows, d))
  return dir
}

describe('umap', { timeout: 60_000 }, () => {
  it('has three panels with labels, two without, and one legend', async () => {
    const { svg } = await draw(embedding(60))
    for (const text of ['UMAP', 'labels shuffled', 'random points', 'dry', 'wet', '&lt;b&gt;&amp;"'])
      expect(count(svg, new RegExp(`>${text}</text>`, 'g')), text).toBe(1)
    expect(marks(svg)).toHaveLength(180)
    expect(svg).not.toContain('<b>')
    const without = (await draw(embedding(60, []))).svg
    expect(marks(without)).toHaveLength(120)
    expect(without).not.toContain('labels shuffled')
  })

  it('shuffles labels: as many of each colour, in other places', async () => {
    const fills = marks((await draw(embedding(60))).svg)
    const [first, second] = [fills.slice(0, 60), fills.slice(60, 120)]
    expect(second).not.toEqual(first)
    expect([...second].sort()).toEqual([...first].sort())
  })

  it('is a valid specification that draws the same picture: panels as high as wide, one unit as long up as across', async () => {
    const dir = withVectors(30, 10)
    const { svg, spec } = await draw(embedding(60), dir)
    expect(schemaErrors(spec)).toBe('')
    const { datasets, vconcat } = json(spec)
    expect(Object.entries(datasets).map(([name, rows]) => [name, rows.length])).toEqual([
      ['points', 60],
      ['control', 60],
      ['lines', 30],
      ['medians', 3],
      ['marks', expect.any(Number)],
    ])
    expect(datasets.lines[0].value).toHaveLength(10)
    expect(vconcat[0].hconcat).toHaveLength(3)
    for (const { width, height, encoding } of vconcat[0].hconcat) {
      expect(height).toBe(width)
      const [x, y] = [encoding.x, encoding.y].map(({ scale: { domain } }) => domain[1] - domain[0])
      expect(y).toBeCloseTo(x, 4)
    }
    expect(marks(await drawSpec(json(spec)))).toEqual(marks(svg))
    expect(schemaErrors((await draw(embedding(60, []))).spec)).toBe('')
    expect(schemaErrors((await embeddingKind.draw({ result: embedding(60), runDir: '' }, size, style, {})).spec)).toBe('')
  })

  it('draws up to 3,000 points as marks, more as a picture a panel with all of them in the specification; the same twice', async () => {
    const few = await draw(embedding(3000))
    expect([count(few.svg, /<image /g), marks(few.svg).length]).toEqual([0, 9000])
    const { svg, spec } = await draw(embedding(3001))
    expect([count(svg, /<image /g), marks(svg).length]).toEqual([3, 0])
    expect(count(svg, /#01fe/g)).toBe(0)
    expect(svg.length).toBeLessThan(1_500_000)
    expect(json(spec).datasets.points).toHaveLength(3001)
    expect((await draw(embedding(3001))).svg).toBe(svg)
    expect((await svgToPng(svg, 600, '#FFFFFF')).length).toBeGreaterThan(8_000)
  })

  it('says why there is no specification of very many', async () => {
    const { svg, spec, withoutSpec } = await draw(embedding(50_000))
    expect([count(svg, /<image /g), spec]).toEqual([3, undefined])
    expect(withoutSpec).toBe('its 300,000 numbers are more than the 250,000 that a specification is good for')
  })

  it('has the size that it was asked for, with room or without', async () => {
    const dir = withVectors(30, 10)
    for (const runDir of [dir, ''])
      for (const [widthMm, heightMm] of [
        [178, 130],
        [290, 115],
        [84, 90],
        [120, 300],
      ]) {
        const { svg } = await umap.draw({ result: embedding(60), runDir }, { widthMm, heightMm }, style, {})
        const [, width, height] = /<svg[^>]*width="(\d+)" height="(\d+)"/.exec(svg) ?? []
        expect([Number(width), Number(height)], `${widthMm} x ${heightMm}`).toEqual([Math.round(widthMm * ptPerMm), Math.round(heightMm * ptPerMm)])
      }
  })

  it('has the vectors of the same run below', async () => {
    const dir = withVectors(30, 10)
    const source = { result: embedding(60), runDir: dir }
    expect((await umap.draw(source, size, style, {})).svg).toContain('>the vectors themselves</text>')
    expect(umap.heights(source, 178, style, {}, metrics).idealMm).toBeGreaterThan(umap.heights({ ...source, runDir: '' }, 178, style, {}, metrics).idealMm + 40)
    expect(umap.alt(source, {})).toBe(
      'Scatter plot of 60 projected points, coloured by label: dry 20, wet 20 and <b>&" 20. Beside it the same points with labels shuffled, and 60 random points projected the same way. Below, 30 of the vectors as lines over 10 dimensions.',
    )
  })

  it('is stopped by vectors of its run that cannot be read', async () => {
    const dir = withVectors(30, 10)
    writeFileSync(join(dir, 'results', 'vectors.json'), '{')
    await expect(draw(embedding(60), dir)).rejects.toMatchObject({ code: 'RESULT_CORRUPT' })
  })

  it('draws an embedding with its control only', () => {
    const { control: _, ...alone } = embedding(5)
    expect([umap.draws(embedding(5)), umap.draws(alone), umap.draws(vectors(3, 3))]).toEqual([true, false, false])
  })
})

describe('parallel', { timeout: 60_000 }, () => {
  it('few lines are marks of a valid specification, with names of the columns', async () => {
    const { svg, spec } = await draw(vectors(30, 6))
    expect(svg).not.toContain('<image')
    for (const name of ['f0', 'f5', '6 dimensions', 'value (SD)', '−2', 'dry'])
      expect(count(svg, new RegExp(`>${name.replace(/[()]/g, '.')}</text>`, 'g')), name).toBe(1)
    expect(schemaErrors(spec)).toBe('')
    expect(count(svg, /<path [^>]*stroke-width="0.64"[^>]*opacity="0.6"/g)).toBe(30)
  })

  it('names of columns are text, whatever they say', async () => {
    const result = { ...vectors(9, 3), columns: ['"', "'] + datum.x", 'constructor'] }
    const { svg } = await draw(result)
    for (const name of ['"', "'] + datum.x", 'constructor']) expect(svg).toContain(`>${name}`)
  })

  it('many are pixels and capped, with the median of each label on top', async () => {
    const { svg, spec } = await draw(vectors(2000, 600))
    expect(count(svg, /<image /g)).toBe(1)
    expect(count(svg, /stroke="#FFFFFF" stroke-width="2.05"/gi)).toBe(3)
    expect(svg.replace(/base64,[^"]*/g, '')).not.toContain('NaN')
    expect(json(spec).datasets.lines).toHaveLength(120)
  })

  it('the alt text names what is drawn of each group', () => {
    const alt = (labels: number) =>
      parallel.alt({ result: { ...vectors(20, 4), labels: Array.from({ length: 20 }, (_, i) => `l${i % labels}`) }, runDir: '' }, {})
    expect(alt(3)).toContain(
      'at most 40 lines, and the median and the middle half of the values, of each group are drawn, values beyond 3 standard deviations at 3.',
    )
    expect(alt(5)).toContain('at most 40 lines, and the median, of each group are drawn')
  })

  it('missing values, constant columns and one row are drawn', async () => {
    const gaps = vectors(12, 5)
    gaps.data.fill(Number.NaN, 0, 5)
    for (let at = 3; at < 60; at += 5) gaps.data[at] = 7
    for (let at = 4; at < 60; at += 5) gaps.data[at] = Number.NaN
    for (const result of [gaps, { ...vectors(1, 4), labels: undefined }]) {
      const { svg, spec } = await draw(result)
      expect(schemaErrors(spec)).toBe('')
      expect(svg).not.toContain('NaN')
      expect(svg).not.toContain('undefined')
    }
  })
})

describe('pieces', () => {
  it('labels beyond the colours are one grey group; numbers are in order', () => {
    const { names: few } = groupsOf(['10', '9', '2', '9'])
    expect(few).toEqual(['2', '9', '10'])
    const many = groupsOf(Array.from({ length: 40 }, (_, i) => (i < 20 ? `c${i % 10}` : undefined)))
    expect(many.names).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', 'c5', '4 others'])
    expect(many.of[39]).toBe(6)
  })

  it('a disc and a line cover what they should', () => {
    const marks = new PixelMarks(40, 20)
    marks.disc(10, 10, 5, [1, 0, 0], 1)
    marks.line([20, 30, 40], [5, 5, 15], 2, [0, 0, 1], 0.5)
    const png = Buffer.from(marks.png())
    const idat = png.indexOf('IDAT')
    const rows = inflateSync(png.subarray(idat + 4, idat + 4 + png.readUInt32BE(idat - 4)))
    const alpha = (x: number, y: number) => rows[y * 161 + 1 + x * 4 + 3]
    let disc = 0
    for (let y = 0; y < 20; y++) for (let x = 0; x < 20; x++) disc += alpha(x, y) / 255
    expect(Math.abs(disc - Math.PI * 25) / (Math.PI * 25)).toBeLessThan(0.05)
    expect([...rows.subarray(10 * 161 + 1 + 40, 10 * 161 + 1 + 44)]).toEqual([255, 0, 0, 255])
    expect([alpha(25, 4), alpha(25, 5), alpha(25, 8), alpha(35, 10) > 60]).toEqual([128, 128, 0, true])
  })
})
