/**
 * What a Vega-Lite specification may do, wherever it came from: place marks by arithmetic on its own data.
 *
 * Vega turns expressions into JavaScript. Their syntax trees are checked first: only functions of the list below, only
 * names of data and scales, no property that leads to a constructor. Its loader reads nothing.
 * Errors: REPORT_FIGURE_SPEC.
 */
import { PhdError } from '@phd/core'

interface Node {
  type: string
  name?: string
  value?: unknown
  computed?: boolean
  object?: Node
  property?: Node
  callee?: Node
  [key: string]: unknown
}

const functions = new Set(
  (
    'isArray isBoolean isDate isDefined isNumber isObject isRegExp isString isValid toBoolean toDate toNumber toString if ' +
    'isNaN isFinite abs acos asin atan atan2 ceil cos exp floor hypot log max min pow random round sin sqrt tan clamp ' +
    'length join indexof lastindexof slice reverse sort extent lerp span peek inrange substring lower upper trim split truncate pad parseFloat parseInt ' +
    'replace format timeFormat utcFormat monthFormat monthAbbrevFormat dayFormat dayAbbrevFormat now datetime date day dayofyear week month quarter year hours ' +
    'minutes seconds milliseconds time timezoneoffset utc utcdate utcday utcdayofyear utcweek utcmonth utcquarter utcyear utchours utcminutes utcseconds ' +
    'utcmilliseconds timeOffset utcOffset timeSequence utcSequence timeUnitSpecifier rgb hsl lab hcl luminance contrast ' +
    'scale invert domain range bandwidth bandspace gradient copy data indata vlSelectionTest vlSelectionResolve inScope geoArea geoBounds geoCentroid ' +
    '_scale _range _bandwidth flush quantileNormal cumulativeNormal densityNormal containerSize merge treePath pluck'
  ).split(' '),
)
/** Neither the clock nor chance: the same specification is the same picture. */
const changing = new Set(['random', 'now', 'containerSize'])
const properties = /^(constructor|prototype|__proto__|__defineGetter__|__defineSetter__|__lookupGetter__|__lookupSetter__|caller|callee|arguments)$/

function refuse(what: string, received: string): never {
  throw new PhdError('REPORT_FIGURE_SPEC', `The specification asks for ${what}.`, {
    expected: 'a Vega-Lite specification with its data inside it, and expressions of plain arithmetic, text and dates',
    received: received.slice(0, 120),
    remedy: 'take it out of the file',
  })
}

/** Throws at the first expression of a parsed Vega specification that is not on the list. */
export function checkExpressions(parsed: unknown): void {
  const seen = new Set<object>()
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return
    seen.add(value)
    for (const [key, child] of Object.entries(value)) {
      if (key === 'ast') checkNode(child as Node)
      else walk(child)
    }
  }
  walk(parsed)
}

function checkNode(node: Node): void {
  if (node.type === 'CallExpression') {
    const name = node.callee?.type === 'Identifier' ? String(node.callee.name) : '(a computed function)'
    if (!functions.has(name) || changing.has(name)) refuse(`the function ${name}()`, name)
  }
  if (node.type === 'MemberExpression') {
    const { computed, property } = node
    if (computed && property?.type !== 'Literal') refuse('a computed property', '[…]')
    const name = String(computed ? property?.value : property?.name)
    if (properties.test(name)) refuse(`the property ${name}`, name)
  }
  if (node.type === 'Identifier' && ['event', 'view', 'this', 'window', 'globalThis'].includes(String(node.name))) refuse(`"${node.name}"`, String(node.name))
  for (const child of Object.values(node)) {
    for (const one of Array.isArray(child) ? child : [child]) if (typeof one === 'object' && one !== null && 'type' in one) checkNode(one as Node)
  }
}

/** In place of Vega's loader: every address is refused, of data, pictures and links. */
export const closedLoader = {
  options: {},
  load: (uri: string) => Promise.reject(closed(uri)),
  sanitize: (uri: string) => Promise.reject(closed(uri)),
  http: (uri: string) => Promise.reject(closed(uri)),
  file: (uri: string) => Promise.reject(closed(uri)),
}

function closed(uri: string): Error {
  return new Error(`not loaded: ${String(uri).slice(0, 80)}`)
}

const mostBytes = 20_000_000
const mostGenerated = 100_000

/** What is refused before anything is compiled: addresses, pictures, links, interaction, endless sequences. */
export function checkSpec(text: string): object {
  if (text.length > mostBytes) refuse(`${Math.round(text.length / 1e6)} MB`, 'a file larger than 20 MB')
  let spec: unknown
  try {
    spec = JSON.parse(text)
  } catch (cause) {
    throw new PhdError('REPORT_FIGURE_SPEC', 'The specification is no JSON.', { received: String((cause as Error).message), cause })
  }
  const schema = String((spec as { $schema?: unknown } | null)?.$schema ?? '')
  if (typeof spec !== 'object' || spec === null || !/^https:\/\/vega\.github\.io\/schema\/vega-lite\/v[56]/.test(schema)) {
    refuse('another language than Vega-Lite', schema || 'no $schema')
  }
  checkKeys(spec, false)
  return spec
}

function checkKeys(value: unknown, inValues: boolean): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value)) {
    if (inValues) continue
    if (['url', 'href'].includes(key)) refuse(`an address (${key})`, JSON.stringify(child) ?? '')
    if (['select', 'bind'].includes(key)) refuse('interaction, which no print has', key)
    if (key === 'mark') checkMark(child)
    if (key === 'sequence' || key === 'keyvals') checkSequence(child)
    if (['maxbins', 'steps', 'maxsteps', 'minsteps'].includes(key) && Number(child) > mostGenerated) refuse(`${key} ${child}`, String(child))
    checkKeys(child, key === 'values' && Array.isArray(child))
  }
}

const marks = new Set('arc area bar boxplot circle errorband errorbar geoshape line point rect rule square text tick trail'.split(' '))

/** Not `image`: it would need an address. */
function checkMark(mark: unknown): void {
  const type = typeof mark === 'object' && mark !== null ? (mark as { type?: unknown }).type : mark
  if (!marks.has(String(type))) refuse(`the mark "${type}"`, String(type))
}

function checkSequence(sequence: unknown): void {
  const { start = 0, stop = 0, step = 1 } = (Array.isArray(sequence) ? {} : (sequence ?? {})) as Record<string, number>
  const count = Math.abs((Number(stop) - Number(start)) / Number(step))
  if (!(count <= mostGenerated)) refuse(`a sequence of ${count} values`, JSON.stringify(sequence) ?? '')
}
