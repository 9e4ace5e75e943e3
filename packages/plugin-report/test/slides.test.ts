/** Slides from a source: what stands on which, where their numbers come from, and what happens where words do not fit. */
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { defaultKind, figureKind } from '../lib/figures/index.js'
import { type BuiltSlides, buildSlides, type Slide, slidesDocument, type TalkChoices, timeTable } from '../lib/slides/index.js'
import { type LaidSlide, layoutDeck, type SlideSize, slidePage } from '../lib/slides/layout/index.js'
import { remarks } from '../lib/slides/remarks.js'
import { loadFontMetrics } from '../lib/text/index.js'
import { defaultTheme } from '../lib/themes/index.js'
import { temporaryFolder } from './fixtures/cli.js'
import { ids, makeRuns } from './fixtures/make-runs.js'
import { makeTalk, section, slide } from './fixtures/make-talk.js'

const store = makeRuns(join(temporaryFolder(), 'runs'))
const source = (chosen?: string[]) => makeTalk(store, { figureKind, defaultKind }, chosen)
const choices: TalkChoices = { talkMinutes: 20, questionMinutes: 15, wordsPerMinute: 130, size: '16:9', theme: defaultTheme, png: false, venue: '' }
const textOf = (spans: { text: string }[]) => spans.map(({ text }) => text).join('')
const find = (slides: Slide[], id: string) => slides.find((candidate) => candidate.id === id) as Slide

/** Pages without files: most of what may go wrong goes wrong here. */
async function lay(made: ReturnType<typeof source>, size: SlideSize = '16:9'): Promise<LaidSlide[]> {
  const tools = { page: slidePage(size), metrics: await loadFontMetrics(), theme: defaultTheme }
  return layoutDeck(slidesDocument(made), made.runs, tools)
}

let built: BuiltSlides
beforeAll(async () => {
  built = await buildSlides(source(), choices)
})

