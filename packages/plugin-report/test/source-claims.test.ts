/** Conditions of words: which hold, which end a build, and that a draft writes one wherever its words hang on a comparison. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { random, type Store } from '@phd/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { rulesOf } from '../lib/check/rules/index.js'
import { draftReport } from '../lib/source/draft/index.js'
import { isEdited, type LoadedRun, loadRuns, openReport, readMarkdown, readSettings, textOf } from '../lib/source/index.js'
import { readReport } from '../lib/source/read.js'
import { failureOf } from '../lib/source/reference/condition.js'
import { sentencesOf } from '../lib/source/sentences.js'
import { phd, temporaryFolder } from './fixtures/cli.js'
import { failure as failing } from './fixtures/failure.js'
import { ids, makeRuns } from './fixtures/make-runs.js'

const folder = temporaryFolder()
let store: Store
/** A reaches an IoU of 0.612, B of 0.405; the best baseline of both 0.430. */
let runs: LoadedRun[]
beforeAll(() => {
  store = makeRuns(join(folder, 'runs'))
  runs = loadRuns(store, [ids.train, ids.trainLost])
})

const best = 'A.baselines["terrain logistic regression"].iouWet'

describe('a condition', () => {
  it.each([
    `A.metrics.iouWet > ${best}`,
    `B.metrics.iouWet < ${best} and A.metrics.iouWet >= B.metrics.iouWet`,
    'A.metrics.iouWet > 0.6',
    '0.6 < A.metrics.iouWet',
    'A.metrics.iouWet - B.metrics.iouWet > 0.2',
    'B.metrics.iouWet - A.metrics.iouWet <= -0.2',
    'A.metrics.iouWet == 0.612 +- 0.001',
    'A.metrics.iouWet != 0.7 ± 0.01',
    'A.samples == 92',
    'A.samples != 93',
    'A.metrics.iouWet > .5 and A.metrics.iouWet != +.7 +- .01 and A.samples == 92. +- 1e-3',
    'A+B.metrics.iouWet > 0.4',
    'A+B.metrics.iouWet | mean > 0.5',
    'A+B.metrics.iouWet | min < 0.41',
    'A+B.metrics.iouWet | max > 0.61',
    'A.results/scores.rows[iouWet>0.6].count == 2',
    '{{A.metrics.iouWet}} > 1e-3',
  ])('holds: %s', (condition) => {
    expect(failureOf(condition, runs)).toBeUndefined()
  })

  it.each([
    ['B.metrics.iouWet > 0.43', 'B.metrics.iouWet > 0.43, now 0.405 against 0.43'],
    ['A.samples == 93', 'A.samples == 93, now 92 against 93'],
    ['A.samples > 92', 'A.samples > 92, now 92 against 92'],
    ['A.samples < 92', 'A.samples < 92, now 92 against 92'],
    ['A.samples != 92', 'A.samples != 92, now 92 against 92'],
    ['A.samples >= 93 and A.samples <= 91', 'A.samples >= 93, now 92 against 93; A.samples <= 91, now 92 against 91'],
    ['A.samples > 0 and A.samples <= 91', 'A.samples <= 91, now 92 against 91'],
    ['A+B.metrics.iouWet == 0.612 +- 0.01', 'A+B.metrics.iouWet == 0.612 +- 0.01, now 0.611995, 0.405 against 0.612'],
    ['A.samples == 92.0000001', 'A.samples == 92.0000001, now 92 against 92.0000001'],
  ])('fails: %s', (condition, told) => {
    expect(failureOf(condition, runs)?.replace(/0\.40[45]\d*/g, '0.405')).toBe(told)
  })

  it.each([
    ['A.samples', 'is no comparison'],
    ['A.samples > ', 'is no comparison'],
    ['A.samples = 92', 'is no comparison'],
    ['A.samples => 92', 'is no comparison'],
    ['0.1 < A.samples < 100', 'is no comparison'],
    ['1 < 2', 'is no comparison'],
    ['A.samples > 90 +- 1', 'is no comparison'],
    ['A.samples == 90 +- few', 'is no comparison'],
    ['1 - 0.5 > 0.1', 'A reference is of a run.'],
    ['A.samples > many', '"many" is no reference'],
    ['A.samples > 1 and', '"1 and" is no reference'],
    ['A.metrics.iouwet > 0.5', 'There is no "iouwet" in result.metrics.'],
    ['A.params.model > 0.5', 'The value is no number.'],
    ['A.samples | percent 1 > 0.5', '"percent 1" does not put numbers together'],
  ])('is an error: %s', (condition, message) => {
    const error = failing(() => failureOf(condition, runs))
    expect([error.code, error.message]).toEqual(['REPORT_REFERENCE', expect.stringContaining(message)])
  })

  it('is an error of its own kind for runs and numbers that are not there', () => {
    expect(failing(() => failureOf('C.samples > 1', runs)).code).toBe('REPORT_RUN_LETTER')
    const [a] = loadRuns(store, [ids.train])
    const without = [{ ...a, run: { ...a.run, result: { samples: null } } }]
    expect(failing(() => failureOf('A.samples > 1', without)).code).toBe('REPORT_NUMBER_MISSING')
  })
})

