import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { type Raster, type Result, readResult } from '@phd/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { defaultKind, figureKind, figureKinds, figureStyle, isTableKind, type PictureKind, ptPerMm } from '../lib/figures/index.js'
import { encodePng } from '../lib/figures/png.js'
import { rampColour } from '../lib/figures/ramp.js'
import { arrange, headerOf, sideLabelOf } from '../lib/figures/raster-grid.js'
import { panelPng, shownGroups } from '../lib/figures/raster-panels.js'
import { type FontMetrics, loadFontMetrics } from '../lib/text/index.js'
import { temporaryFolder } from './fixtures/cli.js'
import { ids, makeRuns } from './fixtures/make-runs.js'

const runs = temporaryFolder()
const style = figureStyle(26)
let metrics: FontMetrics
beforeAll(async () => {
  makeRuns(runs)
  metrics = await loadFontMetrics()
})

function source(run: keyof typeof ids, name: string) {
  const runDir = join(runs, ids[run])
  return { result: readResult(runDir, name), runDir }
}

const results: [keyof typeof ids, string, string][] = [
  ['train', 'loss', 'curves'],
  ['train', 'iou', 'curves'],
  ['train', 'confusion', 'confusion'],
  ['train', 'scores', 'table'],
  ['predict', 'prediction', 'raster'],
  ['social', 'sentiment-by-flood', 'mirrored'],
  ['social', 'sentiment-by-day', 'curves'],
  ['social', 'correlations', 'table'],
  ['shapes', 'projection', 'embedding'],
  ['shapes', 'reliability', 'calibration'],
  ['shapes', 'places', 'geo'],
  ['shapes', 'topics', 'topics'],
  ['shapes', 'montage', 'montage'],
]

describe('every shape', () => {
  it.each(results)('%s %s is drawn as %s', (run, name, kind) => {
    expect(defaultKind(source(run, name).result)).toBe(kind)
  })

  it('that nothing draws is refused by name', () => {
    expect(defaultKind({ shape: 'weather', title: 'x' } as unknown as Result)).toBeUndefined()
    expect(() => figureKind('pie', source('train', 'iou').result)).toThrow(expect.objectContaining({ code: 'REPORT_FIGURE_KIND', expected: 'one of: curves' }))
    expect(() => figureKind('confusion', source('train', 'iou').result)).toThrow(/cannot be drawn as "confusion"/)
  })
})

