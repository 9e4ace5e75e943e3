import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Store } from '@phd/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { namesInText, overMessage } from '../lib/paper/checks.js'
import { buildPaper, paperRules, refuseEdited, removeStale, requireFit, written } from '../lib/paper/index.js'
import { openReport } from '../lib/source/index.js'
import { venueOf } from '../lib/venues/index.js'
import { phd, temporaryFolder } from './fixtures/cli.js'
import { hasProgram, hasPython, output, python } from './fixtures/judge.js'
import { ids, makeRuns } from './fixtures/make-runs.js'
import { hostile, usedPages, writePaper } from './fixtures/paper.js'

const folder = temporaryFolder()
const report = join(folder, 'report')
let answer: {
  budget: { used: number; pages: number; limit: number; wordsOver: number }
  todos: object[]
  checks: { rule: string; ok: boolean; places: string[] }[]
  tex: string
  preview: string
}
let tex = ''
const paper = (...args: string[]) => phd(['report', 'paper', ...args], folder)
/** As the command does it, without writing. */
async function built(dir: string, { draft = false, venue = 'aaai-dc' } = {}) {
  const { source } = await openReport({ from: join(folder, dir) }, { store: (path) => new Store(path) })
  const profile = venue ? await venueOf(venue) : undefined
  const markdown = readFileSync(source.file, 'utf8')
  return buildPaper(source, { rules: paperRules(profile, undefined), venue: profile, anonymous: false, draft, markdown })
}
const texOf = ({ files }: Awaited<ReturnType<typeof built>>) => String(files.find(({ path }) => path === 'paper/paper.tex')?.data)
const sha = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
const place = (rule: string) => answer.checks.find((check) => check.rule === rule)

beforeAll(async () => {
  makeRuns(join(folder, 'runs'))
  writePaper(report, { extra: hostile, prompts: 'TODO: What comes\nnext?', wideTable: false })
  const { code, stdout, stderr } = await paper('--from', 'report', '--json')
  if (code !== 0) throw new Error(stderr || stdout)
  answer = JSON.parse(stdout)
  tex = readFileSync(join(report, 'paper/paper.tex'), 'utf8')
})

describe('the bundle', () => {
  it('is one ASCII .tex, the .bib, figures, how to and a manifest of all', () => {
    expect(readdirSync(join(report, 'paper')).sort()).toEqual(['README.txt', 'figures', 'manifest.json', 'paper.tex', 'refs.bib'])
    expect(tex).toMatch(/^[\n -~]*$/)
    expect(tex).not.toMatch(/\\(?:input|include|vspace|pagestyle|newpage|clearpage)\b/)
    const manifest = JSON.parse(readFileSync(join(report, 'paper/manifest.json'), 'utf8'))
    for (const { file, sha256 } of manifest.files) expect(sha(join(report, 'paper', file))).toBe(sha256)
    expect(manifest.files.map(({ file }: { file: string }) => file)).toEqual(['paper.tex', 'refs.bib', 'figures/A-iou.pdf', 'README.txt'])
    expect(manifest.numbers.map(({ printed, place: where }: { printed: string; place: string }) => [printed, where])).toContainEqual(['0.612', 'abstract'])
  })

  it('is what the kit asks for: its style, its author block, no forbidden package', () => {
    expect(tex).toContain('\\usepackage{aaai2026}')
    expect(tex).toContain('\\author{Ada Lovelace, Mary Somerville}\n\\affiliations{University of Somewhere\\\\\n{}ada@example.org}')
    // the style names aaai2026.bst itself; BibTeX refuses a second \bibliographystyle
    expect(tex).toContain('\n\\bibliography{refs}')
    expect(tex).not.toContain('\\bibliographystyle')
    expect(tex).toContain('\\citep{bates2010,almeida2012}')
    expect(tex).not.toMatch(/fontenc|hyperref|geometry/)
    expect(place('packages')?.ok).toBe(true)
    const readme = readFileSync(join(report, 'paper/README.txt'), 'utf8')
    expect(readme).toContain('aaai2026.sty and aaai2026.bst')
    expect(readme).toContain('bibtex paper')
  })

  it('prints hostile text and does nothing with it', () => {
    expect(tex).toContain(String.raw`\textbackslash{}input\{/etc/passwd\} \textbackslash{}write18\{ls\}`)
    expect(tex).toContain('[U+4E2D]')
    expect(place('characters')?.places[0]).toContain('中')
  })

  it('leaves an unanswered prompt as a comment and lists it', () => {
    expect(tex).toContain('% TODO: What comes next?')
    expect(answer.todos).toEqual([{ place: 'Next steps', text: 'What comes next?' }])
  })

  it.skipIf(!hasProgram('pdffonts'))('figures have no fonts (needs pdffonts)', () => {
    const [, , ...fonts] = output('pdffonts', [join(report, 'paper/figures/A-iou.pdf')])
      .trim()
      .split('\n')
    expect(fonts).toEqual([])
  })

  it.skipIf(!hasProgram('pdfinfo'))('figures are as wide as a column (needs pdfinfo)', () => {
    const [, width] = /Page size:\s+([\d.]+) x/.exec(output('pdfinfo', [join(report, 'paper/figures/A-iou.pdf')])) ?? []
    expect(Number(width) / 72).toBeCloseTo(3.3125, 2)
  })
})

