/** Posters on pages of every size, in both styles; the checks find what is broken on purpose. */
import { join } from 'node:path'
import { integer, random, type Store } from '@phd/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { drawPictures } from '../lib/backends/index.js'
import { checkLayout } from '../lib/check/index.js'
import type { PosterDocument } from '../lib/document/poster-document.js'
import { balancedBox, builtInStyles, type LayoutModel, measureOverflow, type Page, pageOf, type TextBox } from '../lib/layout/index.js'
import { assemblePoster, fitsPoster } from '../lib/poster/index.js'
import { openReport, type ReportSource } from '../lib/source/index.js'
import { type FontMetrics, loadFontMetrics } from '../lib/text/index.js'
import { builtInThemes, defaultTheme } from '../lib/themes/index.js'
import { temporaryFolder } from './fixtures/cli.js'
import { ids, makeRuns } from './fixtures/make-runs.js'

const isLong = process.env.PHD_LONG === '1'
const folder = temporaryFolder()
let store: Store
let metrics: FontMetrics
beforeAll(async () => {
  store = makeRuns(join(folder, 'runs'))
  metrics = await loadFontMetrics()
})

const { classic, finding } = builtInStyles
const tools = () => ({ metrics, theme: defaultTheme })

/** Drafted for the page, with links and thanks as a researcher adds them. */
async function draft(page: Page, styleName = 'classic', run = [ids.train, ids.predict, ids.social]): Promise<ReportSource> {
  const style = builtInStyles[styleName]
  const flags = { run, out: join(folder, 'none'), size: `${page.widthMm}x${page.heightMm}mm` }
  const full = (source: ReportSource) => ({
    ...source,
    settings: {
      ...source.settings,
      acknowledgements: 'Funded by the Example Research Council, grant 42.',
      links: [{ label: 'Code and data', url: 'https://example.org/lovelace/water-goes' }],
    },
  })
  const fits = (source: ReportSource) => fitsPoster(full(source), { style, theme: defaultTheme })
  return full((await openReport(flags, { store: () => store, fits })).source)
}

function must(layout: LayoutModel | undefined): LayoutModel {
  if (!layout) throw new Error('it does not fit')
  return layout
}

describe('pages', () => {
  it('have names, measures in inches and millimetres, and a way to turn', () => {
    expect(pageOf('A0')).toMatchObject({ widthMm: 841, heightMm: 1189, columns: 2, floorPt: 24 })
    expect(pageOf('a1', true)).toMatchObject({ widthMm: 841, heightMm: 594, columns: 3 })
    expect(pageOf('36x48')).toMatchObject({ widthMm: 914.4, heightMm: 1219.2 })
    expect(pageOf('700x1000mm')).toMatchObject({ widthMm: 700, heightMm: 1000 })
    expect(pageOf('16:9').widthMm).toBeCloseTo(1016)
  })

  it('that no printer or PowerPoint takes are refused', () => {
    for (const size of ['A9', '', '0x0', '5x5', '9999x10', '60x80', '-3x5', '1e9x2mm'])
      expect(() => pageOf(size), size).toThrow(expect.objectContaining({ code: 'REPORT_SIZE', usage: true }))
  })
})

