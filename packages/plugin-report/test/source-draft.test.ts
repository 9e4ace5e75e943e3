import { join } from 'node:path'
import { type Confusion, readResult, Store, writeResult } from '@phd/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { draftReport, offPoster, spareOrder } from '../lib/source/draft/index.js'
import { type Block, type LoadedRun, loadRuns, type ReportSource, readSettings, textOf } from '../lib/source/index.js'
import { readReport } from '../lib/source/read.js'
import { temporaryFolder } from './fixtures/cli.js'
import { ids, makeRuns, makeTrain } from './fixtures/make-runs.js'

const folder = temporaryFolder()
let store: Store
beforeAll(() => {
  store = makeRuns(join(folder, 'runs'))
})

const choices = { runsFolder: 'runs', size: 'A0', landscape: false, style: 'classic', theme: 'default', offPoster: [] }
const failing = (code: string) => expect.objectContaining({ code })

function read(runs: LoadedRun[], change: object = {}): ReportSource & { markdown: string; yaml: string } {
  const { markdown, yaml } = draftReport(runs, { ...choices, ...change })
  const source = readReport({ file: 'report.md', text: markdown }, { file: 'report.yaml', text: yaml, ...readSettings(yaml, 'report.yaml') }, runs)
  return { ...source, markdown, yaml }
}
const draft = (...runIds: string[]) => read(loadRuns(store, runIds))
const changed = (change: (run: LoadedRun['run']) => object) => {
  const [loaded] = loadRuns(store, [ids.train])
  return read([{ ...loaded, run: { ...loaded.run, ...change(loaded.run) } as LoadedRun['run'] }])
}

/** A figure with a caption of its own is named by its line, and every figure knows its own. */
const unnumbered = (block: Block): Block => (block.kind === 'figure' ? { ...block, name: block.name.replace(/ line \d+$/, ''), line: 0 } : block)

const words = (text: string) => text.replaceAll('\u00a0', ' ')
const textIn = (blocks: Block[], { figures }: ReportSource) =>
  words(
    blocks
      .map((block) => {
        if (block.kind === 'list') return block.items.map(textOf).join('\n')
        if (block.kind === 'figure') return figures.get(block.name)?.caption ?? ''
        return block.kind === 'paragraph' || block.kind === 'quote' ? textOf(block.spans) : ''
      })
      .join('\n\n'),
  )
const section = (source: ReportSource, heading: string, of: 'poster' | 'paper' = 'poster') => {
  const found = source.sections.find((it) => it.heading.startsWith(heading))
  return found ? textIn(found[of] ?? found.blocks, source) : ''
}
const posterText = (source: ReportSource) =>
  [
    source.settings.title,
    source.settings.stamp,
    words(textOf(source.finding)),
    ...source.numbers.map(({ value, label }) => words(`${textOf(value)} ${textOf(label)}`)),
    ...source.sections.flatMap((it) => ((it.poster ?? it.blocks).length ? [it.heading, textIn(it.poster ?? it.blocks, source)] : [])),
  ].join('\n')
const slidesOf = ({ sections }: ReportSource) => sections.flatMap(({ slides = [] }) => slides)

describe('runs', () => {
  it('are found by a part of their id and marked by letters', () => {
    expect(loadRuns(store, ['train', 'posts']).map(({ letter, run }) => [letter, run.id])).toEqual([
      ['A', ids.train],
      ['B', ids.social],
    ])
    expect(loadRuns(store, ['train', ids.train])).toHaveLength(1)
  })

  it('that are not there, hold no results, or were not named are clear errors', () => {
    expect(() => loadRuns(store, ['nope'])).toThrow(failing('RUN_NOT_FOUND'))
    expect(() => loadRuns(store, [ids.empty])).toThrow(failing('REPORT_NO_RESULTS'))
    expect(() => loadRuns(store, [])).toThrow(failing('REPORT_NO_RUNS'))
  })
})

