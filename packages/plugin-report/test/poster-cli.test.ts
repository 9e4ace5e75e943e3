/** `phd report poster` as a user runs it. */
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
  const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
  return Object.fromEntries(files.map(({ parentPath, name }) => [name, hash(join(parentPath, name))]))
}

/** report.yaml with some values changed by hand. */
function edit(dir: string, change: (document: ReturnType<typeof parseDocument>) => void): void {
  const file = join(folder, dir, 'report.yaml')
  const document = parseDocument(readFileSync(file, 'utf8'))
  change(document)
  writeFileSync(file, document.toString())
}

/** report.md of one's own. */
function write(dir: string, markdown: string): void {
  writeFileSync(join(folder, dir, 'report.md'), markdown)
}

describe('phd report poster', () => {
  it('answers with the files, figures, words and checks, all of them are there, and the record of the build', async () => {
    const { code, stdout } = await poster(...all, '--out', 'json', '--json')
    expect(code).toBe(0)
    const answer = JSON.parse(stdout)
    expect(Object.keys(answer).sort()).toEqual(['checks', 'figures', 'html', 'pdf', 'png', 'pptx', 'size', 'source', 'style', 'theme', 'words'])
    for (const file of [answer.pptx, answer.pdf, answer.png, answer.html, answer.source, ...answer.figures.map(({ file: path }: { file: string }) => path)])
      expect(existsSync(file), file).toBe(true)
    expect(answer.words).toBeGreaterThan(200)
    expect(answer.words).toBeLessThan(500)
    expect(answer.checks.filter(({ severity, ok }: { severity: string; ok: boolean }) => severity === 'error' && !ok)).toEqual([])
    expect(answer.figures.every(({ alt }: { alt: string }) => alt.length > 20)).toBe(true)
    expect(readFileSync(answer.pdf).subarray(0, 5).toString()).toBe('%PDF-')
    expect(readdirSync(join(folder, 'json')).filter((name) => name.endsWith('.tmp'))).toEqual([])
    const { builds } = JSON.parse(readFileSync(join(folder, 'json/build.json'), 'utf8'))
    expect(builds.poster.runs.map(({ id }: { id: string }) => id)).toEqual([ids.train, ids.predict, ids.social])
    expect(builds.poster.numbers.some(({ place }: { place: string }) => place === 'finding')).toBe(true)
    const pdf = builds.poster.files.find(({ file }: { file: string }) => file === 'poster.pdf')
    expect(pdf.sha256).toBe(hashes('json')['poster.pdf'])
  })

  it('gives the same bytes twice, from runs and from the source', async () => {
    await poster(...all, '--out', 'one', '--style', 'finding', '--theme', 'dark')
    await poster(...all, '--out', 'two', '--style', 'finding', '--theme', 'dark')
    expect(hashes('two')).toEqual(hashes('one'))
    const { code } = await poster('--from', 'two')
    expect(code).toBe(0)
    expect(hashes('two')).toEqual(hashes('one'))
  }, 180_000)

  it('prints paths and the next step for a person', async () => {
    const { stdout } = await poster('--run', 'posts', '--authors', 'Ada')
    expect(stdout).toMatch(/print {2}report\/poster\.pdf\n {2}edit {3}report\/poster\.pptx\n {2}look {3}report\/poster\.html, report\/poster\.png/)
    expect(stdout).toMatch(/then: {2}phd report poster\n/)
    expect(stdout).toMatch(/prompts? (is|are) unanswered and not printed/)
    expect((await poster()).code).toBe(0)
  })

  it('rebuilds from an edited source and leaves it as it is', async () => {
    await poster('--run', ids.train, '--out', 'edited')
    edit('edited', (document) => document.set('title', 'My own title'))
    const before = readFileSync(join(folder, 'edited/report.yaml'), 'utf8')
    const { code, stdout } = await poster('--from', 'edited', '--size', 'A1', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ size: 'A1', source: join(folder, 'edited/report.md') })
    expect(readFileSync(join(folder, 'edited/report.yaml'), 'utf8')).toBe(before)
    expect(readFileSync(join(folder, 'edited/poster.html'), 'utf8')).toContain('My own title')
    const other = await poster('--run', ids.social, '--out', 'edited')
    expect(other.code).toBe(1)
    expect(other.stderr).toContain('REPORT_WORDS_EDITED')
    expect(readFileSync(join(folder, 'edited/report.yaml'), 'utf8')).toBe(before)
  })

  it('prints links as QR codes, logos, thanks, styled words and a table that was typed', async () => {
    await poster('--run', ids.train, '--out', 'rich')
    writeFileSync(join(folder, 'rich/us.svg'), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>')
    edit('rich', (document) => {
      document.set('links', [{ label: 'Code', url: 'https://example.org/a?b=1&c=2' }])
      document.set('logos', [{ file: 'us.svg', alt: 'Our group' }])
      document.set('acknowledgements', 'Thanks to the Council.')
    })
    write(
      'rich',
      '> IoU is {{A.metrics.iouWet | 2}}.\n\n## One\n\nThis is **bold**, *slanted* and [linked](https://example.org/x).\n\n| what | n |\n|---|---|\n| rain | 3 |\n\n![](figure:A-iou)\n',
    )
    const { code, stderr } = await poster('--from', 'rich')
    expect(stderr).toBe('')
    expect(code).toBe(0)
    const html = readFileSync(join(folder, 'rich/poster.html'), 'utf8')
    for (const part of [
      'aria-label="QR code that leads to Code: https://example.org/a?b=1&amp;c=2"',
      'aria-label="Our group"',
      'Thanks to the Council.',
      '<strong>bold</strong>',
      '<em>slanted</em>',
      '<a href="https://example.org/x" rel="noreferrer">linked</a>',
      '>rain</td>',
    ])
      expect(html).toContain(part)
  })
})