describe('a poster', () => {
  const usual = ['A0', 'A0 landscape', '36x48', '48x36', '16:9']
  const all = isLong ? [...usual, 'A1', 'A1 landscape', 'A2', '700x1000mm', '30x40', '24x36'] : usual
  const cases = Object.keys(builtInStyles).flatMap((style) => all.map((size) => [style, size] as const))

  it.each(cases)('in style %s on %s passes every check, keeps to the margin and fills the page', async (styleName, size) => {
    const page = pageOf(size.split(' ')[0], size.includes('landscape'))
    const document = assemblePoster(await draft(page, styleName))
    const layout = must(builtInStyles[styleName].layout(document, page, tools()))
    const drawings = await drawPictures(layout)
    expect(checkLayout(layout, drawings, page, metrics).filter(({ ok, severity }) => !ok && severity === 'error')).toEqual([])
    expect(layout.bodyPt).toBeGreaterThanOrEqual(page.floorPt * 1.08)
    const short = Math.min(page.widthMm, page.heightMm)
    for (const box of layout.boxes) {
      if (box.kind === 'panel') continue
      const edge = Math.min(box.xMm, box.yMm, page.widthMm - box.xMm - box.widthMm, page.heightMm - box.yMm - box.heightMm)
      expect(edge, JSON.stringify(box).slice(0, 80)).toBeGreaterThanOrEqual((20 / 841) * short)
    }
    expect(emptyShare(layout)).toBeLessThan(0.08)
    const codes = layout.boxes.filter((box) => box.kind === 'image' && box.name.startsWith('QR'))
    expect(codes).toHaveLength(1)
    expect(Math.min(codes[0].widthMm, codes[0].heightMm)).toBeGreaterThanOrEqual(25)
  })

  it('of any words that it takes holds them without overflow or overlap, in both styles', async () => {
    const page = pageOf('A0')
    const draw = random(5, 'layout')
    const vocabulary = ['a', 'flood', 'terrain', 'deeplabv3plus-small', 'W'.repeat(60), '0.612', 'IoU', '漢字', '😀', 'שלום']
    const prose = (n: number) => Array.from({ length: integer(draw, n) }, () => vocabulary[integer(draw, vocabulary.length)]).join(' ')
    const spans = (text: string) => text.split(' ').map((word, i) => ({ text: i ? ` ${word}` : word, bold: draw() < 0.2, italic: draw() < 0.2 }))
    const base = assemblePoster(await draft(page))
    let built = 0
    for (let i = 0; i < (isLong ? 80 : 16); i++) {
      const sections = base.sections.slice(0, 1 + integer(draw, base.sections.length)).map((section) => ({
        ...section,
        heading: prose(6),
        paragraphs: Array.from({ length: 1 + integer(draw, 3) }, () => {
          const text = prose(30) || 'x'
          return { text, spans: spans(text), bullet: draw() < 0.3 }
        }),
        wide: draw() < 0.2,
        figures: draw() < 0.5 ? section.figures : [],
      }))
      const document: PosterDocument = {
        ...base,
        title: prose(10) || 'x',
        finding: spans(prose(20)),
        byline: [prose(8) || 'x'],
        numbers: base.numbers.slice(integer(draw, 5)),
        key: undefined,
        sections,
      }
      const layout = (i % 2 ? classic : finding).layout(document, i % 4 > 1 ? pageOf('A0', true) : page, tools())
      if (!layout) continue
      built++
      expect(checkLayout(layout, new Map(), page, metrics).filter(({ rule, ok }) => !ok && ['overflow', 'overlap', 'off-page'].includes(rule))).toEqual([])
    }
    expect(built).toBeGreaterThan(isLong ? 40 : 8)
  })

  it('reads in order: title, finding, then sections as they stand, then the footer', async () => {
    const document = assemblePoster(await draft(pageOf('A0')))
    const layout = must(classic.layout(document, pageOf('A0'), tools()))
    const texts = layout.boxes.filter((box): box is TextBox => box.kind === 'text')
    const roles = texts.map(({ role }) => role)
    expect(roles[0]).toBe('title')
    expect(roles.at(-1)).toBe('footer')
    const headings = texts.filter(({ role }) => role === 'heading').map(({ paragraphs }) => paragraphs[0].text)
    expect(headings).toEqual([...document.sections.map(({ heading }) => heading), 'Take it with you'])
  })

  it('keeps its text large where there is little of it', async () => {
    const document = assemblePoster(await draft(pageOf('A0'), 'classic', [ids.social]))
    expect(must(classic.layout(document, pageOf('A0'), tools())).bodyPt).toBeGreaterThan(32)
  })

  it('prints every key number, in two rows where one does not hold them', async () => {
    for (const [name, style] of Object.entries(builtInStyles))
      for (const page of [pageOf('A0'), pageOf('36x48'), pageOf('A0', true)])
        for (const count of [5, 7]) {
          const document = assemblePoster(await draft(page, name, [ids.train]))
          const numbers = Array.from({ length: count }, (_, i) => ({ value: [{ text: `0.${i + 1}` }], label: [{ text: `value ${i + 1}` }] }))
          const { boxes } = must(style.layout({ ...document, numbers }, page, tools()))
          const shown = boxes.flatMap((box) => (box.kind === 'text' && box.role === 'number' ? [box.paragraphs[0].text] : []))
          expect(shown, `${name}, ${page.name}`).toEqual(numbers.map(({ value }) => value[0].text))
        }
  })

  it('in style finding says its finding more than twice as large as any heading, once with its key figure', async () => {
    for (const page of [pageOf('A0'), pageOf('A0', true)]) {
      const document = assemblePoster(await draft(page, 'finding'))
      const layout = must(finding.layout(document, page, tools()))
      const size = (role: string) =>
        Math.max(...layout.boxes.filter((box): box is TextBox => box.kind === 'text' && box.role === role).map(({ sizePt }) => sizePt))
      expect(size('finding')).toBeGreaterThan(2 * size('heading'))
      expect(layout.boxes.filter((box) => box.kind === 'picture' && box.figure.name === document.key?.name)).toHaveLength(1)
    }
  })
})

