/** What an SVG says of its text and colours. Own reading of attributes and inline style; nothing is resolved or fetched. */
import { type Element, parseXml, walk } from './xml.js'

/** Sizes of text that is printed, in user units; percentages and em are left out. */
export function fontSizesOf(svg: string): number[] {
  const sizes: number[] = []
  for (const { element, inherited } of drawn(svg)) {
    if ((element.name === 'text' || element.name === 'tspan') && element.text.trim() !== '' && inherited.fontSize !== undefined) sizes.push(inherited.fontSize)
  }
  return sizes
}

export interface PaintedMark {
  /** `#rrggbb` as it stands there, lower case. */
  colour: string
  dash: string
  /** The path of a point's symbol; empty for lines and areas. */
  symbol: string
  /** Left and right edge of a bar; undefined for everything else. */
  spanX?: [number, number]
}

/** Fills and strokes of marks: not of text, not of gradients. */
export function marksOf(svg: string): PaintedMark[] {
  return drawn(svg).flatMap(({ element, inherited: { fill, stroke, dash, offsetX } }) => {
    if (!/^(path|rect|circle|line|polyline|polygon|ellipse)$/.test(element.name)) return []
    const colours = [fill, stroke].filter((colour): colour is string => colour !== undefined && /^#[\da-f]{6}$/i.test(colour))
    const symbol = /translate\(/.test(element.attributes.transform ?? '') && element.name === 'path' ? shapeOf(element.attributes.d) : ''
    return [...new Set(colours)].map((colour) => ({ colour: colour.toLowerCase(), dash: dash === 'none' ? '' : dash, symbol, spanX: barOf(element, offsetX) }))
  })
}

/** The commands of a path without its coordinates: circles are arcs, squares are lines. */
function shapeOf(d = ''): string {
  return d.replace(/[-\d.eE,\s]+/g, '')
}

/** A `<rect>`, or a path that is one as Vega writes it: `M0,2h30v8h-30Z`. */
function barOf({ name, attributes }: Element, offsetX: number): [number, number] | undefined {
  const path = name === 'path' ? /^M(-?[\d.]+),-?[\d.]+h(-?[\d.]+)v-?[\d.]+h-?[\d.]+Z$/.exec(attributes.d ?? '') : null
  const [x, width] = path
    ? [Number(path[1]), Number(path[2])]
    : name === 'rect'
      ? [Number(attributes.x ?? 0), Number(attributes.width)]
      : [Number.NaN, Number.NaN]
  return Number.isFinite(x + width) ? [offsetX + Math.min(x, x + width), offsetX + Math.max(x, x + width)] : undefined
}

/** Several rules ask of the same drawing. */
const parsed = new Map<string, Element>()
const [mostParsed, mostKeptCharacters] = [32, 2_000_000]

function rootOf(svg: string): Element {
  const root = parsed.get(svg) ?? parseXml(svg)
  if (svg.length > mostKeptCharacters) return root
  if (parsed.size >= mostParsed) parsed.clear()
  parsed.set(svg, root)
  return root
}

interface Inherited {
  fontSize?: number
  fill?: string
  stroke?: string
  dash: string
  /** Of the group, in units of the drawing; scales are not followed. */
  offsetX: number
}

function drawn(svg: string): { element: Element; inherited: Inherited }[] {
  if (svg === '') return []
  const found: { element: Element; inherited: Inherited }[] = []
  const visit = (element: Element, above: Inherited): void => {
    if (/^(defs|style|script|linearGradient|radialGradient|clipPath|pattern|mask|metadata|title|desc)$/.test(element.name)) return
    const inherited = inherit(element, above)
    found.push({ element, inherited })
    for (const child of element.children) visit(child, inherited)
  }
  visit(rootOf(svg), { dash: '', offsetX: 0 })
  return found
}

function inherit({ attributes }: Element, above: Inherited): Inherited {
  const style = Object.fromEntries([...(attributes.style ?? '').matchAll(/([\w-]+)\s*:\s*([^;]+)/g)].map(([, key, value]) => [key, value.trim()]))
  const value = (name: string) => style[name] ?? attributes[name]
  const size = /^([\d.]+)(px)?$/.exec(value('font-size') ?? '')
  const hidden = Number(value('opacity') ?? 1) === 0
  return {
    fontSize: size ? Number(size[1]) : above.fontSize,
    fill: hidden ? undefined : (value('fill') ?? above.fill),
    stroke: hidden ? undefined : (value('stroke') ?? above.stroke),
    dash: (value('stroke-dasharray') ?? above.dash).replace(/\s+/g, ','),
    offsetX: above.offsetX + Number(/translate\(\s*(-?[\d.]+)/.exec(attributes.transform ?? '')?.[1] ?? 0),
  }
}

/** Width and height in points as printed: pt, px (96 an inch), mm, cm, in; a bare number is px. Undefined where nothing is said. */
export function sizePtOf(svg: string): { widthPt: number; heightPt: number } | undefined {
  const { attributes } = rootOf(svg)
  const [widthPt, heightPt] = [attributes.width, attributes.height].map(lengthPt)
  return widthPt === undefined || heightPt === undefined ? undefined : { widthPt, heightPt }
}

export function viewBoxOf(svg: string): [number, number] | undefined {
  if (svg === '') return undefined
  const parts = (rootOf(svg).attributes.viewBox ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  return parts.length === 4 && parts.every(Number.isFinite) ? [parts[2], parts[3]] : undefined
}

function lengthPt(length = ''): number | undefined {
  const found = /^\s*([\d.]+)\s*(pt|px|mm|cm|in)?\s*$/.exec(length)
  if (!found) return undefined
  return Number(found[1]) * { pt: 1, px: 0.75, mm: 72 / 25.4, cm: 720 / 25.4, in: 72 }[(found[2] ?? 'px') as 'pt']
}

/** What a viewer would load or run: scripts, handlers, and addresses outside of the file. */
export function activeParts(svg: string): string[] {
  return walk(rootOf(svg)).flatMap(({ name, attributes }) => {
    const handlers = Object.keys(attributes).filter((key) => /^on/i.test(key))
    const links = ['href', 'xlink:href', 'src']
      .map((key) => attributes[key])
      .filter((target) => target !== undefined && !/^(#|data:image\/(png|jpeg|svg\+xml))/.test(target))
    return [
      ...(name === 'script' || name === 'foreignObject' ? [`<${name}>`] : []),
      ...handlers.map((key) => `${key}= of <${name}>`),
      ...(name === 'a' ? [] : links.map((target) => `<${name}> loads ${target}`)),
    ]
  })
}
