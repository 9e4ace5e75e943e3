import { join } from 'node:path'
import { integer, random, type Store } from '@phd/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { drawPictures } from '../lib/backends/index.js'
import { checkLayout, contrast, requirePassed } from '../lib/check/index.js'
import { assemblePoster, draftPoster, type LoadedRun, loadRuns, type PosterDocument } from '../lib/document/index.js'
import { type Box, type LayoutModel, layoutPoster, measureOverflow, type Page, pageOf, type TextBox } from '../lib/layout/index.js'
import { draftToFit } from '../lib/poster/index.js'
import { type FontMetrics, loadFontMetrics } from '../lib/text/index.js'
import { temporaryFolder } from './fixtures/cli.js'
import { ids, makeRuns } from './fixtures/make-runs.js'

let store: Store
let metrics: FontMetrics
let runs: LoadedRun[]
beforeAll(async () => {
  store = makeRuns(join(temporaryFolder(), 'runs'))
  metrics = await loadFontMetrics()
  runs = loadRuns(store, [ids.train, ids.predict, ids.social])
})

const choicesFor = (page: Page) => ({ size: page.name, landscape: false, columns: page.columns, runsFolder: 'runs' })
const documentFor = (page: Page, some = runs): PosterDocument => assemblePoster(draftPoster(some, choicesFor(page)), some)

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
  const sizes = ['A0', 'A1', 'A2', '36x48', '48x36', '16:9', '700x1000mm', '30x40'].flatMap((size) => [
    [size, false],
    [size, true],
  ]) as [string, boolean][]

  it.each(sizes)('of the draft on %s (landscape %s) passes every check and fills the page', async (size, landscape) => {
    const page = pageOf(size, landscape)
    const { words } = await draftToFit(runs, choicesFor(page), page)
    const layout = must(layoutPoster(assemblePoster(words, runs), page, metrics))
    const checks = checkLayout(layout, await drawPictures(layout), page, metrics)
    expect(checks.filter(({ ok }) => !ok)).toEqual([])
    const panels = layout.boxes.filter(({ kind }) => kind === 'panel')
    const area = panels.reduce((sum, { widthMm, heightMm }) => sum + widthMm * heightMm, 0)
    expect(area / (page.widthMm * page.heightMm)).toBeGreaterThan(0.75)
    const bottom = Math.max(...layout.boxes.map((box) => box.yMm + box.heightMm))
    expect(bottom / page.heightMm).toBeGreaterThan(0.96)
  })

  it('of any words that it takes holds them without overflow or overlap', () => {
    const page = pageOf('A0')
    const draw = random(5, 'layout')
    const vocabulary = ['a', 'flood', 'terrain', 'deeplabv3plus-small', 'W'.repeat(60), '0.612', 'IoU', '漢字', '😀', 'שלום']
    const prose = (n: number) => Array.from({ length: integer(draw, n) }, () => vocabulary[integer(draw, vocabulary.length)]).join(' ')
    const base = documentFor(page)
    let built = 0
    for (let i = 0; i < 40; i++) {
      const sections = base.sections.slice(0, 1 + integer(draw, base.sections.length)).map((section) => ({
        ...section,
        heading: prose(6),
        paragraphs: Array.from({ length: 1 + integer(draw, 3) }, () => ({ text: prose(30) || 'x', bullet: draw() < 0.3 })),
        wide: draw() < 0.2,
        figures: draw() < 0.5 ? section.figures : [],
      }))
      const document = {
        ...base,
        title: prose(10) || 'x',
        finding: prose(20),
        byline: [prose(8) || 'x'],
        numbers: base.numbers.slice(integer(draw, 5)),
        sections,
      }
      const layout = layoutPoster(document, page, metrics)
      if (!layout) continue
      built++
      expect(checkLayout(layout, new Map(), page, metrics).filter(({ ok }) => !ok)).toEqual([])
    }
    expect(built).toBeGreaterThan(20)
  })

  it('reads in order: title, finding, then sections as they stand, then the footer', async () => {
    const { words } = await draftToFit(runs, choicesFor(pageOf('A0')), pageOf('A0'))
    const document = assemblePoster(words, runs)
    const layout = must(layoutPoster(document, pageOf('A0'), metrics))
    const texts = layout.boxes.filter((box): box is TextBox => box.kind === 'text')
    const roles = texts.map(({ role }) => role)
    expect(roles[0]).toBe('title')
    expect(roles.at(-1)).toBe('footer')
    const headings = texts.filter(({ role }) => role === 'heading').map(({ paragraphs }) => paragraphs[0].text)
    expect(headings).toEqual(document.sections.map(({ heading }) => heading))
  })

  it('keeps its text large where there is little of it', () => {
    const few = loadRuns(store, [ids.social])
    expect(must(layoutPoster(documentFor(pageOf('A0'), few), pageOf('A0'), metrics)).bodyPt).toBeGreaterThan(36)
  })
})

