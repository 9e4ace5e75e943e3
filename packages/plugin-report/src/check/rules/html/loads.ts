/** Rules about what an HTML file loads and runs. */
import { createHash } from 'node:crypto'
import type { Rule } from '../../check.js'
import { loadedByCss } from '../../read/css.js'
import type { HtmlElement, HtmlFile } from '../../read/html.js'
import { ownText } from '../../read/html-text.js'
import { type HtmlUnderTest, nameOf } from './input.js'

const addresses = [
  'src',
  'srcset',
  'imagesrcset',
  'poster',
  'data',
  'background',
  'ping',
  'action',
  'formaction',
  'manifest',
  'codebase',
  'archive',
  'longdesc',
]
/** What a link of these kinds names is not loaded. */
const onlyNamed = /^(alternate|author|bookmark|canonical|help|license|me|next|prev|search|tag|up|bibliography|cite-as)$/

/** What a browser loads by itself, as it stands there. */
function loadsOf(element: HtmlElement): string[] {
  const { name, attributes } = element
  const value = (key: string) => attributes.get(key) ?? ''
  const hrefs = ['href', 'xlink:href'].map(value)
  const kinds = value('rel').toLowerCase().split(/\s+/).filter(Boolean)
  const isNamed =
    /^(a|area)$/.test(name) || (name === 'link' && kinds.length > 0 && kinds.every((kind) => onlyNamed.test(kind)) && !kinds.includes('stylesheet'))
  const named = addresses.flatMap((key) => (key.endsWith('srcset') ? addressesOf(value(key)) : [value(key)]))
  const refresh = name === 'meta' && /^refresh$/i.test(value('http-equiv').trim()) ? [/url\s*=\s*["']?([^"']*)/i.exec(value('content'))?.[1] ?? ''] : []
  const styles = [...attributes].filter(
    ([key]) => key === 'style' || key === 'fill' || key === 'stroke' || key === 'filter' || key === 'mask' || key === 'clip-path',
  )
  const css = [...styles.map(([, text]) => text), ...(name === 'style' ? [ownText(element)] : [])].flatMap(loadedByCss)
  return [...(isNamed ? [] : hrefs), ...named, ...refresh, ...css].filter((address) => address !== '' && !address.startsWith('data:') && address.trim() !== '')
}

/** Of `a.png 1x, b.png 2x`; an address may hold commas, as those of data do. */
function addressesOf(srcset: string): string[] {
  const addresses: string[] = []
  let isDue = true
  for (const token of srcset.split(/\s+/)) {
    const comma = isDue ? -1 : token.indexOf(',')
    if (!isDue && comma < 0) continue
    const address = token.slice(comma + 1)
    isDue = address === '' || address.endsWith(',')
    if (address !== '') addresses.push(address)
  }
  return addresses
}

/** As browsers read it: without breaks, and with slashes that lean forward. */
function cleaned(address: string): string {
  return [...address]
    .filter((char) => char > '\u001f')
    .join('')
    .trim()
    .replaceAll('\\', '/')
}

function isElsewhere(address: string): boolean {
  const plain = cleaned(address)
  return plain.startsWith('//') || (/^[a-z][a-z0-9+.-]*:/i.test(plain) && !/^(data|blob|about|javascript|mailto):/i.test(plain))
}

export const nothingFetched: Rule<HtmlUnderTest> = {
  id: 'external-parts',
  severity: 'error',
  about: 'Nothing is fetched from elsewhere when the file is opened: no script, style, picture, font or connection; links may lead to the web.',
  remedy: 'put it into the file, or beside it',
  find: ({ file }) =>
    file.elements.flatMap((element) =>
      loadsOf(element)
        .filter(isElsewhere)
        .map((address) => `${nameOf(element, file)} loads ${shortened(cleaned(address))}`),
    ),
}

export const missingFile: Rule<HtmlUnderTest> = {
  id: 'missing-file',
  severity: 'error',
  about: 'Every picture and style sheet that the page loads lies beside it.',
  remedy: 'build it again, or put the file there',
  find: ({ file, isThere }) =>
    file.elements.flatMap((element) =>
      loadsOf(element)
        .map(cleaned)
        .filter((address) => !/^([a-z][a-z0-9+.-]*:|[/#?])/i.test(address) && !isThere(address))
        .map((address) => `${nameOf(element, file)} loads ${shortened(address)}`),
    ),
}

export const activeContent: Rule<HtmlUnderTest> = {
  id: 'active-content',
  severity: 'error',
  about:
    'A poster or page runs nothing: no script, handler, frame or plug-in. A deck runs the one script that its own Content-Security-Policy names by its hash.',
  remedy: 'take it out; a deck: build it again',
  find({ file, medium }) {
    const allowed = medium === 'slides' ? allowedScripts(file) : []
    const others = allowed.length > 1 ? [`its Content-Security-Policy lets it run ${allowed.length} scripts`] : []
    const found = file.elements.flatMap((element) => activeIn(element, new Set(allowed)).map((what) => `${nameOf(element, file)} ${what}`))
    return [
      ...found,
      ...others,
      ...(medium === 'slides' ? openPolicies(file) : []).map((source) => `its Content-Security-Policy lets it load ${shortened(source)}`),
    ]
  },
}

function activeIn(element: HtmlElement, allowed: Set<string>): string[] {
  const { name, attributes } = element
  const handlers = [...attributes.keys()].filter((key) => /^on./.test(key)).map((key) => `has ${key}=`)
  const links = [...attributes].filter(
    ([key, value]) => /^(href|xlink:href|src|action|formaction)$/.test(key) && /^(javascript|vbscript|data:text)/i.test(cleaned(value)),
  )
  const isData = /json|^text\/(?!java|ecma|babel)/i.test(attributes.get('type') ?? '')
  const script = name === 'script' && !isData && !(allowed.has(hashOf(element)) && !attributes.has('src')) ? ['runs a script'] : []
  const frame = /^(iframe|frame|object|embed|applet)$/.test(name) ? ['is run by the browser'] : []
  return [...script, ...frame, ...handlers, ...links.map(([key]) => `has a script as ${key}`)]
}

function hashOf(script: HtmlElement): string {
  return `sha256-${createHash('sha256').update(ownText(script)).digest('base64')}`
}

function policiesOf({ elements }: HtmlFile): string[] {
  const policies = elements.filter(({ name, attributes }) => name === 'meta' && /^content-security-policy$/i.test(attributes.get('http-equiv') ?? ''))
  return policies.map(({ attributes }) => attributes.get('content') ?? '')
}

function allowedScripts(file: HtmlFile): string[] {
  return [...new Set(policiesOf(file).flatMap((policy) => [...policy.matchAll(/'(sha256-[\w+/=]+)'/g)].map(([, hash]) => hash)))]
}

/** Sources of a policy that reach beyond the file. */
function openPolicies(file: HtmlFile): string[] {
  return policiesOf(file).flatMap((policy) => policy.match(/(?<=\s)(?:'unsafe-eval'|\*|(?:https?|wss?):)[^\s;]*/gi) ?? [])
}

function shortened(address: string): string {
  return address.length > 80 ? `${address.slice(0, 80)}…` : address
}
