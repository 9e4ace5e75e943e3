/** Work beside the main thread: the pool, pictures drawn in it, and the archive that they go into. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inflateSync } from 'node:zlib'
import { Resvg } from '@resvg/resvg-js'
import JSZip from 'jszip'
import { describe, expect, it } from 'vitest'
import { inlinePictures, renderTypst, svgToPng } from '../lib/backends/index.js'
import { drawBeside, expectCharts } from '../lib/figures/charts.js'
import { drawSpec } from '../lib/figures/render.js'
import type { LaidDocument } from '../lib/layout/index.js'
import { loadFontMetrics } from '../lib/text/index.js'
import { defaultTheme } from '../lib/themes/index.js'
import { ThreadPool } from '../lib/threads/index.js'
import { packZip, unpackZip } from '../lib/zip/index.js'
import { temporaryFolder } from './fixtures/cli.js'
import { makeDeck } from './fixtures/deck.js'

const folder = temporaryFolder()
const library = (file: string) => pathToFileURL(join(import.meta.dirname, '../lib', file)).href

/** ISO/IEC 15948: the pixels of 8-bit RGBA, all filters undone. */
function pixelsOf(png: Uint8Array): { width: number; rgba: Buffer } {
  const bytes = Buffer.from(png)
  const [width, data] = [bytes.readUInt32BE(16), [] as Buffer[]]
  expect([...bytes.subarray(24, 29)]).toEqual([8, 6, 0, 0, 0])
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at))
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)))
  const rows = inflateSync(Buffer.concat(data))
  const rowBytes = width * 4
  const rgba = Buffer.alloc((rows.length / (rowBytes + 1)) * rowBytes)
  for (let i = 0; i < rgba.length; i++) {
    const [y, x] = [Math.floor(i / rowBytes), i % rowBytes]
    const left = x >= 4 ? rgba[i - 4] : 0
    const up = y ? rgba[i - rowBytes] : 0
    const corner = x >= 4 && y ? rgba[i - rowBytes - 4] : 0
    const [dl, du, dc] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
    const paeth = dl <= du && dl <= dc ? left : du <= dc ? up : corner
    const predicted = [0, left, up, (left + up) >> 1, paeth][rows[y * (rowBytes + 1)]]
    rgba[i] = rows[y * (rowBytes + 1) + 1 + x] + predicted
  }
  return { width, rgba }
}

describe('a pool of threads', () => {
  const pool = (name: string, work: string, most = 2) => {
    const file = join(folder, `${name}.mjs`)
    writeFileSync(file, `import { answerQuestions } from ${JSON.stringify(library('threads/answer.js'))}\nanswerQuestions(${work})\n`)
    return new ThreadPool<number, { twice: number; thread: number }>(pathToFileURL(file), most)
  }

  it('answers each question with its own answer, in no more threads than it may have', async () => {
    const threads = pool('double', `async (x) => { const { threadId } = await import('node:worker_threads'); return { twice: 2 * x, thread: threadId } }`)
    threads.start()
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => threads.ask(i)))
    expect(answers.map(({ twice }) => twice)).toEqual(Array.from({ length: 40 }, (_, i) => 2 * i))
    expect(new Set(answers.map(({ thread }) => thread)).size).toBe(2)
  })

  it('tells errors as they were, a PhdError with its code, and goes on', async () => {
    const threads = pool(
      'fail',
      `(x) => { if (x === 1) throw new TypeError('no 1'); if (x === 2) throw Object.assign(new Error('no 2'), { name: 'PhdError', code: 'REPORT_TWO', expected: 'another' }); return { twice: x } }`,
      1,
    )
    await expect(threads.ask(1)).rejects.toThrow('no 1')
    await expect(threads.ask(2)).rejects.toMatchObject({ name: 'PhdError', code: 'REPORT_TWO', message: 'no 2', expected: 'another' })
    expect(await threads.ask(3)).toEqual({ twice: 3 })
  })

  it('tells whoever waits where a thread ends', async () => {
    const threads = pool('die', '() => { setImmediate(() => { throw new Error("gone") }); return new Promise(() => {}) }', 1)
    await expect(Promise.all([threads.ask(1), threads.ask(2)])).rejects.toThrow('gone')
    const quits = pool('quit', '() => process.exit(3)', 1)
    await expect(quits.ask(1)).rejects.toThrow('ended')
  })

  it('keeps no process waiting, idle or started ahead', () => {
    const file = join(folder, 'main.mjs')
    pool('idle', '(x) => ({ twice: x })')
    writeFileSync(
      file,
      `import { ThreadPool } from ${JSON.stringify(library('threads/index.js'))}
const url = new URL('./idle.mjs', import.meta.url)
new ThreadPool(url, 1).start()
const pool = new ThreadPool(url, 1)
console.log(JSON.stringify(await pool.ask(4)))`,
    )
    expect(execFileSync(process.execPath, [file], { encoding: 'utf8', timeout: 20_000 })).toBe('{"twice":4}\n')
  })
})