describe('wrong use', () => {
  const cases: [string, string[], number, string][] = [
    ['no source', ['--from', 'nothing'], 2, 'REPORT_SOURCE_MISSING'],
    ['a run that is not there', ['--run', 'nope'], 1, 'RUN_NOT_FOUND'],
    ['a run without results', ['--run', ids.empty], 1, 'REPORT_NO_RESULTS'],
    ['an unknown size', ['--run', ids.train, '--size', 'huge'], 2, 'REPORT_SIZE'],
    ['an unknown style', ['--run', ids.train, '--style', 'cubist'], 2, 'REPORT_STYLE_UNKNOWN'],
    ['an unknown theme', ['--run', ids.train, '--theme', 'gold'], 2, 'REPORT_THEME_UNKNOWN'],
    ['source and runs at once', ['--run', ids.train, '--from', 'x'], 2, 'USAGE'],
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
    '#read("/etc/passwd") #include "x.typ" @ref \\u{41} // c /* c */ = Heading',
    '</a:t></a:r><p:sp/> & " \' ]]> javascript:alert(1)',
    `${'W'.repeat(300)} ${'iiiiiiiiiiiiiiii-'.repeat(20)}`,
    '😀👩‍👩‍👧 漢字 שלום עולם مرحبا \u0007\u202e e\u0301 \u200b',
  ]

  it('are printed as they are, fit, and break nothing', async () => {
    await poster('--run', ids.train, '--out', 'hostile')
    edit('hostile', (document) => {
      document.set('title', hostile[0])
      document.set('authors', [hostile[1], hostile[3]])
      document.set('stamp', hostile[3])
      document.set('numbers', [{ value: hostile[3], label: hostile[1] }])
      document.set('acknowledgements', hostile[1])
    })
    const escaped = (words: string) => words.replace(/[\\`*_{}[\]<>#+!|&@$]/g, '\\$&')
    write('hostile', `> ${escaped(hostile[2])}\n\n${hostile.map((words, i) => `## Section ${i}\n\n${escaped(words)}\n\n- ${escaped(words)}\n`).join('\n')}`)
    for (const style of ['classic', 'finding']) {
      const { code, stdout, stderr } = await poster('--from', 'hostile', '--style', style, '--json')
      expect(stderr.replace(/^Note.*$|^Poster of.*$|^ {2}\w.*$|^Change.*$|^.*no section.*$/gm, '')).not.toMatch(/Error|at /)
      expect(code, stdout).toBe(0)
      const answer = JSON.parse(stdout)
      expect(answer.checks.find(({ rule }: { rule: string }) => rule === 'characters').places[0]).toContain('😀')
      expect(readFileSync(answer.html, 'utf8')).not.toMatch(/<p:sp|<script/)
    }
  })

  it('too many of them are counted, by place, and the old poster stays', async () => {
    await poster('--run', ids.train, '--out', 'long')
    const before = hashes('long')
    const text = readFileSync(join(folder, 'long/report.md'), 'utf8')
    write('long', `${text}\n## Much\n\n:::poster\n${'water '.repeat(2000)}\n:::\n`)
    const { code, stderr } = await poster('--from', 'long')
    expect(code).toBe(1)
    expect(stderr).toMatch(/REPORT_OVERFLOW: The text is \d{3,4} words too long for A0\./)
    expect(stderr).toMatch(/section "Much" has 2000 \(\d+ fit\)/)
    expect({ ...hashes('long'), 'report.md': before['report.md'] }).toEqual(before)
  })

  it('figures alone too many are an error too', async () => {
    await poster('--run', ids.train, '--out', 'crowded')
    write('crowded', Array.from({ length: 20 }, (_, i) => `## s${i}\n\n![](figure:A-iou)\n`).join('\n'))
    expect((await poster('--from', 'crowded')).stderr).toContain('REPORT_OVERFLOW: The figures alone do not fit on A0.')
  })
})