describe('a draft', () => {
  const every = () => draft(ids.train, ids.predict, ids.social)

  it('is read back without a complaint but its prompts', () => {
    for (const run of [
      [ids.train],
      [ids.trainLost],
      [ids.predict],
      [ids.social],
      [ids.shapes],
      [ids.train, ids.trainLost],
      Object.values(ids).filter((id) => id !== ids.empty),
    ]) {
      const { notes } = draft(...run)
      expect(notes).toEqual([expect.stringMatching(/^\d+ prompts are unanswered and not printed: report\.md lines [\d, ]+$/)])
    }
  })

  it('has no number typed by hand: digits stand in references, names and settings only', () => {
    const { markdown, yaml } = every()
    const typed = markdown
      .replace(/<!--[\s\S]*?-->/g, '')
      .replace(/\{\{[^{}]*\}\}/g, '')
      .replace(/\{seconds=\d+( must)?\}/g, '')
      .replaceAll('deeplabv3plus-small', '')
      .replaceAll('95 % interval', '')
      .replaceAll('Alberta 2013', '')
    expect(typed.match(/.*\d.*/g) ?? []).toEqual([])
    const captions = [...yaml.matchAll(/^ +(?:caption|label|value): (.*)$/gm)].map(([, text]) =>
      text.replace(/\{\{[^{}]*\}\}/g, '').replaceAll('deeplabv3plus-small', ''),
    )
    expect(captions.filter((text) => /\d/.test(text))).toEqual([])
  })

  it('prints another text as soon as a number of a run changes', () => {
    const runs = loadRuns(store, [ids.train])
    const { markdown, yaml } = draftReport(runs, choices)
    const with_ = (iouWet: number) => {
      const result = { ...(runs[0].run.result as { metrics: object }) }
      const other = [{ ...runs[0], run: { ...runs[0].run, result: { ...result, metrics: { ...result.metrics, iouWet } } } }]
      return readReport({ file: 'report.md', text: markdown }, { file: 'report.yaml', text: yaml, ...readSettings(yaml, 'report.yaml') }, other)
    }
    expect(words(textOf(with_(0.7777).finding))).toContain('IoU 0.78 against 0.43')
    expect(textOf(with_(0.7777).numbers[0].value)).toBe('0.778')
    expect(JSON.stringify(with_(0.7777).sections)).toContain('0.78')
  })

  it('has 300 to 500 words on a poster, at most 40 on a slide, and fills 20 minutes once the prompts are answered', () => {
    const source = every()
    const count = posterText(source).split(/\s+/).length
    expect(count).toBeGreaterThan(300)
    expect(count).toBeLessThan(480) // authors and the line of runs come on top
    for (const { claim, blocks, seconds, notes } of slidesOf(source)) {
      const own = [textOf(claim), ...blocks.filter(({ kind }) => kind !== 'figure').map((block) => textIn([block], source))].join(' ')
      expect(own.split(/\s+/).length, own).toBeLessThanOrEqual(40)
      expect(seconds).toBeGreaterThan(0)
      const spoken = notes.map(textOf).join(' ').split(/\s+/).length
      expect((spoken / 130) * 60, textOf(claim)).toBeLessThanOrEqual(seconds ?? 0)
    }
    const seconds = [...source.markdown.matchAll(/\{seconds=(\d+)/g)].reduce((sum, [, s]) => sum + Number(s), 0)
    // 19 of 20 minutes are planned; the title takes half of one
    expect(seconds).toBeGreaterThan(0.95 * 1110)
    expect(seconds).toBeLessThanOrEqual(1110)
  })

  it('of several runs keeps what each says, on the poster and in the paper', () => {
    const source = every()
    for (const of of ['poster', 'paper'] as const) {
      expect(section(source, 'Problem', of)).toMatch(/Heavy rain[\s\S]*posts/)
      expect(section(source, 'Data', of)).toMatch(/92 validation samples[\s\S]*4,000 posts about 5 floods/)
      expect(section(source, 'Method', of)).toMatch(/deeplabv3plus-small[\s\S]*VADER, a lexicon/)
      expect(section(source, 'Limits', of)).toMatch(/One seed[\s\S]*Those who post are not those who are flooded/)
      expect(section(source, 'Next steps', of)).toMatch(/three seeds[\s\S]*labels by people/)
    }
  })

  it('answers what a consortium asks, by role, and keeps what only the researcher knows as prompts', () => {
    const { sections, markdown } = every()
    expect([...new Set(sections.map(({ role }) => role))].sort()).toEqual([
      'data',
      'ethics',
      'gap',
      'limits',
      'mentors',
      'method',
      'next',
      'problem',
      'results',
    ])
    for (const part of ['Related work', 'Method', 'Evaluation', 'Next steps', 'Ethics', 'Questions to the mentors'])
      expect(
        markdown.split(/^## /m).find((text) => text.startsWith(part)),
        part,
      ).toMatch(/^TODO: /m)
  })

  it('asks what the venue asks, where it belongs, and takes its minutes', () => {
    const venue = {
      id: 'my-dc',
      talkMinutes: 10,
      questionMinutes: 5,
      mustSay: ['the research question', 'how it will be evaluated', 'plan for the rest of the year', 'zebras'],
    }
    const { markdown, settings, notes } = read(loadRuns(store, [ids.train]), { venue })
    expect(settings.venue).toBe('my-dc')
    expect(settings.slides).toMatchObject({ talkMinutes: 10, questionMinutes: 5 })
    const of = (heading: string) => markdown.split(/^## /m).find((text) => text.startsWith(heading))
    expect(of('Problem')).toContain('TODO: my-dc asks: the research question')
    expect(of('Next steps')).toContain('TODO: my-dc asks: plan for the rest of the year')
    expect(markdown.match(/my-dc asks/g)).toHaveLength(4)
    expect(notes).toHaveLength(1)
    const seconds = [...markdown.matchAll(/\{seconds=(\d+)/g)].reduce((sum, [, s]) => sum + Number(s), 0)
    expect(seconds).toBeLessThanOrEqual(0.95 * 600 - 30)
  })

  it('names a run in every caption, keeps alt text apart from it, and says which figure can be spared first', () => {
    const source = draft(ids.train, ids.predict, ids.social, ids.shapes)
    for (const [name, { caption, alt }] of source.figures) {
      expect(alt).not.toBe('')
      expect(alt).not.toBe(caption)
      expect(caption, name).toMatch(/\[[A-D]\]$/)
    }
    const order = spareOrder(source)
    expect(order.at(-1)).toBe('A-scores')
    const without = read(loadRuns(store, [ids.train, ids.predict, ids.social, ids.shapes]), { offPoster: [order[0]] })
    expect(spareOrder(without)).toEqual(order.slice(1))
    expect(Object.keys(without.settings.figures)).toContain(order[0])
  })

  it('survives names that would be markup', () => {
    const wild = '*a* <b>x</b> {{A.x}} [c](javascript:x) `d` $e$ | # > - TODO :::poster'
    const source = changed((run) => ({
      params: { ...(run.params as object), model: wild, loss: wild },
      result: { ...(run.result as object), origins: { rain: [wild], terrain: [], water: [] } },
    }))
    expect(section(source, 'Method')).toContain(wild)
    expect(section(source, 'Data')).toContain(wild)
    expect(source.settings.title).toContain(wild.replace('{{', '{ {'))
  })
})

describe('words of radar/train', () => {
  it('lead with what the numbers say, beside class balance and baselines', () => {
    const source = draft(ids.train)
    expect(words(textOf(source.finding))).toBe(
      'From rain and terrain alone, the network finds simulated flood water better than every baseline that sees the same inputs: IoU 0.61 against 0.43.',
    )
    expect(source.settings.stamp).toBe('Provisional: one run, one seed, no interval yet')
    expect(source.numbers.map(({ value }) => words(textOf(value)))).toEqual(['0.612', '0.430', '95.5 %', '9.3 %'])
    expect(words(textOf(source.numbers[2].label))).toBe('accuracy; always saying dry gives 90.7 % [A]')
  })

  it('own up to a baseline that knows more, and to an overlap that was allowed', () => {
    const limits = section(
      changed((run) => ({ params: { ...(run.params as object), allowLeakage: true } })),
      'Limits',
    )
    expect(limits).toContain('Persistence, which sees earlier water, reaches an IoU of 0.790')
    expect(limits).toContain('Training and validation overlap')
  })

  it('say plainly where the model lost', () => {
    const source = draft(ids.trainLost)
    expect(words(textOf(source.finding))).toMatch(/^The network does not find flooded cells better than a far simpler method: IoU 0\.40 against 0\.43/)
    expect(source.sections.map(({ heading }) => heading)).toContain('Result: not better than terrain logistic regression')
    expect(slidesOf(source).map(({ claim }) => words(textOf(claim)))).toContain('The network does not beat a far simpler method: IoU 0.40 against 0.43')
  })

  it('take the verdict of the run where it says otherwise than the scores, and leave persistence out of the contest', () => {
    const with_ = (verdict?: string) =>
      changed((run) => {
        const result = run.result as { baselines: object; verdict: string }
        return { result: { ...result, ...(verdict ? { verdict } : {}), baselines: { ...result.baselines, persistence: { iouWet: 0.9 } } } }
      })
    expect(textOf(with_('The model did not beat the best baseline.').finding)).toBe('The model did not beat the best baseline.')
    expect(textOf(with_().finding)).toContain('0.61 against 0.43')
  })

  it('without figures on the poster read like one that was drafted without them', () => {
    const runs = loadRuns(store, [ids.train, ids.social])
    const whole = read(runs)
    const spared = spareOrder(whole).slice(0, 3)
    expect(spared).toHaveLength(3)
    const posterOf = (source: ReportSource) => source.sections.map(({ heading, poster, blocks }) => [heading, (poster ?? blocks).map(unnumbered)])
    expect(posterOf(offPoster(whole, spared))).toEqual(posterOf(read(runs, { offPoster: spared })))
    expect(posterOf(offPoster(whole, spared))).not.toEqual(posterOf(whole))
  })

  it('do not repeat a verdict that the scores refute', () => {
    const refuted = changed((run) => {
      const result = run.result as { baselines: Record<string, { iouWet: number }> }
      const baselines = Object.fromEntries(Object.entries(result.baselines).map(([name, scores]) => [name, { ...scores, iouWet: 0.7 }]))
      return { result: { ...result, verdict: 'The model beats every baseline.', baselines } }
    })
    expect(words(textOf(refuted.finding))).toContain('The network does not find flooded cells better than a far simpler method: IoU 0.61 against 0.70')
  })

  it('are not provisional over three seeds: mean and range on the poster, an interval in the paper', () => {
    const other = new Store(join(folder, 'seeds'))
    ;[0.6, 0.62, 0.58].forEach((peak, i) => {
      makeTrain(other, `run-${i}`, { seed: i + 1, peak })
    })
    const source = read(loadRuns(other, ['run-0', 'run-1', 'run-2']))
    expect(source.settings.stamp).toBe('')
    expect(words(textOf(source.numbers[0].value))).toBe('0.60 (0.58–0.62)')
    expect(words(textOf(source.numbers[0].label))).toBe('IoU of wet cells: deeplabv3plus-small, mean (range) of 3 seeds [A–C]')
    expect(section(source, 'Result')).toContain('IoU of wet, mean (range) over 3 seeds: 0.60 (0.58–0.62)')
    expect(section(source, 'Result', 'paper')).toContain('IoU of wet: 0.600 (95 % t interval 0.550 to 0.650, n = 3 seeds)')
  })

  it('never claim more than a win over baselines that see the same inputs', () => {
    const said = JSON.stringify(draft(ids.train, ids.predict, ids.social).sections)
    expect(said).toContain('Result: beats every baseline with the same inputs')
    expect(said.replaceAll(/every baseline (that sees|with) the same inputs/g, '')).not.toMatch(/every baseline|all baselines/)
    const result = { seesWater: ['rain threshold'], baselines: { 'rain threshold': { iouWet: 0.99 }, flat: { iouWet: 0.1 } } }
    const source = changed((run) => ({ result: { ...(run.result as object), ...result } }))
    expect(textOf(source.finding)).toContain('IoU 0.61 against 0.10')
    expect(section(source, 'Limits')).toContain('Rain threshold, which sees earlier water, reaches an IoU of 0.990.')
  })

  it('say where rain, terrain and water come from, and plainly where rain is invented', () => {
    const data = (origins: unknown) => {
      const source = changed((run) => ({ result: { ...(run.result as object), origins } }))
      return { title: source.settings.title, data: section(source, 'Data'), said: JSON.stringify(source.sections) }
    }
    const invented = data({ rain: ['synthetic storms'], terrain: ['Jacksboro (real)'], water: ['phd radar solver'] })
    expect(invented.data).toContain(
      'Rain: synthetic storms, invented by a program, not measured. Terrain: Jacksboro (real). Water, the truth: simulated by phd radar solver.',
    )
    expect(invented.title).not.toContain('radar')
    expect(invented.said).toContain('Rain is invented, water simulated')
    const tiles = ['SX18', 'SX19', 'TA03', 'TA02']
    const real = data({ rain: ['MeteoSwiss a', 'MeteoSwiss b'], terrain: tiles, water: ['HAIL-CAESAR'] })
    expect(real.data).toContain('Rain: MeteoSwiss a and MeteoSwiss b. Terrain: 4 tiles, among them SX18. Water, the truth: simulated by HAIL-CAESAR.')
    expect(real.title).toContain('rainfall radar')
    expect(data({ rain: ['synthetic storms', 'MeteoSwiss'], terrain: [], water: [] }).data).toContain('; part of it invented, not measured.')
    for (const nothing of [undefined, null, {}, { rain: 'text', terrain: [7], water: [] }])
      expect(data(nothing).data).toContain('The truth is the water depth of a simulation.')
  })

  it('are undecided where seeds disagree, and give a third decimal where two do not tell', () => {
    const source = draft(ids.train, ids.trainLost)
    expect(words(textOf(source.finding))).toBe(
      'With one of two seeds the network finds flooded cells better than terrain logistic regression: mean IoU 0.51 against 0.43.',
    )
    expect(source.sections.map(({ heading }) => heading)).toContain('Result: better with one of two seeds')
    expect(source.settings.stamp).toBe('Provisional: two seeds, no interval yet')
    const close = new Store(join(folder, 'close'))
    makeTrain(close, 'run-close', { seed: 1, peak: 0.4318 })
    expect(textOf(read(loadRuns(close, ['run-close'])).finding)).toMatch(/: IoU 0\.432 against 0\.430\.$/)
  })

  it('say nothing of a class without cells', () => {
    const [loaded] = loadRuns(store, [ids.train])
    const counts = [
      [90, 10],
      [0, 0],
    ]
    const confusion: Confusion = { shape: 'confusion', title: 'Cells', classes: ['dry', 'wet'], counts }
    expect(section(read([{ ...loaded, results: new Map([...loaded.results, ['confusion', confusion]]) }]), 'Result')).toContain(
      'It calls 10.0 % of the dry cells wet (10). [A]',
    )
  })

  it('survive a run without any of the fields that are looked for', () => {
    const source = changed(() => ({ params: null, result: undefined }))
    expect(textOf(source.finding)).toBe('the model was trained; nothing was measured.')
    expect(JSON.stringify(source.sections)).not.toMatch(/NaN|undefined/)
  })
})

describe('words of the other runs', () => {
  it('say of posts what the shares say', () => {
    const source = draft(ids.social)
    expect(words(textOf(source.finding))).toBe('In 5 of 5 floods, posts are more often negative than positive.')
    expect(section(source, 'Posts')).toContain('the negative share falls from 34 % to 31 % (mean of 5 floods)')
    expect(section(source, 'Posts', 'paper')).toContain(
      'The more posts, the more negative they are (Pearson −0.46, 95 % interval −0.71 to −0.11, n = 15 days, Alberta 2013).',
    )
    expect(source.settings.stamp).toBe('')
  })

  it('draw maps over the whole width, chosen by a rule', () => {
    const source = draft(ids.predict)
    expect(source.sections[0].wide).toBe(true)
    expect([...source.figures.values()][0].caption).toContain('the median of three samples by true water, not chosen by eye')
  })

  it('draw whatever shapes an unknown experiment wrote', () => {
    const source = draft(ids.shapes)
    expect(Object.values(source.settings.figures).map(({ draw }) => draw)).toEqual(['montage', 'geo', 'embedding', 'calibration', 'topics'])
    expect(source.numbers.map(({ value, label }) => [textOf(value), words(textOf(label))])).toEqual([['0.71', 'score [A]']])
  })
})

it('a result that is overwritten after the draft is drawn and told as it is now', () => {
  const dir = store.dir(ids.train)
  const { markdown, yaml } = draftReport(loadRuns(store, [ids.train]), choices)
  const before = readResult(dir, 'confusion', 'confusion')
  const counts = [
    [1, 0],
    [0, 1],
  ]
  writeResult(dir, 'confusion', { ...before, counts })
  const runs = loadRuns(store, [ids.train])
  const { figures } = readReport({ file: 'report.md', text: markdown }, { file: 'report.yaml', text: yaml, ...readSettings(yaml, 'report.yaml') }, runs)
  expect(figures.get('A-confusion')?.alt).toContain('of 1 truly dry, 100.0 % as dry')
  writeResult(dir, 'confusion', before)
})