describe('a picture', () => {
  it.each(results)('of %s %s has its printed size, printed font sizes and the same bytes twice', async (run, name) => {
    const from = source(run, name)
    for (const [kindName, kind] of Object.entries(figureKinds).filter(([, kind]) => kind.draws(from.result))) {
      if (isTableKind(kind)) continue
      const { minMm, idealMm, maxMm } = kind.heights(from, 380, style, {}, metrics)
      expect(minMm).toBeLessThanOrEqual(idealMm)
      expect(idealMm).toBeLessThanOrEqual(maxMm)
      const options = kindName === 'montage' ? { consent: 'drawn by us' } : {}
      const drawn = await kind.draw(from, { widthMm: 380, heightMm: idealMm }, style, options)
      const again = await kind.draw(from, { widthMm: 380, heightMm: idealMm }, style, options)
      expect(again.svg, kindName).toBe(drawn.svg)
      const [, width, height] = /width="(\d+)[.\d]*" height="(\d+)[.\d]*"/.exec(drawn.svg) ?? []
      expect(Math.abs(Number(width) - 380 * ptPerMm)).toBeLessThan(1.5)
      expect(Math.abs(Number(height) - idealMm * ptPerMm)).toBeLessThan(1.5)
      const sizes = [...drawn.svg.matchAll(/font-size="([\d.]+)/g)].map(([, size]) => Number(size))
      expect(Math.min(...sizes), kindName).toBeGreaterThanOrEqual(26)
      expect(/[^\w](NaN|undefined|null)\b/.test(drawn.svg.replace(/base64,[^"]*/g, '')), kindName).toBe(false)
    }
  })
})

describe('alt texts', () => {
  it('say what is to be seen', () => {
    const alt = (run: keyof typeof ids, name: string) => figureKinds[defaultKind(source(run, name).result) ?? ''].alt(source(run, name), {})
    expect(alt('train', 'iou')).toContain(
      'Baselines: all dry 0.000, terrain logistic regression 0.430, rain threshold 0.236 and persistence (sees earlier water) 0.790.',
    )
    expect(alt('train', 'confusion')).toMatch(/of 123,902 truly wet, 24\.1 % as dry, 75\.9 % as wet/)
    expect(alt('social', 'sentiment-by-flood')).toContain(
      'Alberta 2013 with replies: 39 % negative, 24 % positive; without replies: 36 % negative, 26 % positive',
    )
    expect(alt('predict', 'prediction')).toMatch(/^Maps of 2 samples, 96 by 96 cells, north on top\./)
  })
})

describe('curves', () => {
  const kind = figureKinds.curves as PictureKind
  it('show baselines as lines of the legend, intervals as bands, and skip what is not finite', async () => {
    const { svg } = await kind.draw(source('train', 'iou'), { widthMm: 380, heightMm: 180 }, style, {})
    expect(svg).toContain('terrain logistic regression 0.43')
    const broken = {
      shape: 'curves',
      title: 't',
      x: { label: 'epoch' },
      y: { label: 'loss' },
      series: [{ name: 'a', x: [1, 2, 3], y: [1, Number.NaN, 0.5], low: [0.5, Number.NaN, 0.4], high: [1.5, Number.NaN, 0.6] }],
    } satisfies Result
    const drawn = await kind.draw({ result: broken, runDir: '' }, { widthMm: 380, heightMm: 180 }, style, {})
    expect(drawn.svg).not.toContain('NaN')
  })

  it('leave out numbers of the axis that would stand too near each other', async () => {
    const days = Array.from({ length: 15 }, (_, day) => day)
    const result: Result = { shape: 'curves', title: 't', x: { label: 'days' }, y: { label: 'score' }, series: [{ name: 'a', x: days, y: days }] }
    const { svg } = await kind.draw({ result, runDir: '' }, { widthMm: 250, heightMm: 180 }, style, {})
    expect(svg).toContain('opacity="1">14</text>')
    expect(svg).toContain('opacity="0">13</text>')
  })
})

describe('runs of which little is known', () => {
  const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text)

  it('have whole numbers on the axis of one epoch, and an axis of shares for bars that are all 0', async () => {
    const draw = async (kind: string, result: Result) =>
      (await (figureKinds[kind] as PictureKind).draw({ result, runDir: '' }, { widthMm: 380, heightMm: 180 }, style, {})).svg
    const once: Result = { shape: 'curves', title: 'IoU', x: { label: 'Epoch' }, y: { label: 'IoU' }, series: [{ name: 'training', x: [1], y: [0] }] }
    expect(texts(await draw('curves', once))).toContain('1')
    const rows = [
      { name: 'model', iou: 0 },
      { name: 'all-dry', iou: null },
    ]
    const columns = [
      { key: 'name', label: 'Model' },
      { key: 'iou', label: 'IoU', digits: 3 },
    ]
    const shown = [...texts(await draw('curves', once)), ...texts(await draw('bars', { shape: 'table', title: 'Scores', columns, rows }))]
    expect(shown.join(' ')).not.toMatch(/\.0000/)
  })
})

describe('tables', () => {
  it('show a column that repeats another once, and say so', () => {
    const kind = figureKinds.table
    if (!isTableKind(kind)) throw new Error('not a table')
    const content = kind.table(source('train', 'scores'), { highlight: 'deeplabv3plus-small' })
    expect(content.columns.map(({ label }) => label)).not.toContain('CSI')
    expect(content.note).toBe('CSI equals IoU wet.')
    expect(content.rows[0]).toMatchObject({ strong: true, cells: expect.arrayContaining(['deeplabv3plus-small', '0.612']) })
    expect(kind.table(source('train', 'scores'), { columns: ['name', 'iouWet'] }).unseen).toContain('Accuracy')
  })
})

describe('raster panels', () => {
  it('no line ends between a number and its unit', () => {
    expect(headerOf('Heaviest rain in 2 h', 8.5, metrics)).toEqual(['Heaviest rain in', '2\u00a0h'])
    expect(sideLabelOf({ name: 'storm-2, 120 min', panels: [] }, 6, metrics)).toEqual(['storm-2,', '120\u00a0min'])
    expect(headerOf('storm 2 and 3 more storms', 8, metrics).join(' ')).toBe('storm 2 and 3 more storms')
  })

  it('stay half as wide as they can be at the least height that they ask for', async () => {
    const { kind, data } = { kind: figureKind('raster', source('predict', 'prediction').result) as PictureKind, data: source('predict', 'prediction') }
    const widest = async (widthMm: number, fontPt: number, which: 'minMm' | 'idealMm') => {
      const style = figureStyle(fontPt)
      const heightMm = kind.heights(data, widthMm, style, { samples: 1 }, await loadFontMetrics())[which]
      const { svg } = await kind.draw(data, { widthMm, heightMm }, style, { samples: 1 })
      return Math.max(...[...svg.matchAll(/<image [^>]*?width="([\d.]+)"/g)].map(([, width]) => Number(width)))
    }
    for (const widthMm of [250, 400, 600])
      for (const fontPt of [18, 25, 30])
        expect(await widest(widthMm, fontPt, 'minMm'), `${widthMm} mm, ${fontPt} pt`).toBeGreaterThanOrEqual((await widest(widthMm, fontPt, 'idealMm')) * 0.499)
  })

  it('choose samples by rule, not by eye: the wettest and the median', () => {
    const raster = source('predict', 'prediction').result
    if (raster.shape !== 'raster') throw new Error('not a raster')
    expect(shownGroups(raster, {}).map(({ name, reason }) => [name, reason])).toEqual([
      ['ridge, storm-1, 240 min', 'wettest'],
      ['valley, storm-2, 120 min', 'median'],
    ])
    const place = arrange(raster, shownGroups(raster, {}), { widthPt: 800, heightPt: 260, across: 1 }, figureStyle(16), metrics)
    expect(place.stepPt).toBeGreaterThan(place.cellPt + 16)
    expect(headerOf('Water: probability', place.stepPt / 16 - 0.5, metrics)).toEqual(['Water:', 'probability'])
    expect(shownGroups(raster, { samples: 1 })[0].reason).toBe('median')
    expect(shownGroups(raster, { panels: ['Terrain'] })[0].panels).toHaveLength(1)
  })

  it('draw missing values grey and the ends of the ramp in their colours', () => {
    expect(rampColour('error', 0)).toEqual([0xd5, 0x5e, 0x00])
    expect(rampColour('error', 1)).toEqual([0x00, 0x72, 0xb2])
    expect(rampColour('rain', Number.NaN)).toEqual([0xb8, 0xb8, 0xb8])
    expect(rampColour('mask', 0.49)).toEqual(rampColour('mask', 0))
  })

  it('are valid PNG: the pixels come back', () => {
    const rgb = Uint8Array.from({ length: 5 * 3 * 3 }, (_, i) => (i * 37) % 256)
    const png = Buffer.from(encodePng(rgb, 5, 3))
    expect(png.readUInt32BE(16)).toBe(5)
    const start = png.indexOf('IDAT')
    const rows = inflateSync(png.subarray(start + 4, start + 4 + png.readUInt32BE(start - 4)))
    const back = [0, 1, 2].flatMap((y) => [...rows.subarray(y * 16 + 1, y * 16 + 16)])
    expect(back).toEqual([...rgb])
  })

  it('are enlarged cells in the colours of their palette, grey where a value is missing', () => {
    const raster: Raster = {
      shape: 'raster',
      title: 'r',
      width: 3,
      height: 2,
      panels: [{ name: 'p', palette: 'water', low: 0, high: 1 }],
      data: Float32Array.of(0, 0.5, 1, Number.NaN, 2, -1),
    }
    const png = panelPng(raster, { ...raster.panels[0], index: 0, low: 0, high: 1 })
    const { data, width, height, palette } = decoded(Buffer.from(png))
    expect([width % 3, height % 2, width / 3]).toEqual([0, 0, height / 2])
    const scale = width / 3
    const seen = (x: number, y: number) => palette[data[(y * scale + scale - 1) * width + x * scale + scale - 1]]
    const expected = [0, 127 / 254, 1, Number.NaN, 1, 0].map((at) => rampColour('water', at))
    expect([0, 1, 2, 3, 4, 5].map((i) => seen(i % 3, Math.floor(i / 3)))).toEqual(expected)
    expect(new Set(data).size).toBe(4)
  })
})

describe('pictures of a run', () => {
  it('outside its folder, by path or by link, are refused', async () => {
    const kind = figureKinds.montage as PictureKind
    const runDir = mkdtempSync(join(tmpdir(), 'phd-run-'))
    const draw = (file: string) =>
      kind.draw({ result: { shape: 'images', title: 'x', sharing: 'open', images: [{ file, alt: 'a' }] }, runDir }, { widthMm: 100, heightMm: 50 }, style, {})
    symlinkSync('/etc/hostname', join(runDir, 'link.png'))
    writeFileSync(join(runDir, 'text.png'), 'no picture')
    await expect(draw('../../etc/passwd')).rejects.toMatchObject({ code: 'REPORT_PICTURE' })
    await expect(draw('link.png')).rejects.toMatchObject({ code: 'REPORT_PICTURE', message: expect.stringContaining('outside its run') })
    await expect(draw('text.png')).rejects.toMatchObject({ code: 'REPORT_PICTURE', message: expect.stringContaining('neither PNG nor JPEG') })
    await expect(draw('gone.png')).rejects.toMatchObject({ code: 'REPORT_PICTURE', message: expect.stringContaining('cannot be read') })
  })
})

describe('figures for other plugins', () => {
  it('are the picture kinds, drawn as PNG or SVG from a result alone', async () => {
    const provided = (await import('../lib/phd.js')).default.figure ?? {}
    const { providedFigures } = await import('../lib/figures/provide.js')
    expect(Object.keys(provided).sort()).toEqual([...providedFigures].sort())
    const raster = (await provided.raster()).default
    const png = await raster.draw([{ id: 'x-1', result: source('predict', 'prediction').result }], { format: 'png' })
    expect(png.name).toBe('x-1-raster.png')
    expect(Buffer.from(png.data).subarray(1, 4).toString()).toBe('PNG')
    const curves = (await provided.curves()).default
    const two = await curves.draw(
      [
        { id: 'r-one', result: source('train', 'loss').result },
        { id: 'r-two', result: source('trainLost', 'loss').result },
      ],
      { format: 'svg' },
    )
    expect(two.data).toContain('validation two')
    await expect(raster.draw([], {})).rejects.toMatchObject({ code: 'REPORT_FIGURE_SOURCES' })
    await expect(raster.draw([{ id: 'x', result: source('train', 'loss').result }], {})).rejects.toMatchObject({ code: 'REPORT_FIGURE_KIND' })
  })
})

/** An indexed PNG whose rows are as they are or as the row above (ISO/IEC 15948: colour type 3, filters 0 and 2). */
function decoded(png: Buffer): { data: number[]; width: number; height: number; palette: number[][] } {
  const part = (type: string) => {
    const at = png.indexOf(type, 0, 'latin1')
    return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4))
  }
  const [header, colours, rows] = [part('IHDR'), part('PLTE'), inflateSync(part('IDAT'))]
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  expect([...header.subarray(8)]).toEqual([8, 3, 0, 0, 0])
  const data: number[] = []
  for (let y = 0; y < height; y++) {
    const [filter, ...bytes] = rows.subarray(y * (width + 1), (y + 1) * (width + 1))
    expect([0, 2]).toContain(filter)
    for (const [x, byte] of bytes.entries()) data.push(filter === 2 ? (byte + data[(y - 1) * width + x]) % 256 : byte)
  }
  return { data, width, height, palette: Array.from({ length: colours.length / 3 }, (_, i) => [...colours.subarray(i * 3, i * 3 + 3)]) }
}
