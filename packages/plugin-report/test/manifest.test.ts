/** build.json, its copies inside PPTX and PDF, and the numbers that it lists. */
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import JSZip from 'jszip'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  attachedTexts,
  dataHash,
  embedInPptx,
  figureValues,
  numbersOfBlocks,
  numbersOfPages,
  parseManifest,
  placedFigure,
  placeOf,
  printedAs,
  readManifest,
  recordBuild,
  runHash,
  snapshotNow,
  snapshotOf,
  travelledManifest,
  travellingManifest,
  typstAttachment,
  usedRuns,
} from '../lib/manifest/index.js'
import { temporaryFolder } from './fixtures/cli.js'
import { goodPdf, goodPptx } from './fixtures/good-files.js'
import { hasPython, output, python } from './fixtures/judge.js'
import { ids, makeRuns } from './fixtures/make-runs.js'

const origin = (over = {}) => ({ reference: 'A.test.iou | 2', runs: ['r1'], path: 'result.test.iou', values: [0.6123], printed: '0.61', ...over })
const build = (over = {}) => ({
  kind: 'poster' as const,
  title: 'Where <the> & "water" goes \u2028 ]]>',
  phd: '0.1.0',
  runs: [{ letter: 'A', id: 'r1', experiment: 'radar/train', seed: 1, sha256: 'ab' }],
  numbers: [{ ...origin(), page: 1, place: 'finding' }],
  figures: [{ name: 'A-iou', page: 1, runs: ['r1'], result: 'iou', alt: 'a', sha256: 'cd' }],
  words: 300,
  checks: [{ rule: 'overflow', severity: 'error' as const, ok: true, places: [] }],
  files: [{ file: 'poster.pdf', sha256: 'ef', bytes: 3 }],
  ...over,
})

describe('build.json', () => {
  it('keeps the builds of other outputs, and of each the one before', () => {
    const dir = join(temporaryFolder(), 'new')
    expect(readManifest(dir)).toBeUndefined()
    recordBuild(dir, 'poster', build())
    recordBuild(dir, 'slides', build({ kind: 'slides' }))
    expect(Object.keys(readManifest(dir)!.builds)).toEqual(['poster', 'slides'])
    expect(existsSync(join(dir, 'build.previous.json'))).toBe(false)
    const bytes = readFileSync(join(dir, 'build.json'))
    recordBuild(dir, 'poster', build())
    expect(existsSync(join(dir, 'build.previous.json')), 'a rebuild without a change').toBe(false)
    expect(readFileSync(join(dir, 'build.json')).equals(bytes)).toBe(true)
    recordBuild(dir, 'poster', build({ words: 301 }))
    expect(readManifest(dir)!.builds.poster.words).toBe(301)
    expect(readManifest(dir, 'build.previous.json')!.builds).toMatchObject({ poster: build() })
    expect(existsSync(join(dir, 'build.json.lock'))).toBe(false)
  })

  it('is written anew where it cannot be read, and a lock that a killed command left is broken', () => {
    const dir = temporaryFolder()
    writeFileSync(join(dir, 'build.json'), '{"version": 1, "builds": {"poster": 3}}')
    expect(() => readManifest(dir)).toThrow(expect.objectContaining({ code: 'REPORT_MANIFEST', received: expect.stringMatching(/^builds\.poster/) }))
    writeFileSync(join(dir, 'build.json.lock'), '')
    utimesSync(join(dir, 'build.json.lock'), 1, 1)
    recordBuild(dir, 'poster', build())
    expect(readManifest(dir)!.builds.poster).toMatchObject(build())
    expect(() => parseManifest('no', 'x.json')).toThrow(expect.objectContaining({ code: 'REPORT_MANIFEST', received: 'no JSON' }))
    expect(() => parseManifest('{"version": 2, "builds": {}}', 'x.json')).toThrow(expect.objectContaining({ code: 'REPORT_MANIFEST' }))
  })
})

describe('the fingerprint of a run', () => {
  it('changes with run.json, with a result, with a name; not with a log', () => {
    const dir = temporaryFolder()
    mkdirSync(join(dir, 'results'))
    writeFileSync(join(dir, 'run.json'), '{}')
    writeFileSync(join(dir, 'results', 'a.json'), '1')
    const seen = [runHash(dir)]
    writeFileSync(join(dir, 'log.txt'), 'x')
    expect(runHash(dir)).toBe(seen[0])
    const change = (file: string, text: string) => {
      writeFileSync(join(dir, file), text)
      seen.push(runHash(dir))
    }
    change('results/a.json', '2')
    change('results/a.f32', '2')
    change('run.json', '{ }')
    expect(new Set(seen).size).toBe(4)
    expect(dataHash({ shape: 'raster', title: 't', height: 1, width: 1, panels: [], data: new Float32Array([1]) })).not.toBe(
      dataHash({ shape: 'raster', title: 't', height: 1, width: 1, panels: [], data: new Float32Array([2]) }),
    )
  })
})

