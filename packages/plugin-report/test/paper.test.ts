import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { phd, temporaryFolder } from './fixtures/cli.js'
import { hasProgram, hasPython, output, python } from './fixtures/judge.js'
import { ids, makeRuns } from './fixtures/make-runs.js'
import { hostile, writePaper } from './fixtures/paper.js'

const folder = temporaryFolder()
const report = join(folder, 'report')
let answer: { budget: { used: number; pages: number; limit: number; wordsOver: number }; todos: object[]; checks: { rule: string; ok: boolean; places: string[] }[]; tex: string; preview: string }
let tex = ''
const paper = (...args: string[]) => phd(['report', 'paper', ...args], folder)
const sha = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
const place = (rule: string) => answer.checks.find((check) => check.rule === rule)

beforeAll(async () => {
  makeRuns(join(folder, 'runs'))
  writePaper(report, { extra: hostile, prompts: 'TODO: What comes\nnext?' })
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
    expect(tex).toContain('\\bibliographystyle{aaai2026}\n\\bibliography{refs}')
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
    const [, , ...fonts] = output('pdffonts', [join(report, 'paper/figures/A-iou.pdf')]).trim().split('\n')
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
  it('too long: written, exit 1, by how much and where; a draft passes', async () => {
    writePaper(join(folder, 'long'), { sentences: 60 })
    const failed = await paper('--from', 'long')
    expect(failed.code).toBe(1)
    expect(failed.stderr).toMatch(/REPORT_PAPER_PAGES/)
    expect(failed.stderr).toMatch(/2\.\d pages, and 2 are allowed with references: about \d+ words too many \(Problem & aims has \d+/)
    expect(existsSync(join(folder, 'long/paper-preview.pdf'))).toBe(true)
    const draft = await paper('--from', 'long', '--draft', '--json')
    expect(draft.code).toBe(0)
    const { wordsOver, used } = JSON.parse(draft.stdout).budget
    // as many words less, and it fits: 28 words a sentence, its citation with it
    writePaper(join(folder, 'long'), { sentences: 60 - Math.ceil((wordsOver + 30) / 28) })
    expect(used).toBeGreaterThan(2)
    expect((await paper('--from', 'long')).code).toBe(0)
  })

  it('a citation without an entry: named, with the key that was meant; a draft shows it', async () => {
    writePaper(join(folder, 'cite'), { extra: 'See [@bates2011].' })
    const failed = await paper('--from', 'cite')
    expect(failed.code).toBe(1)
    expect(failed.stderr).toMatch(/REPORT_CHECK[\s\S]*bates2011 is cited and not in cite\/refs\.bib; is it bates2010\?/)
    expect((await paper('--from', 'cite', '--draft')).code).toBe(0)
  })

  it('a broken .bib: the line; TeX that does more than print: refused; nothing is written', async () => {
    writePaper(join(folder, 'bib'))
    const write = (text: string) => writeFileSync(join(folder, 'bib/refs.bib'), text)
    write('@article{bates2010,\n  title = {An {{open} {brace},\n}\n@misc{b, title={x}}\n')
    expect((await paper('--from', 'bib')).stderr).toMatch(/REPORT_BIBLIOGRAPHY_SYNTAX[\s\S]*refs\.bib:2/)
    write('@misc{x,\n title={\\immediate\\write18{ls}}}')
    expect((await paper('--from', 'bib')).stderr).toMatch(/REPORT_PAPER_TEX[\s\S]*refs\.bib:2: \\immediate/)
    expect(existsSync(join(folder, 'bib/paper'))).toBe(false)
  })

  it('mathematics that does more than print is refused', async () => {
    writePaper(join(folder, 'math'), { extra: 'As $\\input{/etc/passwd}$ says.' })
    const { code, stderr } = await paper('--from', 'math')
    expect(code).toBe(1)
    expect(stderr).toMatch(/REPORT_PAPER_TEX[\s\S]*\\input is not among the commands/)
  })
})

describe('the other ways', () => {
  it('without names, on another page, from runs alone', async () => {
    const { code, stdout, stderr } = await paper('--run', ids.train, '--venue', 'ijcai-dc', '--anonymous', '--authors', 'Ada Lovelace', '--out', 'drafted', '--draft', '--json')
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

/** The share of pages above and before the last line, from the words of the PDF. Lengths in mm. */
export function usedPages(pdf: string, topMm: number, heightMm: number, middleMm: number): number {
  const xml = output('pdftotext', ['-bbox', pdf, '-'])
  const pages = xml.split('<page ').slice(1)
  const words = [...pages[pages.length - 1].matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"/g)].map(([, x, , , y]) => ({ x: (Number(x) * 25.4) / 72, y: (Number(y) * 25.4) / 72 }))
  const right = words.filter(({ x }) => x > middleMm)
  const last = Math.max(...(right.length ? right : words).map(({ y }) => y))
  return pages.length - 1 + ((right.length ? 1 : 0) + (last - topMm) / heightMm) / 2
}