describe('the preview', () => {
  it.skipIf(!hasProgram('pdfinfo'))('has the page and the pages that were said (needs pdfinfo)', () => {
    const info = output('pdfinfo', [answer.preview])
    expect(info).toMatch(/Page size:\s+612 x 792 pts/)
    expect(info).toMatch(/Tagged:\s+yes/)
    expect(Number(/Pages:\s+(\d+)/.exec(info)?.[1])).toBe(answer.budget.pages)
  })

  it.skipIf(!hasPython)('passes pdfua (needs .oracle or PHD_ORACLE_PYTHON)', () => {
    expect(output(join(python, '../pdfua'), ['check', answer.preview])).toMatch(/result: PASS \(no findings\) {3}errors=0 warnings=0/)
  })

  it.skipIf(!hasProgram('pdftotext'))('prints words as words, references in full and the prompt (needs pdftotext)', () => {
    const text = output('pdftotext', ['-raw', answer.preview, '-']).replace(/\s+/g, ' ')
    expect(text).toContain('\\input{/etc/passwd} \\write18{ls} #read(“/etc/passwd”) #panic()')
    expect(text).toContain('Where <the> & “water” goes')
    expect(text).toContain('To do: What comes next?')
    expect(text).toMatch(/Guo, Zifeng, and João P\. Leitão\. 2021/)
    expect(text).not.toContain('Nobody cites it')
    expect(text).toMatch(/Provisional: one seed\./)
  })

  it.skipIf(!hasProgram('pdftotext'))('ends where the budget says, to a tenth of a page (needs pdftotext)', () => {
    expect(Math.abs(answer.budget.used - usedPages(answer.preview, 19.05, 228.6, 107.95))).toBeLessThanOrEqual(0.1)
  })

  it.skipIf(!hasProgram('pdffonts'))('all its fonts are embedded (needs pdffonts)', () => {
    const fonts = output('pdffonts', [answer.preview]).trim().split('\n').slice(2)
    expect(fonts.length).toBeGreaterThan(2)
    for (const font of fonts) expect(font).toMatch(/\syes yes yes\s/)
  })
})

describe('a bundle that is there', () => {
  const dir = join(folder, 'there')
  it('is not overwritten where it was edited; files that are no longer needed go, unless they were changed', async () => {
    cpSync(report, dir, { recursive: true })
    writeFileSync(join(dir, 'paper/paper.tex'), `${tex}% mine\n`)
    expect(() => refuseEdited(dir)).toThrow(expect.objectContaining({ code: 'REPORT_PAPER_EDITED' }))
    const edited = await paper('--from', 'there')
    expect([edited.code, edited.stderr]).toEqual([1, expect.stringContaining('REPORT_PAPER_EDITED')])
    rmSync(join(dir, 'paper/paper.tex'))
    expect(() => refuseEdited(dir)).not.toThrow()
    writeFileSync(join(dir, 'paper/refs.bib'), 'mine')
    removeStale(dir, written(dir), ['paper/paper.tex'])
    expect(readdirSync(join(dir, 'paper/figures'))).toEqual([])
    expect(readFileSync(join(dir, 'paper/refs.bib'), 'utf8')).toBe('mine')
  })

  it('nothing outside of the bundle is touched, whatever its manifest says', () => {
    writeFileSync(join(dir, 'paper/manifest.json'), JSON.stringify({ files: [{ file: '../report.md', sha256: sha(join(dir, 'report.md')) }] }))
    expect(written(dir)).toEqual([])
    writeFileSync(join(dir, 'paper/manifest.json'), '{')
    expect(written(dir)).toEqual([])
  })
})

