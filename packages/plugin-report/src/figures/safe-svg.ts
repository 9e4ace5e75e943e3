/**
 * A stranger's SVG as one that is safe to print and to put into HTML: parsed, and written anew from what is allowed.
 *
 * In: SVG text of a plugin, a logo, a notebook. Out: SVG 1.1 of shapes, text, gradients, clip paths and PNG or JPEG pictures;
 * style sheets are turned into attributes; what only editors read (metadata, their own namespaces) and filters are left out.
 * Refused with REPORT_FIGURE_SVG: no SVG, scripts, handlers, animation, foreign content, entities, addresses, bombs.
 */

import { escapeMarkup } from '../text/index.js'
import { elements, geometry, presentation, unread } from './safe-svg/allowed.js'
import { checkedImage } from './safe-svg/images.js'
import { type Refuse, refusal } from './safe-svg/refusal.js'
import { checkReuse } from './safe-svg/reuse.js'
import { applyStyleSheets, safeDeclarations } from './safe-svg/style-sheet.js'
import { parseXml, type XmlElement } from './safe-svg/xml.js'

const mostBytes = 8_000_000

/** `what` is named in the message, for example `The logo logo.svg`. */
export function safeSvg(text: string, what = 'The picture', limit = mostBytes): string {
  const refuse = refusal(what)
  if (text.length > limit) refuse(`an SVG of ${(text.length / 1e6).toFixed(1)} MB`, `at most ${(limit / 1e6).toFixed(1)} MB`)
  const root = parseXml(text, refuse)
  if (localName(root.name) !== 'svg') refuse(`<${root.name}> as its first element`, '<svg>')
  applyStyleSheets(root, refuse)
  checkReuse(root, refuse)
  return write(root, refuse, true)
}

/** Width and height of an SVG's own units: of its viewBox, else of its size in px, pt or mm; undefined where it says neither. */
export function svgUnits(svg: string): { width: number; height: number } | undefined {
  const [open = ''] = /<svg[^>]*>/.exec(svg) ?? []
  const box = /viewBox="([^"]+)"/
    .exec(open)?.[1]
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  if (box?.length === 4 && box[2] > 0 && box[3] > 0) return { width: box[2], height: box[3] }
  const [width, height] = ['width', 'height'].map((name) => Number.parseFloat(new RegExp(`\\s${name}="([\\d.]+)(?:px|pt|mm)?"`).exec(open)?.[1] ?? ''))
  return width > 0 && height > 0 ? { width, height } : undefined
}

function localName(name: string): string {
  return name.replace(/^svg:/, '')
}

function write(element: XmlElement, refuse: Refuse, isRoot = false): string {
  const name = localName(element.name)
  if (name.includes(':') || unread.has(name)) return ''
  if (!elements.has(name)) refuse(`<${name}>`, 'shapes, text, gradients, clip paths and pictures only')
  if (name === 'style') return ''
  const attributes = [...element.attributes].map(([key, value]) => attribute(name, key, value, refuse)).join('')
  const inside = element.children.map((child) => (typeof child === 'string' ? escapeMarkup(child) : write(child, refuse))).join('')
  const spaces = isRoot ? ' xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"' : ''
  const tag = name === 'a' || name === 'switch' ? 'g' : name
  return inside ? `<${tag}${spaces}${attributes}>${inside}</${tag}>` : `<${tag}${spaces}${attributes}/>`
}

function attribute(element: string, key: string, value: string, refuse: Refuse): string {
  if (/^on/i.test(key)) refuse(`the handler ${key}`, 'no code')
  if (key === 'href' || key === 'xlink:href') {
    if (element === 'a') return ''
    if (element === 'image') return ` xlink:href="${checkedImage(value, refuse)}"`
    if (!/^#[\w.:-]+$/.test(value)) refuse(`the address ${value}`, 'a name inside the file, like #part')
    return ` xlink:href="${value}"`
  }
  if (key === 'style') {
    const declared = safeDeclarations(value, refuse)
    return declared ? ` style="${escapeMarkup(declared)}"` : ''
  }
  if (key === 'id' && !/^[\w.:-]+$/.test(value)) return ''
  if (!presentation.has(key) && !geometry.has(key)) return ''
  if (presentation.has(key)) safeDeclarations(`${key}:${value}`, refuse)
  if (/javascript:/i.test(value)) refuse('code in an attribute', 'no code')
  return ` ${key}="${escapeMarkup(value)}"`
}
