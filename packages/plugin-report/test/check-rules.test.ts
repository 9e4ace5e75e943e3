/** For each rule a thing that is right, broken in one place on purpose: exactly this rule says so. */
import { createHash } from 'node:crypto'
import JSZip from 'jszip'
import { beforeAll, describe, expect, it } from 'vitest'
import { judge } from '../lib/check/check.js'
import { confusedPairs, sameInGrey } from '../lib/check/palette.js'
import { readPdf } from '../lib/check/read/pdf.js'
import { readPptx } from '../lib/check/read/pptx.js'
import { rulesOf } from '../lib/check/rules/index.js'
import { okabeIto } from '../lib/figures/style.js'
import { loadFontMetrics } from '../lib/text/index.js'
import { goodPdf, goodPptx, goodSvg, pdfWithFont } from './fixtures/good-files.js'
import { goodDeckHtml, goodPosterHtml, htmlUnderTest } from './fixtures/good-html.js'
import { goodBuild, goodLatex, goodPage, goodSource } from './fixtures/good-report.js'

type Broken = Record<string, () => unknown>

/** Ids of the rules that fire. */
async function firing(group: keyof typeof rulesOf, input: unknown): Promise<string[]> {
  const checks = await judge(rulesOf[group] as never, input)
  for (const { ok, places, remedy } of checks) if (!ok) expect([places.every(Boolean), Boolean(remedy)]).toEqual([true, true])
  return checks.filter(({ ok }) => !ok).map(({ rule }) => rule)
}

