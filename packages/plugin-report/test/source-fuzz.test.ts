import { join } from 'node:path'
import { isPhdError, random } from '@phd/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { type LoadedRun, loadRuns, readSettings } from '../lib/source/index.js'
import { readReport } from '../lib/source/read.js'
import { temporaryFolder } from './fixtures/cli.js'
import { ids, makeRuns } from './fixtures/make-runs.js'

const rounds = process.env.PHD_LONG ? 20_000 : 2_000

let runs: LoadedRun[]
beforeAll(() => {
  runs = loadRuns(makeRuns(join(temporaryFolder(), 'runs')), [ids.train, ids.social])
})

/** Small, because each is read some hundred times. */
const parts = [
  '> IoU is **{{A.metrics.iouWet | 2}}**.\n\nAn abstract, with [@bates2010; @almeida2012] and $x_1 * y_1$.\n',
  '## Results {#res role=method wide}\n\nIn all *outputs*. [A] Of {{B.results/sentiment-by-flood.rows[replies=all].sum(n) | int}} posts.\n\n![](figure:A-iou)\n',
  '## A\n\n:::paper\n`code {{A.x}}`, [a link](https://example.org/x)\n\n$$\nE = m c^2\n$$ {alt="energy"}\n:::\n',
  '## A\n\n| a | b |\n|---|---|\n| {{1 - A.wetShare | percent 1}} | x |\n',
  '## A\n\n:::slide[IoU is {{A.metrics.iouWet | 2}}]{seconds=60 must}\n- a bullet\n\n![Another, {{A.epochs}}](figure:A-iou)\n\n:::notes\nSaid.\n:::\n:::\n',
  '## Next\n\n1. one\n2. two\n\nTODO: more\n\n<!-- hidden -->\n',
]

const draft = {
  markdown: parts.join('\n'),
  yaml: `title: T
authors: [Ada]
runs: {A: x, B: y}
numbers:
  - {value: "{{A.metrics.iouWet | 2}}", label: "IoU [A]"}
figures:
  A-iou: {run: A, result: iou, draw: curves, options: {most: 2}, caption: "Ends at {{A.results/iou.series[name=validation].last | 2}}. [A]"}
poster: {size: A0, landscape: false}
`,
}

/** Without the numbers, which are read each time. */
const plainYaml = draft.yaml.replace(/^ {2}- .*\n/m, '').replace('numbers:\n', '')

const plainSettings = readSettings(plainYaml, 'report.yaml')

const read = (markdown: string, yaml: string) => {
  const settings = yaml === plainYaml ? plainSettings : readSettings(yaml, 'report.yaml')
  return readReport({ file: 'report.md', text: markdown }, { file: 'report.yaml', text: yaml, ...settings }, runs)
}

const pieces = [
  '{{', '}}', '{{A.', '|', ':::', '::::slide[', '::', ']', '[', '![](figure:', '[@', '$', '$$', '`', '```', '**', '_', '<b>', '<!--', '-->', '> ', '- ', '1. ',
  '#', '## ', '---\n', '\n\n', '\n', '\t', '    ', '\\', '&amp;', '&#0;', '\u0000', '\ue000', '\ue0000\ue001', '\u202e', '\ud800', '💧', '*a', '&a ', '? ', ': ', '{', '"', "'", '%', '!!js/function ', '~',
  'A.results/iou.series[name=validation].last', 'javascript:alert(1)', '__proto__', 'constructor',
] // biome-ignore format: one list

function mutated(text: string, draw: () => number): string {
  const pick = (n: number) => Math.floor(draw() * n)
  let out = text
  for (let i = 0; i <= pick(4); i++) {
    const at = pick(out.length + 1)
    const kind = pick(5)
    const length = pick(kind === 4 ? 400 : 40)
    if (kind === 0) out = out.slice(0, at) + out.slice(at + length)
    else if (kind === 1) out = out.slice(0, at) + pieces[pick(pieces.length)] + out.slice(at)
    else if (kind === 2) out = out.slice(0, at) + out.slice(at, at + length) + out.slice(at)
    else if (kind === 3) out = out.slice(0, at) + String.fromCharCode(pick(0x2fff)) + out.slice(at + 1)
    else out = out.slice(0, at) + pieces[pick(pieces.length)].repeat(1 + pick(30)) + out.slice(at + length)
  }
  return out
}

describe('mutated sources', () => {
  it(`of ${rounds} kinds are read, or told by a PhdError, and nothing else (20,000 where PHD_LONG=1)`, () => {
    const draw = random(11, 'source-fuzz')
    let wrong = 0
    for (let round = 0; round < rounds; round++) {
      const [markdown, yaml] = round % 4 === 0 ? ['> x', mutated(draft.yaml, draw)] : [mutated(parts[round % parts.length], draw), plainYaml]
      try {
        const source = read(markdown, yaml)
        expect(JSON.stringify([source.sections, source.finding, source.abstract])).not.toMatch(/[\ue000\ue001]/)
      } catch (error) {
        if (!isPhdError(error)) throw new Error(`round ${round}: ${(error as Error).stack}\n${markdown}\n${yaml}`)
        wrong++
      }
    }
    expect(wrong).toBeGreaterThan(rounds / 10)
    expect(wrong).toBeLessThan(rounds)
  }, 240_000)

  it.each([
    ['brackets', '['.repeat(15_000)],
    ['pairs of brackets', '[]('.repeat(6_000)],
    ['stars', '*a _b '.repeat(3_000)],
    ['backticks', Array.from({ length: 190 }, (_, i) => '`'.repeat(i)).join(' ')],
    ['references', '{{A.seed}}'.repeat(1_900)],
    ['dollars', '$x '.repeat(6_000)],
    ['quotations', '> '.repeat(50).concat('x\n').repeat(300)],
    ['fences', ':::poster\n'.repeat(5_000)],
    ['slides', '## A\n\n:::slide[x]\ny\n:::\n'.repeat(3_000)],
    ['fences in fences', `${':::poster\n'.repeat(200)}${':::\n'.repeat(200)}`],
    ['entities', '&amp;'.repeat(4_000)],
    ['angles', '<a '.repeat(6_000)],
    ['tables', `|${'a|'.repeat(2_000)}\n|${'-|'.repeat(2_000)}\n`],
    ['lists', Array.from({ length: 40 }, (_, i) => `${'  '.repeat(i)}- x`).join('\n')],
  ])(
    'of many %s end',
    (_, text) => {
      try {
        read(`## A\n\n${text}`, draft.yaml)
      } catch (error) {
        expect(isPhdError(error), String((error as Error).stack)).toBe(true)
      }
    },
    10_000,
  )
})

it('what is mutated is right by itself', () => {
  expect(read(draft.markdown, draft.yaml).sections).toHaveLength(5)
})
