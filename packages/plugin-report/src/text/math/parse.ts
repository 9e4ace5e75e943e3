/**
 * TeX mathematics as a tree; undefined where it holds something that is not drawn here.
 *
 * A tree of symbols, rows, fractions, roots, scripts, accents, fences, matrices: data, so that nothing of a user is ever evaluated as Typst.
 */
import { mathAccents, mathFunctions, mathSpaces, mathSymbols } from './symbols.js'

export type MathNode =
  | { t: 'symbol' | 'italic' | 'upright' | 'text'; c: string }
  | { t: 'styled'; style: string; a: MathNode }
  | { t: 'op'; c: string; limits: boolean }
  | { t: 'row' | 'fenced'; items: MathNode[] }
  | { t: 'frac'; a: MathNode; b: MathNode }
  | { t: 'root'; a: MathNode; n?: MathNode }
  | { t: 'scripts'; base: MathNode; sup?: MathNode; sub?: MathNode }
  | { t: 'accent'; c: string; a: MathNode }
  | { t: 'line'; over: boolean; a: MathNode }
  | { t: 'space'; em: number }
  | { t: 'matrix'; open: string; close: string; rows: MathNode[][] }
  | { t: 'break' | 'align' }

const fenced: Record<string, [string, string]> = {
  matrix: ['', ''],
  pmatrix: ['(', ')'],
  bmatrix: ['[', ']'],
  Bmatrix: ['{', '}'],
  vmatrix: ['|', '|'],
  cases: ['{', ''],
}
const styles = new Set(['mathbf', 'textbf', 'boldsymbol', 'mathcal', 'mathbb', 'mathsf', 'mathtt'])
const uprights = new Set(['mathrm', 'text', 'textrm', 'mbox', 'operatorname', 'mathit', 'textit'])

class NotDrawn extends Error {}

export function parseMath(tex: string): MathNode | undefined {
  const tokens = [...tex.matchAll(/\\[A-Za-z]+|\\[\s\S]|\s+|[\s\S]/gu)].map(([token]) => token)
  try {
    const parser = new MathParser(tokens)
    return parser.whole()
  } catch (error) {
    if (error instanceof NotDrawn) return undefined
    throw error
  }
}

class MathParser {
  private readonly tokens: string[]
  private at = 0
  private depth = 0

  constructor(tokens: string[]) {
    this.tokens = tokens
  }

  whole(): MathNode {
    return this.row(() => this.at >= this.tokens.length)
  }

  private row(ended: () => boolean): MathNode {
    if (++this.depth > 60) throw new NotDrawn()
    const items: MathNode[] = []
    for (this.space(); !ended(); this.space()) {
      if (this.at >= this.tokens.length) throw new NotDrawn()
      items.push(this.scripted())
    }
    this.depth--
    return { t: 'row', items }
  }

  private scripted(): MathNode {
    const base = this.peek() === '^' || this.peek() === '_' ? ({ t: 'row', items: [] } as MathNode) : this.atom()
    const scripts: { sup?: MathNode; sub?: MathNode } = {}
    for (this.space(); ; this.space()) {
      const next = this.peek()
      if (next === "'") {
        this.at++
        scripts.sup = { t: 'row', items: [...(scripts.sup ? [scripts.sup] : []), { t: 'symbol', c: '′' }] }
      } else if (next === '^' || next === '_') {
        const which = next === '^' ? 'sup' : 'sub'
        const primes =
          which === 'sup' &&
          scripts.sup?.t === 'row' &&
          scripts.sup.items.length > 0 &&
          scripts.sup.items.every((item) => item.t === 'symbol' && item.c === '′')
        if (scripts[which] && !primes) throw new NotDrawn()
        this.at++
        const script = this.argument()
        scripts[which] = primes && scripts.sup ? { t: 'row', items: [scripts.sup, script] } : script
      } else if (next === '\\limits' || next === '\\nolimits') this.at++
      else break
    }
    return scripts.sup || scripts.sub ? { t: 'scripts', base, ...scripts } : base
  }

  private argument(): MathNode {
    this.space()
    return this.peek() === '{' ? this.group() : this.atom()
  }

  private group(): MathNode {
    this.expect('{')
    const row = this.row(() => this.peek() === '}')
    this.expect('}')
    return row
  }