describe('pictures from a thread', () => {
  const marks = `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><circle cx="30" cy="30" r="25" fill="#d55e00" opacity="0.3"/><path d="M5 55L80 7" stroke="#0072b2" stroke-opacity="0.7"/><text x="8" y="40" font-family="Arimo" font-size="20">Tide</text></svg>`

  it('have the pixels of resvg’s own PNG, alpha and letters of Typst too', async () => {
    const metrics = await loadFontMetrics()
    const { svgs } = await renderTypst(makeDeck(metrics) as LaidDocument, new Map(), { metrics, theme: defaultTheme, svgPages: [1] })
    const page = inlinePictures(svgs[0])
    expect(page).toContain('<symbol id=')
    for (const [svg, widthPx, background] of [
      [marks, 333, undefined],
      [page, 500, '#FFFFFF'],
    ] as const) {
      const font = { loadSystemFonts: false, fontFiles: Object.values(metrics.fonts.files), defaultFontFamily: 'Arimo', sansSerifFamily: 'Arimo' }
      const theirs = pixelsOf(new Resvg(svg, { background, fitTo: { mode: 'width', value: widthPx }, font }).render().asPng())
      const ours = pixelsOf(await svgToPng(svg, widthPx, background))
      expect(ours.width).toBe(widthPx)
      expect(ours.rgba.equals(theirs.rgba)).toBe(true)
    }
  })

  it('that cannot be drawn are told', async () => {
    await expect(svgToPng('<svg', 100)).rejects.toThrow(/SVG|unexpected/i)
  })

  it('are the charts that the main thread draws', async () => {
    const specification = {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      data: { values: [1, 2, 3].map((x) => ({ x, y: x * x })) },
      mark: 'line',
      encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } },
    }
    expect(drawBeside(specification)).toBeUndefined()
    expectCharts()
    expect(await drawBeside(specification)).toBe(await drawSpec(specification))
    await expect(drawBeside({ ...specification, mark: 'nothing' })).rejects.toThrow()
  })
})

describe('an archive', () => {
  const parts = new Map<string, string | Uint8Array>([
    ['b/ü.xml', '<x>é</x>'.repeat(99)],
    ['a.png', Uint8Array.from({ length: 70_000 }, (_, i) => (i * i) % 251)],
    ['[Content_Types].xml', '<Types/>'],
    ['empty.bin', ''],
  ])

  it('is read by JSZip, comes back, and is the same bytes in whatever order the parts came', async () => {
    const packed = packZip(parts)
    const zip = await JSZip.loadAsync(packed, { checkCRC32: true })
    expect(Object.keys(zip.files)).toEqual(['[Content_Types].xml', 'a.png', 'b/ü.xml', 'empty.bin'])
    for (const [name, data] of parts) expect(Buffer.from(await zip.files[name].async('uint8array')).equals(Buffer.from(data))).toBe(true)
    expect(zip.files['a.png'].date.toISOString()).toBe('1980-01-01T00:00:00.000Z')
    expect(packed.length).toBeLessThan(72_000)
    expect(packZip(new Map([...parts].reverse())).equals(packed)).toBe(true)
    expect(unpackZip(packed).get('b/ü.xml')).toBe(parts.get('b/ü.xml'))
  })
})
