/** Parts of a formula in one line of text: which spaces stand between them, and where they need brackets. */

export interface MathRun {
  text: string
  italic?: true
  bold?: true
}

/** What a part is to its neighbours. */
export type Side = 'letter' | 'digit' | 'word' | 'function' | 'big' | 'binary' | 'slash' | 'relation' | 'open' | 'close' | 'comma' | 'space' | 'none'
/** How loosely a part hangs together: what is looser than its place allows is bracketed. */
export type Level = 'atom' | 'product' | 'quotient' | 'sum'

export interface Piece {
  runs: MathRun[]
  first: Side
  last: Side
  level: Level
  /** Ends in a script or a root without brackets, which a letter behind it would seem to belong to. */
  isOpenEnded?: boolean
  /** One letter or one number. */
  isSimple?: boolean
  /** 1 opens a bracket of the row, -1 closes one. */
  nests?: 1 | -1
}

export function textOfPiece({ runs }: Piece): string {
  return runs.map(({ text }) => text).join('')
}

export function piece(text: string, side: Side, rest: Partial<Piece> & Omit<MathRun, 'text'> = {}): Piece {
  const { italic, bold, ...own } = rest
  return { runs: [{ text, ...(italic && { italic }), ...(bold && { bold }) }], first: side, last: side, level: 'atom', ...own }
}

export function bracketed({ runs }: Piece): Piece {
  return { runs: [{ text: '(' }, ...runs, { text: ')' }], first: 'open', last: 'close', level: 'atom' }
}

const factors: Side[] = ['letter', 'digit', 'word', 'function', 'big', 'open', 'close', 'slash']

/** A row, from left to right; a quotient beside a factor is bracketed. */
export function joined(pieces: Piece[]): Piece {
  const level = levelOf(pieces)
  const isFactor = (at: Piece | undefined, side: 'first' | 'last', none: Side) => at !== undefined && factors.includes(at[side]) && at[side] !== none
  const solid = pieces.filter(({ first }) => first !== 'space')
  const parts = pieces.map((part) => {
    if (part.level !== 'quotient') return part
    const i = solid.indexOf(part)
    return isFactor(solid[i - 1], 'last', 'open') || isFactor(solid[i + 1], 'first', 'close') ? bracketed(part) : part
  })
  const runs: MathRun[] = []
  parts.forEach((part, i) => {
    if (part.first === 'space') return
    const before = parts.slice(0, i).findLast(({ first }) => first !== 'space')
    const isSpaced = before !== undefined && parts[i - 1].first === 'space'
    const operand = isOperand(parts.slice(0, i))
    const gap =
      before !== undefined &&
      (isSpaced || spaceBetween(before, part, parts.slice(0, i), operand)) &&
      !/\s$/.test(textOfPiece(before)) &&
      !/^\s/.test(textOfPiece(part))
    runs.push(...(gap ? [{ text: ' ' }] : []), ...part.runs)
  })
  const [only] = solid
  if (solid.length === 1) return { ...only, runs, first: sideOfGroup(only.first), last: sideOfGroup(only.last), level }
  const end = solid[solid.length - 1]
  return { runs, first: only?.first ?? 'none', last: end?.last ?? 'none', level, isOpenEnded: end?.isOpenEnded }
}

/** `{,}` and `{=}` are letters to their neighbours. */
function sideOfGroup(side: Side): Side {
  return side === 'comma' || side === 'relation' || side === 'binary' ? 'letter' : side
}

/** Whether a sign behind these stands between two things: `a - b`, not `-b` or `= -b`. */
function isOperand(before: Piece[]): boolean {
  const last = before.findLast(({ first }) => first !== 'space')
  return last !== undefined && !['binary', 'slash', 'relation', 'open', 'comma', 'function', 'big'].includes(last.last)
}

function spaceBetween(left: Piece, right: Piece, before: Piece[], operand: boolean): boolean {
  const [a, b] = [left.last, right.first]
  if (a === 'relation' || b === 'relation') return true
  if (b === 'binary') return operand
  if (a === 'binary') return isOperand(before.slice(0, before.lastIndexOf(left)))
  if (b === 'comma' || b === 'close' || b === 'none' || a === 'none') return false
  if (a === 'comma') return !(b === 'digit')
  if (a === 'open' || a === 'slash' || b === 'slash') return false
  if (a === 'big' || b === 'big' || b === 'function') return true
  if (a === 'function') return b !== 'open'
  if (b === 'open') return false
  if (left.isOpenEnded) return true
  return a === 'word' || b === 'word' || (a === 'digit' && b === 'digit')
}

function levelOf(pieces: Piece[]): Level {
  const solid = pieces.filter(({ first }) => first !== 'space')
  if (solid.length === 0) return 'atom'
  if (solid.length === 1) return solid[0].level
  if (solid.length === 2 && ['∂', 'Δ', 'd'].includes(textOfPiece(solid[0])) && solid[1].isSimple) return 'atom'
  const nests = nestsOf(solid)
  let [depth, closedAt] = [0, -1]
  let level: Level = 'product'
  solid.forEach((part, i) => {
    depth += nests[i]
    if (nests[i] === -1 && depth === 0 && closedAt < 0) closedAt = i
    if (nests[i] !== 0 || depth !== 0) return
    const sign = textOfPiece(part)
    const isLoose = ['relation', 'comma', 'function', 'big'].includes(part.first) || (part.first === 'binary' && !'×·÷'.includes(sign))
    if (part.level === 'sum' || isLoose) level = 'sum'
    else if (level !== 'sum' && (part.first === 'slash' || sign === '÷')) level = 'quotient'
  })
  return nests[0] === 1 && closedAt === solid.length - 1 ? 'atom' : level
}

/** An even number of bars is pairs of them. */
function nestsOf(solid: Piece[]): number[] {
  const isBar = (part: Piece) => /^[|‖]/.test(textOfPiece(part)) && part.last !== 'close'
  const arePairs = solid.filter(isBar).length % 2 === 0
  let bars = 0
  return solid.map((part) => part.nests ?? (arePairs && isBar(part) ? (bars++ % 2 === 0 ? 1 : -1) : 0))
}
