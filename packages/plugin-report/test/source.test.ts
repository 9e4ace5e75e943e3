import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { citationLabels } from '../lib/source/citations.js'
import { type LoadedRun, loadRuns, readMarkdown, readSettings, type Span, textOf } from '../lib/source/index.js'
import { readInline } from '../lib/source/markdown.js'
import { nextCommand } from '../lib/source/next-command.js'
import { Problems } from '../lib/source/problems.js'
import { readReport } from '../lib/source/read.js'
import { temporaryFolder } from './fixtures/cli.js'
import { failure } from './fixtures/failure.js'
import { ids, makeRuns } from './fixtures/make-runs.js'

let runs: LoadedRun[]
beforeAll(() => {
  runs = loadRuns(makeRuns(join(temporaryFolder(), 'runs')), [ids.train, ids.social])
})

const read = (text: string) => readMarkdown(text, 'report.md', runs, ['A-iou', 'A-scores'])
const bare = (spans: Span[]) => textOf(spans).replaceAll('\u00a0', ' ')

const whole = `> IoU is **{{A.metrics.iouWet | 2}}**.

The abstract, with [@bates2010; @almeida2012] and $x_1 * y_1$.

## Results {#res role=method wide}

In all outputs. [A]

![](figure:A-iou)

:::poster
- short
- *for the poster*
:::

:::paper
Longer, with \`code {{A.x}}\`, [a link](https://example.org/x) and

$$
E = m c^2
$$ {alt="energy is mass times speed of light squared"}

| a | b |
|---|---|
| {{A.metrics.iouWet | 2}} | x |
:::

:::slide[IoU is {{A.metrics.iouWet | 2}}]{seconds=60 must}
- a bullet

![Another caption, {{A.epochs}} epochs](figure:A-iou)

:::notes
What is said.

- And this.
:::
:::

## Next steps

### A step

1. one
2. two

## Data

:::poster
:::
`

