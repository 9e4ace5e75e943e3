/**
 * XML into elements, for files that may be anybody's: no document types, no entities but the five, a bound on depth and size.
 *
 * Errors: REPORT_XML.
 */
import { PhdError } from '@phd/core'

export interface Element {
  /** With its prefix: `p:pic`. */
  name: string
  attributes: Record<string, string>
  children: Element[]
  /** Text that stands directly in it. */
  text: string
}

const deepest = 256
const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const token =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<!([A-Za-z]+)[^>]*>|<\/([^\s>]+)\s*>|<([^\s/>!?]+)((?:\s+[^\s=>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/gy

export function parseXml(xml: string, name = 'this SVG'): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  const source = xml.replace(/^\ufeff/, '')
  token.lastIndex = 0
  for (let at = 0; at < source.length; at = token.lastIndex) {
    token.lastIndex = at
    const found = token.exec(source)
    if (!found) throw broken(name, `at character ${at}: ${source.slice(at, at + 30)}`)
    const [, cdata, declaration, end, start, attributes, selfClosing, text] = found
    const parent = open[open.length - 1]
    if (declaration) throw broken(name, `<!${declaration}, a document type, which may name entities and files`)
    if (cdata !== undefined) parent.text += cdata
    else if (text !== undefined) parent.text += decoded(text)
    else if (end !== undefined) {
      if (open.length === 1 || parent.name !== end) throw broken(name, `</${end}> where </${parent.name || '…'}> is due`)
      open.pop()
    } else if (start !== undefined) {
      if (open.length > deepest) throw broken(name, `more than ${deepest} levels`)
      const element: Element = { name: start, attributes: attributesOf(attributes), children: [], text: '' }
      parent.children.push(element)
      if (!selfClosing) open.push(element)
    }
  }
  if (open.length > 1 || root.children.length !== 1)
    throw broken(name, open.length > 1 ? `<${open[open.length - 1].name}> is not closed` : 'no element, or several')
  return root.children[0]
}

/** The element and all below, in document order. */
export function walk(element: Element): Element[] {
  const found: Element[] = []
  const rest = [element]
  for (let next = rest.pop(); next; next = rest.pop()) {
    found.push(next)
    for (let i = next.children.length - 1; i >= 0; i--) rest.push(next.children[i])
  }
  return found
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, key, a, b]) => [key, decoded(a ?? b)]))
}

function decoded(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    if (hex || decimal) return code <= 0x10ffff ? String.fromCodePoint(code) : ''
    return entities[name] ?? whole
  })
}

function broken(name: string, received: string): PhdError {
  return new PhdError('REPORT_XML', `${name} is no XML that is safe to read.`, { expected: 'well-formed XML without a document type', received })
}
