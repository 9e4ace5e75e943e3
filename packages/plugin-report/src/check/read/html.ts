/**
 * HTML into elements, as tolerant as a browser: what is not closed is closed where its parent is, what is not opened is passed over.
 *
 * For files that may be anybody's: every step moves on, nothing is fetched or run, and depth and number are bounded.
 * Errors: REPORT_FILE (no HTML, or nested too deep), REPORT_FILE_REFUSED (too many elements).
 */
import { PhdError } from '@phd/core'
import { decodedReferences } from './references.js'

export interface HtmlElement {
  /** Lower case. */
  name: string
  /** Names in lower case; of one that comes twice the first counts. */
  attributes: Map<string, string>
  parent?: HtmlElement
  children: (HtmlElement | string)[]
}

export interface HtmlFile {
  name: string
  /** In document order. */
  elements: HtmlElement[]
}

const deepest = 512
const mostElements = 500_000
const voids = new Set('area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr'.split(' '))
const rawTexts = new Set('iframe noembed noframes script style textarea title xmp'.split(' '))
/** Elements that end one of the same family that stands open directly above them. */
const endedBy: Record<string, string[]> = {
  li: ['li'],
  dt: ['dt', 'dd'],
  dd: ['dt', 'dd'],
  tr: ['tr', 'td', 'th'],
  td: ['td', 'th'],
  th: ['td', 'th'],
  option: ['option'],
  body: ['head'],
}
const endsParagraph = new Set(
  'address article aside blockquote div dl figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul'.split(' '),
)
const attribute = /[\s/]*([^\s=>/][^\s=>/]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/y
const tagName = /[A-Za-z][^\s/>]*/y

export function parseHtml(html: string, name: string): HtmlFile {
  if (html.includes('\0')) throw broken(name, 'bytes that are no text')
  const elements: HtmlElement[] = []
  const stack: HtmlElement[] = [{ name: '', attributes: new Map(), children: [] }]
  const open = new Map<string, number>()
  const top = () => stack[stack.length - 1]
  const pop = () => {
    const { name: popped } = stack.pop() as HtmlElement
    open.set(popped, (open.get(popped) ?? 1) - 1)
  }
  const text = (from: number, to: number) => {
    if (to <= from) return
    const { children } = top()
    const last = children.at(-1)
    const words = decodedReferences(html.slice(from, to))
    if (typeof last === 'string') children[children.length - 1] = last + words
    else children.push(words)
  }
  for (let at = 0; at < html.length; ) {
    const less = html.indexOf('<', at)
    text(at, less < 0 ? html.length : less)
    if (less < 0) break
    const next = html[less + 1] ?? ''
    if (/[!?]/.test(next) || (next === '/' && !/[A-Za-z]/.test(html[less + 2] ?? ''))) {
      at = endOf(html, html.startsWith('<!--', less) ? '-->' : '>', less + 2)
    } else if (next === '/') {
      const ended = nameAt(html, less + 2)
      if ((open.get(ended) ?? 0) > 0) {
        while (top().name !== ended) pop()
        pop()
      }
      at = endOf(html, '>', less + 2)
    } else if (/[A-Za-z]/.test(next)) {
      const started = nameAt(html, less + 1)
      const { attributes, end, selfClosed } = attributesFrom(html, tagName.lastIndex)
      while (stack.length > 1 && (endedBy[started]?.includes(top().name) || (top().name === 'p' && endsParagraph.has(started)))) pop()
      const element: HtmlElement = { name: started, attributes, parent: stack.length > 1 ? top() : undefined, children: [] }
      top().children.push(element)
      elements.push(element)
      if (elements.length > mostElements) throw tooMany(name)
      at = end
      const isDrawn = started === 'svg' || started === 'math' || (open.get('svg') ?? 0) + (open.get('math') ?? 0) > 0
      if (rawTexts.has(started) && !selfClosed) {
        const until = closingTag(html, started, at)
        const raw = html.slice(at, until)
        element.children.push(/^(title|textarea)$/.test(started) ? decodedReferences(raw) : raw)
        at = endOf(html, '>', until)
      } else if (!voids.has(started) && !(isDrawn && selfClosed)) {
        if (stack.length > deepest) throw broken(name, `more than ${deepest} elements inside each other`)
        stack.push(element)
        open.set(started, (open.get(started) ?? 0) + 1)
      }
    } else {
      text(less, less + 1)
      at = less + 1
    }
  }
  if (elements.length === 0) throw broken(name, 'no element')
  return { name, elements }
}

function nameAt(html: string, at: number): string {
  tagName.lastIndex = at
  return (tagName.exec(html)?.[0] ?? '').toLowerCase()
}

function attributesFrom(html: string, from: number): { attributes: Map<string, string>; end: number; selfClosed: boolean } {
  const attributes = new Map<string, string>()
  for (let at = from; at < html.length; at = attribute.lastIndex) {
    attribute.lastIndex = at
    const found = attribute.exec(html)
    if (!found) {
      const end = endOf(html, '>', at)
      return { attributes, end, selfClosed: html.slice(at, end).includes('/') }
    }
    const key = found[1].toLowerCase()
    if (!attributes.has(key)) attributes.set(key, decodedReferences(found[2] ?? found[3] ?? found[4] ?? ''))
  }
  return { attributes, end: html.length, selfClosed: false }
}

/** Behind the mark; the end of the file where it is missing. */
function endOf(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from)
  return found < 0 ? html.length : found + mark.length
}

function closingTag(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
  closing.lastIndex = from
  return closing.exec(html)?.index ?? html.length
}

function broken(name: string, received: string): PhdError {
  return new PhdError('REPORT_FILE', `${name} cannot be read as HTML.`, { expected: `HTML in UTF-8, at most ${deepest} elements deep`, received })
}

function tooMany(name: string): PhdError {
  return new PhdError('REPORT_FILE_REFUSED', `${name} is too large to look into.`, {
    expected: `at most ${mostElements} elements`,
    received: 'more of them',
  })
}