describe('the same source', () => {
  it('gives the same bytes, wherever it lies', async () => {
    cpSync(report, join(folder, 'again'), { recursive: true })
    expect((await paper('--from', 'again', '--json')).code).toBe(0)
    for (const file of ['paper/paper.tex', 'paper/refs.bib', 'paper/figures/A-iou.pdf', 'paper/README.txt', 'paper/manifest.json', 'paper-preview.pdf']) {
      expect(sha(join(folder, 'again', file)), file).toBe(sha(join(report, file)))
    }
  })
})

describe('a paper that is not right', () => {
  it('too long: written, exit 1, by how much and where', async () => {
    writePaper(join(folder, 'long'), { sentences: 60, wideTable: false })
    const failed = await paper('--from', 'long')
    expect(failed.code).toBe(1)
    expect(failed.stderr).toMatch(/REPORT_PAPER_PAGES/)
    expect(failed.stderr).toMatch(/2\.\d pages, and 2 are allowed with references: about \d+ words too many \(Problem & aims has \d+/)
    expect(existsSync(join(folder, 'long/paper-preview.pdf'))).toBe(true)
  })

  it('a draft may be too long, and the words over are as many as have to go', async () => {
    writePaper(join(folder, 'draft'), { sentences: 60, wideTable: false })
    const draft = await built('draft', { draft: true })
    expect(() => requireFit(draft.checks)).not.toThrow()
    expect(draft.budget.used).toBeGreaterThan(2)
    // 32 words a paragraph, citation included; one paragraph of tolerance
    const paragraphs = Math.round(draft.budget.wordsOver / 32)
    const over = async (sentences: number) => {
      writePaper(join(folder, 'draft'), { sentences, wideTable: false })
      return (await built('draft')).budget.wordsOver
    }
    expect(await over(60 - paragraphs - 2)).toBe(0)
    expect(await over(60 - paragraphs + 3)).toBeGreaterThan(0)
  })

  it('a table of both columns that is called on the last page takes one more page, as in LaTeX; on an earlier one it does not', async () => {
    writePaper(join(folder, 'wide'))
    expect((await built('wide')).budget).toMatchObject({ pages: 2, wordsOver: 0 })
    writePaper(join(folder, 'wide'), {
      sentences: 2,
      extra: `![](figure:A-scores)\n\n${'More words that fill the page, until it is full and a second one begins. '.repeat(70)}`,
      wideTable: false,
    })
    expect((await built('wide')).budget).toMatchObject({ pages: 2, wordsOver: 0 })
  })

  it('a citation without an entry: named, with the key that was meant; a draft shows it', async () => {
    writePaper(join(folder, 'cite'), { extra: 'See [@bates2011].' })
    const { checks } = await built('cite')
    expect(checks.find(({ rule }) => rule === 'citations')).toMatchObject({
      ok: false,
      severity: 'error',
      places: [expect.stringMatching(/bates2011 is cited and not in .*refs\.bib; is it bates2010\?/)],
    })
    expect(() => requireFit(checks)).toThrow(expect.objectContaining({ code: 'REPORT_CHECK' }))
    requireFit((await built('cite', { draft: true })).checks)
  })

  it('a broken .bib: the line; TeX that does more than print: refused', async () => {
    writePaper(join(folder, 'bib'))
    const write = (text: string) => writeFileSync(join(folder, 'bib/refs.bib'), text)
    write('@article{bates2010,\n  title = {An {{open} {brace},\n}\n@misc{b, title={x}}\n')
    await expect(built('bib')).rejects.toMatchObject({ code: 'REPORT_BIBLIOGRAPHY_SYNTAX', message: expect.stringContaining('refs.bib:2:') })
    write('@misc{x,\n title={\\immediate\\write18{ls}}}')
    await expect(built('bib')).rejects.toMatchObject({ code: 'REPORT_PAPER_TEX', message: expect.stringMatching(/refs\.bib:2: \\immediate/) })
  })

  it('mathematics that does more than print is refused', async () => {
    writePaper(join(folder, 'math'), { extra: 'As $\\input{/etc/passwd}$ says.' })
    await expect(built('math')).rejects.toMatchObject({ code: 'REPORT_PAPER_TEX', message: expect.stringContaining('\\input') })
  })

  it('mathematics that the preview cannot draw is printed as TeX, with a note', async () => {
    writePaper(join(folder, 'undrawn'), { extra: 'As $\\overbrace{x}$ says.' })
    const { checks } = await built('undrawn')
    expect(checks.find(({ rule }) => rule === 'mathematics')?.places).toEqual(['the preview prints as text: \\overbrace{x}'])
  })
})

describe('kits', () => {
  it.each([
    [
      'ijcai-dc',
      /\\documentclass\[letterpaper\]\{article\}\n\\usepackage\{ijcai23\}[\s\S]*\\affiliations\nUniversity of Somewhere\n\\emails\nada@example\.org/,
    ],
    ['acl-srw', /\\documentclass\[a4paper,11pt\]\{article\}\n\\usepackage\{acl\}/],
    ['ecai-dc', /\\documentclass\{ecai\}[\s\S]*\\begin\{frontmatter\}[\s\S]*\\fnms\{Ada\}~\\snm\{Lovelace\}/],
    ['ecml-pkdd', /\\documentclass\{llncs\}[\s\S]*\\institute\{[\s\S]*\\bibliographystyle\{splncs04\}\n\\bibliography\{refs\}/],
    ['sigspatial-short', /\\documentclass\[sigconf\]\{acmart\}[\s\S]*\\country\{~\}[\s\S]*\\end\{abstract\}\n\n\\maketitle/],
    ['', /\\documentclass\[a4paper,twocolumn\]\{article\}[\s\S]*geometry/],
  ])('%s gets its own first lines', async (venue, lines) => {
    writePaper(join(folder, `kit-${venue}`), { venue })
    const paper = await built(`kit-${venue}`, { venue })
    expect(texOf(paper)).toMatch(lines)
    expect(paper.checks.filter(({ ok, rule }) => !ok && rule === 'packages')).toEqual([])
  })
})

describe('the other ways', () => {
  it('without names, on another page, from runs alone', async () => {
    const { code, stdout, stderr } = await paper(
      '--run',
      ids.train,
      '--venue',
      'ijcai-dc',
      '--anonymous',
      '--authors',
      'Ada Lovelace',
      '--out',
      'drafted',
      '--draft',
      '--json',
    )
    expect(code, stderr).toBe(0)
    const { todos, budget } = JSON.parse(stdout)
    expect(todos.length).toBeGreaterThan(3)
    expect(budget.limit).toBe(2)
    const drafted = readFileSync(join(folder, 'drafted/paper/paper.tex'), 'utf8')
    expect(drafted).toContain('\\author{Anonymous submission}')
    expect(drafted).not.toContain('Lovelace')
    expect(drafted).toContain('\\usepackage{ijcai23}')
  })
})

it('a paper that figures make too long is not told to lose more words than it has', () => {
  const budget = { pages: 3, used: 2.7, limit: 2, includesReferences: true, wordsOver: 844, sections: [{ heading: 'Data', words: 577 }] }
  expect(overMessage(budget)).toMatch(/844 words, and it has 577: take figures or tables out$/)
  expect(overMessage({ ...budget, wordsOver: 100 })).toMatch(/about 100 words too many \(Data has 577\)$/)
  expect(overMessage(budget, 1)).toMatch(/; the room of the open question in orange is counted$/)
  expect(overMessage(budget, 16)).toMatch(/; the room of the 16 open questions in orange is counted$/)
})

it('a venue that asks for no paper: the way out is a command that lists the profiles', async () => {
  const venue = await paper('--run', 'train', '--venue', 'egu-poster', '--out', 'egu')
  expect([venue.code, venue.stderr]).toEqual([2, expect.stringMatching(/REPORT_PAPER_VENUE[\s\S]*phd conference venues lists the profiles/)])
})

it('names of authors, institutions and the address are found in a paper without names, accents and line breaks or not', () => {
  const settings = { authors: ['Ada Lovelace', 'Jörg Müller-Ångström', 'A. Li'], affiliation: 'University of Leeds, Leeds, UK', contact: 'ada@some_where.org' }
  const stands = (tex: string) => namesInText(settings, tex).map((text) => /"(.+)"/.exec(text)?.[1])
  expect(stands('As M\\"{u}ller-\\r{A}ngstr\\"{o}m showed.')).toEqual(['Müller-Ångström'])
  expect(stands('At the University\nof Leeds.\n% Ask Lovelace.')).toEqual(['Lovelace', 'University of Leeds'])
  expect(stands('Write to ada@some\\_where.org.')).toEqual(['ada@some_where.org'])
  expect(stands('A flood in Leeds, of like size.')).toEqual([])
  expect(namesInText({ authors: [], affiliation: '', contact: '' }, 'Anybody.')).toEqual([])
})
