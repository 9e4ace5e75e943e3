/** `<use>` and patterns draw parts again; counted before anything is drawn, so that ten lines do not become a billion. */
import type { Refuse } from './refusal.js'
import type { XmlElement } from './xml.js'

const mostDrawn = 500_000

export function checkReuse(root: XmlElement, refuse: Refuse): void {
  const byId = new Map<string, XmlElement>()
  const gather = (element: XmlElement): void => {
    const id = element.attributes.get('id')
    if (id !== undefined) byId.set(id, element)
    for (const child of element.children) if (typeof child === 'object') gather(child)
  }
  gather(root)
  const known = new Map<XmlElement, number>()
  const path = new Set<XmlElement>()
  const drawn = (element: XmlElement): number => {
    const before = known.get(element)
    if (before !== undefined) return before
    if (path.has(element)) refuse('a part that draws itself', 'no circle of <use>, clip paths or patterns')
    path.add(element)
    let count = 1
    for (const target of referencesOf(element)) {
      const part = byId.get(target)
      if (part) count += drawn(part)
    }
    for (const child of element.children) if (typeof child === 'object') count += drawn(child)
    if (count > mostDrawn) refuse(`parts that are drawn ${mostDrawn} times and more`, 'fewer <use>')
    path.delete(element)
    known.set(element, count)
    return count
  }
  drawn(root)
}

/** Names in href="#…" and url(#…). */
function referencesOf({ attributes }: XmlElement): string[] {
  const names: string[] = []
  for (const [key, value] of attributes) {
    if ((key === 'href' || key === 'xlink:href') && value.startsWith('#')) names.push(value.slice(1))
    for (const [, name] of value.matchAll(/url\(\s*['"]?#([^)'"]+)['"]?\s*\)/g)) names.push(name)
  }
  return names
}
