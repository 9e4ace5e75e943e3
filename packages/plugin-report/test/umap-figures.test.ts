/** The figures of an embedding: panels, controls, lines; few marks as paths, many as pixels. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import type { Embedding, Vectors } from '@phd/core'
import { writeResult } from '@phd/core'
import { describe, expect, it } from 'vitest'
import { svgToPng } from '../lib/backends/index.js'
import { figureStyle } from '../lib/figures/index.js'
import { parallel } from '../lib/figures/parallel.js'
import { groupsOf, PixelMarks } from '../lib/figures/points/index.js'
import { umap } from '../lib/figures/umap.js'

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

describe('umap', () => {
  it('has three panels with labels, two without, and a legend', async () => {
    const { svg } = await umap.draw({ result: embedding(60), runDir: '' }, size, style, {})
    for (const text of ['UMAP', 'labels shuffled', 'random points', 'dry', 'wet', '&lt;b&gt;&amp;&quot;']) expect(svg).toContain(`>${text}</text>`)
    expect(count(svg, /fill-opacity="0.8"/g)).toBe(180)
    expect(svg).not.toContain('<b>')
    const without = (await umap.draw({ result: embedding(60, []), runDir: '' }, size, style, {})).svg
    expect(count(without, /fill-opacity="0.8"/g)).toBe(120)
    expect(without).not.toContain('labels shuffled')
  })

  it('shuffles labels: as many of each colour, in other places', async () => {
    const { svg } = await umap.draw({ result: embedding(60), runDir: '' }, size, style, {})
    const fills = [...svg.matchAll(/fill="(#\w+)" fill-opacity/g)].map((match) => match[1])
    const [first, second] = [fills.slice(0, 60), fills.slice(60, 120)]
    expect(second).not.toEqual(first)
    expect([...second].sort()).toEqual([...first].sort())
  })

  it('draws many points as three pictures, and is the same twice', async () => {
    const draw = () => umap.draw({ result: embedding(3000), runDir: '' }, size, style, {})
    const { svg } = await draw()
    expect(count(svg, /<image /g)).toBe(3)
    expect(svg.length).toBeLessThan(1_500_000)
    expect((await draw()).svg).toBe(svg)
    expect((await svgToPng(svg, 600, '#FFFFFF')).length).toBeGreaterThan(8_000)
  })

  it('has the vectors of the same run below', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'phd-report-'))
    writeResult(dir, 'vectors', vectors(30, 10))
    const source = { result: embedding(60), runDir: dir }
    expect((await umap.draw(source, size, style, {})).svg).toContain('>the vectors themselves</text>')
    expect(umap.heights(source, 178, style, {}, undefined as never).idealMm).toBeGreaterThan(
      umap.heights({ ...source, runDir: '' }, 178, style, {}, undefined as never).idealMm + 40,
    )
    expect(umap.alt(source, {})).toBe(
      'Scatter plot of 60 projected points, coloured by label: dry 20, wet 20 and <b>&" 20. Beside it the same points with labels shuffled, and 60 random points projected the same way. Below, 30 of the vectors as lines over 10 dimensions.',
    )
  })

  it('draws an embedding with its control only', () => {
    const { control: _, ...alone } = embedding(5)
    expect([umap.draws(embedding(5)), umap.draws(alone), umap.draws(vectors(3, 3))]).toEqual([true, false, false])
  })
})

describe('parallel', () => {
  it('few lines are paths, with names of the columns', async () => {
    const { svg } = await parallel.draw({ result: vectors(30, 6), runDir: '' }, size, style, {})
    expect(svg).not.toContain('<image')
    for (const name of ['f0', 'f5', '6 dimensions', 'value (SD)']) expect(svg).toContain(`>${name}</text>`)
  })

  it('many are pixels and capped, with the median of each label on top', async () => {
    const { svg } = await parallel.draw({ result: vectors(2000, 200), runDir: '' }, size, style, {})
    expect(count(svg, /<image /g)).toBe(1)
    expect(count(svg, /stroke="#FFFFFF"/g)).toBe(3)
    expect(svg.replace(/base64,[^"]*/g, '')).not.toContain('NaN')
  })

  it('missing values, constant columns and one row are drawn', async () => {
    const gaps = vectors(12, 5)
    gaps.data.fill(Number.NaN, 0, 5)
    for (let at = 3; at < 60; at += 5) gaps.data[at] = 7
    for (let at = 4; at < 60; at += 5) gaps.data[at] = Number.NaN
    for (const result of [gaps, { ...vectors(1, 4), labels: undefined }]) {
      const { svg } = await parallel.draw({ result, runDir: '' }, size, style, {})
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