describe('report.md', () => {
  it('has finding, abstract and sections with their fences', () => {
    const { finding, abstract, sections } = read(whole)
    expect(finding).toEqual([
      { text: 'IoU is ' },
      { text: '0.61', bold: true, number: expect.objectContaining({ reference: 'A.metrics.iouWet | 2', path: 'result.metrics.iouWet', runs: [ids.train] }) },
      { text: '.' },
    ])
    expect(abstract).toEqual([
      {
        kind: 'paragraph',
        spans: [
          { text: 'The abstract, with ' },
          { text: '[bates2010; almeida2012]', cite: ['bates2010', 'almeida2012'] },
          { text: ' and ' },
          { text: 'x₁\u00a0*\u00a0y₁', math: true, tex: 'x_1 * y_1' },
          { text: '.' },
        ],
      },
    ])
    expect(sections.map(({ id, heading, role, wide, line }) => ({ id, heading, role, wide, line }))).toEqual([
      { id: 'res', heading: 'Results', role: 'method', wide: true, line: 5 },
      { id: 'next-steps', heading: 'Next steps', role: 'next', wide: false, line: 40 },
      { id: 'data', heading: 'Data', role: 'data', wide: false, line: 47 },
    ])
    const [results, next, data] = sections
    expect(results.blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'figure'])
    expect(results.poster).toEqual([{ kind: 'list', ordered: false, items: [[{ text: 'short' }], [{ text: 'for the poster', italic: true }]] }])
    expect(results.paper?.map(({ kind }) => kind)).toEqual(['paragraph', 'equation', 'table'])
    expect(results.paper?.[0]).toMatchObject({ spans: [{}, { text: 'code {{A.x}}', code: true }, {}, { text: 'a link', href: 'https://example.org/x' }, {}] })
    expect(results.paper?.[1]).toEqual({ kind: 'equation', tex: 'E = m c^2', alt: 'energy is mass times speed of light squared' })
    expect(results.paper?.[2]).toMatchObject({ header: [[{ text: 'a' }], [{ text: 'b' }]], rows: [[[{ text: '0.61' }], [{ text: 'x' }]]] })
    expect(next.blocks).toEqual([
      { kind: 'paragraph', spans: [{ text: 'A step', bold: true }] },
      { kind: 'list', ordered: true, items: [[{ text: 'one' }], [{ text: 'two' }]] },
    ])
    expect([data.poster, data.paper, data.slides]).toEqual([[], undefined, undefined])
  })

  it('has slides with claim, settings and notes; a figure may have a caption of its own', () => {
    const { sections, captions } = read(whole)
    const [slide] = sections[0].slides ?? []
    expect(slide).toMatchObject({ seconds: 60, must: true, line: 28 })
    expect(bare(slide.claim)).toBe('IoU is 0.61')
    expect(slide.notes.map(bare)).toEqual(['What is said.', 'And this.'])
    const figure = slide.blocks[1]
    expect(figure.kind === 'figure' && bare(captions.get(figure.name)?.caption ?? [])).toBe('Another caption, 12 epochs')
  })

  it('keeps marks, percent signs and units on the line of what they belong to', () => {
    const spans = read('## A\n\nGood {{A.metrics.accuracy | percent}} at 5 % (n = 3). [A] It. [A, B] And [A–C]').sections[0].blocks[0]
    expect(spans.kind === 'paragraph' && textOf(spans.spans)).toBe('Good 95.5\u00a0% at 5\u00a0% (n\u00a0=\u00a03).\u00a0[A] It.\u00a0[A, B] And\u00a0[A–C]')
  })

  it('never prints prompts: they are counted, by line, slides of nothing else left out', () => {
    const { sections, prompts, abstract } = read(
      'TODO: abstract\n\n## A\n\nTODO: one\ngoes on\n\n- TODO: two\n- kept\n\n:::slide[Claim]\nTODO: three\n:::\n\n:::slide[TODO: four]\n- x\n:::\n\n<!-- TODO: no prompt -->\n\nNot a TODO: this',
    )
    expect(prompts).toEqual([1, 5, 8, 12, 15])
    expect(abstract).toEqual([])
    expect(sections[0].slides).toEqual([])
    expect(JSON.stringify(sections)).not.toMatch(/TODO: (one|two|three|four)/)
    expect(JSON.stringify(sections)).toContain('Not a TODO: this')
  })

  it.each([
    ['Problem and motivation', 'problem'],
    ['Related work', 'gap'],
    ['Our approach', 'method'],
    ['Data', 'data'],
    ['Results so far', 'results'],
    ['What did not work: limits', 'limits'],
    ['Future work', 'next'],
    ['Ethics', 'ethics'],
    ['Questions to the mentors', 'mentors'],
    ['Zebras', 'other'],
  ])('guesses of the heading "%s" that it is about %s', (heading, role) => {
    expect(read(`## ${heading}\n`).sections[0].role).toBe(role)
  })

  it('reads colons, dollars, braces and brackets of plain text as they are', () => {
    const text = 'Of \\$x$ at 10:30 it cost $5 or $6: note:this, ::that and \\{{A.x}} [A] a*b {x} [see] x^2 <br'
    const [block] = read(`## A\n\n${text}`).sections[0].blocks
    expect(block.kind === 'paragraph' && bare(block.spans)).toBe('Of $x$ at 10:30 it cost $5 or $6: note:this, ::that and {{A.x}} [A] a*b {x} [see] x^2 <br')
  })

  it('is the same with Windows line ends, and gives two sections of one name two ids', () => {
    expect(read(whole.replaceAll('\n', '\r\n'))).toEqual(read(whole))
    expect(read('## A\n\n## A\n\n## A').sections.map(({ id }) => id)).toEqual(['a', 'a-2', 'a-2-2'])
  })
})

