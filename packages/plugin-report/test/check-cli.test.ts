/** phd report check, trace and diff as a user runs them: on a poster of runs, whose words and runs then change. */
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import { lintFile } from '../lib/check/lint.js'
import { phd, temporaryFolder } from './fixtures/cli.js'
import { goodPdf, goodPptx, goodSvg } from './fixtures/good-files.js'
import { ids, makeRuns } from './fixtures/make-runs.js'
import { copyOf } from './fixtures/report-copy.js'
import { zipWith } from './fixtures/zip.js'

const folder = temporaryFolder()
const json = async (args: string[], cwd = folder) => {
  const { code, stdout, stderr } = await phd([...args, '--json'], cwd)
  return { code, stderr, answer: JSON.parse(stdout) }
}
interface Found {
  rule: string
  severity: string
  ok: boolean
  places: string[]
  output?: string
}
const failing = (checks: Found[], severity = 'error') => checks.filter((check) => !check.ok && check.severity === severity)

beforeAll(async () => {
  makeRuns(join(folder, 'runs'))
  const { code, stderr } = await phd(['report', 'poster', '--run', ids.train, '--authors', 'Ada Lovelace'], folder)
  if (code !== 0) throw new Error(stderr)
}, 60_000)

/** Writes another IoU into the run of training. */
function changeRun(own: string): void {
  const file = join(own, 'runs', ids.train, 'run.json')
  const run = JSON.parse(readFileSync(file, 'utf8'))
  run.result.metrics.iouWet = 0.5551
  writeFileSync(file, JSON.stringify(run, null, 1))
}

describe('a poster as it was built', () => {
  it('has no errors, and the command ends with 0', async () => {
    const { code, answer } = await json(['report', 'check'])
    expect(failing(answer.checks)).toEqual([])
    expect([code, answer.errors, answer.fixed]).toEqual([0, 0, []])
    const outputs = new Set(answer.checks.map(({ output }: Found) => output))
    for (const output of ['report.md', 'poster', 'poster.pptx', 'poster.pdf', 'poster.png']) expect([...outputs]).toContain(output)
  })

  it('is traced from the PDF and the PPTX alone, far from its report', async () => {
    for (const name of ['poster.pdf', 'poster.pptx']) {
      const { code, answer } = await json(
        ['report', 'trace', join(folder, 'report', name), '--number', '0.61', '--runs', join(folder, 'runs')],
        temporaryFolder(),
      )
      expect(code).toBe(0)
      expect(answer.from).toMatch(/^inside /)
      expect(answer.numbers[0]).toMatchObject({ output: 'poster', page: 1, printed: '0.61', runs: [{ id: ids.train, state: 'same' }] })
      expect(answer.numbers[0].reference).toMatch(/^A\.metrics\.iouWet/)
      expect(answer.numbers[0].values[0]).toBeCloseTo(0.612, 3)
    }
    const { code, answer } = await json(['report', 'trace', '--number', '123.456'])
    expect([code, answer.error.code]).toEqual([1, 'REPORT_TRACE_NUMBER'])
    const table = await phd(['report', 'trace', 'report/build.json'], folder)
    expect(table.stdout).toMatch(/finding +0\.61 +0\.6119/)
    expect(table.stdout).toContain(`A  ${ids.train}  radar/train, seed 1: unchanged`)
  })

  it('is traced in its tables and pictures too: each to the run and the result that its numbers are of', async () => {
    const { answer } = await json(['report', 'trace'])
    expect(answer.figures).toContainEqual({ output: 'poster', page: 1, name: 'A-scores', result: 'scores', runs: [{ id: ids.train, state: 'same' }] })
    const cell = await json(['report', 'trace', 'report/poster.pdf', '--number', '0.236'])
    expect([cell.code, cell.answer.numbers]).toEqual([0, []])
    expect(cell.answer.values[0]).toMatchObject({
      name: 'A-scores',
      result: 'scores',
      where: expect.stringContaining('rain threshold: '),
      runs: [{ id: ids.train }],
    })
    expect(cell.answer.values[0].value).toBeCloseTo(0.236, 3)
    const away = await json(['report', 'trace', join(folder, 'report/poster.pdf'), '--number', '0.236', '--runs', 'nowhere'])
    expect(away.answer.error).toMatchObject({ code: 'REPORT_TRACE_NUMBER', remedy: expect.stringContaining('not searched') })
  })

  it('differs in nothing', async () => {
    const { code, answer } = await json(['report', 'diff', '--exit-code'])
    expect([code, answer.same, answer.numbers, answer.figures, answer.runs]).toEqual([0, true, [], [], []])
    const { answer: none } = await json(['report', 'diff', '--previous'])
    expect(none.error.code).toBe('REPORT_DIFF_NONE')
  })
})

