import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Confusion, readResult, Store, writeResult } from '@phd/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { assemblePoster, draftPoster, isEdited, loadRuns, paragraphsOf, readWords, spareOrder, wordsToYaml } from '../lib/document/index.js'
import { temporaryFolder } from './fixtures/cli.js'
import { ids, makeRuns, makeTrain } from './fixtures/make-runs.js'

const folder = temporaryFolder()
let store: Store
beforeAll(() => {
  store = makeRuns(join(folder, 'runs'))
})

const choices = { size: 'A0', landscape: false, columns: 2, runsFolder: 'runs' }
const draft = (...runIds: string[]) => draftPoster(loadRuns(store, runIds), choices)
const failing = (code: string) => expect.objectContaining({ code })

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

describe('words of radar/train', () => {
  it('lead with what the numbers say, beside class balance and baselines', () => {
    const words = draft(ids.train)
    expect(words.finding).toBe(
      'From rain and terrain alone, the network finds simulated flood water better than every baseline that sees the same inputs: IoU 0.61 against 0.43.',
    )
    expect(words.stamp).toBe('Provisional: one training run, one seed, no interval yet')
    expect(words.numbers.map(({ value }) => value)).toEqual(['0.612', '0.430', '95.5 %', '9.3 %'])
    expect(words.numbers[2].label).toBe('accuracy; always saying dry gives 90.7 % [A]')
    expect(words.footer).toContain(`[A] radar/train ${ids.train}, seed 1, cpu, code 4f1c09a`)
  })

  it('own up to a baseline that knows more, and to an overlap that was allowed', () => {
    const [loaded] = loadRuns(store, [ids.train])
    const params = { ...(loaded.run.params as object), allowLeakage: true }
    const limits = draftPoster([{ ...loaded, run: { ...loaded.run, params } }], choices).sections.find(({ heading }) => heading === 'Limits')?.text
    expect(limits).toContain('Persistence, which sees earlier water, reaches an IoU of 0.790')
    expect(limits).toContain('Training and validation overlap')
  })

  it('say plainly where the model lost', () => {
    const words = draft(ids.trainLost)
    expect(words.finding).toMatch(/^The network does not find flooded cells better than a far simpler method: IoU 0\.40 against 0\.43/)
    expect(words.sections.map(({ heading }) => heading)).toContain('Result: not better than terrain logistic regression')
  })

  it('take the verdict of the run where it says otherwise than the scores, and leave persistence out of the contest', () => {
    const run = store.open(ids.train)
    const result = run.result as { baselines: Record<string, object>; verdict: string }
    const changed = {
      ...run,
      result: { ...result, verdict: 'The model did not beat the best baseline.', baselines: { ...result.baselines, persistence: { iouWet: 0.9 } } },
    }
    const [loaded] = loadRuns(store, [ids.train])
    expect(draftPoster([{ ...loaded, run: changed }], choices).finding).toBe('The model did not beat the best baseline.')
    const kept = { ...run, result: { ...result, baselines: { ...result.baselines, persistence: { iouWet: 0.9 } } } }
    expect(draftPoster([{ ...loaded, run: kept }], choices).finding).toContain('0.61 against 0.43')
  })

  it('are not provisional over three seeds: mean and range stand for one number', () => {
    const other = new Store(join(folder, 'seeds'))
    const peaks = [0.6, 0.62, 0.58]
    peaks.forEach((peak, i) => {
      makeTrain(other, `run-${i}`, { seed: i + 1, peak })
    })
    const words = draftPoster(loadRuns(other, ['run-0', 'run-1', 'run-2']), choices)
    expect(words.stamp).toBe('')
    expect(words.numbers[0]).toEqual({ value: '0.60 (0.58–0.62)', label: 'IoU of wet cells: deeplabv3plus-small [A–C]' })
    expect(words.sections.find(({ heading }) => heading.startsWith('Result'))?.text).toContain('mean over 3 seeds (least–greatest): 0.60 (0.58–0.62)')
  })

  it('never claim more than a win over baselines that see the same inputs', () => {
    const said = JSON.stringify(draft(ids.train, ids.predict, ids.social))
    expect(said).toContain('Result: beats every baseline with the same inputs')
    expect(said.replaceAll(/every baseline (that sees|with) the same inputs/g, '')).not.toMatch(/every baseline|all baselines/)
    const [loaded] = loadRuns(store, [ids.train])
    const result = { ...(loaded.run.result as object), seesWater: ['rain threshold'], baselines: { 'rain threshold': { iouWet: 0.99 }, flat: { iouWet: 0.1 } } }
    const words = draftPoster([{ ...loaded, run: { ...loaded.run, result } }], choices)
    expect(words.finding).toContain('IoU 0.61 against 0.10')
    expect(words.sections.find(({ heading }) => heading === 'Limits')?.text).toContain('Rain threshold, which sees earlier water, reaches an IoU of 0.990.')
  })

  it('say where rain, terrain and water come from, and plainly where rain is invented', () => {
    const [loaded] = loadRuns(store, [ids.train])
    const data = (origins: object) => {
      const words = draftPoster([{ ...loaded, run: { ...loaded.run, result: { ...(loaded.run.result as object), origins } } }], choices)
      return { title: words.title, data: words.sections.find(({ heading }) => heading === 'Data')?.text, words: JSON.stringify(words) }
    }
    const invented = data({ rain: ['synthetic storms'], terrain: ['Jacksboro (real)'], water: ['phd radar solver'] })
    expect(invented.data).toContain(
      'Rain: synthetic storms, invented by a program, not measured. Terrain: Jacksboro (real). Water, the truth: simulated by phd radar solver.',
    )
    expect(invented.title).not.toContain('radar')
    expect(invented.words).toContain('Rain is invented, water simulated')
    const tiles = ['SX18', 'SX19', 'TA03', 'TA02']
    const real = data({ rain: ['MeteoSwiss a', 'MeteoSwiss b'], terrain: tiles, water: ['HAIL-CAESAR'] })
    expect(real.data).toContain('Rain: MeteoSwiss a and MeteoSwiss b. Terrain: 4 tiles, among them SX18. Water, the truth: simulated by HAIL-CAESAR.')
    expect(real.title).toContain('rainfall radar')
    expect(data({ rain: ['synthetic storms', 'MeteoSwiss'], terrain: [], water: [] }).data).toContain('; part of it invented, not measured.')
    for (const nothing of [undefined, null, {}, { rain: 'text', terrain: [7], water: [] }])
      expect(data(nothing as object).data).toContain('The truth is the water depth of a simulation.')
  })

  it('are undecided where seeds disagree, and give a third decimal where two do not tell', () => {
    const words = draft(ids.train, ids.trainLost)
    expect(words.finding).toBe('With 1 of 2 seeds the network finds flooded cells better than terrain logistic regression: mean IoU 0.51 against 0.43.')
    expect(words.sections.map(({ heading }) => heading)).toContain('Result: better with 1 of 2 seeds')
    expect(words.stamp).toBe('Provisional: two seeds, no interval yet')
    const close = new Store(join(folder, 'close'))
    makeTrain(close, 'run-close', { seed: 1, peak: 0.4318 })
    expect(draftPoster(loadRuns(close, ['run-close']), choices).finding).toMatch(/: IoU 0\.432 against 0\.430\.$/)
  })

  it('say nothing of a class without cells', () => {
    const [loaded] = loadRuns(store, [ids.train])
    const confusion: Confusion = {
      shape: 'confusion',
      title: 'Cells',
      classes: ['dry', 'wet'],
      counts: [
        [90, 10],
        [0, 0],
      ],
    }
    const words = draftPoster([{ ...loaded, results: new Map([...loaded.results, ['confusion', confusion]]) }], choices)
    expect(words.sections.find(({ heading }) => heading.startsWith('Result'))?.text).toContain('It calls 10.0 % of the dry cells wet (10). [A]')
  })

  it('survive a run without any of the fields that are looked for', () => {
    const [loaded] = loadRuns(store, [ids.train])
    const bare = { ...loaded, run: { ...loaded.run, params: null, result: undefined } }
    const words = draftPoster([bare], choices)
    expect(words.finding).toBe('the model was trained; nothing was measured.')
    expect(JSON.stringify(words)).not.toMatch(/NaN|undefined/)
  })
})

