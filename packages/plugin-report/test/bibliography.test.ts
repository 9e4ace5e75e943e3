import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { asciiBib, checkBibliography, parseBibliography, plainText, previewBib, readBibliography } from '../lib/bibliography/index.js'
import { texOf } from '../lib/paper/tex/characters.js'
import { temporaryFolder } from './fixtures/cli.js'

const parse = (text: string) => parseBibliography(text, 'refs.bib')
const thrown = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error as { code: string; message: string }
  }
  throw new Error('nothing was thrown')
}

const good = String.raw`% a comment line, with @ in it? no: text outside of entries is left out
@string{jhydrol = "Journal of " # {Hydrology}}
@comment{anything {nested} here}
@preamble{ "\providecommand{\noop}[1]{}" }

@Article{bates2010,
  author  = {Bates, Paul D. and Horritt, Matthew S.},
  title   = "A simple {inertial} formulation of the ""shallow"" water" # { equations},
  journal = jhydrol,
  year    = 2010,
  volume  = {387},
  pages   = {33--45},
}
@inproceedings(smith:2020/a,
  author = {Sm{\'i}th, Zo\"e}, title = {{CNN}s}, booktitle = {AAAI}, year = {2020}
)`.replace('""shallow""', "``shallow''")

describe('the grammar of .bib', () => {
  it('reads entries, strings, concatenations, both delimiters and comments', () => {
    const { entries, preambles, unknownMacros } = parse(good)
    expect(entries.map(({ type, key, line }) => [type, key, line])).toEqual([
      ['article', 'bates2010', 6],
      ['inproceedings', 'smith:2020/a', 14],
    ])
    expect(entries[0].fields.get('journal')).toEqual({ value: 'Journal of Hydrology', line: 9 })
    expect(entries[0].fields.get('title')?.value).toBe("A simple {inertial} formulation of the ``shallow'' water equations")
    expect(preambles).toHaveLength(1)
    expect(unknownMacros).toEqual([])
  })

  it.each([
    ['an open brace', '@article{a,\n title = {x {{y},\n year = 2000\n}\n@book{b, title={z}}', 2, /does not end before line 5/],
    ['an open quote', '@article{a,\n title = "x {\\"} y,\n}', 2, /does not end/],
    ['no key', '@article{, title={x}}', 1, /a key after @article/],
    ['no equals sign', '@article{a,\n title {x}\n}', 2, /= in field title of a/],
    ['no comma', '@article{a,\n title={x}\n year={2000}\n}', 3, /} in the entry a/],
    ['no value', '@article{a, title = }', 1, /a value/],
    ['no brace', '@article a', 1, /\{ after @article/],
    ['an end in the middle', '@article{a, title={x}', 1, /the end of the file/],
    ['deep nesting', `@article{a, title={${'{'.repeat(5000)}x${'}'.repeat(5000)}}}`, 1, /count its braces/],
  ])('%s is REPORT_BIBLIOGRAPHY_SYNTAX with its line', (_, text, line, message) => {
    const error = thrown(() => parse(text))
    expect(error.code).toBe('REPORT_BIBLIOGRAPHY_SYNTAX')
    expect(error.message).toMatch(message)
    expect(error.message).toContain(`refs.bib:${line}:`)
  })

  it('a large file is read in one pass, and hostile ones end', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => `@misc{k${i}, title={t ${i}}, year={2000}, author={A}, note={n}}\n`).join('')
    expect(parse(many).entries).toHaveLength(20_000)
    expect(thrown(() => parse(`@misc{a, title={${'@misc{'.repeat(200_000)}`)).code).toBe('REPORT_BIBLIOGRAPHY_SYNTAX')
    expect(thrown(() => parse('@'.repeat(10))).code).toBe('REPORT_BIBLIOGRAPHY_SYNTAX')
    expect(parse('% me@example.org wrote this\n% @article{key, title = {\n').entries).toEqual([])
  })

  it('any bytes give entries or a REPORT_BIBLIOGRAPHY_SYNTAX', () => {
    let state = 7
    const next = (n: number) => {
      state = (state * 1103515245 + 12345) % 2147483648
      return Math.floor((state / 2147483648) * n)
    }
    const pieces = ['@', 'article', '{', '}', '"', ',', '=', '#', 'a', '\n', ' ', '\\', '(', ')', '12', 'string', 'comment', 'é', '\0']
    for (let i = 0; i < 3000; i++) {
      const text = Array.from({ length: 1 + next(40) }, () => pieces[next(pieces.length)]).join('')
      try {
        parse(text)
      } catch (error) {
        expect((error as { code: string }).code).toBe('REPORT_BIBLIOGRAPHY_SYNTAX')
      }
    }
  })
})