describe('a run that changed', () => {
  const own = temporaryFolder()
  beforeAll(() => {
    for (const part of ['runs', 'report']) cpSync(join(folder, part), join(own, part), { recursive: true })
    changeRun(own)
  })

  it('is listed by diff, number by number', async () => {
    const { code, answer } = await json(['report', 'diff', '--exit-code'], own)
    expect(code).toBe(1)
    expect(answer.numbers).toContainEqual(
      expect.objectContaining({ change: 'changed', before: '0.61', after: '0.56', places: expect.arrayContaining(['poster page 1, finding']) }),
    )
    expect(answer.runs).toContainEqual({ letter: 'A', change: 'changed', before: ids.train, after: ids.train })
    expect((await phd(['report', 'diff'], own)).stdout).toMatch(/number {2}0\.61 → 0\.56 {2}\{\{A\.metrics\.iouWet/)
  })

  it('makes check fail, and trace say so', async () => {
    const { code, stdout } = await phd(['report', 'check'], own)
    expect(code).toBe(1)
    expect(stdout).toMatch(/stale-number\n[^→]*poster page 1, finding: 0\.61 is 0\.56 now/)
    expect((await json(['report', 'trace', 'report'], own)).answer.runs[0].state).toBe('changed')
  })

  it('is built again by --fix; diff --previous then tells the two builds apart', async () => {
    const { code, answer, stderr } = await json(['report', 'check', '--fix'], own)
    expect(stderr).not.toContain('not built again')
    expect(answer.fixed).toEqual(['poster: built again'])
    expect([code, failing(answer.checks)]).toEqual([0, []])
    const { answer: previous } = await json(['report', 'diff', '--previous'], own)
    expect(previous.numbers).toContainEqual(expect.objectContaining({ change: 'changed', before: '0.61', after: '0.56' }))
    const { answer: from } = await json(['report', 'diff', '--from', join(folder, 'report/poster.pdf')], own)
    expect(from.numbers).toContainEqual(expect.objectContaining({ before: '0.61', after: '0.56' }))
  }, 60_000)
})

it('a run that is gone is an error, and its numbers are lost', async () => {
  const own = copyOf(folder)
  renameSync(join(own, 'runs', ids.train), join(own, 'gone'))
  const { code, answer } = await json(['report', 'check'], own)
  expect(code).toBe(1)
  const rules = failing(answer.checks).map(({ rule }) => rule)
  for (const rule of ['source', 'run-gone', 'stale-number']) expect(rules).toContain(rule)
  expect((await json(['report', 'trace', 'report'], own)).answer.runs.map(({ state }: { state: string }) => state)).toEqual(['gone'])
})

it('a page that flags asked for is right, where the venue takes it', async () => {
  const own = copyOf(folder)
  expect((await phd(['report', 'poster', '--size', '16:9'], own)).code).toBe(0)
  expect(JSON.parse(readFileSync(join(own, 'report/build.json'), 'utf8')).builds.poster.page).toEqual({ size: '16:9', landscape: false })
  expect(failing((await json(['report', 'check'], own)).answer.checks)).toEqual([])
  expect(failing((await json(['report', 'check', 'report/poster.pdf'], own)).answer.checks)).toEqual([])
  const { answer } = await json(['report', 'check', '--venue', 'egu-poster'], own)
  expect(failing(answer.checks).map(({ rule }) => rule)).toEqual(['venue-poster'])
}, 60_000)

it('settings that are no YAML are told with their line', async () => {
  const own = copyOf(folder)
  writeFileSync(join(own, 'report/report.yaml'), 'title: A: B\n')
  rmSync(join(own, 'report/build.json'))
  const { code, answer } = await json(['report', 'check'], own)
  expect(code).toBe(1)
  expect(failing(answer.checks).find(({ rule }) => rule === 'source')?.places[0]).toMatch(
    /^report\/report\.yaml cannot be read as YAML\. line 1: Nested mappings/,
  )
})

it('--fix drafts alt texts and comments empty slides out; what was changed by hand is not built over', async () => {
  const own = copyOf(folder)
  const [yaml, markdown] = ['report/report.yaml', 'report/report.md'].map((file) => join(own, file))
  const document = parseDocument(readFileSync(yaml, 'utf8'))
  for (const key of ['caption', 'alt']) document.setIn(['figures', 'A-iou', key], 'IoU of the wet class by epoch.')
  writeFileSync(yaml, document.toString())
  writeFileSync(markdown, `${readFileSync(markdown, 'utf8')}\n:::slide[I was forgotten]\n:::\n`)
  writeFileSync(join(own, 'report/poster.png'), 'mine')
  const { answer, stderr } = await json(['report', 'check', '--fix'], own)
  expect(answer.fixed).toEqual(['report.yaml: drafted the alt text of A-iou from its data', 'report.md: commented out the empty slide "I was forgotten"'])
  const { caption, alt } = parseDocument(readFileSync(yaml, 'utf8')).toJS().figures['A-iou']
  expect(caption).toBe('IoU of the wet class by epoch.')
  expect(alt).toMatch(/epoch/)
  expect(alt).not.toBe(caption)
  expect(readFileSync(markdown, 'utf8')).toMatch(/<!-- an empty slide:\n:::slide\[I was forgotten\]\n:::\n-->/)
  expect(stderr).toMatch(/poster is not built again: poster\.png was changed after it was built, and would be overwritten/)
  expect(readFileSync(join(own, 'report/poster.png'), 'utf8')).toBe('mine')
}, 60_000)

describe('files of others', () => {
  const own = temporaryFolder()
  const put = (name: string, data: string | Uint8Array) => writeFileSync(join(own, name), data)
  beforeAll(async () => {
    put('good.pptx', await goodPptx())
    put('raw.pptx', await goodPptx({ raw: true }))
    put('good.pdf', goodPdf())
    put('good.svg', goodSvg)
  })

  it('are judged one by one; a raw deck is mended in place', async () => {
    expect((await json(['report', 'check', 'good.pptx', 'good.pdf', 'good.svg'], own)).answer).toMatchObject({ errors: 0, notes: 0 })
    const raw = await json(['report', 'check', 'raw.pptx'], own)
    expect(raw.code).toBe(1)
    const { code, answer } = await json(['report', 'check', 'raw.pptx', '--fix'], own)
    expect(answer.fixed.length).toBeGreaterThanOrEqual(4)
    expect([code, failing(answer.checks)]).toEqual([0, []])
  })

  it('that would do harm are refused', async () => {
    const codeOf = (name: string) =>
      lintFile(join(own, name)).then(
        () => 'none',
        ({ code }) => code,
      )
    put('escape.pptx', zipWith('../../escape.xml', Buffer.from('x')))
    expect(await codeOf('escape.pptx')).toBe('REPORT_FILE_REFUSED')
    put('absolute.pptx', zipWith('/etc/escape.xml', Buffer.from('x')))
    expect(await codeOf('absolute.pptx')).toBe('REPORT_FILE_REFUSED')
    put('bomb.pptx', zipWith('ppt/presentation.xml', Buffer.from('x'), 4_000_000_000))
    expect(await codeOf('bomb.pptx')).toBe('REPORT_FILE_REFUSED')
    put('entity.svg', `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${goodSvg.replace('IoU', '&x;')}`)
    expect(await codeOf('entity.svg')).toBe('REPORT_XML')
    put('no.pptx', 'no zip')
    expect(await codeOf('no.pptx')).toBe('REPORT_FILE')
    put('no.pdf', 'no pdf')
    expect(await codeOf('no.pdf')).toBe('REPORT_FILE')
    put('no.docx', 'x')
    expect(await codeOf('no.docx')).toBe('REPORT_FILE_KIND')
    expect(await codeOf('nowhere.pdf')).toBe('REPORT_FILE_MISSING')
    expect((await phd(['report', 'check', 'bomb.pptx'], own)).stderr).toMatch(/Error REPORT_FILE_REFUSED: .*bomb\.pptx is not opened/)
    expect(existsSync(join(own, '../../escape.xml'))).toBe(false)
  })

  it('that a record names outside of its folder are not looked at', async () => {
    mkdirSync(join(own, 'r'))
    const build = { kind: 'poster', title: 'T', phd: '0.1.0', runs: [], numbers: [], files: [{ file: '../good.pdf', sha256: 'x', bytes: 1 }] }
    put('r/build.json', JSON.stringify({ version: 1, builds: { poster: build } }))
    const { answer } = await json(['report', 'check', 'r'], own)
    expect(answer.checks.map(({ output }: Found) => output)).not.toContain('../good.pdf')
    expect(failing(answer.checks, 'note')).toMatchObject([{ rule: 'edited-file', places: ['../good.pdf is not there any more'] }])
    rmSync(join(own, 'r'), { recursive: true })
  })
})

it('lists the rules, and knows their names; --strict makes notes count', async () => {
  expect((await phd(['report', 'check', '--strict'], folder)).code).toBe(1)
  const { answer } = await json(['report', 'check', '--rules'])
  expect(answer.rules.length).toBeGreaterThan(60)
  const { code, answer: slip } = await json(['report', 'check', '--skip', 'overflowing'])
  expect([code, slip.error.code]).toEqual([2, 'REPORT_RULE_UNKNOWN'])
  const page = readFileSync(join(import.meta.dirname, '../../../docs/guide/check.md'), 'utf8')
  const named = new Set<string>(answer.rules.map(({ rule }: Found) => rule))
  expect([...named].filter((rule) => !page.includes(`\`${rule}\``))).toEqual([])
})