  private atom(): MathNode {
    const token = this.peek()
    if (token === undefined || token === '}') throw new NotDrawn()
    if (token === '{') return this.group()
    this.at++
    if (token === '&') return { t: 'align' }
    if (token === '\\\\') return { t: 'break' }
    if (token.startsWith('\\')) return this.command(token.slice(1))
    if (/[A-Za-z]/.test(token)) return { t: 'italic', c: token }
    if (/[0-9.]/.test(token)) return this.digits(token)
    return { t: 'symbol', c: token === '-' ? '−' : token === '*' ? '∗' : token }
  }

  private digits(first: string): MathNode {
    let c = first
    while (/^[0-9.]$/.test(this.peek() ?? '')) c += this.tokens[this.at++]
    return { t: 'upright', c }
  }

  private command(name: string): MathNode {
    const italic = /^(?:[a-z]+)$/.test(name) && /^[α-ωϑϕϱϖϵ]$/u.test(mathSymbols[name] ?? '')
    if (Object.hasOwn(mathSymbols, name)) return { t: italic ? 'italic' : 'symbol', c: mathSymbols[name] }
    if (Object.hasOwn(mathSpaces, name)) return { t: 'space', em: mathSpaces[name] }
    if (Object.hasOwn(mathFunctions, name)) return { t: 'op', c: mathFunctions[name].text, limits: mathFunctions[name].limits }
    if (Object.hasOwn(mathAccents, name)) return { t: 'accent', c: mathAccents[name], a: this.argument() }
    if (uprights.has(name)) return { t: 'text', c: this.words() }
    if (styles.has(name)) return { t: 'styled', style: name, a: this.argument() }
    if (/^[dt]?frac$/.test(name)) return { t: 'frac', a: this.argument(), b: this.argument() }
    if (name === 'overline' || name === 'underline') return { t: 'line', over: name === 'overline', a: this.argument() }
    if (name === 'sqrt') return this.root()
    if (name === 'left') return this.fences()
    if (name === 'begin') return this.environment()
    if (/^[bB]ig{1,2}[lr]?$/.test(name)) return this.atom()
    if (/^(?:display|text|script|scriptscript)style$|^nonumber$|^notag$/.test(name)) return { t: 'row', items: [] }
    if (name.length === 1 && '{}|%&#$_'.includes(name)) return { t: 'symbol', c: name === '|' ? '‖' : name }
    throw new NotDrawn()
  }

  private root(): MathNode {
    this.space()
    if (this.peek() !== '[') return { t: 'root', a: this.argument() }
    this.at++
    const n = this.row(() => this.peek() === ']')
    this.expect(']')
    return { t: 'root', n, a: this.argument() }
  }

  private fences(): MathNode {
    const open = this.fence()
    const inner = this.row(() => this.peek() === '\\right')
    this.expect('\\right')
    return { t: 'fenced', items: [...open, inner, ...this.fence()] }
  }

  private fence(): MathNode[] {
    this.space()
    const token = this.peek()
    if (token !== '.') return [this.atom()]
    this.at++
    return []
  }

  private environment(): MathNode {
    const name = this.words()
    if (name === 'aligned' || name === 'split' || name === 'gathered') {
      const row = this.row(() => this.peek() === '\\end')
      this.end()
      return row
    }
    if (!Object.hasOwn(fenced, name)) throw new NotDrawn()
    const rows: MathNode[][] = [[]]
    const stops = ['&', '\\\\', '\\end']
    for (;;) {
      rows[rows.length - 1].push(this.row(() => stops.includes(this.peek() ?? '')))
      const stop = this.tokens[this.at]
      if (stop === '\\end') break
      this.at++
      if (stop === '\\\\') rows.push([])
    }
    this.end()
    const [open, close] = fenced[name]
    return { t: 'matrix', open, close, rows: rows.filter((row) => row.some((cell) => cell.t !== 'row' || cell.items.length > 0)) }
  }

  private end(): void {
    this.expect('\\end')
    this.words()
  }

  /** The characters of a group, as text. */
  private words(): string {
    this.space()
    this.expect('{')
    let words = ''
    while (this.peek() !== '}') {
      const token = this.tokens[this.at++]
      if (token === undefined || token === '{' || (token.startsWith('\\') && !/^\\[ ,%&#$_]$/.test(token))) throw new NotDrawn()
      words += token.startsWith('\\') ? (token === '\\,' ? ' ' : token[1]) : token
    }
    this.at++
    return words
  }

  private peek(): string | undefined {
    return this.tokens[this.at]
  }

  private space(): void {
    while (/^\s+$/.test(this.tokens[this.at] ?? '')) this.at++
  }

  private expect(token: string): void {
    this.space()
    if (this.tokens[this.at] !== token) throw new NotDrawn()
    this.at++
  }
}
