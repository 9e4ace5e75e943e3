/**
 * XML 1.0 to a tree, strictly: what is not well formed is refused, and so is every entity but the five and numbers.
 *
 * A DOCTYPE is refused, but for the bare one of SVG 1.0 and 1.1 that drawing programs write. Comments are dropped.
 */
import type { Refuse } from './refusal.js'

export interface XmlElement {
  name: string
  attributes: Map<string, string>
  children: (XmlElement | string)[]
}

const mostElements = 200_000
const mostDepth = 200
const plainDoctype = /^<!DOCTYPE\s+svg\s+PUBLIC\s+"-\/\/W3C\/\/DTD SVG [\w. ]+\/\/EN"\s+"https?:\/\/www\.w3\.org\/[\w./-]+"\s*>/
const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const openTag = /<([A-Za-z_][\w.:-]*)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y
const oneAttribute = /([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g

export function parseXml(text: string, refuse: Refuse): XmlElement {
  const root: XmlElement = { name: '', attributes: new Map(), children: [] }
  const open = [root]
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  let count = 0
  const wellFormed = 'well-formed XML'
  const skipTo = (end: string): string => {
    const found = text.indexOf(end, at)
    if (found < 0) refuse('an end in the middle', wellFormed)
    const inside = text.slice(at, found)
    at = found + end.length
    return inside
  }
  while (at < text.length) {
    const here = open[open.length - 1]
    if (text[at] !== '<') {
      const end = text.indexOf('<', at)
      const data = text.slice(at, end < 0 ? text.length : end)
      if (open.length > 1) here.children.push(decoded(data, refuse))
      else if (data.trim()) refuse('text outside its element', '<svg> and nothing beside it')
      at += data.length
    } else if (text.startsWith('<!--', at)) {
      at += 4
      skipTo('-->')
    } else if (text.startsWith('<![CDATA[', at)) {
      at += 9
      here.children.push(skipTo(']]>'))
    } else if (text.startsWith('<?', at)) {
      if (!/^<\?xml\s/.test(text.slice(at, at + 6)) || count > 0) refuse('a processing instruction', 'none')
      skipTo('?>')
    } else if (text.startsWith('<!', at)) {
      const found = plainDoctype.exec(text.slice(at, at + 300))
      if (!found || count > 0) refuse('a DOCTYPE or entities of its own', 'none')
      at += found?.[0].length ?? 0
    } else if (text.startsWith('</', at)) {
      at += 2
      const name = skipTo('>').trim()
      if (open.length < 2 || name !== here.name) refuse(`</${name}> where <${here.name}> is open`, wellFormed)
      open.pop()
    } else {
      openTag.lastIndex = at
      const found = openTag.exec(text)
      if (!found) refuse(`no well-formed element at character ${at}`, wellFormed)
      const [whole, name, attributes, isEmpty] = found as RegExpExecArray
      if (++count > mostElements) refuse(`more than ${mostElements} elements`, 'fewer')
      if (open.length > mostDepth) refuse(`elements ${mostDepth} deep`, 'fewer')
      if (open.length === 1 && root.children.length > 0) refuse('a second first element', 'one <svg>')
      const element: XmlElement = { name, attributes: attributesOf(attributes, refuse), children: [] }
      here.children.push(element)
      if (!isEmpty) open.push(element)
      at += whole.length
    }
  }
  const first = root.children[0]
  if (open.length > 1) refuse(`<${open[open.length - 1].name}> that is not closed`, wellFormed)
  if (typeof first !== 'object') return refuse('no element at all', '<svg>')
  return first
}

function attributesOf(text: string, refuse: Refuse): Map<string, string> {
  const all = new Map<string, string>()
  for (const [, name, double, single] of text.matchAll(oneAttribute)) {
    if (all.has(name)) refuse(`the attribute ${name} twice`, 'well-formed XML')
    all.set(name, decoded(double ?? single ?? '', refuse))
  }
  return all
}

function decoded(text: string, refuse: Refuse): string {
  const plain = text.replace(/&(?:(\w+)|#(\d+)|#x([0-9A-Fa-f]+));|&/g, (whole, name, decimal, hex) => {
    if (name && Object.hasOwn(named, name)) return named[name]
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : Number.NaN
    if (!(code <= 0x10ffff)) return refuse(`the entity ${whole}`, '&amp; &lt; &gt; &quot; &apos; or a number')
    return String.fromCodePoint(code)
  })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has none of these
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/.test(plain)) refuse('a control character', 'text')
  return plain
}
