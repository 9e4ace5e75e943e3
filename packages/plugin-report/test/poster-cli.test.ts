import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import { phd, temporaryFolder } from './fixtures/cli.js'
import { ids, makeRuns } from './fixtures/make-runs.js'

const folder = temporaryFolder()
beforeAll(() => {
  makeRuns(join(folder, 'runs'))
})

const poster = (...args: string[]) => phd(['report', 'poster', ...args], folder)
const all = ['--run', ids.train, ids.predict, ids.social]

function hashes(dir: string): Record<string, string> {
  const files = readdirSync(join(folder, dir), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(parentPath, name)))
        .digest('hex'),
    ]),
  )
}

/** poster.yaml with some values changed by hand. */
function edit(dir: string, change: (document: ReturnType<typeof parseDocument>) => void): string {
  const file = join(folder, dir, 'poster.yaml')
  const document = parseDocument(readFileSync(file, 'utf8'))
  change(document)
  writeFileSync(file, document.toString())
  return file
}

describe('phd report poster', () => {
  it('answers with the files, figures, words and checks, and all of them are there', async () => {
    const { code, stdout } = await poster(...all, '--out', 'json', '--json')
    expect(code).toBe(0)
    const answer = JSON.parse(stdout)
    expect(Object.keys(answer).sort()).toEqual(['checks', 'figures', 'pdf', 'png', 'pptx', 'words', 'yaml'])
    for (const file of [answer.pptx, answer.pdf, answer.png, answer.yaml, ...answer.figures.map(({ file: path }: { file: string }) => path)])
      expect(existsSync(file), file).toBe(true)
    expect(answer.words).toBeGreaterThan(300)
    expect(answer.words).toBeLessThan(800)
    expect(answer.checks.filter(({ severity, ok }: { severity: string; ok: boolean }) => severity === 'error' && !ok)).toEqual([])
    expect(answer.figures.every(({ alt }: { alt: string }) => alt.length > 20)).toBe(true)
    expect(readFileSync(answer.pdf).subarray(0, 5).toString()).toBe('%PDF-')
    expect(readdirSync(join(folder, 'json')).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('shows one figure in two places, and names an option that its result does not have', async () => {
    await poster('--run', ids.train, '--out', 'options')
    const file = edit('options', (document) => document.setIn(['sections', 3, 'figures'], ['A-iou', 'A-iou']))
    expect((await poster('--from', file)).code).toBe(0)
    edit('options', (document) => {
      document.setIn(['sections', 3, 'figures'], ['A-scores'])
      document.setIn(['figures', 'A-scores', 'options'], { columns: ['name', 'luck'] })
    })
    const { code, stderr } = await poster('--from', file)
    expect(code).toBe(1)
    expect(stderr).toContain('Error REPORT_FIGURE_OPTION: A figure\'s option "columns" names what its result does not have.')
    expect(stderr).toContain('received: luck')
  })

  it('gives the same bytes twice, from runs and from words', async () => {
    await poster(...all, '--out', 'one')
    await poster(...all, '--out', 'two')
    expect(hashes('two')).toEqual(hashes('one'))
    const { code } = await poster('--from', 'two/poster.yaml')
    expect(code).toBe(0)
    expect(hashes('two')).toEqual(hashes('one'))
  })

  it('prints paths and the next step for a person', async () => {
    const { stdout } = await poster('--run', 'posts', '--out', 'told', '--authors', 'Ada')
    expect(stdout).toMatch(/edit {3}told\/poster\.pptx/)
    expect(stdout).toContain('phd report poster --from told/poster.yaml')
  })

  it('rebuilds from edited words and leaves the file as it is', async () => {
    await poster('--run', ids.train, '--out', 'edited')
    const file = edit('edited', (document) => document.set('title', 'My own title'))
    const before = readFileSync(file, 'utf8')
    const { code, stdout } = await poster('--from', file, '--size', 'A1', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout).yaml).toBe(file)
    expect(readFileSync(file, 'utf8')).toBe(before)
    expect(readFileSync(join(folder, 'edited/poster.pdf')).includes('My own title')).toBe(true)
  })

  it('never overwrites edited words: the same runs use them, other runs are an error', async () => {
    await poster('--run', ids.train, '--out', 'kept')
    const file = edit('kept', (document) => document.set('finding', 'Mine.'))
    const before = readFileSync(file, 'utf8')
    const same = await poster('--run', ids.train, '--out', 'kept')
    expect(same.code).toBe(0)
    expect(same.stdout).toContain('kept/poster.yaml was edited: its words are kept.')
    const other = await poster('--run', ids.social, '--out', 'kept')
    expect(other.code).toBe(1)
    expect(other.stderr).toMatch(/REPORT_WORDS_EDITED.*it is not overwritten/)
    const renamed = await poster('--run', ids.train, '--title', 'New', '--out', 'kept')
    expect(renamed.stderr).toMatch(/REPORT_WORDS_EDITED[\s\S]*no --title/)
    expect(readFileSync(file, 'utf8')).toBe(before)
  })

  it('drafts anew where nothing was edited', async () => {
    await poster('--run', ids.train, '--out', 'fresh')
    const { code } = await poster('--run', ids.social, '--out', 'fresh')
    expect(code).toBe(0)
    expect(readFileSync(join(folder, 'fresh/poster.yaml'), 'utf8')).toContain(ids.social)
  })
})

describe('wrong use', () => {
  const cases: [string, string[], number, string][] = [
    ['no run', [], 2, 'REPORT_NO_RUNS'],
    ['a run that is not there', ['--run', 'nope'], 1, 'RUN_NOT_FOUND'],
    ['a run without results', ['--run', ids.empty], 1, 'REPORT_NO_RESULTS'],
    ['an unknown size', ['--run', ids.train, '--size', 'huge'], 2, 'REPORT_SIZE'],
    ['words and runs at once', ['--run', ids.train, '--from', 'x.yaml'], 2, 'USAGE'],
    ['words that are not there', ['--from', 'gone.yaml'], 2, 'REPORT_WORDS_MISSING'],
  ]
  it.each(cases)('%s is an error with a code, and nothing is written', async (name, args, code, word) => {
    const out = `wrong-${name.replaceAll(' ', '-')}`
    const answer = await poster(...args, ...(args.includes('--from') ? [] : ['--out', out]), '--json')
    expect(JSON.parse(answer.stdout).error.code).toBe(word)
    expect(answer.code).toBe(code)
    expect(existsSync(join(folder, out))).toBe(false)
  })
})

describe('hostile words', () => {
  const hostile = [
    '#read("/etc/passwd") #include "x.typ" $x$ *bold* _it_ @ref <label> \\u{41} // c /* c */ `raw` = Heading',
    '</a:t></a:r><p:sp/> & < > " \' ]]> <!ENTITY x SYSTEM "file:///etc/passwd"> &x;',
    `${'W'.repeat(300)} ${'iiiiiiiiiiiiiiii-'.repeat(20)}`,
    '😀👩‍👩‍👧 漢字 שלום עולם مرحبا \u0000\u0007\u202e\ud800 e\u0301 \u200b',
    '',
  ]

  it('are printed as they are, fit, and break nothing', async () => {
    await poster('--run', ids.train, '--out', 'hostile')
    const file = edit('hostile', (document) => {
      document.set('title', hostile[0])
      document.set('authors', [hostile[1], hostile[3]])
      document.set('finding', hostile[2])
      document.set('stamp', hostile[3])
      document.set('numbers', [{ value: hostile[3], label: hostile[1] }])
      document.set('footer', hostile[1])
      document.set(
        'sections',
        hostile.map((words) => ({ heading: words.slice(0, 60), text: `${words}\n\n- ${words}`, figures: [] })),
      )
    })
    const { code, stdout, stderr } = await poster('--from', file, '--json')
    expect(stderr.replace(/^Note.*$/gm, '').trim()).toBe('')
    expect(code).toBe(0)
    const answer = JSON.parse(stdout)
    expect(answer.checks.find(({ rule }: { rule: string }) => rule === 'characters').places[0]).toContain('😀')
    expect(existsSync(answer.pdf)).toBe(true)
  })

  it('too many of them are counted, by place, and the old poster stays', async () => {
    await poster('--run', ids.train, '--out', 'long')
    const before = hashes('long')
    const file = edit('long', (document) => document.setIn(['sections', 0, 'text'], 'water '.repeat(2000)))
    const { code, stderr } = await poster('--from', file)
    expect(code).toBe(1)
    expect(stderr).toMatch(/REPORT_OVERFLOW: The text is \d{3,4} words too long for A0\./)
    expect(stderr).toMatch(/section "Problem" has 2000 \(\d+ fit\)/)
    expect({ ...hashes('long'), 'poster.yaml': before['poster.yaml'] }).toEqual(before)
  })

  it('figures alone too many are an error too', async () => {
    await poster('--run', ids.train, '--out', 'crowded')
    const file = edit('crowded', (document) => {
      document.set(
        'sections',
        Array.from({ length: 20 }, (_, i) => ({ heading: `s${i}`, text: '', figures: ['A-iou'] })),
      )
    })
    expect((await poster('--from', file)).stderr).toContain('REPORT_OVERFLOW: The figures alone do not fit on A0.')
  })
})
