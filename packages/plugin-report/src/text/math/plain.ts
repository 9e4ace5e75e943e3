/** The tree of a formula in one line of text. */
import { type MathNode, parseMath } from './parse.js'
import { bracketed, joined, type MathRun, type Piece, piece, type Side, textOfPiece } from './piece.js'
import { subscript, superscript } from './scripts.js'

/** Signs that the shipped font lacks, by others that say the same. */
const sameAs: Record<string, string> = { '⋅': '·', '∗': '*', '∼': '~', '∣': '|', '∥': '‖', '⟶': '→', '⟵': '←', '⋯': '…' }
const words: Record<string, string> = { '∈': 'in', '∉': 'not in', '∝': 'proportional to', '⟹': 'implies', '⟺': 'if and only if', '∧': 'and', '∨': 'or' }
const prefixes: Record<string, string> = { '∀': 'for all', '∃': 'there is', '∄': 'there is no' }
const lacking = new Set('∇∅∬∭∮⋃⋂⨁⨂⋁⋀∓⋆∘⊕⊗⊙∪∖≃≅≪≫≺≻⊂⊃⊆⊇∋⟂⊢≲≳⇒⇐⇔↦⟨⟩⌊⌋⌈⌉⋮⋱⊤⊥∠△')
const sides: [Side, string][] = [
  ['binary', '+−±×÷·*∩•∙†‡'],
  ['relation', '=<>≤≥≠≈≡~:→←↔↑↓'],
  ['open', '([{'],
  ['close', ')]}!'],
  ['comma', ',;'],
  ['slash', '/'],
  ['big', '∑∏∫'],
]
const doubleStruck: Record<string, string> = { R: 'ℝ', N: 'ℕ', Z: 'ℤ', Q: 'ℚ', C: 'ℂ', P: 'ℙ' }
const script: Record<string, string> = { B: 'ℬ', E: 'ℰ', F: 'ℱ', H: 'ℋ', I: 'ℐ', L: 'ℒ', M: 'ℳ', R: 'ℛ' }
const oneLetter = /^\p{L}$/u
const noMarks = '\u20d7'

class NotText extends Error {}

/** Undefined where text cannot tell it exactly, and where it is no mathematics that is known here. */
export function mathText(tex: string): MathRun[] | undefined {
  // a {{reference}} is not resolved in mathematics
  const tree = tex.includes('{{') ? undefined : parseMath(tex)
  if (!tree) return undefined
  try {
    return merged(pieceOf(tree).runs)
  } catch (error) {
    if (error instanceof NotText) return undefined
    throw error
  }
}

function pieceOf(node: MathNode): Piece {
  switch (node.t) {
    case 'row':
      return joined(node.items.map(pieceOf))
    case 'fenced':
      return fenced(node.items)
    case 'symbol':
      return symbol(node.c)
    case 'italic':
      return piece(node.c, 'letter', { italic: true, isSimple: true })
    case 'upright':
      return piece(node.c, 'digit', { isSimple: true })
    case 'text':
      return wordsOf(node.c)
    case 'op':
      return piece(node.c, 'function')
    case 'space':
      return piece('', node.em > 0 ? 'space' : 'none')
    case 'frac':
      return fraction(pieceOf(node.a), pieceOf(node.b))
    case 'root':
      return root(pieceOf(node.a), node.n && pieceOf(node.n))
    case 'scripts':
      return scripts(node)
    case 'accent':
      return accented(pieceOf(node.a), node.c)
    case 'line':
      if (node.over) return accented(pieceOf(node.a), '\u0304')
      throw new NotText()
    case 'styled':
      return styled(node.style, node.a)
    default:
      throw new NotText()
  }
}

function symbol(c: string): Piece {
  const sign = sameAs[c] ?? c
  if (Object.hasOwn(words, c)) return piece(words[c], 'relation')
  if (Object.hasOwn(prefixes, c)) return piece(prefixes[c], 'function')
  if (lacking.has(c)) throw new NotText()
  if (sign === '~') return c === '~' ? piece('', 'space') : piece(sign, 'relation')
  const side = c === '∣' ? 'relation' : (sides.find(([, signs]) => signs.includes(sign))?.[0] ?? 'letter')
  const nests = side === 'open' ? 1 : side === 'close' && sign !== '!' ? -1 : undefined
  return piece(sign, side, { isSimple: side === 'letter', nests })
}

function wordsOf(text: string): Piece {
  const isWord = /^[\p{L}\p{N}.]*$/u.test(text)
  return piece(text, text.length > 1 ? 'word' : 'letter', { level: isWord ? 'atom' : 'sum', isSimple: isWord })
}

function fenced(items: MathNode[]): Piece {
  const { runs } = joined(items.map((item) => (item.t === 'row' ? { ...pieceOf(item), first: 'none' as const, last: 'none' as const } : pieceOf(item))))
  const isClosed = items.length === 3
  return { runs, first: 'open', last: 'close', level: isClosed ? 'atom' : 'sum' }
}