const bad = '<!-- holds: A.samples > 100 -->'
const claimsOf = (markdown: string) =>
  readMarkdown(markdown, 'report.md', runs, ['A-iou']).claims.map(({ line, sentences, failure }) => ({ line, sentences, failure }))
const failure = 'A.samples > 100, now 92 against 100'

describe('a comment', () => {
  it.each([
    ['after the finding', `> It is good.\n${bad}`, 2, ['It is good.']],
    ['in a paragraph, of the sentence before it', `One is old. It is good, {{A.samples}}. ${bad} Last. [A]`, 1, ['It is good, 92.']],
    ['after a run mark', `One is old. It is good. [A] ${bad}`, 1, ['It is good.']],
    ['in bold', `**It is good. ${bad}** Last.`, 1, ['It is good.']],
    ['after a paragraph', `One is old.\nIt is good. [A]\n\n${bad}`, 4, ['One is old.', 'It is good.']],
    ['after a list', `- one\n- two\n\n${bad}`, 4, ['one', 'two']],
    ['in an item', `- one ${bad}\n- two`, 1, ['one']],
    ['in a line of its own in an item', `- one\n  ${bad}\n- two`, 2, ['one']],
    ['after a heading', `## Result: it is good {role=results}\n${bad}`, 2, ['Result: it is good']],
    ['after a claim', `## R\n:::slide[It is good]{seconds=60}\n${bad}\n- why\n:::`, 3, ['It is good']],
    ['in notes', `## R\n:::slide[A]\n- why\n:::notes\nIt is good. ${bad}\n:::\n:::`, 5, ['It is good.']],
    ['after a figure with a caption of its own', `## R\n![It is good](figure:A-iou)\n\n${bad}`, 4, ['It is good']],
    ['in a caption of report.md', `## R\n![It is good ${bad} [A]](figure:A-iou)\n\nLast.`, 2, ['It is good']],
    ['before everything', `${bad}\n\n> It is good.\n\n## R\n\nLast.`, 1, []],
    ['of several lines', 'It is good. <!-- holds:\n  A.samples >\n  100 -->', 1, ['It is good.']],
  ])('%s', (_, markdown, line, sentences) => {
    expect(claimsOf(markdown)).toEqual([{ line, sentences, failure }])
  })

  it('is never printed, and leaves no blank', () => {
    const text = (markdown: string) => {
      const { finding, abstract, sections } = readMarkdown(markdown, 'report.md', runs, [])
      return JSON.stringify([
        finding,
        abstract,
        sections.map(({ blocks, slides, line: _, ...section }) => ({ ...section, blocks, slides: slides?.map(({ claim }) => claim) })),
      ])
    }
    const good = '<!-- holds: A.samples > 1 -->'
    const written = `> It is good.\n${good}\n\nOne {{A.samples}}. ${good} [A] ${good}\n\nTwo. ${good} Three.\n\n- four ${good}\n- **five** ${good} six\n\n## Result\n${good}\n\nSeven. ${good}\n`
    expect(text(written)).toBe(text(written.replaceAll(`\n${good}`, '').replaceAll(` ${good}`, '')))
  })

  it('of any other kind is none', () => {
    expect(claimsOf('It is good. <!-- the network holds: A.samples > 100 --> <!-- hold on: ask --> <!-- holds for A -->')).toEqual([])
  })

  it.each(['<!-- holds A.samples > 100 -->', '<!-- Holds: A.samples > 1 -->', '<!-- hold: A.samples > 1 -->', '<!-- holds: -->'])(
    'that is half a condition is told: %s',
    (comment) => {
      const error = failing(() => claimsOf(`Old.\n\nIt is good. ${comment}`))
      expect([error.code, error.message]).toEqual(['REPORT_REFERENCE', expect.stringMatching(/^report\.md:3: ".*" is no condition/)])
    },
  )

  it('that Markdown cuts at a ">" is told, not printed', () => {
    const error = failing(() => claimsOf('Old.\n\nIt is good. <!-- holds: A.samples\n> 100 -->'))
    expect([error.code, error.message]).toEqual(['REPORT_REFERENCE', 'report.md:3: a condition that does not end in its paragraph'])
  })

  it('with a wrong reference is told like any other, with its line', () => {
    const error = failing(() => claimsOf('Old.\n\nIt is good. <!-- holds: A.metrics.iouwet > 1 -->\n\n{{A.nothing}}'))
    expect(error.message).toMatch(/^report\.md:3: There is no "iouwet".*\n {2}report\.md:5: There is no "nothing"/s)
    expect(error.remedy).toBe('did you mean iouWet?')
  })
})

