/** One file by its name: in its report, and far from it; and the slot of the venue in all that a talk is written as. */
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Store } from '@phd/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { lintAlone, lintFile, lintSite } from '../lib/check/lint.js'
import { venueOf } from '../lib/venues/index.js'
import { phd, temporaryFolder } from './fixtures/cli.js'
import { goodPdf } from './fixtures/good-files.js'
import { ids, makeRuns } from './fixtures/make-runs.js'
import { copyOf } from './fixtures/report-copy.js'

interface Found {
  rule: string
  severity: string
  ok: boolean
  places: string[]
  output?: string
}
const folder = temporaryFolder()
const failing = (checks: Found[]) => checks.filter(({ ok }) => !ok)
const venueIn = (dir: string) => (id: string) => venueOf(id, { dir })
/** What is broken, as `rule: places`. */
async function told(file: string, cwd = folder, venueId?: string): Promise<string[]> {
  const tools = { store: (root: string) => new Store(root), venue: venueIn(cwd), told: (message: string) => expect(message).toBe('') }
  const path = join(cwd, file)
  const checks = statSync(path).isDirectory()
    ? await lintSite(path, tools)
    : await lintAlone(path, { venue: venueId && (await venueIn(cwd)(venueId)) }, tools, file)
  return failing(checks).map(({ rule, places }) => `${rule}: ${places.join('; ')}`)
}
const edit = (file: string, change: (text: string) => string) => {
  const before = readFileSync(file, 'utf8')
  const after = change(before)
  expect(after).not.toBe(before)
  writeFileSync(file, after)
}

beforeAll(async () => {
  makeRuns(join(folder, 'runs'))
  for (const output of ['poster', 'slides']) {
    const { code, stderr } = await phd(['report', output, '--run', ids.train, '--authors', 'Ada Lovelace'], folder)
    if (code !== 0) throw new Error(stderr)
  }
}, 120_000)