describe('a deck', () => {
  it('is a title, the talk, a hidden divider, the list of questions, and backup slides', () => {
    const parts = built.slides.map(({ slide: { part } }) => part)
    expect(parts.indexOf('divider')).toBe(parts.lastIndexOf('talk') + 1)
    expect(built.slides[0].slide.id).toBe('title')
    expect(built.slides[parts.indexOf('divider') + 1].slide.id).toBe('question-list')
    expect(built.slides.every(({ slide: { part }, page }) => (page.hidden === true) === (part !== 'talk'))).toBe(true)
    expect(new Set(built.slides.map(({ slide: { id } }) => id)).size).toBe(built.slides.length)
  })

  it('drafts a slide of a section without one: claim, bullets of at most 40 words, all of the words in the notes', () => {
    const { slides } = slidesDocument(source())
    const method = find(slides, 'method')
    expect(textOf(method.claim)).toBe('A small DeepLabV3+ labels every cell as wet or dry')
    expect(method.paragraphs.map(({ text }) => text)).toEqual([
      'Only 9.3 % of the cells are wet, so cross-entropy is joined by Dice.',
      'It is trained for 12 epochs with batches of 8.',
    ])
    expect(textOf(method.notes[0])).toBe(
      'A small DeepLabV3+ labels every cell as wet or dry. Only 9.3 % of the cells are wet, so cross-entropy is joined by Dice. It is trained for 12 epochs with batches of 8.',
    )
  })

  it('has every table of the runs in full, what lost, parameters, data and threats', () => {
    const backup = slidesDocument(source()).slides.filter(({ part }) => part === 'backup')
    const idsOf = backup.map(({ id }) => id)
    for (const id of ['A-scores', 'C-sentiment-by-flood', 'C-correlations', 'lost', 'A-confusion', 'parameters-radar-train', 'data', 'threats'])
      expect(idsOf).toContain(`backup-${id}`)
    const rows = built.slides.flatMap(({ page }) =>
      page.boxes.flatMap((box) => (box.kind === 'table' && box.figure.name === 'C-sentiment-by-flood' ? [box.rows.length - 1] : [])),
    )
    expect(rows.reduce((sum, count) => sum + count, 0)).toBe(10)
  })

  it('lists where a baseline was better, with the numbers of the run', () => {
    const lost = built.slides.find(({ slide: { id } }) => id === 'backup-lost')
    const table = lost?.page.boxes.find((box) => box.kind === 'table')
    const { metrics, baselines } = store.open(ids.train).result as { metrics: Record<string, number>; baselines: Record<string, Record<string, number>> }
    const best = Object.keys(metrics).filter((metric) => Object.values(baselines).some((scores) => scores[metric] > metrics[metric]))
    const rows = table?.kind === 'table' ? table.rows.slice(1).map(({ cells }) => cells.map((lines) => lines.join(' '))) : []
    expect(rows).toHaveLength(best.length)
    expect(rows).toContainEqual(['A', 'accuracy', 'persistence', '0.978', metrics.accuracy.toFixed(3)])
  })

  it('leads from each question to a slide that is there', () => {
    const page = built.slides.find(({ slide: { id } }) => id === 'question-list')?.page
    const table = page?.boxes.find((box) => box.kind === 'table')
    const rows = table?.kind === 'table' ? table.rows.slice(1).map(({ cells }) => cells.map((lines) => lines.join(' '))) : []
    expect(rows.length).toBeGreaterThan(4)
    const answers = Object.fromEntries(rows.map(([question, number]) => [question, built.slides[Number(number) - 1]?.slide.id]))
    expect(answers).toMatchObject({
      'Is the accuracy better than always guessing the common class?': 'backup-A-scores',
      'How much does it vary from seed to seed?': 'backup-threats',
      'Which mistakes does it make, in counts?': 'backup-A-confusion',
      'Had the training converged? Does it overfit?': 'method',
    })
  })

  it('leaves out of the backup what not everybody may see', () => {
    const made = source()
    const scores = made.runs[0].results.get('scores')
    made.runs[0].results.set('scores', { ...scores, sharing: 'restricted' } as never)
    expect(slidesDocument(made).slides.map(({ id }) => id)).not.toContain('backup-A-scores')
  })

  it('takes runs of experiments that it does not know, and no run at all', async () => {
    for (const chosen of [[ids.shapes], []]) {
      const made = source([ids.train])
      const other = chosen.length ? source(chosen) : { ...made, runs: [], figures: new Map() }
      const plain = {
        ...made,
        runs: other.runs,
        figures: other.figures,
        finding: [],
        sections: [section('problem', 'Problem', []), ...made.sections.slice(0, 1)],
      }
      expect((await lay(plain)).length).toBeGreaterThan(2)
    }
  })
})

describe('numbers', () => {
  /** Of what phd wrote itself: captions and written words may hold numbers as text. */
  const generated = () => built.slides.filter(({ slide: { part, questions } }) => part === 'backup' && !questions)

  it('of backup slides all have an origin, or stand in a table that is drawn from a run', () => {
    for (const { slide: own } of generated()) {
      for (const { spans = [], text } of own.paragraphs) {
        const typed = spans
          .filter(({ number }) => !number)
          .map((span) => span.text)
          .join('')
        expect(typed, text).not.toMatch(/\d/)
      }
    }
  })

  it('say run, path and value, on which slide and where', () => {
    const iou = (store.open(ids.train).result as { metrics: { iouWet: number } }).metrics.iouWet
    const found = built.record.numbers.filter(({ path }) => path === 'result.metrics.iouWet')
    expect(found.map(({ page, place }) => [page, place])).toEqual(
      expect.arrayContaining([
        [1, 'finding'],
        [5, 'title'],
        [5, 'notes'],
      ]),
    )
    for (const { runs, values } of found) expect([runs, values]).toEqual([[ids.train], [iou]])
  })

  it('of parameters come from the run', () => {
    const epochs = built.record.numbers.find(({ reference }) => reference === 'A.params.epochs')
    expect(epochs).toMatchObject({ runs: [ids.train], values: [12], printed: '12' })
  })
})