describe('a sentence that compares', () => {
  const good = '<!-- holds: A.samples > 1 -->'
  const unchecked = (markdown: string, label = 'n') => {
    const yaml = `title: T\nruns: {A: ${ids.train}}\nnumbers: [{value: "{{A.samples}}", label: "${label}"}]\n`
    const source = readDraft({ markdown, yaml }, runs)
    return rulesOf.source.find(({ id }) => id === 'unchecked-claim')?.find({ source, markdown })
  }

  it('is checked where its condition stands within it, or behind its label', () => {
    expect(unchecked(`## R\n\n**{{A.samples}} beats all ${good} of them** at last.`, `better than none ${good} [A]`)).toEqual([])
  })

  it('is not checked by the condition of another', () => {
    expect(unchecked(`## R\n\n- It ${good}\n- It beats {{A.samples}}`, 'better than none')).toEqual([
      'key number: "92 better than none"',
      'section "R": "It beats 92"',
    ])
  })
})

describe('sentences', () => {
  it.each([
    ['One. Two is 3.4 m. [A] Three?', ['One.', 'Two is 3.4 m.', 'Three?']],
    ['IoU 0.61 against 0.43, e.g. here. [A, B]', ['IoU 0.61 against 0.43, e.g. here.']],
    ['', []],
  ])('of "%s"', (text, told) => {
    expect(sentencesOf([{ text }]).map((sentence) => sentence.text)).toEqual(told)
  })

  it('end where a looked-up sentence ends', () => {
    const number = { reference: 'A.verdict', runs: [], path: '', values: [], printed: 'It beats. All.' }
    expect(sentencesOf([{ text: 'It beats. All.', number }, { text: ' More.' }]).map(({ text, hasNumber }) => [text, hasNumber])).toEqual([
      ['It beats. All.', true],
      ['More.', false],
    ])
  })
})

const choices = { runsFolder: '../runs', size: 'A0', landscape: false, style: 'classic', theme: 'default', offPoster: [] }
const readDraft = ({ markdown, yaml }: { markdown: string; yaml: string }, of: LoadedRun[]) =>
  readReport({ file: 'report.md', text: markdown }, { file: 'report.yaml', text: yaml, ...readSettings(yaml, 'report.yaml') }, of)
const falseOnes = (source: ReturnType<typeof readDraft>) => source.claims.flatMap((claim) => claim.failure ?? [])

