/** Reads a .bib file character by character and knows the line that it is at. */
import { PhdError } from '@phd/core'

const mostDepth = 100
const nameEnd = /[\s{}()",=#%@\\']/

export class BibScanner {
  line = 1
  private readonly text: string
  private readonly file: string
  private index = 0
  private entry?: { what: string; line: number }

  constructor(text: string, file: string) {
    this.text = text
    this.file = file
  }

  /** After the next `@` that begins a line or an entry; false at the end of the file. Lines that begin with `%` are comments. */
  toNextEntry(): boolean {
    this.entry = undefined
    for (; this.index < this.text.length; this.take()) {
      if (this.text[this.index] === '%' && this.atLineStart()) while (this.index < this.text.length && this.text[this.index] !== '\n') this.index++
      if (this.text[this.index] !== '@' || !(this.atLineStart() || this.beginsEntry())) continue
      this.take()
      return true
    }
    return false
  }

  begins(what: string, line: number): void {
    this.entry = { what, line }
  }

  /** The delimiter that closes what is opened here. */
  open(what: string): string {
    this.skipSpace()
    if (this.accept('{')) return '}'
    if (this.accept('(')) return ')'
    throw this.wrong(`{ after ${what}`)
  }

  at(character: string): boolean {
    this.skipSpace()
    return this.text[this.index] === character
  }

  accept(character: string): boolean {
    if (!this.at(character)) return false
    this.take()
    return true
  }

  expect(character: string, where: string): void {
    if (!this.accept(character)) throw this.wrong(`${character} in ${where}`)
  }

  name(what: string): string {
    this.skipSpace()
    const from = this.index
    while (this.index < this.text.length && !nameEnd.test(this.text[this.index])) this.index++
    if (this.index === from) throw this.wrong(what)
    return this.text.slice(from, this.index)
  }

  key(type: string): string {
    this.skipSpace()
    const from = this.index
    while (this.index < this.text.length && !/[\s,{}"]/.test(this.text[this.index])) this.index++
    if (this.index === from) throw this.wrong(`a key after @${type}{`)
    return this.text.slice(from, this.index)
  }

  /** `{…}`, `"…"` or digits; undefined where none begins here. */
  literal(): string | undefined {
    this.skipSpace()
    const first = this.text[this.index]
    if (first === '{' || first === '"') return this.delimited(first)
    const from = this.index
    while (/[0-9]/.test(this.text[this.index] ?? '')) this.index++
    return this.index > from ? this.text.slice(from, this.index) : undefined
  }

  /** `@comment{…}`, or the rest of the line. */
  skipComment(): void {
    this.skipSpace()
    if (this.text[this.index] === '{') this.delimited('{')
  }

  private delimited(first: string): string {
    const [line, from] = [this.line, this.index + 1]
    this.take()
    let depth = 0
    while (this.index < this.text.length) {
      if (this.text[this.index] === '@' && this.atLineStart() && this.beginsEntry()) break
      const character = this.take()
      // as for BibTeX, a backslash does not protect a brace
      if (character === '{') depth++
      else if (depth === 0 && character === (first === '{' ? '}' : '"')) return this.text.slice(from, this.index - 1)
      else if (character === '}') depth--
      if (depth < 0 || depth > mostDepth) break
    }
    const began = this.entry ? ` (in ${this.entry.what}, line ${this.entry.line})` : ''
    throw this.problem(`the value that ${first} begins on line ${line}${began} does not end before line ${this.line}: count its braces`, line)
  }

  private beginsEntry(): boolean {
    return /^@[a-z]+\s*[{(]/i.test(this.text.slice(this.index, this.index + 40))
  }

  private atLineStart(): boolean {
    let at = this.index - 1
    while (at >= 0 && (this.text[at] === ' ' || this.text[at] === '\t')) at--
    return at < 0 || this.text[at] === '\n'
  }

  private skipSpace(): void {
    while (this.index < this.text.length && /\s/.test(this.text[this.index])) this.take()
  }

  private take(): string {
    const character = this.text[this.index++]
    if (character === '\n') this.line++
    return character
  }

  private wrong(expected: string): PhdError {
    const found = this.index < this.text.length ? JSON.stringify(this.text.slice(this.index, this.index + 20)) : 'the end of the file'
    const began = this.entry ? ` (in ${this.entry.what}, which begins on line ${this.entry.line})` : ''
    return this.problem(`expected ${expected}, found ${found}${began}`, this.line)
  }

  private problem(message: string, line: number): PhdError {
    return new PhdError('REPORT_BIBLIOGRAPHY_SYNTAX', `${this.file}:${line}: ${message}.`, {
      expected: '@type{key, field = {value}, …}',
      remedy: `mend line ${line} of ${this.file}`,
    })
  }
}
