/** Rules about LaTeX that is handed in: what author kits forbid. */
import type { Rule } from '../check.js'

export interface LatexUnderTest {
  tex: string
  forbiddenPackages: string[]
  /** Files of its folder, relative to it. */
  files: Set<string>
}

const forbidden: Rule<LatexUnderTest> = {
  id: 'forbidden-packages',
  severity: 'error',
  about: 'No package is loaded that the venue forbids.',
  remedy: 'take the package out; the kit names what to use in its place',
  find: ({ tex, forbiddenPackages }) =>
    [...uncommented(tex).matchAll(/\\(?:usepackage|RequirePackage)\s*(?:\[[^\]]*\])?\s*\{([^}]*)\}/g)]
      .flatMap(([, names]) => names.split(',').map((name) => name.trim()))
      .filter((name) => forbiddenPackages.includes(name))
      .map((name) => `\\usepackage{${name}}`),
}

const negative = /\\(?:vspace|vskip|hspace|addtolength|setlength)\*?\s*(?:\{[^{}]*\}\s*)?\{?\s*-\s*[\d.\\]/

const negativeSpace: Rule<LatexUnderTest> = {
  id: 'negative-space',
  severity: 'error',
  about: 'No space is squeezed out: kits forbid \\vspace{-…} and changed lengths, and papers are returned for it.',
  remedy: 'take it out and shorten the text',
  find: ({ tex }) => linesOf(tex, (line) => negative.test(line) || /\\(?:baselinestretch|linespread)\b/.test(line)),
}

const missingFile: Rule<LatexUnderTest> = {
  id: 'missing-file',
  severity: 'error',
  about: 'Every picture and part that the paper loads lies beside it.',
  remedy: 'build it again, or put the file there',
  find({ tex, files }) {
    const loaded = [...uncommented(tex).matchAll(/\\(includegraphics|input|include|bibliography)\s*(?:\[[^\]]*\])?\s*\{([^}]*)\}/g)].flatMap(
      ([, command, names]) => names.split(',').map((name) => ({ command, name: name.trim() })),
    )
    const endings: Record<string, string[]> = { includegraphics: ['', '.pdf', '.png', '.jpg'], bibliography: ['', '.bib'] }
    return loaded
      .filter(({ command, name }) => !(endings[command] ?? ['', '.tex']).some((ending) => files.has(`${name.replace(/^\.\//, '')}${ending}`)))
      .map(({ command, name }) => `\\${command}{${name}}`)
  },
}

export const latexRules: Rule<LatexUnderTest>[] = [forbidden, negativeSpace, missingFile]

function uncommented(tex: string): string {
  return tex.replace(/(?<!\\)%.*$/gm, '')
}

function linesOf(tex: string, isWrong: (line: string) => boolean): string[] {
  return uncommented(tex)
    .split('\n')
    .flatMap((line, i) => (isWrong(line) ? [`line ${i + 1}: ${line.trim().slice(0, 60)}`] : []))
}