describe('a title', () => {
  it('has lines of about the same length, and whole words where they can be', () => {
    const style = { role: 'title', sizePt: 30, weight: 'bold', colour: '#000000', background: '#FFFFFF' } as const
    const lines = (text: string, widthMm: number) => balancedBox([{ text, bullet: false }], widthMm, style, metrics).paragraphs[0].lines
    expect(lines('Predictions of deeplabv3plus-small on validation samples', 260)).toEqual(['Predictions of deeplabv3plus-small', 'on validation samples'])
    expect(lines('The network beats every baseline with the same inputs', 260)).toEqual(['The network beats every', 'baseline with the same inputs'])
  })
})

describe('themes', () => {
  it.each(Object.keys(builtInThemes))('%s passes the checks of a poster', async (name) => {
    const page = pageOf('16:9')
    const theme = builtInThemes[name]
    const document = assemblePoster(await draft(page))
    for (const style of Object.values(builtInStyles)) {
      const layout = style.layout(document, page, { metrics, theme })
      if (!layout) continue
      expect(checkLayout(layout, await drawPictures(layout), page, metrics).filter(({ ok, severity }) => !ok && severity === 'error')).toEqual([])
    }
  })
})

describe('too many words', () => {
  it('are counted: with that many fewer, in those places, it fits', async () => {
    const page = pageOf('A0')
    const long = (n: number) => Array.from({ length: n }, (_, i) => `word${i}`).join(' ')
    const base = assemblePoster(await draft(page))
    const withProblem = (n: number): PosterDocument => ({
      ...base,
      sections: base.sections.map((section) => (section.heading === 'Problem' ? { ...section, paragraphs: [{ text: long(n), bullet: false }] } : section)),
    })
    expect(classic.layout(withProblem(2000), page, tools())).toBeUndefined()
    const over = measureOverflow(withProblem(2000), page, classic, tools())
    expect(over?.places[0]).toMatchObject({ place: 'section "Problem"', words: 2000 })
    const fits = over?.places[0].fits ?? 0
    expect(over?.wordsOver).toBeGreaterThanOrEqual(2000 - fits)
    expect(over?.places.length === 1 ? classic.layout(withProblem(fits), page, tools()) : 'other places are long too').toBeDefined()
  })

  it('are found in titles too', async () => {
    const page = pageOf('A0')
    const document = { ...assemblePoster(await draft(page)), title: 'very '.repeat(600) }
    expect(measureOverflow(document, page, classic, tools())?.places[0]).toMatchObject({ place: 'title', words: 600 })
  })
})

/** Share of the page that is card without content: what a visitor sees as a hole. Measured on a grid, blank stretches within text count as text. */
function emptyShare({ boxes, widthMm, heightMm }: LayoutModel): number {
  const content = boxes.filter((box) => box.kind !== 'panel')
  const stepMm = heightMm / 120
  let empty = 0
  let all = 0
  for (let xMm = stepMm; xMm < widthMm; xMm += stepMm) {
    let run = 0
    for (let yMm = stepMm; yMm < heightMm; yMm += stepMm) {
      all++
      const isContent = content.some((box) => xMm >= box.xMm - 40 && xMm <= box.xMm + box.widthMm + 40 && yMm >= box.yMm && yMm <= box.yMm + box.heightMm)
      run = isContent ? 0 : run + 1
      // a gap of more than 6 % of the page, down a column
      if (run > 7) empty++
    }
  }
  return empty / all
}