describe('a file in its report', () => {
  it('has nothing wrong, whichever it is', async () => {
    for (const file of ['poster.html', 'poster.pdf', 'slides.html', 'slides.pdf', 'slides-notes.pdf']) expect(await told(`report/${file}`), file).toEqual([])
  }, 120_000)

  it('that was changed by hand says which number is gone; words that were edited make it stale', async () => {
    const own = copyOf(folder)
    edit(join(own, 'report/poster.html'), (html) => html.replaceAll('0.61', '0.71'))
    const changed = await told('report/poster.html', own)
    expect(changed).toHaveLength(2)
    expect(changed[0]).toMatch(/^recorded-number: page 1, finding: 0\.61 is not printed there any more \(\{\{A\.metrics\.iouWet/)
    expect(changed[1]).toBe('edited-file: poster.html was changed after it was built')
    writeFileSync(join(own, 'report/poster.pdf'), Buffer.concat([readFileSync(join(own, 'report/poster.pdf')), Buffer.from('\n')]))
    expect(await told('report/poster.pdf', own)).toEqual(['edited-file: poster.pdf was changed after it was built'])
    edit(join(own, 'report/report.md'), (words) => `${words}\nMore.\n`)
    for (const file of ['slides.html', 'slides.pdf', 'slides.pptx'])
      expect(await told(`report/${file}`, own), file).toEqual(['stale-words: report.md was edited after the build'])
  }, 120_000)

  it('that is a shorter cut is held against the record in it, or in the PDF beside it', async () => {
    const own = copyOf(folder)
    expect((await phd(['report', 'slides', '--cut', '5'], own)).code).toBe(0)
    const cuts = ['pptx', 'pdf', 'html'].map((ending) => `slides-5min.${ending}`)
    for (const file of cuts) expect(await told(`report/${file}`, own), file).toEqual([])
    expect(await told('report/slides-5min-notes.pdf', own)).toEqual([])
    edit(join(own, 'report/slides-5min.html'), (html) => html.replaceAll('0.61', '0.71'))
    expect((await told('report/slides-5min.html', own))[0]).toMatch(/^recorded-number: .*0\.61 is not printed there any more/)
    edit(join(own, 'runs', ids.train, 'run.json'), (run) => run.replace(/"iouWet": ?0\.61\d*/, '"iouWet": 0.65'))
    const checks = JSON.parse((await phd(['report', 'check', '--json'], own)).stdout).checks as (Found & { remedy: string })[]
    const ofCuts = failing(checks).filter(({ output }) => cuts.includes(output ?? ''))
    expect(ofCuts.map(({ rule, output }) => `${output} ${rule}`).sort()).toEqual([
      'slides-5min.html recorded-number',
      'slides-5min.pptx run-changed',
      'slides-5min.pptx stale-number',
    ])
    expect((ofCuts.find(({ rule }) => rule === 'stale-number') as { remedy: string }).remedy).toBe('cut it again: phd report slides --cut 5')
  }, 120_000)

  it('is held against the record beside it where it carries none, and against its own where it does', async () => {
    const number = { reference: 'A.x', runs: ['r1'], path: 'x', values: [0.61], printed: '0.61', page: 1, place: 'finding' }
    const build = { kind: 'poster', title: 'T', phd: '0', runs: [], figures: [], words: 0, checks: [], files: [], numbers: [number] } as const
    const gone = async (name: string, pdf: Uint8Array, beside: object) => {
      writeFileSync(join(folder, name), pdf)
      const checks = await lintFile(join(folder, name), beside, name)
      return checks.flatMap(({ rule, places }) => (rule === 'recorded-number' ? places : []))
    }
    const body = '= A poster\nIoU is 0.62.'
    const told061 = ['page 1, finding: 0.61 is not printed there any more ({{A.x}})']
    expect(await gone('x.pdf', goodPdf({ body }), { build })).toEqual(told061)
    expect(await gone('x.pdf', goodPdf({ body }), {})).toEqual([])
    const inside = JSON.stringify({ version: 1, builds: { poster: build } })
    const attached = `${body}\n#pdf.attach("build.json", bytes(sys.inputs.record), relationship: "data", mime-type: "application/json", description: "x")`
    const pdf = goodPdf({ body: attached, inputs: { record: inside } })
    expect(await gone('y.pdf', pdf, {})).toEqual(told061)
    expect(await gone('y.pdf', pdf, { build: { ...build, numbers: [] } })).toEqual(told061)
  })
})

describe('a file far from its report', () => {
  it('is looked at as far as it goes, and one note says what was not', async () => {
    const away = temporaryFolder()
    for (const file of ['poster.pdf', 'poster.html', 'slides.pptx']) cpSync(join(folder, 'report', file), join(away, file))
    const rest = 'whether it was changed by hand since it was built; the words of report.md; limits of a venue (--venue ID)'
    const note = `report-beside: no report stands beside it; not checked: whether the run says its numbers still (${ids.train}); ${rest}`
    expect(await told('poster.pdf', away)).toEqual([note])
    expect(await told('slides.pptx', away)).toEqual([note])
    expect(await told('poster.html', away)).toEqual([`report-beside: no report stands beside it; not checked: its numbers, which the report records; ${rest}`])
    const { code, stdout } = await phd(['report', 'check', 'poster.pdf', '--venue', 'aaai-dc'], away)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^1 note \(yours to judge\)\n {2}report-beside\n {4}poster\.pdf: no report stands beside it; not checked: /)
    expect(stdout).not.toContain('limits of a venue')
  }, 60_000)

  it('of somebody else has no report to miss', async () => {
    const away = temporaryFolder()
    writeFileSync(join(away, 'x.html'), '<!doctype html><html lang=en><title>x</title><h1>x</h1>')
    writeFileSync(join(away, 'x.pdf'), goodPdf())
    expect([await told('x.html', away), await told('x.pdf', away)]).toEqual([[], []])
  })
})

it('a cut of the talk lies in its report, and is looked at as a part of it', async () => {
  const own = copyOf(folder)
  for (const type of ['pdf', 'html']) cpSync(join(own, `report/slides.${type}`), join(own, `report/slides-5min.${type}`))
  expect([await told('report/slides-5min.pdf', own), await told('report/slides-5min.html', own)]).toEqual([[], []])
  edit(join(own, 'runs', ids.train, 'run.json'), (run) => run.replace(/"iouWet": 0\.6\d*/, '"iouWet": 0.5551'))
  expect((await told('report/slides-5min.pdf', own))[0]).toMatch(/^stale-number: slides slide \d+, [^:]*: 0\.61 is 0\.56 now/)
})

describe('a talk that is too long for its venue', () => {
  const own = temporaryFolder()
  const shown = /report\/slides|slides\./
  beforeAll(() => {
    for (const part of ['runs', 'report']) cpSync(join(folder, part), join(own, part), { recursive: true })
    mkdirSync(join(own, 'venues'))
    writeFileSync(
      join(own, 'venues/short.yaml'),
      'id: short\nname: Short talks\nconference: X\ntrack: workshop\nyear: 2026\nabout: A workshop.\ntalk: {talkMinutes: 10, questionMinutes: 5, maxSlides: 4}\n',
    )
  })

  it.each(['slides.pdf', 'slides.html', 'slides.pptx'])('%s says so, by its slides that are shown and its minutes', async (file) => {
    const [found, ...others] = await told(`report/${file}`, own, 'short')
    expect(others).toEqual([])
    expect(found).toMatch(/^venue-talk: \d+ slides are shown; Short talks takes 4; /)
    expect(found).toMatch({ pdf: /report\.yaml plans 20/, html: /it plans 20/, pptx: /its notes plan 1\d/ }[file.split('.')[1] as 'pdf'])
    expect(found).toContain('minutes; the slot of Short talks has 10')
  })

  it('where report.yaml names the venue, also in the whole report; all three count the same slides', async () => {
    edit(join(own, 'report/report.yaml'), (yaml) => yaml.replace(/^venue:.*$/m, 'venue: short'))
    const { stdout } = await phd(['report', 'check', '--json'], own)
    const talks = (JSON.parse(stdout).checks as Found[]).filter(({ rule, ok, output }) => rule === 'venue-talk' && !ok && shown.test(output ?? ''))
    expect(talks.map(({ output }) => output).sort()).toEqual(['slides.html', 'slides.pdf', 'slides.pptx'])
    expect(new Set(talks.map(({ places }) => places[0])).size).toBe(1)
    expect(await told('report/slides.pdf', own)).toContainEqual(expect.stringMatching(/^venue-talk: /))
  }, 60_000)
})

it('a site is looked at page by page; what is spoilt in one is found there', async () => {
  const own = copyOf(folder)
  expect((await phd(['report', 'site'], own)).code).toBe(0)
  expect(await told('site', own)).toEqual([])
  edit(join(own, 'site/index.html'), (html) =>
    html.replace('</main>', '<img src="https://tracker.example/x.png"></main>').replace('href="style.css"', 'href="other.css"'),
  )
  expect(await told('site', own)).toEqual([
    'external-parts: <img> loads https://tracker.example/x.png',
    'missing-file: <link> loads other.css',
    'alt-text: <img> has no alt text: https://tracker.example/x.png',
    'edited-file: index.html was changed after it was built',
  ])
  rmSync(join(own, `site/runs/${ids.train}.html`))
  expect((await told('site', own)).at(-1)).toBe(`edited-file: index.html was changed after it was built; runs/${ids.train}.html is not there any more`)
  edit(join(own, 'runs', ids.train, 'run.json'), (run) => run.replace(/"iouWet": ?0\.61\d*/, '"iouWet": 0.65'))
  expect((await phd(['report', 'check', 'site'], own)).stdout).toMatch(/run-changed\n.*was written to since\n {4}→ build it again: phd report site\n/)
}, 60_000)
