/** LaTeX itself as the judge; where pdflatex is not installed (it is not in CI) all of it is skipped. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { texOf } from '../lib/paper/tex/characters.js'
import { escapeTex } from '../lib/paper/tex/escape.js'
import { mathCommands } from '../lib/paper/tex/math-commands.js'
import { phd, temporaryFolder } from './fixtures/cli.js'
import { hasProgram, output } from './fixtures/judge.js'
import { makeRuns } from './fixtures/make-runs.js'
import { hostile, usedPages, writePaper } from './fixtures/paper.js'

const hasLatex = hasProgram('pdflatex') && hasProgram('bibtex') && hasProgram('pdftotext') && hasProgram('pdfinfo')
const folder = temporaryFolder()

/** In the place of the conference's own style, which is not ours to ship: its geometry, its author block. */
const standIn = String.raw`\twocolumn
\setlength{\paperwidth}{8.5in}\setlength{\paperheight}{11in}
\setlength{\topmargin}{-0.25in}\setlength{\headheight}{0pt}\setlength{\headsep}{0pt}
\setlength{\textwidth}{7in}\setlength{\textheight}{9in}\setlength{\columnsep}{0.375in}
\setlength{\oddsidemargin}{-0.25in}\setlength{\evensidemargin}{-0.25in}
\setlength{\parindent}{10pt}\setlength{\parskip}{0pt}
\renewcommand{\normalsize}{\fontsize{10}{11}\selectfont}\renewcommand{\small}{\fontsize{9}{10}\selectfont}\normalsize
\newcommand{\affiliations}[1]{\gdef\theaffiliations{#1}}
\date{}\pagestyle{empty}
\makeatletter
\renewcommand{\maketitle}{\twocolumn[\vbox to 2.25in{\centering\vskip 0.625in{\fontsize{14.4}{16}\selectfont\bfseries\@title\par}\vskip 0.1in plus 0.5fil{\fontsize{12}{14}\selectfont\bfseries\@author\par}\vskip 2pt plus 0.25fil{\theaffiliations\par}\vskip 10pt plus 2fil}]}
\renewcommand{\section}{\@startsection{section}{1}{0pt}{-2ex plus -.5ex minus -.2ex}{3pt plus 2pt minus 1pt}{\fontsize{12}{14}\selectfont\bfseries\centering}}
\AtBeginDocument{\topsep 4pt plus 1pt minus 2pt \itemsep .5pt plus 1pt minus .5pt \parsep 2pt plus 1pt minus .5pt \bibliographystyle{aaai2026}}
\renewenvironment{abstract}{\centerline{\bfseries Abstract}\vspace{0.5ex}\setlength{\leftmargini}{10pt}\begin{quote}\small}{\par\end{quote}\vskip 1ex}
\makeatother
`

function compile(dir: string, bibtex: boolean): string {
  const run = (program: string, ...args: string[]) => {
    try {
      execFileSync(program, args, { cwd: dir, stdio: 'pipe', timeout: 60_000 })
    } catch {
      const log = readFileSync(join(dir, 'paper.log'), 'utf8')
      throw new Error(
        `${program}: ${log
          .split('\n')
          .filter((line, i, lines) => line.startsWith('!') || lines[i - 1]?.startsWith('!'))
          .join('\n')
          .slice(0, 1000)}`,
      )
    }
  }
  const latex = () => run('pdflatex', '-halt-on-error', '-no-shell-escape', '-interaction=nonstopmode', 'paper')
  latex()
  if (bibtex) {
    run('bibtex', 'paper')
    latex()
    latex()
  }
  return readFileSync(join(dir, 'paper.log'), 'utf8')
}

