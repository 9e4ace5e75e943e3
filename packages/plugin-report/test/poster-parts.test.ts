/** QR codes, logos, and what a source becomes on a poster. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { svgToPng } from '../lib/backends/index.js'
import { assemblePoster, qrCode } from '../lib/poster/index.js'
import { logosOf } from '../lib/poster/logos.js'
import { posterNotes } from '../lib/poster/notes.js'
import { openReport, type ReportSource } from '../lib/source/index.js'
import { loadFontMetrics } from '../lib/text/index.js'
import { mathSpan } from '../lib/text/math/index.js'
import { defaultTheme } from '../lib/themes/index.js'
import { temporaryFolder } from './fixtures/cli.js'
import { hasPython, output, python } from './fixtures/judge.js'
import { ids, makeRuns } from './fixtures/make-runs.js'

const folder = temporaryFolder()
let source: ReportSource
beforeAll(async () => {
  const store = makeRuns(join(folder, 'runs'))
  source = (await openReport({ run: [ids.train, ids.social], out: join(folder, 'report') }, { store: () => store })).source
})

describe('a QR code', () => {
  const url = 'https://example.org/lovelace/water-goes?year=2026&page=1'
  it('is dark on white with a quiet zone of four modules and error correction M', () => {
    const svg = qrCode(url)
    const [, side] = /viewBox="0 0 (\d+) \1"/.exec(svg) ?? []
    expect((Number(side) - 8 - 17) % 4).toBe(0)
    expect(svg).toMatch(/<path fill="#FFFFFF".*<path fill="#000000"/)
    const xs = [...svg.matchAll(/M(\d+) (\d+)h\d+v1/g)].flatMap(([, x, y]) => [Number(x), Number(y)])
    expect(Math.min(...xs)).toBe(4)
  })

  const hasReader = hasPython && output(python, ['-c', 'import importlib.util as u; print(bool(u.find_spec("cv2")))']).trim() === 'True'
  it.skipIf(!hasReader)('is read by OpenCV as the address (needs cv2 in .oracle)', async () => {
    writeFileSync(join(folder, 'qr.png'), await svgToPng(qrCode(url), 600, '#FFFFFF'))
    const script = 'import cv2,sys; print(cv2.QRCodeDetector().detectAndDecode(cv2.imread(sys.argv[1]))[0])'
    expect(output(python, ['-c', script, join(folder, 'qr.png')]).trim()).toBe(url)
  })
})

describe('a logo', () => {
  const dir = join(folder, 'logos')
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60"><rect width="120" height="60"/></svg>'
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAD0lEQVR4nGNkYPhfz8AAAARBAQHBO7hOAAAAAElFTkSuQmCC', 'base64')
  const huge = Buffer.from(png)
  huge.writeUInt32BE(50_000, 16)
  huge.writeUInt32BE(50_000, 20)
  const files: Record<string, string | Buffer> = {
    'ok.svg': drawing,
    'ok.png': png,
    'script.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>',
    'handler.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)"/>',
    'fetch.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="https://example.org/x.png" width="9" height="9"/></svg>',
    'entity.svg': '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>&x;</text></svg>',
    'bomb.svg': `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${' '.repeat(6_000_000)}</svg>`,
    'sizeless.svg': '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>',
    'strip.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 9"><rect width="1" height="1"/></svg>',
    'words.svg': 'not a picture',
    'huge.png': huge,
  }
  beforeAll(() => {
    mkdirSync(dir, { recursive: true })
    for (const [name, data] of Object.entries(files)) writeFileSync(join(dir, name), data)
    writeFileSync(join(folder, 'outside.svg'), drawing)
    symlinkSync(join(folder, 'outside.svg'), join(dir, 'link.svg'))
  })
  const read = (file: string) => logosOf({ file: join(dir, 'report.md'), settings: { ...source.settings, logos: [{ file, alt: 'us' }] } }, defaultTheme)

  it('is an SVG or a PNG beside the report, with its shape', () => {
    expect(read('ok.svg')[0]).toMatchObject({ aspect: 2, alt: 'us', plate: '#FFFFFF' })
    expect(read('ok.png')[0]).toMatchObject({ aspect: 2 })
  })

  const refused = [...Object.keys(files).filter((name) => !name.startsWith('ok')), 'absent.svg', 'link.svg']
  it.each(refused)('%s is refused', (name) => {
    expect(() => read(name)).toThrow(expect.objectContaining({ code: 'REPORT_LOGO' }))
  })

  it('of a theme stands on the colour of the band', () => {
    const logo = { svg: drawing, alt: 'group' }
    expect(logosOf({ file: join(dir, 'report.md'), settings: source.settings }, { ...defaultTheme, logo })[0]).toMatchObject({
      plate: defaultTheme.colours.band,
    })
  })
})

describe('a source', () => {
  it('gives its poster fences, else what stands in no fence, with the origin of each number', () => {
    const span = (text: string) => ({ kind: 'paragraph' as const, spans: [{ text }] })
    const section = (more: object) => ({ id: 's', heading: 'H', role: 'other' as const, blocks: [span('for all')], wide: false, line: 1, ...more })
    const shown = (more: object) => assemblePoster({ ...source, sections: [section(more)] }).sections.map(({ paragraphs }) => paragraphs[0].text)
    expect(shown({})).toEqual(['for all'])
    expect(shown({ poster: [span('short')] })).toEqual(['short'])
    expect(shown({ poster: [] })).toEqual([])
    const document = assemblePoster(source)
    expect(document.finding.some(({ number }) => number?.runs.includes(ids.train))).toBe(true)
    expect(document.footer).toContain(`[A] radar/train ${ids.train}`)
    expect(document.key?.name).toBeDefined()
  })
})

describe('notes of a poster', () => {
  it('name key numbers and links that the style had no room for', async () => {
    const document = { ...assemblePoster(source), numbers: [4, 5].map((i) => ({ value: [{ text: `0.${i}` }], label: [{ text: 'IoU' }] })) }
    const links = [{ label: 'talk', url: 'https://example.org/t', qr: '' }]
    const layout = { widthMm: 1, heightMm: 1, title: '', bodyPt: 24, boxes: [] }
    const notes = posterNotes(source, { ...document, links }, layout, 100, await loadFontMetrics())
    expect(notes.find(({ rule }) => rule === 'room')).toMatchObject({
      severity: 'note',
      ok: false,
      places: ['2 key numbers, room for 0: 0.4 IoU; 0.5 IoU left off', '1 link, room for 0: talk left off'],
    })
  })

  it('name formulas that are printed as they are typed', async () => {
    const document = { ...assemblePoster(source), finding: [mathSpan('x^2'), mathSpan('\\nabla f')], numbers: [], links: [] }
    const layout = { widthMm: 1, heightMm: 1, title: '', bodyPt: 24, boxes: [] }
    const notes = posterNotes(source, document, layout, 100, await loadFontMetrics())
    expect(notes.find(({ rule }) => rule === 'mathematics')?.places).toEqual([
      '$\\nabla f$ is printed as it is typed: say it in other signs, or put it into :::paper',
    ])
    expect(notes.find(({ rule }) => rule === 'room')?.ok).toBe(true)
  })
})