describe('too many words', () => {
  it('are counted: with that many fewer, in those places, it fits', () => {
    const page = pageOf('A0')
    const long = (n: number) => Array.from({ length: n }, (_, i) => `word${i}`).join(' ')
    const base = documentFor(page)
    const document = {
      ...base,
      sections: base.sections.map((section) => (section.heading === 'Problem' ? { ...section, paragraphs: [{ text: long(2000), bullet: false }] } : section)),
    }
    expect(layoutPoster(document, page, metrics)).toBeUndefined()
    const over = measureOverflow(document, page, metrics)
    expect(over?.places[0]).toMatchObject({ place: 'section "Problem"', words: 2000 })
    const fits = over?.places[0].fits ?? 0
    expect(over?.wordsOver).toBeGreaterThanOrEqual(2000 - fits)
    const shorter = {
      ...document,
      sections: document.sections.map((section) =>
        section.heading === 'Problem' ? { ...section, paragraphs: [{ text: long(fits), bullet: false }] } : section,
      ),
    }
    expect(over?.places.length === 1 ? layoutPoster(shorter, page, metrics) : 'other places are long too').toBeDefined()
  })

  it('are found in titles too', () => {
    const page = pageOf('A0')
    const document = { ...documentFor(page), title: 'very '.repeat(600) }
    expect(measureOverflow(document, page, metrics)?.places[0]).toMatchObject({ place: 'title', words: 600 })
  })
})

describe('checks find what is broken on purpose:', () => {
  const page = pageOf('A0')
  const box = (change: Partial<TextBox>): TextBox => ({
    kind: 'text',
    role: 'body',
    xMm: 100,
    yMm: 100,
    widthMm: 200,
    heightMm: 20,
    paragraphs: [{ text: 'water', lines: ['water'], bullet: false, rightToLeft: false, afterPt: 0 }],
    sizePt: 30,
    weight: 'regular',
    colour: '#000000',
    background: '#FFFFFF',
    align: 'left',
    ...change,
  })
  const failing = (boxes: Box[], drawings = new Map()) => {
    const layout: LayoutModel = { widthMm: page.widthMm, heightMm: page.heightMm, title: 't', bodyPt: 30, boxes }
    return checkLayout(layout, drawings, page, metrics)
      .filter(({ ok }) => !ok)
      .map(({ rule }) => rule)
  }
  const lines = (...text: string[]) => [{ text: text.join(' '), lines: text, bullet: false, rightToLeft: false, afterPt: 0 }]

  it('nothing in a sound layout', () => expect(failing([box({})])).toEqual([]))
  it('a line too wide', () => expect(failing([box({ paragraphs: lines('W'.repeat(80)) })])).toEqual(['overflow']))
  it('lines too many', () => expect(failing([box({ paragraphs: lines('a', 'b', 'c') })])).toEqual(['overflow']))
  it('a box off the page', () => expect(failing([box({ xMm: 700 })])).toEqual(['off-page']))
  it('two boxes on one place', () => expect(failing([box({}), box({ yMm: 110 })])).toEqual(['overlap']))
  it('small print', () => expect(failing([box({ sizePt: 18 })])).toEqual(['font-size']))
  it('grey on grey', () => expect(failing([box({ colour: '#999999', background: '#BBBBBB' })])).toEqual(['contrast']))
  it('a picture without alt text, small text inside it', () => {
    const figure = { ...documentFor(page).sections[0].figures[0], alt: '' }
    const picture: Box = { kind: 'picture', figure, fontPt: 24, xMm: 0, yMm: 0, widthMm: 100, heightMm: 50 }
    expect(failing([picture], new Map([[picture, { svg: '<svg><text font-size="12px">x</text></svg>' }]]))).toEqual(['alt-text', 'font-size'])
  })

  it('and stop the build with every place', () => {
    expect(() => requirePassed([{ rule: 'overlap', severity: 'error', ok: false, places: ['a over b'] }])).toThrow(
      expect.objectContaining({ code: 'REPORT_CHECK', received: 'a over b' }),
    )
    expect(() => requirePassed([{ rule: 'words', severity: 'note', ok: false, places: ['many'] }])).not.toThrow()
  })

  it('contrast is that of WCAG', () => {
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 5)
    expect(contrast('#777777', '#FFFFFF')).toBeCloseTo(4.478, 2)
  })
})