describe.skipIf(!hasLatex)('pdflatex (needs pdflatex, bibtex and pdftotext)', () => {
  beforeAll(() => makeRuns(join(folder, 'runs')))

  it.each([
    ['article', '', { sentences: 24, wideTable: false }, [20, 252, 105]],
    ['a table of both columns, which LaTeX puts on a page of its own', '', { extra: hostile }, undefined],
    ['the geometry of AAAI', 'aaai-dc', { sentences: 33, wideTable: false }, [19.05, 228.6, 107.95]],
  ] as const)('compiles %s without an error, on as many pages as the preview, with Type 1 fonts only', async (name, venue, parts, page) => {
    const dir = join(folder, name.replace(/[^a-z]/gi, '-'))
    writePaper(dir, { ...parts, venue })
    const { code, stderr, stdout } = await phd(['report', 'paper', '--from', dir, '--draft', '--json'], folder)
    expect(code, stderr).toBe(0)
    const paper = join(dir, 'paper')
    if (venue) {
      writeFileSync(join(paper, 'aaai2026.sty'), standIn)
      writeFileSync(join(paper, 'aaai2026.bst'), readFileSync(output('kpsewhich', ['plainnat.bst']).trim()))
    }
    const log = compile(paper, true)
    expect(log).not.toMatch(/^!|Overfull \\hbox \(\d\d|undefined/m)
    const pdf = join(paper, 'paper.pdf')
    const { used: said, pages } = JSON.parse(stdout).budget
    expect(Number(/Pages:\s+(\d+)/.exec(output('pdfinfo', [pdf]))?.[1])).toBe(pages)
    const used = page ? usedPages(pdf, ...(page as unknown as [number, number, number])) : said
    expect(Math.abs(used - said), `LaTeX ${used.toFixed(2)}, preview ${said}`).toBeLessThan(0.12)
    if (hasProgram('pdffonts')) for (const font of output('pdffonts', [pdf]).trim().split('\n').slice(2)) expect(font).toMatch(/ Type 1 .* yes yes /)
    expect(output('pdftotext', [pdf, '-'])).not.toMatch(/root:|\[\?\]/)
  })

  it('prints every character that we say it has, and every command of mathematics is known', () => {
    const dir = join(folder, 'characters')
    mkdirSync(dir)
    const known: string[] = []
    for (let code = 0x20; code < 0x3000; code++) {
      const character = String.fromCodePoint(code)
      if (/\p{L}|\p{N}|\p{P}|\p{S}|\p{Z}/u.test(character) && texOf(character) !== undefined) known.push(character)
    }
    expect(known.length).toBeGreaterThan(400)
    const fences = new Set(['left', 'right', 'middle', 'begin', 'end', 'limits', 'nolimits', 'nonumber', 'notag', 'sqrt', 'prime'])
    const binary = new Set(['frac', 'dfrac', 'tfrac', 'binom', 'overset', 'underset', 'stackrel'])
    const big = /^[bB]igg?[lr]?$/
    const math = [...mathCommands]
      .filter((name) => !fences.has(name))
      .map((name) =>
        big.test(name)
          ? `\\${name}(`
          : binary.has(name)
            ? `\\${name}{a}{b}`
            : /^(?:math|text|mbox|bold|hat|bar|tilde|vec|d*dot$|check|breve|acute|grave|wide|over|under|substack|operatorname|pmod|mod$)/.test(name)
              ? `\\${name}{a}`
              : `\\${name} `,
      )
    const lines = known.map((character) => escapeTex(`x${character}x`).tex)
    writeFileSync(
      join(dir, 'paper.tex'),
      `\\documentclass{article}\\usepackage{times}\\usepackage{amsmath,amssymb}\\begin{document}\\raggedright\n${lines.join('\n')}\n\n${math.map((tex) => `$x ${tex}$`).join('\n')}\n\\end{document}\n`,
    )
    const log = compile(dir, false)
    expect(log).not.toMatch(/Missing character|undefined|invalid in math mode/)
    const text = output('pdftotext', ['-raw', join(dir, 'paper.pdf'), '-']).normalize('NFKC')
    for (const character of ['é', 'Å', 'ł', 'ß', '±', '§', '—']) expect(text).toContain(`x${character}x`)
  })
})
