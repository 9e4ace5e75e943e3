/** Words of an HTML file, and what a browser does not show. */
import type { HtmlElement } from './html.js'

const inline = new Set('a abbr b bdi bdo cite code data em font i kbd label mark q s small span strong sub sup time tspan u var wbr'.split(' '))
const unseen = new Set('head script style template title'.split(' '))

/** Text in reading order; blocks and breaks are lines. `except` is left out with all that is in it. */
export function textOf(element: HtmlElement, except: (element: HtmlElement) => boolean = () => false): string {
  return element.children
    .map((child) => {
      if (typeof child === 'string') return child
      if (unseen.has(child.name) || except(child)) return ''
      const text = textOf(child, except)
      return inline.has(child.name) ? text : `\n${text}\n`
    })
    .join('')
}

/** The beginning of what is shown; undefined where it is nothing. */
export function firstWords(element: HtmlElement): string | undefined {
  if (unseen.has(element.name)) return undefined
  for (const child of element.children) {
    const found = typeof child === 'string' ? child.slice(0, 400).trim().replace(/\s+/g, ' ').slice(0, 40) : firstWords(child)
    if (found) return found
  }
  return undefined
}

/** Text that stands directly in it, as it is: of scripts and style sheets. */
export function ownText({ children }: HtmlElement): string {
  return children.filter((child) => typeof child === 'string').join('')
}

/** The element itself, and all that it stands in, from the inside. */
export function* withAncestors(element: HtmlElement): Generator<HtmlElement> {
  for (let at: HtmlElement | undefined = element; at; at = at.parent) yield at
}

export function isInside(element: HtmlElement, is: (element: HtmlElement) => boolean): boolean {
  return [...withAncestors(element)].some(is)
}

export function hasClass({ attributes }: HtmlElement, name: string): boolean {
  return (attributes.get('class') ?? '').split(/\s+/).includes(name)
}