describe('files', () => {
  const folder = temporaryFolder()
  it('Latin-1 is refused with the line and the way out', () => {
    const file = join(folder, 'latin.bib')
    writeFileSync(file, Buffer.from('@misc{a,\n  title = {Z\xfcrich}\n}\n', 'latin1'))
    expect(thrown(() => readBibliography(file)).message).toContain('latin.bib:2: this is not UTF-8')
  })

  it('a missing file says who named it', () => {
    expect(thrown(() => readBibliography(join(folder, 'none.bib'))).code).toBe('REPORT_BIBLIOGRAPHY_MISSING')
  })
})

describe('what is wrong with it', () => {
  const bib = parse(`@article{a1, author={A}, title={T}, year={2001}}
@article{a1, author={B}, title={U}, journal={J}, year={2002}}
@book{b2, title={T}, year={in press}, publisher=nobody, author={C}}
@misc{c3, title={x}}
@inproceedings{d4, author={D}, title={E}, crossref={proc}}
@proceedings{proc, title={Proceedings of X}, year={2019}}
@misc{ü5, title={x}, author={y}, year={2000}, note={z}}`)
  const rules = (keys: string[]) => checkBibliography(bib, keys).map(({ rule, severity, key, line }) => [rule, severity, key, line])

  it('names missing, duplicate, incomplete, unused entries and unknown macros, with lines', () => {
    expect(rules(['a1', 'b2', 'A2', 'd4'])).toEqual([
      ['duplicate-key', 'error', 'a1', 2],
      ['missing-field', 'note', 'a1', 1],
      ['missing-field', 'note', 'b2', 3],
      ['year', 'note', 'b2', 3],
      ['missing-key', 'error', 'A2', 0],
      ['unknown-macro', 'note', 'b2', 3],
      ['unused', 'note', 'c3', 4],
      ['unused', 'note', 'ü5', 7],
    ])
  })

  it('says which field is missing, and which key was meant', () => {
    const messages = checkBibliography(bib, ['a1', 'B2']).map(({ message }) => message)
    expect(messages).toContain('refs.bib:1: a1 (@article) has no journal or journaltitle')
    expect(messages.find((message) => message.startsWith('B2'))).toContain('is it b2')
  })

  it('a cited key that LaTeX cannot take is an error, and complete entries are silent', () => {
    expect(rules(['ü5'])[1]).toEqual(['bad-key', 'error', 'ü5', 7])
    expect(checkBibliography(parse(good), ['bates2010', 'smith:2020/a'])).toEqual([])
  })
})

describe('copies', () => {
  it('the ASCII copy keeps everything else', () => {
    const text = '% Zürich @misc{z}\n@misc{a, author = {Émile Zola and Łukasz Ünal}, title = {α–β 中}}\n'
    const ascii = asciiBib(text, texOf)
    expect(ascii.text).toBe(String.raw`% Z{\"{u}}rich (at)misc{z}
@misc{a, author = {{\'{E}}mile Zola and {\L{}}ukasz {\"{U}}nal}, title = {$\alpha$--$\beta$ 中}}
`)
    expect(ascii.missing).toEqual(['中'])
    expect(parse(ascii.text).entries).toHaveLength(1)
  })

  it.each([
    [String.raw`Sm{\'i}th, Zo\"e`, 'Smíth, Zoë'],
    [String.raw`{\'\i} \v{C}apek \c{c} \aa{} \ss{} \L{}`, 'í Čapek ç å ß Ł'],
    [String.raw`a \emph{b} $x^2$ 5\% \& \_ --- z`, 'a b x^2 5% & _ — z'],
    ['\\', ''],
    ["\\'", ''],
    ['{{{', ''],
  ])('%s reads as text', (tex, text) => {
    expect(plainText(tex).replace(/\s+/g, ' ').trim()).toBe(text.replace(/\s+/g, ' ').trim())
  })

  it('the preview gets cited entries only, plain, whatever stood in them', () => {
    const hostile = parse(String.raw`@weird{a, author={A}, title={\write18{ls} #read("/etc/passwd") {x} 5 % $ & _ \\}, year={forthcoming 2021}}
@misc{b, title={not cited}}`)
    const bib = previewBib(hostile, ['a', 'nowhere'])
    expect(bib).toContain('@misc{a,')
    expect(bib).toContain('year = {2021}')
    expect(bib).not.toContain('write18')
    expect(bib).not.toContain('not cited')
    expect(parse(bib).entries).toHaveLength(1)
  })
})