function fraction(above: Piece, below: Piece): Piece {
  const top = above.level === 'sum' || above.level === 'quotient' ? bracketed(above) : above
  const bottom = below.level === 'atom' ? below : bracketed(below)
  return { runs: [...top.runs, { text: '/' }, ...bottom.runs], first: top.first, last: bottom.last, level: 'quotient', isOpenEnded: true }
}

function root(inner: Piece, degree?: Piece): Piece {
  const index = degree ? superscript(textOfPiece(degree)) : ''
  if (index === undefined) throw new NotText()
  const isBare = inner.isSimple || (inner.level === 'atom' && inner.first === 'open' && textOfPiece(inner).endsWith(')'))
  const under = isBare ? inner : bracketed(inner)
  return { runs: [{ text: `${index}√` }, ...under.runs], first: 'letter', last: under.last, level: 'product', isOpenEnded: inner.isSimple }
}

function scripts({ base, sub, sup }: Extract<MathNode, { t: 'scripts' }>): Piece {
  const written = pieceOf(base)
  const isBig = written.first === 'big' || written.first === 'function'
  const own = written.level === 'atom' ? written : bracketed(written)
  const below = sub && scriptOf(sub, '_', subscript)
  const above = sup && scriptOf(sup, '^', superscript)
  const isPlain = [below, above].some((one) => one?.isWritten)
  const shown = (one: typeof below) => (one ? (isPlain && isBig ? one.written : one.text) : '')
  const lower = [...own.runs, ...(below ? [{ text: shown(below) }] : [])]
  const isGrouped = below?.isWritten && above && !isBig
  const runs = isGrouped ? [{ text: '(' }, ...lower, { text: ')' }] : lower
  const last = [above, below].find((one) => one !== undefined)
  const isOpenEnded = /[\p{L}\p{N}]$/u.test(shown(last)) && (last?.isWritten || (isPlain && isBig))
  return {
    ...own,
    isSimple: false,
    runs: above ? [...runs, { text: shown(above) }] : runs,
    isOpenEnded,
    ...(isGrouped ? { first: 'open', last: 'close' } : {}),
  }
}

/** Raised or lowered letters; `_max` and `^(a + b)` where there are none. */
function scriptOf(node: MathNode, sign: '_' | '^', letters: (text: string) => string | undefined): { text: string; written: string; isWritten: boolean } {
  const inner = node.t === 'symbol' && '∘⊤'.includes(node.c) ? piece(node.c, 'letter') : node.t === 'row' ? scriptRow(node.items) : pieceOf(node)
  const text = textOfPiece(inner).replace(/ ?([=<>≤≥≠≈→←+−±×·,;|~]) ?/g, '$1')
  const set = letters(text)
  if (set === undefined && /[∘⊤]/.test(text)) throw new NotText()
  const isOne = /^(?:[\p{L}\p{N}∞]+|\*)$/u.test(text)
  const written = `${sign}${isOne ? text : `(${text})`}`
  return { text: (set ?? written).replaceAll('∘', '°'), written, isWritten: set === undefined }
}

/** The degree sign and the sign of a transpose have raised letters, though no others. */
function scriptRow(items: MathNode[]): Piece {
  return joined(items.map((item) => (item.t === 'symbol' && '∘⊤'.includes(item.c) ? piece(item.c, 'letter') : pieceOf(item))))
}

function accented(base: Piece, mark: string): Piece {
  const text = textOfPiece(base)
  if (!oneLetter.test(text) || noMarks.includes(mark)) throw new NotText()
  return { ...base, runs: [{ ...base.runs[0], text: (text + mark).normalize('NFC') }] }
}

function styled(style: string, node: MathNode): Piece {
  const base = pieceOf(node)
  const restyled = (change: (run: MathRun) => MathRun) => ({ ...base, runs: base.runs.map(change) })
  if (style === 'mathcal') return eachLetter(base, script)
  if (style === 'mathbb') return eachLetter(base, doubleStruck)
  if (style === 'mathsf' || style === 'mathtt') return restyled(({ text }) => ({ text }))
  if (style === 'boldsymbol') return restyled((run) => ({ ...run, bold: true }))
  return restyled(({ text }) => ({ text, bold: true }))
}

function eachLetter(base: Piece, letters: Record<string, string>): Piece {
  const text = textOfPiece(base)
  if (![...text].every((letter) => Object.hasOwn(letters, letter))) throw new NotText()
  return { ...base, runs: [{ text: [...text].map((letter) => letters[letter]).join('') }] }
}

function merged(runs: MathRun[]): MathRun[] {
  const out: MathRun[] = []
  for (const run of runs) {
    const last = out[out.length - 1]
    if (last && last.italic === run.italic && last.bold === run.bold) last.text += run.text
    else if (run.text !== '') out.push({ ...run })
  }
  return out
}