function describeGroup(group: keyof typeof rulesOf, good: () => unknown, broken: Broken): void {
  describe(group, () => {
    it('says nothing of what is right', async () => {
      expect(await firing(group, await good())).toEqual([])
    })
    it.each(Object.keys(broken))('%s', async (id) => {
      expect(await firing(group, await broken[id]())).toEqual([id.split(' (')[0]])
    })
    it('has a fixture for every rule', () => {
      const covered = new Set(Object.keys(broken).map((id) => id.split(' (')[0]))
      expect(rulesOf[group].map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([])
    })
  })
}

let metrics: Awaited<ReturnType<typeof loadFontMetrics>>
beforeAll(async () => {
  metrics = await loadFontMetrics()
})

const page = (change: (parts: ReturnType<typeof goodPage>) => void) => () => {
  const parts = goodPage(metrics)
  change(parts)
  return parts.page
}
const twoLines = (a: string, b: string, extra = '') =>
  goodSvg.replace('</svg>', `<path d="M10 10L200 100" stroke="${a}" fill="none"/><path d="M10 50L200 150" stroke="${b}" fill="none" ${extra}/></svg>`)

describeGroup('layout', () => goodPage(metrics).page, {
  overflow: page(({ body }) => (body.paragraphs[0].lines = [body.paragraphs[0].text.repeat(4)])),
  'overflow (bold words count as wide as they are)': page(({ body }) => {
    const text = 'iiii '.repeat(60)
    body.widthMm = metrics.widthEm(text) * body.sizePt * (25.4 / 72) + 1
    Object.assign(body.paragraphs[0], { text, lines: [text], spans: [[{ text, bold: true }]] })
  }),
  'overflow (too many lines)': page(({ body }) => (body.paragraphs[0].lines = Array(40).fill('line'))),
  'off-page': page(({ body }) => (body.xMm = 700)),
  overlap: page(({ body, picture }) => (body.yMm = picture.yMm + 5)),
  'safe-margin': page(({ body }) => (body.xMm = 1)),
  'alt-text': page(({ picture }) => (picture.figure.alt = ' ')),
  'alt-text (that is the caption)': page(({ picture }) => (picture.figure.alt = picture.figure.caption)),
  'alt-words': page(({ picture }) => (picture.figure.alt = 'Image of IoU that rises from 0.2 to 0.6 over twelve epochs')),
  'alt-words (too short)': page(({ picture }) => (picture.figure.alt = 'IoU by epoch')),
  'alt-words (too long)': page(({ picture }) => (picture.figure.alt = 'IoU rises. '.repeat(60))),
  'font-size': page(({ body }) => (body.sizePt = 20)),
  'font-size (inside a figure)': page(({ page: { drawings }, picture }) =>
    drawings.set(picture as never, { svg: goodSvg.replace('font-size="30"', 'font-size="9.6"') }),
  ),
  'font-size (inherited, and in a style)': page(({ page: { drawings }, picture }) =>
    drawings.set(picture as never, {
      svg: goodSvg.replace(' font-size="30"', '').replace('<text', '<g style="font-size: 9px"><text').replace('</text>', '</text></g>'),
    }),
  ),
  contrast: page(({ body }) => (body.colour = '#999999')),
})

const source = (change: (good: ReturnType<typeof goodSource>) => void) => () => {
  const good = goodSource()
  change(good)
  return good
}
const number = (over = {}) => ({ reference: 'A.test.iou | 2', runs: ['r1'], path: 'result.test.iou', values: [0.61], printed: '0.61', ...over })
const paragraph = (...spans: object[]) => ({ kind: 'paragraph', spans }) as never

it('a baseline that is said in the notes stands beside its score; a score in the notes alone asks for none', async () => {
  const good = goodSource()
  const iou = paragraph({ text: 'IoU is ' }, { text: '0.61', number: number() }, { text: ', n = ' }, { text: '92', number: number() })
  const slide = { ...good.source.sections[1].slides![0], claim: [{ text: 'It works' }] }
  const section = { ...good.source.sections[1], blocks: [], poster: [], paper: [], slides: [slide] }
  const said = (blocks: object[], notes: string) => {
    slide.blocks = blocks as never
    slide.notes = [[{ text: notes }, { text: '0.61', number: number() }]]
    good.source.sections[1] = section
    return firing('source', good)
  }
  expect(await said([iou], 'Say that the accuracy is ')).toContain('baseline')
  expect(await said([iou], 'Whoever always says dry reaches ')).not.toContain('baseline')
  expect(await said([], 'Its IoU is ')).not.toContain('baseline')
})

const verdict = (...sentences: string[]) => ({ file: 'report.md', line: 7, condition: 'A.test.iou > 0.6', sentences })

describeGroup('source', goodSource, {
  'false-claim': source(({ source }) => source.claims.push({ ...verdict('It beats the baseline'), failure: 'A.test.iou > 0.6, now 0.5 against 0.6' })),
  'unchecked-claim': source(
    ({ source }) =>
      (source.finding = [{ text: 'It beats the baseline by ' }, { text: '0.19', number: number() }, { text: ', n = ' }, { text: '92', number: number() }]),
  ),
  'unchecked-claim (another sentence has the condition)': source(({ source }) => {
    source.claims.push(verdict('Nothing is better than 0.61.'))
    source.sections[0].blocks.push(
      paragraph(
        { text: 'Nothing is better than ' },
        { text: '0.61', number: number() },
        { text: '. [A] It outperforms ' },
        { text: '0.42', number: number() },
        { text: ' of the baseline on ' },
        { text: '92', number: number() },
        { text: ' samples.' },
      ),
    )
  }),
  'typed-number': source(({ source: { sections } }) => sections[1].blocks.push(paragraph({ text: 'Rain fell for 43.5 hours.' }))),
  baseline: source(({ source: { sections } }) => {
    sections[1].slides![0].claim = [{ text: 'It works' }]
    sections[1].blocks[0] = paragraph({ text: 'IoU is ' }, { text: '0.61', number: number() }, { text: ', n = ' }, { text: '92', number: number() })
  }),
  'sample-size': source(({ source: { sections } }) => {
    sections[1].blocks[0] = paragraph(
      { text: 'IoU is ' },
      { text: '0.61', number: number() },
      { text: '; the best baseline reaches ' },
      { text: '0.42', number: number() },
    )
  }),
  interval: source(({ source: { sections } }) =>
    sections[1].blocks.push(
      paragraph({ text: 'Depth was ' }, { text: '0.61', number: number({ runs: ['r1', 'r2'], values: [0.6, 0.62] }) }, { text: ' on average.' }),
    ),
  ),
  seeds: source(({ source: { settings } }) => (settings.stamp = '')),
  units: source(({ source: { sections } }) =>
    sections[1].blocks.push(
      paragraph({ text: 'Training took ' }, { text: '214', number: number({ path: 'result.seconds', printed: '214' }) }, { text: ' altogether.' }),
    ),
  ),
  prompts: source((good) => (good.markdown += '\nTODO: what do you want to ask?\n')),
  'empty-section': source(({ source: { sections } }) => sections.push({ ...sections[0], heading: 'Ethics', blocks: [], slides: [] })),
  'empty-section (no finding)': source(({ source }) => (source.finding = [])),
  'empty-slide': source(({ source: { sections } }) => (sections[1].slides![0].blocks = [])),
  numbering: source(({ source: { sections } }) => {
    sections[0].heading = '1. Problem'
    sections[1].heading = '3. Results'
  }),
  citations: source(({ source: { sections } }) => sections[0].blocks.push(paragraph({ text: '[1]', cite: ['nobody1999'] }))),
  'data-licence': source(({ source: { figures } }) => Object.assign(figures.get('A-iou')!.source.result, { sharing: 'personal' })),
  'data-licence (restricted, not counted)': source(({ source: { figures } }) =>
    Object.assign(figures.get('A-iou')!.source.result, { sharing: 'restricted', shape: 'raster' }),
  ),
  'word-budget': source(({ source: { sections } }) => sections[0].blocks.push(paragraph({ text: 'water '.repeat(801) }))),
  'time-budget': source(({ source: { sections } }) => sections[1].slides![0].notes.push([{ text: 'water '.repeat(400) }])),
  'venue-paper': source(({ source: { settings } }) => (settings.paper.pages = 9)),
  'venue-poster': source(({ source: { settings } }) => (settings.poster.landscape = true)),
  'venue-poster (a size that is not taken)': source(({ source: { settings } }) => (settings.poster.size = 'A2')),
  'venue-talk': source(({ source: { settings } }) => (settings.slides.talkMinutes = 30)),
  'venue-talk (too many slides)': source(({ venue }) => (venue.talk!.maxSlides = 0)),
  'must-say': source(({ venue }) => venue.paper!.mustSay.push('Expected graduation date')),
})

const build = (change: (good: ReturnType<typeof goodBuild>) => void) => () => {
  const good = goodBuild()
  change(good)
  return good
}

describeGroup('build', goodBuild, {
  'stale-number': build(({ diff }) =>
    diff.numbers.push({ reference: 'A.x', change: 'changed', before: '0.61', after: '0.58', runs: ['r1'], places: ['poster page 1, finding'] }),
  ),
  'stale-number (that is lost)': build(({ diff }) =>
    diff.numbers.push({ reference: 'A.x', change: 'lost', before: '0.61', problem: 'no such path', runs: [], places: ['poster page 1, finding'] }),
  ),
  'stale-words': build((good) => good.editedSources.push('report.md')),
  'stale-figure': build(({ diff }) => diff.figures.push({ name: 'A-iou', change: 'changed' })),
  'run-changed': build(({ diff }) => diff.runs.push({ letter: 'A', change: 'changed', before: 'r1', after: 'r1' })),
  'run-gone': build(({ diff }) => diff.runs.push({ letter: 'A', change: 'gone', before: 'r1' })),
  'edited-file': build(({ files }) => files.set('poster.pptx', 'changed')),
})

const good = { pptx: new Uint8Array(), pdf: new Uint8Array() }
beforeAll(async () => {
  good.pptx = await goodPptx()
  good.pdf = goodPdf()
})

/** The good deck with parts changed: text by text, or undefined to take one out. */
const deck =
  (changes: Record<string, (text: string) => string | Buffer | undefined>, more: (zip: JSZip) => void = () => {}) =>
  async () => {
    const zip = await JSZip.loadAsync(good.pptx)
    for (const [part, change] of Object.entries(changes)) {
      const before = (await zip.file(part)?.async('string')) ?? ''
      const after = change(before)
      expect(after, part).not.toEqual(before)
      if (after === undefined) zip.remove(part)
      else zip.file(part, after, { createFolders: false })
    }
    more(zip)
    return readPptx(await zip.generateAsync({ type: 'uint8array' }), 'x.pptx')
  }
const slide1 = 'ppt/slides/slide1.xml'

const recordOf = (numbers: { page: number; printed: string; place?: string }[]) => {
  const all = numbers.map((number) => ({ reference: 'A.x', runs: ['r1'], path: 'x', values: [1], place: 'title', ...number }))
  return `<build xmlns="urn:phd:report:build:1">${JSON.stringify({ version: 1, builds: { slides: { kind: 'slides', title: 't', phd: '0', runs: [], numbers: all } } })}</build>`
}
const printedAt = (over: object) => ({ reference: 'A.x', runs: ['r1'], path: 'x', values: [1], place: 'finding', page: 1, printed: '1', ...over })
const venueOf = (talk: object = {}) => ({ ...goodSource().venue, talk: { talkMinutes: 20, questionMinutes: 15, ...talk } })
const recorded = (numbers: Parameters<typeof recordOf>[0]) => deck({ 'customXml/item1.xml': () => recordOf(numbers) })

describeGroup('pptx', () => readPptx(good.pptx, 'x.pptx'), {
  'zip-folders': deck({}, (zip) => zip.folder('ppt/empty')),
  'content-types': deck({
    '[Content_Types].xml': (xml) => xml.replace('</Types>', '<Override PartName="/ppt/slideMasters/slideMaster9.xml" ContentType="application/xml"/></Types>'),
  }),
  'content-types (a part without one)': deck({ 'ppt/media/film.xyz': () => 'x' }),
  relationships: deck({
    'ppt/slides/_rels/slide1.xml.rels': (xml) =>
      xml.replace('</Relationships>', '<Relationship Id="rId99" Type="http://x/image" Target="../media/none.png"/></Relationships>'),
  }),
  'element-order': deck({ 'ppt/presentation.xml': (xml) => xml.replace(/(<p:sldSz[^>]*>)(<p:notesSz[^>]*>)/, '$2$1') }),
  'external-parts': deck({
    'ppt/slides/_rels/slide1.xml.rels': (xml) =>
      xml.replace(
        '</Relationships>',
        '<Relationship Id="rId99" Type="http://x/image" Target="http://tracker.example/x.png" TargetMode="External"/></Relationships>',
      ),
  }),
  'external-parts (in a drawing)': deck({ 'ppt/media/image-1-2.svg': (svg) => svg.replace('</svg>', '<image href="https://tracker.example/x.png"/></svg>') }),
  'external-parts (a drawing with entities)': deck({ 'ppt/media/image-1-2.svg': (svg) => `<!DOCTYPE svg [<!ENTITY a "b">]>${svg}` }),
  'broken-preview': deck({ 'ppt/media/image-1-1.png': () => Buffer.from('<svg/>') }),
  'duplicate-ids': deck({ [slide1]: (xml) => xml.replace(/(<p:cNvPr id=")3"/, '$12"') }),
  'off-page': deck({ [slide1]: (xml) => xml.replace(/<a:off x="\d+" y="1828800"\/>/, '<a:off x="9999999" y="1828800"/>') }),
  'font-size': deck({ [slide1]: (xml) => xml.replace('sz="2000"', 'sz="900"') }),
  'alt-text': deck({ [slide1]: (xml) => xml.replace(/ descr="IoU[^"]*"/, ' descr=""') }),
  'figure-text': deck({ 'ppt/media/image-1-2.svg': (svg) => svg.replace('font-size="30"', 'font-size="5"') }),
  'colour-distance': deck({
    'ppt/media/image-1-2.svg': () => twoLines('#4C9900', '#A67C00', 'stroke-dasharray="4 2"').replace('stroke="#0072B2"', 'stroke="#000000"'),
  }),
  'grey-distance': deck({ 'ppt/media/image-1-2.svg': () => twoLines('#0072B2', '#CC3D00') }),
  'slide-title': deck({ [slide1]: (xml) => xml.replace('<p:ph type="title"/>', '') }),
  'slide-notes': deck({ 'ppt/notesSlides/notesSlide1.xml': (xml) => xml.replace('What is said here takes a minute.', '') }),
  'empty-slide': deck({ [slide1]: (xml) => xml.replace(/<p:pic>.*<\/p:pic>/s, '').replace('The water goes where the land is low.', '') }),
  fonts: deck({ [slide1]: (xml) => xml.replace(/typeface="Arial"/g, 'typeface="Papyrus"') }),
  'recorded-number': recorded([{ page: 1, printed: '0.61' }]),
  'recorded-number (in the notes)': recorded([{ page: 2, printed: '3 floods', place: 'notes' }]),
  'venue-talk': async () => ({ ...readPptx(good.pptx, 'x.pptx'), venue: venueOf({ maxSlides: 0 }) }),
  'venue-talk (by the notes of its slides)': async () => {
    const timed = deck({ 'ppt/notesSlides/notesSlide1.xml': (xml) => xml.replace('What is said here', '[1500 s, from 0:00] What is said here') })
    return { ...(await timed()), venue: venueOf() }
  },
})

describe('the record of a deck', () => {
  const told = async (numbers: Parameters<typeof recorded>[0]) => {
    const checks = await judge(rulesOf.pptx, await recorded(numbers)())
    return checks.flatMap(({ rule, places }) => (rule === 'recorded-number' ? places : []))
  }
  it('is held against the words of each slide and its notes', async () => {
    expect(
      await told([
        { page: 1, printed: '1' },
        { page: 2, printed: 'a\u202fminute', place: 'notes' },
        { page: 2, printed: 'a title without digits' },
      ]),
    ).toEqual([])
    expect(await told([{ page: 1, printed: '2' }])).toEqual(['slide 1, title: 2 is not printed there any more ({{A.x}})'])
    expect(await told([{ page: 9, printed: '2' }]), 'a slide that was taken out').toEqual([])
  })
  it('a slide is known where it was moved to', async () => {
    const moved = deck({
      'ppt/presentation.xml': (xml) => xml.replace(/(<p:sldId [^>]*>)(<p:sldId [^>]*>)/, '$2$1'),
      'customXml/item1.xml': () => recordOf([{ page: 1, printed: '1' }]),
    })
    const checks = await judge(rulesOf.pptx, await moved())
    expect(checks.find(({ rule }) => rule === 'recorded-number')).toMatchObject({ ok: true })
  })
  it('that cannot be read says nothing', async () => {
    const checks = await judge(rulesOf.pptx, await deck({ 'customXml/item1.xml': () => '<build xmlns="urn:phd:report:build:1">{"version": 9}</build>' })())
    expect(checks.find(({ rule }) => rule === 'recorded-number')).toMatchObject({ ok: true })
  })
})

const pdfOf =
  (body: string, options = {}) =>
  async () => ({ file: await readPdf(goodPdf({ body, ...options }), 'x.pdf'), leastPt: 8 })
const sound = '= A poster\nThe water goes where the land is low.'
const byHand =
  (font: Parameters<typeof pdfWithFont>[0], marked = true) =>
  async () => ({ file: await readPdf(pdfWithFont(font, marked), 'x.pdf'), leastPt: 8 })

describeGroup('pdf', async () => ({ file: await readPdf(good.pdf, 'x.pdf'), leastPt: 8, mostPages: 1, sizeMm: [420, 297] }), {
  'page-count': async () => ({ file: await readPdf(goodPdf({ body: `${sound}\n#pagebreak()\nmore` }), 'x.pdf'), leastPt: 8, mostPages: 1 }),
  'page-size': async () => ({ file: await readPdf(good.pdf, 'x.pdf'), leastPt: 8, sizeMm: [297, 420] }),
  'page-size (pages of several sizes)': pdfOf(`${sound}\n#set page(width: 300mm)\nmore`),
  tagged: byHand('none', false),
  'document-title': pdfOf('', { source: `#set page(width: 420mm, height: 297mm)\n#set text(font: "Arimo", lang: "en")\n${sound}`, standard: '' }),
  language: async () => {
    const file = await readPdf(good.pdf, 'x.pdf')
    return { file: { ...file, language: '' }, leastPt: 8 }
  },
  structure: pdfOf('The water goes where the land is low.'),
  'alt-text': pdfOf(`${sound}\n#image("/figure.svg", width: 100mm)`, { standard: '' }),
  'off-page': pdfOf(`${sound}\n#place(dx: 395mm)[beyond]`),
  'font-size': pdfOf(`${sound}\n#text(size: 5pt)[small print]`),
  'fonts-embedded': byHand('not embedded'),
  'type-3-fonts': byHand('type3'),
  'recorded-number': async () => ({ ...(await pdfOf(`${sound} IoU is 0.62.`)()), numbers: [printedAt({ printed: '0.61' })] }),
  'recorded-number (in a paper, whose pages are not known)': async () => ({
    ...(await pdfOf(`${sound}\n#pagebreak()\n93 samples`)()),
    numbers: [printedAt({ printed: '92 samples' })],
    paged: false,
  }),
  'venue-talk': async () => ({ ...(await pdfOf(sound)()), talk: { venue: venueOf({ maxSlides: 0 }) } }),
  'venue-talk (as report.yaml plans it)': async () => ({ ...(await pdfOf(sound)()), talk: { venue: venueOf(), minutes: 25 } }),
})

it('of a PDF the slides of the talk count, not those behind it', async () => {
  const numbered = `${sound}\n#pagebreak()\n2/3\n#pagebreak()\n3/3\n#pagebreak()\nQuestions\n#pagebreak()\n5, backup`
  const input = { ...(await pdfOf(numbered)()), talk: { venue: venueOf({ maxSlides: 2 }) } }
  const places = (await judge(rulesOf.pdf, input)).flatMap((check) => (check.rule === 'venue-talk' ? check.places : []))
  expect(places).toEqual([`3 slides are shown; ${venueOf().name} takes 2`])
})

describe('the record of a PDF', () => {
  const told = async (body: string, printed: string, over: object = {}) => {
    const checks = await judge(rulesOf.pdf, { ...(await pdfOf(`${sound}\n${body}`)()), numbers: [printedAt({ printed, ...over })] })
    return checks.flatMap(({ rule, places }) => (rule === 'recorded-number' ? places : []))
  }
  it('knows a number in spite of signs, blanks, broken words and broken lines', async () => {
    expect(await told('#box(width: 14mm)[floods: 92 valid-ation samples]', '92\u00a0validation samples')).toEqual([])
    expect(await told('r is −0.46, 90.7 % and 0.51 #linebreak() (0.40–0.61)', '−0.46')).toEqual([])
    expect(await told('r is −0.46, 90.7 % and 0.51 #linebreak() (0.40–0.61)', '90.7\u202f%')).toEqual([])
    expect(await told('r is −0.46, 90.7 % and 0.51 #linebreak() (0.40–0.61)', '0.51 (0.40–0.61)')).toEqual([])
    expect(await told('Training took 3 min and 35 s', '3\u00a0min\u00a035\u00a0s')).toEqual([])
    expect(await told('#text(kerning: false)[0.#h(0pt)61]', '0.61'), 'in two pieces').toEqual([])
  })
  it('takes no part of a number for it', async () => {
    expect(await told('10.613 and 0.611', '0.61')).toEqual(['page 1, finding: 0.61 is not printed there any more ({{A.x}})'])
    expect(await told('r is 0.46', '−0.46')).toHaveLength(1)
    expect(await told('r is −0.46', '0.46')).toHaveLength(1)
    expect(await told('0.40–0.46', '0.46')).toEqual([])
  })
  it('asks on the page where it stands, and on those where its table goes on', async () => {
    expect(await told('0.61\n#pagebreak()\n0.99', '0.61', { page: 2 })).toHaveLength(1)
    expect(await told('a\n#pagebreak()\nScores (continued) 0.61', '0.61', { place: 'table scores' })).toEqual([])
    expect(await told('a\n#pagebreak()\nanother slide 0.61', '0.61', { place: 'table scores' })).toHaveLength(1)
    expect(await told('0.99', '0.61', { page: 7 }), 'a page that was taken out').toEqual([])
  })
})

const poster =
  (from: string, to: string, over: Parameters<typeof htmlUnderTest>[1] = {}) =>
  () => {
    const html = goodPosterHtml.replace(from, () => to)
    expect(html).not.toBe(goodPosterHtml)
    return htmlUnderTest(html, over)
  }
const inHead = (markup: string) => poster('</head>', `${markup}</head>`)
const inBody = (markup: string) => poster('</main>', `${markup}</main>`)

describeGroup('html', () => htmlUnderTest(goodPosterHtml, { numbers: [printedAt({ printed: '0.61 for' })] }), {
  'external-parts': inHead('<link rel="preconnect" href="https://fonts.example">'),
  'external-parts (a style sheet)': inHead('<LINK REL=stylesheet HREF=//fonts.example/x.css>'),
  'external-parts (a picture)': inBody('<img alt="x" src="https://tracker.example/x.png">'),
  'external-parts (one of several pictures)': inBody('<img alt="x" srcset="data:image/png;base64,AA 1x, https://tracker.example/x.png 2x">'),
  'external-parts (written so that it is overlooked)': inBody('<img alt="x" src=" ht&#116;ps:&#10;\\\\tracker.example/x.png">'),
  'external-parts (a font)': inHead('<style>@font-face{font-family:x;src:url( "http://fonts.example/x.woff" )}</style>'),
  'external-parts (an imported style sheet)': inHead("<style>/* url( */@import 'https://fonts.example/x.css';</style>"),
  'external-parts (behind escapes)': inHead('<style>p{background:\\75 rl(https://tracker.example/x)}</style>'),
  'external-parts (in a style attribute)': inBody('<p style="background:url(https://tracker.example/x)">x</p>'),
  'external-parts (in a drawing)': inBody('<svg aria-hidden="true"><image xlink:href="ftp://tracker.example/x"/></svg>'),
  'external-parts (a page that leads away)': inHead('<meta http-equiv=refresh content="0; url=https://example.org">'),
  'missing-file': inBody('<img alt="x" src="pictures/x.png">'),
  'active-content': inBody('<script>1</script>'),
  'active-content (a handler)': inBody('<p onclick="x()">x</p>'),
  'active-content (a frame)': inBody('<iframe srcdoc="x"></iframe>'),
  'active-content (a link that runs)': inBody('<a href="java&#10;script:x()">x</a>'),
  'active-content (a deck that allows a second script)': () =>
    htmlUnderTest(
      goodDeckHtml
        .replace("'sha256-", `'sha256-${createHash('sha256').update('alert(1)').digest('base64')}' 'sha256-`)
        .replace('</body>', '<script>alert(1)</script></body>'),
    ),
  'active-content (a deck that may load from anywhere)': () => htmlUnderTest(goodDeckHtml.replace("'sha256-", "https://example.org 'sha256-")),
  'active-content (a deck with another script)': () => htmlUnderTest(goodDeckHtml.replace('let now = 1', 'let now = 2')),
  language: poster(' lang="en"', ''),
  'document-title': poster('<title>Floods</title>', '<title> </title>'),
  structure: inBody('<h1>Another</h1>'),
  'structure (none)': () => htmlUnderTest(goodPosterHtml.replace(/h1/g, 'h2')),
  'structure (of a slide)': () => htmlUnderTest(goodDeckHtml.replace('<h1 class="box title">More</h1>', 'More')),
  'alt-text': inBody('<img src="data:image/png;base64,AA">'),
  'alt-text (of a drawing)': poster('aria-label="IoU rises"', 'aria-label=" "'),
  'duplicate-ids': inBody('<p id="page-1">x</p>'),
  contrast: poster('color:#1A2530', 'color:#999999'),
  'contrast (on the panel behind)': poster('color:#FFFFFF', 'color:#1A2530'),
  'contrast (on a background of its own)': inBody('<p style="background:#ffe">a <b style="color:rgb(230,230,0)">b</b></p>'),
  'recorded-number': poster('0.61', '0.62', { numbers: [printedAt({ printed: '0.61 for' })] }),
  'venue-talk': () => htmlUnderTest(goodDeckHtml, { venue: venueOf({ talkMinutes: 15 }) }),
  'venue-talk (too many slides)': () => htmlUnderTest(goodDeckHtml, { venue: venueOf({ maxSlides: 0 }) }),
})

describeGroup('alone', () => ({ unchecked: [] }), { 'report-beside': () => ({ unchecked: ['the words of report.md'] }) })

describeGroup('svg', () => ({ svg: goodSvg, leastPt: 7 }), {
  'active-content': () => ({ svg: goodSvg.replace('</svg>', '<script>alert(1)</script></svg>'), leastPt: 7 }),
  'active-content (a picture from elsewhere)': () => ({ svg: goodSvg.replace('</svg>', '<image href="https://tracker.example/x.png"/></svg>'), leastPt: 7 }),
  'figure-size': () => ({ svg: goodSvg.replace(/ width="300pt" height="200pt" viewBox="[^"]*"/, ''), leastPt: 7 }),
  'font-size': () => ({ svg: goodSvg, leastPt: 7, widthMm: 20 }),
  fonts: () => ({ svg: goodSvg.replace('Arial', 'Papyrus'), leastPt: 7 }),
  'colour-distance': () => ({ svg: twoLines('#4C9900', '#A67C00', 'stroke-dasharray="4 2"').replace('#0072B2', '#000000'), leastPt: 7 }),
  'grey-distance': () => ({ svg: twoLines('#0072B2', '#CC3D00'), leastPt: 7 }),
})

it('bars of two colours that are the same grey are told apart by their sides, and are not where they stand among each other', async () => {
  const bars = (x: number) =>
    goodSvg
      .replace(
        '</svg>',
        `<g transform="translate(150,0)"><path d="M-60,20h60v20h-60Z" fill="#0072B2"/></g><g transform="translate(${x},0)"><rect x="0" y="20" width="50" height="20" fill="#CC3D00"/></g></svg>`,
      )
      .replace('stroke="#0072B2"', 'stroke="#000000"')
  expect(await firing('svg', { svg: bars(150), leastPt: 7 })).toEqual([])
  expect(await firing('svg', { svg: bars(120), leastPt: 7 })).toEqual(['grey-distance'])
})

it("Okabe and Ito's colours are told apart by everybody, those that Vega takes by itself are not", () => {
  expect(confusedPairs(okabeIto)).toEqual([])
  const vega = ['#4c78a8', '#f58518', '#e45756', '#72b7b2', '#54a24b', '#eeca3b', '#b279a2', '#ff9da6', '#9d755d', '#bab0ac']
  expect(new Set(confusedPairs(vega).map(({ vision }) => vision))).toContain('green-blind (deutan)')
  expect(sameInGrey(['#0072B2', '#D55E00'])).toHaveLength(1)
})

describeGroup('png', () => ({ png: { widthPx: 1200, heightPx: 800, dpi: 300 } }), {
  resolution: () => ({ png: { widthPx: 1200, heightPx: 800, dpi: 72 } }),
  'resolution (as it is printed)': () => ({ png: { widthPx: 1200, heightPx: 800, dpi: 300 }, widthMm: 400 }),
})

const latex = (from: string, to: string) => () => ({ ...goodLatex(), tex: goodLatex().tex.replace(from, () => to) })

describeGroup('latex', goodLatex, {
  'forbidden-packages': latex('\\usepackage{times}', '\\usepackage[margin=1in]{times,geometry}'),
  'negative-space': latex('\\section{Results}', '\\vspace{-4mm}\\section{Results}'),
  'negative-space (of lengths)': latex('\\section{Results}', '\\setlength{\\textfloatsep}{-3pt}'),
  'missing-file': latex('figures/iou', 'figures/other'),
})
