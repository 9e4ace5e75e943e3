/**
 * CSS of an SVG, as far as drawing programs write it: selectors `*`, `name`, `.class` and `#id`, written into `style`
 * attributes so that no rule reaches beyond its picture.
 *
 * Refused: @rules, addresses, escapes. Selectors of other forms are left out.
 */
import { presentation } from './allowed.js'
import type { Refuse } from './refusal.js'
import type { XmlElement } from './xml.js'

interface Rule {
  selector: string
  declarations: string
}

export function applyStyleSheets(root: XmlElement, refuse: Refuse): void {
  const rules = sheetsOf(root).flatMap((sheet) => rulesOf(sheet, refuse))
  if (rules.length > 0) apply(root, rules, refuse)
}

/** `fill:red;stroke:url(#a)`: properties that draw, with values that point nowhere outside. */
export function safeDeclarations(text: string, refuse: Refuse): string {
  if (/@|\\|expression\s*\(|javascript:|-moz-binding/i.test(text)) refuse('a style that can load or run something', 'colours, widths and fonts')
  for (const [, target] of text.matchAll(/url\(([^)]*)\)?/gi)) {
    if (!/^\s*(['"]?)#[\w.:-]+\1\s*$/.test(target)) refuse(`the address url(${target})`, 'a name inside the file, like url(#part)')
  }
  const kept = text.split(';').flatMap((declaration) => {
    const [property, ...value] = declaration.split(':')
    const name = property.trim().toLowerCase()
    return presentation.has(name) && value.length ? [`${name}:${value.join(':').trim()}`] : []
  })
  return kept.join(';')
}

function sheetsOf(element: XmlElement): string[] {
  if (/^(svg:)?style$/.test(element.name)) return [element.children.filter((child) => typeof child === 'string').join('')]
  return element.children.flatMap((child) => (typeof child === 'object' ? sheetsOf(child) : []))
}

function rulesOf(sheet: string, refuse: Refuse): Rule[] {
  const text = sheet.replace(/\/\*[\s\S]*?\*\//g, '')
  if (text.includes('@')) refuse('a style sheet with @ rules', 'plain rules like .a {fill: red}')
  return text.split('}').flatMap((rule) => {
    const [selectors, declarations] = rule.split('{')
    if (declarations === undefined) return []
    const safe = safeDeclarations(declarations, refuse)
    return selectors.split(',').map((selector) => ({ selector: selector.trim(), declarations: safe }))
  })
}

/** Later and more exact rules come later, so that they win: `*`, names, classes, ids, then what stands at the element. */
function apply(element: XmlElement, rules: Rule[], refuse: Refuse): void {
  const classes = (element.attributes.get('class') ?? '').split(/\s+/).map((name) => `.${name}`)
  const wanted = [['*'], [element.name], classes, [`#${element.attributes.get('id')}`]]
  const matched = wanted.flatMap((selectors) => rules.filter(({ selector }) => selectors.includes(selector)).map(({ declarations }) => declarations))
  const own = element.attributes.get('style')
  if (matched.length > 0) element.attributes.set('style', [...matched, ...(own ? [own] : [])].join(';'))
  for (const child of element.children) if (typeof child === 'object') apply(child, rules, refuse)
}