describe('the numbers of laid pages', () => {
  const number = origin()
  const other = origin({ reference: 'A.n', printed: '92' })
  const box = (role: string, spans: object[][]) => ({
    kind: 'text',
    role,
    paragraphs: [
      {
        text: spans
          .flat()
          .map((it: { text?: string }) => it.text)
          .join(''),
        lines: [],
        spans,
        bullet: false,
        rightToLeft: false,
        afterPt: 0,
      },
    ],
  })
  const figure = (name: string, caption: string, origins: object[]) => ({ kind: 'picture', figure: { name, caption, origins } })
  const numbersOf = (boxes: object[]) =>
    numbersOfPages({ pages: [{ boxes: [] }, { boxes }] } as never).map(({ page, place, printed }) => [page, place, printed])

  it('stand at their page and place, once where a line breaks in them', () => {
    expect(
      numbersOf([
        box('finding', [[{ text: '0.', number }], [{ text: '61', number }, { text: ' of ' }, { text: '92', number: other }]]),
        box('heading', [[{ text: 'Results' }]]),
        box('body', [[{ text: '0.61', number }, { text: ', again ' }, { text: '0.61', number: { ...number } }]]),
      ]),
    ).toEqual([
      [2, 'finding', '0.61'],
      [2, 'finding', '92'],
      [2, 'section "Results"', '0.61'],
      [2, 'section "Results"', '0.61'],
    ])
  })

  it('are those of a caption, whether its box has spans or only the figure has origins', () => {
    expect(numbersOf([figure('A-iou', 'IoU 0.61', [number]), box('caption', [[{ text: 'IoU ' }, { text: '0.61', number }]])])).toEqual([
      [2, 'caption of A-iou', '0.61'],
    ])
    expect(numbersOf([figure('A-iou', 'IoU 0.61', [number])])).toEqual([[2, 'caption of A-iou', '0.61']])
  })

  it('are found in lists and tables of blocks', () => {
    const spans = [{ text: '0.61', number }]
    const blocks = [
      { kind: 'list', ordered: false, items: [spans] },
      { kind: 'table', header: [spans], rows: [[spans]] },
      { kind: 'equation', tex: '1', alt: '' },
    ]
    expect(numbersOfBlocks(blocks as never, { page: 1, place: 'x' })).toHaveLength(3)
  })
})

describe('tables and pictures', () => {
  const dir = temporaryFolder()
  beforeAll(() => {
    mkdirSync(join(dir, 'r1/results'), { recursive: true })
    const columns = ['name', 'f1'].map((key) => ({ key, label: key }))
    const results = {
      scores: {
        shape: 'table',
        title: 'Scores',
        columns,
        rows: [
          { name: 'net', f1: 0.7591 },
          { name: 'dry', f1: 0 },
        ],
      },
      confusion: {
        shape: 'confusion',
        title: 'C',
        classes: ['dry', 'wet'],
        counts: [
          [90, 10],
          [1, 3],
        ],
      },
      loss: { shape: 'curves', title: 'L', x: { label: 'epoch' }, y: { label: 'loss' }, series: [{ name: 'train', x: [0, 1], y: [0.9, 0.25] }] },
    }
    for (const [name, result] of Object.entries(results)) writeFileSync(join(dir, 'r1/results', `${name}.json`), JSON.stringify(result))
  })
  const figures = ['scores', 'confusion', 'loss', '../../r1/results/loss'].map((result) => ({
    output: 'slides' as const,
    page: 1,
    name: `A-${result}`,
    result,
    runs: [{ id: 'r1', state: 'same' as const }],
  }))
  const found = (wanted: string) => figureValues(figures, wanted, dir).map(({ where, value }) => [where, value])

  it('their values are found as they are printed', () => {
    for (const printed of ['0.759', '0.76']) expect(found(printed)).toEqual([['net: f1', 0.7591]])
    expect(found('76 %')).toEqual([['net: f1', 0.7591]])
    expect(found('75 %')).toEqual([['wet called wet, share', 0.75]])
    expect(found('90')).toEqual([['dry called dry', 90]])
    expect(found('0.25')).toEqual([
      ['wet called dry, share', 0.25],
      ['series[train].y[1]', 0.25],
    ])
    expect(
      found('1').map(([, value]) => value),
      'never what only rounds to it',
    ).toEqual([1, 1])
    for (const nothing of ['abc', '', '.', '7591', '-0.759']) expect(found(nothing), nothing).toEqual([])
    expect(figureValues([{ ...figures[0], runs: [{ id: 'r1', state: 'gone' }] }], '0.759', dir)).toEqual([])
  })

  it('the kit says on which page of a paper something stands', () => {
    expect(placeOf('paper', { page: 1, place: 'abstract' })).toBe('paper, abstract')
    expect(placeOf('slides', { page: 4, place: 'notes' })).toBe('slides slide 4, notes')
  })

  it('a share is not where a 0 or a 1 comes from', () => {
    const traced = (value: number, printed: string) => ({
      output: 'poster' as const,
      page: 1,
      place: 'p',
      printed,
      values: [value],
      reference: 'A',
      path: 'p',
      runs: [],
    })
    expect(printedAs([traced(0.3142, '31 %')], '0')).toEqual([])
    expect(printedAs([traced(0.3142, '31 %')], '31')).toHaveLength(1)
    expect(printedAs([traced(0.3142, '31 %')], '31.4 %')).toHaveLength(1)
    expect(printedAs([traced(-0.674, '−0.67')], '-0.67')).toHaveLength(1)
  })

  it('those that phd adds name their result, and are stale when it changes; what is put together of numbers names its runs', () => {
    const result = { shape: 'table' as const, title: 'All scores', columns: [], rows: [] }
    const run = { letter: 'A', run: { id: 'r1' } as never, dir: join(dir, 'r1'), results: new Map([['scores', result]]) }
    const figure = { name: 'A-scores', kind: {} as never, source: { result, runDir: run.dir }, options: {}, caption: '', alt: 'a' }
    const placed = placedFigure(figure, 3, { figures: {}, runs: [run] })
    expect(placed).toMatchObject({ page: 3, runs: ['r1'], result: 'scores' })
    const composed = placedFigure({ ...figure, source: { result, runDir: '' }, origins: [origin(), origin()] }, 4, { figures: {}, runs: [run] })
    expect(composed).toMatchObject({ runs: ['r1'], result: '' })
    const before = snapshotOf(build({ figures: [placed], numbers: [] }))
    expect(snapshotNow(before, [run]).figures).toEqual(before.figures)
    const changed = { ...run, results: new Map([['scores', { ...result, rows: [{}] }]]) }
    expect(snapshotNow(before, [changed]).figures[0].sha256).not.toBe(before.figures[0].sha256)
  })
})