describe('words of the other runs', () => {
  it('say of posts what the shares say', () => {
    const words = draft(ids.social)
    expect(words.finding).toBe('In 5 of 5 floods, posts are more often negative than positive.')
    expect(words.sections.find(({ heading }) => heading.startsWith('Posts'))?.text).toContain('the negative share falls from 34 % to 31 % (mean of 5 floods)')
  })

  it('draw maps over the whole width of two columns, in one of three', () => {
    expect(draft(ids.predict).sections[0].wide).toBe(true)
    expect(draftPoster(loadRuns(store, [ids.predict]), { ...choices, columns: 3 }).sections[0].wide).toBe(false)
    expect(draft(ids.predict).figures['A-prediction'].caption).toContain('the median of 3 samples by true water, not chosen by eye')
  })

  it('draw whatever shapes an unknown experiment wrote', () => {
    const words = draft(ids.shapes)
    expect(Object.values(words.figures).map(({ draw }) => draw)).toEqual(['montage', 'geo', 'embedding', 'calibration', 'topics'])
    expect(words.numbers).toEqual([{ value: '0.71', label: 'score [A]' }])
  })

  it('keep alt text and caption apart, and name a run in every caption', () => {
    const words = draft(ids.train, ids.predict, ids.social, ids.shapes)
    for (const { alt, caption, run } of Object.values(words.figures)) {
      expect(alt).not.toBe('')
      expect(alt).not.toBe(caption)
      expect(caption).toContain(`[${run}]`)
    }
    expect(spareOrder(words).at(-1)).toMatch(/^A-/)
  })
})