describe('a draft', () => {
  const draw = random(5, 'claims')
  const pick = (...values: number[]) => values[Math.floor(draw() * values.length)]

  type Row = Record<string, number | string | null>
  const rowsOf = ({ results }: LoadedRun, name: string): Row[] => (results.get(name) as { rows?: Row[] } | undefined)?.rows ?? []

  /** The same runs with other numbers, among them ties and numbers at the drafters' thresholds. */
  const varied = (of: string[], hasVerdict: boolean): LoadedRun[] =>
    loadRuns(store, of).map(({ run: { result, ...run }, ...loaded }) => {
      const results = new Map([...loaded.results].map(([name, it]) => [name, it.shape === 'table' ? structuredClone(it) : it]))
      const own = structuredClone(result) as { metrics: Row; baselines: Record<string, Row>; wetShare: number; verdict?: string }
      const changed = { ...loaded, run: { ...run, result: own }, results } as LoadedRun
      if (run.experiment === 'radar/train') {
        own.metrics.iouWet = pick(0.2, 0.43, 0.5, 0.7, 0.9, 0.95)
        for (const baseline of Object.values(own.baselines)) baseline.iouWet = pick(0.1, 0.2, 0.3, 0.43, 0.5, 0.8, 0.93)
        own.wetShare = pick(0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.8)
        if (!hasVerdict) delete own.verdict
      }
      const isAlike = draw() < 0.3
      for (const row of rowsOf(changed, 'sentiment-by-flood')) {
        row.negative = isAlike ? 0.3 + (row.replies === 'all' ? 0 : pick(0.0004, 0.0006)) : pick(0.2, 0.25, 0.3)
        row.positive = pick(0.2, 0.25, 0.3)
      }
      for (const row of rowsOf(changed, 'correlations').filter(({ r }) => r !== null)) {
        const r = pick(-0.4, 0.01, 0.4)
        Object.assign(row, { r, low: r - pick(0.1, 0.4, 0.5), high: r + pick(0.1, 0.4, 0.5) })
      }
      return changed
    })

  /** Lines whose words are chosen, without their conditions; how many decimals a score has is no verdict. */
  const verdictsOf = ({ markdown }: { markdown: string }) =>
    markdown
      .split('\n')
      .filter((line) => /^(>|##|:+slide|Heavy|In posts|In \{\{|Leaving|The more|That sentiment|From|With|- Find|- Accuracy)/.test(line))
      .map((line) =>
        line
          .replace(/ *<!-- holds: .*? -->/g, '')
          .replace(/\| (mean )?[23]\}\}/g, '}}')
          .replace(/\.$/, ''),
      )
  /** As many floods on one side as on the other: both words are true. */
  const isTie = (loaded: LoadedRun) => {
    const rows = rowsOf(loaded, 'sentiment-by-flood').filter(({ replies }) => replies === 'all')
    const [negative, positive] = [
      rows.filter((row) => Number(row.negative) > Number(row.positive)),
      rows.filter((row) => Number(row.positive) > Number(row.negative)),
    ]
    return rows.length > 0 && negative.length === positive.length
  }

  const sets = [[ids.train], [ids.train, ids.trainLost], [ids.social], [ids.train, ids.predict, ids.social]].map((of) => ({ of }))
  it.each(sets)('holds at once, carries a condition at each verdict, and is caught when other runs say otherwise: $of', ({ of }) => {
    let [others, kept] = [0, 0]
    for (let i = 0; i < 12; i++) {
      const [then, now] = [varied(of, i % 2 === 0), varied(of, i % 2 === 0)]
      const drafted = draftReport(then, choices)
      const source = readDraft(drafted, then)
      expect(falseOnes(source)).toEqual([])
      expect(rulesOf.source.find(({ id }) => id === 'unchecked-claim')?.find({ source, markdown: drafted.markdown })).toEqual([])
      const anew = verdictsOf(draftReport(now, choices))
      const lost = verdictsOf(drafted).filter((line) => !anew.includes(line) && !line.includes('What the numbers do not show yet'))
      if (lost.length === 0 || now.some(isTie)) {
        kept++
        continue
      }
      others++
      expect([lost, falseOnes(readDraft(drafted, now)).length > 0]).toEqual([lost, true])
    }
    expect(others).toBeGreaterThan(kept)
  })

  it('says nothing of better and worse where nothing was measured', () => {
    const [loaded] = loadRuns(store, [ids.train])
    const { metrics: _, verdict: __, ...result } = loaded.run.result as Record<string, object>
    const { markdown } = draftReport([{ ...loaded, run: { ...loaded.run, result } }], choices)
    expect(markdown).not.toMatch(/at least as good|does not beat|better than every/)
  })

  it('with names that cannot stand in a comment leaves the condition out', () => {
    const [loaded] = loadRuns(store, [ids.train])
    const run = structuredClone(loaded.run) as LoadedRun['run'] & { result: { baselines: object } }
    run.result.baselines = { 'a --> b': { iouWet: 0.5 }, 'x > y and z': { iouWet: 0.4 } }
    const drafted = draftReport([{ ...loaded, run }], choices)
    expect(falseOnes(readDraft(drafted, [{ ...loaded, run }]))).toEqual([])
    run.result.baselines = { 'x > y and z': { iouWet: 0.5 }, 'b|"c': { iouWet: 0.4 } }
    const again = readDraft(draftReport([{ ...loaded, run }], choices), [{ ...loaded, run }])
    expect(again.claims.map(({ condition }) => condition)).toContain('A.metrics.iouWet > A.baselines["x > y and z"].iouWet')
  })

  it('is not edited, and edited when a condition is changed', () => {
    const { markdown } = draftReport(loadRuns(store, [ids.train]), choices)
    expect(isEdited(markdown)).toBe(false)
    expect(isEdited(markdown.replace('holds: A.metrics', 'holds: B.metrics'))).toBe(true)
  })
})