describe('what is wrong in report.md', () => {
  const cases: [string, string, string, RegExp][] = [
    ['an unknown fence', '## A\n\n:::postr\nx\n:::', 'REPORT_SOURCE_INVALID', /report\.md:3: there is no fence ":::postr"/],
    ['a fence that is not closed', '## A\n\n:::poster\nx', 'REPORT_SOURCE_INVALID', /report\.md:3: the fence ":::poster" is never closed/],
    ['an end of no fence', '## A\n\nx\n\n:::\n', 'REPORT_SOURCE_INVALID', /report\.md:5: this ":::" closes no fence/],
    ['notes outside of a slide', '## A\n\n:::notes\nx\n:::', 'REPORT_SOURCE_INVALID', /:3: :::notes stand in a slide/],
    ['a slide in a poster', '## A\n\n:::poster\n:::slide[x]\n:::\n:::', 'REPORT_SOURCE_INVALID', /:4: a fence ":::slide" cannot stand here/],
    ['a slide before the first section', ':::slide[x]\ny\n:::', 'REPORT_SOURCE_INVALID', /:1: a fence ":::slide" before the first section/],
    ['a slide without a claim', '## A\n\n:::slide\nx\n:::', 'REPORT_SOURCE_INVALID', /:3: a slide has no claim/],
    ['a slide with an unknown setting', '## A\n\n:::slide[x]{minutes=1}\nx\n:::', 'REPORT_SOURCE_INVALID', /no setting minutes=1/],
    ['a slide of no time', '## A\n\n:::slide[x]{seconds=soon}\nx\n:::', 'REPORT_SOURCE_INVALID', /no setting seconds=soon/],
    ['a claim with open brackets', '## A\n\n:::slide[x [A]{seconds=9}\nx\n:::', 'REPORT_SOURCE_INVALID', /:3: this fence cannot be read/],
    ['a poster with settings', '## A\n\n:::poster{x=1}\nx\n:::', 'REPORT_SOURCE_INVALID', /":::poster" takes no label/],
    ['an unknown figure', '## A\n\n![](figure:A-iuo)', 'REPORT_FIGURE_UNKNOWN', /report\.md:3: There is no figure "A-iuo"/],
    ['a figure of Object', '## A\n\n![](figure:constructor)', 'REPORT_FIGURE_UNKNOWN', /"constructor"/],
    ['a picture file', '## A\n\n![](../secret.png)', 'REPORT_SOURCE_INVALID', /a picture "\.\.\/secret\.png" that is no figure/],
    ['a picture of the web', '## A\n\n![](https://example.org/x.png)', 'REPORT_SOURCE_INVALID', /no figure of report\.yaml/],
    ['a figure in a paragraph', '## A\n\nSee ![](figure:A-iou) here', 'REPORT_SOURCE_INVALID', /a figure stands in a paragraph of its own/],
    ['raw HTML', '## A\n\n<script>alert(1)</script>', 'REPORT_SOURCE_INVALID', /:3: raw HTML is not printed/],
    ['raw HTML in a line', '## A\n\nx <img src=x onerror=alert(1)> y', 'REPORT_SOURCE_INVALID', /raw HTML is not printed/],
    ['a comment that hides HTML', '## A\n\n<!-- a --> <b>', 'REPORT_SOURCE_INVALID', /raw HTML/],
    ['a javascript link', '## A\n\n[x](javascript:alert(1))', 'REPORT_SOURCE_INVALID', /a link to "javascript:alert\(1\)"/],
    ['a data link', '## A\n\n[x](data:text/html,x)', 'REPORT_SOURCE_INVALID', /a link to "data:/],
    ['a file link', '## A\n\n[x](file:///etc/passwd)', 'REPORT_SOURCE_INVALID', /a link to "file:/],
    ['an unknown run', '## A\n\n{{Z.metrics.iouWet}}', 'REPORT_RUN_LETTER', /report\.md:3: There is no run Z/],
    ['an unknown path', '## A\n\n\n{{A.metrics.iouwet | 2}}', 'REPORT_REFERENCE', /report\.md:4: There is no "iouwet" in result\.metrics/],
    ['a reference without its end', '## A\n\nIoU {{A.metrics', 'REPORT_REFERENCE', /a reference without its other end/],
    ['a bad citation', '## A\n\n[@a b]', 'REPORT_SOURCE_INVALID', /"a b" is no key of a bibliography/],
    ['front matter', '---\ntitle: x\n---\n', 'REPORT_SOURCE_INVALID', /front matter/],
    ['a title', '# Title\n', 'REPORT_SOURCE_INVALID', /the title stands in report\.yaml/],
    ['a section in a fence', '## A\n\n:::poster\n## B\n:::', 'REPORT_SOURCE_INVALID', /a "##" heading stands outside of fences/],
    ['a heading with an unknown setting', '## A {wide role=poem}', 'REPORT_SOURCE_INVALID', /no setting "role=poem"/],
    ['a list in a list', '## A\n\n- x\n  - y', 'REPORT_SOURCE_INVALID', /an item of a list is one paragraph/],
    ['a block of code', '## A\n\n```\nx\n```', 'REPORT_SOURCE_INVALID', /a block of code/],
    ['a rule', '## A\n\n---\n', 'REPORT_SOURCE_INVALID', /a rule \(---\)/],
    ['a deep quotation', `## A\n\n${'> '.repeat(500)}x`, 'REPORT_SOURCE_INVALID', /:3: more than 60 levels/],
    ['a long line', `## A\n\n${'x'.repeat(30_000)}`, 'REPORT_SOURCE_INVALID', /a line of 30000 characters/],
    ['a huge file', 'x\n'.repeat(300_000), 'REPORT_SOURCE_INVALID', /600 kB are too much/],
  ]
  it.each(cases)('%s is told with its line', (_, text, code, message) => {
    const error = failure(() => read(text))
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
  })

  it('is told all at once, in the order of the lines', () => {
    const error = failure(() => read('## A\n\n<b>x</b>\n\n{{A.nope}}\n\n![](figure:x)'))
    expect(error.message).toMatch(
      /^report\.md:3: raw HTML[^\n]*\n {2}report\.md:3: raw HTML[^\n]*\n {2}report\.md:5: There is no "nope"[^\n]*\n {2}report\.md:7: There is no figure "x"/,
    )
  })

  it('offers the nearest name', () => {
    expect(failure(() => read('## A\n\n![](figure:A-iuo)')).remedy).toBe('did you mean figure:A-iou?')
    expect(failure(() => read('## A\n\n{{A.metrics.iouwet}}')).remedy).toBe('did you mean iouWet?')
  })
})

const yaml = `title: T
runs: {A: ${ids.train}}
figures:
  A-iou: {run: A, result: iou, draw: curves, caption: "Ends at {{A.results/iou.series[name=validation].last | 2}}. [A]"}
`

describe('report.yaml', () => {
  it('needs a title and runs, and means the rest', () => {
    const { settings } = readSettings(`title: "  T  "\nauthors: Ada\nruns: {A: x}\n`, 'report.yaml')
    expect(settings).toMatchObject({ title: 'T', authors: ['Ada'], venue: '', theme: 'default', stamp: '', poster: { size: 'A0', style: 'classic' } })
    expect(settings.slides).toEqual({ talkMinutes: 20, questionMinutes: 15, wordsPerMinute: 130 })
  })

  it.each([
    ['title: T\nruns: {A: x}\ncolour: red\n', /report\.yaml:3: there is no key "colour"/],
    ['title: T\nruns: {A: x}\nauthor: Ada\n', /did you mean "authors"/],
    ['title: T\nruns: {A: x}\nposter:\n  sizes: A0\n', /report\.yaml:4: poster: there is no key "sizes"; did you mean "size"/],
    ['title: "It is {{A.samples}}"\nruns: {A: x}\n', /report\.yaml:1: title: references and conditions are read in report\.md/],
    ['title: T\nruns: {A: x}\nacknowledgements: "Better <!-- holds: A.x > 1 -->"\n', /report\.yaml:3: acknowledgements: references and conditions/],
    ['title: ""\nruns: {A: x}\n', /report\.yaml:1: title: a report needs a title/],
    ['title: T\nruns: {}\n', /runs: a report needs a run/],
    ['title: T\nruns: {run1: x}\n', /runs\.run1: a run is named by a letter|a run is named by a letter/],
    ['title: T\nruns: {A: x}\nlinks: [{label: x, url: "javascript:alert(1)"}]\n', /links\.0\.url: a link begins with https/],
    ['title: T\nruns: {A: x}\nlogos: [{file: ../../etc/passwd, alt: x}]\n', /logos\.0\.file: a file in the folder/],
    ['title: T\nruns: {A: x}\npaper: {bibliography: /etc/passwd}\n', /paper\.bibliography: a file in the folder/],
    ['title: T\nruns: {A: x}\nslides: {talkMinutes: -3}\n', /slides\.talkMinutes/],
    ['title: [x\n', /cannot be read as YAML/],
    ['title: T\ntitle: U\nruns: {A: x}\n', /cannot be read as YAML/],
    ['', /title/],
    ['[]', /expected object/],
  ])('%j is told with its line', (text, message) => {
    const error = failure(() => readSettings(text, 'report.yaml'))
    expect(error.code).toBe('REPORT_SETTINGS_INVALID')
    expect(error.message).toMatch(message)
  })

  it('tells every problem at once', () => {
    const error = failure(() => readSettings('title: ""\nauthors: 7\nruns: {A: x}\nwidth: 3\n', 'report.yaml'))
    expect(error.message.split('\n')).toHaveLength(3)
  })

  it('that explodes by aliases, or is too large, is refused', () => {
    const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array.from({ length: 9 }, () => `*l${i}`).join(', ')}]`)
    expect(failure(() => readSettings(`l0: &l0 lol\n${levels.join('\n')}\n`, 'report.yaml')).code).toBe('REPORT_SETTINGS_INVALID')
    expect(failure(() => readSettings(`title: ${'x'.repeat(1_100_000)}`, 'report.yaml')).code).toBe('REPORT_SETTINGS_INVALID')
  })
})

describe('a whole source', () => {
  const source = (markdown: string, settings = yaml) =>
    readReport({ file: 'report.md', text: markdown }, { file: 'report.yaml', text: settings, ...readSettings(settings, 'report.yaml') }, runs)

  it('binds figures to results, with captions resolved and alt text from the data', () => {
    const { figures } = source('> F\n\n## A\n\n![](figure:A-iou)\n\n![Mine](figure:A-iou)')
    const [own, other] = [...figures.values()]
    expect(own.caption).toMatch(/^Ends at 0\.\d\d\.\u00a0\[A\]$/)
    expect(own.origins).toMatchObject([{ path: 'results/iou.json[name=validation].last' }].map(() => ({ runs: [ids.train] })))
    expect(own.alt.length).toBeGreaterThan(20)
    expect(other).toMatchObject({ name: 'A-iou', caption: 'Mine', alt: own.alt, origins: [] })
  })

  it('resolves the large numbers and gives itself a stamp where asked to', () => {
    const settings = `${yaml}stamp: auto\nnumbers:\n  - {value: "{{A.metrics.iouWet | 3}}", label: "IoU, not {{A.epochs}} [A]"}\n`
    const { numbers, settings: read } = source('> F', settings)
    expect(read.stamp).toBe('Provisional: one run, one seed, no interval yet')
    expect(numbers.map(({ value, label }) => [bare(value), bare(label)])).toEqual([['0.612', 'IoU, not 12 [A]']])
  })

  it.each([
    ['a run letter of a figure', yaml.replace('run: A,', 'run: Z,'), 'REPORT_RUN_LETTER'],
    ['a result', yaml.replace('result: iou', 'result: gone'), 'RESULT_MISSING'],
    ['a kind of figure', yaml.replace('draw: curves', 'draw: pie'), 'REPORT_FIGURE_KIND'],
    ['a reference in a caption', yaml.replace('series[', 'seris['), 'REPORT_REFERENCE'],
  ])('with %s that is not there names the line of report.yaml', (_, settings, code) => {
    const error = failure(() => source('> F', settings))
    expect(error).toMatchObject({ code, message: expect.stringMatching(/^report\.yaml:4: /) })
  })

  it('says what is no error but missing', () => {
    expect(source('## Empty\n\n## B\n\nText [Z]\n\n## Asked\n\nTODO: x').notes).toEqual([
      'report.md has no finding: a quotation (> …) before the first section',
      '1 prompt is unanswered and not printed: report.md line 9',
      'report.md:1: section "Empty" is empty and left out',
      'report.md:3: [Z] marks a run that report.yaml does not name',
    ])
  })
})

describe('citations', () => {
  it('are named by authors and year where no list follows; a key without an entry stays', () => {
    const dir = temporaryFolder()
    const entries = [
      '@article{one, author = {Bates, Paul D.}, year = {2010}, title = {A}}',
      '@article{two, author = {Gustavo A. M. de Almeida and Bates, Paul}, year = 2013, title = {B}}',
      '@misc{three, author = {M{\\"u}ller, Eva and Li, Wei and others}, date = {2024-05-01}, title = {C}}',
      '@misc{four, author = {{Met Office}}, title = {D}}',
      '@misc{five, title = {E}}',
    ]
    writeFileSync(join(dir, 'refs.bib'), entries.join('\n'))
    const labels = citationLabels(join(dir, 'refs.bib'))
    const [block] = readMarkdown('## A\n\n[@one] [@two; @three] [@four] [@five] [@six]', 'report.md', runs, [], labels).sections[0].blocks
    expect(block.kind === 'paragraph' && textOf(block.spans)).toBe('[Bates 2010] [de Almeida and Bates 2013; Müller et al. 2024] [Met Office] [five] [six]')
    writeFileSync(join(dir, 'refs.bib'), '@article{broken')
    expect(citationLabels(join(dir, 'refs.bib')).size).toBe(0)
    expect(citationLabels(join(dir, 'none.bib')).size).toBe(0)
  })
})

describe('the command that builds again', () => {
  it.each([
    ['report.md', 'phd report slides'],
    ['report/report.md', 'phd report slides'],
    ['talk/report.md', 'phd report slides --from talk'],
    ["my rep's/report.md", "phd report slides --from 'my rep'\\''s'"],
    ['$(reboot)/report.md', "phd report slides --from '$(reboot)'"],
  ])('for %s', (file, command) => {
    expect(nextCommand('slides', file)).toBe(command)
  })
})

describe('a text in one line', () => {
  it.each([
    'IoU of wet cells: mean of {{A.metrics.iouWet | 2}}, 95 % interval. [A]',
    'Überflutung - (n = 12) "quoted" 3 < 4? No: 50 % + x = y ~ z [A, B] [A–C].',
    'One [A](https://example.org/a) and [A][B] and [A] [B]',
    'snake_case_name and *stars* and `code` &amp; more',
    'Colon: :::poster and | a bar | and a # sign - dash',
  ])('is read as in a paragraph: %s', (text) => {
    const problems = new Problems('report.yaml')
    const [block] = read(`## S\n\n${text}`).sections[0].blocks
    expect(readInline(text, 1, problems, runs, [])).toEqual(block.kind === 'paragraph' ? block.spans : [])
    problems.throwIfAny()
  })
})