describe('what does not fit', () => {
  const withSlides = (...slides: object[]) => ({ ...source(), sections: [section('results', 'Results', [], { slides })] })
  const words = (count: number) => Array.from({ length: count }, (_, i) => `word${i}`).join(' ')

  it('is an error that names slide, line and how many words to drop, for a claim and for text', async () => {
    const made = withSlides(
      slide(words(60), [], { line: 12 }),
      slide('A claim', [{ kind: 'list', ordered: false, items: [[{ text: words(400) }]] }], { line: 20 }),
      slide('Another claim', [], { line: 30 }),
    )
    const error = await lay(made).catch((thrown) => thrown)
    expect(error).toMatchObject({ code: 'REPORT_SLIDE_OVERFLOW', message: '2 slides are too full.' })
    const [claim, text] = error.received.split('; ')
    expect(claim).toMatch(/^slide 2, slide "word0 .*" \(line 12\): its claim does not fit in two lines: drop \d+ of 60 words$/)
    expect(text).toMatch(/^slide \d, slide "A claim" \(line 20\): its text does not fit: drop \d+ of 400 words$/)
  })

  it('fits once as many words are dropped as it says, and not with one more', async () => {
    const build = (count: number) => lay(withSlides(slide('A claim', [{ kind: 'list', ordered: false, items: [[{ text: words(count) }]] }])))
    const error = await build(400).catch((thrown) => thrown)
    const drop = Number(/drop (\d+)/.exec(error.received)?.[1])
    await expect(build(400 - drop)).resolves.toBeDefined()
    await expect(build(400 - drop + 1)).rejects.toMatchObject({ code: 'REPORT_SLIDE_OVERFLOW' })
  })

  it('notes slides with more than 40 words, and with two figures', async () => {
    const figures = ['A-iou', 'A-loss'].map((name) => ({ kind: 'figure', name, line: 1 }))
    const made = withSlides(slide('Wordy', [{ kind: 'list', ordered: false, items: [[{ text: words(45) }]] }]), slide('Two', figures))
    const checks = remarks(made, await lay(made), timeTable([], 20, 130), 2)
    const places = (rule: string) => checks.find((check) => check.rule === rule)?.places
    expect(places('slide-words')).toEqual(['slide 2 shows 45 words below its claim: 40 are read while you speak'])
    expect(places('slide-figures')).toEqual(['slide 3 shows 2 figures: one a slide is seen from the back'])
    expect(places('slide-count')).toEqual(['3 slides; the venue takes 2'])
    expect(places('authors')).toEqual([])
  })

  it('goes on on further slides where it is a table of a run', async () => {
    const made = source([ids.train])
    const columns = [{ key: 'name', label: 'Name' }, ...Array.from({ length: 14 }, (_, i) => ({ key: `c${i}`, label: `Column${i}`, digits: 4 }))]
    const rows = Array.from({ length: 30 }, (_, r) => ({ name: `row ${r}`, ...Object.fromEntries(columns.slice(1).map(({ key }, c) => [key, r + c / 7])) }))
    made.runs[0].results.set('wide', { shape: 'table', title: 'A wide table', columns, rows } as never)
    const deck = await lay(made)
    const tables = deck.flatMap(({ page }) => page.boxes.flatMap((box) => (box.kind === 'table' && box.figure.name === 'A-wide' ? [box] : [])))
    const seen = new Set(
      tables.flatMap(({ rows: [head, ...body] }) =>
        body.flatMap(({ cells }) => head.cells.map((label, c) => `${cells[0].join('')}/${label.join('')}/${cells[c].join('')}`)),
      ),
    )
    for (const row of rows)
      for (const { key, label } of columns.slice(1))
        expect(seen).toContain(`${row.name}/${label}/${(row as unknown as Record<string, number>)[key].toFixed(4)}`)
  })

  it('is never what phd drafted: its bullets end where the room ends', async () => {
    const long = { kind: 'paragraph', spans: [{ text: Array.from({ length: 12 }, (_, i) => `Sentence ${i} has five words.`).join(' ') }] }
    const made = { ...source(), sections: [section('method', 'Method', [long, { kind: 'figure', name: 'A-confusion', line: 3 }])] }
    await expect(lay(made, '4:3')).resolves.toBeDefined()
  })
})

describe('the topic above a claim', () => {
  it('is the heading, up to a colon', () => {
    const topics = ['Result: beats every baseline', 'Method', 'At 12:30 it rained'].map((heading) => {
      const made = { ...source(), sections: [section('results', heading, [], { slides: [slide('A claim of its own', [])] })] }
      return slidesDocument(made).slides[1].topic
    })
    expect(topics).toEqual(['Result', 'Method', 'At 12:30 it rained'])
  })
})