describe('poster.yaml', () => {
  const file = join(folder, 'poster.yaml')

  it('comes back as it was written', () => {
    const words = draft(ids.train, ids.social)
    writeFileSync(file, wordsToYaml(words))
    expect(readWords(file)).toEqual(words)
    expect(isEdited(file)).toBe(false)
  })

  it('is edited as soon as one letter differs', () => {
    writeFileSync(file, readFileSync(file, 'utf8').replace('Heavy rain', 'Heavy  rain'))
    expect(isEdited(file)).toBe(true)
    writeFileSync(file, 'title: mine\n')
    expect(isEdited(file)).toBe(true)
  })

  it('with keys, types or YAML that are wrong says where', () => {
    const wrong = (text: string) => {
      writeFileSync(file, text)
      return () => readWords(file)
    }
    expect(wrong('title: x\nruns: {A: b}\ncolour: red\n')).toThrow(
      expect.objectContaining({ code: 'REPORT_WORDS_INVALID', message: expect.stringContaining('colour') }),
    )
    expect(wrong('title: ""\nruns: {A: b}\n')).toThrow(/title: a poster needs a title/)
    expect(wrong('title: x\nruns: {A: b}\nsections: [{heading: [1]}]\n')).toThrow(/sections\.0\.heading/)
    expect(wrong('title: [x\n')).toThrow(expect.objectContaining({ code: 'REPORT_WORDS_INVALID', message: expect.stringContaining('cannot be read as YAML') }))
    expect(() => readWords(join(folder, 'gone.yaml'))).toThrow(failing('REPORT_WORDS_MISSING'))
  })

  it('that explodes by aliases is refused', () => {
    const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array.from({ length: 9 }, () => `*l${i}`).join(', ')}]`)
    writeFileSync(file, `l0: &l0 lol\n${levels.join('\n')}\n`)
    expect(() => readWords(file)).toThrow(failing('REPORT_WORDS_INVALID'))
  })

  it('reads one author, no authors and empty sections', () => {
    writeFileSync(file, `title: x\nruns: {A: ${ids.train}}\nauthors: Ada\nsections:\n  - heading: Empty\n  - heading: Full\n    text: words\n`)
    const words = readWords(file)
    expect(words.authors).toEqual(['Ada'])
    expect(assemblePoster(words, loadRuns(store, [ids.train])).sections.map(({ heading }) => heading)).toEqual(['Full'])
  })

  it('that names a figure, a run or a result that is not there says which', () => {
    const runs = loadRuns(store, [ids.train])
    const words = draft(ids.train)
    const withFigure = (figure: object) => () =>
      assemblePoster({ ...words, figures: { ...words.figures, 'A-scores': { ...words.figures['A-scores'], ...figure } } }, runs)
    expect(withFigure({ run: 'Z' })).toThrow(failing('REPORT_RUN_LETTER'))
    expect(withFigure({ result: 'gone' })).toThrow(failing('RESULT_MISSING'))
    expect(withFigure({ draw: 'pie' })).toThrow(failing('REPORT_FIGURE_KIND'))
    expect(() => assemblePoster({ ...words, sections: [{ heading: 'x', text: '', figures: ['constructor'], wide: false }] }, runs)).toThrow(
      failing('REPORT_FIGURE_UNKNOWN'),
    )
  })
})

describe('paragraphs', () => {
  it('are separated by empty lines, bullets by their dash', () => {
    expect(paragraphsOf('one\nstill one\n\ntwo\n- a\n  goes on\n- b\n')).toEqual([
      { text: 'one still one', bullet: false },
      { text: 'two', bullet: false },
      { text: 'a goes on', bullet: true },
      { text: 'b', bullet: true },
    ])
  })
})

it('a result that is overwritten after the draft is drawn as it is now', () => {
  const dir = store.dir(ids.train)
  const before = readResult(dir, 'confusion', 'confusion')
  writeResult(dir, 'confusion', {
    ...before,
    counts: [
      [1, 0],
      [0, 1],
    ],
  })
  expect(draft(ids.train).figures['A-confusion'].alt).toContain('of 1 truly dry, 100.0 % as dry')
  writeResult(dir, 'confusion', before)
})