describe('the copy that travels', () => {
  const folder = temporaryFolder()
  const copy = travellingManifest(build())
  const expected = { version: 1, builds: { poster: { ...build(), checks: [], files: [] } } }
  let plain: Uint8Array
  let pptx: Uint8Array
  beforeAll(async () => {
    makeRuns(join(folder, 'runs'))
    plain = await goodPptx()
    pptx = await embedInPptx(plain, copy)
    writeFileSync(join(folder, 'with.pptx'), pptx)
  }, 60_000)

  it('is read back from a PPTX, and the same bytes every time', async () => {
    expect(await travelledManifest(pptx, 'with.pptx')).toMatchObject(expected)
    expect(Buffer.from(await embedInPptx(plain, copy)).equals(Buffer.from(pptx))).toBe(true)
    const dates = Object.values((await JSZip.loadAsync(pptx)).files).map(({ date }) => date.getTime())
    expect(new Set(dates).size).toBe(1)
  })

  it.skipIf(!hasPython)('is a custom XML part to openxml-audit and python-pptx, which keeps it when it saves (need .oracle or PHD_ORACLE_PYTHON)', async () => {
    expect(output(join(python, '../openxml-audit'), ['--policy', 'strict', join(folder, 'with.pptx')])).toContain('Errors: 0')
    output(python, [
      '-c',
      'import sys; from pptx import Presentation; Presentation(sys.argv[1]).save(sys.argv[2])',
      join(folder, 'with.pptx'),
      join(folder, 'saved.pptx'),
    ])
    expect(await travelledManifest(readFileSync(join(folder, 'saved.pptx')), 'saved.pptx')).toMatchObject(expected)
  })

  it('is an attachment of a PDF/UA-1, read back without a PDF library', async () => {
    const source = `${typstAttachment}\n#set document(title: "T", date: none)\n#set text(font: "Arimo", lang: "en")\n= T\nhello`
    const pdfOf = (inputs: object) => goodPdf({ source, inputs })
    const pdf = pdfOf({ manifest: copy })
    expect(await travelledManifest(pdf, 'x.pdf')).toMatchObject(expected)
    expect(Buffer.from(pdf).equals(Buffer.from(pdfOf({ manifest: copy })))).toBe(true)
    expect(attachedTexts(pdfOf({}))).toEqual([])
    writeFileSync(join(folder, 'x.pdf'), pdf)
    if (hasPython) expect(output(join(python, '../pdfua'), ['check', join(folder, 'x.pdf')])).toMatch(/errors=0 warnings=0/)
  })

  it('is not taken from what is no record, and hostile streams are not unpacked', async () => {
    expect(
      await travelledManifest(Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile >>\nstream\n{"builds": 1}\nendstream'), 'x').catch(({ code }) => code),
    ).toBe('REPORT_MANIFEST')
    expect(attachedTexts(Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile /Filter /FlateDecode >>\nstream\nno zlib\nendstream'))).toEqual([])
    expect(attachedTexts(Buffer.from('%PDF-1.7 /EmbeddedFiles /EmbeddedFile'))).toEqual([])
  })

  it('names the runs by letter, with their fingerprints', () => {
    const dir = join(folder, 'runs', ids.train)
    const run = JSON.parse(readFileSync(join(dir, 'run.json'), 'utf8'))
    expect(usedRuns([{ letter: 'B', run, dir, results: new Map() }])).toEqual([
      { letter: 'B', id: ids.train, experiment: 'radar/train', seed: 1, sha256: runHash(dir) },
    ])
  })
})