describe('a report whose run was replaced', () => {
  const lines = (file: string, of: RegExp) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, i) => (of.test(line) ? [i + 1] : []))

  it('is not built; check and diff list each place, diff beside the numbers', async () => {
    const dir = join(folder, 'report')
    const built = await phd(['report', 'poster', '--run', ids.train, '--out', 'report'], folder)
    expect([built.code, built.stderr]).toEqual([0, expect.any(String)])
    const yaml = readFileSync(join(dir, 'report.yaml'), 'utf8')
    writeFileSync(join(dir, 'report.yaml'), yaml.replace(ids.train, ids.trainLost))
    const places = lines(join(dir, 'report.md'), /holds: A\.metrics\.iouWet > /)
    expect(places.length).toBeGreaterThan(2)

    const again = await phd(['report', 'poster', '--from', 'report'], folder)
    expect(again.code).toBe(1)
    expect(again.stderr).toContain('REPORT_CLAIM')
    expect(again.stderr).toContain(`report/report.md:${places[0]}: "Heavy rain`.slice(0, 18))
    for (const line of places) expect(again.stderr).toContain(`report/report.md:${line}: "`)
    expect(again.stderr).toMatch(/does not hold: A\.metrics\.iouWet > A\.baselines\["terrain logistic regression"\]\.iouWet, now 0\.40\d* against 0\.43\d*/)
    expect(again.stderr).toContain('change the words and the condition after them, or name under runs: in report.yaml the run')

    const [diff, check] = await Promise.all([phd(['report', 'diff', 'report', '--json'], folder), phd(['report', 'check', 'report', '--json'], folder)])
    const changes = JSON.parse(diff.stdout)
    expect([diff.code, changes.claims.length]).toEqual([1, places.length])
    expect(changes.numbers).toContainEqual(expect.objectContaining({ reference: 'A.metrics.iouWet | 3', change: 'changed', before: '0.612', after: '0.405' }))
    expect(changes.claims[0]).toMatch(/^report\/report\.md:\d+: ".*" does not hold: /)
    expect(check.code).toBe(1)
    expect(check.stdout).toContain('false-claim')

    cpSync(join(dir, 'report.yaml'), join(dir, 'other.yaml'))
    writeFileSync(join(dir, 'report.yaml'), yaml)
    expect((await openReport({ from: dir, runs: store.root }, { store: () => store })).source.claims.every((claim) => claim.failure === undefined)).toBe(true)
  }, 60_000)

  it('tells conditions of report.yaml with its lines', async () => {
    const { markdown, yaml } = draftReport(loadRuns(store, [ids.train]), choices)
    const label = yaml.replace(/label: .*best baseline.*/, `label: 'It is the best ${bad} [A]'`)
    const source = readDraft({ markdown, yaml: label }, runs)
    const line = label.split('\n').findIndex((text) => text.includes('It is the best')) + 1
    expect(source.claims.filter((claim) => claim.failure)).toEqual([
      { file: 'report.yaml', line, sentences: ['It is the best'], condition: 'A.samples > 100', failure },
    ])
    expect(source.numbers.map((number) => textOf(number.label))).toContain('It is the best\u00a0[A]')
  })
})
